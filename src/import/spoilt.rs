//! What is wrong with a row before its cells are read: cells that have moved away from their headings, and cells that
//! hold nothing to be read.

use super::{Column, Reason, cells, headings::Layout, mangled, table::Record};
use crate::domain::facts::details::Field;

/// A fault that moves cells away from their headings, and where it is.
pub(super) fn moved(layout: &Layout, record: &Record) -> Option<(usize, Reason)> {
    let cells = &record.cells;
    let width = layout.width();
    let delimiter = layout.delimiter?;
    if record.open_quote {
        return Some((cells.len().saturating_sub(1), Reason::OpenQuote));
    }
    let is_row = |line: &str| line.matches(delimiter).count() + 1 >= width;
    let swallows = |cell: &str| cell.split(['\r', '\n']).skip(1).any(is_row);
    if width > 1
        && let Some(place) = cells.iter().position(swallows)
    {
        let last = record.last_line;
        return Some((place, Reason::RowsInQuotes { last }));
    }
    if let Some(fault) = decimal_comma(layout, record) {
        return Some(fault);
    }
    let filled = (0..cells.len()).rfind(|place| !cells[*place].trim().is_empty());
    filled.filter(|last| *last >= width).map(|_| {
        let found = cells.len();
        let headings = width;
        (width, Reason::TooManyCells { found, headings })
    })
}

/// Hours that a decimal comma has split into two cells: `37,5` before a column in which a lone digit says nothing.
fn decimal_comma(layout: &Layout, record: &Record) -> Option<(usize, Reason)> {
    if layout.delimiter != Some(',') {
        return None;
    }
    let hours = [Column::HoursADay, Column::HoursAWeek, Column::Hours];
    let cell = |place: usize| record.cells.get(place).unwrap_or_default().trim();
    let is_number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let has_more = (layout.width()..record.cells.len()).any(|place| !cell(place).is_empty());
    hours.into_iter().find_map(|column| {
        let place = layout.at(column)?;
        let (whole, part) = (cell(place), cell(place + 1));
        let says_nothing = match layout.column(place + 1) {
            Some(next) => !hours.contains(&next),
            None => false,
        };
        let is_split = is_number(whole, 3) && is_number(part, 2) && (has_more || says_nothing);
        let hours = format!("{whole},{part}");
        is_split.then_some((place, Reason::DecimalComma { hours }))
    })
}

/// Cells under headings that are read, of which nothing is to be had: errors, and letters that were spoilt.
pub(super) fn cells_of(layout: &Layout, record: &Record) -> Vec<(usize, Column, Reason)> {
    let mut found = Vec::new();
    for (place, cell) in record.cells.iter().enumerate() {
        let Some(column) = layout.column(place) else {
            continue;
        };
        let error = record.faults.iter().find(|(at, _)| *at == place);
        let fault = match error {
            Some((_, reason)) => Some(reason.clone()),
            None if is_formula(column, cell) => Some(Reason::Formula),
            None => mangled::fault(cell, is_name(column)),
        };
        found.extend(fault.map(|reason| (place, column, reason)));
    }
    found
}

/// `=B2&C2`; a note may begin with the sign.
fn is_formula(column: Column, cell: &str) -> bool {
    // An apostrophe before it says that it is a text, and is left out.
    let cell = cells::unwrapped(cell).trim_start_matches('\'');
    cell.len() > 1 && cell.starts_with('=') && column != Column::Of(Field::Note)
}

fn is_name(column: Column) -> bool {
    matches!(
        column,
        Column::Name | Column::Arena | Column::Of(Field::Given | Field::Family | Field::Supervisor)
    )
}
