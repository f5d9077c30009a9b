//! How a session opens its file: to write; or to read alone, where somebody else holds it or the disk takes no writing.

use std::path::Path;

use super::error::StoreError;
use super::file::{self, Identity, Opened, Opener, Verified};
use super::guard::Held;
use super::reader::{self, OpenedToRead, Reader};
use super::{migration, presence, tables};

/// One handle of the two.
pub struct Opening {
    pub db: Option<file::Handle>,
    pub reader: Option<Held<Reader>>,
    /// Whether it is to be read alone because somebody else holds it.
    pub is_held: bool,
    pub identity: Identity,
    pub verified: Verified,
}

/// Opens a register. If a session holds it, that is waited for only if it must be opened to write before it can be
/// read.
pub fn open(path: &Path, opener: &Opener) -> Result<Opening, StoreError> {
    let to_read = || reader::open_to_read(path, opener, tables::accept_as_it_is);
    let as_it_lies = || reader::open_as_it_lies(path, tables::accept_as_it_is);
    // Nobody waits for the header but for as long as a commit takes.
    if presence::is_head_held(path)
        && let Ok(opened) = as_it_lies()
    {
        return Ok(read_alone(opened, true));
    }
    if presence::is_held_up(path)
        && let Ok(opened) = to_read()
    {
        return Ok(read_alone(opened, true));
    }
    match file::open(path, opener, tables::accept, migration::accept_own) {
        Ok(Opened {
            db,
            identity,
            verified,
        }) => Ok(Opening {
            db: Some(db),
            reader: None,
            is_held: false,
            identity,
            verified,
        }),
        // It may have come to be held meanwhile.
        Err(error @ StoreError::Busy(_)) => match to_read().or_else(|_| as_it_lies()) {
            Ok(opened) => Ok(read_alone(opened, true)),
            // While somebody writes, a page that is half written looks damaged.
            Err(_) => Err(error),
        },
        Err(error @ StoreError::ReadOnly) => match to_read() {
            Ok(opened) => Ok(read_alone(opened, false)),
            Err(damage @ StoreError::Damaged) => Err(damage),
            Err(_) => Err(error),
        },
        Err(error) => Err(error),
    }
}

fn read_alone(opened: OpenedToRead, is_held: bool) -> Opening {
    let OpenedToRead {
        db,
        identity,
        verified,
    } = opened;
    Opening {
        db: None,
        reader: Some(db),
        is_held,
        identity,
        verified,
    }
}
