//! All tests that see tolv from outside, in one binary.

mod calendar;
mod enrolment;
mod oracle;
mod order;
mod reading;
mod rules;
mod search;
mod threshold;
mod world;
