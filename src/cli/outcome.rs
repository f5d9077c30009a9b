//! `outcome`: how stays ended, in figures; what came of one, told anew; and whether a job lasted.

use chrono::{Datelike, NaiveDate};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::answer::{Answer, Format};
use super::end::outcome;
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::shared::{NOTE, OUTCOME, RECEIVER, WHO};
use super::{value, who};
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::outcome::{Came, Lasted, Outcome};
use crate::domain::facts::participant::{PersonId, Stay};
use crate::domain::reckon::lasting::latest_ended;
use crate::lists::outcomes::Outcomes;
use crate::lists::rows::record::StayRow;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// The figures of this year; of the present one if not given
    ///
    /// Siffrorna för det året; för i år om det inte anges
    #[arg(long, value_name = "YEAR", value_parser = value::year)]
    year: Option<i32>,
    #[command(flatten)]
    format: Format,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Tell anew what came of a stay; what is not given stays as it is
    ///
    /// Säg på nytt vad det blev av en vistelse; det som inte anges står kvar
    Set(SetArguments),
    /// Tell whether the job after a stay lasted
    ///
    /// Säg om arbetet efter en vistelse varade
    Check(CheckArguments),
}

#[derive(Debug, Args)]
struct Which {
    #[arg(help = WHO)]
    who: String,
    /// The first day of the stay; the latest that has an end if not given
    ///
    /// Vistelsens första dag; den senaste som har slutat om den inte anges
    #[arg(long, value_name = "DATE")]
    stay: Option<String>,
}

#[derive(Debug, Args)]
struct SetArguments {
    #[command(flatten)]
    which: Which,
    #[arg(long, value_parser = outcome, help = OUTCOME)]
    outcome: Option<Outcome>,
    #[arg(long, visible_aliases = ["unit", "school"], value_name = "NAME", help = RECEIVER)]
    employer: Option<String>,
    /// The first day of a job
    ///
    /// Första dagen i ett arbete
    #[arg(long, value_name = "DATE")]
    start: Option<String>,
    #[arg(long, value_name = "TEXT", help = NOTE)]
    note: Option<String>,
}

#[derive(Debug, Args)]
struct CheckArguments {
    #[command(flatten)]
    which: Which,
    /// Whether the job lasted; unknown takes an answer back
    ///
    /// Om arbetet varade; okänt tar tillbaka ett svar
    lasted: Answered,
    /// The day of the check; today if not given
    ///
    /// Dagen för uppföljningen; i dag om den inte anges
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    #[arg(long, value_name = "TEXT", default_value = "", help = NOTE)]
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
            let session = Session::open(options)?;
            let year = arguments.year.unwrap_or(options.today.year());
            let list = Outcomes::of(year, &session.telling());
            Answer::list(&session, &arguments.format, &list)
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
        stay: StayRow::new(stay, &session.telling()),
    };
    Ok(Answer::new(options, &row, || {
        let ToldRow { id, name, stay } = &row;
        let (start, came) = (stay.start, stay.came.clone().unwrap_or_default());
        let end = stay.end.map_or(String::new(), |end| end.to_string());
        format!("{id} {name}: {start} – {end}  {came}")
    }))
}
