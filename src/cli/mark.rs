//! `mark` and `clear`: what is said of a person's day, and taking it back.

use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::rows::{MarkRow, SaidRow, moment};
use super::session::Session;
use super::value::whole;
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::attendance::{Code, Entry, Span};
use crate::domain::reading::parse_time;
use crate::say;
use crate::store::Committed;
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct MarkArguments {
    /// A number (12 or #12) or a full name
    who: String,
    /// An attendance code: its name, its letter or its stable name, such as sick
    code: String,
    /// The day; today if not given
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// From this time, for a part of the day
    #[arg(long, value_name = "HH:MM", requires = "until")]
    from: Option<String>,
    /// Until this time
    #[arg(long, value_name = "HH:MM", requires = "from")]
    until: Option<String>,
    /// Minutes that the code covers
    #[arg(long, value_name = "N", value_parser = whole::<u16>(0..))]
    minutes: Option<u16>,
    /// The code for the rest of a part of a day
    #[arg(long, value_name = "CODE")]
    rest: Option<String>,
    /// A note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Mark presence, or unnotified absence, on a day that is still to come
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Args)]
pub struct ClearArguments {
    /// A number (12 or #12) or a full name
    who: String,
    /// The day; today if not given
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

/// Marks a day.
pub fn mark(arguments: &MarkArguments, options: &Options) -> Result<Answer, Failure> {
    let time =
        |text: &String| parse_time(text).map_err(|error| Failure::usage(error.text(options.lang)));
    let from = arguments.from.as_ref().map(time).transpose()?;
    let until = arguments.until.as_ref().map(time).transpose()?;
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
    let mark = session.mark(who, day)?;
    let Some(mark) = mark else {
        // A colleague was quicker to take it away again.
        let name = session.person(who)?.name(options.lang);
        let refusal = Refusal::ChangedSince { name, by: None };
        return Err(Failure::refused(refusal.text(options.lang)));
    };
    let person = session.person(who)?;
    let row = MarkRow::new(&session.register, person, day, &mark, options);
    Ok(Answer::new(options, &row, || {
        let mut told = vec![mark.text(options.lang)];
        told.extend(row.said.note.clone());
        format!("{} {} {day}: {}", row.id, row.name, told.join(" "))
    }))
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
        by: options.actor.clone(),
        at: moment(at, options.zone),
    };
    Ok(Answer::new(options, &row, || {
        let name = &row.name;
        say!(options.lang,
            sv: "{who} {name} {day}: markeringen är borttagen",
            en: "{who} {name} {day}: the mark was taken away")
    }))
}

fn code(text: &str, lang: Lang) -> Result<Code, Failure> {
    Code::read(text).ok_or_else(|| {
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.kind().slug).collect();
        let codes = codes.join(", ");
        Failure::usage(say!(lang,
            sv: "Den närvarokoden finns inte. Koderna är {codes}.",
            en: "There is no such attendance code. The codes are {codes}."))
    })
}
