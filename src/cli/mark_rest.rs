//! `mark-rest`: all that are expected and still unmarked of a group or an arena, as present.

use chrono::NaiveDate;
use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::mark::line;
use super::options::{self, Options};
use super::session::Session;
use super::shared::DAY_OR_TODAY;
use crate::domain::calendar::long_date;
use crate::domain::decide::command::Command;
use crate::domain::facts::change::Change;
use crate::domain::facts::participant::{Group, PersonId};
use crate::lists::rows::mark::MarkRow;
use crate::say;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    whose: Whose,
    #[arg(long, value_name = "DATE", help = DAY_OR_TODAY)]
    on: Option<String>,
    /// Mark them on another day than today
    ///
    /// Markera dem på en annan dag än i dag
    #[arg(long)]
    yes: bool,
}

/// Whom it is about.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Whose {
    /// All of a group: indoor, outdoor or other-unit
    ///
    /// Alla i en grupp: inne, ute eller annan-enhet
    #[arg(long, value_parser = options::group)]
    group: Option<Group>,
    /// All of an arena; of this group, where both have one of that name
    ///
    /// Alla i en arena; i den gruppen, där båda har en med det namnet
    #[arg(long, value_name = "ARENA")]
    arena: Option<String>,
}

impl Whose {
    /// Those of the group or the arena who are at AMI on a day.
    fn people(&self, session: &Session, day: NaiveDate) -> Result<Vec<PersonId>, Failure> {
        let register = &session.register;
        let arena = self.arena.as_deref();
        let arena = arena
            .map(|name| session.arena(self.group, name))
            .transpose()?;
        let people = register.shown_at_ami(day).filter(|person| {
            let place = register.arena_of(person, day);
            place.is_some_and(|place| match arena {
                Some(arena) => place.id == arena,
                None => self.group == Some(place.group),
            })
        });
        Ok(people.map(|person| person.id).collect())
    }
}

/// Marks them; on another day than today only where that was said, since it is many marks at once.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let day = options.day(arguments.on.as_deref())?;
    if day != options.today && !arguments.yes {
        let date = long_date(day, options.lang);
        return Err(Failure::refused(say!(options.lang,
            sv: "Det är inte i dag utan {date}. Inget är markerat. Med --yes görs det ändå.",
            en: "That is not today but {date}. Nothing was marked. With --yes it is done all the same.")));
    }
    let mut session = Session::open(options)?;
    let who = arguments.whose.people(&session, day)?;
    let committed = session.commit(&Command::MarkRest { day, who })?;
    let (_register, mut rows, mut lines) = (&session.register, Vec::new(), Vec::new());
    for marked in committed.changes().iter().filter_map(Change::as_mark) {
        if let Some(mark) = marked.after {
            let person = session.person(marked.who)?;
            let row = MarkRow::new(person, day, mark, &session.telling());
            lines.push(line(&row, mark, options.lang));
            rows.push(row);
        }
    }
    let answer = Answer::new(options, &rows, || lines.join("\n"));
    Ok(match rows.is_empty() && !options.json {
        true => answer.remark(say!(options.lang,
            sv: "Ingen som väntas där är omarkerad; inget är ändrat.",
            en: "Nobody expected there is unmarked; nothing was changed.")),
        false => answer,
    })
}
