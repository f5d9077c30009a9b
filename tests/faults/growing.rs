//! Transactions that grow the file, killed or ended at any moment, beside an open session that then marks many at once.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tolv::demo::Random;
use tolv::store::Store;

use crate::Extent;
use crate::disk::{Disk as Folder, whole};
use crate::kills::{board, command};
use crate::tally::{Outcome, Tally};

/// Half of them are in the pane that the session beside marks.
const PEOPLE: &str = "100";
/// So many rows as grow the file several times.
const ROWS: u32 = 20_000;
/// How a process may end in the middle.
const ENDS: [Signal; 4] = [Signal::KILL, Signal::TERM, Signal::KILL, Signal::HUP];
/// An end comes within so many microseconds after the file has begun to grow.
const MOMENTS: u32 = 400_000;

pub fn growing(extent: Extent) -> Vec<Tally> {
    let what = "killed or ended while the file grows, beside a session that marks many";
    vec![Tally::of(what).timed(|tally| {
        let folder = Folder::new();
        let list = folder.at("list.csv");
        let made = command(&folder, 0)
            .args(["demo", "--participants", PEOPLE])
            .output();
        assert!(made.is_ok_and(|made| made.status.success()));
        fs::write(&list, long_list()).expect("a list");
        let bytes = fs::read(folder.path()).expect("a register");
        let mut grown = 0;
        for round in 0..extent.of(4, 300) {
            let mut chance = Random::of(extent.seed, "growing", u64::from(round));
            let end = ENDS[round as usize % ENDS.len()];
            let one = || one(&bytes, &list, end, &mut chance, &mut grown);
            let outcome = panic::catch_unwind(AssertUnwindSafe(one));
            tally.count(&format!("round {round}, {end:?}"), outcome);
        }
        tally.note = format!("{grown} ended after the file had grown and before the commit");
        tally.must(grown > 0, "none met a transaction");
    })]
}

fn long_list() -> String {
    let rows = (0..ROWS).map(|row| format!("Person N{row};annan enhet;Arena;2026-01-05\n"));
    "namn;grupp;arena;start\n".to_owned() + &rows.collect::<String>()
}

/// Waits until it has grown the file; false where it ends before that.
fn grows(child: &mut Child, register: &Path, before: u64) -> bool {
    let len = || fs::metadata(register).map_or(0, |file| file.len());
    while len() <= before {
        if child.try_wait().expect("our own process").is_some() {
            return false;
        }
        thread::sleep(Duration::from_micros(200));
    }
    true
}

/// One register, one session, one process that ends while it writes.
fn one(bytes: &[u8], list: &Path, end: Signal, chance: &mut Random, grown: &mut u32) -> Outcome {
    let mut outcome = Outcome::default();
    let folder = Folder::new();
    let register = folder.path();
    fs::write(&register, bytes).expect("a register");
    let mut board = board(&folder, 0);
    if !board.becomes(|screen| screen.contents().contains(" help")) {
        outcome.wrong.push("the board does not open".to_owned());
        return outcome;
    }
    let newest = || Store::open(&register).map(|(_, register)| register.seen);
    let before = newest().expect("it opens");
    let mut import = command(&folder, 1)
        .arg("import")
        .arg(list)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    if grows(&mut import, &register, bytes.len() as u64) {
        thread::sleep(Duration::from_micros(chance.below(MOMENTS).into()));
        let _ = kill_process(Pid::from_child(&import), end);
    }
    import.wait().expect("our own process");
    *grown += u32::from(newest().is_ok_and(|seen| seen == before));
    for pane in ["a", "Tab a"] {
        board.keys(pane);
        let is_marked = board.becomes(|screen| screen.contents().contains("marked as present"));
        match is_marked {
            true => outcome.acknowledged += 1,
            false => outcome.wrong.push(format!(
                "the session beside ended or stood still:\n{}",
                board.screen().contents()
            )),
        }
    }
    board.keys("q");
    if board.exit() != 0 {
        outcome
            .wrong
            .push("the session beside did not end well".to_owned());
    }
    match Store::open(&register).map_err(|error| format!("{error:?}")) {
        Ok((store, register)) => {
            if let Err(what) = whole(&store, &register) {
                outcome.wrong.push(what);
            }
        }
        Err(what) => outcome.wrong.push(what),
    }
    outcome
}
