//! Contents of a register, found by reading all of it: each record once, the log's chain, and nothing kept in memory.

use chrono::NaiveDate;
use redb::{Key, ReadTransaction, ReadableTable, ReadableTableMetadata, TableDefinition, Value};

use super::error::StoreError;
use super::layout::{
    ACTORS, ARENAS, CLOSED, DUTIES, DUTIES_SINCE, KEYS, LOG, MARKS, PEOPLE, SETTINGS, USERS,
    USERS_SINCE,
};
use super::log::{self, Chain, Hash, NO_HASH};
use super::records::{from_bytes, mark_from_bytes};
use super::tables::{self, day_of};
use super::tree::Head;
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::Handling;
use crate::domain::facts::participant::{Arena, Participant};
use crate::domain::facts::settings::Settings;
use crate::domain::facts::user::{self, User};

/// After so many records it is told how far the reading has come.
const TOLD_EACH: u64 = 1 << 16;

/// A place in the log, and all before it: no two registers that differ there have the same hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The entry's number; 0 before the first.
    pub seq: u64,
    /// The hash that the entry carries.
    pub hash: Hash,
}

/// What a register holds, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    pub schema: u64,
    pub people: u64,
    pub marks: u64,
    /// The log's entries.
    pub entries: u64,
    /// The first and the last day that has a mark.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// When the log's last entry was written, in milliseconds since 1970-01-01 UTC.
    pub last_entry: Option<i64>,
    /// The log's last entry.
    pub checkpoint: Checkpoint,
    /// The hash of the log's first entry: it tells one register from another, and stays when it is copied.
    pub origin: Hash,
    /// The log as a tree; `None` up to schema 4.
    pub head: Option<Head>,
}

/// How many records are there to read, and what counts those that have been.
struct Counter<'a> {
    done: u64,
    of: u64,
    tell: &'a mut dyn FnMut(u64, u64),
}

impl Counter<'_> {
    fn one(&mut self) {
        self.done += 1;
        if self.done.is_multiple_of(TOLD_EACH) {
            (self.tell)(self.done, self.of);
        }
    }
}

impl Checkpoint {
    /// The log's last entry.
    pub fn of(log: &impl ReadableTable<u64, &'static [u8]>) -> Result<Checkpoint, StoreError> {
        let Some((seq, bytes)) = log.last()? else {
            let (seq, hash) = (0, NO_HASH);
            return Ok(Checkpoint { seq, hash });
        };
        Ok(Checkpoint {
            seq: seq.value(),
            hash: log::hash_of(bytes.value())?,
        })
    }
}

impl Census {
    /// Reads every record of a register of this layout or an earlier one; refuses the first that cannot be read, and
    /// a log whose chain is broken. `tell` is told now and then how many of how many records have been read.
    pub fn read(
        txn: &ReadTransaction,
        tell: &mut dyn FnMut(u64, u64),
    ) -> Result<Census, StoreError> {
        let schema = tables::schema(txn)?;
        let (marks, entries) = (txn.open_table(MARKS)?.len()?, txn.open_table(LOG)?.len()?);
        let people = txn.open_table(PEOPLE)?.len()?;
        let mut counter = Counter {
            done: 0,
            of: people + marks + entries,
            tell,
        };
        let people = each(txn, PEOPLE, |id, bytes| {
            counter.one();
            let person: Participant = from_bytes(bytes, "person")?;
            belongs(person.id.0 == id, "person")
        })?;
        each(txn, ARENAS, |id, bytes| {
            let arena: Arena = from_bytes(bytes, "arena")?;
            belongs(arena.id.0 == id, "arena")
        })?;
        each(txn, ACTORS, |_, _| Ok(()))?;
        if schema >= USERS_SINCE {
            each(txn, USERS, |id, bytes| {
                let user: User = from_bytes(bytes, "user")?;
                belongs(user.id.0 == id, "user")
            })?;
            each(txn, KEYS, |id, bytes| {
                let key: user::Key = from_bytes(bytes, "key")?;
                belongs(key.id.0 == id, "key")
            })?;
        }
        each(txn, CLOSED, |_, bytes| {
            from_bytes::<ClosedDay>(bytes, "closed day").map(drop)
        })?;
        each(txn, SETTINGS, |_, bytes| {
            from_bytes::<Settings>(bytes, "settings").map(drop)
        })?;
        if schema >= DUTIES_SINCE {
            each(txn, DUTIES, |_, bytes| {
                from_bytes::<Handling>(bytes, "duty").map(drop)
            })?;
        }

        let mut range: Option<(i32, i32)> = None;
        let marks = each(txn, MARKS, |(_, day), bytes| {
            counter.one();
            let (first, last) = range.unwrap_or((day, day));
            range = Some((first.min(day), last.max(day)));
            mark_from_bytes(bytes).map(drop)
        })?;
        let days = match range {
            Some((first, last)) => Some((day_of(first)?, day_of(last)?)),
            None => None,
        };

        let (mut chain, mut last_entry) = (Chain::default(), None);
        let entries = each(txn, LOG, |seq, bytes| {
            counter.one();
            if !chain.follows(seq, bytes) {
                return Err(StoreError::BrokenLog);
            }
            last_entry = Some(log::opened(seq, bytes)?.0.at);
            Ok(())
        })?;
        Ok(Census {
            schema,
            people,
            marks,
            entries,
            days,
            last_entry,
            checkpoint: chain.last,
            origin: chain.origin,
            head: chain.head(),
        })
    }
}

/// Reads each row of a table; how many there were.
fn each<K: Key + 'static, V: Value + 'static>(
    txn: &ReadTransaction,
    table: TableDefinition<K, V>,
    mut row: impl for<'a> FnMut(K::SelfType<'a>, V::SelfType<'a>) -> Result<(), StoreError>,
) -> Result<u64, StoreError> {
    let mut rows = 0;
    for found in txn.open_table(table)?.iter()? {
        let (key, value) = found?;
        row(key.value(), value.value())?;
        rows += 1;
    }
    Ok(rows)
}

/// A record that lies under another's key is not one that can be trusted.
fn belongs(does: bool, what: &'static str) -> Result<(), StoreError> {
    does.then_some(()).ok_or(StoreError::Record(what))
}
