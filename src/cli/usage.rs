//! What is said of a command line that clap could not take: what is wrong, and what to do instead.

use std::error::Error as _;
use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::value::{WrongValue, all_of, either};
use crate::say;
use crate::text::Lang;

mod lines;
mod typed;

use lines::{USAGE, in_words, untitled, width};
pub use lines::{WIDEST, with_usage};
use typed::{Typed, takes_value};

/// The complaint: a sentence or two, how the command is used where that helps, and where its help is.
pub fn complaint(
    error: &clap::Error,
    whole: &Command,
    arguments: &[OsString],
    lang: Lang,
) -> String {
    complaint_in(width(), error, whole, arguments, lang)
}

/// The same in so many columns.
fn complaint_in(
    width: usize,
    error: &clap::Error,
    whole: &Command,
    arguments: &[OsString],
    lang: Lang,
) -> String {
    let typed = Typed::new(whole, arguments);
    let mut text = sentence(error, &typed, lang);
    text.push('\n');
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = in_words(untitled(&usage), lang, width);
        let title = USAGE.get(lang);
        text += &format!("{title} {usage}\n");
    }
    let path = &typed.path;
    text + &say!(lang, sv: "Hjälp: {path} --help\n", en: "Help: {path} --help\n")
}

fn sentence(error: &clap::Error, typed: &Typed, lang: Lang) -> String {
    let one = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let many = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    };
    let argument = one(ContextKind::InvalidArg).unwrap_or_default();
    let value = one(ContextKind::InvalidValue).unwrap_or_default();
    let name = without_value(argument);
    let path = &typed.path;
    match error.kind() {
        ErrorKind::ValueValidation => {
            let wrong = error.source();
            let wrong = wrong.and_then(|source| source.downcast_ref::<WrongValue>());
            let instead = wrong.map(|wrong| format!(": {}", wrong.text(lang)));
            let mut instead = instead.unwrap_or_default();
            let commands = typed.commands();
            if !argument.starts_with('-') && !commands.is_empty() {
                let commands = either(&commands, lang);
                instead += &say!(lang, sv: ", eller kommandot {commands}", en: ", or the command {commands}");
            }
            say!(lang,
                sv: "”{value}” passar inte för {name}{instead}.",
                en: "“{value}” does not fit {name}{instead}.")
        }
        ErrorKind::InvalidValue if value.is_empty() => say!(lang,
            sv: "{name} saknar värde; ange ett: {argument}.",
            en: "{name} has no value; give it one: {argument}."),
        ErrorKind::InvalidValue => {
            let words = either(&many(ContextKind::ValidValue), lang);
            say!(lang,
                sv: "”{value}” passar inte för {name}: ange {words}.",
                en: "“{value}” does not fit {name}: give {words}.")
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            let similar = one(ContextKind::SuggestedArg);
            unknown_option(argument, similar, typed, lang)
        }
        ErrorKind::UnknownArgument if typed.command.find_subcommand(argument).is_some() => {
            say!(lang,
                sv: "”{argument}” är ett kommando; ta bort -- före det.",
                en: "“{argument}” is a command; leave out the -- before it.")
        }
        ErrorKind::UnknownArgument => say!(lang,
            sv: "”{argument}” är mer än {path} tar emot; ta bort det.",
            en: "“{argument}” is more than {path} takes; leave it out."),
        ErrorKind::TooManyValues => say!(lang,
            sv: "{name} tar inte emot ”{value}”; ta bort det.",
            en: "{name} does not take “{value}”; leave it out."),
        ErrorKind::InvalidSubcommand => {
            let word = one(ContextKind::InvalidSubcommand).unwrap_or_default();
            let similar = many(ContextKind::SuggestedSubcommand);
            unknown_command(word, &similar, typed, lang)
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let words = either(&typed.commands(), lang);
            say!(lang,
                sv: "Ett kommando fattas efter {path}: {words}.",
                en: "A command is missing after {path}: {words}.")
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = many(ContextKind::InvalidArg);
            let missing: Vec<String> = missing.iter().map(|one| any_of(one, lang)).collect();
            let words = all_of(&missing, lang);
            match missing.len() {
                1 => say!(lang,
                    sv: "{words} fattas; ange det också.",
                    en: "{words} is missing; give it too."),
                _ => say!(lang,
                    sv: "{words} fattas; ange dem också.",
                    en: "{words} are missing; give them too."),
            }
        }
        ErrorKind::ArgumentConflict => {
            let command = one(ContextKind::InvalidSubcommand);
            let others = many(ContextKind::PriorArg);
            if others == [argument] {
                return say!(lang,
                    sv: "{name} kan bara anges en gång.",
                    en: "{name} can be given only once.");
            }
            let first = command.unwrap_or(name);
            let others = others.iter().map(|other| without_value(other));
            let others: Vec<String> = others.map(str::to_owned).collect();
            let others = either(&others, lang);
            say!(lang,
                sv: "{first} går inte ihop med {others}; ta bort det ena.",
                en: "{first} does not go together with {others}; leave one out.")
        }
        ErrorKind::InvalidUtf8 => say!(lang,
            sv: "Något i kommandoraden är inte UTF-8. Skriv det på nytt.",
            en: "Something in the command line is not UTF-8. Type it anew."),
        _ => say!(lang,
            sv: "Kommandoraden går inte att förstå. Jämför med hjälpen.",
            en: "The command line cannot be understood. Compare it with the help."),
    }
}

/// That there is no such option, and what may have been meant: one like it, one of another place, or a value.
fn unknown_option(argument: &str, similar: Option<&str>, typed: &Typed, lang: Lang) -> String {
    let path = &typed.path;
    if typed.option(argument).is_some() {
        return say!(lang,
            sv: "{argument} står för tidigt; skriv det efter kommandot: {path} {argument}.",
            en: "{argument} stands too early; write it after the command: {path} {argument}.");
    }
    // Of letters behind one hyphen clap names only the first that is unknown.
    let is_short = !argument.starts_with("--");
    let is_it = |word: &&String| *word == argument || is_short && word.starts_with(argument);
    let at = typed.words.iter().position(|word| is_it(&word));
    let word = at.map_or(argument, |at| match is_short {
        true => &typed.words[at],
        false => argument,
    });
    let before = at.and_then(|at| typed.words.get(at.checked_sub(1)?));
    let option = before.filter(|before| typed.option(before).is_some_and(takes_value));
    let mut text = say!(lang,
        sv: "Tillvalet {word} finns inte.",
        en: "There is no option {word}.");
    let further = match (option, similar) {
        (Some(option), _) => say!(lang,
            sv: "Är det ett värde, skriv {option}={word}.",
            en: "If it is a value, write {option}={word}."),
        (None, Some(similar)) => say!(lang, sv: "Menas {similar}?", en: "Is it {similar}?"),
        (None, None) if is_short && typed.command.get_positionals().next().is_some() => say!(lang,
            sv: "Är det ett värde, skriv -- före det, efter alla tillval.",
            en: "If it is a value, write -- before it, after all options."),
        (None, None) => String::new(),
    };
    if !further.is_empty() {
        text = format!("{text} {further}");
    }
    text
}

/// That there is no such command, and which may have been meant; or which there are, where they are few.
fn unknown_command(word: &str, similar: &[String], typed: &Typed, lang: Lang) -> String {
    let path = &typed.path;
    let text = say!(lang,
        sv: "Kommandot ”{word}” finns inte.",
        en: "There is no command “{word}”.");
    if !similar.is_empty() {
        let words = either(similar, lang);
        return say!(lang, sv: "{text} Menas {words}?", en: "{text} Is it {words}?");
    }
    if !path.contains(' ') || typed.commands().is_empty() {
        return text;
    }
    let words = all_of(&typed.commands(), lang);
    say!(lang,
        sv: "{text} {path} har {words}.",
        en: "{text} {path} has {words}.")
}

/// An argument's name: `--level` of `--level <N>`.
fn without_value(argument: &str) -> &str {
    match argument.split_once(' ') {
        Some((name, _)) if argument.starts_with('-') => name,
        _ => argument,
    }
}

/// An argument, or each of those of which one is required, which clap tells as `<--on <DATE>|--withdraw>`.
fn any_of(argument: &str, lang: Lang) -> String {
    let inner = argument
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    match inner.filter(|inner| inner.starts_with('-')) {
        Some(inner) => {
            let parts: Vec<String> = inner.split('|').map(str::to_owned).collect();
            either(&parts, lang)
        }
        None => argument.to_owned(),
    }
}

#[cfg(test)]
mod mistakes;
