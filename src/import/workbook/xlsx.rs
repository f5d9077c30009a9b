//! A sheet of an .xlsx, cell by cell.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::Read;
use super::seen::seen;
use super::sheet::{Merged, Name, Rows, choose, fill_down};
use super::written::{Shape, iso_date, number};
use crate::import::Unreadable;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(super) fn read(bytes: &[u8], asked: Option<&str>) -> Result<Read, Unreadable> {
    let mut book: Book = Xlsx::new(Cursor::new(bytes)).map_err(fault)?;
    let sheets = book.sheets_metadata().iter();
    let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<Name> = sheets
        .map(|sheet| Name {
            name: sheet.name.clone(),
            is_visible: sheet.visible == SheetVisible::Visible,
        })
        .collect();
    let sheet = choose(&sheets, asked, |name| has_content(&mut book, name))?;
    let mut records = rows(&mut book, &sheet)?.into_records()?;
    let merged = book.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
    let merged = merged.iter().filter(|area| area.end.0 > area.start.0);
    let merged: Vec<Merged> = merged
        .map(|area| Merged {
            first: area.start.0,
            last: area.end.0,
            column: area.start.1 as usize,
        })
        .collect();
    fill_down(&mut records, &merged);
    seen(bytes, &sheet).put(&mut records);
    Ok(Read { sheet, records })
}

fn fault(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Locked,
        _ => Unreadable::DamagedWorkbook,
    }
}

fn has_content(book: &mut Book, name: &str) -> Result<bool, Unreadable> {
    let mut cells = book.worksheet_cells_reader(name).map_err(fault)?;
    while let Some(cell) = cells.next_cell().map_err(fault)? {
        let is_blank = match cell.get_value() {
            DataRef::Empty => true,
            DataRef::String(text) => text.trim().is_empty(),
            DataRef::SharedString(text) => text.trim().is_empty(),
            _ => false,
        };
        if !is_blank {
            return Ok(true);
        }
    }
    Ok(false)
}

fn rows(book: &mut Book, name: &str) -> Result<Rows, Unreadable> {
    let is_1904 = book.has_1904_epoch();
    let mut cells = book.worksheet_cells_reader(name).map_err(fault)?;
    let styles = cells.styles().iter();
    let shapes = styles.map(|style| {
        let format = style.number_format.as_ref();
        let is_struck = style.font.as_ref().is_some_and(|font| font.strikethrough);
        let shape = format.map_or(Shape::Plain, |format| Shape::of(&format.format_code));
        (shape, is_struck)
    });
    let shapes: Vec<(Shape, bool)> = shapes.collect();
    let mut rows = Rows::default();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(fault)? {
        let (row, column) = cell.get_position();
        let column = column as usize;
        let shape = shapes.get(style).map_or(&Shape::Plain, |(shape, _)| shape);
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Error(error) => {
                rows.put_error(row, column, error.to_string())?;
                continue;
            }
            DataRef::String(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Int(value) => value.to_string(),
            DataRef::Float(value) => number(*value, shape, is_1904),
            DataRef::Bool(value) => if *value { "ja" } else { "nej" }.to_owned(),
            DataRef::DateTime(moment) => {
                let shape = match shape {
                    _ if moment.is_duration() => &Shape::Time,
                    // A format that names neither is one of Excel's own, without a text.
                    Shape::Plain => &Shape::Date,
                    shape => shape,
                };
                number(moment.as_f64(), shape, is_1904)
            }
            DataRef::DateTimeIso(text) => iso_date(text),
            DataRef::DurationIso(text) => {
                super::written::iso_duration(text).unwrap_or_else(|| text.clone())
            }
        };
        rows.put(row, column, text)?;
        if shapes.get(style).is_some_and(|(_, is_struck)| *is_struck) {
            rows.strike(column);
        }
    }
    Ok(rows)
}
