//! The write transactions of this process: one that a signal is to end lets go of what it was writing first.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::error::StoreError;

/// The longest that a signal waits for a transaction to be let go, or to come to its end.
const DEADLINE: Duration = Duration::from_secs(10);

// A process is ended as a whole, by a thread that knows nothing of what the others do.
static IS_ENDING: AtomicBool = AtomicBool::new(false);
static UNDER_WAY: Mutex<usize> = Mutex::new(0);
static FEWER: Condvar = Condvar::new();

/// Held for the length of a write transaction, and dropped after it.
#[derive(Debug)]
pub struct Transacting(());

impl Transacting {
    /// Before a transaction begins. Does not come back once the process is to end.
    pub fn begin() -> Transacting {
        wait_for_the_end();
        *under_way() += 1;
        Transacting(())
    }
}

impl Drop for Transacting {
    fn drop(&mut self) {
        *under_way() -= 1;
        FEWER.notify_all();
        // The process is ending by a signal: an answer now could be false, and the exit code must be the signal's.
        wait_for_the_end();
    }
}

/// Whether a transaction may go on; asked before each part of a long one.
pub fn go_on() -> Result<(), StoreError> {
    match IS_ENDING.load(Ordering::SeqCst) {
        false => Ok(()),
        true => Err(StoreError::Io(io::ErrorKind::Interrupted)),
    }
}

/// From now on none begins, and those under way are let go. Comes back when none is left, or one takes too long.
pub fn let_go() {
    IS_ENDING.store(true, Ordering::SeqCst);
    let none_left = FEWER.wait_timeout_while(under_way(), DEADLINE, |left| *left > 0);
    drop(none_left);
}

fn under_way() -> MutexGuard<'static, usize> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Another thread ends the process.
fn wait_for_the_end() {
    while IS_ENDING.load(Ordering::SeqCst) {
        thread::park();
    }
}
