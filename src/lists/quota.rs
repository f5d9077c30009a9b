//! The year's quota: lönebidragsanställningar through AMI that begin and end in a year, against what is planned for.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::limit::{Limit, number_limit};
use super::{Align, Cell, Column, Group, List};
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

const COLUMNS: &[Column] = &[
    Column {
        names: &[text!("nr", "no.")],
        align: Align::Right,
        least: 3,
        most: 6,
        on_screen: false,
    },
    Column {
        names: &[text!("namn", "name")],
        align: Align::Left,
        least: 17,
        most: 28,
        on_screen: true,
    },
    Column {
        names: &[
            text!("första dag", "first day"),
            text!("sista dag", "last day"),
        ],
        align: Align::Left,
        least: 10,
        most: 23,
        on_screen: true,
    },
    Column {
        names: &[text!("form", "form")],
        align: Align::Left,
        least: 11,
        most: 11,
        on_screen: true,
    },
];

impl Quota {
    /// Counts a year and the one before it; what is left of a year that is over on `today` is not told.
    pub fn of(register: &Register, year: i32, today: NaiveDate, lang: Lang) -> Quota {
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

    fn title(&self, lang: Lang) -> String {
        let year = self.year.year;
        say!(lang, sv: "Lönebidrag via AMI {year}", en: "Wage subsidies via AMI {year}")
    }

    fn counts(&self, lang: Lang) -> Vec<String> {
        let (year, before) = (self.year.summary(lang), &self.last_year);
        let last = before.year;
        let earlier = match before.is_empty() {
            true => say!(lang, sv: "{last}: ingen", en: "{last}: nobody"),
            false => format!("{last}: {}", before.summary(lang)),
        };
        vec![year, earlier]
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn group_name(&self) -> Text {
        text!("vad", "what")
    }

    fn groups(&self) -> Vec<Group<'_, EmploymentRow>> {
        let none = text!("ingen", "nobody");
        let group = |heading, rows| Group {
            heading,
            rows,
            none,
        };
        vec![
            group(text!("börjar", "begin"), &self.year.starts[..]),
            group(text!("slutar", "end"), &self.year.ends[..]),
        ]
    }

    fn cells(&self, row: &EmploymentRow, group: usize, lang: Lang) -> Vec<Cell> {
        let EmploymentRow {
            id,
            name,
            form,
            start,
            last_day,
        } = row;
        // Where there is room for one day, it is the one that the heading is about.
        let about = if group == ENDS { last_day } else { start };
        vec![
            Cell::of(id.to_string()),
            Cell::of(name.clone()),
            Cell {
                text: format!("{start} – {last_day}"),
                short: Some(about.to_string()),
                fields: vec![start.to_string(), last_day.to_string()],
            },
            Cell::of(form.name().get(lang)),
        ]
    }

    fn of(&self, row: &EmploymentRow) -> Option<PersonId> {
        Some(row.id)
    }

    fn foot(&self, lang: Lang) -> Option<String> {
        let source = self.source.as_ref()?;
        Some(say!(lang,
            sv: "Räknas: anställningar via AMI vars första beslut börjar under året ({source}).",
            en: "Counted: employments via AMI whose first decision begins in the year ({source})."))
    }
}
