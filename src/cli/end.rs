//! `end`: a person's stay, with its last day and what came of it.

use clap::Args;

use super::answer::{Answer, Failure};
use super::options::Options;
use super::rows::{PersonRow, outcome_slug};
use super::session::Session;
use super::who;
use crate::domain::command::Command;
use crate::domain::outcome::Outcome;

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
    /// A note
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

fn outcome(text: &str) -> Result<Outcome, String> {
    let mut all = Outcome::ALL.into_iter();
    all.find(|outcome| outcome_slug(*outcome) == text)
        .ok_or_else(|| format!("give one of {}", Outcome::ALL.map(outcome_slug).join(", ")))
}

/// Ends the stay.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let last_day = options.day(Some(&arguments.on))?;
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, last_day)?;
    session.commit(&Command::EndStay {
        who,
        last_day,
        outcome: arguments.outcome,
        note: arguments.note.clone(),
    })?;
    let row = PersonRow::new(&session.register, session.person(who)?, options);
    Ok(Answer::new(options, &row, || row.text(options)))
}
