//! A repair: only where the log says how, only while nobody has the register open, and with the file as it was kept.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};

use redb::{TableDefinition, WriteTransaction};
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::change::What;
use tolv::store::Store;
use tolv::store::backup::{self, Identities, Order, Place};
use tolv::store::check::Finding;
use tolv::store::repair::{Done, NotRepaired, Repaired, repair};
use tolv::store::restore::Restoring;
use tolv::text::Lang;

use crate::check::checked;
use crate::disk::{
    Disk, LOG, all_marks, assert_same, assert_whole, by, enrol, every_kind, must, raw, whole_log,
};
use crate::oracle::skipped;
use crate::world::{later, mark};

const PAGE: usize = 4096;
const MARKS: TableDefinition<(u32, i32), &[u8]> = TableDefinition::new("marks");

fn filled() -> Disk {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    for days in 1..=100 {
        let sick = mark(1, later(-days), Code::Sick);
        must(&mut store, &mut register, "anna", &sick);
    }
    disk
}

fn harmed(disk: &Disk, harm: impl FnOnce(&WriteTransaction)) {
    let db = raw(&disk.path());
    let txn = db.begin_write().expect("a transaction");
    harm(&txn);
    txn.commit().expect("a commit");
}

fn repaired(disk: &Disk) -> Result<Repaired, NotRepaired> {
    repair(&disk.path(), &by("anna"), &mut |_, _| {})
}

/// Whose a file is, and who may reach it.
pub fn owner_and_mode(path: &Path) -> (u32, u32, u32) {
    let meta = fs::metadata(path).expect("there");
    (meta.uid(), meta.gid(), meta.mode() & 0o777)
}

/// Lets a group reach a file that is another account's, where one may give it away.
pub fn owned_by_a_group(path: &Path) -> (u32, u32, u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(0o660)).expect("it is ours");
    if chown(path, Some(4711), Some(4712)).is_err() {
        skipped("what an administrator does with another's file: only root can give one away");
    }
    owner_and_mode(path)
}

fn others(disk: &Disk) -> Vec<PathBuf> {
    let names = fs::read_dir(disk.at("")).expect("the folder");
    let names = names.map(|name| name.expect("a name").path());
    names.filter(|path| *path != disk.path()).collect()
}

#[test]
fn what_differs_from_the_log_is_put_right_and_the_file_as_it_was_kept() {
    let disk = filled();
    let (store, register) = disk.open();
    let (marks, log) = (all_marks(&store, &register), whole_log(&store));
    drop(store);
    let key = (1, tolv::domain::calendar::day_number(later(-7)));
    harmed(&disk, |txn| {
        let mut table = txn.open_table(MARKS).expect("marks");
        table.remove(key).expect("removed");
        table
            .insert((99, 1), b"\x01\x03\xff\xff\x01\0\0\0\0\0".as_slice())
            .expect("written");
    });
    let before = fs::read(disk.path()).expect("the register");
    let done = repaired(&disk).expect("it can be repaired");
    let Done::Rebuilt { kept } = &done.done else {
        panic!("{done:?}");
    };
    assert!(done.after.is_clean(), "{done:?}");
    assert!(fs::read(kept).expect("the file as it was") == before);
    let mode = |path: &PathBuf| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!([mode(kept), mode(&disk.path())], [0o600; 2]);
    assert_eq!(others(&disk), std::slice::from_ref(kept));

    let (store, mut now) = disk.open();
    assert_eq!(all_marks(&store, &now), marks);
    let after = whole_log(&store);
    assert_eq!(after[..log.len()], log[..]);
    assert_eq!(after.last().expect("an entry").what, What::Repair);
    now.seen = register.seen;
    assert_same(&now, &register);
    drop(store);
    assert_whole(&disk.path());
    let again = repaired(&disk).expect("it is sound");
    assert_eq!(again.done, Done::Nothing);
    assert_eq!(others(&disk), std::slice::from_ref(kept));
}

/// Somebody's mark is gone from the table, and stands in the log still.
fn lose_a_mark(disk: &Disk) {
    harmed(disk, |txn| {
        let key = (1, tolv::domain::calendar::day_number(later(-7)));
        let mut table = txn.open_table(MARKS).expect("marks");
        table.remove(key).expect("removed");
    });
}

#[test]
fn through_a_link_the_file_itself_is_repaired() {
    let disk = filled();
    lose_a_mark(&disk);
    fs::create_dir(disk.at("elsewhere")).expect("a folder");
    let link = disk.at("elsewhere/link.redb");
    symlink(disk.path(), &link).expect("a link");
    let done = repair(&link, &by("anna"), &mut |_, _| {}).expect("it can be repaired");
    let Done::Rebuilt { kept } = &done.done else {
        panic!("{done:?}");
    };
    let is_link = |path: &Path| path.symlink_metadata().expect("there").is_symlink();
    assert!(is_link(&link) && !is_link(kept) && !is_link(&disk.path()));
    assert_eq!(kept.parent(), disk.path().parent());
    assert!(checked(&disk.path()).is_clean());
}

#[test]
fn the_new_file_belongs_to_whom_the_old_one_did() {
    let disk = filled();
    lose_a_mark(&disk);
    let owned = owned_by_a_group(&disk.path());
    let done = repaired(&disk).expect("it can be repaired");
    assert!(matches!(done.done, Done::Rebuilt { .. }), "{done:?}");
    assert_eq!(owner_and_mode(&disk.path()), owned);
}

#[test]
fn nothing_is_repaired_under_a_restore() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
    let order = Order::from(Place::Usual);
    let made = backup::make(&mut store, &mut register, &by("natt"), &order, &mut |_| ());
    let backup = made.expect("a backup").0.path;
    must(
        &mut store,
        &mut register,
        "anna",
        &mark(1, later(-7), Code::Sick),
    );
    drop(store);
    lose_a_mark(&disk);
    let keys = Identities::default();
    let restoring = Restoring::begin(&disk.path(), &backup, &keys, &mut |_| ());
    let restoring = restoring.expect("nothing is under way");
    let refused = repaired(&disk).expect_err("a restore is under way");
    assert!(matches!(refused, NotRepaired::Underway), "{refused:?}");
    assert!(refused.text(Lang::Sv).contains("återställning"));
    drop(restoring);
    let done = repaired(&disk).expect("it can be repaired");
    assert!(done.after.is_clean(), "{done:?}");
}

#[test]
fn a_damaged_page_is_made_over_again() {
    let disk = filled();
    let bytes = fs::read(disk.path()).expect("the register");
    let mut put_right = 0;
    for page in 1..bytes.len() / PAGE {
        let mut bad = bytes.clone();
        let place = page * PAGE..(page + 1) * PAGE;
        if bad[place.clone()].iter().all(|byte| *byte == 0) {
            continue;
        }
        bad[place].fill(0xa5);
        fs::write(disk.path(), &bad).expect("the bytes");
        match repaired(&disk) {
            Ok(done) => {
                assert!(done.after.is_clean(), "page {page}: {done:?}");
                put_right += usize::from(done.done != Done::Nothing);
                assert_eq!(all_marks(&disk.open().0, &disk.open().1).len(), 103);
            }
            Err(reason) => {
                assert!(
                    matches!(reason, NotRepaired::LogDamaged),
                    "page {page}: {reason:?}"
                );
                assert!(reason.text(Lang::Sv).ends_with('.'));
                assert!(
                    fs::read(disk.path()).expect("the file") == bad,
                    "page {page} was changed"
                );
            }
        }
        for path in others(&disk) {
            fs::remove_file(path).expect("removed");
        }
    }
    assert!(put_right > 2, "{put_right}");
}

#[test]
fn where_the_log_is_damaged_nothing_is_changed() {
    let disk = filled();
    harmed(&disk, |txn| {
        txn.open_table(LOG)
            .expect("the log")
            .remove(40)
            .expect("removed");
    });
    let before = fs::read(disk.path()).expect("the register");
    let reason = repaired(&disk).expect_err("the log has a gap");
    assert!(matches!(reason, NotRepaired::LogDamaged), "{reason:?}");
    assert!(fs::read(disk.path()).expect("the register") == before);
    assert!(others(&disk).is_empty());
}

#[test]
fn nothing_is_repaired_under_those_who_work() {
    let disk = filled();
    harmed(&disk, |txn| {
        let key = (1, tolv::domain::calendar::day_number(later(-7)));
        txn.open_table(MARKS)
            .expect("marks")
            .remove(key)
            .expect("removed");
    });
    let (store, _) = disk.open();
    let reason = repaired(&disk).expect_err("somebody has it open");
    assert!(matches!(reason, NotRepaired::InUse(_)), "{reason:?}");
    assert!(matches!(
        checked(&disk.path()).findings[..],
        [Finding::MarksDiffer { who: 1, .. }]
    ));
    drop(store);
    assert!(repaired(&disk).is_ok());
}

#[test]
fn a_session_that_was_cut_off_is_cleared_up_after() {
    let disk = filled();
    let (mut store, mut register) = disk.open();
    must(
        &mut store,
        &mut register,
        "bo",
        &mark(1, later(0), Code::Leave),
    );
    let cut_off = fs::read(disk.path()).expect("the open file");
    drop(store);
    fs::write(disk.path(), &cut_off).expect("as it was when the session ended");
    let done = repaired(&disk).expect("it opens");
    let Done::Opened { kept } = &done.done else {
        panic!("{done:?}");
    };
    assert!(done.after.is_clean());
    assert!(fs::read(kept).expect("the file as it was") == cut_off);
    let (_, now) = Store::open(&disk.path()).expect("it opens");
    assert_same(&now, &register);
}
