//! A row of a list about somebody who is said to be the same, with another first day: the same stay, corrected.

use chrono::Datelike;

use super::Enrolment;
use super::known::overlaps;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::stays::{check_order, refuse_marks_outside, shift_start};
use crate::domain::facts::decided::Fact;
use crate::domain::facts::participant::{Draft, Participant, Whom};

/// The stay that the row is about where the person is said to be the same: the one with which it has days in common.
pub fn meant(person: &Participant, draft: &Draft) -> Option<usize> {
    let stays = person.stays.iter().enumerate();
    let mut common = stays.filter(|(_, stay)| overlaps(stay, draft));
    match (draft.whom, common.next(), common.next()) {
        (Whom::Same(_), Some((index, _)), None) => Some(index),
        _ => None,
    }
}

impl Enrolment<'_> {
    /// Corrects the first day of the stay that is meant. It stays where somebody decided it, or marked days before it.
    pub(super) fn correct_start(
        &mut self,
        before: &Participant,
        person: &mut Participant,
        index: usize,
        draft: &Draft,
    ) -> Result<(), Refusal> {
        let mut corrected = person.clone();
        let stay = &mut corrected.stays[index];
        let start = std::mem::replace(&mut stay.start, draft.start);
        if !(1990..=2100).contains(&draft.start.year()) {
            return Err(Refusal::StartOutOfRange { start: draft.start });
        }
        check_order(draft.start, draft.end.or(stay.last_day()))?;
        shift_start(stay, start);
        let facts = self.facts;
        let is_marked = |facts| refuse_marks_outside(facts, before, &corrected).is_err();
        if !self.stands(before.id, Fact::Stay(start), facts.is_some_and(is_marked)) {
            *person = corrected;
        }
        Ok(())
    }
}
