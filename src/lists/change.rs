//! A change in words: marks in short with their signs, and all else as it is told everywhere.

use chrono::NaiveDate;

use super::Telling;
use crate::domain::difference::{Notes, Words, marks, told};
use crate::domain::facts::attendance::Mark;
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::reading::hours;
use crate::text::meaning::Sign;

/// A change of an entry from before to after in short, without the day where that is the day it was `written`.
pub fn in_short(
    change: &Change,
    entry: &LogEntry,
    written: Option<NaiveDate>,
    of: &Telling,
) -> String {
    match change {
        Change::Marked {
            day, before, after, ..
        } => {
            let (before, after) = (mark(before.as_ref(), of), mark(after.as_ref(), of));
            match written == Some(*day) {
                true => format!("{before} → {after}"),
                false => format!("{day} {before} → {after}"),
            }
        }
        _ => in_full(change, entry, of),
    }
}

/// What has become of something that somebody looks at: they see whose it is, and of which day.
pub fn since(change: &Change, of: &Telling) -> String {
    match change {
        Change::Marked { before, after, .. } => {
            marks(before.as_ref(), after.as_ref(), &words(of, &[]))
        }
        _ => told(change, &words(of, &[])),
    }
}

/// A change of an entry from before to after, with words for the codes and all that belongs to a mark.
pub fn in_full(change: &Change, entry: &LogEntry, of: &Telling) -> String {
    told(change, &words(of, &entry.changes))
}

fn words<'a>(of: &Telling<'a>, changes: &'a [Change]) -> Words<'a> {
    Words {
        register: of.register,
        lang: of.lang,
        notes: Notes::Whole,
        changes,
    }
}

fn mark(mark: Option<&Mark>, _of: &Telling) -> String {
    let Some(mark) = mark else {
        return Sign::Unmarked.drawn().to_owned();
    };
    let key = mark.code.kind().key;
    let time = mark.minutes.map(|minutes| format!(" {}", hours(minutes)));
    let note = match mark.note().is_empty() {
        true => String::new(),
        false => format!(" {}", Sign::Note.drawn()),
    };
    format!("{key}{}{note}", time.unwrap_or_default())
}
