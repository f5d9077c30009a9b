//! Proving a backup: all of it is read, on a copy or without writing, and held against what its manifest promises.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

use redb::ReadableDatabase;
use redb::backends::FileBackend;
use sha2::{Digest, Sha256};

use super::alone::Alone;
use super::fault::NotProved;
use super::folder::free_in;
use super::manifest::{Manifest, Sum};
use super::seal::{self, Identities};
use super::{BLOCK, Step, Tell, name, tell_step};
use crate::store::beside;
use crate::store::census::Census;
use crate::store::error::StoreError;
use crate::store::file::{self, Identity};
use crate::store::guard::guarded;
use crate::store::integrity;
use crate::store::rehearsal::Rehearsal;

/// More than any manifest.
const LARGEST_MANIFEST: u64 = 1 << 16;

/// A backup that can be restored.
#[derive(Debug)]
pub struct Proof {
    pub holds: Census,
    /// The file's size and checksum.
    pub sum: Sum,
    pub is_sealed: bool,
    /// What was promised, and found to be so; `None` where there is no manifest beside the file.
    pub manifest: Option<Manifest>,
}

/// Proves that a file is a backup that can be restored, without changing it. An encrypted one is decrypted into a file
/// without a name in the folder for temporary files, and takes one of the private keys.
pub fn prove(path: &Path, identities: &Identities, tell: Tell) -> Result<Proof, NotProved> {
    let file = beside::open_to_read(path).map_err(of_file)?;
    let before = State::of(&file)?;
    // A session that has a register open holds a lock on it for as long as it lives.
    if beside::is_locked(&file).unwrap_or_default() {
        return Err(NotProved::InUse);
    }
    let is_sealed = is_sealed_file(&file);
    if let Err(reason @ NotProved::Empty) = is_sealed {
        return Err(reason);
    }
    let manifest = manifest_beside(path)?;
    let sum = sum(&file, tell).map_err(of_file)?;
    // One that was renamed has its manifest under the name that it had.
    let manifest = manifest.or_else(|| manifest_of(&beside::folder_of(path), sum));
    let is_as_promised = manifest.as_ref().is_none_or(|promised| promised.sum == sum);
    let is_sealed = match is_sealed {
        // Encrypted bytes that were changed do not decrypt.
        Ok(true) | Err(_) if !is_as_promised => return Err(NotProved::NotAsPromised),
        is_sealed => is_sealed?,
    };
    let holds = if is_sealed {
        let inner = scratch(before.len)?;
        seal::open(&file, &inner, identities, tell)?;
        if is_sealed_file(&inner)? {
            return Err(NotProved::OtherFormat);
        }
        examine(&inner, tell).map_err(|error| of_reading(error, NotProved::Scratch))
    } else {
        examine(&file, tell).map_err(|error| of_reading(error, NotProved::File))
    };
    // Whatever came of it: what was read was not what is there now.
    if State::of(&file)? != before {
        return Err(NotProved::Changed);
    }
    let holds = match holds {
        Err(NotProved::Unsound(_)) if !is_as_promised => return Err(NotProved::NotAsPromised),
        holds => holds?,
    };
    let holds_what_was_promised = manifest
        .as_ref()
        .is_none_or(|promised| promised.holds == holds);
    match (is_as_promised, holds_what_was_promised) {
        (true, true) => Ok(Proof {
            holds,
            sum,
            is_sealed,
            manifest,
        }),
        (false, true) => Err(NotProved::Touched),
        (false, false) => Err(NotProved::NotAsPromised),
        (true, false) => Err(NotProved::OtherContents),
    }
}

/// Copies a backup that was proved into an empty file, decrypted.
pub fn unpack(
    path: &Path,
    identities: &Identities,
    mut into: &File,
    tell: Tell,
) -> Result<(), NotProved> {
    let mut file = beside::open_to_read(path).map_err(of_file)?;
    if is_sealed_file(&file)? {
        return seal::open(&file, into, identities, tell);
    }
    let copied = io::copy(&mut file, &mut into);
    copied
        .map(drop)
        .map_err(|error| NotProved::Scratch(error.into()))
}

/// What tells that a file was written to.
#[derive(PartialEq, Eq)]
struct State {
    identity: Identity,
    len: u64,
    modified: (i64, i64),
}

impl State {
    fn of(file: &File) -> Result<State, NotProved> {
        let meta = file.metadata().map_err(of_file)?;
        Ok(State {
            identity: Identity::from(&meta),
            len: meta.len(),
            modified: (meta.mtime(), meta.mtime_nsec()),
        })
    }
}

/// Whether it is encrypted; refused where it is neither that nor a register.
fn is_sealed_file(file: &File) -> Result<bool, NotProved> {
    let mut start = [0; 32];
    let read = file.read_at(&mut start, 0).map_err(of_file)?;
    match &start[..read] {
        [] => Err(NotProved::Empty),
        start if start.starts_with(file::MAGIC) => Ok(false),
        start if start.starts_with(seal::MAGIC) => Ok(true),
        _ => Err(NotProved::OtherFormat),
    }
}

/// The manifest beside a backup, where there is one.
pub fn manifest_beside(backup: &Path) -> Result<Option<Manifest>, NotProved> {
    let file = backup.file_name().unwrap_or_default().to_string_lossy();
    read_manifest(&backup.with_file_name(name::manifest_of(&file)))
}

/// The manifest in a folder that promises these bytes, whatever it calls them.
fn manifest_of(folder: &Path, sum: Sum) -> Option<Manifest> {
    let files = folder.read_dir().ok()?.flatten();
    let mut manifests = files.filter_map(|file| {
        let is_named_so = file.file_name().to_str()?.ends_with(name::MANIFEST);
        is_named_so.then(|| read_manifest(&file.path()).ok())??
    });
    manifests.find(|manifest| manifest.sum == sum)
}

/// Whether a backup is, byte for byte, what its manifest promises; as far as it can be read.
pub fn is_as_promised(backup: &Path, manifest: &Manifest) -> bool {
    let found = beside::open_to_read(backup).and_then(|file| sum(&file, &mut |_| ()));
    found.is_ok_and(|found| found == manifest.sum)
}

fn read_manifest(path: &Path) -> Result<Option<Manifest>, NotProved> {
    let mut text = String::new();
    let read = beside::open_to_read(path)
        .and_then(|file| file.take(LARGEST_MANIFEST).read_to_string(&mut text));
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(_) => Err(NotProved::BadManifest),
        Ok(_) => Manifest::read(&text)
            .map(Some)
            .ok_or(NotProved::BadManifest),
    }
}

/// A file without a name, so that nothing decrypted is left when the program is killed.
fn scratch(needed: u64) -> Result<File, NotProved> {
    let folder = std::env::temp_dir();
    if let Some(free) = free_in(&folder).filter(|free| *free < needed) {
        return Err(NotProved::NoRoom {
            folder,
            needed,
            free,
        });
    }
    tempfile::tempfile_in(folder).map_err(|error| NotProved::Scratch(error.into()))
}

/// A fault of what was read, or else of the disk it was read from.
fn of_reading(error: StoreError, of_disk: fn(StoreError) -> NotProved) -> NotProved {
    match error {
        error if is_of_contents(&error) => NotProved::Unsound(error),
        error => of_disk(error),
    }
}

fn of_file(error: io::Error) -> NotProved {
    NotProved::File(error.into())
}

/// Checks every page of a register that nobody else has open, and reads all of it. Nothing is written to the file: what
/// is damaged may not even be closed without a panic.
pub fn examine(file: &File, tell: Tell) -> Result<Census, StoreError> {
    tell_step(tell, Step::Checking, 0, 0);
    guarded(|| {
        integrity::newest(Rehearsal::on(file.try_clone()?)?)?;
        let mut db = file::builder().create_with_backend(Rehearsal::on(file.try_clone()?)?)?;
        if !db.check_integrity()? {
            return Err(StoreError::Damaged);
        }
        let mut tell = |done, of| tell_step(tell, Step::Reading, done, of);
        Census::read(&db.begin_read()?, &mut tell)
    })
}

/// Leaves a file that was found sound as a session does that ends, so that it opens without a repair.
pub fn close(file: &File) -> Result<(), StoreError> {
    guarded(|| {
        let backend = Alone(FileBackend::new(file.try_clone()?)?);
        Ok(file::builder().create_with_backend(backend)?.close()?)
    })
}

/// Whether what was read is at fault, and not the disk it was read from.
pub fn is_of_contents(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Damaged
            | StoreError::BrokenLog
            | StoreError::Record(_)
            | StoreError::NotARegister
            | StoreError::NewerSchema { .. }
    )
}

/// The size and SHA-256 of a file.
pub fn sum(mut file: &File, tell: Tell) -> io::Result<Sum> {
    let of = file.metadata()?.len();
    let (mut sha, mut block, mut bytes) = (Sha256::new(), vec![0; BLOCK], 0);
    file.rewind()?;
    loop {
        tell_step(tell, Step::Summing, bytes, of);
        let read = match file.read(&mut block) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        sha.update(&block[..read]);
        bytes += read as u64;
    }
    let sha256 = sha.finalize().into();
    Ok(Sum { bytes, sha256 })
}
