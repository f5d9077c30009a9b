//! The shipped rules: each has its value, its validity and its source; and the unit's own come before them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::decide::subject::Subject;
use tolv::domain::facts::change::What;
use tolv::domain::facts::settings::Settings;
use tolv::domain::rules::twelve_months::{HalfMonths, Rule};
use tolv::domain::rules::{InForce, Kind, Name, Own, Rules, SOURCE_LIMIT, Value, differences};
use tolv::text::Lang;

use crate::world::{World, sentences};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn shipped(name: Name, on: &str) -> Option<InForce<'static>> {
    Rules::SHIPPED.in_force(name, day(on))
}

#[test]
fn every_rule_is_shipped_with_its_kind_and_a_source() {
    for name in Name::ALL {
        let lines: Vec<_> = Rules::SHIPPED.history(*name);
        assert!(!lines.is_empty(), "{} is not shipped", name.slug());
        for line in &lines {
            assert_eq!(line.value.kind(), name.kind(), "{}", name.slug());
            for lang in [Lang::Sv, Lang::En] {
                assert!(!line.source(lang).is_empty(), "{}", name.slug());
                assert!(!name.title().get(lang).is_empty());
            }
        }
        // One line follows the other without a gap and without both holding at once.
        for pair in lines.windows(2) {
            assert_eq!(
                pair[0].until.and_then(|last| last.succ_opt()),
                Some(pair[1].from)
            );
        }
        assert_eq!(Name::named(name.slug()), Some(*name));
    }
}

#[test]
fn the_wage_ceiling_is_that_of_the_day() {
    let ceiling = |on| shipped(Name::WageCeiling, on).map(|rule| rule.value);
    for (on, kronor) in [
        ("2017-10-31", None),
        ("2017-11-01", Some(18_300)),
        ("2019-03-31", Some(18_300)),
        ("2019-04-01", Some(19_100)),
        ("2019-12-31", Some(19_100)),
        ("2020-01-01", Some(20_000)),
        ("2026-11-27", Some(20_000)),
    ] {
        assert_eq!(ceiling(on), kronor.map(Value::Kronor), "{on}");
    }
}

#[test]
fn each_form_has_the_lengths_and_the_extra_money_of_its_articles() {
    let months = |n: u16| Value::Months(HalfMonths(2 * n));
    for (name, value, article) in [
        (Name::DevelopmentLongestDecision, months(12), "27 §"),
        (Name::DevelopmentLongestTotal, months(24), "27 §"),
        (Name::DevelopmentExtra, Value::Kronor(5_000), "28 §"),
        (Name::DevelopmentOutsideLas, Value::Truth(true), "23 §"),
        (Name::EmploymentLongestDecision, months(48), "31 §"),
        (Name::EmploymentLongestTotal, months(96), "31 §"),
        (Name::EmploymentExtra, Value::Kronor(2_800), "32 §"),
        (Name::SecurityLongestDecision, months(48), "35 §"),
        (Name::SecurityExtra, Value::Kronor(2_800), "36 §"),
        (Name::ClaimWithin, Value::Days(180), "46 §"),
        (Name::ChangesWithin, Value::Days(0), "49 §"),
        (Name::ReconsiderationWithin, Value::Days(21), "57 §"),
    ] {
        let rule = shipped(name, "2026-11-27").expect("a rule of today");
        assert_eq!(rule.value, value, "{}", name.slug());
        assert_eq!(
            rule.source(Lang::Sv),
            format!("Förordning (2017:462) {article}")
        );
        // The regulation of 2017 says nothing of what was decided before it.
        assert_eq!(shipped(name, "2017-06-30"), None, "{}", name.slug());
    }
}

#[test]
fn the_shipped_twelve_months_are_the_default_of_the_setting() {
    let rule = Rule::default();
    assert_eq!(rule.length, HalfMonths(24));
    assert_eq!(rule.near, HalfMonths(21));
    assert_eq!(rule.plan, HalfMonths(18));
    assert_eq!(rule.gap_months, 6);
}

#[test]
fn an_own_value_holds_from_its_day_until_its_last() {
    let own = |value, from: &str, until: Option<&str>| Own {
        name: Name::QuotaMost.slug().to_owned(),
        value,
        from: day(from),
        until: until.map(day),
        source: "KS 2027/14".to_owned(),
    };
    let settings = Settings {
        rules: vec![
            own(Value::Number(8), "2027-01-01", Some("2027-12-31")),
            own(Value::Number(7), "2027-07-01", None),
            // A value of another kind than the rule's is never looked at.
            own(Value::Truth(true), "2028-01-01", None),
        ],
        ..Settings::default()
    };
    let most = |on| settings.rules().number(Name::QuotaMost, day(on));
    assert_eq!(most("2026-12-31"), Some(6));
    assert_eq!(most("2027-01-01"), Some(8));
    assert_eq!(most("2027-06-30"), Some(8));
    assert_eq!(most("2027-07-01"), Some(7));
    assert_eq!(most("2029-01-01"), Some(7));
    let rule = settings
        .rules()
        .in_force(Name::QuotaMost, day("2027-01-01"));
    let rule = rule.expect("an own rule");
    assert!(rule.is_own());
    assert_eq!(rule.source(Lang::En), "KS 2027/14");
}

#[test]
fn a_value_is_read_as_it_is_shown() {
    for (kind, text, value) in [
        (Kind::Months, "10,5", Some(Value::Months(HalfMonths(21)))),
        (Kind::Months, "mycket", None),
        (Kind::Kronor, "20 000", Some(Value::Kronor(20_000))),
        (Kind::Kronor, "20\u{a0}000", Some(Value::Kronor(20_000))),
        (Kind::Kronor, "-1", None),
        (Kind::Days, "30", Some(Value::Days(30))),
        (Kind::Kronor, "1 000 000", Some(Value::Kronor(1_000_000))),
        (Kind::Kronor, "1 000 001", None),
        (Kind::Days, "99999999999", None),
        (Kind::Truth, "Ja", Some(Value::Truth(true))),
        (Kind::Truth, "kanske", None),
    ] {
        assert_eq!(Value::read(kind, text), value, "{text}");
    }
    assert_eq!(Value::Kronor(20_000).text(Lang::Sv), "20\u{a0}000 kr/mån");
    assert_eq!(Value::Kronor(800).text(Lang::En), "800 kr/month");
}

/// The unit's own number for a rule from a day on.
fn own(name: Name, n: u32, from: &str, until: Option<&str>) -> Own {
    Own {
        name: name.slug().to_owned(),
        value: match name.kind() {
            Kind::Months => Value::Months(HalfMonths(n as u16)),
            Kind::Days => Value::Days(n),
            Kind::WorkingDays => Value::WorkingDays(n),
            Kind::Kronor => Value::Kronor(n),
            Kind::Number => Value::Number(n),
            Kind::Truth | Kind::Start => Value::Truth(n > 0),
        },
        from: day(from),
        until: until.map(day),
        source: "KS 2027/14".to_owned(),
    }
}

fn set(own: Own) -> Command {
    Command::SetRule(Box::new(own))
}

fn drop(name: Name, from: &str) -> Command {
    Command::DropRule {
        name: name.slug().to_owned(),
        from: day(from),
    }
}

#[test]
fn a_rule_of_ones_own_is_set_changed_and_taken_back() {
    let mut world = World::new();
    let most = |world: &World, on| {
        world
            .register
            .settings
            .rules()
            .number(Name::QuotaMost, day(on))
    };
    let first = set(own(Name::QuotaMost, 8, "2027-01-01", None));
    assert_eq!(first.what(), What::SetRule);
    assert_eq!(world.must("anna", &first).len(), 1);
    assert_eq!(world.must("bo", &first), [], "it is so already");
    assert_eq!(most(&world, "2026-12-31"), Some(6));
    assert_eq!(most(&world, "2027-01-01"), Some(8));
    // The same day's value is replaced, and not kept beside the new one.
    world.must(
        "anna",
        &set(own(Name::QuotaMost, 9, "2027-01-01", Some("2027-12-31"))),
    );
    assert_eq!(world.register.settings.rules.len(), 1);
    assert_eq!(most(&world, "2027-12-31"), Some(9));
    assert_eq!(most(&world, "2028-01-01"), Some(6));
    world.must("anna", &drop(Name::QuotaMost, "2027-01-01"));
    assert_eq!(world.register.settings, Settings::default());
    let refusal = world.refused("anna", &drop(Name::QuotaMost, "2027-01-01"));
    assert!(matches!(refusal, Refusal::NoOwnRule { .. }), "{refusal:?}");
}

#[test]
fn the_source_is_kept_without_the_blanks_around_it() {
    let mut world = World::new();
    let mut first = own(Name::QuotaMost, 8, "2027-01-01", None);
    first.source = "  KS 2027/14 ".to_owned();
    world.must("anna", &set(first));
    assert_eq!(world.register.settings.rules[0].source, "KS 2027/14");
}

/// A form of the settings that stands open is about them alone: a rule that a colleague sets meanwhile is another thing.
#[test]
fn settings_that_stand_open_are_not_changed_by_a_rule_of_ones_own() {
    let mut world = World::new();
    world.must("anna", &set(own(Name::QuotaMost, 8, "2027-01-01", None)));
    let opened = Subject::settings(&world.register).expect("the settings");
    world.must("bo", &set(own(Name::QuotaLeast, 2, "2027-01-01", None)));
    let mut settings = world.register.settings.clone();
    settings.unit = "AMI Exempelby".to_owned();
    let configure = Command::Still {
        subject: Box::new(opened),
        command: Box::new(Command::Configure(Box::new(settings))),
    };
    world.must("anna", &configure);
    assert_eq!(world.register.settings.unit, "AMI Exempelby");
}

#[test]
fn what_no_rule_can_be_is_refused() {
    let good = own(Name::QuotaMost, 8, "2027-01-01", None);
    type Case = (&'static str, fn(&mut Own), fn(&Refusal) -> bool);
    let cases: &[Case] = &[
        (
            "a name",
            |o| o.name = "quota.mest".to_owned(),
            |r| matches!(r, Refusal::NoSuchRule { .. }),
        ),
        (
            "a setting",
            |o| o.name = "twelve-months.near".to_owned(),
            |r| {
                matches!(
                    r,
                    Refusal::RuleIsSetting {
                        key: "rule.near",
                        ..
                    }
                )
            },
        ),
        (
            "a kind",
            |o| o.value = Value::Days(8),
            |r| matches!(r, Refusal::RuleTakes(Name::QuotaMost)),
        ),
        (
            "a first day",
            |o| o.from = day("1989-12-31"),
            |r| matches!(r, Refusal::RuleOutOfRange { .. }),
        ),
        (
            "a late first day",
            |o| o.from = day("2101-01-01"),
            |r| matches!(r, Refusal::RuleOutOfRange { .. }),
        ),
        (
            "a late last day",
            |o| o.until = Some(day("2101-01-01")),
            |r| matches!(r, Refusal::RuleOutOfRange { .. }),
        ),
        (
            "an end",
            |o| o.until = Some(day("2026-12-31")),
            |r| matches!(r, Refusal::EndBeforeStart { .. }),
        ),
        (
            "a source",
            |o| o.source = " \n ".to_owned(),
            |r| *r == Refusal::SourceMissing,
        ),
        (
            "a long source",
            |o| o.source = "x".repeat(SOURCE_LIMIT + 1),
            |r| matches!(r, Refusal::TextTooLong { .. }),
        ),
        (
            "a sly source",
            |o| o.source = "KS\u{202e}14".to_owned(),
            |r| *r == Refusal::TextNotPlain,
        ),
        (
            "too few",
            |o| o.value = Value::Number(3),
            |r| matches!(r, Refusal::RulesOutOfOrder { .. }),
        ),
    ];
    for (what, change, expected) in cases {
        let mut world = World::new();
        let mut bad = good.clone();
        change(&mut bad);
        let refusal = world.refused("anna", &set(bad));
        assert!(expected(&refusal), "{what}: {refusal:?}");
        assert_eq!(world.register.settings, Settings::default(), "{what}");
    }
    let mut world = World::new();
    for refusal in [
        world.refused("anna", &drop(Name::TwelveMonthsLength, "2027-01-01")),
        world.refused("anna", &drop(Name::QuotaMost, "2027-01-01")),
    ] {
        sentences(&refusal);
    }
    // Each limit of the days is itself allowed, and so is one day alone.
    for (from, until) in [
        ("1990-01-01", Some("2100-12-31")),
        ("2027-01-01", Some("2027-01-01")),
    ] {
        world.must("anna", &set(own(Name::JobLasts, 4, from, until)));
    }
}

#[test]
fn rules_that_belong_together_stay_in_order_on_every_day() {
    let mut world = World::new();
    // Seven at least would be more than the six at most from the day on, but not once that is eight as well.
    let least = set(own(Name::QuotaLeast, 7, "2027-06-01", None));
    let refusal = world.refused("anna", &least);
    let expected = Refusal::RulesOutOfOrder {
        on: day("2027-06-01"),
        less: (Name::QuotaLeast, Value::Number(7)),
        more: (Name::QuotaMost, Value::Number(6)),
    };
    assert_eq!(refusal, expected);
    // Eight at most for a while only: the day after it the two would cross.
    world.must(
        "anna",
        &set(own(Name::QuotaMost, 8, "2027-01-01", Some("2028-02-29"))),
    );
    match world.refused("anna", &least) {
        Refusal::RulesOutOfOrder { on, .. } => assert_eq!(on, day("2028-03-01")),
        other => panic!("{other:?}"),
    }
    world.must("anna", &set(own(Name::QuotaMost, 8, "2027-01-01", None)));
    world.must("anna", &least);
    // What holds the order up cannot be taken away either.
    let refusal = world.refused("anna", &drop(Name::QuotaMost, "2027-01-01"));
    assert!(
        matches!(refusal, Refusal::RulesOutOfOrder { .. }),
        "{refusal:?}"
    );
    // As much as the other is in order, one more or less is not.
    for (name, same, over) in [
        (Name::QuotaLeast, 8, 9),
        (Name::DecisionRemindLate, 90, 91),
        (Name::TotalRemindEarly, 90, 89),
        (Name::ClaimRemind, 180, 181),
        (Name::DevelopmentLongestDecision, 48, 49),
        (Name::EmploymentLongestTotal, 96, 95),
        (Name::SecurityFirstDecision, 96, 97),
    ] {
        let from = |n| set(own(name, n, "2027-01-01", None));
        world.clone().must("anna", &from(same));
        let refusal = world.refused("anna", &from(over));
        assert!(
            matches!(refusal, Refusal::RulesOutOfOrder { .. }),
            "{name:?} {refusal:?}"
        );
    }
}

#[test]
fn the_settings_leave_the_rules_alone_and_the_twelve_months_are_said_once() {
    let mut world = World::new();
    // These settings were read before a colleague set a rule.
    let mut settings = world.register.settings.clone();
    world.must("bo", &set(own(Name::QuotaMost, 8, "2027-01-01", None)));
    settings.rule.length = HalfMonths(26);
    world.must("anna", &Command::Configure(Box::new(settings)));
    let settings = &world.register.settings;
    assert_eq!(settings.rules.len(), 1);
    for on in ["1995-05-05", "2026-11-27", "2099-01-01"] {
        let length = settings
            .rules()
            .in_force(Name::TwelveMonthsLength, day(on))
            .expect("a rule");
        assert_eq!(length.value, Value::Months(HalfMonths(26)));
        assert!(length.is_own());
        let near = settings
            .rules()
            .in_force(Name::TwelveMonthsNear, day(on))
            .expect("a rule");
        assert!(!near.is_own());
    }
    let history = settings.rules().history(Name::TwelveMonthsLength);
    let values: Vec<Value> = history.iter().map(|line| line.value).collect();
    assert_eq!(values, [24, 26].map(|n| Value::Months(HalfMonths(n))));
    // Every part of the setting is a rule that says which setting it is.
    for name in Name::ALL {
        assert_eq!(
            settings.rule.value(*name).is_some(),
            name.setting().is_some(),
            "{name:?}"
        );
    }
}

proptest! {
    /// Whatever is set and taken back, each day has the value that a list kept by day would have.
    #[test]
    fn what_holds_is_what_a_calendar_filled_in_by_hand_says(
        steps in prop::collection::vec((0..40_u64, prop::option::of(0..30_u64), 6..20_u32, prop::bool::weighted(0.8)), 1..12),
    ) {
        let first = day("2027-01-01");
        let after = |days| first + chrono::Days::new(days);
        let mut world = World::new();
        let mut kept: BTreeMap<u64, (Option<u64>, u32)> = BTreeMap::new();
        for (from, length, n, is_set) in steps {
            if is_set {
                let until = length.map(|length| from + length);
                kept.insert(from, (until, n));
                let mut rule = own(Name::QuotaMost, n, &after(from).to_string(), None);
                rule.until = until.map(after);
                world.must("anna", &set(rule));
            } else if kept.remove(&from).is_some() {
                world.must("anna", &drop(Name::QuotaMost, &after(from).to_string()));
            }
        }
        let mut calendar = [6; 80];
        for (from, (until, n)) in &kept {
            for (day, value) in (0..).zip(&mut calendar) {
                if *from <= day && until.is_none_or(|until| day <= until) {
                    *value = *n;
                }
            }
        }
        let rules = world.register.settings.rules();
        for (day, value) in (0..).zip(calendar) {
            prop_assert_eq!(rules.number(Name::QuotaMost, after(day)), Some(value), "{}", day);
        }
    }
}

#[test]
fn a_rule_that_became_another_is_told_once_and_the_rest_is_not_told() {
    let (most, least) = (Name::QuotaMost, Name::QuotaLeast);
    let quota = |n, from| own(most, n, from, None);
    let other = own(least, 2, "2027-01-01", None);
    let (before, of_another_day) = (quota(8, "2027-01-01"), quota(7, "2028-01-01"));
    let told = |after: Own| {
        let kept = [before.clone(), other.clone(), of_another_day.clone()];
        let now = [after, other.clone(), of_another_day.clone()];
        differences(&kept, &now, Lang::Sv)
    };
    let changed = told(quota(9, "2027-01-01"));
    assert_eq!(changed.len(), 1, "{changed:?}");
    let (was, is) = changed[0].split_once(" → ").expect("what it was and is");
    assert!(
        was.starts_with("lönebidrag om året, högst: 8 "),
        "{changed:?}"
    );
    assert!(is.starts_with("9 "), "{changed:?}");
    assert!(told(before.clone()).is_empty());
    // Of another day it is another rule: one is gone, one has come.
    assert_eq!(told(quota(9, "2027-02-01")).len(), 2);
}
