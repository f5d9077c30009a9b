//! The log's entries, read: those after one, the newest, those of a command, and all of them with their proof.

use redb::{ReadableTable, ReadableTableMetadata};

use super::Reading;
use crate::domain::facts::change::{Change, LogEntry, together};
use crate::domain::facts::participant::Arena;
use crate::store::census::Checkpoint;
use crate::store::error::StoreError;
use crate::store::layout::LOG;
use crate::store::log::{self, Chain, Hash, NO_HASH};
use crate::store::tree::Head;

/// Who changed something since is looked for in so many entries: some years of a unit's work, read in a second.
const LOOK_BACK: u64 = 200_000;

/// After so many entries it is told how far the reading has come.
const TOLD_EACH: u64 = 1 << 16;

/// A log that was read from its first entry to its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProvedLog {
    /// The last entry.
    pub last: Checkpoint,
    /// When the first was written, in milliseconds since 1970-01-01 UTC.
    pub since: Option<i64>,
    /// The first that does not follow from the one before, or is not what was sealed.
    pub broken: Option<u64>,
    /// `None` of an empty log, and up to schema 4.
    pub head: Option<Head>,
}

/// A register as a session has come to know it: its log begins with one entry, and has another.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The hash of the log's first entry.
    pub origin: Hash,
    /// The last entry that was seen.
    pub last: Checkpoint,
}

impl Seen {
    /// Refuses a log that is not the same or a later one: the file was overwritten.
    pub(super) fn must_be_in(
        &self,
        log: &impl ReadableTable<u64, &'static [u8]>,
    ) -> Result<(), StoreError> {
        let first = log.first()?;
        let origin = first.map_or(Ok(NO_HASH), |(_, bytes)| log::hash_of(bytes.value()))?;
        if origin != self.origin {
            return Err(StoreError::OtherRegister);
        }
        let entry = log.get(self.last.seq)?;
        let hash = entry.map_or(Ok(NO_HASH), |bytes| log::hash_of(bytes.value()))?;
        match hash == self.last.hash {
            true => Ok(()),
            false => Err(StoreError::Replaced),
        }
    }
}

pub(super) fn log_after(
    log: &impl ReadableTable<u64, &'static [u8]>,
    seen: u64,
) -> Result<Vec<LogEntry>, StoreError> {
    let last = log.last()?.map_or(0, |(seq, _)| seq.value());
    if last <= seen {
        return Ok(Vec::new());
    }
    log.range(seen + 1..)?
        .map(|row| {
            let (seq, bytes) = row?;
            Ok(log::opened(seq.value(), bytes.value())?.0)
        })
        .collect()
}

/// The newest entries, until they hold so many changes: one entry may be a whole list that was imported.
fn newest(
    log: &impl ReadableTable<u64, &'static [u8]>,
    changes: usize,
) -> Result<Vec<LogEntry>, StoreError> {
    let mut entries = Vec::new();
    let mut held = 0;
    for row in log.iter()?.rev() {
        if held >= changes {
            break;
        }
        let (seq, bytes) = row?;
        let entry = log::opened(seq.value(), bytes.value())?.0;
        held += entry.changes.len().max(1);
        entries.push(entry);
    }
    Ok(entries)
}

/// The command that an entry belongs to, and those that are known after it, the newest first; nothing where there is no
/// such entry.
pub(super) fn commands_from(
    log: &impl ReadableTable<u64, &'static [u8]>,
    seq: u64,
) -> Result<Vec<LogEntry>, StoreError> {
    let one = |seq: u64| -> Result<Option<LogEntry>, StoreError> {
        let found = log.get(seq)?;
        let opened = found.map(|bytes| log::opened(seq, bytes.value()));
        Ok(opened.transpose()?.map(|(entry, _)| entry))
    };
    let Some(mut first) = one(seq)? else {
        return Ok(Vec::new());
    };
    let mut entries = vec![first.clone()];
    while let Some(before) = one(first.seq.saturating_sub(1))?
        && before.goes_on_in(&first)
    {
        entries.push(before.clone());
        first = before;
    }
    entries.reverse();
    let last = log.last()?.map_or(0, |(last, _)| last.value());
    // Of an old one the rest of itself must be there, and then the newest.
    let mut after = seq + 1;
    while let Some(next) = one(after)?
        && entries.last().is_some_and(|last| last.goes_on_in(&next))
    {
        entries.push(next);
        after += 1;
    }
    entries.extend(log_after(
        log,
        last.saturating_sub(LOOK_BACK).max(after - 1),
    )?);
    let mut commands = together(entries);
    commands.reverse();
    Ok(commands)
}

impl Reading {
    /// Refuses another register than the one that was seen, and one whose log lacks what was seen.
    pub fn must_hold(&self, seen: &Seen) -> Result<(), StoreError> {
        seen.must_be_in(&self.0.open_table(LOG)?)
    }

    pub fn log_after(&self, seen: u64) -> Result<Vec<LogEntry>, StoreError> {
        log_after(&self.0.open_table(LOG)?, seen)
    }

    /// The command that an entry belongs to, and those after it, the newest first.
    pub fn commands_from(&self, seq: u64) -> Result<Vec<LogEntry>, StoreError> {
        commands_from(&self.0.open_table(LOG)?, seq)
    }

    pub fn newest(&self, changes: usize) -> Result<Vec<LogEntry>, StoreError> {
        newest(&self.0.open_table(LOG)?, changes)
    }

    /// The log's last entry.
    pub fn checkpoint(&self) -> Result<Checkpoint, StoreError> {
        Checkpoint::of(&self.0.open_table(LOG)?)
    }

    /// The hash of a log entry that must be there.
    pub fn hash_of(&self, seq: u64) -> Result<Hash, StoreError> {
        let entry = self.0.open_table(LOG)?.get(seq)?;
        log::hash_of(entry.ok_or(StoreError::BrokenLog)?.value())
    }

    /// The hash of the log's first entry.
    pub fn origin(&self) -> Result<Hash, StoreError> {
        match self.0.open_table(LOG)?.first()? {
            Some((_, bytes)) => log::hash_of(bytes.value()),
            None => Ok(NO_HASH),
        }
    }

    /// The last entry up to one of which something is so; of what cannot be read nothing is.
    pub fn find_back(
        &self,
        upto: u64,
        is_it: impl Fn(&LogEntry) -> bool,
    ) -> Result<Option<LogEntry>, StoreError> {
        for row in self.0.open_table(LOG)?.range(..=upto)?.rev() {
            let (seq, bytes) = row?;
            match log::opened(seq.value(), bytes.value()) {
                Ok((entry, _)) if is_it(&entry) => return Ok(Some(entry)),
                _ => {}
            }
        }
        Ok(None)
    }

    /// The arenas that were renamed, as they were, the latest first. What cannot be read is passed over.
    pub fn renamed_arenas(&self) -> Result<Vec<Arena>, StoreError> {
        let mut renamed = Vec::new();
        for row in self.0.open_table(LOG)?.iter()?.rev() {
            let (seq, bytes) = row?;
            let Ok((entry, _)) = log::opened(seq.value(), bytes.value()) else {
                continue;
            };
            renamed.extend(entry.changes.into_iter().filter_map(|change| match change {
                Change::Arena {
                    before: Some(before),
                    after: Some(after),
                } if before.name != after.name => Some(before),
                _ => None,
            }));
        }
        Ok(renamed)
    }

    /// The newest entries, so many at most, the newest first.
    pub fn newest_entries(
        &self,
        most: usize,
    ) -> Result<impl Iterator<Item = Result<LogEntry, StoreError>>, StoreError> {
        let rows = self.0.open_table(LOG)?.range(0..)?.rev().take(most);
        Ok(rows.map(|row| {
            let (seq, bytes) = row?;
            Ok(log::opened(seq.value(), bytes.value())?.0)
        }))
    }

    /// Reads the log up to an entry, each of which must follow from the one before. `tell` is told now and then how many of
    /// how many have been read.
    pub fn log_upto(
        &self,
        upto: u64,
        tell: &mut dyn FnMut(u64, u64),
    ) -> Result<ProvedLog, StoreError> {
        let log = self.0.open_table(LOG)?;
        let mut chain = Chain::default();
        let (mut since, mut broken) = (None, None);
        for row in log.range(..=upto)? {
            let (seq, bytes) = row?;
            let (seq, bytes) = (seq.value(), bytes.value());
            if !chain.follows(seq, bytes) {
                broken = broken.or(Some(seq));
            }
            since = since.or_else(|| Some(log::opened(seq, bytes).ok()?.0.at));
            if seq.is_multiple_of(TOLD_EACH) {
                tell(seq, log.len()?);
            }
        }
        Ok(ProvedLog {
            last: chain.last,
            since,
            broken,
            head: chain.head(),
        })
    }
}
