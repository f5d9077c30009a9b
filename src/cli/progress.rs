//! How far a long command has come, on a terminal's stderr only, once it has taken a while.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use super::options::Options;
use crate::say;
use crate::store::backup::{self, Step};
use crate::text::Lang;

/// What is done sooner is not told of.
const LONG: Duration = Duration::from_secs(1);
/// Between two looks at the line.
const PAUSE: Duration = Duration::from_millis(200);

/// One line that is written over until the command is done.
pub struct Progress {
    lang: Lang,
    shown: bool,
    next: Instant,
    /// How wide the line is; 0 where there is none.
    width: usize,
}

impl Progress {
    /// Nothing is shown where stderr is no terminal, or JSON was asked for.
    pub fn new(options: &Options) -> Progress {
        Progress {
            lang: options.lang,
            shown: !options.json && io::stderr().is_terminal(),
            next: Instant::now() + LONG,
            width: 0,
        }
    }

    /// So many rows have been read or written.
    pub fn rows(&mut self, rows: u64) {
        if self.is_due() {
            self.write(&match rows {
                1 => say!(self.lang, sv: "1 rad", en: "1 row"),
                rows => say!(self.lang, sv: "{rows} rader", en: "{rows} rows"),
            });
        }
    }

    /// So many people of all have been made up.
    pub fn people(&mut self, done: usize, all: usize) {
        if self.is_due() {
            self.write(&say!(self.lang,
                sv: "{done} av {all} deltagare",
                en: "{done} of {all} participants"));
        }
    }

    /// A backup, or the proof of one, has come so far.
    pub fn backup(&mut self, backup::Progress { step, done, of }: backup::Progress) {
        if !self.is_due() {
            return;
        }
        let lang = self.lang;
        let step = match step {
            Step::Copying => say!(lang, sv: "kopierar", en: "copying"),
            Step::Checking => say!(lang, sv: "kontrollerar sidorna", en: "checking the pages"),
            Step::Reading => say!(lang, sv: "läser varje post", en: "reading every record"),
            Step::Encrypting => say!(lang, sv: "krypterar", en: "encrypting"),
            Step::Decrypting => say!(lang, sv: "dekrypterar", en: "decrypting"),
            Step::Summing => say!(lang, sv: "räknar kontrollsumman", en: "computing the checksum"),
        };
        match (done * 100).checked_div(of) {
            Some(percent) => self.write(&format!("{step} {percent} %")),
            None => self.write(&step),
        }
    }

    /// Takes the line away.
    pub fn end(&mut self) {
        if self.width > 0 {
            self.write("");
        }
    }

    fn is_due(&mut self) -> bool {
        let now = Instant::now();
        let is_due = self.shown && now >= self.next;
        if is_due {
            self.next = now + PAUSE;
        }
        is_due
    }

    /// Writes over the whole line, and leaves the cursor after it.
    fn write(&mut self, text: &str) {
        let width = text.chars().count();
        let blanks = " ".repeat(self.width.saturating_sub(width));
        // Progress that cannot be shown is no reason to stop.
        let _ = write!(io::stderr(), "\r{text}{blanks}\r{text}");
        self.width = width;
    }
}
