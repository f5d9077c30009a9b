//! What people see of an .xlsx beside its values: which rows are hidden, and which formulas nobody has reckoned.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::import::table::Record;
use crate::import::{Reason, workbook::sheet::address};

/// Rows and columns, counted from 0.
#[derive(Default)]
pub(super) struct Seen {
    hidden: Vec<u32>,
    unreckoned: Vec<(u32, usize)>,
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What is seen of a sheet; nothing where its part does not lie where all spreadsheets put it.
pub(super) fn seen(bytes: &[u8], sheet: &str) -> Seen {
    let of = || {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let part = part_of(&mut archive, sheet)?;
        if !has_any(BufReader::new(archive.by_name(&part).ok()?))? {
            return None;
        }
        rows(BufReader::new(archive.by_name(&part).ok()?))
    };
    of().unwrap_or_default()
}

/// Whether a sheet has a formula or something hidden. Nearly none has, and to look for it takes a quarter of the time.
fn has_any(mut part: impl BufRead) -> Option<bool> {
    let mut tag = Vec::new();
    loop {
        tag.clear();
        if part.read_until(b'<', &mut tag).ok()? == 0 {
            return Some(false);
        }
        let end = tag
            .iter()
            .position(|c| matches!(c, b' ' | b'>' | b'/' | b'\n' | b'\r' | b'\t'));
        let name = &tag[..end.unwrap_or(tag.len())];
        let name = name.rsplit(|c| *c == b':').next().unwrap_or_default();
        let hides = || tag.windows(7).any(|word| word == b"hidden=");
        if name == b"f" || name == b"row" && hides() {
            return Some(true);
        }
    }
}

/// The part that a sheet lies in.
fn part_of(archive: &mut Archive, sheet: &str) -> Option<String> {
    let is_sheet = |start: &BytesStart| {
        let is_it = attribute(start, "name").is_some_and(|name| name == sheet);
        let id = attribute(start, "r:id").filter(|_| is_it);
        id.filter(|_| start.local_name().as_ref() == "sheet")
    };
    let id = first(archive, "xl/workbook.xml", is_sheet)?;
    let target = first(archive, "xl/_rels/workbook.xml.rels", |start| {
        let is_it = attribute(start, "Id").is_some_and(|of| of == id);
        attribute(start, "Target").filter(|_| is_it)
    })?;
    Some(match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    })
}

/// What the first element of a part tells that tells anything.
fn first(
    archive: &mut Archive,
    part: &str,
    of: impl Fn(&BytesStart) -> Option<String>,
) -> Option<String> {
    let mut reader = reader(BufReader::new(archive.by_name(part).ok()?));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) => {
                if let Some(found) = of(&start) {
                    return Some(found);
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn reader<R: BufRead>(part: R) -> Reader<R> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().expand_empty_elements = true;
    reader
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    column: usize,
    has_formula: bool,
    has_value: bool,
}

fn rows(part: impl BufRead) -> Option<Seen> {
    let mut reader = reader(part);
    let (mut seen, mut buffer) = (Seen::default(), Vec::new());
    let (mut row, mut next, mut cell, mut is_value) = (0, 0, Cell::default(), false);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "row" => {
                    let told = raw(&start, "r").and_then(|row| row.parse::<u32>().ok());
                    row = told.map_or(row, |told| told.saturating_sub(1));
                    next = 0;
                    if raw(&start, "hidden").is_some_and(|is| is == "1" || is == "true") {
                        seen.hidden.push(row);
                    }
                }
                "c" => {
                    // Texts that formulas make may be empty.
                    let is_text = raw(&start, "t").is_some_and(|kind| kind == "str");
                    let told = raw(&start, "r").and_then(|place| column(&place));
                    cell = Cell {
                        column: told.unwrap_or(next),
                        has_formula: false,
                        has_value: is_text,
                    };
                    next = cell.column.saturating_add(1);
                }
                "f" => cell.has_formula = true,
                name => is_value = matches!(name, "v" | "is"),
            },
            Event::Text(text) => cell.has_value |= is_value && !text.is_empty(),
            Event::End(end) => match end.local_name().as_ref() {
                "v" | "is" => is_value = false,
                "row" => row += 1,
                "c" if cell.has_formula && !cell.has_value => {
                    seen.unreckoned.push((row, cell.column));
                }
                "sheetData" => return Some(seen),
                _ => {}
            },
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The column of `C5`.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let column = letters.fold(0, |column: usize, letter| {
        column.saturating_mul(26) + usize::from(letter - b'A') + 1
    });
    column.checked_sub(1)
}

/// An attribute whose value holds nothing that is written in another way.
fn raw<'a>(start: &'a BytesStart, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = start.attributes();
    // Whether one is told twice is for who reads the values.
    let mut attributes = attributes.with_checks(false).flatten();
    let attribute = attributes.find(|attribute| attribute.key.as_ref() == name)?;
    Some(attribute.value)
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0);
    value.ok().map(|value| value.into_owned())
}

impl Seen {
    /// Puts it on the rows of the sheet.
    pub fn put(&self, records: &mut [Record]) {
        let at = |records: &[Record], row: u32| {
            records.binary_search_by_key(&(u64::from(row) + 1), |record| record.line)
        };
        for row in &self.hidden {
            if let Ok(at) = at(records, *row) {
                records[at].is_hidden = true;
            }
        }
        for (row, column) in &self.unreckoned {
            if let Ok(at) = at(records, *row) {
                let record = &mut records[at];
                while record.cells.len() <= *column {
                    record.cells.push_field("");
                }
                let cell = address(*row, *column);
                record.faults.push((*column, Reason::Unreckoned { cell }));
            }
        }
    }
}
