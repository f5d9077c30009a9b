//! From an older schema to this one: a copy of the file first, then every step in one transaction.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, Utc};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition, WriteTransaction};

use super::beside;
use super::error::StoreError;
use super::file;
use super::guard::guarded;
use super::layout::SCHEMA;
use super::log::{self, Chain, NO_HASH};
use super::rehearsal::Rehearsal;
use super::tables;
use super::transacting::{self, Transacting};
use crate::domain::plain::shown;
use crate::{say, text::Lang};

/// One step, from a schema to the next one.
struct Step {
    from: u64,
    take: fn(&WriteTransaction) -> Result<(), StoreError>,
}

/// So many entries of the log are in memory at once.
const ENTRIES_AT_ONCE: usize = 1_000;

/// Every step there has been, in order. One that was released is never edited: it names its own tables and records, as
/// they were then, so that a register of any age goes the way that was tested with its age.
const STEPS: &[Step] = &[
    Step {
        from: 1,
        take: duties_have_a_table,
    },
    Step {
        from: 2,
        take: the_log_knows_more,
    },
    Step {
        from: 3,
        take: people_and_arenas_can_be_taken_away,
    },
    Step {
        from: 4,
        take: the_log_can_forget,
    },
    Step {
        from: 5,
        take: users_have_rights,
    },
];

const _: () = assert!(STEPS.len() as u64 + 1 == SCHEMA);

/// To 2. The number rises also because people and groups hold values from here on that an older program would drop.
fn duties_have_a_table(txn: &WriteTransaction) -> Result<(), StoreError> {
    let duties: TableDefinition<&str, &[u8]> = TableDefinition::new("duties");
    txn.open_table(duties)?;
    Ok(())
}

/// To 3. No table changes: settings may name a time zone, which an older program would drop, and the log may have the entry
/// of a register that was taken in, which it could not read.
fn the_log_knows_more(_: &WriteTransaction) -> Result<(), StoreError> {
    Ok(())
}

/// To 4. No table changes: the log may have the entry of a person or an arena that was taken away, which an older program
/// could not read, and an arena may be closed, which it would drop.
fn people_and_arenas_can_be_taken_away(_: &WriteTransaction) -> Result<(), StoreError> {
    Ok(())
}

/// To 5. Each entry becomes a header that proves it and its changes beside, each of which can be removed; number and hash
/// stay. What the chain did not prove before must not be sealed anew: such a log is refused.
fn the_log_can_forget(txn: &WriteTransaction) -> Result<(), StoreError> {
    let log: TableDefinition<u64, &[u8]> = TableDefinition::new("log");
    let mut log = txn.open_table(log)?;
    let (mut chain, mut before) = (Chain::default(), NO_HASH);
    loop {
        let rows = log.range(chain.last.seq + 1..)?.take(ENTRIES_AT_ONCE);
        let rows: Result<Vec<_>, StoreError> = rows
            .map(|row| {
                let (seq, stored) = row?;
                Ok((seq.value(), stored.value().to_vec()))
            })
            .collect();
        let rows = rows?;
        if rows.is_empty() {
            return Ok(());
        }
        for (seq, stored) in rows {
            transacting::go_on()?;
            if !chain.follows(seq, &stored) {
                return Err(StoreError::BrokenLog);
            }
            let (entry, known) = log::opened_whole(seq, &stored)?;
            let stored = log::sealed_again(&entry, &known, &before)?;
            before = log::chain_of(&stored)?;
            log.insert(seq, stored.as_slice())?;
        }
    }
}

/// To 6. Nobody has rights of their own yet: that is as it was, everything to everybody who can open the file.
fn users_have_rights(txn: &WriteTransaction) -> Result<(), StoreError> {
    let users: TableDefinition<u16, &[u8]> = TableDefinition::new("users");
    let keys: TableDefinition<u32, &[u8]> = TableDefinition::new("keys");
    txn.open_table(users)?;
    txn.open_table(keys)?;
    Ok(())
}

/// A register that was brought from an older schema to this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    pub from: u64,
    pub to: u64,
    /// The file as it was, beside it.
    pub backup: PathBuf,
}

impl Migrated {
    /// The sentence for people.
    pub fn text(&self, lang: Lang) -> String {
        let (from, to) = (self.from, self.to);
        let name = self.backup.file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        let name = shown(&name);
        say!(lang,
            sv: "Registret har förts över från format {from} till {to}. Filen som den var ligger bredvid: {name}.",
            en: "The register was brought from format {from} to {to}. The file as it was lies beside it: {name}.")
    }
}

/// Brings an open register to this schema: `None` where it has it already. When that fails, the file is as it was, unless
/// the failure is that this is unsure; then the copy stays.
pub fn migrate(db: &Database, path: &Path) -> Result<Option<Migrated>, StoreError> {
    if tables::schema(&db.begin_read()?)? == SCHEMA {
        return Ok(None);
    }
    let _transacting = Transacting::begin();
    let txn = tables::begin(db)?;
    let from = tables::schema_to_write(&txn)?;
    if from == SCHEMA {
        // Another session was first.
        return Ok(None);
    }
    let not_migrated = |why| StoreError::NotMigrated {
        found: from,
        why: Box::new(why),
    };
    // Nobody writes while the transaction lasts, so that a plain copy is whole.
    let zone = tables::zone(&txn).map_err(not_migrated)?;
    let day = zone.day(Utc::now().timestamp_millis());
    let backup = keep_copy(path, from, day).map_err(not_migrated)?;
    let no_longer_needed = |why| {
        let _ = fs::remove_file(&backup);
        not_migrated(why)
    };
    take_steps(&txn, from).map_err(no_longer_needed)?;
    if let Err(error) = txn.commit() {
        // It may be there all the same, and is then what whoever opens the file next goes on with.
        return Err(match would_find(path) {
            Ok(found) if found == from => no_longer_needed(error.into()),
            _ => StoreError::Unsure(Box::new(error.into())),
        });
    }
    Ok(Some(Migrated {
        from,
        to: SCHEMA,
        backup,
    }))
}

/// The schema that whoever opens a file next would find it to have.
fn would_find(path: &Path) -> Result<u64, StoreError> {
    guarded(|| {
        let db = file::builder().create_with_backend(Rehearsal::of(path)?)?;
        tables::schema(&db.begin_read()?)
    })
}

/// Brings a register that nobody else works in to this schema, such as a copy or one in memory, and reads what a session
/// reads first of it. No copy of it is made. Only what is sound is written to: redb may end the process over a damaged
/// page that it frees.
pub fn accept_own(db: &mut Database) -> Result<(), StoreError> {
    let from = tables::schema(&db.begin_read()?)?;
    if from != SCHEMA {
        if !db.check_integrity()? {
            return Err(StoreError::Damaged);
        }
        let txn = db.begin_write()?;
        take_steps(&txn, from)?;
        txn.commit()?;
    }
    tables::accept_whole(db.begin_read()?)
}

fn take_steps(txn: &WriteTransaction, from: u64) -> Result<(), StoreError> {
    for step in STEPS.iter().filter(|step| step.from >= from) {
        transacting::go_on()?;
        (step.take)(txn)?;
    }
    tables::write_schema(txn)
}

/// A checked copy of the file beside it, under a name of its own. It is no backup as `store::backup` makes them: those
/// are proved to hold what this schema holds, and are made while others write, whom nothing here is to wait for.
fn keep_copy(path: &Path, schema: u64, day: NaiveDate) -> Result<PathBuf, StoreError> {
    let name = path.file_name().ok_or(StoreError::NotAFile)?;
    for n in 1..100 {
        let mut copy = name.to_owned();
        copy.push(format!(".schema-{schema}.{day}"));
        if n > 1 {
            copy.push(format!(".{n}"));
        }
        copy.push(".bak");
        let copy = path.with_file_name(copy);
        if copy.symlink_metadata().is_err()
            && beside::make_beside(&copy, |beside| copy_and_check(path, beside))?.is_some()
        {
            return Ok(copy);
        }
    }
    Err(StoreError::AlreadyThere)
}

fn copy_and_check(path: &Path, copy: &Path) -> Result<(), StoreError> {
    let mut from = File::open(path)?;
    let mut to = File::options().write(true).open(copy)?;
    io::copy(&mut from, &mut to)?;
    file::check_and_close(copy)?;
    Ok(to.sync_all()?)
}
