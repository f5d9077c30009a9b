//! `add`: a new person, from the command line.

use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::fields::Fields;
use super::options::{self, Options};
use super::session::Session;
use super::shared::{ARENA, GROUP, LAST_DAY, NEW_ARENA};
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::facts::change::Change;
use crate::domain::facts::details::{Details, Field};
use crate::domain::facts::participant::{Draft, Group, PersonId, Whom};
use crate::domain::reading::{parse_week, parse_weekdays};
use crate::lists::rows::person::PersonRow;
use crate::store::Committed;

/// The weekdays where none are given.
const WEEKDAYS: &str = "mon-fri";

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = Field::Given.help())]
    given: String,
    #[arg(help = Field::Family.help())]
    family: String,
    #[command(flatten)]
    stay: StayArguments,
    #[command(flatten)]
    fields: Fields<false>,
    /// It is this person, who comes back: a new stay
    ///
    /// Det är den här personen, som kommer tillbaka: en ny vistelse
    #[arg(long, value_name = "WHO", conflicts_with = "new")]
    same: Option<String>,
    /// A new person, though the name is known
    ///
    /// En ny person, fast namnet är känt
    #[arg(long)]
    new: bool,
}

/// A stay as it begins: where, from when, until when, with which hours.
#[derive(Debug, Args)]
pub struct StayArguments {
    #[arg(long, value_parser = options::group, help = GROUP)]
    group: Group,
    #[arg(long, default_value = "", help = ARENA)]
    arena: String,
    #[arg(long, help = NEW_ARENA)]
    new_arena: bool,
    /// The first day; today if not given
    ///
    /// Första dagen; i dag om den inte anges
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    #[arg(long, value_name = "DATE", help = LAST_DAY)]
    until: Option<String>,
    /// Hours a day; or those of each day: mon-thu 8, fri 6
    ///
    /// Timmar per dag; eller varje dags: mån-tor 8, fre 6
    #[arg(long, value_name = "HOURS")]
    hours: Option<String>,
    /// The weekdays with those hours
    ///
    /// Veckodagarna med de timmarna
    #[arg(
        long,
        value_name = "DAYS",
        default_value = WEEKDAYS,
        requires = "hours"
    )]
    weekdays: String,
}

/// Adds the person; makes the register where there is none.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let mut draft = draft(arguments, options)?;
    let start = draft.start;
    let mut session = Session::open_or_create(options)?;
    draft.whom = match &arguments.same {
        Some(who) => Whom::Same(who::resolve(
            &session.register,
            options,
            who,
            options.today,
        )?),
        None if arguments.new => Whom::New,
        None => Whom::Unsaid,
    };
    let committed = session.commit(&Command::Enrol(Box::new(draft)))?;
    let who = added(&committed);
    let row = PersonRow::on(session.person(who)?, start, &session.telling());
    Ok(Answer::new(options, &row, || row.text(options.lang)))
}

fn draft(arguments: &Arguments, options: &Options) -> Result<Draft, Failure> {
    let name = Details {
        given: arguments.given.clone(),
        family: arguments.family.clone(),
        ..Details::default()
    };
    Ok(Draft {
        details: arguments.fields.over(name, options)?,
        ..arguments.stay.draft(options)?
    })
}

/// The minutes of each weekday, of hours and weekdays as typed on the command line.
pub fn schedule(hours: &str, weekdays: &str, options: &Options) -> Result<[u16; 7], Failure> {
    // Days with hours of their own name themselves: the other option is as it is when nobody gives it.
    if let (Ok(week), WEEKDAYS) = (parse_week(hours), weekdays) {
        return Ok(week);
    }
    let minutes = options.hours_a_day(hours)?;
    let weekdays =
        parse_weekdays(weekdays).map_err(|error| Failure::usage(error.text(options.lang)))?;
    Ok(weekdays.map(|worked| if worked { minutes } else { 0 }))
}

impl StayArguments {
    /// The stay of somebody of whom nothing else is said.
    pub fn draft(&self, options: &Options) -> Result<Draft, Failure> {
        let hours = self.hours.as_deref();
        Ok(Draft {
            whom: Whom::default(),
            details: Details::default(),
            group: Some(self.group),
            arena: self.arena.clone(),
            start: options.day(self.from.as_deref())?,
            end: options.day_if_told(self.until.as_deref())?,
            schedule: hours
                .map(|hours| schedule(hours, &self.weekdays, options))
                .transpose()?,
            is_new_arena: self.new_arena,
        })
    }
}

/// The number that the new person was given.
fn added(committed: &Committed) -> PersonId {
    let added = committed.changes().iter().find_map(Change::person_after);
    added.map(|person| person.id).unwrap_or_default()
}
