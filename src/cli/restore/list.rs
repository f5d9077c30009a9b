//! The list of what is newer in a register than in the backup that replaces it: one row a change, for typing in again.

use std::path::Path;

use super::newer::is_work;
use crate::domain::difference::{Notes, Words, mark, told};
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::register::Register;
use crate::store::restore::{NotRestored, Present};
use crate::store::{StoreError, write_new};
use crate::text;
use crate::text::{Lang, Text};
use crate::write::csv::table;

const HEADINGS: [Text; 9] = [
    text!("tid", "time"),
    text!("av", "by"),
    text!("gjorde", "did"),
    text!("nummer", "number"),
    text!("namn", "name"),
    text!("dag", "day"),
    text!("före", "before"),
    text!("efter", "after"),
    text!("anteckning", "note"),
];

/// Refuses a file that is there.
pub fn check(path: &Path) -> Result<(), NotRestored> {
    match path.symlink_metadata() {
        Ok(_) => Err(NotRestored::List(StoreError::AlreadyThere)),
        Err(_) => Ok(()),
    }
}

/// Writes the list to a new file for its owner alone, durably; where that fails there is none. Whether there was anything
/// to compare.
pub fn write(path: &Path, present: &Present, lang: Lang) -> Result<bool, NotRestored> {
    let Present::Same(newer) = present else {
        return Ok(false);
    };
    let list = list(&newer.entries, &newer.register, lang);
    write_new(path, &list).map_err(NotRestored::List)?;
    Ok(true)
}

/// The list's bytes.
fn list(entries: &[LogEntry], register: &Register, lang: Lang) -> Vec<u8> {
    let headings = HEADINGS.map(|heading| heading.get(lang).to_owned()).into();
    let rows = entries.iter().flat_map(|entry| {
        let changes = entry.changes.iter().filter(|change| is_work(change));
        changes.map(|change| row(entry, change, register, lang).into())
    });
    table(std::iter::once(headings).chain(rows))
}

fn row(entry: &LogEntry, change: &Change, register: &Register, lang: Lang) -> [String; 9] {
    let notes = Notes::Hidden;
    let words = Words {
        register,
        lang,
        notes,
        changes: &entry.changes,
    };
    let who = change.who();
    let name = |who: PersonId| register.people.get(&who).map(|person| person.name(lang));
    let (day, before, after, note) = match change {
        Change::Marked {
            day, before, after, ..
        } => {
            let note = after.as_ref().map_or("", |mark| mark.note());
            (
                day.to_string(),
                mark(before.as_ref(), &words),
                mark(after.as_ref(), &words),
                note.to_owned(),
            )
        }
        Change::Person { before, after } => {
            let told = |person: &Option<Box<Participant>>| {
                let stay = person.as_deref().map(|person| stay_told(person, register));
                stay.unwrap_or_default()
            };
            (String::new(), told(before), told(after), String::new())
        }
        change => {
            let told = told(change, &words);
            (String::new(), String::new(), told, String::new())
        }
    };
    [
        register.settings.zone.minute(entry.at),
        register.actor(entry.by).to_owned(),
        entry.what.name().get(lang).to_owned(),
        who.map_or(String::new(), |who| who.0.to_string()),
        who.and_then(name).unwrap_or_default(),
        day,
        before,
        after,
        note,
    ]
}

/// The latest stay: from when, until when, and where.
fn stay_told(person: &Participant, register: &Register) -> String {
    let Some(stay) = person.stays.last() else {
        return String::new();
    };
    let last = stay.last_day().map_or(String::new(), |day| day.to_string());
    let arena = stay.placements.last().map(|placed| placed.arena);
    let arena = arena.and_then(|arena| register.arenas.get(&arena));
    let arena = arena.map_or("", |arena| &arena.name);
    format!("{}–{last} {arena}", stay.start)
        .trim_end()
        .to_owned()
}
