//! Facts: what is recorded of people, days and the unit, as it is stored. They know no command.

pub mod attendance;
pub mod authors;
pub mod change;
pub mod closed;
pub mod corrected;
pub mod decided;
pub mod decision;
pub mod details;
pub mod handling;
pub mod nothing;
pub mod onward;
pub mod outcome;
pub mod participant;
pub mod process;
pub mod settings;
pub mod user;
