//! Which old backups are kept: the newest of each of the last so many days, weeks and months that have one.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, FixedOffset, TimeDelta};

use super::manifest::Manifest;
use super::name::{self, Name};
use super::proof::manifest_beside;
use crate::store::StoreError;
use crate::store::log::Hash;

/// How many of each are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    pub daily: usize,
    pub weekly: usize,
    pub monthly: usize,
}

/// Why a text is not something to keep by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAKeep;

/// An old backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Old {
    pub path: PathBuf,
    pub manifest: Manifest,
}

impl Keep {
    /// Reads `daily=14,weekly=8,monthly=24`, in any order; what is left out is 0. Not all of them can be: every backup
    /// but the newest would go.
    pub fn read(text: &str) -> Result<Keep, NotAKeep> {
        let (mut keep, mut named) = (Keep::default(), BTreeSet::new());
        for part in text.split(',') {
            let (name, number) = part.split_once('=').ok_or(NotAKeep)?;
            let (name, number) = (name.trim(), number.trim());
            let field = match name {
                "daily" => &mut keep.daily,
                "weekly" => &mut keep.weekly,
                "monthly" => &mut keep.monthly,
                _ => return Err(NotAKeep),
            };
            *field = number.parse().map_err(|_| NotAKeep)?;
            if !named.insert(name) {
                return Err(NotAKeep);
            }
        }
        match keep == Keep::default() {
            true => Err(NotAKeep),
            false => Ok(keep),
        }
    }

    /// The text that it is read from.
    pub fn text(&self) -> String {
        let (daily, weekly, monthly) = (self.daily, self.weekly, self.monthly);
        format!("daily={daily},weekly={weekly},monthly={monthly}")
    }

    /// Which of these moments are kept. The newest always is.
    pub fn chosen(&self, made: &[DateTime<FixedOffset>]) -> BTreeSet<usize> {
        let mut newest_first: Vec<usize> = (0..made.len()).collect();
        newest_first.sort_by_key(|&at| std::cmp::Reverse((made[at], at)));
        let day = |at: usize| made[at].date_naive();
        let mut kept: BTreeSet<usize> = newest_first.first().copied().into_iter().collect();
        kept.extend(of_each(&newest_first, self.daily, day));
        kept.extend(of_each(&newest_first, self.weekly, |at| day(at).iso_week()));
        kept.extend(of_each(&newest_first, self.monthly, |at| {
            (day(at).year(), day(at).month())
        }));
        kept
    }
}

/// The first of each period, until there are so many.
fn of_each<P: Ord>(newest_first: &[usize], many: usize, period: impl Fn(usize) -> P) -> Vec<usize> {
    let mut periods = BTreeSet::new();
    let firsts = newest_first.iter().copied();
    firsts
        .filter(|at| periods.insert(period(*at)))
        .take(many)
        .collect()
}

/// The backups in a folder that are known to be of this register: by their names, and by what their manifests say of
/// them.
pub fn of_register(folder: &Path, register: &Path, origin: &Hash) -> Result<Vec<Old>, StoreError> {
    let mut found = of_name(folder, register)?;
    found.retain(|old| old.manifest.holds.origin == *origin);
    Ok(found)
}

/// The backups in a folder that are named after this register, whichever their manifests say that they are of.
pub fn of_name(folder: &Path, register: &Path) -> Result<Vec<Old>, StoreError> {
    let stem = name::stem(register);
    let entries = match folder.read_dir() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let file = path.file_name().and_then(|name| name.to_str());
        let Some(name) = file.and_then(Name::read).filter(|name| name.stem == stem) else {
            continue;
        };
        let Ok(Some(manifest)) = manifest_beside(&path) else {
            continue;
        };
        let is_ours = Some(manifest.file.as_str()) == file
            && manifest.holds.checkpoint.seq == name.checkpoint
            && path
                .symlink_metadata()
                .is_ok_and(|meta| meta.is_file() && meta.len() == manifest.sum.bytes);
        if is_ours {
            found.push(Old { path, manifest });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// The backups in a folder that their manifests say are of this register, also those with names of their own.
pub fn of_origin(folder: &Path, origin: &Hash) -> Result<Vec<Old>, StoreError> {
    let entries = match folder.read_dir() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_manifest = (path.to_str()).is_some_and(|path| path.ends_with(name::MANIFEST));
        let backup = path.with_extension("");
        if let Some(manifest) = is_manifest
            .then(|| manifest_beside(&backup).ok().flatten())
            .flatten()
            && manifest.holds.origin == *origin
            && backup.is_file()
        {
            let path = backup;
            found.push(Old { path, manifest });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// Those that need not be kept beside a good one that was made at `newest`. One that is dated well after it, which a clock
/// that was wrong has done, stays and takes no other's place.
pub fn spare(mut old: Vec<Old>, keep: &Keep, newest: DateTime<FixedOffset>) -> Vec<Old> {
    old.retain(|old| old.manifest.made <= newest + TimeDelta::days(1));
    let made = old.iter().map(|old| old.manifest.made);
    let made: Vec<_> = made.chain([newest]).collect();
    let kept = keep.chosen(&made);
    let old = old.into_iter().enumerate();
    old.filter(|(at, _)| !kept.contains(at))
        .map(|(_, old)| old)
        .collect()
}

/// Removes a backup and its manifest. One that is gone already is no fault, and a manifest that stays where its backup is
/// gone is cleared away the next time.
pub fn remove(old: &Old) -> Result<(), StoreError> {
    match fs::remove_file(&old.path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let manifest = name::manifest_of(&old.manifest.file);
    let _ = fs::remove_file(old.path.with_file_name(manifest));
    Ok(())
}

/// Clears away the manifests of this register's backups that were removed without them.
pub fn clear_lone(folder: &Path, register: &Path, origin: &Hash) -> Result<(), StoreError> {
    let stem = name::stem(register);
    for entry in folder.read_dir()? {
        let path = entry?.path();
        let file = path.file_name().and_then(|name| name.to_str());
        let backup = file.and_then(|file| file.strip_suffix(name::MANIFEST));
        let Some(backup) =
            backup.filter(|backup| Name::read(backup).is_some_and(|name| name.stem == stem))
        else {
            continue;
        };
        let backup_path = path.with_file_name(backup);
        let is_gone = || match backup_path.symlink_metadata() {
            Err(error) => error.kind() == io::ErrorKind::NotFound,
            Ok(_) => false,
        };
        let is_ours =
            |manifest: &Manifest| manifest.file == backup && manifest.holds.origin == *origin;
        if is_gone() && matches!(manifest_beside(&backup_path), Ok(Some(it)) if is_ours(&it)) {
            let _ = fs::remove_file(&path);
        }
    }
    Ok(())
}
