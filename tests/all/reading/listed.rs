//! What a list may say of days, hours and weekdays: as people type them, but nothing that would be a guess.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tolv::domain::reading::ReadingError::*;
use tolv::domain::reading::{
    parse_date, parse_date_in, parse_hours, parse_listed_date, parse_listed_weekdays,
    parse_long_hours, parse_weekdays, with_month_first,
};
use tolv::domain::zone::Zone;

use super::{day, today};

fn listed(text: &str) -> Result<NaiveDate, tolv::domain::reading::ReadingError> {
    parse_listed_date(text, today(), Zone::default())
}

#[test]
fn days_of_a_list_in_every_form_that_spreadsheets_write() {
    for text in [
        "2026-01-05",
        "2026-1-5",
        "20260105",
        "260105",
        "26-01-05",
        "5 jan 2026",
        "5 januari 2026",
        "5/1-26",
        "5/1 2026",
        "05.01.26",
        "5.1.2026",
        "05/01/2026",
        "5-jan-26",
        "5.jan.2026",
        "2026-01-05 kl 08:30",
        "January 5th, 2026",
        "mån 5 jan 2026",
        "Monday, January 5, 2026",
        "2026\u{2011}01\u{2011}05",
        "2026\u{2212}01\u{2212}05",
        "2026\u{ad}01\u{ad}05",
        "2026\u{2010}01\u{2014}05",
        "5\u{a0}jan\u{202f}2026",
        "46027",
        "46027.0",
        "46027,5",
        "2026-01-05 00:00:00",
        "2026-01-05T00:00",
        "2026-01-05 12:00:00 AM",
        "2026-01-05 13:45:12.250",
        "2026-01-04T23:00:00.000Z",
        "2026-01-04T23:00:00+00:00",
        "2026-01-05T00:00:00+0100",
        "2026-01-05 00:00:00 CET",
        "2026-01-05T00:00:00Z",
        "2026-01-05T12:00:00Z",
        "2026-01-04 18:00:00 -0500",
    ] {
        assert_eq!(listed(text), Ok(day(2026, 1, 5)), "{text:?}");
    }
    // Summer time, and a list of long ago.
    assert_eq!(listed("2026-07-05T22:00:00Z"), Ok(day(2026, 7, 6)));
    assert_eq!(listed("991231"), Ok(day(1999, 12, 31)));
}

#[test]
fn days_that_a_list_would_have_to_guess_are_refused_with_the_reason() {
    let unclear = |written, here| DayUnclear { written, here };
    for (text, error) in [
        ("5/1", NoYear),
        ("5 jan", NoYear),
        ("idag", RelativeDay),
        ("+3", RelativeDay),
        ("mån", RelativeDay),
        ("280630", ShortYear { year: 1928 }),
        ("30/6 28", ShortYear { year: 1928 }),
        ("31.12.28", ShortYear { year: 1928 }),
        ("05/01/26", YearUnclear),
        ("05-01-26", YearUnclear),
        ("26.01.05", YearUnclear),
        ("1/13/2026", NoSuchMonth { month: 13 }),
        (
            "01/02/2026 12:00:00 AM",
            MonthOrDay {
                day: day(2026, 2, 1),
                other: day(2026, 1, 2),
            },
        ),
        (
            "tis 5 jan 2026",
            WrongWeekday {
                date: day(2026, 1, 5),
            },
        ),
        (
            "2026-01-04T23:30:00Z",
            unclear(day(2026, 1, 4), day(2026, 1, 5)),
        ),
        (
            "2026-07-04T23:00:00Z",
            unclear(day(2026, 7, 4), day(2026, 7, 5)),
        ),
        ("2026-01", NotADate),
        ("26115", NotADate),
        ("99999", NotADate),
        ("2026-01-05 25:00", NotADate),
        ("2026-01-05T00:00:00+25:00", NotADate),
        ("i våras", NotADate),
        ("2025-02-29 00:00:00", {
            NoSuchDay {
                year: 2025,
                month: 2,
                day: 29,
                days_in_month: 28,
            }
        }),
    ] {
        assert_eq!(listed(text), Err(error), "{text:?}");
    }
    // A form knows no zone.
    assert_eq!(parse_date("2026-01-04T23:00:00Z", today()), Err(WithZone));
}

#[test]
fn the_zone_is_the_registers_own() {
    for (zone, text, wanted) in [
        ("Europe/Helsinki", "2026-01-04T22:00:00Z", day(2026, 1, 5)),
        ("UTC", "2026-01-04T22:00:00Z", day(2026, 1, 4)),
        ("Europe/Stockholm", "2026-01-04T23:00:00Z", day(2026, 1, 5)),
    ] {
        let zone = Zone::read(zone).expect("a zone");
        assert_eq!(parse_listed_date(text, today(), zone), Ok(wanted), "{text}");
    }
}

#[test]
fn a_month_before_the_day_is_seen() {
    for (text, wanted) in [
        ("1/13/2026", Some(day(2026, 1, 13))),
        ("01-13-2026", Some(day(2026, 1, 13))),
        ("1/13/2026 12:00:00 AM", Some(day(2026, 1, 13))),
        ("1/2/2026", Some(day(2026, 1, 2))),
        ("13/1/2026", None),
        ("1/13 2026", None),
        ("1.13.2026", None),
        ("2026-01-13", None),
    ] {
        assert_eq!(with_month_first(text), wanted, "{text}");
    }
}

#[test]
fn hours_of_a_week_and_shares_of_full_time() {
    for (text, minutes) in [
        ("37,5", 2250),
        ("37:30", 2250),
        ("37:30:00", 2250),
        ("37 h", 2220),
        ("37 tim 30 min", 2250),
        ("37h30", 2250),
        ("6,333", 380),
        ("168", 10_080),
    ] {
        assert_eq!(parse_long_hours(text), Ok(minutes), "{text}");
    }
    for text in [
        "50 %",
        "75%",
        "37,5 procent",
        "heltid",
        "Halvtid",
        "full-time",
    ] {
        assert_eq!(parse_long_hours(text), Err(ShareOfFullTime), "{text}");
        assert_eq!(parse_hours(text), Err(ShareOfFullTime), "{text}");
    }
    for text in [
        "-6", "NaN", "inf", "1e3", "6 dagar", "37:30:60", "13:00 PM", "0:00 am", "20-25",
    ] {
        assert_eq!(parse_long_hours(text), Err(NotHours), "{text}");
    }
    assert_eq!(parse_long_hours("37.30"), Err(HoursUnclear));
}

#[test]
fn weekdays_of_a_list() {
    let week = Ok([true, true, true, true, true, false, false]);
    for text in [
        "mån-fre",
        "måndag–fredag",
        "vardagar",
        "M-T-O-T-F",
        "1-5",
        "mon to fri",
    ] {
        assert_eq!(parse_listed_weekdays(text), week, "{text}");
    }
    for (text, error) in [
        ("5", NumberOfDays),
        ("5 dagar", NumberOfDays),
        ("3 days", NumberOfDays),
        ("jämna veckor", OnlySomeWeeks),
        ("mån-fre udda veckor", OnlySomeWeeks),
        ("varannan fredag", OnlySomeWeeks),
        ("m t", NotWeekdays),
        ("ibland", NotWeekdays),
    ] {
        assert_eq!(parse_listed_weekdays(text), Err(error), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn an_option_takes_what_a_list_takes_and_means_the_same(
        text in prop_oneof![
            any::<String>(),
            "[0-9 ,.:/+\u{a0}–-]{0,14}",
            "[0-3]?[0-9][-/. ]([01]?[0-9]|jan|maj|okt)[-/. ](19|20)?[0-9]{2}([T ][0-2][0-9]:[0-5][0-9](:00)?( ?[AP]M)?(Z|[+-]0[0-9]:00)?)?",
            "(19|20)?[0-9]{2}[-/. ]?[01][0-9][-/. ]?[0-3][0-9]([T ][0-2][0-9]:[0-5][0-9](Z|[+-]0[0-9]:00)?)?",
        ],
        days in 0..20_000_u64,
    ) {
        let (today, zone) = (day(1995, 1, 1) + Days::new(days), Zone::default());
        if let Ok(date) = parse_listed_date(&text, today, zone) {
            prop_assert_eq!(parse_date_in(&text, today, zone), Ok(date));
            // A form takes it too, but for a zone.
            prop_assert!(matches!(parse_date(&text, today), Err(WithZone)) || parse_date(&text, today) == Ok(date));
            // And what is written of it is the same day.
            prop_assert_eq!(parse_listed_date(&date.to_string(), today, zone), Ok(date));
        }
        if let Ok(days) = parse_listed_weekdays(&text) {
            prop_assert_eq!(parse_weekdays(&text), Ok(days));
        }
        if let Ok(minutes) = parse_hours(&text) {
            prop_assert_eq!(parse_long_hours(&text), Ok(minutes.into()));
        }
        let _ = with_month_first(&text);
    }
}
