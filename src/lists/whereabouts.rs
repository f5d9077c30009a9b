//! Where people are: at AMI today, to come or of the past, and their place there, in words for little room and for much.

use chrono::NaiveDate;

use super::Telling;
use crate::domain::facts::participant::Participant;
use crate::domain::plain::shown;
use crate::text::{Lang, Text};
use crate::{say, text};

/// Where a person's time at AMI stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    Present,
    /// From this day.
    Coming(NaiveDate),
    /// Until this day.
    Past(NaiveDate),
}

impl Time {
    const COMING: Text = text!("kommande", "to come");
    const PAST: Text = text!("tidigare", "past");

    pub fn of(person: &Participant, today: NaiveDate) -> Time {
        if person.stay(today).is_some() {
            return Time::Present;
        }
        let coming = person.stays.iter().map(|stay| stay.start);
        let past = person.stays.iter().filter_map(|stay| stay.last_day());
        match (coming.filter(|start| *start > today).min(), past.max()) {
            (Some(start), _) => Time::Coming(start),
            (None, Some(last)) => Time::Past(last),
            (None, None) => Time::Present,
        }
    }

    /// In a word; empty for who is there.
    pub const fn name(self) -> Text {
        match self {
            Time::Present => text!("", ""),
            Time::Coming(_) => Time::COMING,
            Time::Past(_) => Time::PAST,
        }
    }

    /// With its day, the longest form first; nothing for who is there.
    pub fn words(self, lang: Lang) -> Vec<String> {
        let name = self.name().get(lang);
        match self {
            Time::Present => Vec::new(),
            Time::Coming(day) => vec![
                say!(lang, sv: "{name}, fr.o.m. {day}", en: "{name}, from {day}"),
                say!(lang, sv: "från {day}", en: "from {day}"),
            ],
            Time::Past(day) => vec![
                say!(lang, sv: "{name}, t.o.m. {day}", en: "{name}, until {day}"),
                say!(lang, sv: "t.o.m. {day}", en: "until {day}"),
                say!(lang, sv: "till {day}", en: "to {day}"),
            ],
        }
    }
}

/// Group and arena, and the shorter name of the two that says most.
pub fn place(person: &Participant, of: &Telling) -> (String, String) {
    let Some(arena) = of.register.arena_of(person, of.today) else {
        return (String::new(), String::new());
    };
    let group = arena.group.name().get(of.lang);
    match shown(&arena.name).into_owned() {
        name if name.is_empty() => (group.to_owned(), group.to_owned()),
        name => (format!("{group}, {name}"), name),
    }
}
