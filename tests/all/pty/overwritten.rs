//! `cp` onto the file of a board that is open.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::MEDIUM;
use crate::cli::Home;

fn cp(from: &Path, onto: &Path) {
    let copied = Command::new("cp").arg(from).arg(onto).status();
    assert!(copied.expect("cp starts").success());
}

#[test]
fn a_board_under_which_cp_puts_an_older_copy_goes_on_with_that() {
    let home = Home::with_made_up("12");
    let copy = home.path("copy.redb");
    cp(&home.register(), &copy);
    let mut board = home.board(MEDIUM, &[]);
    board.keys("a");
    board.wait_for("marked as present");
    cp(&copy, &home.register());
    board.wait_for("The register was replaced");
    board.keys("a");
    board.wait_for("marked as present");
    board.keys("q");
    assert_eq!(board.exit(), 0);
    home.run(&["check"]).ok();
}

#[test]
fn a_board_under_which_cp_puts_another_register_leaves_that_alone() {
    let (home, other) = (Home::with_made_up("12"), Home::with_made_up("30"));
    let mut board = home.board(MEDIUM, &[]);
    cp(&other.register(), &home.register());
    board.wait_for("Another register now lies in the place");
    board.keys("a");
    board.keys("n");
    board.wait_for("Another register now lies in the place");
    board.keys("q");
    assert_eq!(board.exit(), 0);
    let [now, then] = [&home, &other].map(|home| fs::read(home.register()).expect("a register"));
    assert!(now == then, "it was written to");
}
