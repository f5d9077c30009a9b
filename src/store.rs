//! The only door to the database: open, read what is in view, and commit a command with its log entry.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

use chrono::NaiveDate;
use redb::backends::FileBackend;
use redb::{ReadTransaction, ReadableDatabase, StorageBackend};

use crate::domain::decide::command::{Asker, Asks, Command, Facts};
use crate::domain::decide::decide;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::attendance::{ActorId, Mark};
use crate::domain::facts::change::{Change, LogEntry, What, together};
use crate::domain::facts::participant::{Arena, PersonId};
use crate::domain::facts::user::KeyId;
use crate::domain::register::{Register, Who};
use crate::sentences;

pub mod against;
mod announcement;
pub mod backup;
mod beside;
mod cells;
mod census;
pub mod check;
mod decisions;
mod error;
pub mod exchange;
mod file;
pub mod forgetting;
pub mod glance;
mod guard;
mod integrity;
mod kept;
mod latest;
mod layout;
mod log;
mod migration;
mod opening;
mod pages;
mod patient;
mod presence;
pub mod process;
mod reader;
mod records;
mod recovery;
mod rehearsal;
pub mod repair;
pub mod restore;
pub mod salvage;
mod snapshot;
mod tables;
mod times;
mod transacting;
pub mod tree;
mod unfinished;
mod watched;

pub use beside::{open_to_read, replace, write_new};
use cells::Kind;
pub use census::{Census, Checkpoint};
pub use error::{StoreError, clock_time, clock_time_on};
use file::{Identity, Opener, Stamp, Verified};
use guard::{Held, guarded};
pub use kept::kept_on;
pub use latest::Next;
pub use layout::SCHEMA;
pub use migration::Migrated;
use opening::Opening;
pub use presence::{held_up, is_open, sessions};
pub use tables::ProvedLog;
use tables::{Reading, Seen, Writing};
pub use times::Odd;
pub use transacting::let_go;
pub use unfinished::abandon as abandon_unfinished;

/// One open register file.
pub struct Store {
    /// `None` where it could only be opened to read so far.
    db: Option<file::Handle>,
    /// Read instead of `db` if that is useless or missing and the file cannot be opened to write. A useless `db` stays,
    /// since the file can be read only while its locks are held.
    reader: Option<Held<reader::Reader>>,
    path: PathBuf,
    identity: Identity,
    opener: Opener,
    /// What every transaction must find in the file: it may be overwritten in place.
    seen: Cell<Seen>,
    /// Whether there is no handle to write with: redb refuses to go on with it after an I/O error in reading or writing,
    /// or the file could only be opened to read.
    is_poisoned: Cell<bool>,
    /// Whether it was only opened to read because somebody else holds it, and nothing has gone wrong in reading since.
    is_held: Cell<bool>,
    /// Why nothing more is written with this handle.
    stuck: Cell<Option<Stuck>>,
    /// A command that failed at the very end, and of which it is not known whether it was kept.
    unsure: Option<LogEntry>,
    /// Whether that was kept, when it has been found out and nobody has been told yet.
    settled: Option<bool>,
    /// Others' entries that an own commit has applied, and nobody has been told of yet.
    came_upon: Vec<LogEntry>,
    migrated: Option<Migrated>,
    verifying: Verifying,
}

/// Why nothing more is written to a file, whatever is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stuck {
    /// It was found damaged when it was last changed then. What can be proved is still read.
    Damaged(Stamp),
    /// It was overwritten with an older copy of itself, or with another register.
    Replaced,
    OtherRegister,
}

/// Whether every page of the file is to be verified beside the work.
enum Verifying {
    NotNow,
    Due,
    UnderWay(Receiver<Result<(), StoreError>>),
}

/// Who asks a command, and when.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    pub actor: &'a str,
    pub today: NaiveDate,
    /// Milliseconds since 1970-01-01 UTC.
    pub now: i64,
    /// Whether they own the file, as [`Asker`] has it.
    pub is_owner: bool,
    /// The administrator who asks in that name.
    pub through: Option<&'a str>,
    /// The key of a session over SSH.
    pub key: Option<KeyId>,
}

impl<'a> Request<'a> {
    /// Of somebody, at a moment.
    pub fn of(who: &'a Who, today: NaiveDate, now: i64) -> Request<'a> {
        let Who {
            name,
            is_owner,
            through,
            key,
        } = who;
        Request {
            actor: name,
            today,
            now,
            is_owner: *is_owner,
            through: through.as_deref(),
            key: *key,
        }
    }

    /// Of one who stands at the machine and owns the file.
    pub const fn alone(actor: &'a str, today: NaiveDate, now: i64) -> Request<'a> {
        Request {
            actor,
            today,
            now,
            is_owner: true,
            through: None,
            key: None,
        }
    }
}

/// What became of a command that was not refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Committed {
    /// On disk: the log entry that was written.
    Written(LogEntry),
    /// Everything already was as asked; nothing was written.
    Unchanged,
}

impl Committed {
    /// What was written.
    pub fn changes(&self) -> &[Change] {
        match self {
            Committed::Written(entry) => &entry.changes,
            Committed::Unchanged => &[],
        }
    }
}

sentences! {
    /// Why a command did not take effect. Nothing of it was written, unless the failure is that this is unsure.
    #[derive(Debug)]
    pub enum NotCommitted {
        Refused(refusal: Refusal): "{refusal}" / "{refusal}";
        Failed(error: StoreError): "{error}" / "{error}";
    }
}

/// Why a command was not written.
enum NotWritten {
    NotCommitted(NotCommitted),
    /// Making it durable failed. It may be there all the same.
    AtTheEnd(LogEntry, StoreError),
}

impl<E: Into<NotCommitted>> From<E> for NotWritten {
    fn from(error: E) -> NotWritten {
        NotWritten::NotCommitted(error.into())
    }
}

impl From<StoreError> for NotCommitted {
    fn from(error: StoreError) -> NotCommitted {
        NotCommitted::Failed(error)
    }
}

impl Store {
    /// Makes a new register, readable by its owner alone. If another session made it first, that one is opened.
    pub fn create(path: &Path, request: &Request) -> Result<(Store, Register), StoreError> {
        beside::make_beside(path, |beside| begin_register(beside, request))?;
        Store::open(path)
    }

    /// Makes a new register that is at the path only when it has been filled. Anything that is there already is left
    /// alone and refused.
    pub fn create_filled<T, E: From<StoreError>>(
        path: &Path,
        request: &Request,
        fill: impl FnOnce(&mut Store, &mut Register) -> Result<T, E>,
    ) -> Result<T, E> {
        if path.symlink_metadata().is_ok() {
            return Err(StoreError::AlreadyThere.into());
        }
        let filled = beside::make_beside(path, |beside| {
            begin_register(beside, request)?;
            let (mut store, mut register) = Store::open(beside)?;
            fill(&mut store, &mut register)
        })?;
        Ok(filled.ok_or(StoreError::AlreadyThere)?)
    }

    /// Opens a register that is there and reads everything but its marks. One of an older schema is brought to this
    /// one first, and a copy of it kept. Where somebody holds it who does not come to an end with writing, or the disk
    /// takes no writing, it is read all the same; the first write tries again to open it for that.
    pub fn open(path: &Path) -> Result<(Store, Register), StoreError> {
        Store::open_by(path, file::plainly())
    }

    /// Opens a register with something between redb and the file, also whenever it is opened again: how the fault
    /// bench cuts the power, fills the disk or makes it fail.
    pub fn open_through<B: StorageBackend>(
        path: &Path,
        layer: impl Fn(FileBackend) -> B + Send + Sync + 'static,
    ) -> Result<(Store, Register), StoreError> {
        Store::open_by(path, file::through(layer))
    }

    fn open_by(path: &Path, opener: Opener) -> Result<(Store, Register), StoreError> {
        announcement::check(path)?;
        let Opening {
            db,
            reader,
            is_held,
            identity,
            verified,
        } = opening::open(path, &opener)?;
        // Now that it is open, a restore finds it: one that began meanwhile must not have to wait for it.
        announcement::check(path)?;
        let migrated = match &db {
            Some(db) => guarded(|| migration::migrate(db, path)),
            None => Ok(None),
        };
        let migrated = migrated.map_err(|error| error.held_at(path))?;
        let (register, seen) = guarded(|| {
            let reading = Reading::new(match (&reader, &db) {
                (Some(reader), _) => reader.begin_read()?,
                (None, Some(db)) => db.begin_read()?,
                (None, None) => return Err(StoreError::Io(io::ErrorKind::NotConnected)),
            });
            let (origin, last) = (reading.origin()?, reading.checkpoint()?);
            Ok((reading.register()?, Seen { origin, last }))
        })
        .map_err(|error| error.held_at(path))?;
        let mut store = Store {
            is_poisoned: Cell::new(db.is_none()),
            is_held: Cell::new(is_held),
            db,
            reader,
            path: path.to_owned(),
            identity,
            opener,
            seen: Cell::new(seen),
            stuck: Cell::new(None),
            unsure: None,
            settled: None,
            came_upon: Vec::new(),
            migrated,
            verifying: Verifying::NotNow,
        };
        store.take_in(verified)?;
        Ok((store, register))
    }

    /// Opens what has come to lie in the place of a file that was replaced or overwritten, where that is the same
    /// register, such as one that was restored from a backup, and every page of it is sound. What is read of it takes
    /// the place of all that was read before.
    pub fn reopen(&mut self) -> Result<Register, StoreError> {
        let origin = self.seen.get().origin;
        // Another register is not opened: that writes.
        if glance::reading(&self.path, Reading::origin)? != origin {
            return Err(StoreError::OtherRegister);
        }
        integrity::verify(&self.path)?;
        let (store, register) = Store::open_by(&self.path, self.opener.clone())?;
        if store.seen.get().origin != origin {
            return Err(StoreError::OtherRegister);
        }
        *self = store;
        Ok(register)
    }

    /// Until when one may work, in milliseconds since 1970-01-01 UTC, where a restore is announced.
    pub fn restored_by(&self) -> Option<i64> {
        announcement::read(&self.path)
    }

    /// The file's path, for watching it and for telling people.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The migration that opening carried out, to be told.
    pub fn migrated(&self) -> Option<&Migrated> {
        self.migrated.as_ref()
    }

    fn take_in(&mut self, verified: Verified) -> Result<(), StoreError> {
        match verified {
            Verified::Before => Ok(()),
            Verified::Now => self.note_verified(Some(integrity::now())),
            Verified::NotToday => {
                self.verifying = Verifying::Due;
                Ok(())
            }
            Verified::NotSinceUnclean => {
                self.verifying = Verifying::Due;
                // Should this session end before it is done, the next one does it.
                self.note_verified(None)
            }
        }
    }

    /// Writes down when every page was verified. Where another session writes, or there is no room for it, that is left
    /// out: it will be verified once more.
    fn note_verified(&mut self, at: Option<u64>) -> Result<(), StoreError> {
        self.may_write()?;
        if self.db.is_none() {
            return Ok(());
        }
        let noted = self.begin_by(Writing::begin_now).and_then(|writing| {
            guarded(|| {
                writing.put_verified(at)?;
                writing.commit()
            })
        });
        self.note_poison(noted.err().as_ref());
        self.recover()
    }

    /// Begins to verify every page of the file, in a thread of its own, where that is due today; `wake` is called when
    /// [`Store::verified`] has something to say.
    pub fn begin_to_verify(&mut self, wake: impl FnOnce() + Send + 'static) {
        if matches!(self.verifying, Verifying::Due) {
            let verifying = integrity::verify_beside(self.path.clone(), wake);
            self.verifying = Verifying::UnderWay(verifying);
        }
    }

    /// What came of verifying every page, once.
    pub fn verified(&mut self) -> Option<Result<(), StoreError>> {
        let Verifying::UnderWay(result) = &self.verifying else {
            return None;
        };
        let result = result.try_recv().ok()?;
        self.verifying = Verifying::NotNow;
        if self.identity.check(&self.path).is_err() {
            return Some(result);
        }
        match &result {
            // A disk that takes no writing is told at the next command.
            Ok(()) => drop(self.note_verified(Some(integrity::now()))),
            Err(StoreError::Damaged) => {
                self.get_stuck(Stuck::Damaged(Stamp::of(&self.path)));
            }
            Err(_) => {}
        }
        Some(result)
    }

    fn read<T>(
        &self,
        read: impl FnOnce(&Reading) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let result = guarded(|| {
            let reading = Reading::new(self.begin_read()?);
            reading.must_hold(&self.seen.get())?;
            read(&reading)
        });
        self.note_poison(result.as_ref().err());
        result.map_err(|error| error.held_at(&self.path))
    }

    fn begin_read(&self) -> Result<ReadTransaction, StoreError> {
        match (&self.reader, &self.db) {
            (Some(reader), _) => Ok(reader.begin_read()?),
            (None, Some(db)) => Ok(db.begin_read()?),
            // It could be opened neither to write nor to read again.
            (None, None) => Err(StoreError::Io(io::ErrorKind::NotConnected)),
        }
    }

    /// Carries a command out: decided on what is true inside the write transaction, durable on return, and applied
    /// to the register. What other sessions have written since is applied first, also where the command is refused.
    pub fn commit(
        &mut self,
        register: &mut Register,
        request: &Request,
        command: &Command,
    ) -> Result<Committed, NotCommitted> {
        self.write(
            register,
            request,
            (command.what(), command.of()),
            |register| command.asks(register, request.today),
            |register, facts, asker| decide(register, facts, command, asker),
        )
    }

    /// The changes that a command would make now, or why it would be refused; nothing is written.
    pub fn foresee(
        &self,
        register: &Register,
        request: &Request,
        command: &Command,
    ) -> Result<Vec<Change>, NotCommitted> {
        let (facts, asker) = self.asked(register, request, command)?;
        decide(register, &facts, command, &asker).map_err(NotCommitted::Refused)
    }

    /// What is read for a command to be decided, and who asks.
    fn asked(
        &self,
        register: &Register,
        request: &Request,
        command: &Command,
    ) -> Result<(Facts, Asker), StoreError> {
        let asks = command.asks(register, request.today);
        let facts = self.read(|reading| reading.facts(&asks))?;
        let (id, last, _) = names(register, request);
        let asker = Asker {
            id,
            today: request.today,
            now: request.now.div_euclid(1000),
            is_owner: request.is_owner,
            key: request.key,
            last,
        };
        Ok((facts, asker))
    }

    /// The command that a log entry belongs to, and what was written after it, each command as one, the newest first.
    pub fn commands_from(&self, seq: u64) -> Result<Vec<LogEntry>, StoreError> {
        self.read(|reading| reading.commands_from(seq))
    }

    /// Tells the log's entries, the newest first, until that is enough.
    pub fn each_entry_back(
        &self,
        mut tell: impl FnMut(LogEntry) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        self.read(|reading| {
            for entry in reading.newest_entries(usize::MAX)? {
                if tell(entry?).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Writes changes that were made elsewhere than by a command, such as made-up data.
    pub fn record(
        &mut self,
        register: &mut Register,
        request: &Request,
        what: What,
        changes: Vec<Change>,
    ) -> Result<Committed, NotCommitted> {
        self.write(
            register,
            request,
            (what, None),
            |_| Asks::default(),
            |_, _, _| Ok(changes),
        )
    }

    fn write(
        &mut self,
        register: &mut Register,
        request: &Request,
        (what, of): (What, Option<u64>),
        asks: impl FnOnce(&Register) -> Asks,
        decide: impl FnOnce(&Register, &Facts, &Asker) -> Result<Vec<Change>, Refusal>,
    ) -> Result<Committed, NotCommitted> {
        self.recover()?;
        if self.settled.take() == Some(true) {
            // Whoever asks this may be asking the same again.
            return Err(StoreError::SavedBefore.into());
        }
        match self.try_write(register, request, (what, of), asks, decide) {
            Ok(committed) => Ok(committed),
            Err(NotWritten::NotCommitted(not_committed)) => {
                if let NotCommitted::Failed(error) = &not_committed {
                    self.note_poison(Some(error));
                    // If it cannot be opened yet, the next write tries again.
                    let _ = self.recover();
                }
                Err(not_committed)
            }
            Err(NotWritten::AtTheEnd(entry, error)) => self.find_out(register, entry, error),
        }
    }

    fn try_write(
        &mut self,
        register: &mut Register,
        request: &Request,
        (what, of): (What, Option<u64>),
        asks: impl FnOnce(&Register) -> Asks,
        decide: impl FnOnce(&Register, &Facts, &Asker) -> Result<Vec<Change>, Refusal>,
    ) -> Result<Committed, NotWritten> {
        self.identity.check(&self.path)?;
        let writing = self.begin()?;
        // It may have been replaced while this session waited for others.
        self.identity.check(&self.path)?;
        let (entries, last) =
            guarded(|| Ok((writing.log_after(register.seen)?, writing.checkpoint()?)))?;
        for entry in entries {
            register.apply(&entry);
            self.came_upon.push(entry);
        }
        self.have_seen(last);
        let asks = asks(register);
        let facts = guarded(|| writing.facts(&asks))?;
        let (id, last, by) = names(register, request);
        let asker = Asker {
            id,
            today: request.today,
            now: request.now.div_euclid(1000),
            is_owner: request.is_owner,
            key: request.key,
            last,
        };
        let mut changes = decide(register, &facts, &asker).map_err(NotCommitted::Refused)?;
        if changes.is_empty() {
            return Ok(Committed::Unchanged);
        }
        changes.splice(0..0, by);
        let entry = LogEntry {
            seq: register.seen + 1,
            at: request.now,
            by: id,
            what,
            of,
            removed: 0,
            changes,
        };
        let (entry, last) = guarded(|| Ok((writing.put_entry(entry)?, writing.checkpoint()?)))?;
        if let Err(error) = guarded(|| writing.commit()) {
            return Err(NotWritten::AtTheEnd(entry, error));
        }
        register.apply(&entry);
        self.have_seen(last);
        Ok(Committed::Written(entry))
    }

    /// Applies what other sessions have written since; returns that, a command as one entry, with what an own commit
    /// came upon.
    pub fn catch_up(&mut self, register: &mut Register) -> Result<Vec<LogEntry>, StoreError> {
        self.recover_to_read()?;
        self.identity.check(&self.path)?;
        let news = |store: &Store| {
            store.read(|reading| Ok((reading.log_after(register.seen)?, reading.checkpoint()?)))
        };
        let (entries, last) = match news(self) {
            // As when it begins to write.
            Err(error) if error.asks_for_another_handle() => {
                self.recover_to_read()?;
                news(self)?
            }
            other => other?,
        };
        for entry in &entries {
            register.apply(entry);
        }
        self.have_seen(last);
        let mut news = std::mem::take(&mut self.came_upon);
        news.extend(entries);
        Ok(together(news))
    }

    /// The marks of these people on a day.
    pub fn day(
        &self,
        day: NaiveDate,
        who: impl Iterator<Item = PersonId>,
    ) -> Result<HashMap<PersonId, Mark>, StoreError> {
        self.read(|reading| reading.day(day, who))
    }

    /// A person's marks from one day to another, both included.
    pub fn history(
        &self,
        who: PersonId,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<BTreeMap<NaiveDate, Mark>, StoreError> {
        self.read(|reading| reading.history(who, from, until))
    }

    /// Who decided the facts last, and who had the names before.
    pub fn decided(&self, asks: &Asks) -> Result<Facts, StoreError> {
        self.read(|reading| reading.decided(asks))
    }

    /// Whether each log entry follows from the one before.
    pub fn chain_is_whole(&self) -> Result<bool, StoreError> {
        Ok(self.proved_log(&mut |_, _| {})?.broken.is_none())
    }

    /// The whole log, each entry held against the one before.
    pub fn proved_log(&self, tell: &mut dyn FnMut(u64, u64)) -> Result<ProvedLog, StoreError> {
        self.read(|reading| reading.log_upto(u64::MAX, tell))
    }

    /// What the log says to what it is said to have had.
    pub fn answer(&self, claim: &against::Claim) -> Result<against::Answer, StoreError> {
        self.read(|reading| against::answer(reading, claim))
    }

    /// The arenas that were renamed, as they were, the latest first.
    pub fn renamed_arenas(&self) -> Result<Vec<Arena>, StoreError> {
        self.read(Reading::renamed_arenas)
    }

    /// The log's newest entries, newest first, until they hold so many changes.
    pub fn log(&self, changes: usize) -> Result<Vec<LogEntry>, StoreError> {
        self.read(|reading| reading.newest(changes))
    }
}

/// Whether a file was to become another, and the process that worked on it was killed.
pub fn is_left_behind(path: &Path, register: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str);
    let place = name.and_then(beside::place_of);
    place.is_some_and(|place| {
        // A restore that waits for the sessions has its copy ready, and a lock on its announcement alone.
        let is_restored =
            Some(OsStr::new(place)) == register.file_name() && announcement::is_claimed(register);
        let is_worked_on = is_restored || beside::is_held(path).unwrap_or_default();
        !is_worked_on
    })
}

/// Takes away what backups, imports, restores and repairs that were killed have left beside a register and in the folder
/// of its backups.
pub fn clear_left_behind(register: &Path) {
    let register = register.canonicalize().unwrap_or(register.to_owned());
    unfinished::clear(&beside::folder_of(&register), register.file_name());
    unfinished::clear(&backup::usual_folder(&register), None);
    announcement::clear(&register);
}

/// The number of whoever asks, the highest that is given then, and what the log is to say of the names that it is asked in: those that are new, and the
/// administrator's who asks in another's.
fn names(register: &Register, request: &Request) -> (ActorId, ActorId, Vec<Change>) {
    let named = |id, name: &str| {
        let name = name.to_owned();
        Change::Actor { id, name }
    };
    let (mut id, is_new) = register.actor_id(request.actor);
    let (mut changes, mut last) = (Vec::new(), id);
    if let Some(name) = request.through.filter(|_| register.has_roles()) {
        let (by, is_new_too) = register.actor_id(name);
        if is_new_too {
            changes.push(named(by, name));
            // Both would have the next number.
            id = ActorId(id.0.saturating_add(u16::from(is_new)));
        }
        last = id.max(by);
        changes.push(Change::Through { by });
    }
    changes.extend(is_new.then(|| named(id, request.actor)));
    (id, last, changes)
}

/// The first transaction: the tables, and who made the register.
fn begin_register(path: &Path, request: &Request) -> Result<(), StoreError> {
    let db = file::new_in(path)?;
    let by = ActorId(1);
    let first = Change::Actor {
        id: by,
        name: request.actor.to_owned(),
    };
    let entry = LogEntry {
        seq: 1,
        at: request.now,
        by,
        what: What::Create,
        of: None,
        removed: 0,
        changes: vec![first],
    };
    let writing = Writing::begin_new(&db)?;
    writing.put_entry(entry)?;
    writing.commit()
}
