//! Text in aligned columns, by the width that a terminal gives each character.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::domain::plain::shown;
use crate::lists::{Align, List, Telling};

const INDENT: &str = "  ";
const GAP: &str = "  ";

/// A list under its title and what it comes to; a column that is empty in every row is left out.
pub fn list<L: List>(list: &L, of: &Telling) -> String {
    let columns = || list.columns().iter().filter(|column| column.is_written);
    let aligns: Vec<Align> = columns().map(|column| column.align).collect();
    let groups = list.groups();
    let rows = groups.iter().enumerate().map(|(group, rows)| {
        let rows = rows.iter();
        rows.map(|row| match list.remark(row, of) {
            Some(remark) => Err(remark),
            None => Ok(texts(list, row, group, of)),
        })
        .collect::<Vec<_>>()
    });
    let rows: Vec<Vec<Result<Vec<String>, String>>> = rows.collect();
    let cells = || rows.iter().flatten().flatten();
    let mut widths = widths(aligns.len(), cells());
    let mut lines = vec![list.title(of)];
    lines.extend(list.counts(of));
    if cells().next().is_some() {
        let names: Vec<String> = columns().map(|column| column.name(of.lang)).collect();
        for (width, name) in widths
            .iter_mut()
            .zip(&names)
            .filter(|(width, _)| **width > 0)
        {
            *width = name.width().max(*width);
        }
        lines.push(set(&names, &aligns, &widths));
    }
    for (group, rows) in rows.iter().enumerate() {
        lines.extend(list.heading(group, of));
        if rows.is_empty() {
            let none = list.none(group, of);
            lines.extend(none.map(|none| format!("{INDENT}{none}")));
        }
        lines.extend(rows.iter().map(|row| match row {
            Ok(cells) => set(cells, &aligns, &widths),
            Err(remark) => format!("{INDENT}{remark}"),
        }));
    }
    lines.extend(list.notes(of));
    lines.extend(list.foot(of));
    lines.push(String::new());
    lines.join("\n")
}

/// Made safe before it is measured: a replaced character may be wider.
fn texts<L: List>(list: &L, row: &L::Row, group: usize, of: &Telling) -> Vec<String> {
    let cells = list
        .columns()
        .iter()
        .zip(list.cells(row, group, of, &|column| column.is_written));
    let cells = cells.filter(|(column, _)| column.is_written);
    let harmless = |text: String| match shown(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(text) => text,
    };
    cells.map(|(_, cell)| harmless(cell.drawn())).collect()
}

fn widths<'a>(columns: usize, rows: impl Iterator<Item = &'a Vec<String>>) -> Vec<usize> {
    let mut widths = vec![0; columns];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    widths
}

/// A row without a blank at its end; a column without width is left out.
pub fn set(cells: &[String], aligns: &[Align], widths: &[usize]) -> String {
    let mut line = String::from(INDENT);
    for ((cell, width), align) in cells.iter().zip(widths).zip(aligns) {
        if *width == 0 {
            continue;
        }
        let blanks = " ".repeat(width.saturating_sub(cell.width()));
        match align {
            Align::Left => line.extend([cell, &blanks, GAP]),
            Align::Right => line.extend([&blanks, cell, GAP]),
        }
    }
    line.trim_end().to_owned()
}
