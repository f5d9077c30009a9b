//! The register's file and folder: whose they are, who else may reach them, what they lie on, and how much room is left.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, StatVfsMountFlags, access, statfs, statvfs};
use rustix::process::geteuid;

use super::Finding;
use super::disk::Disk;
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
    let lang = options.lang;
    let file = named(path, lang);
    let link = path.symlink_metadata();
    let meta = fs::metadata(path);
    if link.is_ok_and(|link| link.is_symlink()) {
        let to = fs::canonicalize(path).unwrap_or_default();
        let to = named(&to, lang);
        findings.push(Finding::note(
            "link",
            say!(lang, sv: "{file} är en länk till {to}.", en: "{file} is a link to {to}."),
            say!(lang,
                sv: "Ange själva filen med --database, så att det som görs bredvid registret hamnar där det ligger.",
                en: "Give the file itself with --database, so that what is made beside the register lies where it does."),
        ));
    }
    let meta = match meta {
        Ok(meta) if meta.is_file() => meta,
        Ok(_) => {
            findings.push(Finding::fault(
                "not-a-file",
                say!(lang, sv: "{file} är ingen fil.", en: "{file} is not a file."),
                say!(lang, sv: "Ange en fil med --database.", en: "Give a file with --database."),
            ));
            return false;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            findings.push(none_there(path, options));
            return false;
        }
        Err(_) => {
            findings.push(Finding::fault(
                "denied",
                say!(lang, sv: "{file} går inte att nå.", en: "{file} cannot be reached."),
                say!(lang,
                    sv: "Kör från det konto som äger filen.",
                    en: "Run from the account that owns the file."),
            ));
            return false;
        }
    };
    let (owner, own) = (account::name(meta.uid()), account::name(geteuid().as_raw()));
    let (owner, own) = (shown(&owner), shown(&own));
    facts.push(say!(lang,
        sv: "Registret: {file}, som hör till kontot {owner}; det här är {own}.",
        en: "The register: {file}, of the account {owner}; this is {own}."));
    look_at_file(&meta, path, lang, findings);
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = real.parent().unwrap_or(Path::new("."));
    look_at_folder(folder, &real, lang, findings);
    findings.extend(as_root(&meta, &real, folder, lang));
    look_at_disk(folder, meta.len(), lang, findings, facts);
    true
}

/// That there is no register where one was looked for, and how one comes about.
fn none_there(path: &Path, options: &Options) -> Finding {
    let lang = options.lang;
    let file = named(path, lang);
    let own = account::name(geteuid().as_raw());
    let own = shown(&own);
    let remedy = root::hint(path, options).unwrap_or_else(|| {
        say!(lang,
            sv: "Finns registret på annan plats eller hos ett annat konto: ange filen med --database eller TOLV_DATABASE, eller kör från det kontot. Annars börjar du ett här: tolv import personer.csv tar in en lista, och tolv utan kommando gör ett tomt.",
            en: "If the register is elsewhere or another account's: give the file with --database or TOLV_DATABASE, or run from that account. Else begin one here: tolv import people.csv takes in a list, and tolv without a command makes an empty one.")
    });
    Finding::fault(
        "no-register",
        say!(lang,
            sv: "Det finns inget register här: {file} finns inte (kontot {own}).",
            en: "There is no register here: {file} is not there (account {own})."),
        remedy,
    )
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
    let name = account::name(account);
    let name = shown(&name);
    let mut findings: Vec<Finding> = others
        .map(|(place, owner)| {
            let (place, owner) = (named(place, lang), account::name(*owner));
            let owner = shown(&owner);
            Finding::fault(
                "owner",
                say!(lang,
                    sv: "{place} hör till kontot {owner}, och registret till {name}.",
                    en: "{place} belongs to the account {owner}, and the register to {name}."),
                say!(lang,
                    sv: "Ge det till {name}: chown {name}: {place}",
                    en: "Give it to {name}: chown {name}: {place}"),
            )
        })
        .collect();
    findings.push(Finding::note(
        "as-root",
        root::as_owner(account, lang),
        String::new(),
    ));
    findings
}

fn look_at_file(meta: &Metadata, path: &Path, lang: Lang, findings: &mut Vec<Finding>) {
    let file = named(path, lang);
    let mode = meta.mode() & 0o777;
    if mode & OTHERS != 0 {
        findings.push(Finding::fault(
            "file-mode",
            say!(lang,
                sv: "Andra än ägaren kommer åt {file} ({mode:04o}).",
                en: "Others than the owner can reach {file} ({mode:04o})."),
            say!(lang, sv: "Kör chmod 600 på den.", en: "Run chmod 600 on it."),
        ));
    }
    findings.extend(owner(meta, &file, lang));
    findings.extend(out_of_reach(path, Access::READ_OK | Access::WRITE_OK, lang));
    let names = meta.nlink();
    if names > 1 {
        findings.push(Finding::fault(
            "hard-links",
            say!(lang,
                sv: "{file} har {names} namn på disken: den som skriver under ett annat skriver i samma fil.",
                en: "{file} has {names} names on the disk: whoever writes under another writes to the same file."),
            say!(lang,
                sv: "Ta bort de andra namnen; en säkerhetskopia görs med tolv backup.",
                en: "Remove the other names; a backup is made with tolv backup."),
        ));
    }
}

fn look_at_folder(folder: &Path, file: &Path, lang: Lang, findings: &mut Vec<Finding>) {
    let Ok(meta) = fs::metadata(folder) else {
        return;
    };
    let name = named(folder, lang);
    findings.extend(folder_mode(folder, lang));
    findings.extend(owner(&meta, &name, lang));
    let in_folder = Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK;
    findings.extend(out_of_reach(folder, in_folder, lang));
    let backups = usual_folder(file);
    if let Ok(meta) = fs::metadata(&backups) {
        findings.extend(out_of_reach(&backups, in_folder, lang));
        findings.extend(owner(&meta, &named(&backups, lang), lang));
    }
    let left = left_behind(folder, file);
    if !left.is_empty() {
        let names: Vec<String> = left.iter().map(|path| named(path, lang)).collect();
        let names = names.join(", ");
        findings.push(Finding::note(
            "left-behind",
            say!(lang,
                sv: "Något som avbröts har lämnat {names}.",
                en: "Something that was cut off has left {names}."),
            say!(lang,
                sv: "Ta bort det; det har personuppgifter och används aldrig.",
                en: "Remove it; it holds personal data and is never used."),
        ));
    }
}

/// That others than the owner may change what is in a folder, or enter it.
pub fn folder_mode(folder: &Path, lang: Lang) -> Option<Finding> {
    let mode = fs::metadata(folder).ok()?.mode() & 0o7777;
    let name = named(folder, lang);
    let is_sticky = mode & 0o1000 != 0;
    if mode & OTHERS_WRITE != 0 && !is_sticky {
        return Some(Finding::fault(
            "folder-mode",
            say!(lang,
                sv: "Andra än ägaren får byta ut filer i mappen {name} ({mode:04o}).",
                en: "Others than the owner may replace files in the folder {name} ({mode:04o})."),
            say!(lang, sv: "Kör chmod 700 på den.", en: "Run chmod 700 on it."),
        ));
    }
    (mode & OTHERS != 0).then(|| {
        Finding::note(
            "folder-mode",
            say!(lang,
                sv: "Andra än ägaren kommer in i mappen {name} ({mode:04o}).",
                en: "Others than the owner can enter the folder {name} ({mode:04o})."),
            say!(lang,
                sv: "Kör chmod 700 på den, om inget annat ska ligga där.",
                en: "Run chmod 700 on it, unless something else is to lie there."),
        )
    })
}

fn owner(meta: &Metadata, name: &str, lang: Lang) -> Option<Finding> {
    let own = geteuid();
    let uid = meta.uid();
    // Root reaches everybody's, and would lock them out if it took it.
    (uid != own.as_raw() && !own.is_root()).then(|| {
        let (owner, own) = (account::name(uid), account::name(own.as_raw()));
        let (owner, own) = (shown(&owner), shown(&own));
        Finding::fault(
            "owner",
            say!(lang,
                sv: "{name} hör till kontot {owner}, och det här är {own}.",
                en: "{name} belongs to the account {owner}, and this is {own}."),
            say!(lang,
                sv: "Låt alla logga in till ett konto: kör från {owner}, eller låt root ge det till det konto som alla använder (chown).",
                en: "Let everybody log in to one account: run from {owner}, or let root give it to the account that everybody uses (chown)."),
        )
    })
}

/// That whoever asks may not do what every session does with it.
fn out_of_reach(path: &Path, may: Access, lang: Lang) -> Option<Finding> {
    let name = named(path, lang);
    let mode = if path.is_dir() { "700" } else { "600" };
    access(path, may).err().map(|_| {
        Finding::fault(
            "no-access",
            say!(lang,
                sv: "Du får inte läsa och skriva i {name}.",
                en: "You may not read and write in {name}."),
            say!(lang,
                sv: "Kör från det konto som äger det, och chmod {mode} på det.",
                en: "Run from the account that owns it, and chmod {mode} on it."),
        )
    })
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
    let name = disk.name().get(lang);
    let grave = |kind, text, remedy| Finding::fault(kind, text, remedy);
    match disk {
        Disk::Local => {}
        Disk::Network(share) => findings.push(grave(
            "network",
            say!(lang,
                sv: "Registret ligger på en nätverksdisk ({share}), där lås och sparande inte går att lita på.",
                en: "The register lies on a network share ({share}), where locks and saving cannot be relied on."),
            say!(lang,
                sv: "Flytta det till en disk i den maskin som alla loggar in till.",
                en: "Move it to a disk in the machine that everybody logs in to."),
        )),
        Disk::Memory | Disk::Layers => findings.push(grave(
            "not-lasting",
            say!(lang,
                sv: "Registret ligger på {name} och försvinner när den stängs av.",
                en: "The register lies on {name} and goes away when that ends."),
            say!(lang, sv: "Flytta det till en riktig disk.", en: "Move it to a real disk."),
        )),
        Disk::Ownerless => findings.push(grave(
            "ownerless",
            say!(lang,
                sv: "Registret ligger på en {name}: alla på maskinen kan läsa det.",
                en: "The register lies on {name}: everybody on the machine can read it."),
            say!(lang,
                sv: "Flytta det till maskinens egen disk.",
                en: "Move it to the machine's own disk."),
        )),
        Disk::Program => findings.push(Finding::note(
            "fuse",
            say!(lang,
                sv: "Registret ligger på en {name}; är det en nätverksdisk (sshfs) går lås och sparande inte att lita på.",
                en: "The register lies on {name}; if that is a network share (sshfs), locks and saving cannot be relied on."),
            say!(lang,
                sv: "Flytta det till maskinens egen disk.",
                en: "Move it to the machine's own disk."),
        )),
    }
    let Ok(room) = statvfs(folder) else {
        return;
    };
    if room.f_flag.contains(StatVfsMountFlags::RDONLY) {
        findings.push(grave(
            "read-only",
            say!(lang,
                sv: "Disken är skrivskyddad: inget kan markeras.",
                en: "The disk is read-only: nothing can be marked."),
            say!(lang,
                sv: "Montera den skrivbar; har systemet gjort den skrivskyddad är den troligen skadad.",
                en: "Mount it writable; if the system made it read-only, it is likely to be failing."),
        ));
    }
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    let (held, left) = needed_and_free(size, free);
    if free < (2 * size).max(LITTLE) {
        findings.push(grave(
            "little-room",
            say!(lang,
                sv: "Bara {left} är ledigt på disken; registret är {held}.",
                en: "Only {left} is free on the disk; the register is {held}."),
            say!(lang,
                sv: "Frigör plats: en full disk hindrar markeringar och säkerhetskopior.",
                en: "Free some space: a full disk stops marks and backups."),
        ));
    }
    facts.push(say!(lang,
        sv: "Filen: {held} på {name}, {left} ledigt.",
        en: "The file: {held} on {name}, {left} free."));
}
