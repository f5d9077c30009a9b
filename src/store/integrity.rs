//! Every page of the file verified: at most once a day and after an unclean end, beside those who work in it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use redb::{DatabaseError, ReadableDatabase};

use super::error::StoreError;
use super::file;
use super::guard::guarded;
use super::presence::Still;
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
            Err(StoreError::Damaged) => thread::sleep(pause),
            other => return other,
        }
    }
    match Still::hold(path) {
        Ok(_still) => look(path),
        // Where it cannot be written to, nobody does.
        Err(StoreError::Denied | StoreError::ReadOnly) => Err(StoreError::Damaged),
        Err(error) => Err(error),
    }
}

/// One look, over a file whose writes stay in memory. The read transaction keeps what is looked at from being
/// written over meanwhile.
fn look(path: &Path) -> Result<(), StoreError> {
    guarded(|| {
        let reader = match file::builder().open_read_only(path) {
            // After an unclean end; whoever opens it first repairs it.
            Err(DatabaseError::RepairAborted) => None,
            other => Some(other?),
        };
        let _kept = reader.as_ref().map(|db| db.begin_read()).transpose()?;
        let mut db = file::builder().create_with_backend(Rehearsal::of(path)?)?;
        match db.check_integrity()? {
            true => Ok(()),
            false => Err(StoreError::Damaged),
        }
    })
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
