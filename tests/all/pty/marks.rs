//! Marks typed at the board: what is shown as saved is on disk, and what is taken back is gone.

use serde_json::Value;

use super::{MEDIUM, Pty, WIDE};
use crate::cli::{Home, TODAY};

/// The first rows of the demo's indoor group.
const FIRST: &str = "Nasrin Ahmadi";
const SECOND: &str = "Håkan Björkegren";
const THIRD: &str = "Ewa Kowalczyk";
const NOT_SCHEDULED: &str = "Anna-Karin Lindström";

const YESTERDAY: &str = "2026-11-19";

/// Waits until somebody's row shows a code's letter, or the sign for none.
fn wait_for_code(pty: &mut Pty, name: &str, sign: &str) {
    pty.wait_for_row(&[name, &format!(" {sign} ")]);
}

#[test]
fn a_mark_that_is_shown_is_on_disk() {
    for (key, code) in [
        ("n", "present"),
        ("s", "sick"),
        ("v", "sick-child"),
        ("o", "unnotified"),
    ] {
        let home = Home::with_demo();
        let mut pty = home.board(MEDIUM, &[]);
        pty.keys(key);
        wait_for_code(&mut pty, FIRST, key);
        pty.wait_for("saved ");
        pty.kill();
        let row = home.day_of(FIRST, TODAY);
        assert_eq!((&row["code"], &row["by"]), (&code.into(), &"anna".into()));
        // Reopened after the crash it is on the screen again.
        let mut pty = home.board(MEDIUM, &[]);
        wait_for_code(&mut pty, FIRST, key);
    }
}

#[test]
fn the_rest_are_marked_in_one_key_and_taken_back_in_one() {
    let home = Home::with_demo();
    let mut pty = home.board(MEDIUM, &[]);
    pty.keys("s a");
    pty.wait_for("11 marked as present.");
    pty.kill();
    assert_eq!(home.code_of(FIRST), "sick");
    let codes = |group| {
        let rows = home.json(&["day", "--group", group]);
        let rows = rows.as_array().unwrap().clone();
        rows.into_iter()
            .filter(|row| row["name"] != FIRST && row["name"] != NOT_SCHEDULED)
            .map(|row| row["code"].clone())
            .collect::<Vec<Value>>()
    };
    assert_eq!(codes("indoor"), vec![Value::from("present"); 11]);
    assert_eq!(codes("outdoor"), vec![Value::Null; 11]);
    assert_eq!(home.code_of(NOT_SCHEDULED), Value::Null);

    // A session that did not do it asks first.
    let mut pty = home.board(MEDIUM, &[]);
    pty.keys("u");
    pty.wait_for("Undo your latest, from ");
    pty.keys("n");
    pty.keys("x a");
    pty.wait_for("1 marked as present.");
    pty.keys("u");
    pty.wait_for("Undone: ");
    assert_eq!(home.code_of(FIRST), Value::Null);
}

#[test]
fn undo_redo_clear_and_repeat() {
    let home = Home::with_demo();
    let mut pty = home.board(MEDIUM, &[]);
    pty.keys("s");
    wait_for_code(&mut pty, FIRST, "s");
    pty.keys("u");
    pty.wait_for(&format!("Undone: {FIRST}, Fri 20 Nov: "));
    wait_for_code(&mut pty, FIRST, "·");
    assert_eq!(home.code_of(FIRST), Value::Null);
    pty.keys("r");
    pty.wait_for(&format!("Redone: {FIRST}, Fri 20 Nov: · → Sick"));
    wait_for_code(&mut pty, FIRST, "s");
    assert_eq!(home.code_of(FIRST), "sick");
    pty.keys("x");
    wait_for_code(&mut pty, FIRST, "·");
    assert_eq!(home.code_of(FIRST), Value::Null);
    // Clearing is a mark like another: it can be taken back.
    pty.keys("u");
    wait_for_code(&mut pty, FIRST, "s");
    assert_eq!(home.code_of(FIRST), "sick");

    pty.keys("Down v");
    wait_for_code(&mut pty, SECOND, "v");
    pty.keys(".");
    wait_for_code(&mut pty, THIRD, "v");
    pty.kill();
    assert_eq!(home.code_of(SECOND), "sick-child");
    assert_eq!(home.code_of(THIRD), "sick-child");
}

#[test]
fn a_mark_is_made_on_the_day_in_view() {
    let home = Home::with_demo();
    let mut pty = home.board(MEDIUM, &[]);
    pty.keys("-");
    pty.wait_for("Thu 19 Nov 2026 · week 47 (yesterday)");
    pty.keys("o");
    wait_for_code(&mut pty, FIRST, "o");
    assert_eq!(home.day_of(FIRST, YESTERDAY)["code"], "unnotified");
    assert_eq!(home.code_of(FIRST), Value::Null);
    pty.keys("+");
    pty.wait_for("Fri 20 Nov 2026 · week 47 ");
    wait_for_code(&mut pty, FIRST, "·");
    pty.keys("- - - - -");
    pty.wait_for("Sun 15 Nov 2026");
    pty.keys("i");
    pty.wait_for("Fri 20 Nov 2026");
    // Undone from another day, the board goes to where it happened.
    pty.keys("u");
    pty.wait_for("Thu 19 Nov 2026");
    pty.wait_for(&format!("Undone: {FIRST}, Thu 19 Nov: "));
    assert_ne!(home.day_of(FIRST, YESTERDAY)["code"], "unnotified");
}

#[test]
fn a_group_of_twenty_takes_less_than_a_key_each_and_five() {
    let home = Home::with_made_up("40");
    let expected = |group: &str| {
        let rows = home.json(&["day", "--group", group]);
        let rows = rows.as_array().unwrap().clone();
        rows.into_iter()
            .filter(|row| row["scheduled"] == true)
            .collect::<Vec<_>>()
    };
    let all = expected("indoor").len();
    assert!(all >= 20, "the group has {all}");
    // One key a person, each from the last one's row to the next: eight different days, the rest present.
    let mut typed: Vec<&str> = vec!["n", "s", "v", "o", "s", "n", "n", "s"];
    typed.resize(all, "n");
    assert!(typed.len() < 25);
    let mut pty = home.board(WIDE, &[]);
    pty.keys(&typed.join(" "));
    pty.wait_for(&format!(" {all} of {all} "));
    pty.kill();
    let codes: Vec<Value> = expected("indoor")
        .iter()
        .map(|row| row["code"].clone())
        .collect();
    for (key, code) in [
        ("n", "present"),
        ("s", "sick"),
        ("v", "sick-child"),
        ("o", "unnotified"),
    ] {
        let wanted = typed.iter().filter(|typed| **typed == key).count();
        assert_eq!(codes.iter().filter(|found| **found == code).count(), wanted);
    }

    // The other group as a supervisor does it: those who are away, and then all others at once.
    let keys = "Tab s Down Down v Down o a";
    let mut pty = home.board(WIDE, &[]);
    pty.keys(keys);
    pty.wait_for("marked as present.");
    pty.kill();
    assert!(expected("outdoor").iter().all(|row| !row["code"].is_null()));
    let away = expected("outdoor");
    assert_eq!(
        away.iter().filter(|row| row["code"] != "present").count(),
        3
    );
}

#[test]
fn the_same_mark_again_is_not_logged() {
    let home = Home::with_demo();
    let mut pty = home.board(MEDIUM, &[]);
    pty.keys("n");
    wait_for_code(&mut pty, FIRST, "n");
    let logged = home.newest_entry();
    pty.keys("Up n");
    pty.wait_for("It was so already; nothing was changed.");
    assert_eq!(home.newest_entry(), logged);
    pty.keys("Up s");
    wait_for_code(&mut pty, FIRST, "s");
    assert_eq!(home.newest_entry(), logged + 1);
}
