//! What a letter means: the same wherever somebody is shown, or nothing. What else can be done comes from a menu, and the
//! board's marker stands at whom one was with.

use tolv::action::Section;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::participant::{Group, PersonId};
use tolv::domain::facts::settings::Settings;
use tolv::keys::Bound;
use tolv::text::Lang;

use super::desk::elsewhere;
use super::duties::busy;
use super::keys::shipped;
use super::screen::{Seat, World, desk, golden};
use super::world::{TODAY, later, mark, on, placed};

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (45, 20)];

/// Two indoors, two outdoors, and one in another unit who is over twelve months: 1 to 5.
fn unit() -> World {
    let people = [
        placed("Karin Andersson", "2026-09-01", (Group::Indoor, "Köket")),
        placed("Olle Berg", "2025-12-10", (Group::Indoor, "Köket")),
        placed("Måns Dahl", "2026-08-17", (Group::Outdoor, "Parken")),
        placed("Åsa Öberg", "2025-12-29", (Group::Outdoor, "Parken")),
        placed("Sara Ek", "2025-11-03", (Group::OtherUnit, "Biblioteket")),
    ];
    World {
        before: people.map(|one| Command::Enrol(Box::new(one))).into(),
        ..World::default()
    }
}

fn shows(seat: &mut Seat, part: &str) {
    for (columns, rows) in SIZES {
        let screen = seat.screen(columns, rows);
        assert!(screen.contains(part), "{part} is not shown:\n{screen}");
    }
}

/// Whom the board's marker stands at, on every size of screen.
fn stands_at(seat: &mut Seat, name: &str) {
    shows(seat, &format!("▸ {name}"));
    let screen = seat.screen(80, 24);
    assert!(screen.contains("Innegruppen"), "the board: {screen}");
}

fn codes(seat: &mut Seat) -> Vec<Option<Code>> {
    seat.screen(80, 24);
    let marks = &seat.desk.register().marks;
    let of = |who| marks.mark(PersonId(who), on(TODAY)).map(|mark| mark.code);
    (1..=5).map(of).collect()
}

fn is_letter(bound: &Bound) -> bool {
    let first = bound
        .keys
        .as_slice()
        .first()
        .and_then(|key| key.character());
    first.is_some_and(char::is_alphabetic)
}

#[test]
fn a_letter_of_the_board_is_the_same_action_elsewhere_or_none() {
    use Section::{Codes, Form, Question};
    let elsewhere = Section::ALL
        .into_iter()
        .filter(|section| !section.is_menu() && ![Codes, Form, Question].contains(section));
    let elsewhere: Vec<Section> = elsewhere.collect();
    assert!(elsewhere.len() > 4);
    for (name, keymap) in shipped() {
        let of = |section: Section| {
            let bound = keymap.bound().iter();
            let bound = bound.filter(move |b| section.scope().contains(&b.action.section()));
            bound.filter(|bound| is_letter(bound)).collect::<Vec<_>>()
        };
        let board = of(Section::Board);
        assert!(board.len() > 20, "{name}");
        for section in &elsewhere {
            for (there, here) in of(*section)
                .iter()
                .flat_map(|there| board.iter().map(move |here| (there, here)))
            {
                let (one, two) = (there.keys.as_slice(), here.keys.as_slice());
                let meets = one.starts_with(two) || two.starts_with(one);
                assert!(
                    !meets || there.action == here.action,
                    "{name}: {} is {:?} on {section:?} and {:?} on the board",
                    there.keys,
                    there.action,
                    here.action
                );
            }
        }
    }
}

#[test]
fn what_is_planned_for_the_board_is_still_free() {
    let keymap = tolv::keys::Keymap::default();
    for bound in keymap.bound() {
        let on_board = Section::Board.scope().contains(&bound.action.section());
        let keys = bound.keys.to_string();
        assert!(
            !on_board || !["z", "c", "f", "*"].contains(&&*keys),
            "{keys}"
        );
    }
}

/// The keys that open each screen without text, and who is shown on it.
const SCREENS: [(&str, Option<u32>); 12] = [
    ("Enter", Some(1)),
    ("Down Enter", Some(2)),
    ("Enter Enter d", None),
    ("t", None),
    ("t Down", None),
    ("b", None),
    ("k", None),
    ("y", None),
    ("w", None),
    ("l", None),
    ("?", None),
    (": r e g l e r Enter", None),
];

#[test]
fn the_letters_that_mark_mark_who_is_shown_or_nobody() {
    for (opening, shown) in SCREENS {
        for (letter, code) in [
            ("n", Code::Present),
            ("s", Code::Sick),
            ("v", Code::SickChild),
            ("o", Code::Unnotified),
        ] {
            let mut seat = desk(unit());
            let marked = codes(seat.press(opening).press(letter));
            let mut wanted = vec![None; 5];
            if let Some(who) = shown {
                wanted[who as usize - 1] = Some(code);
            }
            assert_eq!(marked, wanted, "{letter} on {opening}");
        }
    }
}

#[test]
fn a_e_m_r_u_and_x_do_on_no_list_what_they_do_not_do_on_the_board() {
    for (opening, _) in SCREENS.iter().filter(|(_, shown)| shown.is_none()) {
        for letter in "a e m r u x n d s v o p".split(' ') {
            let mut world = unit();
            world.before.push(mark(1, on(TODAY), Code::Sick));
            let mut seat = desk(world);
            let before = seat.press(opening).screen(80, 24);
            let after = seat.press(letter).screen(80, 24);
            let title = |screen: &str| screen.lines().take(20).collect::<Vec<_>>().join("\n");
            assert_eq!(title(&before), title(&after), "{letter} on {opening}");
            assert_eq!(codes(&mut seat)[0], Some(Code::Sick));
        }
    }
}

#[test]
fn a_person_is_found_marked_on_the_card_and_stood_at_on_the_board() {
    let mut seat = desk(unit());
    seat.press("/").type_in("asa").press("Enter");
    shows(&mut seat, "mån 23 nov 2026  · omarkerad");
    seat.press("s");
    shows(&mut seat, "mån 23 nov 2026  s Sjuk");
    shows(&mut seat, "av anna");
    seat.press("e").type_in("ringde 7.30").press("Enter");
    shows(&mut seat, "ringde 7.30");
    seat.press("Esc");
    // She is in the other pane.
    stands_at(&mut seat, "Åsa Öberg");
    assert_eq!(codes(&mut seat), [None, None, None, Some(Code::Sick), None]);
    seat.press("x");
    assert_eq!(codes(&mut seat), [None; 5], "what comes next is about her");
}

#[test]
fn the_card_clears_undoes_and_shows_the_menu_of_codes() {
    let mut seat = desk(unit());
    seat.press("/").type_in("mans").press("Enter m s");
    shows(&mut seat, "s Sjuk");
    seat.press("x");
    shows(&mut seat, "· omarkerad");
    seat.press("u");
    shows(&mut seat, "s Sjuk");
    seat.press("u r");
    assert_eq!(
        codes(&mut seat)[2],
        Some(Code::Sick),
        "undone and made again"
    );
    // Nobody else is marked from here.
    seat.press("a");
    assert_eq!(codes(&mut seat), [None, None, Some(Code::Sick), None, None]);
}

#[test]
fn the_card_shows_the_board_s_day_and_goes_to_others() {
    let mut seat = desk(unit());
    let day = |seat: &Seat, back: i64| {
        let marks = &seat.desk.register().marks;
        let mark = marks.mark(PersonId(1), later(-back));
        mark.map(|mark| mark.code)
    };
    // Monday's card goes back to Friday and to the Friday before; the board stays where it was.
    seat.press("Enter - - -");
    shows(&mut seat, "fre 20 nov 2026  · omarkerad");
    seat.press("v");
    assert_eq!(day(&seat, 3), Some(Code::SickChild));
    seat.press("g").type_in("13/11").press("Enter");
    shows(&mut seat, "fre 13 nov 2026");
    seat.press("+ + + s i");
    shows(&mut seat, "mån 23 nov 2026  · omarkerad");
    seat.press("Esc");
    stands_at(&mut seat, "Karin Andersson");
    shows(&mut seat, "mån 23 nov 2026");
    // From a board that stands on another day.
    seat.press("- - - Enter");
    shows(&mut seat, "fre 20 nov 2026  v VAB");
    seat.press("Esc");
    shows(&mut seat, "fre 20 nov 2026");
}

#[test]
fn the_board_stands_at_whom_one_was_with() {
    // Åsa and Måns are outdoors. Who is in another unit has no place while it is not marked here.
    let cases = [
        ("t Down Enter Esc Esc", "Olle Berg"),
        ("t Down Down Enter Esc Esc", "Åsa Öberg"),
        ("Down t Enter Esc Esc", "Olle Berg"),
        ("Tab / o l l e Enter n Esc", "Olle Berg"),
        ("/ m a n s Enter / o l l e Enter Esc Esc", "Måns Dahl"),
        ("/ m a n s Enter Enter v", "Måns Dahl"),
        // Looked over only, nobody's row draws the marker away.
        ("Down t Down Down Esc", "Olle Berg"),
        ("Down / m a n s Esc", "Olle Berg"),
        // A form from the list's menu is about somebody, also when it is left.
        ("t Down Down Space e Esc Esc", "Åsa Öberg"),
        ("Down t Down Down Space Esc Esc", "Olle Berg"),
    ];
    for (keys, name) in cases {
        stands_at(desk(unit()).press(keys), name);
    }
    let mut shared = unit();
    shared.before.push(Command::Configure(Box::new(Settings {
        mark_other_units: true,
        ..Settings::default()
    })));
    stands_at(desk(shared).press("w Enter Esc Esc"), "Sara Ek");
}

#[test]
fn a_duty_s_card_leads_back_to_its_person_on_the_board() {
    let mut seat = desk(busy(Lang::Sv));
    let list = seat.press("b").screen(120, 36);
    let row = list.lines().find(|row| row.contains('▸')).expect("a duty");
    assert!(row.contains("Lena Bergström"), "{row}");
    stands_at(seat.press("Enter Esc Esc"), "Lena Bergström");
}

#[test]
fn the_menu_can_be_read_on_every_screen() {
    let openings = [
        ("card", "/ l e n a Enter Enter"),
        ("list", "t Down Space"),
        ("decision", "/ l e n a Enter Enter d Enter"),
        ("duty", "b Space"),
    ];
    for (lang, suffix) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (name, opening) in openings {
            let mut seat = desk(busy(lang));
            seat.press(opening);
            for (columns, rows) in [(120, 36), (80, 24), (45, 20), (36, 10)] {
                let drawn = seat.screen(columns, rows);
                golden(&format!("menu/{name}-{columns}x{rows}-{suffix}"), &drawn);
            }
        }
    }
}

/// The row of the screen where a part stands, and the column where it begins.
fn place_of(screen: &str, part: &str) -> (u16, u16) {
    let (row, text) = screen
        .lines()
        .enumerate()
        .find(|(_, row)| row.contains(part))
        .unwrap_or_else(|| panic!("{part} is not shown:\n{screen}"));
    let before = text.split(part).next().unwrap_or_default().chars().count();
    (before as u16, row as u16)
}

#[test]
fn the_menu_and_its_hints_are_tapped_too() {
    for (columns, rows) in SIZES {
        let mut seat = desk(busy(Lang::Sv));
        let list = seat.press("b").screen(columns, rows);
        let (column, row) = place_of(&list, "mellanslag meny");
        seat.desk.tap(column, row);
        let menu = seat.screen(columns, rows);
        let (column, row) = place_of(&menu, "e avsluta");
        seat.desk.tap(column, row);
        let form = seat.screen(columns, rows);
        assert!(form.contains("Avsluta vistelsen för"), "{form}");
    }
}

#[test]
fn the_palette_does_by_name_what_the_menu_does() {
    let cases = [
        (
            "Enter :",
            "end-stay",
            "Avsluta vistelsen för Karin Andersson",
        ),
        (":", "move-person", "Flytta Karin Andersson"),
        ("t Down Down :", "change-person", "Ändra Åsa Öberg"),
        ("Enter Enter d :", "add-decision", "Nytt beslut"),
        ("b :", "show-handled", "avklarat eller undanlagt"),
        (
            "t :",
            "show-personnummer",
            "visas på kortet; öppna det först",
        ),
    ];
    for (opening, name, part) in cases {
        let mut seat = desk(unit());
        seat.press(opening).type_in(name);
        let palette = seat.screen(120, 36);
        let key = if opening == ":" {
            "↵ ↵ m"
        } else {
            "mellanslag "
        };
        assert!(palette.contains(key), "{palette}");
        let screen = seat.press("Enter").screen(120, 36);
        assert!(screen.contains(part), "{name}: {part} in\n{screen}");
    }
}

#[test]
fn what_tells_of_somebody_from_a_list_is_logged_as_their_card_is() {
    let reads = |keys: &str| {
        let mut seat = desk(unit());
        let screen = seat.press(keys).press("Esc Esc Esc l").screen(120, 36);
        screen.matches("kortet").count()
    };
    // The chosen entry is told once more in full.
    assert_eq!(reads("t Space e"), 2);
    assert_eq!(reads("t Space"), 0, "the menu alone tells nothing");
    assert_eq!(reads("t Space v"), 0, "nor does the board");
    assert_eq!(reads("Enter Enter e"), 2, "once is enough");
}

#[test]
fn an_open_menu_goes_on_being_about_whom_it_was_opened_on() {
    let mut seat = desk(busy(Lang::Sv));
    let list = seat.press("b").screen(120, 36);
    let first = list.lines().find(|row| row.contains('▸')).expect("a duty");
    assert!(first.contains("Lena Bergström"), "{first}");
    let menu = seat.press("Space").screen(120, 36);
    let title = menu
        .lines()
        .find(|row| row.contains("Lena Bergström: "))
        .expect("whose");
    let what = title
        .split(": ")
        .nth(1)
        .and_then(|what| what.split(" ─").next());
    let what = what.expect("what it is").trim().to_owned();
    // Meanwhile a colleague handles it, and another takes its place under the marker.
    let key = {
        let register = seat.desk.register();
        let duties = tolv::domain::reckon::duties::duties(register, on(TODAY), 30);
        let mut same = duties
            .iter()
            .filter(|duty| duty.title(on(TODAY), Lang::Sv) == what);
        same.next().expect("it is due").clone()
    };
    elsewhere(
        &mut seat,
        "berit",
        &Command::HandleDuty {
            key: key.key(),
            until: None,
            note: "klart".to_owned(),
        },
    );
    let form = seat.press("u").screen(120, 36);
    assert!(form.contains(&format!("Lägg undan: {what}")), "{form}");
}

#[test]
fn what_cannot_be_done_says_why_in_the_menu_and_when_it_is_asked_for() {
    let mut seat = desk(unit());
    seat.press("Enter Enter");
    let why = "Vistelsen pågår. Avsluta den innan en ny kan börja.";
    let menu = seat.screen(120, 36);
    assert!(menu.contains(&format!("n ny vistelse    {why}")), "{menu}");
    let refused = seat.press("n").screen(120, 36);
    assert_eq!(refused.matches(why).count(), 2, "{refused}");
}

#[test]
fn vim_and_phone_reach_the_same_menu() {
    for (overlay, steps) in [
        (&["vim"][..], "t j Space e"),
        (&["phone"][..], "t j Space e"),
    ] {
        let mut seat = desk(World {
            overlays: overlay,
            ..unit()
        });
        shows(seat.press(steps), "Avsluta vistelsen för Olle Berg");
    }
    // On a phone b goes back, in a menu too, and the menu is walked with j and k.
    let mut seat = desk(World {
        overlays: &["phone"],
        ..unit()
    });
    seat.press("Enter Enter j");
    shows(&mut seat, "▸ m flytta");
    seat.press("b s");
    shows(&mut seat, "s Sjuk");
    stands_at(seat.press("b"), "Karin Andersson");
    assert_eq!(codes(&mut seat)[0], Some(Code::Sick));
}
