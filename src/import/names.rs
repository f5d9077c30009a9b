//! A name in one cell, taken apart into given name and family name.

/// Words that belong to the family name after them.
const PARTICLES: &[&str] = &[
    "abu", "af", "al", "av", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "do",
    "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "zu",
];

/// Given name and family name: *Bergström, Lena* has the family first; else the last word is the family name, with
/// the particles before it. A single name is a family name.
pub(super) fn split(name: &str) -> (String, String) {
    let name = name.trim_matches(|c: char| c == ',' || c.is_whitespace());
    if let Some((family, given)) = name.split_once(',') {
        return (given.trim().to_owned(), family.trim().to_owned());
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut family = words.len().saturating_sub(1);
    while family > 0 && is_particle(words[family - 1], family == 1) {
        family -= 1;
    }
    (words[..family].join(" "), words[family..].join(" "))
}

/// The first word of a name may be a given name that looks like a particle (*Al*, *Di*); in lower case it is none.
fn is_particle(word: &str, first: bool) -> bool {
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
