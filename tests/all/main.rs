//! All tests that see tolv from outside, in one binary.

mod borders;
mod calendar;
mod cards;
mod check;
mod cli;
mod complaints;
mod damage;
mod demo;
mod desk;
mod disk;
mod duties;
mod enrolment;
mod exchange;
mod failing;
mod finds;
mod forms;
mod full;
mod hints;
mod import;
mod import_any_bytes;
mod keys;
#[expect(dead_code, reason = "shared with the fault bench, which uses the rest")]
#[path = "../faults/layer.rs"]
mod layer;
mod onward;
mod oracle;
mod order;
mod other_units;
mod personnummer;
mod picture;
mod plain;
mod pty;
mod reading;
mod readme;
mod rules;
mod rules_dated;
mod salvage;
mod schema;
mod screen;
mod search;
mod sessions;
mod stays;
mod store;
mod terminal;
mod threshold;
mod world;
