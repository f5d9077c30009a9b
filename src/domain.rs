//! The work itself: people, attendance, clocks, in storeys of which each knows only those below it. No terminal, no
//! database, no file, no clock.

pub mod alike;
pub mod calendar;
pub mod decide;
pub mod defaults;
pub mod difference;
pub mod facts;
pub mod order;
pub mod personnummer;
pub mod plain;
pub mod reading;
pub mod reckon;
pub mod register;
pub mod rules;
pub mod search;
pub mod sizes;
pub mod zone;
