//! Changes that are removed from the log: what remains is proved as before, and all that reads a log goes on.

use std::fs;
use std::path::Path;

use redb::{ReadableDatabase, ReadableTable};
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::change::Change;
use tolv::domain::facts::participant::PersonId;
use tolv::store::against::{Answer, Claim};
use tolv::store::backup::{Order, Place};
use tolv::store::check::check;
use tolv::store::tree::Head;
use tolv::store::{NotCommitted, Store, exchange, forgetting, salvage};

use crate::disk::{
    Disk, LOG, all_marks, assert_same, assert_whole, by, every_kind, from_log, must, raw, whole_log,
};
use crate::exchange::{assert_comes_back, exported, log_bytes};
use crate::oracle;
use crate::world::{later, mark, restore};

const IDA: PersonId = PersonId(3);

fn is_about_ida(change: &Change) -> bool {
    change.who() == Some(IDA)
}

/// A register with every kind of change, and the same without those about a person.
fn forgotten() -> (Disk, Head) {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    must(
        &mut store,
        &mut register,
        "anna",
        &mark(3, later(0), Code::Sick),
    );
    drop(store);
    let head = head(&disk.path());
    let out = disk.at("without.redb");
    let removed = forgetting::write_without(
        &disk.path(),
        &out,
        &by("anna"),
        &is_about_ida,
        &mut |_, _| {},
    );
    assert!(removed.expect("it is written") >= 5);
    (disk, head)
}

fn head(path: &Path) -> Head {
    let (store, _) = Store::open(path).expect("it opens");
    let log = store.proved_log(&mut |_, _| {}).expect("it can be read");
    assert_eq!(log.broken, None);
    log.head.expect("it has entries")
}

#[test]
fn a_person_s_changes_are_gone_and_the_proof_is_whole() {
    let (disk, before) = forgotten();
    let out = disk.at("without.redb");
    assert_eq!(head(&out), before, "the proof is of headers and hashes");
    assert_whole(&out);
    assert!(
        check(&out, &mut |_, _| {})
            .expect("it can be examined")
            .is_clean()
    );
    for (path, is_there) in [(disk.path(), true), (out.clone(), false)] {
        let bytes = fs::read(path).expect("the file");
        for text in ["Falk", "19900101"] {
            let found = bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes());
            assert_eq!(found, is_there, "{text}");
        }
    }
    let (store, register) = Store::open(&out).expect("it opens");
    assert!(!register.people.contains_key(&IDA));
    let log = whole_log(&store);
    assert!(
        log.iter()
            .flat_map(|entry| &entry.changes)
            .all(|change| !is_about_ida(change))
    );
    assert!(
        log.iter()
            .any(|entry| entry.removed > 0 && entry.changes.is_empty())
    );
    let (again, marks) = from_log(&log);
    assert_same(&register, &again);
    assert_eq!(all_marks(&store, &register), marks);
    // What was removed once stays so, and nothing more goes.
    let third = disk.at("third.redb");
    drop(store);
    let removed =
        forgetting::write_without(&out, &third, &by("anna"), &is_about_ida, &mut |_, _| {});
    assert_eq!(removed.expect("it is written"), 0);
    assert_eq!(log_bytes(&out), log_bytes(&third));
}

#[test]
fn a_log_from_before_is_contained_in_one_of_which_changes_were_removed() {
    let (disk, before) = forgotten();
    let (store, _) = Store::open(&disk.at("without.redb")).expect("it opens");
    let of_the_file = Claim::read(&disk.path()).expect("it can be read");
    for claim in [of_the_file.expect("a register"), Claim::of_head(before)] {
        assert_eq!(store.answer(&claim).expect("it answers"), Answer::Contained);
    }
}

#[test]
fn an_export_of_what_remains_comes_back_removed_changes_too() {
    let (disk, _) = forgotten();
    let out = disk.at("without.redb");
    let json = String::from_utf8(exported(&out)).expect("UTF-8");
    assert!(json.contains("{\"removed\":\""));
    assert_comes_back(&out, &disk.at("again.redb"));
    let lost = json.replacen("{\"removed\":\"", "{\"removed\":\"00", 1);
    let made = disk.at("lost.redb");
    let refused = exchange::import(&made, lost.as_bytes(), &by("anna"), &mut |_| {});
    assert!(refused.is_err(), "a hash of 33 bytes");
}

#[test]
fn a_salvaged_register_keeps_what_was_removed_removed() {
    let (disk, before) = forgotten();
    let (out, saved) = (disk.at("without.redb"), disk.at("saved.redb"));
    let salvaged = salvage::salvage(&out, &saved, &by("anna"), &mut |_, _| {}).expect("salvaged");
    assert_eq!(salvaged.kept, before.entries);
    assert_eq!(log_bytes(&saved)[..log_bytes(&out).len()], log_bytes(&out));
    assert_whole(&saved);
}

#[test]
fn a_backup_of_what_remains_is_restored() {
    let (disk, before) = forgotten();
    let (mut store, mut register) = Store::open(&disk.at("without.redb")).expect("it opens");
    let made = crate::backup::make(&mut store, &mut register, &Order::from(Place::Usual));
    assert_eq!(made.manifest.holds.head, Some(before));
    assert_whole(&made.path);
}

#[test]
fn what_was_removed_is_not_undone_and_others_see_what_comes_after() {
    let (disk, _) = forgotten();
    let out = disk.at("without.redb");
    let (mut anna, mut seen) = Store::open(&out).expect("it opens");
    let (mut bo, mut bos) = Store::open(&out).expect("it opens");
    // Cut to what was removed, the last entry is hers of Ida's mark.
    let marked = seen.seen;
    let refused = anna.commit(&mut seen, &by("anna"), &restore(marked, false));
    assert!(
        matches!(refused, Err(NotCommitted::Refused(Refusal::Weeded { seq })) if seq == marked),
        "{refused:?}"
    );
    must(
        &mut anna,
        &mut seen,
        "anna",
        &mark(1, later(-1), Code::Present),
    );
    bo.catch_up(&mut bos).expect("the news");
    assert_same(&seen, &bos);
    must(&mut bo, &mut bos, "bo", &mark(1, later(-1), Code::Sick));
    drop((anna, bo));
    assert_whole(&out);
}

/// Each way to change a log, of each entry in it, whatever it holds.
#[test]
fn each_entry_that_was_tampered_with_is_found() {
    let (disk, head) = forgotten();
    let path = disk.path();
    let entries = log_bytes(&path);
    let mut ways = 0;
    let mut tampered = |what: &str, seq: u64, rows: &[(u64, Vec<u8>)]| {
        let db = raw(&path);
        let txn = db.begin_write().expect("a transaction");
        {
            let mut log = txn.open_table(LOG).expect("the log");
            log.retain(|_, _| false).expect("emptied");
            for (seq, stored) in rows {
                log.insert(seq, stored.as_slice()).expect("a row");
            }
        }
        txn.commit().expect("written");
        drop(db);
        let (store, _) = Store::open(&path).expect("it opens");
        let log = store.proved_log(&mut |_, _| {}).expect("it can be read");
        let contained = store.answer(&Claim::of_head(head)).expect("it answers");
        let is_found = log.broken.is_some() || contained != Answer::Contained;
        assert!(is_found, "{what} {seq}");
        ways += 1;
    };
    for (at, (seq, stored)) in entries.iter().enumerate() {
        // Each part in turn: hash, form, header, hashes, salt, change.
        for byte in (0..stored.len()).step_by(stored.len().div_ceil(24)) {
            let mut rows = entries.clone();
            rows[at].1[byte] ^= 1;
            tampered(&format!("byte {byte} of"), *seq, &rows);
        }
        let without = [&entries[..at], &entries[at + 1..]].concat();
        tampered("dropped", *seq, &without);
        let closed_up: Vec<_> = (1..)
            .zip(without.iter().map(|(_, row)| row.clone()))
            .collect();
        tampered("dropped and closed up", *seq, &closed_up);
        let mut twice = entries.clone();
        twice.insert(at, entries[at].clone());
        let twice: Vec<_> = (1..).zip(twice.into_iter().map(|(_, row)| row)).collect();
        tampered("added", *seq, &twice);
        if at > 0 {
            let mut swapped = entries.clone();
            let (one, other) = (swapped[at - 1].1.clone(), swapped[at].1.clone());
            (swapped[at - 1].1, swapped[at].1) = (other, one);
            tampered("swapped", *seq, &swapped);
            tampered("cut off before", *seq, &entries[..at]);
        }
    }
    // The whole log written anew: each entry follows from the one before, and all of it is another.
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    drop(store);
    tampered("another", 0, &log_bytes(&disk.path()));
    assert!(ways > 600, "{ways}");
}

/// An implementation of its own, in Python's standard library, reads the export and says the same three lines.
#[test]
fn another_program_comes_to_the_same_head() {
    let (disk, before) = forgotten();
    for path in [disk.path(), disk.at("without.redb")] {
        let json = String::from_utf8(exported(&path)).expect("UTF-8");
        let Some(said) = oracle::ask("log_head.py", &[], &json) else {
            return;
        };
        assert_eq!(said, before.text());
    }
    let (older, _) = crate::schema::of_schema(4);
    let json = {
        let (store, _) = older.open();
        drop(store);
        String::from_utf8(exported(&older.path())).expect("UTF-8")
    };
    let said = oracle::ask("log_head.py", &[], &json).expect("it answered before");
    assert_eq!(said, head(&older.path()).text(), "sealed before");
}

#[test]
fn entries_of_an_older_schema_keep_number_and_hash() {
    for schema in 1..=4 {
        let (older, _) = crate::schema::of_schema(schema);
        let before: Vec<(u64, Vec<u8>)> = {
            let db = raw(&older.path());
            let log = db
                .begin_read()
                .expect("a read")
                .open_table(LOG)
                .expect("the log");
            let rows = log.iter().expect("rows").map(|row| row.expect("a row"));
            rows.map(|(seq, stored)| (seq.value(), stored.value()[..32].to_vec()))
                .collect()
        };
        let claim = Claim::read(&older.path())
            .expect("it can be read")
            .expect("a register");
        let (store, _) = older.open();
        assert_eq!(store.answer(&claim).expect("it answers"), Answer::Contained);
        drop(store);
        let after = log_bytes(&older.path());
        assert_eq!(after.len(), before.len(), "schema {schema}");
        for ((seq, known), (same, stored)) in before.iter().zip(&after) {
            assert_eq!((seq, known.as_slice()), (same, &stored[..32]));
        }
    }
}
