//! Going to a day by typing it.

use chrono::NaiveDate;

use super::form::{Sheet, day, follow_day};
use super::{Effect, View, Width};
use crate::domain::calendar::long_date;
use crate::domain::decide::subject::Subject;
use crate::widgets::form::Form;
use crate::{say, text};

/// The day that was in view when it was asked for.
pub struct DateSheet {
    pub from: NaiveDate,
}

/// The only field.
#[derive(Clone, Copy, PartialEq)]
pub struct Day;

impl Sheet for DateSheet {
    type Key = Day;

    fn title(&self, view: &View) -> String {
        let from = match view.width() {
            Width::Narrow => self.from.to_string(),
            _ => long_date(self.from, view.lang),
        };
        say!(view.lang, sv: "Gå till datum, från {from}", en: "Go to date, from {from}")
    }

    fn form(&self, view: &View) -> Form<Day> {
        let label = text!("Datum", "Date");
        Form::default().line(Day, label.get(view.lang), "")
    }

    fn subject(&self, _view: &View) -> Option<Subject> {
        None
    }

    fn follow(&self, form: &mut Form<Day>, view: &View) {
        follow_day(form, Day, view);
    }

    fn read(&self, form: &mut Form<Day>, view: &View) -> Option<Effect> {
        Some(Effect::ShowDay(day(form, Day, view)?))
    }
}
