//! The frame of a screen that fills the terminal.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;

use super::fit;
use crate::theme::{Role, Sign, Theme};

/// What stands within the frame of a place.
pub fn inside(place: Rect) -> Rect {
    Block::bordered().inner(place)
}

/// Draws the frame of a place, with a title and at the right a few words. The title is cut where both do not fit.
pub fn draw(frame: &mut Frame, place: Rect, title: &str, right: &str, theme: Theme) {
    let right = format!(" {} ", theme.plain(right));
    let room = usize::from(place.width).saturating_sub(fit::width(&right) + 6);
    let title = fit::cut(&theme.plain(title), room, theme.sign(Sign::More));
    let strong = theme.style(Role::Strong);
    let block = Block::bordered()
        .border_set(theme.border())
        .border_style(theme.style(Role::Accent))
        .title_top(Span::styled(format!(" {title} "), strong))
        .title_top(Line::from(Span::styled(right, theme.style(Role::Quiet))).right_aligned());
    frame.render_widget(block, place);
}
