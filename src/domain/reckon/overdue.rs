//! When the last good backup is too old.

use chrono::NaiveDate;

use crate::domain::calendar::day_number;
use crate::domain::register::Register;

/// A backup that is overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// The age of the last good one; of the register itself where there has been none. Below 0 where the clock was wrong
    /// when it was made, or is now: then there is no telling.
    pub days: i64,
    pub there_is_one: bool,
}

/// With fewer days than this since the last backup its clock was wrong: its date is later than tomorrow.
const AHEAD: i64 = -1;

/// Whether it is longer since the last good backup than the unit wants; without any, whether the register is older
/// than that.
pub fn overdue(register: &Register, today: NaiveDate) -> Option<Overdue> {
    let limit = i64::from(register.settings.backup_warn_days);
    let since = register.backed_up.map(|backup| backup.at);
    let there_is_one = since.is_some();
    let since = since.or(register.begun)?;
    let days =
        i64::from(day_number(today)) - i64::from(day_number(register.settings.zone.day(since)));
    let is_ahead = there_is_one && days < AHEAD;
    (limit > 0 && (days > limit || is_ahead)).then_some(Overdue { days, there_is_one })
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveTime, TimeDelta, Timelike};

    use super::*;
    use crate::domain::facts::change::Backup;
    use crate::domain::zone::Zone;

    #[test]
    fn a_backup_is_overdue_after_so_many_days() {
        let today: NaiveDate = "2026-11-23".parse().expect("a day");
        // At the very beginning and the very end of a day in the register's zone, which are others than UTC's.
        let ago = |days: i64, time: NaiveTime| {
            let day = today - TimeDelta::days(days);
            let begins = Zone::default().begin(day).expect("a moment");
            begins + i64::from(time.num_seconds_from_midnight()) * 1_000
        };
        let times = ["00:00:01", "23:59:59"].map(|time| time.parse().expect("a time"));
        // The limit, days since the last backup and since the beginning; what is overdue.
        type Case = (u16, Option<i64>, Option<i64>, Option<(i64, bool)>);
        let cases: &[Case] = &[
            (7, Some(7), Some(900), None),
            (7, Some(8), Some(900), Some((8, true))),
            (0, Some(800), Some(900), None),
            (7, None, Some(7), None),
            (7, None, Some(8), Some((8, false))),
            (7, None, None, None),
            (1, Some(0), Some(0), None),
            // A clock that was set right, and one that was wrong or is.
            (1, Some(-1), Some(0), None),
            (1, Some(-2), Some(0), Some((-2, true))),
            (0, Some(-400), Some(0), None),
            (1, None, Some(-400), None),
        ];
        let cases = cases.iter().flat_map(|case| times.map(|time| (case, time)));
        for ((limit, backed_up, begun, expected), time) in cases {
            let mut register = Register::default();
            register.settings.backup_warn_days = *limit;
            register.begun = begun.map(|days| ago(days, time));
            register.backed_up = backed_up.map(|days| Backup {
                at: ago(days, time),
                checkpoint: 1,
            });
            let expected = expected.map(|(days, there_is_one)| Overdue { days, there_is_one });
            assert_eq!(
                overdue(&register, today),
                expected,
                "{limit} {backed_up:?} {begun:?}"
            );
        }
    }
}
