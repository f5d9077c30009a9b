//! The files that are not finished yet: what this process has beside their places, to be taken away when a signal ends
//! it; and what processes that were killed have left. Each may hold a whole register in plain text.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::file::Identity;
use super::{announcement, backup, beside, exchange, file};

/// What an unfinished file of this program's begins with.
const BEGINNINGS: [&[u8]; 4] = [
    file::MAGIC,
    backup::SEALED_MAGIC,
    backup::MANIFEST_START.as_bytes(),
    exchange::START.as_bytes(),
];

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

/// Until this is dropped, no signal ends the process: a file that is put in place in several steps must not be left
/// between them.
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

/// Takes away what processes that were killed have left in a folder: what was to become a file called `place`, and what
/// begins as only this program's files do. What a living process works on is locked, and stays.
pub fn clear(folder: &Path, place: Option<&OsStr>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if let Some(was_to_be) = name.to_str().and_then(beside::place_of) {
            let is_known = place == Some(OsStr::new(was_to_be));
            // `doctor` tells of a file that cannot be taken away.
            let _ = take_away(&entry.path(), &folder.join(was_to_be), is_known);
        }
    }
}

fn take_away(path: &Path, place: &Path, is_known: bool) -> io::Result<()> {
    let file = beside::open_to_read(path)?;
    // Held until it is gone: whoever has made it a moment ago waits, and finds out.
    file.try_lock()?;
    // A restore of an earlier version has a lock on its announcement alone.
    let is_ours = is_known || begins_as_ours(&file)?;
    if is_ours && !announcement::is_claimed(place) && is_at(path, &file) {
        fs::remove_file(path)?;
    }
    file.unlock()
}

/// Whether a file still lies where it was opened.
pub fn is_at(path: &Path, file: &File) -> bool {
    let own = file.metadata().map(|meta| Identity::from(&meta));
    matches!((Identity::of(path), own), (Ok(there), Ok(own)) if there == own)
}

fn begins_as_ours(file: &File) -> io::Result<bool> {
    let mut start = [0; 32];
    let read = file.read_at(&mut start, 0)?;
    let start = &start[..read];
    let is_begun = |whole: &&[u8]| start.starts_with(whole) || whole.starts_with(start);
    Ok(BEGINNINGS.iter().any(is_begun))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_is_taken_away_and_what_is_worked_on_or_anothers_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let left = [
            (".a.redb.0123456789abcdef.new", file::MAGIC),
            (".b.redb.age.0123456789abcdef.new", backup::SEALED_MAGIC),
            (
                ".b.sha256.0123456789abcdef.new",
                b"# manifest = 1\n# program".as_slice(),
            ),
            (
                ".c.json.0123456789abcdef.new",
                b"{\"format\":\"tolv\",\"version\":2",
            ),
            (".d.json.0123456789abcdef.new", b"{\"form"),
            (".e.redb.0123456789abcdef.new", b""),
            (".mine.0123456789abcdef.new", b"anything"),
        ];
        let stay = [
            (".f.0123456789abcdef.new", b"a letter".as_slice()),
            (".f.redb.new", file::MAGIC),
            ("g.redb", file::MAGIC),
            (".held.redb.0123456789abcdef.new", file::MAGIC),
        ];
        for (name, bytes) in left.iter().chain(&stay) {
            fs::write(at(name), bytes).expect("written");
        }
        let held = File::open(at(stay[3].0)).expect("it is there");
        held.lock_shared().expect("a lock");
        clear(folder.path(), Some(OsStr::new("mine")));
        for (name, _) in left {
            assert!(!at(name).exists(), "{name} is still there");
        }
        for (name, _) in stay {
            assert!(at(name).exists(), "{name} is gone");
        }
        held.unlock().expect("unlocked");
        clear(folder.path(), None);
        assert!(!at(stay[3].0).exists());
    }

    #[test]
    fn what_is_being_made_stays_for_as_long_as_it_is_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("a.redb");
        let [one, other] = [(); 2].map(|()| beside::Beside::new(&place).expect("a file"));
        clear(folder.path(), Some(OsStr::new("a.redb")));
        assert!(one.path().exists() && other.path().exists());
    }
}
