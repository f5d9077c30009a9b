//! What a command answers: text or JSON for stdout, sentences for stderr, an exit code. The only place that prints.

use std::borrow::Cow;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::language;
use super::options::Options;
use super::said::{fitted_to, harmless, on_stderr};
use super::session::Session;
use crate::lists::{List, Telling};
use crate::say;
use crate::text::meaning::ascii;
use crate::write;

const DONE: u8 = 0;

/// How a list is written, besides `--json`.
#[derive(Debug, Args)]
pub struct Format {
    /// Write the list as CSV, for a spreadsheet
    ///
    /// Skriv listan som CSV, för ett kalkylprogram
    #[arg(long)]
    csv: bool,
}

/// What a command found or did.
#[derive(Debug)]
pub struct Answer {
    stdout: String,
    /// Whether that is sentences, which a terminal gets in lines that fit.
    is_sentences: bool,
    remarks: Vec<String>,
    complaint: Option<String>,
    code: u8,
}

impl Answer {
    /// The data as JSON where that was asked for, else the text; either without anything a terminal would obey.
    pub fn new(options: &Options, data: &impl Serialize, text: impl FnOnce() -> String) -> Answer {
        if options.json {
            Answer::own(write::json::data(data))
        } else {
            let is_sentences = true;
            Answer {
                is_sentences,
                ..Answer::text(&text())
            }
        }
    }

    /// A list as JSON or CSV where that was asked for, else as text; refused where both were.
    pub fn list<L: List>(session: &Session, format: &Format, list: &L) -> Result<Answer, Failure> {
        Answer::list_of(&session.telling(), session.options, format, list)
    }

    /// The same of what more than the register tells.
    pub fn list_of<L: List>(
        of: &Telling,
        options: &Options,
        format: &Format,
        list: &L,
    ) -> Result<Answer, Failure> {
        match (format.csv, options.json) {
            (true, true) => Err(Failure::usage(say!(options.lang,
                sv: "--csv och --json går inte ihop. Ange det ena.",
                en: "--csv and --json do not go together. Give one of them."))),
            (true, false) => {
                let bytes = write::csv::list(list, of);
                Ok(Answer::own(String::from_utf8_lossy(&bytes).into_owned()))
            }
            // Only one of the two is made: both read every row.
            (false, true) => Ok(Answer::own(write::json::data(&list.json(of)))),
            (false, false) => Ok(Answer::text(&write::text::list(list, of))),
        }
    }

    /// Text for people.
    pub fn text(text: &str) -> Answer {
        Answer::own(harmless(text))
    }

    /// The program's own text as it is: a script, a manual page.
    pub fn own(stdout: String) -> Answer {
        Answer {
            stdout,
            is_sentences: false,
            remarks: Vec::new(),
            complaint: None,
            code: DONE,
        }
    }

    /// Ends with another exit code, without a word.
    /// The code that the program ends with.
    pub const fn code(&self) -> u8 {
        self.code
    }

    pub fn with_code(mut self, code: u8) -> Answer {
        self.code = code;
        self
    }

    /// Adds a line on stderr.
    pub fn remark(mut self, line: impl Into<String>) -> Answer {
        self.remarks.push(line.into());
        self
    }

    /// Ends with a refusal in spite of what is on stdout.
    pub fn but(mut self, sentence: String) -> Answer {
        self.complaint = Some(sentence);
        self
    }

    /// With ASCII signs.
    pub fn in_ascii(mut self) -> Answer {
        self.stdout = ascii(&self.stdout);
        self.with_ascii_remarks()
    }

    /// With ASCII signs in what people read beside the data.
    pub fn with_ascii_remarks(mut self) -> Answer {
        self.remarks = self.remarks.iter().map(|r| ascii(r)).collect();
        self.complaint = self.complaint.as_deref().map(ascii);
        self
    }

    /// Prints the answer. A reader that has gone away ends it quietly.
    pub fn print(self) -> ExitCode {
        let mut out = io::stdout().lock();
        let stdout = match self.is_sentences {
            true => fitted_to(&out, self.stdout),
            false => self.stdout,
        };
        let written = out.write_all(stdout.as_bytes()).and_then(|()| out.flush());
        for remark in &self.remarks {
            on_stderr(remark);
        }
        match (written, self.complaint) {
            (Err(error), _) if error.kind() != io::ErrorKind::BrokenPipe => {
                Failure::refused(say!(language::locale(),
                    sv: "Svaret kunde inte skrivas ut i sin helhet.",
                    en: "The answer could not be written in full."))
                .print()
            }
            (_, Some(sentence)) => Failure::refused(sentence).print(),
            _ => ExitCode::from(self.code),
        }
    }
}

/// Says something on stderr before there is an answer, with ASCII signs where that is asked for.
pub fn tell(sentence: &str, in_ascii: bool) {
    on_stderr(&shown(sentence, in_ascii));
}

/// A sentence with ASCII signs where that is asked for.
pub fn shown(sentence: &str, in_ascii: bool) -> Cow<'_, str> {
    match in_ascii {
        true => ascii(sentence).into(),
        false => sentence.into(),
    }
}
