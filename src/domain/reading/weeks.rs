//! A week whose days have hours of their own: `mån-tor 8, fre 6`.

use crate::domain::reading::ReadingError::NotHours;
use crate::domain::reading::weekdays::days_named;
use crate::domain::reading::{ReadingError, parse_hours, parse_long_hours, tidy};
use crate::text::Lang;

/// The minutes of each weekday, Monday first, where the days stand before or after their hours: `mån-tor 8, fre 6`,
/// `8:00 mån–tor, 6:00 fre; 38:00 i veckan`, `mon, wed 7.5`. A day that is not named has none.
///
/// # Errors
/// What was typed is not days with their hours, names a day twice, or the sum it tells is another.
pub fn parse_week(text: &str) -> Result<[u16; 7], ReadingError> {
    let text = tidy(text);
    let (days, sum) = match text.rsplit_once(';') {
        Some((days, last)) => match in_all(last) {
            Some(sum) => (days, Some(sum?)),
            None => (&*text, None),
        },
        None => (&*text, None),
    };
    let words = words(days);
    let week = [Lang::Sv, Lang::En]
        .into_iter()
        .find_map(|lang| week_in(&words, lang));
    let week = week.ok_or(NotHours)?;
    let minutes: u32 = week.iter().map(|minutes| u32::from(*minutes)).sum();
    match sum {
        Some(sum) if sum != minutes => Err(NotHours),
        _ => Ok(week),
    }
}

/// The minutes of the whole week that the last part tells; `None` where it is none.
fn in_all(text: &str) -> Option<Result<u32, ReadingError>> {
    let ends = [" i veckan", " a week", " per vecka", " per week", "/vecka"];
    let number = ends.iter().find_map(|end| text.trim().strip_suffix(end))?;
    Some(parse_long_hours(number))
}

/// The words of days and hours, without what stands between them. A comma between digits is a decimal's.
fn words(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |place: Option<usize>| {
        let letter = place.and_then(|place| letters.get(place));
        letter.is_some_and(char::is_ascii_digit)
    };
    let mut spaced = String::with_capacity(text.len());
    for (place, letter) in letters.iter().enumerate() {
        let in_number = is_digit(place.checked_sub(1)) && is_digit(Some(place + 1));
        match letter {
            ',' | ':' if !in_number => spaced.push(' '),
            ';' | '=' | '(' | ')' | '+' => spaced.push(' '),
            _ => spaced.push(*letter),
        }
    }
    let between = [
        "och", "and", "h", "t", "tim", "tim.", "timmar", "hours", "kl",
    ];
    let words = spaced
        .split_whitespace()
        .filter(|word| !between.contains(word));
    words.map(str::to_owned).collect()
}

fn week_in(words: &[String], lang: Lang) -> Option<[u16; 7]> {
    let mut week = [None; 7];
    let hours_first = words.first()?.starts_with(|c: char| c.is_ascii_digit());
    // The days that wait for their hours, or the hours that wait for their days.
    let (mut days, mut minutes): (Vec<usize>, Option<u16>) = (Vec::new(), None);
    let mut settle = |days: &mut Vec<usize>, minutes: u16| {
        let is_new = !days.is_empty() && days.iter().all(|day| week[*day].is_none());
        for day in days.drain(..) {
            week[day] = Some(minutes);
        }
        is_new.then_some(())
    };
    for word in words {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let read = parse_hours(word).ok()?;
            if !hours_first {
                settle(&mut days, read)?;
                continue;
            }
            if let Some(before) = minutes.replace(read) {
                settle(&mut days, before)?;
            }
        } else {
            let named = days_named(word, lang)?;
            days.extend((0..7).filter(|day| named[*day]));
        }
    }
    match minutes {
        Some(last) => settle(&mut days, last)?,
        None if days.is_empty() => {}
        None => return None,
    }
    Some(week.map(Option::unwrap_or_default))
}
