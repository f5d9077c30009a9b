//! A register on disk: nothing is lost, the log says all, and sessions see each other's commits.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use redb::ReadableTable;
use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::change::{Backup, Change, What};
use tolv::domain::facts::participant::PersonId;
use tolv::store::{Committed, NotCommitted, Store, StoreError};
use tolv::text::Lang;

use crate::disk::{
    Disk, LOG, META, all_marks, assert_same, assert_whole, by, enrol, every_kind, from_log, must,
    raw, whole_log,
};
use crate::world::{clear, draft, later, mark, on, restore};

fn mode(path: &Path) -> u32 {
    let meta = fs::metadata(path).expect("it is there");
    meta.permissions().mode() & 0o777
}

#[test]
fn a_new_register_is_its_owners_alone_and_opens_as_it_was_made() {
    let disk = Disk::new();
    let path = disk.at("new/folder/register.redb");
    let (store, register) = Store::create(&path, &by("anna")).expect("a register can be made");
    assert_eq!(mode(&path), 0o600);
    assert_eq!(
        [mode(&disk.at("new")), mode(&disk.at("new/folder"))],
        [0o700; 2]
    );
    let names: Vec<_> = fs::read_dir(disk.at("new/folder"))
        .expect("it is there")
        .map(|f| f.expect("a file").file_name())
        .collect();
    assert_eq!(names, ["register.redb"], "nothing is left beside it");
    assert!(!register.actor_id("anna").1);
    assert_eq!(store.path(), path);
    drop(store);
    let (_, again) = Store::open(&path).expect("it opens");
    assert_same(&register, &again);
    assert_whole(&path);
    // Where one is already, that one is opened.
    let (mut store, mut register) = Store::open(&path).expect("it opens");
    must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
    let (_, found) = Store::create(&path, &by("bo")).expect("the one that is there");
    assert_same(&register, &found);
}

#[test]
fn a_register_is_never_made_over_another_file() {
    let disk = Disk::new();
    fs::write(disk.path(), "kära dagbok").expect("a file can be written");
    assert!(matches!(
        Store::create(&disk.path(), &by("anna")),
        Err(StoreError::NotARegister)
    ));
    assert_eq!(
        fs::read_to_string(disk.path()).expect("still there"),
        "kära dagbok"
    );
    assert_eq!(fs::read_dir(disk.at(".")).expect("the folder").count(), 1);
}

#[test]
fn the_last_good_backup_is_kept_in_the_register_and_its_log() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    assert_eq!(register.backed_up, None);
    for at in [1_795_000_000_123, 1_795_086_400_456] {
        let checkpoint = register.seen;
        let backup = Backup { at, checkpoint };
        let file = format!("register-{checkpoint}.redb");
        let change = Change::BackedUp {
            backup,
            file,
            folder: None,
        };
        let kept = store.record(
            &mut register,
            &by("nattjobb"),
            What::Backup,
            vec![change.clone()],
        );
        let Ok(Committed::Written(entry)) = kept else {
            panic!("not written: {kept:?}");
        };
        assert_eq!(entry.changes.last(), Some(&change));
        assert_eq!(register.backed_up, Some(backup));
        assert_same(&register, &disk.open().1);
        assert_eq!(whole_log(&store).last(), Some(&entry));
        assert_whole(&disk.path());
    }
}

#[test]
fn nothing_is_lost_and_the_log_alone_makes_the_register() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let written = every_kind(&mut store, &mut register);
    assert_eq!(
        whole_log(&store)[1..],
        written,
        "each entry comes back as it was applied"
    );
    assert_eq!(
        store.log(3).expect("the log"),
        written.iter().rev().take(3).cloned().collect::<Vec<_>>()
    );
    let marks = all_marks(&store, &register);
    assert!(marks.len() == 3);
    drop(store);
    let (store, opened) = disk.open();
    assert_same(&register, &opened);
    assert_eq!(all_marks(&store, &opened), marks);
    let (rebuilt, from_log) = from_log(&whole_log(&store));
    assert_same(&rebuilt, &opened);
    assert_eq!(from_log, marks);
    let day = store
        .day(later(0), (1..=4).map(PersonId))
        .expect("a day can be read");
    for ((who, _), mark) in marks.iter().filter(|((_, day), _)| *day == later(0)) {
        assert_eq!(day.get(who), Some(mark));
    }
    let none = store
        .history(PersonId(1), later(1), later(9))
        .expect("a history can be read");
    assert!(none.is_empty());
    assert_whole(&disk.path());
}

#[test]
fn what_changes_nothing_or_is_refused_writes_nothing() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
    must(
        &mut store,
        &mut register,
        "anna",
        &mark(1, later(0), Code::Sick),
    );
    let seen = register.seen;
    let same = store.commit(&mut register, &by("nils"), &mark(1, later(0), Code::Sick));
    assert!(matches!(same, Ok(Committed::Unchanged)));
    let refused = store.commit(&mut register, &by("nils"), &clear(1, later(1)));
    assert!(matches!(
        refused,
        Err(NotCommitted::Refused(Refusal::NothingToClear { .. }))
    ));
    assert_eq!(
        (register.seen, whole_log(&store).len() as u64),
        (seen, seen)
    );
    assert!(register.actor_id("nils").1, "who only looked is no actor");
    assert_same(&disk.open().1, &register);
}

#[test]
fn a_chain_with_an_entry_changed_removed_or_swapped_is_not_whole() {
    let entries = |path: &Path| -> Vec<(u64, Vec<u8>)> {
        let db = raw(path);
        let txn = db.begin_write().expect("a transaction");
        let log = txn.open_table(LOG).expect("the log");
        let rows = log.iter().expect("rows").map(|row| {
            let (seq, bytes) = row.expect("a row");
            (seq.value(), bytes.value().to_vec())
        });
        rows.collect()
    };
    type Harm = fn(&mut Vec<(u64, Vec<u8>)>);
    let harms: [(&str, Harm, bool); 9] = [
        ("nothing", |_| {}, true),
        ("a bit of an entry", |log| log[4].1[60] ^= 1, false),
        ("a bit of a hash", |log| log[4].1[3] ^= 1, false),
        (
            "the last bit of all",
            |log| {
                *log.last_mut()
                    .expect("entries")
                    .1
                    .last_mut()
                    .expect("bytes") ^= 1
            },
            false,
        ),
        ("removed", |log| drop(log.remove(4)), false),
        (
            "removed, and the rest moved up",
            |log| {
                log.remove(4);
                log.iter_mut().zip(1..).for_each(|(row, seq)| row.0 = seq);
            },
            false,
        ),
        ("the first removed", |log| drop(log.remove(0)), false),
        (
            "swapped",
            |log| {
                let (a, b) = (log[4].1.clone(), log[5].1.clone());
                (log[4].1, log[5].1) = (b, a);
            },
            false,
        ),
        ("cut short", |log| log[4].1.truncate(20), false),
    ];
    for (what, harm, whole) in harms {
        let disk = Disk::new();
        let (mut store, mut register) = disk.create();
        every_kind(&mut store, &mut register);
        drop(store);
        let mut log = entries(&disk.path());
        harm(&mut log);
        {
            let db = raw(&disk.path());
            let txn = db.begin_write().expect("a transaction");
            txn.delete_table(LOG).expect("a table can be dropped");
            let mut table = txn.open_table(LOG).expect("the log");
            for (seq, bytes) in &log {
                table.insert(seq, bytes.as_slice()).expect("a row");
            }
            drop(table);
            txn.commit().expect("a commit");
        }
        let (store, _) = disk.open();
        assert_eq!(
            store.chain_is_whole().expect("the log can be read"),
            whole,
            "{what}"
        );
    }
}

#[test]
fn a_newer_register_is_left_alone_also_by_a_session_that_is_open() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
    {
        let db = raw(&disk.path());
        let txn = db.begin_write().expect("a transaction");
        txn.open_table(META)
            .expect("the table")
            .insert("schema", 999)
            .expect("a row");
        txn.commit().expect("a commit");
    }
    let newer = |error: &StoreError| {
        matches!(
            error,
            StoreError::NewerSchema {
                found: 999,
                known: tolv::store::SCHEMA
            }
        )
    };
    let bytes = |disk: &Disk| fs::read(disk.path()).expect("the file");
    let refused = store.commit(&mut register, &by("anna"), &mark(1, later(0), Code::Sick));
    assert!(
        matches!(&refused, Err(NotCommitted::Failed(error)) if newer(error)),
        "{refused:?}"
    );
    drop(store);
    let before = bytes(&disk);
    let refused = Store::open(&disk.path()).map(drop).expect_err("refused");
    assert!(newer(&refused));
    assert!(refused.text(Lang::Sv).contains("999"));
    assert!(before == bytes(&disk), "it was left as it is");
}

#[test]
fn one_session_sees_what_another_has_written() {
    let disk = Disk::new();
    let (mut a, mut in_a) = disk.create();
    let (mut b, mut in_b) = disk.open();
    assert_eq!(b.catch_up(&mut in_b).expect("news"), []);
    let first = must(&mut a, &mut in_a, "anna", &enrol("Lena Berg"));
    let second = must(&mut a, &mut in_a, "anna", &mark(1, later(0), Code::Sick));
    let read = b.day(later(0), [PersonId(1)].into_iter()).expect("a day");
    in_b.marks.read_some(later(0), &[PersonId(1)], read);
    assert_eq!(b.catch_up(&mut in_b).expect("news"), [first, second]);
    assert_eq!(b.catch_up(&mut in_b).expect("news"), []);
    assert_same(&in_a, &in_b);
    assert_eq!(
        in_b.marks.mark(PersonId(1), later(0)).map(|m| m.code),
        Some(Code::Sick)
    );
    // Both add somebody: the second, with a register that is behind, gets another number.
    must(&mut a, &mut in_a, "anna", &enrol("Olle Dahl"));
    must(&mut b, &mut in_b, "bo", &enrol("Ida Falk"));
    assert_eq!(in_b.people.len(), 3);
    let refused = a.commit(&mut in_a, &by("anna"), &enrol("Ida Falk"));
    assert!(
        matches!(
            refused,
            Err(NotCommitted::Refused(Refusal::AlreadyThere { .. }))
        ),
        "{refused:?}"
    );
    assert_same(&in_a, &in_b);
    assert_whole(&disk.path());
}

#[test]
fn a_command_is_decided_on_what_is_true_now() {
    let disk = Disk::new();
    let (mut a, mut in_a) = disk.create();
    must(&mut a, &mut in_a, "anna", &enrol("Lena Berg"));
    let (mut b, mut in_b) = disk.open();
    let mine = must(&mut b, &mut in_b, "bo", &mark(1, later(0), Code::Present));
    must(&mut a, &mut in_a, "anna", &mark(1, later(0), Code::Sick));
    let undo = restore(mine.seq, false);
    for (colleague_did, named) in [
        (mark(1, later(0), Code::Sick), "anna"),
        (clear(1, later(0)), "cilla"),
    ] {
        let _ = a.commit(&mut in_a, &by(named), &colleague_did);
        match b.commit(&mut in_b, &by("bo"), &undo) {
            Err(NotCommitted::Refused(refusal @ Refusal::ChangedSince { .. })) => {
                assert!(refusal.text(Lang::Sv).contains(named), "{refusal:?}");
            }
            other => panic!("not refused: {other:?}"),
        }
        assert_same(&in_a, &in_b);
    }
    // A list is decided on marks that were made meanwhile, too.
    must(&mut a, &mut in_a, "anna", &mark(1, later(3), Code::Holiday));
    let mut row = crate::world::draft("Lena Berg", "2026-01-05");
    row.end = Some(later(2));
    let list = Command::Import {
        rows: vec![(2, row)],
        skip_bad: false,
    };
    let refused = b.commit(&mut in_b, &by("bo"), &list);
    assert!(
        matches!(refused, Err(NotCommitted::Refused(Refusal::BadRows(_)))),
        "{refused:?}"
    );
}

#[test]
fn a_session_whose_file_was_replaced_writes_nothing() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
    fs::copy(disk.path(), disk.at("other")).expect("a copy");
    let old = fs::hard_link(disk.path(), disk.at("old"));
    old.expect("another name for the file that is open");
    fs::rename(disk.at("other"), disk.path()).expect("replaced");
    let before = [
        fs::read(disk.path()).expect("the new"),
        fs::read(disk.at("old")).expect("the old"),
    ];
    let failed = store.commit(&mut register, &by("anna"), &mark(1, later(0), Code::Sick));
    assert!(
        matches!(failed, Err(NotCommitted::Failed(StoreError::Replaced))),
        "{failed:?}"
    );
    assert!(matches!(
        store.catch_up(&mut register),
        Err(StoreError::Replaced)
    ));
    let after = [
        fs::read(disk.path()).expect("the new"),
        fs::read(disk.at("old")).expect("the old"),
    ];
    assert!(before == after);
    fs::remove_file(disk.path()).expect("removed");
    let failed = store.commit(&mut register, &by("anna"), &mark(1, later(0), Code::Sick));
    assert!(
        matches!(failed, Err(NotCommitted::Failed(StoreError::Replaced))),
        "{failed:?}"
    );
}

#[test]
fn a_large_import_is_several_entries_all_of_them_or_none() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let (mut other, mut others) = disk.open();
    let rows: Vec<_> = (0..1_200_u32)
        .map(|n| (u64::from(n) + 2, draft(&format!("Lena {n}"), "2026-01-05")))
        .collect();
    let import = |rows: Vec<_>| Command::Import {
        rows,
        skip_bad: false,
    };
    let before = register.seen;
    let entry = must(&mut store, &mut register, "bo", &import(rows.clone()));
    // Everybody, the arena, and who imported.
    assert_eq!(entry.changes.len(), 1_202);
    assert_eq!((entry.seq, register.seen), (before + 3, before + 3));

    let log = whole_log(&store);
    let parts = &log[usize::try_from(before).expect("few")..];
    assert_eq!(parts.len(), 3);
    assert!(parts.iter().all(|part| part.changes.len() <= 500));
    assert!(
        parts
            .iter()
            .all(|part| (part.what, part.at) == (What::Import, entry.at))
    );
    let changes: Vec<_> = parts.iter().flat_map(|part| part.changes.clone()).collect();
    assert_eq!(changes, entry.changes);
    assert_eq!(store.log(1).expect("the log").len(), 1);

    // A colleague is told of one import, and has all of it.
    let news = other.catch_up(&mut others).expect("the news");
    assert_eq!(news, [entry]);
    assert_same(&register, &others);
    drop((store, other));
    assert_whole(&disk.path());

    // One bad row among the last, and none is taken in.
    let (mut store, mut register) = disk.open();
    let mut bad: Vec<_> = rows;
    bad.iter_mut()
        .for_each(|(_, draft)| draft.details.family.push_str(" Ek"));
    bad.last_mut().expect("rows").1.end = Some(on("2020-01-01"));
    let seen = register.seen;
    let refused = store.commit(&mut register, &by("bo"), &import(bad));
    assert!(matches!(
        refused,
        Err(NotCommitted::Refused(Refusal::BadRows(_)))
    ));
    assert_eq!(
        (register.seen, whole_log(&store).len() as u64),
        (seen, seen)
    );
}

#[test]
fn a_mark_of_many_is_undone_as_one() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let rows = (0..700_u32).map(|n| (u64::from(n), draft(&format!("Lena {n}"), "2026-01-05")));
    let import = Command::Import {
        rows: rows.collect(),
        skip_bad: false,
    };
    must(&mut store, &mut register, "bo", &import);
    let who: Vec<_> = register.people.keys().copied().collect();
    let rest = Command::MarkRest { day: later(0), who };
    let marked = must(&mut store, &mut register, "anna", &rest);
    assert_eq!(marked.changes.len(), 700);
    assert_eq!(all_marks(&store, &register).len(), 700);
    let undo = restore(marked.seq, false);
    must(&mut store, &mut register, "anna", &undo);
    assert!(all_marks(&store, &register).is_empty());
    assert_whole(&disk.path());
}
