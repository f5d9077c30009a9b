//! Duties: from which day each comes up, to which day it is due, and what happens to one that is handled or set aside.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use tolv::domain::calendar::Eves;
use tolv::domain::decide::PlanDraft;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::decision::{DecisionId, Form};
use tolv::domain::facts::handling::DutyKey;
use tolv::domain::facts::onward::Toward;
use tolv::domain::facts::outcome::{Came, Lasted, Outcome};
use tolv::domain::facts::participant::{Group, PersonId};
use tolv::domain::facts::process::{Process, Step, StepKind};
use tolv::domain::reckon::duties::{About, Duty, Matter, duties, working_days_after};
use tolv::domain::reckon::threshold::Clock;
use tolv::domain::register::Register;
use tolv::domain::rules::{Name, Value};
use tolv::text::Lang;
use tolv::widgets::fit;

use super::untaken::{groups, read};
use super::{add, decision, end_on, lena, own, terms, world};
use crate::world::{World, on, person};

use Clock::{Near, Plan, Reached};
use Form::{Development, Employment};

pub fn of_kind(register: &Register, today: NaiveDate, within: u32, kind: &str) -> Vec<Duty> {
    let mut found = duties(register, today, within);
    found.retain(|duty| duty.matter.slug() == kind);
    found
}

/// The keys of a kind that have come up on a day.
pub fn up(world: &World, day: &str, kind: &str) -> Vec<String> {
    let found = of_kind(&world.register, on(day), 0, kind);
    found.iter().map(|duty| duty.key().0).collect()
}

pub fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

/// Lena alone, at AMI since a day.
pub fn since(start: &str) -> World {
    World::of(person(1, &[&format!("{start}..")]))
}

#[test]
fn who_is_near_twelve_months_without_a_plan_is_a_duty_and_over_them_another() {
    let mut world = since("2026-01-08");
    let near = "no-plan/1/2027-01-08/near";
    let reached = "no-plan/1/2027-01-08/reached";
    for (day, expected) in [
        ("2026-11-22", &[][..]),
        ("2026-11-23", &[near]),
        ("2027-01-07", &[near]),
        ("2027-01-08", &[reached]),
        ("2028-01-08", &[reached]),
    ] {
        assert_eq!(up(&world, day, "no-plan"), strings(expected), "{day}");
    }
    // Looked for ahead, it is there although it has not come up: due within 47 days, not within 46.
    for (within, n) in [(46, 0), (47, 1)] {
        let ahead = of_kind(&world.register, on("2026-11-22"), within, "no-plan");
        assert_eq!(ahead.len(), n);
        assert!(ahead.iter().all(|duty| duty.since == on("2026-11-23")));
    }
    world.must(
        "anna",
        &Command::PlanOnward {
            who: PersonId(1),
            plan: Some(Box::new(PlanDraft {
                toward: Toward::Studies,
                next: "ansökan".to_owned(),
                with: String::new(),
                responsible: "Anna".to_owned(),
                due: on("2026-12-15"),
                note: String::new(),
            })),
        },
    );
    assert_eq!(up(&world, "2027-01-08", "no-plan"), strings(&[]));
    for (day, expected) in [
        ("2026-12-14", &[][..]),
        ("2026-12-15", &["plan-due/1/2026-12-15"]),
        ("2027-02-01", &["plan-due/1/2026-12-15"]),
    ] {
        assert_eq!(up(&world, day, "plan-due"), strings(expected), "{day}");
    }
}

#[test]
fn a_decision_that_ends_is_a_duty_at_each_of_its_reminders() {
    let mut world = world(&[terms(Development, "2026-01-01..2026-12-31")]);
    let key = |clock: &str| format!("decision-ends/1/2026-12-31/{clock}");
    for (day, clock) in [
        ("2026-10-01", None),
        ("2026-10-02", Some("plan")),
        ("2026-11-30", Some("plan")),
        ("2026-12-01", Some("near")),
        ("2026-12-31", Some("near")),
        ("2027-01-01", Some("reached")),
    ] {
        let expected: Vec<String> = clock.map(key).into_iter().collect();
        assert_eq!(up(&world, day, "decision-ends"), expected, "{day}");
    }
    // Ended by hand, or with another set to follow, there is nothing to see to.
    let mut closed = world.clone();
    closed.must("anna", &end_on(1, "2026-12-31"));
    assert_eq!(up(&closed, "2026-12-31", "decision-ends"), strings(&[]));
    assert_eq!(up(&closed, "2027-01-01", "decision-ends"), strings(&[]));
    world.must("anna", &add(&terms(Development, "2027-02-01..2027-12-31")));
    assert_eq!(up(&world, "2026-12-31", "decision-ends"), strings(&[]));
}

#[test]
fn support_time_that_runs_out_is_a_duty_while_there_is_support() {
    let world = world(&[
        terms(Development, "2025-01-01..2025-12-31"),
        terms(Development, "2026-01-01..2026-12-01"),
        terms(Development, "2027-03-01..2027-03-30"),
    ]);
    // 730 days; without a break the last is 2026-12-31.
    let key = |day: &str, clock: &str| format!("total-runs-out/1/{day}/{clock}");
    for (day, expected) in [
        ("2026-07-03", None),
        ("2026-07-04", Some(key("2026-12-31", "plan"))),
        ("2026-10-02", Some(key("2026-12-31", "near"))),
        ("2026-12-01", Some(key("2026-12-31", "near"))),
        ("2026-12-02", None),
        ("2027-02-28", None),
        // After the break there are 30 days left of it.
        ("2027-03-01", Some(key("2027-03-30", "near"))),
        ("2027-03-30", Some(key("2027-03-30", "near"))),
        ("2027-03-31", None),
    ] {
        let expected: Vec<String> = expected.into_iter().collect();
        assert_eq!(up(&world, day, "total-runs-out"), expected, "{day}");
    }
}

#[test]
fn what_was_done_about_too_much_support_stays_done() {
    let mut world = world(&[terms(Development, "2026-01-01..2026-12-31")]);
    let total = own(
        Name::DevelopmentLongestTotal,
        super::months(6),
        "2026-01-01",
    );
    world.register.settings.rules.push(total);
    let over = "total-runs-out/1/2026-06-30/reached";
    for day in ["2026-07-01", "2026-07-02", "2026-12-31"] {
        assert_eq!(up(&world, day, "total-runs-out"), strings(&[over]), "{day}");
    }
}

#[test]
fn af_has_three_working_days_to_make_contact() {
    for (interest, due, without_eves) in [
        ("2026-11-16", "2026-11-19", None),
        ("2026-11-12", "2026-11-17", None),
        ("2026-11-13", "2026-11-18", None),
        ("2026-11-14", "2026-11-18", None),
        ("2026-11-15", "2026-11-18", None),
        // Christmas, New Year, Epiphany, Easter, Ascension, Midsummer, and All Saints' on a Saturday.
        ("2026-12-22", "2026-12-29", Some("2026-12-28")),
        ("2026-12-29", "2027-01-05", Some("2027-01-04")),
        ("2027-01-04", "2027-01-08", None),
        ("2027-03-24", "2027-03-31", None),
        ("2027-05-04", "2027-05-10", None),
        ("2026-06-17", "2026-06-23", Some("2026-06-22")),
        ("2026-10-29", "2026-11-03", None),
    ] {
        let mut person = person(1, &["2026-01-05.."]);
        let done = Some(on(interest));
        let interested = Step {
            done,
            ..Step::default()
        };
        // A day that was planned for does not move what AF has to keep.
        let planned = Step {
            planned: Some(on("2026-01-01")),
            ..Step::default()
        };
        person.processes = vec![Process {
            interest: interested,
            contact: planned,
            ..Process::default()
        }];
        let mut world = World::of(person);
        let key = |day: &str| strings(&[&format!("step-waits/1/{day}/contact")]);
        let before = on(due).pred_opt().expect("a day").to_string();
        assert_eq!(
            up(&world, &before, "step-waits"),
            strings(&[]),
            "{interest}"
        );
        assert_eq!(up(&world, due, "step-waits"), key(due), "{interest}");
        // Closed at the unit is not closed at AF.
        let day = on(due).pred_opt().expect("a day");
        let closed = ClosedDay {
            date: day,
            arena: None,
            name: String::new(),
            open_minutes: None,
        };
        world.must("anna", &Command::Close(closed));
        assert_eq!(up(&world, due, "step-waits"), key(due));
        world.register.settings.eves = Eves {
            easter: false,
            midsummer: false,
            christmas: false,
            new_year: false,
        };
        let due = without_eves.unwrap_or(due);
        assert_eq!(
            working_days_after(&world.register, on(interest), 3),
            on(due),
            "{interest}"
        );
        assert_eq!(up(&world, due, "step-waits"), key(due), "{interest}");
    }
}

#[test]
fn a_step_that_was_planned_waits_from_its_day_and_only_the_next_one_does() {
    let mut world = since("2026-01-05");
    let set = |kind, planned: Option<&str>, done: Option<&str>| Command::SetStep {
        who: PersonId(1),
        kind,
        step: Step {
            planned: planned.map(on),
            done: done.map(on),
            ..Step::default()
        },
        anew: false,
    };
    world.must("anna", &set(StepKind::Interest, Some("2026-11-10"), None));
    world.must(
        "anna",
        &set(StepKind::Investigation, Some("2026-11-12"), None),
    );
    for (day, expected) in [
        ("2026-11-09", &[][..]),
        ("2026-11-10", &["step-waits/1/2026-11-10/interest"]),
        ("2026-11-12", &["step-waits/1/2026-11-10/interest"]),
    ] {
        assert_eq!(up(&world, day, "step-waits"), strings(expected), "{day}");
    }
    world.must("anna", &set(StepKind::Interest, None, Some("2026-11-10")));
    world.must("anna", &set(StepKind::Contact, None, Some("2026-11-11")));
    assert_eq!(
        up(&world, "2026-11-12", "step-waits"),
        strings(&["step-waits/1/2026-11-12/investigation"])
    );
}

#[test]
fn a_follow_up_waits_from_its_day_also_where_the_steps_before_it_are_not_noted() {
    let mut world = since("2026-01-05");
    let planned = Command::SetStep {
        who: PersonId(1),
        kind: StepKind::FollowUp,
        step: Step {
            planned: Some(on("2026-11-20")),
            ..Step::default()
        },
        anew: false,
    };
    world.must("anna", &planned);
    // There is nothing to follow up before there is a decision.
    assert_eq!(up(&world, "2026-11-23", "step-waits"), strings(&[]));
    world.must("anna", &add(&terms(Development, "2026-05-01..2027-04-30")));
    let key = "step-waits/1/2026-11-20/follow-up";
    assert_eq!(up(&world, "2026-11-19", "step-waits"), strings(&[]));
    assert_eq!(up(&world, "2026-11-20", "step-waits"), strings(&[key]));
}

#[test]
fn a_month_of_support_is_claimed_within_180_days_after_it() {
    // March ends on the 31st: 180 days after it is 27 September; April, 27 October.
    let world = world(&[terms(Development, "2026-03-10..2026-04-20")]);
    let (march, april) = ("claim/1/2026-09-27", "claim/1/2026-10-27");
    for (day, expected) in [
        ("2026-07-28", &[][..]),
        ("2026-07-29", &[march]),
        ("2026-08-27", &[march]),
        ("2026-08-28", &[march, april]),
        ("2026-09-27", &[march, april]),
        // A lost one comes after what can still be done, and is told of for as long as it was reminded of.
        ("2026-09-28", &[april, march]),
        ("2026-10-28", &[march, april]),
        ("2026-11-26", &[march, april]),
        ("2026-11-27", &[april]),
        ("2026-12-26", &[april]),
        ("2026-12-27", &[]),
    ] {
        assert_eq!(up(&world, day, "claim"), strings(expected), "{day}");
    }
    for (day, left, lost) in [("2026-09-27", 0, false), ("2026-09-28", -1, true)] {
        let found = of_kind(&world.register, on(day), 0, "claim");
        let march = found.iter().find(|duty| duty.key().0 == march);
        let march = march.expect("it is told of");
        assert_eq!(
            (march.days_left(on(day)), march.is_lost(on(day))),
            (left, lost)
        );
    }
    // A month is claimed when it is over.
    for (day, n) in [("2026-03-31", 0), ("2026-04-01", 1), ("2026-05-01", 2)] {
        assert_eq!(
            of_kind(&world.register, on(day), 365, "claim").len(),
            n,
            "{day}"
        );
    }
}

#[test]
fn a_claim_is_not_forgotten_when_the_person_has_left() {
    let mut world = world(&[]);
    let mut gone = person(1, &["2026-01-01..2026-04-20"]);
    let until_june = terms(Development, "2026-03-01..2026-06-30");
    gone.decisions.push(decision(1, until_june));
    world.register.people.insert(gone.id, gone);
    let found = of_kind(&world.register, on("2026-08-28"), 365, "claim");
    let months: Vec<_> = found
        .iter()
        .map(|duty| match duty.matter {
            Matter::Claim { month } => month.to_string(),
            _ => String::new(),
        })
        .collect();
    // Not those in which they had left.
    assert_eq!(months, ["2026-03-01", "2026-04-01"]);
    assert!(found.iter().all(|duty| {
        !duty
            .why(&world.register, on("2026-08-28"), Lang::En)
            .is_empty()
    }));
}

#[test]
fn a_month_with_one_day_of_support_is_claimed_and_one_without_is_not() {
    for (stay, span, claimed) in [
        ("2026-01-01..", "2026-03-31..2026-04-30", &[3, 4][..]),
        ("2026-01-01..", "2026-04-01..2026-05-01", &[4, 5]),
        ("2026-01-01..", "2026-04-15..2026-04-15", &[4]),
        ("2026-01-01..", "2026-04-01..2026-04-01", &[4]),
        ("2026-01-01..", "2026-04-30..2026-04-30", &[4]),
        // Who has left had support up to their last day.
        ("2026-01-01..2026-05-01", "2026-04-10..2026-06-30", &[4, 5]),
        ("2026-01-01..2026-04-30", "2026-04-10..2026-06-30", &[4]),
        ("2026-01-01..2026-04-10", "2026-04-10..2026-06-30", &[4]),
        ("2026-01-01..2026-04-09", "2026-04-10..2026-06-30", &[]),
    ] {
        let mut lena = person(1, &[stay]);
        lena.decisions.push(decision(1, terms(Development, span)));
        let world = World::of(lena);
        let found = of_kind(&world.register, on("2026-08-28"), 365, "claim");
        let months = found.iter().filter_map(|duty| match duty.matter {
            Matter::Claim { month } => Some(month.month()),
            _ => None,
        });
        let months: BTreeSet<u32> = months.collect();
        let claimed: BTreeSet<u32> = claimed.iter().copied().collect();
        assert_eq!(months, claimed, "{stay} {span}");
    }
}

#[test]
fn a_month_is_claimed_by_the_rule_of_its_own_time() {
    let mut world = world(&[terms(Development, "2026-03-10..2026-04-20")]);
    let rules = &mut world.register.settings.rules;
    rules.push(own(Name::ClaimWithin, Value::Days(90), "2026-04-01"));
    let today = on("2026-07-29");
    let found = of_kind(&world.register, today, 0, "claim");
    let dues: Vec<_> = found.iter().map(|duty| duty.due).collect();
    assert_eq!(dues, [on("2026-07-29"), on("2026-09-27")]);
    let whys: Vec<_> = found
        .iter()
        .map(|duty| duty.why(&world.register, today, Lang::En))
        .collect();
    assert!(whys[0].contains("90 days (KS 2026/9)"), "{whys:?}");
    assert!(whys[1].contains("180 days (Förordning"), "{whys:?}");
}

#[test]
fn a_stay_without_a_schedule_is_a_duty_from_its_first_day() {
    let mut world = since("2026-11-23");
    assert_eq!(up(&world, "2026-11-23", "no-schedule"), strings(&[]));
    let mut unscheduled = lena(&world).clone();
    unscheduled.stays[0].schedules.clear();
    world.register.people.insert(unscheduled.id, unscheduled);
    let key = "no-schedule/1/2026-11-23";
    assert_eq!(up(&world, "2026-11-22", "no-schedule"), strings(&[]));
    assert_eq!(up(&world, "2026-11-23", "no-schedule"), strings(&[key]));
}

#[test]
fn support_is_missing_from_the_day_of_a_move_to_another_unit() {
    let mut world = groups();
    let go_to = |world: &mut World, from: &str, arena: &str| {
        let there = Command::Move {
            is_new_arena: true,
            who: PersonId(1),
            from: on(from),
            group: Group::OtherUnit,
            arena: arena.to_owned(),
        };
        world.must("anna", &there);
    };
    go_to(&mut world, "2026-11-16", "Biblioteket");
    go_to(&mut world, "2026-11-23", "Skolan");
    for (day, since) in [
        ("2026-11-15", None),
        ("2026-11-16", Some("2026-11-16")),
        ("2026-11-22", Some("2026-11-16")),
        ("2026-11-23", Some("2026-11-23")),
    ] {
        let key = since.map(|since| format!("no-support/1/{since}"));
        let expected: Vec<String> = key.into_iter().collect();
        assert_eq!(up(&world, day, "no-support"), expected, "{day}");
    }
}

/// Something of each kind.
fn busy() -> World {
    let mut world = groups();
    let friday = on("2026-11-20");
    read(&mut world, friday);
    let change =
        |world: &mut World,
         id: u32,
         change: &dyn Fn(&mut tolv::domain::facts::participant::Participant)| {
            change(
                world
                    .register
                    .people
                    .get_mut(&PersonId(id))
                    .expect("somebody"),
            );
        };
    change(&mut world, 1, &|karin| {
        karin.stays[0].start = on("2025-10-01");
        let support = terms(Development, "2025-01-01..2025-12-31");
        let second = terms(Development, "2026-01-01..2026-12-10");
        karin.decisions = vec![decision(1, support), decision(2, second)];
    });
    change(&mut world, 2, &|olle| {
        olle.stays[0].schedules.clear();
        let done = Some(on("2026-11-02"));
        olle.processes = vec![Process {
            interest: Step {
                done,
                ..Step::default()
            },
            ..Process::default()
        }];
        olle.decisions = vec![decision(1, terms(Employment, "2026-01-05..2026-11-01"))];
    });
    let plan = PlanDraft {
        toward: Toward::OtherUnit,
        next: "studiebesök".to_owned(),
        with: String::new(),
        responsible: "Anna".to_owned(),
        due: on("2026-11-20"),
        note: String::new(),
    };
    world.must(
        "anna",
        &Command::PlanOnward {
            who: PersonId(3),
            plan: Some(Box::new(plan)),
        },
    );
    world
}

#[test]
fn what_was_done_about_a_duty_is_told_in_the_words_of_the_duty() {
    let world = busy();
    let today = on("2026-11-20");
    let mut kinds = BTreeSet::new();
    for duty in duties(&world.register, today, 400) {
        kinds.insert(duty.matter.slug());
        for lang in [Lang::Sv, Lang::En] {
            let told = duty.key().text(lang);
            let words = told.rsplit_once(", ").expect("a day").0;
            assert!(
                !told.contains('/') && told.ends_with(char::is_numeric),
                "{told}"
            );
            let first = words.split(',').next().unwrap_or_default();
            assert!(duty.title(today, lang).contains(first), "{told}");
        }
    }
    assert!(kinds.len() > 6, "{kinds:?}");
    let later = DutyKey("what-is-to-come/1/2026-11-20".to_owned());
    assert_eq!(later.text(Lang::Sv), later.0);
}

#[test]
fn whether_a_job_lasted_is_asked_a_month_after_it_began_until_it_is_noted() {
    let mut world = World::of(person(1, &["2025-11-01..2026-10-31"]));
    let stay = on("2025-11-01");
    let came = Came {
        outcome: Outcome::Job,
        employer: "Bageriet".to_owned(),
        job_start: Some(on("2026-11-02")),
        note: String::new(),
    };
    let who = PersonId(1);
    world.must("anna", &Command::SetOutcome { who, stay, came });
    let key = "job-check/1/2026-12-02";
    for (day, expected) in [
        ("2026-12-01", &[][..]),
        ("2026-12-02", &[key]),
        // A year later nobody can tell any more.
        ("2027-12-03", &[key]),
        ("2027-12-04", &[]),
    ] {
        assert_eq!(up(&world, day, "job-check"), strings(expected), "{day}");
    }
    world.today = on("2026-12-02");
    let found = of_kind(&world.register, world.today, 0, "job-check");
    let why = found[0].why(&world.register, world.today, Lang::En);
    assert!(
        why.contains("began 2026-11-02") && why.contains("1 month"),
        "{why}"
    );
    let lasted = Some(Lasted {
        checked_on: world.today,
        yes: false,
        note: String::new(),
    });
    world.must("anna", &Command::CheckJob { who, stay, lasted });
    assert_eq!(up(&world, "2026-12-02", "job-check"), strings(&[]));
}

#[test]
fn every_duty_says_what_and_why_in_both_languages() {
    let world = busy();
    let today = world.today;
    let found = duties(&world.register, today, 0);
    let kinds: BTreeSet<&str> = found.iter().map(|duty| duty.matter.slug()).collect();
    let expected = [
        "claim",
        "decision-ends",
        "no-plan",
        "no-schedule",
        "plan-due",
        "step-waits",
        "total-runs-out",
        "untaken",
    ];
    assert_eq!(kinds, BTreeSet::from(expected));
    for duty in &found {
        for lang in [Lang::Sv, Lang::En] {
            for text in [
                duty.title(today, lang),
                duty.why(&world.register, today, lang),
            ] {
                assert!(
                    text.len() > 5 && !text.contains('{') && !text.contains("()"),
                    "{text}"
                );
            }
        }
        let why = |lang| duty.why(&world.register, today, lang);
        assert_ne!(why(Lang::Sv), why(Lang::En));
    }
    // What names a rule names its source.
    let sources = [
        ("no-plan", "12 months"),
        ("decision-ends", "The unit's choice"),
        ("total-runs-out", "27 §"),
        ("claim", "46 §"),
        ("step-waits", "Arbetsförmedlingen's own word"),
        ("untaken", "14 days (The unit's choice)"),
    ];
    for (kind, source) in sources {
        let mut of_kind = found.iter().filter(|duty| duty.matter.slug() == kind);
        assert!(
            of_kind.all(|duty| duty.why(&world.register, today, Lang::En).contains(source)),
            "{kind}"
        );
    }
}

#[test]
fn the_most_urgent_comes_first_and_no_two_have_one_key() {
    let world = busy();
    for within in [0, 30, 400] {
        let found = duties(&world.register, world.today, within);
        let order: Vec<_> = (found.iter())
            .map(|duty| {
                let is_untaken = duty.matter.slug() == "untaken";
                (duty.is_lost(world.today), is_untaken, duty.due)
            })
            .collect();
        assert!(order.is_sorted(), "{order:?}");
        let keys: BTreeSet<DutyKey> = found.iter().map(Duty::key).collect();
        assert_eq!(keys.len(), found.len());
        for duty in &found {
            assert_eq!(duty.key().who(), duty.who());
            let horizon = world.today + Days::new(within.into());
            assert!(duty.since <= world.today || duty.due <= horizon);
        }
    }
    let clock = |kind: &str| {
        let found = of_kind(&world.register, world.today, 0, kind);
        found
            .iter()
            .map(|duty| match duty.matter {
                Matter::NoPlan { clock, .. }
                | Matter::DecisionEnds { clock, .. }
                | Matter::TotalRunsOut { clock, .. } => clock,
                other => panic!("{other:?}"),
            })
            .collect::<Vec<_>>()
    };
    // Karin's ends soon, Olle's has run out; only Karin is past her twelve months.
    assert_eq!(clock("decision-ends"), [Reached, Near]);
    assert_eq!(clock("total-runs-out"), [Near]);
    assert!(clock("no-plan").contains(&Reached) && !clock("no-plan").contains(&Plan));
}

#[test]
fn every_short_title_has_room_beside_a_name_on_a_phone() {
    let clocks = [Near, Reached];
    let mut matters = vec![
        Matter::PlanDue,
        Matter::NoSchedule,
        Matter::NoSupport,
        Matter::JobCheck,
        Matter::Untaken {
            unmarked: 38,
            expected: 40,
        },
    ];
    let today = on("2026-11-20");
    let (unpaused, form, id) = (today, Development, DecisionId(1));
    matters.extend(clocks.map(|clock| Matter::NoPlan { clock, unpaused }));
    matters.extend(clocks.map(|clock| Matter::DecisionEnds { id, form, clock }));
    matters.extend(clocks.map(|clock| Matter::TotalRunsOut { form, clock }));
    matters.extend(StepKind::ALL.map(|step| Matter::StepWaits { step }));
    let months = (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(2026, month, 1));
    matters.extend(months.map(|month| Matter::Claim { month }));
    for matter in matters {
        for due in ["2026-11-19", "2026-11-21"].map(on) {
            let (about, since) = (About::Person(PersonId(1)), today);
            let duty = Duty {
                matter,
                about,
                since,
                due,
            };
            for lang in [Lang::Sv, Lang::En] {
                let title = duty.short_title(today, lang);
                assert!(fit::width(&title) <= 18, "{title}");
            }
        }
    }
}
