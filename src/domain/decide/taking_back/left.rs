//! What of a list stays as it is when the rest is taken back, and why.

use std::collections::BTreeSet;

use super::Taking;
use super::fact::{Fact, Whose};
use crate::domain::decide::refusal::{At, Refusal, Somebody};
use crate::domain::facts::participant::PersonId;
use crate::sentences;

sentences! {
    /// What of a list stays as it is.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Left {
        /// One fact of a person that has been changed since; what else the list did to them goes back.
        Fact { who: PersonId, fact: Fact, name: String, by: Option<String>, at: Option<String> }:
            "{by} har ändrat {fact} för {name} sedan dess{at}, så det lämnas som det är."
            / "{by} has changed {fact} of {name} since{at}, so that is left as it is.",
            by = Somebody(&by),
            at = At(&at);
        /// All that the list did to a person, or an arena that it brought.
        Whole { whose: Whose, why: Refusal }: "{why}" / "{why}";
    }
}

impl Left {
    /// Whom it is about.
    fn whose(&self) -> Whose {
        match self {
            Left::Fact { who, .. } => Some(*who),
            Left::Whole { whose, .. } => *whose,
        }
    }

    /// How many people they are about.
    pub fn people(left: &[Left]) -> usize {
        let people: BTreeSet<PersonId> = left.iter().filter_map(Left::whose).collect();
        people.len()
    }

    /// The same where nothing at all can be taken back.
    pub(super) fn refusal(self) -> Refusal {
        match self {
            Left::Fact {
                who: _,
                fact,
                name,
                by,
                at,
            } => Refusal::ChangedSince { fact, name, by, at },
            Left::Whole { whose: _, why } => why,
        }
    }
}

impl Taking<'_> {
    /// Leaves one fact of somebody as it is.
    pub(super) fn leave_fact(&mut self, who: PersonId, fact: &Fact) {
        if let Refusal::ChangedSince { fact, name, by, at } =
            self.changed_since(fact.clone(), Some(who))
        {
            self.left.push(Left::Fact {
                who,
                fact,
                name,
                by,
                at,
            });
        }
    }
}
