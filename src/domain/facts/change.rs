//! Changes: facts to be kept; and the log entry that keeps those of one command.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::facts::attendance::{ActorId, Mark};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::{DutyKey, Handling};
use crate::domain::facts::participant::{Arena, ArenaId, Participant, PersonId};
use crate::domain::facts::settings::Settings;
use crate::domain::facts::user::{Key, User};
use crate::say;
use crate::text::Lang;

mod what;

pub use what::What;

/// One fact, with what was there before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// A person's day was marked, or its mark was taken away.
    #[serde(rename = "M")]
    Marked {
        #[serde(rename = "w")]
        who: PersonId,
        #[serde(rename = "d", with = "day_number")]
        day: NaiveDate,
        #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
        before: Option<Mark>,
        #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
        after: Option<Mark>,
    },
    /// A person came in (no `before`), was changed, or was taken away (no `after`). One of the two is always there.
    Person {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Box<Participant>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Box<Participant>>,
    },
    /// As of a person. Before schema 4 an arena could only come in, and was called `arena`.
    Arena {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Arena>,
        #[serde(rename = "arena", default, skip_serializing_if = "Option::is_none")]
        after: Option<Arena>,
    },
    /// The highest numbers that were given to a person and to an arena when somebody or something was taken away: no
    /// number is given twice.
    Given(Given),
    Actor {
        id: ActorId,
        name: String,
    },
    /// An administrator did this in the name of the one whom the entry is by.
    Through {
        by: ActorId,
    },
    /// Somebody got other rights, or got rights for the first time (no `before`).
    User {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Box<User>>,
        after: Box<User>,
    },
    /// A key was added (no `before`), or taken back.
    Key {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Box<Key>>,
        after: Box<Key>,
    },
    /// A local closed or half day was set (`after`) or taken away.
    Closed {
        date: NaiveDate,
        arena: Option<ArenaId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<ClosedDay>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<ClosedDay>,
    },
    Settings {
        before: Box<Settings>,
        after: Box<Settings>,
    },
    /// A duty was handled or set aside (`after`), or taken up again.
    Duty {
        key: DutyKey,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Handling>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Handling>,
    },
    /// A backup was made and proved good.
    BackedUp {
        backup: Backup,
        /// Its name, without the folder.
        file: String,
        /// That folder, from the register's own on where it lies there; older entries do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        folder: Option<String>,
    },
    /// A backup was put in the register's place.
    Restored {
        /// The last log entry that was in it.
        checkpoint: u64,
        /// How many entries of the register that it replaced are not in it; `None` where that one could not be read.
        left_out: Option<u64>,
        /// The new name of the file that it replaced, without the folder; `None` if there was no file.
        kept: Option<String>,
    },
    /// The register as a whole was taken out of the file or put right in it; how much it held.
    Whole {
        people: u64,
        marks: u64,
    },
    /// All that stands before in the log was taken in from an export.
    TakenIn {
        /// The export's version.
        version: u64,
        people: u64,
        marks: u64,
        /// How many entries its log had.
        entries: u64,
    },
    /// Somebody read a person's card or full personnummer.
    Read {
        who: PersonId,
        what: Reading,
    },
}

/// Numbers that have been given: the highest of a person and of an arena, 0 where there was none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub person: PersonId,
    pub arena: ArenaId,
}

/// How much a backup holds of the register it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// When it was copied, in milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// The last log entry that is in it.
    pub checkpoint: u64,
}

/// What was read of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    Card,
    Personnummer,
}

/// A change of one cell: somebody's day.
#[derive(Clone, Copy, Debug)]
pub struct Marked<'a> {
    pub who: PersonId,
    pub day: NaiveDate,
    pub before: Option<&'a Mark>,
    pub after: Option<&'a Mark>,
}

impl Marked<'_> {
    /// Whether the code became another one, and not only what is told beside it.
    pub fn is_new_code(&self) -> bool {
        self.before.map(|mark| mark.code) != self.after.map(|mark| mark.code)
    }
}

impl Change {
    /// That an arena came in.
    pub fn new_arena(arena: Arena) -> Change {
        Change::Arena {
            before: None,
            after: Some(arena),
        }
    }

    /// Whom it is about; `None` where it is about no single person.
    pub fn who(&self) -> Option<PersonId> {
        match self {
            Change::Marked { who, .. } | Change::Read { who, .. } => Some(*who),
            Change::Person { before, after } => {
                let person = after.as_ref().or(before.as_ref());
                person.map(|person| person.id)
            }
            Change::Duty { key, .. } => key.who(),
            Change::Arena { .. }
            | Change::Given(_)
            | Change::Actor { .. }
            | Change::Through { .. }
            | Change::User { .. }
            | Change::Key { .. }
            | Change::Closed { .. }
            | Change::Settings { .. }
            | Change::BackedUp { .. }
            | Change::Restored { .. }
            | Change::Whole { .. }
            | Change::TakenIn { .. } => None,
        }
    }

    /// The person as the change leaves them; `None` where it is about nobody's record, or took the person away.
    pub fn person_after(&self) -> Option<&Participant> {
        match self {
            Change::Person { after, .. } => after.as_deref(),
            _ => None,
        }
    }

    /// The cell that it changed; `None` where it is of something else.
    pub fn as_mark(&self) -> Option<Marked<'_>> {
        let Change::Marked {
            who,
            day,
            before,
            after,
        } = self
        else {
            return None;
        };
        Some(Marked {
            who: *who,
            day: *day,
            before: before.as_ref(),
            after: after.as_ref(),
        })
    }
}

/// How much a register holds, in words.
pub fn holdings(people: u64, marks: u64, lang: Lang) -> String {
    let marks = match marks {
        1 => say!(lang, sv: "1 markering", en: "1 mark"),
        many => say!(lang, sv: "{many} markeringar", en: "{many} marks"),
    };
    match people {
        1 => say!(lang, sv: "1 deltagare, {marks}", en: "1 participant, {marks}"),
        many => say!(lang, sv: "{many} deltagare, {marks}", en: "{many} participants, {marks}"),
    }
}

/// The contents of an export that a register was made of, in words.
pub fn taken_in(version: u64, people: u64, marks: u64, entries: u64, lang: Lang) -> String {
    let held = holdings(people, marks, lang);
    say!(lang,
        sv: "ur en export (version {version}): {held}, {entries} loggposter",
        en: "from an export (version {version}): {held}, {entries} log entries")
}

/// The changes of one command, as they stand in the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Its place in the log, from 1; left out of the stored bytes, where it is the key.
    #[serde(skip)]
    pub seq: u64,
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at: i64,
    pub by: ActorId,
    pub what: What,
    /// Of an undo or a redo: the number of the entry that it took back or made again, the last where that has several.
    /// Older ones do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// So many more changes it had; what they said has been removed for ever.
    #[serde(skip)]
    pub removed: usize,
    pub changes: Vec<Change>,
}

/// At most so many changes stand in one entry; a command of more has several, one after another. Every start reads the
/// newest entry, and with it all that it holds.
pub const CHANGES_TO_AN_ENTRY: usize = 500;

/// Entries of one command, which has several where it has many changes, as one, under the number of the last.
pub fn together(entries: Vec<LogEntry>) -> Vec<LogEntry> {
    let mut commands: Vec<LogEntry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match commands.last_mut() {
            Some(last) if last.goes_on_in(&entry) => {
                last.seq = entry.seq;
                last.removed += entry.removed;
                last.changes.extend(entry.changes);
            }
            _ => commands.push(entry),
        }
    }
    commands
}

impl LogEntry {
    /// How many changes it had when it was written.
    fn had(&self) -> usize {
        self.changes.len() + self.removed
    }

    /// The number of the first of the entries that a command has, of which this is all together.
    pub fn first(&self) -> u64 {
        let entries = self.had().div_ceil(CHANGES_TO_AN_ENTRY).max(1);
        self.seq + 1 - entries as u64
    }

    /// Whether the next entry is of the same command: this one was full, and it is of the same moment, by the same
    /// person, doing the same.
    pub fn goes_on_in(&self, next: &LogEntry) -> bool {
        let is_full = self.had().is_multiple_of(CHANGES_TO_AN_ENTRY);
        is_full
            && self.seq + 1 == next.seq
            && (self.at, self.by, self.what, self.of) == (next.at, next.by, next.what, next.of)
    }
}

/// Days as the number of days since 1970-01-01: three bytes in the log instead of eleven.
mod day_number {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::calendar::{day_from_number, day_number};

    pub fn serialize<S: Serializer>(day: &NaiveDate, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_i32(day_number(*day))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<NaiveDate, D::Error> {
        day_from_number(i32::deserialize(d)?).ok_or_else(|| D::Error::custom("not a day"))
    }
}
