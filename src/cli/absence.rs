//! `absence`: the long absences of a person, which may pause the twelve-month clock; their days and never a reason.

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::facts::change::Reading;
use crate::domain::facts::participant::{Absence, Participant, PersonId};
use crate::say;

#[derive(Debug, Args)]
pub struct Arguments {
    /// A number (12 or #12) or a full name
    who: String,
    /// The first day; all are shown if it is not given, and the reading is logged
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last day; until further notice if not given
    #[arg(
        long,
        value_name = "DATE",
        requires = "from",
        conflicts_with = "remove"
    )]
    until: Option<String>,
    /// Take the absence that began on that day away
    #[arg(long, requires = "from")]
    remove: bool,
}

/// A person's long absences.
#[derive(Debug, Serialize)]
struct AbsencesRow {
    id: PersonId,
    /// Masked where the identity is protected.
    name: String,
    absences: Vec<AbsenceRow>,
}

/// One period.
#[derive(Clone, Debug, Serialize)]
pub struct AbsenceRow {
    pub from: NaiveDate,
    /// Null until further notice.
    pub until: Option<NaiveDate>,
}

impl From<&Absence> for AbsenceRow {
    fn from(absence: &Absence) -> AbsenceRow {
        AbsenceRow {
            from: absence.from,
            until: absence.until,
        }
    }
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
    let person = session.person(who)?;
    let row = AbsencesRow {
        id: person.id,
        name: person.name(options.lang),
        absences: absences(person).map(AbsenceRow::from).collect(),
    };
    let answer = Answer::new(options, &row, || {
        let lines = absences(person).map(|absence| format!("  {}\n", absence.text(options.lang)));
        format!("{} {}\n{}", row.id, row.name, lines.collect::<String>())
    });
    let pauses = session.register.settings.rule.absence_pauses;
    if from.is_some() && !pauses && !arguments.remove && !options.json {
        return Ok(answer.remark(say!(options.lang,
            sv: "Frånvaro pausar inte klockan: inställningen rule.absence-pauses är nej.",
            en: "Absence does not pause the clock: the setting rule.absence-pauses is no.")));
    }
    Ok(answer)
}

fn absences(person: &Participant) -> impl Iterator<Item = &Absence> {
    person.stays.iter().flat_map(|stay| &stay.absences)
}
