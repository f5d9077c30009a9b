//! Words and signs that say that a field holds nothing, as forms, options and lists have them.

use crate::domain::facts::details::Field;
use crate::domain::reading::is_hyphen;

/// Words that say that there is nothing.
const NOTHING: &[&str] = &[
    "saknas",
    "uppgift saknas",
    "finns ej",
    "finns inte",
    "ej",
    "inget",
    "ingen",
    "inga",
    "tom",
    "tomt",
    "none",
    "nan",
    "null",
    "nil",
    "n/a",
    "na",
    "nat",
    "<na>",
    "missing",
    "blank",
    "empty",
];

/// Words that say that somebody does not know. A personnummer that is not known is asked for, and not left out.
const UNKNOWN: &[&str] = &[
    "okänt",
    "okänd",
    "ej känt",
    "vet ej",
    "vet inte",
    "unknown",
    "not known",
];

/// What programs, and no people, write for nothing. In other letters they are names: *Nan*, *Null*.
const BY_PROGRAMS: &[&str] = &[
    "nan", "NaN", "None", "null", "NULL", "<NA>", "NaT", "N/A", "n/a",
];

/// Words of nothing that people are called.
const CALLED: &[&str] = &["inga", "tom", "nan", "null", "nil", "na", "nat", "blank"];

/// A text as it is compared with those words: in small letters, without brackets around it and a full stop after it.
pub fn as_word(text: &str) -> String {
    let lower = text.to_lowercase();
    let word = lower.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']' | ' '));
    word.strip_suffix('.').unwrap_or(word).to_owned()
}

/// Whether it is nothing but signs in the place of a value: `-`, `–`, `?`, `…`.
pub fn is_signs(text: &str) -> bool {
    let is_sign =
        |c: char| is_hyphen(c) || c == ' ' || matches!(c, '.' | '?' | '_' | '…' | '/' | '*');
    !text.is_empty() && text.chars().all(is_sign)
}

/// Whether a text says that there is nothing.
pub fn is_nothing(text: &str) -> bool {
    is_signs(text) || NOTHING.contains(&as_word(text).as_str())
}

/// Whether a text says that there is nothing, or that nobody knows.
pub fn is_nothing_known(text: &str) -> bool {
    is_nothing(text) || UNKNOWN.contains(&as_word(text).as_str())
}

/// Whether it is one dash: that somebody has no such name, as an empty field does not say.
pub fn is_dash(text: &str) -> bool {
    let mut letters = text.chars();
    matches!((letters.next(), letters.next()), (Some(only), None) if is_hyphen(only))
}

/// The part of a name, or the whole of it, that says that there is none, `saknas`. A dash does not: see [`is_dash`].
pub fn no_name(given: &str, family: &str) -> Option<String> {
    let is_none = |name: &str| {
        let may_be_called = CALLED.contains(&as_word(name).as_str());
        BY_PROGRAMS.contains(&name) || (is_nothing_known(name) && !is_dash(name) && !may_be_called)
    };
    let whole = [given, family].join(" ");
    let parts = [whole.trim(), given.trim(), family.trim()];
    parts
        .into_iter()
        .find(|name| is_none(name))
        .map(str::to_owned)
}

impl Field {
    /// Whether a text says that there is nothing in the field. What may be a value there is none of it, and of a name
    /// it is a dash alone: other words are refused there.
    pub fn says_nothing(self, text: &str) -> bool {
        let word = as_word(text);
        let by_programs = BY_PROGRAMS.contains(&text);
        match self {
            Field::Given => is_dash(text),
            Field::Family | Field::Protection => false,
            Field::Personnummer => is_nothing(text) || word == "0",
            Field::Phone => is_nothing_known(text) || word == "0",
            Field::Supervisor => {
                is_signs(text) || by_programs || matches!(&*word, "saknas" | "ingen" | "okänd")
            }
            Field::Measure => is_nothing_known(text),
            Field::Note => is_signs(text) || by_programs,
        }
    }
}
