//! Dates as people type them and as lists hold them, and which day they mean: one grammar, more or less strict.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

use crate::domain::calendar::{MONTHS, YEARS, add_months};
use crate::domain::reading::ReadingError::{
    DayUnclear, MonthOrDay, NoSuchDay, NoSuchMonth, NoYear, NotADate, RelativeDay, ShortYear,
    WithZone, WrongWeekday, YearOutside, YearUnclear,
};
use crate::domain::reading::moments::Moment;
use crate::domain::reading::weekdays::weekday_named;
use crate::domain::reading::{ReadingError, digits, tidy};
use crate::domain::zone::Zone;

/// Day 0 of the calendar of spreadsheets, such that their numbers are right from March 1900 on.
const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a date of the calendar");

/// The numbers that spreadsheets give the days from 1990 to 2049. Those of other years may as well be a yyMMdd that has
/// lost a digit.
const SERIALS: std::ops::RangeInclusive<u32> = 32_874..=54_788;

/// A year of two digits is taken in a list where it means this year or a later one: no stay is older.
const FIRST_LISTED: i32 = 1990;

/// A day within so many years before today, and one after, is what somebody who writes days now is likely to mean.
const RECENT: i32 = 5;

/// The day that was typed: `2026-11-22`, `20261122`, `261122`, `26-11-22`, `22/11 2026`, `22.11.2026`, `22.11.26`,
/// `22/11`, `22 nov`, `sön 22 nov 2026`, `2026-11-22 08:00`, `idag`, `igår`, `imorgon`, `+3`, `-1`, a spreadsheet's
/// number of the day, or a weekday: the latest one not after today.
///
/// Without a year it is today's year. A year of two digits is the latest that puts the day at most one year after
/// today.
///
/// # Errors
/// What was typed is not a date, is unclear about its year, does not exist, or is outside [`YEARS`].
pub fn parse_date(text: &str, today: NaiveDate) -> Result<NaiveDate, ReadingError> {
    let reader = Reader {
        today,
        zone: None,
        listed: false,
    };
    reader.read(text)
}

/// As [`parse_date`], and a moment with a zone of its own, `2026-01-04T23:00:00Z`: the day it lies in where `zone` is.
///
/// # Errors
/// As for [`parse_date`]; and the moment is another day there, in the middle of which it lies.
pub fn parse_date_in(text: &str, today: NaiveDate, zone: Zone) -> Result<NaiveDate, ReadingError> {
    let reader = Reader {
        today,
        zone: Some(zone),
        listed: false,
    };
    reader.read(text)
}

/// The day in a cell of a list: as [`parse_date_in`], but nothing that follows from the day on which it is read, and
/// nothing that could be another day as well.
///
/// # Errors
/// As for [`parse_date_in`]; and the year is missing, or unclear for its two digits.
pub fn parse_listed_date(
    text: &str,
    today: NaiveDate,
    zone: Zone,
) -> Result<NaiveDate, ReadingError> {
    let reader = Reader {
        today,
        zone: Some(zone),
        listed: true,
    };
    reader.read(text)
}

/// The day that is meant where the month stands before the day, as in the United States: of `1/13/2026` and
/// `1/2/2026`. `None` where the text is written in another way, or there is no such day.
pub fn with_month_first(text: &str) -> Option<NaiveDate> {
    let text = tidy(text);
    let moment = Moment::of(&text);
    let parts = Parts::of(moment.as_ref().map_or(&text, |moment| moment.day))?;
    match (parts.shape.as_str(), parts.numbers.as_slice()) {
        ("n/n/y" | "n-n-y", [month, day, year]) => NaiveDate::from_ymd_opt(
            digits(year, 4)?.cast_signed(),
            digits(month, 2)?,
            digits(day, 2)?,
        ),
        _ => None,
    }
}

/// What is known where a day is read.
struct Reader {
    today: NaiveDate,
    /// `None` where a moment with a zone of its own is refused.
    zone: Option<Zone>,
    listed: bool,
}

impl Reader {
    fn read(&self, text: &str) -> Result<NaiveDate, ReadingError> {
        let text = tidy(text);
        if let Some(day) = self.relative(&text) {
            return if self.listed { Err(RelativeDay) } else { day };
        }
        match Moment::of(&text) {
            Some(moment) => self.day_of(&moment),
            None => self.day_written(&text),
        }
    }

    /// The day that words and numbers count from today; `None` where the text is neither.
    fn relative(&self, text: &str) -> Option<Result<NaiveDate, ReadingError>> {
        let days = match (days_from_today(text), weekday_named(text)) {
            (Some(days), _) => days,
            (None, Some(weekday)) => {
                let since = self.today.weekday().days_since(weekday);
                Ok(-i64::from(since))
            }
            (None, None) => return None,
        };
        let day = days.and_then(|days| {
            let distance = TimeDelta::try_days(days).ok_or(YearOutside)?;
            let day = self.today.checked_add_signed(distance);
            day.filter(|day| YEARS.contains(&day.year()))
                .ok_or(YearOutside)
        });
        Some(day)
    }

    /// The day of a moment: the one written, unless it has a zone in which another day begins as it does here.
    fn day_of(&self, moment: &Moment) -> Result<NaiveDate, ReadingError> {
        let day = self.day_written(moment.day)?;
        if moment.has_half_days
            && let Some(other) = with_month_first(moment.day).filter(|other| *other != day)
        {
            return Err(MonthOrDay { day, other });
        }
        let Some(offset) = moment.offset else {
            return Ok(day);
        };
        let zone = self.zone.ok_or(WithZone)?;
        let at = day.and_time(moment.time).and_utc() - offset;
        let here = zone.at(at.timestamp_millis()).naive_local();
        if here.date() == day || here.time() == chrono::NaiveTime::MIN {
            return Ok(here.date());
        }
        Err(DayUnclear {
            written: day,
            here: here.date(),
        })
    }

    /// A day, perhaps with its weekday before it, which has to be right.
    fn day_written(&self, text: &str) -> Result<NaiveDate, ReadingError> {
        let (first, rest) = text.split_once(' ').unwrap_or_default();
        let Some(weekday) = weekday_named(first.trim_end_matches(',')) else {
            return self.day_and_month(text);
        };
        let date = self.day_and_month(rest)?;
        if date.weekday() == weekday {
            Ok(date)
        } else {
            Err(WrongWeekday { date })
        }
    }

    fn day_and_month(&self, text: &str) -> Result<NaiveDate, ReadingError> {
        let text = text.strip_prefix("den ").unwrap_or(text);
        if let Some(day) = serial(text) {
            return Ok(day);
        }
        let parts = Parts::of(text).ok_or(NotADate)?;
        let date = self.existing(parts.in_order()?)?;
        // Three short numbers: the other order may be what was meant.
        let other = match (parts.shape.as_str(), parts.numbers.as_slice()) {
            ("n-n-n", [d, m, y]) if self.listed => Some((*y, number(m), *d)),
            ("n.n.n", [y, m, d]) => Some((*y, number(m), *d)),
            _ => None,
        };
        let other = other.and_then(|other| self.existing(other).ok());
        if other.is_some_and(|other| self.is_recent(other)) && !self.is_recent(date) {
            return Err(YearUnclear);
        }
        Ok(date)
    }

    fn is_recent(&self, date: NaiveDate) -> bool {
        (-1..=RECENT).contains(&(self.today.year() - date.year()))
    }

    fn existing(&self, (year, month, day): Written) -> Result<NaiveDate, ReadingError> {
        let day = digits(day, 2).ok_or(NotADate)?;
        let year = match (year.len(), digits(year, 4)) {
            (0, _) if self.listed => return Err(NoYear),
            (0, _) => self.today.year(),
            (2, Some(short)) => full_year(short, month, day, self.today),
            (4, Some(full)) => return existing(full.cast_signed(), month, day),
            _ => return Err(NotADate),
        };
        let date = existing(year, month, day)?;
        if self.listed && year < FIRST_LISTED {
            return Err(ShortYear { year });
        }
        Ok(date)
    }
}

/// The day of a spreadsheet's number, with or without the time of day that stands after its point.
fn serial(text: &str) -> Option<NaiveDate> {
    let (days, time) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let days = digits(days, 5).filter(|days| SERIALS.contains(days))?;
    let is_fraction = !time.is_empty() && time.bytes().all(|byte| byte.is_ascii_digit());
    let day = EPOCH.checked_add_days(Days::new(days.into()));
    day.filter(|_| is_fraction)
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
                rest = after.strip_prefix('.').unwrap_or(after);
                // "5th January".
                if matches!(word, "st" | "nd" | "rd" | "th") && parts.shape.ends_with('n') {
                    continue;
                }
                parts.month = month_named(word)?;
                parts.shape.push('m');
            } else {
                parts.shape.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        Some(parts)
    }
}

/// A day as it is written: the digits of the year (none where there is no year), the month, the digits of the day.
type Written<'a> = (&'a str, u32, &'a str);

impl<'a> Parts<'a> {
    fn in_order(&self) -> Result<Written<'a>, ReadingError> {
        Ok(match (self.shape.as_str(), self.numbers.as_slice()) {
            ("e", [all]) => (&all[..4], number(&all[4..6]), &all[6..]),
            ("s", [all]) => (&all[..2], number(&all[2..4]), &all[4..]),
            ("y-n-n" | "y/n/n" | "y.n.n" | "y n n" | "n-n-n", [y, m, d]) => (*y, number(m), *d),
            ("n/n" | "n.n" | "n.n.", [d, m]) => ("", number(m), *d),
            (
                "n/n y" | "n/n-y" | "n/n/y" | "n.n.y" | "n.n. y" | "n.n y" | "n.n-y" | "n-n-y"
                | "n n y" | "n/n n" | "n/n-n" | "n.n.n",
                [d, m, y],
            ) => (*y, number(m), *d),
            ("n/n/n", _) => return Err(YearUnclear),
            ("n m" | "nm" | "n. m" | "n-m" | "n/m" | "m n", [d]) => ("", self.month, *d),
            (
                "n m y" | "nmy" | "n.my" | "n.m y" | "n. m y" | "n-m-y" | "n/m y" | "n/m-y"
                | "n/m/y" | "m n y" | "m n, y" | "n m n" | "n-m-n" | "n m, y",
                [d, y],
            ) => (*y, self.month, *d),
            ("y-m-n" | "y m n", [y, d]) => (*y, self.month, *d),
            _ => return Err(NotADate),
        })
    }
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(0)
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
