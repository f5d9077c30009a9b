//! The new register under way: entries of its log and what they say, some thousands of changes to a transaction.

use std::path::Path;

use redb::{Database, WriteTransaction};

use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::{Change, LogEntry, What};
use crate::store::Request;
use crate::store::cells::{Kind, Putting};
use crate::store::check::Tell;
use crate::store::error::StoreError;
use crate::store::layout::LOG;
use crate::store::log::{self, Hash, NO_HASH};
use crate::store::snapshot::Snapshot;

/// Changes to a transaction.
const CHANGES_AT_ONCE: usize = 50_000;

/// A register that is being filled.
pub struct Making<'a, 'r> {
    db: &'a Database,
    request: &'a Request<'r>,
    tell: Tell<'a>,
    /// The transaction that is not durable yet, and the number of its changes.
    open: Option<(WriteTransaction, usize)>,
    before: Hash,
    last: u64,
}

impl<'a, 'r> Making<'a, 'r> {
    pub fn new(db: &'a Database, request: &'a Request<'r>, tell: Tell<'a>) -> Making<'a, 'r> {
        Making {
            db,
            request,
            tell,
            open: None,
            before: NO_HASH,
            last: 0,
        }
    }

    /// The number of the last entry.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Takes an entry over, byte for byte.
    pub fn keep(&mut self, seq: u64, stored: &[u8], entry: &LogEntry) -> Result<(), StoreError> {
        let (txn, changes) = match &mut self.open {
            Some(open) => open,
            none => none.insert((self.db.begin_write()?, 0)),
        };
        {
            let mut putting = Putting::new(txn);
            for change in &entry.changes {
                putting.change(change)?;
            }
            txn.open_table(LOG)?.insert(seq, stored)?;
        }
        *changes += entry.changes.len() + 1;
        self.before = log::chain_of(stored)?;
        self.last = seq;
        if *changes >= CHANGES_AT_ONCE {
            self.flush()?;
            (self.tell)(seq, 0);
        }
        Ok(())
    }

    /// Takes an entry over under the next number.
    pub fn seal(&mut self, mut entry: LogEntry) -> Result<(), StoreError> {
        if entry.seq != self.last + 1 {
            // The numbers of those before it may have become others, too.
            entry.of = None;
        }
        entry.seq = self.last + 1;
        let stored = log::sealed(&entry, &self.before)?;
        self.keep(entry.seq, &stored, &entry)
    }

    /// Adds an entry of one's own.
    pub fn add(&mut self, what: What, by: ActorId, changes: Vec<Change>) -> Result<(), StoreError> {
        self.seal(LogEntry {
            seq: 0,
            at: self.request.now,
            by,
            what,
            of: None,
            removed: 0,
            changes,
        })
    }

    /// Makes durable what has been written.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        match self.open.take() {
            Some((txn, _)) => Ok(txn.commit()?),
            None => Ok(()),
        }
    }

    /// How many people and marks the register at the path, which is this one, has.
    pub fn held(&mut self, path: &Path) -> Result<(u64, u64), StoreError> {
        self.flush()?;
        let made = Snapshot::still(path, true)?;
        Ok((made.len(Kind::People), made.len(Kind::Marks)))
    }
}
