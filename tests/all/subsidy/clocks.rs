//! The two clocks of support: to the day of each reminder, and what they say of why.

use chrono::{NaiveDate, TimeDelta};
use tolv::domain::facts::decision::{DecisionId, Ending, Form};
use tolv::domain::reckon::clocks::{DecisionStanding, TotalStanding};
use tolv::domain::reckon::employments::employments;
use tolv::domain::reckon::threshold::Clock;
use tolv::domain::register::Register;
use tolv::domain::rules::{Name, Value};
use tolv::text::Lang;

use super::{add, end, end_on, lena, months, own, replace, terms, world};
use crate::world::{World, on, person};

use Clock::{Near, Plan, Reached, Running};
use Form::{Development, Employment, Security};

const YEAR: &str = "2026-01-01..2026-12-31";

fn decision_clock<'a>(world: &'a World, day: &str) -> Option<DecisionStanding<'a>> {
    world.register.decision_standing(lena(world), on(day))
}

fn total_clock<'a>(world: &'a World, day: &str) -> Option<TotalStanding<'a>> {
    world.register.total_standing(lena(world), on(day))
}

/// The clock on days counted from another, forwards or back.
fn on_days(
    world: &World,
    from: &str,
    clock: impl Fn(&Register, NaiveDate) -> Option<(Clock, i64)>,
    cases: &[(i64, Clock, i64)],
) {
    for (days, expected, left) in cases {
        let day = on(from) + TimeDelta::days(*days);
        assert_eq!(
            clock(&world.register, day),
            Some((*expected, *left)),
            "{day}"
        );
    }
}

#[test]
fn the_decision_is_reminded_of_90_and_30_days_before_its_last_day() {
    let world = world(&[terms(Development, YEAR)]);
    let clock = |register: &Register, day| {
        let standing = register.decision_standing(lena(&world), day)?;
        Some((standing.clock, standing.days_left))
    };
    let cases = [
        (-364, Running, 364),
        (-91, Running, 91),
        (-90, Plan, 90),
        (-31, Plan, 31),
        (-30, Near, 30),
        (0, Near, 0),
        (1, Reached, -1),
        (700, Reached, -700),
    ];
    on_days(&world, "2026-12-31", clock, &cases);
    // No clock before the first day.
    assert_eq!(decision_clock(&world, "2025-12-31"), None);
    let why = decision_clock(&world, "2026-06-01").expect("a clock");
    assert_eq!(
        why.why(Lang::Sv),
        "beslut 1 (utveckling): stöd utan avbrott 2026-01-01 – 2026-12-31; påminnelse 90 dagar och 30 dagar före (Enhetens val)"
    );
    assert_eq!(why.progress(on("2026-01-01")), (1, 365));
    assert_eq!(why.progress(on("2026-12-31")), (365, 365));
}

#[test]
fn the_reminders_are_the_units_own_from_their_day() {
    let mut world = world(&[terms(Development, YEAR)]);
    let early = own(Name::DecisionRemindEarly, Value::Days(120), "2026-10-01");
    world.register.settings.rules.push(early);
    for (day, clock) in [
        // 120 days before; the rule holds from October.
        ("2026-09-02", Running),
        ("2026-09-30", Running),
        ("2026-10-01", Plan),
    ] {
        assert_eq!(
            decision_clock(&world, day).map(|s| s.clock),
            Some(clock),
            "{day}"
        );
    }
}

#[test]
fn decisions_that_go_on_from_each_other_are_one_time() {
    let world = world(&[
        terms(Development, YEAR),
        terms(Employment, "2027-01-01..2027-12-31"),
        terms(Employment, "2028-01-02..2028-12-31"),
    ]);
    let standing = decision_clock(&world, "2026-12-31").expect("a clock");
    assert_eq!(
        (
            standing.id,
            standing.form,
            standing.start,
            standing.last_day
        ),
        (
            DecisionId(2),
            Employment,
            on("2026-01-01"),
            on("2027-12-31")
        )
    );
    // Another time is set to begin after a day between: nothing to remind of, and the last one is told of only to its end.
    let last = decision_clock(&world, "2027-12-31").expect("a clock");
    assert_eq!(
        (last.clock, last.is_closed, last.next),
        (Running, false, Some(on("2028-01-02")))
    );
    for (lang, words) in [
        (Lang::Sv, "stöd igen från 2028-01-02"),
        (Lang::En, "support again from 2028-01-02"),
    ] {
        assert!(last.why(lang).ends_with(words), "{}", last.why(lang));
    }
    assert_eq!(decision_clock(&world, "2028-01-01"), None);
    let again = decision_clock(&world, "2028-01-02").expect("a clock");
    assert_eq!((again.id, again.next), (DecisionId(3), None));
}

#[test]
fn an_ended_decision_reminds_of_nothing_and_one_that_ran_out_does() {
    let mut closed = world(&[terms(Development, YEAR)]);
    closed.must("anna", &end_on(1, "2026-12-31"));
    let standing = decision_clock(&closed, "2026-12-31").expect("a clock");
    assert_eq!((standing.clock, standing.is_closed), (Running, true));
    assert!(standing.why(Lang::En).ends_with("ended, nothing follows"));
    assert_eq!(decision_clock(&closed, "2027-01-01"), None);
    // It holds again as decided when it was a mistake.
    closed.must("anna", &end(1, Ending::Reopened));
    let open = decision_clock(&closed, "2027-01-01").expect("a clock");
    assert_eq!((open.clock, open.is_closed), (Reached, false));
    closed.must("anna", &end(1, Ending::Withdrawn));
    assert_eq!(decision_clock(&closed, "2026-06-01"), None);

    // One that follows after all opens it again.
    let mut extended = world(&[terms(Development, YEAR)]);
    extended.must("anna", &end_on(1, "2026-12-31"));
    extended.must("anna", &add(&terms(Development, "2027-01-01..2027-06-30")));
    let standing = decision_clock(&extended, "2027-06-15").expect("a clock");
    assert_eq!((standing.clock, standing.is_closed), (Near, false));
}

#[test]
fn what_was_replaced_has_not_ended() {
    let mut world = world(&[terms(Development, YEAR)]);
    world.must(
        "anna",
        &replace(1, &terms(Development, "2026-07-01..2027-06-30")),
    );
    let standing = decision_clock(&world, "2026-12-31").expect("a clock");
    assert_eq!(
        (standing.id, standing.last_day),
        (DecisionId(2), on("2027-06-30"))
    );
    // The one in its place was a mistake: the first holds again as it was decided.
    let mut mistaken = world.clone();
    mistaken.must("anna", &end(2, Ending::Withdrawn));
    let standing = decision_clock(&mistaken, "2026-06-15").expect("a clock");
    assert_eq!(
        (standing.clock, standing.is_closed, standing.last_day),
        (Running, false, on("2026-12-31"))
    );
    // Where a later one has taken its days it cannot, but nobody has said that it was to end there.
    world.must("anna", &end_on(2, "2026-08-31"));
    world.must("anna", &add(&terms(Development, "2026-09-01..2026-12-31")));
    world.must("anna", &end(2, Ending::Withdrawn));
    let standing = decision_clock(&world, "2026-06-15").expect("a clock");
    assert_eq!(
        (standing.is_closed, standing.next, standing.last_day),
        (false, Some(on("2026-09-01")), on("2026-06-30"))
    );
    assert!(!employments(lena(&world))[0].is_closed());
}

#[test]
fn there_is_a_clock_only_for_who_is_at_ami_and_of_this_stay() {
    let mut world = world(&[]);
    let stays = person(1, &["2026-01-01..2026-12-31", "2027-03-01.."]);
    world.register.people.insert(stays.id, stays);
    world.must("anna", &add(&terms(Development, "2026-02-01..2026-12-31")));
    for (day, decision, total) in [
        ("2026-01-31", false, false),
        ("2026-02-01", true, true),
        ("2026-12-31", true, true),
        ("2027-01-01", false, false),
        // Support that ran out in an earlier stay is nothing to follow up in this one; its days still count.
        ("2027-03-01", false, true),
    ] {
        assert_eq!(decision_clock(&world, day).is_some(), decision, "{day}");
        assert_eq!(total_clock(&world, day).is_some(), total, "{day}");
    }
    // Support that reaches into the stay is.
    world.must("anna", &add(&terms(Development, "2027-01-01..2027-03-01")));
    let standing = decision_clock(&world, "2027-04-01").expect("a clock");
    assert_eq!(
        (standing.clock, standing.start),
        (Reached, on("2026-02-01"))
    );
}

#[test]
fn the_total_is_reminded_of_180_and_90_days_before_it_is_used_up() {
    let world = world(&[
        terms(Development, "2025-01-01..2025-12-31"),
        terms(Development, YEAR),
    ]);
    let clock = |register: &Register, day| {
        let standing = register.total_standing(lena(&world), day)?;
        Some((standing.clock, standing.days_left))
    };
    let cases = [
        (-729, Running, 729),
        (-181, Running, 181),
        (-180, Plan, 180),
        (-91, Plan, 91),
        (-90, Near, 90),
        (0, Near, 0),
        // Support has ended, and no more is used.
        (1, Near, 0),
        (100, Near, 0),
    ];
    on_days(&world, "2026-12-31", clock, &cases);
    let standing = total_clock(&world, "2026-06-30").expect("a clock");
    assert_eq!(
        (
            standing.form,
            standing.start,
            standing.used,
            standing.decided,
            standing.most
        ),
        (Development, on("2025-01-01"), 546, 730, 730)
    );
    assert_eq!(standing.last_day, on("2026-12-31"));
    assert_eq!(
        standing.why(Lang::Sv),
        "utveckling: 546 dagar med stöd sedan 2025-01-01 (730 beslutade) av högst 730 = 24 mån (Förordning (2017:462) 27 §); utan avbrott till 2026-12-31"
    );
}

#[test]
fn days_without_support_are_not_used() {
    let world = world(&[
        terms(Development, "2026-01-01..2026-03-31"),
        terms(Employment, "2026-04-01..2026-06-30"),
        terms(Development, "2026-09-01..2026-12-31"),
    ]);
    let used = |day| {
        let standing = total_clock(&world, day).expect("a clock");
        (standing.form, standing.used, standing.days_left)
    };
    assert_eq!(used("2026-03-31"), (Development, 90, 640));
    // The clock is that of the form in force.
    assert_eq!(used("2026-04-01"), (Employment, 1, 2_921));
    assert_eq!(
        used("2026-08-31"),
        (Employment, 91, 2_831),
        "else of the latest"
    );
    assert_eq!(used("2026-09-01"), (Development, 91, 639));
    assert_eq!(
        total_clock(&world, "2026-09-01").map(|s| s.last_day),
        Some(on("2028-06-01"))
    );
    let security = super::world(&[terms(Security, YEAR)]);
    assert_eq!(
        total_clock(&security, "2026-06-01"),
        None,
        "no total is stated"
    );
}

#[test]
fn more_support_than_the_rule_allows_is_over_from_the_day_it_was_reached() {
    let mut world = world(&[
        terms(Development, "2025-01-01..2025-12-31"),
        terms(Development, "2026-02-01..2026-12-31"),
    ]);
    let total = own(Name::DevelopmentLongestTotal, months(18), "2026-01-01");
    world.register.settings.rules.push(total);
    // 18 months from 2025-01-01 are 546 days: 365 of the first, 181 of the second.
    for (day, left, clock) in [
        ("2026-07-31", 0, Near),
        ("2026-08-01", -1, Reached),
        ("2026-12-31", -153, Reached),
        ("2027-02-01", -153, Reached),
    ] {
        let standing = total_clock(&world, day).expect("a clock");
        assert_eq!(
            (standing.days_left, standing.clock, standing.last_day),
            (left, clock, on("2026-07-31")),
            "{day}"
        );
    }
    // Twelve months of them were used on the very last day of the first decision.
    world.register.settings.rules[0].value = months(12);
    let standing = total_clock(&world, "2026-02-01").expect("a clock");
    let found = (standing.days_left, standing.last_day);
    assert_eq!(found, (-1, on("2025-12-31")));
}

#[test]
fn months_used_are_counted_from_the_first_day() {
    for (from, day, expected) in [
        ("2026-01-01", "2026-01-30", 0),
        ("2026-01-01", "2026-01-31", 1),
        ("2026-01-01", "2026-12-30", 11),
        ("2026-01-01", "2026-12-31", 12),
        ("2024-02-29", "2025-02-26", 11),
        ("2024-02-29", "2025-02-27", 12),
        ("2025-08-31", "2026-02-27", 6),
        ("2025-08-31", "2026-02-26", 5),
    ] {
        let until = super::naive::months_later(on(from), 12)
            .pred_opt()
            .expect("a day");
        let world = world(&[terms(Development, &format!("{from}..{until}"))]);
        let standing = total_clock(&world, day).expect("a clock");
        assert_eq!(standing.months_used(), expected, "{from} {day}");
    }
}
