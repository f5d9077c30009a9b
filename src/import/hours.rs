//! Hours a day or a week, and weekdays, to a schedule.

use super::{Column, Reason, cells, days, headings::Layout, rows::Row, table::Record};
use crate::domain::reading::{
    ReadingError, parse_listed_weekdays, parse_long_hours, parse_week, refuse_part_of_a_day,
};

const DAY: u32 = 24 * 60;
const WEEK: u32 = 7 * DAY;

/// So many hours are still read as hours a day under a heading that says only hours; more are hours a week.
const LONGEST_DAY: u32 = 12 * 60;

/// And so many are worked in no week: half of full time may be written as 50.
const LONGEST_WEEK: u32 = 48 * 60;

/// The columns that tell hours, each for all days.
pub(super) const COLUMNS: [Column; 3] = [Column::HoursADay, Column::HoursAWeek, Column::Hours];

const MONDAY_TO_FRIDAY: [bool; 7] = [true, true, true, true, true, false, false];

/// What a heading that says only hours means in a list: in most of its rows hours a day (up to 12), or hours a week.
/// A row on the other side is not guessed at but complained of, unless all are on the same side.
pub(super) struct PlainHours {
    a_day: bool,
}

impl PlainHours {
    pub fn of(layout: &Layout, records: &[Record]) -> PlainHours {
        let place = layout.at(Column::Hours);
        let cells = records
            .iter()
            .filter_map(|record| record.cells.get(place?))
            .filter_map(|cell| told(cells::unwrapped(cell)).ok());
        let (mut days, mut weeks) = (0, 0);
        for (minutes, a_day) in cells {
            if a_day.unwrap_or(minutes <= LONGEST_DAY) {
                days += 1;
            } else if minutes <= WEEK {
                weeks += 1;
            }
        }
        PlainHours {
            a_day: days > weeks,
        }
    }
}

/// Words after hours that say what they are of, and whether that is a day.
const PER: &[(&str, bool)] = &[
    ("/dag", true),
    ("/d", true),
    (" per dag", true),
    (" om dagen", true),
    (" a day", true),
    (" per day", true),
    ("/day", true),
    ("/vecka", false),
    ("/v", false),
    ("/v.", false),
    (" per vecka", false),
    (" i veckan", false),
    (" a week", false),
    (" per week", false),
    ("/week", false),
];

/// Minutes, and whether they are a day's or a week's where the cell itself says so.
fn told(cell: &str) -> Result<(u32, Option<bool>), ReadingError> {
    let cell = cell.trim().to_lowercase();
    let per = PER.iter().find(|(per, _)| cell.ends_with(per));
    let number = per.map_or(&*cell, |(per, _)| &cell[..cell.len() - per.len()]);
    Ok((parse_long_hours(number)?, per.map(|(_, a_day)| *a_day)))
}

/// So many minutes a day, and a week, no schedule has less than.
const LEAST_A_DAY: u32 = 60;
const LEAST_A_WEEK: u32 = 3 * 60;

/// The minutes of hours a day.
pub(super) fn of_a_day(cell: &str) -> Result<u32, Reason> {
    let (minutes, said) = told(cell).map_err(Reason::of_reading)?;
    if said == Some(false) {
        return Err(Reason::HoursOfOther);
    }
    refuse_part_of_a_day(cell, minutes, LEAST_A_DAY).map_err(Reason::of_reading)?;
    if minutes <= LONGEST_DAY {
        Ok(minutes)
    } else if minutes <= DAY {
        Err(Reason::MoreThanWorked)
    } else {
        Err(Reason::OverADay)
    }
}

/// What one column tells of the hours.
enum Hours {
    /// The same on each day: minutes, and whether they are a day's.
    Even(u32, bool),
    /// Days with hours of their own.
    Week([u16; 7]),
}

fn cell(row: &mut Row, column: Column, plain: &PlainHours) -> Option<Hours> {
    let under = match column {
        Column::HoursADay => Some(true),
        Column::HoursAWeek => Some(false),
        _ => None,
    };
    row.read(column, |cell| {
        if let Ok(week) = parse_week(cell) {
            return Ok(Hours::Week(week));
        }
        let (minutes, said) = told(cell).map_err(Reason::of_reading)?;
        if under.zip(said).is_some_and(|(under, said)| under != said) {
            return Err(Reason::HoursOfOther);
        }
        let known = under.or(said);
        let a_day = known.unwrap_or(minutes <= LONGEST_DAY);
        let least = if a_day { LEAST_A_DAY } else { LEAST_A_WEEK };
        refuse_part_of_a_day(cell, minutes, least).map_err(Reason::of_reading)?;
        match known {
            None if minutes > 7 * LONGEST_DAY && minutes <= WEEK && plain.a_day => {
                Err(Reason::TooManyHours)
            }
            None if a_day != plain.a_day && minutes <= WEEK => Err(Reason::DayOrWeek),
            _ => Ok(Hours::Even(minutes, a_day)),
        }
    })
}

/// Minutes for each weekday, Monday first; `None` where no hours are told, or where something is complained of.
pub(super) fn schedule(row: &mut Row, plain: &PlainHours) -> Option<[u16; 7]> {
    let weekdays = row.read(Column::Weekdays, |cell| {
        parse_listed_weekdays(cell).map_err(Reason::of_reading)
    });
    let week = row.layout.week;
    let marked = days::marked(row, week);
    let marked_at = marked.and_then(|days| days.iter().position(|works| *works));
    let of_days = days::told(row, week);
    if weekdays
        .zip(marked)
        .is_some_and(|(one, other)| one != other)
        || of_days.is_some_and(|week| weekdays.is_some_and(|days| !fits(week, days)))
    {
        row.complain(Column::Weekdays, Reason::HoursDisagree);
    }
    let weekdays = weekdays.or(marked);
    let days = weekdays.unwrap_or(MONDAY_TO_FRIDAY);
    let count = u32::try_from(days.iter().filter(|d| **d).count()).ok()?;
    let mut told = of_days;
    for column in COLUMNS {
        let week = match cell(row, column, plain) {
            None => continue,
            Some(Hours::Week(week)) => week,
            Some(Hours::Even(minutes, a_day)) if of_days.is_some() => {
                if !is_sum(of_days.unwrap_or_default(), minutes, a_day) {
                    row.complain(column, Reason::HoursDisagree);
                }
                continue;
            }
            Some(Hours::Even(minutes, a_day)) => {
                let Some(minutes) = minutes_a_day(row, column, minutes, a_day, count) else {
                    continue;
                };
                let minutes = u16::try_from(minutes).ok()?;
                days.map(|works| if works { minutes } else { 0 })
            }
        };
        let as_told = weekdays.unwrap_or_else(|| week.map(|minutes| minutes > 0));
        // An hour a week that does not come out even is rounded to the minute.
        let is_near = |other: [u16; 7]| (0..7).all(|day| other[day].abs_diff(week[day]) <= 1);
        if told.is_some_and(|told| !is_near(told)) || !fits(week, as_told) {
            row.complain(column, Reason::HoursDisagree);
        }
        told.get_or_insert(week);
    }
    if weekdays.is_some() && told.is_none() && row.is_good() {
        let column = marked_at.map_or(Column::Weekdays, Column::Day);
        row.complain(column, Reason::WeekdaysWithoutHours);
    }
    told
}

/// Whether a week whose days have hours of their own has so many each day, or in all, but for what is rounded.
fn is_sum(week: [u16; 7], minutes: u32, a_day: bool) -> bool {
    let mut days = week.iter().map(|day| u32::from(*day));
    match a_day {
        true => days.all(|day| day == 0 || day.abs_diff(minutes) <= 1),
        false => days.sum::<u32>().abs_diff(minutes) <= 7,
    }
}

/// Whether a week has its hours on some days.
fn fits(week: [u16; 7], days: [bool; 7]) -> bool {
    week == [0; 7] || week.map(|minutes| minutes > 0) == days
}

fn minutes_a_day(
    row: &mut Row,
    column: Column,
    minutes: u32,
    a_day: bool,
    count: u32,
) -> Option<u32> {
    if !a_day && minutes > WEEK {
        row.complain(column, Reason::OverAWeek);
        return None;
    }
    let of_column = minutes;
    let minutes = if a_day {
        minutes
    } else {
        (minutes + count / 2).checked_div(count)?
    };
    if minutes > DAY {
        row.complain(column, Reason::OverADay);
        return None;
    }
    if minutes > LONGEST_DAY || !a_day && of_column > LONGEST_WEEK {
        row.complain(column, Reason::MoreThanWorked);
        return None;
    }
    Some(minutes)
}
