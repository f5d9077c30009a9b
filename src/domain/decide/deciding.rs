//! `decide`: which changes follow from a command, or why it is refused. Pure.

use chrono::NaiveDate;

use super::{duties, outcomes, plans, rules, stays, steps};
use crate::domain::decide::checks::{NAME_LIMIT, checked, person};
use crate::domain::decide::command::{Asker, Asks, Command, Facts};
use crate::domain::decide::enrolment::Enrolment;
use crate::domain::decide::marks::{
    clear, mark, mark_rest, repeats, restore, with_kept_note, within_stay,
};
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::{absences, decisions, enrolment};
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::Change;
use crate::domain::facts::settings::Settings;
use crate::domain::register::Register;

impl Command {
    /// What has to be read before the command can be decided on this register.
    pub fn asks(&self, register: &Register, today: NaiveDate) -> Asks {
        let mut asks = Asks::default();
        match self {
            Command::Mark { who, day, .. }
            | Command::Describe { who, day, .. }
            | Command::Clear { who, day } => {
                asks.cells.push((*who, *day));
            }
            Command::MarkRest { day, who } => asks.cells.extend(who.iter().map(|w| (*w, *day))),
            Command::Restore { cells, .. } => {
                asks.cells.extend(cells.iter().map(|c| c.cell));
                let marked = cells.iter().filter(|c| c.expect.is_some());
                asks.cleared.extend(marked.map(|c| c.cell));
            }
            Command::EndStay { who, .. } | Command::Change { who, .. } => asks.days.push(*who),
            Command::Import { rows, .. } => {
                asks.days = enrolment::shortened(register, rows, today);
            }
            Command::Still { subject, command } => {
                asks = command.asks(register, today);
                asks.cells.extend(subject.cells());
            }
            Command::Enrol(_)
            | Command::NewStay { .. }
            | Command::Move { .. }
            | Command::SetOutcome { .. }
            | Command::CheckJob { .. }
            | Command::ReopenStay { .. }
            | Command::SetAbsence { .. }
            | Command::RemoveAbsence { .. }
            | Command::Read { .. }
            | Command::Close(_)
            | Command::Open { .. }
            | Command::Configure(_)
            | Command::AddDecision { .. }
            | Command::ReplaceDecision { .. }
            | Command::EndDecision { .. }
            | Command::SetStep { .. }
            | Command::PlanOnward { .. }
            | Command::HandleDuty { .. }
            | Command::TakeUpDuty { .. }
            | Command::SetRule(_)
            | Command::DropRule { .. } => {}
        }
        asks
    }
}

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
        Command::Change { who, details } => stays::change(
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
            stays::end_stay(facts, rules, asker.today, person, *last_day, came)
        }
        Command::SetOutcome { who, stay, came } => {
            let rules = register.settings.rules();
            outcomes::set(person(register, *who)?, *stay, came, rules)
        }
        Command::CheckJob { who, stay, lasted } => {
            let (person, rules) = (person(register, *who)?, register.settings.rules());
            outcomes::check_job(person, *stay, lasted.as_ref(), asker.today, rules)
        }
        Command::ReopenStay { who } => stays::reopen(person(register, *who)?),
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
        } => steps::set_step(person(register, *who)?, asker.today, *kind, step, *anew),
        Command::PlanOnward { who, plan } => {
            plans::plan(person(register, *who)?, asker.today, plan.as_deref())
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
