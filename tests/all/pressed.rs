//! Each key pressed on each kind of screen: it does something there, and a burst is judged by what it opens.

use tolv::action::{Action, Section};
use tolv::desk::Judged;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::participant::Group;
use tolv::keys::Keymap;

use crate::forms::cases::{closed, decided};
use crate::screen::{Seat, World, desk, keys};
use crate::world::{draft, placed};

use Section::*;

/// THE table of screens: the keys that lead there from the board, and the sections of its keys.
const SCREENS: &[(&str, &[Section])] = &[
    ("", &[Marks, Board, Days, Moving, General]),
    ("-", &[Days]),
    ("m Down", &[Moving, General]),
    ("Enter", &[Marks, Days, List, General]),
    ("Enter Enter", &[Card, General]),
    ("Enter Enter d", &[List, General]),
    ("Enter Enter d Space", &[Decisions, Card, General]),
    ("t", &[List, General]),
    ("t Space", &[Card]),
    ("b", &[List, General]),
    ("b Space", &[Duties, Card, General]),
    ("k", &[List, General]),
    (": r u l e s Enter", &[Days, General]),
    (": c l o s e d - d a y s Enter", &[List, General]),
    (": c l o s e d - d a y s Enter Space", &[Calendar, General]),
    (": a r e n o r Enter", &[List, General]),
    (": a r e n o r Enter Space", &[Arenas, General]),
    ("l", &[General]),
    ("Enter Enter o", &[Form]),
    ("a", &[Question]),
];

/// The keys that are rightly without effect on a screen, and why.
const STILL: &[(&str, &[&str], &str)] = &[
    ("", &["back"], "there is nothing behind the board"),
    ("", &["quit"], "the program ends"),
    ("", &["today"], "it is today"),
    ("", &["left"], "the marker is in the first pane"),
    ("Enter", &["today"], "it is today"),
    (": r u l e s Enter", &["today"], "they are today's"),
    ("m Down", &["left", "other-pane"], "there is one column"),
    ("t", &["twelve-months"], "it is open"),
    ("b", &["duties"], "it is open"),
    ("k", &["quota"], "it is open"),
    ("l", &["log"], "it is open"),
    ("Enter Enter d Space", &["decisions"], "it is open"),
    (
        "Enter Enter d Space",
        &["show-personnummer"],
        "only a card shows it",
    ),
    ("t Space", &["show-personnummer"], "only a card shows it"),
    ("b Space", &["show-personnummer"], "only a card shows it"),
    (
        "Enter Enter o",
        &["show-rules"],
        "no rule decides over a plan",
    ),
];

/// The keys after which a burst is judged by another screen than the one that follows, and why.
const FORESEEN_OTHERWISE: &[(&str, &str)] = &[
    (
        "open",
        "in the menu of codes it depends on the chosen code whether a form opens",
    ),
    ("new-stay", "of somebody whose stay goes on it is refused"),
    (
        "take-up-duty",
        "of a duty that nobody has handled it is refused",
    ),
];

/// The board with Karin chosen, who is over twelve months and has a decision; then these keys.
fn seat(way: &str) -> Seat {
    let mut people = vec![
        draft("Karin Ek", "2025-10-01"),
        draft("Ada Ask", "2026-05-04"),
        draft("Åsa Ö", "2026-05-04"),
        placed("Olle Berg", "2026-05-04", (Group::Outdoor, "Parken")),
    ];
    let mut before: Vec<Command> = people
        .drain(..)
        .map(|who| Command::Enrol(Box::new(who)))
        .collect();
    before.extend([
        decided("2026-01-01..2026-12-31", 60),
        closed("Planeringsdag"),
    ]);
    let mut seat = desk(World {
        before,
        ..World::default()
    });
    // A mark to undo, one to make again, and one to repeat.
    seat.press("n s u Home Down");
    seat.press(way);
    seat
}

/// Whether a burst of these keys and then each letter and sign of a keyboard would be done.
fn judged(seat: &mut Seat, first: &str) -> Vec<(char, bool)> {
    let letters = ('a'..='z').chain("§,.:/?<>+-5".chars());
    let done = letters.map(|letter| {
        let burst = keys(&format!("{first} {letter}"));
        (letter, seat.desk.judge(&burst, false) == Judged::Typed)
    });
    done.collect()
}

/// The screens with the keys that hold there, by the default keymap.
fn presses() -> impl Iterator<Item = (&'static str, Action, String)> {
    let keymap = Keymap::default();
    SCREENS.iter().flat_map(move |(way, sections)| {
        let held = Action::ALL
            .iter()
            .filter(|action| sections.contains(&action.section()))
            // It is for users with arenas of their own, and there are none here.
            .filter(|action| **action != Action::TakeCover);
        let keys = held.filter_map(|action| {
            let keys = keymap.keys_of(*action).next()?;
            Some((*way, *action, keys.to_string()))
        });
        keys.collect::<Vec<_>>()
    })
}

#[test]
fn each_key_does_something_where_it_holds_and_bursts_are_judged_by_what_it_opens() {
    let (mut still, mut otherwise) = (Vec::new(), Vec::new());
    for (way, action, key) in presses() {
        let mut seat = seat(way);
        let before = seat.screen(120, 40);
        if seat.press(&key).screen(120, 40) == before {
            still.push((way, action.name()));
        }
        // What judging says stands on the screen, so that it is asked of another desk.
        let foreseen = judged(&mut self::seat(way), &key);
        let found = judged(&mut seat, "");
        let is_known = FORESEEN_OTHERWISE
            .iter()
            .any(|(name, _)| *name == action.name());
        // In a form the rest is text in any case.
        if found != foreseen && !is_known && action.section() != Form {
            let differ = found.iter().zip(&foreseen).filter(|(is, was)| is != was);
            let differ: String = differ.map(|(is, _)| is.0).collect();
            otherwise.push(format!("{way:?} {}: {differ}", action.name()));
        }
    }
    let mut known: Vec<_> = (STILL.iter())
        .flat_map(|(way, names, _)| names.iter().map(move |name| (*way, *name)))
        .collect();
    still.sort_unstable();
    known.sort_unstable();
    assert_eq!(still, known, "keys that do nothing");
    assert!(otherwise.is_empty(), "{otherwise:#?}");
}
