//! What the work is: people, attendance, clocks. No terminal, no database, no file, no clock.

pub mod participant;
pub mod personnummer;
pub mod plain;
