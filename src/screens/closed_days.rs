//! A year's closed days on a screen: which are free anyway, and which the unit closes and opens itself.

use super::chrome::beside_year;
use super::listed::{Key, Row, Shown};
use super::menu::Subject;
use super::moving::year_moved;
use super::{Effect, Opening, Outcome, View};
use crate::action::{Action, Section};
use crate::domain::calendar::YEARS;
use crate::lists::List;
use crate::lists::calendar::{Calendar, CalendarRow};
use crate::say;

pub mod day;

/// Which year's.
pub struct ClosedDays {
    pub year: i32,
}

impl Shown for ClosedDays {
    type List = Calendar;

    fn list(&self, view: &View) -> Calendar {
        Calendar::of(self.year, &view.telling())
    }

    fn made_of(&self, _view: &View) -> u64 {
        self.year.unsigned_abs().into()
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Calendar]
    }

    fn subject(&self, _list: &Calendar, chosen: Option<&CalendarRow>) -> Subject {
        Subject::of_day(chosen.and_then(|row| row.own.as_ref()))
    }

    /// The form of an own day; what is free anyway nobody changes.
    fn open(&self, _list: &Calendar, chosen: Option<&CalendarRow>, view: &View) -> Effect {
        match chosen.and_then(|row| row.own.as_ref()) {
            Some(day) => Effect::Open(Opening::ClosedDay(Some((day.date, day.arena)))),
            None => {
                let key = view.key(Action::Menu);
                Effect::refuse(say!(view.lang,
                    sv: "Den dagen är ingen som enheten har stängt. Med {key} stängs en.",
                    en: "That day is none that the unit has closed. {key} closes one."))
            }
        }
    }

    fn carried_out(&self, outcome: &Outcome, view: &View) -> Effect {
        match outcome {
            Outcome::Written(entry) => day::done(entry, view),
            _ => Effect::Nothing,
        }
    }

    fn act(&mut self, action: Action, _list: &Calendar, _view: &View) -> Option<Effect> {
        self.year = year_moved(action, self.year, YEARS)?;
        Some(Effect::Nothing)
    }

    fn hints(&self, _list: &Calendar, chosen: Option<&Row<Self>>, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back, Action::Menu];
        if chosen.is_some_and(|row| row.own.is_some()) {
            hints.push(Action::Open);
        }
        hints.extend([Action::Left, Action::Right, Action::Down]);
        hints
    }

    fn beside(&self, list: &Calendar, view: &View) -> String {
        let counts = list.counts(&view.telling()).join("  ");
        let years = beside_year(self.year, YEARS, view.theme);
        format!("{counts}  {years}")
    }

    fn room(&self, _list: &Calendar, _view: &View) -> Vec<usize> {
        vec![90]
    }

    /// What comes next in this year; and a day that was closed just now.
    fn wanted(
        &self,
        old: Option<&Calendar>,
        new: &Calendar,
        _was: Option<&Key<Self>>,
        view: &View,
    ) -> Option<Key<Self>> {
        let mut rows = new.rows().iter();
        let row = match old {
            Some(old) if old.year() == new.year() => rows.find(|row| {
                let key = new.key(row);
                row.own.is_some() && !old.rows().iter().any(|other| old.key(other) == key)
            }),
            _ => rows.find(|row| row.date >= view.today),
        };
        row.map(|row| new.key(row))
    }
}
