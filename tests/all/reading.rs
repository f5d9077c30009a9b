//! What people type, understood as they mean it: tables of cases.

use chrono::NaiveDate;
use tolv::domain::reading::ReadingError::*;
use tolv::domain::reading::{
    clock_time, decimal_hours, hours, parse_date, parse_hours, parse_hours_a_day, parse_span,
    parse_time, parse_weekdays,
};
use tolv::text::Lang;

mod anything_typed;
mod listed;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the tests name days that exist")
}

/// A Sunday.
fn today() -> NaiveDate {
    day(2026, 11, 22)
}

#[test]
fn dates_in_every_way_they_are_typed() {
    for text in [
        "2026-11-22",
        "20261122",
        "2026/11/22",
        "2026.11.22",
        "22/11",
        "22/11 2026",
        "22/11-2026",
        "22/11/2026",
        "22.11.2026",
        "22.11.",
        "261122",
        "26-11-22",
        "22/11 26",
        "22/11-26",
        "22-11-2026",
        "22.11.26",
        "22 nov",
        "22 NOV.",
        "22nov",
        "22 november 2026",
        "November 22, 2026",
        "nov 22",
        "den 22 november 2026",
        "sön 22 nov 2026",
        "Sunday, 22 November 2026",
        "22nd November 2026",
        "22-nov-2026",
        "2026-11-22 00:00:00",
        "2026-11-22T08:30",
        "46348",
        "46348.0",
        "söndag den 22 november",
        "  2026-11-22\u{a0}",
        "2026–11–22",
        "2026 - 11 - 22",
        "22\u{a0}nov\u{202f}2026",
        "idag",
        "IDAG",
        "i dag",
        "today",
        "sön",
        "söndag",
        "so\u{308}n",
        "son",
        "Sun",
        "+0",
        "-0",
    ] {
        assert_eq!(parse_date(text, today()), Ok(today()), "{text:?}");
    }
    for (text, expected) in [
        ("igår", day(2026, 11, 21)),
        ("yesterday", day(2026, 11, 21)),
        ("imorgon", day(2026, 11, 23)),
        ("Tomorrow", day(2026, 11, 23)),
        ("+3", day(2026, 11, 25)),
        ("-1", day(2026, 11, 21)),
        ("−1", day(2026, 11, 21)),
        ("+40", day(2027, 1, 1)),
        ("mån", day(2026, 11, 16)),
        ("Mon", day(2026, 11, 16)),
        ("to", day(2026, 11, 19)),
        ("lördag", day(2026, 11, 21)),
        ("1/3", day(2026, 3, 1)),
        ("31/12", day(2026, 12, 31)),
        ("2 maj", day(2026, 5, 2)),
        ("2 may", day(2026, 5, 2)),
        ("1 okt 1999", day(1999, 10, 1)),
        ("1 mars", day(2026, 3, 1)),
        // chrono alone reads the year 26.
        ("26-01-05", day(2026, 1, 5)),
        // At most a year ahead, else the century before.
        ("271122", day(2027, 11, 22)),
        ("271123", day(1927, 11, 23)),
        ("280229", day(1928, 2, 29)),
        ("000229", day(2000, 2, 29)),
        ("22/11 99", day(1999, 11, 22)),
        ("1900-01-01", day(1900, 1, 1)),
        ("2199-12-31", day(2199, 12, 31)),
    ] {
        assert_eq!(parse_date(text, today()), Ok(expected), "{text:?}");
    }
}

#[test]
fn dates_that_are_refused_say_why() {
    let no_day = |year, month, day, days_in_month| NoSuchDay {
        year,
        month,
        day,
        days_in_month,
    };
    for (text, error) in [
        ("2026-02-30", no_day(2026, 2, 30, 28)),
        ("29/2", no_day(2026, 2, 29, 28)),
        ("31 nov", no_day(2026, 11, 31, 30)),
        ("2026-11-00", no_day(2026, 11, 0, 30)),
        ("2026-13-01", NoSuchMonth { month: 13 }),
        ("11/22", NoSuchMonth { month: 22 }),
        ("202611", NoSuchMonth { month: 26 }),
        ("1899-12-31", YearOutside),
        ("2200-01-01", YearOutside),
        ("0026-01-05", YearOutside),
        ("+99999999999999999999999", YearOutside),
        ("-9223372036854775808", YearOutside),
        ("22/11/26", YearUnclear),
        // In 2005, or this year with the year before the month.
        ("26.01.05", YearUnclear),
        (
            "mån 22 nov 2026",
            WrongWeekday {
                date: day(2026, 11, 22),
            },
        ),
    ] {
        assert_eq!(parse_date(text, today()), Err(error), "{text:?}");
    }
    for text in [
        "",
        " ",
        "22",
        "22-11",
        "2026-11",
        "6-1-5",
        "2026-11-22-1",
        "nov",
        "22 foo",
        "1 ma",
        "+",
        "+-1",
        "+3x",
        "m",
        "2026-11-22T08",
    ] {
        assert_eq!(parse_date(text, today()), Err(NotADate), "{text:?}");
    }
}

#[test]
fn times_in_every_way_they_are_typed() {
    for (text, minutes) in [
        ("08:00", 480),
        ("8:00", 480),
        ("8", 480),
        ("08", 480),
        ("0800", 480),
        ("800", 480),
        ("0830", 510),
        ("8.30", 510),
        ("08.30", 510),
        ("8:5", 485),
        ("8:05", 485),
        (" kl 8 ", 480),
        ("kl. 8.30", 510),
        ("KL\u{a0}08:00", 480),
        ("8 : 30", 510),
        ("0", 0),
        ("00:00", 0),
        ("0000", 0),
        ("23:59", 1439),
        ("24:00", 1440),
        ("2400", 1440),
        ("24", 1440),
    ] {
        assert_eq!(parse_time(text), Ok(minutes), "{text:?}");
    }
    for text in ["24:01", "25", "8:60", "0860", "99:99"] {
        assert_eq!(parse_time(text), Err(NoSuchTime), "{text:?}");
    }
    for text in [
        "", "8.5", "8,5", "8:", ":30", "8:030", "08000", "åtta", "8h", "-8", "8:00:00", "٨",
    ] {
        assert_eq!(parse_time(text), Err(NotATime), "{text:?}");
    }
}

#[test]
fn hours_that_a_spreadsheet_counts_in_days_are_refused() {
    // Of a schedule an hour's fraction may be a day's as well.
    for (text, days, few) in [
        ("0,3125", 450, 19),
        ("0.3125", 450, 19),
        ("1,0625", 1530, 64),
    ] {
        assert_eq!(parse_hours(text), Err(PartOfADay { days, few }), "{text:?}");
        assert_eq!(parse_hours_a_day(text), parse_hours(text), "{text:?}");
    }
    assert_eq!(
        (parse_hours("0,5"), parse_hours("0,125 tim")),
        (Ok(30), Ok(8))
    );
    let half = PartOfADay { days: 720, few: 30 };
    assert_eq!(
        (parse_hours_a_day("0,5"), parse_hours_a_day("7,5")),
        (Err(half), Ok(450))
    );
}

#[test]
fn hours_in_every_way_they_are_typed() {
    for (text, minutes) in [
        ("7,5", 450),
        ("7.5", 450),
        ("7,50", 450),
        ("7.50", 450),
        ("7.25", 435),
        ("7.75", 465),
        ("7,25", 435),
        ("6:00", 360),
        ("6", 360),
        ("6h", 360),
        ("6 h", 360),
        ("6\u{a0}tim", 360),
        ("6 tim.", 360),
        ("6 Timmar", 360),
        ("6t", 360),
        ("7,5 tim", 450),
        ("7:30 h", 450),
        ("45m", 45),
        ("45 min", 45),
        ("90 minuter", 90),
        ("1 tim 30 min", 90),
        ("1h30", 90),
        ("1h30m", 90),
        ("1 hour 5 minutes", 65),
        ("0", 0),
        (",5", 30),
        ("0,1", 6),
        ("7,33", 440),
        ("7,30", 438),
        ("7.3", 438),
        ("7.60", 456),
        ("7.99", 479),
        ("24", 1440),
        ("24:00", 1440),
        ("1440m", 1440),
        ("6:5", 365),
        ("7:30:00", 450),
        ("7:29:45", 450),
        ("08:00:00 PM", 1200),
        ("12:30 am", 30),
        ("7 tim och 30 min", 450),
        ("0,333333333333333", 20),
    ] {
        assert_eq!(parse_hours(text), Ok(minutes), "{text:?}");
    }
    for text in ["25", "24:01", "24,5", "1441m", "0630", "24 tim 1 min"] {
        assert_eq!(parse_hours(text), Err(TooManyHours), "{text:?}");
    }
    for text in ["7.30", "7.15", "7.45", "7.05", "7.59"] {
        assert_eq!(parse_hours(text), Err(HoursUnclear), "{text:?}");
    }
    for text in [
        "", "h", "7,", "7:60", "7 5", "1 0", "6 dagar", "6h 30h", "6h 60m", "45m 1h", "-1",
        "1,5h 30m", "7,5,5", "7..5",
    ] {
        assert_eq!(parse_hours(text), Err(NotHours), "{text:?}");
    }
}

#[test]
fn spans_in_every_way_they_are_typed() {
    for (text, span) in [
        ("8-12", (480, 720)),
        ("08:00–12:00", (480, 720)),
        ("08:00 – 12:00", (480, 720)),
        ("0830-1200", (510, 720)),
        ("8.30—16.15", (510, 975)),
        ("8 till 12", (480, 720)),
        ("8 TO 12", (480, 720)),
        ("kl 8-12", (480, 720)),
        ("0-24", (0, 1440)),
    ] {
        assert_eq!(parse_span(text), Ok(span), "{text:?}");
    }
    for (text, error) in [
        ("12-8", SpanBackwards),
        ("8-8", SpanBackwards),
        ("24-24", SpanBackwards),
        ("22-25", NoSuchTime),
        ("8", NotASpan),
        ("8-", NotASpan),
        ("-12", NotASpan),
        ("8-12-16", NotASpan),
        ("", NotASpan),
    ] {
        assert_eq!(parse_span(text), Err(error), "{text:?}");
    }
}

#[test]
fn weekdays_in_every_way_they_are_typed() {
    let week = |marks: &str| std::array::from_fn::<bool, 7, _>(|day| marks.as_bytes()[day] == b'x');
    for (text, marks) in [
        ("mån-fre", "xxxxx.."),
        ("Mån – Fre", "xxxxx.."),
        ("mon-fri", "xxxxx.."),
        ("mon to fri", "xxxxx.."),
        ("mån till fre", "xxxxx.."),
        ("m t o t f", "xxxxx.."),
        ("1-5", "xxxxx.."),
        ("vardagar", "xxxxx.."),
        ("Weekdays", "xxxxx.."),
        ("mtotf", "xxxxx.."),
        ("MTWTF", "xxxxx.."),
        ("alla", "xxxxxxx"),
        ("every day", "xxxxxxx"),
        ("helger", ".....xx"),
        ("må,ti,on", "xxx...."),
        ("ma, ti; on", "xxx...."),
        ("mån tis fre", "xx..x.."),
        ("mån, tis och fre", "xx..x.."),
        ("måndagar och torsdagar", "x..x..."),
        ("mondays and sundays", "x.....x"),
        ("mån-ons, lör", "xxx..x."),
        ("to", "...x..."),
        ("on to", "..xx..."),
        ("tors.", "...x..."),
        ("thurs", "...x..."),
        ("1,3,7", "x.x...x"),
        ("fre-mån", "x...xxx"),
        ("sön", "......x"),
        ("so\u{308}n", "......x"),
    ] {
        assert_eq!(parse_weekdays(text), Ok(week(marks)), "{text:?}");
    }
    for text in [
        "",
        ",",
        "mån to fri",
        "on mon",
        "mån-fri",
        "mto",
        "m",
        "0",
        "8",
        "1-8",
        "12345",
        "mån-",
        "-fre",
        "mån-tis-ons",
        "ingen",
    ] {
        assert_eq!(parse_weekdays(text), Err(NotWeekdays), "{text:?}");
    }
}

#[test]
fn errors_are_sentences_in_both_languages() {
    let unreadable = [
        NotADate,
        NoSuchMonth { month: 13 },
        WrongWeekday { date: today() },
        YearUnclear,
        YearOutside,
        ShortYear { year: 1928 },
        NoYear,
        RelativeDay,
        MonthOrDay {
            day: today(),
            other: day(2026, 12, 11),
        },
        DayUnclear {
            written: today(),
            here: day(2026, 11, 23),
        },
        WithZone,
        ShareOfFullTime,
        NumberOfDays,
        OnlySomeWeeks,
        NotATime,
        NoSuchTime,
        NotHours,
        HoursUnclear,
        TooManyHours,
        NotASpan,
        SpanBackwards,
        NotWeekdays,
        NoSuchDay {
            year: 2026,
            month: 2,
            day: 30,
            days_in_month: 28,
        },
    ];
    for error in unreadable {
        let (sv, en) = (error.text(Lang::Sv), error.text(Lang::En));
        assert_ne!(sv, en);
        for sentence in [sv, en] {
            assert!(
                sentence.ends_with('.')
                    && sentence.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()),
                "{sentence}"
            );
        }
    }
    let february = parse_date("2026-02-30", today())
        .map_err(|error| (error.text(Lang::Sv), error.text(Lang::En)));
    let sentences = (
        "Den 30 februari 2026 finns inte. Månaden har 28 dagar.".to_owned(),
        "There is no 30 February 2026. The month has 28 days.".to_owned(),
    );
    assert_eq!(february, Err(sentences));
    assert_eq!(
        WrongWeekday { date: today() }.text(Lang::Sv),
        "2026-11-22 är en söndag. Ändra veckodagen eller datumet."
    );
}

#[test]
fn every_example_an_error_gives_can_be_typed() {
    for (error, lang, examples, reads) in [
        (
            NotADate,
            Lang::Sv,
            "2026-11-22|22/11|22 nov|idag|mån",
            (|text| parse_date(text, today()).is_ok()) as fn(&str) -> bool,
        ),
        (
            NotADate,
            Lang::En,
            "2026-11-22|22/11|22 Nov|today|Mon",
            |text| parse_date(text, today()).is_ok(),
        ),
        (NotATime, Lang::Sv, "08:00|0830|8.30|8", |text| {
            parse_time(text).is_ok()
        }),
        (NotHours, Lang::Sv, "7,5|7:30|6 tim|45 min", |text| {
            parse_hours(text).is_ok()
        }),
        (NotHours, Lang::En, "7.5|7:30|6 h|45 min", |text| {
            parse_hours(text).is_ok()
        }),
        (NotASpan, Lang::Sv, "8-12|08:00-12:30", |text| {
            parse_span(text).is_ok()
        }),
        (
            NotWeekdays,
            Lang::Sv,
            "mån-fre|må,ti,on|1-5|alla",
            |text| parse_weekdays(text).is_ok(),
        ),
        (NotWeekdays, Lang::En, "Mon-Fri|mo,tu,we|1-5|all", |text| {
            parse_weekdays(text).is_ok()
        }),
    ] {
        let sentence = error.text(lang);
        for example in examples.split('|') {
            assert!(
                sentence.contains(example) && reads(example),
                "{example}: {sentence}"
            );
        }
    }
}

#[test]
fn minutes_as_they_are_shown() {
    assert_eq!(
        (clock_time(0), clock_time(485), clock_time(1440)),
        ("00:00".into(), "08:05".into(), "24:00".into())
    );
    assert_eq!(
        (hours(360_u16), hours(65_u16), hours(100_000_u32)),
        ("6:00".into(), "1:05".into(), "1666:40".into())
    );
    for (minutes, sv, en) in [
        (450_u16, "7,5", "7.5"),
        (435, "7,25", "7.25"),
        (360, "6", "6"),
        (600, "10", "10"),
        (440, "7,33", "7.33"),
        (0, "0", "0"),
        (3, "0,05", "0.05"),
    ] {
        assert_eq!(
            (
                decimal_hours(minutes, Lang::Sv),
                decimal_hours(minutes, Lang::En)
            ),
            (sv.into(), en.into())
        );
    }
}
