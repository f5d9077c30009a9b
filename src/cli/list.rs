//! `list` and `find`: people with their twelve-month clock.

use clap::Args;

use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::{self, Options};
use super::session::Session;
use super::shared::ONE_GROUP;
use super::who::found;
use crate::domain::facts::participant::{Group, PersonId};
use crate::lists::people::People;
use crate::say;

#[derive(Debug, Args)]
pub struct ListArguments {
    #[arg(long, value_parser = options::group, help = ONE_GROUP)]
    group: Option<Group>,
    /// Past and coming people too
    ///
    /// Även tidigare och kommande personer
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    format: Format,
}

#[derive(Debug, Args)]
pub struct FindArguments {
    /// A name, a part of one, a number, an arena, or a phone or case number or its last digits, four or more
    ///
    /// Ett namn, en del av ett, ett nummer, en arena, eller ett telefon- eller ärendenummer eller minst fyra sista siffror av det
    #[arg(required = true)]
    query: Vec<String>,
    #[command(flatten)]
    format: Format,
}

/// People at AMI today, by group and in Swedish order.
pub fn list(arguments: &ListArguments, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    let list = People::listed(arguments.group, arguments.all, &session.telling());
    Answer::list(&session, &arguments.format, &list)
}

/// People that a query fits, best first.
pub fn find(arguments: &FindArguments, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    let register = &session.register;
    let query = arguments.query.join(" ");
    let hits = match query.trim() {
        "" => Vec::new(),
        query => found(register, options, query, register.people.len()),
    };
    let people: Vec<PersonId> = hits.iter().map(|hit| PersonId(hit.id)).collect();
    let by = hits
        .into_iter()
        .filter_map(|hit| Some((PersonId(hit.id), hit.by?)));
    let by = by.collect();
    if people.is_empty() && !options.json {
        return Err(Failure::refused(say!(options.lang,
            sv: "Ingen stämmer in på sökningen.",
            en: "Nobody fits the search.")));
    }
    let is_empty = people.is_empty();
    let answer = Answer::list(&session, &arguments.format, &People::Found { people, by })?;
    Ok(match is_empty {
        true => answer.with_code(1),
        false => answer,
    })
}
