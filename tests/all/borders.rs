//! Who may know whom: each room of src and the rooms it may name; and what every file and folder must be.

use std::fs;
use std::path::{Path, PathBuf};

mod paths;

use paths::Named;

/// Each room and the rooms it may name. A room that is not listed may not exist.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("action", &["text"]),
    ("domain", &["text"]),
    ("store", &["domain", "text"]),
    ("import", &["domain", "text"]),
    ("demo", &["domain", "store", "text"]),
    ("keys", &["action", "text"]),
    ("lists", &["domain", "text"]),
    ("write", &["domain", "lists", "text"]),
    ("theme", &["domain"]),
    ("widgets", &["text", "theme"]),
    (
        "screens",
        &[
            "action", "domain", "keys", "lists", "text", "theme", "widgets",
        ],
    ),
    (
        "app",
        &["action", "domain", "keys", "screens", "text", "theme"],
    ),
    ("desk", &["app", "domain", "screens", "store"]),
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
        "calendar",
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
    "cli/swedish/words.rs",
    "cli/usage.rs",
    "cli/usage.rs: sentence",
    "domain/decide/refusal.rs",
    "domain/decide/refusal.rs: text",
    "domain/reckon/duties/words.rs: why",
    "import/complaint.rs: text",
    "keys/complaint.rs: sentence",
    "store/backup/fault.rs: text",
    "store/check/finding.rs",
    "store/check/finding.rs: text",
    "store/error.rs: text",
    "store/exchange/fault.rs: text",
    "store/restore/fault.rs: text",
];
/// What is longer and is to be parted; nothing may be added, and what is shorter by now leaves the list.
const TO_PART: &[&str] = &[
    "app.rs",
    "app.rs: settle",
    "cli/backup/timer.rs: print",
    "cli/check.rs: run",
    "cli/day.rs: run",
    "cli/decision/add.rs: run",
    "cli/doctor/place.rs: look_at_disk",
    "cli/doctor/register.rs: look",
    "cli/import.rs: run",
    "cli/log.rs: kept",
    "cli/restore.rs: run",
    "cli/show.rs: text",
    "cli/threshold.rs: run",
    "config.rs",
    "demo/subsidy.rs: decisions",
    "desk.rs",
    "domain/decide/deciding.rs: decide",
    "domain/decide/decisions/limits.rs: check",
    "domain/decide/enrolment.rs",
    "domain/difference.rs",
    "domain/difference.rs: person",
    "domain/difference.rs: told",
    "domain/reckon/duties.rs: of_person",
    "domain/reckon/figures/words.rs: rows",
    "run.rs: turn",
    "screens.rs",
    "screens/board.rs",
    "screens/board.rs: act",
    "screens/board/beside.rs: lines",
    "screens/board/row.rs: person_line",
    "screens/duties.rs",
    "screens/end_stay.rs",
    "screens/end_stay.rs: form",
    "screens/find.rs",
    "screens/palette.rs",
    "screens/settings.rs: form",
    "store.rs",
    "store/beside.rs",
    "store/census.rs: read",
    "store/check/replay.rs: read_log",
    "store/exchange/sections.rs",
    "store/pages.rs",
    "store/salvage/reconcile.rs: reconcile",
    "store/tables.rs",
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
        if !is_head {
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
