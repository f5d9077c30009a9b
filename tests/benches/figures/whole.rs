//! A whole register: backed up, verified, restored, checked, exported and imported, beside a raw copy of the same bytes.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;
use tolv::domain::decide::command::Command::Mark;
use tolv::domain::facts::attendance::{Code, Entry};
use tolv::store::{Committed, NotCommitted, StoreError};

use crate::Extent;
use crate::place::{Place, not_committed, request, today};
use crate::process::{self, Ran};
use crate::table::{Figure, Samples, Table, mebibytes, time};

/// What each may have of memory, in KiB, however large the register is.
const MEMORY_LIMIT: u64 = 128 << 10;
/// How long a mark may wait while a backup is made: a session that waits longer gives up.
const WAIT_LIMIT: Duration = Duration::from_secs(5);
/// Between two marks while a backup is made: more often than a whole unit marks.
const MARK_PAUSE: Duration = Duration::from_millis(20);
/// What a raw copy reads and writes at once.
const BLOCK: usize = 1 << 20;

/// One of the things that are done with a whole register, and what it took each time.
struct Work {
    what: &'static str,
    /// How many times a raw copy of the same bytes it may take, by the medians.
    limit: f64,
    took: Vec<Duration>,
    /// In KiB.
    peak: u64,
}

impl Work {
    const fn new(what: &'static str, limit: f64) -> Work {
        Work {
            what,
            limit,
            took: Vec::new(),
            peak: 0,
        }
    }

    /// Lets the program do it; what it answers.
    fn run(&mut self, command: &mut Command) -> Result<Value> {
        let ran = process::to_the_end(command)?;
        let answer = answer(&ran).with_context(|| self.what)?;
        self.took.push(ran.took);
        self.peak = self.peak.max(ran.peak);
        Ok(answer)
    }
}

/// What the program said in JSON, where it did what was asked.
fn answer(ran: &Ran) -> Result<Value> {
    let said = String::from_utf8_lossy(&ran.output.stderr);
    ensure!(ran.output.status.success(), "it failed: {said}");
    Ok(serde_json::from_slice(&ran.output.stdout)?)
}

/// Reads a file, writes another in this folder and makes it durable: what no program that copies these bytes can do
/// without.
fn raw_copy(from: &Path, folder: &Path) -> Result<Duration> {
    let to = folder.join("raw");
    let began = Instant::now();
    let (mut from, mut copy) = (File::open(from)?, File::create_new(&to)?);
    let mut block = vec![0; BLOCK];
    while let read @ 1.. = from.read(&mut block)? {
        copy.write_all(&block[..read])?;
    }
    copy.sync_all()?;
    let took = began.elapsed();
    fs::remove_file(&to)?;
    Ok(took)
}

/// A folder on the same disk, which is gone with all in it when this is.
fn scratch(place: &Place) -> Result<TempDir> {
    Ok(TempDir::new_in(place.beside(""))?)
}

/// All of it, in the order of a day when much goes wrong. The limits leave room for a disk that is several times as fast,
/// as a virtual one is now and then: what is done here is mostly the processor's work, a raw copy is the disk's.
struct Whole {
    backup: Work,
    verify: Work,
    restore: Work,
    check: Work,
    export: Work,
    import: Work,
    /// Raw copies of the register, and of its export, made between the others.
    copies: Vec<Duration>,
    copies_of_export: Vec<Duration>,
}

impl Whole {
    const fn new() -> Whole {
        Whole {
            backup: Work::new("backup", 10.0),
            verify: Work::new("verify", 8.0),
            restore: Work::new("restore", 12.0),
            check: Work::new("check", 10.0),
            export: Work::new("export", 12.0),
            import: Work::new("import", 24.0),
            copies: Vec::new(),
            copies_of_export: Vec::new(),
        }
    }

    /// Does each of them once, with raw copies before and between.
    fn round(&mut self, place: &Place, register: &Path) -> Result<()> {
        let folder = scratch(place)?;
        let command = |register: &Path| {
            let mut command = place.command(register);
            command.arg("--json");
            command
        };

        let backup = folder.path().join("backup.redb");
        self.copies.push(raw_copy(register, folder.path())?);
        self.backup
            .run(command(register).arg("backup").arg(&backup))?;

        self.copies.push(raw_copy(&backup, folder.path())?);
        self.verify
            .run(command(register).arg("verify").arg(&backup))?;

        // In the place of the register that it was made of, as after a mistake.
        self.copies.push(raw_copy(&backup, folder.path())?);
        let mut restore = command(register);
        let restored = self.restore.run(restore.arg("restore").arg(&backup))?;
        let kept = restored["kept"].as_str();
        fs::remove_file(kept.context("nothing was kept aside")?)?;
        fs::remove_file(&backup)?;

        self.copies.push(raw_copy(register, folder.path())?);
        self.check.run(command(register).arg("check"))?;

        // An export is larger than its register: that is what is written and read here.
        let export = folder.path().join("export.json");
        let out = self
            .export
            .run(command(register).arg("export").arg(&export))?;
        let copy = raw_copy(&export, folder.path());
        self.copies_of_export.push(copy?);

        let imported = folder.path().join("imported.redb");
        let taken = self
            .import
            .run(command(&imported).arg("import").arg(&export))?;
        fs::remove_file(&imported)?;
        for _ in 0..2 {
            let copy = raw_copy(&export, folder.path());
            self.copies_of_export.push(copy?);
        }
        ensure!(out == taken, "{out} was exported, {taken} imported");
        Ok(())
    }
}

/// With a large register, and with a small one to see that memory does not grow with it.
pub fn register(
    place: &Place,
    [large, small]: [&Path; 2],
    extent: Extent,
    table: &mut Table,
) -> Result<()> {
    let few = scratch(place)?;
    let own = few.path().join("small.redb");
    fs::copy(small, &own)?;
    let (mut of_large, mut of_small) = (Whole::new(), Whole::new());
    of_small.round(place, &own)?;
    for _ in 0..extent.samples(2) {
        of_large.round(place, large)?;
    }
    let (copies, of_export) = (
        Samples::from(of_large.copies),
        Samples::from(of_large.copies_of_export),
    );
    for (work, small, copies) in [
        (of_large.backup, of_small.backup, &copies),
        (of_large.verify, of_small.verify, &copies),
        (of_large.restore, of_small.restore, &copies),
        (of_large.check, of_small.check, &copies),
        (of_large.export, of_small.export, &of_export),
        (of_large.import, of_small.import, &of_export),
    ] {
        let took = Samples::from(work.took);
        let (ratios, limit) = (took.ratios(copies), work.limit);
        let what = format!("{}, 10,000 × 10 years", work.what);
        table.show(
            &Figure::new(what, took.text())
                .beside("raw copy:", copies)
                .times(ratios)
                .limit(format!("≤ {limit} ×"), ratios.1 <= limit),
        );
        let mut memory = Figure::new("  its memory at most", mebibytes(work.peak))
            .limit("≤ 128 MiB", work.peak <= MEMORY_LIMIT);
        memory.beside = format!("500 × 10 years: {}", mebibytes(small.peak));
        memory.ratio = format!("{:.2} ×", work.peak as f64 / small.peak as f64);
        table.show(&memory);
    }
    marks_during_backup(place, large, table)
}

/// Marks one person over and over again while a backup is made: how long the slowest of them took.
fn marks_during_backup(place: &Place, path: &Path, table: &mut Table) -> Result<()> {
    let folder = scratch(place)?;
    let (mut store, mut register) = place.open(path)?;
    let who = register.at_ami(today()).map(|person| person.id).next();
    let who = who.context("nobody is at AMI")?;
    let mut codes = [Code::Sick, Code::Present].into_iter().cycle();
    let mut backing = place
        .command(path)
        .args(["--json", "backup"])
        .arg(folder.path().join("backup.redb"))
        .stdout(Stdio::piped())
        .spawn()?;
    let mut marks = Vec::new();
    while backing.try_wait()?.is_none() {
        let entry = Entry::plain(codes.next().context("it begins again")?);
        let day = today();
        let began = Instant::now();
        let done = store.commit(&mut register, &request(), &Mark { who, day, entry });
        match done {
            // Given up; which is longer than it may take.
            Ok(Committed::Written(_)) | Err(NotCommitted::Failed(StoreError::Busy(_))) => {
                marks.push(began.elapsed());
            }
            Ok(Committed::Unchanged) => {}
            Err(reason) => return Err(not_committed(&reason)),
        }
        std::thread::sleep(MARK_PAUSE);
    }
    let output = backing.wait_with_output()?;
    ensure!(output.status.success(), "no backup beside the marks");
    let made: Value = serde_json::from_slice(&output.stdout)?;
    let held = made["held_ms"].as_u64().context("no time is told")?;
    let marks = Samples::from(marks);
    let longest = marks.quantile(1.0);
    let what = "the longest mark while it is backed up";
    let measured = format!("{}, middle {}", time(longest), time(marks.median()));
    let mut figure = Figure::new(what, measured).limit("≤ 5 s", longest <= WAIT_LIMIT);
    let held = time(Duration::from_millis(held));
    figure.beside = format!("writers held, as it says: {held}");
    table.show(&figure);
    Ok(())
}
