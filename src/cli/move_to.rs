//! `move`: a person to another group or arena, from a day on.

use clap::Args;

use super::answer::{Answer, Failure};
use super::options::{self, Options};
use super::rows::PersonRow;
use super::session::Session;
use super::who;
use crate::domain::command::Command;
use crate::domain::participant::Group;

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
    session.commit(&Command::Move {
        who,
        from,
        group: arguments.group,
        arena: arguments.arena.clone(),
    })?;
    let row = PersonRow::new(&session.register, session.person(who)?, options);
    Ok(Answer::new(options, &row, || row.text(options)))
}
