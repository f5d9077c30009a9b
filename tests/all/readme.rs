//! The README: every command in it is run as it stands, every key in it is a key, and its picture is there.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use tolv::action::Action;
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

/// The keys in the README's table, against the keymap.
#[test]
fn the_keys_are_those_of_the_keymap() {
    let keymap = Keymap::default();
    let text = readme();
    let cases = [
        ("n", Action::MarkPresent),
        ("d", Action::MarkPartDay),
        ("s", Action::MarkSick),
        ("v", Action::MarkSickChild),
        ("o", Action::MarkUnnotified),
        ("m", Action::MoreCodes),
        ("a", Action::MarkRest),
        ("u", Action::Undo),
        ("r", Action::Redo),
        ("x", Action::ClearMark),
        (".", Action::RepeatMark),
        ("e", Action::Note),
        ("-", Action::PreviousDay),
        ("+", Action::NextDay),
        ("<", Action::PreviousWeek),
        (">", Action::NextWeek),
        ("g", Action::GoToDate),
        ("i", Action::Today),
        ("/", Action::Find),
        ("t", Action::TwelveMonths),
        ("y", Action::Outcomes),
        ("w", Action::OtherUnits),
        ("p", Action::AddPerson),
        (":", Action::Palette),
        ("?", Action::Help),
        ("q", Action::Quit),
    ];
    for (key, action) in cases {
        let bound: Vec<String> = keymap.keys_of(action).map(ToString::to_string).collect();
        assert!(
            bound.iter().any(|keys| keys == key),
            "{key} is not {action:?} but {bound:?}"
        );
        assert!(
            text.contains(&format!("`{key}`")),
            "the README does not tell of {key}"
        );
    }
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
