//! A list: its rows taken in one after another, and what somebody at a keyboard has decided is left as it stands.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::corrected::meant;
use super::{Enrolment, describe};
use crate::domain::alike::folded;
use crate::domain::decide::absences::refuse_outside;
use crate::domain::decide::checks::{named, unless_none};
use crate::domain::decide::command::{Asks, Facts};
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::stays::{
    check_order, leave_out_after, place, refuse_marks_outside, refuse_overlap, reschedule, within,
};
use crate::domain::facts::change::Change;
use crate::domain::facts::decided::{Decided, Fact};
use crate::domain::facts::details::{Details, Field};
use crate::domain::facts::outcome::Outcome;
use crate::domain::facts::participant::{
    Arena, ArenaId, Draft, Participant, PersonId, Protection, Stay, Whom,
};
use crate::domain::register::Register;
use crate::text::Lang;

/// The outcome of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    Added,
    Changed,
    Unchanged,
}

/// The plan of a list: its changes, and the rows that cannot be taken, with line and reason.
#[derive(Debug, Default)]
pub struct Plan {
    pub changes: Vec<Change>,
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub rejected: Vec<(u64, Refusal)>,
    /// What rows say otherwise than it stands, and is left so.
    pub kept: Vec<Kept>,
    /// What each row would change; told only where it is asked for.
    pub rows: Vec<Row>,
}

/// One row that adds or changes somebody.
#[derive(Debug)]
pub struct Row {
    pub line: u64,
    pub before: Option<Participant>,
    pub after: Participant,
}

/// A fact that a row tells otherwise and that is left as it stands, since a list does not undo what somebody decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub line: u64,
    pub who: PersonId,
    pub fact: Fact,
    /// Who decided it last; `None` where a list never changes it, whoever told it.
    pub by: Option<Decided>,
}

/// How far a list has been taken in.
#[derive(Default)]
pub struct Progress {
    /// The line that is being taken; `None` outside a list.
    pub line: Option<u64>,
    /// The people whom rows were about, with the lines.
    pub told: HashMap<PersonId, u64>,
    /// The arenas that rows have made, with the lines.
    pub arenas: HashMap<ArenaId, u64>,
    kept: Vec<Kept>,
    /// What each row changes; `None` where nobody asks.
    rows: Option<Vec<Row>>,
}

impl Enrolment<'_> {
    /// Takes a row of a list: adds the person, or changes what the row tells otherwise.
    fn take(&mut self, line: u64, draft: &Draft) -> Result<Became, Refusal> {
        self.list.line = Some(line);
        let Some(id) = self.whom(draft)? else {
            self.add(draft)?;
            let id = PersonId(self.next_person - 1);
            self.list.told.insert(id, line);
            self.tell(line, None, id);
            return Ok(Became::Added);
        };
        let before = self.person(id).ok_or(Refusal::NoSuchPerson)?.clone();
        let mut person = before.clone();
        // What a refused row would have left is not told.
        let kept = self.list.kept.len();
        if let Err(refusal) = self.tell_person(&before, &mut person, draft) {
            self.list.kept.truncate(kept);
            return Err(hidden(refusal, &before, draft));
        }
        self.list.told.insert(id, line);
        if person == before {
            return Ok(Became::Unchanged);
        }
        self.keep(person)
            .map_err(|refusal| hidden(refusal, &before, draft))?;
        self.tell(line, Some(before), id);
        Ok(Became::Changed)
    }

    fn tell(&mut self, line: u64, before: Option<Participant>, id: PersonId) {
        let after = self.people.get(&id);
        if let (Some(rows), Some(after)) = (&mut self.list.rows, after) {
            let after = after.clone();
            rows.push(Row {
                line,
                before,
                after,
            });
        }
    }

    fn tell_person(
        &mut self,
        before: &Participant,
        person: &mut Participant,
        draft: &Draft,
    ) -> Result<(), Refusal> {
        self.tell_details(before, person, draft)?;
        let start = draft.start;
        match person.stays.iter().position(|stay| stay.start == start) {
            Some(index) => self.tell_stay(before, person, index, draft),
            None if let Some(index) = meant(person, draft) => {
                self.correct_start(before, person, index, draft)?;
                self.tell_stay(before, person, index, draft)
            }
            // The stay that began then may have been given another first day since.
            None if self.stands(before.id, Fact::Stay(start), false) => Ok(()),
            // That another one is in the way is known when it was asked who gave that its first day.
            None if self.facts.is_none() => {
                person.stays.push(self.stay(draft)?);
                Ok(())
            }
            None => self.add_stay(person, draft),
        }
    }

    fn tell_details(
        &mut self,
        before: &Participant,
        person: &mut Participant,
        draft: &Draft,
    ) -> Result<(), Refusal> {
        let held = Details::of(before);
        describe(person, &draft.details, draft.whom)?;
        let mut told = Details::of(person);
        for field in Field::ALL {
            if told.value(field) == held.value(field) {
                continue;
            }
            let lowers = field == Field::Protection && is_lower(told.protection, held.protection);
            if self.stands(before.id, Fact::Field(field), lowers) {
                told.take(field, &held);
            }
        }
        told.put(person);
        Ok(())
    }

    fn tell_stay(
        &mut self,
        before: &Participant,
        person: &mut Participant,
        index: usize,
        draft: &Draft,
    ) -> Result<(), Refusal> {
        let who = person.id;
        // By its first day as it was before the row, the stay is known to what somebody decided.
        let stays = &before.stays;
        let start = stays.get(index).map_or(draft.start, |stay| stay.start);
        let stay = &mut person.stays[index];
        if let Some(last_day) = draft.end
            && stay.last_day() != Some(last_day)
        {
            check_order(stay.start, Some(last_day))?;
            let outcome = stay.end.as_ref().map(|end| end.outcome);
            let has_outcome = outcome.is_some_and(|outcome| outcome != Outcome::default());
            if !self.stands(who, Fact::End(start), has_outcome) {
                let earlier = stay.last_day().map_or(last_day, |last| last.min(last_day));
                if let Some(facts) = self.facts {
                    refuse_decided_after(facts, before, stay, earlier)?;
                }
                leave_out_after(stay, earlier);
                stay.end.get_or_insert_default().last_day = last_day;
            }
        }
        let from = within(stay, self.today);
        if let Some(minutes) = draft.schedule {
            let is_so = (stay.schedule(from)).is_some_and(|now| now.minutes == minutes);
            if !is_so && !self.stands(who, Fact::Hours(start), false) {
                reschedule(stay, minutes, self.today)?;
            }
        }
        refuse_overlap(person, index)?;
        refuse_outside(person, &person.stays[index])?;
        if let Some(facts) = self.facts {
            refuse_marks_outside(facts, before, person)?;
        }
        let is_so = self.is_placed(&person.stays[index], from, draft);
        if !is_so && !self.stands(who, Fact::Place(start), false) {
            let arena = self.arena(draft.group, &draft.arena, draft.is_new_arena)?;
            let stay = &mut person.stays[index];
            if stay.arena(from) != Some(arena) {
                place(stay, from, arena);
            }
        }
        Ok(())
    }

    /// Whether a stay is where the row says, on a day. Of group or arena, what is not told is as it is.
    fn is_placed(&self, stay: &Stay, day: NaiveDate, draft: &Draft) -> bool {
        let Some(id) = stay.arena(day) else {
            return false;
        };
        let is_it = |arena: &&Arena| arena.id == id;
        let known = self.register.arenas.get(&id);
        let known = known.or_else(|| self.arenas.iter().find(is_it));
        known.is_some_and(|arena| {
            let name = unless_none(draft.arena.trim().to_owned());
            draft.group.is_none_or(|group| group == arena.group)
                && (name.is_empty() || folded(&arena.name) == folded(&name))
        })
    }

    /// Whether a fact stands as it is, whatever the row says: somebody decided it, or a list never changes it.
    pub(super) fn stands(&mut self, who: PersonId, fact: Fact, always: bool) -> bool {
        // What is to be asked is what the row would change by itself.
        let Some(facts) = self.facts else {
            return false;
        };
        let by = facts.decided.get(&(who, fact)).copied();
        let stands = by.is_some() || always;
        if let Some(line) = self.list.line.filter(|_| stands) {
            self.list.kept.push(Kept {
                line,
                who,
                fact,
                by,
            });
        }
        stands
    }
}

/// Refuses a last day before a move or hours that somebody decided: they would be gone.
fn refuse_decided_after(
    facts: &Facts,
    person: &Participant,
    stay: &Stay,
    last_day: NaiveDate,
) -> Result<(), Refusal> {
    let is_decided = |fact| facts.decided.contains_key(&(person.id, fact));
    let name = || named(person);
    let mut moves = stay.placements.iter().map(|placed| placed.from);
    if let Some(from) = moves.find(|from| *from > last_day)
        && is_decided(Fact::Place(stay.start))
    {
        return Err(Refusal::MoveOutside { name: name(), from });
    }
    let mut hours = stay.schedules.iter().map(|schedule| schedule.from);
    if let Some(from) = hours.find(|from| *from > last_day)
        && is_decided(Fact::Hours(stay.start))
    {
        return Err(Refusal::HoursOutside { name: name(), from });
    }
    Ok(())
}

/// A refusal of a row without the number of somebody whose identity is protected, before the row or by it: who tries
/// rows does not learn whose they are. Who has said whom the row is about knows.
fn hidden(refusal: Refusal, before: &Participant, draft: &Draft) -> Refusal {
    let levels = [before.protection, draft.details.protection];
    let is_protected = levels != [Protection::None; 2];
    let is_said = draft.whom == Whom::Same(before.id);
    let id = before.id.to_string();
    // The sentence itself is looked at, so that no refusal with a name in it is forgotten.
    match is_protected && !is_said && refusal.text(Lang::En).contains(&id) {
        true => Refusal::RowProtected,
        false => refusal,
    }
}

fn is_lower(told: Protection, held: Protection) -> bool {
    let level = |protection| Protection::ALL.iter().position(|one| *one == protection);
    level(told) < level(held)
}

/// The changes that a list would make. Later rows see the changes of earlier ones. `facts` hold what the list asks of
/// those it would change ([`Command::asks`](crate::domain::decide::command::Command::asks)).
pub fn plan_import(
    register: &Register,
    facts: &Facts,
    rows: &[(u64, Draft)],
    today: NaiveDate,
) -> Plan {
    plan(Enrolment::new(register, today).knowing(facts), rows)
}

/// The same, and what each row would change.
pub fn tell_import(
    register: &Register,
    facts: &Facts,
    rows: &[(u64, Draft)],
    today: NaiveDate,
) -> Plan {
    let mut enrolment = Enrolment::new(register, today).knowing(facts);
    enrolment.list.rows = Some(Vec::new());
    plan(enrolment, rows)
}

/// What must be read before a list is decided: the marks of those whose stays it would shorten, and who decided what it
/// would change.
pub(in crate::domain) fn asked(
    register: &Register,
    rows: &[(u64, Draft)],
    today: NaiveDate,
) -> Asks {
    // Whom nobody knows nobody has decided anything of.
    if register.people.is_empty() {
        return Asks::default();
    }
    let changes = plan(Enrolment::new(register, today), rows).changes;
    let ends = |person: &Participant| {
        let days = person
            .stays
            .iter()
            .map(|stay| (stay.start, stay.last_day()));
        days.collect::<Vec<_>>()
    };
    let mut asks = Asks::default();
    for change in &changes {
        let Change::Person {
            before,
            after: Some(after),
        } = change
        else {
            continue;
        };
        let Some(before) = before else {
            asks.names.push(folded(&after.full_name()));
            continue;
        };
        if ends(before) != ends(after) {
            asks.days.push(after.id);
        }
        let fields = Field::ALL.into_iter().map(Fact::Field);
        let stays = before.stays.iter().flat_map(|stay| {
            let start = stay.start;
            let of_stay = [Fact::End(start), Fact::Place(start), Fact::Hours(start)];
            of_stay.into_iter().chain([Fact::Stay(start)])
        });
        let new = after.stays.iter().map(|stay| Fact::Stay(stay.start));
        let told = fields.chain(stays).chain(new);
        let told = told.filter(|fact| !fact.is_same(before, after));
        asks.decided.extend(told.map(|fact| (after.id, fact)));
    }
    asks
}

fn plan(mut enrolment: Enrolment, rows: &[(u64, Draft)]) -> Plan {
    let mut plan = Plan::default();
    for (line, draft) in rows {
        match enrolment.take(*line, draft) {
            Ok(Became::Added) => plan.added += 1,
            Ok(Became::Changed) => plan.changed += 1,
            Ok(Became::Unchanged) => plan.unchanged += 1,
            Err(refusal) => plan.rejected.push((*line, refusal)),
        }
    }
    plan.kept = std::mem::take(&mut enrolment.list.kept);
    plan.rows = enrolment.list.rows.take().unwrap_or_default();
    plan.changes = enrolment.into_changes();
    plan
}
