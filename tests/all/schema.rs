//! Registers of every schema that was ever released, kept as files: each opens for ever, and holds what it held.
//!
//! `TOLV_WRITE_SCHEMA=1 cargo test --test all schema::a_register_of_this_schema` writes the files of the present one,
//! once nothing more is to change in it. A file that is there already is never written over.

use std::fmt::Write;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use redb::ReadableDatabase;
use tolv::domain::attendance::{Code, Entry, Mark};
use tolv::domain::command::Command;
use tolv::domain::participant::{Participant, PersonId, Protection};
use tolv::store::Store;

use crate::disk::{Disk, META, all_marks, assert_whole, every_kind, must, raw, whole_log};
use crate::world::{draft, later};

/// The file of a schema with this ending: `redb` the register, `txt` what it holds.
fn kept(schema: u64, ending: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/schema");
    folder.join(format!("{schema}.{ending}"))
}

/// The schema that a file says it has.
fn schema_of(path: &Path) -> u64 {
    let db = raw(path);
    let txn = db.begin_read().expect("a transaction");
    let meta = txn.open_table(META).expect("the table");
    let schema = meta.get("schema").expect("it can be read");
    schema.expect("it is there").value()
}

/// What a register holds, in words that do not change when a later version keeps more.
fn told(path: &Path) -> String {
    let (store, register) = Store::open(path).expect("the register opens");
    let mut text = String::new();
    let mut say = |line: String| writeln!(text, "{line}").expect("a string takes it");
    for (id, name) in &register.actors {
        say(format!("actor {} {name}", id.0));
    }
    for (id, arena) in &register.arenas {
        say(format!(
            "arena {} {:?} {}",
            id.0,
            arena.name,
            arena.group.slug()
        ));
    }
    for person in register.people.values() {
        say(person_told(person));
        for stay in &person.stays {
            say(format!("  stay {}", stay.start));
            if let Some(end) = &stay.end {
                say(format!(
                    "    until {} {:?} {:?}",
                    end.last_day, end.outcome, end.note
                ));
            }
            for placement in &stay.placements {
                say(format!(
                    "    from {} in {}",
                    placement.from, placement.arena.0
                ));
            }
            for schedule in &stay.schedules {
                say(format!("    from {} {:?}", schedule.from, schedule.minutes));
            }
        }
    }
    for ((day, arena), closed) in &register.closed {
        let (arena, open) = (arena.map(|arena| arena.0), closed.open_minutes);
        say(format!("closed {day} {arena:?} {:?} {open:?}", closed.name));
    }
    let settings = &register.settings;
    say(format!(
        "unit {:?} advance {}",
        settings.unit, settings.advance
    ));
    let rule = &settings.rule;
    say(format!(
        "rule {} {} {} {} {}",
        rule.length.text(),
        rule.near.text(),
        rule.plan.text(),
        rule.gap_months,
        rule.arena_restarts
    ));
    for ((who, day), mark) in all_marks(&store, &register) {
        say(format!("mark {} {day} {}", who.0, mark_told(&mark)));
    }
    for entry in whole_log(&store) {
        let (what, changes) = (entry.what.slug(), entry.changes.len());
        say(format!(
            "log {} {} {} {what} {changes}",
            entry.seq, entry.at, entry.by.0
        ));
    }
    text
}

fn person_told(person: &Participant) -> String {
    let number = person
        .personnummer
        .as_ref()
        .map(|number| number.to_string());
    format!(
        "person {} {:?} {:?} {number:?} {:?} {:?} {:?} {:?} {:?}",
        person.id.0,
        person.full_name(),
        person.protection,
        person.phone,
        person.supervisor,
        person.measure,
        person.note,
        person.stays.len()
    )
}

fn mark_told(mark: &Mark) -> String {
    let entry = mark.entry();
    let code = |code: Code| code.kind().slug;
    let (rest, first) = (entry.rest.map(code), mark.first_code().map(code));
    let span = entry.span.map(|span| (span.from, span.until));
    format!(
        "{} {:?} {span:?} {rest:?} {first:?} {:?} by {} at {}",
        code(entry.code),
        entry.minutes,
        entry.note,
        mark.by.0,
        mark.at
    )
}

#[test]
fn a_register_of_every_schema_opens_and_holds_what_it_held() {
    let schemas: Vec<u64> = (1..)
        .take_while(|schema| kept(*schema, "redb").exists())
        .collect();
    assert!(!schemas.is_empty());
    for schema in schemas {
        let disk = Disk::new();
        fs::copy(kept(schema, "redb"), disk.path()).expect("a copy");
        assert_eq!(schema_of(&disk.path()), schema);
        let expected = fs::read_to_string(kept(schema, "txt")).expect("what it holds");
        assert_eq!(told(&disk.path()), expected, "schema {schema}");
        assert_whole(&disk.path());
    }
}

/// Not a test of anything, but how the files above are made.
#[test]
fn a_register_of_this_schema() {
    if std::env::var_os("TOLV_WRITE_SCHEMA").is_none() {
        return;
    }
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    let mut protected = draft("Maj Sand", "2026-03-02");
    (protected.protection, protected.phone) = (Protection::Strong, "070-7654321".to_owned());
    (protected.supervisor, protected.measure) =
        ("Bo Ek".to_owned(), "utveckling i anställning".to_owned());
    protected.note = "går hem 14 på fredagar".to_owned();
    must(
        &mut store,
        &mut register,
        "bo",
        &Command::Enrol(Box::new(protected)),
    );
    for (day, code) in (1..).zip(Code::ALL.iter().copied()) {
        let mut entry = Entry::plain(code);
        entry.note = "som det står i schemat".to_owned();
        if code == Code::PartDay {
            (entry.minutes, entry.rest) = (Some(120), Some(Code::Interview));
        }
        let (who, day) = (PersonId(5), later(-day));
        must(
            &mut store,
            &mut register,
            "cilla",
            &Command::Mark { who, day, entry },
        );
    }
    drop(store);
    let mut db = redb::Database::open(disk.path()).expect("it opens");
    while db.compact().expect("it can be made smaller") {}
    drop(db);
    let schema = schema_of(&disk.path());
    fs::create_dir_all(kept(schema, "").parent().expect("a folder")).expect("a folder");
    let register = fs::read(disk.path()).expect("the register");
    for (ending, bytes) in [("redb", register), ("txt", told(&disk.path()).into_bytes())] {
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(kept(schema, ending));
        let mut file = file.expect("not there yet: what was released never changes");
        file.write_all(&bytes).expect("it is written");
    }
}
