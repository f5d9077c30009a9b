//! Each way to ask wrongly: clap's own words and ours, held in golden files, so that none of clap's goes by untold.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use clap::error::ErrorKind;
use clap::{Arg, Command};

use super::typed::takes_value;
use super::{WIDEST, complaint_in};
use crate::cli::value::WrongValue;
use crate::cli::{bilingual, command, swedish};
use crate::text::Lang;

/// Command lines that are wrong, each in its own way.
const MISTAKES: &[&str] = &[
    "tolv lisst",
    "tolv decision ad",
    "tolv decision x",
    "tolv payroll list",
    "tolv decision x list",
    "tolv decision",
    "tolv decision --json",
    "tolv decision add 3 --level 600",
    "tolv duties --within 5000",
    "tolv calendar cloze",
    "tolv outcome check 1 kanske",
    "tolv log --limit",
    "tolv mark 1",
    "tolv decision end 3 1",
    "tolv duties set-aside",
    "tolv list --grupp ute",
    "tolv mark 1 n --note -snabb",
    "tolv show -x",
    "tolv list -x",
    "tolv --group ute list",
    "tolv list extra",
    "tolv list --all=x",
    "tolv -- list",
    "tolv list --json --json",
    "tolv decision end 3 1 --withdraw --reopen",
    "tolv calendar 2026 close 2026-05-15",
    "tolv mark ? n",
];

/// Clap's kinds that no command line comes to, and why.
const NEVER: &[(ErrorKind, &str)] = &[
    (ErrorKind::NoEquals, "no option of ours requires ="),
    (
        ErrorKind::TooFewValues,
        "no option of ours takes several values at once",
    ),
    (
        ErrorKind::WrongNumberOfValues,
        "no option of ours takes several values at once",
    ),
    (ErrorKind::DisplayHelp, "help is an answer"),
    (ErrorKind::DisplayVersion, "the version is an answer"),
    (
        ErrorKind::Io,
        "nothing is read or written while words are taken in",
    ),
    (
        ErrorKind::Format,
        "nothing is read or written while words are taken in",
    ),
];

/// The words of a command line; `?` is a byte that is no text.
fn words(line: &str) -> Vec<OsString> {
    let words = line.split(' ').map(|word| match word {
        "?" => OsString::from_vec(vec![0xff]),
        word => OsString::from(word),
    });
    words.collect()
}

fn built() -> Command {
    let mut command = command();
    command.build();
    command
}

fn all_arguments(command: &Command) -> Vec<Arg> {
    let beneath = command.get_subcommands().flat_map(all_arguments);
    command.get_arguments().cloned().chain(beneath).collect()
}

/// What is said of a command line, in both languages.
fn told(line: &str) -> [String; 2] {
    [Lang::Sv, Lang::En].map(|lang| {
        let mut command = swedish::in_language(bilingual(), lang);
        let error = command.try_get_matches_from_mut(words(line));
        let error = error.expect_err(line);
        complaint_in(WIDEST, &error, &command, &words(line), lang)
    })
}

/// Compares a text with its file in tests/data/cli, or writes that where `UPDATE_GOLDEN=1`.
fn golden(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/cli")
        .join(name);
    if env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(&file, text).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == text,
        "{name} differs (UPDATE_GOLDEN=1 rewrites it); it is now:\n{text}"
    );
}

#[test]
fn each_way_to_ask_wrongly_is_told_in_claps_words_and_in_ours() {
    let mut text = String::new();
    for line in MISTAKES {
        let error = command().try_get_matches_from(words(line)).expect_err(line);
        let kind = error.kind();
        // Clap's help instead of a sentence is held by the tests of the help.
        let own = match kind {
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => String::new(),
            _ => error.render().to_string(),
        };
        let [sv, en] = told(line);
        text += &format!("$ {line}\n");
        for (who, said) in [(&*format!("clap, {kind:?}"), own), ("sv", sv), ("en", en)] {
            text += &format!("{who}:\n");
            let said = said.lines().filter(|line| !line.is_empty());
            text.extend(said.map(|line| format!("    {line}\n")));
        }
        text.push('\n');
    }
    golden("complaints.txt", &text);
}

#[test]
fn every_kind_of_claps_complaints_has_a_command_line_or_a_reason() {
    let met = MISTAKES.iter().map(|line| {
        let error = command().try_get_matches_from(words(line));
        error.expect_err(line).kind()
    });
    let met: BTreeSet<String> = met.map(|kind| format!("{kind:?}")).collect();
    let never: BTreeSet<String> = NEVER.iter().map(|(kind, _)| format!("{kind:?}")).collect();
    for arg in all_arguments(&built()) {
        assert!(!arg.is_require_equals_set(), "{arg} requires =");
        let takes = arg.get_num_args();
        assert!(
            takes.is_none_or(|takes| takes.min_values() <= 1),
            "{arg} takes several values"
        );
    }
    let both: Vec<_> = met.intersection(&never).collect();
    assert!(both.is_empty(), "it happens all the same: {both:?}");
    let Some(source) = source_of_clap() else {
        eprintln!("SKIPPED: clap's kinds of complaints: its source is not where cargo keeps it");
        return;
    };
    let kinds: BTreeSet<String> = variants(&source.join("error/kind.rs"), "ErrorKind");
    let known: BTreeSet<String> = met.union(&never).cloned().collect();
    assert_eq!(kinds, known);
}

#[test]
fn claps_own_sentences_are_those_that_were_translated() {
    let Some(source) = source_of_clap() else {
        eprintln!("SKIPPED: clap's sentences: its source is not where cargo keeps it");
        return;
    };
    let mut text = String::new();
    text += "What a complaint of clap's is made of:\n";
    let contexts = variants(&source.join("error/context.rs"), "ContextKind");
    text.extend(contexts.iter().map(|context| format!("    {context}\n")));
    for file in [
        "error/format.rs",
        "output/help_template.rs",
        "output/usage.rs",
        "builder/command.rs",
    ] {
        text += &format!("\nSentences in {file}:\n");
        let sentences = sentences(&source.join(file));
        text.extend(sentences.iter().map(|sentence| format!("    {sentence}\n")));
    }
    golden("clap.txt", &text);
}

/// The folder of the source of the clap that the program is built with; `None` where cargo keeps it elsewhere.
fn source_of_clap() -> Option<PathBuf> {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).ok()?;
    let (_, after) = lock.split_once("name = \"clap_builder\"\nversion = \"")?;
    let (version, _) = after.split_once('"')?;
    let usual = || Some(PathBuf::from(env::var_os("HOME")?).join(".cargo"));
    let cargo = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(usual)?;
    let mut registries = fs::read_dir(cargo.join("registry/src")).ok()?.flatten();
    registries.find_map(|registry| {
        let source = registry.path().join(format!("clap_builder-{version}/src"));
        source.is_dir().then_some(source)
    })
}

/// The variants of an enum without fields, as its source has them.
fn variants(file: &Path, name: &str) -> BTreeSet<String> {
    let source = fs::read_to_string(file).unwrap();
    let (_, body) = source.split_once(&format!("pub enum {name} {{")).unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    let lines = body.lines().map(str::trim);
    let lines = lines.filter(|line| !line.starts_with("//"));
    let names = lines.filter_map(|line| line.strip_suffix(','));
    names.map(str::to_owned).collect()
}

/// A format without its fields and escapes.
fn without_fields(format: &str) -> String {
    let mut depth = 0;
    format
        .replace("\\n", "")
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '{');
            depth -= i32::from(*c == '}');
            depth == 0
        })
        .collect()
}

/// The texts with words in a source that are not for its developers.
fn sentences(file: &Path) -> Vec<String> {
    let source = fs::read_to_string(file).unwrap();
    let (source, _) = source.split_once("#[cfg(test)]").unwrap_or((&source, ""));
    let mut found = Vec::new();
    let for_developers = [
        "debug!",
        "assert",
        "panic!",
        "expect(",
        "unreachable!",
        "//",
        "#[",
    ];
    let mut is_skipped = false;
    for line in source.lines().map(str::trim) {
        if for_developers.iter().any(|word| line.contains(word)) {
            // Until the macro's end, where it goes on below.
            is_skipped = !line.ends_with([';', ']']) && !line.starts_with("//");
            continue;
        }
        if is_skipped {
            is_skipped = !line.ends_with(';');
            continue;
        }
        let texts = line.split('"').skip(1).step_by(2);
        let texts = texts.filter(|text| without_fields(text).chars().any(char::is_alphabetic));
        found.extend(texts.map(str::to_owned));
    }
    found
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
    walk(&built(), &["tolv"]);
}
