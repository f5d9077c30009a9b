//! What reaches the real program without hands: answers of a terminal, what was pasted without brackets, a paste whose end
//! is lost, noise; and seconds of honest keys in one piece.

use tolv::demo::Random;

use super::{MEDIUM, Pty, rows};
use crate::cli::{Home, TODAY};

/// Each screen with the keys that open it from the board, and words that are on it and not on the board.
const SCREENS: [(&str, &str); 28] = [
    ("", "Nasrin Ahmadi"),
    ("Tab", "Nasrin Ahmadi"),
    ("+", "(tomorrow)"),
    ("m", "Care of sick child"),
    ("d", "From–until"),
    ("e", "choose a code"),
    ("g", "Go to date"),
    ("p", "Add a person"),
    ("/", "Find a person"),
    (":", "What can be done"),
    ("?", "Help"),
    ("t", "Clocks that run out"),
    ("b", "Duties"),
    ("k", "Wage subsidies via AMI"),
    ("y", "Outcomes 2026"),
    ("w", "Other units"),
    (",", "Settings of the whole unit"),
    ("l", "Log"),
    ("Enter", "12 months:"),
    ("Enter Enter", "Change the person's details."),
    ("Enter Enter c", "Change Nasrin Ahmadi"),
    ("Enter Enter m", "Move Nasrin Ahmadi"),
    ("Enter Enter e", "End the stay of"),
    ("Enter Enter f", "Long absence of"),
    ("Enter Enter d", "Decisions for"),
    ("Enter Enter d Space a", "Wage"),
    ("Enter Enter o", "The plan onward for"),
    ("Enter Enter s", "A step towards a decision"),
];
const PIECES: u32 = 40;
const PIECE: usize = 250;

/// The answers of real terminals that were read as letters (F50), as they come on the wire.
const ANSWERS: [&[u8]; 6] = [
    b"\x1bP>|VTE(7600)\x1b\\",
    b"\x1bP>|foot(1.16.2)\x1b\\",
    b"\x1bP>|mintty 3.7.0\x1b\\",
    b"\x1b]11;rgb:ffff/ffff/dddd\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1bP1+r696e646e=1b5b256470316425646e\x1b\\\x1bP>|rio 0.2.1\x1b\\",
];

/// How many people are marked today.
fn marks(home: &Home) -> usize {
    let rows = home.json(&["day", "--on", TODAY]);
    let rows = rows.as_array().expect("rows");
    rows.iter().filter(|row| !row["code"].is_null()).count()
}

fn home_board() -> (Home, Pty) {
    let home = Home::with_demo();
    let pty = home.board(MEDIUM, &[]);
    (home, pty)
}

/// Comes back when the program has done all that was written to it: it has read it, and has drawn the window that was made
/// another size after that.
fn is_done_with_it(pty: &mut Pty) {
    pty.wait_until_read();
    pty.resize((100, 30));
    pty.wait_until("a hint line at the bottom of the larger window", |screen| {
        let bottom = rows(screen).pop().expect("a screen has rows");
        !bottom.trim().is_empty()
    });
}

#[test]
fn the_answers_of_terminals_are_no_keys() {
    let (home, mut pty) = home_board();
    let newest = home.newest_entry();
    for answer in ANSWERS {
        pty.write(answer);
        // Cut in two at each byte: what is between is time enough to be read apart.
        for at in 1..answer.len() {
            let (first, rest) = answer.split_at(at);
            pty.write(first);
            pty.wait_until_read();
            pty.write(rest);
            pty.wait_until_read();
        }
    }
    is_done_with_it(&mut pty);
    assert_eq!(home.newest_entry(), newest);
    pty.wait_for("Nasrin Ahmadi");
    pty.keys("q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn a_text_pasted_without_brackets_marks_nobody_and_is_told() {
    let (home, mut pty) = home_board();
    let newest = home.newest_entry();
    for (text, told) in [
        (
            "Hej, sandra kommer inte\ridag\r",
            "Several characters came at once",
        ),
        ("Hej, sandra\r", "Several characters came at once"),
        (
            "nnnnnnnnnn ssssssssss nnnnnnnnnn\rnnn",
            "So many characters at once were pasted",
        ),
    ] {
        pty.write(text.as_bytes());
        pty.wait_for(told);
        assert_eq!(home.newest_entry(), newest, "{text}");
    }
    pty.keys("q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn keys_that_a_slow_link_delivers_at_once_all_count() {
    let (home, mut pty) = home_board();
    // Each marks and goes on to the next.
    pty.write(b"nnnnnnnnnnnn");
    pty.wait_for_row(&["Indoor group", "12 of 12"]);
    assert_eq!(marks(&home), 12);
    // Twenty at once in the other: as many as are there are marked.
    pty.write(b"\tssssssssssssssssssss");
    pty.wait_for_row(&["Outdoor group", "11 of 11"]);
    pty.keys("q");
    assert_eq!(pty.exit(), 0);

    let (home, mut pty) = home_board();
    pty.keys("Down d 9 . 3 0 - 1 6 Enter s");
    pty.wait_for_row(&["Ewa Kowalczyk", " s "]);
    let part = home.day_of("Håkan Björkegren", TODAY);
    assert_eq!(
        (&part["code"], &part["from"], &part["until"]),
        (&"part-day".into(), &"09:30".into(), &"16:00".into(),)
    );
    assert_eq!(home.code_of("Ewa Kowalczyk"), "sick");
    assert_eq!(marks(&home), 2);
    pty.write(b"/kowalczyk\r");
    // The card of whom was found, which is no mark.
    pty.wait_for(" Ewa Kowalczyk  #");
    pty.keys("Esc");
    pty.wait_for("Outdoor group");
    pty.keys("q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn noise_changes_nothing_on_any_screen() {
    for (number, (keys, words)) in (0..).zip(SCREENS) {
        let (home, mut pty) = home_board();
        if !keys.is_empty() {
            pty.keys(keys);
        }
        pty.wait_for(words);
        let newest = home.newest_entry();
        let mut chance = Random::of(1, "noise", number);
        for _ in 0..PIECES {
            let bytes: Vec<u8> = (0..PIECE).map(|_| chance.below(256) as u8).collect();
            pty.write(&bytes);
            pty.wait_until_read();
        }
        // The end of whatever has begun in it.
        pty.write(b"\x1b\\");
        is_done_with_it(&mut pty);
        assert_eq!(home.newest_entry(), newest, "{keys}");
        pty.signal(rustix::process::Signal::TERM);
        assert_eq!(pty.exit(), 143, "{keys}");
        pty.assert_given_back();
    }
}

#[test]
fn a_paste_without_an_end_is_over_and_keys_work_again() {
    let (home, mut pty) = home_board();
    pty.write(b"\x1b[200~hej");
    pty.wait_for("What was pasted was not taken");
    pty.keys("q");
    assert_eq!(pty.exit(), 0);
    assert_eq!(marks(&home), 0);
}
