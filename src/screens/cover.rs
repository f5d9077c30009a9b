//! Standing in for others today, with a reason.

use super::form::Sheet;
use super::{Effect, View};
use crate::domain::decide::command::Command;
use crate::domain::decide::subject::Subject;
use crate::widgets::form::Form;
use crate::{say, text};

/// The reason that is to be given.
pub struct CoverSheet;

/// The only field.
#[derive(Clone, Copy, PartialEq)]
pub struct Why;

impl Sheet for CoverSheet {
    type Key = Why;

    fn title(&self, view: &View) -> String {
        say!(view.lang, sv: "Stå in för andra i dag", en: "Stand in for others today")
    }

    fn form(&self, view: &View) -> Form<Why> {
        let label = text!("Anledning", "Reason");
        Form::default().line(Why, label.get(view.lang), "")
    }

    fn subject(&self, _view: &View) -> Option<Subject> {
        None
    }

    fn follow(&self, _form: &mut Form<Why>, _view: &View) {}

    fn read(&self, form: &mut Form<Why>, _view: &View) -> Option<Effect> {
        let why = form.text(Why).trim().to_owned();
        Some(Effect::Do(Command::TakeCover { why }))
    }
}
