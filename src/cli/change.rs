//! `change`: what is known of a person, from the command line.

use clap::Args;

use super::add::schedule;
use super::answer::Answer;
use super::failure::Failure;
use super::fields::{Fields, TOLD};
use super::options::Options;
use super::session::Session;
use super::shared::WHO;
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::authors::Part;
use crate::domain::facts::details::Details;
use crate::domain::facts::participant::{Participant, Whom};
use crate::lists::rows::person::PersonRow;

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = WHO)]
    who: String,
    #[command(flatten)]
    told: Told,
}

/// What is told of the person. What is not told stays as it is, and an empty text takes it away.
#[derive(Debug, Args)]
#[group(id = TOLD, required = true, multiple = true)]
struct Told {
    #[command(flatten)]
    fields: Fields<true>,
    /// The first day of the stay, where it was wrong
    ///
    /// Vistelsens första dag, om den var fel
    #[arg(long, value_name = "DATE", group = TOLD)]
    start: Option<String>,
    /// Hours a day, from today on
    ///
    /// Timmar per dag, från och med i dag
    #[arg(long, value_name = "HOURS", group = TOLD)]
    hours: Option<String>,
    /// The weekdays with those hours
    ///
    /// Veckodagarna med de timmarna
    #[arg(
        long,
        value_name = "DAYS",
        default_value = "mon-fri",
        requires = "hours"
    )]
    weekdays: String,
    /// Another person than who has that name already
    ///
    /// En annan person än den som redan heter så
    #[arg(long)]
    new: bool,
}

/// Changes what is told, unless a colleague has changed the person in the same moment.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, options.today)?;
    let change = arguments.told.of(session.person(who)?, options)?;
    let parts = &[Part::Details, Part::Stays];
    let command = match Subject::person(&session.register, who, parts) {
        Some(subject) => Command::Still {
            subject: Box::new(subject),
            command: Box::new(change),
        },
        None => change,
    };
    session.commit(&command)?;
    let row = PersonRow::new(session.person(who)?, &session.telling());
    Ok(Answer::new(options, &row, || row.text(options.lang)))
}

impl Told {
    /// The change of what is known to what is told.
    fn of(&self, person: &Participant, options: &Options) -> Result<Command, Failure> {
        let Told {
            fields,
            start,
            hours,
            weekdays,
            new,
        } = self;
        let stay = person.stay_near(options.today);
        let known = stay.map_or(options.today, |stay| stay.start);
        let hours = hours.as_deref();
        Ok(Command::Change {
            who: person.id,
            details: Box::new(fields.over(Details::of(person), options)?),
            start: options.day_if_told(start.as_deref())?.unwrap_or(known),
            schedule: hours
                .map(|hours| schedule(hours, weekdays, options))
                .transpose()?,
            whom: if *new { Whom::New } else { Whom::Unsaid },
        })
    }
}
