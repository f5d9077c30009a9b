//! The line at the top of a screen that searches: what is typed there, and its cursor.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::action::Action;
use crate::theme::{Role, Sign, Theme};
use crate::widgets::field::Field;
use crate::widgets::fit;

/// What is searched for.
#[derive(Debug, Default)]
pub struct Query {
    field: Field,
}

/// What became of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// It means nothing in a line of text.
    Nothing,
    Moved,
    /// The text is another, and is to be searched for.
    Changed,
}

impl Query {
    /// What has been typed.
    pub fn text(&self) -> &str {
        self.field.text()
    }

    /// Takes in a key.
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        let was = self.text().to_owned();
        match self.field.press(key) {
            false => Pressed::Nothing,
            true if was == self.text() => Pressed::Moved,
            true => Pressed::Changed,
        }
    }

    /// Takes in pasted text.
    pub fn paste(&mut self, text: &str) {
        self.field.paste(text);
    }

    /// Moves the cursor by the actions that mean left and right. Whether this was one of them.
    pub fn go(&mut self, action: Action) -> bool {
        let code = match action {
            Action::Left => KeyCode::Left,
            Action::Right => KeyCode::Right,
            _ => return false,
        };
        self.field.press(KeyEvent::new(code, KeyModifiers::NONE))
    }

    /// Draws the line with a sign ahead of it, and sets the terminal's cursor.
    pub fn draw(&self, frame: &mut Frame, row: Rect, sign: &str, theme: Theme) {
        let before = fit::width(sign) + 1;
        let room = usize::from(row.width).saturating_sub(before);
        if room == 0 || row.height == 0 {
            return;
        }
        let seen = self.field.seen(room, theme.sign(Sign::More));
        let line = Line::from(vec![
            Span::styled(format!("{sign} "), theme.style(Role::Accent)),
            Span::raw(seen.text),
        ]);
        frame.render_widget(line, row);
        let at = u16::try_from(before + seen.caret).unwrap_or(u16::MAX);
        frame.set_cursor_position((row.x.saturating_add(at).min(row.right() - 1), row.y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_whether_there_is_something_new_to_search_for() {
        let mut query = Query::default();
        let cases = [
            (KeyCode::Char('å'), Pressed::Changed, "å"),
            (KeyCode::Char('b'), Pressed::Changed, "åb"),
            (KeyCode::Left, Pressed::Moved, "åb"),
            (KeyCode::Backspace, Pressed::Changed, "b"),
            (KeyCode::Backspace, Pressed::Moved, "b"),
            (KeyCode::F(5), Pressed::Nothing, "b"),
        ];
        for (code, pressed, text) in cases {
            let key = KeyEvent::new(code, KeyModifiers::NONE);
            assert_eq!(query.press(key), pressed, "{code:?}");
            assert_eq!(query.text(), text, "{code:?}");
        }
        assert!(query.go(Action::Right));
        assert!(!query.go(Action::Down));
    }
}
