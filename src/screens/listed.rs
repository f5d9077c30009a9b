//! A list of `lists` on a screen: its rows one below the other under their headings, at any width, and the chosen one.

use ratatui::text::{Line, Span};

use super::listing::{Choosable, Listing};
use super::{View, Width};
use crate::domain::facts::participant::PersonId;
use crate::lists::{Align, Cell, Column, List};
use crate::text::Text;
use crate::theme::{Role, Sign};
use crate::widgets::fit;
use crate::widgets::row::{MARKER_COLUMNS, marker};

/// What stands on one row of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Heading(Text),
    /// Instead of rows.
    None(Text),
    Row {
        group: usize,
        at: usize,
        of: Option<PersonId>,
    },
}

impl Choosable for Place {
    fn is_choosable(&self) -> bool {
        matches!(self, Place::Row { .. })
    }
}

impl Place {
    /// Whom the row is about.
    pub fn of(&self) -> Option<PersonId> {
        match self {
            Place::Row { of, .. } => *of,
            Place::Heading(_) | Place::None(_) => None,
        }
    }
}

/// Puts the rows of a list on the screen. Who is chosen stays chosen, in the same group, wherever their row has gone.
pub fn fill<L: List>(places: &mut Listing<Place>, list: &L) {
    let mut rows = Vec::new();
    for (group, told) in list.groups().iter().enumerate() {
        rows.push(Place::Heading(told.heading));
        if told.rows.is_empty() {
            rows.push(Place::None(told.none));
        }
        let each = told.rows.iter().enumerate();
        rows.extend(each.map(|(at, row)| {
            let of = list.of(row);
            Place::Row { group, at, of }
        }));
    }
    let who = |place: &Place| match place {
        Place::Row { group, of, .. } => of.map(|of| (*group, of)),
        _ => None,
    };
    let was = places.chosen().and_then(who);
    let again = rows.iter().position(|row| was.is_some() && who(row) == was);
    let place = again.unwrap_or(places.place());
    places.fill(rows, place);
}

/// The row of the screen at a place.
pub fn line<L: List>(list: &L, places: &Listing<Place>, at: usize, view: &View) -> Line<'static> {
    let (theme, lang) = (view.theme, view.lang);
    match places.rows()[at] {
        Place::Heading(text) => {
            Line::styled(format!(" {}", text.get(lang)), theme.style(Role::Strong))
        }
        Place::None(text) => {
            Line::styled(format!("   {}", text.get(lang)), theme.style(Role::Quiet))
        }
        Place::Row { group, at: row, .. } => {
            let cells = list.cells(&list.groups()[group].rows[row], group, lang);
            Line::from(vec![
                Span::raw(" "),
                marker(at == places.place(), theme),
                Span::raw(theme.plain(&laid(list.columns(), &cells, view))),
            ])
        }
    }
}

/// The cells of the columns that a screen shows, beside each other.
fn laid(columns: &[Column], cells: &[Cell], view: &View) -> String {
    let shown = || columns.iter().zip(cells).filter(|(c, _)| c.on_screen);
    let gap = match view.width() {
        Width::Narrow => 1,
        Width::Medium | Width::Wide => 2,
    };
    let count = shown().count();
    let least: usize = shown().map(|(column, _)| column.least).sum();
    let taken = 1 + MARKER_COLUMNS + least + gap * count.saturating_sub(1);
    // The first columns take what is over, each as far as it goes.
    let mut over = usize::from(view.size.0).saturating_sub(taken);
    let more = view.theme.sign(Sign::More);
    let cells = shown().map(|(column, cell)| {
        let added = over.min(column.most.saturating_sub(column.least));
        over -= added;
        let width = column.least + added;
        let text = match &cell.short {
            Some(short) if fit::width(&cell.text) > width => short,
            _ => &cell.text,
        };
        let text = crate::domain::plain::shown(text);
        match column.align {
            Align::Left => fit::left(&text, width, more),
            Align::Right => fit::right(&text, width, more),
        }
    });
    let line = cells.collect::<Vec<_>>().join(&" ".repeat(gap));
    let room = usize::from(view.size.0).saturating_sub(1 + MARKER_COLUMNS);
    fit::cut(line.trim_end(), room, more)
}
