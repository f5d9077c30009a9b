//! A question whose yes carries a command out, or is told to the screen that asked.

use ratatui::{Frame, layout::Rect, text::Span};

use super::{Effect, Outcome, Screen, View, meanwhile};
use crate::action::{Action, Section};
use crate::domain::decide::command::Command;
use crate::domain::decide::subject::Subject;
use crate::say;
use crate::widgets::dialog::Dialog;
use crate::widgets::fit;

const COLUMNS: u16 = 60;

/// That a key which was typed before the question could be read is no answer to it.
pub fn unread(view: &View) -> Effect {
    Effect::refuse(say!(view.lang,
        sv: "Frågan kom upp först nu, och inget är gjort: läs den och svara.",
        en: "The question came up only now, and nothing was done: read it and answer."))
}

/// The question, and what a yes does.
pub struct Question {
    text: String,
    /// None where the yes is told to the screen below.
    command: Option<Command>,
    /// What it is about, as it was when it was asked.
    about: Option<Subject>,
    /// What that has become since, where it has.
    changed: Option<Subject>,
    asked: bool,
    is_painted: bool,
}

impl Question {
    pub fn new(text: String, command: Command, view: &View) -> Question {
        Question {
            about: Subject::of(&command, view.register),
            command: Some(command),
            ..Question::of_below(text)
        }
    }

    /// A question of the screen below, which is told of a yes and carries it out.
    pub fn of_below(text: String) -> Question {
        Question {
            text,
            command: None,
            about: None,
            changed: None,
            asked: false,
            is_painted: false,
        }
    }

    fn yes(&mut self, view: &View) -> Effect {
        let Some(command) = &self.command else {
            return Effect::Pass(Action::Yes);
        };
        // What was asked is not what would be done now: the same key asks anew.
        if let Some(changed) = self.told(view) {
            let text = say!(view.lang,
                sv: "{changed} Inget är gjort: gör om det, så ställs frågan på nytt.",
                en: "{changed} Nothing was done: do it again, and the question is asked anew.");
            return Effect::All(vec![Effect::Close, Effect::refuse(text)]);
        }
        self.asked = true;
        Effect::Do(match (&self.about, command) {
            (None, command) | (_, command @ Command::Still { .. }) => command.clone(),
            (Some(about), command) => Command::Still {
                subject: Box::new(about.clone()),
                command: Box::new(command.clone()),
            },
        })
    }

    /// What has changed since it was asked, in a sentence.
    fn told(&self, view: &View) -> Option<String> {
        let (was, now) = (self.about.as_ref()?, self.changed.as_ref()?);
        Some(meanwhile::told(was, now, view))
    }
}

impl Screen for Question {
    fn section(&self) -> Section {
        Section::Question
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        match action {
            Action::Yes | Action::No if !self.is_painted => unread(view),
            Action::Yes => self.yes(view),
            Action::No => Effect::Close,
            _ => Effect::Nothing,
        }
    }

    fn carried_out(&mut self, outcome: &Outcome, _view: &View) -> Effect {
        match outcome {
            _ if !std::mem::take(&mut self.asked) => Effect::Nothing,
            // What could not be written can be tried again; what was refused would be refused again.
            Outcome::Failed(failure) if failure.refusal.is_none() => Effect::Nothing,
            Outcome::Failed(_) | Outcome::Written(_) | Outcome::Unchanged => Effect::Close,
        }
    }

    fn refresh(&mut self, view: &View) {
        let now = self.about.as_ref().and_then(|was| was.now(view.register));
        self.changed = now.filter(|now| Some(now) != self.about.as_ref());
    }

    fn painted(&mut self) {
        self.is_painted = true;
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        vec![Action::Yes, Action::No]
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let columns = usize::from(Dialog::inner_columns(area, COLUMNS));
        let text = match self.told(view) {
            Some(changed) => format!("{} {changed}", self.text),
            None => self.text.clone(),
        };
        let lines = fit::wrap(&view.theme.plain(&text), columns);
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
