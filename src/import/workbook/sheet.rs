//! A sheet while it is read: rows of text of which some cell is not blank, bounded, with the errors of its cells.

use crate::import::table::{MOST_CELLS, MOST_COLUMNS, Record};
use crate::import::{Reason, Unreadable};

/// So many rows with content are read of a sheet.
const MOST_ROWS: usize = 200_000;
/// So many bytes of text: as many as a list in text may be.
pub(super) const MOST_TEXT: usize = 64 << 20;

/// A sheet's name, and whether people see it.
pub(super) struct Name {
    pub name: String,
    pub is_visible: bool,
}

/// The rows so far.
#[derive(Default)]
pub(super) struct Rows {
    records: Vec<Record>,
    text: usize,
    /// How many cells the records have.
    put: usize,
    /// The row that cells are put in, counted from 1; 0 before the first.
    row: u64,
    cells: Vec<String>,
    faults: Vec<(usize, Reason)>,
    struck: Vec<usize>,
}

impl Rows {
    /// Puts a text in a cell, row and column counted from 0. Rows come in order.
    pub fn put(&mut self, row: u32, column: usize, text: String) -> Result<(), Unreadable> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.go_to(u64::from(row) + 1)?;
        if column >= MOST_COLUMNS {
            return Err(Unreadable::TooManyColumns { most: MOST_COLUMNS });
        }
        self.text += text.len();
        if self.text > MOST_TEXT {
            return Err(too_much_text());
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
        Ok(())
    }

    /// Says that what was put in a cell last is struck through.
    pub fn strike(&mut self, column: usize) {
        if self.cells.get(column).is_some_and(|cell| !cell.is_empty()) {
            self.struck.push(column);
        }
    }

    /// Puts an error in a cell.
    pub fn put_error(&mut self, row: u32, column: usize, error: String) -> Result<(), Unreadable> {
        self.put(row, column, error.clone())?;
        let cell = address(row, column);
        self.faults
            .push((column, Reason::CellError { cell, error }));
        Ok(())
    }

    fn go_to(&mut self, row: u64) -> Result<(), Unreadable> {
        if row < self.row {
            return Err(Unreadable::DamagedWorkbook);
        }
        if row > self.row {
            self.end_row()?;
            self.row = row;
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Unreadable> {
        if self.cells.is_empty() {
            return Ok(());
        }
        if self.records.len() >= MOST_ROWS {
            return Err(Unreadable::TooManyRows { most: MOST_ROWS });
        }
        self.put += self.cells.len();
        if self.put > MOST_CELLS {
            return Err(Unreadable::TooManyCells { most: MOST_CELLS });
        }
        self.records.push(Record {
            line: self.row,
            last_line: self.row,
            cells: self.cells.iter().map(String::as_str).collect(),
            open_quote: false,
            is_hidden: false,
            struck: std::mem::take(&mut self.struck),
            faults: std::mem::take(&mut self.faults),
        });
        self.cells.clear();
        Ok(())
    }

    /// All rows.
    pub fn into_records(mut self) -> Result<Vec<Record>, Unreadable> {
        self.end_row()?;
        Ok(self.records)
    }
}

pub(super) fn too_much_text() -> Unreadable {
    Unreadable::TooLarge {
        most: (MOST_TEXT >> 20) as u64,
    }
}

/// A cell that goes over several rows, counted from 0.
pub(super) struct Merged {
    pub first: u32,
    pub last: u32,
    pub column: usize,
}

/// Writes the text of merged cells into the rows below their first, where those are empty: what such a cell says is
/// true of each of its rows.
pub(super) fn fill_down(records: &mut [Record], merged: &[Merged]) {
    let mut filled = 0;
    for area in merged.iter().filter(|area| area.column < MOST_COLUMNS) {
        let at = |row: u32| u64::from(row) + 1;
        let Ok(from) = records.binary_search_by_key(&at(area.first), |record| record.line) else {
            continue;
        };
        let text = records[from]
            .cells
            .get(area.column)
            .unwrap_or_default()
            .to_owned();
        let rows = records[from + 1..].iter_mut();
        for record in rows.take_while(|record| record.line <= at(area.last)) {
            filled += 1;
            // Areas do not lie on one another, save in a file that was made to take long.
            if text.is_empty() || filled > MOST_ROWS {
                break;
            }
            put(record, area.column, &text);
        }
    }
}

/// Puts a text in a cell of a row that is empty there.
fn put(record: &mut Record, column: usize, text: &str) {
    let mut cells: Vec<&str> = record.cells.iter().collect();
    if cells.len() <= column {
        cells.resize(column + 1, "");
    }
    if cells[column].is_empty() {
        cells[column] = text;
        record.cells = cells.into();
    }
}

/// What a spreadsheet calls a cell: `C5`.
pub(super) fn address(row: u32, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.into_iter().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

/// Which sheet is meant: the one that is asked for, by name or by its number among those that people see; else the
/// only one with content, of those that are hidden only where no other has any.
pub(super) fn choose(
    sheets: &[Name],
    asked: Option<&str>,
    mut has_content: impl FnMut(&str) -> Result<bool, Unreadable>,
) -> Result<String, Unreadable> {
    let visible: Vec<&Name> = sheets.iter().filter(|sheet| sheet.is_visible).collect();
    if let Some(asked) = asked {
        let asked = asked.trim();
        let number = asked
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        let is_same = |sheet: &&Name| sheet.name.trim() == asked;
        let is_like = |sheet: &&Name| sheet.name.trim().to_lowercase() == asked.to_lowercase();
        let named = sheets.iter().find(is_same).or(sheets.iter().find(is_like));
        let chosen = named.or(number.and_then(|at| visible.get(at).copied()));
        return match chosen {
            Some(sheet) => Ok(sheet.name.clone()),
            None => Err(Unreadable::NoSuchSheet {
                asked: asked.to_owned(),
                names: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
            }),
        };
    }
    for is_visible in [true, false] {
        let mut full = Vec::new();
        for sheet in sheets.iter().filter(|sheet| sheet.is_visible == is_visible) {
            if has_content(&sheet.name)? {
                full.push(sheet.name.clone());
            }
        }
        match full.len() {
            0 => {}
            1 => return Ok(full.remove(0)),
            _ => return Err(Unreadable::SeveralSheets(full)),
        }
    }
    Err(Unreadable::NoContent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_addresses_of_a_spreadsheet() {
        for (row, column, wanted) in [
            (0, 0, "A1"),
            (4, 25, "Z5"),
            (9, 26, "AA10"),
            (0, 701, "ZZ1"),
        ] {
            assert_eq!(address(row, column), wanted);
        }
    }
}
