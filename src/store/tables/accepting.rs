//! Whether a file is a register of a layout that is known, and what it says of itself.

use redb::{ReadTransaction, ReadableTable, TableError, WriteTransaction};

use super::Reading;
use crate::domain::facts::settings::Settings;
use crate::domain::zone::Zone;
use crate::store::error::StoreError;
use crate::store::layout::{FILE, META, SCHEMA, SCHEMA_KEY, SETTINGS, UNIT_KEY, VERIFIED_KEY};
use crate::store::records::from_bytes;

fn read_schema(meta: &impl ReadableTable<&'static str, u64>) -> Result<u64, StoreError> {
    match meta.get(SCHEMA_KEY)?.map(|found| found.value()) {
        Some(found) if found > SCHEMA => Err(StoreError::NewerSchema {
            found,
            known: SCHEMA,
        }),
        Some(found @ 1..) => Ok(found),
        _ => Err(StoreError::NotARegister),
    }
}

/// The schema of a register, which is this one or an older one; a newer one is refused.
pub fn schema(txn: &ReadTransaction) -> Result<u64, StoreError> {
    read_schema(&txn.open_table(META)?)
}

/// The same, where nobody else can change it until the transaction ends.
pub fn schema_to_write(txn: &WriteTransaction) -> Result<u64, StoreError> {
    read_schema(&txn.open_table(META)?)
}

/// The register's zone; what stands for it where it has none of its own.
pub(super) fn read_zone(
    settings: &impl ReadableTable<&'static str, &'static [u8]>,
) -> Result<Zone, StoreError> {
    let unit = settings.get(UNIT_KEY)?;
    let unit = unit.map(|bytes| from_bytes::<Settings>(bytes.value(), "settings"));
    Ok(unit.transpose()?.unwrap_or_default().zone)
}

/// The zone of a register of any schema that is known here.
pub fn zone(txn: &WriteTransaction) -> Result<Zone, StoreError> {
    read_zone(&txn.open_table(SETTINGS)?)
}

/// Writes down that the register has this schema.
pub fn write_schema(txn: &WriteTransaction) -> Result<(), StoreError> {
    txn.open_table(META)?.insert(SCHEMA_KEY, SCHEMA)?;
    Ok(())
}

/// Whether it is a register of a layout that this version knows; when every page of it was last verified.
pub fn accept(txn: ReadTransaction) -> Result<Option<u64>, StoreError> {
    schema(&txn)?;
    verified(&txn)
}

/// The same of a register that has this schema already; an older one is to be brought to it first.
pub fn accept_as_it_is(txn: ReadTransaction) -> Result<Option<u64>, StoreError> {
    match schema(&txn)? {
        SCHEMA => verified(&txn),
        _ => Err(StoreError::NotARegister),
    }
}

fn verified(txn: &ReadTransaction) -> Result<Option<u64>, StoreError> {
    match txn.open_table(FILE) {
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        file => Ok(file?.get(VERIFIED_KEY)?.map(|at| at.value())),
    }
}

/// Writes down when every page was verified, or that it is to be done again. No entry of the log: nothing of the
/// register changes.
pub fn write_verified(txn: &WriteTransaction, at: Option<u64>) -> Result<(), StoreError> {
    let mut file = txn.open_table(FILE)?;
    match at {
        Some(at) => file.insert(VERIFIED_KEY, at)?,
        None => file.remove(VERIFIED_KEY)?,
    };
    Ok(())
}

/// Whether everything can be read that a session reads first.
pub fn accept_whole(txn: ReadTransaction) -> Result<(), StoreError> {
    Reading::new(txn).register().map(drop)
}
