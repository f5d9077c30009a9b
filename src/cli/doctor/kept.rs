//! Old registers beside the present one: what restores, repairs and changes of schema have kept, and nobody has removed.

use std::fs;
use std::path::Path;

use super::findings::{Finding, Named, Old};
use crate::cli::options::Options;
use crate::store::kept_on;

/// Looks beside the file itself, by whatever name it is given, and where it is gone too.
pub fn look(path: &Path, options: &Options) -> Option<Finding> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let entries = fs::read_dir(real.parent()?).into_iter().flatten().flatten();
    let mut kept: Vec<_> = entries
        .filter_map(|entry| Some((kept_on(&entry.file_name(), &real)?, entry.path())))
        .collect();
    if kept.is_empty() {
        return None;
    }
    kept.sort();
    let today = options.today;
    let files = kept.into_iter();
    let files = files.map(|(day, path)| Old(Named(path), (today - day).num_days()));
    Some(Finding::Kept {
        files: files.collect(),
    })
}
