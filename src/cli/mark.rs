//! `mark` and `clear`: what is said of a person's day, and taking it back.

use chrono::NaiveDate;
use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::rows::moment;
use super::session::Session;
use super::shared::{DAY_OR_TODAY, NOTE, WHO};
use super::value::whole;
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::taking_back::Fact;
use crate::domain::facts::attendance::{Code, Entry, Mark, Span};
use crate::domain::facts::participant::PersonId;
use crate::domain::reading::parse_time;
use crate::lists::rows::mark::{MarkRow, SaidRow};
use crate::say;
use crate::store::Committed;
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct MarkArguments {
    #[arg(help = WHO)]
    who: String,
    /// An attendance code: its name, its letter or its stable name, such as sick
    ///
    /// En närvarokod: dess namn, dess bokstav eller dess fasta namn, till exempel sick
    code: String,
    #[arg(long, value_name = "DATE", help = DAY_OR_TODAY)]
    on: Option<String>,
    /// From this time, for a part of the day
    ///
    /// Från det klockslaget, för en del av dagen
    #[arg(long, value_name = "HH:MM", requires = "until")]
    from: Option<String>,
    /// Until this time
    ///
    /// Till det klockslaget
    #[arg(long, value_name = "HH:MM", requires = "from")]
    until: Option<String>,
    /// Minutes that the code covers
    ///
    /// Så många minuter som koden täcker
    #[arg(long, value_name = "N", value_parser = whole::<u16>(0..))]
    minutes: Option<u16>,
    /// The code for the rest of a part of a day
    ///
    /// Koden för resten av en del av dag
    #[arg(long, value_name = "CODE")]
    rest: Option<String>,
    #[arg(long, value_name = "TEXT", help = NOTE)]
    note: Option<String>,
    /// Mark presence, or unnotified absence, on a day that is still to come
    ///
    /// Markera närvaro, eller oanmäld frånvaro, på en dag som inte har varit än
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Args)]
pub struct ClearArguments {
    #[arg(help = WHO)]
    who: String,
    #[arg(long, value_name = "DATE", help = DAY_OR_TODAY)]
    on: Option<String>,
}

/// Marks a day.
pub fn mark(arguments: &MarkArguments, options: &Options) -> Result<Answer, Failure> {
    let from = arguments.from.as_deref();
    let from = from.map(|text| time(text, options.lang)).transpose()?;
    let until = arguments.until.as_deref();
    let until = until.map(|text| time(text, options.lang)).transpose()?;
    let rest = arguments.rest.as_deref();
    let entry = Entry {
        code: code(&arguments.code, options.lang)?,
        minutes: arguments.minutes,
        span: from.zip(until).map(|(from, until)| Span { from, until }),
        rest: rest.map(|text| code(text, options.lang)).transpose()?,
        note: arguments.note.clone().unwrap_or_default(),
    };
    let day = options.day(arguments.on.as_deref())?;

    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, day)?;
    let command = Command::Mark { who, day, entry };
    let marked = session.mark(who, day)?.map(|mark| mark.code);
    if let Some((_, code)) = command.foretells(options.today, |_| marked)
        && !arguments.yes
    {
        let code = code.kind().name.get(options.lang);
        return Err(Failure::refused(say!(options.lang,
            sv: "{day} har inte varit än, och ”{code}” vet man först då. Inget är markerat. Med --yes görs det ändå.",
            en: "{day} is still to come, and “{code}” is only known then. Nothing was marked. With --yes it is done all the same.")));
    }
    session.commit(&command)?;
    as_marked(&session, who, day)
}

/// What a person is marked as on a day, for the answer to a change of it.
pub fn as_marked(session: &Session, who: PersonId, day: NaiveDate) -> Result<Answer, Failure> {
    let options = session.options;
    let person = session.person(who)?;
    let Some(mark) = session.mark(who, day)? else {
        // A colleague was quicker to take it away again.
        let name = person.name(options.lang);
        let fact = Fact::Mark(day);
        let refusal = Refusal::ChangedSince {
            fact,
            name,
            by: None,
            at: None,
        };
        return Err(Failure::refused(refusal.text(options.lang)));
    };
    let row = MarkRow::new(person, day, &mark, &session.telling());
    Ok(Answer::new(options, &row, || {
        line(&row, &mark, options.lang)
    }))
}

/// A mark in a line.
pub fn line(row: &MarkRow, mark: &Mark, lang: Lang) -> String {
    let mut told = vec![mark.text(lang)];
    told.extend(row.said.note.clone());
    format!("{} {} {}: {}", row.id, row.name, row.date, told.join(" "))
}

/// Takes a mark away.
pub fn clear(arguments: &ClearArguments, options: &Options) -> Result<Answer, Failure> {
    let day = options.day(arguments.on.as_deref())?;
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, day)?;
    let committed = session.commit(&Command::Clear { who, day })?;
    let name = session.person(who)?.name(options.lang);
    let at = match committed {
        Committed::Written(entry) => entry.at,
        Committed::Unchanged => 0,
    };
    let row = MarkRow {
        id: who,
        name,
        date: day,
        said: SaidRow::default(),
        by: options.who.name.clone(),
        at: moment(at, options.zone),
    };
    Ok(Answer::new(options, &row, || {
        let name = &row.name;
        say!(options.lang,
            sv: "{who} {name} {day}: markeringen är borttagen",
            en: "{who} {name} {day}: the mark was taken away")
    }))
}

/// A time of day as typed on the command line.
pub fn time(text: &str, lang: Lang) -> Result<u16, Failure> {
    parse_time(text).map_err(|error| Failure::usage(error.text(lang)))
}

/// An attendance code as typed on the command line.
pub fn code(text: &str, lang: Lang) -> Result<Code, Failure> {
    Code::read(text).ok_or_else(|| {
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.kind().slug).collect();
        let codes = codes.join(", ");
        Failure::usage(say!(lang,
            sv: "Den närvarokoden finns inte. Koderna är {codes}.",
            en: "There is no such attendance code. The codes are {codes}."))
    })
}
