//! Who may know whom: each room of src and the rooms it may name; and what every file and folder must be.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may name. A room that is not listed may not exist.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("action", &["text"]),
    ("domain", &["text"]),
    ("store", &["domain", "text"]),
    ("import", &["domain", "text"]),
    ("demo", &["domain", "store", "text"]),
    ("keys", &["action", "text"]),
    ("theme", &["domain"]),
    ("widgets", &["text", "theme"]),
    (
        "screens",
        &["action", "domain", "keys", "text", "theme", "widgets"],
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
            "action", "app", "config", "demo", "desk", "domain", "import", "keys", "run", "store",
            "terminal", "text", "theme", "widgets",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
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

/// The room of a file: the first part of its path below src.
fn room(file: &Path) -> String {
    let below = file
        .strip_prefix(root().join("src"))
        .expect("a file of src");
    let first = below
        .components()
        .next()
        .expect("a path has a part")
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a line of code names, as `crate::room` or `tolv::room`, also within braces.
fn named(line: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for start in ["crate::", "tolv::"] {
        for (at, _) in line.match_indices(start) {
            let rest = &line[at + start.len()..];
            let parts: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list.split(',').collect(),
                None => vec![rest],
            };
            for part in parts {
                let word: String = part
                    .trim()
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                rooms.push(word);
            }
        }
    }
    rooms.retain(|room| !room.is_empty() && room != "say");
    rooms
}

#[test]
fn no_room_names_one_it_may_not_know() {
    let mut crossed = Vec::new();
    for file in all_sources() {
        let own = room(&file);
        let Some((_, may)) = ROOMS.iter().find(|(room, _)| *room == own) else {
            crossed.push(format!(
                "{}: a room that tests/all/borders.rs does not know",
                file.display()
            ));
            continue;
        };
        let text = fs::read_to_string(&file).expect("a source can be read");
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for other in named(line) {
                let known = ROOMS.iter().any(|(room, _)| *room == other);
                if known && other != own && !may.contains(&other.as_str()) {
                    crossed.push(format!(
                        "{}:{}: {own} names {other}",
                        file.display(),
                        number + 1
                    ));
                }
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
        let text = fs::read_to_string(&file).expect("a source can be read");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
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
        let text = fs::read_to_string(&file).expect("a source can be read");
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

#[test]
fn the_check_finds_a_crossing() {
    assert_eq!(named("use crate::store::Store;"), ["store"]);
    assert_eq!(named("use crate::{say, text::Lang};"), ["text"]);
    assert_eq!(named("let x = crate::domain::plain::shown(y);"), ["domain"]);
    assert_eq!(named("use std::fs;"), Vec::<String>::new());
}
