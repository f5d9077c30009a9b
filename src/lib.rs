//! tolv: attendance and the twelve-month threshold for a labour-market unit, in the terminal.

pub mod action;
pub mod domain;
pub mod keys;
pub mod store;
pub mod text;
