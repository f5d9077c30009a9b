//! `move`: a person to another group or arena, from a day on.

use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::options::{self, Options};
use super::rows::PersonRow;
use super::session::Session;
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::decide::stays::lost_moves;
use crate::domain::facts::participant::Group;
use crate::say;

#[derive(Debug, Args)]
pub struct Arguments {
    /// A number (12 or #12) or a full name
    who: String,
    /// indoor, outdoor or other-unit
    #[arg(long, value_parser = options::group)]
    group: Group,
    /// The arena, or the other unit; the group as a whole if not given
    #[arg(long, default_value = "")]
    arena: String,
    /// The first day there; today if not given
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
}

/// Moves the person.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let from = options.day(arguments.from.as_deref())?;
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, from)?;
    let committed = session.commit(&Command::Move {
        who,
        from,
        group: arguments.group,
        arena: arguments.arena.clone(),
    })?;
    let register = &session.register;
    let row = PersonRow::on(register, session.person(who)?, from, options);
    let answer = Answer::new(options, &row, || {
        let row = row.text(options);
        say!(options.lang, sv: "{row}; dit från {from}", en: "{row}; there from {from}")
    });
    let lost = lost_moves(committed.changes(), register, options.lang);
    Ok(lost.into_iter().fold(answer, Answer::remark))
}
