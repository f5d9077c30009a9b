//! Files that are no sound register: a sentence or a correct register, never a panic, and never a byte changed where
//! the file was refused.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use redb::TableDefinition;
use tolv::domain::facts::attendance::{Cell, Code, Mark};
use tolv::domain::facts::participant::PersonId;
use tolv::domain::register::Register;
use tolv::store::{NotCommitted, Store, StoreError};
use tolv::text::Lang;

use crate::disk::{Disk, all_marks, every_kind, must};
use crate::world::{later, mark};

const PAGE: usize = 4096;

/// Everything a session reads, or the first error on the way.
fn read_all(path: &Path) -> Result<(Register, BTreeMap<Cell, Mark>, usize), StoreError> {
    let (mut store, mut register) = Store::open(path)?;
    store.catch_up(&mut register)?;
    let people: Vec<_> = register.people.keys().copied().collect();
    store.day(later(0), people.iter().copied())?;
    let mut marks = BTreeMap::new();
    for who in people {
        for (day, mark) in store.history(who, NaiveDate::MIN, NaiveDate::MAX)? {
            marks.insert((who, day), mark);
        }
    }
    let log = store.log(usize::MAX)?;
    store.chain_is_whole()?;
    Ok((register, marks, log.len()))
}

fn sentence(error: &StoreError) {
    for lang in [Lang::Sv, Lang::En] {
        let text = error.text(lang);
        assert!(text.ends_with('.') && text.len() > 20, "{text:?}");
    }
}

struct Sound {
    disk: Disk,
    bytes: Vec<u8>,
    register: Register,
    marks: BTreeMap<Cell, Mark>,
}

/// A register with some hundred marks, closed.
fn sound() -> Sound {
    register_whose_bytes_are_taken(true)
}

/// The same as a session leaves it that is killed: redb has to repair it at the next open.
fn unclean() -> Sound {
    register_whose_bytes_are_taken(false)
}

fn register_whose_bytes_are_taken(after_closing: bool) -> Sound {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    for days in 1..=100 {
        must(
            &mut store,
            &mut register,
            "anna",
            &mark(1, later(-days), Code::Sick),
        );
    }
    let marks = all_marks(&store, &register);
    let open = fs::read(disk.path()).expect("the file");
    drop(store);
    let closed = fs::read(disk.path()).expect("the file");
    let bytes = if after_closing { closed } else { open };
    Sound {
        disk,
        bytes,
        register,
        marks,
    }
}

impl Sound {
    /// Opens these bytes as a register; whether they were refused.
    fn tried(&self, what: &str, bytes: &[u8]) -> bool {
        let path = self.disk.at("tried.redb");
        fs::write(&path, bytes).expect("the bytes");
        match Store::open(&path).map(drop) {
            Err(error) => {
                sentence(&error);
                assert!(
                    fs::read(&path).expect("the file") == bytes,
                    "{what}: {error:?}, but the file was changed"
                );
                true
            }
            Ok(()) => {
                fs::write(&path, bytes).expect("the bytes");
                match read_all(&path) {
                    Err(error) => sentence(&error),
                    Ok((register, marks, log)) => {
                        crate::disk::assert_same(&register, &self.register);
                        assert_eq!(marks, self.marks, "{what}");
                        assert_eq!(log as u64, self.register.seen, "{what}");
                    }
                }
                false
            }
        }
    }
}

#[test]
fn what_is_no_register_is_refused_and_left_as_it_is() {
    let disk = Disk::new();
    let foreign = disk.at("foreign.redb");
    {
        let table: TableDefinition<&str, u64> = TableDefinition::new("books");
        let db = redb::Database::create(&foreign).expect("a database");
        let txn = db.begin_write().expect("a transaction");
        txn.open_table(table)
            .expect("a table")
            .insert("Pippi", 1945)
            .expect("a row");
        txn.commit().expect("a commit");
    }
    let same_names = disk.at("meta.redb");
    {
        let table: TableDefinition<u8, u64> = TableDefinition::new("meta");
        let db = redb::Database::create(&same_names).expect("a database");
        let txn = db.begin_write().expect("a transaction");
        txn.open_table(table)
            .expect("a table")
            .insert(1, 1945)
            .expect("a row");
        txn.commit().expect("a commit");
    }
    {
        let table: TableDefinition<&str, u64> = TableDefinition::new("books");
        let db = redb::Database::create(disk.at("open.redb")).expect("a database");
        let txn = db.begin_write().expect("a transaction");
        txn.open_table(table)
            .expect("a table")
            .insert("Pippi", 1945)
            .expect("a row");
        txn.commit().expect("a commit");
        // As its program leaves it when it is killed.
        fs::copy(disk.at("open.redb"), disk.at("killed.redb")).expect("a copy");
    }
    fs::write(disk.at("text"), "kära dagbok\n".repeat(1000)).expect("a file");
    fs::write(disk.at("short"), "redb").expect("a file");
    fs::write(disk.at("magic"), b"redb\x1A\x0A\xA9\x0D\x0A").expect("a file");
    fs::write(disk.at("empty"), "").expect("a file");
    for (name, expected) in [
        ("foreign.redb", "NotARegister"),
        ("meta.redb", "NotARegister"),
        ("killed.redb", "NotARegister"),
        ("text", "NotARegister"),
        ("short", "NotARegister"),
        ("magic", "Damaged"),
        ("empty", "NotARegister"),
    ] {
        let path = disk.at(name);
        let before = fs::read(&path).expect("the file");
        let error = Store::open(&path).map(drop).expect_err(name);
        sentence(&error);
        assert_eq!(format!("{error:?}"), expected, "{name}");
        assert!(
            fs::read(&path).expect("the file") == before,
            "{name} was changed"
        );
    }
}

#[test]
fn what_is_no_file_is_refused_and_none_is_made() {
    let disk = Disk::new();
    fs::write(disk.at("text"), "kära dagbok\n").expect("a file");
    for (name, expected) in [
        (".", "NotAFile"),
        ("missing", "NotThere"),
        ("no/folder", "NotThere"),
        ("text/register", "NotAFile"),
    ] {
        let error = Store::open(&disk.at(name)).map(drop).expect_err(name);
        sentence(&error);
        assert_eq!(format!("{error:?}"), expected, "{name}");
    }
    assert!(!disk.at("missing").exists());
}

/// Every page boundary and fifty other places.
fn cuts(length: usize) -> Vec<usize> {
    let pages = (0..length.div_ceil(PAGE)).map(|page| page * PAGE);
    // Fifty places that depend on nothing but the length.
    let places = (1..=50_u64).map(|n| {
        usize::try_from(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33).expect("31 bits") % length
    });
    pages.chain(places).collect()
}

#[test]
fn a_register_cut_short_anywhere_is_refused() {
    let closed = sound();
    let needed = closed.bytes.len();
    for sound in [closed, unclean()] {
        assert!(!sound.tried("whole", &sound.bytes));
        let length = sound.bytes.len();
        for at in cuts(length) {
            let what = format!("cut at {at} of {length}");
            let is_refused = sound.tried(&what, &sound.bytes[..at]);
            // What closing gives back holds nothing: without it the register is whole, as `tried` has seen.
            assert!(is_refused || at >= needed, "{what}");
        }
    }
}

#[test]
fn a_register_whose_session_was_killed_opens_whole() {
    let unclean = unclean();
    let path = unclean.disk.at("tried.redb");
    fs::write(&path, &unclean.bytes).expect("the bytes");
    assert!(matches!(
        redb::Builder::new().open_read_only(&path),
        Err(redb::DatabaseError::RepairAborted)
    ));
    for _ in 0..2 {
        let (register, marks, log) = read_all(&path).expect("it is repaired");
        crate::disk::assert_same(&register, &unclean.register);
        assert_eq!(marks, unclean.marks);
        assert_eq!(log as u64, unclean.register.seen);
    }
}

#[test]
fn a_killed_session_s_register_is_opened_by_many_at_once() {
    let unclean = unclean();
    let path = unclean.disk.at("tried.redb");
    for _ in 0..5 {
        fs::write(&path, &unclean.bytes).expect("the bytes");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let (_, marks, _) = read_all(&path).expect("no repair stands in the way");
                    assert_eq!(marks, unclean.marks);
                });
            }
        });
    }
}

#[test]
fn a_changed_byte_in_a_killed_session_s_register_is_refused_or_harmless() {
    let unclean = unclean();
    let mut refused = 0;
    for n in 0..60_u64 {
        let at = usize::try_from(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33).expect("31 bits")
            % unclean.bytes.len();
        let mut bytes = unclean.bytes.clone();
        bytes[at] ^= 0xff;
        refused += usize::from(unclean.tried(&format!("byte {at}"), &bytes));
    }
    assert!((1..60).contains(&refused), "{refused}");
}

#[test]
fn a_changed_byte_in_the_header_is_refused_or_harmless() {
    let sound = sound();
    let mut refused = 0;
    for at in 0..512 {
        // Whole bytes and single bits in turn.
        let flip = if at % 2 == 0 { 0xff } else { 1 << (at / 2 % 8) };
        let mut bytes = sound.bytes.clone();
        bytes[at] ^= flip;
        refused += usize::from(sound.tried(&format!("byte {at} ^ {flip:#x}"), &bytes));
    }
    assert!(refused > 0);
}

#[test]
fn changed_bytes_in_the_pages_never_end_a_session() {
    let sound = sound();
    let path = sound.disk.at("tried.redb");
    let mut written = 0;
    for n in 0..150_u64 {
        let at = 512
            + usize::try_from(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33).expect("31 bits")
                % (sound.bytes.len() - 512);
        let mut bytes = sound.bytes.clone();
        bytes[at] ^= 0xff;
        fs::write(&path, &bytes).expect("the bytes");
        // A flipped bit in live data may be read as other data: finding it is the check's business, not the open's.
        if let Err(error) = read_all(&path) {
            sentence(&error);
        }
        let Ok((mut store, mut register)) = Store::open(&path) else {
            continue;
        };
        let doctor = mark(1, later(0), Code::Doctor);
        match store.commit(&mut register, &crate::disk::by("anna"), &doctor) {
            Ok(_) => {
                written += 1;
                let marks = store.day(later(0), [PersonId(1)].into_iter());
                let mark = marks
                    .expect("what was just written is read")
                    .remove(&PersonId(1));
                assert_eq!(mark.map(|mark| mark.code), Some(Code::Doctor), "byte {at}");
            }
            Err(NotCommitted::Failed(error)) => sentence(&error),
            Err(NotCommitted::Refused(refusal)) => panic!("byte {at}: {refusal:?}"),
        }
    }
    assert!((1..150).contains(&written), "{written}");
}
