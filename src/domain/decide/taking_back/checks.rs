//! Checks on what comes of taking something back: the rules that hold for every command.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::domain::alike::folded;
use crate::domain::decide::absences::refuse_outside;
use crate::domain::decide::arenas::refuse_closed;
use crate::domain::decide::checks::{named, taken};
use crate::domain::decide::command::Facts;
use crate::domain::decide::decisions;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::stays::{check_order, refuse_marks_outside, refuse_overlap};
use crate::domain::decide::taking_back::Fact;
use crate::domain::decide::{rules, steps};
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::handling::DutyKey;
use crate::domain::facts::participant::{Arena, ArenaId, Group, Participant, PersonId, Stay};
use crate::domain::facts::settings::Settings;
use crate::domain::personnummer::Personnummer;
use crate::domain::register::Register;

/// The register as it has become so far, and what is looked up in it.
pub(super) struct Checks<'a> {
    register: &'a Register,
    so_far: Cow<'a, Register>,
    numbers: HashMap<&'a Personnummer, PersonId>,
    /// By name as it looks; only where somebody may come in anew.
    names: HashMap<String, Vec<PersonId>>,
    /// Those about whom something has been done about a duty.
    handled: HashSet<PersonId>,
    /// Looked up at the first question, as is the next.
    used: Option<HashSet<ArenaId>>,
    /// By group and name as it looks.
    arenas: Option<HashMap<(Group, String), Vec<ArenaId>>>,
}

impl<'a> Checks<'a> {
    /// What is to be looked up where this entry is turned round: of marks nothing.
    pub fn of(register: &'a Register, entry: &LogEntry) -> Checks<'a> {
        let mut checks = Checks {
            register,
            so_far: Cow::Borrowed(register),
            numbers: HashMap::new(),
            names: HashMap::new(),
            handled: HashSet::new(),
            used: None,
            arenas: None,
        };
        let mut of_people = entry.changes.iter();
        if of_people.any(|change| matches!(change, Change::Person { .. })) {
            let numbered = register.people.values();
            let numbered = numbered.filter_map(|one| Some((one.personnummer.as_ref()?, one.id)));
            checks.numbers = numbered.collect();
            checks.handled = register.handled.keys().filter_map(DutyKey::who).collect();
        }
        let is_back = |change: &Change| matches!(change, Change::Person { after: None, .. });
        if entry.changes.iter().any(is_back) {
            for person in register.people.values() {
                let name = folded(&person.full_name());
                checks.names.entry(name).or_default().push(person.id);
            }
        }
        checks
    }

    /// Takes in what will be written. Marks are not looked at here.
    pub fn take_in(&mut self, change: &Change) {
        if change.as_mark().is_none() {
            self.so_far.to_mut().try_on(change);
        }
    }

    /// Somebody as they have become.
    pub fn somebody(&self, who: PersonId) -> Result<&Participant, Refusal> {
        self.so_far.people.get(&who).ok_or(Refusal::NoSuchPerson)
    }

    /// Refuses a person who has become one that no command would have made.
    pub fn person(
        &self,
        facts: &Facts,
        now: Option<&Participant>,
        back: &Participant,
    ) -> Result<(), Refusal> {
        for (index, stay) in back.stays.iter().enumerate() {
            check_order(stay.start, stay.last_day())?;
            refuse_overlap(back, index)?;
            refuse_outside(back, stay)?;
            refuse_overlapping_absences(back, stay)?;
            refuse_unreached(now, back, stay)?;
            self.places(now, stay)?;
            let end = stay.end.as_ref();
            if let Some(end) = end.filter(|end| end.lasted.is_some() && !end.outcome.is_job()) {
                let outcome = end.outcome;
                return Err(Refusal::NoJob { outcome });
            }
        }
        if let Some(now) = now {
            refuse_marks_outside(facts, now, back)?;
        }
        if now.is_none_or(|now| now.decisions != back.decisions) {
            decisions::refuse_overlap(back)?;
        }
        if now.is_none_or(|now| now.processes != back.processes) {
            back.processes.iter().try_for_each(steps::check_order)?;
        }
        self.twin(back, now.is_none())
    }

    /// Refuses somebody whose number another person has; and, where they come in anew, whose name and first day.
    fn twin(&self, of: &Participant, is_new: bool) -> Result<(), Refusal> {
        let other = |id: &PersonId| {
            let person = self.register.people.get(id);
            person.filter(|other| other.id != of.id)
        };
        let number = of.personnummer.as_ref();
        let same = number.and_then(|number| self.numbers.get(number));
        if let Some(other) = same.and_then(other) {
            return Err(taken(other));
        }
        if !is_new {
            return Ok(());
        }
        let starts =
            |one: &Participant| one.stays.iter().map(|stay| stay.start).collect::<Vec<_>>();
        let own = starts(of);
        let named_alike = self.names.get(&folded(&of.full_name()));
        let mut alike = named_alike.into_iter().flatten().filter_map(other);
        let twin = alike.find(|other| {
            let may_be_one = number.is_none() || other.personnummer.is_none();
            may_be_one && starts(other).iter().any(|start| own.contains(start))
        });
        match twin {
            Some(twin) => Err(Refusal::AlreadyThere { name: named(twin) }),
            None => Ok(()),
        }
    }

    /// Refuses a place that is gone, or closed before the person leaves it; where they are already is not asked.
    fn places(&self, now: Option<&Participant>, stay: &Stay) -> Result<(), Refusal> {
        let mut now = now.into_iter().flat_map(|now| &now.stays);
        let is_now =
            now.any(|one| (one.last_day(), &one.placements) == (stay.last_day(), &stay.placements));
        if is_now {
            return Ok(());
        }
        for placed in &stay.placements {
            self.arena_is_there(Some(placed.arena))?;
        }
        refuse_closed(&self.so_far, stay)
    }

    /// Refuses an arena that is no longer there, or has gone into another one.
    pub fn arena_is_there(&self, arena: Option<ArenaId>) -> Result<(), Refusal> {
        let is_there = |id| {
            let known = self.so_far.arenas.get(&id);
            known.is_some_and(|arena| arena.into.is_none())
        };
        match arena.is_none_or(is_there) {
            true => Ok(()),
            false => Err(Refusal::ArenaGone),
        }
    }

    /// Refuses to take away somebody of whom more is known than their record.
    pub fn nobody_needs(&self, facts: &Facts, person: &Participant) -> Result<(), Refusal> {
        let name = named(person);
        let marked = facts.days.get(&person.id).and_then(|days| days.first());
        match marked {
            Some(day) => Err(Refusal::MarkedSince { name, day: *day }),
            None if self.handled.contains(&person.id) => Err(Refusal::DutySince { name }),
            None => Ok(()),
        }
    }

    /// Refuses an arena that went into another one, where that is none any more, or where it is used itself by then.
    /// To be asked once all is taken in.
    pub fn goes(&self, change: &Change) -> Result<(), Refusal> {
        let Change::Arena {
            after: Some(arena), ..
        } = change
        else {
            return Ok(());
        };
        self.arena_is_there(arena.into)?;
        match arena.into.is_some() && used(&self.so_far).contains(&arena.id) {
            true => Err(Refusal::ArenaUsedSince {
                arena: arena.name.clone(),
            }),
            false => Ok(()),
        }
    }

    /// Whether anybody is or was placed in an arena, it has closed days, or another one went into it.
    pub fn is_used(&mut self, id: ArenaId) -> bool {
        let so_far = &self.so_far;
        let used = self.used.get_or_insert_with(|| used(so_far));
        used.contains(&id)
    }

    /// Refuses an arena of a name that another one in its group has.
    pub fn arena_name(&mut self, back: &Arena) -> Result<(), Refusal> {
        let named = self.arenas.get_or_insert_with(|| {
            let mut named: HashMap<_, Vec<ArenaId>> = HashMap::new();
            for arena in self.register.arenas.values() {
                let name = (arena.group, folded(&arena.name));
                named.entry(name).or_default().push(arena.id);
            }
            named
        });
        let named = named.get(&(back.group, folded(&back.name)));
        let mut others = named.into_iter().flatten().filter(|id| **id != back.id);
        let is_open = |id: &ArenaId| {
            let other = self.so_far.arenas.get(id);
            other.is_some_and(|other| other.into.is_none())
        };
        match others.any(is_open) {
            true => Err(Refusal::ArenaThere {
                arena: back.name.clone(),
                group: back.group,
            }),
            false => Ok(()),
        }
    }

    /// Refuses settings whose limits or rules no longer come in order.
    pub fn settings(&self, back: &Settings) -> Result<(), Refusal> {
        let rule = &back.rule;
        if !(rule.plan <= rule.near && rule.near <= rule.length && rule.length.0 > 0) {
            return Err(Refusal::BadRule);
        }
        rules::in_order(back)
    }
}

/// Refuses a stay that no longer reaches a day since which the person is placed elsewhere or has other hours: that would
/// be hidden, and hold again once the stay went on.
fn refuse_unreached(
    now: Option<&Participant>,
    back: &Participant,
    of: &Stay,
) -> Result<(), Refusal> {
    let mut now = now.into_iter().flat_map(|now| &now.stays);
    if now.any(|one| one == of) {
        return Ok(());
    }
    let stay = of.start;
    let since = |from| (from != stay).then_some(from);
    let placed = of.placements.iter().map(|placed| placed.from);
    let placed = placed.map(|from| {
        (
            from,
            Fact::Placed {
                stay,
                since: since(from),
            },
        )
    });
    let hours = of.schedules.iter().map(|schedule| schedule.from);
    let hours = hours.map(|from| {
        (
            from,
            Fact::Hours {
                stay,
                since: since(from),
            },
        )
    });
    match placed.chain(hours).find(|(from, _)| !of.covers(*from)) {
        Some((_, fact)) => Err(Refusal::OutsideThen {
            name: named(back),
            fact,
        }),
        None => Ok(()),
    }
}

/// The arenas where anybody is or was placed, those with closed days, and those that another one went into.
fn used(register: &Register) -> HashSet<ArenaId> {
    let stays = register.people.values().flat_map(|person| &person.stays);
    let placed = stays.flat_map(|stay| &stay.placements);
    let closed = register.closed.keys().filter_map(|(_, arena)| *arena);
    let gone = register.arenas.values().filter_map(|arena| arena.into);
    let placed = placed.map(|placed| placed.arena);
    placed.chain(closed).chain(gone).collect()
}

fn refuse_overlapping_absences(person: &Participant, stay: &Stay) -> Result<(), Refusal> {
    // They are in order of their first day.
    let overlaps = stay.absences.windows(2).find(|two| {
        let until = two[0].until;
        until.is_none_or(|until| two[1].from <= until)
    });
    match overlaps {
        Some(two) => Err(Refusal::AbsenceOverlaps {
            name: named(person),
            absence: two[0],
        }),
        None => Ok(()),
    }
}
