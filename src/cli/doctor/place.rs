//! The register's file and folder: whose they are, who else may reach them, what they lie on, and how much room is left.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, StatVfsMountFlags, access, statfs, statvfs};
use rustix::process::geteuid;

use super::disk::Disk;
use super::findings::{Begin, Finding, Mode, Named};
use crate::cli::options::Options;
use crate::cli::said::named;
use crate::cli::{account, root};
use crate::domain::plain::shown;
use crate::domain::sizes::needed_and_free;
use crate::say;
use crate::store::backup::usual_folder;
use crate::store::is_left_behind;
use crate::text::Lang;

/// What others than the owner may do.
pub const OTHERS: u32 = 0o077;
const OTHERS_WRITE: u32 = 0o022;

/// Less than this is little on any disk.
const LITTLE: u64 = 100_000_000;

/// Looks; whether there is a file.
pub fn look(
    path: &Path,
    options: &Options,
    findings: &mut Vec<Finding>,
    facts: &mut Vec<String>,
) -> bool {
    let link = path.symlink_metadata();
    let meta = fs::metadata(path);
    if link.is_ok_and(|link| link.is_symlink()) {
        findings.push(Finding::Link {
            file: Named(path.to_owned()),
            to_file: Named(fs::canonicalize(path).unwrap_or_default()),
        });
    }
    let meta = match meta {
        Ok(meta) if meta.is_file() => meta,
        Ok(_) => {
            let file = Named(path.to_owned());
            findings.push(Finding::NotAFile { file });
            return false;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            findings.push(none_there(path, options));
            return false;
        }
        Err(_) => {
            let file = Named(path.to_owned());
            findings.push(Finding::Denied { file });
            return false;
        }
    };
    let lang = options.lang;
    let (owner, own) = (account::name(meta.uid()), account::name(geteuid().as_raw()));
    let (owner, own) = (shown(&owner), shown(&own));
    let file = named(path, lang);
    facts.push(say!(lang,
        sv: "Registret: {file}, som hör till kontot {owner}; det här är {own}.",
        en: "The register: {file}, of the account {owner}; this is {own}."));
    look_at_file(&meta, path, findings);
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = real.parent().unwrap_or(Path::new("."));
    look_at_folder(folder, &real, findings);
    findings.extend(as_root(&meta, &real, folder, lang));
    look_at_disk(folder, meta.len(), lang, findings, facts);
    true
}

/// That there is no register where one was looked for, and how one comes about.
fn none_there(path: &Path, options: &Options) -> Finding {
    let hint = root::hint(path, options);
    Finding::NoRegister {
        file: Named(path.to_owned()),
        own: account::name(geteuid().as_raw()),
        remedy: hint.map_or(Begin::Here, |hint| Begin::Elsewhere { hint }),
    }
}

/// What root is to know of a register that others work in: whose it is, and what of it is somebody else's. Root itself
/// reaches everything.
fn as_root(meta: &Metadata, file: &Path, folder: &Path, lang: Lang) -> Vec<Finding> {
    let backups = usual_folder(file);
    let places = [file, folder, &backups].into_iter();
    let owned: Vec<(&Path, u32)> = places
        .filter_map(|place| Some((place, fs::metadata(place).ok()?.uid())))
        .collect();
    if !geteuid().is_root() {
        return Vec::new();
    }
    // What root has made by mistake is no reason to give it the rest.
    let owners = std::iter::once(meta.uid()).chain(owned.iter().map(|(_, owner)| *owner));
    let Some(account) = owners.into_iter().find(|owner| *owner != 0) else {
        return Vec::new();
    };
    let others = owned.iter().filter(|(_, owner)| *owner != account);
    let mut findings: Vec<Finding> = others
        .map(|(place, owner)| Finding::OfAnother {
            place: Named(place.to_path_buf()),
            owner: account::name(*owner),
            account: account::name(account),
        })
        .collect();
    findings.push(Finding::AsRoot {
        hint: root::as_owner(account, lang),
    });
    findings
}

fn look_at_file(meta: &Metadata, path: &Path, findings: &mut Vec<Finding>) {
    let file = || Named(path.to_owned());
    let mode = meta.mode() & 0o777;
    if mode & OTHERS != 0 {
        findings.push(Finding::FileMode {
            file: file(),
            mode: Mode(mode),
        });
    }
    findings.extend(owner(meta, path));
    findings.extend(out_of_reach(path, Access::READ_OK | Access::WRITE_OK));
    let names = meta.nlink();
    if names > 1 {
        let file = file();
        findings.push(Finding::HardLinks { file, names });
    }
}

fn look_at_folder(folder: &Path, file: &Path, findings: &mut Vec<Finding>) {
    let Ok(meta) = fs::metadata(folder) else {
        return;
    };
    findings.extend(folder_mode(folder));
    findings.extend(owner(&meta, folder));
    let in_folder = Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK;
    findings.extend(out_of_reach(folder, in_folder));
    let backups = usual_folder(file);
    if let Ok(meta) = fs::metadata(&backups) {
        findings.extend(out_of_reach(&backups, in_folder));
        findings.extend(owner(&meta, &backups));
    }
    let files: Vec<Named> = left_behind(folder, file).into_iter().map(Named).collect();
    if !files.is_empty() {
        findings.push(Finding::LeftBehind { files });
    }
}

/// That others than the owner may change what is in a folder, or enter it.
pub fn folder_mode(folder: &Path) -> Option<Finding> {
    let mode = fs::metadata(folder).ok()?.mode() & 0o7777;
    let is_sticky = mode & 0o1000 != 0;
    let (folder, shown) = (Named(folder.to_owned()), Mode(mode));
    if mode & OTHERS_WRITE != 0 && !is_sticky {
        return Some(Finding::FolderToChange {
            folder,
            mode: shown,
        });
    }
    (mode & OTHERS != 0).then_some(Finding::FolderToEnter {
        folder,
        mode: shown,
    })
}

fn owner(meta: &Metadata, place: &Path) -> Option<Finding> {
    let own = geteuid();
    let uid = meta.uid();
    // Root reaches everybody's, and would lock them out if it took it.
    (uid != own.as_raw() && !own.is_root()).then(|| Finding::OfOthers {
        place: Named(place.to_owned()),
        owner: account::name(uid),
        own: account::name(own.as_raw()),
    })
}

/// That whoever asks may not do what every session does with it.
fn out_of_reach(path: &Path, may: Access) -> Option<Finding> {
    let mode = if path.is_dir() { "700" } else { "600" };
    let place = Named(path.to_owned());
    let refused = access(path, may).is_err();
    refused.then_some(Finding::NoAccess { place, mode })
}

/// What was to become a file in the register's folder or that of its backups, and what nobody works on.
fn left_behind(folder: &Path, file: &Path) -> Vec<PathBuf> {
    let folders = [folder.to_owned(), usual_folder(file)];
    let entries = folders.iter().flat_map(fs::read_dir).flatten().flatten();
    let mut left: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| is_left_behind(path, file))
        .collect();
    left.sort();
    left
}

fn look_at_disk(
    folder: &Path,
    size: u64,
    lang: Lang,
    findings: &mut Vec<Finding>,
    facts: &mut Vec<String>,
) {
    let disk = match statfs(folder) {
        #[allow(clippy::unnecessary_cast, reason = "its type differs between machines")]
        Ok(stat) => Disk::numbered(stat.f_type as u64),
        Err(_) => Disk::Local,
    };
    findings.extend(match disk {
        Disk::Local => None,
        Disk::Network(share) => Some(Finding::Network { share }),
        Disk::Memory | Disk::Layers => Some(Finding::NotLasting { disk }),
        Disk::Ownerless => Some(Finding::Ownerless { disk }),
        Disk::Program => Some(Finding::Fuse { disk }),
    });
    let Ok(room) = statvfs(folder) else {
        return;
    };
    if room.f_flag.contains(StatVfsMountFlags::RDONLY) {
        findings.push(Finding::ReadOnly);
    }
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    let (held, left) = needed_and_free(size, free);
    if free < (2 * size).max(LITTLE) {
        let (held, left) = (held.clone(), left.clone());
        findings.push(Finding::LittleRoom { left, held });
    }
    let name = disk.name().get(lang);
    facts.push(say!(lang,
        sv: "Filen: {held} på {name}, {left} ledigt.",
        en: "The file: {held} on {name}, {left} free."));
}
