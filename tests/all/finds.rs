//! The menu of codes, the search for a person, the palette and the help, typed at and looked at.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tolv::action::{Action, Section};
use tolv::domain::decide::enrolment::Enrolment;
use tolv::domain::facts::attendance::{Code, Extra};
use tolv::domain::facts::participant::{Draft, Group, PersonId, Protection};
use tolv::domain::register::Register;
use tolv::keys::Keymap;
use tolv::screens::{self, Effect, Failure, Opening, Outcome, Screen, View};
use tolv::text::Lang;
use tolv::theme::{Palette, Theme};

use super::screen::{Seat, World, desk, golden, keys};
use super::world::{named, placed, with};

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (45, 20), (36, 10)];

/// Keys that open each of the screens from the board, and its name.
const SCREENS: [(&str, &str); 4] = [
    ("codes", "m"),
    ("find", "/"),
    ("palette", ":"),
    ("help", "?"),
];

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day in a test")
}

/// A Monday.
fn today() -> NaiveDate {
    day("2026-11-23")
}

fn person((given, family): (&str, &str), arena: (Group, &str), from: &str) -> Draft {
    with(placed("", from, arena), |draft| {
        draft.details = named(given, family);
        draft.schedule = Some([360, 360, 360, 360, 360, 0, 0]);
    })
}

/// Ten people, numbered in this order: 4 is not expected on Mondays, 8 has left, 9 is protected, 10 is yet to come.
fn people() -> Vec<Draft> {
    let kitchen = (Group::Indoor, "Köket");
    let workshop = (Group::Indoor, "Verkstaden");
    let park = (Group::Outdoor, "Parken");
    let joinery = (Group::Outdoor, "Snickeriet");
    let mut all = vec![
        person(("Karin", "Andersson"), kitchen, "2026-09-01"),
        person(("Åsa", "Öberg"), kitchen, "2026-05-04"),
        person(("Olle", "Berg"), workshop, "2026-10-12"),
        person(("Sara", "Ek"), workshop, "2025-11-01"),
        person(("Lena", "Bergström"), park, "2025-12-29"),
        person(("Måns", "Dahl"), park, "2026-08-17"),
        person(("Ida", "Falk"), (Group::Outdoor, ""), "2026-03-02"),
        person(("Asta", "Salonen"), joinery, "2025-09-01"),
        person(("Hemlig", "Hemligsson"), kitchen, "2026-09-01"),
        person(("Nils", "Gran"), joinery, "2026-12-07"),
    ];
    all[3].schedule = Some([0, 360, 360, 360, 360, 0, 0]);
    all[7].end = Some(day("2026-03-01"));
    all[8].details.protection = Protection::Marked;
    all
}

fn seat(lang: Lang, ascii: bool, people: &[Draft]) -> Seat {
    let register = Register::default();
    let mut enrolment = Enrolment::new(&register, today());
    for draft in people {
        enrolment.enrol(draft).expect("a person of a test");
    }
    desk(World {
        today: today(),
        lang,
        ascii,
        changes: enrolment.into_changes(),
        ..World::default()
    })
}

fn swedish() -> Seat {
    seat(Lang::Sv, false, &people())
}

fn write(seat: &mut Seat, text: &str) {
    for letter in text.chars() {
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        seat.desk.press(key);
    }
}

fn row_with<'a>(screen: &'a str, part: &str) -> &'a str {
    let found = screen.lines().find(|line| line.contains(part));
    found.unwrap_or_else(|| panic!("{part:?} is not on the screen:\n{screen}"))
}

#[test]
fn screens_are_as_they_were_kept() {
    for (lang, tail) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        let mut table = seat(lang, false, &people());
        for (name, open) in SCREENS {
            for (columns, rows) in SIZES {
                table.press(open);
                let screen = table.screen(columns, rows);
                golden(&format!("finds/{name}-{columns}x{rows}-{tail}"), &screen);
                table.press("Esc");
            }
        }
    }
    let mut table = swedish();
    let typed = [
        ("find-berg", "/", "berg"),
        ("find-nobody", "/", "bergxyz"),
        ("palette-dag", ":", "dag"),
    ];
    for (name, open, text) in typed {
        table.press(open);
        write(&mut table, text);
        golden(&format!("finds/{name}"), &table.screen(80, 24));
        table.press("Esc");
    }
    table.press("? End");
    golden("finds/help-end", &table.screen(80, 24));
}

#[test]
fn ascii_is_ascii_and_no_size_or_key_panics() {
    let everybody = people();
    let worlds = [Lang::Sv, Lang::En].into_iter().flat_map(|lang| {
        [(true, &everybody[..]), (false, &everybody[..]), (true, &[])]
            .map(|(ascii, people)| (lang, ascii, people))
    });
    for (lang, ascii, people) in worlds {
        let mut table = seat(lang, ascii, people);
        for (_, open) in SCREENS {
            for (columns, rows) in SIZES {
                table.press(open);
                for more in [
                    "",
                    "Down PageDown Right",
                    "End x y",
                    "Up Left PageUp Home",
                    "ö",
                ] {
                    table.press(more);
                    let screen = table.screen(columns, rows);
                    if ascii {
                        let sign = screen.chars().find(|c| !c.is_ascii() && !c.is_alphabetic());
                        assert_eq!(sign, None, "{columns}x{rows}\n{screen}");
                    }
                }
                for (columns, rows) in [(1, 1), (20, 5), (36, 10), (37, 11), (59, 10), (300, 90)] {
                    table.screen(columns, rows);
                }
                table.press("Esc Esc");
            }
        }
    }
}

#[test]
fn asa_is_found_without_the_ring_and_shown_on_the_board() {
    let mut table = swedish();
    table.press("/ a s a");
    let screen = table.screen(80, 24);
    let first = screen.lines().nth(2).unwrap_or_default();
    assert!(first.contains("▸ Åsa Öberg"), "{screen}");
    assert!(row_with(&screen, "Asta Salonen").contains("tidigare, t.o.m. 2026-03-01"));
    table.press("Tab");
    let board = table.screen(80, 24);
    assert!(board.contains("▸ Åsa Öberg"), "{board}");
}

#[test]
fn somebody_of_the_past_is_shown_on_their_last_day() {
    let mut table = swedish();
    table.press("/");
    write(&mut table, "salonen");
    table.press("Tab");
    let board = table.screen(80, 24);
    assert!(board.contains("sön 1 mar 2026"), "{board}");
    assert!(board.contains("▸ Asta Salonen"), "{board}");
}

#[test]
fn a_protected_person_is_found_by_number_only() {
    let mut table = swedish();
    table.press("/");
    write(&mut table, "hemlig");
    let screen = table.screen(80, 24);
    assert!(screen.contains("Ingen träff"), "{screen}");
    for _ in "hemlig".chars() {
        table.press("Backspace");
    }
    write(&mut table, "#9");
    let screen = table.screen(80, 24);
    assert!(screen.contains("▸ Skyddad #9"), "{screen}");
    assert!(screen.contains("1 träff "), "{screen}");
    assert!(!screen.contains("Hemlig"), "{screen}");
}

#[test]
fn a_telephone_number_finds_and_is_shown() {
    let mut people = people();
    people[4].details.phone = "070-123 45 67".to_owned();
    people[8].details.phone = "070-123 45 67".to_owned();
    let mut table = seat(Lang::Sv, false, &people);
    table.press("/");
    write(&mut table, "+46701234567");
    let screen = table.screen(80, 24);
    assert!(screen.contains("1 träff "), "{screen}");
    let row = row_with(&screen, "▸ Lena Bergström");
    assert!(row.contains("telefon 070-123 45 67"), "{screen}");
    for (columns, rows) in [(45, 20), (120, 36)] {
        golden(
            &format!("finds/find-phone-{columns}x{rows}-sv"),
            &table.screen(columns, rows),
        );
    }
}

#[test]
fn a_search_shows_todays_codes_and_follows_the_register() {
    let mut table = swedish();
    // Åsa is marked sick, then the search says so.
    table.press("/ a s a Tab s /");
    let screen = table.screen(80, 24);
    assert!(row_with(&screen, "Åsa Öberg").contains(" s "), "{screen}");
    assert!(row_with(&screen, "Karin").contains(" · "), "{screen}");
    assert!(row_with(&screen, "Sara Ek").contains(" – "), "{screen}");
    assert!(
        row_with(&screen, "Nils Gran").contains("2026-12-07"),
        "{screen}"
    );
}

#[test]
fn the_palette_does_what_is_chosen_where_it_was_opened() {
    let mut table = swedish();
    let before = table.screen(80, 24);
    assert!(before.contains("mån 23 nov 2026"), "{before}");
    table.press(":");
    write(&mut table, "dag bak");
    let palette = table.screen(80, 24);
    assert!(palette.contains("▸ dag bakåt"), "{palette}");
    table.press("Enter");
    let after = table.screen(80, 24);
    assert!(after.contains("sön 22 nov 2026"), "{after}");
    assert!(!after.contains("Vad går att göra"), "{after}");
    // A mark by way of the palette is a mark; English names of actions are found in Swedish too.
    table.press("i :");
    write(&mut table, "mark-sick");
    table.press("Enter");
    assert_eq!(code_of(&table.desk, 1), Some(Code::Sick));
}

fn code_of(desk: &tolv::desk::Desk, id: u32) -> Option<Code> {
    let marks = &desk.register().marks;
    marks.mark(PersonId(id), today()).map(|mark| mark.code)
}

#[test]
fn the_palette_knows_every_action_of_the_board() {
    let mut table = swedish();
    table.press(":");
    let mut seen = String::new();
    for _ in Action::ALL {
        seen.push_str(&table.screen(120, 36));
        table.press("Down");
    }
    for action in Action::ALL {
        let section = action.section();
        // It is for users with arenas of their own, and there are none here.
        let may = *action != Action::TakeCover;
        let expected = Section::Board.scope().contains(&section) || section == Section::Card;
        let expected = expected && may;
        let shown = seen.contains(action.help(Lang::Sv));
        assert_eq!(shown, expected && *action != Action::Palette, "{action:?}");
    }
}

#[test]
fn the_help_lists_every_bound_action_and_every_code() {
    for lang in [Lang::Sv, Lang::En] {
        let mut table = seat(lang, false, &people());
        table.press("?");
        let screen = table.screen(120, 200);
        let keymap = Keymap::default();
        // It is for users with arenas of their own, and there are none here.
        let bound = keymap.bound().iter();
        for bound in bound.filter(|bound| bound.action != Action::TakeCover) {
            let row = row_with(&screen, bound.action.help(lang));
            let keys = bound.keys.shown(lang, false);
            assert!(row.contains(&keys), "{keys} in {row}");
        }
        for code in Code::ALL {
            let kind = code.kind();
            let shown = format!("{} ", kind.key);
            let part = format!("{} (", kind.name.get(lang));
            assert!(row_with(&screen, &part).contains(&shown), "{code:?}");
        }
    }
}

#[test]
fn the_help_can_be_read_to_its_end_on_a_phone() {
    let mut table = swedish();
    table.press("?");
    let mut seen = table.screen(45, 20);
    for _ in 0..30 {
        table.press("PageDown");
        seen.push_str(&table.screen(45, 20));
    }
    for part in [
        "Närvarotavlan",
        "Överallt",
        "Tecknen",
        "Koderna",
        "Oanmäld frånvaro",
    ] {
        assert!(seen.contains(part), "{part}");
    }
    table.press("?");
    assert!(table.screen(45, 20).contains("Innegruppen"));
}

#[test]
fn the_menu_marks_with_its_own_letters_in_either_case() {
    for letter in ["f", "F"] {
        let mut table = swedish();
        table.press(&format!("m {letter}"));
        assert_eq!(code_of(&table.desk, 1), Some(Code::Parental));
        let board = table.screen(80, 24);
        assert!(board.contains("Innegruppen"), "{board}");
        assert!(row_with(&board, "Karin").contains("Föräldra"), "{board}");
    }
}

#[test]
fn every_code_can_be_reached_and_tapped_on_a_phone() {
    let mut table = swedish();
    for size in SIZES {
        for at in 0..Code::ALL.len() {
            let code = Code::ALL[at];
            let asks = matches!(code.kind().extra, Extra::SpanRequired | Extra::NoteRequired);
            table.press("Esc Home x m");
            for _ in 0..at {
                table.press("Down");
            }
            let screen = table.screen(size.0, size.1);
            let name = code.kind().name.sv;
            let part = format!("▸ {} {name}", code.kind().key);
            let row = row_with(&screen, &part);
            let y = screen.lines().position(|line| line == row).unwrap_or(0);
            let before = row.split(&part).next();
            let x = before.map_or(0, |before| before.chars().count());
            let (x, y) = (u16::try_from(x).unwrap_or(0), u16::try_from(y).unwrap_or(0));
            if !asks {
                table.desk.tap(x + 2, y);
                assert_eq!(code_of(&table.desk, 1), Some(code), "{size:?}");
            }
        }
    }
}

fn with_view(check: impl Fn(&View)) {
    let (register, keymap) = (Register::default(), Keymap::default());
    check(&View {
        register: &register,
        keymap: &keymap,
        theme: Theme {
            palette: Palette::None,
            ascii: false,
        },
        lang: Lang::Sv,
        today: today(),
        actor: "anna",
        saved: None,
        message: None,
        size: (80, 24),
        log: &[],
        advance: true,
    });
}

fn codes(view: &View) -> Box<dyn Screen> {
    let opening = Opening::Codes {
        who: PersonId(1),
        day: today(),
    };
    screens::open(opening, view)
}

#[test]
fn a_code_that_needs_more_opens_the_form_in_the_menus_place() {
    with_view(|view| {
        for code in Code::ALL {
            let key = KeyEvent::new(KeyCode::Char(code.kind().key), KeyModifiers::NONE);
            let effect = codes(view).typed(key, view);
            let asks = matches!(code.kind().extra, Extra::SpanRequired | Extra::NoteRequired);
            match effect {
                Some(Effect::Do(_)) => assert!(!asks, "{code:?}"),
                Some(Effect::Replace(Opening::Note {
                    who,
                    day,
                    code: asked,
                })) => {
                    assert!(asks, "{code:?}");
                    assert_eq!((who, day, asked), (PersonId(1), today(), Some(*code)));
                }
                other => panic!("{code:?}: {other:?}"),
            }
        }
    });
}

#[test]
fn the_menu_stays_after_a_failure_and_minds_its_own_marks_only() {
    with_view(|view| {
        let mut menu = codes(view);
        let told = |menu: &mut Box<dyn Screen>, outcome| {
            matches!(menu.carried_out(&outcome, view), Effect::Close)
        };
        assert!(
            !told(&mut menu, Outcome::Unchanged),
            "nothing was asked for"
        );
        for key in keys("s s") {
            assert!(matches!(menu.typed(key, view), Some(Effect::Do(_))));
            assert!(!told(
                &mut menu,
                Outcome::Failed(Failure {
                    text: "No.",
                    refusal: None
                })
            ));
        }
        assert!(matches!(menu.act(Action::Open, view), Effect::Do(_)));
        assert!(told(&mut menu, Outcome::Unchanged));
        for key in keys("q ? Down") {
            assert!(menu.typed(key, view).is_none(), "{key:?}");
        }
        for held in [KeyModifiers::CONTROL, KeyModifiers::ALT] {
            let key = KeyEvent::new(KeyCode::Char('s'), held);
            assert!(menu.typed(key, view).is_none(), "{key:?}");
        }
    });
}
