//! Holding everybody still who has the register open, by a lock that the kernel drops with its process.

use std::fs::OpenOptions;
use std::ops::Bound;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use redb::StorageBackend;
use redb::backends::FileBackend;

use super::error::StoreError;

/// The byte that redb locks for the length of a write transaction (its docs/design.md, "Lock bytes").
const WRITER: u64 = 1 << 62;
/// How long to wait for a session that writes, which takes about a millisecond.
const STILL_DEADLINE: Duration = Duration::from_secs(5);
const STILL_PAUSE: Duration = Duration::from_millis(1);

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
