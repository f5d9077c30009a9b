//! `decision list`: one person's decisions; or, as a duty of follow-up, whose support runs, with all three clocks.

use clap::Args;

use crate::cli::answer::{Answer, Format};
use crate::cli::failure::Failure;
use crate::cli::options::Options;
use crate::cli::session::Session;
use crate::cli::who;
use crate::lists::decisions::Decisions;
use crate::lists::follow_up::FollowUp;

#[derive(Debug, Args)]
pub struct Arguments {
    /// A number (12 or #12) or a full name; without one, everybody at AMI whose support runs or has run out with nothing
    /// to follow, by its last day
    ///
    /// Ett nummer (12 eller #12) eller hela namnet; utan det alla på AMI vars stöd löper, eller har löpt ut utan att något följer, efter sista dag
    who: Option<String>,
    #[command(flatten)]
    format: Format,
}

/// Shows one person's decisions, the reading of which is logged, or those that have to be followed up.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let mut session = Session::open(options)?;
    let format = &arguments.format;
    let Some(who) = &arguments.who else {
        return Answer::list(&session, format, &FollowUp::of(&session.telling()));
    };
    let who = who::resolve(&session.register, options, who, options.today)?;
    session.read_card(who)?;
    Answer::list(&session, format, &Decisions::of(who, &session.telling()))
}
