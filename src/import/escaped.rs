//! Letters that a program has written in signs: `&ouml;`, `&#246;`, `\\u00f6`, `=C3=B6`, `%C3%B6`.

const NAMES: &[(&str, char)] = &[
    ("aring", 'å'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("Aring", 'Å'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("uuml", 'ü'),
    ("oslash", 'ø'),
    ("aelig", 'æ'),
    ("amp", '&'),
    ("apos", '\''),
    ("nbsp", ' '),
];

/// The text with the letters that were meant; `None` where none is written so.
pub(super) fn meant(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text;
    let mut is_escaped = false;
    while let Some(c) = rest.chars().next() {
        let letter = match c {
            '&' => entity(rest),
            '\\' => code(rest),
            _ => None,
        };
        if let Some((letter, after)) = letter {
            bytes.extend(letter.encode_utf8(&mut [0; 4]).bytes());
            (rest, is_escaped) = (after, true);
        } else if let Some(byte) = byte(rest) {
            bytes.push(byte);
            (rest, is_escaped) = (&rest[3..], true);
        } else {
            let (as_it_stands, after) = rest.split_at(c.len_utf8());
            bytes.extend(as_it_stands.bytes());
            rest = after;
        }
    }
    is_escaped.then(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// `&ouml;`, `&#246;`, `&#xf6;`: the letter, and what comes after.
fn entity(text: &str) -> Option<(char, &str)> {
    let (name, after) = text.strip_prefix('&')?.split_once(';')?;
    let named = NAMES.iter().find(|(known, _)| *known == name);
    let number = || {
        let number = name.strip_prefix('#')?;
        let number = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        char::from_u32(number.ok()?)
    };
    let letter = named.map(|(_, letter)| *letter).or_else(number)?;
    Some((letter, after))
}

/// `\\u00f6`.
fn code(text: &str) -> Option<(char, &str)> {
    let (digits, after) = text.strip_prefix("\\u")?.split_at_checked(4)?;
    let letter = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((letter, after))
}

/// `=C3` or `%C3`, of which no sign of ASCII is written.
fn byte(text: &str) -> Option<u8> {
    let digits = text.strip_prefix(['=', '%'])?.get(..2)?;
    let byte = u8::from_str_radix(digits, 16).ok()?;
    (!byte.is_ascii()).then_some(byte)
}
