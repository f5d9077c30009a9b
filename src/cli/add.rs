//! `add`: a new person, from the command line.

use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::options::{self, Options};
use super::rows::PersonRow;
use super::session::Session;
use super::value::WrongValue;
use crate::domain::decide::command::Command;
use crate::domain::facts::change::Change;
use crate::domain::facts::participant::{Draft, Group, PersonId, Protection};
use crate::domain::personnummer::Personnummer;
use crate::domain::reading::parse_weekdays;
use crate::store::Committed;
use crate::{import, say};

#[derive(Debug, Args)]
pub struct Arguments {
    /// The given name
    given: String,
    /// The family name
    family: String,
    /// indoor, outdoor or other-unit
    #[arg(long, value_parser = options::group)]
    group: Group,
    /// The arena, or the other unit; the group as a whole if not given
    #[arg(long, default_value = "")]
    arena: String,
    /// The first day; today if not given
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last day
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Hours a day
    #[arg(long, value_name = "HOURS")]
    hours: Option<String>,
    /// The weekdays with those hours
    #[arg(
        long,
        value_name = "DAYS",
        default_value = "mon-fri",
        requires = "hours"
    )]
    weekdays: String,
    /// The personnummer, or the samordningsnummer
    #[arg(long, value_name = "NUMBER")]
    personnummer: Option<String>,
    /// Protection in the population register: none, marked (sekretessmarkering) or strong (skyddad folkbokföring); lists do not show the name
    #[arg(long, value_name = "LEVEL", default_value = "none", value_parser = protection)]
    protection: Protection,
    /// The phone number
    #[arg(long, default_value = "")]
    phone: String,
    /// The supervisor
    #[arg(long, value_name = "NAME", default_value = "")]
    supervisor: String,
    /// The measure, such as work training
    #[arg(long, default_value = "")]
    measure: String,
    /// A note; no diagnoses
    #[arg(long, default_value = "")]
    note: String,
}

fn protection(text: &str) -> Result<Protection, WrongValue> {
    import::protection(text).ok_or_else(|| {
        WrongValue::new(|lang| {
            say!(lang,
                sv: "ange inget, sekretessmarkering eller skyddad-folkbokföring",
                en: "give none, marked or strong")
        })
    })
}

/// Adds the person; makes the register where there is none.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let draft = draft(arguments, options)?;
    let start = draft.start;
    let mut session = Session::open_or_create(options)?;
    let committed = session.commit(&Command::Enrol(Box::new(draft)))?;
    let who = added(&committed);
    let row = PersonRow::on(&session.register, session.person(who)?, start, options);
    Ok(Answer::new(options, &row, || row.text(options)))
}

fn draft(arguments: &Arguments, options: &Options) -> Result<Draft, Failure> {
    let lang = options.lang;
    let number = arguments.personnummer.as_deref().map(|text| {
        Personnummer::read(text, options.today)
            .map_err(|fault| Failure::usage(fault.text().get(lang)))
    });
    let schedule = match &arguments.hours {
        Some(hours) => {
            let minutes = options.hours(hours)?;
            let weekdays = parse_weekdays(&arguments.weekdays)
                .map_err(|error| Failure::usage(error.text(lang)))?;
            Some(weekdays.map(|worked| if worked { minutes } else { 0 }))
        }
        None => None,
    };
    let until = arguments.until.as_deref();
    Ok(Draft {
        given: arguments.given.clone(),
        family: arguments.family.clone(),
        personnummer: number.transpose()?,
        phone: arguments.phone.clone(),
        protection: arguments.protection,
        supervisor: arguments.supervisor.clone(),
        measure: arguments.measure.clone(),
        note: arguments.note.clone(),
        group: Some(arguments.group),
        arena: arguments.arena.clone(),
        start: options.day(arguments.from.as_deref())?,
        end: until.map(|text| options.day(Some(text))).transpose()?,
        schedule,
    })
}

/// The number that the new person was given.
fn added(committed: &Committed) -> PersonId {
    let added = committed.changes().iter().find_map(|change| match change {
        Change::Person { after, .. } => Some(after.id),
        _ => None,
    });
    added.unwrap_or_default()
}
