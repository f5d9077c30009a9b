//! What is done about a duty: it is handled, set aside until a day, or taken up again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::DutyKey;
use crate::domain::attendance::ActorId;
use crate::domain::change::Change;
use crate::domain::command::Asker;
use crate::domain::decide::{NOTE_LIMIT, checked};
use crate::domain::refusal::Refusal;
use crate::domain::register::Register;

/// What was done about a duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    pub by: ActorId,
    pub on: NaiveDate,
    /// The day it comes up again; `None` where it is handled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Handling {
    /// Whether the duty is out of the way on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day < until)
    }
}

/// For how many days what was done about a duty is kept after the last day that is named in it: longer than any duty of one key lasts, short enough that a
/// start does not grow with the years.
const KEPT_FOR: i64 = 550;
/// How many old ones are swept away with each new one.
const SWEPT: usize = 20;

/// Notes that a duty is handled, with a note on how; or sets it aside until a day to come.
pub(in crate::domain) fn handle(
    register: &Register,
    asker: &Asker,
    key: &DutyKey,
    note: &str,
    until: Option<NaiveDate>,
) -> Result<Vec<Change>, Refusal> {
    let note = checked(note, NOTE_LIMIT)?;
    match until {
        None if note.is_empty() => return Err(Refusal::NoteMissing),
        Some(day) if day <= asker.today => return Err(Refusal::NotToCome { day }),
        _ => {}
    }
    let before = register.handled.get(key).cloned();
    let after = Handling {
        by: asker.id,
        on: asker.today,
        until,
        note,
    };
    if before.as_ref() == Some(&after) {
        return Ok(Vec::new());
    }
    let change = |key: &DutyKey, before: Option<Handling>, after: Option<Handling>| Change::Duty {
        key: key.clone(),
        before,
        after,
    };
    let mut changes = vec![change(key, before, Some(after))];
    let is_old = |handling: &Handling| {
        let latest = handling
            .until
            .map_or(handling.on, |until| until.max(handling.on));
        (asker.today - latest).num_days() > KEPT_FOR
    };
    let old =
        (register.handled.iter()).filter(|(other, handling)| *other != key && is_old(handling));
    changes.extend(
        old.take(SWEPT)
            .map(|(key, old)| change(key, Some(old.clone()), None)),
    );
    Ok(changes)
}

/// Takes a duty up again.
pub(in crate::domain) fn take_up(
    register: &Register,
    key: &DutyKey,
) -> Result<Vec<Change>, Refusal> {
    let before = register.handled.get(key).cloned();
    let before = before.ok_or(Refusal::NotHandled)?;
    Ok(vec![Change::Duty {
        key: key.clone(),
        before: Some(before),
        after: None,
    }])
}
