//! Authors of the last changes that this session has seen. The register's facts do not name them.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::facts::attendance::{ActorId, Cell};
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::details::Details;
use crate::domain::facts::participant::{ArenaId, Participant, PersonId};

/// A part of what is known of a person: what one form is about, and one command changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The fields of [`Details`].
    Details,
    /// Stays with their ends, placements, schedules and absences.
    Stays,
    Decisions,
    Steps,
    Plan,
}

impl Part {
    pub const ALL: [Part; 5] = [
        Part::Details,
        Part::Stays,
        Part::Decisions,
        Part::Steps,
        Part::Plan,
    ];

    /// The person as they are, but with this part as it is with `other`.
    pub fn taken_from(self, other: &Participant, mut person: Participant) -> Participant {
        match self {
            Part::Details => Details::of(other).put(&mut person),
            Part::Stays => person.stays.clone_from(&other.stays),
            Part::Decisions => person.decisions.clone_from(&other.decisions),
            Part::Steps => person.processes.clone_from(&other.processes),
            Part::Plan => person.onward.clone_from(&other.onward),
        }
        person
    }

    /// Whether this part is the same with both.
    pub fn is_same(self, one: &Participant, other: &Participant) -> bool {
        match self {
            Part::Details => Details::of(one) == Details::of(other),
            Part::Stays => one.stays == other.stays,
            Part::Decisions => one.decisions == other.decisions,
            Part::Steps => one.processes == other.processes,
            Part::Plan => one.onward == other.onward,
        }
    }
}

/// The authors of the last change of the settings, of the unit's own rules, of each part of a person, of arenas and of
/// closed days, and of the last clearing of each cell.
#[derive(Clone, Debug, Default)]
pub struct Authors {
    settings: Option<ActorId>,
    rules: Option<ActorId>,
    people: HashMap<(PersonId, Part), ActorId>,
    cleared: HashMap<Cell, ActorId>,
    closed: HashMap<(NaiveDate, Option<ArenaId>), ActorId>,
    arenas: HashMap<ArenaId, ActorId>,
}

impl Authors {
    /// Takes in a log entry that has been written.
    pub fn note(&mut self, entry: &LogEntry) {
        for change in &entry.changes {
            match change {
                Change::Marked {
                    who,
                    day,
                    after: None,
                    ..
                } => {
                    self.cleared.insert((*who, *day), entry.by);
                }
                Change::Person {
                    before: Some(before),
                    after: Some(after),
                } => {
                    let changed = Part::ALL.into_iter();
                    let changed = changed.filter(|part| !part.is_same(before, after));
                    let changed = changed.map(|part| ((after.id, part), entry.by));
                    self.people.extend(changed);
                }
                Change::Arena {
                    after: Some(arena), ..
                } => {
                    self.arenas.insert(arena.id, entry.by);
                }
                Change::Closed { date, arena, .. } => {
                    self.closed.insert((*date, *arena), entry.by);
                }
                Change::Settings { before, after } if before.rules != after.rules => {
                    self.rules = Some(entry.by);
                }
                Change::Settings { .. } => self.settings = Some(entry.by),
                _ => {}
            }
        }
    }

    /// The last to change the settings, or the unit's own `rules`.
    pub fn of_settings(&self, rules: bool) -> Option<ActorId> {
        match rules {
            true => self.rules,
            false => self.settings,
        }
    }

    /// The last to change a part of a person.
    pub fn of_person(&self, who: PersonId, part: Part) -> Option<ActorId> {
        self.people.get(&(who, part)).copied()
    }

    /// The last to change an arena.
    pub fn of_arena(&self, id: ArenaId) -> Option<ActorId> {
        self.arenas.get(&id).copied()
    }

    /// The last to close or open a day, for one arena or for all.
    pub fn of_closed(&self, of: (NaiveDate, Option<ArenaId>)) -> Option<ActorId> {
        self.closed.get(&of).copied()
    }

    /// The one who cleared a cell.
    pub fn who_cleared(&self, cell: Cell) -> Option<ActorId> {
        self.cleared.get(&cell).copied()
    }
}
