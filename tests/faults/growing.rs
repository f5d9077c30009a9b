//! Transactions that grow or replace the file, killed or ended at any moment, beside an open session that then marks many
//! at once.

use std::io::{BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::os::unix::fs::MetadataExt;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::time::Duration;
use std::{fs, thread};

use redb::{ReadableDatabase, ReadableTable};
use rustix::process::{Pid, Signal, kill_process};
use sha2::{Digest, Sha256};
use tolv::demo::Random;
use tolv::domain::facts::change::{LogEntry, What};
use tolv::store::Store;

use crate::disk::{Disk as Folder, LOG, META, raw, schema_of, whole};
use crate::kills::{board, command};
use crate::program::Pty;
use crate::tally::{Outcome, Tally};
use crate::{Extent, older};

/// Half of them are in the pane that the session beside marks first.
const PEOPLE: &str = "100";
/// Half of them are a group that takes many pages to mark.
const MANY_PEOPLE: (u32, u32) = (1_600, 8_000);
/// So many rows as grow the file several times.
const ROWS: u32 = 20_000;
/// How a process may end in the middle.
const ENDS: [Signal; 4] = [Signal::KILL, Signal::TERM, Signal::KILL, Signal::HUP];
/// So often the session beside is asked to mark before it is called still: what was in the way of the first key is told, and
/// is over with the next.
const ASKS: usize = 4;
/// What it says of a mark comes within this, or it has said something else.
const TOLD_WITHIN: Duration = Duration::from_secs(15);
/// The last schema whose log was another.
const OLDER: u64 = 4;

/// Who is ended in the middle of what it writes.
#[derive(Clone, Copy, Debug)]
enum Killed {
    Import,
    Restore,
    Migration,
    Mark,
}

/// Each with how many microseconds after it has begun its end may come.
const KILLED: [(Killed, &str, u32); 4] = [
    (Killed::Import, "import of 20,000 rows", 400_000),
    (Killed::Restore, "restore under them", 3_000_000),
    (Killed::Migration, "older schema brought up", 60_000),
    (Killed::Mark, "mark of a large group", 400_000),
];

/// What one kind of process is killed in, made once.
struct Scene {
    killed: Killed,
    /// The register as each round finds it.
    bytes: Vec<u8>,
    /// The list or the backup, where one is read.
    file: Option<PathBuf>,
    _folder: Folder,
}

pub fn growing(extent: Extent) -> Vec<Tally> {
    let mut tallies: Vec<Tally> = KILLED
        .into_iter()
        .map(|(killed, what, moments)| {
            let what = format!("ended in the middle, marks beside: {what}");
            Tally::of(what).timed(|tally| rounds(extent, killed, moments, tally))
        })
        .collect();
    tallies.extend(control(extent));
    tallies
}

fn rounds(extent: Extent, killed: Killed, moments: u32, tally: &mut Tally) {
    let scene = Scene::of(killed, extent);
    let mut in_the_middle = 0;
    for round in 0..extent.of(4, 300) {
        let mut chance = Random::of(extent.seed, "growing", u64::from(round));
        let end = ENDS[round as usize % ENDS.len()];
        // Every fourth of them early, so that some come before its commit on a machine that is quicker.
        let within = moments * (round % 4 + 1) / 4;
        let after = Duration::from_micros(chance.below(within).into());
        let one = || scene.play(end, after, &mut in_the_middle);
        let outcome = panic::catch_unwind(AssertUnwindSafe(one));
        tally.count(&format!("round {round}, {end:?}"), outcome);
    }
    tally.note = format!("{in_the_middle} ended after they had begun and before the commit");
    tally.must(in_the_middle > 0, "none met what it was to interrupt");
}

/// Waits until a process has grown the file, within its transaction; false where it ends before that.
pub fn grows(child: &mut Child, register: &Path, before: u64) -> bool {
    let len = || fs::metadata(register).map_or(0, |file| file.len());
    while len() <= before {
        if child.try_wait().expect("our own process").is_some() {
            return false;
        }
        thread::sleep(Duration::from_micros(200));
    }
    true
}

/// A list that takes long enough to be interrupted.
pub fn long_list() -> String {
    let rows = (0..ROWS).map(|row| format!("Person N{row};annan enhet;Arena;2026-01-05\n"));
    "namn;grupp;arena;start\n".to_owned() + &rows.collect::<String>()
}

impl Scene {
    fn of(killed: Killed, extent: Extent) -> Scene {
        let folder = Folder::new();
        let people = match killed {
            Killed::Mark => extent.of(MANY_PEOPLE.0, MANY_PEOPLE.1).to_string(),
            _ => PEOPLE.to_owned(),
        };
        let done = |mut process: Process| process.output().is_ok_and(|made| made.status.success());
        let mut demo = command(&folder, 0);
        demo.args(["demo", "--participants", &people]);
        assert!(done(demo), "a register");
        let file = match killed {
            Killed::Import => {
                let list = folder.at("list.csv");
                fs::write(&list, long_list()).expect("a list");
                Some(list)
            }
            Killed::Restore => {
                let backup = folder.at("backup.redb");
                let mut made = command(&folder, 0);
                made.arg("backup").arg(&backup);
                assert!(done(made), "a backup");
                Some(backup)
            }
            Killed::Migration => {
                make_older(&folder.path());
                None
            }
            Killed::Mark => None,
        };
        Scene {
            killed,
            bytes: fs::read(folder.path()).expect("a register"),
            file,
            _folder: folder,
        }
    }

    /// One register, one session, one process that ends while it writes.
    fn play(&self, end: Signal, after: Duration, in_the_middle: &mut u32) -> Outcome {
        let mut outcome = Outcome::default();
        let folder = Folder::new();
        let register = folder.path();
        fs::write(&register, &self.bytes).expect("a register");
        let before = state(self.killed, &register);
        let mut beside = board(&folder, 0);
        // A session of this program beside an older register opens it while that is brought to this schema.
        let opens_later = matches!(self.killed, Killed::Migration);
        if !opens_later && !is_open(&mut beside) {
            outcome.wrong.push("the board does not open".to_owned());
            return outcome;
        }
        let mut process = Written::start(self, &folder);
        if process.begins(self.killed, &register, self.bytes.len() as u64) {
            thread::sleep(after);
            process.end(end);
        }
        process.wait();
        *in_the_middle += u32::from(state(self.killed, &register) == before);
        if opens_later && !is_open(&mut beside) {
            outcome.wrong.push(format!(
                "the board does not open:\n{}",
                beside.screen().contents()
            ));
            return outcome;
        }
        for pane in ["", "Tab"] {
            match marks(&mut beside, pane) {
                Some(told) => outcome.acknowledged += told,
                None => outcome.wrong.push(format!(
                    "the session beside ended or stood still:\n{}",
                    beside.screen().contents()
                )),
            }
        }
        beside.keys("q");
        if beside.exit() != 0 {
            outcome
                .wrong
                .push("the session beside did not end well".to_owned());
        }
        match marks_kept(&register) {
            Ok(kept) if kept != outcome.acknowledged => outcome.lost.push(format!(
                "{kept} marks are there, and {} were told of",
                outcome.acknowledged
            )),
            Ok(_) => {}
            Err(what) => outcome.wrong.push(what),
        }
        outcome
    }
}

/// Writes a register as the program of schema 4 did: its number, and a log of entries that are each a hash, over the one
/// before, the place and the entry, and the entry. Nothing else in it is newer.
fn make_older(register: &Path) {
    let mut entries = Vec::new();
    let (store, _) = Store::open(register).expect("a register");
    let read = store.each_entry_back(|entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    });
    read.expect("a log");
    drop(store);
    let db = raw(register);
    let txn = db.begin_write().expect("a transaction");
    let mut log = txn.open_table(LOG).expect("the table");
    let mut hash = [0; 32];
    for entry in entries.iter().rev() {
        let body = rmp_serde::to_vec_named(entry).expect("an entry");
        let sealed = Sha256::new().chain_update(hash);
        let sealed = sealed.chain_update(entry.seq.to_be_bytes());
        hash = sealed.chain_update(&body).finalize().into();
        log.insert(entry.seq, [&hash, body.as_slice()].concat().as_slice())
            .expect("it is written");
    }
    drop(log);
    let mut meta = txn.open_table(META).expect("the table");
    meta.insert("schema", OLDER).expect("it is written");
    drop(meta);
    txn.commit().expect("it is written");
}

/// What becomes another once something of it is kept: the file itself, its schema, or its newest entry.
fn state(killed: Killed, register: &Path) -> u64 {
    match killed {
        Killed::Restore => fs::metadata(register).expect("a register").ino(),
        Killed::Migration => schema_of(register),
        Killed::Import | Killed::Mark => newest(register),
    }
}

/// The number of the newest entry; opened as others open it, which writes nothing.
fn newest(register: &Path) -> u64 {
    let db = raw(register);
    let txn = db.begin_read().expect("a transaction");
    let log = txn.open_table(LOG).expect("the table");
    let last = log.last().expect("it can be read");
    last.map_or(0, |(seq, _)| seq.value())
}

/// Waits for a session's board.
fn is_open(session: &mut Pty) -> bool {
    session.becomes(|screen| screen.contents().contains("Outdoor group"))
}

/// Asks a session to mark all the rest of the pane that some keys go to; how many it says are marked, or none where it never
/// does.
fn marks(session: &mut Pty, keys: &str) -> Option<u64> {
    if !keys.is_empty() {
        session.keys(keys);
        // What was told of the pane before goes with the next key.
        session.becomes(|screen| told(screen).is_none());
    }
    for _ in 0..ASKS {
        let before = session.screen().contents();
        session.keys("a");
        if !session.becomes(|screen| screen.contents() != before) {
            return None;
        }
        // What it says first may be of the file: that it became another, that somebody holds it.
        if session.becomes_within(TOLD_WITHIN, |screen| told(screen).is_some()) {
            return told(session.screen());
        }
    }
    None
}

/// How many the screen says were marked; none where it does not say.
fn told(screen: &vt100::Screen) -> Option<u64> {
    let contents = screen.contents();
    if contents.contains("Nobody expected here is unmarked") {
        return Some(0);
    }
    let (before, _) = contents.split_once(" marked as present")?;
    before.split_whitespace().next_back()?.parse().ok()
}

/// How many marks of the session beside are in a register that is whole.
fn marks_kept(path: &Path) -> Result<u64, String> {
    let (store, register) = Store::open(path).map_err(|error| format!("{error:?}"))?;
    let log = whole(&store, &register)?;
    let is_beside = |entry: &&LogEntry| {
        let name = register.actors.get(&entry.by);
        name.is_some_and(|name| name == "writer0") && entry.what == What::MarkRest
    };
    Ok(log
        .iter()
        .filter(is_beside)
        .map(|entry| entry.changes.len() as u64)
        .sum())
}

/// The process that is ended: a command, or a session on a terminal.
enum Written {
    Command(Child),
    Session(Box<Pty>),
}

impl Written {
    fn start(scene: &Scene, folder: &Folder) -> Written {
        if let Killed::Mark = scene.killed {
            let mut session = board(folder, 1);
            assert!(
                is_open(&mut session),
                "the session that marks many does not open"
            );
            session.keys("a");
            return Written::Session(Box::new(session));
        }
        let mut process = command(folder, 1);
        let file = || scene.file.as_ref().expect("it was made");
        match scene.killed {
            Killed::Import => process.args(["import", "--new-arena"]).arg(file()),
            Killed::Restore => process.arg("restore").arg(file()).args(["--wait", "1s"]),
            Killed::Migration | Killed::Mark => process.args(["find", "nobody"]),
        };
        process.stdout(Stdio::null()).stderr(Stdio::null());
        Written::Command(process.spawn().expect("it starts"))
    }

    /// Waits, where it is an import, until that has grown the file; false where it ends before that.
    fn begins(&mut self, killed: Killed, register: &Path, before: u64) -> bool {
        let Written::Command(child) = self else {
            return true;
        };
        !matches!(killed, Killed::Import) || grows(child, register, before)
    }

    fn end(&self, signal: Signal) {
        let pid = match self {
            Written::Command(child) => Pid::from_child(child),
            Written::Session(session) => session.pid(),
        };
        let _ = kill_process(pid, signal);
    }

    fn wait(&mut self) {
        match self {
            Written::Command(child) => {
                child.wait().expect("our own process");
            }
            Written::Session(session) => {
                session.exit();
            }
        }
    }
}

/// The same two steps in redb 4.5.0, which ended the session beside: nothing, where that redb cannot be had.
fn control(extent: Extent) -> Option<Tally> {
    let older = older::program()?;
    let what = "  control: an import, and a session of redb 4.5.0 beside it";
    Some(Tally::control(what).timed(|tally| {
        let scene = Scene::of(Killed::Import, extent);
        for round in 0..extent.of(2, 20) {
            let one = || one_of_older(&older, &scene);
            let outcome = panic::catch_unwind(AssertUnwindSafe(one));
            tally.count(&format!("round {round}"), outcome);
        }
    }))
}

fn one_of_older(older: &Path, scene: &Scene) -> Outcome {
    let folder = Folder::new();
    let register = folder.path();
    fs::write(&register, &scene.bytes).expect("a register");
    let start = |what: &str| {
        let mut process = Process::new(older);
        process.arg(&register).args([what, "0"]);
        process
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = process.spawn().expect("it starts");
        let mut said = String::new();
        let from = child.stdout.as_mut().expect("a pipe");
        BufReader::new(from)
            .read_line(&mut said)
            .expect("it says where it is");
        child
    };
    let mut beside = start("large");
    let mut grows = start("grow");
    grows.kill().expect("our own process");
    grows.wait().expect("our own process");
    let goes_on = beside.stdin.as_mut().expect("a pipe").write_all(b"go on\n");
    let ended = beside.wait().expect("our own process");
    match goes_on.is_ok() && ended.success() {
        true => Outcome::kept(1),
        false => Outcome::wrong(0, format!("the session beside ended: {ended}")),
    }
}
