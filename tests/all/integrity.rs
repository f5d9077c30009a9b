//! Every page verified: a small file while it is opened, a large one beside the work, at most once a day and after an
//! unclean end.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::{fs, thread};

use redb::{ReadableDatabase, TableDefinition};
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::change::{Change, What};
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::register::Register;
use tolv::store::{NotCommitted, Store, StoreError};

use crate::cli::Home;
use crate::disk::{Disk, all_marks, assert_same, by, every_kind, must, raw};
use crate::screen::{Seat, World, desk_with};
use crate::world::{later, mark};

const PAGE: usize = 4096;
const FILE: TableDefinition<&str, u64> = TableDefinition::new("file");
const VERIFIED: &str = "verified";

/// When the register's file says that it was last verified.
fn verified(path: &Path) -> Option<u64> {
    let db = raw(path);
    let txn = db.begin_read().expect("a transaction");
    let file = txn.open_table(FILE).expect("the table");
    let at = file.get(VERIFIED).expect("it can be read");
    at.map(|at| at.value())
}

/// Makes it one that was last verified long ago.
fn long_ago(path: &Path) {
    let db = raw(path);
    let txn = db.begin_write().expect("a transaction");
    let mut file = txn.open_table(FILE).expect("the table");
    file.insert(VERIFIED, 1).expect("a row");
    drop(file);
    txn.commit().expect("a commit");
}

/// Closed days with names so long that the register is not verified while it is opened, each taken away again: the names
/// stand in the log alone. One of them, which is neither the first nor among the last, is of the letter x.
fn write_long_names(store: &mut Store, register: &mut Register) {
    let date = later(300);
    for number in 0..90 {
        let letter = if number == 40 { "x" } else { "y" };
        let day = ClosedDay {
            date,
            arena: None,
            name: letter.repeat(100 << 10),
            open_minutes: None,
        };
        let closed = |after| Change::Closed {
            date,
            arena: None,
            before: None,
            after,
        };
        let changes = vec![closed(Some(day)), closed(None)];
        let recorded = store.record(register, &by("anna"), What::Demo, changes);
        recorded.expect("it is written");
    }
}

/// A large register.
fn large() -> Disk {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    write_long_names(&mut store, &mut register);
    drop(store);
    assert!(fs::metadata(disk.path()).expect("the file").len() > 8 << 20);
    disk
}

/// Turns a bit of that name, in every page of it: nobody reads it but who verifies.
fn damage(path: &Path) {
    let mut bytes = fs::read(path).expect("the file");
    let pages = bytes.chunks_mut(PAGE);
    let long = pages.filter(|page| page.iter().all(|byte| *byte == b'x'));
    assert!(long.map(|page| page[0] ^= 1).count() > 0);
    fs::write(path, bytes).expect("the bytes");
}

/// What comes of verifying beside the work.
fn beside(store: &mut Store) -> Option<Result<(), StoreError>> {
    let (wake, woken) = channel();
    store.begin_to_verify(move || wake.send(()).expect("it is waited for"));
    // Where nothing is due nobody is left to wake.
    woken.recv().ok()?;
    store.verified()
}

#[test]
fn a_small_register_is_verified_by_the_first_who_opens_it_in_a_day() {
    let disk = Disk::new();
    drop(disk.create());
    let made = verified(&disk.path()).expect("what was just made is sound");
    assert!(made > 1_700_000_000);
    drop(disk.open());
    assert_eq!(verified(&disk.path()), Some(made));
    long_ago(&disk.path());
    drop(disk.open());
    let first = verified(&disk.path()).expect("it was verified");
    assert!(first >= made);
    let (mut store, _) = disk.open();
    assert!(beside(&mut store).is_none(), "once a day");
    drop(store);
    assert_eq!(verified(&disk.path()), Some(first));
}

#[test]
fn a_turned_byte_in_any_page_is_found_or_is_nobodys() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    let marks = all_marks(&store, &register);
    drop(store);
    let mut db = redb::Database::open(disk.path()).expect("it opens");
    while db.compact().expect("it can be made smaller") {}
    drop(db);
    long_ago(&disk.path());
    let sound = fs::read(disk.path()).expect("the file");
    let (mut found, mut harmless) = (0, 0);
    // Some places in each page: what it begins with, and what it holds.
    for at in (PAGE..sound.len())
        .step_by(PAGE)
        .flat_map(|page| [page, page + 9, page + 40, page + 900])
    {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x10;
        fs::write(disk.path(), &bytes).expect("the bytes");
        match Store::open(&disk.path()) {
            Err(StoreError::Damaged) => {
                found += 1;
                assert!(
                    fs::read(disk.path()).expect("the file") == bytes,
                    "byte {at}"
                );
            }
            Err(other) => panic!("byte {at}: {other:?}"),
            Ok((store, opened)) => {
                harmless += 1;
                assert_same(&opened, &register);
                assert_eq!(all_marks(&store, &opened), marks, "byte {at}");
                assert!(store.chain_is_whole().expect("the log"), "byte {at}");
            }
        }
    }
    assert!(found > 20, "{found} found, {harmless} harmless");
}

#[test]
fn a_small_register_is_verified_after_an_unclean_end_whatever_the_day() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    let unclean = fs::read(disk.path()).expect("the file");
    drop(store);
    // The name that only the marks' table holds beside the log.
    let note = "tandläkare kl 10".as_bytes();
    let places = unclean.windows(note.len()).enumerate();
    let places: Vec<_> = places
        .filter(|(_, at)| *at == note)
        .map(|(at, _)| at)
        .collect();
    assert!(places.len() >= 2);
    let mut found = 0;
    for at in places {
        let mut bytes = unclean.clone();
        bytes[at] ^= 1;
        fs::write(disk.path(), &bytes).expect("the bytes");
        match Store::open(&disk.path()).map(drop) {
            Ok(()) => {}
            Err(StoreError::Damaged) => found += 1,
            Err(other) => panic!("byte {at}: {other:?}"),
        }
    }
    assert!(found > 0);
}

#[test]
fn a_large_register_is_verified_beside_the_work() {
    let disk = large();
    long_ago(&disk.path());
    let (mut store, mut register) = disk.open();
    assert!(store.verified().is_none());
    assert_eq!(verified(&disk.path()), Some(1), "not while it is opened");
    must(
        &mut store,
        &mut register,
        "anna",
        &mark(1, later(9), Code::Sick),
    );
    assert!(matches!(beside(&mut store), Some(Ok(()))));
    assert!(store.verified().is_none(), "told once");
    assert!(verified(&disk.path()).is_some_and(|at| at > 1_700_000_000));
    assert!(
        beside(&mut disk.open().0).is_none(),
        "by nobody else that day"
    );
}

#[test]
fn a_large_register_that_is_damaged_is_told_by_every_session() {
    let disk = large();
    long_ago(&disk.path());
    let sessions = [disk.open(), disk.open()];
    damage(&disk.path());
    for (mut store, mut register) in sessions {
        assert!(matches!(beside(&mut store), Some(Err(StoreError::Damaged))));
        // It shows what there is, and writes no more.
        let _ = store.catch_up(&mut register).expect("news");
        let refused = store.commit(&mut register, &by("anna"), &mark(1, later(9), Code::Sick));
        assert!(matches!(
            refused,
            Err(NotCommitted::Failed(StoreError::Damaged))
        ));
    }
    assert_eq!(verified(&disk.path()), Some(1));
}

#[test]
fn a_large_register_is_verified_after_an_unclean_end_by_the_next_who_has_time() {
    let disk = large();
    let _session = raw(&disk.path());
    let bytes = fs::read(disk.path()).expect("the file");
    let path = disk.at("unclean.redb");
    fs::write(&path, bytes).expect("the bytes");
    // One that ends before it is done, such as a command.
    drop(Store::open(&path).expect("it opens"));
    assert_eq!(verified(&path), None);
    let (mut store, _) = Store::open(&path).expect("it opens");
    assert!(matches!(beside(&mut store), Some(Ok(()))));
    drop(store);
    assert!(verified(&path).is_some());
}

#[test]
fn what_others_write_meanwhile_is_not_taken_for_damage() {
    let disk = large();
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let (mut store, mut register) = disk.open();
            for day in (0..).take_while(|_| !stop.load(Ordering::Relaxed)) {
                let code = [Code::Sick, Code::Leave][(day / 200 % 2) as usize];
                let marked = mark(2, later(-(day % 200)), code);
                store
                    .commit(&mut register, &by("bo"), &marked)
                    .expect("it is written");
            }
        });
        for _ in 0..6 {
            long_ago(&disk.path());
            let (mut store, _) = disk.open();
            let result = beside(&mut store);
            assert!(matches!(result, Some(Ok(()))), "{result:?}");
        }
        stop.store(true, Ordering::Relaxed);
    });
}

/// A desk that has been told what came of verifying a large register.
fn seat_after_verifying(is_damaged: bool) -> Seat {
    let mut seat = desk_with(&World::default(), |made, path| {
        let (mut store, mut register) = made;
        write_long_names(&mut store, &mut register);
        drop((store, register));
        long_ago(path);
        let opened = Store::open(path).expect("it opens");
        if is_damaged {
            damage(path);
        }
        opened
    });
    let (wake, woken) = channel();
    seat.desk
        .begin_to_verify(move || wake.send(()).expect("it is waited for"));
    woken.recv().expect("it is due");
    assert!(seat.desk.news(), "there is something to draw");
    seat
}

#[test]
fn the_screen_says_what_came_of_it() {
    let mut seat = seat_after_verifying(false);
    let sound = "Hela registerfilen är kontrollerad: den är hel.";
    assert!(seat.screen(80, 24).contains(sound));
    assert!(
        !seat.press("Down").screen(80, 24).contains(sound),
        "until the next key"
    );

    let mut seat = seat_after_verifying(true);
    let damaged = "Registerfilen är skadad";
    for keys in ["", "Down", "t", "Esc"] {
        let screen = seat.press(keys).screen(80, 24);
        assert!(screen.contains(damaged), "after {keys:?}:\n{screen}");
    }
    let screen = seat.press("u").screen(80, 24);
    assert!(
        screen.contains("Det finns inget eget från i dag att ångra"),
        "{screen}"
    );
    assert!(seat.press("Up").screen(80, 24).contains(damaged), "again");
}

#[test]
fn a_session_on_a_terminal_verifies_a_large_register() {
    let home = Home::new();
    let disk = large();
    long_ago(&disk.path());
    let path = disk.path();
    let path = path.to_str().expect("plain text");
    let mut pty = home.screen((100, 30), &["--database", path]);
    pty.wait_for("The whole register file was checked: it is sound.");
    pty.keys("q");
    assert_eq!(pty.exit(), 0);
    long_ago(&disk.path());
    damage(&disk.path());
    let mut pty = home.screen((100, 30), &["--database", path]);
    // When it is opened or while one works: redb reads every page at once where it is built with its own checks.
    pty.wait_for("The register file is damaged");
    pty.wait_for("tolv check");
    // It is refused at once, or a board says so and goes on showing what can be read.
    let is_refused = pty.screen().contents().contains("It was left");
    if !is_refused {
        pty.wait_for("? help");
        pty.keys("q");
    }
    assert_eq!(pty.exit(), u32::from(is_refused));
}
