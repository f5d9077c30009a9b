//! A list as bytes: text for people, JSON for scripts, CSV for a spreadsheet. No words of its own.

pub mod csv;
pub mod json;
pub mod text;
