//! Where it is measured: a temporary folder, the registers in it, and the day that is held.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, bail, ensure};
use chrono::{Days, NaiveDate};
use tempfile::TempDir;
use tolv::demo::{Person, Plan};
use tolv::domain::decide::command::Command::Mark;
use tolv::domain::facts::attendance::{Code, Entry};
use tolv::domain::facts::change::{Change, What};
use tolv::domain::register::Register;
use tolv::store::{Committed, NotCommitted, Request, Store};

/// The real program, as cargo has just built it.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_tolv");
/// A Friday on which everybody with a full week is expected.
pub const TODAY: &str = "2026-11-20";
/// What is on disk at most with the large register, with something to spare: it, its export, and a raw copy of that.
const LARGE_BYTES: u64 = 12 << 30;

/// The folder, removed with all in it at the end.
pub struct Place {
    folder: TempDir,
}

pub fn today() -> NaiveDate {
    TODAY.parse().expect("TODAY is a date")
}

pub fn request() -> Request<'static> {
    Request::alone("bench", today(), 1_795_000_000_000)
}

/// Why nothing was written, as an error of this benchmark.
pub fn not_committed(reason: &NotCommitted) -> anyhow::Error {
    anyhow!("the register does not take it: {reason:?}")
}

/// So many made-up people with so many months of marks.
pub fn plan(participants: usize, months: u32) -> Plan {
    Plan {
        participants,
        months,
        ..Plan::new(today())
    }
}

/// Marks somebody's yesterday: a register in use ends with a small log entry, a made-up one with 50,000 marks in one
/// entry, which every start reads as long as it is the newest.
fn begin_to_use(path: &Path) -> Result<()> {
    let (mut store, mut register) = Store::open(path).map_err(|error| anyhow!("{error:?}"))?;
    let yesterday = today() - Days::new(1);
    let who = register.at_ami(yesterday).map(|person| person.id).next();
    let who = who.context("nobody is at AMI")?;
    for code in [Code::Sick, Code::Present] {
        let command = Mark {
            who,
            day: yesterday,
            entry: Entry::plain(code),
        };
        let done = store.commit(&mut register, &request(), &command);
        if let Committed::Written(_) = done.map_err(|reason| not_committed(&reason))? {
            return Ok(());
        }
    }
    bail!("nobody could be marked")
}

impl Place {
    pub fn new(large: bool) -> Result<Place> {
        let folder = tempfile::Builder::new().prefix("tolv-figures-").tempdir()?;
        let disk = rustix::fs::statvfs(folder.path())?;
        ensure!(
            !large || disk.f_bavail * disk.f_frsize >= LARGE_BYTES,
            "--large takes up to 12 GB in {}, which has less than that free; set TMPDIR to a folder on a larger disk",
            folder.path().display()
        );
        std::fs::create_dir(folder.path().join("registers"))?;
        std::fs::create_dir(folder.path().join("beside"))?;
        Ok(Place { folder })
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A register's path. Each session watches this folder.
    pub fn register(&self, name: &str) -> PathBuf {
        self.folder.path().join("registers").join(name)
    }

    /// A path on the same disk, in a folder that no session watches.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join("beside").join(name)
    }

    pub fn describe(&self) -> Result<String> {
        let cores = std::thread::available_parallelism()?;
        let folder = self.folder.path().display();
        let version = env!("CARGO_PKG_VERSION");
        Ok(format!(
            "tolv {version} on a pty of 80 × 24, {TODAY}, {cores} cores, {folder}"
        ))
    }

    /// The program with these arguments, a home of its own and nothing else of this environment.
    pub fn command(&self, register: &Path) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .args(["--today", TODAY, "--as", "bench", "--lang", "sv"])
            .arg("--database")
            .arg(register)
            .stdin(Stdio::null());
        command
    }

    /// A made-up register, made by the program itself.
    pub fn demo(&self, name: &str, participants: usize, years: u32) -> Result<PathBuf> {
        let path = self.register(name);
        let made = self
            .command(&path)
            .args(["demo", "--participants", &participants.to_string()])
            .args(["--years", &years.to_string()])
            .output()?;
        if !made.status.success() {
            bail!("no demo: {}", String::from_utf8_lossy(&made.stderr));
        }
        begin_to_use(&path)?;
        Ok(path)
    }

    /// A register without anybody.
    pub fn empty(&self) -> Result<PathBuf> {
        let path = self.register("empty.redb");
        Store::create(&path, &request())
            .map_err(|error| anyhow!("{error:?}"))
            .context("the empty register")?;
        Ok(path)
    }

    /// The people of a plan with no marks but those of the last week.
    pub fn last_week_only(&self, plan: &Plan) -> Result<PathBuf> {
        let path = self.register("one-week.redb");
        let request = request();
        let (mut store, mut register) =
            Store::create(&path, &request).map_err(|error| anyhow!("{error:?}"))?;
        let week = today() - Days::new(7);
        let mut changes = plan.unit();
        for Person { participant, marks } in plan.people() {
            let who = participant.id;
            changes.push(Change::Person {
                before: None,
                after: Some(Box::new(participant)),
            });
            let recent = marks.into_iter().filter(|(day, _)| *day >= week);
            changes.extend(recent.map(|(day, mark)| Change::Marked {
                who,
                day,
                before: None,
                after: Some(mark),
            }));
        }
        store
            .record(&mut register, &request, What::Demo, changes)
            .map_err(|reason| not_committed(&reason))?;
        drop(store);
        begin_to_use(&path)?;
        Ok(path)
    }

    /// The register at a path, read by this process.
    pub fn open(&self, path: &Path) -> Result<(Store, Register)> {
        Store::open(path).map_err(|error| anyhow!("{error:?}"))
    }
}
