//! Proving backups: what is one and what is not, and that a file is left as it was.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use tolv::store::StoreError;
use tolv::store::backup::{Identities, Keep, Made, NotProved, Place, Proof, prove, prune};
use tolv::text::Lang;

use super::{listing, make};
use crate::disk::{Disk, META, every_kind, raw};

const PAGE: usize = 4096;

fn tried(path: &Path) -> Result<Proof, NotProved> {
    prove(path, &Identities::default(), &mut |_| ())
}

/// A backup with its bytes, in a folder of its own.
struct Backup {
    disk: Disk,
    made: Made,
    bytes: Vec<u8>,
}

fn backup() -> Backup {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    let made = make(&mut store, &mut register, &Place::Usual.into());
    let bytes = fs::read(&made.path).expect("the backup");
    Backup { disk, made, bytes }
}

impl Backup {
    /// What is found of these bytes with no manifest beside them. They stay as they are.
    fn bare(&self, bytes: &[u8]) -> Result<Proof, NotProved> {
        let path = self.disk.at("tried.redb");
        fs::write(&path, bytes).expect("written");
        let found = tried(&path);
        assert!(fs::read(&path).expect("read") == bytes, "{found:?}");
        found
    }

    /// What is found of the backup itself after these bytes have come in its place.
    fn with_manifest(&self, bytes: &[u8]) -> Result<Proof, NotProved> {
        fs::write(&self.made.path, bytes).expect("written");
        tried(&self.made.path)
    }
}

#[test]
fn a_backup_is_proved_and_left_as_it_was() {
    let Backup { disk, made, bytes } = backup();
    fs::set_permissions(&made.path, Permissions::from_mode(0o400)).expect("a mode");
    let state = |path: &Path| {
        let meta = path.metadata().expect("it is there");
        (
            meta.mtime_nsec(),
            meta.ctime_nsec(),
            meta.mode(),
            meta.len(),
            meta.ino(),
        )
    };
    let (before, folder) = (state(&made.path), listing(&disk.at("backups")));
    let proof = tried(&made.path).expect("it is good");
    assert_eq!(state(&made.path), before);
    assert_eq!(listing(&disk.at("backups")), folder);
    assert!(fs::read(&made.path).expect("read") == bytes);
    assert_eq!(proof.holds, made.manifest.holds);
    assert_eq!(proof.sum, made.manifest.sum);
    assert_eq!(proof.manifest, Some(made.manifest));
    assert!(!proof.is_sealed);
    // Without its manifest it is as good, and that is told.
    fs::remove_file(&made.manifest_path).expect("removed");
    let bare = tried(&made.path).expect("it is good");
    assert_eq!((bare.holds, bare.manifest), (proof.holds, None));
}

fn put(db: &redb::Database, table: redb::TableDefinition<&str, u64>, (key, value): (&str, u64)) {
    let txn = db.begin_write().expect("a transaction");
    let put = txn
        .open_table(table)
        .expect("a table")
        .insert(key, value)
        .map(drop);
    put.expect("a row");
    txn.commit().expect("a commit");
}

#[test]
fn what_is_no_backup_is_told_apart() {
    let backup = backup();
    let disk = &backup.disk;
    type IsIt = fn(&NotProved) -> bool;
    let cases: &[(&str, IsIt, &str)] = &[
        (
            "nowhere",
            |r| matches!(r, NotProved::File(StoreError::NotThere)),
            "no such file",
        ),
        (
            "backups",
            |r| matches!(r, NotProved::File(StoreError::NotAFile)),
            "not a file",
        ),
        ("empty", |r| matches!(r, NotProved::Empty), "is empty"),
        (
            "letter",
            |r| matches!(r, NotProved::OtherFormat),
            "not a backup made by tolv",
        ),
        (
            "books",
            |r| matches!(r, NotProved::Unsound(StoreError::NotARegister)),
            "not a register",
        ),
        (
            "newer",
            |r| matches!(r, NotProved::Unsound(StoreError::NewerSchema { .. })),
            "Upgrade",
        ),
        (
            "sealed",
            |r| matches!(r, NotProved::Sealed),
            "Give the private key",
        ),
        ("register.redb", |r| matches!(r, NotProved::InUse), "in use"),
    ];
    fs::write(disk.at("empty"), "").expect("a file");
    fs::write(disk.at("letter"), "kära dagbok").expect("a file");
    fs::write(disk.at("sealed"), "age-encryption.org/v1\n-> X25519 …").expect("a file");
    let table: redb::TableDefinition<&str, u64> = redb::TableDefinition::new("books");
    let books = redb::Database::create(disk.at("books")).expect("a database");
    fs::copy(&backup.made.path, disk.at("newer")).expect("a copy");
    let newer = raw(&disk.at("newer"));
    put(&books, table, ("Pippi", 1945));
    put(&newer, META, ("schema", 99));
    drop((books, newer));
    let _session = disk.open();
    for (name, is_it, words) in cases {
        let reason = tried(&disk.at(name)).expect_err(name);
        assert!(is_it(&reason), "{name}: {reason:?}");
        assert!(reason.text(Lang::En).contains(words), "{name}: {reason}");
        let swedish = reason.text(Lang::Sv);
        assert!(
            swedish.ends_with('.') && swedish != reason.text(Lang::En),
            "{swedish}"
        );
    }
}

#[test]
fn a_flipped_byte_is_never_served_as_a_sound_backup() {
    let backup = backup();
    let mut found = 0;
    let places = (0..backup.bytes.len()).step_by(997).chain(0..100);
    for place in places {
        let mut bytes = backup.bytes.clone();
        bytes[place] ^= 1 << (place % 8);
        match backup.bare(&bytes) {
            // What is in no use may be anything.
            Ok(proof) => assert_eq!(proof.holds, backup.made.manifest.holds, "byte {place}"),
            Err(NotProved::Unsound(_) | NotProved::OtherFormat) => found += 1,
            Err(other) => panic!("byte {place}: {other:?}"),
        }
    }
    assert!(found > 10, "only {found} were found");
    // With its manifest each of them is found.
    for place in (0..backup.bytes.len()).step_by(9_973) {
        let mut bytes = backup.bytes.clone();
        bytes[place] ^= 1;
        let reason = backup.with_manifest(&bytes);
        assert!(
            matches!(reason, Err(NotProved::NotAsPromised | NotProved::Touched)),
            "byte {place}: {reason:?}"
        );
    }
}

#[test]
fn what_was_cut_short_is_found_at_every_page() {
    let backup = backup();
    for len in (1..backup.bytes.len()).step_by(PAGE) {
        let reason = backup.bare(&backup.bytes[..len]);
        assert!(
            matches!(reason, Err(NotProved::Unsound(_) | NotProved::OtherFormat)),
            "{len}: {reason:?}"
        );
    }
}

#[test]
fn a_backup_that_was_opened_since_is_told_from_one_that_was_damaged() {
    let backup = backup();
    drop(raw(&backup.made.path));
    let reason = tried(&backup.made.path);
    if fs::read(&backup.made.path).expect("read") != backup.bytes {
        assert!(matches!(reason, Err(NotProved::Touched)), "{reason:?}");
    }
    let other = Disk::new();
    let (mut store, mut register) = other.create();
    let other = make(&mut store, &mut register, &Place::Usual.into());
    let bytes = fs::read(&other.path).expect("read");
    assert!(matches!(
        backup.with_manifest(&bytes),
        Err(NotProved::NotAsPromised)
    ));
    fs::copy(&other.path, &backup.made.path).expect("copied");
    fs::copy(&other.manifest_path, &backup.made.manifest_path).expect("copied");
    assert!(
        tried(&backup.made.path).is_ok(),
        "a manifest goes with its bytes, not with a name"
    );
    // The checksum is right, and what it says of the contents is not.
    let text = fs::read_to_string(&other.manifest_path).expect("read");
    let lie = text.replace("# marks = 0", "# marks = 7");
    assert_ne!(lie, text);
    fs::write(&other.manifest_path, lie).expect("written");
    assert!(matches!(tried(&other.path), Err(NotProved::OtherContents)));
    fs::write(&other.manifest_path, "kära dagbok").expect("written");
    assert!(matches!(tried(&other.path), Err(NotProved::BadManifest)));
}

#[test]
fn a_file_that_is_written_to_meanwhile_is_not_judged() {
    let backup = backup();
    let mut is_done = false;
    let found = prove(&backup.made.path, &Identities::default(), &mut |_| {
        if !is_done {
            let file = File::options().append(true).open(&backup.made.path);
            std::io::Write::write_all(&mut file.expect("it opens"), b"more").expect("written");
            is_done = true;
        }
    });
    assert!(matches!(found, Err(NotProved::Changed)), "{found:?}");
}

#[test]
fn a_pipe_in_the_place_of_a_manifest_or_a_backup_is_not_waited_for() {
    let Backup { disk, made, .. } = backup();
    fs::remove_file(&made.manifest_path).expect("it is there");
    let pipe = |path: &Path| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.expect("mkfifo").success());
    };
    pipe(&made.manifest_path);
    assert!(matches!(tried(&made.path), Err(NotProved::BadManifest)));
    let (mut store, mut register) = disk.open();
    let keep = Keep::read("daily=1").expect("something to keep by");
    let newer = make(&mut store, &mut register, &Place::Usual.into());
    let pruned = prune(&disk.path(), &newer, &keep).expect("the folder can be read");
    assert!(pruned.removed.is_empty());
    let bare = disk.at("pipe.redb");
    pipe(&bare);
    assert!(matches!(
        tried(&bare),
        Err(NotProved::File(StoreError::NotAFile))
    ));
}
