//! How far a long command has come, on a terminal's stderr only.

use std::io::{self, IsTerminal, Write};

use super::options::Options;
use crate::say;
use crate::text::Lang;

/// One line that is written over until the command is done.
pub struct Progress {
    lang: Lang,
    shown: bool,
    told: bool,
}

impl Progress {
    /// Nothing is shown where stderr is no terminal, or JSON was asked for.
    pub fn new(options: &Options) -> Progress {
        Progress {
            lang: options.lang,
            shown: !options.json && io::stderr().is_terminal(),
            told: false,
        }
    }

    /// So many rows have been read or written.
    pub fn rows(&mut self, rows: u64) {
        if self.shown {
            self.told = true;
            let text = match rows {
                1 => say!(self.lang, sv: "1 rad", en: "1 row"),
                rows => say!(self.lang, sv: "{rows} rader", en: "{rows} rows"),
            };
            // Progress that cannot be shown is no reason to stop.
            let _ = write!(io::stderr(), "\r{text}");
        }
    }

    /// Leaves the line as it is.
    pub fn end(&self) {
        if self.told {
            let _ = writeln!(io::stderr());
        }
    }
}
