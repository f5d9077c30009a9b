//! The plan onward: what it cannot be without, and that it is of one stay.

use tolv::domain::decide::PlanDraft;
use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::onward::Toward;
use tolv::domain::facts::participant::PersonId;
use tolv::domain::reckon::threshold::Clock;

use crate::world::{World, later, on, person};

fn draft(next: &str, responsible: &str) -> PlanDraft {
    PlanDraft {
        toward: Toward::Studies,
        next: next.to_owned(),
        with: " Komvux ".to_owned(),
        responsible: responsible.to_owned(),
        due: on("2026-12-15"),
        note: String::new(),
    }
}

fn plan(draft: Option<PlanDraft>) -> Command {
    Command::PlanOnward {
        who: PersonId(1),
        plan: draft.map(Box::new),
    }
}

fn world(stays: &[&str]) -> World {
    World::of(person(1, stays))
}

#[test]
fn a_plan_has_a_next_step_and_somebody_responsible() {
    let mut world = world(&["2026-01-05.."]);
    for (next, responsible) in [("", "Anna"), ("ansökan", ""), ("  ", "Anna")] {
        let command = plan(Some(draft(next, responsible)));
        assert_eq!(world.refused("anna", &command), Refusal::PlanIncomplete);
    }
    let control = plan(Some(draft("a\u{7}b", "Anna")));
    assert_eq!(world.refused("anna", &control), Refusal::TextNotPlain);
    world.must("anna", &plan(Some(draft(" ansökan ", "Anna"))));
    let kept = world
        .person(1)
        .plan_onward(world.today)
        .expect("a plan")
        .clone();
    assert_eq!(
        (kept.next.as_str(), kept.with.as_str(), kept.made_on),
        ("ansökan", "Komvux", world.today)
    );
    // The same again is no change, also on a later day; another due day is, and is made then.
    world.today = later(1);
    assert_eq!(
        world.must("anna", &plan(Some(draft("ansökan", "Anna")))),
        []
    );
    let moved = PlanDraft {
        due: on("2026-12-20"),
        ..draft("ansökan", "Anna")
    };
    world.must("anna", &plan(Some(moved)));
    let made_on = world.person(1).onward.as_ref().map(|plan| plan.made_on);
    assert_eq!(made_on, Some(later(1)));
}

#[test]
fn the_flag_is_there_with_a_plan_and_without() {
    let mut world = world(&["2025-11-24.."]);
    let flag = |world: &World| {
        let standing = world.register.standing(world.person(1), world.today);
        standing.map(|standing| standing.clock)
    };
    let before = flag(&world);
    world.must("anna", &plan(Some(draft("ansökan", "Anna"))));
    assert_eq!((flag(&world), before), (before, Some(Clock::Near)));
}

#[test]
fn a_plan_is_of_one_stay() {
    let name = || "Lena Berg".to_owned();
    let mut world = world(&["2026-01-05..2026-12-31", "2027-02-01.."]);
    world.must("anna", &plan(Some(draft("ansökan", "Anna"))));
    for (day, holds) in [
        ("2026-01-05", true),
        ("2026-12-31", true),
        ("2027-01-15", false),
        ("2027-02-01", false),
    ] {
        let found = world.person(1).plan_onward(on(day));
        assert_eq!(found.is_some(), holds, "{day}");
    }
    world.today = on("2027-01-15");
    assert_eq!(
        world.refused("anna", &plan(Some(draft("x", "Anna")))),
        Refusal::NotAtAmi { name: name() }
    );
    // In the new stay the same words are a plan made anew.
    world.today = on("2027-02-01");
    assert_eq!(
        world
            .must("anna", &plan(Some(draft("ansökan", "Anna"))))
            .len(),
        1
    );
    assert!(world.person(1).plan_onward(world.today).is_some());
    world.must("anna", &plan(None));
    assert_eq!(
        world.refused("anna", &plan(None)),
        Refusal::NoPlan { name: name() }
    );
}

#[test]
fn goals_are_read_by_their_names() {
    for toward in Toward::ALL {
        assert_eq!(Toward::read(toward.slug()), Some(toward));
        assert_eq!(Toward::read(toward.name().sv), Some(toward));
    }
    assert_eq!(Toward::read("pension"), None);
}
