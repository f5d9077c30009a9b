//! `quota`: the year's lönebidragsanställningar through AMI against the number that is planned for.

use chrono::Datelike;
use clap::Args;

use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::shared::YEAR;
use super::value;
use crate::lists::quota::Quota;

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(long, value_parser = value::year, help = YEAR)]
    year: Option<i32>,
    #[command(flatten)]
    format: Format,
}

/// Counts the year and the one before it.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    let year = arguments.year.unwrap_or(options.today.year());
    let quota = Quota::of(year, &session.telling());
    Answer::list(&session, &arguments.format, &quota)
}
