//! The limits of a decision by the rules of its own day, each on each side.

use tolv::domain::decide::decisions::{Warning, check, limits};
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::decision::{Ending, Form, Terms};
use tolv::domain::rules::{Name, Value};
use tolv::text::Lang;

use super::{SHIPPED, add, decided, end, end_on, lena, months, own, refused, taken, terms, world};
use crate::world::on;

use Form::{Development, Employment, Security};

#[test]
fn a_single_decision_is_at_most_as_long_as_its_form_lets_it() {
    for (form, from, last) in [
        (Development, "2026-01-01", "2026-12-31"),
        (Development, "2024-02-29", "2025-02-27"),
        (Development, "2023-03-01", "2024-02-29"),
        (Development, "2025-08-31", "2026-08-30"),
        (Employment, "2026-01-01", "2029-12-31"),
        (Employment, "2024-02-29", "2028-02-28"),
        (Security, "2026-01-01", "2029-12-31"),
    ] {
        taken(&mut world(&[]), &terms(form, &format!("{from}..{last}")));
        let over = on(last).succ_opt().expect("a day");
        let refusal = refused(&mut world(&[]), &terms(form, &format!("{from}..{over}")));
        assert!(
            matches!(refusal, Refusal::DecisionTooLong { form: f, latest, .. } if f == form && latest == on(last)),
            "{form:?} {from}: {refusal:?}"
        );
    }
    // The regulation of 2017 says nothing of what was decided before it.
    let old = decided("2017-06-30", terms(Development, "2017-07-01..2021-06-30"));
    taken(&mut world(&[]), &old);
    let new = decided("2017-07-01", terms(Development, "2017-07-01..2021-06-30"));
    refused(&mut world(&[]), &new);
}

/// Decisions that are taken, and the last day that is left for one that begins right after them or later.
#[test]
fn the_total_is_counted_in_days_however_it_is_split() {
    type Case = (Form, &'static [&'static str], &'static str, &'static str);
    let cases: &[Case] = &[
        // 24 months from 2025-01-01 are 730 days.
        (
            Development,
            &["2025-01-01..2025-12-31", "2026-01-01..2026-11-30"],
            "2026-12-01",
            "2026-12-31",
        ),
        (
            Development,
            &[
                "2025-01-01..2025-05-31",
                "2025-06-01..2025-12-31",
                "2026-01-01..2026-11-29",
                "2026-11-30..2026-11-30",
            ],
            "2026-12-01",
            "2026-12-31",
        ),
        // A gap of 31 days moves the end by as much.
        (
            Development,
            &["2025-01-01..2025-12-31", "2026-02-01..2026-11-30"],
            "2026-12-01",
            "2027-01-31",
        ),
        // 24 months from 2023-03-01 have a leap day in them, 731 days; from 2024-02-29, 730.
        (
            Development,
            &["2023-03-01..2024-02-29", "2024-03-01..2025-01-31"],
            "2025-02-01",
            "2025-02-28",
        ),
        (
            Development,
            &["2024-02-29..2025-02-27", "2025-02-28..2026-01-31"],
            "2026-02-01",
            "2026-02-27",
        ),
        // Another form has its own total.
        (
            Development,
            &["2025-01-01..2025-12-31"],
            "2026-12-01",
            "2027-11-30",
        ),
        (
            Employment,
            &["2020-01-01..2023-12-31", "2024-01-01..2027-11-30"],
            "2027-12-01",
            "2027-12-31",
        ),
    ];
    for (form, before, from, last) in cases {
        let before: Vec<Terms> = before.iter().map(|span| terms(*form, span)).collect();
        let over = on(last).succ_opt().expect("a day");
        let next = |last| terms(*form, &format!("{from}..{last}"));
        taken(&mut world(&before), &next(on(last)));
        let refusal = refused(&mut world(&before), &next(over));
        let latest = match &refusal {
            Refusal::TotalTooLong {
                form: f, latest, ..
            }
            | Refusal::DecisionTooLong {
                form: f, latest, ..
            } if f == form => *latest,
            _ => panic!("{form:?} {from}: {refusal:?}"),
        };
        assert_eq!(latest, on(last), "{form:?} {from}");
        let world = world(&before);
        let limits = limits(SHIPPED, lena(&world), &next(on(last)), None);
        let told = [limits.latest, limits.total].into_iter().flatten();
        assert_eq!(
            told.map(|(day, _)| day).min(),
            Some(on(last)),
            "told beside the field"
        );
    }
}

#[test]
fn other_forms_and_what_never_held_are_not_in_the_total() {
    let years = |form| {
        [2020, 2024, 2028, 2032].map(|y| terms(form, &format!("{y}-01-01..{}-12-31", y + 3)))
    };
    // No total is stated for security.
    let security = years(Security);
    taken(&mut world(&security[..3]), &security[3]);
    let employment = years(Employment);
    let refusal = refused(&mut world(&employment[..2]), &employment[2]);
    assert!(
        matches!(
            refusal,
            Refusal::TotalTooLong {
                form: Employment,
                ..
            }
        ),
        "{refusal:?}"
    );

    let two = [
        terms(Development, "2025-01-01..2025-12-31"),
        terms(Development, "2026-01-01..2026-12-31"),
    ];
    let third = terms(Development, "2027-01-01..2027-12-31");
    refused(&mut world(&two), &third);
    let mut withdrawn = world(&two);
    withdrawn.must("anna", &end(1, Ending::Withdrawn));
    taken(&mut withdrawn, &third);
    // One that was ended counts the days it held: 31 of them.
    let mut ended = world(&two);
    ended.must("anna", &end_on(1, "2025-01-31"));
    taken(
        &mut ended.clone(),
        &terms(Development, "2027-01-01..2027-11-30"),
    );
    refused(&mut ended, &terms(Development, "2027-01-01..2027-12-01"));
}

#[test]
fn the_wage_ceiling_is_that_of_the_day_of_the_decision_less_in_proportion() {
    for (day, working_time, most) in [
        ("2017-11-01", 100, 18_300),
        ("2019-03-31", 100, 18_300),
        ("2019-04-01", 100, 19_100),
        ("2019-12-31", 100, 19_100),
        ("2020-01-01", 100, 20_000),
        ("2026-11-27", 100, 20_000),
        ("2018-01-01", 75, 13_725),
        ("2019-06-01", 33, 6_303),
        ("2026-01-01", 50, 10_000),
        ("2026-01-01", 1, 200),
    ] {
        let with = |wage| Terms {
            working_time,
            wage_base: Some(wage),
            // Long after: the value of the decision's own day is kept.
            ..decided(day, terms(Development, "2026-12-01..2027-05-31"))
        };
        assert_eq!(
            taken(&mut world(&[]), &with(most)),
            [],
            "{day} {working_time}"
        );
        let refusal = refused(&mut world(&[]), &with(most + 1));
        assert!(
            matches!(&refusal, Refusal::OverCeiling { most: m, working_time: w, .. } if (*m, *w) == (most, working_time)),
            "{day}: {refusal:?}"
        );
    }
    let before = |wage_base| Terms {
        wage_base,
        ..decided("2017-10-31", terms(Development, "2017-11-01..2018-01-31"))
    };
    assert_eq!(
        taken(&mut world(&[]), &before(Some(99_000))),
        [Warning::CeilingUnknown]
    );
    assert_eq!(taken(&mut world(&[]), &before(None)), []);
}

#[test]
fn a_part_of_a_krona_is_not_rounded_up() {
    let mut world = world(&[]);
    let ceiling = own(Name::WageCeiling, Value::Kronor(20_050), "2026-01-01");
    world.register.settings.rules.push(ceiling);
    let with = |wage| Terms {
        working_time: 33,
        wage_base: Some(wage),
        ..terms(Development, "2026-02-01..2026-12-31")
    };
    // 33 % of 20,050 is 6,616.50.
    refused(&mut world, &with(6_617));
    taken(&mut world, &with(6_616));
}

#[test]
fn the_extra_money_is_limited_by_form() {
    for (form, most, warns) in [
        (Development, 5_000, false),
        (Employment, 2_800, false),
        (Security, 2_800, true),
    ] {
        let with = |extra| Terms {
            extra,
            ..terms(form, "2026-01-01..2026-12-31")
        };
        let warnings = taken(&mut world(&[]), &with(Some(most)));
        let special = |w: &Warning| matches!(w, Warning::SpecialReasons { .. });
        assert_eq!(
            (warnings.len(), warnings.iter().any(special)),
            (usize::from(warns), warns)
        );
        assert!(matches!(
            refused(&mut world(&[]), &with(Some(most + 1))),
            Refusal::ExtraTooLarge { form: f, .. } if f == form
        ));
        for nothing in [None, Some(0)] {
            assert_eq!(taken(&mut world(&[]), &with(nothing)), [], "{form:?}");
        }
    }
}

#[test]
fn per_cent_are_from_one_to_a_hundred() {
    for (level, working_time, good) in [
        (Some(1), 1, true),
        (Some(100), 100, true),
        (Some(0), 50, false),
        (Some(101), 50, false),
        (Some(60), 0, false),
        (Some(60), 101, false),
    ] {
        let terms = Terms {
            level,
            working_time,
            ..terms(Development, "2026-01-01..2026-12-31")
        };
        if good {
            taken(&mut world(&[]), &terms);
        } else {
            assert_eq!(refused(&mut world(&[]), &terms), Refusal::NotPerCent);
        }
    }
    // AF decides a level with each; an old register may hold decisions without one, which only warn.
    let without = Terms {
        level: None,
        ..terms(Development, "2026-01-01..2026-12-31")
    };
    assert_eq!(refused(&mut world(&[]), &without), Refusal::LevelMissing);
    let world = world(&[]);
    let rules = world.register.settings.rules();
    let warnings = check(rules, world.person(1), &without, None);
    assert!(warnings.is_ok_and(|warnings| warnings.contains(&Warning::NoLevel)));
}

#[test]
fn days_are_in_order_and_within_a_century() {
    for (span, decided_on, refusal) in [
        (
            "2026-02-01..2026-01-31",
            "2026-01-01",
            "The end 2026-01-31 is before the start 2026-02-01.",
        ),
        (
            "1989-12-31..1990-05-01",
            "1989-12-01",
            "The day 1989-12-31 is outside 1990–2100.",
        ),
        (
            "2100-12-01..2101-01-01",
            "2100-11-01",
            "The day 2101-01-01 is outside 1990–2100.",
        ),
        (
            "2026-01-01..2026-12-31",
            "1925-12-01",
            "The day 1925-12-01 is outside 1990–2100.",
        ),
    ] {
        let terms = decided(decided_on, terms(Development, span));
        let told = refused(&mut world(&[]), &terms).text(Lang::En);
        assert_eq!(told, refusal, "{span}");
    }
    for span in [
        "2026-01-01..2026-01-01",
        "1990-01-01..1990-01-01",
        "2100-12-31..2100-12-31",
    ] {
        taken(&mut world(&[]), &terms(Development, span));
    }
}

#[test]
fn a_decision_keeps_the_rules_of_its_own_day() {
    let mut world = world(&[]);
    let rules = &mut world.register.settings.rules;
    rules.push(own(
        Name::DevelopmentLongestDecision,
        months(6),
        "2027-01-01",
    ));
    rules.push(own(Name::WageCeiling, Value::Kronor(21_000), "2027-01-01"));
    rules.push(own(
        Name::DevelopmentExtra,
        Value::Kronor(4_000),
        "2027-01-01",
    ));
    let with = |day, span, wage, extra| Terms {
        wage_base: Some(wage),
        extra: Some(extra),
        ..decided(day, terms(Development, span))
    };
    // Decided the day before the rules change, begun after it.
    let (year, half) = ("2027-02-01..2028-01-31", "2027-02-01..2027-07-31");
    for (day, span, wage, extra) in [
        ("2026-12-31", year, 20_001, 0),
        ("2027-01-01", "2027-02-01..2027-08-01", 0, 0),
        ("2027-01-01", half, 21_001, 0),
        ("2027-01-01", half, 0, 4_001),
    ] {
        let refusal = refused(&mut world, &with(day, span, wage, extra));
        let told = refusal.text(Lang::Sv);
        assert_eq!(
            told.contains("KS 2026/9"),
            day == "2027-01-01",
            "the rule that refuses is named: {told}"
        );
    }
    taken(&mut world.clone(), &with("2026-12-31", year, 20_000, 5_000));
    taken(&mut world, &with("2027-01-01", half, 21_000, 4_000));
}

#[test]
fn a_total_that_changes_holds_for_what_is_decided_after_it() {
    let first = terms(Development, "2025-01-01..2025-12-31");
    let second = terms(Development, "2026-01-01..2026-12-31");
    let third = terms(Development, "2027-01-01..2027-12-31");
    for total in [18, 36] {
        let mut rule = world(&[]);
        let name = Name::DevelopmentLongestTotal;
        rule.register
            .settings
            .rules
            .push(own(name, months(total), "2026-06-01"));
        // The third is decided under the new total. In whatever order they are recorded: the first two had 24 months.
        for order in [
            [&first, &second, &third],
            [&third, &first, &second],
            [&second, &third, &first],
        ] {
            let mut world = rule.clone();
            let answers: Vec<bool> = (order.iter())
                .map(|terms| world.ask("anna", &add(terms)).is_ok())
                .collect();
            let all = total == 36;
            assert_eq!(
                answers.iter().all(|taken| *taken),
                all,
                "{total} {order:?}: {answers:?}"
            );
        }
    }
}
