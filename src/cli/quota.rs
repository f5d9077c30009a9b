//! `quota`: the year's lönebidragsanställningar through AMI against the range that is planned for, and last year's.

use chrono::{Datelike, NaiveDate};
use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::columns::{Align, Columns};
use super::failure::Failure;
use super::options::Options;
use super::rows::subsidy::{Limit, number_limit};
use super::session::Session;
use super::value;
use crate::domain::facts::decision::Form;
use crate::domain::facts::participant::PersonId;
use crate::domain::reckon::quota;
use crate::domain::reckon::quota::{Counted, Year};
use crate::say;
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The year; this year if not given
    #[arg(long, value_parser = value::year)]
    year: Option<i32>,
}

/// A year and the one before it.
#[derive(Debug, Serialize)]
struct Quota {
    #[serde(flatten)]
    year: YearRow,
    last_year: YearRow,
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
struct EmploymentRow {
    id: PersonId,
    name: String,
    /// The form on its first day.
    form: Form,
    start: NaiveDate,
    last_day: NaiveDate,
}

/// Counts the year and the one before it.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    let year = arguments.year.unwrap_or(options.today.year());
    let of = |year| YearRow::new(&quota::year(&session.register, year), &session);
    let quota = Quota {
        year: of(year),
        last_year: of(year - 1),
    };
    Ok(Answer::new(options, &quota, || {
        [&quota.year, &quota.last_year]
            .map(|year| year.text(options.lang))
            .concat()
    }))
}

impl YearRow {
    fn new(year: &Year, session: &Session) -> YearRow {
        let lang = session.options.lang;
        let row = |counted: &Counted| {
            let person = session.register.people.get(&counted.who);
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
            left: year
                .left()
                .filter(|_| year.year >= session.options.today.year()),
            starts: year.starts.iter().map(row).collect(),
            ends: year.ends.iter().map(row).collect(),
        }
    }

    fn text(&self, lang: Lang) -> String {
        let (year, started) = (self.year, self.started);
        let mut columns = Columns::new([
            Align::Left,
            Align::Right,
            Align::Left,
            Align::Left,
            Align::Left,
        ]);
        columns.heading(&match (&self.least, &self.most) {
            (Some(least), Some(most)) => {
                let (least, most, rule) = (least.value, most.value, &most.rule);
                let left = match self.left {
                    Some(left) => {
                        say!(lang, sv: ", {left} kan ännu börja", en: ", {left} can still begin")
                    }
                    None => String::new(),
                };
                say!(lang,
                    sv: "{year}: {started} av {least}–{most}{left}; högst {rule}",
                    en: "{year}: {started} of {least}–{most}{left}; at most {rule}")
            }
            _ => say!(lang,
                sv: "{year}: {started}; hur många som planeras är inte känt",
                en: "{year}: {started}; how many are planned for is not known"),
        });
        let mut rows = |what: String, employments: &[EmploymentRow]| {
            for row in employments {
                columns.row([
                    what.clone(),
                    row.id.to_string(),
                    row.name.clone(),
                    row.form.name().get(lang).to_owned(),
                    format!("{} – {}", row.start, row.last_day),
                ]);
            }
        };
        rows(say!(lang, sv: "start", en: "start"), &self.starts);
        rows(say!(lang, sv: "slut", en: "end"), &self.ends);
        columns.text()
    }
}
