//! AF's decisions on a person on a screen: recorded, extended, replaced and ended from here.

use super::listed::Shown;
use super::menu::{On, Subject};
use super::{Effect, Opening, View};
use crate::action::{Action, Section};
use crate::domain::facts::participant::PersonId;
use crate::lists::decisions::{Decisions, Row};
use crate::say;

pub mod end;
pub mod form;
mod rules;

/// Whose decisions.
pub struct DecisionsOf {
    pub who: PersonId,
}

impl DecisionsOf {
    fn about(&self, chosen: Option<&Row>) -> Subject {
        Subject {
            who: Some(self.who),
            on: On::Decisions(chosen.and_then(Row::id)),
        }
    }
}

impl Shown for DecisionsOf {
    type List = Decisions;

    fn list(&self, view: &View) -> Decisions {
        Decisions::of(self.who, &view.telling())
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Decisions, Section::Card]
    }

    fn subject(&self, _list: &Decisions, chosen: Option<&Row>) -> Subject {
        self.about(chosen)
    }

    fn open(&self, _list: &Decisions, chosen: Option<&Row>, _view: &View) -> Effect {
        Effect::Open(Opening::Menu(self.about(chosen)))
    }

    fn hints(&self, _list: &Decisions, chosen: Option<&Row>, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back, Action::Menu];
        hints.extend(chosen.map(|_| Action::Down));
        hints.push(Action::Quota);
        hints
    }

    fn room(&self, _list: &Decisions, _view: &View) -> Vec<usize> {
        vec![60, 560]
    }

    /// The list is short, and each decision has much to say.
    fn most_foot(&self, rows: usize) -> usize {
        rows * 2 / 3
    }

    fn empty(&self, view: &View) -> Option<String> {
        let key = view.key(Action::AddDecision);
        Some(say!(view.lang,
            sv: "Inget beslut är registrerat. {key} registrerar det första.",
            en: "No decision is recorded. {key} records the first."))
    }

    /// At first the one in force is looked at, and then one that has just been recorded.
    fn wanted(
        &self,
        old: Option<&Decisions>,
        new: &Decisions,
        _was: Option<&Row>,
        view: &View,
    ) -> Option<Row> {
        let id = match old {
            None => {
                let decisions = &view.register.people.get(&self.who)?.decisions;
                decisions
                    .iter()
                    .find(|decision| decision.covers(view.today))?
                    .id
            }
            Some(old) => new.newest().filter(|newest| Some(*newest) > old.newest())?,
        };
        Some(Row::Decision(id))
    }
}
