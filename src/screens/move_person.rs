//! Moving a person to another group or arena from a day on.

use super::form::{Sheet, day, follow_day, text};
use super::{Effect, View, arenas};
use crate::domain::calendar::long_date;
use crate::domain::decide::NAME_LIMIT;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::stays::lost_moves;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::authors::Part;
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::participant::{Group, Participant, PersonId, Placement};
use crate::say;
use crate::text::{Lang, Text};
use crate::theme::Role;
use crate::widgets::form::Form;

/// Who is moved.
pub struct MoveSheet {
    pub who: PersonId,
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    Group,
    Arena,
    From,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::Group => ("Grupp", "Group"),
            Key::Arena => ("Arena", "Arena"),
            Key::From => ("Från och med", "From"),
        };
        Text { sv, en }.get(lang)
    }
}

impl MoveSheet {
    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        view.register.people.get(&self.who)
    }

    fn name(&self, view: &View) -> String {
        let person = self.person(view);
        person.map(|person| view.name(person)).unwrap_or_default()
    }
}

impl Sheet for MoveSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let name = self.name(view);
        say!(view.lang, sv: "Flytta {name}", en: "Move {name}")
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let group = (self.person(view))
            .and_then(|person| view.register.group_of(person, view.today))
            .unwrap_or(Group::Indoor);
        let groups = arenas::groups(view);
        Form::default()
            .one_of(Key::Group, Key::Group.label(lang), groups, group as usize)
            .line(Key::Arena, Key::Arena.label(lang), "")
            .line(Key::From, Key::From.label(lang), &view.today.to_string())
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::person(view.register, self.who, &[Part::Stays])
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let group =
            (self.person(view)).and_then(|person| view.register.group_of(person, view.today));
        arenas::follow(form, Key::Group, Key::Arena, group, view);
        follow_day(form, Key::From, view);
        let now = (self.person(view))
            .and_then(|person| view.register.arena_of(person, view.today))
            .map(|arena| view.place(arena.id))
            .unwrap_or_default();
        let text = say!(view.lang,
            sv: "Nu: {now}. Dagar före flytten står kvar där de markerades.",
            en: "Now: {now}. Days before the move stay where they were marked.");
        form.set_footer(vec![(text, Role::Quiet)]);
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        let arena = text(form, Key::Arena, NAME_LIMIT, view);
        let from = day(form, Key::From, view);
        Some(Effect::Do(Command::Move {
            who: self.who,
            from: from?,
            group: arenas::group(form, Key::Group),
            arena: arena?,
            is_new_arena: false,
        }))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::AlreadyPlaced { .. }
            | Refusal::ArenaMissing { .. }
            | Refusal::ArenaUnknown { .. }
            | Refusal::UnitMissing => Some(Key::Arena),
            Refusal::OutsideStay { .. } => Some(Key::From),
            _ => None,
        }
    }

    fn written(&self, entry: &LogEntry, view: &View) -> Effect {
        let lang = view.lang;
        let name = self.name(view);
        let text = match new_placement(entry) {
            Some(placed) => {
                let (place, from) = (view.place(placed.arena), long_date(placed.from, lang));
                say!(lang,
                    sv: "{name} är flyttad: {place} från {from}.",
                    en: "{name} has been moved: {place} from {from}.")
            }
            None => say!(lang, sv: "{name} är flyttad.", en: "{name} has been moved."),
        };
        let lost = lost_moves(&entry.changes, view.register, lang);
        let told = std::iter::once(text).chain(lost).collect::<Vec<_>>();
        Effect::All(vec![Effect::Close, Effect::told(told.join(" "))])
    }
}

/// The placement that a move has made.
fn new_placement(entry: &LogEntry) -> Option<&Placement> {
    entry.changes.iter().find_map(|change| match change {
        Change::Person {
            before: Some(before),
            after: Some(after),
        } => {
            let were: Vec<_> = before.stays.iter().flat_map(|s| &s.placements).collect();
            let mut are = after.stays.iter().flat_map(|stay| &stay.placements);
            are.find(|placed| !were.contains(placed))
        }
        _ => None,
    })
}
