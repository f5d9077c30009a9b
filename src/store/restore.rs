//! A backup put in the register's place: proved and made ready beside it, held against it, and put there in one step.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use redb::{Database, ReadOnlyDatabase, ReadableDatabase};

use super::announcement::Announcement;
use super::backup::{self, Identities, NotProved, Proof, Tell};
use super::beside::{self, Beside, NotPut};
use super::census::{Census, Checkpoint};
use super::error::StoreError;
use super::file::{self, Identity};
use super::guard::{Held, guarded};
use super::presence::{self, Still};
use super::rehearsal::Rehearsal;
use super::tables::Reading;
use super::{NotCommitted, Request, Store, integrity, migration, unfinished};
use crate::domain::facts::change::{Change, LogEntry, What};
use crate::domain::register::Register;
use crate::domain::zone::Zone;

mod fault;

pub use fault::{NotRestored, numbers};

/// The file in the register's place, compared with the backup.
#[derive(Debug)]
pub enum Present {
    /// Nothing.
    Nothing,
    /// A file that cannot be read, and so not be compared.
    Unreadable(StoreError),
    /// Another register than the one that the backup is of.
    Other,
    /// The same register.
    Same(Box<Newer>),
}

/// The part of a register that the backup lacks.
#[derive(Debug)]
pub struct Newer {
    /// The register as it is before the restore, for the names in the entries.
    pub register: Register,
    /// The entries after the last one that both have, oldest first.
    pub entries: Vec<LogEntry>,
    /// How many entries the backup has after that one.
    pub lacking: u64,
}

/// A backup that was put in the register's place.
#[derive(Debug)]
pub struct Restored {
    /// The file that it replaced, under its new name.
    pub kept: Option<PathBuf>,
    /// What was in the register's place.
    pub before: Present,
    /// What was restored.
    pub holds: Census,
}

/// A restore on its way. Dropped before it is done it leaves nothing.
pub struct Restoring {
    register: PathBuf,
    announcement: Announcement,
    ready: Beside,
    proof: Proof,
}

impl Restoring {
    /// Proves a backup and makes a copy of it ready beside the register, in this version's schema. The sessions work on
    /// meanwhile.
    pub fn begin(
        register: &Path,
        backup: &Path,
        identities: &Identities,
        tell: Tell,
    ) -> Result<Restoring, NotRestored> {
        let is_itself = |one: Identity| Identity::of(register).is_ok_and(|other| one == other);
        if Identity::of(backup).is_ok_and(is_itself) {
            return Err(NotRestored::Itself);
        }
        let proof = backup::prove(backup, identities, tell).map_err(NotRestored::Backup)?;
        // A link to the register stays one.
        let register = register.canonicalize().unwrap_or(register.to_owned());
        let folder = beside::folder_of(&register);
        let mut builder = DirBuilder::new();
        let made = builder.recursive(true).mode(0o700).create(&folder);
        made.map_err(StoreError::from)?;
        // While nobody has claimed the place: what lies there then is of a restore that was killed.
        unfinished::clear(&folder, register.file_name());
        let claimed = Announcement::claim(&register)?;
        let announcement = claimed.ok_or(NotRestored::Underway)?;
        let ready = Beside::new(&register).map_err(NotRestored::Copy)?;
        backup::unpack(backup, identities, ready.file(), tell).map_err(|error| match error {
            NotProved::Scratch(why) => NotRestored::Copy(why),
            other => NotRestored::Backup(other),
        })?;
        let restoring = Restoring {
            register,
            announcement,
            ready,
            proof,
        };
        restoring.bring_up()?;
        Ok(restoring)
    }

    /// Brings the copy to this version's schema, and proves that it is the backup that was proved: all its pages are as
    /// they were written, and its log ends where that one does.
    fn bring_up(&self) -> Result<(), NotRestored> {
        let path = self.ready.path();
        let checkpoint = guarded(|| {
            let mut db = file::builder().open(path)?;
            migration::accept_own(&mut db)?;
            db.close()?;
            integrity::verify(path)?;
            let db = file::open_read_only(path)?;
            Reading::new(db.begin_read()?).checkpoint()
        });
        match checkpoint.map_err(NotRestored::Copy)? == self.proof.holds.checkpoint {
            true => Ok(()),
            false => Err(NotRestored::Copy(StoreError::Damaged)),
        }
    }

    /// What the backup holds.
    pub fn proof(&self) -> &Proof {
        &self.proof
    }

    /// Holds the backup against what lies in the register's place.
    pub fn compare(&self) -> Result<Present, NotRestored> {
        let Some(_still) = self.hold()? else {
            return Ok(Present::Nothing);
        };
        self.compare_held()
    }

    fn hold(&self) -> Result<Option<Still>, StoreError> {
        match Still::hold(&self.register) {
            Err(StoreError::NotThere) => Ok(None),
            still => still.map(Some),
        }
    }

    fn compare_held(&self) -> Result<Present, NotRestored> {
        let present = match guarded(|| Old::open(&self.register)) {
            Ok(present) => present,
            Err(error) => return Ok(Present::Unreadable(error)),
        };
        let backup = guarded(|| Ok(file::open_read_only(self.ready.path())?))?;
        match guarded(|| present.newer_than(&backup)) {
            Ok(Some(newer)) => Ok(Present::Same(Box::new(newer))),
            Ok(None) => Ok(Present::Other),
            Err(error) => Ok(Present::Unreadable(error)),
        }
    }

    /// Keeps new sessions out, and tells those that are open that they may work until then, in milliseconds since 1970.
    pub fn announce(&mut self, until: i64) -> Result<(), NotRestored> {
        Ok(self.announcement.announce(until)?)
    }

    /// Whether any session has the register open.
    pub fn is_open(&self) -> Result<bool, NotRestored> {
        Ok(presence::is_open(&self.register)?)
    }

    /// The processes whose sessions have it open, as far as that can be known.
    pub fn processes(&self) -> Vec<u32> {
        presence::processes(&self.register)
    }

    /// Puts the backup in the register's place, while nobody writes, and keeps what lies there under another name.
    /// `save` is shown what that has and the backup has not; where it fails, nothing is changed.
    pub fn put(
        self,
        request: &Request,
        save: impl FnOnce(&Present) -> Result<(), NotRestored>,
    ) -> Result<Restored, NotRestored> {
        let still = self.hold()?;
        let before = match &still {
            Some(_) => self.compare_held()?,
            None => Present::Nothing,
        };
        save(&before)?;
        let zone = self.zone().map_err(NotRestored::Copy)?;
        let kept = still
            .is_some()
            .then(|| free_name(&self.register, request.now, zone));
        self.note(request, &before, kept.as_deref())?;
        self.take_place(kept.as_deref())?;
        drop(still);
        let restored = Restored {
            kept,
            before,
            holds: self.proof.holds.clone(),
        };
        match self.verify() {
            Ok(()) => Ok(restored),
            Err(why) => Err(NotRestored::NotSound {
                kept: restored.kept,
                why,
            }),
        }
    }

    /// The zone of the register that is restored.
    fn zone(&self) -> Result<Zone, StoreError> {
        guarded(|| {
            let db = file::open_read_only(self.ready.path())?;
            Reading::new(db.begin_read()?).zone()
        })
    }

    /// Notes in the copy that it was restored, and by whom.
    fn note(
        &self,
        request: &Request,
        before: &Present,
        kept: Option<&Path>,
    ) -> Result<(), NotRestored> {
        let left_out = match before {
            Present::Same(newer) => Some(newer.entries.len() as u64),
            Present::Nothing | Present::Unreadable(_) | Present::Other => None,
        };
        let kept = kept.and_then(Path::file_name);
        let change = Change::Restored {
            checkpoint: self.proof.holds.checkpoint.seq,
            left_out,
            kept: kept.map(|name| name.to_string_lossy().into_owned()),
        };
        let (mut store, mut register) =
            Store::open(self.ready.path()).map_err(NotRestored::Copy)?;
        store
            .note_verified(Some(integrity::now()))
            .map_err(NotRestored::Copy)?;
        let noted = store.record(&mut register, request, What::Restore, vec![change]);
        match noted {
            Err(NotCommitted::Failed(error)) => Err(NotRestored::Copy(error)),
            _ => Ok(()),
        }
    }

    /// Until the last step the register lies in its place, and from then on the backup, wherever the file system can do
    /// that.
    fn take_place(&self, kept: Option<&Path>) -> Result<(), NotRestored> {
        let synced = self.ready.file().sync_all().map_err(StoreError::from);
        synced.map_err(NotRestored::Copy)?;
        let put = self.ready.put_instead(&self.register, kept);
        put.map_err(|reason| match reason {
            NotPut::Owner => NotRestored::Owner,
            // One was made there meanwhile.
            NotPut::Store(StoreError::AlreadyThere) if kept.is_none() => {
                NotRestored::Register(StoreError::Replaced)
            }
            NotPut::Store(error) => NotRestored::Register(error),
            NotPut::Unsynced => NotRestored::Unsynced {
                kept: kept.map(Path::to_owned),
            },
        })
    }

    /// Fails unless the file in the register's place is the backup and one entry more.
    fn verify(&self) -> Result<(), StoreError> {
        integrity::verify(&self.register)?;
        guarded(|| {
            let db = file::open_read_only(&self.register)?;
            let reading = Reading::new(db.begin_read()?);
            let Checkpoint { seq, hash } = self.proof.holds.checkpoint;
            let is_backup = reading.hash_of(seq)? == hash;
            match is_backup && reading.checkpoint()?.seq == seq + 1 {
                true => Ok(()),
                false => Err(StoreError::Damaged),
            }
        })
    }
}

/// A register as it lies on disk, read without a byte of it being written.
struct Old(Held<Database>);

impl Old {
    fn open(path: &Path) -> Result<Old, StoreError> {
        let mut db = file::builder().create_with_backend(Rehearsal::of(path)?)?;
        migration::accept_own(&mut db)?;
        Ok(Old(Held::new(db)))
    }

    /// The entries that the backup lacks; `None` if the two are not the same register.
    fn newer_than(&self, backup: &ReadOnlyDatabase) -> Result<Option<Newer>, StoreError> {
        let own = Reading::new(self.0.begin_read()?);
        let backup = Reading::new(backup.begin_read()?);
        let common = last_common(&own, &backup)?;
        if common == 0 {
            return Ok(None);
        }
        Ok(Some(Newer {
            register: own.register()?,
            entries: own.log_after(common)?,
            lacking: backup.checkpoint()?.seq - common,
        }))
    }
}

/// The last entry that both logs have. Up to there they are the same, since each hash carries all before it.
fn last_common(a: &Reading, b: &Reading) -> Result<u64, StoreError> {
    let (mut common, mut beyond) = (0, a.checkpoint()?.seq.min(b.checkpoint()?.seq) + 1);
    while beyond - common > 1 {
        let middle = common.midpoint(beyond);
        match a.hash_of(middle)? == b.hash_of(middle)? {
            true => common = middle,
            false => beyond = middle,
        }
    }
    Ok(common)
}

/// The new name of the file in the register's place: the moment it was replaced, and a number if that name is taken.
fn free_name(register: &Path, now: i64, zone: Zone) -> PathBuf {
    let at = zone.at(now).format("%Y-%m-%dT%H%M%S");
    let named = |n: u32| {
        let mut name = register.as_os_str().to_owned();
        name.push(format!(".replaced-{at}"));
        if n > 1 {
            name.push(format!(".{n}"));
        }
        PathBuf::from(name)
    };
    let mut names = (1..).map(named);
    let free = names.find(|name| name.symlink_metadata().is_err());
    free.unwrap_or_else(|| named(0))
}
