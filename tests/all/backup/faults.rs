//! Backups that fail: a full disk, a kill, a damaged register, another one under way. Nothing half-made is left.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::time::Instant;

use redb::ReadableTable;
use rustix::process::{Pid, Signal, kill_process};
use tolv::domain::facts::attendance::Code;
use tolv::store::backup::{
    self, Identities, NotMade, Order, Place, Progress, Recipients, Step, prove,
};
use tolv::store::{Store, StoreError};
use tolv::text::Lang;

use super::{listing, make, name_of, not_made};
use crate::cli::Home;
use crate::disk::{Disk, LOG, assert_whole, by, every_kind, must, raw};
use crate::full::SmallDisk;
use crate::oracle::skipped;
use crate::world::{later, mark};

/// A public key whose private one nobody has.
const NOBODY: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

fn sealed(place: Place) -> Order {
    let mut recipients = Recipients::default();
    recipients.add(NOBODY).expect("a key");
    Order { place, recipients }
}

#[test]
fn a_disk_that_is_full_or_becomes_so_gets_nothing() {
    let disk = Disk::new();
    let Some(small) = SmallDisk::mount(disk.at("small")) else {
        skipped("a backup to a full disk: only root can mount a small one");
        return;
    };
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    let folder = small.0.clone();
    let place = || Place::Folder(folder.clone());

    small.fill();
    for order in [place().into(), sealed(place())] {
        let reason = not_made(&mut store, &mut register, &order, &folder);
        assert!(matches!(reason, NotMade::NoRoom { .. }), "{reason:?}");
    }
    // It becomes full in the middle: while it is copied, checked, encrypted or given its manifest.
    for (order, step) in [
        (place().into(), Step::Copying),
        (place().into(), Step::Checking),
        (place().into(), Step::Summing),
        (sealed(place()), Step::Encrypting),
    ] {
        small.free();
        let mut is_full = false;
        let made = backup::make(
            &mut store,
            &mut register,
            &by("anna"),
            &order,
            &mut |told| {
                is_full |= told.step == step;
                // From then on: a copy that has been checked may have given room back.
                if is_full {
                    small.fill();
                }
            },
        );
        assert!(is_full, "{step:?}");
        assert!(
            matches!(made, Err(NotMade::Target(StoreError::Full))),
            "{step:?}: {made:?}"
        );
        assert_eq!(listing(&folder).len(), 1, "{step:?}: the ballast");
        // Who works there goes on.
        must(
            &mut store,
            &mut register,
            "bo",
            &mark(1, later(-7), Code::Sick),
        );
        must(
            &mut store,
            &mut register,
            "bo",
            &crate::world::clear(1, later(-7)),
        );
    }
    small.free();
    let made = make(&mut store, &mut register, &place().into());
    assert_whole(&made.path);
    assert_whole(&disk.path());
}

#[test]
fn a_kill_leaves_nothing_under_a_final_name_and_the_next_backup_clears_up() {
    let home = Home::new();
    let register = home.register();
    home.run(&[
        "demo",
        "--participants",
        "150",
        "--database",
        register.to_str().expect("UTF-8"),
    ])
    .ok();
    let folder = home.path("backups");
    fs::create_dir(&folder).expect("a folder");
    let dest = folder.to_str().expect("UTF-8").to_owned();
    let start = || {
        let program = assert_cmd::cargo::cargo_bin!("tolv");
        let mut command = std::process::Command::new(program);
        command.env_clear().env("HOME", home.path("."));
        command
            .args(["backup", &dest])
            .stdout(std::process::Stdio::null());
        command.spawn().expect("it starts")
    };
    let began = Instant::now();
    assert!(start().wait().expect("it ends").success());
    let usual = began.elapsed();
    let (mut killed, mut left) = (0, 0);
    for twelfth in 1..=12 {
        let mut child = start();
        std::thread::sleep(usual * twelfth / 12);
        child.kill().expect("our own process");
        killed += i32::from(!child.wait().expect("it ends").success());
        for name in listing(&folder).into_keys() {
            let path = folder.join(&name);
            if name.starts_with('.') {
                left += 1;
            } else if name.ends_with(".redb") {
                let proof = prove(&path, &Identities::default(), &mut |_| ());
                assert!(proof.is_ok(), "{name}: {proof:?}");
            } else {
                let backup = name.strip_suffix(".sha256").expect("a manifest");
                assert!(folder.join(backup).exists(), "{name}");
            }
        }
    }
    assert!(
        killed > 0 && left > 0,
        "{killed} were killed, {left} files were left"
    );
    home.run(&["backup", &dest]).ok();
    let names: Vec<_> = listing(&folder).into_keys().collect();
    assert!(names.iter().all(|name| !name.starts_with('.')), "{names:?}");
    assert_whole(&register);
}

#[test]
fn what_root_makes_in_the_usual_folder_is_the_register_owners() {
    if !rustix::process::getuid().is_root() {
        skipped("whose a backup is: only root can make one for others");
        return;
    }
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let (uid, gid) = (Some(61_234), Some(61_235));
    for path in [disk.path(), disk.at(".")] {
        std::os::unix::fs::chown(path, uid, gid).expect("root may");
    }
    let made = make(&mut store, &mut register, &Place::Usual.into());
    let folder = disk.at("backups");
    for path in [&folder, &made.path, &made.manifest_path] {
        let meta = path.metadata().expect("it is there");
        assert_eq!((Some(meta.uid()), Some(meta.gid())), (uid, gid), "{path:?}");
    }
    // Elsewhere it stays root's.
    fs::create_dir(disk.at("elsewhere")).expect("a folder");
    let place = Place::Folder(disk.at("elsewhere"));
    let made = make(&mut store, &mut register, &place.into());
    assert_eq!(made.path.metadata().expect("it is there").uid(), 0);
}

/// What is hidden in a folder.
fn hidden(folder: &Path) -> Vec<String> {
    let names = listing(folder).into_keys();
    names.filter(|name| name.starts_with('.')).collect()
}

/// Runs a command until it has a hidden file in the folder, and sends it a signal there; nothing where it was done
/// before.
fn signalled(
    mut command: std::process::Command,
    signal: Signal,
    folder: &Path,
) -> Option<std::process::ExitStatus> {
    let mut child = command.spawn().expect("it starts");
    let id = Pid::from_child(&child);
    let mut ended = None;
    while hidden(folder).is_empty() && ended.is_none() {
        ended = child.try_wait().expect("our own process");
    }
    let send = |signal| ended.is_none() && kill_process(id, signal).is_ok();
    send(Signal::STOP);
    let was_in_time = ended.is_none() && !hidden(folder).is_empty();
    send(signal);
    send(Signal::CONT);
    let ended = child.wait().expect("it ends");
    was_in_time.then_some(ended)
}

#[test]
fn a_signal_ends_it_and_leaves_nothing() {
    let home = Home::new();
    let register = home.register();
    let database = register.to_str().expect("UTF-8");
    home.run(&["demo", "--participants", "400", "--database", database])
        .ok();
    let folder = home.path("out");
    fs::create_dir(&folder).expect("a folder");
    let dest = folder.to_str().expect("UTF-8");
    let file = folder.join("all.json");
    let file = file.to_str().expect("UTF-8");
    let program = assert_cmd::cargo::cargo_bin!("tolv");
    let command = |words: &[&str]| {
        // Whoever started the tests may have had signals ignored, as nohup does.
        let mut command = std::process::Command::new("env");
        command.env_clear().env("HOME", home.path("."));
        command.arg("--default-signal=INT,TERM,HUP").arg(program);
        command.args(words);
        command.stdout(std::process::Stdio::null());
        command.stderr(std::process::Stdio::null());
        command
    };
    for words in [["backup", dest], ["export", file]] {
        for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
            let ended = (0..100).find_map(|_| {
                let ended = signalled(command(&words), signal, &folder);
                assert_eq!(hidden(&folder), [""; 0], "{words:?} {signal:?}");
                let _ = fs::remove_file(file);
                // What it had put in place before the signal came may be there.
                ended.filter(|ended| !ended.success())
            });
            let ended = ended.expect("it is caught at work in one of a hundred times");
            assert_eq!(ended.signal(), Some(signal.as_raw()), "{words:?}");
        }
    }
    for name in listing(&folder).into_keys() {
        let path = folder.join(name.strip_suffix(".sha256").unwrap_or(&name));
        assert!(prove(&path, &Identities::default(), &mut |_| ()).is_ok());
    }
    // Who started it may have had it go on when the terminal goes away.
    let mut command = std::process::Command::new("nohup");
    command.env_clear().env("HOME", home.path("."));
    command.arg(program).args(["backup", dest]);
    command.stdout(std::process::Stdio::null());
    command.stderr(std::process::Stdio::null());
    if let Some(ended) = signalled(command, Signal::HUP, &folder) {
        assert!(ended.success(), "{ended:?}");
    }
    assert_whole(&register);
}

#[test]
fn only_what_a_backup_left_is_cleared_away() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let folder = disk.at("backups");
    fs::create_dir(&folder).expect("a folder");
    let unique = "0123456789abcdef";
    let left = [
        format!(".register-backup.{unique}.new"),
        format!(".register-1a2b3c-backup.{unique}.new"),
        format!(".register-2026-11-27T081407-3.redb.sha256.{unique}.new"),
    ];
    let others = [
        format!(".register.redb.{unique}.new"),
        format!(".other-backup.{unique}.new"),
        format!(".register-other-backup.{unique}.new"),
        format!(".other-2026-11-27T081407-3.redb.sha256.{unique}.new"),
        ".register-backup.new".to_owned(),
        format!("register-backup.{unique}.new"),
        format!(".register-backup.{unique}"),
        ".dagbok".to_owned(),
    ];
    for name in left.iter().chain(&others) {
        fs::write(folder.join(name), "something").expect("a file");
    }
    let made = make(&mut store, &mut register, &Place::Usual.into());
    let found = listing(&folder).into_keys().collect::<Vec<_>>();
    let own = [&made.path, &made.manifest_path].map(|path| name_of(path));
    let mut expected: Vec<_> = others.into_iter().chain(own).collect();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_register_whose_name_no_manifest_can_hold_is_told_so_before_anything_is_made() {
    let disk = Disk::new();
    drop(disk.create());
    let folder = disk.at("elsewhere");
    fs::create_dir(&folder).expect("a folder");
    let long = format!("{}.redb", "å".repeat(110));
    let names: [&[u8]; 6] = [
        b"new\nline.redb",
        b"esc\x1b[31m.redb",
        b"back\\slash.redb",
        b"\xffno text.redb",
        "vänd\u{202e}.redb".as_bytes(),
        long.as_bytes(),
    ];
    for name in names {
        let register = disk.at(".").join(OsStr::from_bytes(name));
        fs::copy(disk.path(), &register).expect("a copy");
        let (mut store, mut its) = Store::open(&register).expect("it opens");
        for place in [Place::Usual, Place::Folder(folder.clone())] {
            let reason = not_made(&mut store, &mut its, &place.into(), &folder);
            match name == long.as_bytes() {
                false => assert!(matches!(reason, NotMade::BadName), "{reason:?}"),
                true => assert!(reason.text(Lang::En).contains("too long"), "{reason:?}"),
            }
        }
        assert!(!disk.at("backups").exists());
        // Under a name of its own it is made.
        let own = Place::File(folder.join("own.redb"));
        let made = make(&mut store, &mut its, &own.into());
        assert!(prove(&made.path, &Identities::default(), &mut |_| ()).is_ok());
        for path in [&made.path, &made.manifest_path] {
            fs::remove_file(path).expect("it is there");
        }
    }
}

#[test]
fn two_at_once_in_one_folder_do_not_disturb_each_other() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let (mut other, mut its_register) = disk.open();
    let folder = disk.at("backups");
    let mut refused = None;
    let mut tell = |_: Progress| {
        if refused.is_none() {
            let order = Place::Usual.into();
            refused = Some(not_made(&mut other, &mut its_register, &order, &folder));
        }
    };
    let made = backup::make(
        &mut store,
        &mut register,
        &by("anna"),
        &Place::Usual.into(),
        &mut tell,
    );
    assert!(made.is_ok(), "{made:?}");
    assert!(matches!(refused, Some(NotMade::Underway)), "{refused:?}");
    other.catch_up(&mut its_register).expect("news");
    make(&mut other, &mut its_register, &Place::Usual.into());
}

#[test]
fn two_registers_with_one_folder_do_not_fail_each_other() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    let folder = disk.at("together");
    fs::create_dir(&folder).expect("a folder");
    // Another name, and the same one elsewhere.
    fs::create_dir(disk.at("unit")).expect("a folder");
    let mut others = ["other.redb", "unit/register.redb"]
        .map(|name| Store::create(&disk.at(name), &by("bo")).expect("a register"));
    let mut seen = Vec::new();
    let mut tell = |told: Progress| {
        if seen.is_empty() || (seen.len() == 1 && told.step == Step::Summing) {
            let (other, its) = &mut others[seen.len()];
            let made = make(other, its, &Place::Folder(folder.clone()).into());
            seen.push(made.path);
        }
    };
    let order = Place::Folder(folder.clone()).into();
    let made = backup::make(&mut store, &mut register, &by("anna"), &order, &mut tell);
    // Backups of one name are told apart by the time and how far their logs went.
    let same = made.as_ref().map(|(made, _)| made.path == seen[1]);
    assert!(matches!(same, Ok(false)), "{made:?} {seen:?}");
    assert_eq!(listing(&folder).len(), 6, "three with their manifests");
}

#[test]
fn why_none_was_made_is_said_of_the_backup() {
    for error in [
        StoreError::ReadOnly,
        StoreError::Io(std::io::ErrorKind::InvalidFilename),
        StoreError::Full,
        StoreError::Denied,
    ] {
        let said = NotMade::Target(error);
        assert!(said.text(Lang::En).contains("No backup was made"), "{said}");
        assert!(
            said.text(Lang::Sv).contains("Ingen kopia gjordes"),
            "{said}"
        );
    }
}

#[test]
fn a_register_that_is_damaged_gets_no_backup_that_looks_good() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    let sound = fs::read(disk.path()).expect("the register");
    let mut found = 0;
    for place in (0..sound.len()).step_by(2_503) {
        let mut bytes = sound.clone();
        bytes[place] ^= 0x10;
        // In place, as a disk does it: under a session that has it open.
        fs::write(disk.path(), &bytes).expect("written");
        let order = Order::from(Place::Usual);
        match backup::make(&mut store, &mut register, &by("anna"), &order, &mut |_| ()) {
            Err(NotMade::Unsound(_) | NotMade::Register(_)) => {
                found += 1;
                assert_eq!(listing(&disk.at("backups")).len(), 0, "byte {place}");
            }
            // What is not in use may be anything.
            Ok((made, _)) => {
                assert_whole(&made.path);
                fs::remove_dir_all(disk.at("backups")).expect("removed");
            }
            other => panic!("byte {place}: {other:?}"),
        }
        drop(store);
        fs::write(disk.path(), &sound).expect("written");
        (store, register) = disk.open();
    }
    assert!(found > 2, "only {found} flips were found");
}

#[test]
fn a_register_whose_log_was_tampered_with_gets_no_backup() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    drop(store);
    let db = raw(&disk.path());
    let txn = db.begin_write().expect("a transaction");
    {
        let mut log = txn.open_table(LOG).expect("the log");
        let mut bytes = log.get(5).expect("read").expect("there").value().to_vec();
        *bytes.last_mut().expect("bytes") ^= 1;
        log.insert(5, bytes.as_slice()).expect("written");
    }
    txn.commit().expect("a commit");
    drop(db);
    let (mut store, mut register) = disk.open();
    let reason = backup::make(
        &mut store,
        &mut register,
        &by("anna"),
        &Place::Usual.into(),
        &mut |_| (),
    );
    assert!(
        matches!(reason, Err(NotMade::Unsound(StoreError::BrokenLog))),
        "{reason:?}"
    );
    assert!(listing(&disk.at("backups")).is_empty());
}

#[test]
fn a_register_that_is_replaced_while_it_is_copied_gets_no_backup() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let other = Disk::new();
    drop(other.create());
    let mut is_replaced = false;
    let mut tell = |told: Progress| {
        if told.step == Step::Copying && !is_replaced {
            fs::rename(other.path(), disk.path()).expect("replaced");
            is_replaced = true;
        }
    };
    let order = Place::Usual.into();
    let made = backup::make(&mut store, &mut register, &by("anna"), &order, &mut tell);
    let is_refused = matches!(made, Err(NotMade::Register(StoreError::Replaced)));
    assert!(is_refused, "{made:?}");
    assert!(listing(&disk.at("backups")).is_empty());
}

#[test]
fn a_good_backup_that_cannot_be_noted_is_still_one() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let mut held = None;
    let path = disk.path();
    let mut tell = |told: Progress| {
        if told.step == Step::Summing && held.is_none() {
            held = Some(raw(&path).begin_write().expect("a transaction"));
        }
    };
    let made = backup::make(
        &mut store,
        &mut register,
        &by("anna"),
        &Place::Usual.into(),
        &mut tell,
    );
    let (made, not_noted) = made.expect("it is made");
    assert!(
        matches!(not_noted, Some(StoreError::Busy(_))),
        "{not_noted:?}"
    );
    assert!(register.backed_up.is_none());
    drop(held);
    assert_whole(&made.path);
}
