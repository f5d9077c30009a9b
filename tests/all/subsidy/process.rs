//! The four steps: their order, and a follow-up only of something decided.

use tolv::domain::decide::NOTE_LIMIT;
use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::decision::{Ending, Form};
use tolv::domain::facts::participant::PersonId;
use tolv::domain::facts::process::{Step, StepKind};

use super::{end, lena, terms, world};
use crate::world::{World, later, on};

use StepKind::{Contact, FollowUp, Interest, Investigation};

fn set(kind: StepKind, step: Step) -> Command {
    let who = PersonId(1);
    Command::SetStep {
        who,
        kind,
        step,
        anew: false,
    }
}

fn done(kind: StepKind, day: &str) -> Command {
    let done = (!day.is_empty()).then(|| on(day));
    set(
        kind,
        Step {
            done,
            ..Step::default()
        },
    )
}

fn planned(kind: StepKind, day: &str) -> Command {
    let planned = Some(on(day));
    set(
        kind,
        Step {
            planned,
            ..Step::default()
        },
    )
}

/// Interest and contact done on 2 and 4 November.
fn on_the_way() -> World {
    let mut world = world(&[]);
    world.must("anna", &done(Interest, "2026-11-02"));
    world.must("anna", &done(Contact, "2026-11-04"));
    world
}

#[test]
fn a_step_is_done_after_the_one_before_it() {
    let out_of_order = |step, before| Refusal::StepOutOfOrder { step, before };
    for (command, refusal) in [
        (done(Investigation, "2026-11-04"), None),
        (
            done(Investigation, "2026-11-03"),
            Some(out_of_order(Investigation, Contact)),
        ),
        (
            done(FollowUp, "2026-11-20"),
            Some(out_of_order(FollowUp, Investigation)),
        ),
        // What is known of an earlier step may not come to lie after a later one, nor go away.
        (done(Interest, "2026-11-04"), None),
        (
            done(Interest, "2026-11-05"),
            Some(out_of_order(Contact, Interest)),
        ),
        (done(Interest, ""), Some(out_of_order(Contact, Interest))),
        (done(Contact, ""), None),
        // A plan is only a plan.
        (planned(FollowUp, "2026-01-01"), None),
    ] {
        let mut world = on_the_way();
        match refusal {
            None => assert_eq!(world.must("anna", &command).len(), 1, "{command:?}"),
            Some(refusal) => assert_eq!(world.refused("anna", &command), refusal, "{command:?}"),
        }
    }
}

#[test]
fn nothing_is_done_on_a_day_to_come() {
    for (days, refused) in [(0, false), (1, true)] {
        let mut world = world(&[]);
        let command = done(Interest, &later(days).to_string());
        match refused {
            true => assert_eq!(
                world.refused("anna", &command),
                Refusal::DoneInTheFuture { step: Interest }
            ),
            false => assert_eq!(world.must("anna", &command).len(), 1),
        }
    }
}

#[test]
fn a_follow_up_follows_a_decision() {
    let follow_up = done(FollowUp, "2026-11-20");
    let nothing = Refusal::NothingToFollowUp {
        name: "Lena Berg".to_owned(),
    };
    let with = |span| {
        let mut world = on_the_way();
        world.must("anna", &done(Investigation, "2026-11-05"));
        if let Some(span) = span {
            world.must("anna", &super::add(&terms(Form::Development, span)));
        }
        world
    };
    assert_eq!(with(None).refused("anna", &follow_up), nothing);
    // One that began by that day, not the day after, and not one that never held.
    with(Some("2026-11-20..2027-05-31")).must("anna", &follow_up);
    assert_eq!(
        with(Some("2026-11-21..2027-05-31")).refused("anna", &follow_up),
        nothing
    );
    let mut withdrawn = with(Some("2026-11-10..2027-05-31"));
    withdrawn.must("anna", &end(1, Ending::Withdrawn));
    assert_eq!(withdrawn.refused("anna", &follow_up), nothing);
}

#[test]
fn another_way_begins_and_the_one_before_is_kept() {
    let mut world = on_the_way();
    assert_eq!(
        lena(&world).process().and_then(|p| p.next()),
        Some(Investigation)
    );
    let command = Command::SetStep {
        who: PersonId(1),
        kind: Interest,
        step: Step {
            planned: Some(on("2026-12-01")),
            ..Step::default()
        },
        anew: true,
    };
    world.must("anna", &command);
    let processes = &lena(&world).processes;
    assert_eq!(processes.len(), 2);
    assert_eq!(processes[0].contact.done, Some(on("2026-11-04")));
    assert_eq!(processes[1].next(), Some(Interest));
    // What is told next is of the new way.
    world.must("anna", &done(Interest, "2026-11-20"));
    assert_eq!(
        lena(&world).processes[0].interest.done,
        Some(on("2026-11-02"))
    );
}

#[test]
fn the_same_again_changes_nothing_and_texts_are_checked() {
    let mut world = on_the_way();
    assert_eq!(world.must("anna", &done(Contact, "2026-11-04")), []);
    let with = |who: &str, note: &str| {
        let (who, note) = (who.to_owned(), note.to_owned());
        set(
            Contact,
            Step {
                who,
                note,
                done: Some(on("2026-11-04")),
                ..Step::default()
            },
        )
    };
    world.must("anna", &with(" Eva ", " ringde "));
    let contact = &lena(&world).processes[0].contact;
    assert_eq!((&*contact.who, &*contact.note), ("Eva", "ringde"));
    assert_eq!(
        world.refused("anna", &with("", "\u{1b}[2J")),
        Refusal::TextNotPlain
    );
    assert_eq!(
        world.refused("anna", &with("", &"x".repeat(NOTE_LIMIT + 1))),
        Refusal::TextTooLong { limit: NOTE_LIMIT }
    );
}

#[test]
fn steps_are_read_by_their_names() {
    for step in StepKind::ALL {
        assert_eq!(StepKind::read(step.slug()), Some(step));
        assert_eq!(StepKind::read(&step.name().sv.to_uppercase()), Some(step));
    }
    assert_eq!(StepKind::read("beslut"), None);
}
