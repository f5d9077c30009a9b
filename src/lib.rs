//! tolv: attendance and the twelve-month threshold for a labour-market unit, in the terminal.

pub mod domain;
pub mod terminal;
pub mod text;
