//! `absence`: the long absences of a person, which may pause the twelve-month clock; their days and never a reason.

use clap::Args;

use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::shared::WHO;
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::facts::change::Reading;
use crate::domain::facts::participant::Absence;
use crate::lists::absences::Absences;
use crate::say;

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = WHO)]
    who: String,
    /// The first day; all are shown if it is not given, and the reading is logged
    ///
    /// Första dagen; om den inte anges visas alla perioder, och läsningen loggas
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last day; until further notice if not given
    ///
    /// Sista dagen; tills vidare om den inte anges
    #[arg(
        long,
        value_name = "DATE",
        requires = "from",
        conflicts_with = "remove"
    )]
    until: Option<String>,
    /// Take the absence that began on that day away
    ///
    /// Ta bort frånvaron som började den dagen
    #[arg(long, requires = "from")]
    remove: bool,
    #[command(flatten)]
    format: Format,
}

/// Shows the absences; records one, or changes or removes the one that began on the day.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let from = arguments.from.as_deref();
    let from = from.map(|day| options.day(Some(day))).transpose()?;
    let until = arguments.until.as_deref();
    let until = until.map(|day| options.day(Some(day))).transpose()?;
    let mut session = Session::open(options)?;
    let day = from.unwrap_or(options.today);
    let who = who::resolve(&session.register, options, &arguments.who, day)?;
    session.commit(&match from {
        None => Command::Read {
            who,
            what: Reading::Card,
        },
        Some(from) if arguments.remove => Command::RemoveAbsence { who, from },
        Some(from) => Command::SetAbsence {
            who,
            absence: Absence { from, until },
            instead_of: Some(from),
        },
    })?;
    let list = Absences::of(who, &session.telling());
    let answer = Answer::list(&session, &arguments.format, &list)?;
    let pauses = session.register.settings.rule.absence_pauses;
    if from.is_some() && !pauses && !arguments.remove && !options.json {
        return Ok(answer.remark(say!(options.lang,
            sv: "Frånvaro pausar inte klockan: inställningen rule.absence-pauses är nej.",
            en: "Absence does not pause the clock: the setting rule.absence-pauses is no.")));
    }
    Ok(answer)
}
