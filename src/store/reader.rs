//! A file opened to read it alone: beside who writes and may be stopped, on a disk that takes no writing, or as it lies.

use std::path::Path;

use redb::{Database, ReadOnlyDatabase, ReadTransaction, ReadableDatabase, TransactionError};

use super::error::StoreError;
use super::file::{Accept, Identity, Opener, Verified, builder};
use super::guard::{Held, guarded};
use super::integrity;
use super::rehearsal::Rehearsal;
use super::watched::{Watch, Watched};

/// A handle to read with.
pub enum Reader {
    /// Beside whoever writes.
    Beside(ReadOnlyDatabase),
    /// As the file lay there, whoever holds its locks.
    AsItLay(Database),
}

impl Reader {
    /// A look at the newest commit.
    pub fn begin_read(&self) -> Result<ReadTransaction, TransactionError> {
        match self {
            Reader::Beside(db) => db.begin_read(),
            Reader::AsItLay(db) => db.begin_read(),
        }
    }
}

/// A file that is open to be read alone.
pub struct OpenedToRead {
    pub db: Held<Reader>,
    pub identity: Identity,
    pub verified: Verified,
}

/// Opens a file to read it alone: beside somebody who writes and may be stopped, or on a disk that takes no writing. It
/// is refused where it has to be opened to write first, such as after an unclean end, and a small one that is found
/// damaged.
pub fn open_to_read(
    path: &Path,
    opener: &Opener,
    accept: Accept,
) -> Result<OpenedToRead, StoreError> {
    let identity = Identity::of(path)?;
    let (db, verified) = guarded(|| {
        let db = opener.reader(path)?;
        let verified = accept(db.begin_read()?)?;
        Ok((db, verified))
    })?;
    Identity::of(path)?.check_same(identity)?;
    let is_small = std::fs::metadata(path)?.len() <= integrity::SMALL;
    let verified = match integrity::is_due(verified) {
        false => Verified::Before,
        true if is_small => match integrity::verify(path) {
            // While somebody writes, a page that is half written looks damaged.
            Err(StoreError::Busy(_)) => Verified::NotToday,
            verified => verified.map(|()| Verified::Now)?,
        },
        true => Verified::NotToday,
    };
    Ok(OpenedToRead {
        db,
        identity,
        verified,
    })
}

/// Opens a file to read it as it lies there, and asks for none of its locks: for where somebody was stopped while they held
/// one that readers need too. redb puts it in order in memory alone. Whoever goes on writing meanwhile may write over a page
/// that is yet to be read, which is then refused as damaged.
pub fn open_as_it_lies(path: &Path, accept: Accept) -> Result<OpenedToRead, StoreError> {
    let identity = Identity::of(path)?;
    let db = guarded(|| {
        // After an unclean end the newest pages may be half written. redb verifies the commit that it goes back to, so
        // the watch begins only then.
        let watch = Watch::new(false);
        let file = Watched::new(Rehearsal::of(path)?, watch.clone());
        let db = Held::new(Reader::AsItLay(builder().create_with_backend(file)?));
        watch.begin();
        accept(db.begin_read()?)?;
        Ok(db)
    })?;
    Identity::of(path)?.check_same(identity)?;
    Ok(OpenedToRead {
        db,
        identity,
        // It is verified by whoever can open it.
        verified: Verified::Before,
    })
}
