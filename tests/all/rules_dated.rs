//! The shipped rules: each has its value, its validity and its source; and the unit's own come before them.

use chrono::NaiveDate;
use tolv::domain::rules::{self, InForce, Kind, Name, Own, Rules, Value};
use tolv::domain::settings::Settings;
use tolv::domain::threshold::{HalfMonths, Rule};
use tolv::text::Lang;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn shipped(name: Name, on: &str) -> Option<InForce<'static>> {
    Rules(&[]).in_force(name, day(on))
}

#[test]
fn every_rule_is_shipped_with_its_kind_and_a_source() {
    for name in Name::ALL {
        let lines: Vec<_> = rules::history(*name).collect();
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
        (Kind::Days, "99999999999", None),
        (Kind::Truth, "Ja", Some(Value::Truth(true))),
        (Kind::Truth, "kanske", None),
    ] {
        assert_eq!(Value::read(kind, text), value, "{text}");
    }
    assert_eq!(Value::Kronor(20_000).text(Lang::Sv), "20\u{a0}000 kr/mån");
    assert_eq!(Value::Kronor(800).text(Lang::En), "800 kr/month");
}
