//! All tests that see tolv from outside, in one binary.

mod calendar;
mod damage;
mod disk;
mod enrolment;
mod full;
mod oracle;
mod order;
mod reading;
mod rules;
mod search;
mod sessions;
mod stays;
mod store;
mod threshold;
mod world;
