//! `outcome`: how stays ended, in figures; what came of one, told anew; and whether a job lasted.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::answer::Answer;
use super::card::StayRow;
use super::columns::{Align, Columns, names};
use super::end::outcome;
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::{value, who};
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::outcome::{Came, Lasted, Outcome};
use crate::domain::facts::participant::{PersonId, Stay};
use crate::domain::reckon::figures::{Figures, Length, Of, Year, words, year};
use crate::domain::reckon::lasting::latest_ended;
use crate::text::Lang;
use crate::{say, text};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// The figures of this year; of the present one if not given
    #[arg(long, value_name = "YEAR", value_parser = value::year)]
    year: Option<i32>,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Tell anew what came of a stay; what is not given stays as it is
    Set(SetArguments),
    /// Tell whether the job after a stay lasted
    Check(CheckArguments),
}

#[derive(Debug, Args)]
struct Which {
    /// A number (12 or #12) or a full name
    who: String,
    /// The first day of the stay; the latest that has an end if not given
    #[arg(long, value_name = "DATE")]
    stay: Option<String>,
}

#[derive(Debug, Args)]
struct SetArguments {
    #[command(flatten)]
    which: Which,
    /// What came of it
    #[arg(long, value_parser = outcome)]
    outcome: Option<Outcome>,
    /// Who received the person: the employer, the other unit or the school
    #[arg(long, visible_aliases = ["unit", "school"], value_name = "NAME")]
    employer: Option<String>,
    /// The first day of a job
    #[arg(long, value_name = "DATE")]
    start: Option<String>,
    /// A note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Debug, Args)]
struct CheckArguments {
    #[command(flatten)]
    which: Which,
    /// Whether the job lasted; unknown takes an answer back
    lasted: Answered,
    /// The day of the check; today if not given
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// A note
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Answered {
    #[value(alias = "ja")]
    Yes,
    #[value(alias = "nej")]
    No,
    #[value(alias = "okänt")]
    Unknown,
}

/// Shows a year's figures, or tells what came of one stay.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    match &arguments.change {
        None => {
            let year = arguments.year.unwrap_or(options.today.year());
            show(year, options)
        }
        Some(Change::Set(set)) => tell(set, options),
        Some(Change::Check(check)) => answer_check(check, options),
    }
}

impl Which {
    /// The person, and the stay as it is now.
    fn stay(&self, session: &Session) -> Result<(PersonId, Stay), Failure> {
        let options = session.options;
        let lang = options.lang;
        let first = self.stay.as_deref();
        let first = first.map(|day| options.day(Some(day))).transpose()?;
        let who = who::resolve(&session.register, options, &self.who, options.today)?;
        let person = session.person(who)?;
        let name = person.name(lang);
        let found = match first {
            Some(first) => person.stays.iter().find(|stay| stay.start == first),
            None => latest_ended(person),
        };
        let refusal = match first {
            Some(start) => Refusal::NoSuchStay { name, start },
            None => Refusal::NotEnded { name },
        };
        let found = found.ok_or_else(|| Failure::refused(refusal.text(lang)))?;
        Ok((who, found.clone()))
    }
}

fn tell(arguments: &SetArguments, options: &Options) -> Result<Answer, Failure> {
    let start = arguments.start.as_deref();
    let start = start.map(|day| options.day(Some(day))).transpose()?;
    let mut session = Session::open(options)?;
    let (who, stay) = arguments.which.stay(&session)?;
    let before = stay.end.as_ref();
    let before = before.map_or_else(Came::default, |end| end.came());
    let mut came = Came {
        outcome: arguments.outcome.unwrap_or(before.outcome),
        note: arguments.note.clone().unwrap_or(before.note),
        ..Came::default()
    };
    // Who received the person after one outcome did not after one of another kind.
    if came.outcome.receiver() == before.outcome.receiver() {
        (came.employer, came.job_start) = (before.employer, before.job_start);
    }
    if let Some(employer) = &arguments.employer {
        came.employer.clone_from(employer);
    }
    came.job_start = start.or(came.job_start);
    session.commit(&Command::SetOutcome {
        who,
        stay: stay.start,
        came,
    })?;
    told(&session, who, stay.start)
}

fn answer_check(arguments: &CheckArguments, options: &Options) -> Result<Answer, Failure> {
    let checked_on = options.day(arguments.on.as_deref())?;
    let mut session = Session::open(options)?;
    let (who, stay) = arguments.which.stay(&session)?;
    let lasted = (arguments.lasted != Answered::Unknown).then(|| Lasted {
        checked_on,
        yes: arguments.lasted == Answered::Yes,
        note: arguments.note.clone(),
    });
    session.commit(&Command::CheckJob {
        who,
        stay: stay.start,
        lasted,
    })?;
    told(&session, who, stay.start)
}

/// One stay with what came of it.
#[derive(Debug, Serialize)]
struct ToldRow {
    id: PersonId,
    /// Masked where the identity is protected.
    name: String,
    #[serde(flatten)]
    stay: StayRow,
}

fn told(session: &Session, who: PersonId, first_day: NaiveDate) -> Result<Answer, Failure> {
    let (options, person) = (session.options, session.person(who)?);
    let name = person.name(options.lang);
    let stay = person.stays.iter().find(|stay| stay.start == first_day);
    let stay = stay.ok_or_else(|| {
        let (name, start) = (name.clone(), first_day);
        Failure::refused(Refusal::NoSuchStay { name, start }.text(options.lang))
    })?;
    let row = ToldRow {
        id: who,
        name,
        stay: StayRow::new(&session.register, stay, options.lang),
    };
    Ok(Answer::new(options, &row, || {
        let ToldRow { id, name, stay } = &row;
        let (start, came) = (stay.start, stay.came.clone().unwrap_or_default());
        let end = stay.end.map_or(String::new(), |end| end.to_string());
        format!("{id} {name}: {start} – {end}  {came}")
    }))
}

/// A year's figures.
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

/// The most columns of figures there can be: all, three groups, three forms, and none of them.
const MOST: usize = 8;

fn show(of_year: i32, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    let found = year(&session.register, of_year, options.today);
    let data = YearRow {
        year: of_year,
        figures: found.figures.iter().map(FiguresRow::new).collect(),
    };
    let is_empty = found.figures.iter().all(|(_, of)| of.stays == 0);
    let answer = Answer::new(options, &data, || match is_empty {
        true => String::new(),
        false => text(&found, options.lang),
    });
    if is_empty && !options.json {
        return Ok(answer.remark(say!(options.lang,
            sv: "Ingen vistelse har slutat {of_year}.",
            en: "No stay has ended in {of_year}.")));
    }
    Ok(answer)
}

fn text(found: &Year, lang: Lang) -> String {
    let mut align = [Align::Right; MOST + 1];
    align[0] = Align::Left;
    let mut heads = [names::NOTHING; MOST + 1];
    for (head, (of, _)) in heads[1..].iter_mut().zip(&found.figures) {
        *head = of.name();
    }
    let mut columns = Columns::named(align, heads, lang);
    for row in words::rows(&found.figures, lang) {
        let mut cells: [String; MOST + 1] = Default::default();
        for (cell, text) in cells
            .iter_mut()
            .zip([row.name].into_iter().chain(row.cells))
        {
            *cell = text;
        }
        columns.row(cells);
    }
    let title = text!("Utfall", "Outcomes");
    format!("{} {}\n", title.get(lang), found.year) + &columns.text()
}
