//! One key, or a few after one another, as text and back.
//!
//! By hand and not by `crokey` 1.5, which lower-cases what it reads, so that `G` is `g`, and cannot read `å`.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use unicode_width::UnicodeWidthChar;

use crate::text;
use crate::text::{Lang, Text};

/// Keys with a name: the code, the name in keymaps and in ASCII, and the sign where there is one.
const NAMED: [(KeyCode, &str, Option<&str>); 14] = [
    (KeyCode::Enter, "Enter", Some("↵")),
    (KeyCode::Esc, "Esc", None),
    (KeyCode::Tab, "Tab", None),
    (KeyCode::Char(' '), "Space", None),
    (KeyCode::Up, "Up", Some("↑")),
    (KeyCode::Down, "Down", Some("↓")),
    (KeyCode::Left, "Left", Some("←")),
    (KeyCode::Right, "Right", Some("→")),
    (KeyCode::PageUp, "PageUp", None),
    (KeyCode::PageDown, "PageDown", None),
    (KeyCode::Home, "Home", None),
    (KeyCode::End, "End", None),
    (KeyCode::Delete, "Delete", None),
    (KeyCode::Backspace, "Backspace", None),
];

/// Other names people write for the same keys.
const ALIASES: [(&str, KeyCode); 9] = [
    ("return", KeyCode::Enter),
    ("escape", KeyCode::Esc),
    ("del", KeyCode::Delete),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("plus", KeyCode::Char('+')),
    ("minus", KeyCode::Char('-')),
    ("hyphen", KeyCode::Char('-')),
    ("comma", KeyCode::Char(',')),
];

/// What a bare space is called on screen; its key has no word on it.
const SPACE: Text = text!("mellanslag", "space");

/// The modifiers a keymap can name, in the order they are written.
const MODIFIERS: [(&str, KeyModifiers); 3] = [
    ("ctrl-", KeyModifiers::CONTROL),
    ("alt-", KeyModifiers::ALT),
    ("shift-", KeyModifiers::SHIFT),
];

const FUNCTION_KEYS: std::ops::RangeInclusive<u8> = 1..=24;

/// One key, in the one form in which it is compared: Shift is part of a character and not beside it, and a letter with
/// Ctrl or Alt is lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Key {
    /// The key of a press. None for a release, and for keys that no keymap can name.
    pub fn of(event: KeyEvent) -> Option<Key> {
        (event.kind != KeyEventKind::Release).then(|| Key::normal(event.code, event.modifiers))?
    }

    /// Reads `n`, `+`, `Enter`, `F1`, `shift-tab`, `ctrl-l`. Names and modifiers are read in either case.
    pub fn parse(text: &str) -> Option<Key> {
        let mut rest = text;
        let mut modifiers = KeyModifiers::NONE;
        'modifiers: loop {
            for (prefix, modifier) in MODIFIERS {
                if let Some((head, tail)) = rest.split_at_checked(prefix.len())
                    && head.eq_ignore_ascii_case(prefix)
                {
                    rest = tail;
                    modifiers |= modifier;
                    continue 'modifiers;
                }
            }
            break;
        }
        Key::normal(code_named(rest)?, modifiers)
    }

    /// The key with its letter in lower case, if that is another key.
    pub fn in_lower_case(self) -> Option<Key> {
        let KeyCode::Char(c) = self.code else {
            return None;
        };
        let lower = lower(c);
        (lower != c).then_some(Key {
            code: KeyCode::Char(lower),
            ..self
        })
    }

    /// What the key types, if it types a character.
    pub fn character(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }

    /// As on the screen: arrows and Enter as signs, or as words when `ascii`.
    pub fn shown(self, lang: Lang, ascii: bool) -> String {
        let mut text: String = self.modifier_names().collect();
        match NAMED.iter().find(|(code, ..)| *code == self.code) {
            Some((KeyCode::Char(' '), ..)) => text.push_str(SPACE.get(lang)),
            Some((_, _, Some(sign))) if !ascii => text.push_str(sign),
            _ => text.push_str(&code_name(self.code)),
        }
        text
    }

    fn normal(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
        let nameable = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        if !nameable.contains(modifiers) {
            return None;
        }
        let shift = modifiers.contains(KeyModifiers::SHIFT);
        let unshifted = modifiers - KeyModifiers::SHIFT;
        let (code, modifiers) = match code {
            KeyCode::Char(c) if c.is_control() || (c.is_whitespace() && c != ' ') => return None,
            KeyCode::Char(c) if c.width().unwrap_or(0) == 0 => return None,
            KeyCode::Char(c) if !unshifted.is_empty() => (KeyCode::Char(lower(c)), unshifted),
            KeyCode::Char(c) if shift => (KeyCode::Char(upper(c)), unshifted),
            KeyCode::BackTab => (KeyCode::Tab, modifiers | KeyModifiers::SHIFT),
            KeyCode::F(number) if !FUNCTION_KEYS.contains(&number) => return None,
            KeyCode::Char(_) | KeyCode::F(_) => (code, modifiers),
            _ if NAMED.iter().any(|(named, ..)| *named == code) => (code, modifiers),
            _ => return None,
        };
        Some(Key { code, modifiers })
    }

    fn modifier_names(self) -> impl Iterator<Item = &'static str> {
        MODIFIERS
            .into_iter()
            .filter(move |(_, modifier)| self.modifiers.contains(*modifier))
            .map(|(name, _)| name)
    }
}

/// As in a keymap: what [`Key::parse`] reads.
impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.modifier_names()
            .try_for_each(|name| f.write_str(name))?;
        f.write_str(&code_name(self.code))
    }
}

fn code_named(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (c != ' ').then_some(KeyCode::Char(c));
    }
    if let Some((code, ..)) = NAMED
        .iter()
        .find(|(_, known, _)| name.eq_ignore_ascii_case(known))
    {
        return Some(*code);
    }
    if let Some((_, code)) = ALIASES
        .iter()
        .find(|(known, _)| name.eq_ignore_ascii_case(known))
    {
        return Some(*code);
    }
    let number = name.strip_prefix(['f', 'F'])?;
    FUNCTION_KEYS
        .into_iter()
        .find(|known| known.to_string() == number)
        .map(KeyCode::F)
}

fn code_name(code: KeyCode) -> String {
    match (NAMED.iter().find(|(named, ..)| *named == code), code) {
        (Some((_, name, _)), _) => (*name).to_string(),
        (None, KeyCode::Char(c)) => c.to_string(),
        (None, other) => other.to_string(),
    }
}

/// The letter in lower case, where that is one letter that leads nowhere else.
fn lower(c: char) -> char {
    let mut letters = c.to_lowercase();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => letter,
        _ => c,
    }
}

fn upper(c: char) -> char {
    let mut letters = c.to_uppercase();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => letter,
        _ => c,
    }
}

/// The keys of one binding: usually one, or a few pressed after one another (`g g`). Never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Keys(Vec<Key>);

impl Keys {
    /// Reads keys with spaces between them; the bare space is written `Space`.
    pub fn parse(text: &str) -> Option<Keys> {
        let keys: Option<Vec<Key>> = text.split_whitespace().map(Key::parse).collect();
        keys.filter(|keys| !keys.is_empty()).map(Keys)
    }

    /// The keys in the order they are pressed.
    pub fn as_slice(&self) -> &[Key] {
        &self.0
    }

    /// Whether pressing them where text is typed would only type.
    pub fn is_text(&self) -> bool {
        let is_char = |key: &Key| matches!(key.code, KeyCode::Char(_)) && key.modifiers.is_empty();
        self.0.iter().any(is_char)
    }

    /// As on the screen; see [`Key::shown`].
    pub fn shown(&self, lang: Lang, ascii: bool) -> String {
        let keys: Vec<String> = self.0.iter().map(|key| key.shown(lang, ascii)).collect();
        keys.join(" ")
    }
}

/// As in a keymap: what [`Keys::parse`] reads.
impl std::fmt::Display for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let keys: Vec<String> = self.0.iter().map(Key::to_string).collect();
        f.write_str(&keys.join(" "))
    }
}
