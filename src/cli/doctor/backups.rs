//! The backups beside a register: whether others than their owner can reach them.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::findings::{Finding, Named};
use super::place::{OTHERS, folder_mode};
use crate::store::backup::usual_folder;

/// Looks at their folder, and at those in it that are not encrypted.
pub fn look(path: &Path) -> Vec<Finding> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = usual_folder(&real);
    let mut findings: Vec<Finding> = folder_mode(&folder).into_iter().collect();
    let mut open = open_to_others(&folder);
    open.sort();
    if let Some(first) = open.first() {
        findings.push(Finding::BackupMode {
            count: open.len(),
            first: Named(first.clone()),
        });
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
