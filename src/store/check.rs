//! The whole file examined, in words: its pages, each record, what records say of each other, the log's chain, and
//! whether the tables are what the log makes of them.
//!
//! It reads one commit, page by page, beside those who work; the pages of that commit are kept from being used again
//! meanwhile. Nothing is written. The log is read from its end: what it says last of a cell is what must stand in the
//! tables, so that each change is looked at once and only that it was is kept in memory, one bit a mark. Marks are then
//! compared by a sum of hashes for each person, under a key made up for the occasion: two different sets of marks have
//! the same sum in one of 2^64 cases. Whoever's sum differs is read once more, and the days are named.

use std::path::Path;

use super::cells::Kind;
use super::error::StoreError;
use super::integrity;
use super::layout::{DUTIES_SINCE, USERS_SINCE};
use super::salvage;
use super::snapshot::Snapshot;
use super::times::Odd;
use contents::Contents;
use replay::Replay;

mod contents;
mod finding;
mod replay;

pub use finding::{Days, Finding, Range, Remedy};

/// At most so many findings are kept; the others are counted.
const MOST_FINDINGS: usize = 200;

/// At most so many people whose marks differ from the log are named with their days.
const MOST_PEOPLE: usize = 20;

/// After so many rows it is told how far the reading has come.
const TOLD_EACH: u64 = 1 << 16;

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    pub people: u64,
    pub marks: u64,
    pub entries: u64,
    pub findings: Vec<Finding>,
    /// Findings beyond those.
    pub more: u64,
    /// Whether the file's head says how much there is.
    pub is_counted: bool,
    /// Entries that a clock which was far off has dated: worth knowing, and nothing that is wrong with the file.
    pub odd: Option<Odd>,
    /// The first finding that is more than people told the register, be it among those that are kept or beyond.
    first_amiss: Option<Finding>,
    /// Whether everything can be made over again from the log.
    log_is_whole: bool,
}

impl Checked {
    fn add(&mut self, finding: Finding) {
        if self.first_amiss.is_none() && finding.remedy() != Remedy::Correct {
            self.first_amiss = Some(finding.clone());
        }
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }

    /// What can be done about a finding: nothing can be repaired from a log that is damaged itself, and everything from
    /// one whose entries are all there and prove each other, also where its pages do not carry their checksums.
    pub fn remedy(&self, finding: &Finding) -> Remedy {
        match (finding.remedy(), self.log_is_whole) {
            (Remedy::Correct, _) => Remedy::Correct,
            (_, true) => Remedy::Repair,
            (_, false) => Remedy::Restore,
        }
    }

    /// The first finding that says that the file is damaged, or that its tables are not as its log says; not what its
    /// people told it and may correct.
    pub fn first_amiss(&self) -> Option<&Finding> {
        self.first_amiss.as_ref()
    }

    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Told how many of how many rows have been read.
pub type Tell<'a> = &'a mut dyn FnMut(u64, u64);

/// How far the reading has come.
struct Progress<'a> {
    done: u64,
    of: u64,
    tell: Tell<'a>,
}

impl Progress<'_> {
    fn one(&mut self) {
        self.done += 1;
        if self.done.is_multiple_of(TOLD_EACH) {
            (self.tell)(self.done, self.of);
        }
    }
}

/// Examines the register at a path, its pages in the end by redb itself. An error is that it could not be examined: what is wrong with it is in the answer.
pub fn check(path: &Path, tell: Tell) -> Result<Checked, StoreError> {
    // Let go of before redb looks: it would be somebody who has the register open.
    let mut checked = examine(&Snapshot::of(path)?, tell)?;
    if checked.is_clean() {
        // redb's own account of the file's pages.
        match integrity::verify(path) {
            Err(StoreError::Damaged) => checked.add(Finding::Structure),
            other => other?,
        }
    }
    checked.log_is_whole = checked.is_clean() || salvage::log_is_whole(&Snapshot::of(path)?);
    Ok(checked)
}

/// Examines one state of a register.
pub fn examine(snapshot: &Snapshot, tell: Tell) -> Result<Checked, StoreError> {
    let mut checked = Checked {
        people: snapshot.len(Kind::People),
        marks: snapshot.len(Kind::Marks),
        entries: snapshot.len(Kind::Log),
        is_counted: snapshot.head_is_sound,
        ..Checked::default()
    };
    let rows = Kind::ALL.iter().map(|kind| snapshot.len(*kind)).sum();
    let mut progress = Progress {
        done: 0,
        of: rows,
        tell,
    };
    if !snapshot.head_is_sound {
        checked.add(Finding::Head);
    } else if !snapshot.has(Kind::Meta) {
        return Err(StoreError::NotARegister);
    }
    let mut replay = Replay::default();
    let contents = Contents::read(snapshot, &mut replay, &mut checked, &mut progress)?;
    for kind in Kind::ALL {
        let since = match kind {
            Kind::Duties => DUTIES_SINCE,
            Kind::Users | Kind::Keys => USERS_SINCE,
            _ => 0,
        };
        let is_late = contents.schema < since;
        if snapshot.head_is_sound && !snapshot.has(kind) && !is_late {
            checked.add(Finding::NoTable(kind));
        }
    }
    replay.read_log(snapshot, &contents, &mut checked, &mut progress);
    replay.compare(snapshot, &mut checked);
    Ok(checked)
}
