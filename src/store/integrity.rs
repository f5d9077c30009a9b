//! Every page of the file verified: at most once a day and after an unclean end, beside those who work in it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use redb::backends::FileBackend;
use redb::{DatabaseError, ReadOnlyDatabase, ReadableDatabase, StorageBackend};

use super::error::StoreError;
use super::file;
use super::guard::guarded;
use super::patient::Patient;
use super::presence::{self, Still};
use super::rehearsal::Rehearsal;

/// Up to so many bytes a file is verified while it is opened, which takes some milliseconds; a larger one afterwards.
pub const SMALL: u64 = 8 << 20;

/// How long to wait after each look that found damage before the next one; what a session writes meanwhile may look
/// like it.
const PAUSES: [Duration; 2] = [Duration::from_millis(30), Duration::from_millis(300)];

const SECONDS_A_DAY: u64 = 24 * 60 * 60;

/// The present moment, in seconds since 1970-01-01 UTC.
pub fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |now| now.as_secs())
}

/// Whether a file that was last verified then is to be verified today. Days are those of UTC, which end while nobody
/// works.
pub fn is_due(verified: Option<u64>) -> bool {
    verified.is_none_or(|at| at / SECONDS_A_DAY != now() / SECONDS_A_DAY)
}

/// Verifies every page of the register as it was last committed. Nobody waits for it, unless it finds damage: that is
/// only believed while nobody writes.
pub fn verify(path: &Path) -> Result<(), StoreError> {
    for pause in PAUSES {
        match look(path) {
            Err(StoreError::Damaged) if presence::is_open(path)? => thread::sleep(pause),
            // Nobody is there to have written meanwhile.
            Err(StoreError::Damaged) => break,
            other => return other,
        }
    }
    match Still::hold(path) {
        Ok(_still) => look(path),
        // Nobody writes to a file that cannot be written to, so the damage is real.
        Err(StoreError::Denied | StoreError::ReadOnly) => Err(StoreError::Damaged),
        Err(error) => Err(error),
    }
}

/// One look, over a file whose writes stay in memory. The read transaction keeps what is looked at from being
/// written over meanwhile.
fn look(path: &Path) -> Result<(), StoreError> {
    guarded(|| {
        let reader = newest(Patient(FileBackend::new(File::open(path)?)?))?;
        let _kept = reader.as_ref().map(|db| db.begin_read()).transpose()?;
        let mut db = file::builder().create_with_backend(Rehearsal::of(path)?)?;
        match db.check_integrity()? {
            true => Ok(()),
            false => Err(StoreError::Damaged),
        }
    })
}

/// The newest commit, as sessions read it; none after an unclean end, when whoever opens the file first repairs it.
/// Refused is what ended cleanly and cannot be read so: a repair of that would go back to the commit before.
pub fn newest(backend: impl StorageBackend) -> Result<Option<ReadOnlyDatabase>, StoreError> {
    match file::builder().open_read_only_with_backend(backend) {
        Err(DatabaseError::RepairAborted) => Ok(None),
        other => Ok(Some(other?)),
    }
}

/// Verifies in a thread of its own; `wake` is called when the result is there.
pub fn verify_beside(
    path: PathBuf,
    wake: impl FnOnce() + Send + 'static,
) -> Receiver<Result<(), StoreError>> {
    let (sender, receiver) = mpsc::sync_channel(1);
    thread::spawn(move || {
        let result = verify(&path);
        if sender.send(result).is_ok() {
            wake();
        }
    });
    receiver
}
