//! A window on a long list: which rows are seen, so that the chosen one always is, and how many are not.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::theme::{Role, Sign, Theme};

/// The first row in view. It moves by half a page, so that most steps of the marker write two cells and not a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    pub top: usize,
}

impl Scroll {
    /// Moves the window so that row `chosen` of `rows` is within `height` rows.
    pub fn follow(&mut self, chosen: usize, rows: usize, height: usize) {
        let height = height.max(1);
        let jump = height / 2;
        if chosen < self.top {
            self.top = chosen.saturating_sub(jump.min(height - 1));
        } else if chosen >= self.top + height {
            self.top = (chosen + 1 + jump).saturating_sub(height).min(chosen);
        }
        self.top = self.top.min(rows.saturating_sub(height));
    }

    /// The rows in view.
    pub fn window(self, rows: usize, height: usize) -> std::ops::Range<usize> {
        let top = self.top.min(rows);
        top..rows.min(top + height)
    }

    /// How many rows are out of sight, above and below.
    pub fn hidden(self, rows: usize, height: usize) -> (usize, usize) {
        let window = self.window(rows, height);
        (window.start, rows - window.end)
    }
}

/// How many rows are out of sight above and below those in view: `↑ 3 ↓ 12`; nothing where all are seen.
pub fn hidden_rows(above: usize, below: usize, theme: Theme) -> String {
    let signs = [(Sign::Up, above), (Sign::Down, below)];
    let told = signs.into_iter().filter(|(_, rows)| *rows > 0);
    let told = told.map(|(sign, rows)| format!("{} {rows}", theme.sign(sign)));
    told.collect::<Vec<_>>().join(" ")
}

/// Says the same in the lower border of a box with corners, at its right.
pub fn draw_hidden(frame: &mut Frame, outer: Rect, hidden: (usize, usize), theme: Theme) {
    let told = hidden_rows(hidden.0, hidden.1, theme);
    if !told.is_empty() && outer.height > 0 {
        let border = Rect {
            x: outer.x + 1,
            y: outer.bottom() - 1,
            width: outer.width.saturating_sub(2),
            height: 1,
        };
        let told = Line::styled(format!(" {told} "), theme.style(Role::Quiet));
        frame.render_widget(told.right_aligned(), border);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_chosen_row_is_always_in_view(
            rows in 1usize..300,
            height in 1usize..60,
            steps in prop::collection::vec(0usize..300, 1..40),
        ) {
            let mut scroll = Scroll::default();
            for step in steps {
                let chosen = step % rows;
                scroll.follow(chosen, rows, height);
                let window = scroll.window(rows, height);
                prop_assert!(window.contains(&chosen));
                prop_assert_eq!(window.len(), height.min(rows));
            }
        }
    }
}
