//! What a check finds: flipped bytes anywhere, rows changed behind the log's back, references to nobody, a broken chain.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use redb::{ReadableTable, TableDefinition, WriteTransaction};
use tolv::domain::facts::attendance::{Cell, Code, Mark};
use tolv::domain::facts::change::{Change, What};
use tolv::domain::facts::participant::{Arena, ArenaId, Group};
use tolv::domain::register::Register;
use tolv::store::Store;
use tolv::store::check::{Checked, Finding, Remedy, check};
use tolv::text::Lang;

use crate::disk::{Disk, LOG, META, assert_same, by, every_kind, must, raw};
use crate::world::{later, mark, person};

const PEOPLE: TableDefinition<u32, &[u8]> = TableDefinition::new("people");
const ARENAS: TableDefinition<u16, &[u8]> = TableDefinition::new("arenas");
const ACTORS: TableDefinition<u16, &str> = TableDefinition::new("actors");
const CLOSED: TableDefinition<(i32, u16), &[u8]> = TableDefinition::new("closed");
const SETTINGS: TableDefinition<&str, &[u8]> = TableDefinition::new("settings");
const MARKS: TableDefinition<(u32, i32), &[u8]> = TableDefinition::new("marks");

pub fn checked(path: &Path) -> Checked {
    let before = fs::read(path).expect("the register");
    let checked = check(path, &mut |_, _| {}).expect("it can be examined");
    assert!(
        fs::read(path).expect("the register") == before,
        "a check changed the register"
    );
    checked
}

fn slugs(checked: &Checked) -> Vec<&'static str> {
    let mut slugs: Vec<_> = checked.findings.iter().map(Finding::slug).collect();
    slugs.sort_unstable();
    slugs.dedup();
    slugs
}

fn day(date: NaiveDate) -> i32 {
    tolv::domain::calendar::day_number(date)
}

/// A register with every kind of change and some hundred marks.
fn filled() -> (Disk, Store, Register) {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    for days in 1..=100 {
        let sick = mark(1, later(-days), Code::Sick);
        must(&mut store, &mut register, "anna", &sick);
    }
    (disk, store, register)
}

#[test]
fn a_sound_register_is_clean_closed_open_and_killed() {
    let (disk, mut store, mut register) = filled();
    let killed = disk.at("killed.redb");
    fs::copy(disk.path(), &killed).expect("a copy of the open file");
    let open = checked(&disk.path());
    assert!(open.is_clean(), "{open:?}");
    assert_eq!((open.people, open.marks, open.entries), (4, 103, 124));
    must(
        &mut store,
        &mut register,
        "bo",
        &mark(1, later(0), Code::Leave),
    );
    assert_eq!(checked(&disk.path()).entries, 125);
    drop(store);
    for path in [disk.path(), killed] {
        let closed = checked(&path);
        assert!(closed.is_clean(), "{closed:?}");
    }
}

#[test]
fn a_check_runs_beside_those_who_mark() {
    let (disk, mut store, mut register) = filled();
    let path = disk.path();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0..400 {
                let code = [Code::Present, Code::Sick][n % 2];
                must(&mut store, &mut register, "bo", &mark(1, later(0), code));
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        let mut checks = 0;
        while checks < 3 || !done.load(std::sync::atomic::Ordering::Relaxed) {
            let found = check(&path, &mut |_, _| {}).expect("it can be examined");
            assert!(found.is_clean(), "{found:?}");
            checks += 1;
        }
    });
}

type Harm = fn(&WriteTransaction);

/// Each harm is done to a sound register through the database itself, so that every page is sound.
#[test]
fn what_was_changed_behind_the_logs_back_is_found() {
    fn marks(txn: &WriteTransaction, change: impl Fn(&mut Vec<u8>)) {
        let mut table = txn.open_table(MARKS).expect("marks");
        let key = (1, day(later(-7)));
        let mut bytes = table
            .get(key)
            .expect("read")
            .expect("a mark")
            .value()
            .to_vec();
        change(&mut bytes);
        table.insert(key, bytes.as_slice()).expect("written");
    }
    fn entries(txn: &WriteTransaction, change: impl Fn(&mut BTreeMap<u64, Vec<u8>>)) {
        let table = txn.open_table(LOG).expect("the log");
        let mut rows = BTreeMap::new();
        for row in table.iter().expect("rows") {
            let (seq, bytes) = row.expect("a row");
            rows.insert(seq.value(), bytes.value().to_vec());
        }
        drop(table);
        change(&mut rows);
        txn.delete_table(LOG).expect("dropped");
        let mut table = txn.open_table(LOG).expect("the log");
        for (seq, bytes) in rows {
            table.insert(seq, bytes.as_slice()).expect("written");
        }
    }
    fn record(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
        let text = bytes
            .windows(from.len())
            .position(|part| part == from.as_bytes());
        let at = text.expect("it is there");
        [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
    }
    let cases: &[(&str, Harm, &[&str])] = &[
        ("nothing", |_| {}, &[]),
        (
            "a mark's code",
            |txn| marks(txn, |mark| mark[1] = 4),
            &["marks-differ"],
        ),
        (
            "a mark's hours",
            |txn| marks(txn, |mark| mark[2] = 7),
            &["marks-differ"],
        ),
        (
            "a mark of no code",
            |txn| marks(txn, |mark| mark[1] = 99),
            &["marks-differ", "unreadable"],
        ),
        (
            "a mark cut short",
            |txn| marks(txn, |mark| mark.truncate(4)),
            &["marks-differ", "unreadable"],
        ),
        (
            "a mark by nobody",
            |txn| marks(txn, |mark| mark[4] = 77),
            &["marks-differ", "unknown-actor"],
        ),
        (
            "a mark gone",
            |txn| {
                let mut table = txn.open_table(MARKS).expect("marks");
                table.remove((1, day(later(-7)))).expect("removed");
            },
            &["marks-differ"],
        ),
        (
            "a mark on another day",
            |txn| {
                let mut table = txn.open_table(MARKS).expect("marks");
                let bytes = table.remove((1, day(later(-7)))).expect("read");
                let bytes = bytes.expect("a mark").value().to_vec();
                table
                    .insert((1, day(later(-400))), bytes.as_slice())
                    .expect("written");
            },
            &["marks-differ", "outside-stay"],
        ),
        (
            "a mark of nobody",
            |txn| {
                let mut table = txn.open_table(MARKS).expect("marks");
                let bytes = table.get((1, day(later(-7)))).expect("read");
                let bytes = bytes.expect("a mark").value().to_vec();
                table.insert((99, 1), bytes.as_slice()).expect("written");
            },
            &["marks-differ", "unknown-person"],
        ),
        (
            "a person's name",
            |txn| {
                let mut table = txn.open_table(PEOPLE).expect("people");
                let bytes = table.get(1).expect("read").expect("one").value().to_vec();
                let bytes = record(&bytes, "Lena", "Lina");
                table.insert(1, bytes.as_slice()).expect("written");
            },
            &["differs"],
        ),
        (
            "a person who cannot be read",
            |txn| {
                let mut table = txn.open_table(PEOPLE).expect("people");
                table.insert(1, b"\x81\xa2id".as_slice()).expect("written");
            },
            &["differs", "unknown-person", "unreadable"],
        ),
        (
            "a person gone",
            |txn| {
                drop(
                    txn.open_table(PEOPLE)
                        .expect("people")
                        .remove(3)
                        .expect("removed"),
                )
            },
            &["differs"],
        ),
        (
            "a person under another's number",
            |txn| {
                let mut table = txn.open_table(PEOPLE).expect("people");
                let bytes = table.get(1).expect("read").expect("one").value().to_vec();
                table.insert(2, bytes.as_slice()).expect("written");
            },
            &["differs", "misplaced"],
        ),
        (
            "an arena gone",
            |txn| {
                drop(
                    txn.open_table(ARENAS)
                        .expect("arenas")
                        .remove(1)
                        .expect("removed"),
                )
            },
            &["differs", "unknown-arena"],
        ),
        (
            "a user gone",
            |txn| {
                drop(
                    txn.open_table(ACTORS)
                        .expect("actors")
                        .remove(2)
                        .expect("removed"),
                )
            },
            &["differs", "unknown-actor"],
        ),
        (
            "a user's name",
            |txn| {
                drop(
                    txn.open_table(ACTORS)
                        .expect("actors")
                        .insert(2, "bosse")
                        .expect("written"),
                )
            },
            &["differs"],
        ),
        (
            "a closed day gone",
            |txn| {
                let mut table = txn.open_table(CLOSED).expect("closed");
                table.remove((day(later(1)), 0)).expect("removed");
            },
            &["differs"],
        ),
        (
            "the settings gone",
            |txn| {
                let mut table = txn.open_table(SETTINGS).expect("settings");
                table.remove("unit").expect("removed");
            },
            &["differs"],
        ),
        (
            "a table gone",
            |txn| assert!(txn.delete_table(CLOSED).expect("dropped")),
            &["differs", "no-table"],
        ),
        (
            "an entry's bit",
            |txn| entries(txn, |log| log.get_mut(&5).expect("one")[40] ^= 1),
            &["chain"],
        ),
        (
            "an entry's hash",
            |txn| entries(txn, |log| log.get_mut(&5).expect("one")[3] ^= 1),
            &["chain"],
        ),
        (
            "the first entry's hash",
            |txn| entries(txn, |log| log.get_mut(&1).expect("one")[3] ^= 1),
            &["chain"],
        ),
        (
            "an entry gone",
            |txn| entries(txn, |log| drop(log.remove(&5))),
            &["gap", "not-compared"],
        ),
        (
            "the first entry gone",
            |txn| entries(txn, |log| drop(log.remove(&1))),
            &["gap", "not-compared"],
        ),
        (
            "the last entry gone",
            |txn| entries(txn, |log| drop(log.pop_last())),
            &["marks-differ"],
        ),
        (
            "an entry cut short",
            |txn| entries(txn, |log| log.get_mut(&5).expect("one").truncate(50)),
            &["chain", "not-compared", "unreadable-entry"],
        ),
        (
            "no entries",
            |txn| entries(txn, BTreeMap::clear),
            &["empty-log"],
        ),
    ];
    let (disk, store, _) = filled();
    drop(store);
    let sound = fs::read(disk.path()).expect("the register");
    for (what, harm, expected) in cases {
        fs::write(disk.path(), &sound).expect("the register");
        let db = raw(&disk.path());
        let txn = db.begin_write().expect("a transaction");
        harm(&txn);
        txn.commit().expect("a commit");
        drop(db);
        let found = checked(&disk.path());
        let mut slugs = slugs(&found);
        if *what == "no entries" {
            slugs.retain(|slug| !["differs", "marks-differ"].contains(slug));
        }
        // An entry whose bits were changed may say something else as well.
        if what.starts_with("an entry's bit") {
            slugs.retain(|slug| *slug == "chain");
        }
        assert_eq!(slugs, *expected, "{what}: {found:?}");
        for finding in &found.findings {
            for lang in [Lang::Sv, Lang::En] {
                let text = finding.text(lang);
                assert!(text.ends_with('.') && text.len() > 15, "{text}");
                assert!(!text.contains("Lena") && !text.contains("Öberg"), "{text}");
            }
        }
    }
}

#[test]
fn the_days_that_differ_are_named() {
    let (disk, store, _) = filled();
    drop(store);
    let db = raw(&disk.path());
    let txn = db.begin_write().expect("a transaction");
    {
        let mut table = txn.open_table(MARKS).expect("marks");
        for days in [3, 5] {
            table.remove((1, day(later(-days)))).expect("removed");
        }
    }
    txn.commit().expect("a commit");
    drop(db);
    let found = checked(&disk.path());
    let [finding @ Finding::MarksDiffer { who: 1, .. }] = &found.findings[..] else {
        panic!("{found:?}");
    };
    let text = finding.text(Lang::En);
    assert!(
        text.contains("2026-11-18") && text.contains("2026-11-20"),
        "{text}"
    );
    assert_eq!(finding.remedy(), Remedy::Repair);
}

#[test]
fn references_that_the_log_agrees_with_are_found_too() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let mark = Mark {
        code: Code::Sick,
        minutes: None,
        by: tolv::domain::facts::attendance::ActorId(1),
        at: 1,
        detail: None,
    };
    let marked = |who, date| Change::Marked {
        who: tolv::domain::facts::participant::PersonId(who),
        day: date,
        before: None,
        after: Some(mark.clone()),
    };
    let changes = vec![
        Change::Person {
            before: None,
            after: Some(Box::new(person(1, &["2026-01-05..2026-06-30"]))),
        },
        marked(1, later(-300)),
        marked(1, later(0)),
        marked(2, later(0)),
    ];
    let written = store.record(&mut register, &by("anna"), What::Demo, changes);
    assert!(written.is_ok(), "{written:?}");
    drop(store);
    let found = checked(&disk.path());
    assert_eq!(
        slugs(&found),
        ["outside-stay", "unknown-arena", "unknown-person"]
    );
    assert!(found.findings.iter().all(|f| f.remedy() == Remedy::Correct));
}

/// Arenas that no command lets go so: from which to which.
const ASTRAY: &[(&[(u16, u16)], &str)] = &[
    (&[(1, 2)], "none"),
    (&[(1, 9)], "unknown-arena"),
    (&[(1, 1)], "went-on"),
    (&[(1, 2), (2, 1)], "went-on"),
    (&[(1, 2), (2, 3), (3, 1)], "went-on"),
    (&[(1, 2), (2, 3)], "went-on"),
];

#[test]
fn an_arena_that_went_nowhere_or_in_a_circle_is_found() {
    for (went, slug) in ASTRAY {
        let disk = Disk::new();
        let (mut store, mut register) = disk.create();
        let changes = (1..=3).map(|id| {
            let name = format!("Nr {id}");
            let to = went.iter().find(|(from, _)| *from == id);
            Change::new_arena(Arena {
                into: to.map(|(_, to)| ArenaId(*to)),
                ..Arena::open(ArenaId(id), name, Group::Indoor)
            })
        });
        let changes = changes.collect();
        let written = store.record(&mut register, &by("anna"), What::Demo, changes);
        assert!(written.is_ok(), "{written:?}");
        drop(store);
        let found = checked(&disk.path());
        let slugs = slugs(&found);
        assert_eq!(slugs.first().copied().unwrap_or("none"), *slug, "{went:?}");
        for finding in &found.findings {
            assert_eq!(finding.remedy(), Remedy::Correct);
            assert!(finding.table() == Some("arenas"), "{finding:?}");
        }
    }
}

/// Everything a session reads.
fn read_all(path: &Path) -> Option<(Register, BTreeMap<Cell, Mark>)> {
    let (store, register) = Store::open(path).ok()?;
    let mut marks = BTreeMap::new();
    for who in register.people.keys() {
        let history = store.history(*who, NaiveDate::MIN, NaiveDate::MAX).ok()?;
        marks.extend(history.into_iter().map(|(day, mark)| ((*who, day), mark)));
    }
    Some((register, marks))
}

#[test]
fn a_flipped_byte_is_found_or_does_no_harm() {
    let (disk, store, _) = filled();
    drop(store);
    let sound = fs::read(disk.path()).expect("the register");
    let (register, marks) = read_all(&disk.path()).expect("it is sound");
    let path = disk.at("flipped.redb");
    let mut found = 0;
    for n in 0..200_u64 {
        let at = usize::try_from(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33).expect("31 bits")
            % sound.len();
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (n % 8);
        fs::write(&path, &bytes).expect("the bytes");
        match check(&path, &mut |_, _| {}) {
            Err(error) => {
                assert!(error.text(Lang::Sv).ends_with('.'));
                found += 1;
            }
            Ok(checked) if !checked.is_clean() => found += 1,
            Ok(_) => {
                let (now, now_marks) = read_all(&path).expect("what is clean can be read");
                assert_same(&now, &register);
                assert_eq!(now_marks, marks, "byte {at} was not found");
            }
        }
    }
    assert!(found > 0, "no flip did any harm");
}

#[test]
fn what_is_no_register_is_no_finding() {
    let disk = Disk::new();
    let cases: &[(&str, &[u8], &str)] = &[
        (
            "text",
            b"dear diary, this is no register at all",
            "NotARegister",
        ),
        ("empty", b"", "NotARegister"),
        ("magic", b"redb\x1A\x0A\xA9\x0D\x0A", "Damaged"),
    ];
    for (name, bytes, expected) in cases {
        fs::write(disk.at(name), bytes).expect("a file");
        let error = check(&disk.at(name), &mut |_, _| {}).expect_err(name);
        assert_eq!(format!("{error:?}"), *expected, "{name}");
    }
    let error = check(&disk.at("missing"), &mut |_, _| {}).expect_err("missing");
    assert_eq!(format!("{error:?}"), "NotThere");
    drop(disk.create());
    let db = raw(&disk.path());
    let txn = db.begin_write().expect("a transaction");
    txn.open_table(META)
        .expect("meta")
        .insert("schema", 99)
        .expect("written");
    txn.commit().expect("a commit");
    drop(db);
    let error = check(&disk.path(), &mut |_, _| {}).expect_err("newer");
    assert!(format!("{error:?}").starts_with("NewerSchema"), "{error:?}");
}
