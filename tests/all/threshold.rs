//! The twelve-month clock: cases to the day, properties, and Python's calendar as the judge.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tolv::domain::facts::participant::{ArenaId, Participant, Placement};
use tolv::domain::reckon::threshold::{Because, Clock, Standing, standing};
use tolv::domain::rules::twelve_months::{HalfMonths, Rule};
use tolv::text::Lang;

use crate::oracle;
use crate::world::{on, person};

fn clock(person: &Participant, rule: &Rule, today: NaiveDate) -> Standing {
    standing(person, rule, today).expect("the person is at AMI that day")
}

fn moved(stays: &[&str], moves: &[(&str, u16)]) -> Participant {
    let mut person = person(1, stays);
    for (day, arena) in moves {
        let (from, arena) = (on(day), ArenaId(*arena));
        let stay = person.stays.iter_mut().rfind(|stay| stay.start <= from);
        let placements = &mut stay.expect("a move within a stay").placements;
        placements.retain(|placement| placement.from != from);
        placements.push(Placement { from, arena });
    }
    person
}

fn restarting() -> Rule {
    Rule {
        arena_restarts: true,
        ..Rule::default()
    }
}

#[test]
fn the_marks_fall_on_these_days() {
    for (start, plan, near, threshold) in [
        ("2024-02-29", "2024-11-29", "2025-01-13", "2025-02-28"),
        ("2023-02-28", "2023-11-28", "2024-01-12", "2024-02-28"),
        ("2023-03-01", "2023-12-01", "2024-01-16", "2024-03-01"),
        ("2025-05-31", "2026-02-28", "2026-04-15", "2026-05-31"),
        ("2025-08-31", "2026-05-31", "2026-07-15", "2026-08-31"),
        ("2025-04-30", "2026-01-30", "2026-03-15", "2026-04-30"),
        ("2025-12-31", "2026-09-30", "2026-11-15", "2026-12-31"),
        ("2026-01-01", "2026-10-01", "2026-11-16", "2027-01-01"),
    ] {
        let person = person(1, &[&format!("{start}..")]);
        let rule = Rule::default();
        let found = clock(&person, &rule, on(start));
        let marks = [found.plan, found.near, found.threshold];
        assert_eq!(marks, [plan, near, threshold].map(on), "{start}");
        assert_eq!((found.start, found.because), (on(start), Because::FirstDay));
        // Each side of each mark, by one day.
        for (limit, before, after) in [
            (on(plan), Clock::Running, Clock::Plan),
            (on(near), Clock::Plan, Clock::Near),
            (on(threshold), Clock::Near, Clock::Reached),
        ] {
            let yesterday = limit - Days::new(1);
            assert_eq!(
                clock(&person, &rule, yesterday).clock,
                before,
                "{start} {yesterday}"
            );
            assert_eq!(clock(&person, &rule, limit).clock, after, "{start} {limit}");
        }
        for (day, left) in [
            (threshold, 0),
            (start, (on(threshold) - on(start)).num_days()),
        ] {
            assert_eq!(clock(&person, &rule, on(day)).days_left, left);
        }
        let over = clock(&person, &rule, on(threshold) + Days::new(1));
        assert_eq!((over.days_left, over.clock), (-1, Clock::Reached));
        assert_eq!(
            over.progress(on(threshold)).0,
            over.progress(on(threshold)).1
        );
    }
}

#[test]
fn nobody_has_a_clock_outside_their_stays() {
    let person = person(1, &["2026-01-05..2026-06-30", "2026-09-01..2026-10-30"]);
    for (day, there) in [
        ("2026-01-04", false),
        ("2026-01-05", true),
        ("2026-06-30", true),
        ("2026-07-01", false),
        ("2026-10-30", true),
        ("2026-10-31", false),
    ] {
        assert_eq!(
            standing(&person, &Rule::default(), on(day)).is_some(),
            there,
            "{day}"
        );
    }
}

#[test]
fn an_earlier_stay_counts_where_the_gap_is_under_six_months() {
    let earlier = |ended: &str| Because::EarlierStay { ended: on(ended) };
    let first = Because::FirstDay;
    type Case = (&'static [&'static str], u16, &'static str, Because);
    let cases: [Case; 14] = [
        (
            &["2025-01-07..2025-06-30", "2025-12-31.."],
            6,
            "2025-01-07",
            earlier("2025-06-30"),
        ),
        (
            &["2025-01-07..2025-06-30", "2026-01-01.."],
            6,
            "2026-01-01",
            first,
        ),
        (
            &["2025-01-07..2025-06-30", "2026-01-02.."],
            6,
            "2026-01-02",
            first,
        ),
        (
            &["2025-01-07..2025-06-30", "2025-07-01.."],
            6,
            "2025-01-07",
            earlier("2025-06-30"),
        ),
        (
            &["2025-01-07..2025-08-30", "2026-02-27.."],
            6,
            "2025-01-07",
            earlier("2025-08-30"),
        ),
        (
            &["2025-01-07..2025-08-30", "2026-02-28.."],
            6,
            "2026-02-28",
            first,
        ),
        (
            &["2025-01-07..2025-06-30", "2025-07-31.."],
            1,
            "2025-01-07",
            earlier("2025-06-30"),
        ),
        (
            &["2025-01-07..2025-06-30", "2025-08-01.."],
            1,
            "2025-08-01",
            first,
        ),
        // Never, not even without a day between.
        (
            &["2025-01-07..2025-06-30", "2025-07-01.."],
            0,
            "2025-07-01",
            first,
        ),
        // Chains of three: both gaps count, only the later, neither.
        (
            &[
                "2024-01-08..2024-05-31",
                "2024-09-01..2025-01-31",
                "2025-05-01..",
            ],
            6,
            "2024-01-08",
            earlier("2025-01-31"),
        ),
        (
            &[
                "2024-01-08..2024-02-29",
                "2024-09-01..2025-01-31",
                "2025-05-01..",
            ],
            6,
            "2024-09-01",
            earlier("2025-01-31"),
        ),
        (
            &[
                "2024-01-08..2024-05-31",
                "2024-09-01..2024-10-31",
                "2025-05-01..",
            ],
            6,
            "2025-05-01",
            first,
        ),
        // A stay that is still to come does not count.
        (
            &["2025-01-07..2025-06-30", "2026-09-01.."],
            6,
            "2025-01-07",
            first,
        ),
        (&["2025-01-07..2025-06-30"], 6, "2025-01-07", first),
    ];
    for (i, (stays, gap_months, start, because)) in cases.into_iter().enumerate() {
        let person = person(1, stays);
        let rule = Rule {
            gap_months,
            ..Rule::default()
        };
        let today = if i == 12 {
            on("2025-02-03")
        } else {
            person.stays[stays.len() - 1].start
        };
        let found = clock(&person, &rule, today);
        assert_eq!(
            (found.start, found.because),
            (on(start), because),
            "{stays:?} {gap_months}"
        );
        for lang in [Lang::Sv, Lang::En] {
            assert!(found.why(&rule, lang).contains(start));
            assert!(!rule.text(lang).is_empty());
        }
    }
}

#[test]
fn a_change_of_arena_restarts_the_clock_only_where_the_rule_says_so() {
    type Case = (
        &'static [&'static str],
        &'static [(&'static str, u16)],
        &'static str,
        &'static str,
        Option<u16>,
    );
    let one: &[&str] = &["2026-01-05.."];
    let two: &[&str] = &["2025-01-07..2025-08-29", "2025-10-01.."];
    let cases: [Case; 9] = [
        (one, &[], "2026-11-23", "2026-01-05", None),
        (one, &[("2026-03-02", 2)], "2026-03-01", "2026-01-05", None),
        (
            one,
            &[("2026-03-02", 2)],
            "2026-03-02",
            "2026-03-02",
            Some(2),
        ),
        (
            one,
            &[("2026-03-02", 2), ("2026-06-01", 1)],
            "2026-11-23",
            "2026-06-01",
            Some(1),
        ),
        // The earlier stay counts, in the same arena all along.
        (two, &[], "2025-11-03", "2025-01-07", None),
        // A change within the earlier stay that counts.
        (
            two,
            &[("2025-03-03", 2), ("2025-10-01", 2)],
            "2025-11-03",
            "2025-03-03",
            Some(2),
        ),
        // Back from the break, in another arena.
        (
            two,
            &[("2025-10-01", 2)],
            "2025-11-03",
            "2025-10-01",
            Some(2),
        ),
        (
            two,
            &[("2025-03-03", 2)],
            "2025-11-03",
            "2025-10-01",
            Some(1),
        ),
        (
            two,
            &[("2025-11-03", 2)],
            "2025-11-03",
            "2025-11-03",
            Some(2),
        ),
    ];
    for (stays, moves, today, start, arena) in cases {
        let person = moved(stays, moves);
        let found = clock(&person, &restarting(), on(today));
        assert_eq!(found.start, on(start), "{stays:?} {moves:?} {today}");
        match arena {
            Some(arena) => assert_eq!(found.because, Because::NewArena(ArenaId(arena))),
            None => assert!(!matches!(found.because, Because::NewArena(_))),
        }
        assert_eq!(
            clock(&person, &Rule::default(), on(today)).start,
            on(stays[0].split("..").next().expect("a start"))
        );
    }
}

#[test]
fn lengths_are_read_and_written_in_half_months() {
    for (text, expected) in [
        ("12", Some(24)),
        ("10½", Some(21)),
        ("10,5", Some(21)),
        (" 10.5 ", Some(21)),
        ("9,0", Some(18)),
        ("120", Some(240)),
        ("121", None),
        ("10,25", None),
        ("½", None),
        ("-1", None),
        ("", None),
    ] {
        assert_eq!(HalfMonths::read(text), expected.map(HalfMonths), "{text:?}");
    }
    for half in 0..=240 {
        assert_eq!(
            HalfMonths::read(&HalfMonths(half).text()),
            Some(HalfMonths(half))
        );
    }
}

/// Some 110,000 starts, each through `standing` on its first day.
#[test]
fn standing_agrees_with_dateutil() {
    let seeds = (0..110_000_u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40);
    let starts: Vec<_> = seeds
        .map(|n| on("1990-01-01") + Days::new(n % 40_541))
        .collect();
    let lines: String = starts.iter().map(|start| format!("{start}\n")).collect();
    let Some(answers) = oracle::ask("relativedelta.py", &["dateutil.relativedelta"], &lines) else {
        return;
    };
    assert_eq!(answers.lines().count(), starts.len());
    let (rule, mut person) = (Rule::default(), person(1, &["1990-01-01.."]));
    for (start, answer) in starts.into_iter().zip(answers.lines()) {
        person.stays[0].start = start;
        let Standing {
            threshold,
            near,
            plan,
            ..
        } = clock(&person, &rule, start);
        assert_eq!(format!("{start} {threshold} {near} {plan}"), answer);
    }
}

/// Stays one after another: each a gap and a length, in days, with moves within it, counted from its first day.
fn any_person() -> impl Strategy<Value = Participant> {
    let moves = prop::collection::btree_map(1..400_u64, 1..4_u16, 0..4);
    let stay = (1..300_u64, 1..500_u64, moves);
    (0..12_000_u64, prop::collection::vec(stay, 1..5)).prop_map(|(first, stays)| {
        let mut person = person(1, &[]);
        let mut day = on("1995-01-01") + Days::new(first);
        for (gap, length, moves) in stays {
            day = day + Days::new(gap);
            let last = day + Days::new(length);
            let mut stay = crate::world::stay(&format!("{day}..{last}"));
            for (after, arena) in moves {
                let from = day + Days::new(after);
                stay.placements.push(Placement {
                    from,
                    arena: ArenaId(arena),
                });
            }
            stay.placements
                .dedup_by(|next, kept| next.arena == kept.arena);
            person.stays.push(stay);
            day = last;
        }
        person
    })
}

proptest! {
    #[test]
    fn a_later_day_never_makes_the_clock_less_urgent(person in any_person()) {
        let rule = Rule::default();
        for stay in &person.stays {
            let last = stay.last_day().expect("these stays have ends");
            let days = stay.start.iter_days().take_while(|day| *day <= last);
            let clocks: Vec<_> = days.map(|day| clock(&person, &rule, day)).collect();
            for pair in clocks.windows(2) {
                prop_assert!(pair[0].clock <= pair[1].clock);
                prop_assert_eq!(pair[0].days_left - 1, pair[1].days_left);
                prop_assert_eq!(pair[0].start, pair[1].start);
            }
        }
    }

    #[test]
    fn a_change_of_arena_changes_nothing_unless_the_rule_says_so(person in any_person()) {
        let mut still = person.clone();
        still.stays.iter_mut().for_each(|stay| stay.placements.truncate(1));
        for stay in &person.stays {
            let (first, last) = (stay.start, stay.last_day().expect("these stays have ends"));
            for day in [first, first + (last - first) / 2, last] {
                prop_assert_eq!(standing(&person, &Rule::default(), day), standing(&still, &Rule::default(), day));
                // A restarted clock starts later, never earlier, on a day of a change or a first day.
                let (set, unset) = (clock(&person, &restarting(), day), clock(&person, &Rule::default(), day));
                prop_assert!(set.start >= unset.start && set.start <= day);
                prop_assert!(person.stays.iter().any(|s| s.placements.iter().any(|p| p.from == set.start)));
            }
        }
    }
}
