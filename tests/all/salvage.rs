//! What is saved of a damaged register: all of it where either the log or the tables are whole, else what can be, with
//! a list of the rest.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use redb::{Key, ReadableTable, TableDefinition, Value, WriteTransaction};
use tolv::domain::facts::attendance::{Cell, Code, Mark};
use tolv::domain::facts::change::What;
use tolv::domain::facts::participant::PersonId;
use tolv::domain::register::Register;
use tolv::store::salvage::{Loss, Salvaged, salvage};
use tolv::store::{Store, StoreError};
use tolv::text::Lang;

use crate::check::checked;
use crate::disk::{Disk, LOG, META, assert_whole, by, every_kind, from_log, must, raw, whole_log};
use crate::world::{later, mark};

const PAGE: usize = 4096;
const PEOPLE: TableDefinition<u32, &[u8]> = TableDefinition::new("people");
const MARKS: TableDefinition<(u32, i32), &[u8]> = TableDefinition::new("marks");

type Held = (Register, BTreeMap<Cell, Mark>);

/// Everything a register holds.
fn held(path: &Path) -> Held {
    let (store, register) = Store::open(path).expect("it opens");
    let mut marks = BTreeMap::new();
    for who in register.people.keys() {
        let history = store.history(*who, NaiveDate::MIN, NaiveDate::MAX);
        let history = history.expect("a history").into_iter();
        marks.extend(history.map(|(day, mark)| ((*who, day), mark)));
    }
    (register, marks)
}

fn is_same(a: &Held, b: &Held) -> bool {
    let (a, a_marks) = a;
    let (b, b_marks) = b;
    a_marks == b_marks
        && a.people == b.people
        && a.arenas == b.arenas
        && a.actors == b.actors
        && a.closed == b.closed
        && a.settings == b.settings
        && a.handled == b.handled
}

/// A register with every kind of change and some hundred marks, closed.
fn filled() -> (Disk, Held) {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    for days in 1..=100 {
        let sick = mark(1, later(-days), Code::Sick);
        must(&mut store, &mut register, "anna", &sick);
    }
    drop(store);
    let held = held(&disk.path());
    (disk, held)
}

/// Salvages, and asserts that the file was only read and that what was made is sound.
fn salvaged(disk: &Disk, from: &Path) -> (Salvaged, Held) {
    let out = disk.at("out.redb");
    let _ = fs::remove_file(&out);
    let before = fs::read(from).expect("the file");
    let done = salvage(from, &out, &by("anna"), &mut |_, _| {}).expect("something is there");
    assert!(
        fs::read(from).expect("the file") == before,
        "the damaged file was changed"
    );
    for loss in &done.losses {
        for lang in [Lang::Sv, Lang::En] {
            let text = loss.text(lang);
            assert!(text.ends_with('.') && !text.contains("Lena"), "{text}");
        }
    }
    let amiss = done
        .losses
        .iter()
        .any(|loss| matches!(loss, Loss::Amiss(_) | Loss::Person { .. }));
    if !amiss {
        let found = checked(&out);
        assert!(found.is_clean(), "{found:?}");
    }
    let held = held(&out);
    assert_eq!(
        (done.people, done.entries),
        (held.0.people.len() as u64, held.0.seen)
    );
    let (store, _) = Store::open(&out).expect("it opens");
    let last = store.log(1).expect("the log").remove(0);
    assert_eq!(last.what, What::Salvage);
    (done, held)
}

/// Does harm, and copies what is left row by row into a file that has no pages that were given up.
fn harmed(disk: &Disk, harm: impl FnOnce(&WriteTransaction)) {
    fn copy<K: Key + 'static, V: Value + 'static>(
        from: &WriteTransaction,
        to: &WriteTransaction,
        table: TableDefinition<K, V>,
    ) {
        let from = from.open_table(table).expect("a table");
        let mut to = to.open_table(table).expect("a table");
        for row in from.iter().expect("rows") {
            let (key, value) = row.expect("a row");
            to.insert(key.value(), value.value()).expect("written");
        }
    }
    let db = raw(&disk.path());
    let txn = db.begin_write().expect("a transaction");
    harm(&txn);
    let afresh = disk.at("afresh.redb");
    {
        let into = redb::Database::create(&afresh).expect("a file");
        let to = into.begin_write().expect("a transaction");
        copy(&txn, &to, META);
        copy(&txn, &to, TableDefinition::<u16, &str>::new("actors"));
        copy(&txn, &to, TableDefinition::<u16, &[u8]>::new("arenas"));
        copy(&txn, &to, PEOPLE);
        copy(
            &txn,
            &to,
            TableDefinition::<(i32, u16), &[u8]>::new("closed"),
        );
        copy(&txn, &to, TableDefinition::<&str, &[u8]>::new("settings"));
        copy(&txn, &to, TableDefinition::<&str, &[u8]>::new("duties"));
        copy(&txn, &to, MARKS);
        copy(&txn, &to, LOG);
        to.commit().expect("a commit");
    }
    drop(txn);
    drop(db);
    fs::rename(afresh, disk.path()).expect("in its place");
}

#[test]
fn of_a_sound_register_nothing_is_lost() {
    let (disk, sound) = filled();
    let entries = sound.0.seen;
    let (done, held) = salvaged(&disk, &disk.path());
    assert!(done.losses.is_empty(), "{done:?}");
    assert!(is_same(&sound, &held));
    assert_eq!((done.kept, done.entries), (entries, entries + 1));
    let (old, new) = (
        disk.open().0,
        Store::open(&disk.at("out.redb")).expect("it opens").0,
    );
    let (old, new) = (whole_log(&old), whole_log(&new));
    assert_eq!(old[..], new[..old.len()], "the log is kept as it was");
    assert_whole(&disk.at("out.redb"));
    let again = salvage(
        &disk.path(),
        &disk.at("out.redb"),
        &by("anna"),
        &mut |_, _| {},
    );
    assert!(
        again.is_err(),
        "a register that is there is not written over"
    );
}

/// Each page in turn is filled with other bytes, as a bad sector would.
#[test]
fn of_a_register_with_one_bad_page_nothing_is_lost_unseen() {
    let (disk, sound) = filled();
    let bytes = fs::read(disk.path()).expect("the register");
    let path = disk.at("bad.redb");
    let (mut whole, mut parts, mut harmed) = (0, 0, 0);
    for page in 1..bytes.len() / PAGE {
        let mut bad = bytes.clone();
        if bad[page * PAGE..(page + 1) * PAGE]
            .iter()
            .all(|byte| *byte == 0)
        {
            continue;
        }
        bad[page * PAGE..(page + 1) * PAGE].fill(0xa5);
        fs::write(&path, &bad).expect("the bytes");
        let is_harmed =
            !tolv::store::check::check(&path, &mut |_, _| {}).is_ok_and(|c| c.is_clean());
        harmed += usize::from(is_harmed);
        let (done, held) = salvaged(&disk, &path);
        if is_same(&sound, &held) {
            whole += 1;
        } else {
            parts += 1;
            assert!(!done.losses.is_empty(), "page {page}: lost without a word");
        }
    }
    assert!(harmed > 5, "{harmed} pages mattered");
    assert!(parts <= 1, "{whole} whole, {parts} in parts");
}

#[test]
fn where_the_log_has_a_gap_the_tables_say_what_is_so() {
    let (disk, sound) = filled();
    let entries = sound.0.seen;
    harmed(&disk, |txn| {
        let mut log = txn.open_table(LOG).expect("the log");
        for seq in [30, 31, 50] {
            log.remove(seq).expect("removed");
        }
    });
    let (done, held) = salvaged(&disk, &disk.path());
    assert!(is_same(&sound, &held), "{done:?}");
    assert_eq!(done.kept, 29);
    assert!(
        done.losses.contains(&Loss::Entries {
            from: 30,
            until: 31
        }),
        "{done:?}"
    );
    assert!(
        done.losses.contains(&Loss::Entries {
            from: 50,
            until: 50
        }),
        "{done:?}"
    );
    // Those kept, one that tells, those beyond the damage, and what the tables had that they did not say.
    assert!(done.entries > entries - 3, "{done:?}");
    assert_whole(&disk.at("out.redb"));
    let (store, _) = Store::open(&disk.at("out.redb")).expect("it opens");
    let log = whole_log(&store);
    assert_eq!(log[29].what, What::Salvage, "it is told where the gap is");
    let (rebuilt, marks) = from_log(&log);
    assert_eq!((rebuilt.people, marks), (held.0.people, held.1));
}

#[test]
fn where_there_is_no_log_at_all_the_tables_are_kept() {
    let (disk, sound) = filled();
    harmed(&disk, |txn| {
        assert!(txn.delete_table(LOG).expect("dropped"))
    });
    let (done, held) = salvaged(&disk, &disk.path());
    assert!(is_same(&sound, &held), "{done:?}");
    assert_eq!(done.kept, 0);
    assert_whole(&disk.at("out.redb"));
}

#[test]
fn what_neither_has_is_told() {
    let (disk, sound) = filled();
    harmed(&disk, |txn| {
        // The only entries that tell of one mark, and the mark.
        let mut log = txn.open_table(LOG).expect("the log");
        let last = log.last().expect("read").expect("entries").0.value();
        log.remove(last - 10).expect("removed");
        drop(log);
        let mut marks = txn.open_table(MARKS).expect("marks");
        let day = tolv::domain::calendar::day_number(later(-90));
        marks
            .insert((1, day), b"\x01\x63".as_slice())
            .expect("written");
    });
    let (done, held) = salvaged(&disk, &disk.path());
    let mut expected = sound.1.clone();
    expected.remove(&(PersonId(1), later(-90))).expect("a mark");
    assert_eq!(held.1, expected);
    let texts: Vec<String> = done.losses.iter().map(|loss| loss.text(Lang::En)).collect();
    let told = texts.join("\n");
    assert!(told.contains("2026-08-25"), "{told}");
    assert!(
        done.losses
            .iter()
            .any(|loss| matches!(loss, Loss::Entries { .. })),
        "{told}"
    );
}

#[test]
fn a_register_that_somebody_has_open_is_not_salvaged() {
    let (disk, _) = filled();
    let open = disk.open();
    let refused = salvage(
        &disk.path(),
        &disk.at("out.redb"),
        &by("anna"),
        &mut |_, _| {},
    );
    assert!(matches!(refused, Err(StoreError::Busy(_))), "{refused:?}");
    drop(open);
    let (done, _) = salvaged(&disk, &disk.path());
    assert!(done.losses.is_empty());
}

#[test]
fn a_register_cut_short_gives_what_is_left() {
    let (disk, sound) = filled();
    let bytes = fs::read(disk.path()).expect("the register");
    let path = disk.at("cut.redb");
    let mut saved = 0;
    for part in 1..16 {
        let at = bytes.len() * part / 16 / PAGE * PAGE;
        fs::write(&path, &bytes[..at]).expect("the bytes");
        let out = disk.at("out.redb");
        let _ = fs::remove_file(&out);
        match salvage(&path, &out, &by("anna"), &mut |_, _| {}) {
            Ok(done) => {
                let held = held(&out);
                saved += 1;
                assert!(
                    is_same(&sound, &held) || !done.losses.is_empty(),
                    "{done:?}"
                );
            }
            Err(error) => assert!(!error.text(Lang::Sv).is_empty()),
        }
    }
    assert!(saved > 2, "{saved}");
}

#[test]
fn what_never_was_a_register_gives_nothing() {
    let disk = Disk::new();
    let other = disk.at("other.redb");
    {
        let table: TableDefinition<&str, u64> = TableDefinition::new("books");
        let db = redb::Database::create(&other).expect("a database");
        let txn = db.begin_write().expect("a transaction");
        let mut books = txn.open_table(table).expect("a table");
        books.insert("Pippi", 1945).expect("a row");
        drop(books);
        txn.commit().expect("a commit");
    }
    fs::write(disk.at("text"), "kära dagbok\n".repeat(1_000)).expect("a file");
    fs::write(disk.at("empty"), "").expect("a file");
    for name in ["other.redb", "text", "empty"] {
        let out = disk.at("out.redb");
        let refused = salvage(&disk.at(name), &out, &by("anna"), &mut |_, _| {}).expect_err(name);
        assert_eq!(format!("{refused:?}"), "NotARegister", "{name}");
        assert!(!out.exists());
    }
}
