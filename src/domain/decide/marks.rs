//! Marks: made, described and cleared; and the rest of a group at once.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::decide::checks::{NOTE_LIMIT, checked, named, person};
use crate::domain::decide::command::{Asker, Facts};
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::attendance::{Code, Detail, Entry, Extra, Mark};
use crate::domain::facts::change::Change;
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::reckon::expected::{Expected, expected, scheduled};
use crate::domain::register::Register;

pub(in crate::domain) fn within_stay(person: &Participant, day: NaiveDate) -> Result<(), Refusal> {
    if person.stay(day).is_some() {
        return Ok(());
    }
    let Some(near) = person.stay_near(day) else {
        return Err(Refusal::NoStay {
            name: named(person),
        });
    };
    let (start, last) = (near.start, near.last_day());
    Err(Refusal::OutsideStay {
        name: named(person),
        day,
        start,
        last,
    })
}

/// Whether a code alone is said where the mark already has that code, with whatever details.
pub(in crate::domain) fn repeats(
    facts: &Facts,
    who: PersonId,
    day: NaiveDate,
    entry: &Entry,
) -> bool {
    let before = facts.cells.get(&(who, day));
    *entry == Entry::plain(entry.code) && before.is_some_and(|before| before.code == entry.code)
}

/// A mark of the same code that says nothing of a note leaves the note that is there.
pub(in crate::domain) fn with_kept_note(
    facts: &Facts,
    who: PersonId,
    day: NaiveDate,
    entry: &Entry,
) -> Entry {
    let mut entry = entry.clone();
    if let Some(before) = facts.cells.get(&(who, day))
        && before.code == entry.code
        && entry.note.is_empty()
    {
        before.note().clone_into(&mut entry.note);
    }
    entry
}

pub(in crate::domain) fn mark(
    register: &Register,
    facts: &Facts,
    asker: &Asker,
    who: PersonId,
    day: NaiveDate,
    entry: &Entry,
) -> Result<Vec<Change>, Refusal> {
    let person = person(register, who)?;
    within_stay(person, day)?;
    let before = facts.cells.get(&(who, day));
    let said = complete(register, person, day, entry)?;
    if before.is_some_and(|before| before.entry() == said) {
        return Ok(Vec::new());
    }
    let after = Some(made(&said, before, asker));
    Ok(vec![Change::Marked {
        who,
        day,
        before: before.cloned(),
        after,
    }])
}

/// The entry checked against its code's row in the table, with the minutes it covers.
fn complete(
    register: &Register,
    person: &Participant,
    day: NaiveDate,
    entry: &Entry,
) -> Result<Entry, Refusal> {
    let mut said = entry.clone();
    let extra = said.code.kind().extra;
    said.note = checked(&said.note, NOTE_LIMIT)?;
    if let Some(span) = said.span {
        if span.from >= span.until || span.until > 24 * 60 {
            return Err(Refusal::BadSpan);
        }
        said.minutes = Some(said.minutes.unwrap_or(span.minutes()));
    }
    let nothing = said.code.is_present() && said.minutes == Some(0);
    if nothing || said.minutes.is_some_and(|minutes| minutes > 24 * 60) {
        return Err(Refusal::BadMinutes);
    }
    match extra {
        Extra::SpanRequired if said.minutes.is_none() => return Err(Refusal::NeedsSpan(said.code)),
        Extra::NoteRequired if said.note.is_empty() => return Err(Refusal::NeedsNote(said.code)),
        _ => {}
    }
    match said.rest {
        Some(_) if said.code != Code::PartDay => return Err(Refusal::RestOfWhole(said.code)),
        Some(rest) if rest.is_present() => return Err(Refusal::BadRest(rest)),
        _ => {}
    }
    if said.code.is_present() && said.minutes.is_none() {
        said.minutes = match scheduled(register, person, day) {
            Expected::Work(minutes) => minutes,
            // A day off that is worked all the same: the longest ordinary day.
            Expected::Free(_) => {
                let schedule = person.stay(day).and_then(|stay| stay.schedule(day));
                schedule.and_then(|s| s.minutes.iter().copied().max())
            }
        };
    }
    Ok(said)
}

fn made(said: &Entry, before: Option<&Mark>, asker: &Asker) -> Mark {
    let kept = before.and_then(|before| {
        let rest = before.detail.as_deref().and_then(|detail| detail.rest);
        let was_unnotified = before.code == Code::Unnotified
            || (rest == Some(Code::Unnotified) && said.rest != rest);
        let unnotified = was_unnotified.then_some(Code::Unnotified);
        unnotified.or(before.first_code())
    });
    let first = kept.filter(|_| said.code != Code::Unnotified);
    let detail = Detail {
        span: said.span,
        rest: said.rest,
        note: said.note.clone(),
        first,
    };
    Mark {
        code: said.code,
        minutes: said.minutes,
        by: asker.id,
        at: asker.now,
        detail: (detail != Detail::default()).then(|| Box::new(detail)),
    }
}

pub(in crate::domain) fn mark_rest(
    register: &Register,
    facts: &Facts,
    asker: &Asker,
    day: NaiveDate,
    who: &[PersonId],
) -> Result<Vec<Change>, Refusal> {
    let mut changes = Vec::new();
    let mut seen = HashSet::new();
    for id in who.iter().filter(|id| seen.insert(**id)) {
        let person = person(register, *id)?;
        let unmarked = !facts.cells.contains_key(&(*id, day));
        if unmarked && expected(register, person, day).is_work() {
            let said = complete(register, person, day, &Entry::plain(Code::Present))?;
            let after = Some(made(&said, None, asker));
            changes.push(Change::Marked {
                who: *id,
                day,
                before: None,
                after,
            });
        }
    }
    Ok(changes)
}

pub(in crate::domain) fn clear(
    register: &Register,
    facts: &Facts,
    who: PersonId,
    day: NaiveDate,
) -> Result<Vec<Change>, Refusal> {
    let person = person(register, who)?;
    match facts.cells.get(&(who, day)) {
        Some(before) => Ok(vec![Change::Marked {
            who,
            day,
            before: Some(before.clone()),
            after: None,
        }]),
        None => Err(Refusal::NothingToClear {
            name: named(person),
        }),
    }
}
