//! `decide`: which changes follow from a command, or why it is refused. Pure.

use chrono::NaiveDate;

use super::{closed_days, duties, outcomes, plans, rights, rules, stays, steps, users};
use crate::domain::alike::folded;
use crate::domain::decide::checks::{checked, person};
use crate::domain::decide::command::{Asker, Asks, Command, Facts};
use crate::domain::decide::enrolment::Enrolment;
use crate::domain::decide::marks::{clear, mark, mark_rest, repeats, with_kept_note, within_stay};
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::taking_back::take_back;
use crate::domain::decide::{absences, arenas, decisions, enrolment};
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::Change;
use crate::domain::facts::participant::Whom;
use crate::domain::facts::settings::{Settings, UNIT_LIMIT};
use crate::domain::register::Register;

impl Command {
    /// The marks to read before the command can be decided on this register.
    pub fn asks(&self, register: &Register, today: NaiveDate) -> Asks {
        let mut asks = Asks::default();
        match self {
            Command::Mark { who, day, .. }
            | Command::Describe { who, day, .. }
            | Command::Clear { who, day } => {
                asks.cells.push((*who, *day));
            }
            Command::MarkRest { day, who } => asks.cells.extend(who.iter().map(|w| (*w, *day))),
            Command::Restore { of, .. } => asks.back = Some(*of),
            Command::EndStay { who, .. } | Command::Change { who, .. } => asks.days.push(*who),
            Command::Import { rows, .. } => {
                asks = enrolment::asked(register, rows, today);
            }
            Command::Still { subject, command } => {
                asks = command.asks(register, today);
                asks.cells.extend(subject.cells());
            }
            Command::Enrol(draft) if draft.whom == Whom::Unsaid => {
                asks.names.push(folded(&draft.details.full_name()));
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
            | Command::AddArena { .. }
            | Command::RenameArena { .. }
            | Command::MergeArena { .. }
            | Command::CloseArena { .. }
            | Command::ReopenArena { .. }
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
            | Command::AddUser { .. }
            | Command::ChangeUser { .. }
            | Command::EndUser { .. }
            | Command::TakeCover { .. }
            | Command::Prefer(_)
            | Command::AddKey { .. }
            | Command::RevokeKey { .. }
            | Command::SetRule(_)
            | Command::DropRule { .. } => {}
        }
        asks
    }
}

/// Decides a command on what is true now: first whether whoever asks may. No changes means that everything already is as
/// asked.
pub fn decide(
    register: &Register,
    facts: &Facts,
    command: &Command,
    asker: &Asker,
) -> Result<Vec<Change>, Refusal> {
    rights::check(register, facts, asker, command)?;
    decided(register, facts, command, asker)
}

/// The same where that has been asked.
fn decided(
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
        Command::Restore { of, redo } => take_back(register, facts, asker, (*of, *redo)),
        Command::Enrol(draft) => {
            let mut enrolment = Enrolment::new(register, asker.today).knowing(facts);
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
        Command::Change {
            who,
            details,
            start,
            schedule,
            whom,
        } => {
            let person = person(register, *who)?;
            if *whom == Whom::Unsaid {
                enrolment::ask_of_name(register, person, details)?;
            }
            stays::change(
                register,
                facts,
                asker.today,
                person,
                details,
                (*start, *schedule),
            )
        }
        Command::Move {
            who,
            from,
            group,
            arena,
            is_new_arena,
        } => {
            let mut enrolment = Enrolment::new(register, asker.today);
            let arena = (*group, arena.as_str(), *is_new_arena);
            enrolment.place(person(register, *who)?, *from, arena)?;
            Ok(enrolment.into_changes())
        }
        Command::EndStay {
            who,
            last_day,
            came,
        } => {
            let (person, rules) = (person(register, *who)?, register.settings.rules());
            let changes = stays::end_stay(facts, rules, asker.today, person, *last_day, came)?;
            arenas::refuse_closed_in(register, changes)
        }
        Command::SetOutcome { who, stay, came } => {
            let rules = register.settings.rules();
            outcomes::set(person(register, *who)?, *stay, came, rules)
        }
        Command::CheckJob { who, stay, lasted } => {
            let (person, rules) = (person(register, *who)?, register.settings.rules());
            outcomes::check_job(person, *stay, lasted.as_ref(), asker.today, rules)
        }
        Command::ReopenStay { who } => {
            let changes = stays::reopen(person(register, *who)?)?;
            arenas::refuse_closed_in(register, changes)
        }
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
        Command::AddArena { group, name } => arenas::add(register, *group, name),
        Command::RenameArena { id, name } => arenas::rename(register, *id, name),
        Command::MergeArena { id, into } => arenas::merge(register, *id, *into),
        Command::CloseArena { id, from } => arenas::close(register, *id, Some(*from)),
        Command::ReopenArena { id } => arenas::close(register, *id, None),
        Command::Close(day) => closed_days::close(register, day),
        Command::Open { date, arena } => closed_days::open(register, *date, *arena),
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
        Command::Still { command, .. } => decided(register, facts, command, asker),
        Command::AddUser {
            name,
            is_oneself,
            wanted,
        } => users::add(register, asker, (name, *is_oneself), wanted),
        Command::ChangeUser { user, wanted } => users::change(register, asker, *user, wanted),
        Command::EndUser { user } => users::end(register, asker, *user),
        Command::TakeCover { why } => users::take_cover(register, asker, why),
        Command::Prefer(preferences) => users::prefer(register, asker, preferences),
        Command::AddKey { user, key } => users::add_key(register, asker, *user, key),
        Command::RevokeKey { id } => users::revoke_key(register, asker, *id),
        Command::SetRule(own) => Ok(settle(register, rules::set(&register.settings, own)?)),
        Command::DropRule { name, from } => {
            let after = rules::drop(&register.settings, name, *from)?;
            Ok(settle(register, after))
        }
    }
}

/// The changes that a command would make, to tell them before it is carried out, whoever asks. For commands that need no
/// marks.
pub fn foresee(
    register: &Register,
    command: &Command,
    today: NaiveDate,
) -> Result<Vec<Change>, Refusal> {
    let asker = Asker::alone(ActorId(0), today, 0);
    decided(register, &Facts::default(), command, &asker)
}

fn configure(register: &Register, settings: &Settings) -> Result<Vec<Change>, Refusal> {
    let mut after = settings.clone();
    // A colleague may have set a rule since these settings were read.
    after.rules.clone_from(&register.settings.rules);
    after.unit = checked(&after.unit, UNIT_LIMIT)?;
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
