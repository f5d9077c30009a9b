//! Subject of a command as the person saw it, to tell whether a colleague has changed it meanwhile.

use chrono::NaiveDate;

use crate::domain::decide::command::{Command, Facts};
use crate::domain::facts::attendance::{ActorId, Cell, Mark};
use crate::domain::facts::authors::Part;
use crate::domain::facts::change::Change;
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::{DutyKey, Handling};
use crate::domain::facts::participant::{Arena, ArenaId, Participant, PersonId};
use crate::domain::facts::settings::Settings;
use crate::domain::register::Register;

/// The thing that a form, a menu or a question is about, as it was when that was opened.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A person's day; no mark where there was none.
    Cell {
        cell: Cell,
        mark: Option<Mark>,
    },
    /// Those of the people `of` that were marked on a day.
    Marked {
        day: NaiveDate,
        of: Vec<PersonId>,
        marked: Vec<PersonId>,
    },
    /// Some parts of a person.
    Person {
        parts: &'static [Part],
        person: Box<Participant>,
    },
    /// The settings of the unit; or, where `rules`, its own dated rules, which lie beside them.
    Settings {
        rules: bool,
        settings: Box<Settings>,
    },
    /// What was done about a duty.
    Duty {
        key: DutyKey,
        handling: Option<Handling>,
    },
    Arena(Arena),
    /// A day that the unit closes, and of which arena.
    Closed {
        of: (NaiveDate, Option<ArenaId>),
        day: Option<ClosedDay>,
    },
}

/// Two are equal where a form that shows one shows the other: who marked, and when, is not asked.
impl PartialEq for Subject {
    fn eq(&self, other: &Subject) -> bool {
        match (self, other) {
            (
                Subject::Cell { cell, mark },
                Subject::Cell {
                    cell: other_cell,
                    mark: other,
                },
            ) => {
                let entry = |mark: &Option<Mark>| mark.as_ref().map(Mark::entry);
                cell == other_cell && entry(mark) == entry(other)
            }
            (
                Subject::Marked { day, of, marked },
                Subject::Marked {
                    day: other_day,
                    of: others,
                    marked: others_marked,
                },
            ) => (day, of, marked) == (other_day, others, others_marked),
            (
                Subject::Person { parts, person },
                Subject::Person {
                    parts: others,
                    person: other,
                },
            ) => {
                let is_same = parts.iter().all(|part| part.is_same(person, other));
                person.id == other.id && parts == others && is_same
            }
            (
                Subject::Settings { rules, settings },
                Subject::Settings {
                    rules: other_rules,
                    settings: other,
                },
            ) => rules == other_rules && settings == other,
            (
                Subject::Duty { key, handling },
                Subject::Duty {
                    key: other_key,
                    handling: other,
                },
            ) => (key, handling) == (other_key, other),
            (Subject::Arena(arena), Subject::Arena(other)) => arena == other,
            (
                Subject::Closed { of, day },
                Subject::Closed {
                    of: others,
                    day: other,
                },
            ) => (of, day) == (others, other),
            _ => false,
        }
    }
}

impl Subject {
    /// A person's day as it is in view; none where it has not been read.
    pub fn cell(register: &Register, who: PersonId, day: NaiveDate) -> Option<Subject> {
        let marks = &register.marks;
        let history = marks.history(who);
        let is_known = marks.is_read(who, day) || history.is_some();
        let of_day = marks.mark(who, day);
        is_known.then(|| Subject::Cell {
            cell: (who, day),
            mark: of_day.or_else(|| history?.get(&day)).cloned(),
        })
    }

    /// Some parts of a person as they are; none where the register does not know the person.
    pub fn person(register: &Register, who: PersonId, parts: &'static [Part]) -> Option<Subject> {
        let person = Box::new(register.people.get(&who)?.clone());
        Some(Subject::Person { parts, person })
    }

    /// The unit's settings as they are, without its own rules.
    pub fn settings(register: &Register) -> Option<Subject> {
        let settings = Settings {
            rules: Vec::new(),
            ..register.settings.clone()
        };
        Some(Subject::Settings {
            rules: false,
            settings: Box::new(settings),
        })
    }

    /// The unit's own rules as they are.
    pub fn rules(register: &Register) -> Option<Subject> {
        let settings = Settings {
            rules: register.settings.rules.clone(),
            ..Settings::default()
        };
        Some(Subject::Settings {
            rules: true,
            settings: Box::new(settings),
        })
    }

    /// What was done about a duty so far.
    pub fn duty(register: &Register, key: &DutyKey) -> Option<Subject> {
        Some(Subject::Duty {
            key: key.clone(),
            handling: register.handled.get(key).cloned(),
        })
    }

    /// An arena as it is; none where the register does not know it.
    pub fn arena(register: &Register, id: ArenaId) -> Option<Subject> {
        Some(Subject::Arena(register.arenas.get(&id)?.clone()))
    }

    /// A day that the unit closes, as it is.
    pub fn closed(register: &Register, of: (NaiveDate, Option<ArenaId>)) -> Subject {
        let day = register.closed.get(&of).cloned();
        Subject::Closed { of, day }
    }

    /// The subject of a command, for the question that is asked before it. `None` if a colleague cannot change it
    /// meanwhile.
    pub fn of(command: &Command, register: &Register) -> Option<Subject> {
        match command {
            Command::Still { subject, .. } => Some((**subject).clone()),
            Command::Mark { who, day, .. }
            | Command::Describe { who, day, .. }
            | Command::Clear { who, day } => Subject::cell(register, *who, *day),
            Command::MarkRest { day, who } => {
                let marks = register.marks.day(*day)?;
                let marked = who.iter().filter(|who| marks.contains_key(who));
                Some(Subject::Marked {
                    day: *day,
                    of: who.clone(),
                    marked: marked.copied().collect(),
                })
            }
            _ => None,
        }
    }

    /// The same subject as it is in view now; none where it has not been read.
    pub fn now(&self, register: &Register) -> Option<Subject> {
        match self {
            Subject::Cell {
                cell: (who, day), ..
            } => Subject::cell(register, *who, *day),
            Subject::Marked { day, of, .. } => {
                let (day, who) = (*day, of.clone());
                Subject::of(&Command::MarkRest { day, who }, register)
            }
            Subject::Person { parts, person } => Subject::person(register, person.id, parts),
            Subject::Settings { rules: false, .. } => Subject::settings(register),
            Subject::Settings { rules: true, .. } => Subject::rules(register),
            Subject::Duty { key, .. } => Subject::duty(register, key),
            Subject::Arena(arena) => Subject::arena(register, arena.id),
            Subject::Closed { of, .. } => Some(Subject::closed(register, *of)),
        }
    }

    /// The marks that have to be read to tell whether it is as it was.
    pub(super) fn cells(&self) -> Vec<Cell> {
        match self {
            Subject::Cell { cell, .. } => vec![*cell],
            Subject::Marked { day, of, .. } => of.iter().map(|who| (*who, *day)).collect(),
            Subject::Person { .. }
            | Subject::Settings { .. }
            | Subject::Duty { .. }
            | Subject::Arena(_)
            | Subject::Closed { .. } => Vec::new(),
        }
    }

    /// Whether it is still as it was; the marks are told by the facts.
    pub(super) fn still_holds(&self, register: &Register, facts: &Facts) -> bool {
        let now = match self {
            Subject::Cell { cell, .. } => Some(Subject::Cell {
                cell: *cell,
                mark: facts.cells.get(cell).cloned(),
            }),
            Subject::Marked { day, of, .. } => {
                let marked = of.iter();
                let marked = marked.filter(|who| facts.cells.contains_key(&(**who, *day)));
                Some(Subject::Marked {
                    day: *day,
                    of: of.clone(),
                    marked: marked.copied().collect(),
                })
            }
            other => other.now(register),
        };
        now.as_ref() == Some(self)
    }

    /// The person who last changed it; `None` if that is not known.
    pub fn author(&self, register: &Register) -> Option<ActorId> {
        let authors = &register.authors;
        match self {
            Subject::Cell {
                mark: Some(mark), ..
            } => Some(mark.by),
            Subject::Cell { cell, mark: None } => authors.who_cleared(*cell),
            Subject::Marked { .. } => None,
            Subject::Arena(arena) => authors.of_arena(arena.id),
            Subject::Closed { of, .. } => authors.of_closed(*of),
            Subject::Person { parts, person } => {
                (parts.iter()).find_map(|part| authors.of_person(person.id, *part))
            }
            Subject::Settings { rules, .. } => authors.of_settings(*rules),
            Subject::Duty { handling, .. } => handling.as_ref().map(|handling| handling.by),
        }
    }

    /// The change that leads from here to `now`; `None` if it takes more than one.
    pub fn change_to(&self, now: &Subject) -> Option<Change> {
        Some(match (self, now) {
            (Subject::Cell { cell, mark: before }, Subject::Cell { mark: after, .. }) => {
                Change::Marked {
                    who: cell.0,
                    day: cell.1,
                    before: before.clone(),
                    after: after.clone(),
                }
            }
            (Subject::Person { parts, person }, Subject::Person { person: now, .. }) => {
                let before = parts.iter();
                let before = before.fold((**now).clone(), |so_far, part| {
                    part.taken_from(person, so_far)
                });
                Change::Person {
                    before: Some(Box::new(before)),
                    after: Some(now.clone()),
                }
            }
            (
                Subject::Settings { settings, .. },
                Subject::Settings {
                    settings: after, ..
                },
            ) => Change::Settings {
                before: settings.clone(),
                after: after.clone(),
            },
            (Subject::Arena(before), Subject::Arena(after)) => Change::Arena {
                before: Some(before.clone()),
                after: Some(after.clone()),
            },
            (Subject::Closed { of, day }, Subject::Closed { day: after, .. }) => Change::Closed {
                date: of.0,
                arena: of.1,
                before: day.clone(),
                after: after.clone(),
            },
            _ => return None,
        })
    }
}
