//! Whatever is typed: no crash, nothing out of range, and what is shown can be typed again.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use tolv::domain::calendar::{YEARS, add_months, long_date};
use tolv::domain::reading::ReadingError::HoursUnclear;
use tolv::domain::reading::{
    clock_time, decimal_hours, hours, parse_date, parse_hours, parse_span, parse_time,
    parse_weekdays,
};
use tolv::text::Lang;

use super::{day, today};

#[test]
fn what_is_shown_can_be_typed_again() {
    for minutes in 0..=1440_u16 {
        assert_eq!(parse_time(&clock_time(minutes)), Ok(minutes));
        assert_eq!(parse_hours(&hours(minutes)), Ok(minutes));
        assert_eq!(parse_hours(&decimal_hours(minutes, Lang::Sv)), Ok(minutes));
        let english = parse_hours(&decimal_hours(minutes, Lang::En));
        assert!(
            english == Ok(minutes) || (english == Err(HoursUnclear) && minutes % 15 != 0),
            "{minutes}"
        );
    }
}

/// Strings of the characters that mean something to the readers come deeper than arbitrary ones.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9 ,.:/+\u{a0}–-]{0,14}",
        "(mån|tis|on|to|sun|mon|den|kl|nov|maj|feb|idag|tim|h|m|min|å|İ|[0-9]{1,9}|[ ,.:/+–-]){0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn nothing_typed_is_a_crash_or_out_of_range(text in typed(), days in 0..109_500_u64) {
        let today = day(1900, 1, 1) + Days::new(days);
        for today in [today, NaiveDate::MIN, NaiveDate::MAX] {
            if let Ok(date) = parse_date(&text, today) {
                prop_assert!(YEARS.contains(&date.year()));
            }
        }
        prop_assert!(parse_time(&text).is_ok_and(|minutes| minutes <= 1440) || parse_time(&text).is_err());
        prop_assert!(parse_hours(&text).is_ok_and(|minutes| minutes <= 1440) || parse_hours(&text).is_err());
        if let Ok((start, end)) = parse_span(&text) {
            prop_assert!(start < end && end <= 1440);
        }
        if let Ok(days) = parse_weekdays(&text) {
            prop_assert!(days.contains(&true));
        }
        let case = |text: &str| (parse_date(text, today), parse_time(text), parse_hours(text), parse_weekdays(text));
        if text.is_ascii() {
            prop_assert_eq!(case(&text), case(&text.to_uppercase()));
        }
    }

    #[test]
    fn a_date_reads_back_from_every_form_it_is_written_in(
        days in 0..109_572_u64,
        form in prop::sample::select(vec!["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%-d/%-m %Y", "%d/%m-%Y", "%d.%m.%Y", "%-d %b %Y"]),
        ahead in -30_000..300_i64,
    ) {
        let date = day(1900, 1, 1) + Days::new(days);
        prop_assert_eq!(parse_date(&date.format(form).to_string(), today()), Ok(date));
        prop_assert_eq!(parse_date(&long_date(date, Lang::Sv), today()), Ok(date));
        prop_assert_eq!(parse_date(&long_date(date, Lang::En), today()), Ok(date));
        // Two digits of the year are enough within the century that ends a year from today.
        let near = today() + chrono::TimeDelta::days(ahead);
        for form in ["%y%m%d", "%y-%m-%d", "%d/%m %y", "%-d %b %y"] {
            prop_assert_eq!(parse_date(&near.format(form).to_string(), today()), Ok(near));
        }
    }

    #[test]
    fn two_digits_of_a_year_are_the_latest_at_most_a_year_ahead(
        days in 0..69_000_u64, short in 0..100_u32, month in 1..=12_u32, of_month in 1..=28_u32,
    ) {
        let today = day(2000, 1, 1) + Days::new(days);
        let limit = add_months(today, 12);
        let date = parse_date(&format!("{short:02}{month:02}{of_month:02}"), today)
            .map_err(|error| TestCaseError::fail(error.text(Lang::En)))?;
        prop_assert_eq!((date.year().cast_unsigned() % 100, date.month(), date.day()), (short, month, of_month));
        prop_assert!(date <= limit && add_months(date, 1200) > limit, "{} from {}", date, today);
    }

    #[test]
    fn a_weekday_is_the_latest_one_not_after_today(days in 0..109_000_u64, name in "(mån|tis|ons|tor|fre|lör|sön)") {
        let today = day(1901, 1, 1) + Days::new(days);
        let found = parse_date(&name, today);
        let expected = (0..7).map(|back| today - Days::new(back)).find(|date| long_date(*date, Lang::Sv).starts_with(&name));
        prop_assert_eq!(found.ok(), expected);
    }
}
