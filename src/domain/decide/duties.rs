//! Duties: one is handled, set aside until a day, or taken up again.

use chrono::NaiveDate;

use crate::domain::decide::checks::{NOTE_LIMIT, checked};
use crate::domain::decide::command::Asker;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::handling::{DutyKey, Handling};
use crate::domain::register::Register;

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
