//! `tolv demo`: the board on made-up people, or a made-up register written to a file.

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::progress::Progress;
use super::value::whole;
use super::{ending, root, screen, session};
use crate::cli::means::by_command;
use crate::demo::{self, MAX_MONTHS, Plan};
use crate::store::NotCommitted;
use crate::text::Text;
use crate::{say, text};

/// What the board of a register in a temporary folder begins with.
const GONE_AFTERWARDS: Text = text!(
    "Påhittat: borta när du avslutar.",
    "Made up: gone when you leave."
);

/// The most people that can be made up.
const MOST: u64 = 100_000;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Another seed makes up other people
    ///
    /// Ett annat frö hittar på andra personer
    #[arg(long, value_name = "N", value_parser = whole::<u64>(0..))]
    seed: Option<u64>,

    /// How many people are at AMI
    ///
    /// Hur många som är på AMI
    #[arg(long, value_name = "N", value_parser = whole(1..=MOST))]
    participants: Option<u64>,

    /// How many years of attendance there are; without it fourteen months
    ///
    /// Hur många års närvaro som finns; utan det fjorton månader
    #[arg(long, value_name = "Y", value_parser = whole(1..=MAX_MONTHS / 12))]
    years: Option<u32>,
}

/// What was written.
#[derive(Serialize)]
struct Made {
    participants: usize,
    marks: usize,
}

/// Writes the register to `--database`, or opens the board on one that is gone afterwards.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let mut plan = Plan::new(options.today);
    plan.seed = arguments.seed.unwrap_or(plan.seed);
    plan.participants = arguments
        .participants
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(plan.participants);
    plan.months = arguments.years.map_or(plan.months, |years| years * 12);
    let request = session::request(options);
    let failed = |error: NotCommitted| Failure::refused(error.text(by_command(options.lang)));
    match options.given_database() {
        Some(path) => {
            root::may_make(path, options)?;
            ending::leave_nothing();
            let mut progress = Progress::new(options);
            let made = demo::make(path, &plan, &request, &mut |done, total| {
                progress.people(done, total);
            });
            progress.end();
            let made = made.map_err(failed)?;
            let (people, marks) = (made.people, made.marks);
            let data = Made {
                participants: people,
                marks,
            };
            Ok(Answer::new(options, &data, || {
                say!(options.lang,
                    sv: "Påhittat register: {people} deltagare, {marks} markeringar.\n",
                    en: "Made-up register: {people} participants, {marks} marks.\n")
            }))
        }
        None => {
            screen::check(options)?;
            let (folder, path) = demo::temporary(&plan, &request).map_err(failed)?;
            let shown = screen::show(options, &path, Some(GONE_AFTERWARDS.get(options.lang)));
            drop(folder);
            shown
        }
    }
}
