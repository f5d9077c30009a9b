//! What the work is: people, attendance, clocks. No terminal, no database, no file, no clock.

pub mod absences;
pub mod attendance;
pub mod calendar;
pub mod change;
pub mod command;
pub mod decide;
pub mod duties;
pub mod enrolment;
pub mod expected;
pub mod onward;
pub mod order;
pub mod participant;
pub mod personnummer;
pub mod plain;
pub mod process;
pub mod quota;
pub mod reading;
pub mod refusal;
pub mod register;
pub mod rules;
pub mod search;
pub mod settings;
pub mod subsidy;
pub mod threshold;
pub mod totals;
pub mod what_if;
