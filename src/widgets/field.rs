//! One line of text being typed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use super::fit;

/// More than any field holds, so that a stray paste cannot choke the screen. In characters.
const MOST: usize = 4_000;

/// A line of text and the place in it where the next character goes.
#[derive(Clone, Debug, Default)]
pub struct Field {
    input: Input,
}

/// What is seen of a field: the text, and the column of the caret in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub text: String,
    pub caret: usize,
}

impl Field {
    /// A field with a text in it, and the caret after that.
    pub fn new(text: &str) -> Field {
        let mut field = Field::default();
        field.paste(text);
        field
    }

    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether the caret stands after the last character.
    pub fn at_end(&self) -> bool {
        self.input.cursor() == self.text().chars().count()
    }

    /// Takes a key: a character, a move, a deletion. Says whether the key means anything in a line of text.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        let held = key.modifiers.difference(KeyModifiers::SHIFT);
        let by_word = held == KeyModifiers::CONTROL || held == KeyModifiers::ALT;
        let request = match (key.code, key.code.as_char()) {
            (_, Some(c)) if held.is_empty() => InputRequest::InsertChar(c),
            (_, Some(c)) if held == KeyModifiers::CONTROL => match c {
                'a' => InputRequest::GoToStart,
                'e' => InputRequest::GoToEnd,
                'b' => InputRequest::GoToPrevChar,
                'f' => InputRequest::GoToNextChar,
                'h' => InputRequest::DeletePrevChar,
                'd' => InputRequest::DeleteNextChar,
                'w' => InputRequest::DeletePrevWord,
                'u' => InputRequest::DeleteFromStart,
                'k' => InputRequest::DeleteTillEnd,
                'y' => InputRequest::Yank,
                _ => return false,
            },
            (KeyCode::Left, _) if by_word => InputRequest::GoToPrevWord,
            (KeyCode::Right, _) if by_word => InputRequest::GoToNextWord,
            (KeyCode::Backspace, _) if by_word => InputRequest::DeletePrevWord,
            (KeyCode::Delete, _) if by_word => InputRequest::DeleteNextWord,
            (KeyCode::Left, _) => InputRequest::GoToPrevChar,
            (KeyCode::Right, _) => InputRequest::GoToNextChar,
            (KeyCode::Home, _) => InputRequest::GoToStart,
            (KeyCode::End, _) => InputRequest::GoToEnd,
            (KeyCode::Backspace, _) => InputRequest::DeletePrevChar,
            (KeyCode::Delete, _) => InputRequest::DeleteNextChar,
            _ => return false,
        };
        let grows = matches!(request, InputRequest::InsertChar(_) | InputRequest::Yank);
        if !grows || self.text().chars().count() < MOST {
            self.input.handle(request);
        }
        true
    }

    /// Takes in a text at the caret. A line break or a tab becomes a blank; other control characters are left out.
    pub fn paste(&mut self, text: &str) {
        let room = MOST.saturating_sub(self.text().chars().count());
        let text = text.trim_matches(['\r', '\n']).replace("\r\n", " ");
        let kept = text.chars().filter_map(|c| match c {
            '\n' | '\r' | '\t' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        });
        let typed: String = kept.take(room).collect();
        // One replacement and not a character at a time, which would copy the line for each.
        let before = self.input.cursor();
        let mut whole: Vec<char> = self.text().chars().collect();
        let length = typed.chars().count();
        whole.splice(before..before, typed.chars());
        self.input = Input::new(whole.into_iter().collect()).with_cursor(before + length);
    }

    /// Puts the caret at a column of what is seen.
    pub fn tap(&mut self, columns: usize, column: usize) {
        let (cells, start) = self.window(columns);
        let mut at: usize = cells[..start].iter().map(|cell| cell.chars).sum();
        let mut used = 0;
        for cell in &cells[start..] {
            used += cell.columns;
            if used > column {
                break;
            }
            at += cell.chars;
        }
        self.input.handle(InputRequest::SetCursor(at));
    }

    /// What is seen in so many columns when the caret has to be: the end of what was typed, most often.
    pub fn seen(&self, columns: usize, more: &str) -> Seen {
        let (cells, start) = self.window(columns);
        let mut seen = Seen {
            text: String::new(),
            caret: 0,
        };
        let mut chars: usize = cells[..start].iter().map(|cell| cell.chars).sum();
        let mut used = 0;
        for (index, cell) in cells.iter().enumerate().skip(start) {
            if used + cell.columns > columns {
                break;
            }
            if chars < self.input.cursor() {
                seen.caret = used + cell.columns;
            }
            chars += cell.chars;
            used += cell.columns;
            let hides = index == start && start > 0 && cell.columns == fit::width(more);
            seen.text.push_str(if hides { more } else { cell.shown });
        }
        seen
    }

    /// What is seen in so many columns when the caret is elsewhere: the beginning.
    pub fn at_rest(&self, columns: usize, more: &str) -> String {
        let whole: String = cells(self.text()).iter().map(|cell| cell.shown).collect();
        fit::cut(&whole, columns, more)
    }

    /// The cells of the text, and the first in view: such that the caret's own column is in view too.
    fn window(&self, columns: usize) -> (Vec<Cell<'_>>, usize) {
        let cells = cells(self.text());
        let (mut before, mut chars) = (0, 0);
        let mut caret = 0;
        for cell in &cells {
            if chars >= self.input.cursor() {
                break;
            }
            chars += cell.chars;
            before += cell.columns;
            caret += 1;
        }
        let mut start = 0;
        while before >= columns.max(1) && start < caret {
            before -= cells[start].columns;
            start += 1;
        }
        (cells, start)
    }
}

/// One letter as it is drawn.
struct Cell<'a> {
    shown: &'a str,
    columns: usize,
    chars: usize,
}

/// The letters of a text. What takes no column of its own, and so could turn or hide its neighbours, is drawn as U+FFFD.
fn cells(text: &str) -> Vec<Cell<'_>> {
    let cell = |grapheme: &'static str, chars| Cell {
        shown: grapheme,
        columns: 1,
        chars,
    };
    let letters = text.graphemes(true).map(|grapheme| {
        let chars = grapheme.chars().count();
        match fit::width(grapheme) {
            0 => cell("\u{fffd}", chars),
            _ if grapheme.chars().any(char::is_control) => cell("\u{fffd}", chars),
            columns => Cell {
                shown: grapheme,
                columns,
                chars,
            },
        }
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Press = (KeyCode, KeyModifiers);

    fn type_keys(field: &mut Field, keys: &[Press]) {
        for (code, modifiers) in keys {
            assert!(field.press(KeyEvent::new(*code, *modifiers)), "{code:?}");
        }
    }

    #[test]
    fn keys_edit_by_letter_and_by_word() {
        const NONE: KeyModifiers = KeyModifiers::NONE;
        const CTRL: KeyModifiers = KeyModifiers::CONTROL;
        let cases: &[(&str, &[Press], &str)] = &[
            ("Åsa", &[(KeyCode::Backspace, NONE)], "Ås"),
            (
                "Åsa",
                &[(KeyCode::Home, NONE), (KeyCode::Delete, NONE)],
                "sa",
            ),
            ("Åsa Öberg", &[(KeyCode::Char('w'), CTRL)], "Åsa "),
            ("Åsa Öberg", &[(KeyCode::Backspace, CTRL)], "Åsa "),
            (
                "Åsa Öberg",
                &[(KeyCode::Left, CTRL), (KeyCode::Char('x'), NONE)],
                "Åsa xÖberg",
            ),
            ("Åsa Öberg", &[(KeyCode::Char('u'), CTRL)], ""),
            (
                "Åsa Öberg",
                &[(KeyCode::Home, NONE), (KeyCode::Delete, CTRL)],
                "Öberg",
            ),
            (
                "Åsa",
                &[
                    (KeyCode::Left, NONE),
                    (KeyCode::Char('Ö'), KeyModifiers::SHIFT),
                ],
                "ÅsÖa",
            ),
        ];
        for (before, keys, after) in cases {
            let mut field = Field::new(before);
            type_keys(&mut field, keys);
            assert_eq!(field.text(), *after, "{before:?} {keys:?}");
        }
        let mut field = Field::new("a");
        assert!(!field.press(KeyEvent::new(KeyCode::F(2), NONE)));
        assert!(!field.press(KeyEvent::new(KeyCode::Char('q'), CTRL)));
    }

    #[test]
    fn a_paste_is_one_line_without_control_characters() {
        let mut field = Field::new("ab");
        type_keys(&mut field, &[(KeyCode::Left, KeyModifiers::NONE)]);
        field.paste("1\r\n2\t3\u{1b}[31m\n");
        assert_eq!(field.text(), "a1 2 3[31mb");
        field.paste(&"x".repeat(10_000));
        assert_eq!(field.text().chars().count(), MOST);
    }

    #[test]
    fn the_end_is_seen_while_typing_and_the_beginning_at_rest() {
        let field = Field::new("Snickeriet");
        assert_eq!(field.at_rest(6, "…"), "Snick…");
        let seen = field.seen(6, "…");
        assert_eq!((seen.text.as_str(), seen.caret), ("…riet", 5));
        let bidi = Field::new("a\u{202e}b");
        assert_eq!(bidi.seen(9, "…").text, "a\u{fffd}b");
    }

    proptest! {
        #[test]
        fn the_caret_is_always_in_view(
            text in ".{0,40}",
            lefts in 0usize..45,
            columns in 4usize..20,
            tapped in 0usize..25,
        ) {
            let mut field = Field::new(&text);
            for _ in 0..lefts {
                field.press(KeyEvent::new(KeyCode::Left, KeyModifiers::NONE));
            }
            let seen = field.seen(columns, "…");
            prop_assert!(seen.caret < columns);
            prop_assert!(fit::width(&seen.text) <= columns);
            field.tap(columns, tapped);
            prop_assert!(field.seen(columns, "…").caret < columns);
        }
    }
}
