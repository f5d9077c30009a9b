//! What a change replaced and put there, as the log's JSON has it.

use chrono::NaiveDate;
use serde::Serialize;

use super::mark::SaidRow;
use super::record::Record;
use super::settings::Shown;
use crate::domain::facts::attendance::Mark;
use crate::domain::facts::change::{Change, Given, Reading};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::{DutyKey, Handling};
use crate::domain::facts::participant::{Arena, ArenaId, Group, PersonId};
use crate::domain::facts::user::User;
use crate::lists::Telling;
use crate::lists::rows::users::{KeyRow, UserRow};

/// A mark before and after; null where the day was unmarked.
#[derive(Debug, Serialize)]
pub struct LoggedMarks {
    before: Option<LoggedMark>,
    after: Option<LoggedMark>,
}

/// What a mark says; of its note only that there is one, since it may be about health.
#[derive(Debug, Serialize)]
struct LoggedMark {
    code: Option<&'static str>,
    minutes: Option<u16>,
    from: Option<String>,
    until: Option<String>,
    rest: Option<&'static str>,
    first_code: Option<&'static str>,
    has_note: bool,
}

impl LoggedMarks {
    /// The mark of a change; none where it is about something else.
    pub fn of(change: &Change) -> Option<LoggedMarks> {
        let Change::Marked { before, after, .. } = change else {
            return None;
        };
        let [before, after] = [before, after].map(|mark| mark.as_ref().map(LoggedMark::from));
        Some(LoggedMarks { before, after })
    }
}

impl From<&Mark> for LoggedMark {
    fn from(mark: &Mark) -> LoggedMark {
        let SaidRow {
            code,
            minutes,
            from,
            until,
            rest,
            first_code,
            note,
        } = SaidRow::from(mark);
        LoggedMark {
            code,
            minutes,
            from,
            until,
            rest,
            first_code,
            has_note: note.is_some(),
        }
    }
}

/// What a change replaced, or put there: a mark's code, another record's object, or null.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Kept {
    Nothing,
    Code(&'static str),
    Person(Box<Record>),
    Arena {
        id: ArenaId,
        name: String,
        group: Group,
        #[serde(skip_serializing_if = "Option::is_none")]
        closed: Option<NaiveDate>,
        #[serde(skip_serializing_if = "Option::is_none")]
        into: Option<ArenaId>,
    },
    Given {
        person: PersonId,
        arena: ArenaId,
    },
    Actor {
        actor: String,
    },
    Through {
        through: String,
    },
    User(UserRow),
    Key(KeyRow),
    Closed(ClosedRow),
    Settings(Shown),
    Duty {
        duty: DutyKey,
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<NaiveDate>,
        has_note: bool,
    },
    BackedUp {
        backup: String,
        checkpoint: u64,
    },
    Whole {
        people: u64,
        marks: u64,
    },
    TakenIn {
        version: u64,
        people: u64,
        marks: u64,
        entries: u64,
    },
    Restored {
        checkpoint: u64,
        left_out: Option<u64>,
        kept: Option<String>,
    },
    Read {
        read: Reading,
    },
}

/// A local closed day as the log's JSON has it.
#[derive(Clone, Debug, Serialize)]
pub struct ClosedRow {
    date: NaiveDate,
    /// `None` is every arena.
    arena: Option<ArenaId>,
    name: String,
    open_minutes: Option<u16>,
}

impl From<&ClosedDay> for ClosedRow {
    fn from(day: &ClosedDay) -> ClosedRow {
        ClosedRow {
            date: day.date,
            arena: day.arena,
            name: day.name.clone(),
            open_minutes: day.open_minutes,
        }
    }
}

/// Whom a change is about, and what it replaced and put there.
pub fn kept(change: &Change, of: &Telling) -> (Option<PersonId>, Kept, Kept) {
    let code = |mark: &Option<Mark>| match mark {
        Some(mark) => Kept::Code(mark.code.kind().slug),
        None => Kept::Nothing,
    };
    match change {
        Change::Marked {
            who, before, after, ..
        } => (Some(*who), code(before), code(after)),
        Change::Person { before, after } => {
            let record = |person| Kept::Person(Box::new(Record::without_notes(person, of)));
            let before = before.as_deref().map_or(Kept::Nothing, record);
            let after = after.as_deref().map_or(Kept::Nothing, record);
            (change.who(), before, after)
        }
        Change::Arena { before, after } => {
            let arena = |arena: &Option<Arena>| match arena {
                Some(Arena {
                    id,
                    name,
                    group,
                    closed,
                    into,
                }) => Kept::Arena {
                    id: *id,
                    name: name.clone(),
                    group: *group,
                    closed: *closed,
                    into: *into,
                },
                None => Kept::Nothing,
            };
            (None, arena(before), arena(after))
        }
        Change::Given(Given { person, arena }) => {
            let (person, arena) = (*person, *arena);
            (None, Kept::Nothing, Kept::Given { person, arena })
        }
        Change::Actor { name, .. } => {
            let actor = name.clone();
            (None, Kept::Nothing, Kept::Actor { actor })
        }
        Change::Through { by } => {
            let through = of.register.actor(*by).to_owned();
            (None, Kept::Nothing, Kept::Through { through })
        }
        Change::User { before, after } => {
            let user = |user: &User| Kept::User(UserRow::of(user, of.register));
            (
                None,
                before.as_deref().map_or(Kept::Nothing, user),
                user(after),
            )
        }
        Change::Key { before, after } => {
            let key = |key| Kept::Key(KeyRow::of(key, of.register));
            (
                None,
                before.as_deref().map_or(Kept::Nothing, key),
                key(after),
            )
        }
        Change::Closed { before, after, .. } => {
            let day = |day: &Option<_>| match day {
                Some(day) => Kept::Closed(ClosedRow::from(day)),
                None => Kept::Nothing,
            };
            (None, day(before), day(after))
        }
        Change::Settings { before, after } => {
            let (before, after) = (Shown::with_rules(before), Shown::with_rules(after));
            (None, Kept::Settings(before), Kept::Settings(after))
        }
        Change::Duty { key, before, after } => {
            let handling = |handling: &Option<Handling>| match handling {
                Some(handling) => Kept::Duty {
                    duty: key.clone(),
                    until: handling.until,
                    has_note: !handling.note.is_empty(),
                },
                None => Kept::Nothing,
            };
            (key.who(), handling(before), handling(after))
        }
        Change::BackedUp { backup, file, .. } => {
            let after = Kept::BackedUp {
                backup: file.clone(),
                checkpoint: backup.checkpoint,
            };
            (None, Kept::Nothing, after)
        }
        Change::Whole { people, marks } => {
            let (people, marks) = (*people, *marks);
            (None, Kept::Nothing, Kept::Whole { people, marks })
        }
        Change::TakenIn {
            version,
            people,
            marks,
            entries,
        } => {
            let after = Kept::TakenIn {
                version: *version,
                people: *people,
                marks: *marks,
                entries: *entries,
            };
            (None, Kept::Nothing, after)
        }
        Change::Restored {
            checkpoint,
            left_out,
            kept,
        } => {
            let after = Kept::Restored {
                checkpoint: *checkpoint,
                left_out: *left_out,
                kept: kept.clone(),
            };
            (None, Kept::Nothing, after)
        }
        Change::Read { who, what } => (Some(*who), Kept::Nothing, Kept::Read { read: *what }),
    }
}
