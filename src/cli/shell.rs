//! For the shell: help and complaints about the command line, completion scripts.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Args, Command};
use clap_complete::Shell;

use super::answer::Answer;
use super::failure::Failure;
use super::{swedish, usage};
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The shell
    ///
    /// Skalet
    shell: Shell,
}

/// What is said of a command line that clap could not take: help is an answer, the rest is wrong usage.
pub fn help_or_usage(
    error: clap::Error,
    command: Command,
    arguments: &[OsString],
    lang: Lang,
) -> Result<Answer, Failure> {
    let is_help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    let mut command = swedish::in_language(command, lang);
    if is_help {
        command = usage::with_usage(command, lang);
    }
    // Clap comes to the same once more, with other words.
    let error = command
        .try_get_matches_from_mut(arguments)
        .err()
        .unwrap_or(error);
    match is_help {
        true => Ok(Answer::text(&error.render().to_string())),
        false => Err(Failure::usage(usage::complaint(
            &error, &command, arguments, lang,
        ))),
    }
}

/// The completion script for a shell, in English.
pub fn completions(arguments: &Arguments, mut command: Command) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "tolv", &mut script);
    Answer::own(String::from_utf8_lossy(&script).into_owned())
}
