//! `duties`: what is due, for whom and why; and what was done about it.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::answer::Answer;
use super::columns::{Align, Columns, names};
use super::failure::Failure;
use super::options::Options;
use super::rows::told;
use super::session::Session;
use super::value::{self, FAR};
use crate::domain::decide::command::Command;
use crate::domain::facts::handling::{DutyKey, Handling};
use crate::domain::facts::participant::{Group, PersonId};
use crate::domain::reckon::duties::{About, Duty, days_watched, duties};
use crate::say;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// Those due within so many days too, although they have not come up; with a minus, only those so many days late
    #[arg(long, value_name = "DAYS", default_value_t = 0, value_parser = value::days)]
    within: i64,
    /// Those that are handled or set aside too
    #[arg(long)]
    all: bool,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Note that a duty is handled
    Handle {
        /// The duty's key, as the list has it
        key: String,
        /// What was done
        #[arg(long, value_name = "TEXT")]
        note: String,
    },
    /// Set a duty aside until a day to come
    SetAside {
        /// The duty's key, as the list has it
        key: String,
        /// The day it comes up again
        #[arg(long, value_name = "DATE")]
        until: String,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
    },
    /// Take a duty up again that was handled or set aside
    TakeUp {
        /// The duty's key, as the list has it
        key: String,
    },
}

/// A duty.
#[derive(Debug, Serialize)]
struct DutyRow {
    key: DutyKey,
    kind: &'static str,
    /// The person; null where it is about a group.
    id: Option<PersonId>,
    name: Option<String>,
    group: Option<Group>,
    since: NaiveDate,
    due: NaiveDate,
    days_left: i64,
    title: String,
    /// The rule, its value and source, and the days it was counted from.
    why: String,
    state: State,
    /// What was done about it.
    handled: Option<HandledRow>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    /// It has come up, and nothing has been done about it.
    Open,
    /// It comes up on a later day.
    ToCome,
    SetAside,
    Handled,
}

#[derive(Debug, Serialize)]
struct HandledRow {
    by: String,
    on: NaiveDate,
    /// The day it comes up again; null where it is handled.
    until: Option<NaiveDate>,
    note: Option<String>,
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

/// Reads the marks of the days that may not have been taken, then finds what is due.
fn found(session: &mut Session, within: i64) -> Result<Vec<Duty>, Failure> {
    let today = session.options.today;
    for day in days_watched(&session.register, today) {
        let there = session.register.at_ami(day).map(|person| person.id);
        let there: Vec<PersonId> = there.collect();
        let marks = session.store.day(day, there.iter().copied());
        let marks = marks.map_err(|error| session.failure(&error))?;
        session.register.marks.read_some(day, &there, marks);
        session.register.marks.read_all(day);
    }
    let ahead = u32::try_from(within).unwrap_or(0);
    Ok(duties(&session.register, today, ahead))
}

fn list(arguments: &Arguments, session: &mut Session) -> Result<Answer, Failure> {
    let options = session.options;
    let rows = found(session, arguments.within)?.into_iter();
    let rows = rows.map(|duty| DutyRow::new(&duty, session));
    let is_late_enough = |row: &DutyRow| arguments.within >= 0 || row.days_left <= arguments.within;
    let is_listed =
        |row: &DutyRow| is_late_enough(row) && (arguments.all || !row.state.is_out_of_the_way());
    let rows: Vec<DutyRow> = rows.filter(is_listed).collect();
    let answer = Answer::new(options, &rows, || text(&rows, options));
    if rows.is_empty() && !options.json {
        return Ok(answer.remark(say!(options.lang,
            sv: "Det finns inget att bevaka.",
            en: "Nothing is due.")));
    }
    Ok(answer)
}

/// The key of a duty that there is, also of one to come.
fn known(key: &str, session: &mut Session) -> Result<DutyKey, Failure> {
    let key = DutyKey(key.trim().to_owned());
    if found(session, FAR)?.iter().any(|duty| duty.key() == key) {
        return Ok(key);
    }
    Err(Failure::refused(say!(session.options.lang,
        sv: "Den bevakningen finns inte, eller inte längre. tolv duties visar vad som finns.",
        en: "There is no such duty, or no longer. tolv duties shows which there are.")))
}

/// The duty after what was done; only its key where it is no duty any more.
fn became(key: &DutyKey, session: &mut Session) -> Result<Answer, Failure> {
    let duty = found(session, FAR)?
        .into_iter()
        .find(|duty| duty.key() == *key);
    let row = duty.map(|duty| DutyRow::new(&duty, session));
    let options = session.options;
    Ok(Answer::new(options, &row, || match &row {
        Some(row) => row.text(options),
        None => key.to_string(),
    }))
}

fn text(rows: &[DutyRow], options: &Options) -> String {
    use Align::{Left, Right};
    use names::{DAYS, DUE, DUTY, KEY, NAME, NUMBER, SINCE, STATE, WHY};
    let mut columns = Columns::named(
        [Left, Right, Right, Left, Left, Left, Left, Left, Left],
        [DUE, DAYS, NUMBER, NAME, DUTY, SINCE, STATE, KEY, WHY],
        options.lang,
    );
    for row in rows {
        columns.row([
            row.due.to_string(),
            format!("{} d", row.days_left),
            row.id.map(|id| id.to_string()).unwrap_or_default(),
            row.whom(options),
            row.title.clone(),
            row.since.to_string(),
            row.state_told(options),
            row.key.to_string(),
            row.why.clone(),
        ]);
    }
    columns.text()
}

impl DutyRow {
    fn new(duty: &Duty, session: &Session) -> DutyRow {
        let (register, options) = (&session.register, session.options);
        let (today, lang) = (options.today, options.lang);
        let key = duty.key();
        let handling = register.handled.get(&key);
        let person = duty.who().and_then(|id| register.people.get(&id));
        DutyRow {
            kind: duty.matter.slug(),
            id: duty.who(),
            name: person.map(|person| person.name(lang)),
            group: match duty.about {
                About::Group(group) => Some(group),
                About::Person(_) => None,
            },
            since: duty.since,
            due: duty.due,
            days_left: duty.days_left(today),
            title: duty.title(today, lang),
            why: duty.why(register, today, lang),
            state: State::of(duty, handling, today),
            handled: handling.map(|handling| HandledRow {
                by: register.actor(handling.by).to_owned(),
                on: handling.on,
                until: handling.until,
                note: told(&handling.note),
            }),
            key,
        }
    }

    /// Whom it is about.
    fn whom(&self, options: &Options) -> String {
        let group = self.group.map(|group| group.heading().get(options.lang));
        let name = self.name.as_deref();
        name.or(group).unwrap_or("?").to_owned()
    }

    /// What was done about it, by whom and when.
    fn state_told(&self, options: &Options) -> String {
        let lang = options.lang;
        let Some(HandledRow { by, on, until, .. }) = &self.handled else {
            return match self.state {
                State::ToCome => say!(lang, sv: "kommer", en: "to come"),
                _ => String::new(),
            };
        };
        match (self.state, until) {
            (State::Handled, _) => {
                say!(lang, sv: "avklarad {on} av {by}", en: "handled {on} by {by}")
            }
            (State::SetAside, Some(until)) => {
                say!(lang, sv: "undanlagd till {until} av {by}", en: "set aside until {until} by {by}")
            }
            _ => say!(lang, sv: "undanlagd tidigare av {by}", en: "set aside before by {by}"),
        }
    }

    fn text(&self, options: &Options) -> String {
        let number = self.id.map(|id| format!("{id} ")).unwrap_or_default();
        let (whom, title, due) = (self.whom(options), &self.title, self.due);
        let state = match self.state {
            State::Open => say!(options.lang, sv: "att göra", en: "to be done"),
            _ => self.state_told(options),
        };
        format!("{number}{whom}: {title} {due}, {state}")
    }
}

impl State {
    fn of(duty: &Duty, handling: Option<&Handling>, today: NaiveDate) -> State {
        match handling {
            Some(handling) if duty.is_stilled(handling, today) => match handling.until {
                Some(_) => State::SetAside,
                None => State::Handled,
            },
            _ if duty.since > today => State::ToCome,
            _ => State::Open,
        }
    }

    fn is_out_of_the_way(self) -> bool {
        matches!(self, State::Handled | State::SetAside)
    }
}
