//! The help of the command line in Swedish. It is laid over clap's own only when help or a complaint is to be shown; the
//! manual page and the completion scripts stay English.

use clap::builder::{PossibleValue, PossibleValuesParser, Resettable, Str};
use clap::{Arg, Command};

use super::options::FOR_EVERY_COMMAND;

mod words;

use words::{AFTER, COMMANDS, HELP, HELP_COMMAND, LONG_HELP, SHORT_HELP, VALUES, VERSION, WORDS};

/// As clap's own, but for the word for usage; the headings are the arguments'.
const TEMPLATE: &str = "\
{before-help}{about-with-newline}
Användning: {usage}

{all-args}{after-help}";

const COMMANDS_HEADING: &str = "Kommandon";
const COMMAND: &str = "KOMMANDO";
const ARGUMENTS_HEADING: &str = "Argument";
const OPTIONS_HEADING: &str = "Tillval";

/// The whole command line, as clap has built it, with everything that it says of itself in Swedish.
pub fn translated(whole: Command) -> Command {
    beneath(whole, "")
}

fn beneath(command: Command, path: &str) -> Command {
    // Clap has every command once more beneath `help`.
    let of: Vec<&str> = path.split(' ').filter(|word| *word != "help").collect();
    let about = match path.ends_with("help") {
        true => Some(HELP_COMMAND),
        false => told(&of.join(" ")).map(|(_, about, _)| *about),
    };
    let after = AFTER.iter().find(|(of, _)| *of == path);
    let mut place = 0;
    let mut command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading(COMMANDS_HEADING)
        .subcommand_value_name(COMMAND)
        .mut_args(|arg| {
            place += 1;
            argument(arg, path, place)
        })
        .mut_subcommands(|command| {
            let path = format!("{path} {}", command.get_name());
            beneath(command, path.trim_start())
        });
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some((_, after)) = after {
        command = command.after_long_help(*after);
    }
    command
}

/// An argument at a place among those of its command.
fn argument(arg: Arg, path: &str, place: usize) -> Arg {
    // What stands under a heading of its own clap puts in the order of names, but for this.
    let arg = match (arg.is_positional(), is_for_every_command(&arg)) {
        (true, _) => arg.help_heading(ARGUMENTS_HEADING).display_order(place),
        (false, true) if !path.is_empty() => arg.help_heading(FOR_EVERY_COMMAND.sv),
        (false, _) => arg.help_heading(OPTIONS_HEADING),
    };
    match arg.get_id().as_str() {
        "help" if arg.get_long_help().is_some() => arg.help(SHORT_HELP).long_help(LONG_HELP),
        "help" => arg.help(HELP),
        "version" => arg.help(VERSION),
        _ => described(arg, path),
    }
}

fn is_for_every_command(arg: &Arg) -> bool {
    arg.is_global_set() || arg.get_id() == "help"
}

fn described(arg: Arg, path: &str) -> Arg {
    let help = help_of(&arg, path).unwrap_or_default();
    let help = format!("{help} {}", particulars(&arg));
    let mut arg = with_hidden_aliases(with_swedish_words(arg));
    if arg.get_action().takes_values() {
        let names = value_names(&arg).into_iter();
        let names = names.map(|name| swedish_value(&name).map_or(name, str::to_owned));
        let names: Vec<Str> = names.map(Str::from).collect();
        arg = arg.value_names(names);
    }
    arg.help(help.trim().to_owned())
        .hide_default_value(true)
        .hide_possible_values(true)
}

fn told(path: &str) -> Option<&'static words::Told> {
    COMMANDS.iter().find(|(of, ..)| *of == path)
}

fn help_of(arg: &Arg, path: &str) -> Option<&'static str> {
    let path = match arg.is_global_set() {
        true => "",
        false => path,
    };
    let mut arguments = told(path)?.2.iter();
    let (_, help) = arguments.find(|(id, _)| *id == arg.get_id().as_str())?;
    Some(help)
}

/// What clap puts in brackets after the help.
fn particulars(arg: &Arg) -> String {
    let mut told = Vec::new();
    let default = arg.get_default_values().iter();
    let default = default.filter_map(|value| value.to_str());
    let default: Vec<_> = default.map(swedish_word).collect();
    if arg.get_action().takes_values() && !default.is_empty() && !arg.is_hide_default_value_set() {
        told.push(format!("[förval: {}]", default.join(" ")));
    }
    let aliases = arg.get_visible_aliases().unwrap_or_default();
    if !aliases.is_empty() {
        let aliases: Vec<_> = aliases.iter().map(|alias| format!("--{alias}")).collect();
        told.push(format!("[även: {}]", aliases.join(", ")));
    }
    let values = arg.get_possible_values();
    if arg.get_action().takes_values() && !values.is_empty() {
        let values: Vec<_> = values
            .iter()
            .map(|value| swedish_word(value.get_name()))
            .collect();
        told.push(format!("[värden: {}]", values.join(", ")));
    }
    told.join(" ")
}

/// The names of what an argument takes, as clap would write them.
fn value_names(arg: &Arg) -> Vec<String> {
    match arg.get_value_names() {
        Some(names) => names.iter().map(|name| name.to_string()).collect(),
        None => vec![arg.get_id().as_str().to_uppercase()],
    }
}

fn swedish_value(name: &str) -> Option<&'static str> {
    let mut values = VALUES.iter();
    values.find(|(en, _)| *en == name).map(|(_, sv)| *sv)
}

fn swedish_word(word: &str) -> &str {
    let mut words = WORDS.iter();
    words.find(|(en, _)| *en == word).map_or(word, |(_, sv)| sv)
}

/// With the Swedish words for its values, where there are any, so that a complaint lists them.
fn with_swedish_words(arg: Arg) -> Arg {
    let values = arg.get_possible_values();
    let is_translated = |value: &PossibleValue| swedish_word(value.get_name()) != value.get_name();
    if !arg.get_action().takes_values() || !values.iter().any(is_translated) {
        return arg;
    }
    let values = values.into_iter().map(|value| {
        let name = value.get_name().to_owned();
        PossibleValue::new(swedish_word(&name).to_owned()).alias(name)
    });
    arg.value_parser(PossibleValuesParser::new(values))
}

/// Its other names are in the help already, and are not to be told again in English.
fn with_hidden_aliases(arg: Arg) -> Arg {
    let aliases = arg.get_all_aliases().unwrap_or_default().into_iter();
    let aliases: Vec<String> = aliases.map(str::to_owned).collect();
    let bare = arg.visible_alias(Resettable::Reset);
    aliases.into_iter().fold(bare, |arg, name| arg.alias(name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::cli::usage::with_usage;
    use crate::text::Lang;

    /// Does something with each command and its path, but for clap's own `help`.
    fn walk<'a>(command: &'a Command, path: &str, each: &mut dyn FnMut(&'a Command, &str)) {
        each(command, path);
        for beneath in command.get_subcommands() {
            if beneath.get_name() != "help" {
                let path = format!("{path} {}", beneath.get_name());
                walk(beneath, path.trim_start(), each);
            }
        }
    }

    fn english() -> Command {
        let mut command = crate::cli::command();
        command.build();
        command
    }

    /// The arguments that a command does not have from clap or from the program.
    fn own_arguments<'a>(command: &'a Command, path: &str) -> impl Iterator<Item = &'a Arg> {
        let is_whole = path.is_empty();
        let arguments = command.get_arguments();
        let arguments = arguments.filter(move |arg| is_whole || !arg.is_global_set());
        arguments.filter(|arg| arg.get_id() != "help" && arg.get_id() != "version")
    }

    #[test]
    fn every_help_text_has_a_swedish_one_and_none_is_left_over() {
        let whole = english();
        let (mut there, mut values) = (BTreeSet::new(), BTreeSet::new());
        walk(&whole, "", &mut |command, path| {
            there.insert((path.to_owned(), String::new()));
            assert!(command.get_about().is_some(), "tolv {path} says nothing");
            assert!(command.get_long_about().is_none() && command.get_after_help().is_none());
            if command.get_after_long_help().is_some() {
                there.insert((path.to_owned(), "what comes after".to_owned()));
            }
            for arg in own_arguments(command, path) {
                let id = arg.get_id().as_str();
                there.insert((path.to_owned(), id.to_owned()));
                assert!(arg.get_help().is_some(), "{id} of tolv {path} says nothing");
                assert!(arg.get_long_help().is_none(), "{id} of tolv {path}");
                if arg.get_action().takes_values() {
                    values.extend(value_names(arg));
                }
            }
        });
        let mut told = Vec::new();
        for (path, about, arguments) in COMMANDS {
            told.push((path.to_string(), String::new()));
            told.extend(
                arguments
                    .iter()
                    .map(|(id, _)| (path.to_string(), id.to_string())),
            );
            let texts = arguments.iter().map(|(_, help)| help).chain([about]);
            for text in texts {
                assert!(
                    !text.is_empty() && !text.ends_with('.'),
                    "tolv {path}: {text}"
                );
            }
        }
        let after = AFTER.iter().map(|(path, _)| *path);
        told.extend(after.map(|path| (path.to_owned(), "what comes after".to_owned())));
        let once: BTreeSet<_> = told.iter().cloned().collect();
        assert_eq!(once.len(), told.len(), "something is told twice");
        let untold: Vec<_> = there.difference(&once).collect();
        let left_over: Vec<_> = once.difference(&there).collect();
        assert!(untold.is_empty(), "no Swedish for {untold:?}");
        assert!(left_over.is_empty(), "no argument for {left_over:?}");
        let known: BTreeSet<String> = VALUES.iter().map(|(en, _)| en.to_string()).collect();
        assert_eq!(values, known, "the names of values");
    }

    #[test]
    fn nothing_of_the_help_is_left_in_english() {
        let mut paths = Vec::new();
        let mut swedish = translated(english());
        swedish.build();
        walk(&swedish, "", &mut |_, path| paths.push(path.to_owned()));
        for path in paths {
            for flag in ["-h", "--help"] {
                let words = ["tolv"]
                    .into_iter()
                    .chain(path.split_whitespace())
                    .chain([flag]);
                let command = with_usage(translated(english()), Lang::Sv);
                let error = command.try_get_matches_from(words).unwrap_err();
                let help = error.render().to_string();
                for word in [
                    "Usage",
                    "Commands:",
                    "Arguments",
                    "Options",
                    "OPTIONS",
                    "COMMAND",
                    "[default",
                    "[possible",
                    "[alias",
                    "Print",
                    "[env",
                ] {
                    assert!(!help.contains(word), "tolv {path} {flag}: {word} in {help}");
                }
                assert!(help.contains("Användning: tolv"), "{help}");
            }
        }
    }

    #[test]
    fn the_help_of_the_help_is_swedish_too() {
        fn abouts(command: &Command, all: &mut BTreeSet<String>) {
            all.extend(command.get_about().map(|about| about.to_string()));
            for beneath in command.get_subcommands() {
                abouts(beneath, all);
            }
        }
        let (mut en, mut sv) = (BTreeSet::new(), BTreeSet::new());
        abouts(&english(), &mut en);
        abouts(&translated(english()), &mut sv);
        let both: Vec<_> = en.intersection(&sv).collect();
        assert!(both.is_empty(), "{both:?}");
    }

    #[test]
    fn the_swedish_words_for_values_are_taken_in_both_languages() {
        for (en, sv) in WORDS {
            for word in [en, sv] {
                let words = match *en {
                    "mon-fri" => vec![
                        "add",
                        "A",
                        "B",
                        "--group",
                        "ute",
                        "--hours",
                        "6",
                        "--weekdays",
                        word,
                    ],
                    "none" => vec!["add", "A", "B", "--group", "ute", "--protection", word],
                    _ => vec!["outcome", "check", "1", word],
                };
                let words: Vec<&str> = ["tolv"].into_iter().chain(words).collect();
                crate::cli::command().try_get_matches_from(&words).unwrap();
                translated(english()).try_get_matches_from(&words).unwrap();
            }
        }
    }
}
