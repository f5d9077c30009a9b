//! What was done about a duty: a note that it is handled, or the day until which it is set aside.

use crate::domain::decide::NOTE_LIMIT;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::change::LogEntry;
use crate::domain::facts::details::FREE_TEXT;
use crate::domain::reckon::duties::Duty;
use crate::screens::form::{Sheet, day, follow_day, text};
use crate::screens::{Effect, View};
use crate::theme::Role;
use crate::widgets::form::Form;
use crate::{say, text};

/// Which duty, and whether it is to be set aside instead of handled.
pub struct HandlingSheet {
    pub duty: Duty,
    pub sets_aside: bool,
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    Until,
    Note,
}

impl Sheet for HandlingSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let title = self.duty.title(view.today, view.lang);
        match self.sets_aside {
            true => say!(view.lang, sv: "Lägg undan: {title}", en: "Set aside: {title}"),
            false => say!(view.lang, sv: "Avklarad: {title}", en: "Handled: {title}"),
        }
    }

    fn form(&self, view: &View) -> Form<Key> {
        let until = text!("Till", "Until");
        let note = match self.sets_aside {
            true => text!("Varför", "Why"),
            false => text!("Vad är gjort", "What was done"),
        };
        let mut form = Form::default()
            .line(Key::Until, until.get(view.lang), "")
            .line(Key::Note, note.get(view.lang), "")
            .free_text(FREE_TEXT.get(view.lang));
        form.show(Key::Until, self.sets_aside);
        form
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::duty(view.register, &self.duty.key())
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        if self.sets_aside {
            follow_day(form, Key::Until, view);
        }
        let text = match self.sets_aside {
            true => say!(view.lang,
                sv: "Den kommer tillbaka i listan den dagen, eller förr om den blir mer brådskande.",
                en: "It comes back into the list on that day, or sooner if it becomes more urgent."),
            false => say!(view.lang,
                sv: "Den går ur listan; flaggan på personen står kvar. Anteckningen sparas i loggen.",
                en: "It leaves the list; the person's flag stays. The log keeps the note."),
        };
        form.set_footer(vec![(text, Role::Quiet)]);
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        let until = match self.sets_aside {
            true => day(form, Key::Until, view).map(Some),
            false => Some(None),
        };
        let note = text(form, Key::Note, NOTE_LIMIT, view);
        Some(Effect::Do(Command::HandleDuty {
            key: self.duty.key(),
            until: until?,
            note: note?,
        }))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::NotToCome { .. } => Some(Key::Until),
            Refusal::NoteMissing | Refusal::TextTooLong { .. } | Refusal::TextNotPlain => {
                Some(Key::Note)
            }
            _ => None,
        }
    }

    fn written(&self, _entry: &LogEntry, view: &View) -> Effect {
        let text = match self.sets_aside {
            true => say!(view.lang, sv: "Undanlagd.", en: "Set aside."),
            false => say!(view.lang, sv: "Avklarad.", en: "Handled."),
        };
        Effect::All(vec![Effect::Close, Effect::told(text)])
    }
}
