//! Those who are placed in the municipality's other units, each under the unit that receives them.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::{counted, days_left};
use super::people;
use super::rows::person::PersonRow;
use super::{Cell, Column, List, Telling, columns};
use crate::domain::facts::participant::{ArenaId, Group, Participant, PersonId};
use crate::domain::order::{list_key, sort_key};
use crate::domain::plain::shown;
use crate::domain::reckon::threshold::Clock;
use crate::text::Text;
use crate::text::meaning::Role;
use crate::{say, text};

/// The units with somebody in them today, in Swedish order.
#[derive(Debug)]
pub struct OtherUnits {
    units: Vec<(ArenaId, Vec<PersonId>)>,
}

impl OtherUnits {
    /// That there is nobody.
    pub const NOBODY: Text = text!(
        "Ingen är placerad i någon annan enhet i dag.",
        "Nobody is placed in another unit today."
    );

    pub fn of(of: &Telling) -> OtherUnits {
        let placed = of.register.at_ami(of.today).filter_map(|person| {
            let unit = of.register.arena_of(person, of.today)?;
            (unit.group == Group::OtherUnit).then_some((unit, person))
        });
        let mut placed: Vec<_> = placed.collect();
        placed.sort_by_cached_key(|(unit, person)| {
            let name = list_key(person, of.lang);
            (sort_key(&unit.name), unit.id, name, person.id)
        });
        let units = placed.chunk_by(|(a, _), (b, _)| a.id == b.id);
        let units = units.map(|unit| {
            let people = unit.iter().map(|(_, person)| person.id);
            (unit[0].0.id, people.collect())
        });
        OtherUnits {
            units: units.collect(),
        }
    }

    fn people<'a>(&self, of: &Telling<'a>) -> impl Iterator<Item = &'a Participant> {
        let register = of.register;
        let people = self.units.iter().flat_map(|(_, people)| people);
        people.filter_map(|who| register.people.get(who))
    }
}

/// The day that a person came to the unit they are in today.
fn since(person: &Participant, of: &Telling) -> Option<NaiveDate> {
    let placement = person.stay(of.today)?.placement(of.today)?;
    Some(placement.from)
}

impl List for OtherUnits {
    type Row = PersonId;
    type Key = PersonId;

    fn title(&self, of: &Telling) -> String {
        Group::OtherUnit.heading().get(of.lang).to_owned()
    }

    /// How many there are, and how many of them are near or over.
    fn counts(&self, of: &Telling) -> Vec<String> {
        let clocks = self.people(of);
        let clocks = clocks.filter_map(|person| of.register.standing(person, of.today));
        let clocks: Vec<Clock> = clocks.map(|standing| standing.clock).collect();
        let flagged = [Clock::Near, Clock::Reached].into_iter();
        let flagged = flagged.filter_map(|clock| {
            let n = clocks.iter().filter(|other| **other == clock).count();
            (n > 0).then(|| counted(clock, n, of.lang))
        });
        let all = Some(self.people(of).count()).filter(|n| *n > 0);
        let all = all.map(|n| people::counted(n, of.lang));
        all.into_iter().chain(flagged).collect()
    }

    fn group_name(&self) -> Option<Text> {
        Some(text!("enhet", "unit"))
    }

    fn groups(&self) -> Vec<&[PersonId]> {
        self.units.iter().map(|(_, people)| &people[..]).collect()
    }

    fn heading(&self, group: usize, of: &Telling) -> Option<String> {
        let (unit, _) = self.units.get(group)?;
        let unit = of.register.arenas.get(unit);
        unit.map(|unit| unit.name.clone())
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        Some(OtherUnits::NOBODY.get(of.lang).to_owned())
    }

    columns! {
        fn cells(self, row: &PersonId, _group, of) {
            let Some(person) = of.register.people.get(row) else {
                return Vec::new();
            };
            let standing = of.register.standing(person, of.today);
            let clock = standing.as_ref().and_then(|standing| standing.clock.sign());
            let left = standing.map_or(Cell::of(""), |standing| {
                Cell::told(days_left(standing.days_left, of.lang), standing.days_left)
            });
            let supervisor = match person.supervisor.as_str() {
                "" => Cell::told("–", ""),
                supervisor => Cell::of(supervisor),
            };
        }
        Column::SIGN => Cell::sign(clock);
        Column::fixed(&[text!("namn", "name")], 10).up_to(40, 3) => Cell::of(person.name(of.lang));
        Column::fixed(&[text!("sedan", "since")], 10).from(42) => Cell::known(since(person, of));
        Column::fixed(&[text!("dagar", "days")], 11).right() => left;
        Column::fixed(&[text!("handledare", "supervisor")], 16).up_to(28, 2).from(64) => supervisor;
    }

    fn key(&self, row: &PersonId) -> PersonId {
        *row
    }

    fn of(&self, row: &PersonId) -> Option<PersonId> {
        Some(*row)
    }

    /// The person's place, supervisor and clock in sentences: what the columns have no room for.
    fn about(&self, row: &PersonId, of: &Telling) -> Vec<(String, Role)> {
        let lang = of.lang;
        let Some(person) = of.register.people.get(row) else {
            return Vec::new();
        };
        let unit = of.register.arena_of(person, of.today);
        let unit = unit.map(|unit| shown(&unit.name).into_owned());
        let (name, unit) = (person.name(lang), unit.unwrap_or_default());
        let since = since(person, of).map_or_else(String::new, |day| day.to_string());
        let mut said = match shown(&person.supervisor) {
            nobody if nobody.is_empty() => say!(lang,
                sv: "{name}: {unit} sedan {since}; ingen handledare är angiven.",
                en: "{name}: {unit} since {since}; no supervisor is given."),
            supervisor => say!(lang,
                sv: "{name}: {unit} sedan {since}, handledare {supervisor}.",
                en: "{name}: {unit} since {since}, supervisor {supervisor}."),
        };
        if let Some(absence) = person.absence(of.today) {
            let state = absence.as_state(lang);
            said.push_str(&say!(lang, sv: " Nu {state}.", en: " Now {state}."));
        }
        if let Some(standing) = of.register.standing(person, of.today) {
            let why = standing.why(&of.register.settings.rule, lang);
            said.push_str(&say!(lang,
                sv: " Tolv månader: {why}.",
                en: " Twelve months: {why}."));
        }
        vec![(said, Role::Plain)]
    }

    fn json(&self, of: &Telling) -> impl Serialize {
        let people = self.people(of);
        let people = people.map(|person| PersonRow::new(person, of));
        people.collect::<Vec<_>>()
    }
}
