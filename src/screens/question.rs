//! A question whose yes carries a command out.

use ratatui::{Frame, layout::Rect, text::Span};

use super::{Effect, Outcome, Screen, View};
use crate::action::{Action, Section};
use crate::domain::command::Command;
use crate::say;
use crate::widgets::dialog::Dialog;
use crate::widgets::fit;

const COLUMNS: u16 = 60;

/// The question, and what a yes does.
pub struct Question {
    text: String,
    command: Command,
    asked: bool,
}

impl Question {
    pub fn new(text: String, command: Command) -> Question {
        Question {
            text,
            command,
            asked: false,
        }
    }
}

impl Screen for Question {
    fn section(&self) -> Section {
        Section::Question
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, _view: &View) -> Effect {
        match action {
            Action::Yes => {
                self.asked = true;
                Effect::Do(self.command.clone())
            }
            Action::No => Effect::Close,
            _ => Effect::Nothing,
        }
    }

    fn carried_out(&mut self, outcome: &Outcome, _view: &View) -> Effect {
        match outcome {
            _ if !std::mem::take(&mut self.asked) => Effect::Nothing,
            Outcome::Failed(_) => Effect::Nothing,
            Outcome::Written(_) | Outcome::Unchanged => Effect::Close,
        }
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        vec![Action::Yes, Action::No]
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let columns = usize::from(Dialog::inner_columns(area, COLUMNS));
        let lines = fit::wrap(&view.theme.plain(&self.text), columns);
        let dialog = Dialog::place(area, COLUMNS, lines.len() as u16);
        let title = say!(view.lang, sv: "Fråga", en: "Question");
        dialog.draw(frame, &title, view.theme);
        for (line, y) in lines.into_iter().zip(dialog.inner.y..dialog.inner.bottom()) {
            let row = Rect {
                y,
                height: 1,
                ..dialog.inner
            };
            frame.render_widget(Span::raw(line), row);
        }
    }
}
