//! A workbook's sheet as rows of text: .xlsx and .ods, bounded in size; what else a file can be is told.

use super::{Unreadable, table::Record};
use crate::guard::guarded;

mod ods;
mod parts;
mod seen;
mod sheet;
mod written;
mod xlsx;

/// A sheet that was read.
pub(super) struct Read {
    pub sheet: String,
    pub records: Vec<Record>,
}

/// The rows of a sheet that are not blank; of the only sheet with content where none is asked for by name or number. A
/// panic of a library is a damaged workbook: its message could hold what a cell says.
pub(super) fn read(bytes: &[u8], asked: Option<&str>) -> Result<Read, Unreadable> {
    guarded(|| read_in_the_open(bytes, asked)).unwrap_or(Err(Unreadable::DamagedWorkbook))
}

fn read_in_the_open(bytes: &[u8], asked: Option<&str>) -> Result<Read, Unreadable> {
    let parts = parts::checked(bytes)?;
    match parts.format {
        parts::Format::Xlsx => xlsx::read(bytes, asked),
        parts::Format::Ods => ods::read(&parts.content, asked),
    }
}
