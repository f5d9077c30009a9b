//! CSV as a spreadsheet in Swedish opens it: semicolons, UTF-8 with a byte order mark, and no cell that it takes for a
//! formula.

use crate::domain::plain::shown;
use crate::lists::List;
use crate::text::Lang;

/// What Excel takes the encoding from.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A list with a row of headings, the group of each row in the first column.
pub fn list<L: List>(list: &L, lang: Lang) -> Vec<u8> {
    let columns = list.columns();
    let names = columns.iter().flat_map(|column| column.names);
    let names = std::iter::once(list.group_name()).chain(names.copied());
    let headings = names.map(|name| name.get(lang).to_owned()).collect();
    let groups = list.groups();
    let rows = groups.iter().enumerate().flat_map(|(at, group)| {
        let heading = group.heading.get(lang);
        group.rows.iter().map(move |row| {
            let cells = list.cells(row, at, lang).into_iter();
            let fields = cells.flat_map(|cell| cell.fields);
            std::iter::once(heading.to_owned()).chain(fields).collect()
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

/// A cell that no program takes for a formula, and no terminal obeys.
fn harmless(cell: String) -> String {
    let cell = shown(&cell);
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.into_owned(),
    }
}
