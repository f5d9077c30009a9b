//! A person taken apart into facts, and put together again: each record whole, so that what a record gains is asked for here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::fact::Fact;
use crate::domain::facts::attendance::Mark;
use crate::domain::facts::change::Change;
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::decision::Decision;
use crate::domain::facts::details::{Details, Field};
use crate::domain::facts::handling::Handling;
use crate::domain::facts::onward::Onward;
use crate::domain::facts::outcome::{Came, End, Lasted};
use crate::domain::facts::participant::{
    Absence, ArenaId, Group, Participant, PersonId, Placement, Schedule, Stay,
};
use crate::domain::facts::process::{Process, Step};
use crate::domain::facts::settings::Value;
use crate::domain::rules::Own;

/// What a fact says.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Empty but for the one field.
    Detail(Box<Details>),
    Day(NaiveDate),
    Arena(ArenaId),
    Came(Came),
    Lasted(Lasted),
    /// Minutes on each weekday, Monday first.
    Hours([u16; 7]),
    Absence(Absence),
    Decision(Box<Decision>),
    /// That something is there.
    There,
    Step(Step),
    Plan(Onward),
    Name(String),
    Group(Group),
    Setting(Value),
    Rule(Own),
    Closed(ClosedDay),
    Handling(Handling),
    Mark(Mark),
}

/// A record as its facts; one that is not there says nothing.
pub type Pieces = BTreeMap<Fact, Piece>;

/// The facts in which `was` and `became` differ, each with whether it is no longer as it became.
pub fn changed<'a>(
    [was, became]: &'a [Pieces; 2],
    now: &'a Pieces,
) -> impl Iterator<Item = (&'a Fact, bool)> {
    let facts: BTreeSet<&Fact> = was.keys().chain(became.keys()).collect();
    let facts = facts.into_iter();
    let facts = facts.filter(|fact| was.get(fact) != became.get(fact));
    facts.map(|fact| (fact, now.get(fact) != became.get(fact)))
}

/// The facts as they will be: those in which `was` and `became` differ are set back to what they were, but for those
/// that are left as they are `now`.
pub fn set_back(pieces: &[Pieces; 2], now: &Pieces, left: &BTreeSet<Fact>) -> Pieces {
    let mut back = now.clone();
    for (fact, _) in changed(pieces, now).filter(|(fact, _)| !left.contains(fact)) {
        match pieces[0].get(fact) {
            Some(piece) => drop(back.insert(fact.clone(), piece.clone())),
            None => drop(back.remove(fact)),
        }
    }
    back
}

/// The facts that stay with those that are left: a stay, or its end, comes and goes whole.
pub fn left_with(left: &BTreeSet<Fact>, pieces: &[Pieces; 2]) -> BTreeSet<Fact> {
    let [was, became] = pieces;
    let comes_or_goes = |fact: &Fact| was.contains_key(fact) != became.contains_key(fact);
    let left_of = |is_it: &dyn Fn(&Fact) -> bool| left.iter().any(is_it);
    let stays_too = |fact: &&Fact| {
        let Some(stay) = fact.stay() else {
            return false;
        };
        let of_stay = |other: &Fact| other.stay() == Some(stay);
        let of_end = |other: &Fact| of_stay(other) && other.is_of_end();
        comes_or_goes(&Fact::Start(stay)) && left_of(&of_stay)
            || fact.is_of_end() && comes_or_goes(&Fact::LastDay(stay)) && left_of(&of_end)
    };
    let facts = was.keys().chain(became.keys());
    left.iter()
        .chain(facts.filter(stays_too))
        .cloned()
        .collect()
}

/// A person's facts. A stay is known by its first day, or by the second of the `corrected` pair where that is the first.
pub fn person(person: &Participant, corrected: Option<(NaiveDate, NaiveDate)>) -> Pieces {
    let Participant {
        id: _,
        given: _,
        family: _,
        personnummer: _,
        phone: _,
        protection: _,
        supervisor: _,
        measure: _,
        note: _,
        stays,
        decisions,
        processes,
        onward,
    } = person;
    let details = Details::of(person);
    let fields = Field::ALL.into_iter();
    let mut pieces: Pieces = fields
        .map(|field| {
            (
                Fact::Detail(field),
                Piece::Detail(Box::new(details.only(field))),
            )
        })
        .collect();
    for stay in stays {
        let key = match corrected {
            Some((was, is)) if was == stay.start => is,
            _ => stay.start,
        };
        pieces.extend(of_stay(stay, key));
    }
    pieces.extend(decisions.iter().map(|decision| {
        let piece = Piece::Decision(Box::new(decision.clone()));
        (Fact::Decision(decision.id), piece)
    }));
    for (place, process) in processes.iter().enumerate() {
        pieces.insert(Fact::Process(place), Piece::There);
        let known = process.steps().filter(|(_, step)| !step.is_blank());
        pieces.extend(known.map(|(kind, step)| {
            let fact = Fact::Step { place, kind };
            (fact, Piece::Step(step.clone()))
        }));
    }
    pieces.extend(onward.clone().map(|plan| (Fact::Plan, Piece::Plan(plan))));
    pieces
}

fn of_stay(stay: &Stay, key: NaiveDate) -> Vec<(Fact, Piece)> {
    let Stay {
        start,
        end,
        placements,
        schedules,
        absences,
    } = stay;
    let mut pieces = vec![(Fact::Start(key), Piece::Day(*start))];
    // What holds from the first day on goes with it where that is corrected.
    let since = |from: NaiveDate| (from != *start).then_some(from);
    pieces.extend(placements.iter().map(|Placement { from, arena }| {
        let since = since(*from);
        (Fact::Placed { stay: key, since }, Piece::Arena(*arena))
    }));
    pieces.extend(schedules.iter().map(|Schedule { from, minutes }| {
        let since = since(*from);
        (Fact::Hours { stay: key, since }, Piece::Hours(*minutes))
    }));
    if let Some(end) = end {
        let End {
            last_day,
            outcome: _,
            employer: _,
            job_start: _,
            note: _,
            lasted,
        } = end;
        pieces.push((Fact::LastDay(key), Piece::Day(*last_day)));
        pieces.push((Fact::Came(key), Piece::Came(end.came())));
        let lasted = lasted.clone().map(Piece::Lasted);
        pieces.extend(lasted.map(|lasted| (Fact::Lasted(key), lasted)));
    }
    pieces.extend(absences.iter().map(|absence| {
        let from = absence.from;
        (Fact::Absence { stay: key, from }, Piece::Absence(*absence))
    }));
    pieces
}

/// The person of whom these are the facts; nobody of none. A fact of something that is not there comes back: somebody
/// added it to what is to be taken away.
pub fn put_together(id: PersonId, pieces: Pieces) -> Result<Option<Participant>, Fact> {
    let Some(any) = pieces.keys().next().cloned() else {
        return Ok(None);
    };
    // A plan or a decision of somebody whose coming is taken back was added since.
    if !pieces.keys().any(|fact| matches!(fact, Fact::Start(_))) {
        return Err(any);
    }
    let mut details = Details::default();
    let mut stays: BTreeMap<NaiveDate, Stay> = BTreeMap::new();
    let mut person = Participant {
        id,
        ..Participant::default()
    };
    for (fact, piece) in pieces {
        let put = match (&fact, piece) {
            (Fact::Detail(field), Piece::Detail(held)) => {
                details.take(*field, &held);
                Some(())
            }
            (Fact::Decision(_), Piece::Decision(decision)) => {
                person.decisions.push(*decision);
                Some(())
            }
            (Fact::Process(place), Piece::There) => (*place == person.processes.len())
                .then(|| person.processes.push(Process::default())),
            (Fact::Step { place, kind }, Piece::Step(step)) => {
                let process = person.processes.get_mut(*place);
                process.map(|process| *process.step_mut(*kind) = step)
            }
            (Fact::Plan, Piece::Plan(plan)) => {
                person.onward = Some(plan);
                Some(())
            }
            (fact, piece) => put_in_stay(fact, piece, &mut stays),
        };
        if put.is_none() {
            return Err(fact);
        }
    }
    details.put(&mut person);
    person.stays = stays.into_values().collect();
    person.stays.sort_by_key(|stay| stay.start);
    let decisions = &mut person.decisions;
    decisions.sort_by_key(|decision| (decision.terms.from, decision.id));
    Ok(Some(person))
}

/// Puts a fact of a stay in its place; `None` where the stay, or its end, is not there.
fn put_in_stay(fact: &Fact, piece: Piece, stays: &mut BTreeMap<NaiveDate, Stay>) -> Option<()> {
    match (fact, piece) {
        (Fact::Start(key), Piece::Day(start)) => {
            let (placements, schedules, absences) = (Vec::new(), Vec::new(), Vec::new());
            let new = Stay {
                start,
                end: None,
                placements,
                schedules,
                absences,
            };
            stays.insert(*key, new);
        }
        (Fact::LastDay(key), Piece::Day(last_day)) => {
            stays.get_mut(key)?.end = Some(End {
                last_day,
                ..End::default()
            });
        }
        (Fact::Came(key), Piece::Came(came)) => {
            let end = stays.get_mut(key)?.end.as_mut()?;
            let Came {
                outcome,
                employer,
                job_start,
                note,
            } = came;
            (end.outcome, end.employer, end.job_start, end.note) =
                (outcome, employer, job_start, note);
        }
        (Fact::Lasted(key), Piece::Lasted(lasted)) => {
            stays.get_mut(key)?.end.as_mut()?.lasted = Some(lasted);
        }
        // In order of their first day, as the facts are; here and below.
        (Fact::Placed { stay, since }, Piece::Arena(arena)) => {
            let stay = stays.get_mut(stay)?;
            let from = since.unwrap_or(stay.start);
            stay.placements.push(Placement { from, arena });
        }
        (Fact::Hours { stay, since }, Piece::Hours(minutes)) => {
            let stay = stays.get_mut(stay)?;
            let from = since.unwrap_or(stay.start);
            stay.schedules.push(Schedule { from, minutes });
        }
        (Fact::Absence { stay: key, .. }, Piece::Absence(absence)) => {
            stays.get_mut(key)?.absences.push(absence);
        }
        _ => return None,
    }
    Some(())
}

/// Whether a person or an arena is there no more.
pub fn takes_away(change: &Change) -> bool {
    let is_gone = |before: bool, after: bool| before && !after;
    match change {
        Change::Person { before, after } => is_gone(before.is_some(), after.is_some()),
        Change::Arena { before, after } => is_gone(before.is_some(), after.is_some()),
        _ => false,
    }
}
