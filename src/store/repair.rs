//! What can be put right without guessing: a file that was cut off is opened, and one whose log is whole is made over
//! again from it. The file as it was is kept beside it, and what came of it is checked.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use redb::DatabaseError;

use super::announcement::Announcement;
use super::beside::{self, Beside, NotPut};
use super::check::{Checked, Remedy, Tell, check};
use super::error::StoreError;
use super::file::Identity;
use super::presence::{self, Still};
use super::process::Process;
use super::salvage::{Source, rebuild};
use super::{Request, Store, file};
use crate::domain::facts::change::What;
use crate::sentences;
use crate::text::sentences::Means;

/// The repair, and the result of a check after it.
#[derive(Debug)]
pub struct Repaired {
    pub done: Done,
    pub after: Checked,
}

/// The kind of repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// There was nothing that could be put right.
    Nothing,
    /// The last session had been cut off; the file as it was is kept.
    Opened { kept: PathBuf },
    /// Made over again from the log; the file as it was is kept.
    Rebuilt { kept: PathBuf },
}

sentences! {
    /// Why nothing was done. The file is as it was, unless it says otherwise.
    #[derive(Debug)]
    pub enum NotRepaired {
        /// Somebody has it open: these processes, as far as they are known.
        InUse(processes: Vec<Process>): match (processes.is_empty()) {
            true =>
                "Någon har registret öppet. Inget är ändrat; avsluta alla sessioner och försök igen."
                / "Somebody has the register open. Nothing was changed; end all sessions and try again.";
            false =>
                "Registret är öppet: pid {processes}. Inget är ändrat; avsluta alla sessioner och försök igen."
                / "The register is open: pid {processes}. Nothing was changed; end all sessions and try again.";
        };
        /// A restore or another repair has not ended.
        Underway:
            "En återställning eller en annan lagning pågår. Inget är ändrat av den här; vänta tills den är klar."
            / "A restore or another repair is under way. Nothing was changed by this one; wait until that is done.";
        /// The log does not say everything.
        LogDamaged:
            "Loggen är själv skadad, så registret kan inte lagas efter den. Inget är ändrat; återställ den senaste säkerhetskopian{restore}, eller rädda det som går{salvage}."
            / "The log itself is damaged, so the register cannot be repaired from it. Nothing was changed; restore the latest backup{restore}, or save what can be saved{salvage}.",
            restore = Means::Restore,
            salvage = Means::Salvage;
        /// The file belongs to somebody else, to whom the new one cannot be given.
        Owner:
            "Registret tillhör ett annat konto, som det lagade inte kunde ges till. Inget är ändrat; laga det{repair} från det kontot."
            / "The register belongs to another account, to which the repaired one could not be given. Nothing was changed; repair it{repair} from that account.",
            repair = Means::Repair;
        /// The repaired file is in place, and the disk does not say that it stays there.
        Unsynced { kept: PathBuf }:
            "Registret är gjort på nytt efter sin logg och ligger på plats, men disken bekräftade inte bytet: efter ett strömavbrott kan filen som den var ligga där igen. Kontrollera disken, och registret{check}; filen som den var ligger i {kept}."
            / "The register was made over again from its log and is in place, but the disk did not confirm the exchange: after a power cut the file as it was may lie there again. Check the disk, and the register{check}; the file as it was lies in {kept}.",
            check = Means::Check;
        Store(error: StoreError): "{error}" / "{error}";
    }
}

impl<E: Into<StoreError>> From<E> for NotRepaired {
    fn from(error: E) -> NotRepaired {
        NotRepaired::Store(error.into())
    }
}

/// Puts right what can be, while nobody has the register open.
pub fn repair(path: &Path, request: &Request, tell: Tell) -> Result<Repaired, NotRepaired> {
    // A link to the register stays one, and the file as it was is kept beside the file itself.
    let path = &path.canonicalize()?;
    let identity = Identity::of(path)?;
    let before = check(path, tell)?;
    if presence::is_open(path)? {
        return Err(NotRepaired::InUse(presence::sessions(path)));
    }
    let is_wanting = |remedy| before.findings.iter().any(|f| f.remedy() == remedy);
    let is_to_be_rebuilt = is_wanting(Remedy::Repair) || is_wanting(Remedy::Restore);
    if !is_to_be_rebuilt && !was_cut_off(path) {
        return Ok(Repaired {
            done: Done::Nothing,
            after: before,
        });
    }
    // A restore would clear away what is being made beside the register, or put another in its place.
    let claimed = Announcement::claim(path)?;
    let _claim = claimed.ok_or(NotRepaired::Underway)?;
    identity.check(path)?;
    let done = if is_to_be_rebuilt {
        let kept = name_to_keep(path, request.today)?;
        // Nobody may begin to write what would be left behind in the old file.
        let _still = Still::hold(path)?;
        let source = Source::open(path)?;
        let beside = Beside::new(path)?;
        let rebuilt = rebuild(&source, beside.path(), request, What::Repair, tell)?;
        rebuilt.ok_or(NotRepaired::LogDamaged)?;
        let put = beside.put_instead(path, Some(&kept));
        if let Err(reason) = put {
            return Err(match reason {
                NotPut::Owner => NotRepaired::Owner,
                NotPut::Store(error) => NotRepaired::Store(error),
                NotPut::Unsynced => NotRepaired::Unsynced { kept },
            });
        }
        Done::Rebuilt { kept }
    } else {
        let kept = name_to_keep(path, request.today)?;
        copy(path, &kept)?;
        drop(Store::open(path)?);
        Done::Opened { kept }
    };
    let after = check(path, tell)?;
    Ok(Repaired { done, after })
}

fn was_cut_off(path: &Path) -> bool {
    let opened = file::open_read_only(path);
    matches!(opened, Err(DatabaseError::RepairAborted))
}

/// A name beside the file that nothing has yet.
fn name_to_keep(path: &Path, day: NaiveDate) -> Result<PathBuf, StoreError> {
    let name = path.file_name().ok_or(StoreError::NotAFile)?;
    for n in 1..100 {
        let mut kept = name.to_owned();
        kept.push(format!(".before-repair.{day}"));
        if n > 1 {
            kept.push(format!(".{n}"));
        }
        kept.push(".bak");
        let kept = path.with_file_name(kept);
        if kept.symlink_metadata().is_err() {
            return Ok(kept);
        }
    }
    Err(StoreError::AlreadyThere)
}

/// Has its name only when it is whole: it is what there is to go back to.
fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut from = File::open(from)?;
    let beside = Beside::new(to)?;
    let mut copy = beside.file();
    // Whoever cannot give it away keeps it.
    let _ = beside::give_as(copy, &from.metadata()?);
    io::copy(&mut from, &mut copy)?;
    copy.sync_all()?;
    match beside.put(to)? {
        true => Ok(()),
        false => Err(StoreError::AlreadyThere),
    }
}
