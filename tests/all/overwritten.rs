//! A file that is overwritten in place, under sessions that have it open: nothing of theirs is written into it, and
//! nothing of it is shown as theirs.

use std::fs;

use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::participant::PersonId;
use tolv::domain::register::Register;
use tolv::store::backup::{NotMade, Place, make};
use tolv::store::{NotCommitted, Store, StoreError};

use crate::disk::{Disk, assert_same, assert_whole, by, enrol, must, whole_log};
use crate::screen::{World, desk_with};
use crate::world::{later, mark};

/// A register of one person, with so many marks, that was made so many milliseconds after another.
fn register_made(after: i64, name: &str, marks: i64) -> (Disk, Store, Register) {
    let disk = Disk::new();
    let mut made = by("anna");
    made.now += after;
    let (mut store, mut register) = Store::create(&disk.path(), &made).expect("a register");
    must(&mut store, &mut register, "anna", &enrol(name));
    for day in 1..=marks {
        let marked = mark(1, later(-day), Code::Present);
        must(&mut store, &mut register, "anna", &marked);
    }
    (disk, store, register)
}

fn register_of(name: &str, marks: i64) -> (Disk, Store, Register) {
    register_made(0, name, marks)
}

/// The bytes of another register that was closed.
fn closed(name: &str, marks: i64) -> Vec<u8> {
    let (disk, store, _) = register_made(-1, name, marks);
    drop(store);
    fs::read(disk.path()).expect("the register")
}

fn is_refused(failed: &StoreError) -> bool {
    matches!(failed, StoreError::Replaced | StoreError::OtherRegister)
}

#[test]
fn nothing_is_written_into_another_register_and_nothing_read_of_it() {
    // As many commits as this one, fewer, and more.
    for marks in [5, 4, 3, 0, 40] {
        let (disk, mut store, mut register) = register_of("Lena Berg", 5);
        let other = closed("Olle Dahl", marks);
        fs::write(disk.path(), &other).expect("overwritten");
        let day = store.day(later(-1), [PersonId(1)].into_iter());
        assert!(day.is_err_and(|error| is_refused(&error)), "{marks}");
        let news = store.catch_up(&mut register);
        assert!(news.is_err_and(|error| is_refused(&error)), "{marks}");
        let (seat, sick) = (by("anna"), mark(1, later(0), Code::Sick));
        let failed = store.commit(&mut register, &seat, &sick);
        assert!(
            matches!(&failed, Err(NotCommitted::Failed(error)) if is_refused(error)),
            "{marks}: {failed:?}"
        );
        let order = Place::Usual.into();
        let made = make(&mut store, &mut register, &seat, &order, &mut |_| ());
        assert!(
            matches!(&made, Err(NotMade::Register(error)) if is_refused(error)),
            "{marks}: {made:?}"
        );
        let reopened = store.reopen().map(drop);
        assert!(
            matches!(reopened, Err(StoreError::OtherRegister)),
            "{marks}: {reopened:?}"
        );
        drop(store);
        let now = fs::read(disk.path()).expect("the register");
        assert!(now == other, "{marks}: it was written to");
    }
}

#[test]
fn a_session_that_does_nothing_but_write_does_not_write_into_another_register() {
    for marks in [5, 4, 3, 0, 40] {
        let (disk, mut store, mut register) = register_of("Lena Berg", 5);
        let other = closed("Olle Dahl", marks);
        fs::write(disk.path(), &other).expect("overwritten");
        let sick = mark(1, later(0), Code::Sick);
        let failed = store.commit(&mut register, &by("anna"), &sick);
        assert!(
            matches!(&failed, Err(NotCommitted::Failed(error)) if is_refused(error)),
            "{marks}: {failed:?}"
        );
        drop(store);
        let (store, register) = disk.open();
        assert_eq!(register.people[&PersonId(1)].full_name(), "Olle Dahl");
        assert_eq!(whole_log(&store).len() as u64, register.seen);
        drop(store);
        assert_whole(&disk.path());
    }
}

#[test]
fn an_older_copy_gets_no_hole_in_its_log_and_is_taken_up() {
    for later_marks in [1, 2, 30] {
        let (disk, store, register) = register_of("Lena Berg", 5);
        drop((store, register));
        let older = fs::read(disk.path()).expect("the register");
        let (mut store, mut register) = disk.open();
        for day in 0..later_marks {
            let marked = mark(1, later(-day), Code::Sick);
            must(&mut store, &mut register, "anna", &marked);
        }
        fs::write(disk.path(), &older).expect("overwritten");
        let vab = mark(1, later(-60), Code::Leave);
        let failed = store.commit(&mut register, &by("anna"), &vab);
        assert!(
            matches!(failed, Err(NotCommitted::Failed(StoreError::Replaced))),
            "{later_marks}: {failed:?}"
        );
        let mut again = store.reopen().expect("the same register");
        must(&mut store, &mut again, "anna", &vab);
        drop(store);
        assert_same(&again, &disk.open().1);
        assert_whole(&disk.path());
    }
}

#[test]
fn the_board_takes_up_an_older_copy_and_says_so() {
    let mut older = Vec::new();
    let world = World {
        before: vec![enrol("Lena Berg")],
        ..World::default()
    };
    let mut seat = desk_with(&world, |(store, register), path| {
        drop((store, register));
        older = fs::read(path).expect("the register");
        Store::open(path).expect("it opens")
    });
    seat.press("n");
    fs::write(seat.desk.path(), &older).expect("overwritten");
    seat.press("s");
    let said = "Registret har bytts ut, till exempel återställts, och är öppnat på nytt.";
    let screen = seat.screen(120, 30);
    assert!(screen.contains(said), "{screen}");
}

#[test]
fn a_session_that_found_damage_writes_nothing_until_the_file_is_proved() {
    let (disk, store, register) = register_of("Lena Berg", 300);
    drop((store, register));
    let sound = fs::read(disk.path()).expect("the register");
    let mut is_found = false;
    for page in 1..sound.len() / 4096 {
        fs::write(disk.path(), &sound).expect("sound");
        let (mut store, mut register) = disk.open();
        // What another session writes has this one read the pages anew.
        let (mut second, mut seen) = disk.open();
        must(
            &mut second,
            &mut seen,
            "bo",
            &mark(1, later(-1), Code::Sick),
        );
        drop((second, seen));
        let mut damaged = fs::read(disk.path()).expect("the register");
        let Some(head) = damaged.get_mut(page * 4096) else {
            break;
        };
        *head ^= 1;
        fs::write(disk.path(), &damaged).expect("damaged");
        if !matches!(store.chain_is_whole(), Err(StoreError::Damaged)) {
            continue;
        }
        is_found = true;
        let before = fs::read(disk.path()).expect("the register");
        let sick = mark(1, later(0), Code::Sick);
        for _ in 0..2 {
            let failed = store.commit(&mut register, &by("anna"), &sick);
            assert!(
                matches!(failed, Err(NotCommitted::Failed(StoreError::Damaged))),
                "page {page}: {failed:?}"
            );
            assert!(fs::read(disk.path()).expect("the register") == before);
        }
        // Put right by hand.
        let mut proved = before;
        proved[page * 4096] ^= 1;
        fs::write(disk.path(), &proved).expect("mended");
        must(&mut store, &mut register, "anna", &sick);
        drop(store);
        assert_whole(&disk.path());
    }
    assert!(is_found, "no page of the log was damaged");
}
