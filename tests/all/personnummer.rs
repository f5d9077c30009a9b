//! Personnummer: the published test numbers, the forms people write, and numbers made with a check digit of our own.

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use tolv::domain::personnummer::{Fault, Personnummer};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

fn today() -> NaiveDate {
    day(2026, 11, 22)
}

/// The tenth digit, from a table of doubled digits instead of sums: written apart from the program's own.
fn check_digit(nine: &str) -> char {
    const DOUBLED: [u32; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let digits: Vec<u32> = nine.chars().filter_map(|c| c.to_digit(10)).collect();
    assert_eq!(digits.len(), 9);
    let odd: u32 = [0, 2, 4, 6, 8]
        .iter()
        .map(|i| DOUBLED[digits[*i] as usize])
        .sum();
    let even: u32 = [1, 3, 5, 7].iter().map(|i| digits[*i]).sum();
    (0..10)
        .find(|check| (odd + even + check).is_multiple_of(10))
        .and_then(|check| char::from_digit(check, 10))
        .expect("one of ten digits fits")
}

fn twelve(birth: NaiveDate, serial: u32, coordination: bool) -> String {
    let days = birth.day() + if coordination { 60 } else { 0 };
    let nine = format!(
        "{:02}{:02}{days:02}{serial:03}",
        birth.year() % 100,
        birth.month()
    );
    let century = birth.year() / 100;
    format!("{century}{nine}{}", check_digit(&nine))
}

#[test]
fn forms_that_are_read() {
    let cases = [
        ("19121212-1212", "19121212-1212"),
        ("191212121212", "19121212-1212"),
        ("19121212 1212", "19121212-1212"),
        ("19121212+1212", "19121212-1212"),
        ("121212+1212", "19121212-1212"),
        ("121212-1212", "20121212-1212"),
        ("1212121212", "20121212-1212"),
        (" 121212 1212 ", "20121212-1212"),
        ("121212\u{2013}1212", "20121212-1212"),
        ("000229-0005", "20000229-0005"),
        ("20000229-0005", "20000229-0005"),
    ];
    for (text, wanted) in cases {
        let read = Personnummer::read(text, today()).map(|number| number.to_string());
        assert_eq!(read.as_deref(), Ok(wanted), "{text}");
    }
}

#[test]
fn forms_that_are_refused() {
    let future = twelve(day(2026, 11, 23), 980, false);
    let old = twelve(day(1839, 5, 5), 980, false);
    let cases = [
        ("", Fault::Digits),
        ("19121212-121", Fault::Digits),
        ("9121212-1212", Fault::Digits),
        ("1912-12121212", Fault::Form),
        ("19121212--1212", Fault::Form),
        ("1912 12 12 1212", Fault::Form),
        ("19121212-121A", Fault::Form),
        ("1912121\u{662}-1212", Fault::Form),
        ("19121212-1213", Fault::CheckDigit),
        ("19000229-0005", Fault::Date),
        ("19121312-1212", Fault::Date),
        ("19121200-1212", Fault::Date),
        ("19121292-1212", Fault::Date),
        ("20121212+1212", Fault::Plus),
        (&future, Fault::Future),
        (&old, Fault::Date),
    ];
    for (text, wanted) in cases {
        assert_eq!(Personnummer::read(text, today()), Err(wanted), "{text}");
    }
}

#[test]
fn ten_digits_later_this_year_are_a_century_ago() {
    let ten = &twelve(day(1926, 12, 1), 980, false)[2..];
    let read = Personnummer::read(ten, today()).map(|number| number.birth_date());
    assert_eq!(read, Ok(day(1926, 12, 1)));
    let next_year = Personnummer::read(ten, day(2027, 1, 1)).map(|number| number.birth_date());
    assert_eq!(next_year, Ok(day(2026, 12, 1)));
}

/// Each side of each limit, as twelve digits and as ten.
#[test]
fn a_plus_is_taken_from_the_year_of_turning_100_and_a_birth_up_to_today() {
    let (date, plus) = (Err(Fault::Date), Err(Fault::Plus));
    let born = |year, month, d| Ok(day(year, month, d));
    for (birth, sign, of_twelve, of_ten) in [
        // Also who turns 100 later in the year.
        (day(1926, 1, 1), '+', born(1926, 1, 1), born(1926, 1, 1)),
        (
            day(1926, 12, 31),
            '+',
            born(1926, 12, 31),
            born(1926, 12, 31),
        ),
        (day(1927, 1, 1), '+', plus, date),
        // A hyphen is the latest birth that has been.
        (
            day(1926, 11, 22),
            '-',
            born(1926, 11, 22),
            born(2026, 11, 22),
        ),
        (
            day(1926, 11, 23),
            '-',
            born(1926, 11, 23),
            born(1926, 11, 23),
        ),
        (
            day(2026, 11, 22),
            '-',
            born(2026, 11, 22),
            born(2026, 11, 22),
        ),
        // Nobody with a number was born before 1840.
        (day(1840, 1, 1), '+', born(1840, 1, 1), born(1840, 1, 1)),
        (day(1839, 12, 31), '+', date, date),
    ] {
        let digits = twelve(birth, 980, false);
        let (days, last) = digits.split_at(8);
        let read = |days: &str| {
            let number = Personnummer::read(&format!("{days}{sign}{last}"), today());
            number.map(|number| number.birth_date())
        };
        assert_eq!(read(days), of_twelve, "{birth}{sign}");
        assert_eq!(read(&days[2..]), of_ten, "{birth}{sign}");
    }
}

#[test]
fn masked_and_debug_do_not_tell_the_number() {
    let number = Personnummer::read("19121212-1212", today()).expect("a published number");
    assert_eq!(number.masked(), "19121212-••••");
    assert_eq!(number.masked_ascii(), "19121212-****");
    assert!(!format!("{number:?}").contains(|c: char| c.is_ascii_digit()));
}

#[test]
fn a_record_holds_the_bare_digits_and_nothing_else_is_taken_from_it() {
    let number = Personnummer::read("19121212-1212", today()).expect("a published number");
    let json = serde_json::to_string(&number).expect("a text");
    assert_eq!(json, "\"191212121212\"");
    assert_eq!(
        serde_json::from_str::<Personnummer>(&json).ok(),
        Some(number)
    );
    for bad in [
        "\"\"",
        "\"191212121213\"",
        "\"19121212-1212\"",
        "\"åååååå\"",
    ] {
        assert!(serde_json::from_str::<Personnummer>(bad).is_err(), "{bad}");
    }
}

proptest! {
    #[test]
    fn every_form_of_a_good_number_is_the_same_number(
        age in 0_u64..40_000, serial in 0_u32..1000, coordination: bool,
    ) {
        let birth = today() - chrono::Days::new(age);
        let digits = twelve(birth, serial, coordination);
        let (date, last) = digits.split_at(8);
        let sign = if birth.year() <= today().year() - 100 { '+' } else { '-' };
        let mut forms = vec![digits.clone(), format!("{date}-{last}"), format!("{}{sign}{last}", &date[2..])];
        if sign == '-' {
            forms.push(digits[2..].to_owned());
        }
        for form in forms {
            let number = Personnummer::read(&form, today());
            prop_assert!(number.is_ok(), "{} {:?}", form, number);
            let number = number.expect("checked above");
            prop_assert_eq!(number.to_string(), format!("{date}-{last}"));
            prop_assert_eq!(number.birth_date(), birth);
            prop_assert_eq!(number.is_coordination_number(), coordination);
        }
    }

    #[test]
    fn one_mistaken_digit_is_always_found(
        age in 0_u64..30_000, serial in 0_u32..1000, place in 2_usize..12, by in 1_u8..10,
    ) {
        let good = twelve(today() - chrono::Days::new(age), serial, false);
        let mut bytes = good.into_bytes();
        bytes[place] = b'0' + (bytes[place] - b'0' + by) % 10;
        let bad = String::from_utf8(bytes).expect("digits");
        prop_assert!(Personnummer::read(&bad, today()).is_err(), "{}", bad);
    }

    #[test]
    fn any_text_is_answered(text in "(?s).{0,16}", number in "[0-9]{10,12}", year in -3000_i32..9000) {
        let today = day(year, 2, 28);
        for text in [text, number] {
            if let Ok(number) = Personnummer::read(&text, today) {
                prop_assert!(number.birth_date() <= today);
            }
        }
    }
}
