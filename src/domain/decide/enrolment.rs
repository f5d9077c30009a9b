//! Enrolment: how people come in, one at a time or as a list. How they are changed, move and leave is in `stays`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};

use super::stays::{check_minutes, check_order, place, refuse_no_hours, refuse_overlap};
use crate::domain::alike::{Look, folded};
use crate::domain::decide::arenas::refuse_closed_of;
use crate::domain::decide::checks::{checked_details, named};
use crate::domain::decide::command::Facts;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::details::Details;
use crate::domain::facts::nothing::is_dash;
use crate::domain::facts::outcome::End;
use crate::domain::facts::participant::{
    Arena, ArenaId, Draft, Group, Participant, PersonId, Placement, Schedule, Stay, Whom,
};
use crate::domain::register::Register;

mod arenas;
mod corrected;
mod known;
mod list;

pub(in crate::domain) use list::asked;
pub use list::{Became, Kept, Plan, Row, plan_import, tell_import};

pub(in crate::domain) use known::ask_of_name;
use known::{Known, there};
use list::Progress;

/// People and arenas as they will be after the changes gathered so far.
pub struct Enrolment<'a> {
    register: &'a Register,
    today: NaiveDate,
    people: BTreeMap<PersonId, Participant>,
    arenas: Vec<Arena>,
    next_person: u32,
    /// Made when somebody is first looked for.
    known: OnceCell<Known>,
    /// By name as it looks, in the order of their numbers.
    by_arena: HashMap<String, Vec<(ArenaId, Group)>>,
    facts: Option<&'a Facts>,
    list: Progress,
}

impl<'a> Enrolment<'a> {
    pub fn new(register: &'a Register, today: NaiveDate) -> Enrolment<'a> {
        let mut enrolment = Enrolment {
            register,
            today,
            people: BTreeMap::new(),
            arenas: Vec::new(),
            next_person: register.numbers().person.0.saturating_add(1),
            known: OnceCell::new(),
            by_arena: HashMap::new(),
            facts: None,
            list: Progress::default(),
        };
        for arena in register.arenas.values() {
            enrolment.index_arena(arena);
        }
        enrolment
    }

    /// With what was read for the command.
    pub fn knowing(self, facts: &'a Facts) -> Enrolment<'a> {
        let facts = Some(facts);
        Enrolment { facts, ..self }
    }

    /// The changes gathered: new arenas first, then each person with what was there before.
    pub fn into_changes(self) -> Vec<Change> {
        let arenas = self.arenas.into_iter().map(Change::new_arena);
        let people = self.people.into_values().filter_map(|after| {
            let before = self.register.people.get(&after.id);
            // One row may have taken back what another did.
            (before != Some(&after)).then(|| Change::Person {
                before: before.cloned().map(Box::new),
                after: Some(Box::new(after)),
            })
        });
        arenas.chain(people).collect()
    }

    fn person(&self, id: PersonId) -> Option<&Participant> {
        self.people
            .get(&id)
            .or_else(|| self.register.people.get(&id))
    }

    fn keep(&mut self, person: Participant) -> Result<(), Refusal> {
        refuse_closed_of(self.register, &person)?;
        if let Some(known) = self.known.get_mut() {
            let before = self.people.get(&person.id);
            let before = before.or_else(|| self.register.people.get(&person.id));
            known.note(before, &person);
        }
        self.people.insert(person.id, person);
        Ok(())
    }

    /// Adds a person that must not be there already; or begins a new stay for somebody who is said to be.
    pub fn enrol(&mut self, draft: &Draft) -> Result<(), Refusal> {
        let whom = self.whom(draft);
        if whom.is_err() {
            // Whom it is about is asked once nothing else is wrong.
            require_names(&draft.details)?;
            self.stay(draft)?;
        }
        let Some(id) = whom? else {
            require_names(&draft.details)?;
            return self.add(draft);
        };
        let known = self.person(id).ok_or(Refusal::NoSuchPerson)?;
        let begun = known.stays.iter().any(|stay| stay.start == draft.start);
        if draft.whom != Whom::Same(id) || begun {
            return Err(there(known, draft));
        }
        let mut person = known.clone();
        describe(&mut person, &draft.details, draft.whom)?;
        self.add_stay(&mut person, draft)?;
        self.keep(person)
    }

    fn add(&mut self, draft: &Draft) -> Result<(), Refusal> {
        let id = PersonId(self.next_person);
        let mut person = Participant {
            id,
            ..Participant::default()
        };
        describe(&mut person, &draft.details, draft.whom)?;
        let stay = self.stay(draft)?;
        person.stays.push(stay);
        self.next_person = self.next_person.checked_add(1).ok_or(Refusal::Full)?;
        self.keep(person)
    }

    /// A new stay for a known person.
    pub fn new_stay(&mut self, person: &Participant, draft: &Draft) -> Result<(), Refusal> {
        let mut person = person.clone();
        self.add_stay(&mut person, draft)?;
        self.keep(person)
    }

    fn add_stay(&mut self, person: &mut Participant, draft: &Draft) -> Result<(), Refusal> {
        let new = self.stay(draft)?;
        person.stays.push(new);
        refuse_overlap(person, person.stays.len() - 1)?;
        person.stays.sort_by_key(|stay| stay.start);
        Ok(())
    }

    fn stay(&mut self, draft: &Draft) -> Result<Stay, Refusal> {
        if !(1990..=2100).contains(&draft.start.year()) {
            return Err(Refusal::StartOutOfRange { start: draft.start });
        }
        check_order(draft.start, draft.end)?;
        check_minutes(draft.schedule.as_ref())?;
        // A list may write 0 for hours that nobody has set.
        if self.list.line.is_none() {
            refuse_no_hours(draft.schedule.as_ref())?;
        }
        let arena = self.arena(draft.group, &draft.arena, draft.is_new_arena)?;
        let end = draft.end.map(|last_day| End {
            last_day,
            ..End::default()
        });
        let schedules = draft.schedule.map(|minutes| Schedule {
            from: draft.start,
            minutes,
        });
        Ok(Stay {
            start: draft.start,
            end,
            placements: vec![Placement {
                from: draft.start,
                arena,
            }],
            schedules: schedules.into_iter().collect(),
            absences: Vec::new(),
        })
    }

    /// Places a person in an arena from a day within their stay; history is kept.
    pub fn place(
        &mut self,
        person: &Participant,
        from: NaiveDate,
        (group, arena, is_new): (Group, &str, bool),
    ) -> Result<(), Refusal> {
        let is_told = !arena.trim().is_empty();
        let arena = self.arena(Some(group), arena, is_new)?;
        let mut person = person.clone();
        let name = named(&person);
        let (start, last) = match person.stay_near(from) {
            Some(stay) => (stay.start, stay.last_day()),
            None => return Err(Refusal::NoStay { name }),
        };
        let Some(stay) = person.stays.iter_mut().find(|stay| stay.covers(from)) else {
            return Err(Refusal::OutsideStay {
                name,
                day: from,
                start,
                last,
            });
        };
        if stay.arena(from) == Some(arena) {
            return Err(Refusal::AlreadyPlaced { name });
        }
        // Within the group it is the arena that a move is about.
        let known = stay
            .arena(from)
            .and_then(|id| self.register.arenas.get(&id));
        if !is_told && known.is_some_and(|known| known.group == group) {
            return Err(Refusal::ArenaMissing { name });
        }
        place(stay, from, arena);
        self.keep(person)
    }
}

/// Refuses somebody without a given name, or without a word on the family name.
fn require_names(details: &Details) -> Result<(), Refusal> {
    let is_missing = |name: &str| name.trim().is_empty();
    let is_missing_given = is_missing(&details.given) || is_dash(details.given.trim());
    match (is_missing_given, is_missing(&details.family)) {
        (true, true) => Err(Refusal::NameMissing),
        (true, false) => Err(Refusal::GivenMissing),
        (false, true) => Err(Refusal::FamilyMissing),
        (false, false) => Ok(()),
    }
}

/// Sets what is told of the person; what is left empty stays as it was, and so does a name that is told in another
/// form, or of whom is said to be the same in one that only looks so.
fn describe(person: &mut Participant, details: &Details, whom: Whom) -> Result<(), Refusal> {
    let held = Details::of(person);
    let mut details = details.clone();
    let (name, told) = (person.full_name(), details.full_name());
    let is_said = whom == Whom::Same(person.id);
    if folded(&told) == folded(&name) || is_said && Look::of(&name).is_of(&told) {
        details.given.clone_from(&held.given);
        details.family.clone_from(&held.family);
    }
    let details = checked_details(&details, &held)?.or(held);
    details.put(person);
    if person.full_name().is_empty() {
        Err(Refusal::NameMissing)
    } else {
        Ok(())
    }
}
