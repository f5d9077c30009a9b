//! The Swedish alphabetical order of names.

use std::cmp::Ordering;
use std::sync::OnceLock;

use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_locale_core::locale;

use crate::domain::facts::participant::{Participant, Protection};
use crate::text::Lang;

/// CLDR's separator between fields: it sorts before every letter, on every level of the comparison.
const FIELD_SEPARATOR: char = '\u{FFFE}';

fn collator() -> &'static CollatorBorrowed<'static> {
    static SWEDISH: OnceLock<CollatorBorrowed<'static>> = OnceLock::new();
    SWEDISH.get_or_init(|| {
        CollatorBorrowed::try_new(locale!("sv").into(), CollatorOptions::default())
            .expect("the order for sv is compiled in with icu_collator")
    })
}

/// Bytes that sort as the text does in Swedish (CLDR, `sv`): … z å ä ö, accents and case only break ties,
/// v and w are two letters. For sorting many names: make each key once, then compare bytes.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(3 * text.len() + 8);
    let Ok(()) = collator().write_sort_key_to(text, &mut key);
    key
}

/// Bytes that sort people by family name, then by given name. An accent or a capital in the family name
/// breaks a tie only when the letters of both names are the same.
pub fn name_key(family: &str, given: &str) -> Vec<u8> {
    let mut both = String::with_capacity(family.len() + given.len() + 3);
    both.push_str(family);
    both.push(FIELD_SEPARATOR);
    both.push_str(given);
    sort_key(&both)
}

/// Bytes that sort people in a list: a masked name by its mask, so that the place gives nothing away.
pub fn list_key(person: &Participant, lang: Lang) -> Vec<u8> {
    match person.protection {
        Protection::None => name_key(&person.family, &person.given),
        _ => name_key(&person.name(lang), ""),
    }
}

/// Two texts in the same order as their [`sort_key`]s; for a few texts, where keys are not worth making.
pub fn compare(a: &str, b: &str) -> Ordering {
    collator().compare(a, b)
}
