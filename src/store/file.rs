//! The file itself: made for its owner alone, opened without waiting for ever, and known again by its inode.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::ops::Deref;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use redb::backends::FileBackend;
use redb::{
    Builder, ConcurrencyMode, Database, DatabaseError, ReadOnlyDatabase, ReadTransaction,
    ReadableDatabase, StorageBackend, StorageError,
};

use super::error::StoreError;
use super::guard::{Held, guarded};
use super::integrity;
use super::patient::Patient;
use super::reader::Reader;
use super::rehearsal::Rehearsal;
use super::watched::{Watch, Watched};

/// redb's page cache for one session; its default is 1 GiB a process.
const CACHE_BYTES: usize = 16 << 20;

/// How long an open may wait for a session that is stopped inside a write transaction.
const OPEN_DEADLINE: Duration = Duration::from_secs(5);

/// How long to wait after each rehearsal that failed, before the next one; then the failure stands.
const REHEARSAL_PAUSES: [Duration; 2] = [Duration::from_millis(30), Duration::from_millis(70)];

/// What every redb file begins with.
pub const MAGIC: &[u8] = b"redb\x1A\x0A\xA9\x0D\x0A";

/// Which file a path stood for when it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    /// The file that a path stands for now.
    pub fn of(path: &Path) -> io::Result<Identity> {
        Ok(Identity::from(&std::fs::metadata(path)?))
    }

    /// What tells it from the other files on its disk.
    pub fn number(self) -> u64 {
        self.inode
    }

    /// Refuses to go on where the path has come to stand for another file: a session would write into the void.
    pub fn check(self, path: &Path) -> Result<(), StoreError> {
        match Identity::of(path) {
            Ok(now) => now.check_same(self),
            Err(_) => Err(StoreError::Replaced),
        }
    }

    /// Refuses another file than the one that was opened first.
    pub fn check_same(self, first: Identity) -> Result<(), StoreError> {
        if self == first {
            Ok(())
        } else {
            Err(StoreError::Replaced)
        }
    }
}

/// When a file was last changed, and how long it was; none where it cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(Option<(i64, i64, u64)>);

impl Stamp {
    /// That of no file that is there.
    pub const NONE: Stamp = Stamp(None);

    pub fn of(path: &Path) -> Stamp {
        let meta = std::fs::metadata(path).ok();
        Stamp(meta.map(|meta| (meta.mtime(), meta.mtime_nsec(), meta.len())))
    }
}

impl From<&Metadata> for Identity {
    fn from(meta: &Metadata) -> Identity {
        Identity {
            device: meta.dev(),
            inode: meta.ino(),
        }
    }
}

/// How every session opens a file.
pub fn builder() -> Builder {
    let mut builder = Builder::new();
    builder
        .set_concurrency_mode(ConcurrencyMode::MultiWriter)
        .set_cache_size(CACHE_BYTES);
    builder
}

/// What a register is known by, which says when it was last verified, in seconds since 1970; or refused with the error.
pub type Accept = fn(ReadTransaction) -> Result<Option<u64>, StoreError>;
/// The same of one that lies in memory and may be written to.
type AcceptInMemory = fn(&mut Database) -> Result<(), StoreError>;

type Open<T> = Arc<dyn Fn(&Path, Arc<Watch>) -> Result<T, StoreError> + Send + Sync>;

/// How a file is opened, once it has been accepted.
#[derive(Clone)]
pub struct Opener {
    /// To read and write.
    to_write: Open<Database>,
    /// To read alone, while somebody has it open to write.
    to_read: Open<ReadOnlyDatabase>,
}

impl Opener {
    /// A handle to read with, while somebody has the file open to write.
    pub fn reader(&self, path: &Path) -> Result<Held<Reader>, StoreError> {
        let reader = guarded(|| (self.to_read)(path, Watch::new(true)));
        reader.map(|db| Held::new(Reader::Beside(db)))
    }
}

/// A file that is open to read and write, and is watched.
pub struct Handle {
    db: Held<Database>,
    watch: Arc<Watch>,
}

impl Handle {
    /// Nothing more is written to the file, not even when it is closed.
    pub fn give_up(&self) {
        self.watch.give_up();
    }
}

impl Deref for Handle {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.db
    }
}

/// As every session opens its file.
pub fn plainly() -> Opener {
    through(Patient)
}

/// Opens a file to read it, as sessions do: beside whoever writes, and each page is proved before redb sees it.
pub fn open_read_only(path: &Path) -> Result<ReadOnlyDatabase, DatabaseError> {
    let file = File::open(path).map_err(StorageError::from)?;
    let file = Patient(FileBackend::new(file)?);
    builder().open_read_only_with_backend(Watched::new(file, Watch::new(true)))
}

/// The same with something between redb and the file.
pub fn through<B: StorageBackend>(
    layer: impl Fn(FileBackend) -> B + Send + Sync + 'static,
) -> Opener {
    let layer = Arc::new(layer);
    let to_read = layer.clone();
    Opener {
        to_write: Arc::new(move |path, watch| {
            let file = OpenOptions::new().read(true).write(true).open(path)?;
            // redb would make a database of a file that was emptied a moment ago.
            if file.metadata()?.len() == 0 {
                return Err(StoreError::Damaged);
            }
            let file = layer(FileBackend::new(file)?);
            Ok(builder().create_with_backend(Watched::new(file, watch))?)
        }),
        to_read: Arc::new(move |path, watch| {
            let file = to_read(FileBackend::new(File::open(path)?)?);
            Ok(builder().open_read_only_with_backend(Watched::new(file, watch))?)
        }),
    }
}

/// An open file.
pub struct Opened {
    pub db: Handle,
    pub identity: Identity,
    pub verified: Verified,
}

/// Whether every page of the file was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Earlier today.
    Before,
    /// While it was opened.
    Now,
    /// It is to be done: the file is large, and was last verified another day.
    NotToday,
    /// It is to be done: the file is large, and its last session ended uncleanly.
    NotSinceUnclean,
}

/// Opens a file that is there. Anything but a register that `accept` takes is refused and left as it is, and so is a
/// small file that is found damaged; one that redb has to repair is refused unless `accept_repaired` takes what a
/// rehearsal makes of it.
pub fn open(
    path: &Path,
    opener: &Opener,
    accept: Accept,
    accept_repaired: AcceptInMemory,
) -> Result<Opened, StoreError> {
    let identity = Identity::of(path)?;
    look(path)?;
    // A read-write open waits for ever while a stopped process is inside a write transaction.
    let (sender, receiver) = mpsc::sync_channel(1);
    let (opened, opener) = (path.to_owned(), opener.clone());
    std::thread::spawn(move || {
        let _ = sender.send(open_accepted(&opened, &opener, accept, accept_repaired));
    });
    let (db, verified) = receiver
        .recv_timeout(OPEN_DEADLINE)
        .unwrap_or(Err(StoreError::Busy(None)))
        .map_err(|error| error.held_at(path))?;
    Ok(Opened {
        db,
        identity,
        verified,
    })
}

/// Opening to write writes, even where the register turns out to be damaged or another's: so it is read first.
fn open_accepted(
    path: &Path,
    opener: &Opener,
    accept: Accept,
    accept_repaired: AcceptInMemory,
) -> Result<(Handle, Verified), StoreError> {
    let mut pauses = REHEARSAL_PAUSES.iter();
    let mut verified = None;
    let mut is_unclean = false;
    let mut is_to_be_repaired = || {
        let needs = guarded(|| needs_repair(path, accept, &mut verified));
        needs.map_err(|error| damage_first(path, error))
    };
    while is_to_be_repaired()? {
        is_unclean = true;
        let Err(error) = guarded(|| rehearse(path, accept_repaired)) else {
            break;
        };
        // Another session may have been repairing or writing the file while it was read.
        std::thread::sleep(*pauses.next().ok_or(error)?);
    }
    let is_small = std::fs::metadata(path)?.len() <= integrity::SMALL;
    let verified = match is_unclean || integrity::is_due(verified) {
        false => Verified::Before,
        true if is_small => {
            integrity::verify(path)?;
            Verified::Now
        }
        true if is_unclean => Verified::NotSinceUnclean,
        true => Verified::NotToday,
    };
    // After an unclean end the newest pages may be half written. redb verifies the commit that it goes back to, so the
    // watch begins only then.
    let watch = Watch::new(!is_unclean);
    let db = guarded(|| (opener.to_write)(path, watch.clone())).map(Held::new)?;
    watch.begin();
    Ok((Handle { db, watch }, verified))
}

/// A damaged file can seem to have a newer schema or to be no register, so it is verified before either is told.
fn damage_first(path: &Path, error: StoreError) -> StoreError {
    match error {
        StoreError::NewerSchema { .. } | StoreError::NotARegister => {
            match integrity::verify(path) {
                Err(StoreError::Damaged) => StoreError::Damaged,
                _ => error,
            }
        }
        error => error,
    }
}

/// Accepts a register without writing; whether that is impossible before a repair.
fn needs_repair(
    path: &Path,
    accept: Accept,
    verified: &mut Option<u64>,
) -> Result<bool, StoreError> {
    match open_read_only(path) {
        Ok(db) => {
            *verified = accept(db.begin_read()?)?;
            Ok(false)
        }
        Err(DatabaseError::RepairAborted) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Repairs the file in memory only, and accepts what comes of it.
fn rehearse(path: &Path, accept: AcceptInMemory) -> Result<(), StoreError> {
    let mut db = builder().create_with_backend(Rehearsal::of(path)?)?;
    accept(&mut db)
}

/// Looks at a file's first bytes, so that redb never gets to repair or fill what is not its own.
fn look(path: &Path) -> Result<(), StoreError> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(StoreError::NotAFile);
    }
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let mut start = [0; MAGIC.len()];
    match file.read_exact(&mut start) {
        Ok(()) if start == MAGIC => Ok(()),
        Ok(()) => Err(StoreError::NotARegister),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(StoreError::NotARegister),
        Err(error) => Err(error.into()),
    }
}

/// Whether a file begins as redb's files do, however short it is after that.
pub fn begins_as_ours(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    File::open(path)?
        .take(MAGIC.len() as u64)
        .read_to_end(&mut start)?;
    Ok(start == MAGIC)
}

/// A database in a file that is empty.
pub fn new_in(path: &Path) -> Result<Database, StoreError> {
    Ok(builder().create(path)?)
}

/// Verifies every page of a file that nobody else has open, and leaves it closed in good order.
pub fn check_and_close(path: &Path) -> Result<(), StoreError> {
    guarded(|| {
        let mut builder = builder();
        builder.set_check_integrity_on_open(true);
        Ok(builder.open(path)?.close()?)
    })
}

/// A database in a file that has no name, and the file: nobody else reaches it, and nothing of it is left.
pub fn nameless() -> Result<(Database, File), StoreError> {
    let file = tempfile::tempfile()?;
    let backend = FileBackend::new(file.try_clone()?)?;
    Ok((builder().create_with_backend(backend)?, file))
}
