//! Backups: a copy made while everybody works, proved, and put in place with a manifest beside it.

use std::fs::{DirBuilder, File, Metadata, TryLockError};
use std::io::{self, Read, Seek};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, Local};
use redb::backends::FileBackend;
use redb::{ReadableDatabase, StorageBackend};
use sha2::{Digest, Sha256};

use super::census::{Census, Checkpoint};
use super::error::StoreError;
use super::file::{self, Beside, Identity};
use super::guard::guarded;
use super::tables::{Reading, Writing};
use super::{Committed, NotCommitted, Request, Store};
use crate::domain::change::{Backup, Change, What};
use crate::domain::plain::shown;
use crate::domain::register::Register;

mod copy;
mod fault;
mod keep;
mod manifest;
mod name;
mod proof;
mod seal;

pub use fault::{KeyFault, NotMade, NotProved};
pub use keep::{Keep, NotAKeep, Old};
pub use manifest::{Manifest, Sum, hex};
pub use name::Name;
pub use proof::{Proof, prove};
pub use seal::{Identities, Recipients};

/// The folder beside the register that backups go to when nothing else is said.
const USUAL_FOLDER: &str = "backups";
/// What a copy is called until it is put in place.
const UNFINISHED: &str = "backup";
/// What is read and written at once.
const BLOCK: usize = 1 << 20;
/// How much larger a copy becomes when it is encrypted: by less than one part of so many.
const SEAL_SHARE: u64 = 1_000;

/// What backup to make.
#[derive(Clone, Debug)]
pub struct Order {
    pub place: Place,
    /// Whom to encrypt it to; to nobody it is not encrypted.
    pub recipients: Recipients,
}

/// A backup that is not encrypted.
impl From<Place> for Order {
    fn from(place: Place) -> Order {
        let recipients = Recipients::default();
        Order { place, recipients }
    }
}

/// Where a backup is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the folder `backups` beside the register, which is made where it is missing.
    Usual,
    /// In a folder that is there, under a name that says which register, when, and how far its log went.
    Folder(PathBuf),
    /// Under a name of one's own.
    File(PathBuf),
}

/// What a backup is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Copying,
    Checking,
    Reading,
    Encrypting,
    Decrypting,
    Summing,
}

/// How far a step has come: so much of so much. Both are 0 where there is no telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub step: Step,
    pub done: u64,
    pub of: u64,
}

/// What is told while a backup is made or proved.
pub type Tell<'a> = &'a mut dyn FnMut(Progress);

/// A backup that is on disk and was found good.
#[derive(Debug)]
pub struct Made {
    pub path: PathBuf,
    pub manifest_path: PathBuf,
    pub manifest: Manifest,
    /// How long nobody else could write to the register.
    pub held: Duration,
}

/// A backup that is on disk, and why the register could not note it, where it could not.
pub type MadeAndNoted = (Made, Option<StoreError>);

/// What became of old backups.
#[derive(Debug, Default)]
pub struct Pruned {
    pub removed: Vec<Old>,
    pub left: Vec<(Old, StoreError)>,
}

/// The folder that a register's backups go to when nothing else is said.
pub fn usual_folder(register: &Path) -> PathBuf {
    file::folder_of(register).join(USUAL_FOLDER)
}

/// Makes a backup of an open register while others work in it, and notes in the register that it was made.
pub fn make(
    store: &mut Store,
    register: &mut Register,
    request: &Request,
    order: &Order,
    tell: Tell,
) -> Result<MadeAndNoted, NotMade> {
    let of_register = NotMade::Register;
    store.recover().map_err(of_register)?;
    let mut copying = Copying::begin(&store.path, store.identity, order, tell)?;
    let writing = guarded(|| Writing::begin(&store.db));
    store.note_poison(writing.as_ref().err());
    let writing = writing.map_err(of_register)?;
    copying.correct(&writing)?;
    drop(writing);
    let made = copying.finish(request.now, tell)?;
    let noted = store.note(register, request, &made);
    Ok((made, noted.err()))
}

/// Which backups of the register would be removed, were one made now.
pub fn would_prune(
    store: &Store,
    place: &Place,
    keep: &Keep,
    now: i64,
) -> Result<Vec<Old>, NotMade> {
    let usual = usual_folder(&store.path);
    let folder = match place {
        Place::Usual => &usual,
        Place::Folder(folder) => folder,
        Place::File(_) => return Ok(Vec::new()),
    };
    let origin = store.read(Reading::origin).map_err(NotMade::Register)?;
    let old = keep::of_register(folder, &store.path, &origin)?;
    Ok(keep::spare(old, keep, local(now).fixed_offset()))
}

/// Removes backups of the register that need not be kept beside one that was made and found good a moment ago; which
/// were removed, and which could not be.
pub fn prune(register: &Path, made: &Made, keep: &Keep) -> Result<Pruned, StoreError> {
    let folder = file::folder_of(&made.path);
    let mut old = keep::of_register(&folder, register, &made.manifest.holds.origin)?;
    old.retain(|old| old.path != made.path);
    let mut pruned = Pruned::default();
    for old in keep::spare(old, keep, made.manifest.made) {
        match keep::remove(&old) {
            Ok(()) => pruned.removed.push(old),
            Err(error) => pruned.left.push((old, error)),
        }
    }
    File::open(folder)?.sync_all()?;
    Ok(pruned)
}

impl Store {
    fn note(
        &mut self,
        register: &mut Register,
        request: &Request,
        made: &Made,
    ) -> Result<(), StoreError> {
        let backup = Backup {
            at: made.manifest.made.timestamp_millis(),
            checkpoint: made.manifest.holds.checkpoint.seq,
        };
        let file = made.manifest.file.clone();
        let change = Change::BackedUp { backup, file };
        match self.record(register, request, What::Backup, vec![change]) {
            Ok(Committed::Written(_) | Committed::Unchanged) | Err(NotCommitted::Refused(_)) => {
                Ok(())
            }
            Err(NotCommitted::Failed(error)) => Err(error),
        }
    }
}

/// A backup on its way. Dropped before it is finished it leaves nothing.
///
/// First everything is copied roughly, while others write; then corrected, while they wait; then checked and put in
/// place, while they write again.
pub(super) struct Copying<'a> {
    register: &'a Path,
    recipients: &'a Recipients,
    source: File,
    folder: PathBuf,
    /// The name that was asked for.
    named: Option<String>,
    /// What will be put in place.
    beside: Beside,
    /// Where it is to be encrypted, the copy is another file, one without a name and as near as the register itself.
    unsealed: Option<File>,
    /// What the copy must turn out to hold, and how long it took to make it so.
    corrected: Option<(Checkpoint, Duration)>,
    /// Held as long as the files beside it are ours alone.
    _claim: Option<File>,
}

impl<'a> Copying<'a> {
    /// Copies the register at a path, that was opened as `identity`, roughly.
    pub(super) fn begin(
        register: &'a Path,
        identity: Identity,
        order: &'a Order,
        tell: Tell,
    ) -> Result<Copying<'a>, NotMade> {
        let of_register = |error: io::Error| NotMade::Register(error.into());
        let source = File::open(register).map_err(of_register)?;
        let meta = source.metadata().map_err(of_register)?;
        let same = Identity::from(&meta).check_same(identity);
        same.map_err(NotMade::Register)?;

        let (folder, named) = target(register, &order.place)?;
        let unfinished = named
            .clone()
            .unwrap_or_else(|| format!("{}-{UNFINISHED}", name::stem(register)));
        let claim = claim(&folder, &unfinished)?;
        let is_sealed = !order.recipients.is_empty();
        room_for(&folder, &meta, is_sealed.then_some(register))?;
        let beside = Beside::new(&folder.join(unfinished))?;
        let unsealed = match is_sealed {
            true => Some(tempfile::tempfile_in(file::folder_of(register)).map_err(of_register)?),
            false => None,
        };
        let copying = Copying {
            register,
            recipients: &order.recipients,
            source,
            folder,
            named,
            beside,
            unsealed,
            corrected: None,
            _claim: claim,
        };
        let mut tell = |done, of| tell_step(tell, Step::Copying, done, of);
        copy::roughly(&copying.source, copying.copy(), &mut tell)?;
        Ok(copying)
    }

    /// The copy of the register's bytes.
    fn copy(&self) -> &File {
        self.unsealed.as_ref().unwrap_or(self.beside.file())
    }

    /// Makes the copy equal to the register, which nobody can write to while a write transaction is open.
    pub(super) fn correct(&mut self, writing: &Writing) -> Result<(), NotMade> {
        let began = Instant::now();
        let checkpoint = guarded(|| writing.checkpoint()).map_err(NotMade::Register)?;
        copy::exactly(&self.source, self.copy())?;
        self.corrected = Some((checkpoint, began.elapsed()));
        Ok(())
    }

    /// Proves the copy and puts it in place with its manifest. `now` is in milliseconds since 1970-01-01 UTC.
    pub(super) fn finish(self, now: i64, tell: Tell) -> Result<Made, NotMade> {
        let never = NotMade::Unsound(StoreError::Damaged);
        let (checkpoint, held) = self.corrected.ok_or(never)?;
        let holds = self.prove(checkpoint, tell)?;
        let mut total = sum(self.copy(), tell).map_err(StoreError::from)?;
        let sealed = self.unsealed.as_ref().map(|_| total);
        if let Some(unsealed) = &self.unsealed {
            seal::seal(unsealed, self.beside.file(), self.recipients, tell)?;
            total = sum(self.beside.file(), tell).map_err(StoreError::from)?;
        }
        self.beside.file().sync_all().map_err(StoreError::from)?;

        let made = local(now);
        let named = self.named.clone();
        let manifest = Manifest {
            file: named.unwrap_or_else(|| {
                Name::of(self.register, made, checkpoint.seq, sealed.is_some()).text()
            }),
            made: made.fixed_offset(),
            program: concat!("tolv ", env!("CARGO_PKG_VERSION")).to_owned(),
            sum: total,
            sealed,
            holds,
        };
        let (path, manifest_path) = self.put(&manifest)?;
        Ok(Made {
            path,
            manifest_path,
            manifest,
            held,
        })
    }

    /// Checks and reads the copy, which is equal to the register.
    fn prove(&self, checkpoint: Checkpoint, tell: Tell) -> Result<Census, NotMade> {
        let copy = self.copy().try_clone().map_err(StoreError::from)?;
        let backend = FileBackend::new(copy).map_err(StoreError::from)?;
        match examine(backend, tell) {
            Ok(holds) if holds.checkpoint == checkpoint => Ok(holds),
            // What is damaged may be repaired by going back to the commit before.
            Ok(_) => Err(NotMade::Unsound(StoreError::Damaged)),
            Err(error) if is_of_contents(&error) => Err(NotMade::Unsound(error)),
            Err(error) => Err(NotMade::Target(error)),
        }
    }

    /// The backup first: whole without its manifest, which would promise nothing without it.
    fn put(&self, manifest: &Manifest) -> Result<(PathBuf, PathBuf), NotMade> {
        let path = self.folder.join(&manifest.file);
        let manifest_path = self.folder.join(name::manifest_of(&manifest.file));
        let beside = Beside::new(&manifest_path)?;
        beside.write(manifest.text().as_bytes())?;
        let is_there = |path: &Path| path.symlink_metadata().is_ok();
        if is_there(&manifest_path) || !self.beside.put(&path)? {
            return Err(StoreError::AlreadyThere.into());
        }
        let put = beside.put(&manifest_path).map_err(NotMade::from);
        match put {
            Ok(true) => Ok((path, manifest_path)),
            failed => {
                let _ = std::fs::remove_file(&path);
                Err(failed.err().unwrap_or(StoreError::AlreadyThere.into()))
            }
        }
    }
}

/// A moment in milliseconds since 1970-01-01 UTC.
fn local(millis: i64) -> DateTime<Local> {
    let at = DateTime::from_timestamp_millis(millis).unwrap_or_default();
    at.with_timezone(&Local)
}

fn tell_step(tell: Tell, step: Step, done: u64, of: u64) {
    tell(Progress { step, done, of });
}

/// Which folder it is to be in, and the name that was asked for.
fn target(register: &Path, place: &Place) -> Result<(PathBuf, Option<String>), NotMade> {
    match place {
        Place::Usual => {
            let folder = usual_folder(register);
            let mut builder = DirBuilder::new();
            match builder.mode(0o700).create(&folder) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    Err(StoreError::from(error).into())
                }
                _ => Ok((folder, None)),
            }
        }
        Place::Folder(folder) => Ok((folder.clone(), None)),
        Place::File(path) => {
            let name = path.file_name().and_then(|name| name.to_str());
            // What `sha256sum` would write in a way of its own, or a terminal would obey.
            let name = name.filter(|name| !name.contains('\\') && shown(name) == *name);
            let name = name.ok_or(NotMade::BadName)?.to_owned();
            if path.symlink_metadata().is_ok() {
                return Err(StoreError::AlreadyThere.into());
            }
            Ok((file::folder_of(path), Some(name)))
        }
    }
}

/// Takes a folder for one backup at a time, and clears away what those that were killed have left there. `None` where
/// the file system cannot lock a folder: nothing is cleared there.
fn claim(folder: &Path, unfinished: &str) -> Result<Option<File>, NotMade> {
    let claim = File::open(folder).map_err(StoreError::from)?;
    if !claim.metadata().map_err(StoreError::from)?.is_dir() {
        return Err(StoreError::NotAFile.into());
    }
    match claim.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(NotMade::Underway),
        Err(TryLockError::Error(_)) => return Ok(None),
    }
    for entry in folder.read_dir().map_err(StoreError::from)?.flatten() {
        let is_left = |name: &str| {
            file::is_beside(name, |ours| {
                ours == unfinished
                    || ours
                        .strip_suffix(name::MANIFEST)
                        .is_some_and(|backup| backup == unfinished || Name::read(backup).is_some())
            })
        };
        if entry.file_name().to_str().is_some_and(is_left) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(Some(claim))
}

/// Refuses a copy that cannot fit, before it takes the room that is left from those who work. One that is to be
/// encrypted is first made beside the register.
fn room_for(folder: &Path, copied: &Metadata, sealed: Option<&Path>) -> Result<(), NotMade> {
    let copy = copied.len();
    let (mut here, mut by_register) = (copy, 0);
    if sealed.is_some() {
        here += copy / SEAL_SHARE;
        by_register = copy;
        if folder
            .metadata()
            .is_ok_and(|meta| meta.dev() == copied.dev())
        {
            here += copy;
        }
    }
    let by = sealed.map(|register| (file::folder_of(register), by_register));
    let places = [(folder.to_owned(), here)].into_iter().chain(by);
    for (folder, needed) in places {
        if let Some(free) = free_in(&folder).filter(|free| *free < needed) {
            return Err(NotMade::NoRoom {
                folder,
                needed,
                free,
            });
        }
    }
    Ok(())
}

/// How many bytes may be written in a folder; `None` where the file system does not say.
fn free_in(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Checks every page of a register that nobody else has open, and reads all of it.
fn examine(backend: impl StorageBackend, tell: Tell) -> Result<Census, StoreError> {
    tell_step(tell, Step::Checking, 0, 0);
    guarded(|| {
        let mut db = file::builder().create_with_backend(backend)?;
        if !db.check_integrity()? {
            return Err(StoreError::Damaged);
        }
        let mut tell = |done, of| tell_step(tell, Step::Reading, done, of);
        Census::read(&db.begin_read()?, &mut tell)
    })
}

/// Whether what was read is at fault, and not the disk it was read from.
fn is_of_contents(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Damaged
            | StoreError::BrokenLog
            | StoreError::Record(_)
            | StoreError::NotARegister
            | StoreError::NewerSchema { .. }
    )
}

/// The size and SHA-256 of a file.
fn sum(mut file: &File, tell: Tell) -> io::Result<Sum> {
    let of = file.metadata()?.len();
    let (mut sha, mut block, mut bytes) = (Sha256::new(), vec![0; BLOCK], 0);
    file.rewind()?;
    loop {
        tell_step(tell, Step::Summing, bytes, of);
        let read = match file.read(&mut block) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        sha.update(&block[..read]);
        bytes += read as u64;
    }
    let sha256 = sha.finalize().into();
    Ok(Sum { bytes, sha256 })
}
