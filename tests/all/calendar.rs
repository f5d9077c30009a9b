//! The calendar against the law, the Python oracles and dates that are known.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use tolv::domain::calendar::{
    Eves, Holiday, HolidayKind, MONTHS, YEARS, add_months, easter, holiday, long_date, monday,
    month, public_holidays, usual_eve, usual_eves, week, weekday,
};
use tolv::text::Lang;

use crate::oracle;

const HOLIDAYS: &str = include_str!("../data/holidays-se.csv");

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the tests name days that exist")
}

fn days(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(move |date| *date <= last)
}

fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0..300 * 365_u64).prop_map(|days| day(1900, 1, 1) + Days::new(days))
}

/// The names the oracle has for each day, of one kind.
fn oracle_names(kind: &str) -> BTreeMap<NaiveDate, BTreeSet<&'static str>> {
    let mut names = BTreeMap::<_, BTreeSet<_>>::new();
    for line in HOLIDAYS.lines().skip(1) {
        let [date, of_kind, name] = line.split(';').collect::<Vec<_>>()[..] else {
            panic!("not date;kind;name: {line}");
        };
        assert!(["public", "eve"].contains(&of_kind), "{line}");
        if of_kind == kind {
            let date = date.parse().expect("the oracle writes ISO dates");
            names.entry(date).or_default().insert(name);
        }
    }
    names
}

fn by_day(holidays: Vec<Holiday>) -> BTreeMap<NaiveDate, BTreeSet<&'static str>> {
    let mut names = BTreeMap::<_, BTreeSet<_>>::new();
    for holiday in holidays {
        names
            .entry(holiday.date)
            .or_default()
            .insert(holiday.name.sv);
    }
    names
}

#[test]
fn every_day_from_1990_to_2100_is_a_holiday_exactly_when_the_oracle_says_so() {
    let (public, eves) = (oracle_names("public"), oracle_names("eve"));
    let all = Eves::default();
    let mut checked = 0;
    for date in days(day(1990, 1, 1), day(2100, 12, 31)) {
        for (found, kind, named) in [
            (holiday(date), HolidayKind::Public, public.get(&date)),
            (usual_eve(date, &all), HolidayKind::Eve, eves.get(&date)),
        ] {
            assert_eq!(
                found.is_some(),
                named.is_some(),
                "{date} {kind:?} {named:?}"
            );
            if let (Some(found), Some(named)) = (found, named) {
                assert!(
                    named.contains(found.name.sv),
                    "{date}: {} {named:?}",
                    found.name.sv
                );
                assert_eq!((found.date, found.kind), (date, kind));
            }
        }
        checked += 1;
    }
    assert_eq!(checked, 40_542);
}

#[test]
fn the_lists_of_a_year_are_the_oracles_and_sorted() {
    let (public, eves) = (oracle_names("public"), oracle_names("eve"));
    let lists =
        |of_year: fn(i32) -> Vec<Holiday>| by_day((1990..=2100).flat_map(of_year).collect());
    assert_eq!(lists(public_holidays), public);
    assert_eq!(lists(usual_eves), eves);
    for year in 1990..=2100 {
        assert!(
            public_holidays(year).is_sorted_by_key(|holiday| holiday.date),
            "{year}"
        );
        assert!(
            usual_eves(year).is_sorted_by_key(|holiday| holiday.date),
            "{year}"
        );
    }
}

#[test]
fn what_the_law_changed_in_2005_and_days_that_are_not_holidays() {
    let name = |y, m, d| holiday(day(y, m, d)).map(|holiday| holiday.name.en);
    assert_eq!(name(2004, 5, 31), Some("Whit Monday"));
    assert_eq!(name(2005, 5, 16), None);
    assert_eq!(name(2004, 6, 6), None);
    assert_eq!(name(2005, 6, 6), Some("National Day"));
    // Two on one day: the earlier line of the table names it.
    assert_eq!(name(2008, 5, 1), Some("May Day"));
    assert_eq!(name(2049, 6, 6), Some("Whit Sunday"));
    // Trettondagsafton, valborg, a plain Sunday.
    for date in [day(2026, 1, 5), day(2026, 4, 30), day(2026, 11, 22)] {
        assert_eq!(
            (holiday(date), usual_eve(date, &Eves::default())),
            (None, None),
            "{date}"
        );
    }
}

#[test]
fn each_setting_frees_its_own_eve_and_no_other() {
    let none = Eves {
        easter: false,
        midsummer: false,
        christmas: false,
        new_year: false,
    };
    for (free, name) in [
        (
            Eves {
                easter: true,
                ..none
            },
            "Holy Saturday",
        ),
        (
            Eves {
                midsummer: true,
                ..none
            },
            "Midsummer's Eve",
        ),
        (
            Eves {
                christmas: true,
                ..none
            },
            "Christmas Eve",
        ),
        (
            Eves {
                new_year: true,
                ..none
            },
            "New Year's Eve",
        ),
    ] {
        let found: Vec<_> = days(day(2026, 1, 1), day(2026, 12, 31))
            .filter_map(|date| usual_eve(date, &free))
            .map(|eve| eve.name.en)
            .collect();
        assert_eq!(found, [name]);
    }
    let eves = usual_eves(2026).into_iter();
    assert_eq!(
        eves.filter(|eve| usual_eve(eve.date, &none).is_some())
            .count(),
        0
    );
    let read: Eves = toml::from_str("christmas = false").expect("what is missing has its default");
    assert_eq!(
        read,
        Eves {
            christmas: false,
            ..Eves::default()
        }
    );
}

/// The table of the Book of Common Prayer for 1900 to 2199: the day of the paschal full moon, counted from 1 March,
/// for each of the 19 years of the lunar cycle. Easter is the Sunday after.
const PASCHAL_FULL_MOON: [u64; 19] = [
    45, 34, 23, 42, 31, 49, 39, 28, 47, 36, 25, 44, 33, 22, 41, 30, 48, 38, 27,
];

#[test]
fn easter_is_the_sunday_after_the_full_moon_of_the_printed_table() {
    for year in YEARS {
        let golden_number = usize::try_from(year % 19).expect("the years are positive");
        let full_moon = day(year, 3, 1) + Days::new(PASCHAL_FULL_MOON[golden_number] - 1);
        let sunday = full_moon
            .iter_days()
            .skip(1)
            .find(|date| date.weekday() == Weekday::Sun);
        assert_eq!(Some(easter(year)), sunday, "{year}");
    }
}

#[test]
fn easter_of_years_that_are_known() {
    for (y, m, d) in [
        (1583, 4, 10),
        (1818, 3, 22),
        (1943, 4, 25),
        (1954, 4, 18),
        (1981, 4, 19),
        (2000, 4, 23),
        (2008, 3, 23),
        (2024, 3, 31),
        (2026, 4, 5),
        (2038, 4, 25),
        (2049, 4, 18),
        (2076, 4, 19),
        (2285, 3, 22),
    ] {
        assert_eq!(easter(y), day(y, m, d));
    }
}

#[test]
fn weeks_are_iso_weeks_and_2026_has_53() {
    for (date, expected) in [
        (day(2026, 11, 22), (2026, 47)),
        (day(2026, 12, 31), (2026, 53)),
        (day(2027, 1, 3), (2026, 53)),
        (day(2027, 1, 4), (2027, 1)),
        (day(2024, 12, 30), (2025, 1)),
        (day(2021, 1, 1), (2020, 53)),
        (day(2026, 1, 1), (2026, 1)),
    ] {
        assert_eq!(week(date), expected, "{date}");
    }
    for date in days(day(1990, 1, 1), day(2100, 12, 31)) {
        assert_eq!(
            week(date),
            (date.iso_week().year(), date.iso_week().week()),
            "{date}"
        );
        // The definition, without chrono's own week: a week belongs to the year its Thursday is in.
        let thursday = monday(date) + Days::new(3);
        assert_eq!(
            week(date),
            (thursday.year(), thursday.ordinal0() / 7 + 1),
            "{date}"
        );
        assert_eq!(monday(date).weekday(), Weekday::Mon);
        assert!((0..7).contains(&(date - monday(date)).num_days()), "{date}");
    }
}

#[test]
fn months_end_where_they_end() {
    for (start, months, expected) in [
        (day(2024, 2, 29), 12, day(2025, 2, 28)),
        (day(2024, 2, 29), 48, day(2028, 2, 29)),
        (day(2023, 2, 28), 12, day(2024, 2, 28)),
        (day(2026, 1, 31), 1, day(2026, 2, 28)),
        (day(2026, 8, 31), 6, day(2027, 2, 28)),
        (day(2026, 3, 31), -1, day(2026, 2, 28)),
        (day(2026, 1, 15), -1, day(2025, 12, 15)),
        (day(2096, 2, 29), 48, day(2100, 2, 28)),
        (day(2026, 11, 22), 0, day(2026, 11, 22)),
        (day(2026, 11, 22), i32::MAX, NaiveDate::MAX),
        (day(2026, 11, 22), i32::MIN, NaiveDate::MIN),
    ] {
        assert_eq!(add_months(start, months), expected, "{start} {months}");
    }
}

/// Every day of the supported years, which holds every start there can be.
#[test]
fn the_twelve_month_marks_are_those_of_dateutil() {
    let starts: Vec<_> = days(day(*YEARS.start(), 1, 1), day(*YEARS.end(), 12, 31)).collect();
    assert!(starts.len() > 100_000);
    let lines: String = starts.iter().map(|start| format!("{start}\n")).collect();
    let Some(answers) = oracle::ask("relativedelta.py", &["dateutil.relativedelta"], &lines) else {
        return;
    };
    assert_eq!(answers.lines().count(), starts.len());
    for (start, answer) in starts.iter().zip(answers.lines()) {
        let threshold = add_months(*start, 12);
        let near = add_months(*start, 10) + Days::new(15);
        let plan = add_months(*start, 9);
        assert_eq!(format!("{start} {threshold} {near} {plan}"), answer);
    }
}

#[test]
fn days_are_written_as_people_read_them() {
    let date = day(2026, 11, 22);
    assert_eq!(long_date(date, Lang::Sv), "sön 22 nov 2026");
    assert_eq!(long_date(date, Lang::En), "Sun 22 Nov 2026");
    assert_eq!(long_date(day(2026, 5, 2), Lang::Sv), "lör 2 maj 2026");
    assert_eq!(weekday(date).long.sv, "söndag");
    assert_eq!(month(date).long.en, "November");
    for date in days(day(2026, 1, 1), day(2026, 12, 31)) {
        // chrono's own English names, and the Swedish ones begin as they are shortened.
        assert_eq!(
            long_date(date, Lang::En),
            date.format("%a %-d %b %Y").to_string()
        );
        assert_eq!(weekday(date).long.en, date.format("%A").to_string());
        assert_eq!(month(date).long.en, date.format("%B").to_string());
        assert!(weekday(date).long.sv.starts_with(weekday(date).short.sv));
    }
    assert!(
        MONTHS
            .iter()
            .all(|name| name.long.sv.starts_with(name.short.sv))
    );
}

proptest! {
    #[test]
    fn adding_months_moves_the_month_and_keeps_the_day_if_it_can(date in any_date(), months in -1200..1200_i32) {
        let moved = add_months(date, months);
        let index = |date: NaiveDate| date.year() * 12 + date.month0().cast_signed();
        prop_assert_eq!(index(moved), index(date) + months);
        let is_last = moved.succ_opt().is_none_or(|next| next.day() == 1);
        prop_assert!(moved.day() == date.day() || (moved.day() < date.day() && is_last));
    }

    #[test]
    fn no_date_and_no_year_is_too_much(year: i32, days in i32::MIN..i32::MAX, months: i32) {
        let date = NaiveDate::from_num_days_from_ce_opt(days / 23).unwrap_or(NaiveDate::MAX);
        for date in [date, NaiveDate::MIN, NaiveDate::MAX] {
            add_months(date, months);
            let _ = (holiday(date), usual_eve(date, &Eves::default()), week(date), monday(date), easter(year));
            let _ = (long_date(date, Lang::Sv), public_holidays(year).len() + usual_eves(year).len());
        }
    }
}
