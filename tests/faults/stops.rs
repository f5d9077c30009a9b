//! A process that is stopped at any moment and not ended, as a session on a suspended laptop is: meanwhile others read, and
//! who would write is told who is in the way.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::{Child, Command as Process, Output, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tolv::demo::Random;
use tolv::store::Store;

use crate::Extent;
use crate::disk::{Disk as Folder, whole};
use crate::growing::{grows, long_list};
use crate::kills::{board, command};
use crate::tally::{Outcome, Tally};

const PEOPLE: &str = "24";
/// What others do meanwhile, which writes nothing.
const READS: [&[&str]; 4] = [&["list"], &["day"], &["find", "a"], &["log"]];
/// What is stopped, and within how many microseconds after its start.
const STOPPED: [(&str, u32); 4] = [
    ("mark", 40_000),
    ("import", 120_000),
    ("backup", 120_000),
    ("check", 60_000),
];

pub fn stops(extent: Extent) -> Vec<Tally> {
    let what = "SIGSTOP at any moment, and others read, mark and start beside it";
    vec![Tally::of(what).timed(|tally| {
        let folder = Folder::new();
        let mut demo = command(&folder, 0);
        demo.args(["demo", "--participants", PEOPLE]);
        assert!(demo.output().is_ok_and(|made| made.status.success()));
        let list = folder.at("list.csv");
        fs::write(&list, long_list()).expect("a list");
        let bytes = fs::read(folder.path()).expect("a register");
        for round in 0..extent.of(12, 400) {
            let mut chance = Random::of(extent.seed, "stops", u64::from(round));
            let (what, moments) = STOPPED[round as usize % STOPPED.len()];
            let after = Duration::from_micros(chance.below(moments).into());
            let one = || one(&bytes, &list, what, after);
            let outcome = panic::catch_unwind(AssertUnwindSafe(one));
            tally.count(&format!("round {round}, {what} after {after:?}"), outcome);
        }
        tally.note = format!("{} were stopped with the register held", tally.noted);
        tally.must(tally.noted > 0, "none was stopped with the register held");
    })]
}

/// Goes on, and is waited for, whatever became of what was tried beside it.
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = kill_process(Pid::from_child(&self.0), Signal::CONT);
        let _ = self.0.wait();
    }
}

fn one(bytes: &[u8], list: &Path, what: &str, after: Duration) -> Outcome {
    let mut outcome = Outcome::default();
    let folder = Folder::new();
    let register = folder.path();
    fs::write(&register, bytes).expect("a register");
    let mut process = command(&folder, 1);
    match what {
        "mark" => process.args(["mark", "#1", "s"]),
        "import" => process.args(["import", "--new-arena"]).arg(list),
        "backup" => process.arg("backup").arg(folder.at("backup.redb")),
        other => process.arg(other),
    };
    process.stdout(Stdio::null()).stderr(Stdio::null());
    let mut stopped = Stopped(process.spawn().expect("it starts"));
    // Every import is stopped within its transaction, whatever the moments of the others come to.
    if what == "import" {
        grows(&mut stopped.0, &register, bytes.len() as u64);
    }
    thread::sleep(after);
    let _ = kill_process(Pid::from_child(&stopped.0), Signal::STOP);

    let number = stopped.0.id();
    let names_it = |said: &str| said.contains(&format!("Process {number} (writer1, stopped)"));
    let done = |process: &mut Process| process.output().expect("it starts");
    let (good, said) = (
        |run: &Output| run.status.success(),
        |run: &Output| String::from_utf8_lossy(&run.stderr).into_owned(),
    );
    for read in READS {
        let run = done(command(&folder, 2).args(read));
        if !good(&run) {
            outcome
                .wrong
                .push(format!("{read:?} beside it: {}", said(&run)));
        }
    }
    let mut screen = board(&folder, 3);
    if !screen.becomes(|screen| screen.contents().contains("Outdoor group")) {
        let shown = screen.screen().contents();
        outcome
            .wrong
            .push(format!("no board opens beside it:\n{shown}"));
    }
    let mark = done(command(&folder, 2).args(["mark", "#2", "n"]));
    match good(&mark) {
        true => outcome.acknowledged += 1,
        false if names_it(&said(&mark)) => outcome.noted += 1,
        false => outcome
            .wrong
            .push(format!("a mark beside it: {}", said(&mark))),
    }
    drop(stopped);

    // All go on.
    screen.keys("End n");
    match screen.becomes(|screen| screen.contents().contains("saved ")) {
        true => outcome.acknowledged += 1,
        false => outcome.wrong.push(format!(
            "the board beside it:\n{}",
            screen.screen().contents()
        )),
    }
    screen.keys("q");
    if screen.exit() != 0 {
        outcome
            .wrong
            .push("the board beside it did not end well".to_owned());
    }
    let opened = Store::open(&register).map_err(|error| format!("{error:?}"));
    if let Err(what) = opened.and_then(|(store, register)| whole(&store, &register)) {
        outcome.wrong.push(what);
    }
    outcome
}
