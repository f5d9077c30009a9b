//! Those who are placed in other units of the municipality: listed always, marked by AMI only where it wants to.

use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::outcome::{Came, Outcome};
use tolv::domain::facts::participant::{Draft, Group, PersonId, Protection};
use tolv::domain::facts::settings::Settings;
use tolv::text::Lang;

use crate::screen::{Seat, World, desk, golden};
use crate::world::{self, TODAY, draft, mark, on, with};

const SIZES: [(u16, u16); 5] = [(160, 36), (120, 36), (80, 24), (45, 20), (36, 10)];

fn placed(name: &str, start: &str, group: Group, arena: &str, supervisor: &str) -> Draft {
    with(world::placed(name, start, (group, arena)), |draft| {
        draft.details.supervisor = supervisor.to_owned();
    })
}

/// Two indoors, one outdoors, and three in other units: one over twelve months, one near, one protected.
fn people() -> [Draft; 6] {
    use Group::{Indoor, OtherUnit, Outdoor};
    let mut people = [
        placed("Karin Andersson", "2026-09-01", Indoor, "Köket", "Maj Ek"),
        placed("Olle Berg", "2026-10-12", Indoor, "Verkstaden", "Maj Ek"),
        placed("Måns Dahl", "2026-08-17", Outdoor, "Parken", "Per Al"),
        placed(
            "Åsa Öberg",
            "2025-12-29",
            OtherUnit,
            "Biblioteket",
            "Maj Ek",
        ),
        placed("Sara Ek", "2025-11-03", OtherUnit, "Biblioteket", ""),
        placed(
            "Hemlig Dold",
            "2026-10-05",
            OtherUnit,
            "Äldreboendet Linden",
            "Per Al",
        ),
    ];
    people[5].details.protection = Protection::Marked;
    people
}

const ÅSA: PersonId = PersonId(4);

fn world(lang: Lang, marked_by_ami: bool) -> World {
    let mut before: Vec<Command> = people().map(|one| Command::Enrol(Box::new(one))).into();
    if marked_by_ami {
        before.push(mark_them(true));
    }
    World {
        lang,
        before,
        ..World::default()
    }
}

fn mark_them(mark_other_units: bool) -> Command {
    Command::Configure(Box::new(Settings {
        mark_other_units,
        ..Settings::default()
    }))
}

fn names(screen: &str) -> [bool; 4] {
    ["Karin And", "Måns Dahl", "Åsa Öberg", "Skyddad #6"].map(|name| screen.contains(name))
}

fn must_show(seat: &mut Seat, part: &str) {
    let screen = seat.screen(120, 36);
    assert!(
        screen.contains(part),
        "{part} is not on the screen:\n{screen}"
    );
}

#[test]
fn the_list_and_the_board_look_so() {
    for (lang, tail) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (columns, rows) in SIZES {
            let size = format!("{columns}x{rows}-{tail}");
            let mut seat = desk(world(lang, false));
            seat.press("w Down");
            golden(
                &format!("other-units/list-{size}"),
                &seat.screen(columns, rows),
            );
            let mut seat = desk(world(lang, true));
            seat.press("Right Right n");
            golden(
                &format!("other-units/board-{size}"),
                &seat.screen(columns, rows),
            );
        }
    }
    let mut nobody = desk(World {
        before: vec![Command::Enrol(Box::new(draft("Karin Ek", "2026-09-01")))],
        ..World::default()
    });
    nobody.press("w");
    golden("other-units/nobody", &nobody.screen(80, 24));
}

#[test]
fn they_are_on_no_pane_and_in_no_count_but_in_every_list() {
    let mut seat = desk(world(Lang::Sv, false));
    let board = seat.screen(120, 36);
    assert_eq!(names(&board), [true, true, false, false], "{board}");
    assert!(board.contains("· 3 omarkerade"), "{board}");
    assert!(
        board.contains("1 nära") && board.contains("1 över"),
        "their clock goes on: {board}"
    );
    let twelve = seat.press("t").screen(120, 36);
    assert!(
        twelve.contains("Åsa Öberg") && twelve.contains("Annan enhet, Biblioteket"),
        "{twelve}"
    );
    let found = seat.press("Esc /").type_in("asa ob").screen(120, 36);
    assert!(found.contains("▸ Åsa Öberg"), "{found}");
    // Shown on the board they cannot be: the list they are in is shown instead.
    let list = seat.press("Tab").screen(120, 36);
    assert_eq!(names(&list), [false, false, true, true], "{list}");
    let unit = list
        .find("Biblioteket")
        .expect("their unit stands above them");
    assert!(unit < list.find("▸ ▲ Åsa Öberg").expect("chosen"), "{list}");
    assert!(list.contains("3 personer  ▲ 1 nära  ■ 1 över"), "{list}");
    let card = seat.press("Enter").screen(120, 36);
    assert!(card.contains("Annan enhet, Biblioteket"), "{card}");
    must_show(seat.press("Enter v"), "Andra enheter");
    assert_eq!(
        names(&seat.press("Esc").screen(120, 36)),
        [true, true, false, false]
    );
}

#[test]
fn somebody_who_was_there_has_no_place_to_be_shown_in() {
    let mut world = world(Lang::Sv, false);
    world.before.push(Command::EndStay {
        who: ÅSA,
        last_day: on("2026-10-30"),
        came: Came::only(Outcome::Job),
    });
    let mut seat = desk(world);
    seat.press("/").type_in("asa ob").press("Tab");
    must_show(&mut seat, "Åsa Öberg har ingen plats på tavlan");
}

#[test]
fn where_ami_marks_them_they_have_a_pane_that_works_like_the_others() {
    for size in SIZES {
        let mut seat = desk(world(Lang::Sv, true));
        assert!(seat.screen(size.0, size.1).contains("▸ Karin"));
        let mut chosen = |keys: &str| {
            let screen = seat.press(keys).screen(size.0, size.1);
            let row = screen.lines().find(|row| row.contains('▸'));
            let row = row.unwrap_or_else(|| panic!("nobody is chosen: {screen}"));
            let name = row.split('▸').nth(1).unwrap_or_default();
            name.split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        for (keys, name) in [
            ("Tab", "Måns"),
            ("Tab", "Sara"),
            ("Tab", "Karin"),
            ("Left", "Karin"),
            ("Right", "Måns"),
            ("Right", "Sara"),
            ("Right", "Sara"),
            ("s", "Åsa"),
            ("Space", "Skyddad"),
            ("u", "Sara"),
            ("Left", "Måns"),
        ] {
            assert_eq!(chosen(keys), name, "{keys} {size:?}");
        }
    }
    let mut seat = desk(world(Lang::Sv, true));
    must_show(&mut seat, "· 6 omarkerade");
    seat.press("Right Right s a");
    must_show(&mut seat, "2 markerade som närvarande.");
    seat.press("Right");
    must_show(&mut seat, "· 3 omarkerade");
    must_show(&mut seat, "3 av 3");
    let today = on(TODAY);
    let marks = &seat.desk.register().marks;
    let code = |who| marks.mark(PersonId(who), today).map(|mark| mark.code);
    let codes = [3, 4, 5, 6].map(code);
    let (present, sick) = (Some(Code::Present), Some(Code::Sick));
    assert_eq!(codes, [None, present, sick, present]);
}

#[test]
fn a_pane_that_is_switched_off_while_in_use_leaves_the_board_usable() {
    let mut seat = desk(world(Lang::Sv, true));
    seat.press("Right Right ,")
        .go_to("Markera andra enheter")
        .press("n Enter");
    assert!(!seat.desk.register().settings.mark_other_units);
    let board = seat.screen(120, 36);
    assert!(board.contains("▸ Måns Dahl"), "{board}");
    assert_eq!(names(&board), [true, true, false, false]);
    seat.press("n");
    must_show(&mut seat, "1 av 1");
    seat.press(",")
        .go_to("Markera andra enheter")
        .press("j Enter");
    must_show(seat.press("Right"), "▸ Sara Ek");
}

#[test]
fn taps_find_the_pane_that_shares_a_place() {
    let mut seat = desk(world(Lang::Sv, true));
    for (size, column) in [((120, 36), 60), ((80, 24), 60), ((45, 20), 20)] {
        seat.screen(size.0, size.1);
        // The frame of the place, twice, then the third row in it.
        for (row, chosen) in [(2, "Måns Dahl"), (2, "Sara Ek"), (5, "Åsa Öberg")] {
            seat.desk.tap(column, row);
            let screen = seat.screen(size.0, size.1);
            assert!(screen.contains(&format!("▸ {chosen}")), "{screen}");
        }
        seat.press("Home Left Left");
    }
}

#[test]
fn a_mark_is_never_refused_for_where_somebody_is_placed() {
    let mut world = world::World::with(&people());
    world.must("anna", &mark(ÅSA.0, on(TODAY), Code::Present));
    assert!(world.mark(ÅSA.0, on(TODAY)).is_some());
    let rest = Command::MarkRest {
        day: on(TODAY),
        who: vec![PersonId(5)],
    };
    assert_eq!(world.must("anna", &rest).len(), 1);
}

#[test]
fn another_unit_always_has_a_name() {
    let mut world = world::World::with(&people());
    let to = |arena: &str| Command::Move {
        is_new_arena: true,
        who: PersonId(1),
        from: on(TODAY),
        group: Group::OtherUnit,
        arena: arena.to_owned(),
    };
    assert_eq!(world.refused("anna", &to(" ")), Refusal::UnitMissing);
    world.must("anna", &to("biblioteket"));
    let karin = world.person(1);
    assert_eq!(
        karin.stays[0].arena(on(TODAY)),
        world.person(4).stays[0].arena(on(TODAY))
    );
    let enrol = Command::Enrol(Box::new(placed(
        "Nils Gran",
        TODAY,
        Group::OtherUnit,
        "",
        "",
    )));
    assert_eq!(world.refused("anna", &enrol), Refusal::UnitMissing);
}

#[test]
fn the_move_form_asks_for_the_unit() {
    let mut seat = desk(world(Lang::Sv, false));
    seat.press("Enter Enter m a Tab");
    must_show(
        &mut seat,
        "Biblioteket, Äldreboendet Linden; enheten som tar emot",
    );
    seat.press("ctrl-u Enter");
    must_show(&mut seat, "Skriv vilken enhet som tar emot");
    seat.type_in("bib");
    must_show(&mut seat, "högerpil fyller i Biblioteket");
    seat.press("Right");
    must_show(&mut seat, "en enhet som finns");
    seat.press("Enter");
    must_show(&mut seat, "Karin Andersson är flyttad: ");
    must_show(&mut seat, "Annan enhet, Biblioteket");
}

#[test]
fn groups_are_read_as_lists_write_them() {
    use Group::{Indoor, OtherUnit, Outdoor};
    let cases = [
        ("inne", Some(Indoor)),
        ("Innegruppen", Some(Indoor)),
        ("inne-gruppen", Some(Indoor)),
        ("Indoor group", Some(Indoor)),
        (" UTE ", Some(Outdoor)),
        ("utomhus", Some(Outdoor)),
        ("annan enhet", Some(OtherUnit)),
        ("Andra enheter", Some(OtherUnit)),
        ("other-unit", Some(OtherUnit)),
        ("Other units", Some(OtherUnit)),
        ("annan", None),
        ("enhet", None),
        ("annan enhet, biblioteket", None),
        ("ute 2", None),
        ("inne ute", None),
        ("gruppen", None),
        ("", None),
    ];
    for (text, group) in cases {
        assert_eq!(Group::read(text), group, "{text}");
    }
    for group in Group::ALL {
        for text in [
            group.slug(),
            group.name().sv,
            group.name().en,
            group.heading().sv,
        ] {
            assert_eq!(Group::read(text), Some(group), "{text}");
        }
    }
}
