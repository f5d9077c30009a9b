//! Users, keys and rights on the command line.

use serde_json::{Value, json};

use super::{Home, words};

/// Two people, and a user with each role, called by it; the supervisor has the arena of the first alone.
fn unit() -> Home {
    let home = Home::new();
    for line in [
        "add Lena Berg --group outdoor --arena Parken --from 2026-01-05 --new-arena",
        "add Olle Ek --group indoor --arena Köket --from 2026-01-05 --new-arena",
        "user add supervisor --role supervisor --arena Parken",
        "user add coordinator --role coordinator",
        "user add manager --role enhetschef",
        "user add payroll --role payroll",
        "user add administrator --role administratör",
        "user add archivist --role archivist",
        "user add officer --role protection-officer",
    ] {
        home.run(&words(line)).ok();
    }
    home
}

const ROLES: [&str; 7] = [
    "supervisor",
    "coordinator",
    "manager",
    "payroll",
    "administrator",
    "archivist",
    "officer",
];

/// What is asked for, and which of the roles may, by their first letters in the order above: s c m p a r o.
const TABLE: &[(&str, &str)] = &[
    ("list", "scm"),
    ("day", "scm"),
    ("find Lena", "scm"),
    ("show 1", "scm"),
    ("show 2", "cm"),
    ("mark 1 sick", "sc"),
    ("mark 2 sick", "c"),
    ("note 1 --note x", "sc"),
    ("clear 1", "sc"),
    ("clear 2", "c"),
    ("mark-rest --group outdoor", "sc"),
    ("threshold", "cm"),
    ("quota", "cm"),
    ("outcome", "cm"),
    ("duties", "cm"),
    ("decision list 1", "cm"),
    ("step 1", "cm"),
    ("plan 1", "cm"),
    ("absence 1", "cm"),
    ("add Maj Sand --group indoor", "c"),
    ("change 1 --phone 070-1740605", "c"),
    ("move 1 --group indoor --arena Köket --from 2026-11-20", "c"),
    ("end 1 --on 2026-11-20", "c"),
    ("reopen 1", "c"),
    ("arena", "scm"),
    ("arena add Ån --group outdoor", "c"),
    ("calendar close 2026-12-23 --name Klämdag", "c"),
    ("rules set quota.most 8 --from 2027-01-01 --source x", "cm"),
    ("log", "cmo"),
    ("log verify", "scmparo"),
    ("export -", "c"),
    ("settings unit AMI", "a"),
    ("settings rule.near 10", "cm"),
    ("settings rule.near 10 --what-if", "cm"),
    ("user", "a"),
    ("user add ny --role supervisor", "a"),
    ("key", "a"),
    ("key export -", "a"),
    ("check", "a"),
    ("backup", "a"),
    ("prefer", "scmparo"),
];

#[test]
fn each_role_may_what_the_table_says_on_the_command_line() {
    let letters = "scmparo";
    let home = unit();
    let begun = std::fs::read(home.register()).unwrap();
    for (line, may) in TABLE {
        for (role, letter) in ROLES.into_iter().zip(letters.chars()) {
            // What one did is not in the way of the next.
            std::fs::write(home.register(), &begun).unwrap();
            if ["clear 1", "clear 2", "note 1 --note x"].contains(line) {
                home.run(&words("mark 1 present")).ok();
                home.run(&words("mark 2 present")).ok();
            }
            if *line == "reopen 1" {
                home.run(&words("end 1 --on 2026-11-20")).ok();
            }
            let run = home.run(&[&["--as", role][..], &words(line)].concat());
            let is_allowed = run.code == 0;
            assert_eq!(is_allowed, may.contains(letter), "{role}: {line}: {run:?}");
            if !is_allowed {
                assert_eq!(
                    (run.code, run.out.as_str()),
                    (1, ""),
                    "{role}: {line}: {run:?}"
                );
            }
        }
    }
}

#[test]
fn a_list_has_those_alone_whom_the_reader_may_read_about() {
    let home = unit();
    let names = |words: &[&str]| -> Vec<Value> {
        let rows = home.json(words);
        let rows = rows.as_array().unwrap().clone();
        rows.into_iter().map(|row| row["name"].clone()).collect()
    };
    for list in ["list", "day"] {
        assert_eq!(
            names(&["--as", "supervisor", list]),
            ["Lena Berg"],
            "{list}"
        );
        assert_eq!(names(&["--as", "coordinator", list]).len(), 2, "{list}");
    }
    // Who is not to be read about is not there, by name or by number.
    for who in ["Olle Ek", "2", "#2", "Olle"] {
        let run = home.run(&["--as", "supervisor", "show", who]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(!run.err.contains("Olle Ek"), "{run:?}");
    }
    home.run(&["--as", "supervisor", "cover", "Bo är sjuk"])
        .ok();
    assert_eq!(names(&["--as", "supervisor", "day"]).len(), 2);
    let log = home.json(&["log", "--limit", "1"]);
    assert_eq!(log[0]["what"], "take-cover");
    assert_eq!(log[0]["by"], "supervisor");
    assert_eq!(log[0]["through"], log_name(&home));
}

/// The account that the tests run as.
fn log_name(home: &Home) -> Value {
    let log = home.json(&["log", "--limit", "1000"]);
    log.as_array().unwrap().last().unwrap()["by"].clone()
}

#[test]
fn users_are_told_as_scripts_expect_them() {
    let home = Home::new();
    home.run(&words(
        "add Lena Berg --group outdoor --arena Parken --from 2026-01-05 --new-arena",
    ))
    .ok();
    let own = log_name(&home);
    let alone = home.json(&["user", "list"]);
    assert_eq!(alone.as_array().unwrap().len(), 1);
    assert_eq!(alone[0]["name"], own);
    assert_eq!(alone[0]["roles"], json!(["coordinator", "administrator"]));
    let added = home.json(&words(
        "user add anna --role supervisor --group outdoor --arena Parken --cover-until 2026-12-24",
    ));
    let expected = json!({
        "name": "anna",
        "roles": ["supervisor"],
        "groups": ["outdoor"],
        "arenas": ["Parken"],
        "cover": "2026-12-24",
        "keys": [],
        "ended": null,
        "last_seen": null,
    });
    assert_eq!(added, expected);
    home.run(&words("--as anna mark 1 present")).ok();
    let listed = home.json(&["user", "list"]);
    let anna = &listed[1];
    assert!(
        anna["last_seen"].as_str().unwrap().starts_with("20"),
        "{anna}"
    );
    let changed = home.json(&words(
        "user change Anna --role coordinator --role manager --everywhere --no-cover",
    ));
    assert_eq!(changed["roles"], json!(["coordinator", "manager"]));
    assert_eq!(changed["cover"], Value::Null);
    let ended = home.json(&words("user end anna"));
    assert_eq!(ended["ended"], super::TODAY);
    home.run(&words("--as anna list")).refused(1);
    home.run(&words("user end bo")).refused(1);
    home.run(&words("user add bo --role chef")).refused(2);
    home.run(&words("user add bo")).refused(2);
}

/// A public key of a kind, made for the tests alone.
const ED25519: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDQtRAmxxo6IaCXihFRjxbXnKFi/i7p8vTywaVYpTbUL anna@laptop\n";

#[test]
fn a_key_is_taken_as_it_is_and_written_for_sshd_without_a_name() {
    let home = unit();
    let file = home.file("anna.pub", ED25519);
    let key = home.json(&[
        "key",
        "add",
        "supervisor",
        &file,
        "--expires",
        "2026-12-24",
        "--from",
        "10.0.0.0/8,!10.9.*",
    ]);
    let expected = json!({
        "id": "k1",
        "name": "supervisor",
        "kind": "ssh-ed25519",
        "fingerprint": "SHA256:fPNkaK3Y5LRYCgMBWerg8mqF9RGuROIA3plGR0zT814",
        "from": "10.0.0.0/8,!10.9.*",
        "added": super::TODAY,
        "expires": "2026-12-24",
        "revoked": null,
    });
    assert_eq!(key, expected);
    assert_eq!(home.json(&["key", "list"]), json!([expected]));
    let line = home.run(&["key", "export"]).ok().out;
    let register = home.register();
    let tolv = assert_cmd::cargo::cargo_bin!("tolv");
    let expected = format!(
        "command=\"{} --database {} session k1\",restrict,pty,from=\"10.0.0.0/8,!10.9.*\",expiry-time=\"20261225\" \
         ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDQtRAmxxo6IaCXihFRjxbXnKFi/i7p8vTywaVYpTbUL k1\n",
        tolv.display(),
        register.display()
    );
    assert_eq!(line, expected);
    // To a file, in the place of what is there, for its owner alone.
    let keys = home.file("authorized_keys", "what was there\n");
    home.run(&["key", "export", &keys]).ok();
    assert_eq!(std::fs::read_to_string(&keys).unwrap(), expected);
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&keys).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(home.json(&["key", "revoke", "K1"])["revoked"], super::TODAY);
    assert_eq!(home.run(&["key", "export"]).ok().out, "");
    assert_eq!(home.json(&["user"])[1]["keys"], json!([]));
}

#[test]
fn what_is_no_public_key_is_refused_with_what_it_is() {
    let home = unit();
    let private = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";
    let rsa_1024 = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7vbqajDw4o6gJy8UtmIbkcpnkO3Kwc4qsEnSZp/TR+fQi62F79RHWmwKOtFmwteURgLbj7D/WGuNLGOfa/2vse3G2eHnHl5CB8ruRX9fBl/KgwCVr2JaEuUm66bBQeP5XeBotdR4cvX38uPYivCDdPjJ1QWPdspTBKcxeFbccDw==";
    let cases: &[(&str, &str)] = &[
        ("", "0"),
        (private, "privat"),
        ("hej\n", "ssh-keygen"),
        ("ssh-ed25519 AAAA\n", "ssh-keygen"),
        ("ssh-dss AAAAB3NzaC1kc3MAAACB anna\n", "ssh-keygen"),
        (&format!("{ED25519}{ED25519}"), "2"),
        (&format!("command=\"sh\" {ED25519}"), "ssh-keygen"),
        (rsa_1024, "1024"),
    ];
    for (text, word) in cases {
        let file = home.file("key.pub", text);
        let run = home
            .run(&["--lang", "sv", "key", "add", "supervisor", &file])
            .refused(1);
        assert!(run.err.contains(word), "{text}: {run:?}");
    }
    let file = home.file("key.pub", ED25519);
    for line in [
        &["--expires", "2026-11-19"][..],
        &["--from", "10.0.0.0/99"],
        &["--from", "10.1.2.3/24"],
        &["--from", "!10.9.0.0/16"],
        &["--from", "a\"b"],
        &["--from", ""],
    ] {
        let run = home.run(&[&["key", "add", "supervisor", &file], line].concat());
        assert_ne!(run.code, 0, "{line:?}");
    }
    home.run(&["key", "add", "nobody", &file]).refused(1);
    home.run(&["key", "revoke", "k9"]).refused(1);
    home.run(&["key", "revoke", "nio"]).refused(2);
    assert_eq!(home.json(&["key"]), json!([]));
}

#[test]
fn another_name_is_for_administrators_where_there_are_roles() {
    let home = unit();
    // The environment and the settings file give nobody another name.
    home.file(".config/tolv/config.toml", "name = \"coordinator\"\n");
    let own = log_name(&home);
    let run = home.run(&words("mark 1 sick")).ok();
    assert!(run.err.contains("name"), "{run:?}");
    assert_eq!(home.json(&words("log --limit 1"))[0]["by"], own);
    let mut command = home.command(&words("mark 1 present"));
    let run = super::Run::of(command.env("LOGNAME", "manager").env("USER", "manager")).ok();
    assert!(run.out.contains("Lena"), "{run:?}");
    assert_eq!(home.json(&words("log --limit 1"))[0]["by"], own);
    // Whoever is no user has no rights, in whatever name.
    std::fs::remove_file(home.path(".config/tolv/config.toml")).unwrap();
    home.run(&words("--as nobody list")).refused(1);
}
