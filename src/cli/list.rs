//! `list` and `find`: people with their twelve-month clock.

use chrono::NaiveDate;
use clap::Args;

use super::answer::Answer;
use super::columns::{Align, Columns, clock_sign, names};
use super::failure::Failure;
use super::options::{self, Options};
use super::rows::PersonRow;
use super::session::Session;
use super::who::{finder, is_past};
use crate::domain::facts::participant::{Group, Participant, PersonId};
use crate::domain::order::list_key;
use crate::text::Lang;
use crate::{say, text};

#[derive(Debug, Args)]
pub struct ListArguments {
    /// One group only: indoor, outdoor or other-unit
    #[arg(long, value_parser = options::group)]
    group: Option<Group>,
    /// Past and coming people too
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Args)]
pub struct FindArguments {
    /// A name, a part of one, a number or an arena
    #[arg(required = true)]
    query: Vec<String>,
}

/// People at AMI today, by group and in Swedish order.
pub fn list(arguments: &ListArguments, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    let register = &session.register;
    let today = options.today;
    let people =
        (register.people.values()).filter(|person| arguments.all || person.stay(today).is_some());
    let mut people: Vec<(PersonRow, &Participant)> = people
        .map(|person| (PersonRow::new(register, person, options), person))
        .filter(|(row, _)| arguments.group.is_none() || row.group == arguments.group)
        .collect();
    people.sort_by_cached_key(|(row, person)| (row.group, list_key(person, options.lang), row.id));
    let rows: Vec<_> = people.into_iter().map(|(row, _)| row).collect();
    let answer = Answer::new(options, &rows, || grouped(&rows, &session));
    if rows.is_empty() && !options.json {
        return Ok(answer.remark(match arguments.group {
            Some(_) => {
                say!(options.lang, sv: "Ingen är i den gruppen.", en: "Nobody is in that group.")
            }
            None => say!(options.lang, sv: "Ingen är på AMI.", en: "Nobody is at AMI."),
        }));
    }
    Ok(answer)
}

/// People that a query fits, best first.
pub fn find(arguments: &FindArguments, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    let register = &session.register;
    let query = arguments.query.join(" ");
    let hits = match query.trim() {
        "" => Vec::new(),
        query => finder(register, options).find(query, register.people.len()),
    };
    let people = hits
        .iter()
        .filter_map(|hit| register.people.get(&PersonId(hit.id)));
    let rows: Vec<_> = people
        .map(|person| PersonRow::new(register, person, options))
        .collect();
    let answer = Answer::new(options, &rows, || {
        let mut columns = columns(options.lang);
        for row in &rows {
            columns.row(cells(row, &session));
        }
        columns.text()
    });
    if rows.is_empty() {
        return Ok(answer.but(say!(options.lang,
            sv: "Ingen stämmer in på sökningen.",
            en: "Nobody fits the search.")));
    }
    Ok(answer)
}

fn columns(lang: Lang) -> Columns<8> {
    use Align::{Left, Right};
    use names::{ARENA, DAYS, END, NAME, NUMBER, START, STATE, THRESHOLD};
    Columns::named(
        [Right, Left, Left, Left, Left, Left, Right, Left],
        [NUMBER, NAME, ARENA, START, END, THRESHOLD, DAYS, STATE],
        lang,
    )
}

fn grouped(rows: &[PersonRow], session: &Session) -> String {
    let lang = session.options.lang;
    let mut columns = columns(lang);
    for of_group in rows.chunk_by(|a, b| a.group == b.group) {
        let (group, n) = (of_group[0].group, of_group.len());
        let name = group.map_or("?", |group| group.heading().get(lang));
        columns.heading(&format!("{name} ({n})"));
        for row in of_group {
            columns.row(cells(row, session));
        }
    }
    columns.text()
}

/// Number, name, arena, start and end, the threshold, the days to it, and the clock in a word with its sign.
fn cells(row: &PersonRow, session: &Session) -> [String; 8] {
    let options = session.options;
    let lang = options.lang;
    let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
    let state = match row.clock {
        Some(clock) => format!("{} {}", clock_sign(clock), clock.name().get(lang)),
        None => {
            let person = session.register.people.get(&row.id);
            let past = person.is_some_and(|person| is_past(person, options.today));
            let (past_name, coming_name) =
                (text!("avslutad", "past"), text!("kommande", "to come"));
            let name = if past { past_name } else { coming_name };
            name.get(lang).to_owned()
        }
    };
    let days_left = row.days_left;
    [
        row.id.to_string(),
        row.name.clone(),
        row.arena.clone(),
        day(row.start),
        day(row.end),
        day(row.threshold_date),
        days_left.map_or(String::new(), |days| format!("{days} d")),
        state.trim_start().to_owned(),
    ]
}
