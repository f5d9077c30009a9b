//! Weekdays as people type them: one, several, or a stretch of the week.

use chrono::Weekday;

use crate::domain::calendar::WEEKDAYS;
use crate::domain::reading::ReadingError::NotWeekdays;
use crate::domain::reading::{ReadingError, tidy};
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

/// The weekdays that were typed, Monday first: `mån-fre`, `må,ti,on`, `mån tis och fre`, `1-5`, `mtotf`, `vardagar`,
/// `helger`, `alla`, or the same in English. A stretch may pass Sunday: `fre-mån` is four days.
///
/// # Errors
/// What was typed is not weekdays, or mixes the two languages, where `to` and `on` would be guesses.
pub fn parse_weekdays(text: &str) -> Result<[bool; 7], ReadingError> {
    let text = tidy(text);
    match text.as_str() {
        "alla" | "alla dagar" | "varje dag" | "all" | "all days" | "every day" | "daily"
        | "mtotfls" | "mtwtfss" => {
            return Ok([true; 7]);
        }
        "vardag" | "vardagar" | "weekday" | "weekdays" | "mtotf" | "mtwtf" => {
            return Ok([true, true, true, true, true, false, false]);
        }
        "helg" | "helger" | "weekend" | "weekends" => {
            return Ok([false, false, false, false, false, true, true]);
        }
        _ => {}
    }
    let items = || {
        let items = text.split([',', ';', ' ', '/', '+', '&']);
        items.filter(|item| !matches!(*item, "" | "och" | "and"))
    };
    [Lang::Sv, Lang::En]
        .into_iter()
        .find_map(|lang| days_in(items(), lang))
        .ok_or(NotWeekdays)
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

/// The weekday a tidied word names in either language, by two letters or more.
pub(super) fn weekday_named(word: &str) -> Option<Weekday> {
    let named = |lang| {
        if word.len() < 2 {
            None
        } else {
            position(word, lang)
        }
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
