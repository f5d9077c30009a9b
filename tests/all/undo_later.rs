//! Undo and redo in a session that did not do it itself: what an earlier one of today did is asked about, never at once.

use tolv::desk::Moment;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::participant::{Group, PersonId};
use tolv::text::Lang;

use crate::desk::elsewhere;
use crate::screen::{Seat, World, desk, desk_by, golden, moment};

use crate::world::{draft, later, mark, placed, restore};

/// Anna's desk, after a link that died when she had added two people and done this.
fn world(lang: Lang, overlays: &'static [&'static str], done: &[Command]) -> World {
    let park = (Group::Outdoor, "Parken");
    let people = [
        draft("Al Ask", "2026-01-05"),
        placed("Bo Ek", "2026-01-05", park),
    ];
    let people = people.map(|draft| Command::Enrol(Box::new(draft)));
    World {
        lang,
        overlays,
        before: [&people, done].concat(),
        ..World::default()
    }
}

fn sick() -> Command {
    mark(1, later(0), Code::Sick)
}

fn code(seat: &Seat, who: u32) -> Option<Code> {
    let marks = &seat.desk.register().marks;
    marks.mark(PersonId(who), later(0)).map(|mark| mark.code)
}

fn says(seat: &mut Seat, words: &str) {
    let screen = seat.screen(120, 36);
    assert!(screen.contains(words), "{words}\n{screen}");
}

#[test]
fn what_was_done_before_the_link_died_is_asked_about_in_every_keymap() {
    for overlays in [&[][..], &["vim"], &["phone"]] {
        let mut seat = desk(world(Lang::Sv, overlays, &[sick()]));
        let of = seat.desk.register().seen;
        seat.press("u");
        says(&mut seat, "Ångra det senaste, från kl 08:14: markerade Al");
        assert_eq!(code(&seat, 1), Some(Code::Sick), "{overlays:?}");
        // A no leaves it, and it is asked about again.
        seat.press("n");
        assert_eq!(seat.desk.register().seen, of, "{overlays:?}");
        seat.press("u j");
        assert_eq!(code(&seat, 1), None, "{overlays:?}");
        says(&mut seat, "Ångrat: Al Ask, mån 23 nov: Sjuk → ·");
        // It is this session's by now, and made again without a question.
        seat.press("r");
        assert_eq!(code(&seat, 1), Some(Code::Sick), "{overlays:?}");
        seat.press("u u");
        says(&mut seat, "från kl 08:14: lade till Bo Ek:");
    }
}

#[test]
fn what_was_undone_before_the_link_died_is_asked_about_too() {
    for overlays in [&[][..], &["vim"], &["phone"]] {
        let mut seat = desk(world(Lang::En, overlays, &[sick(), restore(4, false)]));
        seat.press("r");
        says(&mut seat, "Redo what you undid last, from 08:14: marked");
        assert_eq!(code(&seat, 1), None, "{overlays:?}");
        seat.press("n r y");
        assert_eq!(code(&seat, 1), Some(Code::Sick), "{overlays:?}");
        seat.press("r");
        says(&mut seat, "There is nothing of yours from today to redo.");
        seat.press("u");
        assert_eq!(code(&seat, 1), None, "{overlays:?}");
    }
}

#[test]
fn the_question_can_be_read_on_every_screen() {
    for (lang, suffix) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (name, keys, done) in [
            ("again-undo", "u", vec![sick()]),
            ("again-redo", "r", vec![sick(), restore(4, false)]),
        ] {
            let mut seat = desk(world(lang, &[], &done));
            seat.press(keys);
            for (columns, rows) in [(120, 36), (80, 24), (45, 20), (36, 10)] {
                let drawn = seat.screen(columns, rows);
                golden(&format!("undo/{name}-{columns}x{rows}-{suffix}"), &drawn);
            }
        }
    }
}

#[test]
fn what_a_colleague_has_changed_since_is_refused_and_nothing_older_taken() {
    let mut seat = desk(world(Lang::Sv, &[], &[sick()]));
    elsewhere(&mut seat, "berit", &mark(1, later(0), Code::Present));
    seat.press("u");
    says(&mut seat, "berit har ändrat markeringen 2026-11-23 för Al");
    // Meanwhile, between the question and its yes.
    let mut seat = desk(world(Lang::Sv, &[], &[sick()]));
    seat.press("u");
    elsewhere(&mut seat, "berit", &mark(1, later(0), Code::Present));
    seat.press("j");
    says(&mut seat, "berit har ändrat markeringen 2026-11-23 för Al");
    assert_eq!(code(&seat, 1), Some(Code::Present));
}

#[test]
fn what_was_done_on_another_day_is_not_asked_about() {
    let world = world(Lang::Sv, &[], &[sick()]);
    let now = moment(later(1));
    let mut seat = desk_by(&world, Box::new(move |_| Moment { ..now }));
    seat.press("u");
    says(&mut seat, "Det finns inget eget från i dag att ångra.");
    seat.press("r");
    says(&mut seat, "Det finns inget eget från i dag att göra om.");
}

/// A second session of the same person: what one has undone, the other finds undone, and goes on to the one before.
#[test]
fn what_another_session_of_one_s_own_undid_is_not_in_the_way() {
    let mut seat = desk(world(Lang::Sv, &[], &[]));
    seat.press("s Tab n");
    let of = seat.desk.register().seen;
    elsewhere(&mut seat, "anna", &restore(of, false));
    seat.press("u");
    says(&mut seat, "är redan ångrad");
    seat.press("u");
    assert_eq!((code(&seat, 1), code(&seat, 2)), (None, None));
    seat.press("r r");
    assert_eq!(
        (code(&seat, 1), code(&seat, 2)),
        (Some(Code::Sick), Some(Code::Present))
    );
}
