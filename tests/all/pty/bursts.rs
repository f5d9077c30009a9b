//! A paste whose end is lost.

use super::{MEDIUM, Pty};
use crate::cli::{Home, TODAY};

/// How many people are marked today.
fn marks(home: &Home) -> usize {
    let rows = home.json(&["day", "--on", TODAY]);
    let rows = rows.as_array().expect("rows");
    rows.iter().filter(|row| !row["code"].is_null()).count()
}

fn home_board() -> (Home, Pty) {
    let home = Home::with_demo();
    let pty = home.board(MEDIUM, &[]);
    (home, pty)
}

#[test]
fn a_paste_without_an_end_is_over_and_keys_work_again() {
    let (home, mut pty) = home_board();
    pty.write(b"\x1b[200~hej");
    pty.wait_for("What was pasted was not taken");
    pty.keys("q");
    assert_eq!(pty.exit(), 0);
    assert_eq!(marks(&home), 0);
}
