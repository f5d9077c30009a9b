//! What an undo or a redo has changed, in a sentence.

use super::{Words, arena, told};
use crate::domain::facts::change::{Change, What};
use crate::domain::facts::participant::{Participant, PersonId, Protection};
use crate::domain::plain::shown;
use crate::say;

/// Whether something was taken back or made again, or only would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Undone,
    Redone,
    ToBeUndone,
    ToBeRedone,
}

impl Way {
    pub fn of(redo: bool, dry_run: bool) -> Way {
        match (redo, dry_run) {
            (false, false) => Way::Undone,
            (true, false) => Way::Redone,
            (false, true) => Way::ToBeUndone,
            (true, true) => Way::ToBeRedone,
        }
    }
}

/// What was done once (`made`), to whom, and from what to what it went now: `Ångrat: flyttade Lena Berg: plats …`.
pub fn sentence(way: Way, made: What, changes: &[Change], words: &Words) -> String {
    let (lang, what) = (words.lang, what(made, changes, words));
    match way {
        Way::Undone => say!(lang, sv: "Ångrat: {what}.", en: "Undone: {what}."),
        Way::Redone => say!(lang, sv: "Gjort om: {what}.", en: "Redone: {what}."),
        Way::ToBeUndone => {
            say!(lang, sv: "Skulle ångras: {what}. Inget är ändrat.", en: "Would be undone: {what}. Nothing was changed.")
        }
        Way::ToBeRedone => {
            say!(lang, sv: "Skulle göras om: {what}. Inget är ändrat.", en: "Would be redone: {what}. Nothing was changed.")
        }
    }
}

/// Whether what was done once at a time is to be taken back, or where `redo` made again, and what that would change; and
/// of how many people of a list something would stay as it is.
pub fn question(
    redo: bool,
    (made, at, left): (What, &str, usize),
    changes: &[Change],
    words: &Words,
) -> String {
    let (lang, what) = (words.lang, what(made, changes, words));
    let left = match left {
        0 => String::new(),
        1 => {
            say!(lang, sv: " 1 deltagare lämnas helt eller delvis.", en: " 1 participant is left in whole or in part.")
        }
        n => say!(lang,
            sv: " {n} deltagare lämnas helt eller delvis.",
            en: " {n} participants are left in whole or in part."),
    };
    match redo {
        false => {
            say!(lang, sv: "Ångra det senaste, från kl {at}: {what}?{left}", en: "Undo your latest, from {at}: {what}?{left}")
        }
        true => {
            say!(lang,
                sv: "Göra om det senast ångrade, från kl {at}: {what}?{left}",
                en: "Redo what you undid last, from {at}: {what}?{left}")
        }
    }
}

fn what(made: What, changes: &[Change], words: &Words) -> String {
    let lang = words.lang;
    let is_beside = |change: &&Change| {
        !matches!(
            change,
            Change::Actor { .. } | Change::Through { .. } | Change::Given(_)
        )
    };
    let changes: Vec<&Change> = changes.iter().filter(is_beside).collect();
    let arenas = match made {
        What::AddArena
        | What::RenameArena
        | What::MergeArena
        | What::CloseArena
        | What::ReopenArena => of_arenas(&changes, words),
        _ => None,
    };
    let of_people = changes.iter().filter(|change| change.who().is_some());
    let mut people: Vec<PersonId> = of_people
        .clone()
        .filter_map(|change| change.who())
        .collect();
    people.sort_unstable();
    people.dedup();
    let whom = match people[..] {
        [] => None,
        [who] => Some(name(who, &changes, words)),
        _ => {
            let n = people.len();
            Some(say!(lang, sv: "{n} deltagare", en: "{n} participants"))
        }
    };
    let made = made.name().get(lang).to_owned();
    if let Some(arenas) = arenas {
        let whom = whom.map(|whom| format!(" ({whom})")).unwrap_or_default();
        return format!("{made}: {arenas}{whom}");
    }
    let about = [Some(made), whom];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut telling: Vec<&&Change> = of_people.collect();
    if people.is_empty() {
        telling = changes.iter().collect();
    }
    let difference = match telling[..] {
        [] => Some(say!(lang, sv: "det är redan så", en: "it is so already")),
        [one] => Some(told(one, words)).filter(|told| !told.is_empty()),
        _ => None,
    };
    let what = [Some(about), difference].into_iter().flatten();
    what.collect::<Vec<_>>().join(": ")
}

/// What became of arenas, whose command says that they are some; none where none changed.
fn of_arenas(changes: &[&Change], words: &Words) -> Option<String> {
    let told = changes.iter().filter_map(|change| match change {
        Change::Arena { before, after } => {
            Some(arena(before.as_ref(), after.as_ref(), words, false))
        }
        _ => None,
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// The name of a person whom a change may have taken away; masked where they are or were protected.
fn name(who: PersonId, changes: &[&Change], words: &Words) -> String {
    let states = changes.iter().flat_map(|change| match change {
        Change::Person { before, after } => [before.as_deref(), after.as_deref()],
        _ => [None, None],
    });
    let states = states.flatten().filter(|person| person.id == who);
    let known: Vec<&Participant> = words
        .register
        .people
        .get(&who)
        .into_iter()
        .chain(states)
        .collect();
    let hidden = known
        .iter()
        .find(|person| person.protection != Protection::None);
    let person = hidden.or(known.first());
    let name = person.map_or_else(|| who.to_string(), |person| person.name(words.lang));
    shown(&name).into_owned()
}
