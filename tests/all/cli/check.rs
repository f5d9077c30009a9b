//! Check, repair and salvage as commands: what is told, in which language, and how they end.

use std::fs;
use std::path::Path;

use redb::{Builder, ConcurrencyMode, TableDefinition};

use super::{Home, data};

const MARKS: TableDefinition<(u32, i32), &[u8]> = TableDefinition::new("marks");
pub const LOG: TableDefinition<u64, &[u8]> = TableDefinition::new("log");

pub fn harmed(path: &Path, harm: impl FnOnce(&redb::WriteTransaction)) {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    let db = builder.open(path).expect("redb opens it");
    let txn = db.begin_write().expect("a transaction");
    harm(&txn);
    txn.commit().expect("a commit");
}

pub fn marked() -> Home {
    let home = Home::with_people();
    home.run(&["mark", "1", "s"]).ok();
    home
}

fn without_its_marks(home: &Home) {
    harmed(&home.register(), |txn| {
        txn.delete_table(MARKS).expect("dropped");
        txn.open_table(MARKS).expect("an empty table");
    });
}

#[test]
fn a_sound_register_is_said_to_be() {
    let home = marked();
    let run = home.run(&["check", "--lang", "sv"]).ok();
    assert!(run.out.contains("Allt är helt"), "{}", run.out);
    let told = home.json(&["check"]);
    assert_eq!(
        (&told["clean"], &told["participants"]),
        (&true.into(), &8.into())
    );
    assert_eq!(told["findings"], serde_json::json!([]));
    let run = home.run(&["check", "--repair"]).ok();
    assert!(run.err.contains("nothing to repair"), "{}", run.err);
}

#[test]
fn what_is_found_is_told_and_repaired() {
    let home = marked();
    without_its_marks(&home);
    let run = home.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.out
            .contains("#1 has marks that are not as the log says: 2026-11-20."),
        "{}",
        run.out
    );
    assert!(run.out.contains("check --repair"), "{}", run.out);
    let run = home.run(&["check", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let finding = &told["findings"][0];
    assert_eq!(
        (&finding["kind"], &finding["who"]),
        (&"marks-differ".into(), &1.into())
    );

    let run = home.run(&["check", "--repair"]).ok();
    assert!(run.err.contains("before-repair"), "{}", run.err);
    let day = home.json(&["day", "--on", "2026-11-20"]);
    let mut rows = day.as_array().expect("rows").iter();
    assert!(
        rows.any(|row| row["id"] == 1 && row["code"] == "sick"),
        "{day}"
    );
    assert_eq!(home.json(&["log", "--limit", "1"])[0]["what"], "repair");
}

#[test]
fn a_log_with_a_gap_is_salvaged() {
    let home = marked();
    home.run(&["mark", "2", "v"]).ok();
    harmed(&home.register(), |txn| {
        txn.open_table(LOG)
            .expect("the log")
            .remove(2)
            .expect("removed");
    });
    let run = home.run(&["check", "--repair"]).refused(1);
    assert!(run.err.contains("salvage"), "{}", run.err);
    let damaged = home.register();
    let damaged = damaged.to_str().expect("UTF-8");
    let out = home.path("saved.redb");
    let out = out.to_str().expect("UTF-8");
    let run = home.run(&["salvage", damaged, out, "--lang", "sv"]);
    assert!(
        run.code <= 1 && run.out.contains("8 deltagare, 2 markeringar"),
        "{run:?}"
    );
    home.run(&["check", "--database", out]).ok();
    let list = |file: &str| home.run(&["list", "--database", file]).ok().out;
    assert_eq!(list(out), list(damaged));
    let again = home.run(&["salvage", damaged, out]).refused(1);
    assert!(again.err.contains("exists already"), "{}", again.err);
}

#[test]
fn what_is_no_register_is_refused() {
    let home = Home::new();
    for args in [&["check"][..], &["check", "--repair"], &["export", "-"]] {
        let run = home.run(args).refused(1);
        assert!(run.err.contains("no register"), "{args:?}: {}", run.err);
    }
    let list = data("people.csv");
    let run = home.run(&["check", "--database", &list]).refused(1);
    assert!(run.err.contains("not a register"), "{}", run.err);
    let out = home.path("out.redb");
    let run = home
        .run(&["salvage", &list, out.to_str().expect("UTF-8")])
        .refused(1);
    assert!(run.err.contains("Nothing of any register"), "{}", run.err);
    assert!(!out.exists());
    assert!(fs::read_dir(home.path("")).expect("the home").count() == 0);
}

/// The backup's path, the log's last entry in it and that one's hash.
fn backed_up(home: &Home, dest: &str) -> (String, u64, String) {
    let dest = home.path(dest).to_str().expect("UTF-8").to_owned();
    let made = home.json(&["backup", &dest]);
    let hash = made["checkpoint_hash"].as_str().expect("a hash").to_owned();
    (dest, made["checkpoint"].as_u64().expect("a number"), hash)
}

#[test]
fn the_log_is_held_against_a_backup_a_manifest_and_a_noted_hash() {
    let home = marked();
    let (early, _, _) = backed_up(&home, "early.redb");
    home.run(&["mark", "2", "s"]).ok();
    let (late, seq, hash) = backed_up(&home, "late.redb");
    let manifest = format!("{late}.sha256");
    let entry = format!("{seq}:{}", hash.to_uppercase());
    let all = |expected: &[(&str, &str)]| {
        for (with, says) in expected {
            let run = home.run(&["check", "--against", with, "--lang", "en"]);
            assert!(run.out.contains(says), "{with}: {run:?}");
            assert_eq!(run.code == 0, *says == "The log has all", "{with}: {run:?}");
        }
    };
    let has_all = "The log has all";
    all(&[
        (&early, has_all),
        (&late, has_all),
        (&manifest, has_all),
        (&entry, has_all),
    ]);
    let told = home.json(&["check", "--against", &early, "--against", &entry]);
    assert_eq!(told["against"][1]["contained"], true);
    // Of a backup that is encrypted, or away, the manifest is enough.
    fs::write(home.path("late.redb"), "age-encryption.org/v1").expect("written");
    all(&[(&late, has_all)]);

    // Whoever has the account puts an older file there, and goes on.
    let now = fs::read(home.register()).expect("the register");
    fs::copy(&early, home.register()).expect("put there");
    let shorter = "THE LOG IS SHORTER";
    all(&[(&early, has_all), (&manifest, shorter), (&entry, shorter)]);
    for who in ["3", "4", "5"] {
        home.run(&["mark", who, "n"]).ok();
    }
    let rewritten = "THE LOG WAS REWRITTEN";
    all(&[
        (&early, has_all),
        (&manifest, rewritten),
        (&entry, rewritten),
    ]);

    // A restore says itself that it did that.
    fs::write(home.register(), now).expect("put there");
    home.run(&["restore", &early, "--as", "anna"]).ok();
    let restored = "anna restored the register";
    all(&[(&early, has_all), (&manifest, restored), (&entry, restored)]);

    // And a register that was made anew is another one.
    fs::remove_file(home.register()).expect("it is there");
    home.run(&["import", &data("people.csv")]).ok();
    all(&[(&early, "another register's log"), (&entry, shorter)]);
}

#[test]
fn what_the_log_cannot_be_held_against_is_told() {
    let home = marked();
    let other = home.file("list.txt", "hej");
    for (with, code, says) in [
        ("3:abc", 2, "“3:abc” is no log entry's number and hash"),
        ("0:ab", 2, "“0:ab” is no log entry's number and hash"),
        (other.as_str(), 1, "neither a backup, a manifest"),
        ("/nowhere/b.redb", 1, "/nowhere/b.redb: "),
    ] {
        let run = home
            .run(&["check", "--against", with, "--lang", "en"])
            .refused(code);
        assert!(run.err.contains(says), "{}", run.err);
    }
}

#[test]
fn a_backup_with_a_name_of_its_own_is_held_against_the_log_as_well() {
    let home = marked();
    let before = fs::read(home.register()).expect("the register");
    home.run(&["mark", "2", "s"]).ok();
    let folder = home.register().with_file_name("backups");
    let usual = home.json(&["backup"]);
    let named = folder.join("before-upgrade.redb");
    home.run(&["backup", named.to_str().expect("UTF-8")]).ok();
    let usual = usual["file"].as_str().expect("a path");
    for file in [usual.to_owned(), format!("{usual}.sha256")] {
        fs::remove_file(file).expect("it is there");
    }
    fs::write(home.register(), before).expect("put there");
    home.run(&["mark", "3", "n"]).ok();
    let run = home.run(&["backup", "--json"]);
    assert_eq!(run.code, 1, "{run:?}");
    let made = serde_json::from_str::<serde_json::Value>(&run.out);
    let made = made.unwrap_or_else(|error| panic!("{error}: {run:?}"));
    let held_against = serde_json::json!(["before-upgrade.redb"]);
    assert_eq!(made["not_contained"], held_against);
}

#[test]
fn a_backup_is_made_of_a_rewritten_log_too_and_says_loudly_that_it_is_another() {
    let home = marked();
    let before = fs::read(home.register()).expect("the register");
    let (early, _, _) = backed_up(&home, "early.redb");
    home.run(&["mark", "2", "s"]).ok();
    let first = home.json(&["backup", "--keep", "daily=1"]);
    assert_eq!(first["not_contained"], serde_json::json!([]));
    let first = first["file"].as_str().expect("a path").to_owned();
    let name = Path::new(&first)
        .file_name()
        .expect("a name")
        .to_str()
        .expect("UTF-8");
    let again = home.json(&["backup"]);
    assert_eq!(again["not_contained"], serde_json::json!([]));
    fs::remove_file(again["file"].as_str().expect("a path")).expect("it is there");

    let good = fs::read(home.register()).expect("the register");
    fs::write(home.register(), before).expect("put there");
    home.run(&["mark", "3", "n"]).ok();
    let run = home.run(&["backup", "--keep", "daily=1", "--json"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.err
            .contains("THE LOG IS ANOTHER than in earlier backups: "),
        "{run:?}"
    );
    let made: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(made["not_contained"], serde_json::json!([name]));
    let made = made["file"].as_str().expect("a path");
    home.run(&["verify", made]).ok();
    assert!(
        Path::new(&first).exists(),
        "nothing that proves it is removed"
    );

    // After a restore it is told, and is no fault.
    for file in [made.to_owned(), format!("{made}.sha256")] {
        fs::remove_file(file).expect("it is there");
    }
    fs::write(home.register(), good).expect("put there");
    home.run(&["restore", &early]).ok();
    let run = home.run(&["backup", "--lang", "en"]).ok();
    assert!(run.err.contains("restored the register"), "{run:?}");
}

#[test]
fn a_head_without_the_schema_says_nothing_of_the_chain() {
    let home = marked();
    harmed(&home.register(), |txn| {
        let meta: TableDefinition<&str, u64> = TableDefinition::new("meta");
        let mut meta = txn.open_table(meta).expect("the head");
        meta.remove("schema").expect("removed");
    });
    let run = home.run(&["check", "--json"]);
    assert!(run.out.contains("\"findings\""), "{run:?}");
    assert!(!run.out.contains("\"chain\""), "{}", run.out);
}
