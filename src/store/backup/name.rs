//! The names of backups: which register, when, and how far its log went, such as
//! `register-2026-11-27T081407-4711.redb`.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;

use chrono::NaiveDateTime;

use super::Place;
use super::fault::NotMade;
use crate::domain::plain::shown;
use crate::store::StoreError;
use crate::store::beside;

const TIME: &str = "%Y-%m-%dT%H%M%S";
const PLAIN: &str = "redb";
const SEALED: &str = "redb.age";
/// What a manifest's name has after the backup's.
pub const MANIFEST: &str = ".sha256";
/// The longest name of a file, in bytes.
const LONGEST: usize = 255;

/// A backup's name, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The name of the register's file without its ending.
    pub stem: String,
    /// When the copy was made, by the clocks of the register's zone.
    pub made: NaiveDateTime,
    /// The log's last entry in it.
    pub checkpoint: u64,
    pub is_sealed: bool,
}

impl Name {
    /// The name of a backup of a register that is made now.
    pub fn of(register: &Path, made: NaiveDateTime, checkpoint: u64, is_sealed: bool) -> Name {
        Name {
            stem: stem(register),
            made,
            checkpoint,
            is_sealed,
        }
    }

    /// The name as text; the parts of seconds are not in it.
    pub fn text(&self) -> String {
        let (stem, checkpoint) = (&self.stem, self.checkpoint);
        let made = self.made.format(TIME);
        let ending = if self.is_sealed { SEALED } else { PLAIN };
        format!("{stem}-{made}-{checkpoint}.{ending}")
    }

    /// Takes a name apart; `None` where it is not one of these.
    pub fn read(text: &str) -> Option<Name> {
        let sealed = text.strip_suffix(SEALED).map(|rest| (rest, true));
        let (rest, is_sealed) = sealed.or(text.strip_suffix(PLAIN).map(|rest| (rest, false)))?;
        let (rest, checkpoint) = rest.strip_suffix('.')?.rsplit_once('-')?;
        let made = rest.get(rest.len().checked_sub(17)?..)?;
        let name = Name {
            stem: rest.strip_suffix(made)?.strip_suffix('-')?.to_owned(),
            made: NaiveDateTime::parse_from_str(made, TIME).ok()?,
            checkpoint: checkpoint.parse().ok()?,
            is_sealed,
        };
        // Nothing but what `text` writes: no sign, no leading zero.
        (name.text() == text).then_some(name)
    }
}

/// Refuses what a backup would be called where a manifest cannot hold that, before anything is copied: what `sha256sum`
/// would write in a way of its own, what a terminal would obey, and what is no text, since two registers could then be
/// taken for one.
pub fn check(register: &Path, place: &Place) -> Result<(), NotMade> {
    let name = match place {
        Place::File(path) => path.file_name().and_then(OsStr::to_str).map(str::to_owned),
        Place::Usual | Place::Folder(_) => {
            let stem = register.file_stem().and_then(OsStr::to_str);
            // No other of the register is longer.
            stem.map(|stem| Name {
                stem: stem.to_owned(),
                made: NaiveDateTime::default(),
                checkpoint: u64::MAX,
                is_sealed: true,
            })
            .map(|name| name.text())
        }
    };
    let name = name.filter(|name| !name.contains('\\') && shown(name) == *name);
    let name = name.ok_or(NotMade::BadName)?;
    if manifest_of(&name).len() + beside::BESIDE_EXTRA > LONGEST {
        return Err(StoreError::Io(ErrorKind::InvalidFilename).into());
    }
    Ok(())
}

/// What backups of a register are called by.
pub fn stem(register: &Path) -> String {
    let stem = register.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// The name of a backup's manifest.
pub fn manifest_of(backup: &str) -> String {
    format!("{backup}{MANIFEST}")
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_is_read_as_it_was_written(
            stem in "[a-zå0-9.-]{1,12}",
            seconds in 0..4_000_000_000_i64,
            checkpoint in any::<u64>(),
            is_sealed in any::<bool>(),
        ) {
            let made = DateTime::from_timestamp(seconds, 0).expect("a moment").naive_utc();
            let name = Name { stem, made, checkpoint, is_sealed };
            prop_assert_eq!(Name::read(&name.text()), Some(name));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            prop_assert!(Name::read(&text).is_none_or(|name| name.text() == text));
        }
    }

    #[test]
    fn what_is_only_like_a_name_is_none() {
        assert!(Name::read("register-2026-11-27T081407-4711.redb").is_some());
        for other in [
            "register.redb",
            "register-2026-11-27T081407-4711.redb.sha256",
            "register-2026-11-27T081407-04711.redb",
            "register-2026-11-27T081407-+4711.redb",
            "register-2026-11-31T081407-4711.redb",
            "register-2026-11-27-4711.redb",
            "2026-11-27T081407-4711.redb",
            "register-2026-11-27T081407-4711.redb.old",
            "å-26-11-27T081407-4711.redb",
        ] {
            assert_eq!(Name::read(other), None, "{other}");
        }
    }
}
