//! Text in aligned columns, by the width that a terminal gives each character.

use unicode_width::UnicodeWidthStr;

use crate::domain::plain::shown;
use crate::lists::{Align, List};
use crate::text::Lang;

const INDENT: &str = "  ";
const GAP: &str = "  ";

/// A list under its title and what it comes to; a column that is empty in every row is left out.
pub fn list<L: List>(list: &L, lang: Lang) -> String {
    let mut lines = vec![list.title(lang)];
    lines.extend(list.counts(lang));
    let groups = list.groups();
    let cells = groups.iter().enumerate().map(|(at, group)| {
        let rows = group.rows.iter();
        let rows = rows.map(|row| texts(list.cells(row, at, lang).into_iter().map(|c| c.text)));
        rows.collect::<Vec<_>>()
    });
    let cells: Vec<Vec<Vec<String>>> = cells.collect();
    let aligns: Vec<Align> = list.columns().iter().map(|column| column.align).collect();
    let widths = widths(aligns.len(), cells.iter().flatten());
    for (group, rows) in groups.iter().zip(&cells) {
        lines.push(group.heading.get(lang).to_owned());
        if rows.is_empty() {
            lines.push(format!("{INDENT}{}", group.none.get(lang)));
        }
        lines.extend(rows.iter().map(|row| set(row, &aligns, &widths)));
    }
    lines.extend(list.foot(lang));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Made safe before it is measured: a replaced character may be wider.
fn texts(cells: impl Iterator<Item = String>) -> Vec<String> {
    cells.map(|cell| shown(&cell).into_owned()).collect()
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
