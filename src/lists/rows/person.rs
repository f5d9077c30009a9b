//! A person as a row.

use chrono::NaiveDate;
use serde::Serialize;

use super::onward;
use crate::domain::facts::participant::{Group, Participant, PersonId, Stay};
use crate::domain::reckon::threshold::Clock;
use crate::lists::Telling;
use crate::text::Lang;

/// A person in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PersonRow {
    pub id: PersonId,
    /// Masked where the identity is protected.
    pub name: String,
    pub group: Option<Group>,
    /// Empty for the group as a whole.
    pub arena: String,
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    pub threshold_date: Option<NaiveDate>,
    pub days_left: Option<i64>,
    pub clock: Option<Clock>,
    /// Whether there is a plan onward.
    pub planned: Option<bool>,
    /// The field whose number a search found the person by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_by: Option<&'static str>,
}

impl PersonRow {
    /// The person as they stand today. Who is not at AMI has no clock and no plan; start, end and place are then of the
    /// stay to come, or of the latest.
    pub fn new(person: &Participant, of: &Telling) -> PersonRow {
        PersonRow::of(person, person.stay_ahead(of.today), of.today, of)
    }

    /// The person in the stay of a day, where they are placed on that day: what a change of that stay answers with.
    pub fn on(person: &Participant, day: NaiveDate, of: &Telling) -> PersonRow {
        let stay = person.stay(day).or_else(|| person.stay_ahead(of.today));
        PersonRow::of(person, stay, day, of)
    }

    fn of(person: &Participant, stay: Option<&Stay>, day: NaiveDate, of: &Telling) -> PersonRow {
        let (register, today) = (of.register, of.today);
        let arena = stay.and_then(|stay| register.arenas.get(&stay.arena(day)?));
        // A clock is of the stay that it runs in.
        let is_now = stay.is_some_and(|stay| stay.covers(today));
        let standing = register.standing(person, today).filter(|_| is_now);
        PersonRow {
            id: person.id,
            name: person.name(of.lang),
            group: arena.map(|arena| arena.group),
            arena: arena.map(|arena| arena.name.clone()).unwrap_or_default(),
            start: stay.map(|stay| stay.start),
            end: stay.and_then(|stay| stay.last_day()),
            threshold_date: standing.as_ref().map(|standing| standing.threshold),
            days_left: standing.as_ref().map(|standing| standing.days_left),
            clock: standing.map(|standing| standing.clock),
            planned: onward::planned(person, today).filter(|_| is_now),
            found_by: None,
        }
    }

    /// The person in a line, for the answer to a change.
    pub fn text(&self, lang: Lang) -> String {
        let group = self.group.map_or("?", |group| group.name().get(lang));
        let arena = match self.arena.as_str() {
            "" => String::new(),
            arena => format!(", {arena}"),
        };
        let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        let (start, end) = (day(self.start), day(self.end));
        let text = format!("{} {}: {group}{arena}, {start} – {end}", self.id, self.name);
        text.trim_end().to_owned()
    }
}
