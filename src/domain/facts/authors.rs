//! Who last changed what, as far as this session has seen it happen: what the register's facts do not say themselves.

use std::collections::HashMap;

use crate::domain::facts::attendance::{ActorId, Cell};
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::participant::{Participant, PersonId};

/// A part of what is known of a person: what one form is about, and one command changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Name, number, phone, protection, supervisor, measure and note.
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
    pub fn taken_from(self, other: &Participant, person: Participant) -> Participant {
        let other = other.clone();
        match self {
            Part::Details => Participant {
                stays: person.stays,
                decisions: person.decisions,
                processes: person.processes,
                onward: person.onward,
                ..other
            },
            Part::Stays => Participant {
                stays: other.stays,
                ..person
            },
            Part::Decisions => Participant {
                decisions: other.decisions,
                ..person
            },
            Part::Steps => Participant {
                processes: other.processes,
                ..person
            },
            Part::Plan => Participant {
                onward: other.onward,
                ..person
            },
        }
    }

    /// Whether this part is the same with both.
    pub fn is_same(self, one: &Participant, other: &Participant) -> bool {
        self.taken_from(other, one.clone()) == *one
    }
}

/// Who last changed the settings, the unit's own rules, each part of a person, and who took a mark away.
#[derive(Clone, Debug, Default)]
pub struct Authors {
    settings: Option<ActorId>,
    rules: Option<ActorId>,
    people: HashMap<(PersonId, Part), ActorId>,
    cleared: HashMap<Cell, ActorId>,
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
                    after,
                } => {
                    let changed = Part::ALL.into_iter();
                    let changed = changed.filter(|part| !part.is_same(before, after));
                    let changed = changed.map(|part| ((after.id, part), entry.by));
                    self.people.extend(changed);
                }
                Change::Settings { before, after } if before.rules != after.rules => {
                    self.rules = Some(entry.by);
                }
                Change::Settings { .. } => self.settings = Some(entry.by),
                _ => {}
            }
        }
    }

    /// Who last changed the settings, or the unit's own `rules`.
    pub fn of_settings(&self, rules: bool) -> Option<ActorId> {
        match rules {
            true => self.rules,
            false => self.settings,
        }
    }

    /// Who last changed a part of a person.
    pub fn of_person(&self, who: PersonId, part: Part) -> Option<ActorId> {
        self.people.get(&(who, part)).copied()
    }

    /// Who took the mark of a cell away.
    pub fn who_cleared(&self, cell: Cell) -> Option<ActorId> {
        self.cleared.get(&cell).copied()
    }
}
