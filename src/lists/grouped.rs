//! People by group, in Swedish order: what several lists are made of.

use super::Telling;
use crate::domain::facts::participant::{Group, Participant, PersonId};
use crate::domain::order::list_key;
use crate::text;
use crate::text::{Lang, Text};

/// The groups with somebody in them; a person without one is in a group of their own kind.
#[derive(Debug)]
pub struct Grouped(Vec<(Option<Group>, Vec<PersonId>)>);

/// What the column of groups is called in a file.
pub const GROUP: Text = text!("grupp", "group");

impl Grouped {
    /// People, each with their group.
    pub fn of<'a>(
        people: impl Iterator<Item = (Option<Group>, &'a Participant)>,
        of: &Telling,
    ) -> Grouped {
        let mut people: Vec<_> = people.collect();
        people.sort_by_cached_key(|(group, person)| (*group, list_key(person, of.lang), person.id));
        let groups = people.chunk_by(|(a, _), (b, _)| a == b);
        let groups = groups.map(|people| {
            let ids = people.iter().map(|(_, person)| person.id);
            (people[0].0, ids.collect())
        });
        Grouped(groups.collect())
    }

    /// The people of each group; one group of nobody where nobody is.
    pub fn rows(&self) -> Vec<&[PersonId]> {
        match self.0.is_empty() {
            true => vec![&[]],
            false => self.0.iter().map(|(_, people)| &people[..]).collect(),
        }
    }

    /// What stands above a group; `None` where there is no such group.
    pub fn heading(&self, group: usize, lang: Lang) -> Option<&'static str> {
        let (group, _) = self.0.get(group)?;
        Some(group.map_or("?", |group| group.heading().get(lang)))
    }

    /// Everybody with their group, in order.
    pub fn people(&self) -> impl Iterator<Item = (Option<Group>, PersonId)> {
        let groups = self.0.iter();
        groups.flat_map(|(group, people)| people.iter().map(|who| (*group, *who)))
    }
}
