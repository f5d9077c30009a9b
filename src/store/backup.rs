//! Backups: a copy made while everybody works, proved, and put in place with a manifest beside it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Local};

use super::error::StoreError;
use super::file;
use super::guard::guarded;
use super::tables::{Reading, Writing};
use super::{Committed, NotCommitted, Request, Store};
use crate::domain::change::{Backup, Change, What};
use crate::domain::register::Register;

mod alone;
mod copy;
mod fault;
mod folder;
mod keep;
mod making;
mod manifest;
mod name;
mod proof;
mod seal;

pub use fault::{KeyFault, NotMade, NotProved, unsound};
pub use keep::{Keep, NotAKeep, Old};
use making::Copying;
pub use manifest::{Manifest, Sum, hex};
pub use name::Name;
pub use proof::{Proof, prove, unpack};
pub use seal::{Identities, Recipients};

/// The folder beside the register that backups go to when nothing else is said.
const USUAL_FOLDER: &str = "backups";
/// What is read and written at once.
const BLOCK: usize = 1 << 20;

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
    file::sync_folder(&folder)?;
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

/// A moment in milliseconds since 1970-01-01 UTC.
fn local(millis: i64) -> DateTime<Local> {
    let at = DateTime::from_timestamp_millis(millis).unwrap_or_default();
    at.with_timezone(&Local)
}

fn tell_step(tell: Tell, step: Step, done: u64, of: u64) {
    tell(Progress { step, done, of });
}
