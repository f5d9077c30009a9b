//! Decisions recorded, replaced and ended.

use chrono::NaiveDate;

use crate::domain::decide::checks::{NAME_LIMIT, NOTE_LIMIT, checked, named, person_changed};
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::decision::{Cut, Decision, DecisionId, Ending, Form, Terms};
use crate::domain::facts::participant::Participant;
use crate::domain::reckon::employments::employments;
use crate::domain::rules::{Name, Rules};

mod limits;

pub use limits::{Limits, Warning, check, limits};

fn day_before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

/// The terms with their texts trimmed and found harmless.
fn tidied(terms: &Terms) -> Result<Terms, Refusal> {
    Ok(Terms {
        reference: checked(&terms.reference, NAME_LIMIT)?,
        contact: checked(&terms.contact, NAME_LIMIT)?,
        note: checked(&terms.note, NOTE_LIMIT)?,
        ..terms.clone()
    })
}

/// The terms as a decision is recorded with them: AF decides a level with each.
fn whole(terms: &Terms) -> Result<Terms, Refusal> {
    let terms = tidied(terms)?;
    match terms.level {
        Some(_) => Ok(terms),
        None => Err(Refusal::LevelMissing),
    }
}

fn changed(person: &Participant, mut after: Participant) -> Vec<Change> {
    after
        .decisions
        .sort_by_key(|decision| (decision.terms.from, decision.id));
    person_changed(person, after)
}

/// Refuses where two of a person's decisions hold on one day.
pub(super) fn refuse_overlap(person: &Participant) -> Result<(), Refusal> {
    let real = || {
        person
            .decisions
            .iter()
            .filter(|decision| decision.is_real())
    };
    let overlap = |one: &Decision, other: &Decision| {
        one.id < other.id
            && one.terms.from <= other.last_day()
            && other.terms.from <= one.last_day()
    };
    let two = real().find_map(|one| real().find(|other| overlap(one, other)));
    match two {
        Some(other) => Err(Refusal::DecisionOverlaps {
            name: named(person),
            id: other.id,
            from: other.terms.from,
            last: other.last_day(),
        }),
        None => Ok(()),
    }
}

fn next_id(person: &Participant) -> Result<DecisionId, Refusal> {
    let last = person.decisions.iter().map(|d| d.id.0).max().unwrap_or(0);
    last.checked_add(1).map(DecisionId).ok_or(Refusal::Full)
}

/// Records a decision; also one that extends another, which is simply the next.
pub(in crate::domain) fn add(
    rules: Rules,
    person: &Participant,
    terms: &Terms,
) -> Result<Vec<Change>, Refusal> {
    let terms = whole(terms)?;
    check(rules, person, &terms, None)?;
    let mut after = person.clone();
    after.decisions.push(Decision {
        id: next_id(person)?,
        terms,
        cut: None,
    });
    Ok(changed(person, after))
}

/// The person as they will be when another decision takes the place of this one from a day on: it ends the day before
/// or, where it would begin that day or later, never held.
pub fn making_room(
    person: &Participant,
    id: DecisionId,
    from: NaiveDate,
) -> Result<Participant, Refusal> {
    let old = decision(person, id)?;
    if !old.is_real() {
        return Err(Refusal::DecisionWithdrawn { id });
    }
    if from > old.last_day() {
        return Err(Refusal::ReplacesNothing {
            id,
            last: old.last_day(),
        });
    }
    let replaced_by = Some(next_id(person)?);
    let mut after = person.clone();
    for decision in after.decisions.iter_mut().filter(|d| d.id == id) {
        decision.cut = Some(Cut {
            last_day: day_before(from.max(decision.terms.from)),
            replaced_by,
            note: String::new(),
        });
    }
    Ok(after)
}

/// Records a decision in the place of another.
pub(in crate::domain) fn replace(
    rules: Rules,
    person: &Participant,
    id: DecisionId,
    terms: &Terms,
) -> Result<Vec<Change>, Refusal> {
    let terms = tidied(terms)?;
    let old = decision(person, id)?;
    if old.cut.is_none() && old.terms == terms {
        return Ok(Vec::new());
    }
    let terms = whole(&terms)?;
    let mut after = making_room(person, id, terms.from)?;
    // Held to the rules as the person's decisions will be, with what is left of the replaced one.
    check(rules, &after, &terms, None)?;
    after.decisions.push(Decision {
        id: next_id(person)?,
        terms,
        cut: None,
    });
    Ok(changed(person, after))
}

/// Ends a decision, takes it back, or lets it hold again as decided. If it replaced another one and is taken back, the
/// other holds again as far as it can.
pub(in crate::domain) fn end(
    rules: Rules,
    person: &Participant,
    id: DecisionId,
    ending: &Ending,
    note: &str,
) -> Result<Vec<Change>, Refusal> {
    let after = ended(rules, person, id, ending, note)?;
    Ok(changed(person, after))
}

/// The person as they will be when a decision has been ended, taken back or let hold again. If it replaced another one
/// and is taken back, the other holds again as far as it can.
pub fn ended(
    rules: Rules,
    person: &Participant,
    id: DecisionId,
    ending: &Ending,
    note: &str,
) -> Result<Participant, Refusal> {
    let note = checked(note, NOTE_LIMIT)?;
    let old = decision(person, id)?;
    let cut = match *ending {
        Ending::On(last_day) if last_day < old.terms.from || last_day > old.terms.until => {
            return Err(Refusal::DecisionEndOutside {
                id,
                from: old.terms.from,
                until: old.terms.until,
            });
        }
        Ending::On(last_day) => Some(last_day),
        Ending::Withdrawn => Some(day_before(old.terms.from)),
        Ending::Reopened => None,
    };
    if cut.is_none() && old.cut.is_none() {
        return Ok(person.clone());
    }
    let mut after = person.clone();
    for decision in after.decisions.iter_mut().filter(|d| d.id == id) {
        decision.cut = cut.map(|last_day| Cut {
            last_day,
            replaced_by: None,
            note: note.clone(),
        });
    }
    if *ending == Ending::Withdrawn {
        let gave_way = |d: &&Decision| d.cut.as_ref().is_some_and(|c| c.replaced_by == Some(id));
        let held_before: Vec<_> = (person.decisions.iter())
            .filter(gave_way)
            .map(|decision| (decision.id, decision.terms.clone()))
            .collect();
        for (before, terms) in held_before {
            if check(rules, &after, &terms, Some(before)).is_ok() {
                let found = after.decisions.iter_mut().find(|d| d.id == before);
                found.map(|decision| decision.cut.take());
            }
        }
    }
    // A decision that comes to hold for longer may meet another.
    let longer = |cut: NaiveDate| cut > old.last_day();
    if cut.is_none_or(longer) {
        let terms = Terms {
            until: cut.unwrap_or(old.terms.until),
            ..old.terms.clone()
        };
        check(rules, &after, &terms, Some(id))?;
    }
    Ok(after)
}

/// The days without support before the next decision, where it no longer goes on from this one or the one before it.
pub fn gap_after(person: &Participant, id: DecisionId) -> Option<Warning> {
    let ended = person.decisions.iter().find(|d| d.id == id)?;
    let real = || person.decisions.iter().filter(|d| d.is_real());
    let next = real().map(|d| d.terms.from);
    let next = next.filter(|from| *from > ended.terms.from).min()?;
    let after = real().map(Decision::last_day).filter(|last| *last < next);
    let after = after.max()?;
    let days = (next - after).num_days() - 1;
    (days > 0).then_some(Warning::Gap { days, after })
}

/// That support goes on after a stay's last day: whoever ends the stay may have to tell AF.
pub fn outlasting(rules: Rules, person: &Participant, last_day: NaiveDate) -> Option<Warning> {
    let next = last_day.succ_opt()?;
    let employment = employments(person).into_iter().find(|e| e.covers(next))?;
    let rule = rules.in_force(Name::ChangesWithin, last_day)?;
    Some(Warning::RunsOn {
        until: employment.last_day,
        within: rules.number(Name::ChangesWithin, last_day)?,
        source: rule.source_text(),
    })
}

fn decision(person: &Participant, id: DecisionId) -> Result<&Decision, Refusal> {
    let found = person.decisions.iter().find(|decision| decision.id == id);
    found.ok_or_else(|| Refusal::NoSuchDecision {
        name: named(person),
        id,
    })
}

/// How long after its last day a decision is still taken for one that is to be extended, in days.
const EXTENDED_WITHIN: i64 = 60;

/// The terms that the form for the next decision begins with. The latest decision is extended: all but its days and its
/// reference stay. If it was ended or ran out long ago, or if there is none, a new one begins today.
pub fn proposed(rules: Rules, person: &Participant, today: NaiveDate) -> Terms {
    let latest = person.decisions.iter().filter(|d| d.is_real());
    let latest = latest.max_by_key(|d| d.last_day());
    let mut terms = match latest {
        Some(latest) => {
            let next = latest.last_day().succ_opt().unwrap_or(today);
            let is_over = latest.cut.is_some() || (today - next).num_days() >= EXTENDED_WITHIN;
            Terms {
                from: if is_over { next.max(today) } else { next },
                decided_on: today,
                reference: String::new(),
                note: String::new(),
                ..latest.terms.clone()
            }
        }
        None => Terms {
            form: Form::Development,
            from: today,
            until: today,
            decided_on: today,
            level: None,
            working_time: 100,
            wage_base: None,
            extra: None,
            reference: String::new(),
            contact: String::new(),
            note: String::new(),
            via_ami: true,
        },
    };
    terms.until = usual_last_day(rules, person, &terms);
    terms
}

/// The last day that a decision usually has: a year, or what is left of the longest.
pub fn usual_last_day(rules: Rules, person: &Participant, terms: &Terms) -> NaiveDate {
    let limits = limits(rules, person, terms, None);
    let year = day_before(crate::domain::calendar::add_months(terms.from, 12));
    let allowed = [limits.latest, limits.total].into_iter().flatten();
    let last = allowed.fold(year, |last, (latest, _)| last.min(latest));
    // If no day is left, the span must not end before it begins: the refusal is then about the total, not about the
    // order.
    last.max(terms.from)
}
