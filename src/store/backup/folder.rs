//! The folder that a backup is to be in: which one, whose, and whether there is room.

use std::fs::{DirBuilder, File, Metadata, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use super::fault::NotMade;
use super::name::{self, Name};
use super::{Place, usual_folder};
use crate::store::error::StoreError;
use crate::store::file;

/// How much larger a copy becomes when it is encrypted: by less than one part of so many.
const SEAL_SHARE: u64 = 1_000;

/// Which folder it is to be in, and the name that was asked for.
pub fn target(register: &Path, place: &Place) -> Result<(PathBuf, Option<String>), NotMade> {
    match place {
        Place::Usual => {
            let folder = usual_folder(register);
            let mut builder = DirBuilder::new();
            match builder.mode(0o700).create(&folder) {
                Ok(()) => file::sync_folder(&file::folder_of(&folder))?,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(StoreError::from(error).into()),
            }
            Ok((folder, None))
        }
        Place::Folder(folder) => Ok((folder.clone(), None)),
        Place::File(path) => {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.ok_or(NotMade::BadName)?.to_owned();
            if path.symlink_metadata().is_ok() {
                return Err(StoreError::AlreadyThere.into());
            }
            Ok((file::folder_of(path), Some(name)))
        }
    }
}

/// A folder in which the unfinished files are ours alone.
pub struct Claim(File);

/// Not by closing alone: a process that is being started holds what is open here, until it has become another program.
impl Drop for Claim {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// Takes a folder for one backup at a time, and clears away what those that were killed have left there. `None` where
/// the file system cannot lock a folder: nothing is cleared there.
pub fn claim(folder: &Path, unfinished: &str) -> Result<Option<Claim>, NotMade> {
    let lock = File::open(folder).map_err(StoreError::from)?;
    if !lock.metadata().map_err(StoreError::from)?.is_dir() {
        return Err(StoreError::NotAFile.into());
    }
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(NotMade::Underway),
        Err(TryLockError::Error(_)) => return Ok(None),
    }
    let claim = Claim(lock);
    for entry in folder.read_dir().map_err(StoreError::from)?.flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| is_left(name, unfinished)) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(Some(claim))
}

/// Whether a name is that of an unfinished backup, or of a manifest that was to go with one.
fn is_left(name: &str, unfinished: &str) -> bool {
    file::is_beside(name, |place| {
        let manifest_of = place.strip_suffix(name::MANIFEST);
        place == unfinished
            || manifest_of
                .is_some_and(|backup| backup == unfinished || Name::read(backup).is_some())
    })
}

/// Refuses a copy that cannot fit, before it takes the room that is left from those who work. One that is to be
/// encrypted is first made beside the register.
pub fn room_for(folder: &Path, copied: &Metadata, sealed: Option<&Path>) -> Result<(), NotMade> {
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
pub fn free_in(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}
