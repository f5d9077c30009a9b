//! Checks that several commands make, and the limits of texts.

use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::participant::{Participant, PersonId, Protection};
use crate::domain::plain::plain;
use crate::domain::register::Register;

/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 2_000;

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

/// That a person became another; nothing where nothing of them changed.
pub(super) fn person_changed(before: &Participant, after: Participant) -> Vec<Change> {
    if after == *before {
        return Vec::new();
    }
    vec![Change::Person {
        before: Some(Box::new(before.clone())),
        after: Box::new(after),
    }]
}

/// The person's name for a refusal; only the number where the identity is protected.
pub(super) fn named(person: &Participant) -> String {
    match person.protection {
        Protection::None => person.full_name(),
        _ => person.id.to_string(),
    }
}

/// The longest name, in characters.
pub const NAME_LIMIT: usize = 200;
