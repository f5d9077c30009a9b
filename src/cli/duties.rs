//! `duties`: what is due, for whom and why; and what was done about it.

use clap::{Args, Subcommand};

use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::shared::DUTY;
use super::value::{self, FAR};
use crate::domain::decide::command::Command;
use crate::domain::facts::handling::DutyKey;
use crate::domain::facts::participant::PersonId;
use crate::domain::reckon::duties::{Duty, days_watched, duties};
use crate::lists::duties::{Duties, DutyRow};
use crate::say;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// Those due within so many days too, although they have not come up; with a minus, only those so many days late
    ///
    /// Även det som ska göras inom så många dagar, fast det inte har kommit upp; med minus framför, bara det som är så många dagar sent
    #[arg(long, value_name = "DAYS", default_value_t = 0, value_parser = value::days)]
    within: i64,
    /// Those that are handled or set aside too
    ///
    /// Även det som är avklarat eller undanlagt
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    format: Format,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Note that a duty is handled
    ///
    /// Anteckna att en bevakning är avklarad
    Handle {
        #[arg(help = DUTY)]
        key: String,
        /// What was done; no diagnoses, the person may read it
        ///
        /// Vad som gjordes; inga diagnoser, personen kan få läsa det
        #[arg(long, value_name = "TEXT")]
        note: String,
    },
    /// Set a duty aside until a day to come
    ///
    /// Lägg undan en bevakning till en kommande dag
    SetAside {
        #[arg(help = DUTY)]
        key: String,
        /// The day it comes up again
        ///
        /// Dagen då den kommer upp igen
        #[arg(long, value_name = "DATE")]
        until: String,
        /// Why; no diagnoses, the person may read it
        ///
        /// Varför; inga diagnoser, personen kan få läsa det
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
    },
    /// Take a duty up again that was handled or set aside
    ///
    /// Ta upp en bevakning som är avklarad eller undanlagd
    TakeUp {
        #[arg(help = DUTY)]
        key: String,
    },
}

/// Lists the duties, or notes what was done about one.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let mut session = Session::open(options)?;
    let Some(change) = &arguments.change else {
        return list(arguments, &mut session);
    };
    let (key, command) = match change {
        Change::Handle { key, note } => {
            let key = known(key, &mut session)?;
            let (note, until) = (note.clone(), None);
            (key.clone(), Command::HandleDuty { key, note, until })
        }
        Change::SetAside { key, until, note } => {
            let until = Some(options.day(Some(until))?);
            let key = known(key, &mut session)?;
            let note = note.clone();
            (key.clone(), Command::HandleDuty { key, note, until })
        }
        Change::TakeUp { key } => {
            let key = DutyKey(key.trim().to_owned());
            (key.clone(), Command::TakeUpDuty { key })
        }
    };
    session.commit(&command)?;
    became(&key, &mut session)
}

/// Reads the marks of the days that may not have been taken.
fn read_days(session: &mut Session) -> Result<(), Failure> {
    for day in days_watched(&session.register, session.options.today) {
        let there = session.register.at_ami(day).map(|person| person.id);
        let there: Vec<PersonId> = there.collect();
        session.read_day(day, &there)?;
        session.register.marks.read_all(day);
    }
    Ok(())
}

/// The duty of a key, also one to come.
fn found(key: &DutyKey, session: &mut Session) -> Result<Option<Duty>, Failure> {
    read_days(session)?;
    let ahead = u32::try_from(FAR).unwrap_or(u32::MAX);
    let all = duties(&session.register, session.options.today, ahead);
    Ok(all.into_iter().find(|duty| duty.key() == *key))
}

fn list(arguments: &Arguments, session: &mut Session) -> Result<Answer, Failure> {
    read_days(session)?;
    let within = arguments.within;
    let of = &session.telling();
    let list = Duties::of(u32::try_from(within).unwrap_or(0), arguments.all, of);
    let list = if within < 0 {
        list.late(-within, of)
    } else {
        list
    };
    Answer::list(session, &arguments.format, &list)
}

/// The key of a duty that there is, also of one to come.
fn known(key: &str, session: &mut Session) -> Result<DutyKey, Failure> {
    let key = DutyKey(key.trim().to_owned());
    if found(&key, session)?.is_some() {
        return Ok(key);
    }
    Err(Failure::refused(say!(session.options.lang,
        sv: "Den bevakningen finns inte, eller inte längre. tolv duties visar vad som finns.",
        en: "There is no such duty, or no longer. tolv duties shows which there are.")))
}

/// The duty after what was done; only its key where it is no duty any more.
fn became(key: &DutyKey, session: &mut Session) -> Result<Answer, Failure> {
    let row = found(key, session)?.map(|duty| DutyRow::of(duty, 0, &session.telling()));
    let of = &session.telling();
    let json = row.as_ref().map(|row| row.json(of));
    Ok(Answer::new(session.options, &json, || match &row {
        Some(row) => row.text(of),
        None => key.text(session.options.lang),
    }))
}
