//! Text to records: the delimiter, quoted cells, and the line on which each record starts.

use csv::{ReaderBuilder, StringRecord};

use super::{Reason, Unreadable, found, found::LOOKED};

/// The widest sheet of a spreadsheet.
pub(super) const MOST_COLUMNS: usize = 16_384;
/// So many cells the rows of a list have together, those that are blank before the last one counted.
pub(super) const MOST_CELLS: usize = 32 << 20;

const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// One row of cells, of which some cell is not blank.
pub(super) struct Record {
    /// The line of the file, or the row of the sheet, on which it starts; the first is 1.
    pub line: u64,
    /// The line on which it ends.
    pub last_line: u64,
    pub cells: StringRecord,
    /// A quoted cell at the end of the file is not closed.
    pub open_quote: bool,
    /// People who look at the sheet do not see it.
    pub is_hidden: bool,
    /// The places of cells that are struck through.
    pub struck: Vec<usize>,
    /// Cells that hold nothing to be read, by their place.
    pub faults: Vec<(usize, Reason)>,
}

/// The rows of a text that are not blank, split by the delimiter under which most of the headings mean something.
pub(super) fn split(text: &str) -> Result<(char, Vec<Record>), Unreadable> {
    let (skipped, told) = told_delimiter(text);
    let candidates = told.map_or(DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    let mut best = None;
    for delimiter in candidates {
        let first: Vec<Record> = Records::new(text, skipped, delimiter)
            .take(LOOKED)
            .collect();
        let score = found::score(&first);
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, delimiter));
        }
    }
    let (_, delimiter) = best.ok_or(Unreadable::Empty)?;
    let mut records = Vec::new();
    let mut cells = 0;
    for record in Records::new(text, skipped, delimiter) {
        let mut beyond = record.cells.iter().skip(MOST_COLUMNS);
        if beyond.any(|cell| !cell.trim().is_empty()) {
            return Err(Unreadable::TooManyColumns { most: MOST_COLUMNS });
        }
        cells += record.cells.len();
        if cells > MOST_CELLS {
            return Err(Unreadable::TooManyCells { most: MOST_CELLS });
        }
        records.push(record);
    }
    match records.is_empty() {
        true => Err(Unreadable::Empty),
        false => Ok((char::from(delimiter), records)),
    }
}

/// The first line `sep=;` that Excel writes and reads: its length with the line break, and the delimiter it tells.
fn told_delimiter(text: &str) -> (usize, Option<u8>) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let told = match line.as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => *delimiter,
        _ => return (0, None),
    };
    if told.is_ascii_alphanumeric() || told == b'"' || !told.is_ascii() {
        return (0, None);
    }
    let end = if text[line.len()..].starts_with("\r\n") {
        line.len() + 2
    } else {
        (line.len() + 1).min(text.len())
    };
    (end, Some(told))
}

/// The records of a text that are not blank, in order.
struct Records<'a> {
    text: &'a str,
    csv: csv::Reader<&'a [u8]>,
    delimiter: u8,
    /// Where `csv` began in `text`.
    skipped: usize,
    /// A place in `text`, and the line it is on.
    at: usize,
    line: u64,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, skipped: usize, delimiter: u8) -> Self {
        Records {
            text,
            csv: cells_of(&text[skipped..], delimiter),
            delimiter,
            skipped,
            at: 0,
            line: 1,
        }
    }

    /// Where `csv` is in `text`, in bytes.
    fn offset(&self) -> usize {
        let offset = usize::try_from(self.csv.position().byte()).unwrap_or(usize::MAX);
        offset.saturating_add(self.skipped).min(self.text.len())
    }

    /// The number of the line at a later place. The csv crate counts LF only, and takes blank lines before a record
    /// as part of it.
    fn line_at(&mut self, offset: usize) -> u64 {
        self.line += line_breaks(&self.text.as_bytes()[self.at..offset]);
        self.at = offset;
        self.line
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let mut cells = StringRecord::new();
        loop {
            let before = self.offset();
            // The text is UTF-8 and rows may be ragged: there is nothing left that the crate calls an error.
            if !self.csv.read_record(&mut cells).unwrap_or(false) {
                return None;
            }
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let end = self.offset();
            let raw = &self.text[before..end];
            let start = before + raw.len() - raw.trim_start_matches(['\r', '\n']).len();
            let line = self.line_at(start);
            let body = self.text[start..end].trim_end_matches(['\r', '\n']);
            return Some(Record {
                line,
                last_line: line + line_breaks(body.as_bytes()),
                open_quote: end == self.text.len() && is_open(&self.text[start..], self.delimiter),
                cells,
                is_hidden: false,
                struck: Vec::new(),
                faults: Vec::new(),
            });
        }
    }
}

fn cells_of(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// Whether a record ends inside quotation marks: then a line put after it is no record of its own.
fn is_open(record: &str, delimiter: u8) -> bool {
    let longer = format!("{record}\nx");
    cells_of(&longer, delimiter).records().count() < 2
}

/// Line breaks of all three kinds: CRLF counts once.
pub(super) fn line_breaks(bytes: &[u8]) -> u64 {
    let mut count = 0;
    let mut after_cr = false;
    for &byte in bytes {
        if byte == b'\r' || (byte == b'\n' && !after_cr) {
            count += 1;
        }
        after_cr = byte == b'\r';
    }
    count
}
