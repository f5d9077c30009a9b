//! A question at the terminal, in one line, and its answer.

use std::io::{self, IsTerminal, Write};

use super::answer::shown;
use super::options::Options;

/// Whether somebody is there to be asked: what is typed and what is told go through a terminal.
pub fn can_ask(options: &Options) -> bool {
    !options.json && io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks, and reads the line that is typed. `None` where none was, or `q`.
pub fn ask(question: &str, options: &Options) -> Option<String> {
    let question = shown(question, options.ascii);
    let mut line = String::new();
    let asked = io::stderr()
        .write_all(question.as_bytes())
        .and_then(|()| io::stdin().read_line(&mut line));
    match (asked, line.trim()) {
        (Ok(1..), answer) if !matches!(answer, "q" | "Q") => Some(answer.to_owned()),
        _ => None,
    }
}
