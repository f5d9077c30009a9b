//! Hours a day or a week, and weekdays, to a schedule.

use super::{Column, Reason, cells, headings::Layout, rows::Row, table::Record};

const DAY: u32 = 24 * 60;
const WEEK: u32 = 7 * DAY;

/// So many hours are still read as hours a day under a heading that says only hours; more are hours a week.
const LONGEST_DAY: u32 = 12 * 60;

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
            .filter_map(|cell| cells::hours(cell.trim()));
        let (mut days, mut weeks) = (0, 0);
        for minutes in cells {
            if minutes <= LONGEST_DAY {
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

/// Minutes for each weekday, Monday first; `None` where no hours are told, or where something is complained of.
pub(super) fn schedule(row: &mut Row, plain: &PlainHours) -> Option<[u16; 7]> {
    let weekdays = row.read(Column::Weekdays, Reason::NotWeekdays, cells::weekdays);
    let days = weekdays.unwrap_or(MONDAY_TO_FRIDAY);
    let count = u32::try_from(days.iter().filter(|d| **d).count()).ok()?;
    let mut told: Option<u32> = None;
    for column in [Column::HoursADay, Column::HoursAWeek, Column::Hours] {
        let Some(minutes) = row.read(column, Reason::NotHours, cells::hours) else {
            continue;
        };
        let a_day = match column {
            Column::HoursADay => true,
            Column::HoursAWeek => false,
            _ => minutes <= LONGEST_DAY,
        };
        if column == Column::Hours && a_day != plain.a_day && minutes <= WEEK {
            let reason = if minutes > 7 * LONGEST_DAY {
                Reason::TooManyHours
            } else {
                Reason::DayOrWeek
            };
            row.complain(column, reason);
            continue;
        }
        let Some(minutes) = minutes_a_day(row, column, minutes, a_day, count) else {
            continue;
        };
        match told {
            // An hour a week that does not come out even is rounded to the minute.
            Some(before) if before.abs_diff(minutes) > 1 => {
                row.complain(column, Reason::HoursDisagree);
            }
            Some(_) => {}
            None => told = Some(minutes),
        }
    }
    if weekdays.is_some() && told.is_none() && row.is_good() {
        row.complain(Column::Weekdays, Reason::WeekdaysWithoutHours);
    }
    let minutes = u16::try_from(told?).ok()?;
    Some(days.map(|works| if works { minutes } else { 0 }))
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
    let minutes = if a_day {
        minutes
    } else {
        (minutes + count / 2).checked_div(count)?
    };
    if minutes > DAY {
        row.complain(column, Reason::OverADay);
        return None;
    }
    Some(minutes)
}
