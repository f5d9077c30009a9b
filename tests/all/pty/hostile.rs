//! Text that would do harm, already in the register: nothing of it reaches the terminal but letters.

use chrono::NaiveDate;
use tolv::domain::facts::change::{Change, What};
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::participant::{
    Arena, ArenaId, Group, Participant, PersonId, Placement, Stay,
};
use tolv::store::{Request, Store};

use super::sizes::assert_frames_whole;
use super::{MEDIUM, NARROW, Size, WIDE};
use crate::cli::Home;

const ESCAPES: &str = "\x1b]0;owned\x07\x1b[2J\x1b[31mRed\x1b[5;5HThere\x1b[?1049l";
const C1: &str = "\u{9b}2J\u{9d}0;owned\u{9c}\u{90}q\u{85}Next";
const BIDI: &str = "\u{202e}nesreP\u{202c}\u{2067}x\u{2069}\u{200f}";
const INVISIBLE: &str = "A\u{200b}n\u{2060}n\u{feff}a\u{ad}\u{34f}\u{3164}";
const BREAKS: &str = "One\r\nTwo\tThree\u{2028}Four\u{b}\u{8}\u{8}\u{7f}\0";

/// Two hundred letters with three marks each, and emoji of several code points.
fn long() -> String {
    let marked = "a\u{308}\u{323}\u{20dd}".repeat(200);
    let emoji = "👩\u{200d}🚀🇸🇪👍🏽❤\u{fe0f}".repeat(20);
    format!("{marked}{emoji}")
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn person(id: u32, name: &str) -> Change {
    let stay = Stay {
        start: day(2),
        end: None,
        placements: vec![Placement {
            from: day(2),
            arena: ArenaId(1),
        }],
        schedules: Vec::new(),
        absences: Vec::new(),
    };
    Change::Person {
        before: None,
        after: Some(Box::new(Participant {
            id: PersonId(id),
            given: name.to_owned(),
            family: format!("{id} {name}"),
            phone: name.to_owned(),
            supervisor: name.to_owned(),
            measure: name.to_owned(),
            note: name.to_owned(),
            stays: vec![stay],
            ..Participant::default()
        })),
    }
}

/// A register in which every text that somebody may write is hostile.
fn hostile_home() -> Home {
    let home = Home::new();
    let actor = format!("{ESCAPES}{BIDI}");
    let request = Request::alone(&actor, day(20), 1_795_000_000_000);
    let path = home.register();
    let (mut store, mut register) = Store::create(&path, &request).unwrap();
    let long = long();
    let texts = [ESCAPES, C1, BIDI, INVISIBLE, BREAKS, &long];
    let mut changes = vec![Change::Arena {
        before: None,
        after: Some(Arena {
            id: ArenaId(1),
            name: texts.concat(),
            group: Group::Indoor,
            closed: None,
            into: None,
        }),
    }];
    changes.extend((1..).zip(texts).map(|(id, text)| person(id, text)));
    changes.push(person(7, "Last"));
    let closed = ClosedDay {
        date: day(19),
        arena: None,
        name: texts.concat(),
        open_minutes: None,
    };
    changes.push(Change::Closed {
        date: closed.date,
        arena: None,
        before: None,
        after: Some(closed),
    });
    let before = Box::new(register.settings.clone());
    let mut after = before.clone();
    after.unit = texts.concat();
    changes.push(Change::Settings { before, after });
    store
        .record(&mut register, &request, What::Other, changes)
        .unwrap();
    home
}

/// Every byte is text, a carriage's move, or a sequence that the program itself writes.
fn assert_own_sequences_only(bytes: &[u8]) {
    let text = String::from_utf8(bytes.to_vec()).expect("what is sent is UTF-8");
    let mut rest = text.as_str();
    while let Some(at) = rest.find(char::is_control) {
        rest = &rest[at..];
        let c = rest.chars().next().unwrap();
        rest = &rest[c.len_utf8()..];
        match c {
            '\r' | '\n' | '\x08' => {}
            '\x1b' if rest.starts_with(['7', '8', 'D', 'M']) => rest = &rest[1..],
            '\x1b' => {
                let end = rest.find(|c: char| ('\x40'..='\x7e').contains(&c) && c != '[');
                let sequence = &rest[..=end.expect("a sequence ends")];
                assert!(is_own(sequence), "{}", sequence.escape_debug());
                rest = &rest[sequence.len()..];
            }
            other => panic!("a control character: {}", other.escape_debug()),
        }
    }
}

/// Whether a sequence is one of those the program has use for: moves, erasing, styles, scrolling and its own modes.
fn is_own(sequence: &str) -> bool {
    let Some(body) = sequence.strip_prefix('[') else {
        return false;
    };
    let (parameters, last) = body.split_at(body.len() - 1);
    match parameters.strip_prefix('?') {
        Some(mode) => "hl".contains(last) && ["1049", "25", "2004", "1000", "1006"].contains(&mode),
        None => {
            parameters.bytes().all(|b| b.is_ascii_digit() || b == b';')
                && "ABCDEFGHJKLMPSTX@bdfmrn".contains(last)
        }
    }
}

fn assert_harmless(size: Size, args: &[&str]) {
    let home = hostile_home();
    let mut pty = home.board(size, args);
    pty.wait_for("Last");
    assert_frames_whole(&mut pty);
    // Each is chosen, marked and named in turn, in the pane beside and on the status line.
    for _ in 0..7 {
        pty.keys("n u Down");
    }
    pty.keys("End n");
    pty.wait_for_row(&["Last", " n "]);
    pty.keys("-");
    pty.wait_for("19 Nov 2026");
    assert_frames_whole(&mut pty);
    pty.resize(NARROW);
    pty.wait_for("Indoor group · Outdoor group");
    assert_frames_whole(&mut pty);
    pty.keys("q");
    assert_eq!(pty.exit(), 0);
    pty.assert_given_back();
    assert_own_sequences_only(pty.bytes());
    assert_nothing_hidden(pty.bytes());
}

fn assert_nothing_hidden(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    for harm in BIDI
        .chars()
        .chain(INVISIBLE.chars())
        .filter(|c| !c.is_ascii())
    {
        assert!(
            !text.contains(harm),
            "{} reached the terminal",
            harm.escape_unicode()
        );
    }
}

#[test]
fn what_would_do_harm_is_not_sent_to_a_wide_terminal() {
    assert_harmless(WIDE, &[]);
}

#[test]
fn what_would_do_harm_is_not_sent_to_a_terminal_of_80() {
    assert_harmless(MEDIUM, &[]);
}

#[test]
fn what_would_do_harm_is_not_sent_to_a_phone() {
    assert_harmless(NARROW, &[]);
}

#[test]
fn a_colleagues_hostile_name_is_harmless_in_news() {
    let home = hostile_home();
    let mut pty = home.board(MEDIUM, &[]);
    pty.wait_for("Last");
    let request = Request::alone(
        "eve\x1b[2J\u{9b}2J\u{202e}\u{200b}",
        day(20),
        1_795_000_001_000,
    );
    let (mut store, mut register) = Store::open(&home.register()).unwrap();
    let change = person(8, "Newcomer");
    store
        .record(&mut register, &request, What::Enrol, vec![change])
        .unwrap();
    pty.wait_for("added: Newcomer");
    assert_frames_whole(&mut pty);
    pty.keys("q");
    pty.exit();
    assert_own_sequences_only(pty.bytes());
    assert_nothing_hidden(pty.bytes());
}

#[test]
fn a_list_with_control_characters_is_refused() {
    let home = Home::new();
    let csv = home.file(
        "list.csv",
        "Förnamn;Efternamn;Grupp;Start\nLena\x1b[31m;Berg;ute;2026-11-02\n",
    );
    let run = home.run(&["import", &csv, "--lang", "en"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("escape sequence"), "{run:?}");
    assert!(!run.err.contains('\x1b'), "{run:?}");
}
