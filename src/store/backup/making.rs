//! The making of one backup: copied roughly, corrected while others wait, checked, and put in place.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::DateTime;
use chrono_tz::Tz;

use super::copy::{self, Digests};
use super::fault::NotMade;
use super::folder::{self, Gate, Unfinished};
use super::manifest::Manifest;
use super::name::{self, Name};
use super::proof::{close, examine, is_of_contents, sum};
use super::seal::{self, Recipients};
use super::{Made, Order, Place, Step, Tell, tell_step};
use crate::store::beside::{self, Beside};
use crate::store::census::{Census, Checkpoint};
use crate::store::error::StoreError;
use crate::store::file::Identity;
use crate::store::guard::guarded;
use crate::store::tables::Writing;
use crate::store::unfinished;

/// A backup on its way. Dropped before it is finished it leaves nothing.
///
/// First everything is copied roughly, while others write; then corrected, while they wait; then checked and put in
/// place, while they write again.
pub struct Copying<'a> {
    register: &'a Path,
    recipients: &'a Recipients,
    source: File,
    folder: PathBuf,
    /// The name that was asked for.
    named: Option<String>,
    /// The file that will be put in place.
    beside: Beside,
    /// The copy, if the backup is to be encrypted: a file without a name on the register's disk, so that no plain bytes
    /// come where the backup is to lie.
    unsealed: Option<File>,
    /// What was copied roughly.
    digests: Digests,
    /// The register's owner, if the backup is to be given to them.
    owner: Option<Metadata>,
    /// The last log entry that the copy must hold, and how long the lock was held to correct it.
    corrected: Option<(Checkpoint, Duration)>,
}

impl<'a> Copying<'a> {
    /// Copies the register at a path, that was opened as `identity`, roughly.
    pub fn begin(
        register: &'a Path,
        identity: Identity,
        order: &'a Order,
        tell: Tell,
    ) -> Result<Copying<'a>, NotMade> {
        let of_register = |error: io::Error| NotMade::Register(error.into());
        let source = File::open(register).map_err(of_register)?;
        let meta = source.metadata().map_err(of_register)?;
        let same = Identity::from(&meta).check_same(identity);
        same.map_err(NotMade::Register)?;

        name::check(register, &order.place)?;
        let (folder, named) = folder::target(register, &meta, &order.place)?;
        let unfinished = Unfinished::of(register, identity, named.as_deref());
        let gate = folder::enter(&folder, &unfinished)?;
        let is_sealed = !order.recipients.is_empty();
        folder::room_for(&folder, &meta, is_sealed.then_some(register))?;
        let beside = Beside::new(&folder.join(unfinished.name))?;
        drop(gate);
        let owner = (order.place == Place::Usual).then_some(meta);
        if let Some(owner) = &owner {
            folder::give(beside.file(), owner);
        }
        let unsealed = match is_sealed {
            true => Some(tempfile::tempfile_in(beside::folder_of(register)).map_err(of_register)?),
            false => None,
        };
        let mut copying = Copying {
            register,
            recipients: &order.recipients,
            source,
            folder,
            named,
            beside,
            unsealed,
            digests: Digests::default(),
            owner,
            corrected: None,
        };
        let mut tell = |done, of| tell_step(tell, Step::Copying, done, of);
        let copied = copy::roughly(&copying.source, copying.copy(), &mut tell);
        copying.digests = copied.map_err(|reason| copying.of_copy(reason))?;
        Ok(copying)
    }

    /// The copy of the register's bytes.
    fn copy(&self) -> &File {
        self.unsealed.as_ref().unwrap_or(self.beside.file())
    }

    /// A copy that is to be encrypted lies on the register's disk, so a fault of it is told as the register's.
    fn of_copy(&self, reason: NotMade) -> NotMade {
        match reason {
            NotMade::Target(error) if self.unsealed.is_some() => NotMade::Register(error),
            reason => reason,
        }
    }

    /// Makes the copy equal to the register, which nobody can write to while a write transaction is open.
    pub fn correct(&mut self, writing: &Writing) -> Result<(), NotMade> {
        let began = Instant::now();
        let checkpoint = guarded(|| writing.checkpoint()).map_err(NotMade::Register)?;
        let copied = copy::exactly(&self.source, self.copy(), &self.digests);
        copied.map_err(|reason| self.of_copy(reason))?;
        self.corrected = Some((checkpoint, began.elapsed()));
        Ok(())
    }

    /// Proves the copy and puts it in place with its manifest, as made now.
    pub fn finish(self, now: DateTime<Tz>, tell: Tell) -> Result<Made, NotMade> {
        let never = NotMade::Unsound(StoreError::Damaged);
        let (checkpoint, held) = self.corrected.ok_or(never)?;
        let holds = self.prove(checkpoint, tell)?;
        let mut total = sum(self.copy(), tell).map_err(StoreError::from)?;
        let sealed = self.unsealed.as_ref().map(|_| total);
        if let Some(unsealed) = &self.unsealed {
            seal::seal(unsealed, self.beside.file(), self.recipients, tell)?;
            total = sum(self.beside.file(), tell).map_err(StoreError::from)?;
        }
        self.beside.file().sync_all().map_err(StoreError::from)?;

        let named = self.named.clone();
        let manifest = Manifest {
            file: named.unwrap_or_else(|| {
                let made = now.naive_local();
                Name::of(self.register, made, checkpoint.seq, sealed.is_some()).text()
            }),
            made: now.fixed_offset(),
            program: concat!("tolv ", env!("CARGO_PKG_VERSION")).to_owned(),
            sum: total,
            sealed,
            holds,
        };
        let (path, manifest_path) = self.put(&manifest)?;
        Ok(Made {
            path,
            manifest_path,
            manifest,
            held,
        })
    }

    /// Checks and reads the copy, which is equal to the register.
    fn prove(&self, checkpoint: Checkpoint, tell: Tell) -> Result<Census, NotMade> {
        let examined = examine(self.copy(), tell);
        let closed = examined.and_then(|holds| close(self.copy()).map(|()| holds));
        match closed {
            Ok(holds) if holds.checkpoint == checkpoint => Ok(holds),
            // redb may have repaired damage by going back to the commit before.
            Ok(_) => Err(NotMade::Unsound(StoreError::Damaged)),
            Err(error) if is_of_contents(&error) => Err(NotMade::Unsound(error)),
            Err(error) => Err(NotMade::Target(error)),
        }
    }

    /// The backup first: whole without its manifest, which would promise nothing without it.
    fn put(&self, manifest: &Manifest) -> Result<(PathBuf, PathBuf), NotMade> {
        let path = self.folder.join(&manifest.file);
        let manifest_path = self.folder.join(name::manifest_of(&manifest.file));
        let gate = Gate::take(&self.folder)?;
        let beside = Beside::new(&manifest_path)?;
        drop(gate);
        if let Some(owner) = &self.owner {
            folder::give(beside.file(), owner);
        }
        beside.write(manifest.text().as_bytes())?;
        let is_there = |path: &Path| path.symlink_metadata().is_ok();
        let _both = unfinished::putting();
        if is_there(&manifest_path) || !self.beside.put(&path)? {
            return Err(StoreError::AlreadyThere.into());
        }
        let put = beside.put(&manifest_path).map_err(NotMade::from);
        match put {
            Ok(true) => Ok((path, manifest_path)),
            failed => {
                let _ = std::fs::remove_file(&path);
                Err(failed.err().unwrap_or(StoreError::AlreadyThere.into()))
            }
        }
    }
}
