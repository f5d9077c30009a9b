//! A change in words on the screen: marks with their signs and notes, and all else as it is told everywhere.

use chrono::NaiveDate;

use crate::domain::difference::{Words, told};
use crate::domain::facts::attendance::Mark;
use crate::domain::facts::change::Change;
use crate::domain::plain::shown;
use crate::domain::reading::hours;
use crate::say;
use crate::screens::View;
use crate::theme::Sign;

/// A change from before to after in short, without the day where that is the day it was `written`.
pub fn in_short(change: &Change, written: Option<NaiveDate>, view: &View) -> String {
    match change {
        Change::Marked {
            day, before, after, ..
        } => {
            let (before, after) = (mark(before.as_ref(), view), mark(after.as_ref(), view));
            match written == Some(*day) {
                true => format!("{before} → {after}"),
                false => format!("{day} {before} → {after}"),
            }
        }
        _ => in_full(change, view),
    }
}

/// What has become of something that somebody looks at: they see whose it is, and of which day.
pub fn since(change: &Change, view: &View) -> String {
    match change {
        Change::Marked { before, after, .. } => {
            let before = mark_in_full(before.as_ref(), view);
            format!("{before} → {}", mark_in_full(after.as_ref(), view))
        }
        _ => in_full(change, view),
    }
}

/// A change from before to after, with words for the codes and all that belongs to a mark.
pub fn in_full(change: &Change, view: &View) -> String {
    let (register, lang) = (view.register, view.lang);
    match change {
        Change::Marked {
            day, before, after, ..
        } => {
            let before = mark_in_full(before.as_ref(), view);
            let after = mark_in_full(after.as_ref(), view);
            format!("{day} {before} → {after}")
        }
        _ => told(change, &Words { register, lang }),
    }
}

fn mark(mark: Option<&Mark>, view: &View) -> String {
    let Some(mark) = mark else {
        return view.theme.sign(Sign::Unmarked).to_owned();
    };
    let key = mark.code.kind().key;
    let time = mark.minutes.map(|minutes| format!(" {}", hours(minutes)));
    let note = match mark.note().is_empty() {
        true => String::new(),
        false => format!(" {}", view.theme.sign(Sign::Note)),
    };
    format!("{key}{}{note}", time.unwrap_or_default())
}

fn mark_in_full(mark: Option<&Mark>, view: &View) -> String {
    let lang = view.lang;
    let Some(mark) = mark else {
        return say!(lang, sv: "omarkerad", en: "unmarked");
    };
    let text = mark.text(lang);
    match mark.note() {
        "" => text,
        note => format!("{text} ({})", shown(note)),
    }
}
