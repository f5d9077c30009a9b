//! Announcement of a restore: a file beside the register tells the sessions that one is under way.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::beside::{self, Beside};
use super::error::StoreError;
use super::file::Identity;
use super::glance;

/// What the file is called after the register's own name.
const ENDING: &str = ".restoring";

/// A session that looks holds the file's lock for some microseconds.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(5);

/// The place of one restore, or of a repair, which announces nothing. The file is locked for as long as this is kept; what a restore that was killed has left
/// is locked by nobody, and so says nothing.
#[derive(Debug)]
pub struct Announcement {
    register: PathBuf,
    place: PathBuf,
    _claim: File,
    announced: Option<Beside>,
}

impl Announcement {
    /// Takes the place, which sessions are not told of yet; `None` where another has it.
    pub fn claim(register: &Path) -> Result<Option<Announcement>, StoreError> {
        let place = place(register);
        for _ in 0..TRIES {
            let file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o600)
                .open(&place)?;
            match file.try_lock() {
                // It may have been taken away, by whoever had it before.
                Ok(()) if is_at(&place, &file)? => {
                    file.set_len(0)?;
                    give_as_register(&file, register);
                    return Ok(Some(Announcement {
                        register: register.to_owned(),
                        place,
                        _claim: file,
                        announced: None,
                    }));
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    /// Keeps new sessions out, and tells those that are open that they may work until then, in milliseconds since 1970.
    pub fn announce(&mut self, until: i64) -> Result<(), StoreError> {
        let beside = Beside::new(&self.place)?;
        beside.write(until.to_string().as_bytes())?;
        beside.file().try_lock().map_err(io::Error::from)?;
        give_as_register(beside.file(), &self.register);
        // A file that is put in its place is told to who watches; one that is written to is not.
        fs::rename(beside.path(), &self.place)?;
        self.announced = Some(beside);
        Ok(())
    }
}

impl Drop for Announcement {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.place);
    }
}

/// Takes away what a restore that was killed has left.
pub fn clear(register: &Path) {
    if place(register).symlink_metadata().is_ok() {
        drop(Announcement::claim(register));
    }
}

/// Lets those read and lock it whose register it is.
fn give_as_register(file: &File, register: &Path) {
    if let Ok(meta) = fs::metadata(register) {
        let _ = beside::give_as(file, &meta);
    }
}

/// Until when sessions may work, where a restore is announced.
pub fn read(register: &Path) -> Option<i64> {
    let mut file = File::open(place(register)).ok()?;
    if !matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)) {
        return None;
    }
    let mut until = String::new();
    file.read_to_string(&mut until).ok()?;
    until.parse().ok()
}

/// Whether a restore is under way, announced or not.
pub fn is_claimed(register: &Path) -> bool {
    beside::is_held(&place(register)).unwrap_or_default()
}

/// Refuses where a restore is announced.
pub fn check(register: &Path) -> Result<(), StoreError> {
    match read(register) {
        Some(until) => Err(StoreError::BeingRestored {
            until,
            zone: glance::zone(register),
        }),
        None => Ok(()),
    }
}

/// Beside the file itself, by whatever name it is opened.
fn place(register: &Path) -> PathBuf {
    let real = register.canonicalize();
    let mut name = real
        .unwrap_or_else(|_| register.to_owned())
        .into_os_string();
    name.push(ENDING);
    PathBuf::from(name)
}

fn is_at(place: &Path, file: &File) -> io::Result<bool> {
    let own = Identity::from(&file.metadata()?);
    match Identity::of(place) {
        Ok(there) => Ok(there == own),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
