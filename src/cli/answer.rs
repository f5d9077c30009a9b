//! What a command answers: text or JSON for stdout, sentences for stderr, an exit code. The only place that prints.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use rustix::termios::tcgetwinsize;
use serde::Serialize;

use super::columns::ascii_signs;
use super::language;
use super::options::Options;
use super::root;
use crate::domain::plain::shown;
use crate::say;
use crate::store::StoreError;
use crate::text::Lang;
use crate::widgets::fit;

const DONE: u8 = 0;
const REFUSED: u8 = 1;
const WRONG_USAGE: u8 = 2;

/// What a command found or did.
#[derive(Debug)]
pub struct Answer {
    stdout: String,
    remarks: Vec<String>,
    complaint: Option<String>,
    code: u8,
}

/// Why a command was not done.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    sentence: String,
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

impl Failure {
    /// Refused, or not found: exit code 1.
    pub fn refused(sentence: impl Into<String>) -> Failure {
        Failure {
            sentence: sentence.into(),
            code: REFUSED,
        }
    }

    /// The command line or the settings file is wrong: exit code 2.
    pub fn usage(sentence: impl Into<String>) -> Failure {
        Failure {
            sentence: sentence.into(),
            code: WRONG_USAGE,
        }
    }

    /// A fault of the register file at `path`, or of the disk.
    pub fn store(error: &StoreError, path: &Path, options: &Options) -> Failure {
        let lang = options.lang;
        let hint = root::hint(path, options);
        let what = match (error, hint) {
            (StoreError::NotThere, Some(hint)) => say!(lang,
                sv: "Där finns inget register. {hint}",
                en: "There is no register there. {hint}"),
            (error, _) => Failure::what(error, path, options),
        };
        let file = named(path, lang);
        Failure::refused(format!("{file}: {what}"))
    }

    fn what(error: &StoreError, path: &Path, options: &Options) -> String {
        let lang = options.lang;
        match error {
            StoreError::NotThere if options.at_the_usual_place(path) => say!(lang,
                sv: "Det finns inget register där ännu. Starta tolv utan kommando för ett tomt, eller ta in en lista med tolv import.",
                en: "There is no register there yet. Start tolv without a command for an empty one, or take in a list with tolv import."),
            error => error.text(lang),
        }
    }

    /// The sentence.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// With ASCII signs.
    pub fn in_ascii(self) -> Failure {
        Failure {
            sentence: ascii_signs(&self.sentence),
            ..self
        }
    }

    /// Prints the sentence on stderr.
    pub fn print(self) -> ExitCode {
        on_stderr(&format!("tolv: {}", self.sentence));
        ExitCode::from(self.code)
    }
}

/// Says something on stderr before there is an answer, with ASCII signs where that is asked for.
pub fn tell(sentence: &str, ascii: bool) {
    match ascii {
        true => on_stderr(&ascii_signs(sentence)),
        false => on_stderr(sentence),
    }
}

/// A file as sentences name it: in quotation marks, and safe to show.
pub fn named(path: &Path, lang: Lang) -> String {
    let path = path.to_string_lossy();
    let path = shown(&path);
    say!(lang, sv: "”{path}”", en: "“{path}”")
}

/// In lines that fit the terminal, where that is one: a phone's would break them within words. There is nobody left to
/// tell where stderr itself is closed.
fn on_stderr(text: &str) {
    let columns = tcgetwinsize(io::stderr()).map_or(0, |size| size.ws_col);
    let safe = match columns {
        0 => harmless(text),
        columns => fitted(&harmless(text), columns.into()),
    };
    let _ = io::stderr().write_all(safe.as_bytes());
}

fn fitted(text: &str, columns: usize) -> String {
    let lines = text.lines().flat_map(|line| match fit::width(line) {
        width if width <= columns => vec![line.to_owned()],
        _ => fit::wrap(line, columns),
    });
    lines.map(|line| line + "\n").collect()
}

/// Every line made safe to show, and ended.
fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 1);
    for line in text.lines() {
        safe.push_str(&shown(line));
        safe.push('\n');
    }
    safe
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

    #[test]
    fn a_sentence_is_broken_between_words() {
        let told = fitted("tolv: Registret är skadat.\nKör tolv check.\n", 16);
        assert_eq!(told, "tolv: Registret\när skadat.\nKör tolv check.\n");
    }

    #[test]
    fn text_is_printed_without_escapes() {
        assert_eq!(harmless("a\u{1b}[2J\nb\tc"), "a\u{fffd}[2J\nb c\n");
    }
}
