//! The file as redb reads it: each page is held against the checksum that its parent has of it, and the header against
//! the one before. redb itself reads what it finds, and a turned bit panics in it or is served as data.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::io;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use redb::{BackendError, StorageBackend};
use twox_hash::XxHash3_128;

use super::file::MAGIC;
use super::pages::{self, Checksum, Commit, HEADER, Promise};
use super::presence::WRITER;

/// Why redb is not given what it asks for. It does not go on with the handle after that, nor write when it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A page is not the one that was written there.
    Damaged,
    /// Another file's bytes lie in this file: its newest commit is not the one seen before, nor a later one.
    Overwritten,
    /// The handle was given up.
    GivenUp,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Fault::Damaged => "a page is damaged",
            Fault::Overwritten => "the file was overwritten",
            Fault::GivenUp => "the handle was given up",
        })
    }
}

impl Error for Fault {}

impl Fault {
    /// The fault behind an error that came through redb.
    pub fn behind(error: &io::Error) -> Option<Fault> {
        error.get_ref()?.downcast_ref().copied()
    }
}

/// What is to be done with a file that is open.
#[derive(Debug)]
pub struct Watch {
    /// Whether what is not as it should be is refused. A file that redb has to repair first may hold anything.
    is_on: AtomicBool,
    is_given_up: AtomicBool,
}

impl Watch {
    pub fn new(is_on: bool) -> Arc<Watch> {
        Arc::new(Watch {
            is_on: AtomicBool::new(is_on),
            is_given_up: AtomicBool::new(false),
        })
    }

    /// From now on what is not as it should be is refused.
    pub fn begin(&self) {
        self.is_on.store(true, Ordering::Relaxed);
    }

    /// Nothing more is written to the file, not even when it is closed.
    pub fn give_up(&self) {
        self.is_given_up.store(true, Ordering::Relaxed);
    }

    fn refuses(&self, fault: Fault) -> io::Result<()> {
        match self.is_on.load(Ordering::Relaxed) {
            true => Err(io::Error::other(fault)),
            false => Ok(()),
        }
    }

    fn may_write(&self) -> io::Result<()> {
        match self.is_given_up.load(Ordering::Relaxed) {
            true => Err(io::Error::other(Fault::GivenUp)),
            false => Ok(()),
        }
    }
}

/// A file that is watched.
#[derive(Debug)]
pub struct Watched<B> {
    file: B,
    watch: Arc<Watch>,
    known: Mutex<Known>,
}

/// The pages known so far. redb comes to a page only by its parent, so it may ask for no others.
#[derive(Debug, Default)]
struct Known {
    header: Option<[u8; HEADER]>,
    /// The newest commit that was seen.
    newest: Option<Commit>,
    /// By the place where each page begins.
    pages: HashMap<u64, Expected>,
}

#[derive(Clone, Copy, Debug)]
enum Expected {
    /// What its parent says.
    Promised(Promise),
    /// What was written there by this handle: so many bytes with this checksum.
    Written(usize, Checksum),
}

impl<B> Watched<B> {
    pub fn new(file: B, watch: Arc<Watch>) -> Watched<B> {
        Watched {
            file,
            watch,
            known: Mutex::default(),
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Takes in a header; says what is wrong with it.
    fn take_in(&mut self, header: &[u8; HEADER]) -> Result<(), Fault> {
        if self.header.as_ref() == Some(header) {
            return Ok(());
        }
        if !header.starts_with(MAGIC) {
            return Err(Fault::Overwritten);
        }
        let [seen, _] = pages::commits(header);
        if !seen.is_sound {
            // After an unclean end redb itself finds out which commit is the last that is whole.
            return match self.newest.is_none() && pages::is_unclean(header) {
                true => Ok(()),
                false => Err(Fault::Damaged),
            };
        }
        if let Some(newest) = self.newest
            && (seen.transaction < newest.transaction
                || seen.transaction == newest.transaction && seen != newest)
        {
            return Err(Fault::Overwritten);
        }
        (self.header, self.newest) = (Some(*header), Some(seen));
        // Of the other commit nothing is believed: its pages may have been written over.
        self.expect(seen.promises(header));
        Ok(())
    }

    fn expect(&mut self, promises: Vec<Promise>) {
        let promised = |promise: Promise| (promise.place.at, Expected::Promised(promise));
        self.pages.extend(promises.into_iter().map(promised));
    }

    /// Whether a page is as it should be, as far as that is known.
    fn holds(&mut self, at: u64, page: &[u8]) -> bool {
        match (self.pages.get(&at), self.header.as_ref()) {
            (Some(Expected::Promised(promise)), Some(header)) => match promise.kept(page, header) {
                Some(below) => {
                    self.expect(below);
                    true
                }
                None => false,
            },
            (Some(Expected::Written(len, checksum)), _) if *len == page.len() => {
                XxHash3_128::oneshot(page) == *checksum
            }
            _ => true,
        }
    }
}

impl<B: StorageBackend> StorageBackend for Watched<B> {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.file.read(offset, out)?;
        if offset > 0 {
            return match self.known().holds(offset, out) {
                true => Ok(()),
                false => self.watch.refuses(Fault::Damaged),
            };
        }
        match out.first_chunk() {
            Some(header) => match self.known().take_in(header) {
                Ok(()) => Ok(()),
                Err(fault) => self.watch.refuses(fault),
            },
            None => Ok(()),
        }
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.watch.may_write()?;
        self.file.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.watch.may_write()?;
        self.file.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.watch.may_write()?;
        self.file.write(offset, data)?;
        let mut known = self.known();
        match (offset, data.first_chunk()) {
            // The own commit is no surprise.
            (0, Some(header)) => {
                let before = known.newest.take();
                known.header = None;
                if known.take_in(header).is_err() || known.newest.is_none() {
                    known.newest = before;
                }
            }
            _ => {
                let written = Expected::Written(data.len(), XxHash3_128::oneshot(data));
                known.pages.insert(offset, written);
            }
        }
        Ok(())
    }

    fn close(&self) -> io::Result<()> {
        self.file.close()
    }

    fn try_lock_range(&self, from: Bound<u64>, until: Bound<u64>) -> Result<bool, BackendError> {
        // redb asks for the writer's lock when a handle is closed. A handle that was given up must not write, so it is
        // told that somebody else does.
        let is_writers = (from, until) == (Bound::Included(WRITER), Bound::Included(WRITER));
        if is_writers && self.watch.may_write().is_err() {
            return Ok(false);
        }
        self.file.try_lock_range(from, until)
    }

    fn try_lock_shared_range(
        &self,
        from: Bound<u64>,
        until: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.file.try_lock_shared_range(from, until)
    }

    fn lock_range(&self, from: Bound<u64>, until: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_range(from, until)
    }

    fn lock_shared_range(&self, from: Bound<u64>, until: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_shared_range(from, until)
    }

    fn unlock_range(&self, from: Bound<u64>, until: Bound<u64>) -> Result<(), BackendError> {
        self.file.unlock_range(from, until)
    }

    fn query_lock_range(&self, from: Bound<u64>, until: Bound<u64>) -> Result<bool, BackendError> {
        self.file.query_lock_range(from, until)
    }
}
