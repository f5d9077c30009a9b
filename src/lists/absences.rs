//! A person's long absences: their days and never a reason.

use serde::Serialize;

use super::rows::mark::AbsenceRow;
use super::{Cell, Column, List, Telling, columns};
use crate::domain::facts::participant::{Absence, PersonId};
use crate::{say, text};

/// Whose absences, in order of their first day.
#[derive(Debug)]
pub struct Absences {
    who: PersonId,
    rows: Vec<Absence>,
}

/// A person's long absences as JSON.
#[derive(Debug, Serialize)]
struct AbsencesRow {
    id: PersonId,
    /// Masked where the identity is protected.
    name: String,
    absences: Vec<AbsenceRow>,
}

impl Absences {
    pub fn of(who: PersonId, of: &Telling) -> Absences {
        let person = of.register.people.get(&who);
        let stays = person.map_or(&[][..], |person| &person.stays);
        Absences {
            who,
            rows: stays
                .iter()
                .flat_map(|stay| stay.absences.clone())
                .collect(),
        }
    }

    /// The absences themselves.
    pub fn rows(&self) -> &[Absence] {
        &self.rows
    }

    fn name(&self, of: &Telling) -> String {
        let person = of.register.people.get(&self.who);
        person
            .map(|person| person.name(of.lang))
            .unwrap_or_default()
    }
}

impl List for Absences {
    type Row = Absence;
    type Key = Absence;

    fn title(&self, of: &Telling) -> String {
        let name = self.name(of);
        say!(of.lang, sv: "Längre frånvaro för {name}", en: "Long absence of {name}")
    }

    fn counts(&self, _of: &Telling) -> Vec<String> {
        Vec::new()
    }

    fn groups(&self) -> Vec<&[Absence]> {
        vec![&self.rows]
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        Some(say!(of.lang, sv: "Ingen är antecknad.", en: "None is recorded."))
    }

    columns! {
        fn cells(self, row: &Absence, _group, of) {
            let Absence { from, until } = row;
            let open = text!("tills vidare", "until further notice");
            let last = match until {
                Some(until) => Cell::of(until.to_string()),
                None => Cell::told(open.get(of.lang), ""),
            };
        }
        Column::fixed(&[text!("första dag", "first day")], 10) => Cell::of(from.to_string());
        Column::fixed(&[text!("sista dag", "last day")], 13) => last;
    }

    fn key(&self, row: &Absence) -> Absence {
        *row
    }

    fn of(&self, _row: &Absence) -> Option<PersonId> {
        Some(self.who)
    }

    fn json(&self, of: &Telling) -> impl Serialize {
        AbsencesRow {
            id: self.who,
            name: self.name(of),
            absences: self.rows.iter().map(AbsenceRow::from).collect(),
        }
    }
}
