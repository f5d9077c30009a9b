//! The cells of the tables: which of them a change writes, and what each must hold.

use redb::{Table, WriteTransaction};

use super::error::StoreError;
use super::layout::{
    ACTORS, ARENAS, BACKUP_AT_KEY, BACKUP_CHECKPOINT_KEY, CLOSED, DUTIES, GIVEN_ARENA_KEY,
    GIVEN_PERSON_KEY, KEYS, MARKS, META, PEOPLE, SETTINGS, UNIT_KEY, USERS,
};
use super::pages::Widths;
use super::records::{from_bytes, mark_from_bytes, mark_to_bytes, to_bytes};
use crate::domain::calendar::{day_from_number, day_number};
use crate::domain::facts::change::Change;
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::Handling;
use crate::domain::facts::participant::{Arena, Participant};
use crate::domain::facts::settings::Settings;
use crate::domain::facts::user::{Key, User};
use crate::text::Text;
use crate::{sentences, told};

mod toward;

pub use toward::change;

/// One of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Meta,
    Actors,
    Users,
    Keys,
    Arenas,
    People,
    Closed,
    Settings,
    Duties,
    Marks,
    Log,
}

sentences! {
    /// A place in a table other than the log: its key.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Cell {
        Meta(key: String): "registrets huvud ({key})" / "the register's head ({key})";
        Actor(id: u16): "användare {id}" / "user {id}";
        /// What that user may do.
        User(id: u16): "rättigheterna för användare {id}" / "the rights of user {id}";
        Key(id: u32): "nyckel k{id}" / "key k{id}";
        Arena(id: u16): "arena {id}" / "arena {id}";
        Person(id: u32): "#{id}" / "#{id}";
        /// Day and arena; arena 0 is every arena.
        Closed(day: i32, arena: u16): match (*arena) {
            0 => "stängd dag {day}" / "closed day {day}", day = Day(*day);
            _ => "stängd dag {day} för arena {arena}" / "closed day {day} for arena {arena}", day = Day(*day);
        };
        Settings(key: String): "inställningarna" / "the settings";
        Duty(key: String): "bevakningen {key}" / "the duty {key}";
        /// Person and day.
        Mark(who: u32, day: i32): "#{who} {day}" / "#{who} {day}", day = Day(*day);
    }
}

/// A day by its number; told as it is written.
pub struct Day(pub i32);

told! {
    Kind: |kind| kind.name();
    Day: |day| match day_from_number(day.0) {
        Some(day) => day.to_string(),
        None => day.0.to_string(),
    };
}

impl Kind {
    pub const ALL: [Kind; 11] = [
        Kind::Meta,
        Kind::Actors,
        Kind::Users,
        Kind::Keys,
        Kind::Arenas,
        Kind::People,
        Kind::Closed,
        Kind::Settings,
        Kind::Duties,
        Kind::Marks,
        Kind::Log,
    ];

    /// The table's name in the file.
    pub const fn table(self) -> &'static str {
        match self {
            Kind::Meta => "meta",
            Kind::Actors => "actors",
            Kind::Users => "users",
            Kind::Keys => "keys",
            Kind::Arenas => "arenas",
            Kind::People => "people",
            Kind::Closed => "closed",
            Kind::Settings => "settings",
            Kind::Duties => "duties",
            Kind::Marks => "marks",
            Kind::Log => "log",
        }
    }

    /// What the table holds, in words.
    pub const fn name(self) -> Text {
        let (sv, en) = match self {
            Kind::Meta => ("registrets huvud", "the register's head"),
            Kind::Actors => ("användare", "users"),
            Kind::Users => ("användares rättigheter", "users' rights"),
            Kind::Keys => ("nycklar", "keys"),
            Kind::Arenas => ("arenor", "arenas"),
            Kind::People => ("deltagare", "participants"),
            Kind::Closed => ("stängda dagar", "closed days"),
            Kind::Settings => ("inställningar", "settings"),
            Kind::Duties => ("bevakningar", "duties"),
            Kind::Marks => ("markeringar", "marks"),
            Kind::Log => ("loggen", "the log"),
        };
        Text { sv, en }
    }

    /// How wide its keys and values are in the file.
    pub const fn widths(self) -> Widths {
        let (key, value) = match self {
            Kind::Meta => (None, Some(8)),
            Kind::Actors | Kind::Users | Kind::Arenas => (Some(2), None),
            Kind::People | Kind::Keys => (Some(4), None),
            Kind::Closed => (Some(6), None),
            Kind::Settings | Kind::Duties => (None, None),
            Kind::Marks | Kind::Log => (Some(8), None),
        };
        Widths { key, value }
    }

    /// The cell with a key as it stands in the file; none for the log, or where the bytes are no key.
    pub fn cell(self, key: &[u8]) -> Option<Cell> {
        let text = || String::from_utf8(key.to_vec()).ok();
        Some(match self {
            Kind::Meta => Cell::Meta(text()?),
            Kind::Actors => Cell::Actor(u16::from_le_bytes(key.try_into().ok()?)),
            Kind::Users => Cell::User(u16::from_le_bytes(key.try_into().ok()?)),
            Kind::Keys => Cell::Key(u32::from_le_bytes(key.try_into().ok()?)),
            Kind::Arenas => Cell::Arena(u16::from_le_bytes(key.try_into().ok()?)),
            Kind::People => Cell::Person(u32::from_le_bytes(key.try_into().ok()?)),
            Kind::Closed => {
                let (day, arena) = key.split_first_chunk()?;
                let arena = u16::from_le_bytes(arena.try_into().ok()?);
                Cell::Closed(i32::from_le_bytes(*day), arena)
            }
            Kind::Settings => Cell::Settings(text()?),
            Kind::Duties => Cell::Duty(text()?),
            Kind::Marks => {
                let (who, day) = key.split_first_chunk()?;
                let day = i32::from_le_bytes(day.try_into().ok()?);
                Cell::Mark(u32::from_le_bytes(*who), day)
            }
            Kind::Log => return None,
        })
    }
}

impl Cell {
    /// The table it is in.
    pub const fn kind(&self) -> Kind {
        match self {
            Cell::Meta(_) => Kind::Meta,
            Cell::Actor(_) => Kind::Actors,
            Cell::User(_) => Kind::Users,
            Cell::Key(_) => Kind::Keys,
            Cell::Arena(_) => Kind::Arenas,
            Cell::Person(_) => Kind::People,
            Cell::Closed(..) => Kind::Closed,
            Cell::Settings(_) => Kind::Settings,
            Cell::Duty(_) => Kind::Duties,
            Cell::Mark(..) => Kind::Marks,
        }
    }

    /// Whether a record says that it belongs in this cell.
    pub fn is_own(&self, stored: &[u8]) -> bool {
        match self {
            Cell::User(id) => from_bytes(stored, "user").is_ok_and(|u: User| u.id.0 == *id),
            Cell::Key(id) => from_bytes(stored, "key").is_ok_and(|k: Key| k.id.0 == *id),
            Cell::Arena(id) => from_bytes(stored, "arena").is_ok_and(|a: Arena| a.id.0 == *id),
            Cell::Person(id) => {
                from_bytes(stored, "person").is_ok_and(|p: Participant| p.id.0 == *id)
            }
            Cell::Closed(day, arena) => {
                from_bytes(stored, "closed day").is_ok_and(|c: ClosedDay| {
                    let own = c.arena.map_or(0, |arena| arena.0);
                    (day_number(c.date), own) == (*day, *arena)
                })
            }
            Cell::Settings(key) => key == UNIT_KEY,
            Cell::Mark(_, day) => day_from_number(*day).is_some(),
            Cell::Meta(_) | Cell::Actor(_) | Cell::Duty(_) => true,
        }
    }

    /// What it holds as this version would write it, so that two versions' bytes of one thing are alike. Fails where
    /// the bytes cannot be read.
    pub fn as_now(&self, stored: &[u8]) -> Result<Vec<u8>, StoreError> {
        const WHAT: &str = "record";
        match self {
            Cell::Meta(_) => match stored.len() {
                8 => Ok(stored.to_vec()),
                _ => Err(StoreError::Record(WHAT)),
            },
            Cell::Actor(_) => match std::str::from_utf8(stored) {
                Ok(_) => Ok(stored.to_vec()),
                Err(_) => Err(StoreError::Record(WHAT)),
            },
            Cell::User(_) => to_bytes(&from_bytes::<User>(stored, WHAT)?, WHAT),
            Cell::Key(_) => to_bytes(&from_bytes::<Key>(stored, WHAT)?, WHAT),
            Cell::Arena(_) => to_bytes(&from_bytes::<Arena>(stored, WHAT)?, WHAT),
            Cell::Person(_) => to_bytes(&from_bytes::<Participant>(stored, WHAT)?, WHAT),
            Cell::Closed(..) => to_bytes(&from_bytes::<ClosedDay>(stored, WHAT)?, WHAT),
            Cell::Settings(_) => to_bytes(&from_bytes::<Settings>(stored, WHAT)?, WHAT),
            Cell::Duty(_) => to_bytes(&from_bytes::<Handling>(stored, WHAT)?, WHAT),
            Cell::Mark(..) => mark_to_bytes(&mark_from_bytes(stored)?),
        }
    }
}

/// Tells each cell that a change writes, with what stands there afterwards; nothing where the cell is emptied.
pub fn written(
    change: &Change,
    mut tell: impl FnMut(Cell, Option<Vec<u8>>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    match change {
        Change::Marked {
            who, day, after, ..
        } => {
            let after = after.as_ref().map(mark_to_bytes).transpose()?;
            tell(Cell::Mark(who.0, day_number(*day)), after)
        }
        Change::Person { before, after } => match after.as_ref().or(before.as_ref()) {
            Some(person) => {
                let after = after.as_ref().map(|after| to_bytes(after, "person"));
                tell(Cell::Person(person.id.0), after.transpose()?)
            }
            None => Ok(()),
        },
        Change::Arena { before, after } => match after.as_ref().or(before.as_ref()) {
            Some(arena) => {
                let after = after.as_ref().map(|after| to_bytes(after, "arena"));
                tell(Cell::Arena(arena.id.0), after.transpose()?)
            }
            None => Ok(()),
        },
        Change::Given(given) => {
            let mut number = |key, number| tell(meta(key), number_bytes(number));
            number(GIVEN_PERSON_KEY, given.person.0.into())?;
            number(GIVEN_ARENA_KEY, given.arena.0.into())
        }
        Change::Actor { id, name } => tell(Cell::Actor(id.0), Some(name.as_bytes().to_vec())),
        Change::User { after, .. } => tell(Cell::User(after.id.0), Some(to_bytes(after, "user")?)),
        Change::Key { after, .. } => tell(Cell::Key(after.id.0), Some(to_bytes(after, "key")?)),
        Change::Closed {
            date, arena, after, ..
        } => {
            let after = after.as_ref().map(|day| to_bytes(day, "closed day"));
            let arena = arena.map_or(0, |arena| arena.0);
            tell(Cell::Closed(day_number(*date), arena), after.transpose()?)
        }
        Change::Settings { after, .. } => {
            let after = to_bytes(after, "settings")?;
            tell(Cell::Settings(UNIT_KEY.to_owned()), Some(after))
        }
        Change::Duty { key, after, .. } => {
            let after = after.as_ref().map(|handling| to_bytes(handling, "duty"));
            tell(Cell::Duty(key.0.clone()), after.transpose()?)
        }
        Change::BackedUp { backup, .. } => {
            let mut number = |key, number| tell(meta(key), number_bytes(number));
            number(BACKUP_AT_KEY, backup.at.cast_unsigned())?;
            number(BACKUP_CHECKPOINT_KEY, backup.checkpoint)
        }
        Change::Restored { .. }
        | Change::Read { .. }
        | Change::Whole { .. }
        | Change::Through { .. }
        | Change::TakenIn { .. } => Ok(()),
    }
}

fn meta(key: &str) -> Cell {
    Cell::Meta(key.to_owned())
}

/// A number as a cell of the head holds it.
#[expect(
    clippy::unnecessary_wraps,
    reason = "what a cell holds afterwards may be nothing"
)]
fn number_bytes(number: u64) -> Option<Vec<u8>> {
    Some(number.to_le_bytes().to_vec())
}

/// Puts cells into the tables of a transaction. The marks' table stays open from one to the next: there may be many.
pub struct Putting<'t> {
    txn: &'t WriteTransaction,
    marks: Option<Table<'t, (u32, i32), &'static [u8]>>,
}

impl<'t> Putting<'t> {
    pub fn new(txn: &'t WriteTransaction) -> Putting<'t> {
        Putting { txn, marks: None }
    }

    /// Writes what a change says.
    pub fn change(&mut self, change: &Change) -> Result<(), StoreError> {
        written(change, |cell, after| self.put(&cell, after.as_deref()))
    }

    fn put(&mut self, cell: &Cell, after: Option<&[u8]>) -> Result<(), StoreError> {
        macro_rules! put {
            ($table:expr, $key:expr) => {
                match after {
                    Some(bytes) => $table.insert($key, bytes)?.map(drop),
                    None => $table.remove($key)?.map(drop),
                }
            };
        }
        let bytes = after.unwrap_or_default();
        match cell {
            Cell::Mark(who, day) => {
                let marks = match &mut self.marks {
                    Some(open) => open,
                    none => none.insert(self.txn.open_table(MARKS)?),
                };
                put!(marks, (*who, *day));
            }
            Cell::Person(id) => {
                put!(self.txn.open_table(PEOPLE)?, *id);
            }
            Cell::Arena(id) => {
                put!(self.txn.open_table(ARENAS)?, *id);
            }
            Cell::Closed(day, arena) => {
                put!(self.txn.open_table(CLOSED)?, (*day, *arena));
            }
            Cell::Settings(key) => {
                put!(self.txn.open_table(SETTINGS)?, key.as_str());
            }
            Cell::Duty(key) => {
                put!(self.txn.open_table(DUTIES)?, key.as_str());
            }
            Cell::User(id) => {
                put!(self.txn.open_table(USERS)?, *id);
            }
            Cell::Key(id) => {
                put!(self.txn.open_table(KEYS)?, *id);
            }
            Cell::Actor(id) => {
                let name = std::str::from_utf8(bytes).map_err(|_| StoreError::Record("actor"))?;
                self.txn.open_table(ACTORS)?.insert(*id, name)?;
            }
            Cell::Meta(key) => {
                let number = bytes.try_into().map_err(|_| StoreError::Record("meta"))?;
                let number = u64::from_le_bytes(number);
                self.txn.open_table(META)?.insert(key.as_str(), number)?;
            }
        }
        Ok(())
    }
}
