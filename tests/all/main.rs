//! All tests that see tolv from outside, in one binary.

mod calendar;
mod complaints;
mod hints;
mod keys;
mod oracle;
mod order;
mod reading;
mod search;
