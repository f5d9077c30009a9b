//! A sheet of an .ods. It is read here and not by calamine, which writes out as many copies of a cell as the file says and
//! does not tell a percentage from a number.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::Read;
use super::sheet::{MOST_TEXT, Merged, Name, Rows, choose, fill_down, too_much_text};
use super::written::{decimal, iso_date, iso_duration};
use crate::import::Unreadable;
use crate::import::table::MOST_COLUMNS;

/// What programs show in place of a value that a formula does not give.
const ERRORS: [&str; 8] = [
    "Err:", "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!",
];

pub(super) fn read(content: &[u8], asked: Option<&str>) -> Result<Read, Unreadable> {
    let content = std::str::from_utf8(content).map_err(|_| Unreadable::DamagedWorkbook)?;
    let mut sheets = Vec::new();
    let mut full = HashSet::new();
    let mut walk = Walk::new(content);
    while let Some(sheet) = walk.next_sheet()? {
        if walk.has_content()? {
            full.insert(sheet.name.clone());
        }
        sheets.push(sheet);
    }
    let sheet = choose(&sheets, asked, |name| Ok(full.contains(name)))?;
    let mut walk = Walk::new(content);
    while let Some(next) = walk.next_sheet()? {
        if next.name == sheet {
            let records = walk.rows()?;
            return Ok(Read { sheet, records });
        }
        walk.has_content()?;
    }
    Err(Unreadable::DamagedWorkbook)
}

/// The sheets of a document, one after the other.
struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    /// The styles of sheets that people do not see, and those of text that is struck through.
    hidden: HashSet<String>,
    struck: HashSet<String>,
    style: String,
    /// The columns whose cells are struck through where neither they nor their row say otherwise: the first, and the one
    /// behind the last.
    columns: Vec<(usize, usize)>,
}

/// A row while it is read.
#[derive(Default)]
struct Row {
    /// Its number, counted from 0, and how many there are of it.
    at: u32,
    times: u32,
    /// The column of the next cell.
    column: usize,
    /// The style of its cells that have none of their own.
    style: Option<String>,
    /// The cells that are not blank, each with its column.
    cells: Vec<(usize, Cell)>,
}

/// A cell that is not blank.
#[derive(Clone)]
struct Cell {
    text: String,
    is_error: bool,
    is_struck: bool,
}

impl<'a> Walk<'a> {
    fn new(content: &'a str) -> Walk<'a> {
        let mut reader = Reader::from_str(content);
        reader.config_mut().expand_empty_elements = true;
        Walk {
            reader,
            hidden: HashSet::new(),
            struck: HashSet::new(),
            style: String::new(),
            columns: Vec::new(),
        }
    }

    fn event(&mut self) -> Result<Event<'a>, Unreadable> {
        self.reader
            .read_event()
            .map_err(|_| Unreadable::DamagedWorkbook)
    }

    fn skip(&mut self, start: &BytesStart) -> Result<(), Unreadable> {
        let skipped = self.reader.read_to_end(start.name());
        skipped.map(|_| ()).map_err(|_| Unreadable::DamagedWorkbook)
    }

    /// Goes to the next sheet.
    fn next_sheet(&mut self) -> Result<Option<Name>, Unreadable> {
        loop {
            match self.event()? {
                Event::Eof => return Ok(None),
                Event::Start(start) => match start.name().as_ref() {
                    "style:style" => {
                        self.style = attribute(&start, "style:name").unwrap_or_default();
                    }
                    "style:table-properties"
                        if attribute(&start, "table:display").as_deref() == Some("false") =>
                    {
                        self.hidden.insert(self.style.clone());
                    }
                    "style:text-properties" if is_struck(&start) => {
                        self.struck.insert(self.style.clone());
                    }
                    "table:table" => {
                        let style = attribute(&start, "table:style-name").unwrap_or_default();
                        return Ok(Some(Name {
                            name: attribute(&start, "table:name").unwrap_or_default(),
                            is_visible: !self.hidden.contains(&style),
                        }));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// Goes to the end of the sheet, and says whether a cell of it is not blank.
    fn has_content(&mut self) -> Result<bool, Unreadable> {
        let mut has_content = false;
        loop {
            match self.event()? {
                Event::Eof => return Err(Unreadable::DamagedWorkbook),
                Event::End(end) if end.name().as_ref() == "table:table" => return Ok(has_content),
                Event::Start(start) => match start.name().as_ref() {
                    "table:table" | "table:shapes" | "office:annotation" => self.skip(&start)?,
                    "table:table-cell" => {
                        has_content |= attribute(&start, "office:value-type").is_some();
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// The rows of the sheet.
    fn rows(&mut self) -> Result<Vec<crate::import::table::Record>, Unreadable> {
        let (mut rows, mut row) = (Rows::default(), Row::default());
        let (mut merged, mut hidden) = (Vec::new(), Vec::new());
        let mut at_column: usize = 0;
        loop {
            match self.event()? {
                Event::Eof => return Err(Unreadable::DamagedWorkbook),
                Event::End(end) => match end.name().as_ref() {
                    "table:table" => break,
                    "table:table-row" => row.end(&mut rows)?,
                    _ => {}
                },
                Event::Start(start) => match start.name().as_ref() {
                    "table:table" | "table:shapes" | "office:annotation" => self.skip(&start)?,
                    "table:table-column" => {
                        let first = at_column;
                        at_column += number(&start, "table:number-columns-repeated") as usize;
                        let style = attribute(&start, "table:default-cell-style-name");
                        if style.is_some_and(|style| self.struck.contains(&style)) {
                            self.columns.push((first, at_column));
                        }
                    }
                    "table:table-row" => {
                        row.times = number(&start, "table:number-rows-repeated");
                        row.style = attribute(&start, "table:default-cell-style-name");
                        if attribute(&start, "table:visibility").is_some_and(|is| is != "visible") {
                            hidden.push((row.at, row.at.saturating_add(row.times)));
                        }
                    }
                    "table:table-cell" | "table:covered-table-cell" => {
                        let spanned = number(&start, "table:number-rows-spanned");
                        if spanned > 1 {
                            merged.push(Merged {
                                first: row.at,
                                last: row.at.saturating_add(spanned - 1),
                                column: row.column,
                            });
                        }
                        self.cell(&start, &mut row)?;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        let mut records = rows.into_records()?;
        fill_down(&mut records, &merged);
        for record in &mut records {
            let row = u32::try_from(record.line - 1).unwrap_or(u32::MAX);
            let after = hidden.partition_point(|(first, _)| *first <= row);
            let area = after.checked_sub(1).map(|at| hidden[at]);
            record.is_hidden = area.is_some_and(|(_, end)| row < end);
        }
        Ok(records)
    }

    fn cell(&mut self, start: &BytesStart, row: &mut Row) -> Result<(), Unreadable> {
        let times = number(start, "table:number-columns-repeated") as usize;
        let (shown, is_struck) = self.text(start.name().as_ref())?;
        let (text, is_error) = value(start, shown);
        if !text.trim().is_empty() {
            let last = row.column.saturating_add(times);
            if last > MOST_COLUMNS {
                return Err(Unreadable::TooManyColumns { most: MOST_COLUMNS });
            }
            if text.len().saturating_mul(times) > MOST_TEXT {
                return Err(too_much_text());
            }
            // Nearly no list has such a style.
            let own = (!self.struck.is_empty()).then(|| attribute(start, "table:style-name"));
            let style = own.flatten().or_else(|| row.style.clone());
            for column in row.column..last {
                let is_struck = is_struck
                    || match &style {
                        Some(style) => self.struck.contains(style),
                        None => self.is_in_struck_column(column),
                    };
                let cell = Cell {
                    text: text.clone(),
                    is_error,
                    is_struck,
                };
                row.cells.push((column, cell));
            }
        }
        row.column = row.column.saturating_add(times);
        Ok(())
    }

    fn is_in_struck_column(&self, column: usize) -> bool {
        let mut struck = self.columns.iter();
        struck.any(|(first, end)| (*first..*end).contains(&column))
    }

    /// What a cell shows, up to its end, and whether all of it stands in parts that are struck through.
    fn text(&mut self, cell: &str) -> Result<(String, bool), Unreadable> {
        let mut text = String::new();
        // How many parts of it are not struck through, and whether those that are open are.
        let (mut plain, mut spans) = (0, Vec::new());
        loop {
            let before = text.len();
            match self.event()? {
                Event::Eof => return Err(Unreadable::DamagedWorkbook),
                Event::End(end) if end.name().as_ref() == cell => {
                    let is_struck = plain == 0 && !text.trim().is_empty();
                    return Ok((text, is_struck));
                }
                Event::End(end) if end.name().as_ref() == "text:span" => {
                    spans.pop();
                }
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) => text.extend(resolved(&reference)),
                Event::Start(start) => match start.name().as_ref() {
                    "text:span" => {
                        let style = attribute(&start, "text:style-name");
                        spans.push(style.is_some_and(|style| self.struck.contains(&style)));
                    }
                    "text:p" if !text.is_empty() => text.push('\n'),
                    "text:line-break" => text.push('\n'),
                    "text:tab" => text.push('\t'),
                    "text:s" => text.push(' '),
                    "table:table" | "office:annotation" => self.skip(&start)?,
                    name if name.starts_with("draw:") => self.skip(&start)?,
                    _ => {}
                },
                _ => {}
            }
            let is_plain = !text[before..].trim().is_empty() && !spans.contains(&true);
            plain += usize::from(is_plain);
        }
    }
}

impl Row {
    /// Puts the row's cells in as many rows as there are of it, and goes to the next.
    fn end(&mut self, rows: &mut Rows) -> Result<(), Unreadable> {
        let after = self.at.saturating_add(self.times);
        if !self.cells.is_empty() {
            for at in self.at..after {
                for (column, cell) in &self.cells {
                    match cell.is_error {
                        true => rows.put_error(at, *column, cell.text.clone())?,
                        false => rows.put(at, *column, cell.text.clone())?,
                    }
                    if cell.is_struck {
                        rows.strike(*column);
                    }
                }
            }
        }
        *self = Row {
            at: after,
            ..Row::default()
        };
        Ok(())
    }
}

/// A cell's value as text, and whether it is an error, by what the cell shows.
fn value(start: &BytesStart, shown: String) -> (String, bool) {
    let of = |name: &str| attribute(start, name);
    let kind = of("office:value-type").unwrap_or_default();
    let is_error = of("calcext:value-type").as_deref() == Some("error");
    if is_error || kind != "string" && ERRORS.iter().any(|error| shown.starts_with(error)) {
        return (shown, true);
    }
    let amount = || of("office:value").and_then(|value| value.trim().parse::<f64>().ok());
    let text = match kind.as_str() {
        "float" | "currency" => amount().map(|amount| {
            let text = decimal(amount);
            match is_padded(&shown, &text) {
                true => shown.clone(),
                false => text,
            }
        }),
        "percentage" => amount().map(|amount| format!("{} %", decimal(amount * 100.0))),
        "date" => of("office:date-value").map(|day| iso_date(&day)),
        "time" => of("office:time-value").and_then(|time| iso_duration(&time)),
        "boolean" => of("office:boolean-value")
            .map(|value| if value == "true" { "ja" } else { "nej" }.to_owned()),
        "string" => of("office:string-value").filter(|text| !text.is_empty()),
        _ => None,
    };
    (text.unwrap_or(shown), false)
}

/// Whether a number is shown with zeros before it or hyphens in it, as a personnummer or a telephone is.
fn is_padded(shown: &str, number: &str) -> bool {
    let is_sign = |c: char| matches!(c, '-' | ' ');
    let digits: String = shown.chars().filter(|c| !is_sign(*c)).collect();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number && shown.starts_with('0') && digits.trim_start_matches('0') == number
}

/// Whether a style strikes its text through.
fn is_struck(properties: &BytesStart) -> bool {
    let of = |name: &str| attribute(properties, name).is_some_and(|line| line != "none");
    of("style:text-line-through-style") || of("style:text-line-through-type")
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0);
    value.ok().map(|value| value.into_owned())
}

/// How many of it there are; one where nothing says.
fn number(start: &BytesStart, name: &str) -> u32 {
    let number = attribute(start, name).and_then(|number| number.trim().parse().ok());
    number.unwrap_or(1).max(1)
}

fn resolved(reference: &BytesRef) -> Option<char> {
    match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}
