//! A list of people from a spreadsheet: bytes in, drafts and complaints out. Nothing is stored here.

use chrono::NaiveDate;

use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::participant::Draft;
use crate::domain::zone::Zone;

mod below;
mod cells;
mod codepages;
mod complaint;
mod days;
mod decode;
mod escaped;
mod found;
mod headings;
mod hours;
mod kinds;
mod mangled;
mod names;
mod near;
mod person;
mod protection;
mod quoted;
mod rows;
mod sections;
mod spoilt;
mod table;
mod unreadable;
#[cfg(feature = "workbooks")]
mod workbook;

pub use below::Below;
pub use complaint::{Complaint, Reason, column_of};
pub use decode::Encoding;
pub use headings::Column;
pub use protection::protection;
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
    /// The columns that were read, each with its heading, made safe to show.
    pub columns: Vec<(Column, String)>,
    /// Headings that were taken for a column they nearly name, as written.
    pub near_headings: Vec<(String, Column)>,
    /// The lines that are no people and were passed over.
    pub passed_over: Vec<(u64, Below)>,
    /// The lines of people whose row is hidden in the sheet, and of those whose name is struck through there.
    pub hidden: Vec<u64>,
    pub struck: Vec<u64>,
    pub form: Form,
}

/// What kind of file a list was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    Text {
        delimiter: char,
        encoding: Encoding,
    },
    /// A workbook, and the name of its sheet. Lines are the sheet's rows.
    Workbook {
        sheet: String,
    },
}

impl Sheet {
    /// The same list, whose arenas may be ones that nobody knows yet.
    #[must_use]
    pub fn with_new_arenas(mut self, are_meant: bool) -> Sheet {
        let drafts = self.rows.iter_mut().map(|(_, draft)| draft);
        drafts.for_each(|draft| draft.is_new_arena = are_meant);
        self
    }

    /// The heading of the column that a refused row's reason is about; the stable name of it where there is no such
    /// heading.
    pub fn heading_about(&self, refusal: &Refusal) -> String {
        let about = column_of(refusal);
        let heading = complaint::columns_of(about).iter().find_map(|wanted| {
            let mut columns = self.columns.iter();
            columns.find(|(column, _)| column == wanted)
        });
        heading.map_or(about, |(_, heading)| heading).to_owned()
    }

    /// What the row says of the arena, where that is what its refusal is about; short and safe to show.
    pub fn value_about(&self, line: u64, refusal: &Refusal) -> Option<String> {
        let at = self.rows.binary_search_by_key(&line, |(line, _)| *line);
        let (_, draft) = &self.rows[at.ok()?];
        let value = quoted::quoted(&draft.arena);
        (column_of(refusal) == "arena" && !value.is_empty()).then_some(value)
    }

    /// Whether an unclosed or late-closed quotation mark swallowed rows, of which nobody knows what they hold.
    pub fn was_cut_short(&self) -> bool {
        let swallows =
            |reason: &Reason| matches!(reason, Reason::OpenQuote | Reason::RowsInQuotes { .. });
        self.bad.iter().any(|complaint| swallows(&complaint.reason))
    }
}

/// How a list is to be read.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    pub today: NaiveDate,
    /// The zone by whose clocks moments become days.
    pub zone: Zone,
    /// The sheet of a workbook, by its name or its number; where `None`, the only one with content.
    pub sheet: Option<&'a str>,
}

/// Reads a list. `progress` is called with the number of rows read so far, every `STEP` rows and at the end.
/// Fails only where no row can be understood: no list, or not the headings it takes. Moments become days by Swedish
/// clocks.
pub fn read(
    bytes: &[u8],
    today: NaiveDate,
    progress: &mut dyn FnMut(usize),
) -> Result<Sheet, Unreadable> {
    let how = How {
        today,
        zone: Zone::default(),
        sheet: None,
    };
    read_as(bytes, how, progress)
}

/// As [`read`], with more said of how.
pub fn read_as(
    bytes: &[u8],
    how: How,
    progress: &mut dyn FnMut(usize),
) -> Result<Sheet, Unreadable> {
    let (form, records) = split(bytes, how.sheet)?;
    let delimiter = match form {
        Form::Text { delimiter, .. } => Some(delimiter),
        Form::Workbook { .. } => None,
    };
    let mut found = found::found(records)?;
    let sheet = match &form {
        Form::Workbook { sheet } => Some(sheet.as_str()),
        Form::Text { .. } => None,
    };
    sections::spread(&mut found, sheet);
    let headings = headings::layout(&mut found, delimiter, &how)?;
    let layout = headings.layout;

    let mut reader = rows::Reader::new(&layout, &found.records, how.today, how.zone);
    let (mut rows, mut bad, mut passed_over) = (Vec::new(), Vec::new(), headings.below);
    let (mut hidden, mut struck) = (Vec::new(), Vec::new());
    for (done, record) in found.records.iter().enumerate() {
        let is_name = |place: &usize| layout.column(*place).is_some_and(Column::is_name);
        let is_struck = record.struck.iter().any(is_name);
        if below::is_nothing(&layout, record) {
            passed_over.push((record.line, Below::Nothing));
        } else {
            match reader.read(record) {
                Ok(draft) => {
                    rows.push((record.line, draft));
                    hidden.extend(record.is_hidden.then_some(record.line));
                    struck.extend(is_struck.then_some(record.line));
                }
                Err(complaints) => bad.extend(complaints),
            }
        }
        if (done + 1) % STEP == 0 {
            progress(done + 1);
        }
    }
    progress(found.records.len());
    passed_over.sort_unstable_by_key(|(line, _)| *line);
    let known = layout.known();
    Ok(Sheet {
        rows,
        bad,
        unknown_headings: headings.unknown,
        columns: known
            .map(|(column, heading)| (column, heading.to_owned()))
            .collect(),
        near_headings: headings.near,
        passed_over,
        hidden,
        struck,
        form,
    })
}

/// The rows of a file that are not blank.
fn split(bytes: &[u8], sheet: Option<&str>) -> Result<(Form, Vec<table::Record>), Unreadable> {
    if kinds::is_workbook(bytes)? {
        return of_workbook(bytes, sheet);
    }
    if sheet.is_some() {
        return Err(Unreadable::NoSheets);
    }
    let (text, encoding) = decode::decode(bytes)?;
    let (delimiter, records) = table::split(&text)?;
    let form = Form::Text {
        delimiter,
        encoding,
    };
    Ok((form, records))
}

#[cfg(feature = "workbooks")]
fn of_workbook(
    bytes: &[u8],
    sheet: Option<&str>,
) -> Result<(Form, Vec<table::Record>), Unreadable> {
    let workbook::Read { sheet, records } = workbook::read(bytes, sheet)?;
    Ok((Form::Workbook { sheet }, records))
}

#[cfg(not(feature = "workbooks"))]
fn of_workbook(_: &[u8], _: Option<&str>) -> Result<(Form, Vec<table::Record>), Unreadable> {
    Err(Unreadable::Workbook)
}
