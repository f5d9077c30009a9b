//! A cell as it was meant: without what a spreadsheet put around it, empty where it says that there is nothing, and
//! refused where it shows a fault in the place of its value.

use std::borrow::Cow;

use super::{Column, Reason, days};
use crate::domain::facts::nothing::{as_word, is_nothing, is_nothing_known, is_signs};
use crate::domain::reading::is_hyphen;

/// Words in the place of a last day that say that none is set.
const OPEN: &[&str] = &[
    "tills vidare",
    "tillsvidare",
    "tv",
    "t.v",
    "tv.",
    "pågående",
    "pågår",
    "löpande",
    "ej bestämt",
    "inte bestämt",
    "ej satt",
    "until further notice",
    "ongoing",
    "open",
    "open-ended",
    "not set",
];

/// Days that stand for no last day: those that spreadsheets show for an empty cell, and the last of a database.
const NO_DAY: &[&str] = &[
    "0",
    "0000-00-00",
    "1900-01-00",
    "1899-12-30",
    "1899-12-31",
    "1900-01-01",
    "00/01/1900",
    "9999-12-31",
];

/// The same as other programs write them, in digits alone.
const NO_DAY_IN_DIGITS: &[&str] = &[
    "99991231", "31129999", "12319999", "99999999", "99999", "00000000", "000000",
];

/// Words before a first day, and before a last one.
const FROM: &[&str] = &[
    "fr.o.m.",
    "fr.o.m",
    "fr o m",
    "f.o.m.",
    "from.",
    "fr.om",
    "from",
    "fom",
    "från och med",
    "från",
    "sedan",
    "since",
];
const TO: &[&str] = &[
    "t.o.m.",
    "t.o.m",
    "t o m",
    "tom",
    "till och med",
    "till",
    "längst",
    "until",
    "to",
];

/// A cell that Excel was told to take as text, `="0701234567"`, without that wrapping.
pub(super) fn unwrapped(cell: &str) -> &str {
    let cell = cell.trim();
    let inner = cell.strip_prefix("=\"").and_then(|c| c.strip_suffix('"'));
    inner.unwrap_or(cell)
}

/// A cell that is read as something else than text, with plain hyphens, and without the apostrophe of `'2026-01-05` that
/// makes a text of a number.
pub(super) fn as_typed(cell: &str) -> Cow<'_, str> {
    let cell = cell.trim_start_matches('\'');
    if cell.chars().any(|c| c != '-' && is_hyphen(c)) {
        cell.replace(is_hyphen, "-").into()
    } else {
        cell.into()
    }
}

/// A first day without the words before it, and a last one.
pub(super) fn without_from(cell: &str) -> &str {
    without(cell, FROM)
}

pub(super) fn without_to(cell: &str) -> &str {
    without(cell, TO)
}

fn without<'a>(cell: &'a str, words: &[&str]) -> &'a str {
    let rest = words.iter().find_map(|word| {
        let (before, rest) = cell.split_at_checked(word.len())?;
        let is_ended = word.ends_with('.') || rest.starts_with(' ');
        (is_ended && before.to_lowercase() == *word).then(|| rest.trim_start())
    });
    rest.unwrap_or(cell)
}

/// Whether a last day stands for none, in digits with or without signs and a time between them.
fn is_no_day(cell: &str) -> bool {
    let day = cell.strip_suffix(" 00:00:00").unwrap_or(cell);
    let is_sign = |c: char| matches!(c, '-' | '/' | '.');
    let digits = day.replace(is_sign, "");
    NO_DAY_IN_DIGITS.contains(&digits.as_str()) || NO_DAY.contains(&day)
}

/// What a spreadsheet shows where it cannot show the value.
pub(super) fn fault(cell: &str) -> Option<Reason> {
    let sign = cell.strip_prefix('#');
    let inside = sign.unwrap_or_default().trim_end_matches(['!', '?']);
    let is_word = !inside.is_empty()
        && inside
            .chars()
            .all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '_'))
        && inside.contains(char::is_uppercase);
    let is_ended = sign.is_some_and(|sign| sign.len() > inside.len());
    let of_calc = ["Err:", "Fel:"]
        .iter()
        .find_map(|word| cell.strip_prefix(word));
    if cell.len() > 2 && cell.chars().all(|c| c == '#') {
        Some(Reason::TooNarrow)
    } else if is_word && (is_ended || matches!(inside, "N/A" | "SAKNAS" | "I/T")) {
        Some(Reason::ErrorCell)
    } else {
        of_calc
            .filter(|number| number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit()))
            .map(|_| Reason::ErrorCell)
    }
}

/// Whether a cell says that there is nothing in its column. What may be a value there is none of it: a name that is no
/// name is refused, and a start that is not told has to be.
pub(super) fn says_nothing(column: Column, cell: &str) -> bool {
    // The apostrophe that makes a text of a cell says nothing either.
    let cell = cell.trim_start_matches('\'');
    match column {
        Column::Name | Column::Start => false,
        Column::Of(field) => field.says_nothing(cell),
        Column::End => {
            let word = as_word(cell);
            is_nothing_known(cell) || OPEN.contains(&word.as_str()) || is_no_day(&word)
        }
        // A lone hyphen says that the place is the group as a whole.
        Column::Arena => cell != "-" && is_nothing_known(cell),
        Column::Day(_) => days::is_free(cell) || (is_nothing(cell) && !is_signs(cell)),
        Column::Group
        | Column::HoursADay
        | Column::HoursAWeek
        | Column::Hours
        | Column::Weekdays => is_nothing_known(cell),
    }
}
