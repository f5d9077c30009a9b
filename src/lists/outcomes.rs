//! Outcome figures of a year: how stays ended, how long they were, and whether jobs lasted; a row for each figure, a
//! column for each part of the stays.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Cell, Column, List, Telling, Wanted};
use crate::domain::facts::decision::Form;
use crate::domain::facts::outcome::Outcome;
use crate::domain::facts::participant::{Group, PersonId};
use crate::domain::reckon::figures::words::{self, Row};
use crate::domain::reckon::figures::{Figures, Length, Of, Year, year};
use crate::domain::rules::Name;
use crate::text::Text;
use crate::{say, text};

/// A year's figures and their words.
#[derive(Debug)]
pub struct Outcomes {
    year: Year,
    rows: Vec<Row>,
    columns: Vec<Column>,
}

/// A year's figures as JSON.
#[derive(Debug, Serialize)]
struct YearRow {
    year: i32,
    figures: Vec<FiguresRow>,
}

/// What came of some stays: all, those of a group, or those with a form of lönebidrag.
#[derive(Debug, Serialize)]
struct FiguresRow {
    of: &'static str,
    stays: usize,
    outcomes: BTreeMap<&'static str, usize>,
    /// Null where there are no stays, as are the other two.
    median: Option<LengthRow>,
    shortest: Option<LengthRow>,
    longest: Option<LengthRow>,
    reached_threshold: usize,
    jobs: JobsRow,
}

/// Whole calendar months and the days after them; and all of it in days.
#[derive(Debug, Serialize)]
struct LengthRow {
    months: u32,
    days: u32,
    in_days: i64,
}

#[derive(Debug, Serialize)]
struct JobsRow {
    lasted: usize,
    did_not_last: usize,
    unknown: usize,
}

/// The columns of a figure: the longest length is `12 mån 30 d`.
const FIGURE: usize = 11;

const NAME: Column = Column::fixed(&[text!("utfall", "outcome")], 24);

/// The column of each part of the stays that there can be.
const PARTS: &[(Of, Column)] = &[
    (Of::All, part(&[Of::All.name()])),
    (
        Of::Group(Group::Indoor),
        part(&[Of::Group(Group::Indoor).name()]),
    ),
    (
        Of::Group(Group::Outdoor),
        part(&[Of::Group(Group::Outdoor).name()]),
    ),
    (
        Of::Group(Group::OtherUnit),
        part(&[Of::Group(Group::OtherUnit).name()]),
    ),
    (
        Of::Form(Some(Form::Employment)),
        part(&[Form::Employment.name()]),
    ),
    (
        Of::Form(Some(Form::Development)),
        part(&[Form::Development.name()]),
    ),
    (
        Of::Form(Some(Form::Security)),
        part(&[Form::Security.name()]),
    ),
    (Of::Form(None), part(&[Of::Form(None).name()])),
];

const fn part(names: &'static [Text]) -> Column {
    Column::fixed(names, FIGURE).right()
}

impl Outcomes {
    /// The figures of the stays that ended in a year.
    pub fn of(of_year: i32, of: &Telling) -> Outcomes {
        let year = year(of.register, of_year, of.today);
        let column = |of: &Of| PARTS.iter().find(|(part, _)| part == of).map(|(_, c)| *c);
        let parts = year.figures.iter().filter_map(|(of, _)| column(of));
        Outcomes {
            rows: match year.figures.iter().all(|(_, of)| of.stays == 0) {
                true => Vec::new(),
                false => words::rows(&year.figures, of.lang),
            },
            columns: std::iter::once(NAME).chain(parts).collect(),
            year,
        }
    }

    /// Whether no stay ended in the year.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The figures, a part of the stays each.
    pub fn figures(&self) -> &[(Of, Figures)] {
        &self.year.figures
    }
}

impl List for Outcomes {
    type Row = Row;
    type Key = String;

    fn title(&self, of: &Telling) -> String {
        let year = self.year.year;
        say!(of.lang, sv: "Utfall {year}", en: "Outcomes {year}")
    }

    fn counts(&self, _of: &Telling) -> Vec<String> {
        Vec::new()
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn groups(&self) -> Vec<&[Row]> {
        vec![&self.rows]
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        let year = self.year.year;
        Some(
            say!(of.lang, sv: "Ingen vistelse har slutat {year}.", en: "No stay has ended in {year}."),
        )
    }

    fn cells(&self, row: &Row, _group: usize, _of: &Telling, _wanted: Wanted) -> Vec<Cell> {
        let name = std::iter::once(Cell::of(row.name.clone()));
        name.chain(row.cells.iter().map(Cell::of)).collect()
    }

    fn key(&self, row: &Row) -> String {
        row.name.clone()
    }

    fn of(&self, _row: &Row) -> Option<PersonId> {
        None
    }

    /// What is counted and how.
    fn notes(&self, of: &Telling) -> Vec<String> {
        if self.is_empty() {
            return Vec::new();
        }
        let rules = of.register.settings.rules();
        let lasts = rules.in_force(Name::JobLasts, of.today);
        let lasts = lasts.map(|rule| rule.why(of.lang)).unwrap_or_default();
        let twelve = of.register.settings.rule.length.text();
        vec![
            say!(of.lang,
                sv: "En vistelse räknas det år den slutade, i gruppen och med bidragsformen den slutade i.",
                en: "A stay is counted in the year it ended, in the group and with the form of subsidy it ended in."),
            say!(of.lang,
                sv: "Tolv månader: klockan, {twelve} mån, hade gått ut på sista dagen.",
                en: "Twelve months: the clock, {twelve} months, had run out on the last day."),
            say!(of.lang,
                sv: "Ett arbete har varat efter minst {lasts}.",
                en: "A job has lasted after at least {lasts}."),
        ]
    }

    fn json(&self, _of: &Telling) -> impl Serialize {
        YearRow {
            year: self.year.year,
            figures: self.figures().iter().map(FiguresRow::new).collect(),
        }
    }
}

impl FiguresRow {
    fn new((of, figures): &(Of, Figures)) -> FiguresRow {
        let length = |length: Length| LengthRow {
            months: length.months,
            days: length.days,
            in_days: length.in_days,
        };
        let outcomes = Outcome::ALL.map(|outcome| (outcome.slug(), figures.ended(outcome)));
        FiguresRow {
            of: of.slug(),
            stays: figures.stays,
            outcomes: outcomes.into(),
            median: figures.lengths.map(|lengths| length(lengths.median)),
            shortest: figures.lengths.map(|lengths| length(lengths.shortest)),
            longest: figures.lengths.map(|lengths| length(lengths.longest)),
            reached_threshold: figures.past_threshold,
            jobs: JobsRow {
                lasted: figures.jobs.lasted,
                did_not_last: figures.jobs.did_not,
                unknown: figures.jobs.unknown,
            },
        }
    }
}
