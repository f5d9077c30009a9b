//! The rules that hold on a date on a screen: another day, and the way to one rule's history.

use std::ops::Bound::{Excluded, Unbounded};

use chrono::NaiveDate;

use super::listed::Shown;
use super::moving::day_moved;
use super::{Effect, Opening, View};
use crate::action::{Action, Section};
use crate::domain::rules::Name;
use crate::lists::rules::{Row, Rules};
use crate::say;

pub mod history;
pub mod own;

/// On which day.
pub struct RulesOn {
    pub on: NaiveDate,
}

/// Room for the longest rule in full.
const IN_FULL: usize = 230;

impl RulesOn {
    /// Goes to the nearest day, before or after, on which some rule changes; today is such a day too.
    fn turn(&mut self, forward: bool, view: &View) -> Effect {
        let mut days = view.register.settings.rules().changes();
        days.insert(view.today);
        let to = match forward {
            true => days.range((Excluded(self.on), Unbounded)).next(),
            false => days.range(..self.on).next_back(),
        };
        match (to, forward) {
            (Some(to), _) => {
                self.on = *to;
                Effect::Nothing
            }
            (None, true) => Effect::refuse(say!(view.lang,
                sv: "Ingen regel ändras efter den dagen.",
                en: "No rule changes after that day.")),
            (None, false) => Effect::refuse(say!(view.lang,
                sv: "Inget är känt om tiden före den dagen.",
                en: "Nothing is known of the time before that day.")),
        }
    }
}

impl Shown for RulesOn {
    type List = Rules;

    fn list(&self, view: &View) -> Rules {
        Rules::in_force(Name::ALL, self.on, &view.telling())
    }

    fn made_of(&self, _view: &View) -> u64 {
        (self.on - NaiveDate::MIN).num_days().unsigned_abs()
    }

    fn section(&self) -> Section {
        Section::Days
    }

    fn menu(&self) -> &'static [Section] {
        &[]
    }

    fn open(&self, _list: &Rules, chosen: Option<&Row>, _view: &View) -> Effect {
        chosen.map_or(Effect::Nothing, |row| Effect::Open(Opening::Rule(row.name)))
    }

    fn act(&mut self, action: Action, _list: &Rules, view: &View) -> Option<Effect> {
        match action {
            Action::Left => Some(self.turn(false, view)),
            Action::Right => Some(self.turn(true, view)),
            Action::GoToDate => Some(Effect::Open(Opening::GoToDate { from: self.on })),
            action => {
                self.on = day_moved(action, self.on, view.today)?;
                Some(Effect::Nothing)
            }
        }
    }

    fn show_day(&mut self, day: NaiveDate, _view: &View) -> bool {
        self.on = day;
        true
    }

    fn hints(&self, _list: &Rules, _chosen: Option<&Row>, _view: &View) -> Vec<Action> {
        use Action::{Back, Down, GoToDate, Left, Open, Right};
        vec![Back, Open, Down, Left, Right, GoToDate]
    }

    fn room(&self, _list: &Rules, _view: &View) -> Vec<usize> {
        vec![IN_FULL]
    }
}
