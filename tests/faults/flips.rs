//! Flipped bits and cut-off ends: what `tolv check` finds sound reads exactly as it was written, and nothing ever panics.

use std::fs;
use std::path::Path;
use std::process::Command as Process;

use tempfile::TempDir;
use tolv::demo::Random;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::change::LogEntry;
use tolv::store::Store;
use tolv::store::check::check;

use crate::Extent;
use crate::disk::{Disk as Folder, by, every_kind, whole, whole_log};
use crate::tally::{Outcome, Tally, tried};
use crate::world::{later, mark};

/// What redb keeps of the whole file, at its beginning.
const HEADER: usize = 512;
const PAGE: usize = 4096;
/// In CI one byte of so many is flipped; a prime, so that all places of a page have their turn.
const STRIDE: usize = 167;

/// A register as it lies on the disk, and what is in it.
struct Sample {
    bytes: Vec<u8>,
    log: Vec<LogEntry>,
    scratch: TempDir,
}

pub fn flips(extent: Extent) -> Vec<Tally> {
    let [closed, killed] = Sample::small();
    let large = Sample::large();
    let places = |sample: &Sample| -> Vec<usize> {
        let length = sample.bytes.len();
        let step = if extent.of(0, 1) == 1 { 1 } else { STRIDE };
        (0..HEADER).chain((HEADER..length).step_by(step)).collect()
    };
    let one_bit = |at: usize| 1 << (at % 8);
    let each = |what: &str, sample: &Sample| {
        let places = places(sample);
        let (count, length) = (places.len(), sample.bytes.len());
        let tally = Tally::of(format!("{what}: a bit of {count} of its {length} bytes"));
        let tries = u32::try_from(count).expect("a small file");
        let tally = tried(tally, tries, |number| {
            let at = places[number as usize];
            sample.flipped(number, at, one_bit(at))
        });
        noticed_in_part(tally)
    };
    let untouched = Tally::of("these registers, untouched");
    let samples = [&closed, &killed, &large];
    let untouched = tried(untouched, 3, |number| {
        let sample = samples[number as usize];
        let outcome = sample.looked_at(number, &sample.bytes);
        match outcome.noted + outcome.refused {
            0 => outcome,
            _ => Outcome::wrong(0, "the check tells of what is sound"),
        }
    });
    let mut tallies = vec![
        untouched,
        each("a small register that was closed", &closed),
        each("one whose session was killed", &killed),
    ];
    let tally = Tally::of("  each of the eight bits of bytes here and there");
    let tally = tried(tally, 8 * extent.of(50, 2_000), |number| {
        let mut chance = Random::of(extent.seed, "bits", u64::from(number / 8));
        let at = chance.below(u32::try_from(closed.bytes.len()).expect("a small file"));
        closed.flipped(number, at as usize, 1 << (number % 8))
    });
    tallies.push(noticed_in_part(tally));
    let megabytes = large.bytes.len() as f64 / 1e6;
    let tally = Tally::of(format!("random bits of a register of {megabytes:.0} MB"));
    let tally = tried(tally, extent.of(24, 2_000), |number| {
        let mut chance = Random::of(extent.seed, "large", u64::from(number));
        let at = chance.below(u32::try_from(large.bytes.len()).expect("not that large"));
        large.flipped(number, at as usize, 1 << chance.below(8))
    });
    tallies.push(noticed_in_part(tally));
    let pages = closed.bytes.len().div_ceil(PAGE);
    let tries = u32::try_from(2 * pages).expect("a small file");
    let tally = tried(Tally::of("cut off at each page"), tries, |number| {
        let sample = [&closed, &killed][number as usize % 2];
        let at = number as usize / 2 * PAGE;
        let outcome = sample.looked_at(number, &sample.bytes[..at.min(sample.bytes.len())]);
        match outcome.noted + outcome.refused {
            0 if at < sample.bytes.len() => Outcome::wrong(0, format!("{at} bytes pass for all")),
            _ => outcome,
        }
    });
    tallies.push(noticed(tally));
    let control = Tally::control("  control: letters of names flipped, and no check");
    let letters = closed.places_of(b"Lena");
    let tries = u32::try_from(letters.len()).expect("a small file");
    tallies.push(tried(control, tries, |number| {
        let mut bytes = closed.bytes.clone();
        bytes[letters[number as usize]] ^= 1;
        closed.with_file(number, &bytes, |path| closed.worked_with(path))
    }));
    tallies
}

fn noticed(mut tally: Tally) -> Tally {
    tally.note = format!(
        "the check told of {}, and took {} for no register it can read; all others read exactly as they were written",
        tally.noted, tally.refused
    );
    tally
}

/// Of bytes here and there, some are used and others by nothing: a check that tells of all, or of none, sees nothing.
fn noticed_in_part(mut tally: Tally) -> Tally {
    tally.must(tally.noted > 0, "nothing was found");
    let told = tally.noted + tally.refused;
    tally.must(
        told < tally.runs,
        "also bytes that nothing uses are told of",
    );
    noticed(tally)
}

impl Sample {
    /// A register with commands of every kind, as it lies there closed, and as a session leaves it that is killed.
    fn small() -> [Sample; 2] {
        let folder = Folder::new();
        let (mut store, mut register) = folder.create();
        every_kind(&mut store, &mut register);
        let log = whole_log(&store);
        let killed = fs::read(folder.path()).expect("the register");
        drop(store);
        let closed = fs::read(folder.path()).expect("the register");
        [closed, killed].map(|bytes| Sample::new(bytes, log.clone()))
    }

    /// A made-up register of a whole unit and some months.
    fn large() -> Sample {
        let folder = Folder::new();
        let made = Process::new(env!("CARGO_BIN_EXE_tolv"))
            .args([
                "demo",
                "--participants",
                "120",
                "--lang",
                "en",
                "--database",
            ])
            .arg(folder.path())
            .output()
            .expect("the program starts");
        assert!(made.status.success(), "{made:?}");
        let (store, _) = folder.open();
        let log = whole_log(&store);
        drop(store);
        Sample::new(fs::read(folder.path()).expect("the register"), log)
    }

    fn new(bytes: Vec<u8>, log: Vec<LogEntry>) -> Sample {
        let scratch = tempfile::tempdir().expect("a temporary folder");
        Sample {
            bytes,
            log,
            scratch,
        }
    }

    fn flipped(&self, number: u32, at: usize, bits: u8) -> Outcome {
        let mut bytes = self.bytes.clone();
        bytes[at] ^= bits;
        let mut outcome = self.looked_at(number, &bytes);
        for what in outcome.lost.iter_mut().chain(&mut outcome.wrong) {
            *what = format!("byte {at} ^ {bits:#04x}: {what}");
        }
        outcome
    }

    /// Checks these bytes as a register, and works with it as a session does.
    fn looked_at(&self, number: u32, bytes: &[u8]) -> Outcome {
        let acknowledged = self.log.len() as u64;
        self.with_file(number, bytes, |path| {
            let checked = check(path, &mut |_, _| {});
            if fs::read(path).expect("the bytes") != bytes {
                return Outcome::wrong(acknowledged, "the check changed the file");
            }
            let told = Outcome::kept(acknowledged);
            match checked {
                Ok(checked) if checked.is_clean() => self.worked_with(path),
                Ok(_) => Outcome { noted: 1, ..told },
                Err(_) => Outcome { refused: 1, ..told },
            }
        })
    }

    /// The bytes as a file of their own for a moment.
    fn with_file(&self, number: u32, bytes: &[u8], look: impl FnOnce(&Path) -> Outcome) -> Outcome {
        let path = self.scratch.path().join(format!("{number}.redb"));
        fs::write(&path, bytes).expect("the bytes");
        let outcome = look(&path);
        let _ = fs::remove_file(&path);
        outcome
    }

    /// Where each byte of these words stands in the file, each time that they do.
    fn places_of(&self, words: &[u8]) -> Vec<usize> {
        let windows = self.bytes.windows(words.len()).enumerate();
        let starts = windows.filter(|(_, found)| *found == words);
        starts.flat_map(|(at, _)| at..at + words.len()).collect()
    }

    /// What the check finds sound is read, written to, and read again by the next session.
    fn worked_with(&self, path: &Path) -> Outcome {
        let acknowledged = self.log.len() as u64;
        let wrong = |what: &str| Outcome::wrong(acknowledged, what);
        let opened = |when: &str| {
            let opened = Store::open(path).map_err(|error| format!("{when}: {error:?}"))?;
            let log = whole(&opened.0, &opened.1).map_err(|what| format!("{when}: {what}"))?;
            Ok::<_, String>((opened, log))
        };
        let ((mut store, mut register), log) = match opened("read") {
            Ok(opened) => opened,
            Err(what) => return wrong(&what),
        };
        if log != self.log {
            return wrong("another log");
        }
        let doctor = mark(1, later(0), Code::Doctor);
        if let Err(error) = store.commit(&mut register, &by("anna"), &doctor) {
            return wrong(&format!("written to: {error:?}"));
        }
        drop(store);
        match opened("read again") {
            Ok((_, log)) if log.len() == self.log.len() + 1 => Outcome::kept(acknowledged),
            Ok(_) => wrong("what was written is not there"),
            Err(what) => wrong(&what),
        }
    }
}
