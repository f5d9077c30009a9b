//! For the shell: help and complaints about the command line, completion scripts, the manual page.

use clap::error::ErrorKind;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::answer::{Answer, Failure};

#[derive(Debug, Args)]
pub struct Arguments {
    shell: Shell,
}

/// What clap has to say of a command line that it could not take: help is an answer, the rest is wrong usage.
pub fn help_or_usage(error: &clap::Error) -> Result<Answer, Failure> {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Answer::text(&text)),
        _ => Err(Failure::usage(
            text.strip_prefix("error: ").unwrap_or(&text),
        )),
    }
}

/// The completion script for a shell.
pub fn completions<C: CommandFactory>(arguments: &Arguments) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut C::command(), "tolv", &mut script);
    Answer::own(String::from_utf8_lossy(&script).into_owned())
}

/// The manual page.
pub fn manual<C: CommandFactory>() -> Result<Answer, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(C::command())
        .render(&mut page)
        .map_err(|_| Failure::refused("The manual page could not be made."))?;
    Ok(Answer::own(String::from_utf8_lossy(&page).into_owned()))
}
