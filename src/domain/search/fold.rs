//! Folding: a text as small ASCII letters, with the way back to the characters they came from.

use deunicode::deunicode_char;
use unicode_width::UnicodeWidthChar;

/// Hands over each folded byte (`a`–`z`, `0`–`9`, `-` inside a word, or a space between words) and the index of
/// the character of `text` it comes from. Å is `a`, ß is `ss`, a combining mark or a control character is nothing.
pub(super) fn fold_each(text: &str, mut each: impl FnMut(u8, usize)) {
    let mut in_word = false;
    let mut emit = |byte: u8, index: usize| {
        if byte != b'-' || in_word {
            each(byte, index);
        }
        in_word = byte.is_ascii_alphanumeric();
    };
    for (index, character) in text.chars().enumerate() {
        if character.is_ascii_alphanumeric() {
            emit(character.to_ascii_lowercase() as u8, index);
        } else if character.is_whitespace() {
            emit(b' ', index);
        } else if !character.is_control() {
            for byte in deunicode_char(character).unwrap_or("").bytes() {
                match byte {
                    b'a'..=b'z' | b'0'..=b'9' | b'-' => emit(byte, index),
                    b'A'..=b'Z' => emit(byte.to_ascii_lowercase(), index),
                    // O'Brien is one word; and deunicode puts spaces within what it spells out.
                    b'\'' | b'`' | b'"' | b' ' => {}
                    _ => emit(b' ', index),
                }
            }
        }
    }
}

/// Appends the folded text.
pub(super) fn fold_onto(folded: &mut String, text: &str) {
    fold_each(text, |byte, _| folded.push(char::from(byte)));
}

/// For each byte of the folded text, the index of the character of `text` it comes from.
pub(super) fn origins(text: &str) -> Vec<usize> {
    let mut origins = Vec::with_capacity(text.len());
    fold_each(text, |_, index| origins.push(index));
    origins
}

/// Whether a character has no place of its own on a screen but belongs to the letter before it.
pub(super) fn is_mark(character: char) -> bool {
    !character.is_control() && character.width() == Some(0)
}

/// The characters of a folded text as a set: a bit for each letter, each digit, the hyphen, and each letter that a word
/// begins with.
#[derive(Clone, Copy)]
pub(super) struct Letters(u64);

impl Letters {
    /// The letters of a text, and those its words begin with.
    pub(super) fn of(folded: &[u8]) -> Letters {
        let held = folded.iter().map(|&byte| held(byte));
        let begun = WordStarts::of(folded)
            .in_text(folded)
            .map(|at| begun(folded[at]));
        Letters(held.chain(begun).fold(0, |set, bit| set | bit))
    }

    /// The characters of `self` that `other` lacks, without the beginnings of words: none, one, or more.
    #[inline]
    pub(super) fn missing_in(self, other: Letters) -> Missing {
        let missing = self.0 & HELD & !other.0;
        match missing {
            0 => Missing::None,
            _ if missing & (missing - 1) == 0 => Missing::One,
            _ => Missing::More,
        }
    }

    /// Whether some word of `other` begins with a letter that a word of `self` begins with.
    #[inline]
    pub(super) fn may_begin(self, other: Letters) -> bool {
        let begun = self.0 & !HELD;
        begun == 0 || begun & other.0 != 0
    }
}

/// How many letters are missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    None,
    One,
    More,
}

/// The bits of what a text holds; those above say what its words begin with.
const HELD: u64 = (1 << 37) - 1;

fn held(byte: u8) -> u64 {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b'0'..=b'9' => 1 << (26 + byte - b'0'),
        b'-' => 1 << 36,
        _ => 0,
    }
}

fn begun(byte: u8) -> u64 {
    match byte {
        b'a'..=b'z' => 1 << (37 + byte - b'a'),
        _ => 0,
    }
}

/// The beginnings of words among the first 64 bytes of a folded text: a bit for each. Reckoned once, since every key
/// asks for them.
#[derive(Clone, Copy)]
pub(super) struct WordStarts(u64);

impl WordStarts {
    pub(super) fn of(folded: &[u8]) -> WordStarts {
        let starts = (0..folded.len().min(64)).filter(|&at| begins_word(folded, at));
        WordStarts(starts.fold(0, |set, at| set | 1 << at))
    }

    /// All places where words begin, ascending; the second half of a double name begins one too.
    #[inline]
    pub(super) fn in_text(self, folded: &[u8]) -> impl Iterator<Item = usize> {
        let mut rest = self.0 & low_bits(folded.len());
        let near = std::iter::from_fn(move || {
            let at = (rest != 0).then_some(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(at)
        });
        near.chain((64..folded.len()).filter(|&at| begins_word(folded, at)))
    }
}

fn begins_word(folded: &[u8], at: usize) -> bool {
    folded[at].is_ascii_alphanumeric() && (at == 0 || matches!(folded[at - 1], b' ' | b'-'))
}

fn low_bits(count: usize) -> u64 {
    1u64.checked_shl(u32::try_from(count).unwrap_or(u32::MAX))
        .map_or(u64::MAX, |bit| bit - 1)
}
