//! One arena: its group and name, and from which day nobody is placed there.

use crate::domain::decide::NAME_LIMIT;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::participant::{Arena, ArenaId};
use crate::lists::arenas::Arenas;
use crate::screens::form::{Sheet, day, follow_day, text};
use crate::screens::{Effect, View, arenas};
use crate::text::{Lang, Text};
use crate::widgets::form::Form;
use crate::{say, text};

/// The arena that is to be changed; none for a new one.
pub struct ArenaSheet {
    pub id: Option<ArenaId>,
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    What,
    Group,
    Name,
    From,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let text: Text = match self {
            Key::What => text!("Gör så här", "Do this"),
            Key::Group => text!("Grupp", "Group"),
            Key::Name => text!("Namn", "Name"),
            Key::From => text!("Stängd från", "Closed from"),
        };
        text.get(lang)
    }
}

/// The options of what to do, in order.
const RENAME: usize = 0;
const CLOSE: usize = 1;

impl ArenaSheet {
    fn known<'a>(&self, view: &View<'a>) -> Option<&'a Arena> {
        view.register.arenas.get(&self.id?)
    }

    /// What it is about to do; a new one is only named.
    fn does(form: &Form<Key>) -> usize {
        match form.is_shown(Key::What) {
            true => form.chosen(Key::What),
            false => RENAME,
        }
    }
}

impl Sheet for ArenaSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        match self.known(view) {
            Some(arena) => {
                let place = view.place(arena.id);
                say!(view.lang, sv: "Arena: {place}", en: "Arena: {place}")
            }
            None => say!(view.lang, sv: "Ny arena", en: "A new arena"),
        }
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let known = self.known(view);
        let mut does = vec![
            say!(lang, sv: "byt namn", en: "rename it"),
            say!(lang, sv: "stäng den", en: "close it"),
        ];
        let is_closed = known.is_some_and(|arena| arena.closed.is_some());
        if is_closed {
            does.push(say!(lang, sv: "öppna den igen", en: "open it again"));
        }
        let name = known.map_or("", |arena| &arena.name);
        let from = known.and_then(|arena| arena.closed).unwrap_or(view.today);
        let mut form = Form::default()
            .one_of(Key::What, Key::What.label(lang), does, RENAME)
            .one_of(Key::Group, Key::Group.label(lang), arenas::groups(view), 0)
            .line(Key::Name, Key::Name.label(lang), name)
            .line(Key::From, Key::From.label(lang), &from.to_string());
        form.show(Key::What, self.id.is_some());
        form.show(Key::Group, self.id.is_none());
        form
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::arena(view.register, self.id?)
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let does = Self::does(form);
        form.show(Key::Name, does == RENAME);
        form.show(Key::From, self.id.is_some() && does == CLOSE);
        if form.is_shown(Key::From) {
            follow_day(form, Key::From, view);
        }
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        let command = match (self.id, Self::does(form)) {
            (None, _) => Command::AddArena {
                group: arenas::group(form, Key::Group),
                name: text(form, Key::Name, NAME_LIMIT, view)?,
            },
            (Some(id), RENAME) => Command::RenameArena {
                id,
                name: text(form, Key::Name, NAME_LIMIT, view)?,
            },
            (Some(id), CLOSE) => Command::CloseArena {
                id,
                from: day(form, Key::From, view)?,
            },
            (Some(id), _) => Command::ReopenArena { id },
        };
        Some(Effect::Do(command))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::ArenaThere { .. }
            | Refusal::ArenaNameMissing
            | Refusal::TextTooLong { .. }
            | Refusal::TextNotPlain => Some(Key::Name),
            Refusal::ArenaInUse { .. } => Some(Key::From),
            _ => None,
        }
    }

    fn written(&self, entry: &LogEntry, view: &View) -> Effect {
        Effect::All(vec![Effect::Close, done(entry, view)])
    }
}

/// Says what has been done to an arena.
pub fn done(entry: &LogEntry, view: &View) -> Effect {
    let told = entry.changes.iter().find_map(|change| match change {
        Change::Arena {
            after: Some(arena), ..
        } => Some(arena),
        _ => None,
    });
    let Some(arena) = told else {
        return Effect::Nothing;
    };
    let place = view.place(arena.id);
    Effect::told(match (arena.into, arena.closed) {
        (Some(into), _) => {
            let into = view.place(into);
            say!(view.lang,
                sv: "{place} är nu {into}; namnet fortsätter att betyda den.",
                en: "{place} is now {into}; its name goes on meaning that one.")
        }
        (None, Some(from)) => say!(view.lang,
            sv: "{place} är stängd från {from}.",
            en: "{place} is closed from {from}."),
        (None, None) => {
            let saved = say!(view.lang, sv: "{place} är sparad.", en: "{place} is saved.");
            let of = view.telling();
            let near = Arenas::of(&of).row(arena.id).and_then(|row| row.near(&of));
            let told = std::iter::once(saved).chain(near);
            told.collect::<Vec<_>>().join(" ")
        }
    })
}
