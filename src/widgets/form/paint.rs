//! Where the parts of a form stand, for drawing and for taps alike; and the drawing.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Form, Input, Item};
use crate::theme::{Role, Sign, Theme};
use crate::widgets::fit;

/// The columns under which a label stands above its field and not beside it.
const STACKED: usize = 48;
/// The marker of the field in focus, and a blank.
const MARGIN: usize = 2;
/// The line that a field begins with, and a blank.
const RULE: usize = 2;

/// The columns of a field that has something beside it, with a blank after them.
const SHORT: usize = 18;

/// One row of a form.
enum Row {
    Label(usize),
    Input(usize),
    Below(usize, String),
}

impl Row {
    fn item(&self) -> usize {
        match self {
            Row::Label(at) | Row::Input(at) | Row::Below(at, _) => *at,
        }
    }
}

/// Where a form's columns are.
struct Columns {
    stacked: bool,
    /// Where a field's line begins.
    input: usize,
    /// The columns of a field's text.
    room: usize,
}

/// What is in view: the rows from `top`, and the footer below them.
struct Layout {
    columns: Columns,
    rows: Vec<Row>,
    top: usize,
    height: usize,
    footer: Vec<(String, Role)>,
}

impl Columns {
    /// The columns of one field's text: fewer where something stands beside it, which a narrow form leaves out.
    fn room<K>(&self, item: &Item<K>) -> usize {
        match self.stacked || item.beside.is_empty() {
            true => self.room,
            false => self.room.min(SHORT - 1),
        }
    }
}

impl<K> Item<K> {
    /// What stands below the field while it is in focus: the example, and what to mind.
    fn hint(&self, room: usize) -> Vec<String> {
        let example = fit::wrap(&self.example, room);
        match &self.caution {
            Some(caution) if self.example.is_empty() => fit::wrap(caution, room),
            Some(caution) => [example, fit::wrap(caution, room)].concat(),
            None => example,
        }
    }
}

impl<K: Copy + PartialEq> Form<K> {
    fn columns(&self, columns: usize) -> Columns {
        let stacked = columns < STACKED;
        let labels = self.items.iter().map(|item| fit::width(&item.label)).max();
        let input = match stacked {
            true => MARGIN,
            false => MARGIN + labels.unwrap_or(0).min(columns / 2 - MARGIN) + 1,
        };
        // The last column is for the signs that there is more above or below.
        let room = columns.saturating_sub(input + RULE + 1).max(1);
        Columns {
            stacked,
            input,
            room,
        }
    }

    fn below(&self, at: usize, item: &Item<K>, room: usize) -> Vec<String> {
        match &item.fault {
            Some(fault) => fit::wrap(&format!("! {fault}"), room),
            // The row is kept even when empty, so that going to another field moves nothing but two rows.
            None if at == self.focus => item.hint(room),
            None => Vec::new(),
        }
    }

    fn all_rows(&self, columns: &Columns) -> Vec<Row> {
        let mut rows = Vec::new();
        for (at, item) in self.items.iter().enumerate().filter(|(_, item)| item.shown) {
            if columns.stacked {
                rows.push(Row::Label(at));
            }
            rows.push(Row::Input(at));
            let below = self.below(at, item, columns.room + 1).into_iter();
            rows.extend(below.map(|line| Row::Below(at, line)));
        }
        rows
    }

    /// The rows that the whole form takes in so many columns.
    pub fn rows(&self, columns: usize) -> usize {
        let footer = self.footer_lines(columns).len();
        let rows = self.all_rows(&self.columns(columns)).len();
        // Room for the longest example, so that the box keeps its height from field to field.
        let room = self.columns(columns).room + 1;
        let shown = self.items.iter().filter(|item| item.shown);
        let longest = shown.map(|item| item.hint(room).len()).max();
        let here = match self.items.get(self.focus) {
            Some(item) if item.fault.is_none() => item.hint(room).len(),
            _ => 0,
        };
        let spare = longest.unwrap_or(0).saturating_sub(here);
        rows + spare + footer + usize::from(footer > 0)
    }

    fn footer_lines(&self, columns: usize) -> Vec<(String, Role)> {
        let sentences = self.footer.iter().filter(|(text, _)| !text.is_empty());
        let lines = sentences.flat_map(|(text, role)| {
            let lines = fit::wrap(text, columns).into_iter();
            lines.map(|line| (line, *role))
        });
        lines.collect()
    }

    fn layout(&self, area: Rect, more: &str) -> Layout {
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        let columns = self.columns(width);
        let rows = self.all_rows(&columns);
        let mut footer = self.footer_lines(width);
        let spare = height.saturating_sub(rows.len() + 1);
        let most = spare.max(height / 3);
        if footer.len() > most {
            footer.truncate(most);
            if let Some((last, _)) = footer.last_mut() {
                *last = fit::cut(&format!("{last} {more}"), width, more);
            }
        }
        let height = height - footer.len();
        let of_focus = |row: &Row| row.item() == self.focus;
        let first = rows.iter().position(of_focus).unwrap_or(0);
        let last = rows.iter().rposition(of_focus).unwrap_or(0);
        // The field in focus in the middle, and never cut off where it can be whole.
        let middle = ((first + last) / 2).saturating_sub(height / 2);
        let top = middle.max((last + 1).saturating_sub(height)).min(first);
        let top = top.min(rows.len().saturating_sub(height));
        Layout {
            columns,
            rows,
            top,
            height,
            footer,
        }
    }

    /// Takes a tap on the form as drawn in an area: the field there comes in focus. A tap on what is chosen of several
    /// goes on to the next. Says whether a field was there.
    pub fn tap(&mut self, area: Rect, column: u16, row: u16) -> bool {
        if !area.contains(Position { x: column, y: row }) {
            return false;
        }
        let layout = self.layout(area, "");
        let at = usize::from(row - area.y);
        let Some(hit) = layout
            .rows
            .get(layout.top + at)
            .filter(|_| at < layout.height)
        else {
            return false;
        };
        let was = std::mem::replace(&mut self.focus, hit.item());
        if let Row::Input(_) = hit {
            let at = usize::from(column - area.x).saturating_sub(layout.columns.input + RULE);
            let item = &mut self.items[hit.item()];
            let room = layout.columns.room(item);
            match &mut item.input {
                Input::Line(field) if was == hit.item() => field.tap(room, at),
                Input::Line(_) => {}
                Input::OneOf(choice) if was == hit.item() => choice.next(),
                Input::OneOf(_) => {}
            }
        }
        true
    }

    /// Draws the form, and the terminal's own cursor where the next character goes: it is seen without colour, and
    /// readers of screens follow it.
    pub fn draw(&self, frame: &mut Frame, area: Rect, theme: Theme) {
        let more = theme.sign(Sign::More);
        let layout = self.layout(area, more);
        let seen = layout.rows.iter().skip(layout.top).take(layout.height);
        for (y, row) in (area.y..).zip(seen) {
            let place = Rect {
                y,
                height: 1,
                ..area
            };
            self.draw_row(frame, place, row, &layout.columns, theme);
        }
        let (above, below) = (
            layout.top > 0,
            layout.top + layout.height < layout.rows.len(),
        );
        for (is_more, at, sign) in [
            (above, 0, Sign::Up),
            (below, layout.height.saturating_sub(1), Sign::Down),
        ] {
            if is_more && area.width > 0 {
                let sign = Span::styled(theme.sign(sign), theme.style(Role::Accent));
                let place = Rect::new(area.right() - 1, area.y + at as u16, 1, 1);
                frame.render_widget(sign, place);
            }
        }
        let first = usize::from(area.height) - layout.footer.len();
        for (y, (text, role)) in (area.y + first as u16..).zip(&layout.footer) {
            let place = Rect {
                y,
                height: 1,
                ..area
            };
            frame.render_widget(Span::styled(theme.plain(text), theme.style(*role)), place);
        }
    }

    fn draw_row(&self, frame: &mut Frame, place: Rect, row: &Row, columns: &Columns, theme: Theme) {
        let more = theme.sign(Sign::More);
        let item = &self.items[row.item()];
        let focused = row.item() == self.focus;
        let label = |room: usize| {
            let (marker, role) = match focused {
                true => (theme.sign(Sign::Marker), Role::Strong),
                false => (" ", Role::Quiet),
            };
            [
                Span::styled(format!("{marker} "), theme.style(Role::Accent)),
                Span::styled(
                    fit::left(&theme.plain(&item.label), room, more),
                    theme.style(role),
                ),
            ]
        };
        let mut spans = Vec::new();
        match row {
            Row::Label(_) => {
                spans.extend(label(usize::from(place.width).saturating_sub(MARGIN + 1)));
            }
            Row::Below(_, text) => {
                let role = match item.fault {
                    Some(_) => Role::Alarm,
                    None => Role::Quiet,
                };
                spans.push(Span::raw(" ".repeat(columns.input + RULE)));
                spans.push(Span::styled(theme.plain(text), theme.style(role)));
            }
            Row::Input(_) => {
                match columns.stacked {
                    true => spans.push(Span::raw(" ".repeat(MARGIN))),
                    false => spans.extend(label(columns.input - MARGIN)),
                }
                let role = if focused { Role::Accent } else { Role::Frame };
                let rule = format!("{} ", theme.border().vertical_left);
                spans.push(Span::styled(rule, theme.style(role)));
                let room = columns.room(item);
                let before: usize = spans.iter().map(Span::width).sum();
                match &item.input {
                    Input::Line(field) if focused => {
                        let seen = field.seen(room, more);
                        spans.push(Span::raw(seen.text));
                        let x = place.x + (columns.input + RULE + seen.caret) as u16;
                        frame.set_cursor_position(Position { x, y: place.y });
                    }
                    Input::Line(field) => spans.push(Span::raw(field.at_rest(room, more))),
                    Input::OneOf(choice) => {
                        let room = room.saturating_sub(4);
                        let text = fit::cut(&theme.plain(choice.text()), room, more);
                        spans.push(Span::styled("< ", theme.style(role)));
                        spans.push(Span::raw(text));
                        spans.push(Span::styled(" >", theme.style(role)));
                    }
                }
                if room < columns.room {
                    let used = spans.iter().map(Span::width).sum::<usize>() - before;
                    spans.push(Span::raw(" ".repeat(SHORT.saturating_sub(used))));
                    let beside = fit::cut(&theme.plain(&item.beside), columns.room - SHORT, more);
                    spans.push(Span::styled(beside, theme.style(Role::Quiet)));
                }
            }
        }
        frame.render_widget(Line::from(spans), place);
    }
}
