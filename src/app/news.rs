//! What other sessions have done, in a sentence.

use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::participant::PersonId;
use crate::domain::plain::shown;
use crate::screens::View;

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
                Change::Actor { .. } | Change::Given(_) | Change::Arena { .. }
            )
        })
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
        [Change::Settings { .. }] => return Some(format!("{by} {what}")),
        changes => changes.len().to_string(),
    };
    Some(format!("{by} {what}: {about}"))
}
