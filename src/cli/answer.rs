//! What a command answers: text or JSON for stdout, sentences for stderr, an exit code. The only place that prints.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::columns::ascii_signs;
use super::failure::Failure;
use super::language;
use super::options::Options;
use super::said::{harmless, on_stderr};
use crate::domain::plain::shown;
use crate::lists::List;
use crate::say;
use crate::write;

const DONE: u8 = 0;

/// How a list is written, besides `--json`.
#[derive(Debug, Args)]
pub struct Format {
    /// Write the list as CSV, for a spreadsheet
    #[arg(long)]
    csv: bool,
}

/// What a command found or did.
#[derive(Debug)]
pub struct Answer {
    stdout: String,
    remarks: Vec<String>,
    complaint: Option<String>,
    code: u8,
}

impl Answer {
    /// The data as JSON where that was asked for, else the text; either without anything a terminal would obey.
    pub fn new(options: &Options, data: &impl Serialize, text: impl FnOnce() -> String) -> Answer {
        if options.json {
            Answer::own(harmless_json(data))
        } else {
            Answer::text(&text())
        }
    }

    /// A list as JSON or CSV where that was asked for, else as text; refused where both were.
    pub fn list<L: List + Serialize>(
        options: &Options,
        format: &Format,
        list: &L,
    ) -> Result<Answer, Failure> {
        let lang = options.lang;
        match (format.csv, options.json) {
            (true, true) => Err(Failure::usage(say!(lang,
                sv: "--csv och --json går inte ihop. Ange det ena.",
                en: "--csv and --json do not go together. Give one of them."))),
            (true, false) => {
                let bytes = write::csv::list(list, lang);
                Ok(Answer::own(String::from_utf8_lossy(&bytes).into_owned()))
            }
            (false, _) => Ok(Answer::new(options, list, || write::text::list(list, lang))),
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
            remarks: Vec::new(),
            complaint: None,
            code: DONE,
        }
    }

    /// Ends with another exit code, without a word.
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
        self.stdout = ascii_signs(&self.stdout);
        self.with_ascii_remarks()
    }

    /// With ASCII signs in what people read beside the data.
    pub fn with_ascii_remarks(mut self) -> Answer {
        self.remarks = self.remarks.iter().map(|r| ascii_signs(r)).collect();
        self.complaint = self.complaint.as_deref().map(ascii_signs);
        self
    }

    /// Prints the answer. A reader that has gone away ends it quietly.
    pub fn print(self) -> ExitCode {
        let mut out = io::stdout().lock();
        let written = out
            .write_all(self.stdout.as_bytes())
            .and_then(|()| out.flush());
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
pub fn tell(sentence: &str, ascii: bool) {
    match ascii {
        true => on_stderr(&ascii_signs(sentence)),
        false => on_stderr(sentence),
    }
}

/// JSON in which the characters that a terminal would obey, or nobody can see, are written as `\u` escapes: the data
/// is whole, the terminal safe.
fn harmless_json(data: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(data)
        .expect("rows have text keys and no number that JSON cannot hold");
    let mut safe = String::with_capacity(json.len() + 1);
    let mut bytes = [0; 4];
    for c in json.chars() {
        let as_text = &*c.encode_utf8(&mut bytes);
        if c == '\n' || shown(as_text) == *as_text {
            safe.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(safe, "\\u{unit:04x}");
        }
    }
    safe.push('\n');
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_the_data_and_spares_the_terminal() {
        let text = "a\u{1b}[31m\u{9b}b\u{202e}c\n\t\u{7f}\u{e0041}åäö 👩‍🌾";
        let json = harmless_json(&text);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        assert!(json.trim_end().chars().all(|c| !c.is_control()));
        assert!(!json.contains(['\u{202e}', '\u{e0041}']));
        assert!(json.contains("åäö 👩‍🌾"));
    }
}
