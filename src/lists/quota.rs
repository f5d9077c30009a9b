//! The year's quota: lönebidragsanställningar through AMI that begin and end in a year, against what is planned for.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::limit::{Limit, number_limit};
use super::{Cell, Column, List, Telling, columns};
use crate::domain::facts::decision::Form;
use crate::domain::facts::participant::PersonId;
use crate::domain::plain::shown;
use crate::domain::reckon::quota::{self, Counted, Year};
use crate::domain::register::Register;
use crate::text::{Lang, Text};
use crate::{say, text};

/// A year and the one before it.
#[derive(Debug, Serialize)]
pub struct Quota {
    #[serde(flatten)]
    year: YearRow,
    last_year: YearRow,
    /// The source of the rule of how many there can be; `None` where none is known.
    #[serde(skip)]
    source: Option<String>,
}

#[derive(Debug, Serialize)]
struct YearRow {
    year: i32,
    /// Null where no rule of that year is known.
    least: Option<Limit<u32>>,
    most: Option<Limit<u32>>,
    /// How many begin in the year, those to come in it too.
    started: usize,
    /// How many more can begin; null where the year is over, or the range not known.
    left: Option<u32>,
    starts: Vec<EmploymentRow>,
    ends: Vec<EmploymentRow>,
}

/// An employment through AMI. One that goes on with another decision is the same.
#[derive(Debug, Serialize)]
pub struct EmploymentRow {
    id: PersonId,
    name: String,
    /// The form on its first day.
    form: Form,
    start: NaiveDate,
    last_day: NaiveDate,
}

/// Where the rows that end stand among the groups.
const ENDS: usize = 1;

impl Quota {
    /// Counts a year and the one before it; what is left of a year that is over on `today` is not told.
    pub fn of(year: i32, of: &Telling) -> Quota {
        let (register, today, lang) = (of.register, of.today, of.lang);
        let this = quota::year(register, year);
        let source = this.most.map(|rule| shown(rule.source(lang)).into_owned());
        let row = |counted: &Year| YearRow::of(counted, register, today, lang);
        Quota {
            year: row(&this),
            last_year: row(&quota::year(register, year - 1)),
            source,
        }
    }

    /// How many have begun, and how many there can be; `None` where that is not known.
    pub fn filled(&self) -> (usize, Option<u32>) {
        let most = self.year.most.as_ref().map(|most| most.value);
        (self.year.started, most)
    }
}

impl YearRow {
    fn of(year: &Year, register: &Register, today: NaiveDate, lang: Lang) -> YearRow {
        let row = |counted: &Counted| {
            let person = register.people.get(&counted.who);
            EmploymentRow {
                id: counted.who,
                name: person.map(|person| person.name(lang)).unwrap_or_default(),
                form: counted.form,
                start: counted.start,
                last_day: counted.last_day,
            }
        };
        YearRow {
            year: year.year,
            least: number_limit(year.least, lang),
            most: number_limit(year.most, lang),
            started: year.starts.len(),
            left: year.left().filter(|_| year.year >= today.year()),
            starts: year.starts.iter().map(row).collect(),
            ends: year.ends.iter().map(row).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.starts.is_empty() && self.ends.is_empty()
    }

    /// How many have begun of how many: `5 av 4–6; plats för 1 till`, which is said of no year that is over.
    fn summary(&self, lang: Lang) -> String {
        let started = self.started;
        let (Some(least), Some(most)) = (&self.least, &self.most) else {
            return say!(lang,
                sv: "{started}; hur många som planeras är inte känt",
                en: "{started}; how many are planned for is not known");
        };
        let of = say!(lang,
            sv: "{started} av {}–{}", least.value, most.value,
            en: "{started} of {}–{}", least.value, most.value);
        let over = started.saturating_sub(most.value as usize);
        match (over, self.left) {
            (0, Some(0)) => say!(lang,
                sv: "{of}; inga fler planeras",
                en: "{of}; no more are planned for"),
            (0, Some(left)) => {
                say!(lang, sv: "{of}; plats för {left} till", en: "{of}; room for {left} more")
            }
            (0, None) => of,
            (over, _) => say!(lang,
                sv: "{of}; {over} över planerat antal",
                en: "{of}; {over} over the planned number"),
        }
    }
}

impl List for Quota {
    type Row = EmploymentRow;
    type Key = PersonId;

    fn title(&self, of: &Telling) -> String {
        let year = self.year.year;
        say!(of.lang, sv: "Lönebidrag via AMI {year}", en: "Wage subsidies via AMI {year}")
    }

    fn counts(&self, of: &Telling) -> Vec<String> {
        let (year, before) = (self.year.summary(of.lang), &self.last_year);
        let last = before.year;
        let earlier = match before.is_empty() {
            true => say!(of.lang, sv: "{last}: ingen", en: "{last}: nobody"),
            false => format!("{last}: {}", before.summary(of.lang)),
        };
        vec![year, earlier]
    }

    fn group_name(&self) -> Option<Text> {
        Some(text!("vad", "what"))
    }

    fn groups(&self) -> Vec<&[EmploymentRow]> {
        vec![&self.year.starts, &self.year.ends]
    }

    fn heading(&self, group: usize, of: &Telling) -> Option<String> {
        let [begin, end] = [text!("börjar", "begin"), text!("slutar", "end")];
        let heading = if group == ENDS { end } else { begin };
        Some(heading.get(of.lang).to_owned())
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        Some(text!("ingen", "nobody").get(of.lang).to_owned())
    }

    columns! {
        fn cells(self, row: &EmploymentRow, group, of) {
            let EmploymentRow {
                id,
                name,
                form,
                start,
                last_day,
            } = row;
            // Where there is room for one day, it is the one that the heading is about.
            let about = if group == ENDS { last_day } else { start };
        }
        Column::NUMBER => Cell::of(id.to_string());
        Column::fixed(&[text!("namn", "name")], 17).up_to(28, 1) => Cell::of(name.clone());
        Column::fixed(&[
                text!("första dag", "first day"),
                text!("sista dag", "last day"),
                ], 10).up_to(23, 1).called(text!("dag", "day")) => Cell {
                text: format!("{start} – {last_day}"),
                short: Some(about.to_string()),
                fields: Some(vec![start.to_string(), last_day.to_string()]),
                ..Cell::default()
                };
        Column::fixed(&[text!("form", "form")], 11) => Cell::of(form.name().get(of.lang));
    }

    fn key(&self, row: &EmploymentRow) -> PersonId {
        row.id
    }

    fn of(&self, row: &EmploymentRow) -> Option<PersonId> {
        Some(row.id)
    }

    fn foot(&self, of: &Telling) -> Option<String> {
        let source = self.source.as_ref()?;
        Some(say!(of.lang,
            sv: "Räknas: anställningar via AMI vars första beslut börjar under året ({source}).",
            en: "Counted: employments via AMI whose first decision begins in the year ({source})."))
    }

    fn json(&self, _of: &Telling) -> impl Serialize {
        self
    }
}
