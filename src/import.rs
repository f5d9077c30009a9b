//! A list of people from a spreadsheet: bytes in, drafts and complaints out. Nothing is stored here.

use chrono::NaiveDate;

use crate::domain::facts::participant::Draft;

mod cells;
mod complaint;
mod decode;
mod headings;
mod hours;
mod names;
mod rows;
mod table;
mod unreadable;

pub use complaint::{Complaint, Reason, column_of};
pub use decode::Encoding;
pub use headings::Column;
pub use rows::protection;
pub use unreadable::Unreadable;

/// Progress is told each time this many lines more have been read.
const STEP: usize = 250;

/// What a list held. A row is either in `rows` or has one or more complaints, never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The good rows, each with the line of the file on which it starts (the first line is 1).
    pub rows: Vec<(u64, Draft)>,
    /// What is wrong with the others, in order of line.
    pub bad: Vec<Complaint>,
    /// Headings of columns that were not read, as written: those that mean nothing here, and weekdays where no column
    /// tells hours. A column with content but without a heading is `#` and its number.
    pub unknown_headings: Vec<String>,
    pub delimiter: char,
    pub encoding: Encoding,
}

impl Sheet {
    /// Whether an unclosed or late-closed quotation mark swallowed rows, of which nobody knows what they hold.
    pub fn was_cut_short(&self) -> bool {
        let swallows =
            |reason: &Reason| matches!(reason, Reason::OpenQuote | Reason::RowsInQuotes { .. });
        self.bad.iter().any(|complaint| swallows(&complaint.reason))
    }
}

/// Reads a list. `progress` is called with the number of rows read so far, every `STEP` rows and at the end.
/// Fails only where no row can be understood: no text, or not the headings it takes.
pub fn read(
    bytes: &[u8],
    today: NaiveDate,
    progress: &mut dyn FnMut(usize),
) -> Result<Sheet, Unreadable> {
    let (text, encoding) = decode::decode(bytes)?;
    let table = table::split(&text)?;
    let (layout, unknown_headings) = headings::layout(&table)?;

    let mut reader = rows::Reader::new(&layout, &table.records, today);
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    for (done, record) in table.records.iter().enumerate() {
        match reader.read(record) {
            Ok(draft) => rows.push((record.line, draft)),
            Err(complaints) => bad.extend(complaints),
        }
        if (done + 1) % STEP == 0 {
            progress(done + 1);
        }
    }
    progress(table.records.len());
    Ok(Sheet {
        rows,
        bad,
        unknown_headings,
        delimiter: table.delimiter,
        encoding,
    })
}
