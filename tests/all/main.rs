//! All tests that see tolv from outside, in one binary.

mod borders;
mod calendar;
mod complaints;
mod demo;
mod forms;
mod hints;
mod import;
mod import_any_bytes;
mod keys;
mod oracle;
mod order;
mod personnummer;
mod plain;
mod reading;
mod screen;
mod search;
mod terminal;
