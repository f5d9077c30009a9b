//! The three clocks: on the card, beside the board, and in one list.

use super::*;

#[test]
fn a_card_with_everything_looks_so() {
    for (lang, suffix) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (columns, rows) in SIZES {
            let mut seat = with(eventful(), lang, false);
            seat.press("Enter");
            let drawn = seat.screen(columns, rows);
            golden(&format!("onward/card-{columns}x{rows}-{suffix}"), &drawn);
            seat.press("PageDown");
            let drawn = seat.screen(columns, rows);
            golden(
                &format!("onward/card-{columns}x{rows}-{suffix}-next"),
                &drawn,
            );
        }
    }
}

#[test]
fn a_board_shows_the_three_clocks_of_who_is_chosen() {
    let mut seat = with(eventful(), Lang::Sv, false);
    golden("onward/board-120x36", &seat.screen(120, 36));
}

#[test]
fn ascii_screens_of_decisions_hold_no_other_signs_than_letters() {
    for keys in [
        "",
        "Enter",
        "Enter PageDown",
        "t",
        "Enter Enter d",
        "Enter Enter d Enter u Right",
        "Enter Enter d Enter r",
    ] {
        let mut seat = with(eventful(), Lang::Sv, true);
        seat.press(keys);
        for (columns, rows) in [(120, 36), (45, 20)] {
            let drawn = seat.screen(columns, rows);
            let other = drawn
                .chars()
                .find(|c| !c.is_ascii() && !"åäöÅÄÖ".contains(*c));
            assert_eq!(other, None, "{keys}\n{drawn}");
        }
    }
}

/// Somebody for each clock: over twelve months and planned, a decision that ends, a total that runs out, one who has
/// all three, and one whose clocks merely run.
fn on_all_clocks() -> Vec<(Participant, Vec<Command>)> {
    let id = PersonId;
    let over = person(1, "Åsa", "Öberg", day("2025-09-01"));
    let ends = person(2, "Karin", "Andersson", day("2026-06-01"));
    let runs_out = person(3, "Måns", "Dahl", day("2026-02-02"));
    let all = person(4, "Ida", "Falk", day("2026-01-05"));
    let running = person(5, "Olle", "Berg", day("2026-05-01"));
    let mut hidden = person(6, "Eva", "Hemlig", day("2026-06-01"));
    hidden.protection = Protection::Strong;
    let ended = person(7, "Nils", "Gran", day("2026-03-02"));
    let planned = Command::PlanOnward {
        who: id(1),
        plan: Some(Box::new(plan("2026-12-01"))),
    };
    vec![
        (over, vec![planned]),
        (ends, vec![add(id(2), terms("2026-06-08", "2026-12-10"))]),
        (
            runs_out,
            vec![
                add(id(3), terms("2025-02-01", "2026-01-31")),
                add(id(3), terms("2026-02-01", "2027-01-31")),
            ],
        ),
        (
            all,
            vec![
                add(id(4), terms("2025-01-12", "2026-01-11")),
                add(id(4), terms("2026-01-12", "2027-01-11")),
            ],
        ),
        (running, vec![add(id(5), terms("2026-05-11", "2027-05-10"))]),
        // Ran out a week ago, and nothing follows.
        (hidden, vec![add(id(6), terms("2026-06-08", "2026-11-12"))]),
        // Was ended: nobody waits for more.
        (
            ended,
            vec![
                add(id(7), terms("2026-03-09", "2026-11-30")),
                end(id(7), 1, Ending::On(day("2026-11-10")), ""),
            ],
        ),
    ]
}

fn list(lang: Lang) -> Seat {
    let (people, commands): (Vec<_>, Vec<_>) = on_all_clocks().into_iter().unzip();
    let mut changes = arenas();
    changes.extend(people.iter().map(enrolled));
    desk(World {
        today: today(),
        lang,
        changes,
        before: commands.concat(),
        ..World::default()
    })
}

#[test]
fn the_three_clocks_stand_in_one_list_the_most_urgent_first() {
    let mut seat = list(Lang::Sv);
    seat.press("t");
    let screen = seat.screen(80, 24);
    let places: Vec<Option<usize>> = [
        "Åsa Öberg ",
        "Skyddad #6",
        "Karin Andersson",
        "Ida Falk",
        "Måns Dahl",
    ]
    .iter()
    .map(|text| screen.find(text))
    .collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{places:?}\n{screen}"
    );
    for absent in ["Olle", "Nils", "Hemlig"] {
        assert!(!screen.contains(absent), "{absent}\n{screen}");
    }
    let ida = screen
        .lines()
        .find(|row| row.contains("Ida Falk"))
        .expect("Ida");
    assert!(
        ida.contains("▲   46 d kvar  △   52 d kvar  ▲   52 d kvar  ingen plan"),
        "{ida}"
    );
    // Nothing is said of a plan where the twelve months merely run.
    let karin = row(&mut seat, "Karin Andersson");
    assert!(
        karin.contains("▲   20 d kvar") && !karin.contains("plan"),
        "{karin}"
    );
    shows(
        &mut seat,
        "Åsa Öberg, planerad 2026-12-01: Studiebesök med Städenheten, mot annan enhet; Karin Ek ansvarar",
    );
    shows(&mut seat, "planerad 2026-12-01");
    assert!(row(&mut seat, "Åsa Öberg  ").contains("■   80 d över"));
}

#[test]
fn the_list_of_three_clocks_looks_so() {
    for (lang, suffix) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (columns, rows) in SIZES {
            let mut seat = list(lang);
            seat.press("t Down Down Down");
            let drawn = seat.screen(columns, rows);
            golden(&format!("onward/clocks-{columns}x{rows}-{suffix}"), &drawn);
        }
    }
}

/// The flag turns from no plan to planned, and never goes away by itself.
#[test]
fn a_plan_turns_the_flag_and_does_not_take_it_away() {
    let mut seat = list(Lang::Sv);
    seat.press("t Down Down Down");
    shows(&mut seat, "Ida Falk, ingen plan; tolv mån:");
    seat.press("Enter Enter o Right Tab").type_in("Praktik");
    seat.press("Tab Tab")
        .type_in("Karin")
        .press("Tab")
        .type_in("2026-12-15")
        .press("Enter");
    shows(&mut seat, "Ida Falk är planerad till 2026-12-15.");
    seat.press("Esc");
    let ida = row(&mut seat, "Ida Falk  ");
    assert!(
        ida.contains("▲   46 d kvar") && ida.contains("2026-12-15"),
        "{ida}"
    );
    let narrow = seat.screen(45, 20);
    assert!(narrow.contains("Ida Falk, planerad 2026-12-15"), "{narrow}");
}
