//! CSV as a spreadsheet in Swedish opens it: semicolons, UTF-8 with a byte order mark, and no cell that it takes for a
//! formula.

use crate::domain::plain::shown;
use crate::lists::{List, Telling};

/// What Excel takes the encoding from.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A list with a row of headings, the group of each row in the first column where that has to be said.
pub fn list<L: List>(list: &L, of: &Telling) -> Vec<u8> {
    let group_name = list.group_name();
    let columns = list.columns();
    let written = columns.iter().filter(|column| column.is_written);
    let names = written.flat_map(|column| column.names);
    let names = group_name.iter().chain(names);
    let headings = names.map(|name| name.get(of.lang).to_owned()).collect();
    let groups = list.groups().into_iter().enumerate();
    let rows = groups.flat_map(|(group, rows)| {
        let rows = rows.iter().filter(|row| list.remark(row, of).is_none());
        rows.map(move |row| {
            let cells = columns
                .iter()
                .zip(list.cells(row, group, of, &|column| column.is_written));
            let written = cells.filter(|(column, _)| column.is_written);
            let fields = written.flat_map(|(_, cell)| cell.in_file());
            let group = group_name.map(|_| list.group_field(row, group, of));
            group.into_iter().chain(fields).collect()
        })
    });
    table(std::iter::once(headings).chain(rows))
}

/// Rows of cells, the first of them the headings.
pub fn table(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut bytes = BYTE_ORDER_MARK.to_vec();
    let mut written = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(&mut bytes);
    for row in rows {
        written
            .write_record(row.into_iter().map(harmless))
            .expect("rows of one length, in memory");
    }
    written.flush().expect("memory takes it");
    drop(written);
    bytes
}

/// A cell that no program takes for a formula, and no terminal obeys. A number with its sign is none.
fn harmless(cell: String) -> String {
    let cell = shown(&cell);
    let is_number = cell.parse::<f64>().is_ok();
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
        true => format!("'{cell}"),
        false => cell.into_owned(),
    }
}
