//! Backups: made while others work, proved, and never half there.

mod faults;
mod keep;
mod proof;
mod seal;
mod working;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use tolv::domain::facts::change::What;
use tolv::domain::register::Register;
use tolv::store::backup::{self, Made, NotMade, Order, Place, Progress, Step};
use tolv::store::{Store, StoreError};

use crate::disk::{Disk, all_marks, assert_same, assert_whole, by, every_kind, whole_log};

/// Makes one that must succeed.
pub fn make(store: &mut Store, register: &mut Register, order: &Order) -> Made {
    let made = backup::make(store, register, &by("nattjobb"), order, &mut |_| ());
    let (made, not_noted) = made.expect("a backup can be made");
    assert!(not_noted.is_none(), "{not_noted:?}");
    made
}

/// Why one is not made; whatever lay in the folder is as it was.
fn not_made(store: &mut Store, register: &mut Register, order: &Order, folder: &Path) -> NotMade {
    let (before, seen) = (listing(folder), register.seen);
    let made = backup::make(store, register, &by("nattjobb"), order, &mut |_| ());
    let reason = made.expect_err("no backup is made");
    assert_eq!(listing(folder), before, "{reason:?}");
    assert_eq!(register.seen, seen, "{reason:?}");
    reason
}

/// What lies in a folder, by name, with its mode.
fn listing(folder: &Path) -> BTreeMap<String, u32> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let entry = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry.expect("an entry");
        let meta = entry.path().symlink_metadata().expect("it is there");
        let mode = meta.permissions().mode() & 0o777;
        (entry.file_name().to_string_lossy().into_owned(), mode)
    };
    entries.map(entry).collect()
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().expect("a file");
    name.to_string_lossy().into_owned()
}

#[test]
fn a_backup_is_the_register_as_it_was_and_the_register_knows_of_it() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    let before = register.clone();
    let marks = all_marks(&store, &register);
    let made = make(&mut store, &mut register, &Place::Usual.into());
    let folder = disk.at("backups");
    assert_eq!(made.path.parent(), Some(folder.as_path()));
    let expected = [&made.path, &made.manifest_path].map(|path| (name_of(path), 0o600));
    assert_eq!(listing(&folder), BTreeMap::from(expected));
    assert_eq!(listing(&disk.at("."))["backups"], 0o700);

    // The register knows, and so does everybody who reads its log.
    let noted = register.backed_up.expect("it is noted");
    assert_eq!(noted.checkpoint, before.seen);
    let last = whole_log(&store).pop().expect("an entry");
    assert_eq!((last.what, last.seq), (What::Backup, before.seen + 1));
    assert_whole(&disk.path());

    // The copy opens as the register was before.
    assert_whole(&made.path);
    let (copy, restored) = Store::open(&made.path).expect("the copy opens");
    assert_same(&restored, &before);
    assert_eq!(all_marks(&copy, &restored), marks);
    let holds = &made.manifest.holds;
    assert_eq!(holds.people, before.people.len() as u64);
    assert_eq!(holds.marks, marks.len() as u64);
    assert_eq!(holds.entries, before.seen);
    let last = whole_log(&copy).pop().map(|entry| entry.at);
    assert_eq!(holds.last_entry, last);
    let days = marks.keys().map(|(_, day)| *day);
    assert_eq!(holds.days, days.clone().min().zip(days.max()));
}

#[test]
fn sha256sum_accepts_the_manifest() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let made = make(&mut store, &mut register, &Place::Usual.into());
    let odd = Place::File(disk.at("ett namn med  blanka é.redb"));
    let odd = make(&mut store, &mut register, &odd.into());
    for made in [made, odd] {
        let check = || {
            Process::new("sha256sum")
                .args(["--check", "--strict", "--warn"])
                .arg(name_of(&made.manifest_path))
                .current_dir(made.path.parent().expect("a folder"))
                .env("LC_ALL", "C.UTF-8")
                .output()
        };
        let Ok(checked) = check() else {
            crate::oracle::skipped("the manifest: there is no sha256sum");
            return;
        };
        let said = String::from_utf8_lossy(&checked.stdout);
        assert!(checked.status.success(), "{checked:?}");
        assert_eq!(said, format!("{}: OK\n", name_of(&made.path)));
        assert_eq!(checked.stderr, b"", "{checked:?}");
        let mut bytes = fs::read(&made.path).expect("the backup");
        bytes[5_000] ^= 1;
        fs::write(&made.path, bytes).expect("the backup");
        assert!(!check().expect("it ran before").status.success());
    }
}

#[test]
fn what_is_there_already_is_never_written_over() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let place = |name: &str| Order::from(Place::File(disk.at(name)));
    fs::write(disk.at("a.redb"), "kära dagbok").expect("a file");
    fs::write(disk.at("b.redb.sha256"), "kära dagbok").expect("a file");
    std::os::unix::fs::symlink("nowhere", disk.at("c.redb")).expect("a link");
    for name in ["a.redb", "b.redb", "c.redb", "register.redb"] {
        let reason = not_made(&mut store, &mut register, &place(name), &disk.at("."));
        assert!(
            matches!(reason, NotMade::Target(StoreError::AlreadyThere)),
            "{name}: {reason:?}"
        );
    }
    make(&mut store, &mut register, &place("d.redb"));
    for name in ["a.redb", "b.redb.sha256"] {
        let text = fs::read_to_string(disk.at(name)).expect("still there");
        assert_eq!(text, "kära dagbok");
    }
}

#[test]
fn a_place_that_takes_no_backup_gets_none() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    fs::write(disk.at("file"), "").expect("a file");
    let nowhere: PathBuf = disk.at("nowhere");
    for (place, words) in [
        (Place::Folder(nowhere.clone()), "not there"),
        (Place::File(nowhere.join("a.redb")), "not there"),
        (Place::Folder(disk.at("file")), "not a folder"),
        (Place::File(disk.at("a\nb.redb")), "characters"),
        (Place::File(disk.at("a\\b.redb")), "characters"),
        (Place::File(disk.at("a\u{1b}[2J.redb")), "characters"),
        (Place::File(disk.at("a\u{202e}.redb")), "characters"),
    ] {
        let reason = not_made(&mut store, &mut register, &place.into(), &disk.at("."));
        assert!(reason.to_string().contains(words), "{reason}");
    }
    fs::write(disk.at("backups"), "").expect("a file");
    let reason = not_made(
        &mut store,
        &mut register,
        &Place::Usual.into(),
        &disk.at("."),
    );
    assert!(reason.to_string().contains("not a folder"), "{reason}");
    assert!(register.backed_up.is_none());
}

#[test]
fn what_is_done_is_told_step_by_step() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let mut told: Vec<Progress> = Vec::new();
    let made = backup::make(
        &mut store,
        &mut register,
        &by("anna"),
        &Place::Usual.into(),
        &mut |progress| told.push(progress),
    );
    made.expect("a backup can be made");
    let mut steps: Vec<Step> = told.iter().map(|progress| progress.step).collect();
    steps.dedup();
    assert_eq!(steps, [Step::Copying, Step::Checking, Step::Summing]);
    assert!(told.iter().all(|progress| progress.done <= progress.of));
}
