//! Everything that can happen to a waiting program, in one place and in one wait.
use crossterm::event::KeyEvent;
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Key(KeyEvent),
    Paste(String),
    Click { column: u16, row: u16 },
    Scroll { column: u16, row: u16, lines: i16 },
}
