//! A backup restored under sessions that are open: told before, opened again after, and nothing written into the void.

use std::process::{Child, Command, Stdio};

use tolv::domain::facts::change::What;
use tolv::store::Store;

use super::{MEDIUM, NARROW};
use crate::cli::Home;

const FIRST: &str = "Nasrin Ahmadi";
const SECOND: &str = "Håkan Björkegren";

/// A restore in a process of its own, which gives the sessions so long.
fn restore(home: &Home, backup: &str, wait: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tolv"));
    command.env_clear().env("HOME", home.path(""));
    command.args(["restore", backup, "--wait", wait, "--as", "admin"]);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().unwrap()
}

#[test]
fn sessions_are_told_to_finish_and_those_left_take_up_what_was_restored() {
    let home = Home::with_demo();
    let mut anna = home.board(MEDIUM, &["--as", "anna"]);
    let mut bengt = home.board(NARROW, &["--as", "bengt", "--lang", "sv"]);
    anna.keys("s");
    bengt.wait_for_row(&[FIRST, " s Sjuk"]);
    let backup = home.json(&["backup"])["file"].as_str().unwrap().to_owned();
    anna.keys("v");
    bengt.wait_for_row(&[SECOND, " v "]);

    let mut restore = restore(&home, &backup, "15s");
    anna.wait_for("The register is to be restored, at ");
    bengt.wait_for("Registret ska återställas");
    // Both may go on until then, and are reminded after each key.
    bengt.keys("Down Down o");
    bengt.wait_for_row(&["Ewa Kowalczyk", " o "]);
    anna.keys("Up Down");
    anna.wait_for("The register is to be restored, at ");
    // New ones are told why they are kept out.
    let refused = home.run(&["day"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("is being restored from a backup"),
        "{refused:?}"
    );
    assert!(restore.wait().unwrap().success());

    anna.wait_for("The register was replaced, such as by a restore, and has been opened again.");
    bengt.wait_for("är öppnat på nytt.");
    anna.wait_for_row(&[FIRST, " s "]);
    anna.wait_until("the second one's mark is gone", |screen| {
        let row = super::rows(screen)
            .into_iter()
            .find(|row| row.contains(SECOND));
        row.is_some_and(|row| !row.contains(" v "))
    });
    // What was done before is asked about; what is done now is kept, and seen by the other.
    anna.keys("u");
    anna.wait_for("Undo your latest, from ");
    anna.keys("n");
    anna.keys("Down n");
    bengt.wait_for_row(&[SECOND, " n "]);
    assert_eq!(home.code_of(FIRST), "sick");
    assert_eq!(home.code_of(SECOND), "present");
    for pty in [&mut anna, &mut bengt] {
        pty.keys("q");
        assert_eq!(pty.exit(), 0);
    }
    let (store, _) = Store::open(&home.register()).unwrap();
    assert!(store.chain_is_whole().unwrap());
    let log = store.log(10).unwrap();
    assert!(log.iter().any(|entry| entry.what == What::Restore));
}

#[test]
fn a_restore_goes_on_at_once_when_the_sessions_have_ended() {
    let home = Home::with_demo();
    let backup = home.json(&["backup"])["file"].as_str().unwrap().to_owned();
    let mut anna = home.board(MEDIUM, &["--as", "anna"]);
    anna.keys("s");
    anna.wait_for_row(&[FIRST, " s "]);
    let mut restore = restore(&home, &backup, "24h");
    anna.wait_for("The register is to be restored, at ");
    anna.keys("q");
    assert_eq!(anna.exit(), 0);
    assert!(restore.wait().unwrap().success());
    assert!(home.code_of(FIRST).is_null());
}

#[test]
fn a_restore_that_is_given_up_is_told_too() {
    let home = Home::with_demo();
    let backup = home.json(&["backup"])["file"].as_str().unwrap().to_owned();
    let mut anna = home.board(MEDIUM, &["--as", "anna"]);
    for is_killed in [false, true] {
        let mut restore = restore(&home, &backup, "24h");
        let told = "The register is to be restored, at ";
        anna.wait_for(told);
        if is_killed {
            restore.kill().unwrap();
            restore.wait().unwrap();
            // Nothing tells of that; the next key finds it out.
            anna.keys("Down");
        } else {
            let pid = i32::try_from(restore.id()).unwrap();
            let pid = rustix::process::Pid::from_raw(pid).unwrap();
            rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
            assert_eq!(restore.wait().unwrap().code(), Some(1));
        }
        anna.wait_until("it is told no more", |screen| {
            !screen.contents().contains(told)
        });
    }
    anna.keys("Home s");
    anna.wait_for_row(&[FIRST, " s "]);
    anna.keys("q");
    assert_eq!(anna.exit(), 0);
    assert_eq!(home.code_of(FIRST), "sick");
}

#[test]
fn on_a_terminal_it_is_asked_whether_to_save_what_is_newer() {
    let home = Home::with_demo();
    let backup = home.json(&["backup"])["file"].as_str().unwrap().to_owned();
    home.run(&["mark", FIRST, "sick", "--as", "bo"]).ok();
    let list = home.path("newer.csv");
    for (answer, code) in [("q", 1), (list.to_str().unwrap(), 0)] {
        let mut pty = home.screen((400, 24), &["restore", &backup]);
        pty.wait_for("Marks: 1, other changes: 0; by bo (1)");
        pty.wait_for("Save that as a list first?");
        let keys: Vec<String> = answer.chars().map(String::from).collect();
        pty.keys(&format!("{} Enter", keys.join(" ")));
        assert_eq!(pty.exit(), code, "{}", pty.screen().contents());
        assert_eq!(home.code_of(FIRST).is_null(), code == 0);
    }
    let list = std::fs::read_to_string(list).unwrap();
    assert!(list.contains(FIRST), "{list}");
}

#[test]
fn a_session_that_was_opened_while_the_question_stood_is_not_overrun() {
    let home = Home::with_demo();
    let backup = home.json(&["backup"])["file"].as_str().unwrap().to_owned();
    home.run(&["mark", FIRST, "sick", "--as", "bo"]).ok();
    let mut pty = home.screen((400, 24), &["restore", &backup]);
    pty.wait_for("Save that as a list first?");
    let (store, _) = Store::open(&home.register()).unwrap();
    pty.keys("Enter");
    assert_eq!(pty.exit(), 1, "{}", pty.screen().contents());
    pty.wait_for("The register is open in other sessions");
    assert_eq!(store.restored_by(), None);
    drop(store);
    assert_eq!(home.code_of(FIRST), "sick");
}
