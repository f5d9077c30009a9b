//! The backups beside a register: whether others than their owner can reach them.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::Finding;
use super::place::{OTHERS, folder_mode};
use crate::cli::said::named;
use crate::say;
use crate::store::backup::usual_folder;
use crate::text::Lang;

/// Looks at their folder, and at those in it that are not encrypted.
pub fn look(path: &Path, lang: Lang) -> Vec<Finding> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = usual_folder(&real);
    let mut findings: Vec<Finding> = folder_mode(&folder, lang).into_iter().collect();
    let mut open = open_to_others(&folder);
    open.sort();
    if let Some(first) = open.first() {
        let (n, first) = (open.len(), named(first, lang));
        findings.push(Finding::fault(
            "backup-mode",
            say!(lang,
                sv: "Andra än ägaren kommer åt säkerhetskopior ({n} st), som {first}.",
                en: "Others than the owner can reach backups ({n} of them), such as {first}."),
            say!(lang, sv: "Kör chmod 600 på dem.", en: "Run chmod 600 on them."),
        ));
    }
    findings
}

fn open_to_others(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    let is_open = |path: &PathBuf| {
        let is_plain = path.extension().is_some_and(|ending| ending == "redb");
        let mode = fs::symlink_metadata(path).map(|meta| (meta.is_file(), meta.mode()));
        is_plain && mode.is_ok_and(|(is_file, mode)| is_file && mode & OTHERS != 0)
    };
    files.filter(is_open).collect()
}
