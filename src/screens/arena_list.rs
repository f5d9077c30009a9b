//! The arenas on a screen: added, renamed, merged, closed from a day and opened again.

use super::listed::{Key, Row, Shown};
use super::menu::Subject;
use super::{Effect, Opening, View};
use crate::action::{Action, Section};
use crate::lists::arenas::{ArenaRow, Arenas};
use crate::say;

pub mod change;
pub mod merge;

/// All of them.
pub struct ArenaList;

impl Shown for ArenaList {
    type List = Arenas;

    fn list(&self, view: &View) -> Arenas {
        Arenas::of(&view.telling())
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Arenas]
    }

    fn subject(&self, _list: &Arenas, chosen: Option<&ArenaRow>) -> Subject {
        Subject::of_arena(chosen)
    }

    fn open(&self, _list: &Arenas, chosen: Option<&ArenaRow>, _view: &View) -> Effect {
        let id = chosen.map(|row| row.id);
        Effect::Open(Opening::Arena(id))
    }

    fn hints(&self, _list: &Arenas, _chosen: Option<&Row<Self>>, _view: &View) -> Vec<Action> {
        vec![Action::Back, Action::Menu, Action::Open, Action::Down]
    }

    fn room(&self, _list: &Arenas, _view: &View) -> Vec<usize> {
        vec![80]
    }

    fn empty(&self, view: &View) -> Option<String> {
        let key = view.key(Action::AddArena);
        Some(say!(view.lang,
            sv: "Det finns ingen arena än. Med {key} läggs en till.",
            en: "There is no arena yet. {key} adds one."))
    }

    /// One that was added just now.
    fn wanted(
        &self,
        old: Option<&Arenas>,
        new: &Arenas,
        was: Option<&Key<Self>>,
        _view: &View,
    ) -> Option<Key<Self>> {
        let known = old?.rows();
        let is_new = |row: &&ArenaRow| known.iter().all(|other| other.id != row.id);
        let added = new.rows().iter().find(is_new).map(|row| row.id);
        added.or(was.copied())
    }
}
