//! `backup` and `verify`: their answers, exit codes and languages, and what they are told wrongly.

use std::fs;

use super::{Home, fields};

const NOBODY: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

#[test]
fn a_backup_is_told_as_json_and_stands_in_the_log() {
    let home = Home::with_people();
    home.json(&["mark", "1", "n"]);
    let run = home.run(&["backup", "--json"]).ok();
    let expected = [
        "file",
        "manifest",
        "made",
        "bytes",
        "sha256",
        "encrypted",
        "schema",
        "participants",
        "marks",
        "log_entries",
        "first_day",
        "last_day",
        "last_entry",
        "checkpoint",
        "checkpoint_hash",
        "register",
        "held_ms",
        "removed",
        "not_contained",
    ];
    assert_eq!(fields(&run.out), expected);
    let made: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(made["marks"], 1);
    assert_eq!(made["encrypted"], false);
    let log = home.json(&["log", "--limit", "1"]);
    assert_eq!(log[0]["what"], "backup");
    assert_ne!(log[0]["by"], "unknown");
    assert_eq!(log[0]["after"]["checkpoint"], made["checkpoint"]);
}

#[test]
fn a_proof_is_told_as_json_and_agrees_with_what_was_made() {
    let home = Home::with_people();
    home.json(&["mark", "1", "n"]);
    let made = home.json(&["backup"]);
    let file = made["file"].as_str().unwrap();
    let run = home.run(&["verify", file, "--json"]).ok();
    let expected = [
        "file",
        "restorable",
        "reason",
        "has_manifest",
        "encrypted",
        "made",
        "bytes",
        "sha256",
        "schema",
        "participants",
        "marks",
        "log_entries",
        "first_day",
        "last_day",
        "last_entry",
        "checkpoint",
        "checkpoint_hash",
        "register",
    ];
    assert_eq!(fields(&run.out), expected);
    let proof: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(proof["restorable"], true);
    for same in [
        "bytes",
        "sha256",
        "marks",
        "checkpoint_hash",
        "register",
        "participants",
    ] {
        assert_eq!(proof[same], made[same], "{same}");
    }
}

#[test]
fn a_file_that_cannot_be_restored_is_told_as_json_too_and_ends_with_1() {
    let home = Home::new();
    let wrong = home.file("letter", "kära dagbok");
    let run = home.run(&["verify", &wrong, "--json"]);
    assert_eq!(run.code, 1);
    let proof: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(proof["restorable"], false);
    assert!(
        run.err.contains(proof["reason"].as_str().unwrap()),
        "{run:?}"
    );
    home.run(&["verify", &wrong]).refused(1);
}

#[test]
fn backups_are_made_where_they_are_asked_for() {
    let home = Home::with_people();
    let at = |name: &str| home.path(name).to_str().unwrap().to_owned();
    fs::create_dir(home.path("there")).unwrap();
    for dest in ["there", "there/", "own.redb", "there/own.redb"] {
        home.run(&["backup", &at(dest)]).ok();
    }
    home.run(&["backup"]).ok();
    home.run(&["backup", &at("missing/")]).refused(1);
    // A folder that is missing, or a file: nobody knows which was meant.
    for unclear in ["missing", "there/missing", "own.bak"] {
        let run = home.run(&["backup", &at(unclear)]).refused(2);
        assert!(
            run.err.contains(unclear) && run.err.contains(".redb"),
            "{}",
            run.err
        );
        assert!(!home.path(unclear).exists());
    }
    home.run(&["backup", &at("own.redb")]).refused(1);
    let names = |folder: &str| {
        let entries = fs::read_dir(home.path(folder)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !name.ends_with(".sha256")).count()
    };
    assert_eq!(names("there"), 3);
    assert_eq!(names(".local/share/tolv/backups"), 1);
    assert!(!home.path("missing").exists());
    let proved = home.run(&["verify", &at("own.redb")]).ok();
    assert!(
        proved.out.contains("can be restored: 8 participants"),
        "{}",
        proved.out
    );
}

#[test]
fn old_ones_are_removed_only_where_that_was_asked() {
    let home = Home::with_people();
    for _ in 0..3 {
        home.run(&["backup"]).ok();
    }
    let removed = |run: &serde_json::Value| {
        assert!(run.get("removed").is_none(), "{run}");
        run["would_remove"].as_array().unwrap().len()
    };
    let dry = home.json(&["backup", "--keep", "daily=1", "--dry-run"]);
    assert_eq!(removed(&dry), 3);
    let dry = home.run(&["backup", "--keep", "daily=1", "--dry-run"]).ok();
    assert!(dry.err.contains("Dry run"), "{dry:?}");
    assert_eq!(dry.out.lines().count(), 3);
    let made = home.json(&["backup", "--keep", "daily=1"]);
    assert_eq!(made["removed"], home_removed(&dry.out));
    let folder = fs::read_dir(home.path(".local/share/tolv/backups")).unwrap();
    assert_eq!(folder.count(), 2, "one backup and its manifest");
    let none = home.run(&["backup", "--keep", "daily=9", "--dry-run"]).ok();
    assert!(
        none.out.contains("Would be removed: "),
        "one a day is kept: {none:?}"
    );
}

/// The names in what a dry run says.
fn home_removed(out: &str) -> serde_json::Value {
    let names = out
        .lines()
        .map(|line| line.strip_prefix("Would be removed: ").unwrap());
    names.collect()
}

#[test]
fn what_is_asked_wrongly_is_told_before_anything_is_done() {
    let home = Home::with_people();
    let own = home.path("own.redb").to_str().unwrap().to_owned();
    let keys = home.file("keys", format!("# Anna\n{NOBODY}\nssh-ed25519 AAAA\n"));
    let empty = home.file("empty", "");
    let secret = "AGE-SECRET-KEY-1QQPQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ";
    let cases: &[(i32, &[&str], &str)] = &[
        (2, &["backup", "--keep", "daily"], "daily=14"),
        (2, &["backup", "--keep", "daily=0"], "not all of them 0"),
        (2, &["backup", "--keep", "weekly=0,daily=0"], "daily=14"),
        (2, &["backup", "--keep", "daily=1", &own], "need a folder"),
        (2, &["backup", "--print-systemd", &own], "need a folder"),
        (2, &["backup", "--dry-run"], "--keep"),
        (2, &["backup", "--encrypt-to", "age1x"], "not a public key"),
        (2, &["backup", "--encrypt-to", secret], "private key"),
        (2, &["backup", "--recipients-file", &keys], "Line 3"),
        (2, &["backup", "--recipients-file", &empty], "no key"),
        (
            1,
            &["backup", "--recipients-file", "/no/such"],
            "cannot be read",
        ),
        (1, &["verify", "/no/such"], "no such file"),
        (
            1,
            &["verify", &own, "--identity", "/no/such"],
            "cannot be read",
        ),
        (2, &["verify", &own, "--identity", &keys], "private keys"),
        (2, &["verify"], "<FILE> is missing"),
    ];
    for (code, args, words) in cases {
        let run = home.run(args).refused(*code);
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
        assert!(!run.err.contains(&secret[..20]), "{}", run.err);
    }
    assert!(!home.path(".local/share/tolv/backups").exists());
    assert!(!home.path("own.redb").exists());
}

#[test]
fn an_encrypted_one_needs_the_private_key_to_be_proved() {
    let home = Home::with_people();
    let own = home.path("own.age").to_str().unwrap().to_owned();
    let keys = home.file("keys", format!("# Anna\n{NOBODY}\n"));
    let made = home.json(&[
        "backup",
        &own,
        "--recipients-file",
        &keys,
        "--encrypt-to",
        NOBODY,
    ]);
    assert_eq!(made["encrypted"], true);
    let run = home.run(&["verify", &own]).refused(1);
    assert!(run.err.contains("--identity"), "{}", run.err);
}

#[test]
fn the_timer_has_this_machines_paths_and_what_was_asked() {
    let home = Home::with_people();
    let dest = home.path("till nas");
    fs::create_dir(&dest).unwrap();
    let dest = dest.to_str().unwrap();
    let args = [
        "backup",
        dest,
        "--keep",
        "daily=14,monthly=24",
        "--encrypt-to",
        NOBODY,
    ];
    let run = home.run(&[&args[..], &["--print-systemd"]].concat()).ok();
    let program = assert_cmd::cargo::cargo_bin!("tolv")
        .to_str()
        .unwrap()
        .to_owned();
    let register = home.register();
    let register = register.to_str().unwrap();
    let tail = format!("--encrypt-to {NOBODY} --keep daily=14,weekly=0,monthly=24");
    let command = format!("{program} --database {register} --as backup backup");
    for line in [
        format!("ExecStart={command} \"{dest}\" {tail}"),
        format!("30 20 * * * {command} '{dest}' {tail}"),
        "OnCalendar=*-*-* 20:30".to_owned(),
        "[Install]".to_owned(),
        "# The service: /etc/systemd/system/tolv-backup-register.service".to_owned(),
        "# systemctl daemon-reload && systemctl enable --now tolv-backup-register.timer".to_owned(),
    ] {
        assert!(
            run.out.lines().any(|found| found == line),
            "{line}\n{}",
            run.out
        );
    }
    assert!(
        !home.path(".local/share/tolv/backups").exists(),
        "nothing was made"
    );
    // The line for cron does what it says.
    let line = run
        .out
        .lines()
        .find(|line| line.starts_with("30 20"))
        .unwrap();
    let status = std::process::Command::new("sh")
        .env_clear()
        .args(["-c", line.strip_prefix("30 20 * * * ").unwrap()])
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
    assert_eq!(fs::read_dir(dest).unwrap().count(), 2);
}

#[test]
fn a_backup_that_was_renamed_is_known_by_what_is_in_it() {
    let home = Home::with_people();
    let at = |name: &str| home.path(name).to_str().unwrap().to_owned();
    home.run(&["backup", &at("first.redb")]).ok();
    let first = home.run(&["verify", &at("first.redb")]).ok();
    assert!(first.out.contains("by its checksum") && !first.out.contains("sha256sum"));
    // Alone, and with its file of checksums.
    fs::rename(home.path("first.redb"), home.path("second.redb")).unwrap();
    for _ in 0..2 {
        let run = home.run(&["verify", &at("second.redb")]).ok();
        let told = [
            "unchanged by its checksum",
            "calls it “first.redb”, and sha256sum -c finds it under that name only",
        ];
        assert!(
            told.iter().all(|words| run.out.contains(words)),
            "{}",
            run.out
        );
        let _ = fs::rename(
            home.path("first.redb.sha256"),
            home.path("second.redb.sha256"),
        );
    }
    // Another's checksum is not taken for its own.
    home.run(&["backup", &at("third.redb")]).ok();
    fs::remove_file(home.path("third.redb.sha256")).unwrap();
    let third = home.run(&["verify", &at("third.redb")]).ok();
    assert!(third.out.contains("no checksum beside it"), "{}", third.out);
}
