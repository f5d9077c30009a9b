//! All tests that see tolv from outside, in one binary.

mod calendar;
mod cli;
mod oracle;
mod order;
mod reading;
mod search;
