//! `log`: who did what and when, newest first, one row a change.

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::calendar::ClosedRow;
use super::card::Record;
use super::columns::{Align, Columns, NOTE, UNMARKED};
use super::failure::Failure;
use super::options::Options;
use super::rows::{SaidRow, moment};
use super::session::Session;
use super::settings::Shown;
use super::value::whole;
use crate::domain::difference::{self, Words};
use crate::domain::facts::attendance::Mark;
use crate::domain::facts::change::{Change, LogEntry, Reading, What, holdings, taken_in};
use crate::domain::facts::handling::{DutyKey, Handling};
use crate::domain::facts::participant::{Arena, ArenaId, Group, PersonId};
use crate::domain::register::Register;
use crate::domain::rules::differences;
use crate::say;
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// At most so many rows
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = whole::<usize>(0..))]
    limit: usize,
}

/// One change.
#[derive(Debug, Serialize)]
struct LogRow {
    seq: u64,
    at: String,
    by: String,
    what: &'static str,
    who: Option<PersonId>,
    /// The day of a mark.
    day: Option<NaiveDate>,
    before: Kept,
    after: Kept,
    /// What a mark said beside its code before and after; null for what is no mark.
    marks: Option<LoggedMarks>,
    #[serde(skip)]
    told: Told,
}

/// A mark before and after; null where the day was unmarked.
#[derive(Debug, Serialize)]
struct LoggedMarks {
    before: Option<LoggedMark>,
    after: Option<LoggedMark>,
}

/// What a mark says; of its note only that there is one, since it may be about health.
#[derive(Debug, Serialize)]
struct LoggedMark {
    code: Option<&'static str>,
    minutes: Option<u16>,
    from: Option<String>,
    until: Option<String>,
    rest: Option<&'static str>,
    first_code: Option<&'static str>,
    has_note: bool,
}

impl From<&Mark> for LoggedMark {
    fn from(mark: &Mark) -> LoggedMark {
        let SaidRow {
            code,
            minutes,
            from,
            until,
            rest,
            first_code,
            note,
        } = SaidRow::from(mark);
        LoggedMark {
            code,
            minutes,
            from,
            until,
            rest,
            first_code,
            has_note: note.is_some(),
        }
    }
}

/// What a change replaced, or put there: a mark's code, another record's object, or null.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Kept {
    Nothing,
    Code(&'static str),
    Person(Box<Record>),
    Arena {
        id: ArenaId,
        name: String,
        group: Group,
    },
    Actor {
        actor: String,
    },
    Closed(ClosedRow),
    Settings(Shown),
    Duty {
        duty: DutyKey,
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<NaiveDate>,
        note: String,
    },
    BackedUp {
        backup: String,
        checkpoint: u64,
    },
    Whole {
        people: u64,
        marks: u64,
    },
    TakenIn {
        version: u64,
        people: u64,
        marks: u64,
        entries: u64,
    },
    Restored {
        checkpoint: u64,
        left_out: Option<u64>,
        kept: Option<String>,
    },
    Read {
        read: Reading,
    },
}

/// What the row says to people beside time and name.
#[derive(Debug)]
struct Told {
    at: i64,
    what: What,
    change: String,
}

/// The newest changes.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    // An entry holds at least one change, and at most one that gets no row: the name of who is new.
    let entries = session
        .store
        .log(arguments.limit.saturating_mul(2))
        .map_err(|error| session.failure(&error))?;
    let rows: Vec<LogRow> = entries
        .iter()
        .flat_map(|entry| rows_of(entry, &session))
        .take(arguments.limit)
        .collect();
    Ok(Answer::new(options, &rows, || {
        let mut columns = Columns::new([
            Align::Right,
            Align::Left,
            Align::Left,
            Align::Left,
            Align::Left,
            Align::Left,
        ]);
        for row in &rows {
            let who = row.who.and_then(|id| session.register.people.get(&id));
            columns.row([
                row.seq.to_string(),
                options.zone.minute(row.told.at),
                row.by.clone(),
                row.told.what.name().get(options.lang).to_owned(),
                who.map_or(String::new(), |person| {
                    format!("{} {}", person.id, person.name(options.lang))
                }),
                row.told.change.clone(),
            ]);
        }
        columns.text()
    }))
}

/// The entry's changes, last first. That a name was seen for the first time is left out beside what it did: the row
/// says who.
fn rows_of<'a>(entry: &'a LogEntry, session: &'a Session) -> impl Iterator<Item = LogRow> + 'a {
    let alone = entry.changes.len() == 1;
    let changes = entry.changes.iter().rev();
    let changes = changes.filter(move |change| alone || !matches!(change, Change::Actor { .. }));
    changes.map(|change| {
        let (who, before, after) = kept(change, session);
        let (day, marks) = match change {
            Change::Marked {
                day, before, after, ..
            } => {
                let [before, after] =
                    [before, after].map(|mark| mark.as_ref().map(LoggedMark::from));
                (Some(*day), Some(LoggedMarks { before, after }))
            }
            _ => (None, None),
        };
        LogRow {
            seq: entry.seq,
            at: moment(entry.at, session.options.zone),
            by: session.register.actor(entry.by).to_owned(),
            what: entry.what.slug(),
            who,
            day,
            before,
            after,
            marks,
            told: Told {
                at: entry.at,
                what: entry.what,
                change: told(change, &session.register, session.options.lang),
            },
        }
    })
}

fn kept(change: &Change, session: &Session) -> (Option<PersonId>, Kept, Kept) {
    let (register, options) = (&session.register, session.options);
    let code = |mark: &Option<Mark>| match mark {
        Some(mark) => Kept::Code(mark.code.kind().slug),
        None => Kept::Nothing,
    };
    match change {
        Change::Marked {
            who, before, after, ..
        } => (Some(*who), code(before), code(after)),
        Change::Person { before, after } => {
            let record = |person| Kept::Person(Box::new(Record::new(register, person, options)));
            let before = before.as_deref().map_or(Kept::Nothing, record);
            (Some(after.id), before, record(after))
        }
        Change::Arena {
            arena: Arena { id, name, group },
        } => {
            let after = Kept::Arena {
                id: *id,
                name: name.clone(),
                group: *group,
            };
            (None, Kept::Nothing, after)
        }
        Change::Actor { name, .. } => {
            let actor = name.clone();
            (None, Kept::Nothing, Kept::Actor { actor })
        }
        Change::Closed { before, after, .. } => {
            let day = |day: &Option<_>| match day {
                Some(day) => Kept::Closed(ClosedRow::from(day)),
                None => Kept::Nothing,
            };
            (None, day(before), day(after))
        }
        Change::Settings { before, after } => {
            let (before, after) = (Shown::with_rules(before), Shown::with_rules(after));
            (None, Kept::Settings(before), Kept::Settings(after))
        }
        Change::Duty { key, before, after } => {
            let handling = |handling: &Option<Handling>| match handling {
                Some(handling) => Kept::Duty {
                    duty: key.clone(),
                    until: handling.until,
                    note: handling.note.clone(),
                },
                None => Kept::Nothing,
            };
            (key.who(), handling(before), handling(after))
        }
        Change::BackedUp { backup, file, .. } => {
            let after = Kept::BackedUp {
                backup: file.clone(),
                checkpoint: backup.checkpoint,
            };
            (None, Kept::Nothing, after)
        }
        Change::Whole { people, marks } => {
            let (people, marks) = (*people, *marks);
            (None, Kept::Nothing, Kept::Whole { people, marks })
        }
        Change::TakenIn {
            version,
            people,
            marks,
            entries,
        } => {
            let after = Kept::TakenIn {
                version: *version,
                people: *people,
                marks: *marks,
                entries: *entries,
            };
            (None, Kept::Nothing, after)
        }
        Change::Restored {
            checkpoint,
            left_out,
            kept,
        } => {
            let after = Kept::Restored {
                checkpoint: *checkpoint,
                left_out: *left_out,
                kept: kept.clone(),
            };
            (None, Kept::Nothing, after)
        }
        Change::Read { who, what } => (Some(*who), Kept::Nothing, Kept::Read { read: *what }),
    }
}

/// What a change did, beside who and when and to whom.
pub fn told(change: &Change, register: &Register, lang: Lang) -> String {
    match change {
        Change::Marked {
            day, before, after, ..
        } => {
            let (before, after) = (
                mark_told(before.as_ref(), lang),
                mark_told(after.as_ref(), lang),
            );
            format!("{day}: {before} → {after}")
        }
        Change::Actor { name, .. } => name.clone(),
        Change::Closed {
            date,
            arena,
            before,
            after,
        } => {
            let day = after.as_ref().or(before.as_ref());
            let name = day.map_or("", |day| &day.name);
            let arena = arena_name(register, *arena);
            let told = [&date.to_string(), name, arena];
            let told = told.into_iter().filter(|word| !word.is_empty());
            told.collect::<Vec<_>>().join(" ")
        }
        Change::Settings { before, after } => {
            let settings = Shown::all(after).unlike(&Shown::all(before));
            let rules = differences(&before.rules, &after.rules, lang);
            let told = std::iter::once(settings).chain(rules);
            let told = told.filter(|words| !words.is_empty());
            told.collect::<Vec<_>>().join(", ")
        }
        Change::Duty { key, .. } => key.to_string(),
        Change::BackedUp { file, .. } => file.clone(),
        Change::Whole { people, marks } => holdings(*people, *marks, lang),
        Change::TakenIn {
            version,
            people,
            marks,
            entries,
        } => taken_in(*version, *people, *marks, *entries, lang),
        Change::Restored {
            checkpoint, kept, ..
        } => {
            let kept = kept.as_deref().unwrap_or(UNMARKED);
            say!(lang,
                sv: "till och med {checkpoint}; det som ersattes: {kept}",
                en: "up to {checkpoint}; what it replaced: {kept}")
        }
        Change::Arena { .. } | Change::Person { .. } | Change::Read { .. } => {
            difference::told(change, &Words { register, lang })
        }
    }
}

/// What the mark says, and that there is a note: what it says may be about health, and stays in the register.
pub fn mark_told(mark: Option<&Mark>, lang: Lang) -> String {
    let Some(mark) = mark else {
        return UNMARKED.to_owned();
    };
    let mut told = vec![mark.text(lang)];
    if !mark.note().is_empty() {
        told.push(NOTE.to_owned());
    }
    told.join(" ")
}

fn arena_name(register: &Register, arena: Option<ArenaId>) -> &str {
    let arena = arena.and_then(|id| register.arenas.get(&id));
    arena.map_or("", |arena| &arena.name)
}
