//! tolv: attendance and the twelve-month threshold for a labour-market unit, in the terminal.

pub mod cli;
pub mod config;
pub mod domain;
pub mod import;
pub mod store;
pub mod text;
