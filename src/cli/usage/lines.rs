//! How a command is used, in a language and in lines that fit.

use std::{env, io};

use clap::Command;
use rustix::termios::tcgetwinsize;

use crate::text;
use crate::text::{Lang, Text};

/// What stands before how a command is used.
pub const USAGE: Text = text!("Användning:", "Usage:");

/// The most columns that help is written in.
pub const WIDEST: usize = 100;

/// A command, as clap has built it, whose help tells its usage in a language and in lines that fit. Where clap
/// complains, the usage is better made anew of what was typed.
pub fn with_usage(mut command: Command, lang: Lang) -> Command {
    let usage = command.render_usage().to_string();
    let usage = in_words(untitled(&usage), lang, width());
    command
        .override_usage(usage)
        .mut_subcommands(|command| with_usage(command, lang))
}

pub fn untitled(usage: &str) -> &str {
    usage.strip_prefix(USAGE.en).unwrap_or(usage).trim_start()
}

/// The columns that clap wraps its help in: the terminal's, else those that are told.
pub fn width() -> usize {
    let terminals = [
        tcgetwinsize(io::stdout()),
        tcgetwinsize(io::stderr()),
        tcgetwinsize(io::stdin()),
    ];
    let mut widths = terminals.iter().flatten().map(|size| size.ws_col.into());
    let told = || env::var("COLUMNS").ok()?.parse().ok();
    let width: Option<usize> = widths.find(|width| *width > 0).or_else(told);
    width.map_or(WIDEST, |width| width.min(WIDEST))
}

/// How a command is used, as clap tells it: each line under the first, and beneath it what does not fit.
pub fn in_words(usage: &str, lang: Lang, width: usize) -> String {
    let options = text!("[TILLVAL]", "[OPTIONS]");
    let title = " ".repeat(USAGE.get(lang).chars().count() + 1);
    let mut lines = Vec::new();
    for told in usage.lines() {
        let told = told.trim().replace(options.en, options.get(lang));
        let mut told = parts(&told).into_iter();
        let mut line = title.clone() + &told.next().unwrap_or_default();
        for part in told {
            if line.chars().count() + 1 + part.chars().count() <= width {
                line = format!("{line} {part}");
            } else {
                lines.push(line);
                line = format!("{BENEATH}{part}");
            }
        }
        lines.push(line);
    }
    // The title itself is not told here.
    lines.join("\n").trim_start().to_owned()
}

/// What a line begins with that goes on with the one above it.
const BENEATH: &str = "        ";

/// The parts of a usage that are not taken asunder, such as `--from <DATE>`.
fn parts(usage: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in usage.split(' ') {
        let is_open = |part: &str| part.matches('<').count() > part.matches('>').count();
        let awaits = |part: &str| part.starts_with("--") && !part.contains(' ');
        match parts.last_mut() {
            Some(last) if is_open(last) || awaits(last) && word.starts_with('<') => {
                last.push(' ');
                last.push_str(word);
            }
            _ => parts.push(word.to_owned()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usage_that_does_not_fit_is_taken_asunder_between_its_parts() {
        let usage = "tolv decision end [OPTIONS] <--on <DATE>|--withdraw|--reopen> <WHO> <NUMBER>";
        let lines = [
            "tolv decision end [OPTIONS]",
            "        <--on <DATE>|--withdraw|--reopen>",
            "        <WHO> <NUMBER>",
        ];
        assert_eq!(in_words(usage, Lang::En, 45), lines.join("\n"));
        let usage = "tolv absence --from <DATE> --until <DATE> <WHO>";
        let lines = ["tolv absence --from <DATE>", "        --until <DATE> <WHO>"];
        assert_eq!(in_words(usage, Lang::Sv, 45), lines.join("\n"));
        assert_eq!(in_words(usage, Lang::En, 100), usage);
    }
}
