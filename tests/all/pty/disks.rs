//! Disks that take no more: the screen says so and shows nothing that is not kept, goes on where it can, and loses
//! nothing.

use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::{Code, Entry};
use tolv::domain::facts::participant::PersonId;
use tolv::store::{NotCommitted, Store, StoreError};

use super::{MEDIUM, Pty, WIDE};
use crate::cli::{Home, TODAY};
use crate::disk::by;
use crate::full::{FailingDisk, SmallDisk};
use crate::oracle::skipped;
use crate::world::later;

/// The first rows of the demo's indoor group.
const FIRST: &str = "Nasrin Ahmadi";
const SECOND: &str = "Håkan Björkegren";

/// So many marks fit on the small disk at the very most.
const FAR_TOO_MANY: usize = 2_000;

const PAGE: usize = 4096;

/// What is said of a disk in a language.
struct Words {
    lang: &'static str,
    refused: &'static str,
    standing: &'static str,
    saved: &'static str,
}

const FULL: [Words; 2] = [
    Words {
        lang: "sv",
        refused: "Disken är full. Det här sparades inte; allt tidigare är kvar.",
        standing: "",
        saved: "sparat ",
    },
    Words {
        lang: "en",
        refused: "The disk is full. This was not saved; everything before it is there.",
        standing: "",
        saved: "saved ",
    },
];

const READ_ONLY: [Words; 2] = [
    Words {
        lang: "sv",
        refused: "Disken är skrivskyddad. Inget är ändrat",
        standing: "Inget sparas just nu",
        saved: "sparat ",
    },
    Words {
        lang: "en",
        refused: "The disk is read-only. Nothing was changed",
        standing: "Nothing is saved at the moment",
        saved: "saved ",
    },
];

const BROKEN: [Words; 2] = [
    Words {
        lang: "sv",
        refused: "Disken svarade med ett fel",
        standing: "",
        saved: "sparat ",
    },
    Words {
        lang: "en",
        refused: "The disk answered with an error",
        standing: "",
        saved: "saved ",
    },
];

/// The demo's register on another disk.
fn register_on(disk: &Path, home: &Home) -> PathBuf {
    let path = disk.join("register.redb");
    std::fs::write(&path, std::fs::read(home.register()).unwrap()).unwrap();
    path
}

/// Writes to a register on a full disk what still fits in pages that the file has already.
fn use_up_what_is_free_inside(register: &Path) {
    let (mut store, mut register) = Store::open(register).unwrap();
    let mut entry = Entry::plain(Code::Sick);
    for turn in 0..FAR_TOO_MANY {
        entry.note = format!("{turn} {}", "x".repeat(1_000));
        let (who, day) = (PersonId(2), later(-300));
        let entry = entry.clone();
        match store.commit(&mut register, &by("bo"), &Command::Mark { who, day, entry }) {
            Ok(_) => {}
            Err(NotCommitted::Failed(StoreError::Full)) => return,
            Err(other) => panic!("{other:?}"),
        }
    }
    panic!("the disk never became full");
}

/// The code of somebody's mark, as the next session reads it.
fn code_of(home: &Home, register: &Path, name: &str) -> Option<String> {
    let path = register.to_str().unwrap();
    let rows = home.json(&["day", "--on", TODAY, "--database", path]);
    let rows = rows.as_array().unwrap();
    let row = rows.iter().find(|row| row["name"] == name).unwrap();
    row["code"].as_str().map(str::to_owned)
}

fn is_sound(home: &Home, register: &Path) {
    let path = register.to_str().unwrap();
    home.run(&["check", "--database", path]).ok();
}

/// The sign of the code in somebody's row.
fn sign_of(screen: &vt100::Screen, name: &str) -> Option<char> {
    let rows = super::rows(screen);
    let panes = rows.iter().flat_map(|row| row.split('│'));
    let panes = panes.filter(|pane| !pane.contains('─'));
    let mut after = panes.filter_map(|pane| pane.split_once(name));
    after.next()?.1.trim_start().chars().next()
}

fn wait_for_sign(pty: &mut Pty, name: &str, sign: char) {
    pty.wait_until(&format!("{sign} at {name}"), |screen| {
        sign_of(screen, name) == Some(sign)
    });
}

/// Waits for words that the screen may have broken into lines.
pub fn wait_for_words(pty: &mut Pty, words: &str) {
    pty.wait_until(words, |screen| on_one_line(screen).contains(words));
}

fn on_one_line(screen: &vt100::Screen) -> String {
    let words = screen.contents();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_full_disk_refuses_marks_until_there_is_room() {
    for (words, size) in FULL.iter().zip([MEDIUM, WIDE]) {
        let home = Home::with_demo();
        let Some(small) = SmallDisk::mount(home.path("small")) else {
            skipped("the screen on a full disk: only root can mount a small one");
            return;
        };
        let register = register_on(&small.0, &home);
        let path = register.to_str().unwrap();
        let mut pty = home.board(size, &["--lang", words.lang, "--database", path]);
        small.fill();
        use_up_what_is_free_inside(&register);
        let mut acknowledged = None;
        for turn in 0.. {
            assert!(turn < FAR_TOO_MANY, "the disk never became full");
            let sign = ['n', 's'][turn % 2];
            pty.keys(&format!("Home {sign}"));
            pty.wait_until("an answer", |screen| {
                sign_of(screen, FIRST) == Some(sign) || on_one_line(screen).contains(words.refused)
            });
            if on_one_line(pty.screen()).contains(words.refused) {
                break;
            }
            acknowledged = Some(sign);
        }
        let acknowledged = acknowledged.expect("there was some room");
        let code = [('n', "present"), ('s', "sick")]
            .into_iter()
            .find_map(|(sign, code)| (sign == acknowledged).then_some(code));
        wait_for_sign(&mut pty, FIRST, acknowledged);

        // Another key, and another person: refused again, and still to be seen as unmarked.
        pty.keys("Home Down");
        pty.wait_until("the refusal goes", |screen| {
            !on_one_line(screen).contains(words.refused)
        });
        pty.keys("v");
        wait_for_words(&mut pty, words.refused);
        wait_for_sign(&mut pty, SECOND, '·');
        assert_eq!(sign_of(pty.screen(), FIRST), Some(acknowledged));

        // All that is there can be looked at: yesterday has its marks, also of whom has none today.
        pty.keys("-");
        pty.wait_until("yesterday's marks", |screen| {
            sign_of(screen, SECOND).is_some_and(|sign| sign != '·')
        });
        pty.keys("i");
        wait_for_sign(&mut pty, FIRST, acknowledged);

        small.free();
        pty.keys("Home Down v");
        wait_for_sign(&mut pty, SECOND, 'v');
        pty.wait_for(words.saved);
        pty.keys("q");
        assert_eq!(pty.exit(), 0);
        pty.assert_given_back();
        assert_eq!(code_of(&home, &register, FIRST).as_deref(), code);
        let second = code_of(&home, &register, SECOND);
        assert_eq!(second.as_deref(), Some("sick-child"));
        is_sound(&home, &register);
    }
}

#[test]
fn a_disk_that_breaks_down_shows_nothing_that_is_not_so_and_keeps_what_was_acknowledged() {
    for (words, size) in BROKEN.iter().zip([MEDIUM, WIDE]) {
        let home = Home::with_demo();
        let Some(disk) = FailingDisk::mount(home.path("disk")) else {
            skipped("the screen on a disk that breaks down: only root can mount one");
            return;
        };
        let register = register_on(&disk.at, &home);
        let path = register.to_str().unwrap();
        let mut pty = home.board(size, &["--lang", words.lang, "--database", path]);
        pty.keys("Home v");
        wait_for_sign(&mut pty, FIRST, 'v');
        pty.wait_for(words.saved);
        if !disk.break_down() {
            skipped(
                "the screen on a disk that breaks down: there is no Python, or the kernel does not do it",
            );
            return;
        }
        for _ in 0..2 {
            pty.keys("Home Down s");
            wait_for_words(&mut pty, words.refused);
            wait_for_sign(&mut pty, SECOND, '·');
            assert_eq!(sign_of(pty.screen(), FIRST), Some('v'));
        }
        // Nobody is shown as unmarked on a day that cannot be read.
        pty.keys("-");
        wait_for_sign(&mut pty, FIRST, '?');
        wait_for_words(&mut pty, words.refused);
        pty.keys("i");
        pty.wait_until("no day without its signs", |screen| {
            sign_of(screen, FIRST).is_some_and(|sign| "?v".contains(sign))
        });
        pty.keys("q");
        assert_eq!(pty.exit(), 0);
        pty.assert_given_back();
        disk.unmount();
        assert!(disk.mount_again());
        let first = code_of(&home, &register, FIRST);
        assert_eq!(first.as_deref(), Some("sick-child"));
        assert_eq!(code_of(&home, &register, SECOND), None);
        is_sound(&home, &register);
    }
}

/// Writes something else over all of a register but its head.
fn damage(register: &Path, byte: u8) {
    let len = std::fs::metadata(register).unwrap().len();
    let file = std::fs::File::options().write(true).open(register).unwrap();
    let bytes = vec![byte; usize::try_from(len).unwrap() - PAGE];
    file.write_all_at(&bytes, PAGE as u64).unwrap();
}

#[test]
fn a_file_damaged_under_a_session_is_told_and_the_terminal_given_back() {
    const DAMAGED: [(&str, &str); 2] = [
        ("sv", "Registerfilen är skadad"),
        ("en", "The register file is damaged"),
    ];
    for ((lang, words), byte) in DAMAGED.into_iter().zip([0, 0xa5]) {
        let home = Home::with_demo();
        let mut pty = home.board(MEDIUM, &["--lang", lang]);
        pty.keys("Home v");
        wait_for_sign(&mut pty, FIRST, 'v');
        damage(&home.register(), byte);
        let before = home.register_bytes();
        // What the session has in memory it may still write; what it has not it finds out.
        for key in ["<", ">"] {
            pty.keys(&[key; 12].join(" "));
            pty.keys("End Enter");
            wait_for_words(&mut pty, words);
        }
        // The card was opened and then its menu: back from both, to the board.
        pty.keys("q q");
        pty.keys("i Home Down s");
        pty.keys("q");
        assert_eq!(pty.exit(), 0);
        pty.assert_given_back();
        let shown = String::from_utf8_lossy(pty.bytes()).into_owned();
        assert!(!shown.contains("panick"), "{shown}");
        assert_eq!(home.register_bytes().len(), before.len());
        for command in [&["backup"][..], &["mark", FIRST, "s"], &["day"]] {
            let run = home.run(&[command, &["--lang", lang]].concat());
            assert_eq!(run.code, 1, "{run:?}");
            assert!(run.err.contains(words), "{run:?}");
        }
    }
}

#[test]
fn a_disk_that_turns_read_only_can_be_looked_at_and_refuses_marks() {
    for (words, size) in READ_ONLY.iter().zip([MEDIUM, WIDE]) {
        let home = Home::with_demo();
        let Some(disk) = FailingDisk::mount(home.path("disk")) else {
            skipped("the screen on a disk that turns read-only: only root can mount one");
            return;
        };
        let register = register_on(&disk.at, &home);
        let path = register.to_str().unwrap();
        let mut pty = home.board(size, &["--lang", words.lang, "--database", path]);
        pty.keys("Home v");
        wait_for_sign(&mut pty, FIRST, 'v');
        pty.wait_for(words.saved);
        if !disk.turn_read_only() {
            skipped("the screen on a disk that turns read-only: this kernel's cannot be told to");
            return;
        }
        for _ in 0..2 {
            pty.keys("Home Down s");
            wait_for_words(&mut pty, words.refused);
            wait_for_sign(&mut pty, SECOND, '·');
            assert_eq!(sign_of(pty.screen(), FIRST), Some('v'));
            // Until it is mended that is told after every key, and all that is there can be read.
            pty.keys("-");
            wait_for_words(&mut pty, words.standing);
            pty.wait_until("yesterday's marks", |screen| {
                sign_of(screen, FIRST).is_some_and(|sign| !"·?v".contains(sign))
            });
            pty.keys("i");
            wait_for_sign(&mut pty, FIRST, 'v');
        }
        pty.keys("q");
        assert_eq!(pty.exit(), 0);
        pty.assert_given_back();

        // Mended, all that was acknowledged is there.
        disk.unmount();
        assert!(disk.mount_again());
        let first = code_of(&home, &register, FIRST);
        assert_eq!(first.as_deref(), Some("sick-child"));
        assert_eq!(code_of(&home, &register, SECOND), None);
        is_sound(&home, &register);
    }
}
