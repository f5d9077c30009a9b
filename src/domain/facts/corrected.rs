//! A stay whose first day was corrected: the same one, by another day.

use chrono::NaiveDate;

use crate::domain::facts::participant::Participant;

/// The stay whose first day a change of a person corrected, and that day before: it is the same stay.
pub fn corrected_start(was: &Participant, became: &Participant) -> Option<(NaiveDate, NaiveDate)> {
    let only_in = |one: &Participant, other: &Participant| {
        let is_there = |start| other.stays.iter().any(|stay| stay.start == start);
        let mut alone = one.stays.iter().map(|stay| stay.start);
        let first = alone.find(|start| !is_there(*start))?;
        alone.all(is_there).then_some(first)
    };
    Some((only_in(was, became)?, only_in(became, was)?))
}
