//! Failure: why a command was not done, as a sentence and an exit code.

use std::path::Path;
use std::process::ExitCode;

use super::options::Options;
use super::root;
use super::said::{named, on_stderr};
use crate::cli::means::by_command;
use crate::say;
use crate::store::StoreError;
use crate::text::meaning::ascii;

const REFUSED: u8 = 1;
const WRONG_USAGE: u8 = 2;

/// Why a command was not done.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    sentence: String,
    code: u8,
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
            error => error.text(by_command(lang)),
        }
    }

    /// The sentence.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// With ASCII signs.
    pub fn in_ascii(self) -> Failure {
        Failure {
            sentence: ascii(&self.sentence),
            ..self
        }
    }

    /// Prints the sentence on stderr.
    pub fn print(self) -> ExitCode {
        on_stderr(&format!("tolv: {}", self.sentence));
        ExitCode::from(self.code)
    }
}
