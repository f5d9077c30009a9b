//! A list as bytes: text for people, CSV for a spreadsheet. No words of its own.

pub mod csv;
pub mod text;
