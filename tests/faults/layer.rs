//! A layer between redb and its file: writes down what is asked of the disk, and fails where it is told to.

use std::io;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};
use rustix::io::Errno;

/// What a disk writes whole or not at all.
pub const SECTOR: usize = 512;

/// One thing that was asked of the disk, or that somebody was told meanwhile.
#[derive(Clone, Debug)]
pub enum Asked {
    Write {
        at: u64,
        bytes: Vec<u8>,
    },
    Resize(u64),
    Sync,
    /// A person was told that the log is kept up to this entry.
    Told(u64),
}

/// What a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Read,
    /// Writing, and making the file longer or shorter.
    Write,
    Sync,
}

/// A fault that begins with the call after so many others of its kind.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub call: Call,
    pub error: Errno,
    /// So many calls of the kind go well first.
    pub after: u64,
    /// It strikes this once, or until it is taken away.
    pub once: bool,
    /// What is asked is done, and told as failed all the same.
    pub is_done: bool,
}

#[derive(Debug, Default)]
struct State {
    journal: Option<Vec<Asked>>,
    fault: Option<Fault>,
    struck: u64,
    does_all_the_same: bool,
}

/// A simulated disk, shared by all who have its file open.
#[derive(Clone, Debug, Default)]
pub struct Disk(Arc<Mutex<State>>);

impl Disk {
    /// A disk that writes down all that is asked of it.
    pub fn writing_down() -> Disk {
        let disk = Disk::default();
        disk.state().journal = Some(Vec::new());
        disk
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What redb is to use for the file.
    pub fn layer(&self, file: FileBackend) -> Layer {
        Layer {
            file,
            disk: self.clone(),
        }
    }

    /// For `Store::open_through`.
    pub fn under(&self) -> impl Fn(FileBackend) -> Layer + Send + Sync + 'static {
        let disk = self.clone();
        move |file| disk.layer(file)
    }

    /// Puts down that a person was told.
    pub fn told(&self, entry: u64) {
        self.note(|| Asked::Told(entry));
    }

    /// All that was written down; after it the disk writes down nothing more.
    pub fn journal(&self) -> Vec<Asked> {
        self.state().journal.take().unwrap_or_default()
    }

    /// From now on this fault is to be expected.
    pub fn fail(&self, fault: Fault) {
        let mut state = self.state();
        state.fault = Some(fault);
        state.struck = 0;
    }

    /// How often the fault has struck so far.
    pub fn struck(&self) -> u64 {
        self.state().struck
    }

    /// Takes the fault away. Says how often it has struck.
    pub fn mend(&self) -> u64 {
        let mut state = self.state();
        state.fault = None;
        state.struck
    }

    fn note(&self, asked: impl FnOnce() -> Asked) {
        if let Some(journal) = &mut self.state().journal {
            journal.push(asked());
        }
    }

    /// Lets a call through, or fails it.
    fn pass(&self, call: Call) -> io::Result<()> {
        let mut state = self.state();
        let Some(fault) = state.fault.as_mut().filter(|fault| fault.call == call) else {
            return Ok(());
        };
        if fault.after > 0 {
            fault.after -= 1;
            return Ok(());
        }
        let Fault {
            error,
            once,
            is_done,
            ..
        } = *fault;
        state.does_all_the_same = is_done;
        if once {
            state.fault = None;
        }
        state.struck += 1;
        Err(error.into())
    }

    /// Whether what is told as failed is done.
    fn does_all_the_same(&self) -> bool {
        self.state().does_all_the_same
    }
}

/// A file on a simulated disk. It is never really synced: what is safe is the simulation's to say.
#[derive(Debug)]
pub struct Layer {
    file: FileBackend,
    disk: Disk,
}

impl StorageBackend for Layer {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.disk.pass(Call::Read)?;
        self.file.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        if let Err(error) = self.disk.pass(Call::Write) {
            if self.disk.does_all_the_same() {
                self.file.set_len(len)?;
            }
            return Err(error);
        }
        self.disk.note(|| Asked::Resize(len));
        self.file.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.disk.pass(Call::Sync)?;
        self.disk.note(|| Asked::Sync);
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        if let Err(error) = self.disk.pass(Call::Write) {
            // What a disk has no room for, or loses, it has often begun to write.
            let whole_sectors = data.len() / 2 / SECTOR * SECTOR;
            let written = match self.disk.does_all_the_same() {
                true => data.len(),
                false => whole_sectors,
            };
            self.file.write(offset, &data[..written])?;
            return Err(error);
        }
        self.disk.note(|| Asked::Write {
            at: offset,
            bytes: data.to_vec(),
        });
        self.file.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.file.close()
    }

    // The locks are the file's own, so that several sessions share a simulated disk as they do a real one.

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.try_lock_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.file.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.query_lock_range(start, end)
    }
}
