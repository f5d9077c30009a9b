//! The card, the twelve months and the log: typed at, and compared with golden screens and with counts made otherwise.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use tolv::domain::calendar::{add_months, public_holidays, usual_eves};
use tolv::domain::facts::attendance::{ActorId, Code, Detail, Mark};
use tolv::domain::facts::change::Change;
use tolv::domain::facts::outcome::{End, Outcome};
use tolv::domain::facts::participant::*;
use tolv::domain::personnummer::Personnummer;
use tolv::domain::reading::{parse_weekdays, weekdays};
use tolv::domain::reckon::totals::totals;
use tolv::domain::register::Register;
use tolv::text::Lang;

use crate::screen::{Seat, World, desk, golden};

pub const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (45, 20), (36, 10)];

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn today() -> NaiveDate {
    day("2026-11-20")
}

pub fn person(id: u32, given: &str, family: &str, start: NaiveDate) -> Participant {
    let mut person = Participant {
        id: PersonId(id),
        stays: vec![stay(start, 1)],
        ..Participant::default()
    };
    crate::world::named(given, family).put(&mut person);
    person
}

fn stay(start: NaiveDate, arena: u16) -> Stay {
    Stay {
        start,
        end: None,
        placements: vec![Placement {
            from: start,
            arena: ArenaId(arena),
        }],
        schedules: vec![Schedule {
            from: start,
            minutes: [360, 360, 360, 360, 360, 0, 0],
        }],
        absences: Vec::new(),
    }
}

fn mark(code: Code, minutes: Option<u16>) -> Mark {
    Mark {
        code,
        minutes,
        by: ActorId(1),
        at: 0,
        detail: None,
    }
}

pub fn arenas() -> Vec<Change> {
    [(1, "Köket", Group::Indoor), (2, "Parken", Group::Outdoor)]
        .map(|(id, name, group)| Change::Arena {
            before: None,
            after: Some(Arena {
                id: ArenaId(id),
                name: name.to_owned(),
                group,
                closed: None,
                into: None,
            }),
        })
        .into()
}

pub fn enrolled(person: &Participant) -> Change {
    Change::Person {
        before: None,
        after: Some(Box::new(person.clone())),
    }
}

fn marked(who: PersonId, day: NaiveDate, mark: Mark) -> Change {
    Change::Marked {
        who,
        day,
        before: None,
        after: Some(mark),
    }
}

/// Lena, with an earlier stay, two arenas and everything else a card can show.
pub fn lena() -> Participant {
    let mut lena = person(12, "Lena", "Bergström", day("2025-12-29"));
    lena.personnummer = Personnummer::read("19850312-2387", today()).ok();
    assert!(lena.personnummer.is_some(), "the check digit is right");
    lena.phone = "070-174 06 05".to_owned();
    lena.supervisor = "Karin Ek".to_owned();
    lena.measure = "Lönebidrag".to_owned();
    lena.note = "Vill helst arbeta ute. Körkort B, och truckkort från i våras.".to_owned();
    lena.stays[0].placements.push(Placement {
        from: day("2026-04-01"),
        arena: ArenaId(2),
    });
    let mut earlier = stay(day("2024-01-08"), 1);
    earlier.end = Some(End {
        last_day: day("2024-06-20"),
        outcome: Outcome::Studies,
        note: "Sfi på heltid".to_owned(),
        ..End::default()
    });
    lena.stays.insert(0, earlier);
    lena
}

/// Lena's marks, set by hand: present on weekdays, but for the days told here.
fn history() -> BTreeMap<NaiveDate, Mark> {
    let mut marks = BTreeMap::new();
    let first = day("2025-12-29");
    for day in first.iter_days().take_while(|day| *day <= today()) {
        if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            continue;
        }
        marks.insert(day, mark(Code::Present, Some(360)));
    }
    for (text, code, minutes) in [
        ("2026-02-09", Code::Sick, None),
        ("2026-02-10", Code::Sick, None),
        ("2026-02-11", Code::Sick, None),
        ("2026-03-16", Code::SickChild, None),
        ("2026-03-17", Code::Doctor, Some(120)),
        ("2026-05-04", Code::Unnotified, None),
        ("2026-05-05", Code::Present, Some(180)),
        ("2026-09-05", Code::Present, Some(240)),
    ] {
        marks.insert(day(text), mark(code, minutes));
    }
    let rest = Detail {
        rest: Some(Code::Authority),
        ..Detail::default()
    };
    let part = Mark {
        detail: Some(Box::new(rest)),
        ..mark(Code::PartDay, Some(150))
    };
    marks.insert(day("2026-05-06"), part);
    for week in 0..4 {
        for i in 0..5 {
            let day = day("2026-07-06") + Days::new(7 * week + i);
            marks.insert(day, mark(Code::Holiday, None));
        }
    }
    // Free all the same: these are holidays, and nobody marked them.
    for free in [
        "2025-12-31",
        "2026-01-01",
        "2026-01-06",
        "2026-04-03",
        "2026-04-06",
        "2026-05-01",
        "2026-05-14",
        "2026-06-19",
    ] {
        marks.remove(&day(free));
    }
    for unmarked in ["2026-10-12", "2026-11-19", "2026-11-20"] {
        marks.remove(&day(unmarked));
    }
    marks
}

fn with_lena(lang: Lang, ascii: bool) -> Seat {
    let lena = lena();
    let mut changes = arenas();
    changes.push(enrolled(&lena));
    let marks = history().into_iter();
    changes.extend(marks.map(|(day, mark)| marked(lena.id, day, mark)));
    desk(World {
        today: today(),
        lang,
        ascii,
        changes,
        ..World::default()
    })
}

#[test]
fn a_card_looks_so() {
    for (columns, rows) in SIZES {
        let mut seat = with_lena(Lang::Sv, false);
        seat.press("Enter");
        golden(
            &format!("cards/card-{columns}x{rows}"),
            &seat.screen(columns, rows),
        );
        seat.press("End");
        golden(
            &format!("cards/card-{columns}x{rows}-end"),
            &seat.screen(columns, rows),
        );
    }
    let mut seat = with_lena(Lang::En, true);
    seat.press("Enter");
    let screen = seat.screen(80, 24);
    let is_known = |c: char| c.is_ascii() || "åäöÅÄÖ".contains(c);
    assert!(screen.chars().all(is_known), "{screen}");
    golden("cards/card-80x24-en-ascii", &screen);
}

/// Each day of the last twelve months stands in its weekday's row and its week's column, with its own sign.
#[test]
fn the_calendar_shows_every_day_in_its_place() {
    let marks = history();
    let mut seat = with_lena(Lang::Sv, false);
    seat.press("Enter");
    for (columns, step) in [(80, 1), (120, 2)] {
        let screen = seat.screen(columns, 50);
        let rows: Vec<Vec<char>> = screen.lines().map(|row| row.chars().collect()).collect();
        let starts = |row: &&Vec<char>| row.starts_with(&[' ', 'm', 'å', 'n', ' ']);
        let top = rows
            .iter()
            .position(|row| starts(&row))
            .expect("a Monday row");
        let first = day("2025-11-21");
        let monday = first - Days::new(u64::from(first.weekday().num_days_from_monday()));
        for date in first.iter_days().take_while(|date| *date <= today()) {
            let column = 5 + step * ((date - monday).num_days() / 7) as usize;
            let row = &rows[top + date.weekday().num_days_from_monday() as usize];
            let shown = row.get(column).copied().unwrap_or(' ');
            assert_eq!(shown, sign(date, marks.get(&date)), "{date}\n{screen}");
        }
    }
    // On a phone the months are rows.
    let screen = seat.screen(45, 60);
    let rows: Vec<Vec<char>> = screen.lines().map(|row| row.chars().collect()).collect();
    let heading = |row: &Vec<char>| row.iter().collect::<String>().starts_with(" Närvaro ");
    let top = rows.iter().position(heading).expect("the heading") + 1;
    for date in day("2025-11-21")
        .iter_days()
        .take_while(|date| *date <= today())
    {
        let month = (date.year() * 12 + date.month0() as i32) - (2025 * 12 + 10);
        let row = &rows[top + month as usize];
        let shown = row.get(4 + date.day() as usize).copied().unwrap_or(' ');
        assert_eq!(shown, sign(date, marks.get(&date)), "{date}\n{screen}");
    }
}

/// The sign of one of Lena's days, from the rules written down and not from the program.
fn sign(date: NaiveDate, mark: Option<&Mark>) -> char {
    let free = public_holidays(date.year())
        .into_iter()
        .chain(usual_eves(date.year()));
    let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    match mark {
        Some(mark) if mark.code == Code::PartDay => '▄',
        Some(mark) if mark.code == Code::Present => {
            let whole = weekend || mark.minutes == Some(360);
            if whole { '█' } else { '▄' }
        }
        Some(mark) => mark.code.kind().key,
        None if date < day("2025-12-29") => ' ',
        None if free.into_iter().any(|holiday| holiday.date == date) => '–',
        None if weekend => ' ',
        None => '·',
    }
}

#[test]
fn a_personnummer_is_shown_only_once_the_log_says_so() {
    let mut lena = lena();
    lena.protection = Protection::Marked;
    let mut changes = arenas();
    changes.push(enrolled(&lena));
    let mut seat = desk(World {
        today: today(),
        lang: Lang::Sv,
        ascii: false,
        changes,
        ..World::default()
    });
    seat.press("Enter");
    let screen = seat.screen(80, 24);
    assert!(
        screen.contains("19850312-••••") && screen.contains("Skyddad #12"),
        "{screen}"
    );
    assert!(!screen.contains("Lena"), "{screen}");
    seat.press("Enter p");
    let screen = seat.screen(80, 24);
    assert!(
        screen.contains("19850312-2387") && screen.contains("Lena Bergström"),
        "{screen}"
    );
    seat.press("Esc Enter");
    let screen = seat.screen(80, 24);
    assert!(
        screen.contains("19850312-••••") && !screen.contains("Lena"),
        "{screen}"
    );
    seat.press("Esc l");
    let screen = seat.screen(80, 24);
    assert!(screen.contains("hela personnumret"), "{screen}");
    // Two rows, and the chosen one once more in full.
    assert_eq!(screen.matches("kortet").count(), 3, "{screen}");
    assert!(
        !screen.contains("Lena") && !screen.contains("2387"),
        "{screen}"
    );
}

#[test]
fn a_new_stay_waits_for_the_running_one() {
    let mut seat = with_lena(Lang::Sv, false);
    seat.press("Enter Enter n");
    let screen = seat.screen(80, 24);
    assert!(screen.contains("Vistelsen pågår. Avsluta den"), "{screen}");
}

/// People on every part of the clock, and one who has left.
fn on_the_clock() -> Vec<Change> {
    let mut over = person(1, "Åsa", "Öberg", day("2025-09-01"));
    over.supervisor = "Karin Ek".to_owned();
    let near = person(2, "Karin", "Andersson", day("2025-12-29"));
    let mut again = person(3, "Måns", "Dahl", day("2026-02-02"));
    let mut earlier = stay(day("2025-11-24"), 2);
    earlier.end = Some(End {
        last_day: day("2026-01-09"),
        ..End::default()
    });
    again.stays.insert(0, earlier);
    let plan = person(4, "Ida", "Falk", day("2026-01-19"));
    let running = person(5, "Olle", "Berg", day("2026-08-17"));
    let mut gone = person(6, "Nils", "Gran", day("2024-01-08"));
    gone.stays[0].end = Some(End {
        last_day: day("2026-11-19"),
        outcome: Outcome::Job,
        ..End::default()
    });
    let mut hidden = person(7, "Eva", "Hemlig", day("2025-11-20"));
    hidden.protection = Protection::Strong;
    let people = [over, near, again, plan, running, gone, hidden];
    let mut changes = arenas();
    changes.extend(people.iter().map(enrolled));
    changes
}

#[test]
fn a_name_above_a_list_is_harmless_to_show() {
    let mut lena = lena();
    lena.family = "Berg\u{202e}ström".to_owned();
    let mut changes = arenas();
    changes.push(enrolled(&lena));
    let mut seat = clocks(Lang::Sv, changes);
    seat.press("Enter Space d");
    let screen = seat.screen(80, 24);
    assert!(
        screen.contains("Beslut för Lena Berg\u{fffd}ström"),
        "{screen}"
    );
}

fn clocks(lang: Lang, changes: Vec<Change>) -> Seat {
    desk(World {
        today: today(),
        lang,
        ascii: false,
        changes,
        ..World::default()
    })
}

#[test]
fn the_twelve_months_stand_in_order_and_say_why() {
    let mut seat = clocks(Lang::Sv, on_the_clock());
    seat.press("t");
    let screen = seat.screen(80, 24);
    let places: Vec<Option<usize>> = [
        "Åsa Öberg       ",
        "Skyddad #7",
        "Måns Dahl",
        "Karin Andersson",
        "dags att planera",
        "Ida Falk",
    ]
    .iter()
    .map(|text| screen.find(text))
    .collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{places:?}\n{screen}"
    );
    for absent in ["Olle", "Nils", "Hemlig"] {
        assert!(!screen.contains(absent), "{screen}");
    }
    assert!(
        screen.contains("■ 2 över  ▲ 2 nära  △ 1 planera"),
        "{screen}"
    );
    assert!(
        screen.contains("Åsa Öberg, ingen plan; tolv mån: räknat från första dagen 2025-09-01"),
        "{screen}"
    );
    // The threshold's own day is reached; the one before is the last inside.
    assert!(
        screen.contains("Skyddad #7           ■    0 d över"),
        "{screen}"
    );
    seat.press("Down Down");
    let screen = seat.screen(80, 24);
    assert!(
        screen.contains("Måns Dahl, ingen plan; tolv mån: räknat från 2025-11-24: en tidigare"),
        "{screen}"
    );
    seat.press("Down Down Down Down");
    assert!(seat.screen(80, 24).contains("▸ △ Ida Falk"));
    seat.press("Home Enter");
    let screen = seat.screen(80, 24);
    assert!(screen.starts_with(" Åsa Öberg  #1"), "{screen}");
    seat.press("Esc");
    seat.desk.tap(3, 4);
    assert!(seat.screen(80, 24).contains("▸ ▲ Måns Dahl"));
}

#[test]
fn the_twelve_months_look_so() {
    for (columns, rows) in SIZES {
        let mut seat = clocks(Lang::Sv, on_the_clock());
        seat.press("t");
        golden(
            &format!("cards/twelve-{columns}x{rows}"),
            &seat.screen(columns, rows),
        );
    }
    let mut changes = arenas();
    changes.push(enrolled(&person(1, "Lena", "Bergström", day("2026-03-01"))));
    let mut seat = clocks(Lang::Sv, changes);
    seat.press("t");
    let screen = seat.screen(80, 24);
    assert!(
        screen.contains("Ingen är nära. Närmast tolv månader: Lena Bergström 2027-01-16."),
        "{screen}"
    );
    let mut seat = clocks(Lang::En, Vec::new());
    seat.press("t Down Enter");
    let screen = seat.screen(80, 24);
    assert!(screen.contains("Nobody is at AMI today."), "{screen}");
}

#[test]
fn the_log_looks_so() {
    let mut changes = on_the_clock();
    let mut moved = lena();
    changes.push(enrolled(&moved));
    let before = Some(Box::new(moved.clone()));
    moved.phone = "070-174 06 99".to_owned();
    let after = Some(Box::new(moved));
    changes.push(Change::Person { before, after });
    for (columns, rows) in SIZES {
        let mut seat = clocks(Lang::Sv, changes.clone());
        seat.press("n s u l");
        golden(
            &format!("cards/log-{columns}x{rows}"),
            &seat.screen(columns, rows),
        );
    }
    let mut seat = clocks(Lang::En, changes);
    seat.press("n l Down Down Down");
    let screen = seat.screen(120, 36);
    assert!(screen.contains("070-174 06 05 → 070-174 06 99"), "{screen}");
    // The chosen row stays chosen when others are written above it, here by reading the card.
    let chosen = |screen: &str| -> Option<String> {
        let row = screen.lines().find(|row| row.starts_with('▸'));
        row.map(str::to_owned)
    };
    let was = chosen(&screen);
    seat.press("Enter Esc");
    let screen = seat.screen(120, 36);
    assert_eq!(chosen(&screen), was, "{screen}");
    assert!(screen.contains("the card"), "{screen}");
}

#[test]
fn the_log_grows_when_its_end_comes_into_view() {
    let mut seat = clocks(Lang::Sv, on_the_clock());
    for _ in 0..130 {
        seat.press("s Home x");
    }
    seat.press("Home l");
    assert!(seat.screen(80, 24).contains("de 200 senaste"));
    seat.press("End");
    seat.screen(80, 24);
    seat.press("End");
    let screen = seat.screen(80, 24);
    assert!(screen.contains("arena: Utegruppen"), "{screen}");
    assert!(screen.contains("270 ändringar"), "{screen}");
}

/// One entry holds more changes than are read at first: what was done before it is read on all the same.
#[test]
fn the_log_reads_on_behind_a_long_entry() {
    let mut changes = on_the_clock();
    changes.push(enrolled(&lena()));
    let marks = history().into_iter();
    changes.extend(marks.map(|(day, mark)| marked(lena().id, day, mark)));
    let mut seat = clocks(Lang::Sv, changes);
    seat.press("l");
    assert!(!seat.screen(80, 24).contains("skapade registret"));
    seat.press("End");
    seat.screen(80, 24);
    seat.press("End");
    let screen = seat.screen(80, 24);
    assert!(screen.contains("skapade registret"), "{screen}");
}

/// Every screen at many sizes, scrolled to its end and back: nothing panics.
#[test]
fn no_size_is_too_small_to_draw() {
    for (lang, ascii) in [(Lang::Sv, false), (Lang::En, true)] {
        let mut seat = with_lena(lang, ascii);
        for open in ["Enter", "t", "l"] {
            seat.press(open);
            for columns in [1, 36, 45, 58, 59, 60, 100, 120, 200] {
                for rows in [1, 10, 24] {
                    seat.screen(columns, rows);
                    seat.press("End Up PageUp");
                    seat.screen(columns, rows);
                    seat.press("Home");
                }
            }
            seat.press("Esc");
        }
    }
}

fn alone(person: &Participant) -> Register {
    let mut register = Register::default();
    register.people.insert(person.id, person.clone());
    register
}

proptest! {
    #[test]
    fn totals_are_what_one_counts_by_hand(
        marks in prop::collection::btree_map(0u64..500, (0..Code::ALL.len(), prop::option::of(0u16..600)), 0..300),
        from in 0u64..300,
        length in 0u64..200,
    ) {
        let start = day("2025-06-02");
        let person = person(1, "Lena", "Bergström", start + Days::new(30));
        let register = alone(&person);
        let history: BTreeMap<NaiveDate, Mark> = marks
            .iter()
            .map(|(at, (code, minutes))| (start + Days::new(*at), mark(Code::ALL[*code], *minutes)))
            .collect();
        let (first, last) = (start + Days::new(from), start + Days::new(from + length));
        let totals = totals(&register, &person, &history, first..=last);

        let free: Vec<NaiveDate> = (2025..=2027)
            .flat_map(|year| public_holidays(year).into_iter().chain(usual_eves(year)))
            .map(|holiday| holiday.date)
            .collect();
        let scheduled: Vec<NaiveDate> = (0..=length)
            .map(|i| first + Days::new(i))
            .filter(|day| *day >= person.stays[0].start)
            .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !free.contains(day))
            .collect();
        let unmarked = scheduled.iter().filter(|day| !history.contains_key(day)).count();
        prop_assert_eq!(totals.scheduled as usize, scheduled.len());
        prop_assert_eq!(totals.unmarked as usize, unmarked);
        let in_span: Vec<_> = history.iter().filter(|(day, _)| (first..=last).contains(day)).collect();
        for code in Code::ALL {
            let own: Vec<_> = in_span.iter().filter(|(_, mark)| mark.code == *code).collect();
            let sum = totals.codes.get(code).copied().unwrap_or_default();
            prop_assert_eq!(sum.days as usize, own.len());
            prop_assert_eq!(sum.rests, 0);
            let minutes = |day: &NaiveDate, mark: &Mark| {
                mark.minutes.or(scheduled.contains(day).then_some(360))
            };
            let known: Vec<u32> = own.iter().filter_map(|(day, mark)| minutes(day, mark)).map(u32::from).collect();
            prop_assert_eq!(sum.minutes, known.iter().sum::<u32>());
            prop_assert_eq!(sum.untimed as usize, own.len() - known.len());
        }
        let here = [Code::Present, Code::PartDay, Code::GroupVisit];
        let present = scheduled.iter().filter(|day| history.get(day).is_some_and(|mark| here.contains(&mark.code)));
        prop_assert_eq!(totals.present as usize, present.count());
    }

    /// An unmarked day is unknown: how many there are changes nothing of what is known.
    #[test]
    fn unmarked_days_are_neither_present_nor_absent(more in 0u64..200) {
        let start = day("2026-01-12");
        let person = person(1, "Lena", "Bergström", start);
        let register = alone(&person);
        let history = BTreeMap::from([
            (start, mark(Code::Present, None)),
            (start + Days::new(1), mark(Code::Sick, None)),
        ]);
        let totals = totals(&register, &person, &history, start..=start + Days::new(1 + more));
        prop_assert_eq!(totals.percent_present(), Some(50));
        prop_assert_eq!(totals.known(), 2);
    }

    #[test]
    fn weekdays_are_read_as_they_are_shown(days in any::<[bool; 7]>()) {
        for lang in [Lang::Sv, Lang::En] {
            let shown = weekdays(days, lang);
            if days.contains(&true) {
                prop_assert_eq!(parse_weekdays(&shown), Ok(days), "{}", shown);
            } else {
                prop_assert_eq!(shown, "");
            }
        }
    }
}

#[test]
fn the_rest_of_a_part_day_goes_to_its_own_code() {
    let start = day("2026-01-12");
    let person = person(1, "Lena", "Bergström", start);
    let detail = Detail {
        rest: Some(Code::Sick),
        ..Detail::default()
    };
    let part = Mark {
        detail: Some(Box::new(detail)),
        ..mark(Code::PartDay, Some(150))
    };
    let history = BTreeMap::from([(start, part)]);
    let totals = totals(&alone(&person), &person, &history, start..=start);
    let sick = totals.codes[&Code::Sick];
    assert_eq!((sick.days, sick.rests, sick.minutes), (0, 1, 210));
    assert_eq!(totals.codes[&Code::PartDay].minutes, 150);
    assert_eq!(totals.percent_present(), Some(100));
    let none = tolv::domain::reckon::totals::Totals::default();
    assert_eq!(none.percent_present(), None);
}

#[test]
fn a_week_of_hours_in_words() {
    for (minutes, sv, en) in [
        (
            [360, 360, 360, 360, 360, 0, 0],
            "6:00 mån–fre; 30:00 i veckan",
            "6:00 Mon–Fri; 30:00 a week",
        ),
        (
            [240, 0, 240, 0, 240, 0, 0],
            "4:00 mån, ons, fre; 12:00 i veckan",
            "4:00 Mon, Wed, Fri; 12:00 a week",
        ),
        (
            [360, 360, 0, 360, 180, 0, 0],
            "6:00 mån, tis, tor, 3:00 fre; 21:00 i veckan",
            "6:00 Mon, Tue, Thu, 3:00 Fri; 21:00 a week",
        ),
        ([0; 7], "inga dagar", "no days"),
    ] {
        let schedule = Schedule {
            from: today(),
            minutes,
        };
        assert_eq!(schedule.text(Lang::Sv), sv);
        assert_eq!(schedule.text(Lang::En), en);
    }
    assert_eq!(add_months(today(), -12), day("2025-11-20"));
}
