//! The table of commands: no command without a row, no row with a hole that gives no reason.

use std::collections::BTreeSet;

use clap::Command;
use tolv::commands::{ROWS, Row};
use tolv::domain::facts::change::What;
use tolv::text::Lang;

use super::keys::{WITHOUT_A_KEY, shipped};

/// Words of the command line that ask for no command: they show something, or are about the register as a whole.
const NO_COMMAND: &[&str] = &[
    "arena",
    "backup",
    "calendar",
    "check",
    "completions",
    "day",
    "decision list",
    "demo",
    "doctor",
    "duties",
    "export",
    "find",
    "key",
    "key export",
    "key list",
    "keys",
    "list",
    "log",
    "log checkpoint",
    "log verify",
    "man",
    "outcome",
    "quota",
    "restore",
    "rules",
    "salvage",
    "session",
    "threshold",
    "user",
    "user list",
    "verify",
];

/// What the log has beside what people ask for.
const NO_COMMANDS_ENTRY: &[What] = &[
    What::Create,
    What::Restore,
    What::Backup,
    What::Export,
    What::Salvage,
    What::Repair,
    What::Demo,
    What::TakeIn,
    What::Other,
];

#[test]
fn every_command_can_be_asked_for_on_the_screen_and_on_the_command_line() {
    for row in ROWS {
        if let Ok(actions) = row.screen {
            assert!(
                !actions.is_empty(),
                "{}: no action, and no reason",
                row.name
            );
        }
        if let Ok(words) = row.line {
            assert!(!words.is_empty(), "{}: no word, and no reason", row.name);
        }
    }
}

#[test]
fn every_action_of_a_command_has_a_key_in_each_keymap() {
    for (name, keymap) in shipped() {
        let asked = ROWS.iter().flat_map(|row| row.screen.unwrap_or_default());
        for action in asked.copied() {
            let is_bound = keymap.keys_of(action).next().is_some();
            let needs_none = WITHOUT_A_KEY.contains(&action);
            assert!(
                is_bound || needs_none,
                "{name}: {} has no key",
                action.name()
            );
            assert!(
                name != "default" || !is_bound || !needs_none,
                "{} has a key",
                action.name()
            );
        }
    }
}

#[test]
fn the_words_of_the_table_are_those_of_the_command_line() {
    /// The words of each command that does something: those with others beneath them may do something too.
    fn leaves(command: &Command, path: &str, found: &mut BTreeSet<String>) {
        if !path.is_empty() && !command.is_subcommand_required_set() {
            found.insert(path.to_owned());
        }
        for beneath in command.get_subcommands() {
            let path = format!("{path} {}", beneath.get_name());
            leaves(beneath, path.trim_start(), found);
        }
    }
    let mut there = BTreeSet::new();
    leaves(&tolv::cli::command(), "", &mut there);
    let in_table = ROWS.iter().flat_map(|row| row.line.unwrap_or_default());
    let told = in_table.chain(NO_COMMAND).map(|words| words.to_string());
    assert_eq!(there, told.collect());
}

#[test]
fn what_the_log_calls_a_command_is_in_one_row_in_words_and_in_json() {
    let mut told = Vec::new();
    for what in ROWS.iter().flat_map(|row| row.whats) {
        let name = what.name();
        assert!(!name.get(Lang::Sv).is_empty() && !name.get(Lang::En).is_empty());
        assert_eq!(serde_json::to_value(what).unwrap(), what.slug());
        told.push(*what);
    }
    told.extend(NO_COMMANDS_ENTRY);
    for what in What::ALL {
        // A mark and its details are one thing in the log; and so is a new stay, also where it was begun as of somebody new.
        let is_of_two = matches!(what, What::Mark | What::NewStay);
        let times = if is_of_two { 2 } else { 1 };
        let found = told.iter().filter(|one| **one == what).count();
        assert_eq!(found, times, "{what:?}");
    }
}

#[test]
fn every_command_is_taken_back_but_a_reading_and_what_stands_says_why() {
    let stands = |row: &&Row| row.whats.iter().any(|what| what.stands().is_some());
    let standing = ROWS.iter().filter(stands).map(|row| row.name);
    let about_rights = [
        "AddUser",
        "ChangeUser",
        "EndUser",
        "TakeCover",
        "Prefer",
        "AddKey",
        "RevokeKey",
    ];
    let expected = [&["Read"][..], &about_rights].concat();
    assert_eq!(standing.collect::<Vec<_>>(), expected);
    for what in NO_COMMANDS_ENTRY {
        let why = what.stands().expect("a reason");
        assert!(why.get(Lang::Sv).contains(' ') && why.get(Lang::En).contains(' '));
    }
}
