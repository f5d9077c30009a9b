//! Long absences: dated periods on a stay that may pause the twelve-month clock; set, changed and taken away.

use chrono::NaiveDate;

use crate::domain::decide::checks::{named, person_changed};
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::participant::{Absence, Participant, Stay};

/// Records a long absence, in the place of the one that began on `instead_of` if there is one.
pub(super) fn set(
    person: &Participant,
    absence: Absence,
    instead_of: Option<NaiveDate>,
) -> Result<Vec<Change>, Refusal> {
    let mut after = person.clone();
    if let Some(before) = instead_of {
        take_away(&mut after, before);
    }
    let Absence { from, until } = absence;
    if let Some(end) = until.filter(|until| *until < from) {
        return Err(Refusal::EndBeforeStart { start: from, end });
    }
    let Some(stay) = after.stays.iter_mut().find(|stay| stay.covers(from)) else {
        return Err(outside(person, from));
    };
    if let Some(until) = until.filter(|until| !stay.covers(*until)) {
        return Err(outside(person, until));
    }
    if stay.absences.contains(&absence) {
        return Ok(person_changed(person, after));
    }
    if let Some(other) = stay.absences.iter().find(|other| overlap(other, &absence)) {
        return Err(Refusal::AbsenceOverlaps {
            name: named(person),
            absence: *other,
        });
    }
    stay.absences.push(absence);
    stay.absences.sort_by_key(|absence| absence.from);
    Ok(person_changed(person, after))
}

/// Takes the long absence that began on a day away.
pub(super) fn remove(person: &Participant, from: NaiveDate) -> Result<Vec<Change>, Refusal> {
    let mut after = person.clone();
    if !take_away(&mut after, from) {
        let name = named(person);
        return Err(Refusal::NoAbsence { name, from });
    }
    Ok(person_changed(person, after))
}

/// Refuses where a stay has come to leave a long absence outside it.
pub(super) fn refuse_outside(person: &Participant, stay: &Stay) -> Result<(), Refusal> {
    let is_inside = |absence: &&Absence| {
        stay.covers(absence.from) && absence.until.is_none_or(|until| stay.covers(until))
    };
    match stay.absences.iter().find(|absence| !is_inside(absence)) {
        Some(absence) => Err(Refusal::AbsenceOutside {
            name: named(person),
            absence: *absence,
        }),
        None => Ok(()),
    }
}

fn take_away(person: &mut Participant, from: NaiveDate) -> bool {
    let mut found = false;
    for stay in &mut person.stays {
        let before = stay.absences.len();
        stay.absences.retain(|absence| absence.from != from);
        found |= stay.absences.len() < before;
    }
    found
}

fn overlap(one: &Absence, other: &Absence) -> bool {
    one.until.is_none_or(|until| other.from <= until)
        && other.until.is_none_or(|until| one.from <= until)
}

/// That a day lies outside the stays; the nearest stay's days are told.
fn outside(person: &Participant, day: NaiveDate) -> Refusal {
    let name = named(person);
    match person.stay_near(day) {
        Some(stay) => Refusal::OutsideStay {
            name,
            day,
            start: stay.start,
            last: stay.last_day(),
        },
        None => Refusal::NoStay { name },
    }
}
