//! The files that are not finished yet: what this process has beside their places, to be taken away when a signal ends
//! it. Each may hold a whole register in plain text.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

// A process is ended as a whole, by a thread that knows nothing of what the others do.
static FILES: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
static PUTTING: Mutex<()> = Mutex::new(());

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a file that will be taken away; where it cannot be made, nothing is.
pub fn made<T, E>(path: &Path, make: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let mut files = held(&FILES);
    let made = make()?;
    files.insert(path.to_owned());
    Ok(made)
}

/// Takes away a file that was made.
pub fn gone(path: &Path) {
    let mut files = held(&FILES);
    // Not there any more where it was renamed.
    let _ = std::fs::remove_file(path);
    files.remove(path);
}

/// What is put in place in several steps is not taken apart between them, until this is dropped.
pub fn putting() -> MutexGuard<'static, ()> {
    held(&PUTTING)
}

/// Takes away all of them, for a process that ends by `end`: no more are made.
pub fn abandon(end: impl FnOnce()) {
    let putting = held(&PUTTING);
    let files = held(&FILES);
    for path in &*files {
        let _ = std::fs::remove_file(path);
    }
    end();
    drop((putting, files));
}
