//! People with their twelve-month clock: by group, or those that a search found.

use serde::Serialize;

use super::grouped::{GROUP, Grouped};
use super::rows::person::PersonRow;
use super::whereabouts::Time;
use super::{Cell, Column, List, Telling, columns};
use crate::domain::facts::participant::{Group, Participant, PersonId};
use crate::domain::search::FoundBy;
use crate::text::{Lang, Text};
use crate::{say, text};

/// People by group, or in the order in which a search found them.
#[derive(Debug)]
pub enum People {
    Listed {
        people: Grouped,
        /// Whether one group alone was asked for.
        of_one_group: bool,
    },
    Found {
        people: Vec<PersonId>,
        /// The numbers that found some of them.
        by: Vec<(PersonId, FoundBy)>,
    },
}

impl People {
    /// People at AMI today, or those of the past and to come too; of one group, where it is given.
    pub fn listed(group: Option<Group>, with_all: bool, of: &Telling) -> People {
        let people = of.register.shown();
        let people = people.filter(|person| with_all || person.stay(of.today).is_some());
        let people = people.map(|person| (group_of(person, of), person));
        let listed = people.filter(|(of_person, _)| group.is_none() || *of_person == group);
        People::Listed {
            people: Grouped::of(listed, of),
            of_one_group: group.is_some(),
        }
    }
}

impl People {
    fn found_by(&self) -> &[(PersonId, FoundBy)] {
        match self {
            People::Found { by, .. } => by,
            People::Listed { .. } => &[],
        }
    }

    /// The field that somebody was found by, where it is a number.
    fn by(&self, id: PersonId) -> Option<&'static str> {
        let (_, by) = self.found_by().iter().find(|(who, _)| *who == id)?;
        Some(by.slug())
    }
}

/// How many people.
pub fn counted(n: usize, lang: Lang) -> String {
    match n {
        1 => say!(lang, sv: "1 person", en: "1 person"),
        n => say!(lang, sv: "{n} personer", en: "{n} people"),
    }
}

/// The group of the stay that somebody is in, comes to, or was in last.
fn group_of(person: &Participant, of: &Telling) -> Option<Group> {
    let arena = person.stay_ahead(of.today)?.arena(of.today)?;
    of.register.arenas.get(&arena).map(|arena| arena.group)
}

impl List for People {
    type Row = PersonId;
    type Key = PersonId;

    fn title(&self, of: &Telling) -> String {
        say!(of.lang, sv: "Deltagare", en: "Participants")
    }

    fn counts(&self, of: &Telling) -> Vec<String> {
        let people = self.groups().iter().map(|people| people.len()).sum();
        vec![counted(people, of.lang)]
    }

    fn group_name(&self) -> Option<Text> {
        Some(GROUP)
    }

    fn groups(&self) -> Vec<&[PersonId]> {
        match self {
            People::Listed { people, .. } => people.rows(),
            People::Found { people, .. } => vec![people],
        }
    }

    fn heading(&self, group: usize, of: &Telling) -> Option<String> {
        let People::Listed { people, .. } = self else {
            return None;
        };
        let name = people.heading(group, of.lang)?;
        Some(format!("{name} ({})", people.rows()[group].len()))
    }

    fn group_field(&self, row: &PersonId, _group: usize, of: &Telling) -> String {
        let person = of.register.people.get(row);
        let group = person.and_then(|person| group_of(person, of));
        group.map_or(String::new(), |group| {
            group.heading().get(of.lang).to_owned()
        })
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        let none = match self {
            People::Listed {
                of_one_group: true, ..
            } => text!("Ingen är i den gruppen.", "Nobody is in that group."),
            People::Listed { .. } => text!("Ingen är på AMI.", "Nobody is at AMI."),
            People::Found { .. } => {
                text!("Ingen stämmer in på sökningen.", "Nobody fits the search.")
            }
        };
        Some(none.get(of.lang).to_owned())
    }

    fn notes(&self, of: &Telling) -> Vec<String> {
        let found = self.found_by().iter();
        let told = found.map(|(who, by)| {
            let by = by.text(of.lang);
            say!(of.lang, sv: "{who} hittades på {by}.", en: "{who} was found by {by}.")
        });
        told.collect()
    }

    columns! {
        fn cells(self, row: &PersonId, _group, of) {
            let Some(person) = of.register.people.get(row) else {
                return Vec::new();
            };
            let PersonRow {
                id,
                name,
                group: _,
                arena,
                start,
                end,
                threshold_date,
                days_left,
                clock,
                planned: _,
                found_by: _,
            } = PersonRow::new(person, of);
            let state = match clock {
                Some(clock) => Cell::told(clock.told(of.lang), clock.name().get(of.lang)),
                None => Cell::of(Time::of(person, of.today).name().get(of.lang)),
            };
            let left = |days: i64| Cell::told(format!("{days} d"), days);
        }
        Column::NUMBER => Cell::of(id.to_string());
        Column::fixed(&[text!("namn", "name")], 15).up_to(28, 2) => Cell::of(name);
        Column::fixed(&[text!("arena", "arena")], 10).up_to(24, 1) => Cell::of(arena);
        Column::fixed(&[text!("start", "start")], 10) => Cell::known(start);
        Column::fixed(&[text!("slut", "end")], 10) => Cell::known(end);
        Column::fixed(&[text!("tolv mån.", "threshold")], 10) => Cell::known(threshold_date);
        Column::fixed(&[text!("kvar", "left")], 6).right() => days_left.map_or(Cell::of(""), left);
        Column::fixed(&[text!("läge", "state")], 9) => state;
    }

    fn key(&self, row: &PersonId) -> PersonId {
        *row
    }

    fn of(&self, row: &PersonId) -> Option<PersonId> {
        Some(*row)
    }

    fn json(&self, of: &Telling) -> impl Serialize {
        let rows = self.groups().into_iter().flatten();
        let people = rows.filter_map(|who| of.register.people.get(who));
        people
            .map(|person| PersonRow {
                found_by: self.by(person.id),
                ..PersonRow::new(person, of)
            })
            .collect::<Vec<_>>()
    }
}
