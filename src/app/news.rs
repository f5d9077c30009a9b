//! What other sessions have done, in a sentence.

use crate::domain::decide::rights::Right;
use crate::domain::facts::change::{Change, LogEntry, What};
use crate::domain::facts::participant::PersonId;
use crate::domain::plain::shown;
use crate::screens::View;

/// Whether whoever reads may know of a change: nothing of people out of their sight, nor of what others may. That somebody
/// stands in is told to those who look after all.
fn is_for_reader(entry: &LogEntry, change: &Change, view: &View) -> bool {
    let register = view.register;
    match change {
        Change::User { .. } if entry.what == What::TakeCover => register.may(Right::Survey),
        Change::User { .. } | Change::Key { .. } => register.may(Right::Users),
        change => change.who().is_none_or(|who| {
            let before = match change {
                Change::Person { before, .. } => before.as_deref(),
                _ => None,
            };
            let person = register.people.get(&who).or(before);
            person.is_none_or(|person| register.shows(person))
        }),
    }
}

/// A colleague's entry in a sentence; nothing for what is not to be told, such as a reading, a backup or an export.
pub fn sentence(entry: &LogEntry, view: &View) -> Option<String> {
    let by = shown(view.register.actor(entry.by));
    let what = entry.what.name().get(view.lang);
    let name = |who: PersonId| {
        view.register
            .people
            .get(&who)
            .map(|person| view.name(person))
    };
    let changes: Vec<_> = entry
        .changes
        .iter()
        .filter(|c| {
            !matches!(
                c,
                Change::Actor { .. }
                    | Change::Through { .. }
                    | Change::Given(_)
                    | Change::Arena { .. }
            )
        })
        .filter(|change| is_for_reader(entry, change, view))
        .collect();
    let about = match changes.as_slice() {
        [
            Change::Read { .. }
            | Change::BackedUp { .. }
            | Change::Restored { .. }
            | Change::Whole { .. }
            | Change::TakenIn { .. },
        ]
        | [] => return None,
        [Change::Marked { who, after, .. }] => {
            let code = after
                .as_ref()
                .map(|mark| mark.code.kind().name.get(view.lang));
            match code {
                Some(code) => format!("{} – {code}", name(*who)?),
                None => name(*who)?,
            }
        }
        // Who was taken away has a name there alone.
        [change @ Change::Person { before, .. }] => {
            let gone = || before.as_deref().map(|person| view.name(person));
            name(change.who()?).or_else(gone)?
        }
        [Change::User { after, .. }] if entry.what == What::TakeCover => {
            shown(&after.cover.as_ref()?.why).into_owned()
        }
        [Change::Settings { .. } | Change::User { .. } | Change::Key { .. }] => {
            return Some(format!("{by} {what}"));
        }
        changes => changes.len().to_string(),
    };
    Some(format!("{by} {what}: {about}"))
}
