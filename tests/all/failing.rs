//! A desk on a disk that fails: the screen says what happened, shows nothing that is not kept, and goes on when the disk does.

use rustix::io::Errno;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::change::What;
use tolv::store::{Request, Store};

use crate::layer::{Call, Disk, Fault};
use crate::screen::{Seat, World, desk_on, moment};
use crate::world::{draft, mark};

const FULL: &str = "Disken är full. Det här sparades inte; allt tidigare är kvar.";
const READ_ONLY: &str = "Disken är skrivskyddad.";
const ERROR: &str = "Disken svarade med ett fel";

fn seat() -> (Disk, Seat) {
    let disk = Disk::default();
    let enrol = |name| Command::Enrol(Box::new(draft(name, "2026-01-05")));
    let world = World {
        before: ["Al Ask", "Bo Ek"].map(enrol).into(),
        ..World::default()
    };
    let seat = desk_on(&disk, world);
    (disk, seat)
}

/// From now on each call of the kind fails.
fn fail(disk: &Disk, call: Call, error: Errno) {
    disk.fail(Fault {
        call,
        error,
        after: 0,
        once: false,
        is_done: false,
    });
}

#[track_caller]
fn shows(seat: &mut Seat, words: &str) {
    let screen = seat.screen(120, 36);
    assert!(screen.contains(words), "{words:?} is not on\n{screen}");
}

fn shows_code(seat: &mut Seat, name: &str, code: &str) -> bool {
    let screen = seat.screen(120, 36);
    let row = |line: &&str| line.contains(name) && line.contains(code);
    screen.lines().any(|line| row(&line))
}

#[test]
fn a_mark_that_the_disk_does_not_take_is_not_shown_and_can_be_made_when_it_does() {
    for (call, error, words) in [
        (Call::Write, Errno::NOSPC, FULL),
        (Call::Write, Errno::DQUOT, FULL),
        (Call::Write, Errno::ROFS, READ_ONLY),
        (Call::Write, Errno::IO, ERROR),
        (Call::Sync, Errno::IO, ERROR),
    ] {
        let (disk, mut seat) = seat();
        seat.press("n");
        assert!(shows_code(&mut seat, "Al Ask", "Närvarande"), "{error}");
        fail(&disk, call, error);
        for _ in 0..2 {
            seat.press("End s");
            shows(&mut seat, words);
            assert!(!shows_code(&mut seat, "Bo Ek", "Sjuk"), "{error}");
            // What was there before is there, and can be looked at.
            assert!(shows_code(&mut seat, "Al Ask", "Närvarande"), "{error}");
        }
        assert!(disk.mend() > 0);
        seat.press("End s");
        shows(&mut seat, "sparat 08:14:07");
        assert!(shows_code(&mut seat, "Bo Ek", "Sjuk"), "{error}");
        crate::disk::assert_whole(seat.desk.path());
    }
}

/// Somebody else marks, so that there is something to read.
fn elsewhere(seat: &Seat) {
    let (mut store, mut register) = Store::open(seat.desk.path()).expect("it opens");
    let now = moment(World::default().today);
    let request = Request::alone("bo", now.today, now.millis);
    let sick = mark(2, now.today, tolv::domain::facts::attendance::Code::Sick);
    let done = store.commit(&mut register, &request, &sick);
    done.expect("this one's disk is well");
}

#[test]
fn a_screen_that_only_reads_goes_on_when_the_disk_does() {
    let (disk, mut seat) = seat();
    elsewhere(&seat);
    fail(&disk, Call::Read, Errno::IO);
    assert!(seat.desk.news(), "a fault is told");
    shows(&mut seat, ERROR);
    assert!(disk.mend() > 0);
    assert!(seat.desk.news());
    assert!(shows_code(&mut seat, "Bo Ek", "Sjuk"));
}

#[test]
fn another_day_is_read_at_the_next_key_when_the_disk_is_well() {
    let (disk, mut seat) = seat();
    elsewhere(&seat);
    fail(&disk, Call::Read, Errno::IO);
    seat.press("-");
    shows(&mut seat, ERROR);
    assert!(disk.mend() > 0);
    seat.press("+");
    assert!(shows_code(&mut seat, "Bo Ek", "Sjuk"));
}

#[test]
fn the_log_is_read_at_the_next_key_when_the_disk_is_well() {
    let (disk, mut seat) = seat();
    shows(&mut seat, "Al Ask");
    // The log has grown by pages that this session has not read yet.
    elsewhere(&seat);
    fail(&disk, Call::Read, Errno::IO);
    seat.press("l");
    shows(&mut seat, ERROR);
    assert!(disk.mend() > 0);
    seat.press("Down");
    shows(&mut seat, "Al Ask");
}

/// Whether the mark is in the file, as whoever opens it now finds it.
fn is_kept(seat: &Seat) -> bool {
    let (store, _) = Store::open(seat.desk.path()).expect("it opens");
    let newest = store.log(1).expect("a log");
    newest.iter().any(|entry| entry.what == What::Mark)
}

/// At each write of a mark in turn, the last one too, which makes it the newest: what is shown is so.
#[test]
fn what_is_told_of_a_mark_that_failed_is_so() {
    const UNSURE: &str = "det går inte att se om det här blev sparat";
    let (mut unsure, mut saved_after_all, mut refused) = (0, 0, 0);
    for (once, is_done) in [(true, false), (true, true), (false, false), (false, true)] {
        for after in 0.. {
            let (disk, mut seat) = seat();
            disk.fail(Fault {
                call: Call::Write,
                error: Errno::IO,
                after,
                once,
                is_done,
            });
            seat.press("s");
            let screen = seat.screen(120, 36);
            let is_shown = shows_code(&mut seat, "Al Ask", "Sjuk");
            let struck = disk.mend();
            if screen.contains(UNSURE) {
                assert!(!is_shown, "{screen}");
                // The next key finds out and does nothing else.
                seat.press("n");
                let what_is_so = match is_kept(&seat) {
                    true => "det som var osäkert är sparat.",
                    false => "Det som var osäkert sparades inte: gör om det.",
                };
                shows(&mut seat, what_is_so);
                assert_eq!(shows_code(&mut seat, "Al Ask", "Sjuk"), is_kept(&seat));
                unsure += 1;
            } else {
                assert_eq!(is_shown, is_kept(&seat), "{after}: {screen}");
                assert_ne!(is_shown, screen.contains(ERROR), "{after}: {screen}");
                saved_after_all += u32::from(is_shown && struck > 0);
                refused += u32::from(!is_shown);
            }
            seat.press("Home o");
            assert!(shows_code(&mut seat, "Al Ask", "Oanmäld"), "{after}");
            crate::disk::assert_whole(seat.desk.path());
            if struck == 0 {
                break;
            }
        }
    }
    assert!(unsure > 0 && saved_after_all > 0 && refused > 0);
}
