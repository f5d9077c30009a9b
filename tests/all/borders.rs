//! Who may know whom: each room of src and the rooms it may name; and what every file and folder must be.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

mod long_tests;
mod paths;

use paths::Named;

/// Each room and the rooms it may name. A room that is not listed may not exist.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("guard", &[]),
    ("action", &["text"]),
    ("domain", &["text"]),
    ("commands", &["action", "domain"]),
    ("store", &["domain", "guard", "text"]),
    ("import", &["domain", "guard", "text"]),
    ("demo", &["domain", "store", "text"]),
    ("keys", &["action", "text"]),
    ("lists", &["domain", "text"]),
    ("write", &["domain", "lists", "text"]),
    ("theme", &["domain", "text"]),
    ("widgets", &["text", "theme"]),
    (
        "screens",
        &[
            "action", "domain", "keys", "lists", "text", "theme", "widgets",
        ],
    ),
    (
        "app",
        &[
            "action", "commands", "domain", "keys", "screens", "text", "theme",
        ],
    ),
    ("desk", &["app", "domain", "screens", "store", "text"]),
    ("terminal", &["text"]),
    ("run", &["desk", "terminal", "text"]),
    ("config", &["domain", "keys", "store", "text"]),
    (
        "cli",
        &[
            "action", "app", "config", "demo", "desk", "domain", "import", "keys", "lists", "run",
            "store", "terminal", "text", "theme", "widgets", "write",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// The storeys of `domain` from the ground up. Each knows itself and those before it.
const STOREYS: &[&[&str]] = &[
    &[
        "alike",
        "calendar",
        "defaults",
        "personnummer",
        "plain",
        "reading",
        "sizes",
        "zone",
    ],
    &["rules"],
    &["facts"],
    &["register", "search", "order", "difference"],
    &["reckon"],
    &["decide"],
];

/// Names that say nothing of what is in the room.
const EMPTY_NAMES: &[&str] = &[
    "utils", "util", "helpers", "helper", "common", "manager", "handler", "misc", "mod",
];

/// What may stand in the top folder.
const TOP: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "keymaps",
    "src",
    "tests",
    ".gitignore",
    ".ci",
    ".git",
    // Not in the repository.
    "target",
    "proptest-regressions",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    assert!(found.len() > 20, "src was not found");
    found
}

/// A source below src, as its module.
fn module(file: &Path) -> Vec<String> {
    let below = file.strip_prefix(root().join("src"));
    paths::module(below.expect("a file of src"))
}

/// The room of a file: the first part of its path below src.
fn room(file: &Path) -> String {
    let below = file
        .strip_prefix(root().join("src"))
        .expect("a file of src");
    let first = below.iter().next().expect("a path has a part");
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("a source can be read")
}

#[test]
fn no_room_names_one_it_may_not_know() {
    let mut crossed = Vec::new();
    for file in all_sources() {
        let (own, shown) = (room(&file), file.display());
        let Some((_, may)) = ROOMS.iter().find(|(room, _)| *room == own) else {
            crossed.push(format!(
                "{shown}: a room that tests/all/borders.rs does not know"
            ));
            continue;
        };
        for Named { line, parts } in paths::named(&paths::code(&read(&file)), &module(&file)) {
            let other = parts.first().map(String::as_str).unwrap_or_default();
            let is_known = ROOMS.iter().any(|(room, _)| *room == other);
            if is_known && other != own && !may.contains(&other) {
                crossed.push(format!("{shown}:{line}: {own} names {other}"));
            }
        }
    }
    assert!(crossed.is_empty(), "{}", crossed.join("\n"));
}

#[test]
fn no_storey_of_the_domain_knows_one_above_it() {
    let storey = |part: &str| STOREYS.iter().position(|storey| storey.contains(&part));
    let mut crossed = Vec::new();
    for file in all_sources() {
        let (own, shown) = (module(&file), file.display());
        let [room, part, ..] = own.as_slice() else {
            continue;
        };
        if room != "domain" {
            continue;
        }
        let Some(floor) = storey(part) else {
            crossed.push(format!("{shown}: it stands in no storey"));
            continue;
        };
        for Named { line, parts } in paths::named(&paths::code(&read(&file)), &own) {
            let [room, other, ..] = parts.as_slice() else {
                continue;
            };
            if room == "domain" && storey(other).is_some_and(|above| above > floor) {
                crossed.push(format!("{shown}:{line}: {part} names {other}"));
            }
        }
    }
    assert!(crossed.is_empty(), "{}", crossed.join("\n"));
}

/// Rooms whose sentences say a remedy in plain words. What the command line calls its means is a row in `cli/means.rs`.
const WITHOUT_OPTIONS: &[&str] = &["store", "domain", "import", "keys", "desk"];

#[test]
fn no_sentence_below_the_command_line_names_a_command_or_an_option() {
    let help = Command::new(env!("CARGO_BIN_EXE_tolv"))
        .arg("--help")
        .output();
    let help = String::from_utf8(help.expect("the help").stdout).expect("text");
    let commands: Vec<String> = help
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(|word| format!("tolv {word}"))
        .collect();
    assert!(commands.len() > 30, "{help}");
    let is_letter = |c: char| c.is_alphanumeric();
    let names_one = |text: &str| {
        let is_word = |after: &str| !after.starts_with(is_letter);
        let mut found = commands.iter().flat_map(|command| {
            let places = text.match_indices(command.as_str());
            places.map(|(at, command)| &text[at + command.len()..])
        });
        let mut options = text.match_indices(" --").map(|(at, _)| &text[at + 3..]);
        found.any(is_word) || options.any(|option| option.starts_with(is_letter))
    };
    let mut named = Vec::new();
    for file in all_sources() {
        if !WITHOUT_OPTIONS.contains(&room(&file).as_str()) {
            continue;
        }
        for (number, line) in paths::code(&read(&file)).lines().enumerate() {
            // Of the parts between quotation marks every other one is a text.
            if line.split('"').skip(1).step_by(2).any(names_one) {
                named.push(format!(
                    "{}:{}: {}",
                    file.display(),
                    number + 1,
                    line.trim()
                ));
            }
        }
    }
    assert!(named.is_empty(), "{}", named.join("\n"));
}

#[test]
fn the_domain_reads_no_clock_and_no_file() {
    let forbidden = [
        "Local::now",
        "Utc::now",
        "SystemTime",
        "Instant",
        "std::fs",
        "std::env",
        "std::io",
        "redb",
        "ratatui",
    ];
    let mut crossed = Vec::new();
    for file in all_sources()
        .into_iter()
        .filter(|file| room(file) == "domain")
    {
        for (number, line) in paths::code(&read(&file)).lines().enumerate() {
            for word in forbidden.iter().filter(|word| line.contains(**word)) {
                crossed.push(format!("{}:{}: {word}", file.display(), number + 1));
            }
        }
    }
    assert!(crossed.is_empty(), "{}", crossed.join("\n"));
}

#[test]
fn every_file_says_its_purpose_and_has_a_name_that_does() {
    for file in all_sources() {
        let text = read(&file);
        assert!(
            text.starts_with("//! "),
            "{}: the first line says what the file is for",
            file.display()
        );
        let name = file
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        assert!(
            !EMPTY_NAMES.contains(&name.as_str()),
            "{}: a name that says nothing",
            file.display()
        );
    }
}

#[test]
fn the_top_folder_holds_what_was_agreed() {
    for entry in fs::read_dir(root()).expect("the top folder can be read") {
        let name = entry
            .expect("the top folder can be read")
            .file_name()
            .to_string_lossy()
            .into_owned();
        assert!(
            TOP.contains(&name.as_str()),
            "{name} does not belong in the top folder"
        );
    }
}

/// Sources of more lines than this are named below, and so are functions.
const LONG_FILE: usize = 400;
const LONG_FUNCTION: usize = 60;

/// What is longer and is a table: rows without logic, which is read line by line.
const TABLES: &[&str] = &[
    "cli/usage.rs: sentence",
    "domain/reckon/duties/words.rs: why",
];
/// What is longer and is to be parted; nothing may be added, and what is shorter by now leaves the list.
const TO_PART: &[&str] = &[
    "app.rs",
    "app.rs: settle",
    "cli/backup/timer.rs: print",
    "cli/check.rs: run",
    "cli/decision/add.rs: run",
    "cli/restore.rs: run",
    "cli/show.rs: text",
    "demo/subsidy.rs: decisions",
    "desk.rs",
    "domain/decide/deciding.rs: decided",
    "domain/decide/decisions/limits.rs: check",
    "domain/difference.rs: told",
    "domain/reckon/duties.rs: of_person",
    "domain/reckon/figures/words.rs: rows",
    "lists/rows/kept.rs: kept",
    "run.rs: turn",
    "screens.rs",
    "screens/board.rs",
    "screens/board.rs: act",
    "screens/board/beside.rs: lines",
    "screens/board/row.rs: person_line",
    "screens/end_stay.rs",
    "screens/end_stay.rs: form",
    "screens/palette.rs",
    "store.rs",
    "store/beside.rs",
    "store/census.rs: read",
    "store/check/replay.rs: read_log",
    "store/pages.rs",
    "store/salvage/reconcile.rs: reconcile",
    "terminal/decode/sequence.rs",
    "widgets/form/paint.rs: draw_row",
];

#[test]
fn what_is_long_is_a_table_or_is_named_here() {
    let mut found = Vec::new();
    for file in all_sources() {
        let below = file
            .strip_prefix(root().join("src"))
            .expect("a file of src");
        let (below, text) = (below.to_string_lossy(), read(&file));
        if text.lines().count() > LONG_FILE {
            found.push(below.to_string());
        }
        let long = functions_of(&paths::code(&text)).into_iter();
        let long = long.filter(|(_, lines)| *lines > LONG_FUNCTION);
        found.extend(long.map(|(name, _)| format!("{below}: {name}")));
    }
    found.sort();
    let mut named = [TABLES, TO_PART].concat();
    named.sort_unstable();
    assert_eq!(found, named);
}

/// Each function with how many lines it takes, from `fn` to its closing brace.
fn functions_of(code: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some((before, after)) = line.split_once("fn ") else {
            continue;
        };
        let is_head = before.split_whitespace().all(|word| {
            word.starts_with("pub")
                || ["const", "async", "unsafe"].contains(&word)
                || word == "in"
                || word.ends_with(')')
        });
        // A trait's function without a body ends in its own line.
        if !is_head || line.ends_with(';') {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let close = format!("{}}}", " ".repeat(indent));
        let end = lines[at..].iter().position(|line| *line == close);
        let name: String = after
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        if let Some(end) = end {
            found.push((name, end + 1));
        }
    }
    found
}

#[test]
fn functions_are_measured() {
    let code = "fn one() {\n    x\n}\n\nimpl A {\n    pub(in crate::domain) const fn two(\n    ) {\n    }\n}\nlet fns = 1;\n";
    let found = functions_of(code);
    assert_eq!(found, [("one".to_owned(), 3), ("two".to_owned(), 3)]);
}
