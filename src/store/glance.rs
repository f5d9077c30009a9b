//! A look at a register without writing to it, and whatever state it was left in.

use std::path::Path;

use chrono::Utc;
use redb::{DatabaseError, ReadTransaction, ReadableDatabase, ReadableTable};

use super::backup::Noted;
use super::error::StoreError;
use super::file;
use super::guard::guarded;
use super::layout::{LOG, SCHEMA};
use super::log::{self, Hash};
use super::presence;
use super::rehearsal::Rehearsal;
use super::tables::{self, Reading};
use super::times::{Odd, Times};
use crate::domain::facts::change::{Backup, Change};
use crate::domain::register::Register;
use crate::domain::zone::Zone;

/// How many entries are looked through for the one that a backup was noted in, those written while it was proved, and how
/// many of the newest for other backups and for times that are far off.
const NOTED_WITHIN: usize = 10_000;

/// What a look shows.
#[derive(Debug)]
pub struct Glance {
    /// Everything but the marks; nothing of a register of an older schema.
    pub register: Option<Register>,
    /// When the log's last entry was written, in milliseconds since 1970-01-01 UTC.
    pub last_entry: Option<i64>,
    /// Whether the last session was cut off, so that the next one has to put the file in order.
    pub was_cut_off: bool,
    /// The good backups that the log tells of, the last one first.
    pub backups: Vec<Noted>,
    /// The newest entries' times that only a clock that was far off can have given.
    pub odd: Option<Odd>,
}

/// Looks at the register at a path.
pub fn glance(path: &Path) -> Result<Glance, StoreError> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(StoreError::NotAFile);
    }
    if !file::begins_as_ours(path)? {
        return Err(StoreError::NotARegister);
    }
    read(path, look)
}

/// The zone of the register at a path; the usual one where there is none, or it cannot be read: whoever opens it then is
/// told why.
pub fn zone(path: &Path) -> Zone {
    match path.metadata().is_ok_and(|meta| meta.is_file()) {
        true => read(path, |txn, _| Reading::new(txn).zone()).unwrap_or_default(),
        false => Zone::default(),
    }
}

/// Everything but the marks of the register at a path; one of an older schema, in which nobody has rights, as empty.
pub fn register(path: &Path) -> Result<Register, StoreError> {
    read(path, |txn, _| match tables::schema(&txn)? {
        SCHEMA => Reading::new(txn).register(),
        _ => Ok(Register::default()),
    })
}

/// Reads from the register at a path without writing to it, whatever state it was left in.
pub fn reading<T>(
    path: &Path,
    read_it: impl FnOnce(&Reading) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    read(path, |txn, _| {
        tables::schema(&txn)?;
        read_it(&Reading::new(txn))
    })
}

/// Reads a file of redb's whatever state it was left in; whether the last session was cut off is handed over, too.
fn read<T>(
    path: &Path,
    look: impl FnOnce(ReadTransaction, bool) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let as_it_lies = || file::builder().create_with_backend(Rehearsal::of(path)?);
    if presence::is_head_held(path) {
        return guarded(|| look(as_it_lies()?.begin_read()?, false));
    }
    guarded(|| match file::open_read_only(path) {
        Ok(db) => look(db.begin_read()?, false),
        Err(DatabaseError::RepairAborted) => look(as_it_lies()?.begin_read()?, true),
        Err(error) => Err(error.into()),
    })
}

fn look(txn: ReadTransaction, was_cut_off: bool) -> Result<Glance, StoreError> {
    let schema = tables::schema(&txn)?;
    let last_entry = match txn.open_table(LOG)?.last()? {
        Some((seq, bytes)) => Some(log::opened(seq.value(), bytes.value())?.0.at),
        None => None,
    };
    let log = txn.open_table(LOG)?;
    let reading = Reading::new(txn);
    let mut backups = Vec::new();
    let mut register = None;
    let origin = reading.origin()?;
    if schema == SCHEMA {
        let found = reading.register()?;
        let last = found.backed_up.map(|made| noted(&log, made, origin));
        backups.extend(last.transpose()?.flatten());
        register = Some(found);
    }
    let mut times = Times::until(Utc::now().timestamp_millis());
    for entry in reading.newest_entries(NOTED_WITHIN)? {
        let entry = entry?;
        times.see(entry.seq, entry.at);
        for change in entry.changes {
            let found = noted_in(change, origin);
            backups.extend(found.filter(|found| backups.first() != Some(found)));
        }
    }
    Ok(Glance {
        register,
        last_entry,
        was_cut_off,
        backups,
        odd: times.odd(),
    })
}

/// The backup that a change tells of.
fn noted_in(change: Change, origin: Hash) -> Option<Noted> {
    match change {
        Change::BackedUp {
            backup,
            file,
            folder,
        } => Some(Noted {
            made: backup,
            file,
            folder,
            origin,
        }),
        _ => None,
    }
}

/// What the log says of a backup: soon after the last entry that is in it.
fn noted(
    log: &impl ReadableTable<u64, &'static [u8]>,
    made: Backup,
    origin: Hash,
) -> Result<Option<Noted>, StoreError> {
    let first = made.checkpoint.saturating_add(1);
    for entry in log.range(first..)?.take(NOTED_WITHIN) {
        let (seq, bytes) = entry?;
        for change in log::opened(seq.value(), bytes.value())?.0.changes {
            let found = noted_in(change, origin).filter(|found| found.made == made);
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    Ok(None)
}
