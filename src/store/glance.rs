//! A look at a register without writing to it, and whatever state it was left in.

use std::path::Path;

use redb::{DatabaseError, ReadTransaction, ReadableDatabase, ReadableTable};

use super::error::StoreError;
use super::file;
use super::guard::guarded;
use super::log;
use super::rehearsal::Rehearsal;
use super::tables::{self, LOG, Reading, SCHEMA};
use crate::domain::register::Register;

/// What a look shows.
#[derive(Debug)]
pub struct Glance {
    /// Everything but the marks; nothing of a register of an older schema.
    pub register: Option<Register>,
    /// When the log's last entry was written, in milliseconds since 1970-01-01 UTC.
    pub last_entry: Option<i64>,
    /// Whether the last session was cut off, so that the next one has to put the file in order.
    pub was_cut_off: bool,
}

/// Looks at the register at a path.
pub fn glance(path: &Path) -> Result<Glance, StoreError> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(StoreError::NotAFile);
    }
    if !file::begins_as_ours(path)? {
        return Err(StoreError::NotARegister);
    }
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
    let register = match schema {
        SCHEMA => Some(Reading::new(txn).register()?),
        _ => None,
    };
    Ok(Glance {
        register,
        last_entry,
        was_cut_off,
    })
}
