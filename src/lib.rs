//! tolv: attendance and the twelve-month threshold for a labour-market unit, in the terminal.

pub mod demo;
pub mod domain;
pub mod store;
pub mod text;
