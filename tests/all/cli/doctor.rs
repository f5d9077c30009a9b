//! An installation looked over: each thing that can be wrong is found, told with its remedy, and left as it is.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use chrono::Utc;
use tolv::domain::facts::change::{Backup, Change, What};
use tolv::store::{Request, Store};

use super::{Home, Run};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The kinds of what is found, faults first with a `!`. What depends on the machine's disk is left out.
fn kinds(home: &Home, args: &[&str]) -> Vec<String> {
    kinds_of(
        home.command(&[args, &["doctor", "--json"]].concat())
            .env("LANG", "sv_SE.UTF-8"),
    )
}

/// The same by this machine's own clock, as the backups are.
fn kinds_by_clock(home: &Home) -> Vec<String> {
    let mut command = home.bare_command();
    command
        .env("LANG", "sv_SE.UTF-8")
        .args(["doctor", "--json"]);
    kinds_of(&mut command)
}

fn kinds_of(command: &mut assert_cmd::Command) -> Vec<String> {
    let run = Run::of(command);
    let looked: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let findings = looked["findings"].as_array().expect("a list");
    let is_fault = findings.iter().any(|finding| finding["fault"] == true);
    assert_eq!(run.code, i32::from(is_fault), "{run:?}");
    let of_disk = ["network", "not-lasting", "ownerless", "fuse", "little-room"];
    let mut kinds = Vec::new();
    for finding in findings {
        let kind = finding["kind"].as_str().expect("a name");
        for part in ["text", "remedy"] {
            let text = finding[part].as_str().expect("a text");
            // What the register says itself when it does not open has its remedy in it.
            let is_said = text.is_empty() && kind == "unopened";
            assert!(is_said || text.ends_with('.'), "{kind}: {text:?}");
        }
        if !of_disk.contains(&kind) {
            let mark = if finding["fault"] == true { "!" } else { "" };
            kinds.push(format!("{mark}{kind}"));
        }
    }
    kinds
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
}

#[test]
fn a_sound_installation_has_no_findings() {
    let home = Home::with_people();
    let before = fs::read(home.register()).expect("the register");
    assert!(kinds(&home, &[]).is_empty());
    let mut command = home.command(&["doctor", "--lang", "sv"]);
    let run = Run::of(command.env("LANG", "sv_SE.UTF-8"));
    assert!(run.out.contains("8 deltagare"), "{}", run.out);
    assert_eq!(fs::read(home.register()).expect("the register"), before);
}

#[test]
fn the_file_and_its_folder_are_looked_at() {
    let home = Home::with_people();
    let register = home.register();
    let folder = register.parent().expect("a folder").to_owned();
    type Harm = fn(&Path, &Path);
    let cases: &[(&str, Harm, &[&str])] = &[
        ("sound", |_, _| {}, &[]),
        ("read by all", |file, _| allow(file, 0o644), &["!file-mode"]),
        (
            "entered by all",
            |_, folder| allow(folder, 0o755),
            &["folder-mode"],
        ),
        (
            "changed by all",
            |_, folder| allow(folder, 0o777),
            &["!folder-mode"],
        ),
        (
            "two names",
            |file, folder| fs::hard_link(file, folder.join("other.redb")).expect("a name"),
            &["!hard-links"],
        ),
        (
            "left behind",
            |_, folder| {
                let left = folder.join(".register.redb.0123456789abcdef.new");
                File::create(left).expect("a file");
            },
            &["left-behind"],
        ),
    ];
    for (what, harm, expected) in cases {
        harm(&register, &folder);
        assert_eq!(kinds(&home, &[]), *expected, "{what}");
        allow(&register, 0o600);
        allow(&folder, 0o700);
        for entry in fs::read_dir(&folder).expect("the folder") {
            let path = entry.expect("a name").path();
            if path != register {
                fs::remove_file(path).expect("removed");
            }
        }
    }
    let link = home.path("link.redb");
    symlink(&register, &link).expect("a link");
    let link = link.to_str().expect("UTF-8");
    assert_eq!(kinds(&home, &["--database", link]), ["link"]);
}

#[test]
fn what_was_cut_off_is_told_at_once_unless_somebody_works_on_it() {
    let home = Home::with_people();
    let folder = home.register().parent().expect("a folder").to_owned();
    fs::create_dir(folder.join("backups")).expect("a folder");
    let left = [
        ".register.redb.0123456789abcdef.new",
        ".out.json.0123456789abcdef.new",
        "backups/.register-1a-backup.0123456789abcdef.new",
    ];
    let others = [
        ".register.redb.new",
        "backups/register-backup.0123456789abcdef.new",
    ];
    for name in left.iter().chain(&others) {
        File::create(folder.join(name)).expect("a file");
    }
    let held = File::create(folder.join(".held.json.0123456789abcdef.new")).expect("a file");
    held.lock().expect("a lock");
    let looked = home.run(&["doctor"]);
    for name in left {
        assert!(looked.out.contains(name), "{name}: {}", looked.out);
    }
    assert_eq!(
        looked.out.matches(".new").count(),
        left.len(),
        "{}",
        looked.out
    );
    held.unlock().expect("unlocked");
    assert!(home.run(&["doctor"]).out.contains(".held.json."));
}

#[test]
fn what_is_no_register_is_a_fault() {
    let home = Home::new();
    assert_eq!(kinds(&home, &[]), ["!no-register"]);
    let folder = home.file("a/b", "");
    let folder = Path::new(&folder).parent().expect("a folder");
    allow(folder, 0o700);
    let at = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    assert_eq!(kinds(&home, &["--database", &at("")]), ["!not-a-file"]);
    allow(&folder.join("b"), 0o600);
    assert_eq!(kinds(&home, &["--database", &at("b")]), ["!unopened"]);
}

#[test]
fn old_backups_and_a_wrong_clock_are_found() {
    let now = Utc::now().timestamp_millis();
    let cases: &[(&str, i64, Option<i64>, &[&str])] = &[
        ("new", 0, None, &[]),
        ("old, never copied", 30, None, &["!backup"]),
        ("copied yesterday", 30, Some(1), &[]),
        ("copied long ago", 30, Some(20), &["!backup"]),
        ("copied on a day to come", 30, Some(-40), &["!backup"]),
        ("of tomorrow", -1, None, &["!clock"]),
    ];
    for (what, begun, backed_up, expected) in cases {
        let home = Home::new();
        let today = Utc::now().date_naive();
        let request = Request::alone("anna", today, now - begun * DAY);
        let (mut store, mut register) = Store::create(&home.register(), &request).expect("made");
        if let Some(days) = backed_up {
            let backup = Backup {
                at: now - days * DAY,
                checkpoint: 1,
            };
            let file = "register.redb".to_owned();
            let change = Change::BackedUp {
                backup,
                file,
                folder: None,
            };
            store
                .record(&mut register, &request, What::Backup, vec![change])
                .expect("noted");
        }
        drop(store);
        let mut command = home.bare_command();
        command
            .env("LANG", "sv_SE.UTF-8")
            .args(["doctor", "--json"]);
        assert_eq!(kinds_of(&mut command), *expected, "{what}");
    }
}

#[test]
fn the_newest_good_backup_counts_whatever_a_wrong_clock_has_dated_since() {
    for (what, days) in [("years ahead", -1_600), ("years ago", 9_000)] {
        let home = Home::with_people();
        home.json(&["backup"]);
        let request = Request::alone(
            "natt",
            Utc::now().date_naive(),
            Utc::now().timestamp_millis(),
        );
        let (mut store, mut register) = Store::open(&home.register()).expect("it opens");
        let backup = Backup {
            at: request.now - days * DAY,
            checkpoint: 1,
        };
        let change = Change::BackedUp {
            backup,
            file: "later.redb".to_owned(),
            folder: Some("elsewhere".to_owned()),
        };
        let noted = store.record(&mut register, &request, What::Backup, vec![change]);
        noted.expect("noted");
        drop(store);
        let kinds = kinds_by_clock(&home);
        assert!(!kinds.contains(&"!backup".to_owned()), "{what}: {kinds:?}");
    }
}

#[test]
fn a_backup_that_is_gone_is_told() {
    let home = Home::with_people();
    let found = || kinds_by_clock(&home);
    let usual = home.register().with_file_name("backups");
    let other = home.path("other");
    fs::create_dir(&other).expect("a folder");
    for dest in [None, other.to_str()] {
        let made = home.json(&[&["backup"][..], dest.as_slice()].concat());
        assert!(found().is_empty(), "{dest:?}");
        let path = Path::new(made["file"].as_str().expect("a path"));
        let bytes = fs::read(path).expect("the backup");
        let mut flipped = bytes.clone();
        *flipped.last_mut().expect("not empty") ^= 1;
        for changed in [&bytes[1..], &flipped] {
            fs::write(path, changed).expect("written");
            assert_eq!(found(), ["!backup-changed"], "{dest:?}");
        }
        fs::remove_file(path).expect("it is there");
        assert_eq!(found(), ["backup-gone"], "{dest:?}");
        let said = home.run(&["doctor"]).out;
        assert!(said.contains("is not there"), "{said}");
        assert!(!said.contains("Everything is as it should"), "{said}");
        fs::write(path, &bytes).expect("written");
        allow(path, 0o600);
        assert!(found().is_empty(), "{dest:?}");
    }
    // What was opened by a link has its backup beside the link.
    let link = home.path("link.redb");
    symlink(home.register(), &link).expect("a link");
    home.run(&["backup", "--database", link.to_str().expect("UTF-8")])
        .ok();
    assert!(home.path("backups").exists() && found().is_empty());
    home.run(&["backup", other.to_str().expect("UTF-8")]).ok();
    // A disk that is away.
    fs::remove_dir_all(&other).expect("removed");
    assert_eq!(found(), ["backup-out-of-reach"]);
    home.run(&["backup"]).ok();
    // After a restore the log tells of one that was removed when a later one was made.
    let own = home.path("own.redb");
    let own = own.to_str().expect("UTF-8");
    home.run(&["backup", own]).ok();
    home.run(&["backup", "--keep", "daily=1"]).ok();
    home.run(&["restore", own]).ok();
    assert_eq!(found(), ["kept"]);
    fs::remove_dir_all(&usual).expect("removed");
    assert_eq!(found(), ["kept", "backup-gone"]);
}

#[test]
fn of_backups_that_were_moved_the_newest_that_is_left_is_told() {
    let home = Home::with_people();
    home.run(&["backup"]).ok();
    let apart = home.path("apart.redb");
    home.run(&["backup", apart.to_str().expect("UTF-8")]).ok();
    fs::remove_file(&apart).expect("it is there");
    let run = home.run(&["doctor", "--lang", "en"]);
    assert!(
        run.out.contains("NOTE: The last good backup was made"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("The newest that is still there was made 2"),
        "{}",
        run.out
    );
    fs::remove_dir_all(home.register().with_file_name("backups")).expect("removed");
    let run = home.run(&["doctor", "--lang", "en"]);
    assert!(
        run.out
            .contains("None that the log knows of is where it was put."),
        "{}",
        run.out
    );
}

#[test]
fn entries_of_a_clock_that_was_years_off_are_a_note_of_doctors_and_of_checks() {
    let home = Home::new();
    let now = Utc::now().timestamp_millis();
    let today = Utc::now().date_naive();
    let by = |now: i64| Request::alone("anna", today, now);
    let (mut store, mut register) = Store::create(&home.register(), &by(now)).expect("made");
    let years = 365 * DAY;
    for at in [now + 70 * years, now + 70 * years + 1, 86_400_000, now] {
        let change = Change::Whole {
            people: 0,
            marks: 0,
        };
        let written = store.record(&mut register, &by(at), What::Export, vec![change]);
        written.expect("written");
    }
    drop(store);
    assert_eq!(kinds(&home, &[]), ["clock-was-wrong"]);
    let run = home.run(&["check", "--lang", "en"]).ok();
    let says = "NOTE: 3 log entries are dated far from those beside them, the first entry 2: 20";
    assert!(run.out.contains(says), "{}", run.out);
    let told = home.json(&["check"]);
    assert_eq!(
        (
            &told["clean"],
            &told["notes"][0]["kind"],
            &told["notes"][0]["seq"]
        ),
        (&true.into(), &"clock-was-wrong".into(), &2.into())
    );
}

#[test]
fn the_registers_zone_and_the_machines_are_told_with_the_time_in_both() {
    let home = Home::with_people();
    let said = |machine: &str| {
        let mut command = home.command(&["doctor", "--lang", "en"]);
        let out = Run::of(command.env("TZ", machine)).out;
        let line = out.lines().find(|line| line.starts_with("Time zone:"));
        line.expect("it is told").to_owned()
    };
    let same = said("Europe/Stockholm");
    assert!(
        same.starts_with(
            "Time zone: Europe/Stockholm, as the machine's (Europe/Stockholm). It is 2"
        ),
        "{same}"
    );
    let other = said("UTC");
    assert!(
        other.contains("; the machine's is another (UTC), where it is 2"),
        "{other}"
    );
    assert!(
        other.ends_with("Days and times follow the register's."),
        "{other}"
    );
}

#[test]
fn settings_keys_and_locale_are_looked_at() {
    let home = Home::with_people();
    home.file(".config/tolv/config.toml", "lang = \"de\"\n");
    assert_eq!(kinds(&home, &[]), ["!settings"]);
    // It keeps nobody out, and nothing from being done at night.
    assert!(home.run(&["list"]).ok().err.contains("config.toml"));
    let other = Home::with_people();
    other.file(".config/tolv/config.toml", "lang = \"de\"\n");
    let made = other.run(&["backup", "--json"]).ok();
    assert!(made.err.contains("config.toml"), "{made:?}");
    home.file(".config/tolv/config.toml", "");
    home.file(".config/tolv/keymap.toml", "nonsense = \"x\"\n");
    assert_eq!(kinds(&home, &[]), ["!keymap"]);
    home.file(".config/tolv/keymap.toml", "");
    let mut plain = home.command(&["doctor", "--json"]);
    assert_eq!(kinds_of(&mut plain), ["locale"]);
    let mut ascii = home.command(&["doctor", "--json", "--ascii"]);
    assert!(kinds_of(&mut ascii).is_empty());
}

#[test]
fn old_registers_that_lie_beside_are_told_with_their_age() {
    let home = Home::with_people();
    let folder = home.register().parent().expect("a folder").to_owned();
    for name in [
        "register.redb.replaced-2026-11-10T101112",
        "register.redb.before-repair.2026-11-19.2.bak",
        "register.redb.schema-1.2026-11-20.bak",
        "other.redb.replaced-2026-11-10T101112",
        "register.redb.bak",
    ] {
        File::create(folder.join(name)).expect("a file");
    }
    assert_eq!(kinds(&home, &[]), ["kept"]);
    let mut command = home.command(&["doctor", "--lang", "en"]);
    let run = Run::of(command.env("LANG", "sv_SE.UTF-8")).ok();
    for (name, age) in [
        (".replaced-2026-11-10T101112", " (10 days old)"),
        (".before-repair.2026-11-19.2.bak", " (1 day old)"),
        (".schema-1.2026-11-20.bak", " (from today)"),
    ] {
        let (_, after) = run.out.split_once(name).expect(name);
        // A quotation mark ends the name.
        let told = after.get('”'.len_utf8()..).expect("more");
        assert!(told.starts_with(age), "{}", run.out);
    }
    assert!(run.out.contains("personal data"), "{}", run.out);
    assert!(!run.out.contains("other.redb"), "{}", run.out);
}

#[test]
fn what_a_restore_keeps_is_told() {
    let home = Home::with_people();
    let backup = home.json(&["backup"])["file"].clone();
    home.run(&["restore", backup.as_str().expect("a path")])
        .ok();
    assert_eq!(kinds(&home, &[]), ["kept"]);
}

#[test]
fn backups_that_others_can_read_are_told() {
    let home = Home::with_people();
    let made = home.json(&["backup"])["file"].clone();
    let made = Path::new(made.as_str().expect("a path")).to_owned();
    assert!(kinds_by_clock(&home).is_empty());
    allow(&made, 0o640);
    assert_eq!(kinds_by_clock(&home), ["!backup-mode"]);
    allow(&made, 0o600);
    allow(made.parent().expect("a folder"), 0o755);
    assert_eq!(kinds_by_clock(&home), ["folder-mode"]);
}
