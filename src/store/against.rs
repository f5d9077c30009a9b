//! Whether a register's log still has the entries that it had once, as a backup, a manifest or a noted hash says.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::backup::{Manifest, manifest_beside};
use super::census::Checkpoint;
use super::error::StoreError;
use super::log::Hash;
use super::tables::Reading;
use super::tree::Head;
use super::{file, glance};
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::Change;

/// More than any manifest.
const LARGEST_MANIFEST: u64 = 1 << 16;

/// What a log had, with a proof of all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub had: Had,
    /// The hash of that log's first entry; `None` where only the one entry is known.
    pub origin: Option<Hash>,
}

/// What a log had, by the hash of an entry, which is over all before it, or by the root of a tree of so many entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Had {
    Entry(Checkpoint),
    Head(Head),
}

impl Had {
    /// The number of the last entry.
    fn last(&self) -> u64 {
        match self {
            Had::Entry(entry) => entry.seq,
            Had::Head(head) => head.entries,
        }
    }
}

/// What a log says to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Contained,
    /// It is not there, and a later entry says that the register was restored to an earlier state.
    Restored(Restore),
    /// The log ends before it.
    Shorter {
        last: u64,
    },
    /// Another entry stands in its place.
    Other,
    /// The log begins with another entry: it is another register's, or was written anew from the beginning.
    OtherRegister,
}

/// A restore as the log tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restore {
    /// The entry that tells of it.
    pub seq: u64,
    /// In milliseconds since 1970-01-01 UTC.
    pub at: i64,
    pub by: String,
}

impl Claim {
    /// Reads what a backup, a manifest or a log's head says of the log; of an encrypted backup the manifest beside it does.
    /// `None` where it is none of these.
    pub fn read(path: &Path) -> Result<Option<Claim>, StoreError> {
        if !path.metadata()?.is_file() {
            return Ok(None);
        }
        if file::begins_as_ours(path)? {
            let claim = |reading: &Reading| {
                Ok(Claim {
                    had: Had::Entry(reading.checkpoint()?),
                    origin: Some(reading.origin()?),
                })
            };
            return glance::reading(path, claim).map(Some);
        }
        let mut text = String::new();
        let read = File::open(path)?
            .take(LARGEST_MANIFEST)
            .read_to_string(&mut text);
        if let Some(head) = Head::read(&text) {
            return Ok(Some(Claim::of_head(head)));
        }
        let manifest = read.ok().and_then(|_| Manifest::read(&text));
        let manifest = manifest.or_else(|| manifest_beside(path).ok().flatten());
        Ok(manifest.as_ref().map(Claim::of))
    }

    /// What a manifest says.
    pub fn of(manifest: &Manifest) -> Claim {
        Claim {
            had: Had::Entry(manifest.holds.checkpoint),
            origin: Some(manifest.holds.origin),
        }
    }

    /// What a log's head says.
    pub fn of_head(head: Head) -> Claim {
        Claim {
            had: Had::Head(head),
            origin: Some(head.origin),
        }
    }
}

/// Holds a register's log against each of these, without writing to it.
pub fn hold(path: &Path, claims: &[Claim]) -> Result<Vec<Answer>, StoreError> {
    glance::reading(path, |reading| {
        claims.iter().map(|claim| answer(reading, claim)).collect()
    })
}

/// What the log says to a claim.
pub fn answer(reading: &Reading, claim: &Claim) -> Result<Answer, StoreError> {
    let (seq, last) = (claim.had.last(), reading.checkpoint()?.seq);
    if has(reading, &claim.had)? {
        return Ok(Answer::Contained);
    }
    let is_other = claim.origin.is_some() && claim.origin != Some(reading.origin()?);
    // Nothing of another register's log is in this one, unless it was restored in the other's place.
    let upto = if is_other { last } else { seq.min(last) };
    if let Some(restore) = last_restore(reading, upto, is_other)? {
        return Ok(Answer::Restored(restore));
    }
    Ok(if is_other {
        Answer::OtherRegister
    } else if seq > last {
        Answer::Shorter { last }
    } else {
        Answer::Other
    })
}

/// Whether the log has what it had then.
fn has(reading: &Reading, had: &Had) -> Result<bool, StoreError> {
    match had {
        Had::Entry(entry) => match reading.hash_of(entry.seq) {
            Err(StoreError::BrokenLog) => Ok(false),
            found => Ok(found? == entry.hash),
        },
        Had::Head(head) => {
            let log = reading.log_upto(head.entries, &mut |_, _| {})?;
            Ok(log.broken.is_none() && log.head == Some(*head))
        }
    }
}

/// The last restore that the log tells of up to an entry; only one that replaced what could not be compared, where that is
/// what is asked.
fn last_restore(
    reading: &Reading,
    upto: u64,
    of_another: bool,
) -> Result<Option<Restore>, StoreError> {
    let found = reading.find_back(upto, |entry| {
        let is_one = |change: &Change| match change {
            Change::Restored { left_out, .. } => !of_another || left_out.is_none(),
            _ => false,
        };
        entry.changes.iter().any(is_one)
    })?;
    let name = |by: ActorId| match reading.register() {
        Ok(register) => register.actor(by).to_owned(),
        Err(_) => "?".to_owned(),
    };
    Ok(found.map(|entry| Restore {
        seq: entry.seq,
        at: entry.at,
        by: name(entry.by),
    }))
}
