//! A file whose locks are waited for until a deadline. A process that holds one may have been stopped, and then the
//! wait would never end.

use std::io;
use std::ops::Bound;
use std::thread;
use std::time::{Duration, Instant};

use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};

/// How long to wait for a lock that others hold for a millisecond at most.
const DEADLINE: Duration = Duration::from_secs(4);
/// Between two tries.
const PAUSE: Duration = Duration::from_micros(100);

#[derive(Debug)]
pub struct Patient(pub FileBackend);

/// Tries until it is done, or says that somebody else is in the way.
fn waited(mut take: impl FnMut() -> Result<bool, BackendError>) -> Result<(), BackendError> {
    let deadline = Instant::now() + DEADLINE;
    while !take()? {
        if Instant::now() >= deadline {
            return Err(BackendError::Io(io::ErrorKind::WouldBlock.into()));
        }
        thread::sleep(PAUSE);
    }
    Ok(())
}

impl StorageBackend for Patient {
    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.0.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.0.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.0.close()
    }

    fn try_lock_range(&self, from: Bound<u64>, until: Bound<u64>) -> Result<bool, BackendError> {
        self.0.try_lock_range(from, until)
    }

    fn try_lock_shared_range(
        &self,
        from: Bound<u64>,
        until: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.0.try_lock_shared_range(from, until)
    }

    fn lock_range(&self, from: Bound<u64>, until: Bound<u64>) -> Result<(), BackendError> {
        waited(|| self.0.try_lock_range(from, until))
    }

    fn lock_shared_range(&self, from: Bound<u64>, until: Bound<u64>) -> Result<(), BackendError> {
        waited(|| self.0.try_lock_shared_range(from, until))
    }

    fn unlock_range(&self, from: Bound<u64>, until: Bound<u64>) -> Result<(), BackendError> {
        self.0.unlock_range(from, until)
    }

    fn query_lock_range(&self, from: Bound<u64>, until: Bound<u64>) -> Result<bool, BackendError> {
        self.0.query_lock_range(from, until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_holds_a_lock_for_ever_is_not_waited_for_for_ever() {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        let opened = || FileBackend::new(file.reopen().expect("it opens")).expect("a file");
        let byte = Bound::Included(7);
        let holder = opened();
        assert!(holder.try_lock_range(byte, byte).expect("an answer"));
        let waiting = Patient(opened());
        assert!(waiting.lock_shared_range(byte, byte).is_err());
        assert!(waiting.lock_range(byte, byte).is_err());
        holder.unlock_range(byte, byte).expect("let go");
        waiting.lock_range(byte, byte).expect("it is free");
    }
}
