//! Somebody set back as they were, fact by fact.

use std::collections::BTreeSet;

use super::Taking;
use super::apart::{self, Pieces};
use super::fact::Fact;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::corrected::corrected_start;
use crate::domain::facts::participant::{Participant, PersonId};

impl Taking<'_> {
    pub(super) fn person(
        &mut self,
        change: &Change,
        was: Option<&Participant>,
        became: Option<&Participant>,
    ) -> Result<Option<Change>, Refusal> {
        let Some(id) = change.who() else {
            return Ok(None);
        };
        let now = self.register.people.get(&id);
        if now.is_none() && became.is_some() {
            return Err(Refusal::NoSuchPerson);
        }
        let corrected = was.zip(became);
        let corrected = corrected.and_then(|(was, became)| corrected_start(was, became));
        let apart_of = |person: Option<&Participant>, corrected| {
            let pieces = person.map(|person| apart::person(person, corrected));
            pieces.unwrap_or_default()
        };
        let pieces = [apart_of(was, corrected), apart_of(became, None)];
        let as_now = apart_of(now, None);
        let back = match self.is_list && was.is_some() && became.is_some() {
            true => self.but_for_left(id, &pieces, &as_now),
            false => self.set_back(&pieces, &as_now, Some(id))?,
        };
        let back = apart::put_together(id, back);
        let mut back = back.map_err(|fact| self.changed_since(fact, Some(id)))?;
        if let Some(back) = &mut back {
            leave_out_repeated(back, now);
        }
        match (&back, now) {
            (Some(back), now) => self.checks.person(self.facts, now, back)?,
            (None, Some(now)) => self.checks.nobody_needs(self.facts, now)?,
            (None, None) => {}
        }
        Ok((back.as_ref() != now).then(|| Change::Person {
            before: now.cloned().map(Box::new),
            after: back.map(Box::new),
        }))
    }

    /// The facts of somebody whom a list changed, as they were; those that have been changed since are left.
    fn but_for_left(&mut self, id: PersonId, pieces: &[Pieces; 2], now: &Pieces) -> Pieces {
        let since = apart::changed(pieces, now).filter(|(_, is_since)| *is_since);
        let since: BTreeSet<Fact> = since.map(|(fact, _)| fact.clone()).collect();
        for fact in &since {
            self.leave_fact(id, fact);
        }
        apart::set_back(pieces, now, &apart::left_with(&since, pieces))
    }
}

/// Leaves out a move to where the person then already is, and hours that are as before: a colleague's from a later day
/// may come to repeat what is set back.
fn leave_out_repeated(back: &mut Participant, now: Option<&Participant>) {
    for stay in &mut back.stays {
        let mut now = now.into_iter().flat_map(|now| &now.stays);
        let is_now =
            now.any(|one| (&one.placements, &one.schedules) == (&stay.placements, &stay.schedules));
        if !is_now {
            stay.placements
                .dedup_by(|next, kept| next.arena == kept.arena);
            stay.schedules
                .dedup_by(|next, kept| next.minutes == kept.minutes);
        }
    }
}
