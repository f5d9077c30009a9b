//! `decision end`: a decision that came to hold for a shorter time, or not at all; and taking that back.

use clap::Args;

use super::{Became, number};
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::options::Options;
use crate::cli::session::Session;
use crate::cli::shared::{NOTE, WHO};
use crate::cli::who;
use crate::domain::decide::command::Command;
use crate::domain::decide::decisions::gap_after;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::decision::{DecisionId, Ending};

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = WHO)]
    who: String,
    /// The decision's number
    ///
    /// Beslutets nummer
    #[arg(value_parser = number)]
    number: DecisionId,
    #[command(flatten)]
    ending: How,
    #[arg(long, value_name = "TEXT", default_value = "", help = NOTE)]
    note: String,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct How {
    /// Its last day
    ///
    /// Dess sista dag
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// It never held: recorded by mistake, or taken back by AF
    ///
    /// Det har aldrig gällt: registrerat av misstag, eller återtaget av AF
    #[arg(long)]
    withdraw: bool,
    /// It was ended or withdrawn by mistake, and holds as decided
    ///
    /// Det avslutades eller återtogs av misstag, och gäller som det beslutades
    #[arg(long)]
    reopen: bool,
}

/// Ends the decision.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let on = options.day_if_told(arguments.ending.on.as_deref())?;
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, options.today)?;
    let id = arguments.number;
    session.commit(&Command::EndDecision {
        who,
        id,
        ending: match on {
            Some(day) => Ending::On(day),
            None if arguments.ending.reopen => Ending::Reopened,
            None => Ending::Withdrawn,
        },
        note: arguments.note.clone(),
    })?;
    let person = session.person(who)?;
    let decision = person.decisions.iter().find(|decision| decision.id == id);
    let decision = decision.ok_or_else(|| {
        let name = person.name(options.lang);
        Failure::refused(Refusal::NoSuchDecision { name, id }.text(options.lang))
    })?;
    let warnings: Vec<_> = gap_after(person, id).into_iter().collect();
    Ok(Became::answer(&session, person, decision, &warnings))
}
