//! What the work is: people, attendance, clocks. No terminal, no database, no file, no clock.

pub mod order;
pub mod search;
