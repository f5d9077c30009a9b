//! Values of cells as text, each in one form: dates as 2026-01-05, times as 7:30, numbers with a decimal point.

use chrono::{Datelike, Days, NaiveDate};

const SECONDS_A_DAY: f64 = 86_400.0;
/// Beyond this a number of days is no date.
const LAST_DAY: f64 = 2_958_466.0;
/// Beyond this a number has lost digits.
const EXACT: f64 = 1e15;

/// What a number format says of the numbers in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Shape {
    #[default]
    Plain,
    Percent,
    /// A date, perhaps with a time.
    Date,
    /// A time of day or a number of hours, and no date.
    Time,
    /// So many digits, with zeros before them and signs between: `000000-0000`.
    Digits(String),
}

impl Shape {
    /// The shape that a format of Excel's gives; the part for positive numbers counts.
    pub fn of(format: &str) -> Shape {
        let format = bare(format);
        let lower = format.to_lowercase();
        if lower.contains('%') {
            return Shape::Percent;
        }
        let is_digits = format.chars().all(|c| matches!(c, '0' | '-' | ' '));
        if is_digits && format.chars().filter(|c| *c == '0').count() > 1 {
            return Shape::Digits(format);
        }
        if lower.starts_with("general") || lower.starts_with('@') {
            return Shape::Plain;
        }
        match (lower.contains(['y', 'd', 'å']), lower.contains(['h', 's'])) {
            (true, _) => Shape::Date,
            (false, true) => Shape::Time,
            (false, false) if lower.contains('m') => Shape::Date,
            (false, false) => Shape::Plain,
        }
    }
}

/// A format's first part, without texts, colours and languages: `[$-41D]yyyy\-mm\-dd;@` is `yyyy-mm-dd`. The brackets of
/// `[h]` are left out, too.
fn bare(format: &str) -> String {
    let mut bare = String::new();
    let mut letters = format.chars();
    while let Some(c) = letters.next() {
        match c {
            ';' => break,
            '"' => {
                let _ = letters.by_ref().find(|c| *c == '"');
            }
            '\\' => bare.extend(letters.next().filter(|c| matches!(c, '-' | ' '))),
            '_' | '*' => {
                let _ = letters.next();
            }
            '[' => {
                let inner: String = letters.by_ref().take_while(|c| *c != ']').collect();
                if inner
                    .chars()
                    .all(|c| matches!(c, 'h' | 'H' | 'm' | 'M' | 's' | 'S'))
                {
                    bare.push_str(&inner);
                }
            }
            c => bare.push(c),
        }
    }
    bare
}

/// A number in its shape; days are counted from 1899-12-30, or from 1904-01-01.
pub(super) fn number(value: f64, shape: &Shape, is_1904: bool) -> String {
    match shape {
        Shape::Percent => format!("{} %", decimal(value * 100.0)),
        Shape::Date => date(value, is_1904),
        Shape::Time if value >= 0.0 => time(value * SECONDS_A_DAY),
        Shape::Digits(format) => digits(value, format),
        _ => decimal(value),
    }
}

/// A number with the fifteen digits that spreadsheets show.
pub(super) fn decimal(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    match rounded.abs() < EXACT {
        true => format!("{}", rounded + 0.0),
        // As a spreadsheet shows it: digits are lost, and a reader shall see that.
        false => format!("{rounded:E}"),
    }
}

fn date(value: f64, is_1904: bool) -> String {
    if !(0.0..LAST_DAY).contains(&value) {
        return decimal(value);
    }
    if value < 1.0 && !is_1904 {
        return time(value * SECONDS_A_DAY);
    }
    let epoch = match is_1904 {
        true => NaiveDate::from_ymd_opt(1904, 1, 1),
        // Excel counts a day that never was, 1900-02-29.
        false if value < 60.0 => NaiveDate::from_ymd_opt(1899, 12, 31),
        false => NaiveDate::from_ymd_opt(1899, 12, 30),
    };
    // Half a second more, so that a time a hair below midnight is the day after.
    let seconds = (value * SECONDS_A_DAY).round();
    let days = (seconds / SECONDS_A_DAY).floor();
    let day = epoch.and_then(|epoch| epoch.checked_add_days(Days::new(days as u64)));
    let Some(day) = day else {
        return decimal(value);
    };
    let of_day = seconds - days * SECONDS_A_DAY;
    let day = format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day());
    match of_day > 0.0 {
        true => format!("{day} {}", clock(of_day)),
        false => day,
    }
}

/// Hours and minutes, and seconds where there are any: `37:30`.
pub(super) fn time(seconds: f64) -> String {
    let seconds = seconds.round().min(EXACT) as u64;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match rest {
        0 => format!("{hours}:{minutes:02}"),
        _ => format!("{hours}:{minutes:02}:{rest:02}"),
    }
}

fn clock(seconds: f64) -> String {
    let seconds = seconds as u64;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{hours:02}:{minutes:02}:{rest:02}")
}

/// A whole number with zeros before it, as many as its format has, and the format's signs between.
fn digits(value: f64, format: &str) -> String {
    let places = format.chars().filter(|c| *c == '0').count();
    let text = decimal(value);
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text;
    }
    let padded = format!("{text:0>places$}");
    // Digits more than there are places stand before the first.
    let (more, rest) = padded.split_at(padded.len() - places);
    let mut rest = rest.chars();
    let shaped = format.chars().filter_map(|c| match c {
        '0' => rest.next(),
        sign => Some(sign),
    });
    more.chars().chain(shaped).collect()
}

/// An ISO date or moment: `2026-01-05T00:00:00` is the day.
pub(super) fn iso_date(text: &str) -> String {
    let midnight = [
        "T00:00:00",
        "T00:00:00.000",
        "T00:00",
        "T00:00:00.000000000",
    ];
    let day = midnight.iter().find_map(|ending| text.strip_suffix(ending));
    day.map_or_else(|| text.replacen('T', " ", 1), str::to_owned)
}

/// An ISO duration as hours and minutes: `PT37H30M00S` is 37:30. `None` where it is none, or has months.
pub(super) fn iso_duration(text: &str) -> Option<String> {
    let rest = text.strip_prefix('P')?;
    let (days, clock) = rest.split_once('T').unwrap_or((rest, ""));
    let mut seconds = 0.0;
    for (part, units) in [
        (days, &[('D', 86_400.0)][..]),
        (clock, &[('H', 3_600.0), ('M', 60.0), ('S', 1.0)]),
    ] {
        let mut part = part;
        while let Some(end) = part.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',') {
            let amount: f64 = part[..end].replace(',', ".").parse().ok()?;
            let unit = part[end..].chars().next()?;
            let (_, length) = units.iter().find(|(name, _)| *name == unit)?;
            seconds += amount * length;
            part = &part[end + unit.len_utf8()..];
        }
        if !part.is_empty() {
            return None;
        }
    }
    Some(time(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_workbook_means_them() {
        let cases = [
            (46_027.0, "yyyy\\-mm\\-dd", "2026-01-05"),
            (46_027.0, "[$-41D]d mmmm yyyy;@", "2026-01-05"),
            (46_027.0, "mm-dd-yy", "2026-01-05"),
            (46_027.0, "mmm-yy", "2026-01-05"),
            (46_027.5, "yyyy-mm-dd hh:mm", "2026-01-05 12:00:00"),
            (0.3125, "h:mm", "7:30"),
            (0.3125, "yyyy-mm-dd hh:mm", "7:30"),
            (1.5625, "[h]:mm", "37:30"),
            (1.5625, "[h]:mm:ss;@", "37:30"),
            (1.5625, "h:mm", "37:30"),
            (0.5, "0%", "50 %"),
            (0.375, "0.00%", "37.5 %"),
            (37.5, "General", "37.5"),
            (0.1 + 0.2, "General", "0.3"),
            (40.0, "#,##0.00", "40"),
            (198_504_129_803.0, "General", "198504129803"),
            (198_504_129_803.0, "0", "198504129803"),
            (403_079_809.0, "000000\\-0000", "040307-9809"),
            (403_079_809.0, "0000000000", "0403079809"),
            (701_234_567.0, "0000000000", "0701234567"),
            (1e20, "General", "1E20"),
            (-1.0, "yyyy-mm-dd", "-1"),
            (9e99, "yyyy-mm-dd", "9E99"),
            (-0.0, "General", "0"),
            (6.0, "\"dag\" 0", "6"),
        ];
        for (value, format, wanted) in cases {
            assert_eq!(
                number(value, &Shape::of(format), false),
                wanted,
                "{value} {format}"
            );
        }
        let old = number(44_565.0, &Shape::Date, true);
        assert_eq!(old, "2026-01-05");
    }

    #[test]
    fn moments_and_durations_of_open_documents() {
        assert_eq!(iso_date("2026-01-05T00:00:00"), "2026-01-05");
        assert_eq!(iso_date("2026-01-05T12:30:00"), "2026-01-05 12:30:00");
        let cases = [
            ("PT37H30M00S", Some("37:30")),
            ("P1DT2H", Some("26:00")),
            ("PT07H30M15.4S", Some("7:30:15")),
            ("P1M", None),
            ("37:30", None),
            ("PTxH", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(iso_duration(text).as_deref(), wanted, "{text}");
        }
    }
}
