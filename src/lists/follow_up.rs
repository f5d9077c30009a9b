//! Whose support runs, or has run out with nothing to follow, by its last day, with all three clocks. A list that a duty
//! makes, and no search: it takes no form, level or other quality to choose by.

use chrono::NaiveDate;
use serde::Serialize;

use super::rows::person::PersonRow;
use super::rows::subsidy::SupportRow;
use super::{Cell, Column, List, Telling, columns};
use crate::domain::facts::participant::PersonId;
use crate::domain::order::list_key;
use crate::domain::reckon::threshold::Clock;
use crate::{say, text};

/// The people, in order.
#[derive(Debug)]
pub struct FollowUp {
    rows: Vec<PersonId>,
}

/// A person as JSON.
#[derive(Debug, Serialize)]
struct FollowedRow {
    #[serde(flatten)]
    person: PersonRow,
    #[serde(flatten)]
    support: SupportRow,
}

const CLOCK: usize = 24;

impl FollowUp {
    pub fn of(of: &Telling) -> FollowUp {
        let running = of.register.at_ami(of.today).filter_map(|person| {
            let standing = of.register.decision_standing(person, of.today)?;
            Some((standing.last_day, list_key(person, of.lang), person.id))
        });
        let mut running: Vec<_> = running.collect();
        running.sort();
        FollowUp {
            rows: running.into_iter().map(|(_, _, id)| id).collect(),
        }
    }

    fn row(who: PersonId, of: &Telling) -> Option<FollowedRow> {
        let person = of.register.people.get(&who)?;
        Some(FollowedRow {
            person: PersonRow::new(person, of),
            support: SupportRow::new(person, of),
        })
    }
}

impl List for FollowUp {
    type Row = PersonId;
    type Key = PersonId;

    fn title(&self, of: &Telling) -> String {
        say!(of.lang, sv: "Stöd att följa upp", en: "Support to follow up")
    }

    fn counts(&self, _of: &Telling) -> Vec<String> {
        Vec::new()
    }

    fn groups(&self) -> Vec<&[PersonId]> {
        vec![&self.rows]
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        Some(say!(of.lang,
            sv: "Ingen på AMI har stöd att följa upp.",
            en: "Nobody at AMI has support to follow up."))
    }

    columns! {
        fn cells(self, row: &PersonId, _group, of) {
            let Some(FollowedRow { person, support }) = FollowUp::row(*row, of) else {
                return Vec::new();
            };
            let clock = |day: NaiveDate, left: i64, clock: Clock| {
                Cell::told(format!("{day} {left} d {}", clock.told(of.lang)), day)
            };
            let decision = support.decision_clock.as_ref();
            let total = support.total_clock.as_ref();
            let form = decision.map(|row| row.form.name().get(of.lang));
            let twelve = person
                .threshold_date
                .zip(person.days_left)
                .zip(person.clock);
        }
        Column::NUMBER => Cell::of(person.id.to_string());
        Column::fixed(&[text!("namn", "name")], 15).up_to(28, 1) => Cell::of(person.name.clone());
        Column::fixed(&[text!("form", "form")], 11) => Cell::known(form);
        Column::fixed(&[text!("stöd till", "support until")], CLOCK) => decision.map_or(Cell::of(""), |row| {
                clock(row.last_day, row.days_left, row.clock)
                });
        Column::fixed(&[text!("stödtid till", "support time until")], CLOCK) => total.map_or(Cell::of(""), |row| {
                clock(row.last_day, row.days_left, row.clock)
                });
        Column::fixed(&[text!("tolv mån.", "threshold")], CLOCK) =>
            twelve.map_or(Cell::of(""), |((day, left), state)| clock(day, left, state));
    }

    fn key(&self, row: &PersonId) -> PersonId {
        *row
    }

    fn of(&self, row: &PersonId) -> Option<PersonId> {
        Some(*row)
    }

    fn json(&self, of: &Telling) -> impl Serialize {
        let rows = self.rows.iter();
        rows.filter_map(|who| FollowUp::row(*who, of))
            .collect::<Vec<_>>()
    }
}
