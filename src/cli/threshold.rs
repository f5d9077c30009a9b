//! `threshold`: whose twelve months are near or reached, and why.

use clap::Args;

use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::value;
use crate::lists::clocks::Clocks;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Everyone with at most so many days left, instead of those near or reached; with a minus, so many days over
    ///
    /// Alla med högst så många dagar kvar, i stället för nära eller över; med minus framför, så många dagar över
    #[arg(long, value_name = "DAYS", value_parser = value::days)]
    within: Option<i64>,
    #[command(flatten)]
    format: Format,
}

/// The people, those with the fewest days left first.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    let list = Clocks::twelve_months(arguments.within, &session.telling());
    Answer::list(&session, &arguments.format, &list)
}
