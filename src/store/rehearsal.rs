//! A file to try a repair on: read from disk, while all that is written stays in memory.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::ops::Bound;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::{BackendError, StorageBackend};

use super::presence::WRITER;

/// Bytes that are kept together once one of them is written.
const CHUNK: usize = 4096;

/// A file as it would become. Its memory follows what is written, not how long it is. A database on it is written to with
/// `begin_write`, and writes nothing more when it is closed.
#[derive(Debug)]
pub struct Rehearsal {
    file: File,
    overlay: Mutex<Overlay>,
}

#[derive(Debug)]
struct Overlay {
    len: u64,
    /// How much of the file on disk still shows through; beyond it lie zeros.
    shown: u64,
    /// The chunks that were written to, by their number.
    written: BTreeMap<u64, Vec<u8>>,
}

/// A part of one chunk: the chunk's number, and from where in it how many bytes.
struct Piece {
    chunk: u64,
    from: usize,
    len: usize,
}

impl Rehearsal {
    /// A rehearsal on the file, which is opened for reading alone.
    pub fn of(path: &Path) -> io::Result<Rehearsal> {
        Rehearsal::on(File::open(path)?)
    }

    /// A rehearsal on an open file.
    pub fn on(file: File) -> io::Result<Rehearsal> {
        let len = file.metadata()?.len();
        let overlay = Overlay {
            len,
            shown: len,
            written: BTreeMap::new(),
        };
        Ok(Rehearsal {
            file,
            overlay: Mutex::new(overlay),
        })
    }

    fn overlay(&self) -> MutexGuard<'_, Overlay> {
        self.overlay.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fills `out` with what lies on disk from `offset`, and with zeros beyond what shows.
    fn read_disk(&self, shown: u64, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let left = usize::try_from(shown.saturating_sub(offset)).unwrap_or(usize::MAX);
        let (on_disk, beyond) = out.split_at_mut(left.min(out.len()));
        self.file.read_exact_at(on_disk, offset)?;
        beyond.fill(0);
        Ok(())
    }
}

/// The pieces of the chunks that so many bytes from `offset` lie in.
fn pieces(offset: u64, len: usize) -> impl Iterator<Item = Piece> {
    let chunk = CHUNK as u64;
    let (mut at, mut left) = (offset, len);
    std::iter::from_fn(move || {
        let from = usize::try_from(at % chunk).ok()?;
        let len = left.min(CHUNK - from);
        let piece = Piece {
            chunk: at / chunk,
            from,
            len,
        };
        at += len as u64;
        left -= len;
        (len > 0).then_some(piece)
    })
}

impl StorageBackend for Rehearsal {
    fn len(&self) -> io::Result<u64> {
        Ok(self.overlay().len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let overlay = self.overlay();
        if !overlay.holds(offset, out.len()) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut rest = out;
        for Piece { chunk, from, len } in pieces(offset, rest.len()) {
            let (part, after) = rest.split_at_mut(len);
            match overlay.written.get(&chunk) {
                Some(bytes) => part.copy_from_slice(&bytes[from..from + len]),
                None => {
                    self.read_disk(overlay.shown, chunk * CHUNK as u64 + from as u64, part)?;
                }
            }
            rest = after;
        }
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut overlay = self.overlay();
        overlay.len = len;
        overlay.shown = overlay.shown.min(len);
        let chunk = CHUNK as u64;
        overlay.written.split_off(&len.div_ceil(chunk));
        // Bytes that are cut off must read as zeros if the file grows again.
        if let Ok(kept) = usize::try_from(len % chunk)
            && let Some(bytes) = overlay.written.get_mut(&(len / chunk))
        {
            bytes[kept..].fill(0);
        }
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut overlay = self.overlay();
        let end = offset
            .checked_add(data.len() as u64)
            .ok_or(io::ErrorKind::InvalidInput)?;
        let mut rest = data;
        for Piece { chunk, from, len } in pieces(offset, data.len()) {
            let (part, after) = rest.split_at(len);
            if !overlay.written.contains_key(&chunk) {
                let mut bytes = vec![0; CHUNK];
                self.read_disk(overlay.shown, chunk * CHUNK as u64, &mut bytes)?;
                overlay.written.insert(chunk, bytes);
            }
            if let Some(bytes) = overlay.written.get_mut(&chunk) {
                bytes[from..from + len].copy_from_slice(part);
            }
            rest = after;
        }
        overlay.len = overlay.len.max(end);
        Ok(())
    }

    // Nobody else reaches what is in memory: every lock is free. But who asks for the writer's without waiting is a
    // database that closes, and would write once more: on a damaged file that panics, and then again while it unwinds.

    fn try_lock_range(&self, from: Bound<u64>, until: Bound<u64>) -> Result<bool, BackendError> {
        Ok((from, until) != (Bound::Included(WRITER), Bound::Included(WRITER)))
    }

    fn try_lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(true)
    }

    fn lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn unlock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn query_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(false)
    }
}

impl Overlay {
    fn holds(&self, offset: u64, len: usize) -> bool {
        offset
            .checked_add(len as u64)
            .is_some_and(|end| end <= self.len)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_database_on_it_can_be_written_to_and_is_closed_without_writing() {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        let mut builder = redb::Builder::new();
        builder.set_concurrency_mode(redb::ConcurrencyMode::MultiWriter);
        drop(builder.create(file.path()).expect("a database"));
        let rehearsal = Rehearsal::of(file.path()).expect("it opens");
        let db = builder.create_with_backend(rehearsal).expect("a database");
        let txn = db.begin_write().expect("a transaction");
        txn.commit().expect("a commit");
        // redb asks for the writer's lock on close.
        let asked = db.try_begin_write().map(drop);
        assert!(matches!(asked, Err(redb::TransactionError::WouldBlock)));
    }

    #[derive(Clone, Debug)]
    enum Step {
        Write(u64, Vec<u8>),
        SetLen(u64),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let write = (0..40_000_u64, prop::collection::vec(1..=u8::MAX, 0..9000));
        prop::collection::vec(
            prop_oneof![
                write.prop_map(|(at, bytes)| Step::Write(at, bytes)),
                (0..50_000_u64).prop_map(Step::SetLen),
            ],
            0..12,
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Step by step it reads as a vector would, and the file is as before.
        #[test]
        fn it_reads_as_a_file_would_and_the_file_stays(len in 0..30_000_usize, steps in steps()) {
            let file = tempfile::NamedTempFile::new().expect("a temporary file");
            let before: Vec<u8> = (1..=251).cycle().take(len).collect();
            std::fs::write(file.path(), &before).expect("the bytes");
            let rehearsal = Rehearsal::of(file.path()).expect("it opens");
            let mut expected = before.clone();
            for step in steps {
                match step {
                    Step::Write(at, bytes) => {
                        rehearsal.write(at, &bytes).expect("written");
                        let at = usize::try_from(at).expect("small");
                        let end = at + bytes.len();
                        expected.resize(expected.len().max(end), 0);
                        expected[at..end].copy_from_slice(&bytes);
                    }
                    Step::SetLen(len) => {
                        rehearsal.set_len(len).expect("cut");
                        expected.resize(usize::try_from(len).expect("small"), 0);
                    }
                }
                let mut read = vec![0xaa; expected.len()];
                prop_assert_eq!(rehearsal.len().expect("known"), expected.len() as u64);
                rehearsal.read(0, &mut read).expect("read");
                prop_assert!(read == expected);
                prop_assert!(rehearsal.read(1, &mut read).is_err() || read.is_empty());
            }
            prop_assert!(std::fs::read(file.path()).expect("the file") == before);
        }
    }
}
