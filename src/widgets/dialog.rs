//! A box with a title on top of what is below it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear};

use super::fit;
use super::scroll::{draw_hidden, hidden_rows};
use crate::theme::{Role, Sign, Theme};

/// The columns under which a box takes the whole width and has no sides.
const NARROW: u16 = 60;

/// The columns at its sides under which a box takes the whole width: less shows nothing worth seeing.
const SIDES: u16 = 8;

/// Where a box stands, and where its contents do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialog {
    pub outer: Rect,
    pub inner: Rect,
}

/// The columns of a box that is to be `columns` wide.
fn box_columns(area: Rect, columns: u16) -> u16 {
    if area.width < columns.saturating_add(SIDES) {
        area.width
    } else {
        columns
    }
}

impl Dialog {
    /// The columns of the contents of a box that is to be `columns` wide.
    pub fn inner_columns(area: Rect, columns: u16) -> u16 {
        if area.width < NARROW {
            area.width.saturating_sub(1)
        } else {
            box_columns(area, columns).saturating_sub(4)
        }
    }

    /// A box for `rows` rows of contents in the middle of an area, as high as that allows.
    pub fn place(area: Rect, columns: u16, rows: u16) -> Dialog {
        if area.width < NARROW {
            let height = rows.saturating_add(2).min(area.height);
            let outer = Rect { height, ..area };
            let inner = Rect {
                x: area.x,
                y: area.y + 1,
                width: area.width.saturating_sub(1),
                // On a short screen the contents need the last row more than the frame does.
                height: height.saturating_sub(if rows + 2 > area.height { 1 } else { 2 }),
            };
            return Dialog { outer, inner };
        }
        let width = box_columns(area, columns);
        let height = rows.saturating_add(2).min(area.height);
        let outer = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + (area.height - height) / 3,
            width,
            height,
        };
        let inner = Rect {
            x: outer.x + 2,
            y: outer.y + 1,
            width: width.saturating_sub(4),
            height: height.saturating_sub(2),
        };
        Dialog { outer, inner }
    }

    fn has_lower(&self) -> bool {
        self.inner.bottom() < self.outer.bottom()
    }

    /// The columns of a title, with so many rows out of sight above and below.
    pub fn room(&self, hidden: (usize, usize), theme: Theme) -> usize {
        let told = match self.has_lower() {
            true => String::new(),
            false => hidden_rows(hidden.0, hidden.1, theme),
        };
        usize::from(self.outer.width).saturating_sub(6 + fit::width(&told))
    }

    /// Clears the box and draws its frame and title.
    pub fn draw(self, frame: &mut Frame, title: &str, theme: Theme) {
        self.draw_listed(frame, title, (0, 0), theme);
    }

    /// The same around a list, of which so many rows are out of sight above and below: its lower border says so, or
    /// where it has none, the upper.
    pub fn draw_listed(self, frame: &mut Frame, title: &str, hidden: (usize, usize), theme: Theme) {
        let outer = self.outer;
        frame.render_widget(Clear, outer);
        let has_lower = self.has_lower();
        let room = self.room(hidden, theme);
        let title = fit::cut(&theme.plain(title), room, theme.sign(Sign::More));
        let title = Span::styled(format!(" {title} "), theme.style(Role::Strong));
        if self.inner.x > outer.x {
            let block = Block::bordered()
                .border_set(theme.border())
                .border_style(theme.style(Role::Accent))
                .title(title);
            frame.render_widget(block, outer);
            draw_hidden(frame, outer, hidden, theme);
            return;
        }
        let line = theme.border().horizontal_top;
        let rule = |n: usize| Span::styled(line.repeat(n), theme.style(Role::Accent));
        let used = fit::width(&title.content) + 1;
        let columns = usize::from(outer.width);
        let top = Rect { height: 1, ..outer };
        let spans = vec![rule(1), title, rule(columns.saturating_sub(used))];
        frame.render_widget(Line::from(spans), top);
        let bottom = Rect {
            y: outer.bottom().saturating_sub(1),
            ..top
        };
        if has_lower {
            frame.render_widget(Line::from(rule(columns)), bottom);
        }
        draw_hidden(frame, if has_lower { bottom } else { top }, hidden, theme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_stays_inside_whatever_it_is_asked_for() {
        for width in [36, 59, 60, 80, 200] {
            for height in [8, 18, 50] {
                for (columns, rows) in [(20, 1), (76, 14), (300, 300)] {
                    let area = Rect::new(0, 0, width, height);
                    let Dialog { outer, inner } = Dialog::place(area, columns, rows);
                    assert_eq!(outer.intersection(area), outer);
                    assert_eq!(inner.intersection(outer), inner);
                    assert_eq!(inner.width, Dialog::inner_columns(area, columns));
                    assert!(inner.height >= rows.min(height - 2));
                    assert!(width >= 60 || outer.width == width);
                }
            }
        }
    }
}
