//! tolv: attendance and the twelve-month threshold for a labour-market unit, in the terminal.

pub mod action;
pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod import;
pub mod keys;
pub mod run;
pub mod screens;
pub mod store;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod widgets;
