//! Weekdays as people type them: one, several, or a stretch of the week.

use chrono::Weekday;

use crate::domain::calendar::WEEKDAYS;
use crate::domain::reading::ReadingError::{NotWeekdays, NumberOfDays, OnlySomeWeeks};
use crate::domain::reading::{ReadingError, digits, tidy};
use crate::text::Lang;

const ORDER: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// The weekdays that were typed, Monday first: `mån-fre`, `mån till fre`, `må,ti,on`, `mån tis och fre`, `1-5`, `mtotf`,
/// `vardagar`, `helger`, `alla`, or the same in English. A stretch may pass Sunday: `fre-mån` is four days.
///
/// # Errors
/// What was typed is not weekdays, mixes the two languages, where `to` and `on` would be guesses, or means other days
/// in other weeks.
pub fn parse_weekdays(text: &str) -> Result<[bool; 7], ReadingError> {
    let text = tidy(text);
    if let Some(days) = week_named(&text) {
        return Ok(days);
    }
    if SOME_WEEKS.iter().any(|word| text.contains(word)) {
        return Err(OnlySomeWeeks);
    }
    let text = [" t.o.m. ", " tom ", " till och med ", " till ", " through "]
        .iter()
        .fold(text, |text, word| text.replace(word, "-"));
    // "to" is Thursday in Swedish, and between two days in English.
    let (in_swedish, in_english) = (items(&text), text.replace(" to ", "-"));
    days_in(in_swedish, Lang::Sv)
        .or_else(|| days_in(items(&in_english), Lang::En))
        .ok_or(NotWeekdays)
}

/// As [`parse_weekdays`], for a cell of a list, where a number alone may as well be a number of days.
///
/// # Errors
/// As for [`parse_weekdays`], and a number of days.
pub fn parse_listed_weekdays(text: &str) -> Result<[bool; 7], ReadingError> {
    let tidied = tidy(text);
    let days = ["dagar", "dgr", "days", "dag", "day"];
    let number = days.iter().find_map(|word| tidied.strip_suffix(word));
    match digits(number.unwrap_or(&tidied).trim_end(), 2) {
        Some(_) => Err(NumberOfDays),
        None => parse_weekdays(text),
    }
}

/// Words of weeks that are not alike.
const SOME_WEEKS: [&str; 7] = [
    "varannan",
    "jamn",
    "udda",
    "every other",
    "even week",
    "odd week",
    "alternat",
];

/// The days that a word of the whole week means, or its letters in a row.
fn week_named(text: &str) -> Option<[bool; 7]> {
    let letters = text.replace([' ', ',', '/', '-'], "");
    match text {
        "alla" | "alla dagar" | "varje dag" | "alla veckodagar" | "all" | "all days"
        | "every day" | "daily" => return Some([true; 7]),
        "vardag" | "vardagar" | "alla vardagar" | "varje vardag" | "weekday" | "weekdays"
        | "every weekday" | "all weekdays" => {
            return Some([true, true, true, true, true, false, false]);
        }
        "helg" | "helger" | "weekend" | "weekends" => {
            return Some([false, false, false, false, false, true, true]);
        }
        _ => {}
    }
    match letters.as_str() {
        "mtotfls" | "mtwtfss" => Some([true; 7]),
        "mtotf" | "mtwtf" => Some([true, true, true, true, true, false, false]),
        _ => None,
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    let items = text.split([',', ';', ' ', '/', '+', '&']);
    items.filter(|item| !matches!(*item, "" | "och" | "and" | "samt"))
}

/// Weekdays as people read them, Monday first, as `parse_weekdays` reads them back: `mån–fre`,
/// `mån, ons, fre`. Three or more in a row are a stretch.
pub fn weekdays(days: [bool; 7], lang: Lang) -> String {
    let name = |day: usize| WEEKDAYS[day].short.get(lang);
    let mut parts = Vec::new();
    let mut first = 0;
    while first < 7 {
        let length = days[first..].iter().take_while(|day| **day).count();
        match length {
            0 => {}
            1 | 2 => parts.extend((first..first + length).map(|day| name(day).to_owned())),
            _ => parts.push(format!("{}–{}", name(first), name(first + length - 1))),
        }
        first += length.max(1);
    }
    parts.join(", ")
}

/// The days of one tidied word in a language: `man-tor`, `vardagar`.
pub(super) fn days_named(word: &str, lang: Lang) -> Option<[bool; 7]> {
    week_named(word).or_else(|| days_in([word].into_iter(), lang))
}

fn days_in<'a>(items: impl Iterator<Item = &'a str>, lang: Lang) -> Option<[bool; 7]> {
    let mut days = [false; 7];
    for item in items {
        let (first, last) = item.split_once('-').unwrap_or((item, item));
        let (first, last) = (position(first, lang)?, position(last, lang)?);
        let length = (last + 7 - first) % 7;
        for step in 0..=length {
            days[(first + step) % 7] = true;
        }
    }
    days.contains(&true).then_some(days)
}

/// The place in the week, Monday 0, of a day named in one language or numbered 1 to 7.
fn position(word: &str, lang: Lang) -> Option<usize> {
    if let [number @ b'1'..=b'7'] = word.as_bytes() {
        return Some(usize::from(number - b'1'));
    }
    let word = word.strip_suffix('.').unwrap_or(word);
    WEEKDAYS.iter().position(|name| {
        let name = tidy(name.long.get(lang));
        let plural = || {
            word.strip_prefix(name.as_str())
                .is_some_and(|ending| matches!(ending, "ar" | "s"))
        };
        word.len() >= 2 && (name.starts_with(word) || plural())
    })
}

/// The place in the week, Monday 0, of the day that a word names in a language, by two letters or more.
pub fn weekday_in(word: &str, lang: Lang) -> Option<usize> {
    let word = tidy(word);
    let is_word = word.starts_with(char::is_alphabetic);
    position(&word, lang).filter(|_| is_word)
}

/// The weekday a tidied word names in either language, by two letters or more.
pub(super) fn weekday_named(word: &str) -> Option<Weekday> {
    // A number is none: most of what is read here are dates in numbers.
    let is_word = word.len() >= 2 && word.starts_with(char::is_alphabetic);
    let named = |lang| {
        if is_word { position(word, lang) } else { None }
    };
    named(Lang::Sv)
        .or_else(|| named(Lang::En))
        .map(|position| ORDER[position])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_week_is_read_back_as_it_was_shown() {
        for bits in 1u8..128 {
            let days: [bool; 7] = std::array::from_fn(|day| bits & (1 << day) != 0);
            for lang in [Lang::Sv, Lang::En] {
                let text = weekdays(days, lang);
                assert_eq!(parse_weekdays(&text), Ok(days), "{text}");
            }
        }
        let working = [true, true, true, true, true, false, false];
        assert_eq!(weekdays(working, Lang::Sv), "mån–fre");
    }
}
