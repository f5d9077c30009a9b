//! A person's attendance over a span of days, summed up code by code.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::domain::facts::attendance::{Code, Mark};
use crate::domain::facts::participant::Participant;
use crate::domain::reckon::expected::{Expected, expected_beside};
use crate::domain::register::Register;

/// How much one code stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Days marked with the code.
    pub days: u32,
    /// Part days whose rest the code stands for.
    pub rests: u32,
    /// Minutes of both, as far as they are known.
    pub minutes: u32,
    /// How many of both have no minutes: neither the mark nor a schedule tells them.
    pub untimed: u32,
}

impl Sum {
    fn add(&mut self, minutes: Option<u16>) {
        match minutes {
            Some(minutes) => self.minutes += u32::from(minutes),
            None => self.untimed += 1,
        }
    }
}

/// A span of days summed up. An unmarked day is unknown: it counts neither as present nor as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub codes: BTreeMap<Code, Sum>,
    /// Days on which the person was expected, marked or not.
    pub scheduled: u32,
    /// Those of them without a mark.
    pub unmarked: u32,
    /// Those of them marked as present, at least for part of the day.
    pub present: u32,
}

impl Totals {
    /// Scheduled days of which something is known.
    pub fn known(&self) -> u32 {
        self.scheduled - self.unmarked
    }

    /// Days present in per cent of the scheduled days that are marked, rounded down, so that 100 is all of them.
    /// `None` before any is marked.
    pub fn percent_present(&self) -> Option<u32> {
        (self.present * 100).checked_div(self.known())
    }
}

/// Sums up `history` over `days`. A mark on a day off counts for its code, but not among the scheduled days.
pub fn totals(
    register: &Register,
    person: &Participant,
    history: &BTreeMap<NaiveDate, Mark>,
    days: RangeInclusive<NaiveDate>,
) -> Totals {
    let mut totals = Totals::default();
    let last = *days.end();
    for day in days.start().iter_days().take_while(|day| *day <= last) {
        let mark = history.get(&day);
        let expected = expected_beside(register, person, day, mark);
        if expected.is_work() {
            totals.scheduled += 1;
            totals.unmarked += u32::from(mark.is_none());
            totals.present += u32::from(mark.is_some_and(|mark| mark.code.is_present()));
        }
        if let Some(mark) = mark {
            totals.take(mark, &expected);
        }
    }
    totals
}

impl Totals {
    fn take(&mut self, mark: &Mark, expected: &Expected) {
        let whole = match expected {
            Expected::Work(minutes) => *minutes,
            Expected::Free(_) => None,
        };
        let sum = self.codes.entry(mark.code).or_default();
        sum.days += 1;
        sum.add(mark.minutes.or(whole));
        if let Some(rest) = mark.detail.as_deref().and_then(|detail| detail.rest) {
            let left = whole.zip(mark.minutes);
            let sum = self.codes.entry(rest).or_default();
            sum.rests += 1;
            sum.add(left.map(|(whole, here)| whole.saturating_sub(here)));
        }
    }
}
