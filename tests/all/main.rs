//! All tests that see tolv from outside, in one binary.

mod borders;
mod calendar;
mod cli;
mod complaints;
mod damage;
mod demo;
mod disk;
mod enrolment;
mod full;
mod hints;
mod import;
mod import_any_bytes;
mod keys;
mod oracle;
mod order;
mod personnummer;
mod plain;
mod reading;
mod rules;
mod search;
mod sessions;
mod store;
mod terminal;
mod threshold;
mod world;
