//! How stays are corrected, moved, ended and opened again.

use tolv::domain::decide::NAME_LIMIT;
use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::outcome::{Came, Outcome};
use tolv::domain::facts::participant::{Group, PersonId, Protection, Schedule};

use crate::enrolment::{assert_sound, lena, number};
use crate::world::{Correction, TODAY, WEEK, World, clear, draft, later, mark, on, person, with};

pub fn end_stay(last_day: &str) -> Command {
    Command::EndStay {
        who: PersonId(1),
        last_day: on(last_day),
        came: Came {
            note: "kök i skolan".to_owned(),
            ..Came::only(Outcome::Job)
        },
    }
}

pub fn move_to(from: &str, group: Group, arena: &str) -> Command {
    Command::Move {
        is_new_arena: true,
        who: PersonId(1),
        from: on(from),
        group,
        arena: arena.to_owned(),
    }
}

fn changed(world: &World, change: impl FnOnce(&mut Correction)) -> Command {
    let mut changed = Correction::of(world.person(1), world.today);
    change(&mut changed);
    changed.command(PersonId(1))
}

/// Each placement as its first day and the arena's name.
fn placed(world: &World, stay: usize) -> Vec<(String, String)> {
    let placements = &world.person(1).stays[stay].placements;
    let named = placements.iter().map(|p| {
        (
            p.from.to_string(),
            world.register.arenas[&p.arena].name.clone(),
        )
    });
    named.collect()
}

pub fn assert_placed(world: &World, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(day, arena)| (day.to_string(), arena.to_string()))
        .collect();
    assert_eq!(placed(world, 0), expected);
}

#[test]
fn a_new_stay_comes_after_or_before_but_never_over_another() {
    for (start, end, taken) in [
        ("2026-09-01", None, true),
        ("2026-07-01", None, true),
        ("2026-06-30", None, false),
        ("2026-01-05", None, false),
        ("2025-06-01", None, false),
        ("2025-06-01", Some("2026-01-04"), true),
        ("2025-06-01", Some("2026-01-05"), false),
        ("2026-02-01", Some("2026-03-01"), false),
    ] {
        let mut world = World::of(person(1, &["2026-01-05..2026-06-30"]));
        let draft = Box::new(with(draft("Lena Berg", start), |d| d.end = end.map(on)));
        let command = Command::NewStay {
            who: PersonId(1),
            draft,
        };
        if taken {
            world.must("anna", &command);
            assert_eq!(world.person(1).stays.len(), 2, "{start}");
            assert_sound(&world.register);
        } else {
            let refusal = world.refused("anna", &command);
            assert!(
                matches!(refusal, Refusal::Overlaps { start, .. } if start == on("2026-01-05")),
                "{start} {refusal:?}"
            );
        }
    }
    let mut open = World::with(&[lena()]);
    let draft = Box::new(draft("Lena Berg", "2026-09-01"));
    assert!(matches!(
        open.refused(
            "anna",
            &Command::NewStay {
                who: PersonId(1),
                draft
            }
        ),
        Refusal::Overlaps { last: None, .. }
    ));
}

#[test]
fn a_corrected_start_takes_placements_and_schedules_along() {
    let mut world = World::with(&[lena()]);
    world.must("anna", &move_to("2026-03-02", Group::Outdoor, "Parken"));
    let schedule = |world: &World| {
        world.person(1).stays[0]
            .schedules
            .iter()
            .map(|s| s.from.to_string())
            .collect::<Vec<_>>()
    };
    for (start, placements) in [
        (
            "2025-12-01",
            &[("2025-12-01", "Köket"), ("2026-03-02", "Parken")][..],
        ),
        (
            "2026-02-02",
            &[("2026-02-02", "Köket"), ("2026-03-02", "Parken")],
        ),
        ("2026-03-02", &[("2026-03-02", "Parken")]),
        ("2026-04-01", &[("2026-04-01", "Parken")]),
        ("2026-01-05", &[("2026-01-05", "Parken")]),
    ] {
        let command = changed(&world, |d| d.start = on(start));
        world.must("anna", &command);
        assert_placed(&world, placements);
        assert_eq!(schedule(&world), [start], "{start}");
        assert_sound(&world.register);
    }
    let command = changed(&world, |d| d.start = on("1989-12-31"));
    assert!(matches!(
        world.refused("anna", &command),
        Refusal::StartOutOfRange { .. }
    ));
    world.must("anna", &end_stay("2026-11-20"));
    let command = changed(&world, |d| d.start = on("2026-11-21"));
    assert!(matches!(
        world.refused("anna", &command),
        Refusal::EndBeforeStart { .. }
    ));
}

#[test]
fn a_stay_and_a_job_begin_in_the_years_from_1990_to_2100() {
    for (day, taken) in [
        ("1989-12-31", false),
        ("1990-01-01", true),
        ("2100-12-31", true),
        ("2101-01-01", false),
    ] {
        let mut ended = World::of(person(1, &["1989-12-31.."]));
        ended.today = on("2101-01-01");
        ended.must("anna", &end_stay("2101-01-01"));
        let job = Command::SetOutcome {
            who: PersonId(1),
            stay: on("1989-12-31"),
            came: Came {
                job_start: Some(on(day)),
                ..Came::only(Outcome::Job)
            },
        };
        let here = World::with(&[lena()]);
        let corrected = changed(&here, |d| d.start = on(day));
        let enrolled = Command::Enrol(Box::new(draft("Olle Dahl", day)));
        for (world, command) in [(&here, enrolled), (&here, corrected), (&ended, job)] {
            let mut world = world.clone();
            match taken {
                true => drop(world.must("anna", &command)),
                false => {
                    let refusal = world.refused("anna", &command);
                    assert_eq!(refusal, Refusal::StartOutOfRange { start: on(day) });
                }
            }
        }
    }
}

#[test]
fn a_start_corrected_to_the_day_of_other_hours_has_those_alone() {
    let mut lena = person(1, &["2026-01-05.."]);
    lena.stays[0].schedules.push(Schedule {
        from: on("2026-03-02"),
        minutes: [240; 7],
    });
    for (start, expected) in [
        (
            "2026-03-01",
            &[("2026-03-01", 360), ("2026-03-02", 240)][..],
        ),
        ("2026-03-02", &[("2026-03-02", 240)]),
        ("2026-03-03", &[("2026-03-03", 240)]),
    ] {
        let mut world = World::of(lena.clone());
        let command = changed(&world, |d| d.start = on(start));
        world.must("anna", &command);
        let schedules = &world.person(1).stays[0].schedules;
        let hours: Vec<_> = schedules.iter().map(|s| (s.from, s.minutes[0])).collect();
        let expected: Vec<_> = expected.iter().map(|(day, n)| (on(day), *n)).collect();
        assert_eq!(hours, expected, "{start}");
    }
}

#[test]
fn a_corrected_start_leaves_no_mark_outside_and_overlaps_nothing() {
    // Also where it is not the first stay.
    for stays in [
        &["2026-01-05.."][..],
        &["2025-01-07..2025-06-30", "2026-01-05.."],
    ] {
        let mut world = World::of(person(1, stays));
        if stays.len() > 1 {
            world.must("anna", &mark(1, on("2025-02-03"), Code::Sick));
        }
        world.must("anna", &mark(1, on("2026-02-02"), Code::Sick));
        let command = changed(&world, |d| d.start = on("2026-02-03"));
        let refusal = world.refused("anna", &command);
        assert!(
            matches!(refusal, Refusal::MarksOutside { day, .. } if day == on("2026-02-02")),
            "{refusal:?}"
        );
        let command = changed(&world, |d| d.start = on("2026-02-02"));
        world.must("anna", &command);
        if stays.len() > 1 {
            let command = changed(&world, |d| d.start = on("2025-06-30"));
            assert!(matches!(
                world.refused("anna", &command),
                Refusal::Overlaps { .. }
            ));
            let command = changed(&world, |d| d.start = on("2025-07-01"));
            world.must("anna", &command);
        }
        assert_sound(&world.register);
    }
}

#[test]
fn details_are_changed_and_a_schedule_from_today() {
    let mut world = World::with(&[lena()]);
    let same = changed(&world, |_| {});
    assert_eq!(world.must("anna", &same), []);
    let all = changed(&world, |d| {
        (d.details.given, d.details.family) = ("Lena  Maria".into(), "Ek".into());
        (d.details.phone, d.details.note) = ("070-123".into(), "ringer\nförst".into());
        (d.details.supervisor, d.details.measure) = ("Anna".into(), "FAS 2".into());
        (d.details.personnummer, d.details.protection) = (number(0), Protection::Strong);
        d.schedule = Some([240; 7]);
    });
    world.must("anna", &all);
    let lena = world.person(1);
    assert_eq!(
        (lena.full_name().as_str(), lena.note.as_str()),
        ("Lena Maria Ek", "ringer först")
    );
    assert_eq!(lena.personnummer, number(0));
    let schedules: Vec<_> = lena.stays[0]
        .schedules
        .iter()
        .map(|s| (s.from, s.minutes[0]))
        .collect();
    assert_eq!(schedules, [(on("2026-01-05"), 360), (on(TODAY), 240)]);
    // Back on the same day leaves no trace.
    let command = changed(&world, |d| d.schedule = Some(WEEK));
    world.must("anna", &command);
    assert_eq!(world.person(1).stays[0].schedules.len(), 1);
}

#[test]
fn details_that_cannot_be_are_refused() {
    let other = with(draft("Olle Dahl", "2026-01-05"), |d| {
        d.details.personnummer = number(1)
    });
    let mut world = World::with(&[lena(), other]);
    for (change, refusal) in [
        (
            (|d| (d.details.given, d.details.family) = (" ".into(), String::new()))
                as fn(&mut Correction),
            Refusal::NameMissing,
        ),
        (
            |d| d.details.personnummer = number(1),
            Refusal::PersonnummerTaken {
                name: "Olle Dahl".into(),
            },
        ),
        (|d| d.schedule = Some([1441; 7]), Refusal::BadMinutes),
        (
            |d| d.details.family = "\u{9b}31m".into(),
            Refusal::TextNotPlain,
        ),
        (
            |d| d.details.phone = "a\u{0}b".into(),
            Refusal::TextNotPlain,
        ),
        (
            |d| d.details.supervisor = "\u{200b}".into(),
            Refusal::TextNotPlain,
        ),
        (
            |d| d.details.measure = "\u{7f}".into(),
            Refusal::TextNotPlain,
        ),
        (
            |d| d.details.note = "\u{1b}]0;x\u{7}".into(),
            Refusal::TextNotPlain,
        ),
        (
            |d| d.details.given = "x".repeat(NAME_LIMIT + 1),
            Refusal::TextTooLong { limit: NAME_LIMIT },
        ),
    ] {
        let command = changed(&world, change);
        assert_eq!(world.refused("anna", &command), refusal);
    }
}

#[test]
fn a_move_keeps_history() {
    let mut world = World::with(&[lena()]);
    let (indoor, outdoor) = (Group::Indoor, Group::Outdoor);
    let refusal = world.refused("anna", &move_to(TODAY, indoor, "köket"));
    assert!(matches!(refusal, Refusal::AlreadyPlaced { .. }));
    let refusal = world.refused("anna", &move_to("2026-01-04", outdoor, "Parken"));
    assert!(matches!(refusal, Refusal::OutsideStay { .. }));
    world.must("anna", &move_to("2026-03-02", outdoor, "Parken"));
    world.must("anna", &move_to(TODAY, outdoor, "Skogen"));
    assert_placed(
        &world,
        &[
            ("2026-01-05", "Köket"),
            ("2026-03-02", "Parken"),
            (TODAY, "Skogen"),
        ],
    );
    assert_eq!(
        world.register.group_of(world.person(1), on("2026-03-01")),
        Some(indoor)
    );
    assert_eq!(
        world.register.group_of(world.person(1), on("2026-03-02")),
        Some(outdoor)
    );
    world.must("anna", &move_to(TODAY, outdoor, "Parken"));
    assert_placed(&world, &[("2026-01-05", "Köket"), ("2026-03-02", "Parken")]);
    world.must("anna", &move_to("2026-03-02", indoor, "Köket"));
    assert_placed(&world, &[("2026-01-05", "Köket")]);
    world.must("anna", &move_to("2026-01-05", indoor, "Verkstaden"));
    assert_placed(&world, &[("2026-01-05", "Verkstaden")]);
    assert_sound(&world.register);
    let mut nobody = World::of(person(1, &[]));
    assert!(matches!(
        nobody.refused("anna", &move_to(TODAY, indoor, "Köket")),
        Refusal::NoStay { .. }
    ));
}

#[test]
fn a_stay_ends_and_opens_again() {
    let mut world = World::with(&[lena()]);
    let reopen = Command::ReopenStay { who: PersonId(1) };
    let last = |world: &World| world.person(1).stays[0].last_day();
    assert!(matches!(
        world.refused("anna", &reopen),
        Refusal::NotEnded { .. }
    ));
    world.must("anna", &mark(1, on("2026-11-20"), Code::Sick));
    world.must("anna", &mark(1, later(0), Code::Sick));
    let refusal = world.refused("anna", &end_stay("2026-11-20"));
    assert!(
        matches!(refusal, Refusal::MarksOutside { day, .. } if day == later(0)),
        "{refusal:?}"
    );
    world.must("anna", &clear(1, later(0)));
    assert!(matches!(
        world.refused("anna", &end_stay("2026-01-04")),
        Refusal::EndBeforeStart { .. }
    ));
    // A planned end is moved, both ways; today's is still to come.
    for day in [
        "2026-12-31",
        "2027-03-31",
        TODAY,
        "2026-11-30",
        "2026-11-20",
    ] {
        world.must("anna", &end_stay(day));
        assert_eq!(last(&world), Some(on(day)));
    }
    assert_eq!(
        world.must("anna", &end_stay("2026-11-20")),
        [],
        "the same end"
    );
    // It has passed now: a later day is for reopening to say.
    assert!(matches!(
        world.refused("anna", &end_stay("2026-11-23")),
        Refusal::AlreadyEnded { .. }
    ));
    world.must("anna", &reopen);
    assert_eq!(last(&world), None);
    let mut note = end_stay("2026-11-30");
    if let Command::EndStay { came, .. } = &mut note {
        came.note = "\u{1b}[1m".to_owned();
    }
    assert_eq!(world.refused("anna", &note), Refusal::TextNotPlain);
    assert!(matches!(
        World::of(person(1, &[])).refused("anna", &end_stay(TODAY)),
        Refusal::NoStay { .. }
    ));
    assert!(matches!(
        World::of(person(1, &[])).refused("anna", &reopen),
        Refusal::NoStay { .. }
    ));
}

#[test]
fn what_begins_on_the_last_day_is_kept_and_what_begins_after_it_is_not() {
    let mut world = World::with(&[lena()]);
    world.must("anna", &move_to(TODAY, Group::Outdoor, "Parken"));
    let hours = changed(&world, |d| d.schedule = Some([240; 7]));
    world.must("anna", &hours);
    for (last_day, kept) in [(TODAY, 2), ("2026-11-22", 1)] {
        let mut world = world.clone();
        world.must("anna", &end_stay(last_day));
        world.must("anna", &Command::ReopenStay { who: PersonId(1) });
        let stay = &world.person(1).stays[0];
        let found = (stay.placements.len(), stay.schedules.len());
        assert_eq!(found, (kept, kept), "{last_day}");
    }
}

#[test]
fn the_stay_of_a_day_the_one_ahead_of_it_and_the_one_near_it_are_these() {
    let person = person(1, &["2026-01-05..2026-06-30", "2026-09-01..2026-10-30"]);
    let (first, second) = (Some(&person.stays[0]), Some(&person.stays[1]));
    for (day, of, ahead, near) in [
        ("2026-01-04", None, first, first),
        ("2026-01-05", first, first, first),
        ("2026-06-30", first, first, first),
        ("2026-07-01", None, second, first),
        ("2026-08-31", None, second, first),
        ("2026-09-01", second, second, second),
        ("2026-10-30", second, second, second),
        ("2026-10-31", None, second, second),
    ] {
        let day = on(day);
        let found = (
            person.stay(day),
            person.stay_ahead(day),
            person.stay_near(day),
        );
        assert_eq!(found, (of, ahead, near), "{day}");
    }
}

#[test]
fn the_stay_that_ends_is_the_one_in_force() {
    let planned = ["2026-01-05..2026-12-31", "2027-02-01.."];
    let ends = |world: &World| -> Vec<_> {
        world
            .person(1)
            .stays
            .iter()
            .map(|s| s.last_day().map(|d| d.to_string()))
            .collect()
    };
    let mut world = World::of(person(1, &planned));
    assert!(matches!(
        world.refused("anna", &end_stay("2027-02-01")),
        Refusal::Overlaps { .. }
    ));
    assert!(matches!(
        world.refused("anna", &end_stay("2027-05-01")),
        Refusal::Overlaps { .. }
    ));
    world.must("anna", &end_stay("2027-01-31"));
    assert_eq!(ends(&world), [Some("2027-01-31".to_owned()), None]);
    // Marks made in advance within it hold it open, though a later stay follows.
    world.must("anna", &mark(1, on("2026-12-10"), Code::Holiday));
    world.must("anna", &mark(1, on("2027-02-02"), Code::Holiday));
    assert!(
        matches!(world.refused("anna", &end_stay("2026-12-09")), Refusal::MarksOutside { day, .. } if day == on("2026-12-10"))
    );
    world.must("anna", &end_stay("2026-12-10"));
    // Between two stays a later last day is the coming one's.
    let mut world = World::of(person(1, &["2026-01-05..2026-06-30", "2027-02-01.."]));
    world.must("anna", &end_stay("2027-05-01"));
    assert_eq!(
        ends(&world),
        [Some("2026-06-30".to_owned()), Some("2027-05-01".to_owned())]
    );
    world.must("anna", &end_stay("2026-05-31"));
    assert_eq!(
        ends(&world),
        [Some("2026-05-31".to_owned()), Some("2027-05-01".to_owned())]
    );
}
