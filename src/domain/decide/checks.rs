//! Checks that several commands make, and the limits of texts.

use crate::domain::alike::{mixed_word, strange_word};
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::details::{Details, Field};
pub use crate::domain::facts::details::{NAME_LIMIT, NOTE_LIMIT};
use crate::domain::facts::nothing::{is_dash, no_name};
use crate::domain::facts::participant::{Participant, PersonId, Protection};
use crate::domain::personnummer::{holds_one, is_in_phone};
use crate::domain::plain::plain;
use crate::domain::reading::phone_number;
use crate::domain::register::Register;

pub(super) fn person(register: &Register, who: PersonId) -> Result<&Participant, Refusal> {
    register.people.get(&who).ok_or(Refusal::NoSuchPerson)
}

/// The text trimmed and found harmless, or why not. `limit` in characters.
pub(super) fn checked(text: &str, limit: usize) -> Result<String, Refusal> {
    let text = plain(text).map_err(|_| Refusal::TextNotPlain)?;
    if text.chars().count() > limit {
        Err(Refusal::TextTooLong { limit })
    } else {
        Ok(text)
    }
}

/// Details whose texts are trimmed and found harmless, or why not. What is written for none is left empty. A name that
/// is as `held` is not looked at again.
pub(super) fn checked_details(details: &Details, held: &Details) -> Result<Details, Refusal> {
    let mut checked_details = details.clone();
    for field in Field::ALL {
        if let Some(text) = checked_details.text_mut(field) {
            *text = checked(text, field.limit())?;
        }
    }
    for field in Field::ALL {
        let is_held = checked_details.value(field) == held.value(field);
        if let Some(text) = checked_details.text_mut(field)
            && !is_held
            && field.says_nothing(text)
        {
            text.clear();
        }
    }
    if checked_details.phone != held.phone {
        let phone = phone_number(&checked_details.phone).ok_or(Refusal::PhoneShortened)?;
        if is_in_phone(&phone) {
            return Err(Refusal::NumberInPhone);
        }
        checked_details.phone = phone;
    }
    for name in [&mut checked_details.given, &mut checked_details.family] {
        // Left from where both names stood in one text.
        *name = name.trim_matches([',', ';', ' ']).to_owned();
    }
    checked_details.family = unless_none(checked_details.family);
    for (name, held) in [
        (&checked_details.given, &held.given),
        (&checked_details.family, &held.family),
    ] {
        if name != held {
            refuse_strange(name)?;
        }
    }
    let (written, held) = (checked_details.full_name(), held.full_name());
    if written != held && !written.trim().is_empty() && !written.contains(char::is_alphabetic) {
        return Err(Refusal::NotAName);
    }
    if written != held
        && let Some(word) = no_name(&checked_details.given, &checked_details.family)
    {
        return Err(Refusal::NoName { word });
    }
    if written != held && holds_one(&written) {
        return Err(Refusal::NumberInName);
    }
    Ok(checked_details)
}

/// Whether it is the given name that is at fault where a name is refused.
pub fn is_given_at_fault(given: &str) -> bool {
    refuse_strange(given).is_err()
        || !given.contains(char::is_alphabetic)
        || no_name(given, "").is_some()
        || holds_one(given)
}

/// Refuses a name in which a letter can be taken for another one.
pub(super) fn refuse_strange(name: &str) -> Result<(), Refusal> {
    let owned = |(word, letter): (&str, char)| (word.to_owned(), letter.to_string());
    if let Some((word, letter)) = mixed_word(name).map(owned) {
        return Err(Refusal::MixedScripts { word, letter });
    }
    match strange_word(name).map(owned) {
        Some((word, letter)) => Err(Refusal::StrangeLetter { word, letter }),
        None => Ok(()),
    }
}

/// The text, but nothing where it says that there is none: a dash is typed for a family name or an arena that somebody
/// does not have, since an empty field may be one that was forgotten.
pub(super) fn unless_none(text: String) -> String {
    match is_dash(&text) {
        true => String::new(),
        false => text,
    }
}

/// That a person became another; nothing where nothing of them changed.
pub(super) fn person_changed(before: &Participant, after: Participant) -> Vec<Change> {
    if after == *before {
        return Vec::new();
    }
    vec![Change::Person {
        before: Some(Box::new(before.clone())),
        after: Some(Box::new(after)),
    }]
}

/// The person's name for a refusal; only the number where the identity is protected.
pub(super) fn named(person: &Participant) -> String {
    match person.protection {
        Protection::None => person.full_name(),
        _ => person.id.to_string(),
    }
}

/// That a personnummer is somebody's already. Whoever tries numbers does not learn whose a protected one is.
pub(super) fn taken(by: &Participant) -> Refusal {
    match by.protection {
        Protection::None => Refusal::PersonnummerTaken { name: named(by) },
        _ => Refusal::PersonnummerProtected,
    }
}
