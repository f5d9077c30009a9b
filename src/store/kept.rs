//! The old registers that lie beside the present one: what a restore, a repair and a change of schema keep.

use std::ffi::OsStr;
use std::path::Path;

use chrono::NaiveDate;

/// A day as the names have it: `2026-11-20`.
const DAY: usize = 10;

/// The day on which a file of this name was kept of the register at a path; `None` where it is no such file.
pub fn kept_on(name: &OsStr, register: &Path) -> Option<NaiveDate> {
    let register = register.file_name()?.to_str()?;
    let ending = name.to_str()?.strip_prefix(register)?;
    let copied = || {
        let ending = ending.strip_suffix(".bak")?;
        let migrated = || ending.strip_prefix(".schema-")?.split_once('.');
        ending
            .strip_prefix(".before-repair.")
            .or_else(|| migrated().map(|(_, day)| day))
    };
    let since = ending.strip_prefix(".replaced-").or_else(copied)?;
    since.get(..DAY)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_registers_are_known_by_their_names() {
        for (name, day) in [
            ("r.redb.replaced-2026-11-20T101112", Some("2026-11-20")),
            ("r.redb.replaced-2026-11-20T101112.2", Some("2026-11-20")),
            ("r.redb.before-repair.2026-11-20.bak", Some("2026-11-20")),
            ("r.redb.before-repair.2026-11-20.2.bak", Some("2026-11-20")),
            ("r.redb.schema-1.2026-11-20.bak", Some("2026-11-20")),
            ("r.redb.schema-12.2026-11-20.9.bak", Some("2026-11-20")),
            ("r.redb", None),
            ("r.redb.bak", None),
            ("r.redb.schema-1.bak", None),
            ("r.redb.replaced-", None),
            ("r.redb.replaced-2026-11-2å", None),
            ("s.redb.replaced-2026-11-20T101112", None),
            ("r.redb.schema-1.2026-11-20.bak.age", None),
        ] {
            let found = kept_on(name.as_ref(), Path::new("folder/r.redb"));
            assert_eq!(found.map(|day| day.to_string()).as_deref(), day, "{name}");
        }
    }
}
