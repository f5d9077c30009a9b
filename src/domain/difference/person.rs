//! Differences of a person before and after a change, in words.

use chrono::NaiveDate;

use super::{Words, arrow};
use crate::domain::facts::authors::Part;
use crate::domain::facts::details::{Field, Told};
use crate::domain::facts::participant::{Participant, Placement, Protection, Stay};
use crate::domain::facts::process::Step;
use crate::say;

/// The differences of a person, part by part.
pub(super) fn person(before: &Participant, after: &Participant, words: &Words) -> Vec<String> {
    let changed = Part::ALL.into_iter();
    let changed = changed.filter(|part| !part.is_same(before, after));
    let told = changed.flat_map(|part| match part {
        Part::Details => details(before, after, words),
        Part::Stays => stays(before, after, words),
        Part::Decisions => decisions(before, after, words),
        Part::Steps => steps(before, after, words),
        Part::Plan => vec![plan(before, after, words)],
    });
    let told: Vec<String> = told.collect();
    match told.is_empty() && before != after {
        true => vec![say!(words.lang, sv: "uppgifter", en: "details")],
        false => told,
    }
}

/// The fields that differ; of some only that they changed, and of the name both parts in one.
fn details(before: &Participant, after: &Participant, words: &Words) -> Vec<String> {
    let lang = words.lang;
    let now = words.register.people.get(&after.id);
    let is_protected = [Some(before), Some(after), now]
        .into_iter()
        .flatten()
        .any(|person| person.protection != Protection::None);
    let changed = |name: String, told: Told, old: &str, new: &str| match told {
        Told::NotInLog => name,
        Told::Unprotected if is_protected => name,
        Told::Unprotected | Told::Everywhere => format!("{name} {}", arrow(old, new)),
    };
    let mut found = Vec::new();
    let (old, new) = (before.full_name(), after.full_name());
    if old != new {
        let name = say!(lang, sv: "namn", en: "name");
        found.push(changed(name, Field::Given.told(), &old, &new));
    }
    for field in Field::below_name() {
        let (old, new) = (before.value(field), after.value(field));
        if old != new {
            let name = field.name().get(lang).to_lowercase();
            let (old, new) = (old.text(lang, false), new.text(lang, false));
            found.push(changed(name, field.told(), &old, &new));
        }
    }
    found
}

/// The plan onward.
fn plan(before: &Participant, after: &Participant, words: &Words) -> String {
    let plan = |person: &Participant| {
        let plan = person.onward.as_ref();
        plan.map(|plan| format!("{} {}", plan.toward.name().get(words.lang), plan.due))
    };
    let plans = changed_to(plan(before), plan(after));
    say!(words.lang, sv: "plan{plans}", en: "plan{plans}")
}

/// The decisions that are new, hold for other days than before, or are taken away.
fn decisions(before: &Participant, after: &Participant, words: &Words) -> Vec<String> {
    let changed = after
        .decisions
        .iter()
        .filter(|new| !before.decisions.contains(new));
    let told = changed.map(|new| {
        let (id, form) = (new.id, new.terms.form.name().get(words.lang));
        let (from, last) = (new.terms.from, new.last_day());
        match new.is_real() {
            true => say!(words.lang,
                sv: "beslut {id} {form} {from} – {last}",
                en: "decision {id} {form} {from} – {last}"),
            false => say!(words.lang,
                sv: "beslut {id} {form} gäller inte",
                en: "decision {id} {form} does not hold"),
        }
    });
    let gone = before.decisions.iter();
    let gone = gone.filter(|old| after.decisions.iter().all(|new| new.id != old.id));
    let gone = gone.map(|old| {
        let (id, form) = (old.id, old.terms.form.name().get(words.lang));
        say!(words.lang,
            sv: "beslut {id} {form} borttaget",
            en: "decision {id} {form} taken away")
    });
    told.chain(gone).collect()
}

/// The steps of the latest process that are planned or done otherwise than before.
fn steps(before: &Participant, after: &Participant, words: &Words) -> Vec<String> {
    let is_gone = after.processes.len() < before.processes.len();
    let Some(new) = after.process().filter(|_| !is_gone) else {
        return vec![say!(words.lang,
            sv: "stegen mot ett beslut borttagna",
            en: "the steps towards a decision taken away")];
    };
    let is_same_process = before.processes.len() == after.processes.len();
    let old = before.process().filter(|_| is_same_process);
    let mut found = Vec::new();
    for (kind, step) in new.steps() {
        let was = old.map(|old| old.step(kind).clone()).unwrap_or_default();
        if was != *step {
            let name = kind.name().get(words.lang);
            let days = changed_to(step_state(&was, words), step_state(step, words));
            found.push(format!("{name}{days}"));
        }
    }
    found
}

/// How far a step has come.
fn step_state(step: &Step, words: &Words) -> Option<String> {
    let done = step
        .done
        .map(|day| say!(words.lang, sv: "klar {day}", en: "done {day}"));
    let planned = || {
        step.planned
            .map(|day| say!(words.lang, sv: "planerad {day}", en: "planned {day}"))
    };
    done.or_else(planned)
}

/// ` before → after`; nothing where only something else than this differs.
fn changed_to(before: Option<String>, after: Option<String>) -> String {
    match before == after {
        true => String::new(),
        false => format!(
            " {}",
            arrow(&before.unwrap_or_default(), &after.unwrap_or_default())
        ),
    }
}

fn stays(before: &Participant, after: &Participant, words: &Words) -> Vec<String> {
    let lang = words.lang;
    let mut found = Vec::new();
    for (i, new) in after.stays.iter().enumerate() {
        let Some(old) = before.stays.get(i) else {
            let stay = stay(new, words);
            found.push(say!(lang, sv: "vistelse {stay}", en: "stay {stay}"));
            continue;
        };
        // Taken apart whole: what a stay gains gets words here.
        let Stay {
            start,
            end: ended,
            placements,
            schedules,
            absences,
        } = old;
        if *start != new.start {
            let days = arrow(&start.to_string(), &new.start.to_string());
            found.push(say!(lang, sv: "första dag {days}", en: "first day {days}"));
        }
        if *ended != new.end {
            let days = arrow(&end(old, words), &end(new, words));
            found.push(say!(lang, sv: "slut {days}", en: "end {days}"));
        }
        // What holds from the first day on goes with it.
        let begun = begun_on(old, new.start);
        if *placements != new.placements && begun.placements != new.placements {
            let told = |stay, other| placements_told(stay, other, words);
            let places = arrow(&told(&begun, new), &told(new, &begun));
            found.push(say!(lang, sv: "plats {places}", en: "place {places}"));
        }
        if *schedules != new.schedules && begun.schedules != new.schedules {
            let last = |stay: &Stay| stay.schedules.last().map(|last| last.text(lang));
            let weeks = arrow(
                &last(old).unwrap_or_default(),
                &last(new).unwrap_or_default(),
            );
            found.push(say!(lang, sv: "schema {weeks}", en: "schedule {weeks}"));
        }
        if *absences != new.absences {
            let told = |stay: &Stay, other: &Stay| {
                let differing = stay.absences.iter();
                let differing = differing.filter(|absence| !other.absences.contains(absence));
                let days: Vec<String> = differing.map(|absence| absence.text(lang)).collect();
                days.join(", ")
            };
            let days = arrow(&told(old, new), &told(new, old));
            found.push(say!(lang, sv: "längre frånvaro {days}", en: "long absence {days}"));
        }
    }
    for gone in before.stays.iter().skip(after.stays.len()) {
        let stay = stay(gone, words);
        found.push(say!(lang, sv: "vistelse borttagen: {stay}", en: "stay taken away: {stay}"));
    }
    found
}

/// The stay with another first day, and what held from its first day on.
fn begun_on(stay: &Stay, start: NaiveDate) -> Stay {
    let mut begun = stay.clone();
    let placed = begun.placements.iter_mut().map(|placed| &mut placed.from);
    let hours = begun.schedules.iter_mut().map(|hours| &mut hours.from);
    for from in placed.chain(hours).filter(|from| **from == stay.start) {
        *from = start;
    }
    begun.start = start;
    begun
}

fn end(stay: &Stay, words: &Words) -> String {
    stay.end.as_ref().map_or_else(String::new, |end| {
        format!("{} {}", end.last_day, end.text(words.lang))
    })
}

/// The placements that another state of a stay does not have. Where that has one more, the one that it leads from, or
/// back to.
fn placements_told(stay: &Stay, other: &Stay, words: &Words) -> String {
    let differing = stay.placements.iter();
    let differing = differing.filter(|placed| !other.placements.contains(placed));
    let places: Vec<String> = differing.map(|placed| placement(placed, words)).collect();
    if !places.is_empty() {
        return places.join("; ");
    }
    let mut added = other.placements.iter();
    let added = added.find(|placed| !stay.placements.contains(placed));
    let mut earlier = stay.placements.iter().rev();
    let from = added.and_then(|added| earlier.find(|placed| placed.from < added.from));
    from.map(|from| words.place(from.arena)).unwrap_or_default()
}

/// Where from a day on.
fn placement(placed: &Placement, words: &Words) -> String {
    let (place, from) = (words.place(placed.arena), placed.from);
    say!(words.lang, sv: "{place} från {from}", en: "{place} from {from}")
}

/// The first stay of somebody who came in or was taken away.
pub(super) fn first_stay(person: &Participant, words: &Words) -> String {
    let first = person.stays.first();
    first.map(|first| stay(first, words)).unwrap_or_default()
}

/// A stay that was begun.
fn stay(stay: &Stay, words: &Words) -> String {
    let start = stay.start;
    let arena = stay
        .placements
        .first()
        .map(|first| words.place(first.arena));
    let arena = arena.unwrap_or_default();
    say!(words.lang, sv: "från {start} {arena}", en: "from {start} {arena}")
}
