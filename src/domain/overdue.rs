//! When the last good backup is too old.

use chrono::NaiveDate;

use super::calendar::day_number;
use super::register::Register;

/// A backup that is overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// The age of the last good one; of the register itself where there has been none.
    pub days: i64,
    pub there_is_one: bool,
}

const MILLISECONDS_A_DAY: i64 = 24 * 60 * 60 * 1000;

/// Whether it is longer since the last good backup than the unit wants; without any, whether the register is older
/// than that.
pub fn overdue(register: &Register, today: NaiveDate) -> Option<Overdue> {
    let limit = i64::from(register.settings.backup_warn_days);
    let since = register.backed_up.map(|backup| backup.at);
    let there_is_one = since.is_some();
    let since = since.or(register.begun)?;
    let days = i64::from(day_number(today)) - since.div_euclid(MILLISECONDS_A_DAY);
    (limit > 0 && days > limit).then_some(Overdue { days, there_is_one })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::Backup;

    #[test]
    fn a_backup_is_overdue_after_so_many_days() {
        let today: NaiveDate = "2026-11-23".parse().expect("a day");
        let ago = |days: i64| (i64::from(day_number(today)) - days) * MILLISECONDS_A_DAY + 1;
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
            // A clock that was set back.
            (1, Some(-3), Some(0), None),
        ];
        for (limit, backed_up, begun, expected) in cases {
            let mut register = Register::default();
            register.settings.backup_warn_days = *limit;
            register.begun = begun.map(ago);
            register.backed_up = backed_up.map(|days| Backup {
                at: ago(days),
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
