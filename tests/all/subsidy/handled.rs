//! What is done about a duty, and when it comes up all the same.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::attendance::ActorId;
use tolv::domain::facts::decision::Form;
use tolv::domain::facts::handling::{DutyKey, Handling};
use tolv::text::Lang;

use super::duties::{since, up};
use crate::world::{World, later, on};

fn handle(key: &str, note: &str, until: Option<NaiveDate>) -> Command {
    Command::HandleDuty {
        key: DutyKey(key.to_owned()),
        note: note.to_owned(),
        until,
    }
}

fn is_out_of_the_way(world: &World, key: &str, day: &str) -> bool {
    let handling = world.register.handled.get(&DutyKey(key.to_owned()));
    handling.is_some_and(|handling| handling.holds(on(day)))
}

#[test]
fn a_duty_is_handled_until_it_has_come_further() {
    let mut world = since("2026-01-08");
    let near = up(&world, "2026-11-23", "no-plan").remove(0);
    world.must("anna", &handle(&near, "ringt", None));
    for day in ["2026-11-23", "2027-01-07", "2040-01-01"] {
        assert!(is_out_of_the_way(&world, &near, day));
    }
    // Over the twelve months it is another duty.
    let reached = up(&world, "2027-01-08", "no-plan").remove(0);
    assert!(!is_out_of_the_way(&world, &reached, "2027-01-08"));
    assert_ne!(near, reached);
    // The same again changes nothing; another note does.
    assert_eq!(world.must("anna", &handle(&near, " ringt ", None)), []);
    assert_eq!(world.must("anna", &handle(&near, "mejlat", None)).len(), 1);
    for note in ["", "  "] {
        assert_eq!(
            world.refused("anna", &handle(&near, note, None)),
            Refusal::NoteMissing
        );
    }
    assert_eq!(
        world.refused("anna", &handle(&near, "a\u{202e}b", None)),
        Refusal::TextNotPlain
    );
}

#[test]
fn a_duty_is_set_aside_until_a_day_to_come() {
    let mut world = since("2026-01-08");
    let key = "no-plan/1/2027-01-08/near";
    for day in [later(0), later(-1)] {
        let refusal = world.refused("anna", &handle(key, "", Some(day)));
        assert_eq!(refusal, Refusal::NotToCome { day });
        let told = refusal.text(Lang::En);
        assert!(told.contains(&day.to_string()) && !told.contains("has already been"));
    }
    world.must("anna", &handle(key, "", Some(later(1))));
    assert!(is_out_of_the_way(&world, key, "2026-11-23"));
    assert!(!is_out_of_the_way(&world, key, "2026-11-24"));
    let take_up = Command::TakeUpDuty {
        key: DutyKey(key.to_owned()),
    };
    world.must("anna", &take_up);
    assert!(!is_out_of_the_way(&world, key, "2026-11-23"));
    assert_eq!(world.refused("anna", &take_up), Refusal::NotHandled);
}

#[test]
fn what_was_done_long_ago_is_swept_away_a_little_at_a_time() {
    let mut world = since("2026-01-08");
    let mut put = |key: String, days_ago: u64, until: Option<NaiveDate>| {
        let handling = Handling {
            by: ActorId(1),
            on: later(0) - Days::new(days_ago),
            until,
            note: String::new(),
        };
        world.register.handled.insert(DutyKey(key), handling);
    };
    for n in 0..25 {
        put(format!("claim/{n}/2025-01-01"), 551, None);
    }
    put("claim/90/2025-01-01".to_owned(), 550, None);
    // Set aside for longer than that, it has still to come up.
    put("claim/91/2025-01-01".to_owned(), 900, Some(later(1)));
    put("claim/92/2025-01-01".to_owned(), 900, Some(later(-551)));
    let key = "no-plan/1/2027-01-08/near";
    world.must("anna", &handle(key, "ringt", None));
    assert_eq!(world.register.handled.len(), 28 + 1 - 20);
    world.must("anna", &handle(key, "igen", None));
    let left: BTreeSet<&str> = world
        .register
        .handled
        .keys()
        .map(|k| k.0.as_str())
        .collect();
    assert_eq!(
        left,
        BTreeSet::from(["claim/90/2025-01-01", "claim/91/2025-01-01", key])
    );
}

#[test]
fn a_claim_that_was_set_aside_comes_back_when_it_is_lost() {
    let mut world = super::world(&[super::terms(Form::Development, "2026-01-01..2026-12-31")]);
    world.today = on("2026-07-01");
    let claim = |world: &World, day: &str| {
        let found = super::duties::of_kind(&world.register, on(day), 60, "claim");
        found.into_iter().min_by_key(|duty| duty.due)
    };
    // January's is due on 30 July.
    let duty = claim(&world, "2026-07-01").expect("it is watched for");
    assert_eq!(duty.due, on("2026-07-30"));
    world.must("anna", &handle(&duty.key().0, "", Some(on("2026-12-01"))));
    let handling = world.register.handled[&duty.key()].clone();
    for (day, is_stilled) in [("2026-07-30", true), ("2026-07-31", false)] {
        assert_eq!(duty.is_stilled(&handling, on(day)), is_stilled, "{day}");
    }
    // Put off on the last day for it, it comes back all the same.
    let on_its_day = Handling {
        on: duty.due,
        ..handling.clone()
    };
    for (day, is_stilled) in [("2026-07-30", true), ("2026-07-31", false)] {
        assert_eq!(duty.is_stilled(&on_its_day, on(day)), is_stilled, "{day}");
    }
    // Handled, or put off once it is lost, it stays away.
    let handled = Handling {
        until: None,
        ..handling.clone()
    };
    assert!(duty.is_stilled(&handled, on("2026-08-15")));
    let later = Handling {
        on: on("2026-07-31"),
        ..handling
    };
    assert!(duty.is_stilled(&later, on("2026-08-15")));
}
