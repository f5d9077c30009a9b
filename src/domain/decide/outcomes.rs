//! Outcomes: what came of a stay is told, told anew, and whether the job lasted.

use chrono::{Datelike, NaiveDate};

use crate::domain::decide::checks::{NAME_LIMIT, NOTE_LIMIT, checked, named, person_changed};
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::outcome::{Came, End, Lasted};
use crate::domain::facts::participant::{Participant, Stay};
use crate::domain::reckon::lasting::rule_of_lasting;
use crate::domain::rules::Rules;

/// A stay's end as it is told. An earlier answer to whether the job lasted is kept if it can still be true.
pub(super) fn told(
    stay: &Stay,
    last_day: NaiveDate,
    came: &Came,
    rules: Rules,
) -> Result<End, Refusal> {
    let Came { outcome, .. } = *came;
    let mut end = End {
        last_day,
        outcome,
        employer: checked(&came.employer, NAME_LIMIT)?,
        job_start: came.job_start,
        note: checked(&came.note, NOTE_LIMIT)?,
        lasted: None,
    };
    if outcome.receiver().is_none() && !end.employer.is_empty() {
        return Err(Refusal::NobodyReceives { outcome });
    }
    match end.job_start {
        Some(_) if !outcome.is_job() => return Err(Refusal::NoJob { outcome }),
        Some(start) if !(1990..=2100).contains(&start.year()) => {
            return Err(Refusal::StartOutOfRange { start });
        }
        Some(job) if job < stay.start => {
            let start = stay.start;
            return Err(Refusal::JobBeforeStay { job, start });
        }
        _ => {}
    }
    let known = stay.end.as_ref().and_then(|end| end.lasted.clone());
    end.lasted = known.filter(|lasted| check(&end, lasted, rules).is_ok());
    Ok(end)
}

/// Refuses a check of a job that cannot have been made that day.
fn check(end: &End, lasted: &Lasted, rules: Rules) -> Result<(), Refusal> {
    let outcome = end.outcome;
    let start = end.first_day_of_job().ok_or(Refusal::NoJob { outcome })?;
    if lasted.checked_on < start {
        return Err(Refusal::JobNotBegun { start });
    }
    // That a job ended can be said at once; that it lasted only when the time has gone.
    match rule_of_lasting(start, rules) {
        Some((due, rule)) if lasted.yes && lasted.checked_on < due => Err(Refusal::TooEarlyToSay {
            due,
            rule: rule.text(),
        }),
        _ => Ok(()),
    }
}

/// Tells what came of a stay anew; its last day stays as it is.
pub(super) fn set(
    person: &Participant,
    first_day: NaiveDate,
    came: &Came,
    rules: Rules,
) -> Result<Vec<Change>, Refusal> {
    change_end(person, first_day, |stay, end| {
        told(stay, end.last_day, came, rules)
    })
}

/// Notes whether a job lasted; `None` takes that back.
pub(super) fn check_job(
    person: &Participant,
    first_day: NaiveDate,
    lasted: Option<&Lasted>,
    today: NaiveDate,
    rules: Rules,
) -> Result<Vec<Change>, Refusal> {
    change_end(person, first_day, |_, end| {
        let mut end = end.clone();
        end.lasted = lasted.cloned();
        if let Some(lasted) = &mut end.lasted {
            lasted.note = checked(&lasted.note, NOTE_LIMIT)?;
            if lasted.checked_on > today {
                let day = lasted.checked_on;
                return Err(Refusal::CheckedInTheFuture { day });
            }
        }
        match &end.lasted {
            Some(lasted) => check(&end, lasted, rules)?,
            None if !end.outcome.is_job() => {
                let outcome = end.outcome;
                return Err(Refusal::NoJob { outcome });
            }
            None => {}
        }
        Ok(end)
    })
}

/// The end of the stay with this first day made another one.
fn change_end(
    person: &Participant,
    first_day: NaiveDate,
    make: impl FnOnce(&Stay, &End) -> Result<End, Refusal>,
) -> Result<Vec<Change>, Refusal> {
    let name = || named(person);
    let index = person.stays.iter().position(|stay| stay.start == first_day);
    let index = index.ok_or_else(|| Refusal::NoSuchStay {
        name: name(),
        start: first_day,
    })?;
    let stay = &person.stays[index];
    let end = stay.end.as_ref();
    let end = end.ok_or_else(|| Refusal::NotEnded { name: name() })?;
    let made = make(stay, end)?;
    let mut after = person.clone();
    after.stays[index].end = Some(made);
    Ok(person_changed(person, after))
}
