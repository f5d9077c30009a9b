//! The help of the command line in one language. Each argument has its words in both, the Swedish ones in a paragraph
//! beneath the English ones; what clap says of itself is put into Swedish only when help or a complaint is to be shown.

use clap::builder::{PossibleValue, PossibleValuesParser, Resettable, Str, StyledStr};
use clap::{Arg, Command};

use super::options::FOR_EVERY_COMMAND;
use crate::text::Lang;

mod words;

use words::{HELP, HELP_COMMAND, LONG_HELP, SHORT_HELP, VALUES, VERSION, WORDS};

/// As clap's own, but for the word for usage; the headings are the arguments'.
const TEMPLATE: &str = "\
{before-help}{about-with-newline}
Användning: {usage}

{all-args}{after-help}";

const COMMANDS_HEADING: &str = "Kommandon";
const COMMAND: &str = "KOMMANDO";
const ARGUMENTS_HEADING: &str = "Argument";
const OPTIONS_HEADING: &str = "Tillval";

/// The whole command line, built, with all that is said of it in one language.
pub fn in_language(command: Command, lang: Lang) -> Command {
    let mut command = told_in(command, lang);
    command.build();
    match lang {
        Lang::Sv => beneath(command, ""),
        Lang::En => command,
    }
}

/// A command line before clap builds it, with one language of what was written in both.
pub fn told_in(command: Command, lang: Lang) -> Command {
    let about = part(command.get_long_about().or(command.get_about()), lang);
    let after = part(command.get_after_long_help(), lang);
    command
        .about(about)
        .long_about(Resettable::Reset)
        .after_long_help(after)
        .mut_args(|arg| {
            let help = part(arg.get_long_help().or(arg.get_help()), lang);
            arg.help(help).long_help(Resettable::Reset)
        })
        .mut_subcommands(|command| told_in(command, lang))
}

/// One language of a text that has the English one, an empty line and the Swedish one.
fn part(text: Option<&StyledStr>, lang: Lang) -> Resettable<StyledStr> {
    let Some(text) = text.map(ToString::to_string) else {
        return Resettable::Reset;
    };
    let (en, sv) = text.split_once("\n\n").unwrap_or((&text, &text));
    let part = match lang {
        Lang::Sv => sv,
        Lang::En => en,
    };
    Resettable::Value(part.to_owned().into())
}

/// What clap says of itself, in Swedish.
fn beneath(command: Command, path: &str) -> Command {
    let mut place = 0;
    let command = command
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
    match command.get_name() {
        "help" => command.about(HELP_COMMAND),
        _ => command,
    }
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
        _ => described(arg),
    }
}

fn is_for_every_command(arg: &Arg) -> bool {
    arg.is_global_set() || arg.get_id() == "help"
}

fn described(arg: Arg) -> Arg {
    let help = arg.get_help().map(ToString::to_string);
    let help = help.unwrap_or_default();
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

    fn built(lang: Lang) -> Command {
        in_language(crate::cli::bilingual(), lang)
    }

    /// The arguments that a command does not have from clap or from the program.
    fn own_arguments<'a>(command: &'a Command, path: &str) -> impl Iterator<Item = &'a Arg> {
        let is_whole = path.is_empty();
        let arguments = command.get_arguments();
        let arguments = arguments.filter(move |arg| is_whole || !arg.is_global_set());
        arguments.filter(|arg| arg.get_id() != "help" && arg.get_id() != "version")
    }

    /// What is wrong with a text that is to be in both languages.
    fn fault(text: Option<&StyledStr>) -> Option<String> {
        let text = text.map(ToString::to_string).unwrap_or_default();
        let parts: Vec<&str> = text.split("\n\n").collect();
        match parts.as_slice() {
            [""] => Some("says nothing".to_owned()),
            [en, sv] if !en.is_empty() && !sv.is_empty() && en != sv => {
                let is_ended = en.ends_with('.') || sv.ends_with('.');
                is_ended.then(|| format!("ends with a full stop: {text}"))
            }
            _ => Some(format!("is not in two languages: {text}")),
        }
    }

    #[test]
    fn every_command_and_argument_is_told_in_both_languages() {
        let mut faults = Vec::new();
        walk(&crate::cli::bilingual(), "", &mut |command, path| {
            let about = command.get_long_about().or(command.get_about());
            let mut told = vec![(String::new(), fault(about))];
            for arg in own_arguments(command, path) {
                let help = arg.get_long_help().or(arg.get_help());
                told.push((format!("{} of ", arg.get_id()), fault(help)));
            }
            let said = told
                .into_iter()
                .filter_map(|(of, fault)| Some((of, fault?)));
            faults.extend(said.map(|(of, fault)| format!("{of}tolv {path} {fault}")));
            if let Some(after) = command.get_after_long_help() {
                assert!(after.to_string().contains("\n\n"), "tolv {path}: {after}");
            }
            assert!(command.get_after_help().is_none(), "tolv {path}");
        });
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn every_value_has_a_swedish_word_and_none_is_left_over() {
        let (mut names, mut words) = (BTreeSet::new(), BTreeSet::new());
        walk(&built(Lang::En), "", &mut |command, path| {
            let takes = own_arguments(command, path).filter(|arg| arg.get_action().takes_values());
            for arg in takes {
                names.extend(value_names(arg));
                let default = arg.get_default_values().iter();
                let default = default.filter_map(|value| value.to_str());
                words.extend(default.map(str::to_owned));
                // The shells are called the same everywhere.
                let values = arg.get_possible_values().into_iter();
                let values = values.filter(|_| arg.get_id() != "shell");
                let values: Vec<_> = values.map(|value| value.get_name().to_owned()).collect();
                for value in &values {
                    assert_ne!(swedish_word(value), value, "no Swedish for {value}");
                }
                words.extend(values);
            }
        });
        let known: BTreeSet<String> = VALUES.iter().map(|(en, _)| en.to_string()).collect();
        assert_eq!(names, known, "the names of values");
        for (en, _) in WORDS {
            assert!(words.contains(*en), "{en} is no value");
        }
    }

    fn words(text: &str) -> impl Iterator<Item = String> {
        let words = text.split(|c: char| !c.is_alphabetic());
        words.filter(|word| !word.is_empty()).map(str::to_owned)
    }

    /// The words that the program and its Swedish have given a command and those beneath it.
    fn own_words(command: &Command) -> BTreeSet<String> {
        let mut texts = vec![TEMPLATE, COMMANDS_HEADING, COMMAND, ARGUMENTS_HEADING];
        texts.extend([OPTIONS_HEADING, FOR_EVERY_COMMAND.sv, "[TILLVAL]", "tolv"]);
        let mut own: BTreeSet<String> = texts.into_iter().flat_map(words).collect();
        walk(command, "", &mut |command, _| {
            let told = [command.get_about(), command.get_after_long_help()];
            let told = told.into_iter().flatten().map(ToString::to_string);
            let mut texts: Vec<String> = told.collect();
            texts.push(command.get_name().to_owned());
            for arg in command.get_arguments() {
                let told = [arg.get_help(), arg.get_long_help()];
                texts.extend(told.into_iter().flatten().map(ToString::to_string));
                texts.extend(value_names(arg));
                texts.extend(arg.get_long().map(str::to_owned));
                texts.extend(arg.get_short().map(String::from));
            }
            own.extend(texts.iter().flat_map(|text| words(text)));
        });
        own.extend(words("help").chain(words(HELP_COMMAND)));
        own
    }

    #[test]
    fn nothing_of_the_help_is_claps_own_words() {
        let (mut paths, own) = (Vec::new(), own_words(&built(Lang::Sv)));
        walk(&built(Lang::Sv), "", &mut |_, path| {
            paths.push(path.to_owned())
        });
        for path in paths {
            for flag in ["-h", "--help"] {
                let typed = ["tolv"].into_iter().chain(path.split_whitespace());
                let command = with_usage(built(Lang::Sv), Lang::Sv);
                let error = command.try_get_matches_from(typed.chain([flag]));
                let help = error.unwrap_err().render().to_string();
                let claps: Vec<_> = words(&help).filter(|word| !own.contains(word)).collect();
                assert!(claps.is_empty(), "tolv {path} {flag}: {claps:?} in {help}");
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
        abouts(&built(Lang::En), &mut en);
        abouts(&built(Lang::Sv), &mut sv);
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
                built(Lang::Sv).try_get_matches_from(&words).unwrap();
            }
        }
    }
}
