//! Plain text: what people may write into the register, and a safe form of what already stands there.

use std::borrow::Cow;
use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization;

use crate::text::Text;
use crate::text::sentences::{Told, Voice};
use crate::{text, told};

/// A kind of character that plain text does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The start of a terminal's escape sequence.
    Escape,
    /// Another control character.
    Control,
    /// A character that turns the direction of the text around it.
    Direction,
    /// A character that takes no room, so that two different texts look the same.
    Invisible,
}

/// A text was refused; it does not say which character, since that must not reach a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPlain {
    pub what: What,
}

impl NotPlain {
    /// The fault as a sentence.
    pub const fn text(self) -> Text {
        match self.what {
            What::Escape => text!(
                "Texten innehåller en styrsekvens för terminaler. Skriv om den för hand.",
                "The text holds an escape sequence for terminals. Write it again by hand."
            ),
            What::Control => text!(
                "Texten innehåller ett styrtecken. Skriv om den för hand.",
                "The text holds a control character. Write it again by hand."
            ),
            What::Direction => text!(
                "Texten innehåller ett osynligt tecken som vänder skrivriktningen. Skriv om den för hand.",
                "The text holds an invisible character that turns the writing direction. Write it again by hand."
            ),
            What::Invisible => text!(
                "Texten innehåller ett osynligt tecken. Skriv om den för hand.",
                "The text holds an invisible character. Write it again by hand."
            ),
        }
    }
}

/// The fault of a character that is not white space. The joiners U+200C and U+200D are letters' business (Persian,
/// emoji) and pass, and so do variation selectors.
fn what(c: char) -> Option<What> {
    match c {
        '\u{1b}' | '\u{90}' | '\u{9b}'..='\u{9f}' => Some(What::Escape),
        _ if c.is_control() => Some(What::Control),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => {
            Some(What::Direction)
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2065}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}' => Some(What::Invisible),
        _ => None,
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// The hyphen of the keyboard for those that programs put in its place: the unbroken, the small and the wide.
fn typed(c: char) -> char {
    match c {
        '\u{2010}' | '\u{2011}' | '\u{fe63}' | '\u{ff0d}' => '-',
        _ => c,
    }
}

/// The text with each letter in one character where there is one (NFC).
pub fn composed(text: &str) -> Cow<'_, str> {
    // None that comes before the marks of Unicode has another form, whatever stands beside it.
    match text.chars().all(|c| c < '\u{300}') {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfc().collect()),
    }
}

/// The text trimmed, each run of white space (line breaks too) folded to one blank; refused where it holds control
/// characters, escape sequences, or characters that are invisible or turn the writing direction. Letters are composed
/// (NFC), and a hyphen of another kind is a hyphen: every text comes in here, so that the register has one form of each.
pub fn plain(text: &str) -> Result<String, NotPlain> {
    let mut plain = String::with_capacity(text.len());
    let mut text = composed(text);
    if text.chars().any(|c| typed(c) != c) {
        text = Cow::Owned(text.chars().map(typed).collect());
    }
    for word in text.split_whitespace() {
        if let Some(what) = word.chars().find_map(what) {
            return Err(NotPlain { what });
        }
        if word.chars().all(is_joiner) {
            let what = What::Invisible;
            return Err(NotPlain { what });
        }
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    Ok(plain)
}

/// Text from anywhere, safe to draw on one line: a character that [`plain`] refuses becomes U+FFFD, a line break or
/// tab a blank.
pub fn shown(text: &str) -> Cow<'_, str> {
    let replacement = |c: char| match c {
        ' ' => None,
        '\u{2028}' | '\u{2029}' => Some(' '),
        _ if c.is_control() && c.is_whitespace() => Some(' '),
        _ => what(c).map(|_| char::REPLACEMENT_CHARACTER),
    };
    if text.chars().all(|c| replacement(c).is_none()) {
        return Cow::Borrowed(text);
    }
    let replaced = text.chars().map(|c| replacement(c).unwrap_or(c));
    Cow::Owned(replaced.collect())
}

/// Whatever it holds, it is safe in a sentence.
impl Told for String {
    fn told(&self, _: Voice) -> String {
        shown(self).into_owned()
    }
}

impl Told for PathBuf {
    fn told(&self, _: Voice) -> String {
        shown(&self.to_string_lossy()).into_owned()
    }
}

told! {
    NotPlain: |fault| fault.text();
}
