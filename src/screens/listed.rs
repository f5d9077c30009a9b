//! A list of `lists` as a screen: its rows one below the other under their headings, at any width, the chosen one, and
//! what there is to say of it.

use ratatui::text::Line;

use super::menu::Subject;
use super::{Effect, Needs, Opening, Outcome, View};
use crate::action::{Action, Section};
use crate::lists::List;
use crate::theme::Role;

mod layout;
mod reading;

pub use reading::open;

/// What one list's screen adds to the list: its keys, and how much room it keeps.
pub trait Shown {
    type List: List;

    /// Makes the rows. It is done anew only when the register, the day, the language or what it is made of changes.
    fn list(&self, view: &View) -> Self::List;

    /// What else the rows are made of: a year turned to, whether some are shown.
    fn made_of(&self, _view: &View) -> u64 {
        0
    }

    fn section(&self) -> Section {
        Section::List
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Card]
    }

    fn needs(&self, _view: &View) -> Needs {
        Needs::default()
    }

    /// What the menu is about, with a row chosen or none.
    fn subject(&self, list: &Self::List, chosen: Option<&Row<Self>>) -> Subject {
        Subject::in_list(chosen.and_then(|row| list.of(row)))
    }

    /// What Enter leads to.
    fn open(&self, list: &Self::List, chosen: Option<&Row<Self>>, _view: &View) -> Effect {
        match chosen.and_then(|row| list.of(row)) {
            Some(who) => Effect::Open(Opening::Card(who)),
            None => Effect::Nothing,
        }
    }

    /// Takes in what became of a command that was asked for here.
    fn carried_out(&self, _outcome: &Outcome, _view: &View) -> Effect {
        Effect::Nothing
    }

    /// Answers an action of its own; `None` for one that every list answers alike.
    fn act(&mut self, _action: Action, _list: &Self::List, _view: &View) -> Option<Effect> {
        None
    }

    /// Takes in a day. Says whether it shows days at all.
    fn show_day(&mut self, _day: chrono::NaiveDate, _view: &View) -> bool {
        false
    }

    fn hints(&self, list: &Self::List, chosen: Option<&Row<Self>>, view: &View) -> Vec<Action>;

    /// At the right of the title: what the rows come to.
    fn beside(&self, list: &Self::List, view: &View) -> String {
        list.counts(&view.telling()).join("  ")
    }

    /// What there is to say of the chosen row.
    fn about(&self, list: &Self::List, row: &Row<Self>, view: &View) -> Vec<(String, Role)> {
        list.about(row, &view.telling())
    }

    /// Lines between the title and the columns' names.
    fn above(&self, _list: &Self::List, _view: &View) -> Vec<Line<'static>> {
        Vec::new()
    }

    /// How many columns of text each paragraph of the longest foot takes: room is kept for it, so that the list does not
    /// move with the marker.
    fn room(&self, list: &Self::List, view: &View) -> Vec<usize>;

    /// How many of so many rows the foot takes at most.
    fn most_foot(&self, rows: usize) -> usize {
        rows / 2
    }

    /// What is shown instead of the list while it has no row: what to press first.
    fn empty(&self, _view: &View) -> Option<String> {
        None
    }

    /// Takes in that the list's end has come into view.
    fn seen_to_the_end(&mut self, _view: &View) {}

    /// Which row is looked at first, and when the rows were made anew; `None` for the one that was chosen.
    fn wanted(
        &self,
        _old: Option<&Self::List>,
        _new: &Self::List,
        _was: Option<&Key<Self>>,
        _view: &View,
    ) -> Option<Key<Self>> {
        None
    }
}

/// The rows of a screen's list.
pub type Row<S> = <<S as Shown>::List as List>::Row;
/// What names them.
pub type Key<S> = <<S as Shown>::List as List>::Key;
