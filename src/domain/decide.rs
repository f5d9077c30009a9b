//! `decide`: which changes follow from a command, or why it is refused. Pure.

use std::collections::HashSet;

use super::absences;
use super::attendance::{ActorId, Code, Detail, Entry, Extra, Mark};
use super::change::Change;
use super::command::{Asker, Command, Facts, Reversal};
use super::duties;
use super::enrolment::{self, Enrolment, NAME_LIMIT};
use super::expected::{Expected, expected, scheduled};
use super::onward;
use super::outcome;
use super::participant::{Participant, PersonId, Protection};
use super::plain::plain;
use super::process;
use super::refusal::Refusal;
use super::register::Register;
use super::rules;
use super::settings::Settings;
use super::subsidy::decisions;
use chrono::NaiveDate;

/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 2_000;

/// Decides a command on what is true now. No changes means that everything already is as asked.
pub fn decide(
    register: &Register,
    facts: &Facts,
    command: &Command,
    asker: &Asker,
) -> Result<Vec<Change>, Refusal> {
    match command {
        Command::Mark { who, day, entry } if repeats(facts, *who, *day, entry) => {
            within_stay(person(register, *who)?, *day)?;
            Ok(Vec::new())
        }
        Command::Mark { who, day, entry } => {
            let entry = with_kept_note(facts, *who, *day, entry);
            mark(register, facts, asker, *who, *day, &entry)
        }
        Command::Describe { who, day, entry } => mark(register, facts, asker, *who, *day, entry),
        Command::MarkRest { day, who } => mark_rest(register, facts, asker, *day, who),
        Command::Clear { who, day } => clear(register, facts, *who, *day),
        Command::Restore { cells, .. } => restore(register, facts, cells),
        Command::Enrol(draft) => {
            let mut enrolment = Enrolment::new(register, asker.today);
            enrolment.enrol(draft)?;
            Ok(enrolment.into_changes())
        }
        Command::Import { rows, skip_bad } => {
            let plan = enrolment::plan_import(register, facts, rows, asker.today);
            if plan.rejected.is_empty() || *skip_bad {
                Ok(plan.changes)
            } else {
                Err(Refusal::BadRows(plan.rejected))
            }
        }
        Command::NewStay { who, draft } => {
            let mut enrolment = Enrolment::new(register, asker.today);
            enrolment.new_stay(person(register, *who)?, draft)?;
            Ok(enrolment.into_changes())
        }
        Command::Change { who, details } => enrolment::change(
            register,
            facts,
            asker.today,
            person(register, *who)?,
            details,
        ),
        Command::Move {
            who,
            from,
            group,
            arena,
        } => {
            let mut enrolment = Enrolment::new(register, asker.today);
            enrolment.place(person(register, *who)?, *from, *group, arena)?;
            Ok(enrolment.into_changes())
        }
        Command::EndStay {
            who,
            last_day,
            came,
        } => {
            let (person, rules) = (person(register, *who)?, register.settings.rules());
            enrolment::end_stay(facts, rules, asker.today, person, *last_day, came)
        }
        Command::SetOutcome { who, stay, came } => {
            let rules = register.settings.rules();
            outcome::set(person(register, *who)?, *stay, came, rules)
        }
        Command::CheckJob { who, stay, lasted } => {
            let (person, rules) = (person(register, *who)?, register.settings.rules());
            outcome::check_job(person, *stay, lasted.as_ref(), asker.today, rules)
        }
        Command::ReopenStay { who } => enrolment::reopen(person(register, *who)?),
        Command::SetAbsence {
            who,
            absence,
            instead_of,
        } => absences::set(person(register, *who)?, *absence, *instead_of),
        Command::RemoveAbsence { who, from } => absences::remove(person(register, *who)?, *from),
        Command::Read { who, what } => {
            person(register, *who)?;
            Ok(vec![Change::Read {
                who: *who,
                what: *what,
            }])
        }
        Command::Close(day) => {
            let mut day = day.clone();
            day.name = checked(&day.name, NAME_LIMIT)?;
            if let Some(arena) = day.arena.filter(|id| !register.arenas.contains_key(id)) {
                let arena = arena.0.to_string();
                return Err(Refusal::ArenaUnknown { arena });
            }
            if day.open_minutes.is_some_and(|open| open > 24 * 60) {
                return Err(Refusal::BadMinutes);
            }
            let before = register.closed.get(&(day.date, day.arena)).cloned();
            if before.as_ref() == Some(&day) {
                return Ok(Vec::new());
            }
            Ok(vec![Change::Closed {
                date: day.date,
                arena: day.arena,
                before,
                after: Some(day),
            }])
        }
        Command::Open { date, arena } => {
            let before = register.closed.get(&(*date, *arena)).cloned();
            let before = before.ok_or(Refusal::NotClosed { date: *date })?;
            Ok(vec![Change::Closed {
                date: *date,
                arena: *arena,
                before: Some(before),
                after: None,
            }])
        }
        Command::Configure(settings) => configure(register, settings),
        Command::AddDecision { who, terms } => {
            decisions::add(register.settings.rules(), person(register, *who)?, terms)
        }
        Command::ReplaceDecision { who, id, terms } => decisions::replace(
            register.settings.rules(),
            person(register, *who)?,
            *id,
            terms,
        ),
        Command::EndDecision {
            who,
            id,
            ending,
            note,
        } => {
            let person = person(register, *who)?;
            decisions::end(register.settings.rules(), person, *id, ending, note)
        }
        Command::SetStep {
            who,
            kind,
            step,
            anew,
        } => process::set_step(person(register, *who)?, asker.today, *kind, step, *anew),
        Command::PlanOnward { who, plan } => {
            onward::plan(person(register, *who)?, asker.today, plan.as_deref())
        }
        Command::HandleDuty { key, note, until } => {
            duties::handle(register, asker, key, note, *until)
        }
        Command::TakeUpDuty { key } => duties::take_up(register, key),
        Command::Still { subject, .. } if !subject.still_holds(register, facts) => {
            let now = subject.now(register);
            let by = now.and_then(|now| now.author(register));
            let by = by.map(|by| register.actor(by).to_owned());
            Err(Refusal::ChangedMeanwhile { by })
        }
        Command::Still { command, .. } => decide(register, facts, command, asker),
        Command::SetRule(own) => Ok(settle(register, rules::set(&register.settings, own)?)),
        Command::DropRule { name, from } => {
            let after = rules::drop(&register.settings, name, *from)?;
            Ok(settle(register, after))
        }
    }
}

/// What would follow from a command that asks nothing of the marks: for telling it before it is done.
pub fn foresee(
    register: &Register,
    command: &Command,
    today: NaiveDate,
) -> Result<Vec<Change>, Refusal> {
    let asker = Asker {
        id: ActorId(0),
        today,
        now: 0,
    };
    decide(register, &Facts::default(), command, &asker)
}

pub(super) fn person(register: &Register, who: PersonId) -> Result<&Participant, Refusal> {
    register.people.get(&who).ok_or(Refusal::NoSuchPerson)
}

/// The text trimmed and found harmless, or why not. `limit` in characters.
pub(super) fn checked(text: &str, limit: usize) -> Result<String, Refusal> {
    let text = plain(text).map_err(|_| Refusal::TextNotPlain)?;
    if text.chars().count() > limit {
        Err(Refusal::TextTooLong { limit })
    } else {
        Ok(text)
    }
}

/// That a person became another; nothing where nothing of them changed.
pub(super) fn person_changed(before: &Participant, after: Participant) -> Vec<Change> {
    if after == *before {
        return Vec::new();
    }
    vec![Change::Person {
        before: Some(Box::new(before.clone())),
        after: Box::new(after),
    }]
}

/// The person's name for a refusal; only the number where the identity is protected.
pub(super) fn named(person: &Participant) -> String {
    match person.protection {
        Protection::None => person.full_name(),
        _ => person.id.to_string(),
    }
}

fn within_stay(person: &Participant, day: NaiveDate) -> Result<(), Refusal> {
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
fn repeats(facts: &Facts, who: PersonId, day: NaiveDate, entry: &Entry) -> bool {
    let before = facts.cells.get(&(who, day));
    *entry == Entry::plain(entry.code) && before.is_some_and(|before| before.code == entry.code)
}

/// A mark of the same code that says nothing of a note leaves the note that is there.
fn with_kept_note(facts: &Facts, who: PersonId, day: NaiveDate, entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    if let Some(before) = facts.cells.get(&(who, day))
        && before.code == entry.code
        && entry.note.is_empty()
    {
        before.note().clone_into(&mut entry.note);
    }
    entry
}

fn mark(
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
        Some(_) if said.code != Code::PartDay => said.rest = None,
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

fn mark_rest(
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

fn clear(
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

fn restore(register: &Register, facts: &Facts, cells: &[Reversal]) -> Result<Vec<Change>, Refusal> {
    let mut changes = Vec::new();
    for Reversal {
        cell: (who, day),
        expect,
        set,
    } in cells
    {
        let person = person(register, *who)?;
        let now = facts.cells.get(&(*who, *day));
        if now != expect.as_ref() {
            let by = now.map(|mark| mark.by);
            let by = by.or_else(|| facts.cleared.get(&(*who, *day)).copied());
            let by = by.map(|by| register.actor(by).to_owned());
            return Err(Refusal::ChangedSince {
                name: named(person),
                by,
            });
        }
        if now != set.as_ref() {
            // The stay may have been changed since; a mark never comes to lie outside it.
            if set.is_some() {
                within_stay(person, *day)?;
            }
            changes.push(Change::Marked {
                who: *who,
                day: *day,
                before: now.cloned(),
                after: set.clone(),
            });
        }
    }
    Ok(changes)
}

fn configure(register: &Register, settings: &Settings) -> Result<Vec<Change>, Refusal> {
    let mut after = settings.clone();
    // A colleague may have set a rule since these settings were read.
    after.rules.clone_from(&register.settings.rules);
    after.unit = checked(&after.unit, 60)?;
    let rule = &after.rule;
    if !(rule.plan <= rule.near && rule.near <= rule.length && rule.length.0 > 0) {
        return Err(Refusal::BadRule);
    }
    Ok(settle(register, after))
}

fn settle(register: &Register, after: Settings) -> Vec<Change> {
    if after == register.settings {
        return Vec::new();
    }
    vec![Change::Settings {
        before: Box::new(register.settings.clone()),
        after: Box::new(after),
    }]
}
