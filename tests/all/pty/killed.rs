//! Processes that are killed, stopped or ended inside a write transaction, and the sessions beside them.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use rustix::process::{Pid, Signal, kill_process};

use super::{MEDIUM, PATIENCE, Pty};
use crate::cli::Home;

/// So many rows that the file grows several times before they are committed.
const ROWS: usize = 30_000;

/// A list of people for another unit, whom the board does not show.
fn long_list() -> String {
    let mut list = "namn;grupp;arena;start\n".to_owned();
    for row in 0..ROWS {
        list += &format!("Person N{row};annan enhet;Arena;2026-01-05\n");
    }
    list
}

fn len(home: &Home) -> u64 {
    fs::metadata(home.register()).unwrap().len()
}

/// An import that has grown the file to more than twice its length, and has not committed.
fn import_that_grows(home: &Home) -> Child {
    let list = home.file("list.csv", long_list());
    let before = len(home);
    let mut child = Command::new(env!("CARGO_BIN_EXE_tolv"))
        .env_clear()
        .env("HOME", home.path(""))
        .args(["--as", "bo", "import", &list])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + PATIENCE;
    while len(home) <= 2 * before {
        assert!(child.try_wait().unwrap().is_none(), "it is done already");
        assert!(Instant::now() < deadline, "the file does not grow");
        std::thread::yield_now();
    }
    child
}

fn end(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

/// Marks everybody in the pane, which writes a page or two more than a single mark.
fn mark_all(pty: &mut Pty) {
    pty.keys("a");
    pty.wait_for("marked as present");
}

#[test]
fn an_import_that_was_killed_while_the_file_grew_ends_nobodys_session() {
    let home = Home::with_made_up("100");
    let mut board = home.board(MEDIUM, &[]);
    let newest = home.newest_entry();
    let mut import = import_that_grows(&home);
    end(&import, Signal::KILL);
    import.wait().unwrap();
    assert_eq!(home.newest_entry(), newest);
    mark_all(&mut board);
    board.keys("Tab");
    mark_all(&mut board);
    board.keys("q");
    assert_eq!(board.exit(), 0);
    home.run(&["check"]).ok();
}
