//! One bit turned in what a page begins with, in a register that was verified the same day: what is then read, marked
//! and backed up is right or is told to be damaged, and nobody's process is ended.

use std::collections::HashMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Output};

use tolv::demo::Random;
use tolv::domain::facts::attendance::{Code, Mark};
use tolv::domain::facts::change::LogEntry;
use tolv::domain::facts::participant::PersonId;
use tolv::store::backup::{Identities, Place, make, prove};
use tolv::store::{NotCommitted, Store, StoreError};

use crate::Extent;
use crate::disk::{Disk as Folder, by, whole_log};
use crate::tally::{Outcome, Tally, tried};
use crate::world::{later, mark};

const PAGE: usize = 4096;
/// The page's kind, its count, and what tells where its first rows lie.
const HEAD: u32 = 16;
/// The bits of the file's own header: what it is, and its two newest commits.
const HEADER_BITS: u32 = 320 * 8;
/// So many bytes of it say that the file is redb's.
const MAGIC: usize = 9;
/// And these, one in each commit, of which format: of another it is no register.
const VERSIONS: [usize; 2] = [64, 192];

/// A register as it lies on the disk, and what is in it.
struct Sample {
    bytes: Vec<u8>,
    people: Vec<PersonId>,
    log: Vec<LogEntry>,
    day: HashMap<PersonId, Mark>,
    /// What the program prints of it, by the command.
    printed: Vec<(&'static [&'static str], Vec<u8>)>,
    scratch: Folder,
}

/// Commands that only read.
const READING: [&[&str]; 3] = [&["list"], &["day"], &["log", "--limit", "20"]];
/// And those that write.
const WRITING: [&[&str]; 2] = [&["mark", "#1", "s"], &["backup"]];

pub fn heads(extent: Extent) -> Vec<Tally> {
    let sample = Sample::new();
    let pages = sample.bytes.len() / PAGE;
    let flip = |name: &str, number: u32| {
        let mut chance = Random::of(extent.seed, name, u64::from(number));
        let page = 1 + chance.below(u32::try_from(pages - 1).expect("a small file"));
        let at = page as usize * PAGE + chance.below(HEAD) as usize;
        (at, 1 << chance.below(8))
    };
    let note = |mut tally: Tally| {
        let (noted, runs) = (tally.noted, tally.runs);
        tally.must(noted > 0, "no flip was found");
        tally.note = format!("in {noted} of {runs} somebody was told of damage");
        tally
    };
    let what = format!("heads of {pages} pages: read, marked, backed up");
    let within = tried(Tally::of(what), extent.of(300, 100_000), |number| {
        let (at, bit) = flip("heads", number);
        sample.session(number, at, bit)
    });
    let what = "  the same by the program itself, five commands each";
    let by_program = tried(Tally::of(what), extent.of(24, 1_000), |number| {
        let (at, bit) = flip("program", number);
        sample.program(number, at, bit)
    });
    // Spread over all of the header where not every bit is tried.
    let of_header = |number: u32, tries: u32| {
        let bit = number * (HEADER_BITS / tries) + extent.seed as u32 % (HEADER_BITS / tries);
        ((bit / 8) as usize, 1 << (bit % 8))
    };
    let tries = extent.of(64, HEADER_BITS);
    let what = Tally::of("the file's own header: read, marked, backed up");
    let header = tried(what, tries, |number| {
        let (at, bit) = of_header(number, tries);
        sample.session(number, at, bit)
    });
    let tries = extent.of(16, 320);
    let what = Tally::of("  the same by the program itself, five commands each");
    let header_by_program = tried(what, tries, |number| {
        let (at, bit) = of_header(number, tries);
        sample.program(number, at, bit)
    });
    vec![
        note(within),
        note(by_program),
        note(header),
        note(header_by_program),
    ]
}

impl Sample {
    fn new() -> Sample {
        let scratch = Folder::new();
        let demo = ["demo", "--participants", "16", "--lang", "en", "--database"];
        let made = tolv(&demo, &scratch.path());
        assert!(made.status.success(), "{made:?}");
        let (store, register) = scratch.open();
        let people: Vec<PersonId> = register.people.keys().copied().collect();
        let log = whole_log(&store);
        let day = store.day(later(-1), people.iter().copied());
        drop(store);
        // Before the register is printed: that is an entry of its own where somebody is protected.
        let bytes = fs::read(scratch.path()).expect("the register");
        let printed = READING.map(|command| (command, run(command, &scratch.path()).stdout));
        Sample {
            bytes,
            people,
            log,
            day: day.expect("a day"),
            printed: printed.into(),
            scratch,
        }
    }

    /// A file of its own, with a bit turned.
    fn flipped(&self, name: &str, at: usize, bit: u8) -> PathBuf {
        let mut bytes = self.bytes.clone();
        bytes[at] ^= bit;
        let path = self.scratch.at(name);
        fs::write(&path, bytes).expect("the bytes");
        path
    }

    /// Opens it and does what a session does. The process ends where one would.
    fn session(&self, number: u32, at: usize, bit: u8) -> Outcome {
        let path = self.flipped(&format!("{number}.redb"), at, bit);
        let backup = self.scratch.at(&format!("{number}.backup"));
        let mut outcome = Outcome::default();
        let told = self.work(&path, &backup, at, &mut outcome.wrong);
        outcome.noted = u64::from(told.is_err());
        for wrong in &mut outcome.wrong {
            *wrong = format!("byte {at} ^ {bit:#04x}: {wrong}");
        }
        for left in [&path, &backup, &path.with_extension("backup.sha256")] {
            let _ = fs::remove_file(left);
        }
        outcome
    }

    /// Goes on until it is told of damage.
    fn work(
        &self,
        path: &Path,
        backup: &Path,
        at: usize,
        wrong: &mut Vec<String>,
    ) -> Result<(), ()> {
        let mut right = |is_right: bool, what: &str| {
            if !is_right {
                wrong.push(what.to_owned());
            }
        };
        let damage = |error: StoreError, right: &mut dyn FnMut(bool, &str)| {
            // What the file begins with says that it is a register at all.
            let is_damage = match error {
                StoreError::Damaged => true,
                StoreError::NotARegister => at < MAGIC || VERSIONS.contains(&at),
                _ => false,
            };
            right(is_damage, &format!("told something else: {error:?}"));
        };
        let (mut store, mut register) =
            Store::open(path).map_err(|error| damage(error, &mut right))?;
        right(register.people.keys().eq(&self.people), "other people");
        let day = store.day(later(-1), self.people.iter().copied());
        let day = day.map_err(|error| damage(error, &mut right))?;
        right(day == self.day, "another day");
        let marked = mark(self.people[0].0, later(0), Code::Doctor);
        match store.commit(&mut register, &by("anna"), &marked) {
            Ok(_) | Err(NotCommitted::Refused(_)) => {}
            Err(NotCommitted::Failed(error)) => {
                damage(error, &mut right);
                return Err(());
            }
        }
        let mut log = store
            .log(usize::MAX)
            .map_err(|error| damage(error, &mut right))?;
        log.reverse();
        right(log.starts_with(&self.log), "another log");
        right(log.len() == self.log.len() + 1, "the mark is not there");
        let order = Place::File(backup.to_owned()).into();
        let made = make(&mut store, &mut register, &by("natt"), &order, &mut |_| ());
        made.map_err(drop)?;
        let proved = prove(backup, &Identities::default(), &mut |_| ());
        right(proved.is_ok(), "the backup is not sound");
        Ok(())
    }

    fn program(&self, number: u32, at: usize, bit: u8) -> Outcome {
        let mut outcome = Outcome::default();
        let printed = self.printed.iter();
        let reading = printed.map(|(command, printed)| (*command, Some(printed)));
        let writing = WRITING.map(|command| (command, None));
        // With the backup, which lies beside the register.
        let folder = format!("program-{number}");
        fs::create_dir(self.scratch.at(&folder)).expect("a folder");
        for (command, expected) in reading.chain(writing) {
            let path = self.flipped(&format!("{folder}/register.redb"), at, bit);
            let came = run(command, &path);
            let said = String::from_utf8_lossy(&came.stderr).into_owned();
            let is_right = match (came.status.code(), expected) {
                (Some(0), Some(expected)) => came.stdout == *expected,
                (Some(0), None) => true,
                (Some(1), _) => {
                    outcome.noted = 1;
                    came.stdout.is_empty()
                        && (said.contains("damaged") || said.contains("does not"))
                }
                _ => false,
            };
            if !is_right || said.contains("panicked") {
                let signal = came.status.signal();
                outcome.wrong.push(format!(
                    "byte {at} ^ {bit:#04x}: {command:?}: signal {signal:?}: {said}"
                ));
            }
        }
        let _ = fs::remove_dir_all(self.scratch.at(&folder));
        outcome
    }
}

fn run(command: &[&str], register: &Path) -> Output {
    let mut words = vec!["--lang", "en", "--as", "anna", "--today", "2026-11-23"];
    words.extend(command);
    words.push("--database");
    tolv(&words, register)
}

fn tolv(words: &[&str], register: &Path) -> Output {
    let mut program = Process::new(env!("CARGO_BIN_EXE_tolv"));
    let ended = program.args(words).arg(register).output();
    ended.expect("the program starts")
}
