//! What is said of a command line that clap could not take: what is wrong, and what to do instead.

use std::error::Error as _;
use std::ffi::OsString;
use std::{env, io};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use rustix::termios::tcgetwinsize;

use super::value::{WrongValue, all_of, either};
use crate::text::{Lang, Text};
use crate::{say, text};

/// The complaint: a sentence or two, how the command is used where that helps, and where its help is.
pub fn complaint(
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
        let usage = in_words(untitled(&usage), lang, width());
        let title = USAGE.get(lang);
        text += &format!("{title} {usage}\n");
    }
    let path = &typed.path;
    text + &say!(lang, sv: "Hjälp: {path} --help\n", en: "Help: {path} --help\n")
}

/// What stands before how a command is used.
const USAGE: Text = text!("Användning:", "Usage:");

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

fn untitled(usage: &str) -> &str {
    usage.strip_prefix(USAGE.en).unwrap_or(usage).trim_start()
}

/// The columns that clap wraps its help in: the terminal's, else those that are told.
fn width() -> usize {
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
fn in_words(usage: &str, lang: Lang, width: usize) -> String {
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

/// What was typed, and the command that it came to.
struct Typed<'a> {
    words: Vec<String>,
    command: &'a Command,
    /// The command's name, after those above it.
    path: String,
}

impl<'a> Typed<'a> {
    fn new(whole: &'a Command, arguments: &[OsString]) -> Typed<'a> {
        let words = arguments.iter().skip(1);
        let words: Vec<String> = words
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        let mut typed = Typed {
            command: whole,
            path: whole.get_name().to_owned(),
            words: Vec::new(),
        };
        let mut rest = words.iter().take_while(|word| *word != "--");
        // An option of another place may have the word after it as its value.
        let mut is_value = false;
        while let Some(word) = rest.next() {
            let may_be_value = std::mem::take(&mut is_value);
            if typed.option(word).is_some_and(takes_value) {
                rest.next();
                continue;
            }
            if word.starts_with('-') {
                is_value = true;
                continue;
            }
            // A word that is no command ends the way: what follows it may have a command's name and be none.
            let Some(command) = typed.command.find_subcommand(word) else {
                match may_be_value {
                    true => continue,
                    false => break,
                }
            };
            if command.get_name() != "help" {
                typed.command = command;
                typed.path = format!("{} {}", typed.path, command.get_name());
            }
        }
        Typed { words, ..typed }
    }

    /// The option of the command that goes by a word, such as `--note`.
    fn option(&self, word: &str) -> Option<&'a Arg> {
        let name = word.strip_prefix("--")?;
        let mut options = self.command.get_arguments();
        options.find(|option| {
            let aliases = option.get_all_aliases().unwrap_or_default();
            option.get_long() == Some(name) || aliases.contains(&name)
        })
    }

    /// The words of the commands beneath, but for `help`.
    fn commands(&self) -> Vec<String> {
        let names = self.command.get_subcommands().map(Command::get_name);
        names
            .filter(|name| *name != "help")
            .map(str::to_owned)
            .collect()
    }
}

fn takes_value(option: &Arg) -> bool {
    option.get_action().takes_values()
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
mod tests {
    use super::*;
    use crate::cli::{command, swedish};

    /// What is said of a command line, in both languages.
    fn told(line: &str) -> [String; 2] {
        [Lang::Sv, Lang::En].map(|lang| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let mut command = command();
            command.build();
            if lang == Lang::Sv {
                command = swedish::translated(command);
            }
            let error = command.try_get_matches_from_mut(&words);
            let error = error.expect_err(line);
            complaint(&error, &command, &words, lang)
        })
    }

    #[test]
    fn each_way_to_ask_wrongly_is_told_with_what_to_do() {
        let cases = [
            (
                "tolv lisst",
                "Kommandot ”lisst” finns inte. Menas list?",
                "There is no command “lisst”. Is it list?",
            ),
            (
                "tolv decision ad",
                "Kommandot ”ad” finns inte. Menas add?",
                "There is no command “ad”. Is it add?",
            ),
            (
                "tolv decision x",
                "Kommandot ”x” finns inte. tolv decision har add, list och end.",
                "There is no command “x”. tolv decision has add, list and end.",
            ),
            (
                "tolv user list",
                "Kommandot ”user” finns inte.\n",
                "There is no command “user”.\n",
            ),
            (
                "tolv decision x list",
                "Kommandot ”x” finns inte. tolv decision har add, list och end.",
                "There is no command “x”. tolv decision has add, list and end.",
            ),
            (
                "tolv decision",
                "Ett kommando fattas efter tolv decision: add, list eller end.",
                "A command is missing after tolv decision: add, list or end.",
            ),
            (
                "tolv decision --json",
                "Ett kommando fattas efter tolv decision: add, list eller end.",
                "A command is missing after tolv decision: add, list or end.",
            ),
            (
                "tolv decision add 3 --level 600",
                "”600” passar inte för --level: ange ett heltal från 1 till 100.",
                "“600” does not fit --level: give a whole number from 1 to 100.",
            ),
            (
                "tolv duties --within 5000",
                "”5000” passar inte för --within: ange ett antal hela dagar, högst 3660; med minus framför",
                "“5000” does not fit --within: give a number of whole days, at most 3660; with a minus before it",
            ),
            (
                "tolv calendar cloze",
                "”cloze” passar inte för [ÅR]: ange ett år från 1900 till 2199, eller kommandot close eller open.",
                "“cloze” does not fit [YEAR]: give a year from 1900 to 2199, or the command close or open.",
            ),
            (
                "tolv outcome check 1 kanske",
                "”kanske” passar inte för <SVAR>: ange ja, nej eller okänt.",
                "“kanske” does not fit <LASTED>: give yes, no or unknown.",
            ),
            (
                "tolv log --limit",
                "--limit saknar värde; ange ett: --limit <N>.",
                "--limit has no value; give it one: --limit <N>.",
            ),
            (
                "tolv mark 1",
                "<KOD> fattas; ange det också.\nAnvändning: tolv mark <VEM> <KOD>\nHjälp: tolv mark --help\n",
                "<CODE> is missing; give it too.\nUsage: tolv mark <WHO> <CODE>\nHelp: tolv mark --help\n",
            ),
            (
                "tolv decision end 3 1",
                "--on <DATUM>, --withdraw eller --reopen fattas; ange det också.",
                "--on <DATE>, --withdraw or --reopen is missing; give it too.",
            ),
            (
                "tolv duties set-aside",
                "--until <DATUM> och <NYCKEL> fattas; ange dem också.",
                "--until <DATE> and <KEY> are missing; give them too.",
            ),
            (
                "tolv list --grupp ute",
                "Tillvalet --grupp finns inte. Menas --group?",
                "There is no option --grupp. Is it --group?",
            ),
            (
                "tolv mark 1 n --note -snabb",
                "Tillvalet -snabb finns inte. Är det ett värde, skriv --note=-snabb.",
                "There is no option -snabb. If it is a value, write --note=-snabb.",
            ),
            (
                "tolv show -x",
                "Tillvalet -x finns inte. Är det ett värde, skriv -- före det, efter alla tillval.",
                "There is no option -x. If it is a value, write -- before it, after all options.",
            ),
            (
                "tolv list -x",
                "Tillvalet -x finns inte.\n",
                "There is no option -x.\n",
            ),
            (
                "tolv --group ute list",
                "--group står för tidigt; skriv det efter kommandot: tolv list --group.",
                "--group stands too early; write it after the command: tolv list --group.",
            ),
            (
                "tolv list extra",
                "”extra” är mer än tolv list tar emot; ta bort det.",
                "“extra” is more than tolv list takes; leave it out.",
            ),
            (
                "tolv list --all=x",
                "--all tar inte emot ”x”; ta bort det.",
                "--all does not take “x”; leave it out.",
            ),
            (
                "tolv -- list",
                "”list” är ett kommando; ta bort -- före det.",
                "“list” is a command; leave out the -- before it.",
            ),
            (
                "tolv list --json --json",
                "--json kan bara anges en gång.",
                "--json can be given only once.",
            ),
            (
                "tolv decision end 3 1 --withdraw --reopen",
                "--withdraw går inte ihop med --reopen; ta bort det ena.",
                "--withdraw does not go together with --reopen; leave one out.",
            ),
            (
                "tolv calendar 2026 close 2026-05-15",
                "close går inte ihop med [ÅR]; ta bort det ena.",
                "close does not go together with [YEAR]; leave one out.",
            ),
        ];
        for (line, sv, en) in cases {
            let [swedish, english] = told(line);
            assert!(swedish.starts_with(sv), "{line}: {swedish}");
            assert!(english.starts_with(en), "{line}: {english}");
        }
    }

    #[test]
    fn an_unknown_word_at_any_place_gives_whole_sentences() {
        fn walk(command: &Command, path: &str) {
            for words in [
                "zzz",
                "zzz list",
                "zzz list add",
                "--zzz list",
                "-- zzz",
                "list zzz",
            ] {
                let line = format!("{path} {words}");
                let arguments: Vec<&str> = line.split(' ').collect();
                if crate::cli::command()
                    .try_get_matches_from(arguments)
                    .is_ok()
                {
                    continue;
                }
                for text in told(&line) {
                    let sentence = text.lines().next().unwrap_or_default();
                    let is_whole = sentence.ends_with(['.', '?', ':']);
                    let has_gap = [" .", "  ", " ,", "””", "“”", "har .", "has ."];
                    let has_gap = has_gap.iter().any(|gap| sentence.contains(gap));
                    assert!(is_whole && !has_gap, "{line}: {text}");
                }
            }
            for beneath in command.get_subcommands() {
                if beneath.get_name() != "help" {
                    walk(beneath, &format!("{path} {}", beneath.get_name()));
                }
            }
        }
        walk(&command(), "tolv");
    }

    #[test]
    fn usage_is_told_in_lines_under_each_other() {
        let [swedish, english] = told("tolv calendar 2026 2027");
        let sv = "Användning: tolv calendar [TILLVAL] [ÅR]\n            tolv calendar <KOMMANDO>\n";
        let en = "Usage: tolv calendar [OPTIONS] [YEAR]\n       tolv calendar <COMMAND>\n";
        assert!(swedish.contains(sv), "{swedish}");
        assert!(english.contains(en), "{english}");
    }

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

    #[test]
    fn every_value_is_read_in_both_languages_and_a_minus_is_part_of_it() {
        fn walk(command: &Command, path: &[&str]) {
            for arg in command.get_arguments().filter(|arg| takes_value(arg)) {
                for value in ["?", "", "-5", "99999999999999999999"] {
                    let mut words = path.to_vec();
                    match arg.get_long() {
                        Some(long) => words.extend([&*format!("--{long}").leak(), value]),
                        None => words.extend(vec![value; arg.get_index().unwrap_or(1)]),
                    }
                    let Err(error) = crate::cli::command().try_get_matches_from(&words) else {
                        continue;
                    };
                    let is_ours = || {
                        let source = error.source();
                        source.is_some_and(|source| source.is::<WrongValue>())
                    };
                    let is_told = match error.kind() {
                        ErrorKind::ValueValidation => is_ours(),
                        kind => kind != ErrorKind::UnknownArgument,
                    };
                    assert!(is_told, "{words:?}: {error}");
                }
            }
            for beneath in command.get_subcommands() {
                if beneath.get_name() != "help" {
                    walk(beneath, &[path, &[beneath.get_name()]].concat());
                }
            }
        }
        let mut command = command();
        command.build();
        walk(&command, &["tolv"]);
    }
}
