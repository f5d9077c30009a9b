//! `note`: times, note and what else is said beside the code of a mark.

use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::mark::{as_marked, code, time};
use super::options::Options;
use super::session::Session;
use super::shared::{DAY_OR_TODAY, WHO};
use super::value::whole;
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::attendance::{Entry, Mark, Span};
use crate::say;

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = WHO)]
    who: String,
    #[arg(long, value_name = "DATE", help = DAY_OR_TODAY)]
    on: Option<String>,
    #[command(flatten)]
    told: Told,
}

/// What is told beside the code. What is not told stays as it is.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Told {
    /// From this time; "" takes both times away
    ///
    /// Från det klockslaget; "" tar bort båda klockslagen
    #[arg(long, value_name = "HH:MM")]
    from: Option<String>,
    /// Until this time
    ///
    /// Till det klockslaget
    #[arg(long, value_name = "HH:MM")]
    until: Option<String>,
    /// Minutes that the code covers
    ///
    /// Så många minuter som koden täcker
    #[arg(long, value_name = "N", value_parser = whole::<u16>(0..))]
    minutes: Option<u16>,
    /// The code for the rest of a part of a day; "" takes it away
    ///
    /// Koden för resten av en del av dag; "" tar bort den
    #[arg(long, value_name = "CODE")]
    rest: Option<String>,
    /// A note; no diagnoses, the person may read it; "" takes it away
    ///
    /// En anteckning; inga diagnoser, personen kan få läsa den; "" tar bort den
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Changes what is said beside the code, unless a colleague has changed the mark in the same moment.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let day = options.day(arguments.on.as_deref())?;
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, day)?;
    let mark = session.mark(who, day)?;
    let Some(known) = mark.as_ref().map(Mark::entry) else {
        let name = session.person(who)?.name(options.lang);
        let refusal = Refusal::NothingToClear { name };
        return Err(Failure::refused(refusal.text(options.lang)));
    };
    let entry = arguments.told.of(known, options)?;
    let subject = Subject::Cell {
        cell: (who, day),
        mark,
    };
    session.commit(&Command::Still {
        subject: Box::new(subject),
        command: Box::new(Command::Describe { who, day, entry }),
    })?;
    as_marked(&session, who, day)
}

impl Told {
    /// What is known with what is told.
    fn of(&self, known: Entry, options: &Options) -> Result<Entry, Failure> {
        let Entry {
            code: known_code,
            minutes,
            span: known_span,
            rest,
            note,
        } = known;
        let span = self.span(known_span, options)?;
        // The minutes of other times say nothing of these.
        let minutes = minutes.filter(|_| span == known_span);
        Ok(Entry {
            code: known_code,
            minutes: self.minutes.or(minutes),
            span,
            rest: match self.rest.as_deref() {
                None => rest,
                Some("") => None,
                Some(text) => Some(code(text, options.lang)?),
            },
            note: self.note.clone().unwrap_or(note),
        })
    }

    fn span(&self, known: Option<Span>, options: &Options) -> Result<Option<Span>, Failure> {
        let (from, until) = (self.from.as_deref(), self.until.as_deref());
        if [from, until].contains(&Some("")) {
            return Ok(None);
        }
        let told = |text: Option<&str>| text.map(|text| time(text, options.lang)).transpose();
        let from = told(from)?.or(known.map(|span| span.from));
        let until = told(until)?.or(known.map(|span| span.until));
        match (from, until) {
            (Some(from), Some(until)) => Ok(Some(Span { from, until })),
            (None, None) => Ok(None),
            _ => Err(Failure::usage(say!(options.lang,
                sv: "Ange både --from och --until.",
                en: "Give both --from and --until."))),
        }
    }
}
