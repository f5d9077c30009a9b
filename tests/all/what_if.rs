//! What if: the flags that would change are those that a register set to it has, and no others.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::decide::what_if::{CLOCKS, Outlook, outlook, what_if};
use tolv::domain::facts::participant::{Absence, PersonId};
use tolv::domain::facts::settings::Settings;
use tolv::domain::reckon::threshold::Clock;
use tolv::domain::register::Register;
use tolv::domain::rules::twelve_months::{HalfMonths, Start};
use tolv::domain::rules::{Name, Own, Value};
use tolv::text::Lang;

use crate::world::{self, TODAY, later, on, person, sentences};

/// How many days ago somebody came; how many days ago a decision began and for how many more it holds; and for how many
/// days they were away at first.
type Somebody = (u64, Option<(u64, u64)>, u64);

fn register(people: &[Somebody]) -> Register {
    let mut register = Register::default();
    for (n, (came, decided, away)) in (1..).zip(people) {
        let start = on(TODAY) - Days::new(*came);
        let mut person = person(n, &[&format!("{start}..")]);
        if *away > 0 {
            person.stays[0].absences.push(Absence {
                from: start,
                until: Some(start + Days::new(away - 1)),
            });
        }
        person.decisions.extend(decided.map(|(ago, length)| {
            let from = on(TODAY) - Days::new(ago);
            world::decided(
                1,
                &from.to_string(),
                &(from + Days::new(length)).to_string(),
            )
        }));
        register.people.insert(person.id, person);
    }
    register
}

fn reminder(name: Name, days: u32, from: NaiveDate) -> Command {
    Command::SetRule(Box::new(Own {
        name: name.slug().to_owned(),
        value: Value::Days(days),
        from,
        until: None,
        source: "KS 2027/14".to_owned(),
    }))
}

/// Every flag that a register shows on a day.
fn flags(register: &Register, day: NaiveDate) -> Vec<(PersonId, &'static str, Clock)> {
    let mut found = Vec::new();
    for person in register.people.values() {
        let twelve = register
            .standing(person, day)
            .map(|standing| standing.clock);
        let decision = register
            .decision_standing(person, day)
            .map(|standing| standing.clock);
        let total = register
            .total_standing(person, day)
            .map(|standing| standing.clock);
        for (clock, flag) in [
            ("twelve-months", twelve),
            ("decision", decision),
            ("total", total),
        ] {
            let flag = flag.filter(|flag| *flag > Clock::Running);
            found.extend(flag.map(|flag| (person.id, clock, flag)));
        }
    }
    found
}

#[test]
fn each_clock_tells_of_its_own_rules() {
    assert_eq!(CLOCKS.len(), 3);
    // Somebody whose decision ends in 60 days, with 99 days left of the form's two years.
    let register = register(&[(40, Some((630, 690)), 0), (400, None, 0)]);
    let told = |command: &Command| {
        let outlook = outlook(&register, command, on(TODAY)).expect("it can be");
        let shifts = outlook.shifts.iter();
        let told = shifts.map(|s| format!("{} {} {}", s.who, s.watched.slug, s.text(Lang::En)));
        (outlook.on, told.collect::<Vec<_>>())
    };
    let today = on(TODAY);
    let early = reminder(Name::DecisionRemindEarly, 50, today);
    assert_eq!(
        told(&early),
        (today, vec!["#1 decision plan → running".to_owned()])
    );
    let total = reminder(Name::TotalRemindLate, 120, today);
    assert_eq!(
        told(&total),
        (today, vec!["#1 total plan → near".to_owned()])
    );
    // A rule from a later day is seen from that day: twenty days on there are 79 left.
    let soon = later(20);
    let total = reminder(Name::TotalRemindLate, 78, soon);
    assert_eq!(
        told(&total),
        (soon, vec!["#1 total near → plan".to_owned()])
    );
    let mut settings = register.settings.clone();
    settings.rule.length = HalfMonths(30);
    let longer = Command::Configure(Box::new(settings));
    assert_eq!(
        told(&longer),
        (today, vec!["#2 twelve-months over → near".to_owned()])
    );
    // What changes no settings changes no flags, and what is refused is refused here too.
    let read = Command::Open {
        date: today,
        arena: None,
    };
    assert!(matches!(
        outlook(&register, &read, today),
        Err(Refusal::NotClosed { .. })
    ));
    let mut settings = register.settings.clone();
    settings.rule.near = HalfMonths(40);
    let refusal = outlook(&register, &Command::Configure(Box::new(settings)), today);
    sentences(&refusal.expect_err("out of order"));
}

#[test]
fn how_many_is_told_with_the_clock_where_it_is_one_and_the_day_where_it_is_another() {
    let register = register(&[(340, Some((300, 310)), 0), (330, None, 0)]);
    let mut settings = register.settings.clone();
    settings.rule.near = HalfMonths(23);
    let mut outlook = Outlook {
        on: on(TODAY),
        shifts: what_if(&register, &settings, on(TODAY)),
    };
    assert_eq!(
        outlook.text(on(TODAY), Lang::Sv),
        "2 flaggor ändras (tolv månader)."
    );
    assert_eq!(
        outlook.text(later(-1), Lang::En),
        "2 flags change (twelve months) on 2026-11-23."
    );
    outlook.shifts[0].watched = &CLOCKS[1];
    assert_eq!(outlook.text(on(TODAY), Lang::En), "2 flags change.");
    outlook.shifts.truncate(1);
    assert_eq!(
        outlook.text(on(TODAY), Lang::Sv),
        "1 flagga ändras (beslut)."
    );
    outlook.shifts.clear();
    assert_eq!(outlook.text(on(TODAY), Lang::En), "No flags change.");
}

proptest! {
    #[test]
    fn it_tells_the_difference_between_two_registers(
        people in prop::collection::vec((0..500_u64, prop::option::of((0..700_u64, 1..400_u64)), 0..90_u64), 1..12),
        (length, near, plan) in (12..40_u16, 8..40_u16, 4..40_u16),
        (pauses, start) in (any::<bool>(), prop::sample::select(Start::ALL.to_vec())),
        (early, late) in (0..200_u32, 0..200_u32),
    ) {
        let before = register(&people);
        let mut settings = Settings::default();
        settings.rule.length = HalfMonths(length);
        settings.rule.near = HalfMonths(near.min(length));
        settings.rule.plan = HalfMonths(plan.min(near).min(length));
        (settings.rule.absence_pauses, settings.rule.start) = (pauses, start);
        for (name, days) in [(Name::DecisionRemindEarly, early.max(late)), (Name::DecisionRemindLate, late)] {
            settings.rules.push(Own {
                name: name.slug().to_owned(),
                value: Value::Days(days),
                from: on("2020-01-01"),
                until: None,
                source: "KS".to_owned(),
            });
        }
        let mut after = before.clone();
        after.settings = settings.clone();
        let today = on(TODAY);
        let (was, is) = (flags(&before, today), flags(&after, today));
        let mut expected: Vec<_> = was.iter().filter(|flag| !is.contains(flag)).map(|f| (f.0, f.1)).collect();
        expected.extend(is.iter().filter(|flag| !was.contains(flag)).map(|f| (f.0, f.1)));
        expected.sort_unstable();
        expected.dedup();
        let shifts = what_if(&before, &settings, today);
        let mut found: Vec<_> = shifts.iter().map(|shift| (shift.who, shift.watched.slug)).collect();
        found.sort_unstable();
        prop_assert_eq!(found, expected);
        // The most urgent first, by what they would become.
        let urgency = |at: usize| {
            let flag = shifts[at].after;
            let clock = flag.map_or(Clock::Running, |flag| flag.clock);
            (std::cmp::Reverse(clock), flag.map_or(i64::MAX, |flag| flag.days_left))
        };
        for at in 1..shifts.len() {
            prop_assert!(urgency(at - 1) <= urgency(at));
        }
    }
}
