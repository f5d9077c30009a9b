//! Check, repair and salvage as commands: what is told, in which language, and how they end.

use std::fs;
use std::path::Path;

use redb::{Builder, ConcurrencyMode, TableDefinition};

use super::{Home, data};

const MARKS: TableDefinition<(u32, i32), &[u8]> = TableDefinition::new("marks");
const LOG: TableDefinition<u64, &[u8]> = TableDefinition::new("log");

fn harmed(path: &Path, harm: impl FnOnce(&redb::WriteTransaction)) {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    let db = builder.open(path).expect("redb opens it");
    let txn = db.begin_write().expect("a transaction");
    harm(&txn);
    txn.commit().expect("a commit");
}

fn marked() -> Home {
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
