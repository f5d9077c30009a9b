//! What a register has and the backup has not: how much, by whom, and until when.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::plain::shown;
use crate::domain::register::Register;
use crate::say;
use crate::store::backup::unsound;
use crate::store::restore::{Newer, Present};
use crate::text::Lang;

/// What the same register had and the backup has not.
#[derive(Debug, Serialize)]
pub struct NewerRow {
    entries: usize,
    #[serde(flatten)]
    done: Done,
    /// How many log entries the backup has that the register had not.
    lacking: u64,
}

impl NewerRow {
    /// `None` where there was no telling.
    pub fn of(present: &Present) -> Option<NewerRow> {
        let Present::Same(newer) = present else {
            return None;
        };
        Some(NewerRow {
            entries: newer.entries.len(),
            done: Done::of(&newer.entries, &newer.register),
            lacking: newer.lacking,
        })
    }
}

/// Whether somebody did that to the register, rather than read or copied it.
pub fn is_work(change: &Change) -> bool {
    !matches!(
        change,
        Change::Actor { .. }
            | Change::Through { .. }
            | Change::Read { .. }
            | Change::BackedUp { .. }
            | Change::Restored { .. }
            | Change::TakenIn { .. }
            | Change::Given(_)
    )
}

/// How much was done.
#[derive(Debug, Default, Serialize)]
struct Done {
    marks: usize,
    others: usize,
    /// How much of both each did, by name.
    by: BTreeMap<String, usize>,
}

impl Done {
    /// What these entries did. `register` knows the names.
    fn of(entries: &[LogEntry], register: &Register) -> Done {
        let mut done = Done::default();
        for entry in entries {
            let mut own = 0;
            for change in entry.changes.iter().filter(|change| is_work(change)) {
                match change {
                    Change::Marked { .. } => done.marks += 1,
                    _ => done.others += 1,
                }
                own += 1;
            }
            if own > 0 {
                *done
                    .by
                    .entry(register.actor(entry.by).to_owned())
                    .or_default() += own;
            }
        }
        done
    }
}

/// What lies in the register's place, as JSON names it.
pub fn slug(present: &Present) -> &'static str {
    match present {
        Present::Nothing => "nothing",
        Present::Unreadable(_) => "unreadable",
        Present::Other => "other",
        Present::Same(_) => "same",
    }
}

/// What lies in the register's place and is newer, in a sentence.
pub fn text(present: &Present, lang: Lang) -> String {
    match present {
        Present::Nothing => say!(lang,
            sv: "Det ligger inget register där nu.",
            en: "No register lies there now."),
        Present::Unreadable(why) => {
            let fault = unsound(why, lang);
            say!(lang,
                sv: "Registret som ersätts kan inte läsas ({fault}), så det går inte att säga vad som är nyare i det.",
                en: "The register that is replaced cannot be read ({fault}), so there is no telling what is newer in it.")
        }
        Present::Other => say!(lang,
            sv: "Det är ett annat register som ersätts, så inget kan jämföras.",
            en: "It is another register that is replaced, so nothing can be compared."),
        Present::Same(newer) => newer_text(newer, lang),
    }
}

fn newer_text(newer: &Newer, lang: Lang) -> String {
    let Done { marks, others, by } = Done::of(&newer.entries, &newer.register);
    let zone = newer.register.settings.zone;
    let last = newer.entries.last().map(|entry| zone.minute(entry.at));
    let last = last.unwrap_or_default();
    let by: Vec<String> = by
        .iter()
        .map(|(name, count)| format!("{} ({count})", shown(name)))
        .collect();
    let by = by.join(", ");
    let mut text = match (newer.entries.is_empty(), marks + others) {
        (true, _) => say!(lang,
            sv: "Registret som ersätts har inget som inte finns i säkerhetskopian.",
            en: "The register that is replaced has nothing that is not in the backup."),
        (false, 0) => say!(lang,
            sv: "Ingen har ändrat något i registret som ersätts efter säkerhetskopian, bara läst eller kopierat, sist {last}.",
            en: "Nobody has changed anything in the register that is replaced since the backup, only read or copied, last {last}."),
        (false, _) => say!(lang,
            sv: "Registret som ersätts har sådant som inte finns i säkerhetskopian. Markeringar: {marks}, andra ändringar: {others}; av {by}; det sista {last}.",
            en: "The register that is replaced has what is not in the backup. Marks: {marks}, other changes: {others}; by {by}; the last {last}."),
    };
    if newer.lacking > 0 {
        let lacking = newer.lacking;
        text += " ";
        text += &say!(lang,
            sv: "Säkerhetskopian har {lacking} loggposter som det inte har.",
            en: "The backup has {lacking} log entries that it has not.");
    }
    text
}
