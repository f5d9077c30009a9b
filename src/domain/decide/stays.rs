//! Changes of a stay after it began: it is corrected, moved, given other hours, ended or opened again.

use chrono::{Datelike, NaiveDate};

use super::outcomes;
use crate::domain::decide::absences::refuse_outside;
use crate::domain::decide::checks::{checked_details, named, person_changed, taken};
use crate::domain::decide::command::Facts;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::details::Details;
use crate::domain::facts::outcome::Came;
use crate::domain::facts::participant::{ArenaId, Participant, Placement, Schedule, Stay};
use crate::domain::register::Register;
use crate::domain::rules::Rules;
use crate::say;
use crate::text::Lang;

/// The day nearest to `day` within the stay: what changes "from today" never falls outside it.
pub(super) fn within(stay: &Stay, day: NaiveDate) -> NaiveDate {
    let day = day.max(stay.start);
    stay.last_day().map_or(day, |last| day.min(last))
}

/// Refuses more than 24 hours on a weekday.
pub(super) fn check_minutes(minutes: Option<&[u16; 7]>) -> Result<(), Refusal> {
    match minutes {
        Some(minutes) if minutes.iter().any(|minutes| *minutes > 24 * 60) => {
            Err(Refusal::BadMinutes)
        }
        _ => Ok(()),
    }
}

/// Refuses hours that are 0 on every weekday: whoever types them means something else.
pub(super) fn refuse_no_hours(minutes: Option<&[u16; 7]>) -> Result<(), Refusal> {
    match minutes {
        Some([0, 0, 0, 0, 0, 0, 0]) => Err(Refusal::BadMinutes),
        _ => Ok(()),
    }
}

/// Refuses where one of the person's stays has come to overlap another.
pub(super) fn refuse_overlap(person: &Participant, index: usize) -> Result<(), Refusal> {
    let stay = &person.stays[index];
    let overlaps = |other: &Stay| {
        stay.last_day().is_none_or(|last| other.start <= last)
            && other.last_day().is_none_or(|last| stay.start <= last)
    };
    let others = person.stays.iter().enumerate().filter(|(i, _)| *i != index);
    match others.map(|(_, other)| other).find(|other| overlaps(other)) {
        Some(other) => Err(Refusal::Overlaps {
            name: named(person),
            start: other.start,
            last: other.last_day(),
        }),
        None => Ok(()),
    }
}

/// Refuses where a day that is marked has come to lie outside the person's stays.
pub(super) fn refuse_marks_outside(
    facts: &Facts,
    before: &Participant,
    after: &Participant,
) -> Result<(), Refusal> {
    let mut marked = facts.days.get(&before.id).into_iter().flatten();
    match marked.find(|day| before.stay(**day).is_some() && after.stay(**day).is_none()) {
        Some(day) => Err(Refusal::MarksOutside {
            name: named(before),
            day: *day,
        }),
        None => Ok(()),
    }
}

/// Refuses an end before the start.
pub(super) fn check_order(start: NaiveDate, end: Option<NaiveDate>) -> Result<(), Refusal> {
    match end {
        Some(end) if end < start => Err(Refusal::EndBeforeStart { start, end }),
        _ => Ok(()),
    }
}

/// Puts a placement in its place by date; one that repeats its neighbour is not kept.
pub(super) fn place(stay: &mut Stay, from: NaiveDate, arena: ArenaId) {
    stay.placements.retain(|placement| placement.from != from);
    stay.placements.push(Placement { from, arena });
    stay.placements.sort_by_key(|placement| placement.from);
    stay.placements
        .dedup_by(|next, kept| next.arena == kept.arena);
}

/// Leaves out the moves and schedules after a last day: they would be hidden, and hold again once the stay went on.
pub(super) fn leave_out_after(stay: &mut Stay, last_day: NaiveDate) {
    stay.placements.retain(|placed| placed.from <= last_day);
    stay.schedules.retain(|schedule| schedule.from <= last_day);
}

/// Which moves a change of a stay has left out, in sentences: those after its last day, and those to where the person
/// now comes earlier.
pub fn lost_moves(changes: &[Change], register: &Register, lang: Lang) -> Vec<String> {
    let mut told = Vec::new();
    for change in changes {
        let Change::Person {
            before: Some(before),
            after: Some(after),
        } = change
        else {
            continue;
        };
        for stay in &before.stays {
            let Some(now) = after.stays.iter().find(|now| now.start == stay.start) else {
                continue;
            };
            let kept = |placed: &&Placement| now.placements.iter().any(|p| p.from == placed.from);
            for lost in stay.placements.iter().filter(|placed| !kept(placed)) {
                let (place, from) = (register.place(lost.arena, lang), lost.from);
                let there = now.placement(from).filter(|p| p.arena == lost.arena);
                match (now.last_day().filter(|last| *last < from), there) {
                    (Some(_), _) => told.push(say!(lang,
                        sv: "Flytten {from} till {place} låg efter sista dagen och är borttagen. Ska vistelsen fortsätta: flytta på nytt.",
                        en: "The move on {from} to {place} lay after the last day and is taken away. If the stay is to go on, move anew.")),
                    (None, Some(there)) => {
                        let since = there.from;
                        told.push(say!(lang,
                            sv: "Flytten {from} till {place} står inte längre för sig: personen är där redan från {since}.",
                            en: "The move on {from} to {place} no longer stands on its own: the person is there from {since} already."));
                    }
                    (None, None) => {}
                }
            }
        }
    }
    told
}

/// Changes the hours from today on; a stay that has not begun is changed from its start.
pub(super) fn reschedule(
    stay: &mut Stay,
    minutes: [u16; 7],
    today: NaiveDate,
) -> Result<(), Refusal> {
    check_minutes(Some(&minutes))?;
    let from = within(stay, today);
    if stay
        .schedule(from)
        .is_some_and(|schedule| schedule.minutes == minutes)
    {
        return Ok(());
    }
    let first = stay.schedules.is_empty();
    stay.schedules.retain(|schedule| schedule.from < from);
    let from = if first { stay.start } else { from };
    stay.schedules.push(Schedule { from, minutes });
    stay.schedules
        .dedup_by(|next, kept| next.minutes == kept.minutes);
    Ok(())
}

/// Changes a person's details, with the start of the stay in force.
pub(in crate::domain) fn change(
    register: &Register,
    facts: &Facts,
    today: NaiveDate,
    person: &Participant,
    details: &Details,
    (start, schedule): (NaiveDate, Option<[u16; 7]>),
) -> Result<Vec<Change>, Refusal> {
    let mut after = person.clone();
    checked_details(details, &Details::of(person))?.put(&mut after);
    if after.full_name().is_empty() {
        return Err(Refusal::NameMissing);
    }
    // A list may give a person only one name. A name that is there already cannot be emptied.
    if after.given.is_empty() && !person.given.is_empty() {
        return Err(Refusal::GivenMissing);
    }
    if details.family.trim().is_empty() && !person.family.is_empty() {
        return Err(Refusal::FamilyMissing);
    }
    if details.personnummer != person.personnummer
        && let Some(number) = &details.personnummer
        && let Some(other) = register
            .people
            .values()
            .find(|p| p.personnummer.as_ref() == Some(number))
    {
        return Err(taken(other));
    }
    let current = person.stay_near(today).map(|stay| stay.start);
    refuse_no_hours(schedule.as_ref())?;
    if let Some(index) = after
        .stays
        .iter()
        .position(|stay| Some(stay.start) == current)
    {
        if !(1990..=2100).contains(&start.year()) {
            return Err(Refusal::StartOutOfRange { start });
        }
        let stay = &mut after.stays[index];
        check_order(start, stay.last_day())?;
        let moved_from = std::mem::replace(&mut stay.start, start);
        shift_start(stay, moved_from);
        if let Some(minutes) = schedule {
            reschedule(stay, minutes, today)?;
        }
        refuse_overlap(&after, index)?;
        refuse_outside(person, &after.stays[index])?;
        refuse_marks_outside(facts, person, &after)?;
    }
    Ok(person_changed(person, after))
}

/// Lets placements and schedules follow a corrected start: what was in force then begins there.
pub(super) fn shift_start(stay: &mut Stay, moved_from: NaiveDate) {
    let start = stay.start;
    let placed = stay
        .placements
        .iter()
        .rposition(|p| p.from <= start)
        .unwrap_or(0);
    stay.placements.drain(..placed);
    if let Some(first) = stay.placements.first_mut() {
        first.from = start;
    }
    let scheduled = stay
        .schedules
        .iter()
        .rposition(|s| s.from <= start)
        .unwrap_or(0);
    stay.schedules.drain(..scheduled);
    // A schedule first given after the start stays where it was given.
    if let Some(first) = stay.schedules.first_mut()
        && (first.from <= start || first.from == moved_from)
    {
        first.from = start;
    }
}

/// Ends the stay in force, or sets its planned end anew; without one, the latest before or the next to come.
pub(in crate::domain) fn end_stay(
    facts: &Facts,
    rules: Rules,
    today: NaiveDate,
    person: &Participant,
    last_day: NaiveDate,
    came: &Came,
) -> Result<Vec<Change>, Refusal> {
    let name = named(person);
    let mut after = person.clone();
    // The stay in force; without one, the latest before the last day or today.
    let meant = person.stay(today);
    let meant = meant.or_else(|| person.stay_near(today.max(last_day)));
    let Some(index) = meant.and_then(|meant| after.stays.iter().position(|stay| stay == meant))
    else {
        return Err(Refusal::NoStay { name });
    };
    let stay = &mut after.stays[index];
    // A planned end may be set anew; one that has passed is history.
    if let Some(last) = stay.last_day()
        && last < today
        && last < last_day
    {
        return Err(Refusal::AlreadyEnded { name, last });
    }
    check_order(stay.start, Some(last_day))?;
    let earlier = stay.last_day().map_or(last_day, |last| last.min(last_day));
    leave_out_after(stay, earlier);
    stay.end = Some(outcomes::told(stay, last_day, came, rules)?);
    refuse_overlap(&after, index)?;
    refuse_outside(person, &after.stays[index])?;
    refuse_marks_outside(facts, person, &after)?;
    Ok(person_changed(person, after))
}

/// Takes the end of the latest stay away.
pub(in crate::domain) fn reopen(person: &Participant) -> Result<Vec<Change>, Refusal> {
    let mut after = person.clone();
    let name = named(person);
    match after.stays.last_mut() {
        Some(stay) if stay.end.is_some() => {
            if let Some(end) = stay.end.take() {
                leave_out_after(stay, end.last_day);
            }
        }
        Some(_) => return Err(Refusal::NotEnded { name }),
        None => return Err(Refusal::NoStay { name }),
    }
    Ok(person_changed(person, after))
}
