//! `calendar`: public holidays, eves and local closed days; closing a day and opening it again.

use chrono::{Datelike, NaiveDate};
use clap::{Args, Subcommand};

use super::answer::Answer;
use super::columns::{Align, Columns};
use super::failure::Failure;
use super::options::{self, Options};
use super::rows::{CalendarRow, DayKind, told};
use super::session::Session;
use super::value;
use crate::domain::calendar::{HolidayKind, long_date, public_holidays, usual_eve, usual_eves};
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::participant::{ArenaId, Group};
use crate::domain::reading::hours;
use crate::domain::register::Register;
use crate::text::{Lang, Text};
use crate::{say, text};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// The year; this year if not given
    #[arg(value_parser = value::year)]
    year: Option<i32>,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Close a day, or make it a half day
    Close {
        /// The day
        date: String,
        /// Why, in a word or two
        #[arg(long, value_name = "TEXT")]
        name: Option<String>,
        #[command(flatten)]
        place: Place,
        /// Hours that are worked all the same: a half day
        #[arg(long, value_name = "HOURS")]
        open_hours: Option<String>,
    },
    /// Open a day that was closed
    Open {
        /// The day
        date: String,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Args)]
struct Place {
    /// One arena only
    #[arg(long, value_name = "ARENA")]
    arena: Option<String>,
    /// The arena's group, where both have one of that name
    #[arg(long, requires = "arena", value_parser = options::group)]
    group: Option<Group>,
}

impl Place {
    fn arena(&self, register: &Register, lang: Lang) -> Result<Option<ArenaId>, Failure> {
        let Some(name) = &self.arena else {
            return Ok(None);
        };
        match register.arena_named(self.group, name.trim()) {
            Some(arena) => Ok(Some(arena.id)),
            None => {
                let arena = name.clone();
                Err(Failure::refused(Refusal::ArenaUnknown { arena }.text(lang)))
            }
        }
    }
}

/// Shows a year, or changes a day.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    match &arguments.change {
        None => {
            let year = arguments.year.unwrap_or(options.today.year());
            show(year, options)
        }
        Some(Change::Close {
            date,
            name,
            place,
            open_hours,
        }) => {
            let date = options.day(Some(date))?;
            let open_minutes = open_hours.as_deref().map(|text| options.hours(text));
            let open_minutes = open_minutes.transpose()?;
            let mut session = Session::open(options)?;
            let day = ClosedDay {
                date,
                arena: place.arena(&session.register, options.lang)?,
                name: name.clone().unwrap_or_default(),
                open_minutes,
            };
            session.commit(&Command::Close(day.clone()))?;
            let row = local_row(&day);
            let answer = Answer::new(options, &row, || {
                let mut shown = row.clone();
                if shown.name.is_none() && day.open_minutes.is_none() {
                    shown.name = Some(say!(options.lang, sv: "Stängt", en: "Closed"));
                }
                text(&[(shown, details(&day, &session))], options)
            });
            let mut holidays = public_holidays(date.year()).into_iter();
            Ok(match holidays.find(|holiday| holiday.date == date) {
                Some(holiday) if !options.json => {
                    let holiday = holiday.name.get(options.lang);
                    answer.remark(say!(options.lang,
                        sv: "Dagen är redan en helgdag: {holiday}.",
                        en: "The day is a public holiday already: {holiday}."))
                }
                _ => answer,
            })
        }
        Some(Change::Open { date, place }) => {
            let date = options.day(Some(date))?;
            let mut session = Session::open(options)?;
            let arena = place.arena(&session.register, options.lang)?;
            session.commit(&Command::Open { date, arena })?;
            let row = CalendarRow {
                date,
                name: None,
                kind: None,
            };
            Ok(Answer::new(options, &row, || {
                let date = long_date(date, options.lang);
                say!(options.lang, sv: "{date}: öppet igen", en: "{date}: open again")
            }))
        }
    }
}

fn show(year: i32, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    let eves = &session.register.settings.eves;
    let free_eves = usual_eves(year)
        .into_iter()
        .filter(|eve| usual_eve(eve.date, eves).is_some());
    let by_law_and_agreement = public_holidays(year).into_iter().chain(free_eves);
    let mut rows: Vec<(CalendarRow, String)> = by_law_and_agreement
        .map(|holiday| {
            let row = CalendarRow {
                date: holiday.date,
                name: Some(holiday.name.get(options.lang).to_owned()),
                kind: Some(match holiday.kind {
                    HolidayKind::Public => DayKind::Public,
                    HolidayKind::Eve => DayKind::Eve,
                }),
            };
            (row, String::new())
        })
        .collect();
    let local = session.register.closed.values();
    let local = local.filter(|day| day.date.year() == year);
    rows.extend(local.map(|day| (local_row(day), details(day, &session))));
    rows.sort_by_key(|(row, _)| row.date);
    let data: Vec<&CalendarRow> = rows.iter().map(|(row, _)| row).collect();
    Ok(Answer::new(options, &data, || text(&rows, options)))
}

fn local_row(day: &ClosedDay) -> CalendarRow {
    CalendarRow {
        date: day.date,
        name: told(&day.name),
        kind: Some(match day.open_minutes {
            None => DayKind::Closed,
            Some(_) => DayKind::Half,
        }),
    }
}

/// For whom, and the hours of a half day.
fn details(day: &ClosedDay, session: &Session) -> String {
    let arena = day.arena.and_then(|id| session.register.arenas.get(&id));
    let arena = arena.map(|arena| arena.name.clone());
    let told = [arena, day.open_minutes.map(hours)];
    told.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn text(rows: &[(CalendarRow, String)], options: &Options) -> String {
    let mut columns = Columns::new([
        Align::Left,
        Align::Right,
        Align::Left,
        Align::Left,
        Align::Left,
    ]);
    for (row, details) in rows {
        columns.row([
            row.date.to_string(),
            long_date(row.date, options.lang),
            row.kind
                .map_or("", |kind| kind.name().get(options.lang))
                .to_owned(),
            row.name.clone().unwrap_or_default(),
            details.clone(),
        ]);
    }
    columns.text()
}

impl DayKind {
    const fn name(self) -> Text {
        match self {
            DayKind::Public => text!("helgdag", "public holiday"),
            DayKind::Eve => text!("afton", "eve"),
            DayKind::Closed => text!("stängt", "closed"),
            DayKind::Half => text!("halvdag", "half day"),
        }
    }
}

/// A local closed day as the log's JSON has it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct ClosedRow {
    date: NaiveDate,
    /// `None` is every arena.
    arena: Option<ArenaId>,
    name: String,
    open_minutes: Option<u16>,
}

impl From<&ClosedDay> for ClosedRow {
    fn from(day: &ClosedDay) -> ClosedRow {
        ClosedRow {
            date: day.date,
            arena: day.arena,
            name: day.name.clone(),
            open_minutes: day.open_minutes,
        }
    }
}
