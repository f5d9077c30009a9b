//! A list that fills a screen: where its parts stand, which of its rows can be chosen, and the foot about the chosen one.

use std::ops::Range;

use ratatui::text::Line;
use ratatui::{Frame, layout::Rect};

use super::View;
use super::chrome::HINT_ROWS;
use super::moving::moved;
use crate::action::Action;
use crate::theme::{Role, Sign};
use crate::widgets::scroll::{Scroll, hidden_rows};
use crate::widgets::{fit, line};

/// Where the parts of a list stand, for drawing and for taps alike.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// The first row of the list: below the heading, and what else goes before it.
    pub top: u16,
    /// The rows of the list that are seen.
    pub rows: usize,
    /// The rows below it about the chosen one, the first of them blank.
    foot: usize,
}

impl Parts {
    /// The list has what is left above a foot of so many rows, the first of them blank.
    pub fn new(top: u16, foot: usize, view: &View) -> Parts {
        let height = Parts::height(view);
        Parts {
            top,
            rows: height.saturating_sub(usize::from(top) + foot),
            foot,
        }
    }

    /// The rows of the screen above status and hints.
    pub fn height(view: &View) -> usize {
        usize::from(view.size.1.saturating_sub(HINT_ROWS))
    }

    /// The columns of a line in the foot.
    pub fn columns(view: &View) -> usize {
        usize::from(view.size.0).saturating_sub(2).max(1)
    }

    /// The row of the list, counted from the first one seen, that stands on a row of the screen.
    pub fn seen(&self, row: u16) -> Option<usize> {
        let at = row.checked_sub(self.top).map(usize::from)?;
        (at < self.rows).then_some(at)
    }

    /// Draws the rows in a window, one below the other.
    pub fn draw_rows<'a>(
        &self,
        frame: &mut Frame,
        area: Rect,
        window: Range<usize>,
        of: impl Fn(usize) -> Line<'a>,
    ) {
        for (y, at) in (self.top..).zip(window) {
            line::draw(frame, of(at), row(area, y));
        }
    }

    /// Says in the blank row below the list how many of it are out of sight above and below.
    pub fn draw_hidden(&self, frame: &mut Frame, area: Rect, hidden: (usize, usize), view: &View) {
        let told = hidden_rows(hidden.0, hidden.1, view.theme);
        let y = self.top + u16::try_from(self.rows).unwrap_or(0);
        if y < area.height && !told.is_empty() {
            let told = Line::styled(format!("{told} "), view.theme.style(Role::Quiet));
            frame.render_widget(told.right_aligned(), row(area, y));
        }
    }

    /// Draws what there is to say of the chosen row, a paragraph each. What does not fit is marked.
    pub fn draw_foot(
        &self,
        frame: &mut Frame,
        area: Rect,
        paragraphs: impl IntoIterator<Item = (String, Role)>,
        view: &View,
    ) {
        let (theme, more) = (view.theme, view.theme.sign(Sign::More));
        let columns = Parts::columns(view);
        let lines = paragraphs.into_iter().flat_map(|(text, role)| {
            let lines = fit::wrap(&theme.plain(&text), columns);
            lines.into_iter().map(move |line| (line, role))
        });
        let mut lines: Vec<(String, Role)> = lines.collect();
        let rows = self.foot.saturating_sub(1);
        if lines.len() > rows {
            lines.truncate(rows);
            if let Some((last, _)) = lines.last_mut() {
                *last = fit::cut(&format!("{last} {more}"), columns, more);
            }
        }
        let first = area.height.saturating_sub(rows as u16);
        for (y, (line, role)) in (first..).zip(lines) {
            let line = Line::styled(format!(" {line}"), theme.style(role));
            line::draw(frame, line, row(area, y));
        }
    }
}

/// One row of a screen.
pub fn row(area: Rect, y: u16) -> Rect {
    Rect {
        y: area.y + y,
        height: 1,
        ..area
    }
}

/// A line through the list with the name of what comes below it.
pub fn divider(text: &str, width: usize, view: &View) -> Line<'static> {
    let dash = view.theme.border().horizontal_top;
    let rest = width.saturating_sub(fit::width(text) + 6);
    Line::styled(
        format!(" {} {text} {}", dash.repeat(2), dash.repeat(rest)),
        view.theme.style(Role::Quiet),
    )
}

/// A row that may be one that cannot be chosen, such as a heading.
pub trait Choosable {
    fn is_choosable(&self) -> bool;

    /// Whether it is told of where it is out of sight: not a heading, but that nobody is below it.
    fn is_told_of(&self) -> bool {
        self.is_choosable()
    }
}

/// The rows of a list, the chosen one and the window on them.
#[derive(Debug)]
pub struct Listing<R> {
    rows: Vec<R>,
    /// One that can be chosen, unless there is none.
    chosen: usize,
    scroll: Scroll,
}

impl<R> Default for Listing<R> {
    fn default() -> Listing<R> {
        Listing {
            rows: Vec::new(),
            chosen: 0,
            scroll: Scroll::default(),
        }
    }
}

impl<R: Choosable> Listing<R> {
    /// All rows.
    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    /// The chosen row's place among them.
    pub fn place(&self) -> usize {
        self.chosen
    }

    /// The chosen row; none where none can be chosen.
    pub fn chosen(&self) -> Option<&R> {
        self.rows.get(self.chosen).filter(|row| row.is_choosable())
    }

    /// Takes other rows, and chooses the one at a place: or, where that is none to choose, the next, or else the last.
    pub fn fill(&mut self, rows: Vec<R>, place: usize) {
        self.rows = rows;
        let places = self.places();
        let next = places.iter().find(|at| **at >= place);
        self.chosen = next.or(places.last()).copied().unwrap_or(0);
    }

    fn places(&self) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter_map(|(at, row)| row.is_choosable().then_some(at))
            .collect()
    }

    /// Chooses the row that an action leads to, where it is one that moves.
    pub fn step(&mut self, action: Action, parts: Parts) {
        let places = self.places();
        let at = places.iter().position(|row| *row == self.chosen);
        if let Some(to) = moved(action, at.unwrap_or(0), places.len(), parts.rows)
            && let Some(row) = places.get(to)
        {
            self.chosen = *row;
        }
        self.follow(parts);
    }

    /// Chooses what was tapped, where it can be chosen.
    pub fn tap(&mut self, row: u16, parts: Parts) {
        let tapped = parts.seen(row).map(|at| self.scroll.top + at);
        if let Some(at) = tapped
            && self.rows.get(at).is_some_and(R::is_choosable)
        {
            self.chosen = at;
        }
    }

    /// Brings the chosen row into view, and what stands above the first one with it.
    pub fn follow(&mut self, parts: Parts) {
        let is_first = !self.rows.iter().take(self.chosen).any(R::is_choosable);
        if is_first && self.chosen < parts.rows {
            self.scroll.top = 0;
        }
        self.scroll.follow(self.chosen, self.rows.len(), parts.rows);
    }

    /// How many that are told of are out of sight, above and below.
    pub fn hidden(&self, parts: Parts) -> (usize, usize) {
        let window = self.window(parts);
        let count = |rows: &[R]| rows.iter().filter(|row| row.is_told_of()).count();
        (
            count(&self.rows[..window.start]),
            count(&self.rows[window.end..]),
        )
    }

    /// The rows in view.
    pub fn window(&self, parts: Parts) -> Range<usize> {
        self.scroll.window(self.rows.len(), parts.rows)
    }
}
