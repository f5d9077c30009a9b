//! Days that nobody took: which are watched, and who is missed on them.

use chrono::NaiveDate;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::participant::{ArenaId, Group, PersonId, Stay};
use tolv::domain::reckon::duties::{About, Matter, days_watched};

use super::duties::{of_kind, strings, up};
use crate::world::{World, mark, on, placed};

/// Karin and Olle in the kitchen, Siv in the workshop, Lena outdoors.
pub fn groups() -> World {
    let at = |name, group, arena| placed(name, "2026-01-05", (group, arena));
    World::with(&[
        at("Karin Ek", Group::Indoor, "Köket"),
        at("Olle Berg", Group::Indoor, "Köket"),
        at("Siv Dal", Group::Indoor, "Verkstaden"),
        at("Lena Alm", Group::Outdoor, "Parken"),
    ])
}

/// Takes in a day's marks, as a session reads them.
pub fn read(world: &mut World, day: NaiveDate) {
    let who: Vec<PersonId> = world.register.people.keys().copied().collect();
    let marks = world.marks.iter().filter(|((_, d), _)| *d == day);
    let marks = marks.map(|((who, _), mark)| (*who, mark.clone())).collect();
    world.register.marks.read_some(day, &who, marks);
    world.register.marks.read_all(day);
}

/// The groups that a day was not taken of, with how many of how many.
pub fn untaken(world: &World, today: NaiveDate) -> Vec<(Group, u32, u32)> {
    let found = of_kind(&world.register, today, 0, "untaken");
    found
        .iter()
        .map(|duty| match (duty.about, duty.matter) {
            (About::Group(group), Matter::Untaken { unmarked, expected }) => {
                (group, unmarked, expected)
            }
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_day_that_was_read_and_not_taken_is_a_duty_of_its_group() {
    let (friday, today) = (on("2026-11-20"), on("2026-11-23"));
    let mut world = groups();
    assert_eq!(
        untaken(&world, today),
        [],
        "nothing is said of a day not read"
    );
    let marks = std::collections::HashMap::new();
    let some = [PersonId(1)];
    world.register.marks.read_some(friday, &some, marks);
    assert_eq!(untaken(&world, today), [], "nor of one read in part");
    read(&mut world, friday);
    let (indoor, outdoor) = (Group::Indoor, Group::Outdoor);
    assert_eq!(untaken(&world, today), [(indoor, 3, 3), (outdoor, 1, 1)]);
    world.must("anna", &mark(1, friday, Code::Present));
    world.must("anna", &mark(4, friday, Code::Sick));
    assert_eq!(untaken(&world, today), [(indoor, 2, 3)]);
    assert_eq!(
        up(&world, "2026-11-23", "untaken"),
        strings(&["untaken/indoor/2026-11-20"])
    );
    for who in [2, 3] {
        world.must("anna", &mark(who, friday, Code::Present));
    }
    assert_eq!(untaken(&world, today), []);
    world.must("anna", &crate::world::clear(4, friday));
    assert_eq!(untaken(&world, today), [(outdoor, 1, 1)]);
}

#[test]
fn nobody_is_missed_who_was_not_expected() {
    let (friday, today) = (on("2026-11-20"), on("2026-11-23"));
    let mut world = groups();
    read(&mut world, friday);
    // Closed in the kitchen: the workshop was open.
    let kitchen = world.register.arena_named(Some(Group::Indoor), "Köket");
    let closed = |arena: Option<ArenaId>, open_minutes| ClosedDay {
        date: friday,
        arena,
        name: String::new(),
        open_minutes,
    };
    let close = Command::Close(closed(kitchen.map(|arena| arena.id), None));
    world.must("anna", &close);
    let (indoor, outdoor) = (Group::Indoor, Group::Outdoor);
    assert_eq!(untaken(&world, today), [(indoor, 1, 1), (outdoor, 1, 1)]);
    // A half day is a day.
    let half = Command::Close(closed(None, Some(180)));
    world.must("anna", &half);
    assert_eq!(untaken(&world, today), [(indoor, 1, 1), (outdoor, 1, 1)]);
    world.must("anna", &Command::Close(closed(None, None)));
    assert_eq!(untaken(&world, today), []);

    // Off on Fridays, and not yet there.
    let mut world = groups();
    read(&mut world, friday);
    for (id, change) in [
        (
            3,
            (|stay| stay.schedules[0].minutes[4] = 0) as fn(&mut Stay),
        ),
        (4, |stay| stay.start = on("2026-11-21")),
    ] {
        let person = world.register.people.get_mut(&PersonId(id));
        change(&mut person.expect("somebody").stays[0]);
    }
    assert_eq!(untaken(&world, today), [(indoor, 2, 2)]);
}

#[test]
fn the_working_days_of_the_last_two_weeks_are_watched() {
    let world = groups();
    let watched = |day: &str| -> Vec<String> {
        let days = days_watched(&world.register, on(day));
        days.iter().map(|day| day.to_string()).collect()
    };
    // From 25 December: Christmas, New Year's Eve and Day, and Epiphany are free, and the weekends.
    assert_eq!(
        watched("2027-01-08"),
        [
            "2027-01-07",
            "2027-01-05",
            "2027-01-04",
            "2026-12-30",
            "2026-12-29",
            "2026-12-28"
        ]
    );
    let plain = watched("2026-11-23");
    assert_eq!(
        (plain.len(), plain.first(), plain.last()),
        (
            10,
            Some(&"2026-11-20".to_owned()),
            Some(&"2026-11-09".to_owned())
        )
    );
    assert!(
        !watched("2026-11-24").contains(&"2026-11-09".to_owned()),
        "15 days before"
    );
}
