//! Days as Sweden counts them: calendar months, ISO weeks, the names of days and months, and the holidays.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::text::{Lang, Text};

mod holidays;

pub use holidays::{
    Eves, Holiday, HolidayKind, easter, holiday, public_holidays, usual_eve, usual_eves,
};

/// The years a date may have: wide enough for the oldest participant and the last day of any decision.
pub const YEARS: RangeInclusive<i32> = 1900..=2199;

/// The name of a weekday or a month, in full and as three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    pub long: Text,
    pub short: Text,
}

/// The seven weekdays, Monday first.
pub const WEEKDAYS: [Name; 7] = [
    name(["måndag", "mån"], ["Monday", "Mon"]),
    name(["tisdag", "tis"], ["Tuesday", "Tue"]),
    name(["onsdag", "ons"], ["Wednesday", "Wed"]),
    name(["torsdag", "tor"], ["Thursday", "Thu"]),
    name(["fredag", "fre"], ["Friday", "Fri"]),
    name(["lördag", "lör"], ["Saturday", "Sat"]),
    name(["söndag", "sön"], ["Sunday", "Sun"]),
];

/// The twelve months, January first.
pub const MONTHS: [Name; 12] = [
    name(["januari", "jan"], ["January", "Jan"]),
    name(["februari", "feb"], ["February", "Feb"]),
    name(["mars", "mar"], ["March", "Mar"]),
    name(["april", "apr"], ["April", "Apr"]),
    name(["maj", "maj"], ["May", "May"]),
    name(["juni", "jun"], ["June", "Jun"]),
    name(["juli", "jul"], ["July", "Jul"]),
    name(["augusti", "aug"], ["August", "Aug"]),
    name(["september", "sep"], ["September", "Sep"]),
    name(["oktober", "okt"], ["October", "Oct"]),
    name(["november", "nov"], ["November", "Nov"]),
    name(["december", "dec"], ["December", "Dec"]),
];

const fn name(sv: [&'static str; 2], en: [&'static str; 2]) -> Name {
    Name {
        long: Text {
            sv: sv[0],
            en: en[0],
        },
        short: Text {
            sv: sv[1],
            en: en[1],
        },
    }
}

/// The name of the day's weekday.
pub fn weekday(date: NaiveDate) -> Name {
    WEEKDAYS[date.weekday().num_days_from_monday() as usize]
}

/// The name of the day's month.
pub fn month(date: NaiveDate) -> Name {
    MONTHS[date.month0() as usize]
}

/// A day as people read it: `sön 22 nov 2026`, `Sun 22 Nov 2026`.
pub fn long_date(date: NaiveDate, lang: Lang) -> String {
    format!("{} {}", short_date(date, lang), date.year())
}

/// A day where its year goes without saying: `sön 22 nov`.
pub fn short_date(date: NaiveDate, lang: Lang) -> String {
    let (weekday, month) = (weekday(date).short.get(lang), month(date).short.get(lang));
    format!("{weekday} {} {month}", date.day())
}

/// The same day so many calendar months later (or earlier, if negative), or the last day of that month where it is
/// shorter: 2024-02-29 + 12 is 2025-02-28. Stops at the first and last day there is.
pub fn add_months(date: NaiveDate, months: i32) -> NaiveDate {
    let distance = Months::new(months.unsigned_abs());
    if months < 0 {
        date.checked_sub_months(distance).unwrap_or(NaiveDate::MIN)
    } else {
        date.checked_add_months(distance).unwrap_or(NaiveDate::MAX)
    }
}

/// Whole calendar months from one day to a later one; 0 where it is not later.
pub fn whole_months(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = (to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32;
    let reached = add_months(from, months) <= to;
    u32::try_from(months - i32::from(!reached)).unwrap_or(0)
}

/// The ISO 8601 week the day is in: the year the week belongs to, and its number, 1 to 53.
pub fn week(date: NaiveDate) -> (i32, u32) {
    let week = date.iso_week();
    (week.year(), week.week())
}

/// The Monday of the day's week.
pub fn monday(date: NaiveDate) -> NaiveDate {
    let since_monday = Days::new(date.weekday().num_days_from_monday().into());
    date.checked_sub_days(since_monday)
        .unwrap_or(NaiveDate::MIN)
}

/// A day as the number of days since 1970-01-01, which is how days are stored.
pub fn day_number(day: NaiveDate) -> i32 {
    day.to_epoch_days()
}

/// The day with a number from `day_number`; `None` outside chrono's range.
pub fn day_from_number(number: i32) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(number)
}
