//! Names in a refusal: whom a draft may be, arenas that one is near, and some of many.

use chrono::NaiveDate;

use crate::domain::facts::participant::{Participant, PersonId, Protection, days};
use crate::text::Text;
use crate::text::sentences::{Means, Told, Voice};
use crate::{say, text, told};

/// Somebody in the register for whom a draft may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesake {
    pub id: PersonId,
    /// `None` where the identity is protected: then nobody learns the number either.
    pub name: Option<String>,
    /// The name that is asked about, where that is one they had before.
    pub had: Option<String>,
    /// Whether no new stay can begin for them as the draft has it.
    pub is_there: bool,
    /// The days of the latest stay.
    pub stay: Option<(NaiveDate, Option<NaiveDate>)>,
}

impl Namesake {
    pub fn of(person: &Participant) -> Namesake {
        let is_protected = person.protection != Protection::None;
        let stay = person.stays.last();
        Namesake {
            id: person.id,
            name: (!is_protected).then(|| person.full_name()),
            had: None,
            is_there: false,
            stay: stay.map(|stay| (stay.start, stay.last_day())),
        }
    }
}

impl Told for Namesake {
    fn told(&self, to: Voice) -> String {
        let Some(name) = &self.name else {
            return PROTECTED.told(to);
        };
        let (id, mut name) = (self.id, name.told(to));
        if let Some(had) = &self.had {
            let had = had.told(to);
            name += &say!(to.lang, sv: ", tidigare {had}", en: ", formerly {had}");
        }
        match self.stay {
            Some((start, last)) => format!("{id} {name} ({})", days(start, last, to.lang)),
            None => format!("{id} {name}"),
        }
    }
}

/// Somebody whose name is not told.
pub const PROTECTED: Text = text!(
    "någon med skyddade personuppgifter (fråga samordnaren)",
    "somebody whose identity is protected (ask the coordinator)"
);

/// So many people are named in a sentence.
const NAMED: usize = 5;

impl Told for Vec<Namesake> {
    fn told(&self, to: Voice) -> String {
        let mut told: Vec<String> = self.iter().take(NAMED).map(|who| who.told(to)).collect();
        if self.len() > NAMED {
            told.push("…".to_owned());
        }
        told.join(", ")
    }
}

/// By what means it is said who is meant: with the number where only one can be.
pub fn how(people: &[Namesake], row: Option<u64>, may_be_new: bool) -> Means {
    let named: Vec<&Namesake> = people.iter().filter(|who| who.name.is_some()).collect();
    let is_there = !named.is_empty() && named.iter().all(|who| who.is_there);
    let id = match (people, &named[..]) {
        ([_], [only]) => Some(only.id.0),
        _ => None,
    };
    Means::Whom {
        row,
        id,
        is_there,
        may_be_new,
    }
}

/// The names that one is near; nothing where there are none.
pub struct Near<'a>(pub &'a Vec<String>);

/// Some by name, and how many more.
pub struct Among<'a>(pub &'a Vec<String>, pub usize);

told! {
    Near<'_>: |near, to| match near.0.as_slice() {
        [] => String::new(),
        names => {
            let names: Vec<String> = names.iter().map(|name| name.told(to)).collect();
            let names = names.join(", ");
            say!(to.lang, sv: " (nära: {names})", en: " (near: {names})")
        }
    };
    Among<'_>: |among, to| {
        let names: Vec<String> = among.0.iter().map(|name| name.told(to)).collect();
        let names = names.join(", ");
        match among.1 {
            0 => names,
            n => say!(to.lang, sv: "{names} och {n} till", en: "{names} and {n} more"),
        }
    };
}
