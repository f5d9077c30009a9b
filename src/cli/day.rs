//! `day`: a day's attendance, with those who are not marked.

use clap::Args;

use super::absence::AbsenceRow;
use super::answer::Answer;
use super::columns::{Align, Columns, UNMARKED, names};
use super::failure::Failure;
use super::options::{self, Options};
use super::rows::{DayRow, SaidRow, moment};
use super::session::Session;
use crate::domain::calendar::long_date;
use crate::domain::facts::participant::{Group, Participant};
use crate::domain::order::list_key;
use crate::domain::reading::hours;
use crate::domain::reckon::expected::{Expected, expected_beside};
use crate::say;
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The day; today if not given
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// One group only: indoor, outdoor or other-unit
    #[arg(long, value_parser = options::group)]
    group: Option<Group>,
}

/// Everyone that AMI marks on the day, by group and in Swedish order; of those in other units who is marked all the
/// same, or everyone where they are asked for.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let day = options.day(arguments.on.as_deref())?;
    let session = Session::open(options)?;
    let register = &session.register;
    let mut people: Vec<(Option<Group>, &Participant)> = register
        .at_ami(day)
        .map(|person| (register.group_of(person, day), person))
        .filter(|(group, _)| arguments.group.is_none() || *group == arguments.group)
        .collect();
    people
        .sort_by_cached_key(|(group, person)| (*group, list_key(person, options.lang), person.id));
    let marks = session
        .store
        .day(day, people.iter().map(|(_, person)| person.id))
        .map_err(|error| session.failure(&error))?;

    let panes = register.settings.panes();
    let is_marked_by_ami = |group: Option<Group>| group.is_none_or(|group| panes.contains(&group));
    if arguments.group.is_none() {
        people.retain(|(group, who)| is_marked_by_ami(*group) || marks.contains_key(&who.id));
    }

    let (mut rows, mut words) = (Vec::new(), Vec::new());
    for (group, person) in people {
        let mark = marks.get(&person.id);
        let expected = expected_beside(register, person, day, mark);
        let arena = register.arena_of(person, day);
        words.push(match (mark, &expected) {
            (Some(mark), _) => mark.text_beside_hours(options.lang),
            (None, Expected::Work(_)) => UNMARKED.to_owned(),
            (None, Expected::Free(free)) => format!("({})", free.text(options.lang)),
        });
        rows.push(DayRow {
            id: person.id,
            name: person.name(options.lang),
            group,
            arena: arena.map(|arena| arena.name.clone()).unwrap_or_default(),
            scheduled: expected.is_work(),
            absence: person.absence(day).map(AbsenceRow::from),
            said: mark.map_or_else(SaidRow::default, SaidRow::from),
            by: mark.map(|mark| register.actor(mark.by).to_owned()),
            at: mark.map(|mark| moment(mark.at.saturating_mul(1_000), options.zone)),
        });
    }
    let answer = Answer::new(options, &rows, || {
        let mut columns = columns(options.lang);
        let mut group = None;
        for (row, word) in rows.iter().zip(&words) {
            if group != Some(row.group) {
                group = Some(row.group);
                let name = row
                    .group
                    .map_or("?", |group| group.heading().get(options.lang));
                columns.heading(&format!("{name}, {}", long_date(day, options.lang)));
            }
            columns.row([
                row.id.to_string(),
                row.name.clone(),
                row.arena.clone(),
                word.clone(),
                row.said.minutes.map(hours).unwrap_or_default(),
                row.by.clone().unwrap_or_default(),
                row.said.note.clone().unwrap_or_default(),
            ]);
        }
        columns.text()
    });
    if rows.is_empty() && !options.json {
        return Ok(answer.remark(say!(options.lang,
            sv: "Ingen är på AMI den dagen.",
            en: "Nobody is at AMI that day.")));
    }
    Ok(answer)
}

fn columns(lang: Lang) -> Columns<7> {
    use Align::{Left, Right};
    use names::{ARENA, BY, HOURS, MARK, NAME, NOTE, NUMBER};
    Columns::named(
        [Right, Left, Left, Left, Right, Left, Left],
        [NUMBER, NAME, ARENA, MARK, HOURS, BY, NOTE],
        lang,
    )
}
