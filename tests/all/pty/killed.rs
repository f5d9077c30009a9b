//! Processes that are killed, stopped or ended inside a write transaction, and the sessions beside them.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::ops::Bound;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use redb::StorageBackend;
use redb::backends::FileBackend;
use rustix::process::{Pid, Signal, kill_process};

use super::disks::wait_for_words;
use super::{MEDIUM, PATIENCE, Pty};
use crate::cli::Home;
use crate::full::SmallDisk;
use crate::oracle::skipped;

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
    // Whoever started the tests may have had signals ignored, as nohup does.
    let mut child = Command::new("env")
        .env_clear()
        .env("HOME", home.path(""))
        .args(["--default-signal=INT,TERM,HUP", env!("CARGO_BIN_EXE_tolv")])
        .args(["--as", "bo", "import", &list, "--new-arena"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + 5 * PATIENCE;
    while len(home) <= 2 * before {
        assert!(child.try_wait().unwrap().is_none(), "it is done already");
        assert!(Instant::now() < deadline, "the file does not grow");
        // Between two looks; a loop without it takes the processor from the import.
        thread::sleep(Duration::from_millis(1));
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

#[test]
fn a_signal_lets_go_of_what_was_being_written_and_ends_the_process_as_it_would_have() {
    let home = Home::with_made_up("100");
    let mut board = home.board(MEDIUM, &[]);
    let newest = home.newest_entry();
    let before = len(&home);
    for signal in [Signal::HUP, Signal::INT, Signal::TERM] {
        let mut import = import_that_grows(&home);
        end(&import, signal);
        let ended = import.wait().unwrap();
        assert_eq!(ended.signal(), Some(signal.as_raw()), "{ended:?}");
        assert_eq!(home.newest_entry(), newest);
        // What the transaction had taken of the disk is given back.
        assert_eq!(len(&home), before);
    }
    mark_all(&mut board);
    board.keys("q");
    assert_eq!(board.exit(), 0);
    home.run(&["check"]).ok();
}

#[test]
fn a_repair_that_is_to_wait_names_who_has_the_register_open_and_goes_on_when_they_have_ended() {
    let home = Home::with_demo();
    let mut board = home.board(MEDIUM, &[]);
    let number = board.pid().as_raw_nonzero();
    let args = ["check", "--repair", "--lang", "en"];
    let refused = home.run(&args);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains(&number.to_string()), "{refused:?}");

    let mut waiting = Command::new(env!("CARGO_BIN_EXE_tolv"))
        .env_clear()
        .env("HOME", home.path(""))
        .args(args)
        .args(["--wait", "1m"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(waiting.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert_eq!(
        line.trim_end(),
        format!("Waiting for the sessions that are open: pid {number} (anna, waiting).")
    );
    assert!(waiting.try_wait().unwrap().is_none(), "it did not wait");
    board.keys("q");
    assert_eq!(board.exit(), 0);
    let ended = waiting.wait_with_output().unwrap();
    assert!(ended.status.success(), "{ended:?}");
}

#[test]
fn a_signal_leaves_nothing_of_a_made_up_register() {
    let home = Home::new();
    let folder = home.path("made");
    fs::create_dir(&folder).unwrap();
    let register = folder.join("made.redb");
    let files = || fs::read_dir(&folder).unwrap().count();
    for signal in [Signal::HUP, Signal::INT, Signal::TERM] {
        let mut demo = Command::new("env")
            .env_clear()
            .env("HOME", home.path(""))
            .args(["--default-signal=INT,TERM,HUP", env!("CARGO_BIN_EXE_tolv")])
            .args(["demo", "--participants", "20000", "--database"])
            .arg(&register)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while files() == 0 {
            assert!(demo.try_wait().unwrap().is_none(), "it is done already");
            thread::sleep(Duration::from_millis(1));
        }
        end(&demo, signal);
        let ended = demo.wait().unwrap();
        assert_eq!(ended.signal(), Some(signal.as_raw()), "{ended:?}");
        assert_eq!(files(), 0);
    }
}

/// A process that is stopped in the middle of a transaction, and killed in the end.
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_session_that_is_stopped_while_it_writes_is_named_to_those_who_wait_for_it() {
    let home = Home::with_made_up("24");
    let mut before = home.board(MEDIUM, &[]);
    let stopped = Stopped(import_that_grows(&home));
    end(&stopped.0, Signal::STOP);
    let number = stopped.0.id();
    let told = format!("Process {number} (bo, stopped) holds the register locked");
    let remedy = format!("kill -CONT {number}");
    for args in [&["list"][..], &["day"], &["find", "nasrin"], &["log"]] {
        home.run(&[args, &["--lang", "en"]].concat()).ok();
    }
    // Who reads a card is logged, which is a write.
    for args in [
        &["mark", "Nasrin Ahmadi", "n"][..],
        &["show", "Nasrin Ahmadi"],
    ] {
        let run = home.run(&[args, &["--lang", "en"]].concat());
        assert_eq!(run.code, 1, "{run:?}");
        assert!(
            run.err.contains(&told) && run.err.contains(&remedy),
            "{run:?}"
        );
    }
    let doctor = home.run(&["doctor", "--lang", "en"]);
    assert!(
        doctor.out.contains(&told) && doctor.out.contains(&remedy),
        "{doctor:?}"
    );

    // Who had it open and who logs in read on, and are told at the write.
    let mut since = home.screen(MEDIUM, &[]);
    wait_for_words(&mut since, "another session holds the register locked");
    for board in [&mut before, &mut since] {
        board.keys("n");
        wait_for_words(board, &told);
        board.wait_for_row(&["Nasrin Ahmadi", " · "]);
    }
    drop(stopped);
    since.keys("n");
    since.wait_for_row(&["Nasrin Ahmadi", " n "]);
    before.wait_for_row(&["Nasrin Ahmadi", " n "]);
    for mut board in [before, since] {
        board.keys("q");
        assert_eq!(board.exit(), 0);
    }
    assert_eq!(home.code_of("Nasrin Ahmadi"), "present");
    home.run(&["check"]).ok();
}

/// So many times a session that marks is stopped wherever it is.
const STOPS: u64 = 8;

#[test]
fn wherever_a_session_that_marks_is_stopped_others_read() {
    let home = Home::with_demo();
    let mut marking = home.board(MEDIUM, &["--as", "bo"]);
    for turn in 0..STOPS {
        let (key, sign) = [("Home n", " n "), ("Home o", " o ")][turn as usize % 2];
        marking.keys(key);
        // Another moment each time, somewhere in the mark.
        thread::sleep(Duration::from_micros(turn * 1_700));
        marking.signal(Signal::STOP);
        for args in [["list"], ["day"]] {
            let run = home.run(&args);
            assert_eq!(run.code, 0, "{run:?}");
        }
        marking.signal(Signal::CONT);
        marking.wait_for_row(&["Nasrin Ahmadi", sign]);
    }
    marking.keys("q");
    assert_eq!(marking.exit(), 0);
    home.run(&["check"]).ok();
}

#[test]
fn who_was_stopped_in_the_middle_of_a_commit_keeps_nobody_from_reading() {
    let home = Home::with_demo();
    // Both that a commit holds while it writes the file's own header, which readers ask for too.
    let file = File::options().read(true).write(true).open(home.register());
    let holder = FileBackend::new(file.unwrap()).unwrap();
    let header = (Bound::Included(0), Bound::Excluded(320));
    let writer = Bound::Included(1 << 62);
    assert!(holder.try_lock_range(header.0, header.1).unwrap());
    assert!(holder.try_lock_range(writer, writer).unwrap());
    for args in [&["list"][..], &["day"], &["find", "nasrin"], &["log"]] {
        home.run(args).ok();
    }
    let mut board = home.screen(MEDIUM, &[]);
    wait_for_words(&mut board, "another session holds the register locked");
    board.wait_for_row(&["Nasrin Ahmadi", " · "]);
    board.keys("n");
    wait_for_words(&mut board, "holds the register locked. Nothing was changed");

    holder.unlock_range(writer, writer).unwrap();
    holder.unlock_range(header.0, header.1).unwrap();
    board.keys("n");
    board.wait_for_row(&["Nasrin Ahmadi", " n "]);
    board.keys("q");
    assert_eq!(board.exit(), 0);
    assert_eq!(home.code_of("Nasrin Ahmadi"), "present");
    home.run(&["check"]).ok();
}

#[test]
fn a_register_on_a_disk_that_takes_no_writing_is_read() {
    let home = Home::with_demo();
    let Some(disk) = SmallDisk::mount(home.path("small")) else {
        skipped("a register on a read-only disk: only root can mount one");
        return;
    };
    let register = disk.0.join("register.redb");
    fs::copy(home.register(), &register).unwrap();
    let mut remount = Command::new("mount");
    remount.args(["-o", "remount,ro"]).arg(&disk.0);
    assert!(remount.status().unwrap().success());
    let path = register.to_str().unwrap();
    for args in [&["list"][..], &["day"], &["find", "nasrin"], &["log"]] {
        home.run(&[args, &["--database", path]].concat()).ok();
    }
    let mark = ["mark", "Nasrin Ahmadi", "n", "--lang", "en"];
    let refused = home.run(&[&mark[..], &["--database", path]].concat());
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("read-only"), "{refused:?}");
    let mut board = home.screen(MEDIUM, &["--database", path]);
    wait_for_words(&mut board, "the disk takes nothing");
    board.keys("n");
    wait_for_words(&mut board, "The disk is read-only.");
    board.wait_for_row(&["Nasrin Ahmadi", " · "]);
    board.keys("q");
    assert_eq!(board.exit(), 0);
}
