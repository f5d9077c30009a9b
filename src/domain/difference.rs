//! A change in words: what was, and what came instead.

use crate::domain::calendar::Eves;
use crate::domain::facts::change::{Change, Reading, holdings, taken_in};
use crate::domain::facts::participant::{ArenaId, Participant, Placement, Protection, Stay};
use crate::domain::facts::process::Step;
use crate::domain::facts::settings::Settings;
use crate::domain::plain::shown;
use crate::domain::register::Register;
use crate::domain::rules::differences;
use crate::say;
use crate::text::{Lang, Text};

/// Whose names and places are told, and in which language.
pub struct Words<'a> {
    pub register: &'a Register,
    pub lang: Lang,
}

impl Words<'_> {
    fn place(&self, id: ArenaId) -> String {
        self.register.place(id, self.lang)
    }
}

/// What a change to anything but a mark did, beside who, when and to whom; empty for a mark, of which a screen and the
/// command line tell different parts.
pub fn told(change: &Change, words: &Words) -> String {
    let lang = words.lang;
    match change {
        Change::Marked { .. } => String::new(),
        Change::Person {
            before: Some(before),
            after,
        } => person(before, after, words).join(", "),
        Change::Person {
            before: None,
            after,
        } => after
            .stays
            .first()
            .map(|first| stay(first, words))
            .unwrap_or_default(),
        Change::Arena { arena } => {
            let place = arena.text(lang);
            say!(lang, sv: "arena: {place}", en: "arena: {place}")
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
            let arena = arena.map(|id| words.place(id));
            let parts = [Some(date.to_string()), name, arena];
            parts
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        }
        Change::Settings { before, after } => settings(before, after, lang).join(", "),
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
fn person(before: &Participant, after: &Participant, words: &Words) -> Vec<String> {
    let lang = words.lang;
    let mut found = Vec::new();
    let now = words.register.people.get(&after.id);
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
    stays(before, after, words, &mut found);
    if before.decisions != after.decisions {
        found.extend(decisions(before, after, words));
    }
    if before.processes != after.processes {
        found.extend(steps(before, after, words));
    }
    if before.onward != after.onward {
        let plan = |person: &Participant| {
            let plan = person.onward.as_ref();
            plan.map(|plan| format!("{} {}", plan.toward.name().get(lang), plan.due))
        };
        let plans = changed_to(plan(before), plan(after));
        found.push(say!(lang, sv: "plan{plans}", en: "plan{plans}"));
    }
    if found.is_empty() && before != after {
        found.push(say!(lang, sv: "uppgifter", en: "details"));
    }
    found
}

/// The decisions that are new or hold for other days than before.
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
    told.collect()
}

/// The steps of the latest process that are planned or done otherwise than before.
fn steps(before: &Participant, after: &Participant, words: &Words) -> Vec<String> {
    let Some(new) = after.process() else {
        return Vec::new();
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

fn stays(before: &Participant, after: &Participant, words: &Words, found: &mut Vec<String>) {
    let lang = words.lang;
    for (i, new) in after.stays.iter().enumerate() {
        let Some(old) = before.stays.get(i) else {
            found.push(stay(new, words));
            continue;
        };
        if old.start != new.start {
            let days = arrow(&old.start.to_string(), &new.start.to_string());
            found.push(say!(lang, sv: "första dag {days}", en: "first day {days}"));
        }
        if old.end != new.end {
            let days = arrow(&end(old, words), &end(new, words));
            found.push(say!(lang, sv: "slut {days}", en: "end {days}"));
        }
        if old.placements != new.placements {
            let told = |stay: &Stay, other: &Stay| {
                let differing = stay.placements.iter();
                let differing = differing.filter(|placed| !other.placements.contains(placed));
                let places: Vec<String> =
                    differing.map(|placed| placement(placed, words)).collect();
                places.join("; ")
            };
            let places = arrow(&told(old, new), &told(new, old));
            found.push(say!(lang, sv: "plats {places}", en: "place {places}"));
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

fn end(stay: &Stay, words: &Words) -> String {
    stay.end.as_ref().map_or_else(String::new, |end| {
        format!("{} {}", end.last_day, end.text(words.lang))
    })
}

/// Where from a day on.
fn placement(placed: &Placement, words: &Words) -> String {
    let (place, from) = (words.place(placed.arena), placed.from);
    say!(words.lang, sv: "{place} från {from}", en: "{place} from {from}")
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

fn settings(before: &Settings, after: &Settings, lang: Lang) -> Vec<String> {
    // Taken apart whole: a new setting has no sentence until it gets one here.
    let Settings {
        unit,
        rule,
        eves,
        advance,
        backup_warn_days,
        mark_other_units,
        zone,
        rules,
    } = after;
    let mut found = Vec::new();
    if before.unit != *unit {
        let names = arrow(&before.unit, unit);
        found.push(say!(lang, sv: "enhet {names}", en: "unit {names}"));
    }
    if before.rule != *rule {
        let rules = arrow(&before.rule.text(lang), &rule.text(lang));
        found.push(
            say!(lang, sv: "tolvmånadersregeln {rules}", en: "the twelve-month rule {rules}"),
        );
    }
    let rules = differences(&before.rules, rules, lang).into_iter();
    found.extend(rules.map(|rule| shown(&rule).into_owned()));
    found.extend(changed_eves(&before.eves, eves, lang));
    if before.advance != *advance {
        found.push(match advance {
            true => say!(lang, sv: "gå vidare efter markering", en: "move on after a mark"),
            false => say!(lang, sv: "stå kvar efter markering", en: "stay after a mark"),
        });
    }
    if before.backup_warn_days != *backup_warn_days {
        let told = |days: u16| match days {
            0 => say!(lang, sv: "aldrig", en: "never"),
            days => say!(lang, sv: "efter {days} d", en: "after {days} d"),
        };
        let days = arrow(&told(before.backup_warn_days), &told(*backup_warn_days));
        found.push(say!(lang,
            sv: "påminnelse om säkerhetskopia {days}",
            en: "reminder of a backup {days}"));
    }
    if before.zone != *zone {
        let names = arrow(before.zone.name(), zone.name());
        found.push(say!(lang, sv: "tidszon {names}", en: "time zone {names}"));
    }
    if before.mark_other_units != *mark_other_units {
        found.push(match mark_other_units {
            true => say!(lang, sv: "markera andra enheter", en: "mark other units"),
            false => say!(lang, sv: "markera inte andra enheter", en: "do not mark other units"),
        });
    }
    found
}

/// The eves that have become free, or are no longer.
fn changed_eves(before: &Eves, after: &Eves, lang: Lang) -> impl Iterator<Item = String> {
    let Eves {
        easter,
        midsummer,
        christmas,
        new_year,
    } = *after;
    const fn name(sv: &'static str, en: &'static str) -> Text {
        Text { sv, en }
    }
    let eves = [
        (before.easter, easter, name("påskafton", "Easter Eve")),
        (
            before.midsummer,
            midsummer,
            name("midsommarafton", "Midsummer Eve"),
        ),
        (
            before.christmas,
            christmas,
            name("julafton", "Christmas Eve"),
        ),
        (
            before.new_year,
            new_year,
            name("nyårsafton", "New Year's Eve"),
        ),
    ];
    let changed = eves
        .into_iter()
        .filter(|(before, after, _)| before != after);
    changed.map(move |(_, is_free, name)| {
        let name = name.get(lang);
        match is_free {
            true => say!(lang, sv: "{name} ledig", en: "{name} free"),
            false => say!(lang, sv: "{name} inte ledig", en: "{name} not free"),
        }
    })
}
