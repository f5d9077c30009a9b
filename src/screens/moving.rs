//! Where the actions that move the marker take it in a list.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use crate::action::Action;

/// The row that an action leads to from row `from` among `rows`, when `page` of them are in view. The ends of the
/// list stop it; `None` for an action that does not move up or down.
pub fn moved(action: Action, from: usize, rows: usize, page: usize) -> Option<usize> {
    let page = page.saturating_sub(1).max(1);
    let to = match action {
        Action::Up => from.saturating_sub(1),
        Action::Down => from + 1,
        Action::PageUp => from.saturating_sub(page),
        Action::PageDown => from + page,
        Action::First => 0,
        Action::Last => rows,
        _ => return None,
    };
    Some(to.min(rows.saturating_sub(1)))
}

/// The day that an action leads to from another; the same one where the calendar ends. `None` for an action that leads
/// to no day by itself.
pub fn day_moved(action: Action, from: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let to = match action {
        Action::PreviousDay => from.checked_sub_days(Days::new(1)),
        Action::NextDay => from.checked_add_days(Days::new(1)),
        Action::PreviousWeek => from.checked_sub_days(Days::new(7)),
        Action::NextWeek => from.checked_add_days(Days::new(7)),
        Action::Today => Some(today),
        _ => return None,
    };
    Some(to.unwrap_or(from))
}

/// The year that an action leads to from another; the same one where there is no more. `None` for an action that turns
/// no year.
pub fn year_moved(action: Action, from: i32, years: RangeInclusive<i32>) -> Option<i32> {
    let to = match action {
        Action::Left => from - 1,
        Action::Right => from + 1,
        _ => return None,
    };
    Some(if years.contains(&to) { to } else { from })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_stop_the_marker() {
        let cases = [
            (Action::Up, 0, 5, 3, Some(0)),
            (Action::Down, 4, 5, 3, Some(4)),
            (Action::PageDown, 0, 9, 3, Some(2)),
            (Action::PageDown, 0, 9, 0, Some(1)),
            (Action::PageUp, 8, 9, 3, Some(6)),
            (Action::First, 8, 9, 3, Some(0)),
            (Action::Last, 0, 9, 3, Some(8)),
            (Action::Down, 0, 0, 3, Some(0)),
            (Action::Last, 0, 0, 3, Some(0)),
            (Action::Left, 3, 9, 3, None),
        ];
        for (action, from, rows, page, to) in cases {
            assert_eq!(moved(action, from, rows, page), to, "{action:?} {from}");
        }
    }
}
