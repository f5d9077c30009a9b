//! The columns of a list beside each other: which fit, how wide each is, and a row set in them.

use ratatui::text::Span;

use crate::domain::plain::shown;
use crate::lists::{Align, Cell, Column};
use crate::screens::{View, Width};
use crate::theme::Sign;
use crate::widgets::fit;
use crate::widgets::row::MARKER_COLUMNS;

/// The columns that fit beside each other, and how wide each of them is.
pub struct Layout<'a> {
    columns: Vec<(usize, &'a Column, usize)>,
    gap: usize,
}

impl<'a> Layout<'a> {
    pub fn new(columns: &'a [Column], view: &View) -> Layout<'a> {
        let screen = usize::from(view.size.0);
        let least = |column: &Column| match view.width() {
            Width::Narrow => column.least,
            Width::Medium | Width::Wide => column.least_of_wide,
        };
        let shown = columns.iter().enumerate();
        let shown = shown.filter(|(_, column)| column.is_on(screen));
        let mut columns: Vec<_> = shown
            .map(|(at, column)| (at, column, least(column)))
            .collect();
        let room = screen.saturating_sub(MARKER_COLUMNS);
        // Nothing parts the last column from anything.
        let taken = |columns: &[(usize, &Column, usize)], gap| {
            let each = columns.iter();
            let each = each.map(|(_, column, width)| width + gap_after(column, gap));
            each.sum::<usize>().saturating_sub(gap)
        };
        let gap = match view.width() {
            Width::Medium | Width::Wide if taken(&columns, 2) <= room => 2,
            _ => 1,
        };
        // The last columns go where not all have even what they need.
        while columns.len() > 2 && taken(&columns, gap) > room {
            columns.pop();
        }
        let mut over = room.saturating_sub(taken(&columns, gap));
        // One at a time to the one that has got the least of its share.
        while over > 0 {
            let can_take = columns
                .iter_mut()
                .filter(|(_, column, width)| *width < column.most && column.weight > 0);
            let next = can_take.min_by_key(|(_, column, width)| {
                (*width + 1 - least(column)) * 100 / column.weight
            });
            let Some((_, _, width)) = next else {
                break;
            };
            *width += 1;
            over -= 1;
        }
        Layout { columns, gap }
    }

    /// The columns' names above them.
    pub fn names(&self, view: &View) -> String {
        let more = view.theme.sign(Sign::More);
        let names = self.columns.iter().map(|(_, column, width)| {
            let name = match (column.name(view.lang), column.short) {
                (name, Some(short)) if fit::width(&name) > *width => {
                    short.get(view.lang).to_owned()
                }
                (name, _) => name,
            };
            set(&view.theme.plain(&name), column.align, *width, more)
                + &" ".repeat(gap_after(column, self.gap))
        });
        let before = " ".repeat(MARKER_COLUMNS);
        let line = format!("{before}{}", names.collect::<String>());
        line.trim_end().to_owned()
    }

    /// The cells of a row, each in its column.
    pub fn spans(&self, cells: &[Cell], view: &View) -> Vec<Span<'static>> {
        let theme = view.theme;
        let spans = self.columns.iter().filter_map(|(at, column, width)| {
            let cell = cells.get(*at)?;
            let sign = cell.sign.map(|sign| theme.sign(sign));
            let of = |text: &str| {
                let text = theme.plain(&shown(text));
                match sign {
                    Some(sign) if text.is_empty() => sign.to_owned(),
                    Some(sign) => format!("{sign} {text}"),
                    None => text,
                }
            };
            let text = of(&cell.text);
            let text = match &cell.short {
                Some(short) if fit::width(&text) > *width => of(short),
                _ => text,
            };
            let text = set(&text, column.align, *width, theme.sign(Sign::More));
            let gap = " ".repeat(gap_after(column, self.gap));
            Some(Span::styled(text + &gap, theme.style(cell.role)))
        });
        spans.collect()
    }
}

/// A sign stands close to what it is of.
fn gap_after(column: &Column, gap: usize) -> usize {
    if column.most == 1 { 1 } else { gap }
}

fn set(text: &str, align: Align, width: usize, more: &str) -> String {
    match align {
        Align::Left => fit::left(text, width, more),
        Align::Right => fit::right(text, width, more),
    }
}
