//! The folder that a backup is to be in: which one, whose, and whether there is room.

use std::fs::{DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, fchown};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;
use rustix::process::geteuid;

use super::fault::NotMade;
use super::name::{self, Name};
use super::{Place, usual_folder};
use crate::store::beside;
use crate::store::error::StoreError;
use crate::store::file::Identity;

/// How much larger a copy becomes when it is encrypted: by less than one part of so many.
const SEAL_SHARE: u64 = 1_000;
/// What a copy is called until it is put in place.
const UNFINISHED: &str = "backup";
/// How long to wait for another backup to begin.
const GATE_DEADLINE: Duration = Duration::from_secs(5);
const GATE_PAUSE: Duration = Duration::from_millis(5);

/// Which folder it is to be in, and the name that was asked for.
pub fn target(
    register: &Path,
    owner: &Metadata,
    place: &Place,
) -> Result<(PathBuf, Option<String>), NotMade> {
    match place {
        Place::Usual => {
            let folder = usual_folder(register);
            let mut builder = DirBuilder::new();
            match builder.mode(0o700).create(&folder) {
                Ok(()) => {
                    give_new_folder(&folder, owner);
                    beside::sync_folder(&beside::folder_of(&folder))?;
                }
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
            Ok((beside::folder_of(path), Some(name)))
        }
    }
}

/// Gives a file that root has made to the register's owner, whose own backups would fail otherwise.
pub fn give(file: &File, owner: &Metadata) {
    if geteuid().is_root() {
        let _ = fchown(file, Some(owner.uid()), Some(owner.gid()));
    }
}

/// The same of a folder that was made a moment ago. Whoever owns the one it lies in could have put another in its place:
/// only an empty one of root's is given away.
fn give_new_folder(folder: &Path, owner: &Metadata) {
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW;
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    let opened = OpenOptions::new()
        .read(true)
        .custom_flags(flags)
        .open(folder);
    let Ok(opened) = opened else {
        return;
    };
    let is_roots = opened.metadata().is_ok_and(|meta| meta.uid() == 0);
    let inside = Path::new("/proc/self/fd").join(opened.as_raw_fd().to_string());
    let is_empty = inside
        .read_dir()
        .is_ok_and(|mut inside| inside.next().is_none());
    if is_roots && is_empty {
        give(&opened, owner);
    }
}

/// A folder in which no backup begins meanwhile.
pub struct Gate(File);

/// Not by closing alone: a process that is being started holds what is open here, until it has become another program.
impl Drop for Gate {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// The name of a backup until it is put in place.
pub struct Unfinished {
    pub name: String,
    /// The stem of the names of the register's backups; `None` if this backup was given a name of its own.
    pub stem: Option<String>,
}

impl Unfinished {
    /// Two registers in one folder have each their own, though they be called the same.
    pub fn of(register: &Path, identity: Identity, named: Option<&str>) -> Unfinished {
        let stem = name::stem(register);
        match named {
            Some(named) => Unfinished {
                name: named.to_owned(),
                stem: None,
            },
            None => Unfinished {
                name: format!("{stem}-{:x}-{UNFINISHED}", identity.number()),
                stem: Some(stem),
            },
        }
    }

    /// Whether what was to become a file of this name was a backup like this one, or the manifest of one.
    fn is_like(&self, place: &str) -> bool {
        let of_stem = |name: &str| {
            let rest = name
                .strip_prefix(self.stem.as_deref()?)?
                .strip_prefix('-')?;
            let number = rest.strip_suffix(UNFINISHED)?;
            // Those of earlier versions have no number.
            let is_number = |number: &str| number.bytes().all(|b| b.is_ascii_hexdigit());
            (number.is_empty() || number.strip_suffix('-').is_some_and(is_number)).then_some(())
        };
        let is_manifest = || {
            let backup = place.strip_suffix(name::MANIFEST)?;
            let stem = Name::read(backup).map(|name| name.stem);
            (backup == self.name || (stem.is_some() && stem == self.stem)).then_some(())
        };
        place == self.name || of_stem(place).is_some() || is_manifest().is_some()
    }
}

impl Gate {
    /// Waits for those that begin, each of which takes some milliseconds.
    pub fn take(folder: &Path) -> Result<Gate, NotMade> {
        let lock = File::open(folder).map_err(StoreError::from)?;
        if !lock.metadata().map_err(StoreError::from)?.is_dir() {
            return Err(StoreError::NotAFile.into());
        }
        let deadline = Instant::now() + GATE_DEADLINE;
        // Some file systems cannot lock a folder; then it is not locked.
        while let Err(TryLockError::WouldBlock) = lock.try_lock() {
            if Instant::now() >= deadline {
                return Err(NotMade::Underway);
            }
            thread::sleep(GATE_PAUSE);
        }
        Ok(Gate(lock))
    }
}

/// Sees that no other backup of the register is being made in a folder, and clears away what those that were killed have
/// left there. No other begins before the gate is dropped.
pub fn enter(folder: &Path, unfinished: &Unfinished) -> Result<Gate, NotMade> {
    let gate = Gate::take(folder)?;
    for entry in folder.read_dir().map_err(StoreError::from)?.flatten() {
        let name = entry.file_name();
        let place = name.to_str().and_then(beside::place_of);
        let Some(place) = place.filter(|place| unfinished.is_like(place)) else {
            continue;
        };
        match beside::is_held(&entry.path()) {
            Ok(true) if place == unfinished.name => return Err(NotMade::Underway),
            Ok(false) => {
                let _ = std::fs::remove_file(entry.path());
            }
            Ok(true) | Err(_) => {}
        }
    }
    Ok(gate)
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
    let by = sealed.map(|register| (beside::folder_of(register), by_register));
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
