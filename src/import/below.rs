//! Rows among the people and below them that are nobody: sums and feet, the name of a group, the headings once more.

use chrono::Datelike;
use csv::StringRecord;

use super::{
    Column, How,
    headings::{Layout, fold, meaning},
    hours,
    rows::FIRST_YEAR,
    sections::group_of,
    table::Record,
};
use crate::domain::facts::details::Field;
use crate::domain::personnummer::holds_one;
use crate::domain::reading::parse_listed_date;

/// A row that is no person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// The name of a group, for the people below it.
    Group,
    /// A sum, or what a program prints below a list.
    Foot,
    /// Nothing under any of the headings that are read.
    Nothing,
    /// The headings once more.
    Headings,
}

/// What a row below the people begins with that is no sum, as [`fold`] leaves it and without its digits.
const FEET: &[&str] = &[
    "utskriven",
    "utskrivet",
    "utskrift",
    "uppdaterad",
    "uppdaterat",
    "skapad",
    "exporterad",
    "exporterat",
    "hamtad",
    "sida",
    "kalla",
    "printed",
    "page",
    "updated",
    "exported",
    "created",
    "source",
];

/// What a row of sums begins with.
const SUMS: &[&str] = &[
    "summa",
    "delsumma",
    "totalsumma",
    "slutsumma",
    "totalt",
    "total",
    "tot",
    "subtotal",
    "sammanlagt",
    "antal",
    "sum",
    "count",
    "medel",
    "medelvarde",
    "genomsnitt",
    "snitt",
    "average",
    "mean",
];

/// What is summed or counted.
const SUMMED: &[&str] = &[
    "antal",
    "alla",
    "all",
    "deltagare",
    "participants",
    "personer",
    "people",
    "pers",
    "st",
    "rader",
    "rows",
    "timmar",
    "tim",
    "hours",
    "dagar",
    "days",
    "per",
    "i",
    "om",
    "of",
    "vecka",
    "veckan",
    "week",
    "dag",
    "dagen",
    "day",
    "grupp",
    "gruppen",
    "group",
    "inne",
    "ute",
    "innegruppen",
    "utegruppen",
];

/// Takes the rows that are nobody out of a list, with their lines: what the columns hold is seen in the others.
pub(super) fn taken_out(
    records: &mut Vec<Record>,
    layout: &Layout,
    headings: &StringRecord,
    how: &How,
) -> Vec<(u64, Below)> {
    let mut below = Vec::new();
    records.retain(|record| {
        let kind = kind(layout, headings, record, how);
        below.extend(kind.map(|kind| (record.line, kind)));
        kind.is_none()
    });
    below
}

/// Whether nothing stands under any of the headings that are read.
pub(super) fn is_nothing(layout: &Layout, record: &Record) -> bool {
    let mut places = record.cells.iter().zip(0..);
    places.all(|(cell, place)| {
        cell.trim().is_empty() || place < layout.width() && layout.column(place).is_none()
    })
}

/// What a row is that is no person: it has no start, and is a sum or a foot; or it is the name of a group, or the headings
/// again, as at the top of each page.
fn kind(layout: &Layout, headings: &StringRecord, record: &Record, how: &How) -> Option<Below> {
    if is_nothing(layout, record) {
        return Some(Below::Nothing);
    }
    if group_of(record).is_some() {
        return Some(Below::Group);
    }
    let place = layout.at(Column::Start)?;
    let start = cell(record, place);
    if start == headings[place].trim() && meaning(start).is_some() {
        let mut cells = headings.iter().enumerate();
        return cells
            .all(|(place, heading)| heading.trim() == cell(record, place))
            .then_some(Below::Headings);
    }
    let is_foot = is_sum_row(layout, record, how)
        || begins_as_foot(layout, record, start)
        || is_numbers_alone(layout, record, start);
    is_foot.then_some(Below::Foot)
}

fn cell(record: &Record, place: usize) -> &str {
    record.cells.get(place).unwrap_or_default().trim()
}

/// The cells of a row that are not blank, each with what its column means.
fn filled<'a>(
    layout: &'a Layout,
    record: &'a Record,
) -> impl Iterator<Item = (Option<Column>, &'a str)> {
    let cells = record.cells.iter().map(str::trim).enumerate();
    let filled = cells.filter(|(_, cell)| !cell.is_empty());
    filled.map(|(place, cell)| (layout.column(place), cell))
}

/// Whether a text says that a row is a sum and nothing else: `Summa`, `Totalt antal timmar:`.
pub(super) fn is_sum(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic()).map(fold);
    let mut words = words.by_ref().filter(|word| !word.is_empty());
    words.next().is_some_and(|word| SUMS.contains(&&*word))
        && words.all(|word| SUMS.contains(&&*word) || SUMMED.contains(&&*word))
}

/// Whether a row says that it is a sum, and has neither a name, nor a personnummer, nor the start of a stay: what stands
/// there is a sum of days or how many they are.
fn is_sum_row(layout: &Layout, record: &Record, how: &How) -> bool {
    let may_be_somebody = |(column, cell): (Option<Column>, &str)| match column {
        Some(Column::Start) => {
            let day = parse_listed_date(cell, how.today, how.zone);
            day.is_ok_and(|day| day.year() >= FIRST_YEAR)
        }
        Some(Column::Of(Field::Personnummer)) => holds_one(cell),
        Some(column) if column.is_name() => !is_sum(cell) && !is_number(cell),
        _ => false,
    };
    let is_note = |column| column == Some(Column::Of(Field::Note));
    let mut cells = filled(layout, record);
    cells.any(|(column, cell)| !is_note(column) && is_sum(cell))
        && !filled(layout, record).any(may_be_somebody)
}

/// Whether a row without group and start begins as sums and feet do: `Antal: 23`, `Totalt Köket`, `Sida 1 av 2`.
fn begins_as_foot(layout: &Layout, record: &Record, start: &str) -> bool {
    let group = layout.at(Column::Group);
    let has_group = group.is_some_and(|place| !cell(record, place).is_empty());
    let Some((_, first)) = filled(layout, record).next().filter(|_| !has_group) else {
        return false;
    };
    let told = first
        .split(|c: char| c == ':' || c.is_numeric() || c == '=')
        .next()
        .unwrap_or_default();
    let word = fold(told.split_whitespace().next().unwrap_or_default());
    let is_sum = SUMS.contains(&&*word);
    match start.is_empty() {
        true => is_sum || FEET.contains(&&*fold(told)),
        false => is_sum && is_count(start),
    }
}

/// Whether a row holds numbers alone, of hours or of people: it names nobody.
fn is_numbers_alone(layout: &Layout, record: &Record, start: &str) -> bool {
    let is_summed = |column| match column {
        Column::Day(_) | Column::Start | Column::Group | Column::Arena => true,
        column => hours::COLUMNS.contains(&column),
    };
    let mut cells = filled(layout, record).filter_map(|(column, cell)| Some((column?, cell)));
    (start.is_empty() || is_count(start))
        && cells.all(|(column, cell)| is_summed(column) && is_number(cell))
}

/// How many people there are.
fn is_count(cell: &str) -> bool {
    cell.len() <= 3 && cell.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(cell: &str) -> bool {
    let is_sign = |c| matches!(c, ',' | '.' | ':' | ' ' | '\u{a0}');
    cell.contains(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || is_sign(c))
}
