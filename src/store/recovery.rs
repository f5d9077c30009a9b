//! After a failure of the disk: the file opened again, or only read, and what became of a command that failed at the
//! very end.

use redb::{Database, ReadableDatabase};

use super::error::StoreError;
use super::guard::{Held, guarded};
use super::rehearsal::Rehearsal;
use super::tables::{self, Reading, Writing};
use super::{Committed, NotCommitted, Store, file, migration};
use crate::domain::change::LogEntry;
use crate::domain::register::Register;

impl Store {
    /// Finds out whether a command is kept that failed when it was made durable. redb's last write but one makes a
    /// commit the newest, and whoever opens the file next brings it to its end: where that was this session, what the
    /// log says now is so for good.
    pub(super) fn find_out(
        &mut self,
        register: &mut Register,
        entry: LogEntry,
        error: StoreError,
    ) -> Result<Committed, NotCommitted> {
        self.is_poisoned.set(true);
        let found = match self.recover() {
            Ok(()) => self.read(|reading| reading.log_after(register.seen)).ok(),
            // Where no next one would find it, it is not kept. Where one would, the power may go before.
            Err(_) => self
                .would_find(register.seen)
                .ok()
                .filter(|found| !is_begun_by(found, &entry)),
        };
        let Some(found) = found else {
            self.unsure = Some(entry);
            return Err(StoreError::Unsure(Box::new(error)).into());
        };
        if !is_begun_by(&found, &entry) {
            return Err(error.into());
        }
        for found in found {
            register.apply(&found);
            if found.seq > entry.seq {
                self.came_upon.push(found);
            }
        }
        Ok(Committed::Written(entry))
    }

    /// The entries after one that whoever opens the file next would find.
    fn would_find(&self, seen: u64) -> Result<Vec<LogEntry>, StoreError> {
        guarded(|| {
            let rehearsal = Rehearsal::of(&self.path)?;
            let db = Held::new(file::builder().create_with_backend(rehearsal)?);
            Reading::new(db.begin_read()?).log_after(seen)
        })
    }

    /// What became of a command of which it was unsure whether it was kept, once that is known.
    pub fn settled(&mut self) -> Option<bool> {
        self.settled.take()
    }

    /// Opens the same file again where an I/O error has made the handle useless; what was acknowledged is in it.
    pub fn recover(&mut self) -> Result<(), StoreError> {
        if !self.is_poisoned.get() {
            return self.settle();
        }
        self.reader = None;
        self.identity.check(&self.path)?;
        match self.open_again() {
            Ok(db) => {
                self.db = db;
                self.is_poisoned.set(false);
                self.is_damaged = false;
                self.settle()
            }
            Err(error) => {
                self.is_damaged = error.is_damage();
                let reader = guarded(|| (self.opener.to_read)(&self.path));
                self.reader = reader.ok().map(Held::new);
                Err(error)
            }
        }
    }

    /// Now that it is open again, the log says whether what was unsure is kept.
    fn settle(&mut self) -> Result<(), StoreError> {
        if let Some(entry) = &self.unsure {
            let first = entry.first();
            let found = self.read(|reading| reading.log_after(first - 1))?;
            self.settled = Some(is_begun_by(&found, entry));
            self.unsure = None;
        }
        Ok(())
    }

    fn open_again(&self) -> Result<Held<Database>, StoreError> {
        let opened = file::open(
            &self.path,
            &self.opener,
            tables::accept,
            migration::accept_own,
        )?;
        opened.identity.check_same(self.identity)?;
        Ok(opened.db)
    }

    /// The same, or else makes ready to read what is there although nothing can be written.
    pub fn recover_to_read(&mut self) -> Result<(), StoreError> {
        match self.recover() {
            Err(_) if self.reader.is_some() => Ok(()),
            other => other,
        }
    }

    /// Whether nothing can be saved at the moment, as far as that is known.
    pub fn is_read_only(&self) -> bool {
        self.is_poisoned.get()
    }

    /// Whether that is because the file is damaged.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// Begins to write; on a fresh handle where this one turns out to be useless. What made it so may have gone
    /// unnoticed: redb tells nobody of what fails while a transaction is let go.
    pub(super) fn begin(&mut self) -> Result<Writing, StoreError> {
        let begun = match guarded(|| Writing::begin(&self.db)) {
            Err(error) if error.poisons_the_handle() => {
                self.note_poison(Some(&error));
                self.recover()?;
                guarded(|| Writing::begin(&self.db))
            }
            other => other,
        };
        begun.map_err(|error| error.held_at(&self.path))
    }
}

/// Whether these entries begin with those of a command. They are the command's all of them, or none is.
fn is_begun_by(found: &[LogEntry], command: &LogEntry) -> bool {
    found.first().is_some_and(|found| {
        found.seq == command.first()
            && (found.at, found.by, found.what) == (command.at, command.by, command.what)
            && command.changes.starts_with(&found.changes)
    })
}
