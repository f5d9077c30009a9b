//! Letters that another program has spoilt before the file came here: what no name has in that place is told.

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use oem_cp::code_table::{ENCODING_TABLE_CP437, ENCODING_TABLE_CP850};

use super::{Reason, escaped, quoted::quoted};
use crate::domain::plain::composed;

/// The fault of a cell's letters; `is_name` where the cell is a name of somebody or of some place.
pub(super) fn fault(cell: &str, is_name: bool) -> Option<Reason> {
    // As it would come in: a letter and its mark may be one of those that are told.
    let cell = &*composed(cell);
    if cell.contains(char::REPLACEMENT_CHARACTER) {
        return Some(Reason::LettersLost);
    }
    if is_name && has_question_mark_for_a_letter(cell) {
        return Some(Reason::LettersLost);
    }
    if let Some(meant) = is_name.then(|| escaped::meant(cell)).flatten() {
        let meant = quoted(&meant);
        return Some(Reason::LettersMangled { meant });
    }
    if cell.is_ascii() {
        return None;
    }
    let words = cell.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
    let mut words = words.filter(|word| !word.is_ascii());
    let meant = words.find_map(meant);
    if let Some(meant) = meant {
        let meant = quoted(&meant);
        return Some(Reason::LettersMangled { meant });
    }
    (is_name && has_sign_for_a_letter(cell)).then_some(Reason::LettersStrange)
}

/// `?sa`, `Bergstr?m`.
fn has_question_mark_for_a_letter(cell: &str) -> bool {
    let after = |(at, _): (usize, &str)| cell[at + 1..].chars().next();
    let mut marks = cell.match_indices('?').map(after);
    marks.any(|next| next.is_some_and(char::is_alphabetic))
}

/// `Bergstr”m`, `™berg`, `Sj”`: a sign within a word, one before it with which no word begins, or a quotation mark after it
/// that nothing opened.
fn has_sign_for_a_letter(cell: &str) -> bool {
    let letters: Vec<char> = cell.chars().collect();
    letters.iter().enumerate().any(|(at, sign)| {
        let follows_letter = at > 0 && letters[at - 1].is_alphabetic();
        let precedes_letter = letters.get(at + 1).is_some_and(|next| next.is_alphabetic());
        match sign {
            '™' | '†' | '‡' | '¤' | '‰' | '¶' | '§' | '√' | '¬' | '≈' | '\u{80}'..='\u{9f}' => {
                follows_letter || precedes_letter
            }
            '„' | '”' if follows_letter && !precedes_letter => !letters[..at]
                .iter()
                .any(|c| matches!(c, '„' | '”' | '“' | '"')),
            '„' | '”' | '“' | '‚' | '…' | '€' | '¢' | '£' | '¥' | '¦' | '©' | '®' | '±' | '÷'
            | '×' | '¿' | '¡' | '«' | '»' => follows_letter && precedes_letter,
            _ => false,
        }
    })
}

/// The word that was meant, where it is UTF-8 that was read as something else: *BergstrÃ¶m* is *Bergström*.
fn meant(word: &str) -> Option<String> {
    let as_bytes = |table: &dyn Fn(&str) -> Option<Vec<u8>>| {
        let text = String::from_utf8(table(word)?).ok()?;
        (!text.is_ascii() && !text.contains(char::is_control)).then_some(text)
    };
    let windows = |word: &str| {
        let (bytes, _, is_lost) = WINDOWS_1252.encode(word);
        (!is_lost).then(|| bytes.into_owned())
    };
    // Read as Latin-1, where 1252 has no letter or another.
    let latin = |word: &str| -> Option<Vec<u8>> {
        word.chars()
            .map(|c| u8::try_from(u32::from(c)).ok())
            .collect()
    };
    let mac = |word: &str| {
        let (bytes, _, is_lost) = MACINTOSH.encode(word);
        let is_sure = word.contains(['√', '¬', '‚']);
        (!is_lost && is_sure).then(|| bytes.into_owned())
    };
    let dos = |table: &'static _| {
        move |word: &str| {
            let is_sure = word.contains(['├', '┬', 'Ô']);
            let bytes = oem_cp::encode_string_checked(word, table);
            bytes.filter(|_| is_sure)
        }
    };
    as_bytes(&windows)
        .or_else(|| as_bytes(&latin))
        .or_else(|| as_bytes(&mac))
        .or_else(|| as_bytes(&dos(&ENCODING_TABLE_CP850)))
        .or_else(|| as_bytes(&dos(&ENCODING_TABLE_CP437)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_no_name_has_there_are_told() {
        let meant = |word: &str| {
            Some(Reason::LettersMangled {
                meant: word.to_owned(),
            })
        };
        let cases = [
            ("Lena Bergström", None),
            ("Šarić", None),
            ("Lejla Mašić", None),
            ("Žižek", None),
            ("Đorđe Šćekić", None),
            ("Zoë Núñez", None),
            ("Łukasz Żak", None),
            ("İbrahim Öztürk", None),
            ("محمد علي", None),
            ("Иван", None),
            ("Karl “Bosse” Berg", None),
            ("Karl „Bosse” Berg", None),
            ("O’Brien", None),
            ("D\u{b4}Angelo", None),
            ("Anna–Karin", None),
            ("Bo Ek?", None),
            ("Bo Ek \u{1f600}", None),
            ("BergstrÃ¶m", meant("Bergström")),
            ("Ã…sa Ã–berg", meant("Åsa")),
            ("\u{c3}\u{85}sa", meant("Åsa")),
            ("RenÃ©", meant("René")),
            ("Bergstr√∂m", meant("Bergström")),
            ("Bergstr├Âm", meant("Bergström")),
            ("Bergstr├╢m", meant("Bergström")),
            ("Bergstr\u{fffd}m", Some(Reason::LettersLost)),
            ("Bergstr?m", Some(Reason::LettersLost)),
            ("?sa Berg", Some(Reason::LettersLost)),
            ("Bergstr”m", Some(Reason::LettersStrange)),
            ("P„r H„gg", Some(Reason::LettersStrange)),
            ("™berg", Some(Reason::LettersStrange)),
            ("Ulf Sj””", Some(Reason::LettersStrange)),
            ("Karl ”Bosse” Berg", None),
            ("Lena Bergstr&ouml;m", meant("Lena Bergström")),
            ("Lena Bergstr&#246;m", meant("Lena Bergström")),
            ("Lena Bergstr&#xf6;m", meant("Lena Bergström")),
            ("Lena Bergstr\\u00f6m", meant("Lena Bergström")),
            ("Lena Bergstr=C3=B6m", meant("Lena Bergström")),
            ("Lena Bergstr%C3%B6m", meant("Lena Bergström")),
            ("Lena & Bo", None),
            ("100 % Ek", None),
        ];
        for (cell, wanted) in cases {
            assert_eq!(fault(cell, true), wanted, "{cell}");
        }
        assert_eq!(fault("ringde? nej?ja", false), None);
        assert!(fault("fÃ¶r", false).is_some());
    }
}
