//! Rows of text in aligned columns, by the width that a terminal gives each character; and the signs in them.

use unicode_width::UnicodeWidthStr;

use crate::domain::plain::shown;
pub use crate::lists::Align;
use crate::write::text::set;

/// Headings and rows, in the order they are printed.
pub struct Columns<const N: usize> {
    align: [Align; N],
    lines: Vec<Line<N>>,
}

enum Line<const N: usize> {
    Heading(String),
    Row([String; N]),
}

impl<const N: usize> Columns<N> {
    pub fn new(align: [Align; N]) -> Columns<N> {
        Columns {
            align,
            lines: Vec::new(),
        }
    }

    /// A line of its own, before the rows it is for.
    pub fn heading(&mut self, text: &str) {
        self.lines.push(Line::Heading(text.to_owned()));
    }

    pub fn row(&mut self, cells: [String; N]) {
        // Made safe before it is measured: a replaced character may be wider.
        self.lines
            .push(Line::Row(cells.map(|cell| shown(&cell).into_owned())));
    }

    /// The text: no blank at the end of a line, and none for a column that is empty in every row.
    pub fn text(&self) -> String {
        let mut widths = [0; N];
        for line in &self.lines {
            if let Line::Row(cells) = line {
                for (width, cell) in widths.iter_mut().zip(cells) {
                    *width = cell.width().max(*width);
                }
            }
        }
        let mut text = String::new();
        for line in &self.lines {
            match line {
                Line::Heading(heading) => text.push_str(heading),
                Line::Row(cells) => text.push_str(&set(cells, &self.align, &widths)),
            }
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_by_display_width() {
        let mut columns = Columns::new([Align::Left, Align::Right, Align::Left, Align::Left]);
        columns.heading("Head");
        columns.row(["Åsa".into(), "1".into(), String::new(), "x".into()]);
        columns.row(["漢字".into(), "10".into(), String::new(), String::new()]);
        columns.row(["e\u{301}".into(), String::new(), String::new(), "y".into()]);
        assert_eq!(
            columns.text(),
            "Head\n  Åsa    1  x\n  漢字  10\n  e\u{301}         y\n"
        );
    }
}
