//! Encrypted backups: readable with the right key and no other, by this program and by `age` itself.
//!
//! The latter needs `age` and `age-keygen`; without them it says so, and fails where `TOLV_REQUIRE_AGE=1`.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command as Process;

use age::secrecy::ExposeSecret;
use age::x25519;
use tolv::store::backup::{Identities, KeyFault, Made, NotProved, Order, Place, Recipients, prove};
use tolv::store::{Store, StoreError};

use super::{listing, make, name_of};
use crate::disk::{Disk, assert_whole, every_kind};

/// A private key as `age-keygen` writes it, and the public one.
fn key() -> (String, String) {
    let key = x25519::Identity::generate();
    let public = key.to_public().to_string();
    let private = key.to_string();
    let private = format!("# public key: {public}\n{}\n", private.expose_secret());
    (private, public)
}

fn identities(files: &[&str]) -> Identities {
    let mut identities = Identities::default();
    for text in files {
        identities.add_file(text).expect("a private key");
    }
    identities
}

fn sealed_to(publics: &[&str], place: Place) -> Order {
    let mut recipients = Recipients::default();
    for public in publics {
        recipients.add(public).expect("a public key");
    }
    Order { place, recipients }
}

fn backup(disk: &Disk, publics: &[&str]) -> Made {
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    make(&mut store, &mut register, &sealed_to(publics, Place::Usual))
}

fn tried(path: &Path, files: &[&str]) -> Result<tolv::store::backup::Proof, NotProved> {
    prove(path, &identities(files), &mut |_| ())
}

#[test]
fn each_of_those_it_is_encrypted_to_can_prove_it_and_nobody_else() {
    let ((anna, to_anna), (bo, to_bo), (eva, _)) = (key(), key(), key());
    let disk = Disk::new();
    let made = backup(&disk, &[&to_anna, &to_bo]);
    assert!(name_of(&made.path).ends_with(".redb.age"));
    let left: Vec<_> = listing(&disk.at("backups")).into_keys().collect();
    assert_eq!(left, [name_of(&made.path), name_of(&made.manifest_path)]);
    let left: Vec<_> = listing(&disk.at(".")).into_keys().collect();
    assert_eq!(
        left,
        ["backups", "register.redb"],
        "nothing decrypted is left"
    );

    let bytes = fs::read(&made.path).expect("the backup");
    for plain in ["Åsa", "redb"] {
        let is_in = |text: &str| {
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        };
        assert!(!is_in(plain), "{plain}");
    }
    for files in [&[anna.as_str()][..], &[&bo], &[&eva, &bo]] {
        let proof = tried(&made.path, files).expect("it opens");
        assert_eq!(proof.holds, made.manifest.holds);
        assert!(proof.is_sealed);
    }
    assert!(matches!(tried(&made.path, &[]), Err(NotProved::Sealed)));
    assert!(matches!(
        tried(&made.path, &[&eva]),
        Err(NotProved::WrongIdentity)
    ));
    assert!(fs::read(&made.path).expect("the backup") == bytes);
}

#[test]
fn damage_to_an_encrypted_backup_is_found_with_and_without_its_manifest() {
    let (private, public) = key();
    let disk = Disk::new();
    let made = backup(&disk, &[&public]);
    let bytes = fs::read(&made.path).expect("the backup");
    let bare = disk.at("bare.redb.age");
    let flips = (0..bytes.len()).step_by(1_999).map(|place| {
        let mut bytes = bytes.clone();
        bytes[place] ^= 1;
        bytes
    });
    let cuts = (1..bytes.len())
        .step_by(16_411)
        .map(|len| bytes[..len].to_vec());
    for bytes in flips
        .chain(cuts)
        .chain([[bytes.clone(), vec![0; 9]].concat()])
    {
        for path in [&made.path, &bare] {
            fs::write(path, &bytes).expect("written");
            let reason = tried(path, &[&private]).map(drop);
            assert!(
                matches!(
                    reason,
                    Err(NotProved::NotAsPromised
                        | NotProved::Unsound(StoreError::Damaged)
                        | NotProved::WrongIdentity
                        | NotProved::OtherFormat)
                ),
                "{reason:?}"
            );
        }
    }
}

#[test]
fn something_else_that_was_encrypted_is_no_backup() {
    let (private, public) = key();
    let disk = Disk::new();
    for (text, is_empty) in [("kära dagbok", false), ("", true)] {
        let to: x25519::Recipient = public.parse().expect("a key");
        let to: [&dyn age::Recipient; 1] = [&to];
        let encryptor = age::Encryptor::with_recipients(to.into_iter()).expect("an encryptor");
        let mut sealed = Vec::new();
        let mut writer = encryptor.wrap_output(&mut sealed).expect("a header");
        writer.write_all(text.as_bytes()).expect("written");
        writer.finish().expect("an end");
        fs::write(disk.at("letter.age"), sealed).expect("written");
        let reason = tried(&disk.at("letter.age"), &[&private]);
        match is_empty {
            true => assert!(matches!(reason, Err(NotProved::Empty)), "{reason:?}"),
            false => assert!(matches!(reason, Err(NotProved::OtherFormat)), "{reason:?}"),
        }
    }
}

#[test]
fn keys_are_told_apart_and_never_repeated() {
    let (private, public) = key();
    let secret = private.lines().nth(1).expect("a key").to_owned();
    let ssh = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN";
    let add = |key: &str| Recipients::default().add(key);
    assert_eq!(add(&format!(" {public}\n")), Ok(()));
    assert_eq!(add(&secret), Err(KeyFault::Private { line: None }));
    for wrong in [
        "",
        "age1",
        ssh,
        &public[..40],
        &public.replace("age1", "age2"),
    ] {
        assert_eq!(
            add(wrong),
            Err(KeyFault::NotPublic { line: None }),
            "{wrong}"
        );
    }
    let add_file = |text: &str| Recipients::default().add_file(text);
    assert_eq!(
        add_file(&format!("# Anna\n{public}\n\n  {public}\n")),
        Ok(())
    );
    assert_eq!(add_file(&private), Err(KeyFault::Private { line: Some(2) }));
    let second = format!("{public}\n{ssh}\n");
    assert_eq!(
        add_file(&second),
        Err(KeyFault::NotPublic { line: Some(2) })
    );
    assert_eq!(add_file("# nobody\n"), Err(KeyFault::NoKeys));
    let identity = |text: &str| Identities::default().add_file(text);
    assert_eq!(identity(&private), Ok(()));
    assert_eq!(identity(&public), Err(KeyFault::NotPrivate));
    assert_eq!(identity("# nobody\n"), Err(KeyFault::NoKeys));
    assert_eq!(
        identity("age-encryption.org/v1\n"),
        Err(KeyFault::Encrypted)
    );
    for fault in [
        KeyFault::Private { line: Some(2) },
        KeyFault::NotPublic { line: None },
    ] {
        let told = format!(
            "{} {}",
            fault.text(tolv::text::Lang::Sv),
            fault.text(tolv::text::Lang::En)
        );
        assert!(!told.contains(&secret[..20]), "{told}");
    }
}

#[test]
fn age_itself_opens_it_and_what_age_encrypted_is_proved() {
    let disk = Disk::new();
    let run = |program: &str, args: &[&str]| {
        let output = Process::new(program)
            .args(args)
            .current_dir(disk.at("."))
            .output();
        output.ok().filter(|output| output.status.success())
    };
    if run("age-keygen", &["-o", "key.txt"]).is_none() {
        eprintln!(
            "SKIPPED: encrypted backups against age itself: there is none (apt-get install age)"
        );
        let is_required = std::env::var_os("TOLV_REQUIRE_AGE").is_some_and(|value| value == "1");
        assert!(!is_required, "TOLV_REQUIRE_AGE=1, and there is no age");
        return;
    }
    let public = run("age-keygen", &["-y", "key.txt"]).expect("it ran before");
    let public = String::from_utf8(public.stdout).expect("text");
    let made = backup(&disk, &[&public]);
    let sealed = made.path.to_str().expect("UTF-8");
    run("age", &["-d", "-i", "key.txt", "-o", "plain.redb", sealed]).expect("age opens it");
    assert_whole(&disk.at("plain.redb"));
    let (_, restored) = Store::open(&disk.at("plain.redb")).expect("it opens");
    assert_eq!(restored.seen, made.manifest.holds.checkpoint.seq);
    let private = fs::read_to_string(disk.at("key.txt")).expect("the key");
    assert_eq!(
        tried(&made.path, &[&private]).expect("it opens").holds,
        made.manifest.holds
    );

    run(
        "age",
        &["-r", public.trim(), "-o", "again.age", "plain.redb"],
    )
    .expect("age encrypts");
    let again = tried(&disk.at("again.age"), &[&private]).expect("it opens");
    assert_eq!(again.holds, made.manifest.holds);
}

#[test]
fn a_header_that_does_not_end_is_refused_and_the_longest_that_can_be_is_read() {
    let (anna, to_anna) = key();
    let disk = Disk::new();
    let path = disk.at("endless.age");
    let line = format!("-> X25519 {}\n{}\n", "A".repeat(43), "A".repeat(43));
    let endless = format!("age-encryption.org/v1\n{}", line.repeat(20_000));
    fs::write(&path, endless).expect("written");
    assert!(matches!(
        tried(&path, &[&anna]),
        Err(NotProved::Unsound(StoreError::Damaged))
    ));

    let made = backup(&disk, &[&*to_anna; 500]);
    assert!(tried(&made.path, &[&anna]).is_ok());
    let mut recipients = Recipients::default();
    let lines = format!("{to_anna}\n");
    assert!(recipients.add_file(&lines.repeat(500)).is_ok());
    let one_more = recipients.add(&to_anna);
    assert_eq!(one_more, Err(KeyFault::TooMany { most: 500 }));
}
