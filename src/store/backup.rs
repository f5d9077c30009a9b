//! Backups: a copy made while everybody works, proved, and put in place with a manifest beside it.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::against::{self, Answer, Claim};
use super::error::StoreError;
use super::{Committed, NotCommitted, Request, Store, beside};
use crate::domain::facts::change::{Backup, Change, What};
use crate::domain::register::Register;
use crate::store::log::Hash;

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

pub use fault::{Flaw, KeyFault, NotMade, NotProved, unsound};
pub use keep::{Keep, NotAKeep, Old};
use making::Copying;
pub use manifest::{Manifest, Sum, from_hex, hex};
pub use name::Name;
pub(super) use proof::manifest_beside;
pub use proof::{Proof, prove, unpack};
pub use seal::{Identities, Recipients};
pub(super) use {manifest::START as MANIFEST_START, seal::MAGIC as SEALED_MAGIC};

/// The folder beside the register that backups go to when nothing else is said.
const USUAL_FOLDER: &str = "backups";
/// What is read and written at once.
const BLOCK: usize = 1 << 20;

/// What backup to make.
#[derive(Clone, Debug)]
pub struct Order {
    pub place: Place,
    /// The recipients to encrypt it to; without any it is not encrypted.
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
    beside::folder_of(register).join(USUAL_FOLDER)
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
    let path = store.path.clone();
    let mut copying = Copying::begin(&path, store.identity, order, tell)?;
    let writing = store.begin().map_err(of_register)?;
    // Nobody can put another file in its place any more, and what was copied is still this one.
    store.identity.check(&store.path).map_err(of_register)?;
    copying.correct(&writing)?;
    drop(writing);
    let made = copying.finish(register.settings.zone.at(request.now), tell)?;
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
    if let Place::File(_) = place {
        return Ok(Vec::new());
    }
    let folder = &folder_of(store, place);
    let known = store.read(|reading| Ok((reading.origin()?, reading.zone()?)));
    let (origin, zone) = known.map_err(NotMade::Register)?;
    let old = keep::of_register(folder, &store.path, &origin)?;
    Ok(keep::spare(old, keep, zone.at(now).fixed_offset()))
}

/// The folder that a backup will be in.
fn folder_of(store: &Store, place: &Place) -> PathBuf {
    match place {
        Place::Usual => usual_folder(&store.path),
        Place::Folder(folder) => folder.clone(),
        Place::File(file) => beside::folder_of(file),
    }
}

/// The earlier backups in a backup's folder whose last log entry is not in the register's log any more, and what the log
/// says to that. In a folder where several registers of one name may have theirs, another register's are left out if there
/// are any of this one's.
pub fn not_contained(store: &Store, place: &Place) -> Result<Vec<(Old, Answer)>, NotMade> {
    let folder = folder_of(store, place);
    let mut earlier = keep::of_name(&folder, &store.path)?;
    let held = store.read(|reading| {
        let origin = reading.origin()?;
        let is_own = |old: &Old| old.manifest.holds.origin == origin;
        if *place != Place::Usual && earlier.iter().any(is_own) {
            earlier.retain(is_own);
        }
        let others = keep::of_origin(&folder, &origin)?.into_iter();
        let others = others.filter(|old| earlier.iter().all(|known| known.path != old.path));
        earlier.extend(others.collect::<Vec<_>>());
        let claims = earlier.iter().map(|old| Claim::of(&old.manifest));
        let answers = claims.map(|claim| against::answer(reading, &claim));
        answers.collect::<Result<Vec<_>, _>>()
    });
    let held = earlier.into_iter().zip(held.map_err(NotMade::Register)?);
    Ok(held
        .filter(|(_, answer)| *answer != Answer::Contained)
        .collect())
}

/// Removes backups of the register that need not be kept beside one that was made and found good a moment ago; which
/// were removed, and which could not be.
pub fn prune(register: &Path, made: &Made, keep: &Keep) -> Result<Pruned, StoreError> {
    let folder = beside::folder_of(&made.path);
    let mut old = keep::of_register(&folder, register, &made.manifest.holds.origin)?;
    old.retain(|old| old.path != made.path);
    let mut pruned = Pruned::default();
    for old in keep::spare(old, keep, made.manifest.made) {
        match keep::remove(&old) {
            Ok(()) => pruned.removed.push(old),
            Err(error) => pruned.left.push((old, error)),
        }
    }
    keep::clear_lone(&folder, register, &made.manifest.holds.origin)?;
    beside::sync_folder(&folder)?;
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
        let folder = Some(place_of(&made.path, &self.path));
        let change = Change::BackedUp {
            backup,
            file,
            folder,
        };
        match self.record(register, request, What::Backup, vec![change]) {
            Ok(Committed::Written(_) | Committed::Unchanged) | Err(NotCommitted::Refused(_)) => {
                Ok(())
            }
            Err(NotCommitted::Failed(error)) => Err(error),
        }
    }
}

/// The folder of a backup as the register's log has it: the usual one is the same wherever the register is moved to.
fn place_of(made: &Path, register: &Path) -> String {
    let folder = beside::folder_of(made);
    let folder = folder.canonicalize().unwrap_or(folder);
    match usual_folder(&real(register)).canonicalize() {
        Ok(usual) if usual == folder => USUAL_FOLDER.to_owned(),
        _ => folder.to_string_lossy().into_owned(),
    }
}

/// The file itself, by whatever link it was opened.
fn real(register: &Path) -> PathBuf {
    let real = register.canonicalize();
    real.unwrap_or_else(|_| register.to_owned())
}

/// The fate of a backup that a register's log tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    There,
    /// The folder is there, and the backup is not in it.
    Gone(PathBuf),
    /// It is not what its manifest promises.
    Changed(PathBuf),
    /// The folder cannot be reached: it may be on a disk that is away.
    OutOfReach(PathBuf),
    /// The log does not say where it was put, and it is not where backups usually are.
    Unknown,
}

/// A backup as a register's log tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    pub made: Backup,
    pub file: String,
    /// Where it was put; older entries do not say.
    pub folder: Option<String>,
    /// What the register is known by.
    pub origin: Hash,
}

/// Looks for a backup where the log has it. A later one of the same register in that folder is as good: the log of a
/// register that was restored tells of none that were made meanwhile.
pub fn whereabouts(register: &Path, noted: &Noted) -> Whereabouts {
    let (file, folder) = (&noted.file, noted.folder.as_deref());
    let register = real(register);
    let folder_path = beside::folder_of(&register).join(folder.unwrap_or(USUAL_FOLDER));
    let path = folder_path.join(file);
    match path.symlink_metadata() {
        Ok(meta) => match proof::manifest_beside(&path) {
            Ok(Some(manifest))
                if manifest.sum.bytes != meta.len() || !proof::is_as_promised(&path, &manifest) =>
            {
                Whereabouts::Changed(path)
            }
            _ => Whereabouts::There,
        },
        Err(_) if folder.is_none() => Whereabouts::Unknown,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // The usual folder lies on the register's own disk, unless it is a link.
            let is_usual = folder == Some(USUAL_FOLDER) && folder_path.symlink_metadata().is_err();
            let found = keep::of_register(&folder_path, &register, &noted.origin);
            // By the log: what a clock says may have been wrong.
            let is_later = |old: &Old| old.manifest.holds.checkpoint.seq >= noted.made.checkpoint;
            match found.unwrap_or_default().iter().any(is_later) {
                true => Whereabouts::There,
                false if is_usual || folder_path.is_dir() => Whereabouts::Gone(path),
                false => Whereabouts::OutOfReach(folder_path),
            }
        }
        Err(_) => Whereabouts::OutOfReach(folder_path),
    }
}

fn tell_step(tell: Tell, step: Step, done: u64, of: u64) {
    tell(Progress { step, done, of });
}
