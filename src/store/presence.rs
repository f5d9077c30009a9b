//! Whether anybody has the register open, and holding everybody still: by locks that the kernel drops with their process.

use std::fs::{File, OpenOptions};
use std::ops::Bound;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use redb::StorageBackend;
use redb::backends::FileBackend;

use super::error::StoreError;

/// The byte that redb locks for the length of a write transaction (its docs/design.md, "Lock bytes").
pub const WRITER: u64 = 1 << 62;
/// The bytes after it, of which every open handle holds some for as long as it is open.
const HANDLES: (Bound<u64>, Bound<u64>) =
    (Bound::Included(WRITER + 1), Bound::Excluded(WRITER + 896));

/// How long to wait for a session that writes, which takes about a millisecond.
const STILL_DEADLINE: Duration = Duration::from_secs(5);
const STILL_PAUSE: Duration = Duration::from_millis(1);

/// Whether any session has the register at a path open, this process's own included.
pub fn is_open(path: &Path) -> Result<bool, StoreError> {
    let backend = FileBackend::new(File::open(path)?)?;
    let (from, until) = HANDLES;
    Ok(backend.query_lock_range(from, until)?)
}

/// The register with nobody writing to it, until this is dropped. Sessions may have it open and read.
pub struct Still(FileBackend);

impl Still {
    /// Waits until nobody writes, at most some seconds. Works on a damaged file too.
    pub fn hold(path: &Path) -> Result<Still, StoreError> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let backend = FileBackend::new(file)?;
        let deadline = Instant::now() + STILL_DEADLINE;
        while !backend.try_lock_range(Bound::Included(WRITER), Bound::Included(WRITER))? {
            if Instant::now() >= deadline {
                return Err(StoreError::Busy);
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
