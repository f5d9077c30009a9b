//! Dates as people type them, and which day they mean.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

use crate::domain::calendar::{MONTHS, YEARS, add_months};
use crate::domain::reading::ReadingError::{
    NoSuchDay, NoSuchMonth, NotADate, WrongWeekday, YearOutside, YearUnclear,
};
use crate::domain::reading::weekdays::weekday_named;
use crate::domain::reading::{ReadingError, digits, tidy};

/// The day that was typed: `2026-11-22`, `20261122`, `261122`, `26-11-22`, `22/11 2026`, `22.11.2026`, `22/11`, `22 nov`,
/// `sön 22 nov 2026`, `idag`, `igår`, `imorgon`, `+3`, `-1`, or a weekday: the latest one not after today.
///
/// Without a year it is today's year. A year of two digits is the latest that puts the day at most one year after
/// today.
///
/// # Errors
/// What was typed is not a date, is unclear about its year, does not exist, or is outside [`YEARS`].
pub fn parse_date(text: &str, today: NaiveDate) -> Result<NaiveDate, ReadingError> {
    let text = tidy(text);
    if let Some(days) = days_from_today(&text) {
        let date =
            TimeDelta::try_days(days?).and_then(|distance| today.checked_add_signed(distance));
        return date
            .filter(|date| YEARS.contains(&date.year()))
            .ok_or(YearOutside);
    }
    if let Some(weekday) = weekday_named(&text) {
        let since = today.weekday().days_since(weekday);
        let date = today.checked_sub_days(Days::new(since.into()));
        return date
            .filter(|date| YEARS.contains(&date.year()))
            .ok_or(YearOutside);
    }
    let (first, rest) = text.split_once(' ').unwrap_or_default();
    let Some(weekday) = weekday_named(first.trim_end_matches(',')) else {
        return day_and_month(&text, today);
    };
    let date = day_and_month(rest, today)?;
    if date.weekday() == weekday {
        Ok(date)
    } else {
        Err(WrongWeekday { date })
    }
}

/// How many days from today a word or a signed number means; none if the text is neither.
fn days_from_today(text: &str) -> Option<Result<i64, ReadingError>> {
    match text {
        "idag" | "i dag" | "today" => return Some(Ok(0)),
        "igar" | "i gar" | "yesterday" => return Some(Ok(-1)),
        "imorgon" | "i morgon" | "imorron" | "i morron" | "tomorrow" => return Some(Ok(1)),
        _ => {}
    }
    let number = text.strip_prefix(['+', '-'])?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    // More digits than an i64 holds is a number of days all the same, and far outside.
    is_number.then(|| text.parse().map_err(|_| YearOutside))
}

/// A date as its parts: the digits, the month if it was a word, and the shape they stand in.
#[derive(Default)]
struct Parts<'a> {
    /// Digits as `n` (one or two), `y` (four), `s` (six), `e` (eight) or `?`; a month as `m`; all else as it stands.
    shape: String,
    numbers: Vec<&'a str>,
    month: u32,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let mut parts = Parts::default();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let length_while =
                |belongs: fn(char) -> bool| rest.find(|c| !belongs(c)).unwrap_or(rest.len());
            if c.is_ascii_digit() {
                let (number, after) = rest.split_at(length_while(|c| c.is_ascii_digit()));
                parts.shape.push(match number.len() {
                    1 | 2 => 'n',
                    4 => 'y',
                    6 => 's',
                    8 => 'e',
                    _ => '?',
                });
                parts.numbers.push(number);
                rest = after;
            } else if c.is_alphabetic() {
                let (word, after) = rest.split_at(length_while(char::is_alphabetic));
                parts.month = month_named(word)?;
                parts.shape.push('m');
                rest = after.strip_prefix('.').unwrap_or(after);
            } else {
                parts.shape.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        Some(parts)
    }
}

fn day_and_month(text: &str, today: NaiveDate) -> Result<NaiveDate, ReadingError> {
    let text = text.strip_prefix("den ").unwrap_or(text);
    let parts = Parts::of(text).ok_or(NotADate)?;
    let month = |digits: &str| digits.parse().unwrap_or(0);
    let (year, month, day) = match (parts.shape.as_str(), parts.numbers.as_slice()) {
        ("e", [all]) => (&all[..4], month(&all[4..6]), &all[6..]),
        ("s", [all]) => (&all[..2], month(&all[2..4]), &all[4..]),
        ("y-n-n" | "y/n/n" | "y.n.n" | "y n n" | "n-n-n", [y, m, d]) => (*y, month(m), *d),
        ("n/n" | "n.n" | "n.n.", [d, m]) => ("", month(m), *d),
        (
            "n/n y" | "n/n-y" | "n/n/y" | "n.n.y" | "n.n. y" | "n.n y" | "n.n-y" | "n-n-y"
            | "n n y" | "n/n n" | "n/n-n",
            [d, m, y],
        ) => (*y, month(m), *d),
        ("n/n/n" | "n.n.n", _) => return Err(YearUnclear),
        ("n m" | "nm" | "n. m" | "n-m" | "n/m" | "m n", [d]) => ("", parts.month, *d),
        (
            "n m y" | "nmy" | "n. m y" | "n-m-y" | "n/m y" | "n/m-y" | "m n y" | "m n, y" | "n m n"
            | "n-m-n",
            [d, y],
        ) => (*y, parts.month, *d),
        _ => return Err(NotADate),
    };
    let day = digits(day, 2).ok_or(NotADate)?;
    let year = match (year.len(), digits(year, 4)) {
        (0, _) => today.year(),
        (2, Some(short)) => full_year(short, month, day, today),
        (4, Some(full)) => full.cast_signed(),
        _ => return Err(NotADate),
    };
    existing(year, month, day)
}

/// The latest year ending in these two digits that puts the day at most one year after today.
fn full_year(short: u32, month: u32, day: u32, today: NaiveDate) -> i32 {
    let limit = add_months(today, 12);
    let limit = (limit.year(), limit.month(), limit.day());
    let mut years = YEARS
        .rev()
        .filter(|year| year.rem_euclid(100).cast_unsigned() == short);
    years
        .find(|year| (*year, month, day) <= limit)
        .unwrap_or(YEARS.start() + short.cast_signed())
}

fn existing(year: i32, month: u32, day: u32) -> Result<NaiveDate, ReadingError> {
    if !YEARS.contains(&year) {
        return Err(YearOutside);
    }
    let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or(NoSuchMonth { month })?;
    let days_in_month = first.num_days_in_month().into();
    NaiveDate::from_ymd_opt(year, month, day).ok_or(NoSuchDay {
        year,
        month,
        day,
        days_in_month,
    })
}

/// The number of the month a tidied word names in either language, by three letters or more.
fn month_named(word: &str) -> Option<u32> {
    let named = |name: &str| word.len() >= 3 && tidy(name).starts_with(word);
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| named(name.long.sv) || named(name.long.en))
        .map(|(month, _)| month)
}
