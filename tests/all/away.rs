//! A long absence on the board: the person is away, is not expected, and a mark goes before it.

use std::collections::BTreeMap;

use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::participant::{Absence, Group, PersonId};
use tolv::domain::reckon::expected::{Expected, Free, expected, expected_beside};
use tolv::domain::reckon::totals::totals;
use tolv::text::Lang;

use crate::screen::{World as Screens, desk};
use crate::subsidy::untaken::{read, untaken};
use crate::world::{TODAY, World, clear, draft, mark, on, placed};

const FRIDAY: &str = "2026-11-20";

fn away(who: u32, from: &str, until: Option<&str>) -> Command {
    Command::SetAbsence {
        who: PersonId(who),
        absence: Absence {
            from: on(from),
            until: until.map(on),
        },
        instead_of: None,
    }
}

/// Karin and Olle in the kitchen; Karin is away.
fn kitchen() -> Vec<Command> {
    let enrol = |name| Command::Enrol(Box::new(draft(name, "2026-01-05")));
    vec![
        enrol("Karin Ek"),
        enrol("Olle Berg"),
        away(1, "2026-11-02", None),
    ]
}

fn kitchen_world() -> World {
    let mut world = World::new();
    for command in kitchen() {
        world.must("anna", &command);
    }
    world
}

#[test]
fn who_is_away_is_not_expected_from_the_first_day_to_the_last() {
    let mut world = World::with(&[draft("Karin Ek", "2026-01-05")]);
    world.must("anna", &away(1, "2026-11-03", Some("2026-11-18")));
    let is_away = |world: &World, day: &str| {
        let expected = expected(&world.register, world.person(1), on(day));
        matches!(expected, Expected::Free(Free::Away(_)))
    };
    let days = ["2026-11-02", "2026-11-03", "2026-11-18", "2026-11-19"];
    let seen = days.map(|day| is_away(&world, day));
    assert_eq!(seen, [false, true, true, false]);
    // What is free for all is told first.
    let saturday = expected(&world.register, world.person(1), on("2026-11-07"));
    assert_eq!(saturday, Expected::Free(Free::NotScheduled));
    // It pauses nothing, and is an absence all the same.
    assert!(!world.register.settings.rule.absence_pauses);
    // A mark goes before it.
    let day = on("2026-11-18");
    world.must("anna", &mark(1, day, Code::Present));
    let (register, karin) = (&world.register, world.person(1));
    let beside = expected_beside(register, karin, day, world.mark(1, day));
    assert_eq!(beside, Expected::Work(Some(360)));
    assert_eq!(world.mark(1, day).and_then(|mark| mark.minutes), Some(360));
}

#[test]
fn the_rest_present_leaves_out_who_is_away() {
    let mut world = kitchen_world();
    let rest = Command::MarkRest {
        day: on(TODAY),
        who: vec![PersonId(1), PersonId(2)],
    };
    world.must("anna", &rest);
    assert!(world.mark(1, on(TODAY)).is_none());
    assert!(world.mark(2, on(TODAY)).is_some());
    // Said of herself it counts.
    world.must("anna", &mark(1, on(TODAY), Code::Present));
    assert!(world.mark(1, on(TODAY)).is_some());
}

#[test]
fn nobody_who_is_away_is_missed_on_a_day_that_was_not_taken() {
    let mut world = kitchen_world();
    read(&mut world, on(FRIDAY));
    assert_eq!(untaken(&world, on(TODAY)), [(Group::Indoor, 1, 1)]);
    world.must("anna", &mark(2, on(FRIDAY), Code::Present));
    assert_eq!(untaken(&world, on(TODAY)), []);
}

#[test]
fn days_away_are_neither_unmarked_nor_scheduled_until_they_are_marked() {
    let mut world = kitchen_world();
    let days = on("2026-11-02")..=on("2026-11-06");
    let sums = |world: &World| {
        let history: BTreeMap<_, _> = (world.marks.iter())
            .filter(|((who, _), _)| *who == PersonId(1))
            .map(|((_, day), mark)| (*day, mark.clone()))
            .collect();
        totals(&world.register, world.person(1), &history, days.clone())
    };
    let before = sums(&world);
    assert_eq!((before.scheduled, before.unmarked), (0, 0));
    world.must("anna", &mark(1, on("2026-11-04"), Code::Sick));
    let after = sums(&world);
    assert_eq!((after.scheduled, after.unmarked), (1, 0));
    let sick = after.codes[&Code::Sick];
    assert_eq!((sick.days, sick.minutes, sick.untimed), (1, 360, 0));
    world.must("anna", &clear(1, on("2026-11-04")));
    assert_eq!(sums(&world), before);
}

#[test]
fn the_board_shows_who_is_away_and_asks_for_no_mark() {
    for (lang, ascii, word) in [
        (Lang::Sv, false, "Karin Ek         = frånvarande "),
        (Lang::En, true, "Karin Ek         = away "),
    ] {
        let mut seat = desk(Screens {
            lang,
            ascii,
            before: kitchen(),
            ..Screens::default()
        });
        let screen = seat.screen(80, 24);
        assert!(screen.contains(word), "{screen}");
        let of = if lang == Lang::Sv { "0 av 1" } else { "0 of 1" };
        assert!(screen.contains(of), "{screen}");
        // The chosen person beside the panes says since when.
        seat.press("End");
        let screen = seat.screen(120, 36);
        assert!(screen.contains("2026-11-02"), "{screen}");
        // The next unmarked is Olle, and then there is none.
        seat.press("Space n");
        let olle = seat.desk.register().marks.mark(PersonId(2), on(TODAY));
        assert!(olle.is_some(), "{}", seat.screen(80, 24));
        let screen = seat.press("a").screen(80, 24);
        assert!(!screen.contains("1 mark"), "{screen}");
        let karin = seat.desk.register().marks.mark(PersonId(1), on(TODAY));
        assert!(karin.is_none(), "{screen}");
        // A mark that is asked for shows, and says so no more.
        let screen = seat.press("End s").screen(80, 24);
        assert!(!screen.contains(word), "{screen}");
    }
}

#[test]
fn a_search_a_card_and_the_other_units_show_who_is_away() {
    let mut seat = desk(Screens {
        before: kitchen(),
        ..Screens::default()
    });
    let screen = seat.press("/").type_in("karin").screen(80, 24);
    assert!(
        screen.contains("Karin Ek") && screen.contains(" = "),
        "{screen}"
    );
    let screen = seat.press("Esc End Enter").screen(120, 36);
    assert!(
        screen.contains("Frånvarande   sedan 2026-11-02"),
        "{screen}"
    );
    assert!(screen.contains("= = = ="), "{screen}");
    assert!(screen.contains("= frånvarande"), "{screen}");
    let library = (Group::OtherUnit, "Biblioteket");
    let unit = placed("Siv Dal", "2026-01-05", library);
    let mut seat = desk(Screens {
        before: vec![
            Command::Enrol(Box::new(unit)),
            away(1, "2026-11-02", Some("2026-12-18")),
        ],
        ..Screens::default()
    });
    let screen = seat.press("w").screen(120, 36);
    assert!(
        screen.contains("Nu frånvarande till 2026-12-18."),
        "{screen}"
    );
}
