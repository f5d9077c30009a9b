//! `end`: a person's stay, with its last day and what came of it.

use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::shared::{LAST_DAY, NOTE, OUTCOME, RECEIVER, WHO};
use super::value::WrongValue;
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::decide::decisions::outlasting;
use crate::domain::decide::stays::lost_moves;
use crate::domain::facts::outcome::{Came, End, Outcome};
use crate::lists::rows::person::PersonRow;

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = WHO)]
    who: String,
    #[arg(long, value_name = "DATE", help = LAST_DAY)]
    on: String,
    #[arg(long, value_parser = outcome, help = OUTCOME)]
    outcome: Option<Outcome>,
    #[arg(long, visible_aliases = ["unit", "school"], value_name = "NAME", help = RECEIVER)]
    employer: Option<String>,
    /// The first day of a job; the day after the last one if not given
    ///
    /// Första dagen i ett arbete; dagen efter den sista om den inte anges
    #[arg(long, value_name = "DATE")]
    start: Option<String>,
    #[arg(long, value_name = "TEXT", help = NOTE)]
    note: Option<String>,
}

/// An outcome as the command line takes it.
pub fn outcome(text: &str) -> Result<Outcome, WrongValue> {
    Outcome::read(text)
        .ok_or_else(|| WrongValue::one_of(&Outcome::ALL, Outcome::slug, Outcome::name))
}

/// Ends the stay. Of an end that is set anew, what is not given stays as it is.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let last_day = options.day(Some(&arguments.on))?;
    let start = arguments.start.as_deref();
    let job_start = start.map(|day| options.day(Some(day))).transpose()?;
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, last_day)?;
    let person = session.person(who)?;
    let stay = person.stay(options.today);
    let stay = stay.or_else(|| person.stay_near(options.today.max(last_day)));
    let known = stay.and_then(|stay| stay.end.as_ref()).map(End::came);
    let mut came = known.unwrap_or_else(|| Came::only(Outcome::Unspecified));
    // What was known of another outcome says nothing of this one.
    if let Some(outcome) = arguments.outcome.filter(|told| *told != came.outcome) {
        came = Came::only(outcome);
    }
    if let Some(employer) = &arguments.employer {
        came.employer.clone_from(employer);
    }
    if let Some(note) = &arguments.note {
        came.note.clone_from(note);
    }
    came.job_start = job_start.or(came.job_start);
    let committed = session.commit(&Command::EndStay {
        who,
        last_day,
        came,
    })?;
    let (person, register) = (session.person(who)?, &session.register);
    let row = PersonRow::on(person, last_day, &session.telling());
    let answer = Answer::new(options, &row, || row.text(options.lang));
    let lost = lost_moves(committed.changes(), register, options.lang);
    let answer = lost.into_iter().fold(answer, Answer::remark);
    let rules = session.register.settings.rules();
    Ok(match outlasting(rules, person, last_day) {
        Some(warning) => answer.remark(warning.text(options.lang)),
        None => answer,
    })
}
