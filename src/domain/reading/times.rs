//! Times of day and numbers of hours, in minutes: as people type them and as they are shown.

use crate::domain::reading::ReadingError::{
    HoursUnclear, NoSuchTime, NotASpan, NotATime, NotHours, PartOfADay, ShareOfFullTime,
    SpanBackwards, TooManyHours,
};
use crate::domain::reading::{ReadingError, digits, tidy};
use crate::text::Lang;

const MINUTES_IN_DAY: u32 = 24 * 60;

/// The time that was typed, in minutes since midnight, 0 to 1440: `08:00`, `8:5` (five past), `0830`, `8.30`, `8`,
/// `kl 8`. `24:00` is 1440, the end of the day.
///
/// # Errors
/// What was typed is not a time, or no clock shows it. `8.5` is not a time: it may be five past or half past.
pub fn parse_time(text: &str) -> Result<u16, ReadingError> {
    let text = tidy(text);
    let text = ["klockan ", "kl. ", "kl.", "kl "]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(&text);
    let (hour, minute) = if let Some((hour, minute)) = text.split_once(':') {
        (digits(hour, 2), digits(minute, 2))
    } else if let Some((hour, minute)) = text.split_once('.') {
        (
            digits(hour, 2),
            digits(minute, 2).filter(|_| minute.len() == 2),
        )
    } else {
        match (text.len(), digits(text, 4)) {
            (1 | 2, hour) => (hour, Some(0)),
            (_, both) => (both.map(|both| both / 100), both.map(|both| both % 100)),
        }
    };
    let (hour, minute) = hour.zip(minute).ok_or(NotATime)?;
    if minute > 59 {
        Err(NoSuchTime)
    } else {
        within_day(hour * 60 + minute).ok_or(NoSuchTime)
    }
}

/// The span that was typed, as its start and end in minutes since midnight: `8-12`, `08:00–12:00`, `0830-1200`,
/// `8 till 12`. The end is after the start, and at the latest 24:00.
///
/// # Errors
/// What was typed is not two times, no clock shows one of them, or the end is not after the start.
pub fn parse_span(text: &str) -> Result<(u16, u16), ReadingError> {
    let text = tidy(text).replace(" till ", "-").replace(" to ", "-");
    let (start, end) = text.split_once('-').ok_or(NotASpan)?;
    let time =
        |text| parse_time(text).map_err(|error| if error == NotATime { NotASpan } else { error });
    let (start, end) = (time(start)?, time(end)?);
    if start < end {
        Ok((start, end))
    } else {
        Err(SpanBackwards)
    }
}

/// The number of hours that was typed, in minutes, 0 to 1440: `7,5`, `7.5`, `6:00`, `6:00:00`, `6`, `6h`, `6 tim`,
/// `45m`, `1 tim 30 min`. Decimals and seconds are rounded to the nearest minute.
///
/// # Errors
/// What was typed is not hours, is more than a day has, or is unclear: `7.30` may be half past or three tenths.
/// Quarters (`7.25`, `7.50`, `7.75`) are read as decimals, and so is everything after a comma.
pub fn parse_hours(text: &str) -> Result<u16, ReadingError> {
    hours_of_a_day(text, 0)
}

/// As [`parse_hours`], of the hours of each day of a schedule, which are not less than one.
///
/// # Errors
/// As for [`parse_hours`]; and a fraction of an hour may be one of a day.
pub fn parse_hours_a_day(text: &str) -> Result<u16, ReadingError> {
    hours_of_a_day(text, 60)
}

fn hours_of_a_day(text: &str, least: u32) -> Result<u16, ReadingError> {
    let minutes = refuse_part_of_a_day(text, parse_long_hours(text)?, least)?;
    within_day(minutes).ok_or(TooManyHours)
}

/// Refuses a number that a spreadsheet would write for another time, counted in days: `0,3125` is 7:30, and no number of
/// hours that anybody writes; nor is any number of a day's hours that is less than the `least` minutes.
///
/// # Errors
/// It may be either.
pub fn refuse_part_of_a_day(text: &str, minutes: u32, least: u32) -> Result<u32, ReadingError> {
    match part_of_a_day(text.trim(), least) {
        None => Ok(minutes),
        Some(days) => Err(PartOfADay { days, few: minutes }),
    }
}

/// The minutes of a number of days; `None` where it can only be hours.
fn part_of_a_day(number: &str, least: u32) -> Option<u32> {
    let (whole, decimals) = number.split_once([',', '.'])?;
    let number: f64 = format!("{whole}.{decimals}").parse().ok()?;
    let in_fives = |minutes: f64| {
        let fives = minutes / 5.0;
        (fives - fives.round()).abs() < 0.01
    };
    let minutes = number * f64::from(MINUTES_IN_DAY);
    let is_few = number * 60.0 < f64::from(least);
    let is_fine = decimals.len() >= 3 && number < 7.0 && !in_fives(number * 60.0);
    let is_days = number > 0.0 && in_fives(minutes) && (is_few || is_fine);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    is_days.then(|| minutes.round() as u32)
}

/// As [`parse_hours`], but as many as a week has and more.
///
/// # Errors
/// What was typed is not hours, is a share of full time, or is unclear.
pub fn parse_long_hours(text: &str) -> Result<u32, ReadingError> {
    let text = tidy(text);
    if is_share(&text) {
        return Err(ShareOfFullTime);
    }
    if let Some(minutes) = clock_of_twelve(&text) {
        return minutes;
    }
    let (first, unit, rest) = number_and_unit(&text);
    match (unit, rest) {
        (Unit::None | Unit::Hours, "") => hours_of(first),
        (Unit::Minutes, "") => digits(first, 4).ok_or(NotHours),
        (Unit::Hours, rest) => {
            let rest = rest.strip_prefix("och ").unwrap_or(rest);
            let (second, unit, after) = number_and_unit(rest);
            let minutes = digits(second, 2).filter(|minutes| *minutes < 60);
            let is_end = matches!(unit, Unit::None | Unit::Minutes) && after.is_empty();
            let (hours, minutes) = digits(first, 3)
                .zip(minutes)
                .filter(|_| is_end)
                .ok_or(NotHours)?;
            Ok(hours * 60 + minutes)
        }
        _ => Err(NotHours),
    }
}

/// Whether hours are told as a share of full time: `50 %`, `heltid`.
fn is_share(text: &str) -> bool {
    const WORDS: [&str; 8] = [
        "heltid",
        "halvtid",
        "deltid",
        "full time",
        "half time",
        "part time",
        "fulltime",
        "full-time",
    ];
    let number = ["%", "procent", "percent", "per cent"]
        .iter()
        .find_map(|sign| text.strip_suffix(sign));
    let is_number = |text: &str| {
        let text = text.trim_end();
        !text.is_empty() && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b',' | b'.'))
    };
    WORDS.iter().any(|word| text.starts_with(word)) || number.is_some_and(is_number)
}

/// The minutes of `08:00:00 pm`, as spreadsheets write 20 hours in the form of a clock; `None` where that is not said.
fn clock_of_twelve(text: &str) -> Option<Result<u32, ReadingError>> {
    let half = ["am", "pm"].into_iter().find(|half| text.ends_with(half))?;
    let clock = text.strip_suffix(half)?.trim_end();
    let (hours, rest) = clock.split_once(':').unwrap_or((clock, "00"));
    let after_noon = if half == "pm" { 12 } else { 0 };
    let minutes = match (digits(hours, 2), hours_of(&format!("0:{rest}"))) {
        (Some(hours @ 1..=12), Ok(minutes)) => Ok((hours % 12 + after_noon) * 60 + minutes),
        _ => Err(NotHours),
    };
    Some(minutes)
}

fn within_day(minutes: u32) -> Option<u16> {
    if minutes <= MINUTES_IN_DAY {
        u16::try_from(minutes).ok()
    } else {
        None
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    None,
    Hours,
    Minutes,
    Unknown,
}

/// Splits a text into the number it begins with, the unit after that, and what is left.
fn number_and_unit(text: &str) -> (&str, Unit, &str) {
    let (number, rest) = split_where(text, |c| !matches!(c, '0'..='9' | ',' | '.' | ':'));
    let (word, rest) = split_where(rest.trim_start(), |c| !c.is_alphabetic());
    let unit = match word {
        "" => Unit::None,
        "h" | "t" | "tim" | "timme" | "timmar" | "hr" | "hrs" | "hour" | "hours" => Unit::Hours,
        "m" | "min" | "minut" | "minuter" | "mins" | "minute" | "minutes" => Unit::Minutes,
        _ => Unit::Unknown,
    };
    let rest = if unit == Unit::None {
        rest
    } else {
        rest.strip_prefix('.').unwrap_or(rest)
    };
    (number, unit, rest.trim_start())
}

fn split_where(text: &str, ends: fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// The minutes in `7:30`, `7:30:00`, `7,5`, `7.5` or `7`; more than a day of them is for the caller to refuse.
fn hours_of(number: &str) -> Result<u32, ReadingError> {
    if let Some((hours, minutes)) = number.split_once(':') {
        let (minutes, seconds) = minutes.split_once(':').unwrap_or((minutes, "00"));
        let (seconds, fraction) = seconds.split_once(['.', ',']).unwrap_or((seconds, "0"));
        let of_sixty = |text| digits(text, 2).filter(|number| *number < 60);
        let (hours, minutes) = digits(hours, 4).zip(of_sixty(minutes)).ok_or(NotHours)?;
        let seconds = of_sixty(seconds).filter(|_| digits(fraction, 9).is_some());
        let to_next = u32::from(seconds.ok_or(NotHours)? >= 30);
        return Ok(hours * 60 + minutes + to_next);
    }
    let Some((whole, decimals)) = number.split_once([',', '.']) else {
        return digits(number, 4).map(|hours| hours * 60).ok_or(NotHours);
    };
    let hours = if whole.is_empty() {
        Some(0)
    } else {
        digits(whole, 4)
    };
    let is_number = !decimals.is_empty() && decimals.bytes().all(|byte| byte.is_ascii_digit());
    let hours = hours.filter(|_| is_number).ok_or(NotHours)?;
    // Spreadsheets write a third of an hour with fifteen digits.
    let decimals = &decimals[..decimals.len().min(6)];
    let fraction = digits(decimals, 6).ok_or(NotHours)?;
    let may_be_minutes = number.contains('.') && decimals.len() == 2 && fraction < 60;
    if may_be_minutes && fraction % 25 != 0 {
        return Err(HoursUnclear);
    }
    let scale = decimals.bytes().fold(1, |scale, _| scale * 10);
    Ok(hours * 60 + (fraction * 60 + scale / 2) / scale)
}

/// Minutes since midnight as the clock shows them: `08:00`.
pub fn clock_time(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Minutes as hours and minutes: `6:00`. Takes a day's `u16` and a month's or a year's `u32`.
pub fn hours(minutes: impl Into<u32>) -> String {
    let minutes = minutes.into();
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// Minutes as hours with the decimals they need, at most two: `7,5` in Swedish, `7.5` in English.
pub fn decimal_hours(minutes: impl Into<u32>, lang: Lang) -> String {
    let hundredths = (u64::from(minutes.into()) * 100 + 30) / 60;
    let number = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let number = number.trim_end_matches('0').trim_end_matches('.');
    match lang {
        Lang::Sv => number.replace('.', ","),
        Lang::En => number.to_owned(),
    }
}
