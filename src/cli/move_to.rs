//! `move`: a person to another group or arena, from a day on.

use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::options::{self, Options};
use super::session::Session;
use super::shared::{ARENA, GROUP, NEW_ARENA, WHO};
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::decide::stays::lost_moves;
use crate::domain::facts::participant::Group;
use crate::lists::rows::person::PersonRow;
use crate::say;

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = WHO)]
    who: String,
    #[arg(long, value_parser = options::group, help = GROUP)]
    group: Group,
    #[arg(long, default_value = "", help = ARENA)]
    arena: String,
    #[arg(long, help = NEW_ARENA)]
    new_arena: bool,
    /// The first day there; today if not given
    ///
    /// Första dagen där; i dag om den inte anges
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
        is_new_arena: arguments.new_arena,
    })?;
    let register = &session.register;
    let row = PersonRow::on(session.person(who)?, from, &session.telling());
    let answer = Answer::new(options, &row, || {
        let row = row.text(options.lang);
        say!(options.lang, sv: "{row}; dit från {from}", en: "{row}; there from {from}")
    });
    let lost = lost_moves(committed.changes(), register, options.lang);
    Ok(lost.into_iter().fold(answer, Answer::remark))
}
