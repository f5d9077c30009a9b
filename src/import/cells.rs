//! Single cells read as dates, hours and weekdays: the forms that spreadsheets write.

use chrono::{Datelike, Days, NaiveDate};

/// Day 0 of Excel's calendar, such that its numbers are right from March 1900 on.
const EXCEL_EPOCH: NaiveDate =
    NaiveDate::from_ymd_opt(1899, 12, 30).expect("a date of the calendar");

/// Excel's numbers for 1954 to 2119: what can be a date and is no yyMMdd, since that has six digits.
const EXCEL_DAYS: std::ops::Range<u64> = 20_000..80_000;

/// A date: `2026-11-22`, `20261122`, `22/11 2026`, `22.11.2026`, `261122`, Excel's number of the day; a time after
/// it is left out. Two digits of a year lie less than 20 years ahead.
pub(super) fn date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = without_time(text);
    if text.bytes().all(|b| b.is_ascii_digit()) {
        let number = text.parse().ok()?;
        return match text.len() {
            5 if EXCEL_DAYS.contains(&number) => EXCEL_EPOCH.checked_add_days(Days::new(number)),
            6 => day_of(&full_year(&text[..2], today)?, &text[2..4], &text[4..]),
            8 => day_of(&text[..4], &text[4..6], &text[6..]),
            _ => None,
        };
    }
    let parts: Vec<&str> = text
        .split(['-', '/', '.', ' ', '\u{2013}'])
        .filter(|part| !part.is_empty())
        .collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => day_of(year, month, day),
        [day, month, year] if year.len() == 4 => day_of(year, month, day),
        _ => None,
    }
}

/// What Excel and databases put after a day: `2026-11-22 00:00:00`, `2026-11-22T00:00`.
fn without_time(text: &str) -> &str {
    let is_time = |rest: &str| rest.contains(':') && rest.starts_with(|c: char| c.is_ascii_digit());
    match text.rsplit_once(['T', ' ']) {
        Some((day, time)) if is_time(time) => day.trim(),
        _ => text.trim(),
    }
}

fn full_year(short: &str, today: NaiveDate) -> Option<String> {
    let latest = today.year() + 19;
    let short: i32 = short.parse().ok()?;
    Some((latest - (latest - short).rem_euclid(100)).to_string())
}

fn day_of(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let number = |text: &str| {
        let short = text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
        short.then(|| text.parse::<u16>().ok()).flatten()
    };
    NaiveDate::from_ymd_opt(
        i32::from(number(year)?),
        u32::from(number(month)?),
        u32::from(number(day)?),
    )
}

/// Minutes in a number of hours: `6`, `37,5`, `37.5`, `6:30`, each perhaps with `h`, `tim` or the like after it.
pub(super) fn hours(text: &str) -> Option<u32> {
    let text = text.trim().to_lowercase();
    let number = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ');
    let unit = text[number.len()..].trim().trim_end_matches('.');
    if !["", "h", "t", "tim", "timme", "timmar", "hour", "hours"].contains(&unit) {
        return None;
    }
    if let Some((whole, minutes)) = number.split_once(':') {
        let minutes = digits(minutes, 2).filter(|m| *m < 60 && !number.ends_with(':'))?;
        return Some(digits(whole, 4)? * 60 + minutes);
    }
    let (whole, part) = number.split_once([',', '.']).unwrap_or((number, ""));
    let parts_of_an_hour = 10_u32.pow(u32::try_from(part.len().min(4)).ok()?);
    let part = if part.is_empty() { 0 } else { digits(part, 4)? };
    Some(digits(whole, 4)? * 60 + (part * 60 + parts_of_an_hour / 2) / parts_of_an_hour)
}

fn digits(text: &str, most: usize) -> Option<u32> {
    let good = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    good.then(|| text.parse().ok()).flatten()
}

/// The weekdays in Swedish and English, Monday first, folded. Three letters of either are enough, or two of the Swedish.
const WEEKDAYS: [[&str; 2]; 7] = [
    ["mandagar", "mondays"],
    ["tisdagar", "tuesdays"],
    ["onsdagar", "wednesdays"],
    ["torsdagar", "thursdays"],
    ["fredagar", "fridays"],
    ["lordagar", "saturdays"],
    ["sondagar", "sundays"],
];

/// Weekdays, Monday first: `mån-fre`, `mån, ons och fre`, `Mon–Thu`, `1-5`, `vardagar`. A lone number could as well
/// be a number of days, and is not read.
pub(super) fn weekdays(text: &str) -> Option<[bool; 7]> {
    let text = deunicode::deunicode(text).to_lowercase();
    if matches!(text.trim(), "vardagar" | "weekdays") {
        return Some([true, true, true, true, true, false, false]);
    }
    if text.trim().len() == 1 {
        return None;
    }
    let spaced = text.replace('-', " - ");
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '+' | '&' | '.');
    let mut days = [false; 7];
    let (mut last, mut to) = (None, false);
    // "ti to" is Tuesday and Thursday, "tue to thu" is three days.
    let two_letters = spaced
        .split(is_between)
        .all(|word| word.len() <= 2 || matches!(word, "och" | "and"));
    for word in spaced.split(is_between) {
        match word {
            "" | "och" | "and" => continue,
            "to" if two_letters => {}
            "-" | "till" | "to" => {
                last?;
                to = true;
                continue;
            }
            _ => {}
        }
        let day = weekday(word)?;
        match last {
            Some(first) if to && first <= day => days[first..=day].fill(true),
            _ if to => return None,
            _ => days[day] = true,
        }
        (last, to) = (Some(day), false);
    }
    (last.is_some() && !to).then_some(days)
}

fn weekday(word: &str) -> Option<usize> {
    if let Ok(number @ 1..=7) = word.parse::<usize>() {
        return Some(number - 1);
    }
    WEEKDAYS.iter().position(|[sv, en]| match word.len() {
        0 | 1 => false,
        2 => sv.starts_with(word),
        _ => sv.starts_with(word) || en.starts_with(word),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(y, m, d)
    }

    #[test]
    fn dates() {
        let today = day(2026, 11, 22).expect("a date");
        let cases = [
            ("2026-01-05", day(2026, 1, 5)),
            ("2026-1-5", day(2026, 1, 5)),
            ("20260105", day(2026, 1, 5)),
            ("5/1 2026", day(2026, 1, 5)),
            ("05/01/2026", day(2026, 1, 5)),
            ("5.1.2026", day(2026, 1, 5)),
            ("260105", day(2026, 1, 5)),
            ("991231", day(1999, 12, 31)),
            ("450101", day(2045, 1, 1)),
            ("460101", day(1946, 1, 1)),
            ("45992", day(2025, 12, 1)),
            ("2026-01-05 00:00:00", day(2026, 1, 5)),
            ("2026-01-05T00:00", day(2026, 1, 5)),
            ("2025-02-29", None),
            ("1/13/2026", None),
            ("26-01-05", None),
            ("2026-01", None),
            ("12", None),
            ("+2026-01-05", None),
            ("i måndags", None),
            ("20250229", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(date(text, today), wanted, "{text}");
        }
    }

    #[test]
    fn numbers_of_hours() {
        let cases = [
            ("6", Some(360)),
            ("37,5", Some(2250)),
            ("37.5", Some(2250)),
            ("6,25", Some(375)),
            ("6,333", Some(380)),
            ("6:30", Some(390)),
            ("40 h", Some(2400)),
            ("40 tim.", Some(2400)),
            ("0", Some(0)),
            ("", None),
            ("-6", None),
            ("6 dagar", None),
            ("6:75", None),
            ("6:", None),
            ("1e3", None),
            ("99999", None),
            ("6,5,5", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(hours(text), wanted, "{text}");
        }
    }

    #[test]
    fn lists_of_weekdays() {
        let cases = [
            ("mån-fre", Some("1111100")),
            ("Måndag – torsdag", Some("1111000")),
            ("mån, ons och fre", Some("1010100")),
            ("ti och to", Some("0101000")),
            ("må ti to", Some("1101000")),
            ("tue to thu", Some("0111000")),
            ("manchester", None),
            ("Mon-Wed, Sat", Some("1110010")),
            ("lör/sön", Some("0000011")),
            ("1-5", Some("1111100")),
            ("1,3", Some("1010000")),
            ("vardagar", Some("1111100")),
            ("5", None),
            ("fre-mån", None),
            ("mån-", None),
            ("-fre", None),
            ("ibland", None),
            ("", None),
        ];
        for (text, wanted) in cases {
            let wanted = wanted.map(|w: &str| w.chars().map(|c| c == '1').collect::<Vec<_>>());
            assert_eq!(weekdays(text).map(|d| d.to_vec()), wanted, "{text}");
        }
    }
}
