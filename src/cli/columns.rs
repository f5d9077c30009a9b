//! Rows of text in aligned columns, by the width that a terminal gives each character; and the signs in them.

use unicode_width::UnicodeWidthStr;

use crate::domain::plain::shown;
use crate::domain::reckon::threshold::Clock;
pub use crate::lists::Align;
use crate::text::{Lang, Text};
use crate::write::text::set;

/// Headings and rows, in the order they are printed.
pub struct Columns<const N: usize> {
    align: [Align; N],
    names: Option<[String; N]>,
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
            names: None,
            lines: Vec::new(),
        }
    }

    /// The columns' names, for a line above everything else; an empty column's is left out with it.
    pub fn named(align: [Align; N], names: [Text; N], lang: Lang) -> Columns<N> {
        Columns {
            names: Some(names.map(|name| name.get(lang).to_owned())),
            ..Columns::new(align)
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
        if let Some(names) = &self.names
            && widths.iter().any(|width| *width > 0)
        {
            for (width, name) in widths.iter_mut().zip(names) {
                if *width > 0 {
                    *width = name.width().max(*width);
                }
            }
            text.push_str(&set(names, &self.align, &widths));
            text.push('\n');
        }
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

/// What stands above the columns.
pub mod names {
    use crate::text::Text;

    const fn name(sv: &'static str, en: &'static str) -> Text {
        Text { sv, en }
    }

    pub const NOTHING: Text = name("", "");
    pub const NUMBER: Text = name("nr", "no.");
    pub const NAME: Text = name("namn", "name");
    pub const ARENA: Text = name("arena", "arena");
    pub const START: Text = name("start", "start");
    pub const END: Text = name("slut", "end");
    pub const THRESHOLD: Text = name("tolv mån.", "threshold");
    pub const DAYS: Text = name("kvar", "left");
    pub const STATE: Text = name("läge", "state");
    pub const WHY: Text = name("varför", "why");
    pub const PLAN: Text = name("plan", "plan");
    pub const DUE: Text = name("senast", "due");
    pub const DUTY: Text = name("vad", "what");
    pub const SINCE: Text = name("sedan", "since");
    pub const KEY: Text = name("nyckel", "key");
    pub const FORM: Text = name("form", "form");
    pub const SUPPORT_UNTIL: Text = name("stöd till", "support until");
    pub const SUPPORT_TIME_UNTIL: Text = name("stödtid till", "support time until");
    pub const MARK: Text = name("markering", "mark");
    pub const HOURS: Text = name("tid", "hours");
    pub const BY: Text = name("av", "by");
    pub const NOTE: Text = name("anteckning", "note");
}

/// The sign of a clock that wants attention.
pub const fn clock_sign(clock: Clock) -> &'static str {
    match clock {
        Clock::Running | Clock::Plan => "",
        Clock::Near => "▲",
        Clock::Reached => "■",
    }
}

/// The sign of a day that is not marked.
pub const UNMARKED: &str = "·";

/// The sign of a mark that has a note.
pub const NOTE: &str = "✎";

/// The text with the ASCII twin of each sign; letters are left as they are.
pub fn ascii_signs(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '▲' => ascii.push('!'),
            '■' => ascii.push('#'),
            '·' => ascii.push('.'),
            '✎' => ascii.push('*'),
            '–' => ascii.push('-'),
            '→' => ascii.push_str("->"),
            '½' => ascii.push_str(".5"),
            '§' => ascii.push_str("par."),
            '\u{a0}' => ascii.push(' '),
            '…' => ascii.push_str("..."),
            '“' | '”' => ascii.push('"'),
            c => ascii.push(c),
        }
    }
    ascii
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

    #[test]
    fn every_sign_has_an_ascii_twin() {
        for clock in [Clock::Running, Clock::Plan, Clock::Near, Clock::Reached] {
            assert!(ascii_signs(clock_sign(clock)).is_ascii());
        }
        assert_eq!(
            ascii_signs("10½ – Åsa · “a” → … 27 § 5\u{a0}000"),
            "10.5 - Åsa . \"a\" -> ... 27 par. 5 000"
        );
    }
}
