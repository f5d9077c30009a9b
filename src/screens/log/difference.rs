//! A change in words: what was, and what came instead.

use chrono::NaiveDate;

use crate::domain::attendance::Mark;
use crate::domain::change::{Change, Reading, holdings, taken_in};
use crate::domain::participant::{Participant, Protection, Stay};
use crate::domain::plain::shown;
use crate::domain::process::Step;
use crate::domain::reading::hours;
use crate::domain::rules::differences;
use crate::domain::settings::Settings;
use crate::say;
use crate::screens::View;
use crate::theme::Sign;

/// A change from before to after in short, without the day where that is the day it was `written`.
pub fn in_short(change: &Change, written: Option<NaiveDate>, view: &View) -> String {
    match change {
        Change::Marked {
            day, before, after, ..
        } => {
            let (before, after) = (mark(before.as_ref(), view), mark(after.as_ref(), view));
            match written == Some(*day) {
                true => format!("{before} → {after}"),
                false => format!("{day} {before} → {after}"),
            }
        }
        _ => in_full(change, view),
    }
}

/// A change from before to after, with words for the codes and all that belongs to a mark.
pub fn in_full(change: &Change, view: &View) -> String {
    let lang = view.lang;
    match change {
        Change::Marked {
            day, before, after, ..
        } => {
            let before = mark_in_full(before.as_ref(), view);
            let after = mark_in_full(after.as_ref(), view);
            format!("{day} {before} → {after}")
        }
        Change::Person {
            before: Some(before),
            after,
        } => person(before, after, view).join(", "),
        Change::Person {
            before: None,
            after,
        } => after
            .stays
            .first()
            .map(|first| stay(first, view))
            .unwrap_or_default(),
        Change::Arena { arena } => {
            let (group, name) = (arena.group.name().get(lang), shown(&arena.name));
            say!(lang, sv: "arena: {group}, {name}", en: "arena: {group}, {name}")
        }
        Change::Actor { name, .. } => {
            let name = shown(name);
            say!(lang, sv: "ny användare: {name}", en: "new user: {name}")
        }
        Change::Closed {
            date,
            arena,
            before,
            after,
        } => {
            let day = after.as_ref().or(before.as_ref());
            let name = day.map(|day| shown(&day.name).into_owned());
            let arena = arena.map(|id| view.place(id));
            let parts = [Some(date.to_string()), name, arena];
            parts
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        }
        Change::Settings { before, after } => settings(before, after, view).join(", "),
        Change::Duty { key, after, .. } => {
            let after = after.as_ref();
            let note = after.map_or("", |handling| &handling.note);
            let until = after.and_then(|handling| handling.until);
            let until = until.map(|day| say!(lang, sv: "till {day}", en: "until {day}"));
            let parts = [Some(key.to_string()), until, Some(shown(note).into_owned())];
            let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(", ")
        }
        Change::BackedUp { file, .. } => shown(file).into_owned(),
        Change::Whole { people, marks } => holdings(*people, *marks, lang),
        Change::TakenIn {
            version,
            people,
            marks,
            entries,
        } => taken_in(*version, *people, *marks, *entries, lang),
        Change::Restored {
            checkpoint, kept, ..
        } => {
            let upto = say!(lang,
                sv: "till och med loggpost {checkpoint}",
                en: "up to log entry {checkpoint}");
            let kept = kept.as_deref().map(shown);
            let parts = std::iter::once(upto).chain(kept.map(|kept| kept.into_owned()));
            parts.collect::<Vec<_>>().join(", ")
        }
        Change::Read { what, .. } => match what {
            Reading::Card => say!(lang, sv: "kortet", en: "the card"),
            Reading::Personnummer => {
                say!(lang, sv: "hela personnumret", en: "the whole personnummer")
            }
        },
    }
}

fn mark(mark: Option<&Mark>, view: &View) -> String {
    let Some(mark) = mark else {
        return view.theme.sign(Sign::Unmarked).to_owned();
    };
    let key = mark.code.kind().key;
    let time = mark.minutes.map(|minutes| format!(" {}", hours(minutes)));
    let note = match mark.note().is_empty() {
        true => String::new(),
        false => format!(" {}", view.theme.sign(Sign::Note)),
    };
    format!("{key}{}{note}", time.unwrap_or_default())
}

fn mark_in_full(mark: Option<&Mark>, view: &View) -> String {
    let lang = view.lang;
    let Some(mark) = mark else {
        return say!(lang, sv: "omarkerad", en: "unmarked");
    };
    let text = mark.text(lang);
    match mark.note() {
        "" => text,
        note => format!("{text} ({})", shown(note)),
    }
}

/// `before → after`, with a dash for nothing.
fn arrow(before: &str, after: &str) -> String {
    let or_dash = |text: &str| match text.is_empty() {
        true => "–".to_owned(),
        false => shown(text).into_owned(),
    };
    format!("{} → {}", or_dash(before), or_dash(after))
}

/// What differs of a person. Of a personnummer, a note, and a protected person's name and
/// phone it is only said that they changed.
fn person(before: &Participant, after: &Participant, view: &View) -> Vec<String> {
    let lang = view.lang;
    let mut found = Vec::new();
    let now = view.register.people.get(&after.id);
    let is_protected = [Some(before), Some(after), now]
        .into_iter()
        .flatten()
        .any(|person| person.protection != Protection::None);
    let (old, new) = (before.full_name(), after.full_name());
    if old != new {
        let name = say!(lang, sv: "namn", en: "name");
        found.push(match is_protected {
            true => name,
            false => format!("{name} {}", arrow(&old, &new)),
        });
    }
    if before.personnummer != after.personnummer {
        found.push(say!(lang, sv: "personnummer", en: "personnummer"));
    }
    if before.protection != after.protection {
        found.push(say!(lang, sv: "skydd", en: "protection"));
    }
    let texts = [
        (
            say!(lang, sv: "telefon", en: "phone"),
            (&before.phone, &after.phone),
            is_protected,
        ),
        (
            say!(lang, sv: "handledare", en: "supervisor"),
            (&before.supervisor, &after.supervisor),
            false,
        ),
        (
            say!(lang, sv: "insats", en: "measure"),
            (&before.measure, &after.measure),
            false,
        ),
    ];
    for (name, (old, new), is_hidden) in texts {
        if old != new {
            found.push(match is_hidden {
                true => name,
                false => format!("{name} {}", arrow(old, new)),
            });
        }
    }
    if before.note != after.note {
        found.push(say!(lang, sv: "anteckning", en: "note"));
    }
    stays(before, after, view, &mut found);
    if before.decisions != after.decisions {
        found.extend(decisions(before, after, view));
    }
    if before.processes != after.processes {
        found.extend(steps(before, after, view));
    }
    if before.onward != after.onward {
        let plan = |person: &Participant| {
            let plan = person.onward.as_ref();
            plan.map(|plan| format!("{} {}", plan.toward.name().get(lang), plan.due))
        };
        let plans = changed_to(plan(before), plan(after));
        found.push(say!(lang, sv: "plan{plans}", en: "plan{plans}"));
    }
    found
}

/// The decisions that are new or hold for other days than before.
fn decisions(before: &Participant, after: &Participant, view: &View) -> Vec<String> {
    let changed = after
        .decisions
        .iter()
        .filter(|new| !before.decisions.contains(new));
    let told = changed.map(|new| {
        let (id, form) = (new.id, new.terms.form.name().get(view.lang));
        let (from, last) = (new.terms.from, new.last_day());
        match new.is_real() {
            true => say!(view.lang,
                sv: "beslut {id} {form} {from} – {last}",
                en: "decision {id} {form} {from} – {last}"),
            false => say!(view.lang,
                sv: "beslut {id} {form} gäller inte",
                en: "decision {id} {form} does not hold"),
        }
    });
    told.collect()
}

/// The steps of the latest process that are planned or done otherwise than before.
fn steps(before: &Participant, after: &Participant, view: &View) -> Vec<String> {
    let Some(new) = after.process() else {
        return Vec::new();
    };
    let is_same_process = before.processes.len() == after.processes.len();
    let old = before.process().filter(|_| is_same_process);
    let mut found = Vec::new();
    for (kind, step) in new.steps() {
        let was = old.map(|old| old.step(kind).clone()).unwrap_or_default();
        if was != *step {
            let name = kind.name().get(view.lang);
            let days = changed_to(step_state(&was, view), step_state(step, view));
            found.push(format!("{name}{days}"));
        }
    }
    found
}

/// How far a step has come.
fn step_state(step: &Step, view: &View) -> Option<String> {
    let done = step
        .done
        .map(|day| say!(view.lang, sv: "klar {day}", en: "done {day}"));
    let planned = || {
        step.planned
            .map(|day| say!(view.lang, sv: "planerad {day}", en: "planned {day}"))
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

fn stays(before: &Participant, after: &Participant, view: &View, found: &mut Vec<String>) {
    let lang = view.lang;
    for (i, new) in after.stays.iter().enumerate() {
        let Some(old) = before.stays.get(i) else {
            found.push(stay(new, view));
            continue;
        };
        if old.start != new.start {
            let days = arrow(&old.start.to_string(), &new.start.to_string());
            found.push(say!(lang, sv: "första dag {days}", en: "first day {days}"));
        }
        if old.end != new.end {
            let days = arrow(&end(old, view), &end(new, view));
            found.push(say!(lang, sv: "slut {days}", en: "end {days}"));
        }
        if old.placements != new.placements {
            let last = |stay: &Stay| stay.placements.last().map(|last| view.place(last.arena));
            let places = arrow(
                &last(old).unwrap_or_default(),
                &last(new).unwrap_or_default(),
            );
            let from = new.placements.last().map(|last| last.from.to_string());
            let from = from.unwrap_or_default();
            found.push(
                say!(lang, sv: "plats {places} från {from}", en: "place {places} from {from}"),
            );
        }
        if old.schedules != new.schedules {
            let last = |stay: &Stay| stay.schedules.last().map(|last| last.text(lang));
            let weeks = arrow(
                &last(old).unwrap_or_default(),
                &last(new).unwrap_or_default(),
            );
            found.push(say!(lang, sv: "schema {weeks}", en: "schedule {weeks}"));
        }
        if old.absences != new.absences {
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
}

fn end(stay: &Stay, view: &View) -> String {
    stay.end.as_ref().map_or_else(String::new, |end| {
        format!("{} {}", end.last_day, end.text(view.lang))
    })
}

/// A stay that was begun.
fn stay(stay: &Stay, view: &View) -> String {
    let start = stay.start;
    let arena = stay.placements.first().map(|first| view.place(first.arena));
    let arena = arena.unwrap_or_default();
    say!(view.lang, sv: "från {start} {arena}", en: "from {start} {arena}")
}

fn settings(before: &Settings, after: &Settings, view: &View) -> Vec<String> {
    let lang = view.lang;
    let mut found = Vec::new();
    if before.unit != after.unit {
        let names = arrow(&before.unit, &after.unit);
        found.push(say!(lang, sv: "enhet {names}", en: "unit {names}"));
    }
    if before.rule != after.rule {
        let rules = arrow(&before.rule.text(lang), &after.rule.text(lang));
        found.push(
            say!(lang, sv: "tolvmånadersregeln {rules}", en: "the twelve-month rule {rules}"),
        );
    }
    let rules = differences(&before.rules, &after.rules, lang).into_iter();
    found.extend(rules.map(|rule| shown(&rule).into_owned()));
    if before.eves != after.eves {
        found.push(say!(lang, sv: "lediga aftnar", en: "free eves"));
    }
    if before.advance != after.advance {
        found.push(match after.advance {
            true => say!(lang, sv: "gå vidare efter markering", en: "move on after a mark"),
            false => say!(lang, sv: "stå kvar efter markering", en: "stay after a mark"),
        });
    }
    if before.zone != after.zone {
        let names = arrow(before.zone.name(), after.zone.name());
        found.push(say!(lang, sv: "tidszon {names}", en: "time zone {names}"));
    }
    if before.mark_other_units != after.mark_other_units {
        found.push(match after.mark_other_units {
            true => say!(lang, sv: "markera andra enheter", en: "mark other units"),
            false => say!(lang, sv: "markera inte andra enheter", en: "do not mark other units"),
        });
    }
    found
}
