//! Every page verified: a small file while it is opened, a large one beside the work, at most once a day and after an
//! unclean end.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;

use redb::{ReadableDatabase, TableDefinition};
use tolv::domain::attendance::Code;
use tolv::domain::change::{Change, What};
use tolv::domain::expected::ClosedDay;
use tolv::store::{Store, StoreError};

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

/// A closed day with a name so long that the register is not verified while it is opened.
fn long_name() -> Change {
    let date = later(300);
    let day = ClosedDay {
        date,
        arena: None,
        name: "x".repeat(5 << 20),
        open_minutes: None,
    };
    Change::Closed {
        date,
        arena: None,
        before: None,
        after: Some(day),
    }
}

/// A large register.
fn large() -> Disk {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    let recorded = store.record(&mut register, &by("anna"), What::Demo, vec![long_name()]);
    recorded.expect("it is written");
    drop(store);
    assert!(fs::metadata(disk.path()).expect("the file").len() > 8 << 20);
    disk
}

/// Turns a bit of the long name, which every page of it holds.
fn damage(path: &Path) {
    let mut bytes = fs::read(path).expect("the file");
    let long = bytes
        .windows(PAGE)
        .position(|at| at.iter().all(|byte| *byte == b'x'));
    bytes[long.expect("the long name")] ^= 1;
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
    damage(&disk.path());
    for _ in 0..2 {
        let (mut store, mut register) = disk.open();
        assert!(matches!(beside(&mut store), Some(Err(StoreError::Damaged))));
        // It goes on, for what it marks is kept.
        let _ = store.catch_up(&mut register).expect("news");
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
    let world = World {
        changes: vec![long_name()],
        ..World::default()
    };
    let mut seat = desk_with(&world, |made, path| {
        drop(made);
        long_ago(path);
        if is_damaged {
            damage(path);
        }
        Store::open(path).expect("it opens")
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
    let damaged = "Registerfilen är skadad: säg till den som sköter servern (tolv check).";
    for keys in ["", "Down", "t", "Esc"] {
        let screen = seat.press(keys).screen(80, 24);
        assert!(screen.contains(damaged), "after {keys:?}:\n{screen}");
    }
    let screen = seat.press("u").screen(80, 24);
    assert!(
        screen.contains("Det finns inget eget att ångra"),
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
    pty.wait_for("The register file is damaged: tell whoever runs the server (tolv check).");
    pty.keys("q");
    assert_eq!(pty.exit(), 0);
}
