//! The year's quota: what is a new employment and what goes on, and the range that holds.

use tolv::domain::facts::decision::{Ending, Form, Terms};
use tolv::domain::reckon::outlook::outlook;
use tolv::domain::reckon::quota;
use tolv::domain::reckon::quota::Counted;
use tolv::domain::rules::{Name, Own, Value};

use super::{add, end, end_on, own, terms, world};
use crate::world::{World, on, person};

use Form::{Development, Employment, Security};

/// First and last days of what starts and of what ends in a year.
fn year(world: &World, year: i32) -> (Vec<String>, Vec<String>) {
    let found = quota::year(&world.register, year);
    let told = |all: &[Counted]| -> Vec<String> {
        all.iter()
            .map(|c| format!("{}..{}", c.start, c.last_day))
            .collect()
    };
    (told(&found.starts), told(&found.ends))
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn an_extension_and_a_change_of_form_are_the_same_employment() {
    let world = world(&[
        terms(Development, "2025-06-01..2025-12-31"),
        terms(Development, "2026-01-01..2026-05-31"),
        terms(Employment, "2026-06-01..2026-12-30"),
        // After a day between, a new one.
        terms(Employment, "2027-01-01..2027-06-30"),
    ]);
    let all = "2025-06-01..2026-12-30";
    assert_eq!(year(&world, 2025), (strings(&[all]), vec![]));
    assert_eq!(year(&world, 2026), (vec![], strings(&[all])));
    let new = "2027-01-01..2027-06-30";
    assert_eq!(year(&world, 2027), (strings(&[new]), strings(&[new])));
    let first = quota::year(&world.register, 2025).starts[0].form;
    assert_eq!(first, Development, "the form is that of the first day");
}

#[test]
fn the_year_is_that_of_the_first_and_the_last_day() {
    for (span, starts, ends) in [
        ("2025-12-31..2026-12-30", 2025, 2026),
        ("2026-01-01..2026-12-31", 2026, 2026),
        ("2026-12-31..2027-01-01", 2026, 2027),
    ] {
        let world = world(&[terms(Development, span)]);
        for of in 2024..=2028 {
            let (started, ended) = year(&world, of);
            assert_eq!(
                (started.len(), ended.len()),
                (usize::from(of == starts), usize::from(of == ends)),
                "{span} {of}"
            );
        }
    }
    let mut cut = world(&[terms(Development, "2026-06-01..2027-05-31")]);
    cut.must("anna", &end_on(1, "2026-12-31"));
    assert_eq!(
        year(&cut, 2026),
        (
            strings(&["2026-06-01..2026-12-31"]),
            strings(&["2026-06-01..2026-12-31"])
        )
    );
    cut.must("anna", &end(1, Ending::Withdrawn));
    assert_eq!(
        year(&cut, 2026),
        (vec![], vec![]),
        "what never held never began"
    );
}

#[test]
fn what_came_about_without_ami_is_not_in_the_quota() {
    let without = |span| Terms {
        via_ami: false,
        ..terms(Development, span)
    };
    // As its first decision says, whatever a later one does.
    let (first, second) = ("2026-01-01..2026-06-30", "2026-07-01..2026-12-31");
    let via = world(&[terms(Development, first), without(second)]);
    assert_eq!(year(&via, 2026).0, strings(&["2026-01-01..2026-12-31"]));
    let not = world(&[without(first), terms(Development, second)]);
    assert_eq!(year(&not, 2026), (vec![], vec![]));
}

/// So many people with an employment from the same day.
fn several(n: u32, from: &str) -> World {
    let mut world = world(&[]);
    for id in 1..=n {
        let mut person = person(id, &["2020-01-01.."]);
        let terms = terms(Security, &format!("{from}..2028-12-31"));
        person.decisions.push(super::decision(1, terms));
        world.register.people.insert(person.id, person);
    }
    world
}

#[test]
fn how_many_can_still_begin() {
    for (n, left) in [(0, 6), (4, 2), (5, 1), (6, 0), (7, 0)] {
        let mut world = several(n, "2026-12-01");
        if n == 0 {
            world.register.people.clear();
        }
        let found = quota::year(&world.register, 2026);
        assert_eq!(found.starts.len(), n as usize);
        assert_eq!((found.range(), found.left()), (Some((4, 6)), Some(left)));
        let order: Vec<_> = found.starts.iter().map(|counted| counted.who.0).collect();
        assert!(order.is_sorted());
    }
}

#[test]
fn the_range_is_the_units_own_in_its_years() {
    let mut world = world(&[]);
    let until = |day: &str, rule: Own| Own {
        until: Some(on(day)),
        ..rule
    };
    let most = |n, from| own(Name::QuotaMost, Value::Number(n), from);
    world.register.settings.rules = vec![
        until("2027-12-31", most(8, "2027-01-01")),
        // Set during a year: that year keeps what held when it began.
        most(9, "2028-07-01"),
    ];
    for (year, range) in [
        (2026, (4, 6)),
        (2027, (4, 8)),
        (2028, (4, 6)),
        (2029, (4, 9)),
        (1990, (4, 6)),
    ] {
        assert_eq!(
            quota::year(&world.register, year).range(),
            Some(range),
            "{year}"
        );
    }
    assert_eq!(quota::year(&world.register, 1989).range(), None);
    let found = quota::year(&world.register, 2027);
    assert!(found.most.expect("a rule").is_own());
    world.must("anna", &add(&terms(Development, "2027-01-01..2027-12-31")));
    assert_eq!(quota::year(&world.register, 2027).left(), Some(7));
}

#[test]
fn a_decision_extends_what_goes_on_the_day_before_and_else_begins_another() {
    let world = world(&[terms(Development, "2026-01-01..2026-06-30")]);
    for (from, extends, started) in [
        ("2026-07-01", Some("2026-01-01"), None),
        ("2026-07-02", None, Some(2)),
    ] {
        let next = terms(Development, &format!("{from}..2026-12-31"));
        let found = outlook(&world.register, world.person(1), &next);
        let begun = found.quota.map(|quota| quota.started);
        assert_eq!((found.extends, begun), (extends.map(on), started), "{from}");
    }
}
