//! Closed days on the screen: read, closed with a reason, made a half day, opened again; and drawn at every size.

use chrono::NaiveDate;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::closed::ClosedDay;
use tolv::text::Lang;

use crate::screen::{Seat, World, desk, golden};
use crate::world::draft;

fn closed(date: &str, name: &str, open_minutes: Option<u16>) -> Command {
    Command::Close(ClosedDay {
        date: date.parse().expect("a day"),
        arena: None,
        name: name.to_owned(),
        open_minutes,
    })
}

fn world(lang: Lang) -> World {
    World {
        lang,
        before: vec![
            Command::Enrol(Box::new(draft("Karin Andersson", "2026-03-02"))),
            closed("2026-12-23", "Planeringsdag", None),
            closed("2026-12-30", "", Some(240)),
        ],
        ..World::default()
    }
}

/// At the closed days, by the palette, since they have no key.
fn at_the_closed_days(world: World) -> Seat {
    let mut seat = desk(world);
    seat.press(":").type_in("closed-days").press("Enter");
    seat
}

fn shows(seat: &mut Seat, words: &str) {
    let screen = seat.screen(100, 36);
    assert!(screen.contains(words), "{words:?} is not on\n{screen}");
}

/// The unit's own days: when, of how many arenas, why.
fn own(seat: &Seat) -> Vec<(NaiveDate, bool, String, Option<u16>)> {
    let days = seat.desk.register().closed.values();
    let own = days.map(|day| {
        (
            day.date,
            day.arena.is_some(),
            day.name.clone(),
            day.open_minutes,
        )
    });
    own.collect()
}

#[test]
fn they_can_be_read_and_changed_on_every_screen() {
    for (lang, suffix) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (name, keys) in [
            ("list", ""),
            ("menu", "Down Space"),
            ("new", "Space s"),
            ("own", "Enter"),
        ] {
            let mut seat = at_the_closed_days(world(lang));
            seat.press(keys);
            for (columns, rows) in [(120, 36), (80, 24), (45, 20)] {
                let drawn = seat.screen(columns, rows);
                golden(
                    &format!("closed-days/{name}-{columns}x{rows}-{suffix}"),
                    &drawn,
                );
            }
        }
    }
}

#[test]
fn a_day_is_closed_with_a_reason_for_everybody_or_for_one_arena() {
    let mut world = world(Lang::Sv);
    world.before.truncate(1);
    let mut seat = at_the_closed_days(world);
    shows(&mut seat, "inga egna");
    seat.press("Space s").type_in("2026-12-22").press("Tab Tab");
    seat.type_in("Planering").press("Enter");
    shows(&mut seat, "Dagen är stängd.");
    // The marker stands at it.
    shows(&mut seat, "▸ 2026-12-22");
    seat.press("Space s")
        .type_in("22/12")
        .press("Tab Right Tab Tab");
    seat.type_in("4").press("Enter");
    shows(&mut seat, "2 egna");
    let days = own(&seat);
    assert_eq!(days[0].1..=days[1].1, false..=true);
    assert_eq!((days[0].2.as_str(), days[1].3), ("Planering", Some(240)));
    // The same once more is told at its field.
    seat.press("Space s").type_in("2026-12-22").press("Enter");
    shows(&mut seat, "Den är redan stängd: ändra den i listan.");
    seat.press("Esc Esc");
    assert_eq!(own(&seat), days);
}

#[test]
fn an_own_day_is_changed_and_opened_again_and_no_other_is() {
    let mut seat = at_the_closed_days(world(Lang::Sv));
    seat.press("Enter Tab Tab").type_in("6").press("Enter");
    assert_eq!(own(&seat)[0].3, Some(360));
    // The form opens it again, and so does the menu.
    seat.press("Enter Right Enter");
    shows(&mut seat, "Dagen är öppen igen.");
    assert_eq!(own(&seat).len(), 1);
    seat.press("End Space o");
    shows(&mut seat, "Den dagen är ingen som enheten har stängt.");
    seat.press("Esc Enter");
    shows(&mut seat, "Med mellanslag stängs en.");
    seat.press("Up Space o");
    assert_eq!(own(&seat), []);
    shows(&mut seat, "Dagen är öppen igen.");
    // A public holiday is told before it is closed once more.
    seat.press("Space s").type_in("2026-12-25");
    shows(&mut seat, "Dagen är redan en helgdag: Juldagen.");
}

#[test]
fn the_years_are_turned_and_the_log_says_what_was_done() {
    let mut seat = at_the_closed_days(world(Lang::En));
    shows(&mut seat, "Closed days 2026");
    seat.press("Right");
    shows(&mut seat, "Closed days 2027");
    shows(&mut seat, "none of your own");
    seat.press("Left Space o").press("l");
    shows(&mut seat, "opened a day");
}
