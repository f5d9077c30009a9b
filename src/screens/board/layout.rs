//! Where the board's parts stand, for drawing and for taps alike.

use chrono::{Days, NaiveDate};
use ratatui::layout::Rect;

use crate::domain::calendar::monday;
use crate::domain::facts::participant::Group;
use crate::screens::{HINT_ROWS, View, Width};

/// Columns of one day in the week strip.
pub const DAY_COLUMNS: u16 = 6;

/// The columns of a pane that show most names whole, and who marked.
const PANE: u16 = 43;

/// The fewest and the most columns for the chosen person beside the panes.
const BESIDE: (u16, u16) = (24, 44);

/// Where a group's pane is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub group: Group,
    /// The group that is seen here instead when it is turned to, where not all have room.
    pub also: Option<Group>,
    pub area: Rect,
}

/// The board's parts.
pub struct Layout {
    pub title: Rect,
    pub week: Rect,
    /// The panes that are seen, side by side: at least the one in use.
    pub places: Vec<Place>,
    /// The chosen person, where there is room.
    pub beside: Option<Rect>,
}

/// The group after another, and after the last the first.
pub fn next(groups: &[Group], group: Group) -> Group {
    let at = groups.iter().position(|other| *other == group);
    let next = at.map_or(0, |at| (at + 1) % groups.len());
    groups.get(next).copied().unwrap_or(group)
}

/// The groups whose panes are seen where so many fit: the last place is shared, and goes to the one in use.
fn seen(groups: &[Group], fit: usize, focus: Group) -> Vec<Group> {
    let mut seen = groups.to_vec();
    while seen.len() > fit.max(1) {
        let last = seen.len() - 1;
        seen.remove(if seen[last] == focus { last - 1 } else { last });
    }
    seen
}

impl Layout {
    /// Where everything stands while the pane of `focus` is in use.
    pub fn new(view: &View, focus: Group) -> Layout {
        let (columns, rows) = view.size;
        let height = rows.saturating_sub(HINT_ROWS + 2);
        let width = view.width();
        let pane = |x, width| Rect {
            x,
            y: 2,
            width,
            height,
        };
        let groups = view.register.settings.panes();
        let fit = match width {
            Width::Narrow => 1,
            // All of them, as soon as they are as wide as two are from 110 columns.
            Width::Wide if columns >= (PANE - 1) * groups.len() as u16 + BESIDE.0 => groups.len(),
            Width::Medium | Width::Wide => 2,
        };
        let seen = seen(groups, fit, focus);
        let n = seen.len() as u16;
        let side = match width {
            Width::Wide => columns.saturating_sub(n * PANE).clamp(BESIDE.0, BESIDE.1),
            Width::Medium | Width::Narrow => 0,
        };
        let for_panes = columns - side;
        let edge = |i: u16| if i == n { for_panes } else { for_panes / n * i };
        let hidden = groups.iter().copied().find(|group| !seen.contains(group));
        let places = (0..n).zip(&seen).map(|(i, group)| Place {
            group: *group,
            also: match width {
                Width::Narrow => Some(next(groups, *group)).filter(|next| next != group),
                _ => hidden.filter(|_| i + 1 == n),
            },
            area: pane(edge(i), edge(i + 1) - edge(i)),
        });
        let places: Vec<Place> = places.collect();
        let beside = (side > 0).then(|| pane(for_panes, side));
        let row = |y| Rect {
            x: 0,
            y,
            width: columns,
            height: 1,
        };
        Layout {
            title: row(0),
            week: row(1),
            places,
            beside,
        }
    }

    /// The rows inside a pane.
    pub fn rows(&self) -> usize {
        let height = self.places.first().map_or(0, |place| place.area.height);
        usize::from(height.saturating_sub(2))
    }

    /// The day of the week strip at a place.
    pub fn day_at(&self, column: u16, row: u16, day: NaiveDate) -> Option<NaiveDate> {
        let index = column.checked_sub(1)? / DAY_COLUMNS;
        let hit = row == self.week.y && index < 7;
        hit.then(|| monday(day).checked_add_days(Days::new(u64::from(index))))
            .flatten()
    }

    /// Everything below the title and the week.
    pub fn all(&self) -> Rect {
        let panes = self.places.iter().map(|place| place.area);
        let panes = panes.reduce(Rect::union).unwrap_or_default();
        self.beside.map_or(panes, |beside| panes.union(beside))
    }

    /// The pane at a place, and which of its rows in view; no row on its frame.
    pub fn row_at(&self, column: u16, row: u16) -> Option<(Place, Option<usize>)> {
        let at = (column, row).into();
        let place = self.places.iter().find(|place| place.area.contains(at))?;
        let Rect { y, .. } = place.area;
        let inside = row > y && row + 1 < place.area.bottom();
        Some((*place, inside.then(|| usize::from(row - y - 1))))
    }
}
