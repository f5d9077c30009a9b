//! The tables, and what is read from and written to them inside one transaction.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::thread;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use redb::{
    Database, ReadTransaction, ReadableTable, TableDefinition, TableError, TransactionError,
    WriteTransaction,
};

use super::cells::Putting;
use super::census::Checkpoint;
use super::error::StoreError;
use super::guard::Held;
use super::integrity;
use super::log::{self, Hash, NO_HASH};
use super::records::{from_bytes, mark_from_bytes};
use super::transacting::{self, Transacting};
use crate::domain::calendar::{day_from_number, day_number};
use crate::domain::decide::command::{Asks, Facts};
use crate::domain::facts::attendance::{ActorId, Mark};
use crate::domain::facts::change::{Backup, CHANGES_TO_AN_ENTRY, Change, LogEntry};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::DutyKey;
use crate::domain::facts::participant::{Arena, Participant, PersonId};
use crate::domain::facts::settings::Settings;
use crate::domain::register::Register;
use crate::domain::zone::Zone;

/// The number of the layout below. A register of a newer one is refused.
pub const SCHEMA: u64 = 3;

pub const META: TableDefinition<&str, u64> = TableDefinition::new("meta");
pub const PEOPLE: TableDefinition<u32, &[u8]> = TableDefinition::new("people");
pub const ARENAS: TableDefinition<u16, &[u8]> = TableDefinition::new("arenas");
pub const ACTORS: TableDefinition<u16, &str> = TableDefinition::new("actors");
/// Day and arena; arena 0 is every arena.
pub const CLOSED: TableDefinition<(i32, u16), &[u8]> = TableDefinition::new("closed");
pub const SETTINGS: TableDefinition<&str, &[u8]> = TableDefinition::new("settings");
/// Person and day: a group's day, a person's month and a person's years are each one short read.
pub const MARKS: TableDefinition<(u32, i32), &[u8]> = TableDefinition::new("marks");
/// What is said of this file and not of the register in it; not there where nothing is.
const FILE: TableDefinition<&str, u64> = TableDefinition::new("file");
/// What was done about duties, by the duty's key.
pub const DUTIES: TableDefinition<&str, &[u8]> = TableDefinition::new("duties");
/// The schema from which there is such a table.
pub const DUTIES_SINCE: u64 = 2;
pub const LOG: TableDefinition<u64, &[u8]> = TableDefinition::new("log");

pub const SCHEMA_KEY: &str = "schema";
/// When every page was last verified, in seconds since 1970-01-01 UTC.
const VERIFIED_KEY: &str = "verified";
pub const UNIT_KEY: &str = "unit";
pub const BACKUP_AT_KEY: &str = "backup-at";
pub const BACKUP_CHECKPOINT_KEY: &str = "backup-checkpoint";

/// How long a command waits for other sessions' transactions, each of which takes about a millisecond.
const WRITE_DEADLINE: Duration = Duration::from_secs(5);
/// Between two tries. Even and short: a growing pause starves the one who waits longest.
const WRITE_PAUSE: Duration = Duration::from_micros(300);

/// From so many people on, their records are decoded on several threads.
const DECODED_TOGETHER: usize = 2_000;

/// How far back in the log to look for who took a mark away: some weeks of a unit's work, read in milliseconds.
const LOOK_BACK: usize = 2_000;

/// A write transaction on the register.
pub struct Writing {
    txn: Held<WriteTransaction>,
    /// Dropped after the transaction.
    _transacting: Transacting,
}

/// A read transaction on the register. Short-lived: a kept one makes the file grow.
pub struct Reading(ReadTransaction);

fn read_schema(meta: &impl ReadableTable<&'static str, u64>) -> Result<u64, StoreError> {
    match meta.get(SCHEMA_KEY)?.map(|found| found.value()) {
        Some(found) if found > SCHEMA => Err(StoreError::NewerSchema {
            found,
            known: SCHEMA,
        }),
        Some(found @ 1..) => Ok(found),
        _ => Err(StoreError::NotARegister),
    }
}

/// The schema of a register, which is this one or an older one; a newer one is refused.
pub fn schema(txn: &ReadTransaction) -> Result<u64, StoreError> {
    read_schema(&txn.open_table(META)?)
}

/// The same, where nobody else can change it until the transaction ends.
pub fn schema_to_write(txn: &WriteTransaction) -> Result<u64, StoreError> {
    read_schema(&txn.open_table(META)?)
}

/// The register's zone; what stands for it where it has none of its own.
fn read_zone(
    settings: &impl ReadableTable<&'static str, &'static [u8]>,
) -> Result<Zone, StoreError> {
    let unit = settings.get(UNIT_KEY)?;
    let unit = unit.map(|bytes| from_bytes::<Settings>(bytes.value(), "settings"));
    Ok(unit.transpose()?.unwrap_or_default().zone)
}

/// The zone of a register of any schema that is known here.
pub fn zone(txn: &WriteTransaction) -> Result<Zone, StoreError> {
    read_zone(&txn.open_table(SETTINGS)?)
}

/// Writes down that the register has this schema.
pub fn write_schema(txn: &WriteTransaction) -> Result<(), StoreError> {
    txn.open_table(META)?.insert(SCHEMA_KEY, SCHEMA)?;
    Ok(())
}

/// Whether it is a register of a layout that this version knows; when every page of it was last verified.
pub fn accept(txn: ReadTransaction) -> Result<Option<u64>, StoreError> {
    schema(&txn)?;
    verified(&txn)
}

/// The same of a register that has this schema already; an older one is to be brought to it first.
pub fn accept_as_it_is(txn: ReadTransaction) -> Result<Option<u64>, StoreError> {
    match schema(&txn)? {
        SCHEMA => verified(&txn),
        _ => Err(StoreError::NotARegister),
    }
}

fn verified(txn: &ReadTransaction) -> Result<Option<u64>, StoreError> {
    match txn.open_table(FILE) {
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        file => Ok(file?.get(VERIFIED_KEY)?.map(|at| at.value())),
    }
}

/// Writes down when every page was verified, or that it is to be done again. No entry of the log: nothing of the
/// register changes.
pub fn write_verified(txn: &WriteTransaction, at: Option<u64>) -> Result<(), StoreError> {
    let mut file = txn.open_table(FILE)?;
    match at {
        Some(at) => file.insert(VERIFIED_KEY, at)?,
        None => file.remove(VERIFIED_KEY)?,
    };
    Ok(())
}

/// Whether everything can be read that a session reads first.
pub fn accept_whole(txn: ReadTransaction) -> Result<(), StoreError> {
    Reading::new(txn).register().map(drop)
}

/// Begins when no other session is writing; gives up after a few seconds.
pub fn begin(db: &Database) -> Result<WriteTransaction, StoreError> {
    let deadline = Instant::now() + WRITE_DEADLINE;
    loop {
        match db.try_begin_write() {
            Err(TransactionError::WouldBlock) if Instant::now() < deadline => {
                thread::sleep(WRITE_PAUSE);
            }
            Err(TransactionError::WouldBlock) => return Err(StoreError::Busy(None)),
            other => return Ok(other?),
        }
    }
}

/// A register as a session has come to know it: its log begins with one entry, and has another.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The hash of the log's first entry.
    pub origin: Hash,
    /// The last entry that was seen.
    pub last: Checkpoint,
}

impl Seen {
    /// Refuses a log that is not the same or a later one: the file was overwritten.
    fn must_be_in(&self, log: &impl ReadableTable<u64, &'static [u8]>) -> Result<(), StoreError> {
        let first = log.first()?;
        let origin = first.map_or(Ok(NO_HASH), |(_, bytes)| log::hash_of(bytes.value()))?;
        if origin != self.origin {
            return Err(StoreError::OtherRegister);
        }
        let entry = log.get(self.last.seq)?;
        let hash = entry.map_or(Ok(NO_HASH), |bytes| log::hash_of(bytes.value()))?;
        match hash == self.last.hash {
            true => Ok(()),
            false => Err(StoreError::Replaced),
        }
    }
}

fn log_after(
    log: &impl ReadableTable<u64, &'static [u8]>,
    seen: u64,
) -> Result<Vec<LogEntry>, StoreError> {
    let last = log.last()?.map_or(0, |(seq, _)| seq.value());
    if last <= seen {
        return Ok(Vec::new());
    }
    log.range(seen + 1..)?
        .map(|row| {
            let (seq, bytes) = row?;
            Ok(log::opened(seq.value(), bytes.value())?.0)
        })
        .collect()
}

/// The newest entries, until they hold so many changes: one entry may be a whole list that was imported.
fn newest(
    log: &impl ReadableTable<u64, &'static [u8]>,
    changes: usize,
) -> Result<Vec<LogEntry>, StoreError> {
    let mut entries = Vec::new();
    let mut held = 0;
    for row in log.iter()?.rev() {
        if held >= changes {
            break;
        }
        let (seq, bytes) = row?;
        let entry = log::opened(seq.value(), bytes.value())?.0;
        held += entry.changes.len().max(1);
        entries.push(entry);
    }
    Ok(entries)
}

/// Makes all tables, with nothing in them.
pub fn make(txn: &WriteTransaction) -> Result<(), StoreError> {
    txn.open_table(META)?;
    txn.open_table(PEOPLE)?;
    txn.open_table(ARENAS)?;
    txn.open_table(ACTORS)?;
    txn.open_table(CLOSED)?;
    txn.open_table(SETTINGS)?;
    txn.open_table(MARKS)?;
    txn.open_table(DUTIES)?;
    txn.open_table(LOG)?;
    Ok(())
}

impl Writing {
    /// Begins on a file that has no tables yet, and makes them.
    pub fn begin_new(db: &Database) -> Result<Writing, StoreError> {
        let _transacting = Transacting::begin();
        let txn = Held::new(db.begin_write()?);
        make(&txn)?;
        write_schema(&txn)?;
        write_verified(&txn, Some(integrity::now()))?;
        Ok(Writing { txn, _transacting })
    }

    /// Begins when no other session is writing, in the register that was seen; gives up after a few seconds.
    pub fn begin(db: &Database, seen: &Seen) -> Result<Writing, StoreError> {
        Writing::by(|| begin(db), seen)
    }

    /// The same where nobody writes at this moment.
    pub fn begin_now(db: &Database, seen: &Seen) -> Result<Writing, StoreError> {
        Writing::by(|| Ok(db.try_begin_write()?), seen)
    }

    fn by(
        begin: impl FnOnce() -> Result<WriteTransaction, StoreError>,
        seen: &Seen,
    ) -> Result<Writing, StoreError> {
        let _transacting = Transacting::begin();
        let txn = Held::new(begin()?);
        let writing = Writing { txn, _transacting };
        let schema = schema_to_write(&writing.txn);
        // Of another register neither the tables nor the schema are as they were.
        seen.must_be_in(&writing.txn.open_table(LOG)?)?;
        match schema? {
            SCHEMA => Ok(writing),
            _ => Err(StoreError::NotARegister),
        }
    }

    /// Writes down when every page was verified, or that it is to be done again.
    pub fn put_verified(&self, at: Option<u64>) -> Result<(), StoreError> {
        write_verified(&self.txn, at)
    }

    /// The log's last entry.
    pub fn checkpoint(&self) -> Result<Checkpoint, StoreError> {
        Checkpoint::of(&self.txn.open_table(LOG)?)
    }

    /// The entries after one that has been seen.
    pub fn log_after(&self, seen: u64) -> Result<Vec<LogEntry>, StoreError> {
        log_after(&self.txn.open_table(LOG)?, seen)
    }

    /// What a command asks of the marks.
    pub fn facts(&self, asks: &Asks) -> Result<Facts, StoreError> {
        let mut facts = Facts::default();
        let marks = self.txn.open_table(MARKS)?;
        for (who, day) in &asks.cells {
            if let Some(bytes) = marks.get((who.0, day_number(*day)))? {
                facts
                    .cells
                    .insert((*who, *day), mark_from_bytes(bytes.value())?);
            }
        }
        for who in &asks.days {
            let range = marks.range((who.0, i32::MIN)..=(who.0, i32::MAX))?;
            let days: Result<_, StoreError> = range.map(|row| day_of(row?.0.value().1)).collect();
            facts.days.insert(*who, days?);
        }
        let cleared = asks.cleared.iter();
        let cleared = cleared.filter(|cell| !facts.cells.contains_key(cell));
        let mut sought: HashSet<_> = cleared.copied().collect();
        if sought.is_empty() {
            return Ok(facts);
        }
        for entry in newest(&self.txn.open_table(LOG)?, LOOK_BACK)? {
            for change in &entry.changes {
                if let Change::Marked { who, day, .. } = change
                    && sought.remove(&(*who, *day))
                {
                    facts.cleared.insert((*who, *day), entry.by);
                }
            }
        }
        Ok(facts)
    }

    /// Writes a command's changes and its entry, or its entries where it has many changes. The command as one entry
    /// comes back, under the number of its last. Nothing of it is kept before [`Writing::commit`].
    pub fn put_entry(&self, mut entry: LogEntry) -> Result<LogEntry, StoreError> {
        let mut putting = Putting::new(&self.txn);
        for change in &entry.changes {
            transacting::go_on()?;
            putting.change(change)?;
        }
        let mut log = self.txn.open_table(LOG)?;
        let mut before = match log.last()? {
            Some((_, bytes)) => log::hash_of(bytes.value())?,
            None => NO_HASH,
        };
        let mut write = |entry: &LogEntry| -> Result<(), StoreError> {
            transacting::go_on()?;
            let stored = log::sealed(entry, &before)?;
            before = log::hash_of(&stored)?;
            log.insert(entry.seq, stored.as_slice())?;
            Ok(())
        };
        if entry.changes.len() <= CHANGES_TO_AN_ENTRY {
            write(&entry)?;
        } else {
            let first = entry.seq;
            for (seq, changes) in (first..).zip(entry.changes.chunks(CHANGES_TO_AN_ENTRY)) {
                write(&LogEntry {
                    seq,
                    changes: changes.to_vec(),
                    ..entry
                })?;
                entry.seq = seq;
            }
        }
        Ok(entry)
    }

    /// Makes all that was written durable together. Where that fails it may be kept all the same: redb's last write
    /// makes the commit the newest one.
    pub fn commit(self) -> Result<(), StoreError> {
        Ok(self.txn.into_inner().commit()?)
    }
}

impl Reading {
    pub fn new(txn: ReadTransaction) -> Reading {
        Reading(txn)
    }

    /// The register's zone.
    pub fn zone(&self) -> Result<Zone, StoreError> {
        read_zone(&self.0.open_table(SETTINGS)?)
    }

    /// Refuses another register than the one that was seen, and one whose log lacks what was seen.
    pub fn must_hold(&self, seen: &Seen) -> Result<(), StoreError> {
        seen.must_be_in(&self.0.open_table(LOG)?)
    }

    /// Everything but the marks and the log.
    pub fn register(&self) -> Result<Register, StoreError> {
        let mut register = Register {
            people: self.people()?,
            ..Register::default()
        };
        for row in self.0.open_table(ARENAS)?.iter()? {
            let arena: Arena = from_bytes(row?.1.value(), "arena")?;
            register.arenas.insert(arena.id, arena);
        }
        for row in self.0.open_table(ACTORS)?.iter()? {
            let (id, name) = row?;
            register
                .actors
                .insert(ActorId(id.value()), name.value().to_owned());
        }
        for row in self.0.open_table(CLOSED)?.iter()? {
            let day: ClosedDay = from_bytes(row?.1.value(), "closed day")?;
            register.closed.insert((day.date, day.arena), day);
        }
        if let Some(bytes) = self.0.open_table(SETTINGS)?.get(UNIT_KEY)? {
            register.settings = from_bytes(bytes.value(), "settings")?;
        }
        for row in self.0.open_table(DUTIES)?.iter()? {
            let (key, bytes) = row?;
            let key = DutyKey(key.value().to_owned());
            register
                .handled
                .insert(key, from_bytes(bytes.value(), "duty")?);
        }
        register.backed_up = self.backed_up()?;
        if let Some((seq, bytes)) = self.0.open_table(LOG)?.first()? {
            let first = log::opened(seq.value(), bytes.value());
            register.begun = first.ok().map(|(entry, _)| entry.at);
        }
        register.seen = self
            .0
            .open_table(LOG)?
            .last()?
            .map_or(0, |(seq, _)| seq.value());
        Ok(register)
    }

    fn backed_up(&self) -> Result<Option<Backup>, StoreError> {
        let meta = self.0.open_table(META)?;
        let at = meta.get(BACKUP_AT_KEY)?.map(|at| at.value());
        let checkpoint = meta.get(BACKUP_CHECKPOINT_KEY)?.map(|seq| seq.value());
        Ok(at.zip(checkpoint).map(|(at, checkpoint)| Backup {
            at: at.cast_signed(),
            checkpoint,
        }))
    }

    /// Everybody. A large register is decoded on all processors: it is what a start mostly waits for.
    fn people(&self) -> Result<BTreeMap<PersonId, Participant>, StoreError> {
        let mut stored = Vec::new();
        for row in self.0.open_table(PEOPLE)?.iter()? {
            let (id, bytes) = row?;
            stored.push((PersonId(id.value()), bytes.value().to_vec()));
        }
        let decode = |rows: &[(PersonId, Vec<u8>)]| -> Result<Vec<_>, StoreError> {
            rows.iter()
                .map(|(id, bytes)| Ok((*id, from_bytes(bytes, "person")?)))
                .collect()
        };
        if stored.len() < DECODED_TOGETHER {
            return Ok(decode(&stored)?.into_iter().collect());
        }
        let parts = thread::available_parallelism().map_or(1, usize::from);
        let decoded: Result<Vec<Vec<_>>, StoreError> = thread::scope(|scope| {
            let workers: Vec<_> = stored
                .chunks(stored.len().div_ceil(parts))
                .map(|rows| scope.spawn(move || decode(rows)))
                .collect();
            workers
                .into_iter()
                .map(|worker| worker.join().unwrap_or(Err(StoreError::Damaged)))
                .collect()
        });
        Ok(decoded?.into_iter().flatten().collect())
    }

    pub fn log_after(&self, seen: u64) -> Result<Vec<LogEntry>, StoreError> {
        log_after(&self.0.open_table(LOG)?, seen)
    }

    pub fn newest(&self, changes: usize) -> Result<Vec<LogEntry>, StoreError> {
        newest(&self.0.open_table(LOG)?, changes)
    }

    /// The log's last entry.
    pub fn checkpoint(&self) -> Result<Checkpoint, StoreError> {
        Checkpoint::of(&self.0.open_table(LOG)?)
    }

    /// The hash of a log entry that must be there.
    pub fn hash_of(&self, seq: u64) -> Result<Hash, StoreError> {
        let entry = self.0.open_table(LOG)?.get(seq)?;
        log::hash_of(entry.ok_or(StoreError::BrokenLog)?.value())
    }

    /// The hash of the log's first entry.
    pub fn origin(&self) -> Result<Hash, StoreError> {
        match self.0.open_table(LOG)?.first()? {
            Some((_, bytes)) => log::hash_of(bytes.value()),
            None => Ok(NO_HASH),
        }
    }

    /// The last entry up to one of which something is so.
    pub fn find_back(
        &self,
        upto: u64,
        is_it: impl Fn(&LogEntry) -> bool,
    ) -> Result<Option<LogEntry>, StoreError> {
        for row in self.0.open_table(LOG)?.range(..=upto)?.rev() {
            let (seq, bytes) = row?;
            let entry = log::opened(seq.value(), bytes.value())?.0;
            if is_it(&entry) {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    /// The newest entries, so many at most, the newest first.
    pub fn newest_entries(
        &self,
        most: usize,
    ) -> Result<impl Iterator<Item = Result<LogEntry, StoreError>>, StoreError> {
        let rows = self.0.open_table(LOG)?.range(0..)?.rev().take(most);
        Ok(rows.map(|row| {
            let (seq, bytes) = row?;
            Ok(log::opened(seq.value(), bytes.value())?.0)
        }))
    }

    pub fn chain_is_whole(&self) -> Result<bool, StoreError> {
        let mut before = NO_HASH;
        for (expected, row) in (1..).zip(self.0.open_table(LOG)?.iter()?) {
            let (seq, bytes) = row?;
            if seq.value() != expected || !log::follows(&before, expected, bytes.value()) {
                return Ok(false);
            }
            before = log::hash_of(bytes.value())?;
        }
        Ok(true)
    }

    pub fn day(
        &self,
        day: NaiveDate,
        who: impl Iterator<Item = PersonId>,
    ) -> Result<HashMap<PersonId, Mark>, StoreError> {
        let marks = self.0.open_table(MARKS)?;
        let day = day_number(day);
        let mut found = HashMap::new();
        for id in who {
            if let Some(bytes) = marks.get((id.0, day))? {
                found.insert(id, mark_from_bytes(bytes.value())?);
            }
        }
        Ok(found)
    }

    pub fn history(
        &self,
        who: PersonId,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<BTreeMap<NaiveDate, Mark>, StoreError> {
        let marks = self.0.open_table(MARKS)?;
        let range = (who.0, day_number(from))..=(who.0, day_number(until));
        marks
            .range(range)?
            .map(|row| {
                let (key, bytes) = row?;
                Ok((day_of(key.value().1)?, mark_from_bytes(bytes.value())?))
            })
            .collect()
    }
}

/// The day that a mark's key names.
pub fn day_of(number: i32) -> Result<NaiveDate, StoreError> {
    day_from_number(number).ok_or(StoreError::Record("mark"))
}
