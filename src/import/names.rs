//! A name in one cell, taken apart into given name and family name.

/// Words that belong to the family name after them.
const PARTICLES: &[&str] = &[
    "abu", "af", "al", "av", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "do",
    "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "zu",
];

/// Words after a family name that are a part of it.
const AFTER: &[&str] = &[
    "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "d.ä.", "d.y.", "junior", "senior",
];

/// Given name and family name: *Bergström, Lena* has the family first; else the last word is the family name, with
/// the particles before it and what is no name of its own after it: *Berg 2*, *Berg (vik)*. A single name is a family
/// name.
pub(super) fn split(name: &str) -> (String, String) {
    let trimmed = |text: &str| {
        let text = text.trim_matches(|c: char| c == ',' || c.is_whitespace());
        text.to_owned()
    };
    let name = trimmed(name);
    if let Some((family, given)) = name.split_once(',') {
        let (given, family) = (trimmed(given), trimmed(family));
        return match given.is_empty() {
            false if is_after(&given) => split(&format!("{family} {given}")),
            _ => (given, family),
        };
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut family = words.len().saturating_sub(1);
    // What comes after the family name, but one word is left before it.
    let opened = words
        .iter()
        .skip(2)
        .position(|word| word.starts_with(['(', '[']));
    if let Some(opened) = opened.filter(|_| name.ends_with([')', ']'])) {
        family = opened + 1;
    }
    while family > 1 && is_after(words[family]) {
        family -= 1;
    }
    while family > 0 && is_particle(words[family - 1], family == 1) {
        family -= 1;
    }
    (words[..family].join(" "), words[family..].join(" "))
}

/// As [`split`] where the heading says that the family name comes first; `None` where nothing says how long it is.
pub(super) fn split_family_first(name: &str) -> Option<(String, String)> {
    if name.contains(',') {
        return Some(split(name));
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    match words[..] {
        [family, given] => Some((given.to_owned(), family.to_owned())),
        [_, _, ..] => None,
        _ => Some(split(name)),
    }
}

/// Whether a word is none that a family is called: it has no letter, or stands in brackets or quotes, or is a *junior*.
pub(super) fn is_after(word: &str) -> bool {
    !word.contains(char::is_alphabetic)
        || word.starts_with(['(', '[', '"', '\u{201c}', '\u{201d}'])
        || AFTER.contains(&word.to_lowercase().as_str())
}

/// Whether a name has a letter in it, as each has.
pub(super) fn has_letter(given: &str, family: &str) -> bool {
    given.contains(char::is_alphabetic) || family.contains(char::is_alphabetic)
}

/// The first word of a name may be a given name that looks like a particle (*Al*, *Di*); in lower case it is none.
pub(super) fn is_particle(word: &str, first: bool) -> bool {
    if first {
        PARTICLES.contains(&word)
    } else {
        PARTICLES.contains(&word.to_lowercase().as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn names_are_taken_apart() {
        let cases = [
            ("Lena Bergström", "Lena", "Bergström"),
            ("Bergström, Lena", "Lena", "Bergström"),
            ("von Sydow, Eva Maria", "Eva Maria", "von Sydow"),
            ("Anna Maria Öberg", "Anna Maria", "Öberg"),
            ("Lena von der Heide", "Lena", "von der Heide"),
            ("Magnus De la Gardie", "Magnus", "De la Gardie"),
            ("Omar Al Hassan", "Omar", "Al Hassan"),
            ("Omar al-Hassan", "Omar", "al-Hassan"),
            ("Yusuf bin Abu Bakr", "Yusuf", "bin Abu Bakr"),
            ("af Klint", "", "af Klint"),
            ("Al Hassan", "Al", "Hassan"),
            ("Sukarno", "", "Sukarno"),
            ("Sukarno,", "", "Sukarno"),
            ("Person 001", "Person", "001"),
            ("Deltagare 14", "Deltagare", "14"),
            ("Lena Berg 2", "Lena", "Berg 2"),
            ("Lena von der Heide 2", "Lena", "von der Heide 2"),
            ("Bo Ek \u{1f600}", "Bo", "Ek \u{1f600}"),
            ("Lena Berg (vik)", "Lena", "Berg (vik)"),
            ("Lena Berg (vik för Åsa)", "Lena", "Berg (vik för Åsa)"),
            ("Karl (Kalle) Berg", "Karl (Kalle)", "Berg"),
            ("Karl \"Kalle\" Berg", "Karl \"Kalle\"", "Berg"),
            ("Berg, Lena (vik)", "Lena (vik)", "Berg"),
            ("Berg, Lena,", "Lena", "Berg"),
            ("Berg,, Lena", "Lena", "Berg"),
            ("Karl Berg, jr", "Karl", "Berg jr"),
            ("Karl Berg d.y.", "Karl", "Berg d.y."),
            ("LENA BERG", "LENA", "BERG"),
            ("L. Berg", "L.", "Berg"),
            ("Lena B", "Lena", "B"),
            ("Anna-Karin Berg-Öst", "Anna-Karin", "Berg-Öst"),
            ("Sukarno (vik)", "Sukarno", "(vik)"),
            ("2", "", "2"),
            (", Lena", "", "Lena"),
            ("von", "", "von"),
            ("", "", ""),
        ];
        for (name, given, family) in cases {
            let (got_given, got_family) = split(name);
            assert_eq!((&*got_given, &*got_family), (given, family), "{name}");
        }
    }
}
