//! The log: who changed what, about whom, from what to what; the newest first, a row a change.

use chrono::NaiveDate;
use serde::Serialize;

use super::change::{in_full, in_short};
use super::rows::kept::{Kept, LoggedMarks, kept};
use super::rows::moment;
use super::{Cell, Column, List, Telling, columns};
use crate::domain::difference::{Notes, Words, told};
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::participant::{Participant, PersonId};
use crate::text::meaning::Role;
use crate::{say, text};

/// The changes of the entries in hand. A new user is told only where nothing else happened: each row says who.
#[derive(Debug)]
pub struct Log {
    rows: Vec<Row>,
    /// Whether the log's first entry is among them.
    is_whole: bool,
}

/// A change by its place: the entry's number, and its own among that entry's changes. Those that have been removed are one
/// row, without a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    seq: u64,
    index: Option<usize>,
}

/// One change as JSON.
#[derive(Debug, Serialize)]
struct LogRow {
    seq: u64,
    at: String,
    by: String,
    /// The administrator who did it in that name; not told where nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    through: Option<String>,
    what: &'static str,
    /// The entry that an undo took back, or a redo made again; not in older entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<u64>,
    /// So many of the entry's changes have been weeded; null where none has.
    #[serde(skip_serializing_if = "Option::is_none")]
    weeded: Option<usize>,
    who: Option<PersonId>,
    /// The day of a mark.
    day: Option<NaiveDate>,
    before: Kept,
    after: Kept,
    /// What a mark said beside its code before and after; null for what is no mark.
    marks: Option<LoggedMarks>,
}

impl Log {
    /// The newest changes of the entries in hand, at most so many.
    pub fn of(most: usize, is_whole: bool, of: &Telling) -> Log {
        let rows = of.log.iter().flat_map(|entry| {
            let alone = entry.changes.len() == 1;
            let changes = entry.changes.iter().enumerate().rev();
            let is_told = move |change: &Change| {
                alone
                    || !matches!(
                        change,
                        Change::Actor { .. } | Change::Through { .. } | Change::Given(_)
                    )
            };
            let told = changes.filter(move |(_, change)| is_told(change));
            let removed = (entry.removed > 0).then_some(None);
            let places = removed
                .into_iter()
                .chain(told.map(|(index, _)| Some(index)));
            let seq = entry.seq;
            places.map(move |index| Row { seq, index })
        });
        Log {
            rows: rows.take(most).collect(),
            is_whole,
        }
    }

    /// The newest change.
    pub fn newest(&self) -> Option<Row> {
        self.rows.first().copied()
    }

    /// The entry, and the change where it has not been removed.
    fn at<'a>(row: &Row, of: &Telling<'a>) -> Option<(&'a LogEntry, Option<&'a Change>)> {
        // The newest are first.
        let at = of
            .log
            .binary_search_by(|entry| row.seq.cmp(&entry.seq))
            .ok()?;
        let entry = &of.log[at];
        match row.index {
            Some(index) => Some((entry, Some(entry.changes.get(index)?))),
            None => Some((entry, None)),
        }
    }

    fn json_of(row: &Row, of: &Telling) -> Option<LogRow> {
        let (entry, change) = Log::at(row, of)?;
        let (who, before, after) = match change {
            Some(change) => kept(change, of),
            None => (None, Kept::Nothing, Kept::Nothing),
        };
        Some(LogRow {
            seq: entry.seq,
            at: moment(entry.at, of.zone),
            by: of.register.actor(entry.by).to_owned(),
            through: through(entry).map(|by| of.register.actor(by).to_owned()),
            what: entry.what.slug(),
            of: entry.of,
            who,
            weeded: change.is_none().then_some(entry.removed),
            day: match change {
                Some(Change::Marked { day, .. }) => Some(*day),
                _ => None,
            },
            before,
            after,
            marks: change.and_then(LoggedMarks::of),
        })
    }
}

/// The administrator who did something in the name of whom an entry is by.
fn through(entry: &LogEntry) -> Option<ActorId> {
    entry.changes.iter().find_map(|change| match change {
        Change::Through { by } => Some(*by),
        _ => None,
    })
}

/// Who did it; where an administrator did it in that name, both.
fn by(entry: &LogEntry, of: &Telling) -> String {
    let name = of.register.actor(entry.by);
    match through(entry) {
        Some(by) => format!("{name} ({})", of.register.actor(by)),
        None => name.to_owned(),
    }
}

/// Whom a change is about.
fn about<'a>(change: &'a Change, of: &Telling<'a>) -> Option<(PersonId, Option<&'a Participant>)> {
    let who = change.who()?;
    // Who was taken away has a name in that change alone.
    let gone = match change {
        Change::Person { before, .. } => before.as_deref(),
        _ => None,
    };
    Some((who, of.register.people.get(&who).or(gone)))
}

impl List for Log {
    type Row = Row;
    type Key = Row;

    fn title(&self, of: &Telling) -> String {
        say!(of.lang, sv: "Logg", en: "Log")
    }

    fn counts(&self, of: &Telling) -> Vec<String> {
        vec![match (self.rows.len(), self.is_whole) {
            (1, true) => say!(of.lang, sv: "1 ändring", en: "1 change"),
            (n, true) => say!(of.lang, sv: "{n} ändringar", en: "{n} changes"),
            (n, false) => say!(of.lang, sv: "de {n} senaste", en: "the latest {n}"),
        }]
    }

    fn groups(&self) -> Vec<&[Row]> {
        vec![&self.rows]
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        self.is_whole
            .then(|| say!(of.lang, sv: "Inget är ändrat.", en: "Nothing has been changed."))
    }

    columns! {
        fn cells(self, row: &Row, _group, of) {
            let Some((entry, change)) = Log::at(row, of) else {
                return Vec::new();
            };
            let at = of.zone.at(entry.at);
            let day = of.zone.day(entry.at);
            let what = what(entry, of);
            let who = change.and_then(|change| about(change, of));
            let name = who
                .map(|(id, person)| named(id, person, of))
                .unwrap_or_default();
            let short = match change {
                Some(change) => in_short(change, entry, Some(day), of),
                None => weeded(entry, of),
            };
            let in_one = [&what, &name, &short]
                .into_iter()
                .filter(|part| !part.is_empty())
                .map(String::as_str);
            let words = Words {
                register: of.register,
                lang: of.lang,
                // What a note says may be about health, and stays in the register.
                notes: Notes::Hidden,
                changes: &entry.changes,
            };
        }
        Column::fixed(&[text!("post", "entry")], 5).right().in_files() => Cell::of(entry.seq.to_string());
        Column::fixed(&[text!("tid", "time")], 11).in_words(16) =>
            Cell::of(at.format("%Y-%m-%d %H:%M").to_string()).in_short(at.format("%m-%d %H:%M").to_string()).meaning(Role::Quiet);
        Column::fixed(&[text!("av", "by")], 5).up_to(12, 1) => Cell::of(by(entry, of));
        Column::fixed(&[text!("vad", "what")], 12).up_to(200, 9).below(60).on_screens() =>
            Cell::of(in_one.collect::<Vec<_>>().join(" "));
        Column::fixed(&[text!("vad", "what")], 12).up_to(21, 1).from(60) => Cell::of(what.clone());
        Column::NUMBER => Cell::known(who.map(|(id, _)| id));
        Column::fixed(&[text!("vem", "who")], 15).up_to(22, 1).from(60) => Cell::of(name.clone());
        Column::fixed(&[text!("ändring", "change")], 12).up_to(200, 6).from(60).on_screens() => Cell::of(short.clone());
        Column::fixed(&[text!("ändring", "change")], 12).in_files() => Cell::of(change.map_or_else(|| weeded(entry, of), |change| told(change, &words)));
    }

    fn key(&self, row: &Row) -> Row {
        *row
    }

    fn of(&self, _row: &Row) -> Option<PersonId> {
        None
    }

    /// The change in full.
    fn about(&self, row: &Row, of: &Telling) -> Vec<(String, Role)> {
        let Some((entry, change)) = Log::at(row, of) else {
            return Vec::new();
        };
        let (by, what) = (by(entry, of), what(entry, of));
        let about = change
            .and_then(|change| about(change, of))
            .map(|(id, person)| format!(" {}", named(id, person, of)));
        let about = about.unwrap_or_default();
        let said = change.map_or_else(|| weeded(entry, of), |change| in_full(change, entry, of));
        let end = match said {
            change if change.is_empty() => change,
            change => format!(": {change}"),
        };
        let (at, seq) = (of.zone.at(entry.at).format("%Y-%m-%d %H:%M:%S"), entry.seq);
        vec![(format!("{at} {by} {what}{about}{end} ({seq})"), Role::Plain)]
    }

    fn json(&self, of: &Telling) -> impl Serialize {
        let rows = self.rows.iter();
        rows.filter_map(|row| Log::json_of(row, of))
            .collect::<Vec<_>>()
    }
}

impl Log {
    /// Whom the change of a row is about.
    pub fn who(row: &Row, of: &Telling) -> Option<PersonId> {
        about(Log::at(row, of)?.1?, of).map(|(who, _)| who)
    }
}

/// How many of an entry's changes have been removed.
fn weeded(entry: &LogEntry, of: &Telling) -> String {
    match entry.removed {
        1 => say!(of.lang, sv: "1 ändring har gallrats", en: "1 change has been weeded"),
        n => say!(of.lang, sv: "{n} ändringar har gallrats", en: "{n} changes have been weeded"),
    }
}

/// What the command was, and of an undo or a redo which entry it was about: `ångrade 12`.
fn what(entry: &LogEntry, of: &Telling) -> String {
    let what = entry.what.name().get(of.lang);
    match entry.of {
        Some(undone) => format!("{what} {undone}"),
        None => what.to_owned(),
    }
}

fn named(id: PersonId, person: Option<&Participant>, of: &Telling) -> String {
    person.map_or_else(|| id.to_string(), |person| person.name(of.lang))
}
