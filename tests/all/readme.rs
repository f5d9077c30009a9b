//! The README: every command in it is run as it stands, every key in it is a key, and its picture is there.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use tolv::action::{Action, Section};
use tolv::keys::Keymap;

fn readme() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    fs::read_to_string(file).expect("README.md can be read")
}

/// The lines of the README's `sh` blocks.
fn commands() -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in readme().lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => found.push(line.to_owned()),
            _ => {}
        }
    }
    found
}

/// Splits as a shell does, as far as the README needs it.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("there is always a word").push(c),
        }
    }
    words
}

struct Home(TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().expect("a temporary folder"))
    }

    fn run(&self, words: &[String]) -> (i32, String) {
        let program = match words[0].as_str() {
            "tolv" => env!("CARGO_BIN_EXE_tolv"),
            other => other,
        };
        let out = Command::new(program)
            .args(&words[1..])
            .current_dir(self.0.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.0.path())
            .env("LANG", "sv_SE.UTF-8")
            .stdin(std::process::Stdio::null())
            .output()
            .expect("the command can be started");
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        (out.status.code().unwrap_or(-1), said)
    }
}

#[test]
fn every_command_does_what_it_says() {
    let home = Home::new();
    let list = "namn;grupp;arena;start\nLena Bergström;ute;Parken;2026-01-05\nOlle Berg;inne;Köket;2026-02-02\n";
    fs::write(home.0.path().join("people.csv"), list).expect("a list can be written");
    let mut tried = 0;
    for line in commands() {
        let words = words(&line);
        let expected = match words[0].as_str() {
            // The first two are what starts this test at all; ssh has its own tests.
            "cargo" | "ssh" => continue,
            // A screen needs a terminal, and says so.
            "tolv" if words.len() == 1 => 1,
            _ => 0,
        };
        let (code, said) = home.run(&words);
        assert_eq!(code, expected, "{line}\n{said}");
        tried += 1;
    }
    assert!(
        tried >= 12,
        "only {tried} commands were found in the README"
    );
}

#[test]
fn the_two_commands_are_marked_for_the_check() {
    let text = readme();
    for (mark, command) in [
        ("<!-- run -->", "cargo run --release"),
        ("<!-- test -->", "cargo test --locked"),
    ] {
        let block = text.split(mark).nth(1).unwrap_or_default();
        let line = block.lines().nth(2).unwrap_or_default();
        assert_eq!(line, command, "{mark}");
    }
}

/// The keys of the README's table: what stands in its first column between backticks.
fn keys_of_the_table() -> Vec<String> {
    let text = readme();
    let table = text
        .split("| key | does |")
        .nth(1)
        .expect("a table of keys");
    let rows = table
        .lines()
        .skip(1)
        .take_while(|line| line.is_empty() || line.starts_with('|'));
    let columns = rows.filter_map(|row| row.split('|').nth(1));
    columns
        .flat_map(|column| column.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_keys_of_the_table_are_those_of_the_keymap() {
    let keymap = Keymap::default();
    let told = keys_of_the_table();
    let all = |section| {
        Action::ALL
            .iter()
            .filter(move |action| action.section() == section)
    };
    let keys = |action: &Action| {
        keymap
            .keys_of(*action)
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    // Every key told is one of the board, or opens a menu there.
    let sections = Section::Board.scope().iter().chain([&Section::List]);
    let bound: Vec<String> = sections
        .flat_map(|section| all(*section))
        .flat_map(keys)
        .collect();
    for key in &told {
        assert!(bound.contains(key), "{key} of the README does nothing");
    }
    // A person's menu is told in its row.
    let text = readme();
    let menu = text
        .lines()
        .find(|line| line.starts_with("| `Enter` again"));
    let menu = menu.expect("a row of the menu");
    for action in all(Section::Card).filter(|action| **action != Action::ShowPersonnummer) {
        let is_told = keys(action)
            .iter()
            .any(|key| menu.contains(&format!("`{key}`")));
        assert!(is_told, "{}", action.name());
    }
    // Every action of the board that has a key is told of.
    for section in [
        Section::Marks,
        Section::Board,
        Section::Days,
        Section::General,
    ] {
        for action in all(section) {
            let keys = keys(action);
            let elsewhere = [Action::Back, Action::Settings, Action::Log];
            let is_told = keys.is_empty() || keys.iter().any(|key| told.contains(key));
            assert!(
                is_told || elsewhere.contains(action),
                "{keys:?}: {}",
                action.name()
            );
        }
    }
}

#[test]
fn every_command_is_told_of() {
    fn walk(command: &clap::Command, path: &str, text: &str, missing: &mut Vec<String>) {
        let told = format!("tolv {path}");
        let is_word = |at: usize| {
            let after = text[at + told.len()..].chars().next();
            after.is_none_or(|c| !c.is_alphanumeric() && c != '-')
        };
        if !text.match_indices(&told).any(|(at, _)| is_word(at)) {
            missing.push(path.to_owned());
        }
        for beneath in command.get_subcommands() {
            walk(
                beneath,
                format!("{path} {}", beneath.get_name()).trim(),
                text,
                missing,
            );
        }
    }
    let (text, mut missing) = (readme(), Vec::new());
    for command in tolv::cli::command().get_subcommands() {
        walk(command, command.get_name(), &text, &mut missing);
    }
    assert!(
        missing.is_empty(),
        "the README does not tell of tolv {missing:?}"
    );
}

#[test]
fn the_files_it_names_are_there() {
    for file in [
        "tests/data/board.svg",
        "keymaps/default.toml",
        ".ci/run",
        "src/lib.rs",
    ] {
        assert!(readme().contains(file), "the README no longer names {file}");
        assert!(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(file).exists(),
            "{file} is not there"
        );
    }
}
