//! After a failure of the disk: the file opened again, or only read, and what became of a command that failed at the
//! very end.

use std::io;

use redb::{Database, ReadableDatabase};

use super::census::Checkpoint;
use super::error::StoreError;
use super::file::{Handle, Stamp};
use super::guard::{Held, guarded};
use super::rehearsal::Rehearsal;
use super::tables::{self, Reading, Seen, Writing};
use super::{Committed, NotCommitted, Store, Stuck, file, glance, integrity, migration, presence};
use crate::domain::facts::change::LogEntry;
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
        self.note_poison(Some(&error));
        let found = match self.recover() {
            Ok(()) => self.read(|reading| reading.log_after(register.seen)).ok(),
            // If the next to open would not find the entry, it is not kept. If they would, a power cut may still take
            // it.
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

    /// Whether a command that was in doubt was kept; `None` until that is known, and after it has been told.
    pub fn settled(&mut self) -> Option<bool> {
        self.settled.take()
    }

    /// Takes in why something failed, so that no more is done with the handle than may be.
    pub(super) fn note_poison(&self, error: Option<&StoreError>) {
        match error {
            None => {}
            Some(error) if error.poisons_the_handle() => {
                self.is_poisoned.set(true);
                self.is_held.set(false);
            }
            Some(StoreError::Damaged) => {
                self.is_held.set(false);
                self.is_poisoned.set(true);
                if !self.is_damaged() {
                    self.get_stuck(Stuck::Damaged(Stamp::NONE));
                }
            }
            // A file that only lies elsewhere now is closed as any other.
            _ if self.identity.check(&self.path).is_err() => {}
            Some(StoreError::Replaced) => self.get_stuck(Stuck::Replaced),
            Some(StoreError::OtherRegister) => self.get_stuck(Stuck::OtherRegister),
            _ => {}
        }
    }

    pub(super) fn get_stuck(&self, why: Stuck) {
        if let Some(db) = &self.db {
            db.give_up();
        }
        self.stuck.set(Some(why));
    }

    /// Refuses to write to a file that was found damaged or was overwritten.
    pub(super) fn may_write(&self) -> Result<(), StoreError> {
        match self.stuck.get() {
            None => Ok(()),
            Some(Stuck::Damaged(_)) => Err(StoreError::Damaged),
            Some(Stuck::Replaced) => Err(StoreError::Replaced),
            Some(Stuck::OtherRegister) => Err(StoreError::OtherRegister),
        }
    }

    /// The log as far as this session knows it by now.
    pub(super) fn have_seen(&self, last: Checkpoint) {
        self.seen.set(Seen {
            last,
            ..self.seen.get()
        });
    }

    /// Opens the same file again where an I/O error has made the handle useless; what was acknowledged is in it.
    /// One that was found damaged is opened once it has been changed and is sound.
    pub fn recover(&mut self) -> Result<(), StoreError> {
        if let Some(Stuck::Replaced | Stuck::OtherRegister) = self.stuck.get() {
            return self.may_write();
        }
        if !self.is_poisoned.get() && !self.is_damaged() {
            return self.settle();
        }
        self.reader = None;
        self.identity.check(&self.path)?;
        // Before it is looked at: it may be changed meanwhile.
        let stamp = Stamp::of(&self.path);
        match self.open_again() {
            Ok(db) => {
                self.db = Some(db);
                self.is_poisoned.set(false);
                self.is_held.set(false);
                self.stuck.set(None);
                self.settle()
            }
            Err(error) => {
                self.is_held.set(matches!(error, StoreError::Busy(_)));
                if matches!(error, StoreError::Damaged) {
                    self.get_stuck(Stuck::Damaged(stamp));
                }
                self.reader = self.opener.reader(&self.path).ok();
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

    fn open_again(&self) -> Result<Handle, StoreError> {
        if let Some(Stuck::Damaged(then)) = self.stuck.get() {
            if Stamp::of(&self.path) == then {
                return Err(StoreError::Damaged);
            }
            integrity::verify(&self.path)?;
        }
        // Opening writes, and another register may have been copied onto this one. One that redb is to repair first cannot
        // be read alone.
        match glance::reading(&self.path, Reading::origin) {
            Ok(origin) if origin != self.seen.get().origin => {
                return Err(StoreError::OtherRegister);
            }
            Ok(_) | Err(StoreError::ReadOnly) => {}
            Err(error) => return Err(error),
        }
        let opened = file::open(
            &self.path,
            &self.opener,
            tables::accept,
            migration::accept_own,
        )?;
        opened.identity.check_same(self.identity)?;
        Ok(opened.db)
    }

    /// The same, or else makes ready to read what is there although nothing can be written. Whoever still holds the
    /// register is not waited for: that is left to the next write.
    pub fn recover_to_read(&mut self) -> Result<(), StoreError> {
        if self.is_held.get() && self.reader.is_some() && presence::is_written_to(&self.path) {
            return Ok(());
        }
        match self.recover() {
            Err(_) if self.reader.is_some() => Ok(()),
            other => other,
        }
    }

    /// Whether nothing can be saved at the moment, as far as that is known.
    pub fn is_read_only(&self) -> bool {
        self.is_poisoned.get() || self.is_damaged()
    }

    /// Whether that is because somebody else holds the register.
    pub fn is_held(&self) -> bool {
        self.is_held.get()
    }

    /// Whether that is because the file is damaged.
    pub fn is_damaged(&self) -> bool {
        matches!(self.stuck.get(), Some(Stuck::Damaged(_)))
    }

    /// Begins to write; on a fresh handle where this one turns out to be useless. What made it so may have gone
    /// unnoticed: redb tells nobody of what fails while a transaction is let go.
    pub(super) fn begin(&mut self) -> Result<Writing, StoreError> {
        self.may_write()?;
        let writing = match self.begin_by(Writing::begin) {
            Err(error) if error.asks_for_another_handle() => {
                self.note_poison(Some(&error));
                self.recover()?;
                self.begin_by(Writing::begin)
            }
            other => other,
        };
        self.note_poison(writing.as_ref().err());
        writing
    }

    /// Begins in one of these ways. A transaction that writes may write to the file as soon as it begins, so it is read
    /// first.
    pub(super) fn begin_by(
        &self,
        begin: fn(&Database, &Seen) -> Result<Writing, StoreError>,
    ) -> Result<Writing, StoreError> {
        self.read(|_| Ok(()))?;
        let writing = guarded(|| begin(self.writer()?, &self.seen.get()));
        writing.map_err(|error| error.held_at(&self.path))
    }

    fn writer(&self) -> Result<&Database, StoreError> {
        // A missing handle is told as a useless one is, and then opened.
        let none = StoreError::Io(io::ErrorKind::NotConnected);
        self.db.as_deref().ok_or(none)
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
