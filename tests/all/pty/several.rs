//! Several sessions on one register: each sees what the others do, and none is hurt by another's end.

use serde_json::Value;
use tolv::store::Store;

use super::{MEDIUM, NARROW, WIDE};
use crate::cli::Home;

const FIRST: &str = "Nasrin Ahmadi";
const SECOND: &str = "Håkan Björkegren";

#[test]
fn a_colleagues_mark_comes_by_itself_and_is_not_undone_over_their_head() {
    let home = Home::with_demo();
    let mut anna = home.board(WIDE, &["--as", "anna"]);
    let mut bengt = home.board(MEDIUM, &["--as", "bengt"]);
    let mut phone = home.board(NARROW, &["--as", "cecilia", "--lang", "sv"]);

    anna.keys("s");
    bengt.wait_for(&format!("anna marked: {FIRST} – Sick"));
    bengt.wait_for_row(&[FIRST, " s'Sick"]);
    phone.wait_for(&format!("anna markerade: {FIRST} – Sjuk"));
    phone.wait_for_row(&[FIRST, " s Sjuk", " an"]);

    bengt.keys("o");
    bengt.wait_for_row(&[FIRST, " o "]);
    anna.wait_for(&format!("bengt marked: {FIRST}"));
    // On a wide screen the row itself says who: as many letters as there is room for.
    anna.wait_for_row(&[FIRST, " o ", " be"]);
    anna.keys("u");
    anna.wait_for(&format!("of {FIRST} since ("));
    assert_eq!(home.code_of(FIRST), "unnotified");

    // What nobody else has touched can still be undone.
    bengt.keys("u");
    bengt.wait_for(&format!("Undone: {FIRST}, Fri 20 Nov: "));
    anna.wait_for_row(&[FIRST, " s "]);
    assert_eq!(home.code_of(FIRST), "sick");
}

#[test]
fn one_is_killed_in_the_middle_and_the_others_go_on() {
    let home = Home::with_demo();
    let mut anna = home.board(MEDIUM, &["--as", "anna"]);
    let mut bengt = home.board(MEDIUM, &["--as", "bengt"]);
    let mut cecilia = home.board(MEDIUM, &["--as", "cecilia"]);

    cecilia.keys("s o s o s o s o s o s");
    anna.wait_for_row(&[FIRST, " s"]);
    cecilia.kill();
    // All that was on her screen is on disk; what was not may be.
    let last_shown: Vec<String> = cecilia
        .rows()
        .into_iter()
        .filter(|row| row.contains(" s "))
        .collect();
    for name in [FIRST, "Ewa Kowalczyk"] {
        if last_shown.iter().any(|row| row.contains(name)) {
            assert_eq!(home.code_of(name), "sick");
        }
    }

    anna.keys("n");
    anna.wait_for_row(&[FIRST, " n "]);
    bengt.wait_for_row(&[FIRST, " n"]);
    bengt.keys("Down v");
    bengt.wait_for_row(&[SECOND, " v "]);
    anna.wait_for_row(&[SECOND, " v"]);
    for pty in [&mut anna, &mut bengt] {
        pty.keys("q");
        assert_eq!(pty.exit(), 0);
    }
    assert_eq!(home.code_of(FIRST), "present");
    assert_eq!(home.code_of(SECOND), "sick-child");
    let (store, _) = Store::open(&home.register()).unwrap();
    assert!(store.chain_is_whole().unwrap());
}

#[test]
fn two_who_mark_at_once_lose_nothing() {
    let home = Home::with_demo();
    let mut anna = home.board(WIDE, &["--as", "anna"]);
    let mut bengt = home.board(WIDE, &["--as", "bengt"]);
    anna.keys("n s n s n s n s n s n s");
    bengt.keys("Tab v o v o v o v o v o v");
    for pty in [&mut anna, &mut bengt] {
        pty.wait_for(" 12 of 12 ");
        pty.wait_for(" 11 of 11 ");
    }
    let rows = home.json(&["day"]);
    for row in rows.as_array().unwrap() {
        if row["scheduled"] == true {
            let by = if row["group"] == "indoor" {
                "anna"
            } else {
                "bengt"
            };
            assert_eq!(row["by"], by, "{row}");
        } else {
            assert_eq!(row["code"], Value::Null, "{row}");
        }
    }
}

#[test]
fn people_taken_in_meanwhile_come_onto_the_board() {
    let home = Home::new();
    let mut anna = home.board(MEDIUM, &[]);
    anna.wait_for("The register is empty.");
    home.run(&[
        "add",
        "Lena",
        "Bergström",
        "--group",
        "inne",
        "--as",
        "bengt",
    ])
    .ok();
    anna.wait_for_row(&["Lena Bergström", " · "]);
    anna.keys("n");
    anna.wait_for_row(&["Lena Bergström", " n "]);
    assert_eq!(home.code_of("Lena Bergström"), "present");
}
