//! Ending a stay, setting its end anew, or opening it again.

use super::form::{Sheet, day, follow_day, text};
use super::{Effect, View};
use crate::domain::calendar::long_date;
use crate::domain::change::{LogEntry, What};
use crate::domain::command::Command;
use crate::domain::decide::NOTE_LIMIT;
use crate::domain::outcome::{End, Outcome};
use crate::domain::participant::{Participant, PersonId};
use crate::domain::reading::parse_date;
use crate::domain::refusal::Refusal;
use crate::say;
use crate::text::{Lang, Text};
use crate::theme::Role;
use crate::widgets::form::Form;

/// Whose stay it is.
pub struct EndSheet {
    pub who: PersonId,
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    What,
    LastDay,
    Outcome,
    Note,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::What => ("Gör så här", "Do this"),
            Key::LastDay => ("Sista dag", "Last day"),
            Key::Outcome => ("Utfall", "Outcome"),
            Key::Note => ("Anteckning", "Note"),
        };
        Text { sv, en }.get(lang)
    }
}

/// The option that opens the stay again; the other one sets the end.
const REOPEN: usize = 1;

impl EndSheet {
    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        view.register.people.get(&self.who)
    }

    fn name(&self, view: &View) -> String {
        let person = self.person(view);
        person.map(|person| view.name(person)).unwrap_or_default()
    }

    /// The latest stay's end, where it has one.
    fn end<'a>(&self, view: &View<'a>) -> Option<&'a End> {
        self.person(view)?.stays.last()?.end.as_ref()
    }

    fn reopens(form: &Form<Key>) -> bool {
        form.is_shown(Key::What) && form.chosen(Key::What) == REOPEN
    }
}

impl Sheet for EndSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let name = self.name(view);
        say!(view.lang, sv: "Avsluta vistelsen för {name}", en: "End the stay of {name}")
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let end = self.end(view);
        let set = say!(lang, sv: "ändra slutet", en: "change the end");
        let reopen = say!(lang, sv: "öppna vistelsen igen", en: "open the stay again");
        // An end that has passed is history: it can only be taken back.
        let passed = end.is_some_and(|end| end.last_day < view.today);
        let last_day = end.map_or(view.today, |end| end.last_day);
        let outcome = end.map(|end| end.outcome).unwrap_or_default();
        // Nothing is chosen at first: an Enter too many must not end a stay.
        let mut outcomes = vec![say!(lang, sv: "– välj", en: "– choose")];
        outcomes.extend(Outcome::ALL.map(|outcome| outcome.name().get(lang).to_owned()));
        let at = Outcome::ALL
            .iter()
            .position(|known| *known == outcome && end.is_some());
        let note = end.map_or("", |end| &end.note);
        let mut form = Form::default()
            .one_of(
                Key::What,
                Key::What.label(lang),
                vec![set, reopen],
                usize::from(passed),
            )
            .line(
                Key::LastDay,
                Key::LastDay.label(lang),
                &last_day.to_string(),
            )
            .one_of(
                Key::Outcome,
                Key::Outcome.label(lang),
                outcomes,
                at.map_or(0, |at| at + 1),
            )
            .line(Key::Note, Key::Note.label(lang), note);
        form.show(Key::What, end.is_some());
        form
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let lang = view.lang;
        let name = self.name(view);
        let reopens = Self::reopens(form);
        for key in [Key::LastDay, Key::Outcome, Key::Note] {
            form.show(key, !reopens);
        }
        follow_day(form, Key::LastDay, view);
        let last = parse_date(form.text(Key::LastDay), view.today).ok();
        let text = match last.map(|last| long_date(last, lang)) {
            _ if reopens => say!(lang,
                sv: "Slutet tas bort: {name} är på AMI tills vidare och syns på tavlan igen.",
                en: "The end is taken away: {name} is at the unit until further notice, and on the board again."),
            Some(last) => say!(lang,
                sv: "{name} syns på tavlan till och med {last}. Allt som är markerat står kvar, och vistelsen kan öppnas igen.",
                en: "{name} is on the board up to and including {last}. Everything marked stays, and the stay can be opened again."),
            None => String::new(),
        };
        form.set_footer(vec![(text, Role::Quiet)]);
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        if Self::reopens(form) {
            return Some(Effect::Do(Command::ReopenStay { who: self.who }));
        }
        let last_day = day(form, Key::LastDay, view);
        let note = text(form, Key::Note, NOTE_LIMIT, view);
        let chosen = form.chosen(Key::Outcome).checked_sub(1);
        let outcome = chosen.and_then(|at| Outcome::ALL.get(at));
        if outcome.is_none() {
            form.fault(
                Key::Outcome,
                say!(view.lang,
                sv: "Välj hur vistelsen slutade. Ej angivet går också.",
                en: "Choose how the stay ended. Not stated will do, too."),
            );
        }
        Some(Effect::Do(Command::EndStay {
            who: self.who,
            last_day: last_day?,
            outcome: outcome.copied()?,
            note: note?,
        }))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::EndBeforeStart { .. }
            | Refusal::AlreadyEnded { .. }
            | Refusal::MarksOutside { .. } => Some(Key::LastDay),
            _ => None,
        }
    }

    fn written(&self, entry: &LogEntry, view: &View) -> Effect {
        let name = self.name(view);
        let last = self.end(view).map(|end| long_date(end.last_day, view.lang));
        let text = match last.filter(|_| entry.what == What::EndStay) {
            Some(last) => {
                say!(view.lang, sv: "{name} slutar {last}.", en: "{name} ends on {last}.")
            }
            None => {
                say!(view.lang, sv: "Vistelsen för {name} är öppen igen.", en: "The stay of {name} is open again.")
            }
        };
        Effect::All(vec![Effect::Close, Effect::told(text)])
    }
}
