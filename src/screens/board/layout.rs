//! Where the board's parts stand, for drawing and for taps alike.

use chrono::{Days, NaiveDate};
use ratatui::layout::Rect;

use crate::domain::calendar::monday;
use crate::domain::participant::Group;
use crate::screens::{HINT_ROWS, View, Width};

/// Columns of one day in the week strip.
pub const DAY_COLUMNS: u16 = 6;

/// The board's parts.
pub struct Layout {
    pub title: Rect,
    pub week: Rect,
    /// The panes side by side, or one and the same place for both.
    pub panes: [Rect; 2],
    /// The chosen person, where there is room.
    pub beside: Option<Rect>,
    width: Width,
}

impl Layout {
    pub fn new(view: &View) -> Layout {
        let (columns, rows) = view.size;
        let height = rows.saturating_sub(HINT_ROWS + 2);
        let width = view.width();
        let pane = |x, width| Rect {
            x,
            y: 2,
            width,
            height,
        };
        let (panes, beside) = match width {
            Width::Narrow => ([pane(0, columns), pane(0, columns)], None),
            Width::Medium => {
                let half = columns / 2;
                ([pane(0, half), pane(half, columns - half)], None)
            }
            Width::Wide => {
                // Two panes of 43 columns show most names whole, and who marked; what is left is the person's.
                let side = columns.saturating_sub(86).clamp(24, 44);
                let half = (columns - side) / 2;
                let second = columns - side - half;
                (
                    [pane(0, half), pane(half, second)],
                    Some(pane(half + second, side)),
                )
            }
        };
        let row = |y| Rect {
            x: 0,
            y,
            width: columns,
            height: 1,
        };
        Layout {
            title: row(0),
            week: row(1),
            panes,
            beside,
            width,
        }
    }

    /// The rows inside a pane.
    pub fn rows(&self) -> usize {
        usize::from(self.panes[0].height.saturating_sub(2))
    }

    /// The day of the week strip at a place.
    pub fn day_at(&self, column: u16, row: u16, day: NaiveDate) -> Option<NaiveDate> {
        let index = column.checked_sub(1)? / DAY_COLUMNS;
        let hit = row == self.week.y && index < 7;
        hit.then(|| monday(day).checked_add_days(Days::new(u64::from(index))))
            .flatten()
    }

    /// The pane at a place, and which of its rows in view; no row on its frame.
    pub fn row_at(&self, column: u16, row: u16, focus: Group) -> Option<(Group, Option<usize>)> {
        let groups = match self.width {
            Width::Narrow => vec![focus],
            _ => Group::ALL.to_vec(),
        };
        let place = (column, row).into();
        let group = groups
            .into_iter()
            .find(|g| self.panes[*g as usize].contains(place))?;
        let pane = self.panes[group as usize];
        let inside = row > pane.y && row + 1 < pane.bottom();
        Some((group, inside.then(|| usize::from(row - pane.y - 1))))
    }
}
