//! Other sessions of a register, and holding them still. Locks tell of them, since the kernel drops those with their
//! process.

use std::fs::{File, OpenOptions};
use std::ops::Bound;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use redb::StorageBackend;
use redb::backends::FileBackend;

use super::error::StoreError;
use super::file::Identity;
use super::pages::HEADER;
use super::process::{self, Process};

/// The byte that redb locks for the length of a write transaction (its docs/design.md, "Lock bytes").
pub const WRITER: u64 = 1 << 62;
/// The bytes after it, some of which every open handle holds for as long as it is open.
const HANDLES: (Bound<u64>, Bound<u64>) =
    (Bound::Included(WRITER + 1), Bound::Excluded(WRITER + 896));

/// How long to wait for a session that writes, which takes about a millisecond.
const STILL_DEADLINE: Duration = Duration::from_secs(5);
const STILL_PAUSE: Duration = Duration::from_millis(1);
/// A process that holds the header for longer than this holds readers up.
const HEAD_HELD: Duration = Duration::from_millis(200);
/// A process that writes for longer than this holds others up.
const HELD_UP: Duration = Duration::from_millis(500);

/// Whether anybody has the register open, this process included. No file is open to nobody.
pub fn is_open(path: &Path) -> Result<bool, StoreError> {
    let file = match File::open(path).map_err(StoreError::from) {
        Err(StoreError::NotThere) => return Ok(false),
        other => other?,
    };
    let (from, until) = HANDLES;
    Ok(FileBackend::new(file)?.query_lock_range(from, until)?)
}

/// The numbers of the other processes that have the file open, as far as this one may know; Linux only.
pub fn processes(path: &Path) -> Vec<u32> {
    let mut open = process::that_have_open(path);
    open.retain(|process| *process != std::process::id());
    open
}

/// Who else has the register open, as far as this process may know; Linux only.
pub fn sessions(path: &Path) -> Vec<Process> {
    processes(path).into_iter().map(Process::of).collect()
}

/// Whether somebody writes to the file at this moment, as far as that can be known.
pub fn is_written_to(path: &Path) -> bool {
    // Opening a pipe would wait for who is at its other end.
    if !std::fs::metadata(path).is_ok_and(|meta| meta.is_file()) {
        return false;
    }
    let byte = Bound::Included(WRITER);
    let file = File::open(path).ok();
    let file = file.and_then(|file| FileBackend::new(file).ok());
    file.is_some_and(|file| file.query_lock_range(byte, byte).unwrap_or_default())
}

/// Whether somebody has been writing to the file for longer than a command takes: stopped, hung, or at something large.
pub fn is_held_up(path: &Path) -> bool {
    let deadline = Instant::now() + HELD_UP;
    while is_written_to(path) {
        if Instant::now() >= deadline {
            return true;
        }
        thread::sleep(STILL_PAUSE);
    }
    false
}

/// Whether somebody has been holding the file's own header, which readers need as well, for longer than it takes to write
/// it: whoever was stopped in the middle of a commit.
pub fn is_head_held(path: &Path) -> bool {
    let Some(file) = File::open(path).ok() else {
        return false;
    };
    let Ok(file) = FileBackend::new(file) else {
        return false;
    };
    let head = (Bound::Included(0), Bound::Excluded(HEADER as u64));
    let deadline = Instant::now() + HEAD_HELD;
    while file.query_lock_range(head.0, head.1).unwrap_or_default() {
        if Instant::now() >= deadline {
            return true;
        }
        thread::sleep(STILL_PAUSE);
    }
    false
}

/// The process that holds others up; `None` if there is none, or if it cannot be named.
pub fn held_up(path: &Path) -> Option<Process> {
    match is_held_up(path) {
        true => process::writer(path),
        false => None,
    }
}

/// The register with nobody writing to it, until this is dropped. Sessions may have it open and read.
pub struct Still(FileBackend);

impl Still {
    /// Waits until nobody writes, at most some seconds. A damaged file can be held too.
    pub fn hold(path: &Path) -> Result<Still, StoreError> {
        let deadline = Instant::now() + STILL_DEADLINE;
        loop {
            let file = OpenOptions::new().read(true).write(true).open(path)?;
            let identity = Identity::from(&file.metadata()?);
            let still = Still::of(FileBackend::new(file)?, deadline);
            let still = still.map_err(|error| error.held_at(path))?;
            // A restore or a repair that was waited for may have put another file there.
            if Identity::of(path)? == identity {
                return Ok(still);
            }
        }
    }

    fn of(backend: FileBackend, deadline: Instant) -> Result<Still, StoreError> {
        while !backend.try_lock_range(Bound::Included(WRITER), Bound::Included(WRITER))? {
            if Instant::now() >= deadline {
                return Err(StoreError::Busy(None));
            }
            thread::sleep(STILL_PAUSE);
        }
        Ok(Still(backend))
    }
}

impl Drop for Still {
    fn drop(&mut self) {
        // Closing the file would do it as well.
        let _ = self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn is_held(path: &Path) -> bool {
        let file = FileBackend::new(File::open(path).expect("it is there")).expect("a file");
        let held = file.query_lock_range(Bound::Included(WRITER), Bound::Included(WRITER));
        held.expect("an answer")
    }

    #[test]
    fn what_is_held_is_what_lies_there_then() {
        let folder = tempfile::tempdir().expect("a folder");
        let [place, new] = ["place", "new"].map(|name| folder.path().join(name));
        for file in [&place, &new] {
            fs::write(file, "a register").expect("written");
        }
        let first = Still::hold(&place).expect("nobody writes");
        thread::scope(|scope| {
            let second = scope.spawn(|| Still::hold(&place));
            // Time for the second to come to wait; where it has not, all is well the sooner.
            thread::sleep(Duration::from_millis(100));
            fs::rename(&new, &place).expect("replaced");
            drop(first);
            let second = second.join().expect("no panic").expect("nobody writes");
            assert!(is_held(&place));
            drop(second);
            assert!(!is_held(&place));
        });
    }
}
