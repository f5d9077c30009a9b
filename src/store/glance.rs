//! A look at a register without writing to it, and whatever state it was left in.

use std::path::Path;

use redb::{DatabaseError, ReadTransaction, ReadableDatabase, ReadableTable};

use super::backup::Noted;
use super::error::StoreError;
use super::file;
use super::guard::guarded;
use super::log::{self, Hash};
use super::rehearsal::Rehearsal;
use super::tables::{self, LOG, Reading, SCHEMA};
use crate::domain::change::{Backup, Change};
use crate::domain::register::Register;
use crate::domain::zone::Zone;

/// How many entries are looked through for the one that a backup was noted in: those written while it was proved.
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
    /// The last good backup, as far as the log says.
    pub backup: Option<Noted>,
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

/// Reads a file of redb's whatever state it was left in; whether the last session was cut off is handed over, too.
fn read<T>(
    path: &Path,
    look: impl FnOnce(ReadTransaction, bool) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    guarded(|| match file::builder().open_read_only(path) {
        Ok(db) => look(db.begin_read()?, false),
        Err(DatabaseError::RepairAborted) => {
            let db = file::builder().create_with_backend(Rehearsal::of(path)?)?;
            look(db.begin_read()?, true)
        }
        Err(error) => Err(error.into()),
    })
}

fn look(txn: ReadTransaction, was_cut_off: bool) -> Result<Glance, StoreError> {
    let schema = tables::schema(&txn)?;
    let last_entry = match txn.open_table(LOG)?.last()? {
        Some((seq, bytes)) => Some(log::opened(seq.value(), bytes.value())?.0.at),
        None => None,
    };
    let (register, backup) = match schema {
        SCHEMA => {
            let log = txn.open_table(LOG)?;
            let reading = Reading::new(txn);
            let (register, origin) = (reading.register()?, reading.origin()?);
            let backup = register.backed_up.map(|made| noted(&log, made, origin));
            (Some(register), backup.transpose()?.flatten())
        }
        _ => (None, None),
    };
    Ok(Glance {
        register,
        last_entry,
        was_cut_off,
        backup,
    })
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
            match change {
                Change::BackedUp {
                    backup,
                    file,
                    folder,
                } if backup == made => {
                    return Ok(Some(Noted {
                        made,
                        file,
                        folder,
                        origin,
                    }));
                }
                _ => {}
            }
        }
    }
    Ok(None)
}
