//! Enrolment: how people come in, one at a time or as a list. How they are changed, move and leave is in `stays`.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};

use super::stays::{
    check_minutes, check_order, leave_out_after, place, refuse_marks_outside, refuse_overlap,
    reschedule, within,
};
use crate::domain::decide::absences::refuse_outside;
use crate::domain::decide::checks::{NAME_LIMIT, NOTE_LIMIT, checked, named};
use crate::domain::decide::command::Facts;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::outcome::End;
use crate::domain::facts::participant::{
    Arena, ArenaId, Draft, Group, Participant, PersonId, Placement, Schedule, Stay,
};
use crate::domain::personnummer::Personnummer;
use crate::domain::register::Register;

/// What is written for a family name or an arena that somebody does not have: said, and not merely left empty.
pub const NONE: &str = "-";

/// What became of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    Added,
    Changed,
    Unchanged,
}

/// What a list would do: the changes, and the rows that cannot be taken with line, column and reason.
#[derive(Debug, Default)]
pub struct Plan {
    pub changes: Vec<Change>,
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub rejected: Vec<(u64, Refusal)>,
}

/// People and arenas as they will be after the changes gathered so far.
pub struct Enrolment<'a> {
    register: &'a Register,
    today: NaiveDate,
    people: BTreeMap<PersonId, Participant>,
    arenas: Vec<Arena>,
    next_person: u32,
    by_number: HashMap<Personnummer, PersonId>,
    by_name: HashMap<(String, NaiveDate), PersonId>,
    facts: Option<&'a Facts>,
}

impl<'a> Enrolment<'a> {
    pub fn new(register: &'a Register, today: NaiveDate) -> Enrolment<'a> {
        let last = register.people.keys().next_back().map_or(0, |id| id.0);
        let mut enrolment = Enrolment {
            register,
            today,
            people: BTreeMap::new(),
            arenas: Vec::new(),
            next_person: last.saturating_add(1),
            by_number: HashMap::new(),
            by_name: HashMap::new(),
            facts: None,
        };
        for person in register.people.values() {
            enrolment.index(person);
        }
        enrolment
    }

    fn index(&mut self, person: &Participant) {
        if let Some(number) = &person.personnummer {
            self.by_number.insert(number.clone(), person.id);
        }
        for stay in &person.stays {
            self.by_name
                .insert((folded_name(&person.full_name()), stay.start), person.id);
        }
    }

    /// The changes gathered: new arenas first, then each person with what was there before.
    pub fn into_changes(self) -> Vec<Change> {
        let arenas = self.arenas.into_iter().map(|arena| Change::Arena { arena });
        let people = self.people.into_values().filter_map(|after| {
            let before = self.register.people.get(&after.id);
            // One row may have taken back what another did.
            (before != Some(&after)).then(|| Change::Person {
                before: before.cloned().map(Box::new),
                after: Box::new(after),
            })
        });
        arenas.chain(people).collect()
    }

    fn person(&self, id: PersonId) -> Option<&Participant> {
        self.people
            .get(&id)
            .or_else(|| self.register.people.get(&id))
    }

    fn keep(&mut self, person: Participant) {
        self.index(&person);
        self.people.insert(person.id, person);
    }

    /// The same person by personnummer, else by name and start where not both have a personnummer.
    fn known(&self, draft: &Draft) -> Option<&Participant> {
        if let Some(number) = &draft.personnummer
            && let Some(id) = self.by_number.get(number)
        {
            return self.person(*id);
        }
        let name = folded_name(&format!("{} {}", draft.given, draft.family));
        let person = self.person(*self.by_name.get(&(name, draft.start))?)?;
        let other_number = draft.personnummer.is_some() && person.personnummer.is_some();
        (!other_number).then_some(person)
    }

    /// Adds a person that must not be there already.
    pub fn enrol(&mut self, draft: &Draft) -> Result<(), Refusal> {
        if let Some(known) = self.known(draft) {
            let name = named(known);
            return Err(match &draft.personnummer {
                Some(number) if known.personnummer.as_ref() == Some(number) => {
                    Refusal::PersonnummerTaken { name }
                }
                _ => Refusal::AlreadyThere { name },
            });
        }
        require_names(&draft.given, &draft.family)?;
        self.add(draft)
    }

    fn add(&mut self, draft: &Draft) -> Result<(), Refusal> {
        let id = PersonId(self.next_person);
        let mut person = Participant {
            id,
            given: String::new(),
            family: String::new(),
            personnummer: None,
            phone: String::new(),
            protection: draft.protection,
            supervisor: String::new(),
            measure: String::new(),
            note: String::new(),
            stays: Vec::new(),
            decisions: Vec::new(),
            processes: Vec::new(),
            onward: None,
        };
        describe(&mut person, draft)?;
        let stay = self.stay(draft)?;
        person.stays.push(stay);
        self.next_person = self.next_person.checked_add(1).ok_or(Refusal::Full)?;
        self.keep(person);
        Ok(())
    }

    /// Takes a row of a list: adds the person, or changes what the row tells otherwise.
    fn take(&mut self, draft: &Draft) -> Result<Became, Refusal> {
        let Some(known) = self.known(draft) else {
            self.add(draft)?;
            return Ok(Became::Added);
        };
        let before = known.clone();
        let mut person = known.clone();
        describe(&mut person, draft)?;
        match person
            .stays
            .iter()
            .position(|stay| stay.start == draft.start)
        {
            Some(index) => {
                let stay = &mut person.stays[index];
                if let Some(last_day) = draft.end {
                    check_order(draft.start, Some(last_day))?;
                    let earlier = stay.last_day().map_or(last_day, |last| last.min(last_day));
                    leave_out_after(stay, earlier);
                    // What is known of how it ended stays with a corrected last day.
                    stay.end.get_or_insert_default().last_day = last_day;
                }
                if let Some(minutes) = draft.schedule {
                    reschedule(stay, minutes, self.today)?;
                }
                refuse_overlap(&person, index)?;
                refuse_outside(&person, &person.stays[index])?;
                if let Some(facts) = self.facts {
                    refuse_marks_outside(facts, &before, &person)?;
                }
                if draft.group.is_some() || !draft.arena.trim().is_empty() {
                    let arena = self.arena(draft.group, &draft.arena)?;
                    let stay = &mut person.stays[index];
                    let from = within(stay, self.today);
                    if stay.arena(from) != Some(arena) {
                        place(stay, from, arena);
                    }
                }
            }
            None => self.add_stay(&mut person, draft)?,
        }
        if person == before {
            return Ok(Became::Unchanged);
        }
        self.keep(person);
        Ok(Became::Changed)
    }

    /// A new stay for a known person.
    pub fn new_stay(&mut self, person: &Participant, draft: &Draft) -> Result<(), Refusal> {
        let mut person = person.clone();
        self.add_stay(&mut person, draft)?;
        self.keep(person);
        Ok(())
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
        let arena = self.arena(draft.group, &draft.arena)?;
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

    /// The arena's number; an arena that is new in its group is added.
    fn arena(&mut self, group: Option<Group>, name: &str) -> Result<ArenaId, Refusal> {
        let name = unless_none(checked(name, NAME_LIMIT)?);
        if group.is_none() && name.is_empty() {
            return Err(Refusal::GroupMissing);
        }
        if group == Some(Group::OtherUnit) && name.is_empty() {
            return Err(Refusal::UnitMissing);
        }
        let folded = name.to_lowercase();
        let known = self.register.arenas.values().chain(&self.arenas);
        let mut named = known.filter(|arena| {
            group.is_none_or(|group| arena.group == group) && arena.name.to_lowercase() == folded
        });
        let first = named.next().map(|arena| arena.id);
        let is_alone = named.next().is_none();
        let group = match (first, group) {
            (Some(id), _) if is_alone => return Ok(id),
            (Some(id), Some(_)) => return Ok(id),
            (None, Some(group)) => group,
            (_, None) => return Err(Refusal::ArenaUnknown { arena: name }),
        };
        let known = self.register.arenas.keys().next_back().map_or(0, |id| id.0);
        let last = self.arenas.last().map_or(known, |arena| arena.id.0);
        let id = ArenaId(last.checked_add(1).ok_or(Refusal::Full)?);
        self.arenas.push(Arena { id, name, group });
        Ok(id)
    }

    /// Places a person in an arena from a day within their stay; history is kept.
    pub fn place(
        &mut self,
        person: &Participant,
        from: NaiveDate,
        group: Group,
        arena: &str,
    ) -> Result<(), Refusal> {
        let is_told = !arena.trim().is_empty();
        let arena = self.arena(Some(group), arena)?;
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
        self.keep(person);
        Ok(())
    }
}

/// The text, but nothing where it says that there is none.
pub(super) fn unless_none(text: String) -> String {
    match text == NONE {
        true => String::new(),
        false => text,
    }
}

/// Refuses somebody without a given name, or without a word on the family name.
fn require_names(given: &str, family: &str) -> Result<(), Refusal> {
    match (given.trim().is_empty(), family.trim().is_empty()) {
        (true, true) => Err(Refusal::NameMissing),
        (true, false) => Err(Refusal::GivenMissing),
        (false, true) => Err(Refusal::FamilyMissing),
        (false, false) => Ok(()),
    }
}

/// What a list would do. Later rows see what earlier ones did; `facts` hold the days on which those are marked whose
/// stays it would shorten ([`Command::asks`](super::command::Command::asks)).
pub fn plan_import(
    register: &Register,
    facts: &Facts,
    rows: &[(u64, Draft)],
    today: NaiveDate,
) -> Plan {
    let mut enrolment = Enrolment::new(register, today);
    enrolment.facts = Some(facts);
    plan(enrolment, rows)
}

/// Whose stays a list would shorten: their marks have to be read before it can be decided.
pub(super) fn shortened(
    register: &Register,
    rows: &[(u64, Draft)],
    today: NaiveDate,
) -> Vec<PersonId> {
    let changes = plan(Enrolment::new(register, today), rows).changes;
    let ends = |person: &Participant| person.stays.iter().map(Stay::last_day).collect::<Vec<_>>();
    let changed = changes.iter().filter_map(|change| match change {
        Change::Person {
            before: Some(before),
            after,
        } => (ends(before) != ends(after)).then_some(after.id),
        _ => None,
    });
    changed.collect()
}

pub(in crate::domain) fn plan(mut enrolment: Enrolment, rows: &[(u64, Draft)]) -> Plan {
    let mut plan = Plan::default();
    for (line, draft) in rows {
        match enrolment.take(draft) {
            Ok(Became::Added) => plan.added += 1,
            Ok(Became::Changed) => plan.changed += 1,
            Ok(Became::Unchanged) => plan.unchanged += 1,
            Err(refusal) => plan.rejected.push((*line, refusal)),
        }
    }
    plan.changes = enrolment.into_changes();
    plan
}

/// A name for comparing: one blank between words, in lower case.
fn folded_name(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// Sets what the draft tells of the person; what it leaves empty stays as it was.
fn describe(person: &mut Participant, draft: &Draft) -> Result<(), Refusal> {
    let set = |field: &mut String, text: &str, limit| -> Result<(), Refusal> {
        let text = checked(text, limit)?;
        if !text.is_empty() {
            *field = text;
        }
        Ok(())
    };
    set(&mut person.given, &draft.given, NAME_LIMIT)?;
    let family = unless_none(draft.family.trim().to_owned());
    set(&mut person.family, &family, NAME_LIMIT)?;
    set(&mut person.phone, &draft.phone, NAME_LIMIT)?;
    set(&mut person.supervisor, &draft.supervisor, NAME_LIMIT)?;
    set(&mut person.measure, &draft.measure, NAME_LIMIT)?;
    set(&mut person.note, &draft.note, NOTE_LIMIT)?;
    if draft.personnummer.is_some() {
        person.personnummer = draft.personnummer.clone();
    }
    if draft.protection != Default::default() {
        person.protection = draft.protection;
    }
    if person.full_name().is_empty() {
        Err(Refusal::NameMissing)
    } else {
        Ok(())
    }
}
