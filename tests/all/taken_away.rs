//! People and arenas that are taken away, and arenas that become others: in the tables, the log, exports, copies and what
//! is salvaged.

use std::fs;

use tolv::domain::decide::command::Command;
use tolv::domain::difference::{Notes, Words, told};
use tolv::domain::facts::change::{Change, Given, LogEntry, What};
use tolv::domain::facts::participant::{Arena, ArenaId, Group, PersonId};
use tolv::domain::register::Register;
use tolv::store::check::check;
use tolv::store::salvage::salvage;
use tolv::store::{Committed, Store, exchange};
use tolv::text::Lang;

use crate::disk::{
    Disk, LOG, assert_same, assert_whole, by, enrol, from_log, must, raw, whole_log,
};
use crate::world::{draft, later, placed};

fn record(store: &mut Store, register: &mut Register, changes: Vec<Change>) -> LogEntry {
    match store.record(register, &by("anna"), What::Demo, changes) {
        Ok(Committed::Written(entry)) => entry,
        other => panic!("{other:?}"),
    }
}

/// Adds a person in an arena of their own, changes and closes that arena, and takes both away, with their numbers.
pub fn come_and_gone(store: &mut Store, register: &mut Register) -> (PersonId, ArenaId) {
    let draft = Box::new(placed("Kim Lund", "2026-10-05", (Group::Outdoor, "Skogen")));
    must(store, register, "bo", &Command::Enrol(draft));
    let given = register.numbers();
    let Given { person, arena } = given;
    let was = register.arenas[&arena].clone();
    let closed = Arena {
        name: "Nya skogen".to_owned(),
        closed: Some(later(30)),
        ..was.clone()
    };
    let became = |before: &Arena, after: Option<&Arena>| Change::Arena {
        before: Some(before.clone()),
        after: after.cloned(),
    };
    record(store, register, vec![became(&was, Some(&closed))]);
    assert_eq!(register.arenas[&arena], closed);
    let gone = Change::Person {
        before: Some(Box::new(register.people[&person].clone())),
        after: None,
    };
    let changes = vec![gone, became(&closed, None), Change::Given(given)];
    record(store, register, changes);
    (person, arena)
}

fn filled() -> (Disk, Register, (PersonId, ArenaId)) {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
    let gone = come_and_gone(&mut store, &mut register);
    (disk, register, gone)
}

#[test]
fn who_is_taken_away_is_gone_and_the_number_is_given_to_nobody_else() {
    let (disk, was, (person, arena)) = filled();
    let (mut store, mut register) = disk.open();
    assert_same(&was, &register);
    assert_same(&register, &from_log(&whole_log(&store)).0);
    assert!(!register.people.contains_key(&person) && !register.arenas.contains_key(&arena));
    let elsewhere = placed("Bo Ek", "2026-10-05", (Group::Outdoor, "Ån"));
    let enrolled = Command::Enrol(Box::new(elsewhere));
    must(&mut store, &mut register, "bo", &enrolled);
    let next = (PersonId(person.0 + 1), ArenaId(arena.0 + 1));
    assert_eq!((register.numbers().person, register.numbers().arena), next);
    assert!(register.people.contains_key(&next.0) && register.arenas.contains_key(&next.1));
    drop(store);
    assert!(
        check(&disk.path(), &mut |_, _| {})
            .expect("read")
            .is_clean()
    );
    assert_whole(&disk.path());
}

#[test]
fn what_was_taken_away_stays_away_in_an_export_that_is_taken_in() {
    let (disk, was, (person, _)) = filled();
    let (store, _) = disk.open();
    let mut json = Vec::new();
    store.export(&mut json, &mut |_| {}).expect("an export");
    let again = disk.at("again.redb");
    exchange::import(&again, json.as_slice(), &by("bo"), &mut |_| {}).expect("taken in");
    let (_, register) = Store::open(&again).expect("it opens");
    assert!(!register.people.contains_key(&person));
    assert_eq!(register.numbers(), was.numbers());
    assert_whole(&again);
}

/// Each entry of the log but the last, which nothing misses, is lost in turn: the tables say who is gone, and the head which numbers were given.
#[test]
fn what_was_taken_away_stays_away_in_what_is_salvaged() {
    let (disk, was, _) = filled();
    let whole = fs::read(disk.path()).expect("the file");
    for lost in 1..was.seen {
        fs::write(disk.path(), &whole).expect("as it was");
        let db = raw(&disk.path());
        let txn = db.begin_write().expect("a transaction");
        txn.open_table(LOG)
            .expect("the log")
            .remove(lost)
            .expect("removed");
        txn.commit().expect("a commit");
        drop(db);
        let out = disk.at(&format!("out-{lost}.redb"));
        salvage(&disk.path(), &out, &by("anna"), &mut |_, _| {}).expect("it is salvaged");
        let (_, register) = Store::open(&out).expect("it opens");
        assert_eq!(register.people, was.people, "without {lost}");
        assert_eq!(register.arenas, was.arenas, "without {lost}");
        assert_eq!(register.numbers(), was.numbers(), "without {lost}");
        assert_whole(&out);
    }
}

#[test]
fn the_log_says_who_and_what_was_taken_away_and_how_an_arena_changed() {
    let (disk, register, _) = filled();
    let log = whole_log(&disk.open().0);
    let [.., changed, gone] = &log[..] else {
        panic!("{log:?}")
    };
    let (lang, notes) = (Lang::Sv, Notes::Whole);
    let said = |entry: &LogEntry| -> Vec<String> {
        let words = Words {
            register: &register,
            lang,
            notes,
            changes: &entry.changes,
        };
        entry
            .changes
            .iter()
            .map(|change| told(change, &words))
            .collect()
    };
    assert_eq!(
        said(changed),
        ["arena: Utegruppen, Skogen → Utegruppen, Nya skogen, stängd från 2026-12-23"]
    );
    assert_eq!(
        said(gone),
        [
            "borttagen (från 2026-10-05 Utegruppen, Nya skogen)",
            "arena borttagen: Utegruppen, Nya skogen",
            "högsta nummer: deltagare #2, arena 2"
        ]
    );
}

#[test]
fn a_removed_person_is_nobody_else_on_an_open_board() {
    // Another session sees the removal as news.
    let (disk, _, _) = filled();
    let (mut store, mut register) = disk.open();
    let (mut other, mut theirs) = disk.open();
    let Given { person, .. } = register.numbers();
    let draft = Box::new(draft("Kim Lund", "2026-10-05"));
    must(&mut store, &mut register, "bo", &Command::Enrol(draft));
    other.catch_up(&mut theirs).expect("news");
    let id = PersonId(person.0 + 1);
    let gone = Change::Person {
        before: Some(Box::new(register.people[&id].clone())),
        after: None,
    };
    let given = Change::Given(register.numbers());
    record(&mut store, &mut register, vec![gone, given]);
    assert!(theirs.people.contains_key(&id));
    other.catch_up(&mut theirs).expect("news");
    assert!(!theirs.people.contains_key(&id));
    assert_same(&register, &theirs);
}
