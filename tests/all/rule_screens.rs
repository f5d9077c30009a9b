//! The rules on the screen: typed at, and compared with golden screens; and the list of whose flags would change.

use chrono::NaiveDate;
use proptest::prelude::*;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::participant::{Draft, Group, Protection};
use tolv::domain::rules::twelve_months::HalfMonths;
use tolv::domain::rules::{Name, Own, Value};
use tolv::text::{Lang, Text};

use crate::screen::{Seat, World, desk, golden};
use crate::world::{placed, with};

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (45, 20), (36, 10)];

/// The rule of which the unit has a value of its own.
const QUOTA: Text = Text {
    sv: "lönebidrag om året, högst",
    en: "wage subsidies a year, at m",
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn quota(n: u32, from: &str) -> Command {
    Command::SetRule(Box::new(Own {
        name: Name::QuotaMost.slug().to_owned(),
        value: Value::Number(n),
        from: day(from),
        until: None,
        source: "KS 2027/14".to_owned(),
    }))
}

/// One value of the unit's own, which holds since the spring.
fn world(lang: Lang) -> World {
    World {
        lang,
        before: vec![quota(8, "2026-04-01")],
        ..World::default()
    }
}

/// At the rules, by the palette.
fn at_the_rules(world: World) -> Seat {
    let mut seat = desk(world);
    seat.press(":").type_in("rules").press("Enter");
    seat
}

fn shows(seat: &mut Seat, words: &str) {
    let screen = seat.screen(100, 44);
    assert!(screen.contains(words), "{words:?} is not on\n{screen}");
}

fn own(seat: &Seat) -> &[Own] {
    &seat.desk.register().settings.rules
}

#[test]
fn the_rules_can_be_read_on_every_screen() {
    for (lang, suffix) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        let one = &[(80, 24)][..];
        for (name, row, keys, sizes) in [
            ("rules", None, "", &SIZES[..]),
            ("rules-end", Some(QUOTA), "", one),
            ("rules-before", None, "End Left Left Left", one),
            ("history", Some(QUOTA), "Enter", &SIZES[..]),
            ("own", Some(QUOTA), "Enter Enter", &SIZES[..]),
        ] {
            let mut seat = at_the_rules(world(lang));
            if let Some(row) = row {
                seat.go_to(row.get(lang));
            }
            seat.press(keys);
            for (columns, rows) in sizes.iter().copied() {
                let drawn = seat.screen(columns, rows);
                golden(&format!("rules/{name}-{columns}x{rows}-{suffix}"), &drawn);
            }
        }
    }
}

#[test]
fn another_date_is_gone_to_by_typing_it_and_by_steps_from_change_to_change() {
    let mut seat = at_the_rules(world(Lang::Sv));
    shows(&mut seat, "Regler i dag, 2026-11-23");
    shows(&mut seat, "* 1 egen");
    // The wage ceiling was another one; the step before was the first of April of this year.
    seat.press("Left");
    shows(&mut seat, "Regler 2026-04-01");
    seat.press("Left");
    shows(&mut seat, "Regler 2020-01-01");
    seat.press("Left");
    shows(&mut seat, "Regler 2019-04-01");
    shows(&mut seat, "19\u{a0}100 kr/mån");
    seat.press("Right Right Right");
    shows(&mut seat, "Regler i dag, 2026-11-23");
    seat.press("Right");
    shows(&mut seat, "Ingen regel ändras efter den dagen.");
    seat.press("g").type_in("2019-12-31").press("Enter");
    shows(&mut seat, "Regler 2019-12-31");
    shows(&mut seat, "19\u{a0}100 kr/mån");
    seat.press("g").type_in("1985-01-01").press("Enter");
    shows(&mut seat, "Inget är känt om den dagen.");
    seat.press("Enter Down Left");
    shows(&mut seat, "Inget är känt om tiden före den dagen.");
    seat.press("Right");
    shows(&mut seat, "Regler 1990-01-01");
    // The board is where it was.
    seat.press("Esc");
    shows(&mut seat, "mån 23 nov 2026");
}

#[test]
fn a_value_of_ones_own_is_set_changed_and_taken_back() {
    let mut seat = at_the_rules(World::default());
    seat.go_to(QUOTA.sv).press("Enter");
    shows(&mut seat, "sätter ett eget värde från en dag.");
    seat.press("Enter");
    shows(&mut seat, "Eget värde: lönebidrag om året, högst");
    shows(
        &mut seat,
        "Det som gäller 2026-11-23: 6 (Enhetens skrivelse 2023-11-15)",
    );
    seat.press("ctrl-u").type_in("3").press("Enter");
    shows(&mut seat, "! Källan saknas");
    seat.type_in("KS 2027/14").press("Enter");
    shows(&mut seat, "! Det går inte ihop 2026-11-23");
    seat.press("End ctrl-u").type_in("åtta").press("Enter");
    shows(&mut seat, "! ”lönebidrag om året, högst” tar ett tal.");
    seat.press("End ctrl-u")
        .type_in("8")
        .press("Tab ctrl-u")
        .type_in("2027-01-01");
    seat.press("Enter");
    shows(&mut seat, "Regeln är sparad och gäller hela enheten.");
    assert_eq!(
        (own(&seat)[0].from, own(&seat)[0].until),
        (day("2027-01-01"), None)
    );
    // Back in its history; the new value stands on top, and what holds today is still chosen.
    shows(&mut seat, "* 8                från 2027-01-01");
    seat.press("Up Enter");
    shows(
        &mut seat,
        "Eget värde från 2027-01-01: lönebidrag om året, högst",
    );
    seat.press("Tab Tab").type_in("2026-12-31").press("Enter");
    shows(&mut seat, "! Slutet 2026-12-31 är före starten 2027-01-01.");
    seat.press("End ctrl-u")
        .type_in("2027-12-31")
        .press("Enter");
    assert_eq!(own(&seat)[0].until, Some(day("2027-12-31")));
    seat.press("Enter Space Enter");
    shows(&mut seat, "Det egna värdet är borttaget.");
    assert_eq!(own(&seat), []);
    shows(&mut seat, "▸   6                tills vidare");
}

#[test]
fn the_twelve_months_lead_to_the_settings_and_the_settings_to_the_rules() {
    let mut seat = at_the_rules(World::default());
    seat.press("Down Enter");
    shows(&mut seat, "↵ ändrar i inställningarna.");
    seat.press("Enter");
    shows(&mut seat, "Inställningar för hela enheten");
    // What was typed is still there after a look at the rules.
    seat.press("Tab ctrl-u").type_in("13").press("PageDown");
    shows(&mut seat, "Regler i dag");
    seat.press("Esc");
    shows(&mut seat, "│ 13");
    seat.press("Enter");
    shows(&mut seat, "i dag 13 mån");
    shows(&mut seat, "enhetens inställning");
    // A no to what a setting would do is no yes to a rule that is set from there.
    let mut seat = desk(thirty(Lang::Sv));
    seat.press(", Tab ctrl-u")
        .type_in("10,5")
        .press("Enter n PageDown")
        .go_to(QUOTA.sv)
        .press("Enter Enter");
    seat.press("ctrl-u")
        .type_in("8")
        .press("Up")
        .type_in("KS")
        .press("Enter");
    shows(&mut seat, "Regeln är sparad och gäller hela enheten.");
    seat.press("Esc Esc");
    shows(&mut seat, "│ 10,5 ");
    assert_eq!(seat.desk.register().settings.rule.length, HalfMonths(24));
    seat.press("Esc Esc");
    // Another form has no rules behind it.
    seat.press("p PageDown");
    shows(&mut seat, "Ny person");
}

fn arrival(n: u32) -> Draft {
    let start = day("2026-01-01") + chrono::Days::new(n.into());
    let start = start.to_string();
    with(
        placed(&format!("Person{n} Ek"), &start, (Group::Indoor, "")),
        |draft| {
            draft.schedule = None;
            if n == 5 {
                draft.details.protection = Protection::Marked;
            }
        },
    )
}

/// Thirty people who came one a day after New Year: by ten months all of them are over.
fn thirty(lang: Lang) -> World {
    World {
        lang,
        before: (1..=30)
            .map(|n| Command::Enrol(Box::new(arrival(n))))
            .collect(),
        ..World::default()
    }
}

#[test]
fn whose_flags_would_change_is_told_page_by_page_before_it_is_saved() {
    for (lang, suffix) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        let mut seat = desk(thirty(lang));
        seat.press(", Tab ctrl-u")
            .type_in("9,5")
            .press("Tab ctrl-u")
            .type_in("9");
        seat.press("Enter");
        for (columns, rows) in SIZES {
            let drawn = seat.screen(columns, rows);
            golden(&format!("rules/what-if-{columns}x{rows}-{suffix}"), &drawn);
        }
        seat.screen(45, 20);
        seat.press("Space");
        golden(
            &format!("rules/what-if-more-45x20-{suffix}"),
            &seat.screen(45, 20),
        );
    }
    let mut seat = desk(thirty(Lang::Sv));
    seat.press(", Tab ctrl-u")
        .type_in("10")
        .press("Tab ctrl-u")
        .type_in("9")
        .press("Enter");
    // Every one of them is on some page, once; the protected one without a name; after the last page comes the first.
    let mut seen = String::new();
    let first = seat.screen(45, 20);
    for _ in 0..10 {
        let page = seat.screen(45, 20);
        if !seen.is_empty() && page == first {
            break;
        }
        seen.push_str(&page);
        seat.press("Space");
    }
    assert_eq!(seat.screen(45, 20), first);
    for n in 1..=23 {
        let name = match n {
            5 => "Skyddad #5:".to_owned(),
            n => format!(" Person{n} Ek:"),
        };
        assert!(seen.contains(&name), "{name}\n{seen}");
    }
    assert!(!seen.contains("Person5 "), "{seen}");
    seat.desk.wheel(3);
    assert_ne!(seat.screen(45, 20), first);
    seat.press("Esc");
    shows(&mut seat, "Inställningar för hela enheten");
    assert_eq!(seat.desk.register().settings.rule.length, HalfMonths(24));
    seat.press("Enter y");
    assert_eq!(seat.desk.register().settings.rule.length, HalfMonths(20));
    shows(&mut seat, "Inställningarna är sparade och gäller alla.");
}

#[test]
fn ascii_rules_hold_no_other_signs_than_letters() {
    for keys in ["", "Enter", "Enter Enter"] {
        let mut seat = at_the_rules(World {
            ascii: true,
            ..world(Lang::Sv)
        });
        seat.go_to(QUOTA.sv).press(keys);
        for (columns, rows) in SIZES {
            let drawn = seat.screen(columns, rows);
            let other = drawn.chars().find(|c| !c.is_ascii() && !c.is_alphabetic());
            assert_eq!(other, None, "{drawn}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_keys_taps_or_sizes_break_the_rules(
        steps in prop::collection::vec(
            prop::sample::select(vec![
                "Up", "Down", "PageUp", "PageDown", "Home", "End", "Left", "Right", "Enter", "Esc", "Tab", "Space", "g",
                "1", "8", "-", "y", "n",
            ]),
            1..60,
        ),
        taps in prop::collection::vec((0u16..130, 0u16..40), 0..8),
        (columns, rows) in (36u16..130, 10u16..40),
    ) {
        let mut seat = at_the_rules(world(Lang::En));
        for step in steps {
            seat.press(step);
            seat.screen(columns, rows);
        }
        for (column, row) in taps {
            seat.desk.tap(column, row);
            seat.screen(columns, rows);
        }
    }
}
