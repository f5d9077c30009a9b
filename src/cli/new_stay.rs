//! `new-stay` and `reopen`: somebody the register knows comes back, or did not leave.

use clap::Args;

use super::add::StayArguments;
use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::shared::WHO;
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::decide::stays::lost_moves;
use crate::lists::rows::person::PersonRow;
use crate::say;

#[derive(Debug, Args)]
pub struct NewStayArguments {
    #[arg(help = WHO)]
    who: String,
    #[command(flatten)]
    stay: StayArguments,
}

#[derive(Debug, Args)]
pub struct ReopenArguments {
    #[arg(help = WHO)]
    who: String,
}

/// Begins a new stay.
pub fn new_stay(arguments: &NewStayArguments, options: &Options) -> Result<Answer, Failure> {
    let draft = Box::new(arguments.stay.draft(options)?);
    let start = draft.start;
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, options.today)?;
    session.commit(&Command::NewStay { who, draft })?;
    let row = PersonRow::on(session.person(who)?, start, &session.telling());
    Ok(Answer::new(options, &row, || row.text(options.lang)))
}

/// Takes the end of the latest stay away, so that it goes on.
pub fn reopen(arguments: &ReopenArguments, options: &Options) -> Result<Answer, Failure> {
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, options.today)?;
    let committed = session.commit(&Command::ReopenStay { who })?;
    let row = PersonRow::new(session.person(who)?, &session.telling());
    let answer = Answer::new(options, &row, || {
        let row = row.text(options.lang);
        say!(options.lang, sv: "{row}; vistelsen fortsätter", en: "{row}; the stay goes on")
    });
    let lost = lost_moves(committed.changes(), &session.register, options.lang);
    Ok(lost.into_iter().fold(answer, Answer::remark))
}
