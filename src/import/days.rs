//! Columns of weekdays, *Mån* to *Sön*: a mark on each day that somebody comes, or the hours of each.

use csv::StringRecord;

use super::{Column, Reason, headings::Layout, hours, rows::Row, table::Record};
use crate::domain::reading::{is_hyphen, parse_span, weekday_in};
use crate::text::Lang;

/// So many headings that are weekdays of one language are a week: *To* and *From* are none.
const FEWEST: usize = 3;

/// A week written with a letter for each day.
const LETTERS: [&[&str]; 2] = [
    &["m", "t", "o", "t", "f", "l", "s"],
    &["m", "t", "w", "t", "f", "s", "s"],
];

/// What is written on a day that somebody comes.
const MARKS: &[&str] = &["x", "✓", "✔", "☑", "●", "•", "ja", "yes", "true", "sant"];
/// And on one that nobody does.
const FREE: &[&str] = &[
    "nej", "no", "ledig", "ledigt", "fri", "off", "free", "false", "falskt",
];

/// Between two times that lie further apart there is a break, of which the cell says nothing.
const LONGEST_SPAN: u16 = 5 * 60;

/// What the columns of weekdays hold in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Week {
    Marks,
    Hours,
    /// Marks in some rows and hours in others.
    Both,
}

/// The weekday of each heading, Monday 0; none of any where too few are weekdays.
pub(super) fn weekdays(headings: &StringRecord) -> Vec<Option<usize>> {
    let of = |lang| -> Vec<Option<usize>> { headings.iter().map(|h| weekday(h, lang)).collect() };
    let is_week = |days: &Vec<Option<usize>>| {
        (0..7).filter(|day| days.contains(&Some(*day))).count() >= FEWEST
    };
    let named = [Lang::Sv, Lang::En].map(of).into_iter().find(is_week);
    named.unwrap_or_else(|| by_letters(headings))
}

/// `Mån`, `Mån (tim)`, `Timmar måndag`; a heading with a number is a date.
fn weekday(heading: &str, lang: Lang) -> Option<usize> {
    if heading.contains(char::is_numeric) {
        return None;
    }
    let words = heading.split(|c: char| !c.is_alphabetic());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut days = words.iter().filter_map(|word| weekday_in(word, lang));
    let day = days.next()?;
    (days.next().is_none() && words.len() <= 2).then_some(day)
}

fn by_letters(headings: &StringRecord) -> Vec<Option<usize>> {
    let small: Vec<String> = headings.iter().map(|h| h.trim().to_lowercase()).collect();
    let mut days = vec![None; small.len()];
    for letters in LETTERS {
        for length in [7, 5] {
            let found = small.windows(length).position(|w| w == &letters[..length]);
            if let Some(first) = found {
                (0..length).for_each(|day| days[first + day] = Some(day));
                return days;
            }
        }
    }
    days
}

/// What the columns of weekdays hold; `None` where there are none, or where most cells are neither a mark nor hours.
pub(super) fn week(layout: &Layout, records: &[Record]) -> Option<Week> {
    let places: Vec<usize> = (0..7)
        .filter_map(|day| layout.at(Column::Day(day)))
        .collect();
    let (mut marks, mut hours, mut ones, mut others) = (0, 0, 0, 0);
    for record in records {
        for place in &places {
            let cell = record.cells.get(*place).unwrap_or_default().trim();
            match cell {
                _ if cell.is_empty() || is_free(cell) => {}
                // A mark, or an hour.
                "1" => ones += 1,
                _ if is_mark(cell) => marks += 1,
                _ if minutes(cell).is_ok() => hours += 1,
                _ => others += 1,
            }
        }
    }
    let has_hours = hours::COLUMNS.iter().any(|c| layout.at(*c).is_some());
    match (marks, hours, ones) {
        _ if marks + hours + ones <= others => None,
        (0, 1.., _) => Some(Week::Hours),
        (1.., 1.., _) => Some(Week::Both),
        // Days without any hours make no schedule.
        _ => (others == 0 && has_hours).then_some(Week::Marks),
    }
}

/// What the columns of weekdays hold in a row: where a list has both, marks in a row without hours.
fn of_row(row: &Row, week: Option<Week>) -> Option<Week> {
    let places = (0..7).filter_map(|day| row.layout.at(Column::Day(day)));
    let cells: Vec<&str> = places.map(|place| row.cell(place).trim()).collect();
    let is_marked = cells
        .iter()
        .all(|cell| cell.is_empty() || is_free(cell) || is_mark(cell));
    Some(match week? {
        Week::Both if is_marked => Week::Marks,
        Week::Both => Week::Hours,
        week => week,
    })
}

/// Whether a cell says that nobody comes on that day.
pub(super) fn is_free(cell: &str) -> bool {
    cell == "0" || cell.chars().all(is_hyphen) || FREE.contains(&cell.to_lowercase().as_str())
}

fn is_mark(cell: &str) -> bool {
    cell == "1" || MARKS.contains(&cell.to_lowercase().as_str())
}

/// The minutes of a day: hours, or the time between two.
fn minutes(cell: &str) -> Result<u32, Reason> {
    match parse_span(cell) {
        Ok((from, to)) if to - from <= LONGEST_SPAN => Ok((to - from).into()),
        Ok(_) => Err(Reason::ClockTimes),
        Err(_) => hours::of_a_day(cell),
    }
}

/// The days that are marked in a row; `None` where none is, or none can be.
pub(super) fn marked(row: &mut Row, week: Option<Week>) -> Option<[bool; 7]> {
    let of = |row: &mut Row, day| {
        let mark = |cell: &str| is_mark(cell).then_some(()).ok_or(Reason::NotWeekdays);
        row.read(Column::Day(day), mark).is_some()
    };
    let days =
        (of_row(row, week) == Some(Week::Marks)).then(|| std::array::from_fn(|day| of(row, day)));
    days.filter(|days: &[bool; 7]| days.contains(&true))
}

/// The minutes of each day of a row; `None` where none has any, or none can have.
pub(super) fn told(row: &mut Row, week: Option<Week>) -> Option<[u16; 7]> {
    let of = |row: &mut Row, day| {
        let minutes = row.read(Column::Day(day), minutes);
        minutes.and_then(|minutes| u16::try_from(minutes).ok())
    };
    let days = (of_row(row, week) == Some(Week::Hours))
        .then(|| std::array::from_fn(|day| of(row, day).unwrap_or_default()));
    days.filter(|days| *days != [0; 7])
}
