//! A disk that is full, fails or takes no writes: at each call of a script of commands in turn, and again when it is opened.
//!
//! A command is tried with the fault at its first call, its second, and so on, until there is none left to fail. Where
//! it was kept all the same, the next try begins with a copy of the file as it was before.

use std::fmt::Debug;
use std::panic::{self, AssertUnwindSafe};
use std::{fs, thread};

use chrono::NaiveDate;
use rustix::io::Errno;
use tolv::demo::Random;
use tolv::domain::facts::change::LogEntry;
use tolv::domain::register::Register;
use tolv::store::{Committed, NotCommitted, Store, StoreError};

use crate::Extent;
use crate::disk::{Disk as Folder, by, enrol, every_kind, must, whole, whole_log};
use crate::layer::{Call, Disk, Fault};
use crate::power::deed;
use crate::tally::{Outcome, Tally};
use crate::world::later;

/// So many commands are in the script, which each kind of fault strikes at every call; the dearer kinds in CI this part
/// of it.
const SCRIPT: u32 = 200;
const PART: u32 = 50;
/// Of reads there are more, and before each try a session comes again.
const PART_OF_READS: u32 = 20;

/// A kind of fault, and what people are told of it.
#[derive(Clone, Copy)]
struct Kind {
    what: &'static str,
    call: Call,
    error: Errno,
    once: bool,
    /// What is asked is done, and told as failed all the same.
    is_done: bool,
    is_told: fn(&StoreError) -> bool,
}

const KINDS: [Kind; 9] = [
    Kind {
        what: "the disk is full at a write, once",
        call: Call::Write,
        error: Errno::NOSPC,
        once: true,
        is_done: false,
        is_told: |error| matches!(error, StoreError::Full),
    },
    Kind {
        what: "the disk is full from a write on, until there is room",
        call: Call::Write,
        error: Errno::NOSPC,
        once: false,
        is_done: false,
        is_told: |error| matches!(error, StoreError::Full),
    },
    Kind {
        what: "the medium is read-only from a write on, for a while",
        call: Call::Write,
        error: Errno::ROFS,
        once: false,
        is_done: false,
        is_told: |error| matches!(error, StoreError::ReadOnly),
    },
    Kind {
        what: "a write fails (EIO)",
        call: Call::Write,
        error: Errno::IO,
        once: true,
        is_done: false,
        is_told: |error| matches!(error, StoreError::Io(_)),
    },
    Kind {
        what: "a write is done, and told as failed (EIO)",
        call: Call::Write,
        error: Errno::IO,
        once: true,
        is_done: true,
        is_told: |error| matches!(error, StoreError::Io(_)),
    },
    Kind {
        what: "all writes are done from one on, and told as failed, for a while",
        call: Call::Write,
        error: Errno::IO,
        once: false,
        is_done: true,
        is_told: |error| matches!(error, StoreError::Io(_)),
    },
    Kind {
        what: "a sync fails (EIO)",
        call: Call::Sync,
        error: Errno::IO,
        once: true,
        is_done: false,
        is_told: |error| matches!(error, StoreError::Io(_)),
    },
    Kind {
        what: "a read fails (EIO)",
        call: Call::Read,
        error: Errno::IO,
        once: true,
        is_done: false,
        is_told: |error| matches!(error, StoreError::Io(_)),
    },
    Kind {
        what: "all reads fail from one on (EIO), for a while",
        call: Call::Read,
        error: Errno::IO,
        once: false,
        is_done: false,
        is_told: |error| matches!(error, StoreError::Io(_)),
    },
];

/// A line for each kind: as many tries as the script has calls of it, at each of which it fails, and one for each
/// command in which nothing does.
pub fn everywhere(extent: Extent) -> Vec<Tally> {
    thread::scope(|scope| {
        let kinds = KINDS.map(|kind| scope.spawn(move || kind.everywhere(extent)));
        let mut tallies = Vec::from(kinds.map(|kind| kind.join().expect("panics are counted")));
        tallies.push(openings());
        tallies
    })
}

impl Kind {
    fn fault(self, after: u64) -> Fault {
        let Kind {
            call,
            error,
            once,
            is_done,
            ..
        } = self;
        Fault {
            call,
            error,
            after,
            once,
            is_done,
        }
    }

    fn everywhere(self, extent: Extent) -> Tally {
        let is_asked = self.error == Errno::NOSPC && self.once;
        let script = match self.call {
            _ if is_asked => SCRIPT,
            Call::Read => extent.of(PART_OF_READS, SCRIPT),
            _ => extent.of(PART, SCRIPT),
        };
        let mut sitting = Sitting::begin(extent.seed);
        Tally::of(self.what).timed(|tally| {
            while sitting.next < script {
                let name = format!("command {}, call {}", sitting.next, sitting.after);
                let tried = panic::catch_unwind(AssertUnwindSafe(|| sitting.fail(self)));
                // A session that has gone wrong says nothing about the calls that follow.
                let goes_on = tried.as_ref().is_ok_and(Outcome::is_sound);
                tally.count(&name, tried);
                if !goes_on {
                    break;
                }
            }
            // What never strikes there shows nothing of it.
            tally.must(sitting.in_commits > 0, "no call of a commit failed");
            tally.note = format!(
                "{} commands at each of their calls: {} of a commit, {} of reading; of {} it was told later that they were kept",
                sitting.next, sitting.in_commits, sitting.in_reading, tally.noted
            );
        })
    }
}

/// One session that lives through all of it.
struct Sitting {
    seed: u64,
    folder: Folder,
    disk: Disk,
    store: Store,
    register: Register,
    /// What must be in the log.
    log: Vec<LogEntry>,
    /// The command that comes next, and the call of it at which the disk fails.
    next: u32,
    after: u64,
    /// The file before that command.
    before: Vec<u8>,
    /// How often the disk failed first within a commit, and while something was read.
    in_commits: u64,
    in_reading: u64,
}

impl Sitting {
    fn begin(seed: u64) -> Sitting {
        let folder = Folder::new();
        let (mut store, mut register) = folder.create();
        must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
        let log = whole(&store, &register).expect("nothing has happened yet");
        let disk = Disk::default();
        let (store, register) = open(&folder, &disk).expect("nothing has happened yet");
        let before = fs::read(folder.path()).expect("the register");
        Sitting {
            seed,
            folder,
            disk,
            store,
            register,
            log,
            next: 0,
            after: 0,
            before,
            in_commits: 0,
            in_reading: 0,
        }
    }

    /// The disk fails during the next command, and is well again.
    fn fail(&mut self, kind: Kind) -> Outcome {
        let written_before = self.log.len();
        let acknowledged = written_before as u64;
        let wrong =
            |what: &str, why: &dyn Debug| Outcome::wrong(acknowledged, format!("{what}: {why:?}"));
        if kind.call == Call::Read {
            // With nothing in memory, so that there is something to read.
            if let Err(error) = self.come_again() {
                return wrong("it does not open", &error);
            }
        } else {
            match self.read() {
                Ok(true) => {}
                other => return wrong("it cannot be read before anything fails", &other),
            }
        }
        let mut chance = Random::of(self.seed, "script", u64::from(self.next));
        let command = deed(self.next, &self.register, &mut chance);
        self.disk.fail(kind.fault(self.after));
        let committed = (self.store).commit(&mut self.register, &by("anna"), &command);
        let struck_in_commit = self.disk.struck();
        let read = self.read();
        let struck = self.disk.mend();
        match (struck_in_commit, struck) {
            (0, 0) => {}
            (0, _) => self.in_reading += 1,
            _ => self.in_commits += 1,
        }

        match read {
            Ok(true) => {}
            Ok(false) => return wrong("another log is read", &()),
            Err(error) if (kind.is_told)(&error) => {}
            Err(error) => return wrong("reading is told as", &error),
        }
        let (mut is_kept, mut is_unsure) = (false, false);
        match committed {
            Ok(Committed::Written(entry)) => {
                self.log.push(entry);
                is_kept = true;
            }
            Ok(Committed::Unchanged) | Err(NotCommitted::Refused(_)) => is_kept = true,
            Err(NotCommitted::Failed(error)) if struck_in_commit == 0 => {
                return wrong("nothing was in the way, but", &error);
            }
            Err(NotCommitted::Failed(StoreError::Unsure(why))) if (kind.is_told)(&why) => {
                is_unsure = true;
            }
            Err(NotCommitted::Failed(error)) if !(kind.is_told)(&error) => {
                return wrong("writing is told as", &error);
            }
            Err(NotCommitted::Failed(_)) => {}
        }
        // Whoever opens it now finds all that was acknowledged, and nothing that was told not to be saved.
        if !is_kept && !is_unsure {
            match open(&self.folder, &Disk::default()).and_then(|(store, _)| store.log(1)) {
                Ok(newest) if newest.last() == self.log.last() => {}
                other => return wrong("told not to be saved, and another finds", &other),
            }
        }
        // The disk is well: the session goes on.
        if let Err(error) = self.store.catch_up(&mut self.register) {
            return wrong("it does not go on", &error);
        }
        let mut outcome = Outcome::kept(acknowledged);
        if self.register.seen < self.log.len() as u64 {
            let lost = format!("{} of {acknowledged}", self.register.seen);
            return Outcome::lost(acknowledged, lost);
        }
        let is_there = self.register.seen > self.log.len() as u64;
        match self.store.settled() {
            settled if settled.is_some() != is_unsure => {
                return wrong("settled, and unsure", &(settled, is_unsure));
            }
            settled if settled.unwrap_or(false) != is_there => {
                return wrong("told as saved, and there", &(settled, is_there));
            }
            _ => {}
        }
        if is_there {
            let newest = self.store.log(1).unwrap_or_default();
            self.log.extend(newest);
            (is_kept, outcome.noted) = (true, 1);
        }
        if !is_kept {
            self.after += 1;
            return match self.read() {
                Ok(true) => outcome,
                other => wrong("it does not go on", &other),
            };
        }
        // This session and another that comes now find all of it.
        let found = whole(&self.store, &self.register);
        let other = open(&self.folder, &Disk::default()).map_err(|error| format!("{error:?}"));
        let other = other.and_then(|(store, register)| whole(&store, &register));
        for found in [found, other] {
            match found {
                Ok(log) if log == self.log => {}
                Ok(log) => return wrong("another log than was written", &log.len()),
                Err(what) => return wrong("the register", &what),
            }
        }
        if struck == 0 {
            (self.next, self.after) = (self.next + 1, 0);
            self.before = fs::read(self.folder.path()).expect("the register");
            return outcome;
        }
        self.after += 1;
        self.log.truncate(written_before);
        match self.put_back() {
            Ok(()) => outcome,
            Err(error) => wrong("as it was before it does not open", &error),
        }
    }

    /// Another session takes the place of this one.
    fn come_again(&mut self) -> Result<(), StoreError> {
        (self.store, self.register) = open(&self.folder, &self.disk)?;
        Ok(())
    }

    /// The file is as it was before the command, and a session begins with it.
    fn put_back(&mut self) -> Result<(), StoreError> {
        // Whoever has the file open meanwhile writes to another.
        fs::remove_file(self.folder.path()).expect("the register");
        fs::write(self.folder.path(), &self.before).expect("the register");
        self.come_again()
    }

    /// Reads as a session does. Whether it is what was written.
    fn read(&mut self) -> Result<bool, StoreError> {
        self.store.catch_up(&mut self.register)?;
        let people = || self.register.people.keys().copied().take(20);
        for who in people() {
            self.store.history(who, NaiveDate::MIN, NaiveDate::MAX)?;
        }
        self.store.day(later(0), people())?;
        let newest = self.store.log(8)?;
        let is = |found: &[LogEntry]| found.iter().eq(self.log.iter().rev().take(found.len()));
        // It may be there before anybody was told.
        Ok(is(&newest) || is(&newest[1..]))
    }
}

/// Opens the folder's register on a simulated disk.
fn open(folder: &Folder, disk: &Disk) -> Result<(Store, Register), StoreError> {
    Store::open_through(&folder.path(), disk.under())
}

/// A register is opened on a failing disk, one that was closed and one whose session was killed.
fn openings() -> Tally {
    let folder = Folder::new();
    let (mut store, mut register) = folder.create();
    every_kind(&mut store, &mut register);
    let killed = fs::read(folder.path()).expect("the register");
    drop(store);
    let closed = fs::read(folder.path()).expect("the register");
    let log = open(&folder, &Disk::default()).map(|(store, _)| whole_log(&store));
    let log = log.expect("it opens");
    Tally::of("a register is opened on each of these disks").timed(|tally| {
        for kind in KINDS {
            for bytes in [&closed, &killed] {
                for after in 0.. {
                    fs::write(folder.path(), bytes).expect("the register");
                    let disk = Disk::default();
                    disk.fail(kind.fault(after));
                    let tried = panic::catch_unwind(|| {
                        let opened = open(&folder, &disk).map(drop);
                        let struck = disk.mend();
                        (opened_well(kind, opened, &folder, &disk, &log), struck)
                    });
                    let struck = tried.as_ref().map_or(0, |(_, struck)| *struck);
                    let name = format!("{}, call {after} of an open", kind.what);
                    tally.count(&name, tried.map(|(outcome, _)| outcome));
                    if struck == 0 {
                        break;
                    }
                }
            }
        }
    })
}

/// Whether an open was told as it must be, and the next one on a disk that is well finds all.
fn opened_well(
    kind: Kind,
    opened: Result<(), StoreError>,
    folder: &Folder,
    disk: &Disk,
    log: &[LogEntry],
) -> Outcome {
    let acknowledged = log.len() as u64;
    if let Err(error) = opened
        && !(kind.is_told)(&error)
    {
        return Outcome::wrong(acknowledged, format!("told as {error:?}"));
    }
    let again = open(folder, disk).map_err(|error| format!("{error:?}"));
    match again.and_then(|(store, register)| whole(&store, &register)) {
        Ok(found) if found == log => Outcome::kept(acknowledged),
        Ok(found) => Outcome::lost(acknowledged, format!("{} of {acknowledged}", found.len())),
        Err(what) => Outcome::wrong(acknowledged, what),
    }
}
