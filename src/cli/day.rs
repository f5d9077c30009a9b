//! `day`: a day's attendance, with those who are not marked.

use clap::Args;

use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::{self, Options};
use super::session::Session;
use super::shared::{DAY_OR_TODAY, ONE_GROUP};
use crate::domain::facts::participant::Group;
use crate::lists::day::{Day, there};

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(long, value_name = "DATE", help = DAY_OR_TODAY)]
    on: Option<String>,
    #[arg(long, value_parser = options::group, help = ONE_GROUP)]
    group: Option<Group>,
    #[command(flatten)]
    format: Format,
}

/// Everyone that AMI marks on the day.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let day = options.day(arguments.on.as_deref())?;
    let mut session = Session::open(options)?;
    let who = there(day, arguments.group, &session.telling());
    session.read_day(day, &who)?;
    let list = Day::of(day, &who, arguments.group, &session.telling());
    Answer::list(&session, &arguments.format, &list)
}
