//! `end`: a person's stay, with its last day and what came of it.

use clap::Args;

use super::answer::{Answer, Failure};
use super::options::Options;
use super::rows::PersonRow;
use super::session::Session;
use super::who;
use crate::domain::command::Command;
use crate::domain::outcome::{Came, Outcome};

#[derive(Debug, Args)]
pub struct Arguments {
    /// A number (12 or #12) or a full name
    who: String,
    /// The last day
    #[arg(long, value_name = "DATE")]
    on: String,
    /// What came of it
    #[arg(long, default_value = "unspecified", value_parser = outcome)]
    outcome: Outcome,
    /// Who received the person: the employer, the other unit or the school
    #[arg(long, visible_aliases = ["unit", "school"], value_name = "NAME", default_value = "")]
    employer: String,
    /// The first day of a job; the day after the last one if not given
    #[arg(long, value_name = "DATE")]
    start: Option<String>,
    /// A note
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

/// An outcome as the command line takes it.
pub fn outcome(text: &str) -> Result<Outcome, String> {
    let mut all = Outcome::ALL.into_iter();
    all.find(|outcome| outcome.slug() == text)
        .ok_or_else(|| format!("give one of {}", Outcome::ALL.map(Outcome::slug).join(", ")))
}

/// Ends the stay.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let last_day = options.day(Some(&arguments.on))?;
    let start = arguments.start.as_deref();
    let job_start = start.map(|day| options.day(Some(day))).transpose()?;
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, last_day)?;
    session.commit(&Command::EndStay {
        who,
        last_day,
        came: Came {
            outcome: arguments.outcome,
            employer: arguments.employer.clone(),
            job_start,
            note: arguments.note.clone(),
        },
    })?;
    let row = PersonRow::new(&session.register, session.person(who)?, options);
    Ok(Answer::new(options, &row, || row.text(options)))
}
