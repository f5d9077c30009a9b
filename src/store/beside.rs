//! A new file beside its place: filled, and put there in one step, with or instead of another; and what a killed process
//! has left.

use std::fs::{DirBuilder, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::os::unix::fs::{
    DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown,
};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{CWD, OFlags, RenameFlags, renameat_with};

use super::error::StoreError;
use super::unfinished;

/// How often, and at what intervals, it is looked whether somebody holds a file.
const LOCK_TRIES: usize = 5;
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// The bits of a file's mode that say who may read and write it.
const PERMISSIONS: u32 = 0o777;

/// The ending of the name of an unfinished file.
const BESIDE_ENDING: &str = ".new";
/// By how much its name is longer than that of its place: two dots, sixteen digits and the ending.
pub const BESIDE_EXTRA: usize = 2 + 16 + BESIDE_ENDING.len();

/// Makes a file beside its place, fills it, and puts it there only when it is whole. `None` where another session was
/// first: its file is left alone and this one is dropped, as it is when filling fails.
pub fn make_beside<T, E: From<StoreError>>(
    path: &Path,
    fill: impl FnOnce(&Path) -> Result<T, E>,
) -> Result<Option<T>, E> {
    let folder = folder_of(path);
    let mut builder = DirBuilder::new();
    let made = builder.recursive(true).mode(0o700).create(&folder);
    made.map_err(StoreError::from)?;
    let beside = Beside::new(path)?;
    let filled = fill(beside.path())?;
    let is_there = beside.put(path)?;
    Ok(is_there.then_some(filled))
}

/// Why a file was not put in another's place. All is as it was, unless it says otherwise.
#[derive(Debug)]
pub enum NotPut {
    /// It could not be given to the account that the other one belongs to.
    Owner,
    Store(StoreError),
    /// It is in the place, and the disk does not say that it stays there when the power is cut.
    Unsynced,
}

impl<E: Into<StoreError>> From<E> for NotPut {
    fn from(error: E) -> NotPut {
        NotPut::Store(error.into())
    }
}

/// Gives a new file what another one has: whose it is, and who may reach it. An administrator's must not lock out those
/// whose register it is.
pub fn give_as(file: &File, other: &Metadata) -> io::Result<()> {
    let own = file.metadata()?;
    // A file system without owners refuses even to leave them as they are.
    if (own.uid(), own.gid()) != (other.uid(), other.gid()) {
        fchown(file, Some(other.uid()), Some(other.gid()))?;
    }
    let mode = other.mode() & PERMISSIONS;
    if own.mode() & PERMISSIONS != mode {
        file.set_permissions(Permissions::from_mode(mode))?;
    }
    Ok(())
}

/// Writes a new file for its owner alone, durably. Where that fails there is none.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let beside = Beside::new(path)?;
    beside.write(bytes)?;
    beside
        .put_instead(path, None)
        .map_err(|reason| match reason {
            NotPut::Owner => StoreError::Denied,
            NotPut::Store(error) => error,
            NotPut::Unsynced => {
                let _ = std::fs::remove_file(path);
                StoreError::Io(io::ErrorKind::Other)
            }
        })
}

/// Puts a file for its owner alone in the place of what is there, in one step and durably.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let beside = Beside::new(path)?;
    beside.write(bytes)?;
    beside.file.sync_all()?;
    std::fs::rename(&beside.path, path)?;
    Ok(Kernel.sync(&beside.folder)?)
}

/// A new file beside its place, in the same folder so that it can be put there in one step. It is gone when this is.
#[derive(Debug)]
pub struct Beside {
    path: PathBuf,
    folder: PathBuf,
    file: File,
}

impl Beside {
    /// An empty file for its owner alone, in a folder that is there.
    pub fn new(place: &Path) -> Result<Beside, StoreError> {
        let folder = folder_of(place);
        let name = place
            .file_name()
            .ok_or(StoreError::NotAFile)?
            .to_string_lossy();
        unfinished::clear(&folder, place.file_name());
        loop {
            // A name of its own: one that could not be taken away must not stop the next.
            let unique = RandomState::new().hash_one(std::process::id());
            let path = folder.join(format!(".{name}.{unique:016x}{BESIDE_ENDING}"));
            let mut options = OpenOptions::new();
            options.read(true).write(true).create_new(true).mode(0o600);
            let file = unfinished::made(&path, || options.open(&path))?;
            // Says for as long as it is there that a process works on it, and lets redb open it. Some file systems have
            // no locks.
            let _ = file.lock_shared();
            // Another process that clears away unfinished files may have removed it before it was locked.
            if unfinished::is_at(&path, &file) {
                return Ok(Beside { path, folder, file });
            }
            unfinished::gone(&path);
        }
    }

    /// Where it is meanwhile.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file itself, to fill and to read.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Fills it with these bytes, durably.
    pub fn write(&self, bytes: &[u8]) -> Result<(), StoreError> {
        self.file.write_all_at(bytes, 0)?;
        Ok(self.file.sync_all()?)
    }

    /// Puts it in its place, durably. False where something was there already: that is left alone. What cannot be made
    /// durable is not there.
    pub fn put(&self, place: &Path) -> Result<bool, StoreError> {
        self.put_by(place, &Kernel)
    }

    fn put_by(&self, place: &Path, names: &impl Names) -> Result<bool, StoreError> {
        let is_there = match put_new(&self.path, place, names) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
            Err(error) => return Err(error.into()),
        };
        names.sync(&self.folder).inspect_err(|_| {
            if is_there {
                let _ = std::fs::remove_file(place);
            }
        })?;
        Ok(is_there)
    }

    /// Puts it durably in the place of a file that is there and is kept under another name, and gives it to whom that
    /// one belongs. With no name to keep there must be none.
    pub fn put_instead(&self, place: &Path, kept: Option<&Path>) -> Result<(), NotPut> {
        self.put_instead_by(place, kept, &Kernel)
    }

    fn put_instead_by(
        &self,
        place: &Path,
        kept: Option<&Path>,
        names: &impl Names,
    ) -> Result<(), NotPut> {
        if kept.is_some() {
            let other = std::fs::metadata(place)?;
            give_as(&self.file, &other).map_err(|_| NotPut::Owner)?;
        }
        self.file.sync_all()?;
        match kept {
            Some(kept) => put_in_place_of(&self.path, place, kept, names)?,
            None => put_new(&self.path, place, names)?,
        }
        names.sync(&self.folder).map_err(|_| NotPut::Unsynced)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        unfinished::gone(&self.path);
        // Not by closing alone: a process that is being started holds what is open here, until it has become another
        // program.
        let _ = self.file.unlock();
    }
}

/// Whether a living process holds a file: it fills it, or has it open as a register.
pub fn is_held(path: &Path) -> io::Result<bool> {
    is_locked(&open_to_read(path)?)
}

/// The same of a file that is open here.
pub fn is_locked(file: &File) -> io::Result<bool> {
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return file.unlock().map(|()| false),
            // Another process that looks holds the lock for a moment.
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(true)
}

/// Opens a file to read it. A pipe that nobody writes to would be waited for for ever, so it is opened without waiting.
pub fn open_to_read(path: &Path) -> io::Result<File> {
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
    let mut options = OpenOptions::new();
    let file = options.read(true).custom_flags(flags).open(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::ErrorKind::IsADirectory.into()),
    }
}

/// The name that an unfinished file of this name was to get; `None` if it is no unfinished file's.
pub fn place_of(name: &str) -> Option<&str> {
    let middle = name.strip_prefix('.')?.strip_suffix(BESIDE_ENDING)?;
    let (place, unique) = middle.rsplit_once('.')?;
    let is_unique = unique.len() == 16 && unique.bytes().all(|b| b.is_ascii_hexdigit());
    is_unique.then_some(place)
}

/// Steps with names that not every file system can take, or not always.
trait Names {
    /// A second name for a file.
    fn link(&self, file: &Path, name: &Path) -> io::Result<()>;
    /// Two files' names in one step.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    /// Makes durable which files lie in a folder, and under which names.
    fn sync(&self, folder: &Path) -> io::Result<()>;
}

struct Kernel;

impl Names for Kernel {
    fn link(&self, file: &Path, name: &Path) -> io::Result<()> {
        std::fs::hard_link(file, name)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
    }

    fn sync(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }
}

/// Whether the file system cannot do such a thing at all.
fn is_beyond(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied
            | io::ErrorKind::Unsupported
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::TooManyLinks
    )
}

fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

/// Gives a file its name, unless something has it. A file system without hard links, such as a memory stick's, can
/// still rename without writing over anything.
fn put_new(beside: &Path, place: &Path, names: &impl Names) -> io::Result<()> {
    match names.link(beside, place) {
        Err(error) if is_beyond(&error) => rename_new(beside, place),
        result => result,
    }
}

/// Puts a new file in the place of one that is there, which keeps another name that nothing has. At no moment is there
/// none in the place: without hard links the two exchange their names. Where a file system can do neither, the old one
/// is renamed first, and for that moment none is there; should the new one then not go there, the old one goes back.
fn put_in_place_of(new: &Path, place: &Path, kept: &Path, names: &impl Names) -> io::Result<()> {
    match names.link(place, kept) {
        Ok(()) => {
            return std::fs::rename(new, place).inspect_err(|_| {
                let _ = std::fs::remove_file(kept);
            });
        }
        Err(error) if !is_beyond(&error) => return Err(error),
        Err(_) => {}
    }
    // First the new one gets the name that the old one is to keep: nobody takes that for what may be cleared away.
    rename_new(new, kept)?;
    let exchanged = names.exchange(kept, place);
    let Err(error) = exchanged else {
        return Ok(());
    };
    rename_new(kept, new)?;
    if !is_beyond(&error) {
        return Err(error);
    }
    rename_new(place, kept)?;
    rename_new(new, place).inspect_err(|_| {
        let _ = rename_new(kept, place);
    })
}

/// Makes durable which files lie in a folder, and under which names.
pub fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    Ok(Kernel.sync(folder)?)
}

/// The folder that a file lies in.
pub fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file system that can do some things with names, and what it was asked.
    struct Can {
        link: bool,
        exchange: Result<(), io::ErrorKind>,
    }

    impl Names for Can {
        fn link(&self, file: &Path, name: &Path) -> io::Result<()> {
            match self.link {
                true => Kernel.link(file, name),
                false => Err(io::ErrorKind::PermissionDenied.into()),
            }
        }

        fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
            // At this moment the old one is in its place still.
            assert_eq!(text(other), "old");
            self.exchange?;
            Kernel.exchange(one, other)
        }

        fn sync(&self, _folder: &Path) -> io::Result<()> {
            Err(io::ErrorKind::Other.into())
        }
    }

    #[test]
    fn what_cannot_be_made_durable_is_not_left_in_its_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("a");
        let can = Can {
            link: true,
            exchange: Ok(()),
        };
        let beside = Beside::new(&place).expect("a file");
        assert!(beside.put_by(&place, &can).is_err());
        assert!(!place.exists());
        // A file that was there before belongs to another and stays.
        std::fs::write(&place, "other").expect("written");
        assert!(beside.put_by(&place, &can).is_err());
        assert_eq!(text(&place), "other");
    }

    fn text(path: &Path) -> String {
        std::fs::read_to_string(path).expect("it is there")
    }

    const WITHOUT_LINKS: Can = Can {
        link: false,
        exchange: Ok(()),
    };

    #[test]
    fn without_hard_links_a_file_is_put_in_place_and_never_over_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("place");
        for (words, is_put) in [("first", true), ("second", false)] {
            let beside = Beside::new(&place).expect("a file");
            beside.write(words.as_bytes()).expect("written");
            let put = put_new(beside.path(), &place, &WITHOUT_LINKS);
            assert_eq!(put.is_ok(), is_put, "{put:?}");
            drop(beside);
            assert_eq!(text(&place), "first");
            assert_eq!(folder.path().read_dir().expect("a folder").count(), 1);
        }
    }

    #[test]
    fn a_file_takes_anothers_place_which_keeps_another_name() {
        let invalid = Err(io::ErrorKind::InvalidInput);
        for (link, exchange) in [(true, Ok(())), (false, Ok(())), (false, invalid)] {
            let folder = tempfile::tempdir().expect("a folder");
            let [place, kept] = ["place", "kept"].map(|name| folder.path().join(name));
            std::fs::write(&place, "old").expect("written");
            let beside = Beside::new(&place).expect("a file");
            beside.write(b"new").expect("written");
            let can = Can { link, exchange };
            put_in_place_of(beside.path(), &place, &kept, &can).expect("put");
            drop(beside);
            assert_eq!([text(&place), text(&kept)], ["new", "old"]);
            assert_eq!(folder.path().read_dir().expect("a folder").count(), 2);
        }
    }

    #[test]
    fn a_disk_that_does_not_say_that_a_file_stays_in_its_place_has_it_there_all_the_same() {
        for is_there in [true, false] {
            let folder = tempfile::tempdir().expect("a folder");
            let [place, kept] = ["place", "kept"].map(|name| folder.path().join(name));
            let kept = is_there.then_some(&*kept);
            if is_there {
                std::fs::write(&place, "old").expect("written");
            }
            let beside = Beside::new(&place).expect("a file");
            beside.write(b"new").expect("written");
            let put = beside.put_instead_by(&place, kept, &WITHOUT_LINKS);
            assert!(matches!(put, Err(NotPut::Unsynced)), "{put:?}");
            drop(beside);
            assert_eq!(text(&place), "new");
            assert_eq!(kept.map_or("old".to_owned(), text), "old");
        }
    }

    #[test]
    fn what_cannot_be_put_in_place_leaves_all_as_it_was() {
        let full = Err(io::ErrorKind::StorageFull);
        for (link, exchange, is_taken) in [
            (true, Ok(()), true),
            (false, Ok(()), true),
            (false, full, false),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            let [place, kept] = ["place", "kept"].map(|name| folder.path().join(name));
            std::fs::write(&place, "old").expect("written");
            if is_taken {
                std::fs::write(&kept, "another").expect("written");
            }
            let beside = Beside::new(&place).expect("a file");
            beside.write(b"new").expect("written");
            let can = Can { link, exchange };
            let put = put_in_place_of(beside.path(), &place, &kept, &can);
            put.expect_err("it cannot be put there");
            assert_eq!([text(&place), text(beside.path())], ["old", "new"]);
            assert_eq!(
                kept.exists().then(|| text(&kept)),
                is_taken.then(|| "another".to_owned())
            );
        }
    }
}
