//! A change in words: what was, and what came instead.

use crate::domain::facts::attendance::Mark;
use crate::domain::facts::change::{Change, Given, Reading, holdings, taken_in};
use crate::domain::facts::participant::{Arena, ArenaId};
use crate::domain::plain::shown;
use crate::domain::register::Register;
use crate::say;
use crate::text::Lang;

mod person;
mod settings;
pub mod taken_back;
pub mod users;

/// The reader of a difference: the register to take names and places from, the language, and how much of notes is told.
pub struct Words<'a> {
    pub register: &'a Register,
    pub lang: Lang,
    pub notes: Notes,
    /// What is told together: an arena that these take away still has its name in them.
    pub changes: &'a [Change],
}

/// How much is told of a note, which may be about health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notes {
    /// What it says.
    Whole,
    /// Only that there is one: for what leaves the register.
    Hidden,
}

impl Words<'_> {
    fn place(&self, id: ArenaId) -> String {
        let gone = self.changes.iter().find_map(|change| match change {
            Change::Arena {
                before: Some(arena),
                ..
            } if arena.id == id => Some(arena),
            _ => None,
        });
        match self.register.arenas.get(&id).or(gone) {
            Some(arena) => arena.text(self.lang),
            None => format!("arena {}", id.0),
        }
    }

    /// As much as is told of a note; empty where there is none.
    fn note(&self, note: &str) -> String {
        match self.notes {
            _ if note.is_empty() => String::new(),
            Notes::Whole => shown(note).into_owned(),
            Notes::Hidden => say!(self.lang, sv: "anteckning", en: "note"),
        }
    }
}

/// The effect of a change in words, without who made it, when, and to whom.
pub fn told(change: &Change, words: &Words) -> String {
    let lang = words.lang;
    match change {
        Change::Marked {
            day, before, after, ..
        } => {
            let marks = marks(before.as_ref(), after.as_ref(), words);
            format!("{day} {marks}")
        }
        Change::Person {
            before: Some(before),
            after: Some(after),
        } => person::person(before, after, words).join(", "),
        Change::Person {
            before: None,
            after: Some(after),
        } => person::first_stay(after, words),
        Change::Person {
            before: Some(before),
            after: None,
        } => {
            let stay = person::first_stay(before, words);
            say!(lang, sv: "borttagen ({stay})", en: "taken away ({stay})")
        }
        Change::Person {
            before: None,
            after: None,
        } => String::new(),
        Change::Arena { before, after } => arena(before.as_ref(), after.as_ref(), words, true),
        Change::Given(Given { person, arena }) => {
            let arena = arena.0;
            say!(lang,
                sv: "högsta nummer: deltagare {person}, arena {arena}",
                en: "highest numbers: participant {person}, arena {arena}")
        }
        Change::Actor { name, .. } => {
            let name = shown(name);
            say!(lang, sv: "ny användare: {name}", en: "new user: {name}")
        }
        Change::Through { by } => {
            let name = shown(words.register.actor(*by));
            say!(lang, sv: "utfört av {name}", en: "done by {name}")
        }
        Change::User { before, after } => users::user(before.as_deref(), after, words),
        Change::Key { after, .. } => users::key(after, words),
        Change::Closed {
            date,
            arena,
            before,
            after,
        } => {
            let day = after.as_ref().or(before.as_ref());
            let name = day.map(|day| shown(&day.name).into_owned());
            let arena = arena.map(|id| words.place(id));
            let parts = [Some(date.to_string()), name, arena];
            parts
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        }
        Change::Settings { before, after } => settings::settings(before, after, lang).join(", "),
        Change::Duty { key, after, .. } => {
            let after = after.as_ref();
            let note = after.map_or("", |handling| &handling.note);
            let note = words.note(note);
            let until = after.and_then(|handling| handling.until);
            let until = until.map(|day| say!(lang, sv: "till {day}", en: "until {day}"));
            let parts = [Some(key.text(lang)), until, Some(note)];
            let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(", ")
        }
        Change::BackedUp { file, .. } => shown(file).into_owned(),
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
            let upto = say!(lang,
                sv: "till och med loggpost {checkpoint}",
                en: "up to log entry {checkpoint}");
            let kept = kept.as_deref().map(shown);
            let parts = std::iter::once(upto).chain(kept.map(|kept| kept.into_owned()));
            parts.collect::<Vec<_>>().join(", ")
        }
        Change::Read { what, .. } => match what {
            Reading::Card => say!(lang, sv: "kortet", en: "the card"),
            Reading::Personnummer => {
                say!(lang, sv: "hela personnumret", en: "the whole personnummer")
            }
        },
    }
}

/// An arena that is new, another than before, or taken away; `named` says that it is one.
fn arena(before: Option<&Arena>, after: Option<&Arena>, words: &Words, named: bool) -> String {
    let lang = words.lang;
    let what = match named {
        true => say!(lang, sv: "arena: ", en: "arena: "),
        false => String::new(),
    };
    match (before, after) {
        (None, Some(new)) => format!("{what}{}", new.text(lang)),
        (Some(old), None) => {
            let place = old.text(lang);
            match named {
                true => say!(lang, sv: "arena borttagen: {place}", en: "arena taken away: {place}"),
                false => say!(lang, sv: "{place}, borttagen", en: "{place}, taken away"),
            }
        }
        (Some(old), Some(new)) => {
            let places = match (old.text(lang), new.text(lang)) {
                (was, is) if was == is => is,
                (was, is) => arrow(&was, &is),
            };
            let closed = match (old.closed, new.closed) {
                (was, is) if was == is => None,
                (_, Some(day)) => {
                    Some(say!(lang, sv: "stängd från {day}", en: "closed from {day}"))
                }
                (_, None) if new.into.is_some() => None,
                (_, None) => Some(say!(lang, sv: "öppen igen", en: "open again")),
            };
            let into = match (old.into, new.into) {
                (was, is) if was == is => None,
                (_, Some(into)) => {
                    let into = words.place(into);
                    Some(say!(lang, sv: "upp i {into}", en: "into {into}"))
                }
                (_, None) => Some(say!(lang, sv: "för sig igen", en: "by itself again")),
            };
            let told = [Some(format!("{what}{places}")), into, closed];
            told.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        (None, None) => String::new(),
    }
}

/// A day's mark before and after.
pub fn marks(before: Option<&Mark>, after: Option<&Mark>, words: &Words) -> String {
    format!("{} → {}", mark(before, words), mark(after, words))
}

/// What a mark says, in words: `Sjuk (ringde 7.30)`, `omarkerad`.
pub fn mark(mark: Option<&Mark>, words: &Words) -> String {
    let Some(mark) = mark else {
        return say!(words.lang, sv: "omarkerad", en: "unmarked");
    };
    let text = mark.text(words.lang);
    match words.note(mark.note()) {
        note if note.is_empty() => text,
        note => format!("{text} ({note})"),
    }
}

/// `before → after`, with a dash for nothing.
fn arrow(before: &str, after: &str) -> String {
    let or_dash = |text: &str| match text.is_empty() {
        true => "–".to_owned(),
        false => shown(text).into_owned(),
    };
    format!("{} → {}", or_dash(before), or_dash(after))
}
