//! The tables, and what is read from and written to them inside one transaction.

use std::collections::{BTreeMap, HashMap};
use std::thread;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use redb::{Database, ReadTransaction, ReadableTable, TransactionError, WriteTransaction};

use super::cells::Putting;
use super::census::Checkpoint;
use super::decisions::decided;
use super::error::StoreError;
use super::guard::Held;
use super::integrity;
use super::layout::{
    ACTORS, ARENAS, BACKUP_AT_KEY, BACKUP_CHECKPOINT_KEY, CLOSED, DUTIES, GIVEN_ARENA_KEY,
    GIVEN_PERSON_KEY, KEYS, LOG, MARKS, META, PEOPLE, SCHEMA, SETTINGS, UNIT_KEY, USERS,
};
use super::log::{self, NO_HASH};
use super::records::{from_bytes, mark_from_bytes};
use super::transacting::{self, Transacting};
use crate::domain::calendar::{day_from_number, day_number};
use crate::domain::decide::command::{Asks, Facts};
use crate::domain::decide::taking_back;
use crate::domain::facts::attendance::{ActorId, Mark};
use crate::domain::facts::change::{Backup, CHANGES_TO_AN_ENTRY, Given, LogEntry};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::DutyKey;
use crate::domain::facts::participant::{Arena, ArenaId, Participant, PersonId};
use crate::domain::facts::user::{Key, User};
use crate::domain::register::Register;
use crate::domain::zone::Zone;

mod accepting;
mod entries;

use accepting::read_zone;
pub use accepting::{
    accept, accept_as_it_is, accept_whole, schema, schema_to_write, write_schema, write_verified,
    zone,
};
pub use entries::{ProvedLog, Seen};
use entries::{commands_from, log_after};

/// How long a command waits for other sessions' transactions, each of which takes about a millisecond.
const WRITE_DEADLINE: Duration = Duration::from_secs(5);
/// Between two tries. Even and short: a growing pause starves the one who waits longest.
const WRITE_PAUSE: Duration = Duration::from_micros(300);

/// From so many people on, their records are decoded on several threads.
const DECODED_TOGETHER: usize = 2_000;

/// A write transaction on the register.
pub struct Writing {
    txn: Held<WriteTransaction>,
    /// Dropped after the transaction.
    _transacting: Transacting,
}

/// A read transaction on the register. Short-lived: a kept one makes the file grow.
pub struct Reading(ReadTransaction);

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

/// What a command asks of marks and log.
fn facts(
    marks: &impl ReadableTable<(u32, i32), &'static [u8]>,
    log: &impl ReadableTable<u64, &'static [u8]>,
    asks: &Asks,
) -> Result<Facts, StoreError> {
    let mut facts = Facts::default();
    let read = |asks: &Asks, facts: &mut Facts| -> Result<(), StoreError> {
        for (who, day) in &asks.cells {
            if let Some(bytes) = marks.get((who.0, day_number(*day)))? {
                let mark = mark_from_bytes(bytes.value())?;
                facts.cells.insert((*who, *day), mark);
            }
        }
        for who in &asks.days {
            let range = marks.range((who.0, i32::MIN)..=(who.0, i32::MAX))?;
            let days: Result<_, StoreError> = range.map(|row| day_of(row?.0.value().1)).collect();
            facts.days.insert(*who, days?);
        }
        Ok(())
    };
    read(asks, &mut facts)?;
    let said = decided(log, asks)?;
    (facts.decided, facts.former) = (said.decided, said.former);
    if let Some(of) = asks.back {
        facts.log = commands_from(log, of)?;
        read(&taking_back::asks(&facts.log, of), &mut facts)?;
    }
    Ok(facts)
}

/// Makes all tables, with nothing in them.
pub fn make(txn: &WriteTransaction) -> Result<(), StoreError> {
    txn.open_table(META)?;
    txn.open_table(PEOPLE)?;
    txn.open_table(ARENAS)?;
    txn.open_table(ACTORS)?;
    txn.open_table(USERS)?;
    txn.open_table(KEYS)?;
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

    /// What a command asks of marks and log.
    pub fn facts(&self, asks: &Asks) -> Result<Facts, StoreError> {
        facts(
            &self.txn.open_table(MARKS)?,
            &self.txn.open_table(LOG)?,
            asks,
        )
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
            Some((_, bytes)) => log::chain_of(bytes.value())?,
            None => NO_HASH,
        };
        let mut write = |entry: &LogEntry| -> Result<(), StoreError> {
            transacting::go_on()?;
            let stored = log::sealed(entry, &before)?;
            before = log::chain_of(&stored)?;
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
        for row in self.0.open_table(USERS)?.iter()? {
            let user: User = from_bytes(row?.1.value(), "user")?;
            register.users.insert(user.id, user);
        }
        for row in self.0.open_table(KEYS)?.iter()? {
            let key: Key = from_bytes(row?.1.value(), "key")?;
            register.keys.insert(key.id, key);
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
        register.given = self.given()?;
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

    fn given(&self) -> Result<Given, StoreError> {
        let meta = self.0.open_table(META)?;
        let person = meta
            .get(GIVEN_PERSON_KEY)?
            .map_or(0, |number| number.value());
        let arena = meta
            .get(GIVEN_ARENA_KEY)?
            .map_or(0, |number| number.value());
        let unreadable = |_| StoreError::Record("head");
        Ok(Given {
            person: PersonId(person.try_into().map_err(unreadable)?),
            arena: ArenaId(arena.try_into().map_err(unreadable)?),
        })
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

    /// As a write transaction answers it.
    pub fn facts(&self, asks: &Asks) -> Result<Facts, StoreError> {
        facts(&self.0.open_table(MARKS)?, &self.0.open_table(LOG)?, asks)
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

    pub fn decided(&self, asks: &Asks) -> Result<Facts, StoreError> {
        decided(&self.0.open_table(LOG)?, asks)
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
