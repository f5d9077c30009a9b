//! `calendar`: public holidays, eves and local closed days; closing a day and opening it again.

use chrono::Datelike;
use clap::{Args, Subcommand};

use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::{self, Options};
use super::session::Session;
use super::shared::{ARENA_GROUP, DAY, YEAR};
use super::value;
use crate::domain::calendar::{long_date, public_holidays};
use crate::domain::decide::command::Command;
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::participant::{ArenaId, Group};
use crate::lists::calendar::{Calendar, CalendarRow, still_closed};
use crate::say;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[arg(value_parser = value::year, help = YEAR)]
    year: Option<i32>,
    #[command(flatten)]
    format: Format,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Close a day, or make it a half day
    ///
    /// Stäng en dag, eller gör den till en halvdag
    Close {
        #[arg(help = DAY)]
        date: String,
        /// Why, in a word or two
        ///
        /// Varför, med något ord
        #[arg(long, value_name = "TEXT")]
        name: Option<String>,
        #[command(flatten)]
        place: Place,
        /// Hours that are worked all the same: a half day
        ///
        /// Timmar som arbetas ändå: en halvdag
        #[arg(long, value_name = "HOURS")]
        open_hours: Option<String>,
    },
    /// Open a day that was closed
    ///
    /// Öppna en dag som var stängd
    Open {
        #[arg(help = DAY)]
        date: String,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Args)]
struct Place {
    /// One arena only
    ///
    /// Bara en arena
    #[arg(long, value_name = "ARENA")]
    arena: Option<String>,
    #[arg(long, requires = "arena", value_parser = options::group, help = ARENA_GROUP)]
    group: Option<Group>,
}

impl Place {
    fn arena(&self, session: &Session) -> Result<Option<ArenaId>, Failure> {
        let name = self.arena.as_deref();
        name.map(|name| session.arena_itself(self.group, name))
            .transpose()
    }
}

/// Shows a year, or changes a day.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    match &arguments.change {
        None => {
            let session = Session::open(options)?;
            let year = arguments.year.unwrap_or(options.today.year());
            let calendar = Calendar::of(year, &session.telling());
            Answer::list(&session, &arguments.format, &calendar)
        }
        Some(Change::Close {
            date,
            name,
            place,
            open_hours,
        }) => {
            let date = options.day(Some(date))?;
            let open_minutes = open_hours.as_deref().map(|text| options.hours(text));
            let open_minutes = open_minutes.transpose()?;
            let mut session = Session::open(options)?;
            let day = ClosedDay {
                date,
                arena: place.arena(&session)?,
                name: name.clone().unwrap_or_default(),
                open_minutes,
            };
            session.commit(&Command::Close(day.clone()))?;
            let row = CalendarRow::own(&day);
            let answer = Answer::new(options, &row, || row.text(&session.telling()));
            let mut holidays = public_holidays(date.year()).into_iter();
            Ok(match holidays.find(|holiday| holiday.date == date) {
                Some(holiday) if !options.json => {
                    let holiday = holiday.name.get(options.lang);
                    answer.remark(say!(options.lang,
                        sv: "Dagen är redan en helgdag: {holiday}.",
                        en: "The day is a public holiday already: {holiday}."))
                }
                _ => answer,
            })
        }
        Some(Change::Open { date, place }) => {
            let date = options.day(Some(date))?;
            let mut session = Session::open(options)?;
            let arena = place.arena(&session)?;
            session.commit(&Command::Open { date, arena })?;
            let row = CalendarRow {
                date,
                name: None,
                kind: None,
                own: None,
            };
            let answer = Answer::new(options, &row, || {
                let date = long_date(date, options.lang);
                say!(options.lang, sv: "{date}: öppet igen", en: "{date}: open again")
            });
            Ok(match still_closed(date, arena, &session.telling()) {
                Some(still) => answer.remark(still),
                None => answer,
            })
        }
    }
}
