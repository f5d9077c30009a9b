//! One of several, chosen without opening anything.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The options and which of them is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    options: Vec<String>,
    chosen: usize,
}

impl Choice {
    /// `chosen` counts from 0; beyond the last option it is the last.
    pub fn new(options: Vec<String>, chosen: usize) -> Choice {
        let chosen = chosen.min(options.len().saturating_sub(1));
        Choice { options, chosen }
    }

    /// The place of the chosen option, from 0.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// The chosen option's words; empty where there is nothing to choose.
    pub fn text(&self) -> &str {
        self.options.get(self.chosen).map_or("", String::as_str)
    }

    /// Goes on to the next option, or round to the first.
    pub fn next(&mut self) {
        self.chosen = (self.chosen + 1) % self.options.len().max(1);
    }

    fn previous(&mut self) {
        let last = self.options.len().saturating_sub(1);
        self.chosen = self.chosen.checked_sub(1).unwrap_or(last);
    }

    /// The next option after the chosen one, and round, that begins with a letter.
    fn go_to_letter(&mut self, letter: char) {
        let letter = letter.to_lowercase().to_string();
        let begins = |option: &String| option.to_lowercase().starts_with(&letter);
        let n = self.options.len();
        let order = (1..=n).map(|step| (self.chosen + step) % n);
        if let Some(found) = order.into_iter().find(|i| begins(&self.options[*i])) {
            self.chosen = found;
        }
    }

    /// Takes a key: Left, Right, Space, Home, End or a first letter. Says whether the key means anything here.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        if !key.modifiers.difference(KeyModifiers::SHIFT).is_empty() {
            return false;
        }
        match key.code {
            KeyCode::Left | KeyCode::Backspace => self.previous(),
            KeyCode::Right | KeyCode::Char(' ') => self.next(),
            KeyCode::Home => self.chosen = 0,
            KeyCode::End => self.chosen = self.options.len().saturating_sub(1),
            KeyCode::Char(letter) => self.go_to_letter(letter),
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_choose_and_go_round() {
        let options = || ["Ute", "Inne", "Undervisning"].map(str::to_owned).to_vec();
        let cases: &[(&[KeyCode], &str)] = &[
            (&[], "Ute"),
            (&[KeyCode::Right], "Inne"),
            (&[KeyCode::Left], "Undervisning"),
            (
                &[KeyCode::Char(' '), KeyCode::Char(' '), KeyCode::Char(' ')],
                "Ute",
            ),
            (&[KeyCode::Char('i')], "Inne"),
            (&[KeyCode::Char('u')], "Undervisning"),
            (&[KeyCode::Char('U'), KeyCode::Char('u')], "Ute"),
            (&[KeyCode::Char('x')], "Ute"),
            (&[KeyCode::End], "Undervisning"),
        ];
        for (keys, chosen) in cases {
            let mut choice = Choice::new(options(), 0);
            for code in *keys {
                assert!(choice.press(KeyEvent::new(*code, KeyModifiers::NONE)));
            }
            assert_eq!(choice.text(), *chosen, "{keys:?}");
        }
        let mut nothing = Choice::new(Vec::new(), 3);
        for code in [KeyCode::Left, KeyCode::Right, KeyCode::Char('a')] {
            nothing.press(KeyEvent::new(code, KeyModifiers::NONE));
        }
        assert_eq!((nothing.chosen(), nothing.text()), (0, ""));
    }
}
