//! Which code page a text is in that is not Unicode: the one under which words of names come out.

use std::borrow::Cow;

use encoding_rs::{MACINTOSH, WINDOWS_1250, WINDOWS_1252};
use oem_cp::code_table::{DECODING_TABLE_CP437, DECODING_TABLE_CP850};

use super::{Encoding, Unreadable, quoted::quoted};

/// The code pages that lists come in, the likeliest first. The last is no Swedish one: a list that fits it as well as
/// another could be either.
const PAGES: [Page; 5] = [
    Page::Encoding(Encoding::Windows1252),
    Page::Encoding(Encoding::Cp850),
    Page::Encoding(Encoding::MacRoman),
    Page::Encoding(Encoding::Cp437),
    Page::CentralEurope,
];

/// So many letters tell which page it is.
const ENOUGH: usize = 5_000;

/// By so much the best page must be better than one that reads otherwise.
const MARGIN: i32 = 2;

const VOWELS: &str = "aeiouyåäöæøáàâãéèêëíìîïóòôõúùûüýÿAEIOUYÅÄÖÆØÁÀÂÃÉÈÊËÍÌÎÏÓÒÔÕÚÙÛÜÝŸ";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Encoding(Encoding),
    CentralEurope,
}

impl Page {
    fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        let table = match self {
            Page::CentralEurope => return WINDOWS_1250.decode_without_bom_handling(bytes).0,
            Page::Encoding(Encoding::MacRoman) => {
                return MACINTOSH.decode_without_bom_handling(bytes).0;
            }
            Page::Encoding(Encoding::Cp850) => &DECODING_TABLE_CP850,
            Page::Encoding(Encoding::Cp437) => &DECODING_TABLE_CP437,
            Page::Encoding(_) => return WINDOWS_1252.decode_without_bom_handling(bytes).0,
        };
        let letter = |byte: &u8| match byte.checked_sub(0x80) {
            None => char::from(*byte),
            Some(at) => table[usize::from(at)],
        };
        Cow::Owned(bytes.iter().map(letter).collect())
    }

    /// How likely it is before a letter has been read: only Macs end lines with CR alone.
    fn likelihood(self, bytes: &[u8]) -> i32 {
        let is_mac = bytes.contains(&b'\r') && !bytes.contains(&b'\n');
        match self {
            Page::Encoding(Encoding::Windows1252) => 1,
            Page::Encoding(Encoding::MacRoman) if is_mac => 1,
            Page::Encoding(Encoding::MacRoman) => -1,
            _ => 0,
        }
    }
}

/// The text in the page under which its letters make words; refused with the first line that tells nothing or too
/// much, where no page does or two do that read it otherwise.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Unreadable> {
    let sample = telling(bytes);
    let read = PAGES.map(|page| {
        let text = page.decode(&sample).into_owned();
        (score(&text) + page.likelihood(bytes), page, text)
    });
    let best = read.iter().map(|(score, ..)| *score).max().unwrap_or(0);
    let (_, page, text) = read
        .iter()
        .find(|(score, ..)| *score == best)
        .unwrap_or(&read[0]);
    let rival = read
        .iter()
        .find(|(score, _, other)| best - score < MARGIN && other != text);
    match (page, rival) {
        (Page::Encoding(encoding), None) if best >= 0 => Ok((page.decode(bytes), *encoding)),
        _ => {
            let other = rival.map_or(text, |(_, _, other)| other);
            Err(undecided(bytes, text, other))
        }
    }
}

/// The lines that hold a letter beyond ASCII, up to so many letters.
fn telling(bytes: &[u8]) -> Vec<u8> {
    let mut telling = Vec::new();
    let mut letters = 0;
    for line in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
        let more = line.iter().filter(|byte| !byte.is_ascii()).count();
        if more > 0 && letters < ENOUGH {
            telling.extend_from_slice(&line[..line.len().min(ENOUGH)]);
            letters += more;
        }
    }
    telling
}

fn undecided(bytes: &[u8], one: &str, other: &str) -> Unreadable {
    let first = bytes.iter().position(|byte| !byte.is_ascii());
    let before = &bytes[..first.unwrap_or_default()];
    let line = super::table::line_breaks(before) + 1;
    let word = |text: &str| {
        let words = text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
        let mut words = words.filter(|word| !word.is_ascii());
        quoted(words.next().unwrap_or_default())
    };
    Unreadable::CodePage {
        line,
        one: word(one),
        other: word(other),
    }
}

/// How well the letters beyond ASCII fit their words.
fn score(text: &str) -> i32 {
    let letters: Vec<char> = text.chars().collect();
    let beyond = letters.iter().enumerate().filter(|(_, c)| !c.is_ascii());
    beyond.map(|(at, _)| fit(&letters, at)).sum()
}

fn fit(letters: &[char], at: usize) -> i32 {
    let c = letters[at];
    let before = at.checked_sub(1).map(|at| letters[at]);
    let after = letters.get(at + 1).copied();
    let is = |c: Option<char>, kind: fn(char) -> bool| c.is_some_and(kind);
    let (before_is_letter, after_is_letter) = (
        is(before, char::is_alphabetic),
        is(after, char::is_alphabetic),
    );
    if c.is_control() || c == char::REPLACEMENT_CHARACTER {
        return -8;
    }
    if !c.is_alphabetic() {
        let is_joint = matches!(c, '’' | '‘' | '–' | '—' | '·' | '\u{a0}' | '´' | '…');
        // O’Brien
        let is_in_name = c == '’'
            && is(after, char::is_uppercase)
            && is(letters.get(at + 2).copied(), char::is_lowercase);
        return match (before_is_letter, after_is_letter) {
            (true, true) if is_joint => i32::from(is_in_name),
            (true, true) => -4,
            (false, true) if !matches!(c, '“' | '”' | '‘' | '\u{a0}' | '•') => -1,
            (true, false) if matches!(c, '†' | '„' | '‚') => -1,
            _ => 0,
        };
    }
    if !before_is_letter && !after_is_letter
        || is(before, char::is_numeric)
        || is(after, char::is_numeric)
    {
        return -2;
    }
    // Three and more together are another alphabet's, or none's.
    let is_foreign = |c: Option<char>| is(c, |c| !c.is_ascii());
    if is_foreign(before) && is_foreign(after) {
        return -3;
    }
    if c.is_uppercase() && is(before, char::is_lowercase)
        || c.is_lowercase() && is(after, char::is_uppercase)
    {
        return -3;
    }
    let in_lower_case_at_the_start = match before {
        _ if before_is_letter || !c.is_lowercase() => 0,
        None | Some(';' | ',' | '\t' | '|' | '\n' | '\r' | '"') => -4,
        _ => -1,
    };
    in_lower_case_at_the_start + as_a_sound(before, c, after)
}

fn as_a_sound(before: Option<char>, c: char, after: Option<char>) -> i32 {
    let is_vowel = |c: Option<char>| c.is_some_and(|c| VOWELS.contains(c));
    let (before_is_vowel, after_is_vowel) = (is_vowel(before), is_vowel(after));
    match c {
        'å' | 'ä' | 'ö' | 'Å' | 'Ä' | 'Ö' if before_is_vowel && after_is_vowel => 0,
        'å' | 'ä' | 'ö' | 'Å' | 'Ä' | 'Ö' => 3,
        'é' | 'É' | 'ü' | 'Ü' => 1,
        c if VOWELS.contains(c) => 0,
        _ if before_is_vowel || after_is_vowel => 1,
        _ => -1,
    }
}
