//! One long absence: its first and last day, changed or taken away.

use chrono::NaiveDate;

use crate::domain::decide::command::Command;
use crate::domain::decide::foresee;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::authors::Part;
use crate::domain::facts::change::{Change, LogEntry, What};
use crate::domain::facts::participant::{Absence, Participant, PersonId};
use crate::say;
use crate::screens::form::{Sheet, day, follow_day};
use crate::screens::{Effect, View};
use crate::text::{Lang, Text};
use crate::theme::Role;
use crate::widgets::form::Form;

/// Whose absence, and the first day of the one that is to be changed; none for a new one.
pub struct AbsenceSheet {
    pub who: PersonId,
    pub from: Option<NaiveDate>,
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    What,
    From,
    Until,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::What => ("Gör så här", "Do this"),
            Key::From => ("Första dag", "First day"),
            Key::Until => ("Sista dag", "Last day"),
        };
        Text { sv, en }.get(lang)
    }
}

/// The option that takes the absence away; the other one changes it.
const REMOVE: usize = 1;

impl AbsenceSheet {
    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        view.register.people.get(&self.who)
    }

    fn name(&self, view: &View) -> String {
        let person = self.person(view);
        person.map(|person| view.name(person)).unwrap_or_default()
    }

    fn known(&self, view: &View) -> Option<Absence> {
        let mut all = self.person(view)?.stays.iter().flat_map(|s| &s.absences);
        all.find(|absence| Some(absence.from) == self.from).copied()
    }

    fn removes(form: &Form<Key>) -> bool {
        form.is_shown(Key::What) && form.chosen(Key::What) == REMOVE
    }

    /// What saving asks for; every fault is told at its field.
    fn command(&self, form: &mut Form<Key>, view: &View) -> Option<Command> {
        let who = self.who;
        if Self::removes(form) {
            let from = self.from?;
            return Some(Command::RemoveAbsence { who, from });
        }
        let from = day(form, Key::From, view);
        let until = match form.text(Key::Until) {
            "" => Some(None),
            _ => day(form, Key::Until, view).map(Some),
        };
        Some(Command::SetAbsence {
            who,
            absence: Absence {
                from: from?,
                until: until?,
            },
            instead_of: self.from,
        })
    }

    /// What becomes of the threshold, in a sentence; nothing where what is asked for cannot be read yet.
    fn effect(&self, command: Option<&Command>, view: &View) -> Option<String> {
        let lang = view.lang;
        let rule = &view.register.settings.rule;
        if !rule.absence_pauses {
            return Some(say!(lang,
                sv: "Frånvaro pausar inte tolvmånadersklockan, enligt inställningarna.",
                en: "Absence does not pause the twelve-month clock, by the settings."));
        }
        let changes = foresee(view.register, command?, view.today).ok()?;
        let after = changes.iter().find_map(Change::person_after);
        let before = self.person(view)?;
        let threshold = |person| {
            let standing = view.register.standing(person, view.today);
            standing.map(|standing| standing.threshold)
        };
        let (was, is) = (threshold(before)?, threshold(after.unwrap_or(before))?);
        Some(match was == is {
            true => say!(lang,
                sv: "Gränsen ligger kvar {is}: bara dagar till och med i dag pausar.",
                en: "The threshold stays on {is}: only days up to today pause the clock."),
            false => say!(lang,
                sv: "Gränsen flyttas från {was} till {is}.",
                en: "The threshold moves from {was} to {is}."),
        })
    }
}

impl Sheet for AbsenceSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let name = self.name(view);
        say!(view.lang, sv: "Längre frånvaro för {name}", en: "Long absence of {name}")
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let known = self.known(view);
        let change = say!(lang, sv: "ändra dagarna", en: "change the days");
        let remove = say!(lang, sv: "ta bort den", en: "take it away");
        // A new one begins on the day that is said, never on the day that happens to be today.
        let from = known.map_or_else(String::new, |absence| absence.from.to_string());
        let until = known.and_then(|absence| absence.until);
        let until = until.map_or_else(String::new, |until| until.to_string());
        let mut form = Form::default()
            .one_of(Key::What, Key::What.label(lang), vec![change, remove], 0)
            .line(Key::From, Key::From.label(lang), &from)
            .line(Key::Until, Key::Until.label(lang), &until);
        form.show(Key::What, self.from.is_some());
        form
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::person(view.register, self.who, &[Part::Stays])
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let lang = view.lang;
        for key in [Key::From, Key::Until] {
            form.show(key, !Self::removes(form));
            follow_day(form, key, view);
        }
        if form.text(Key::Until).is_empty() {
            let open = say!(lang, sv: "tomt: tills vidare", en: "empty: until further notice");
            form.set_example(Key::Until, open);
        }
        let mut footer = Vec::new();
        // Read from a copy: what is only half typed is no fault yet.
        let mut copy = form.clone();
        copy.forget_faults();
        let command = self.command(&mut copy, view);
        let effect = self.effect(command.as_ref(), view);
        footer.extend(effect.map(|text| (text, Role::Warning)));
        let text = say!(lang,
            sv: "Bara dagarna antecknas, aldrig varför. Det som är markerat står kvar; på omarkerade dagar visar tavlan frånvarande.",
            en: "Only the days are recorded, never why. What is marked stays; on unmarked days the board shows the person as away.");
        footer.push((text, Role::Quiet));
        form.set_footer(footer);
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        self.command(form, view).map(Effect::Do)
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::OutsideStay { .. } | Refusal::AbsenceOverlaps { .. } => Some(Key::From),
            Refusal::EndBeforeStart { .. } => Some(Key::Until),
            _ => None,
        }
    }

    fn written(&self, entry: &LogEntry, view: &View) -> Effect {
        let name = self.name(view);
        let text = match entry.what {
            What::RemoveAbsence => say!(view.lang,
                sv: "Frånvaron för {name} är borttagen.",
                en: "The absence of {name} is taken away."),
            _ => say!(view.lang,
                sv: "Frånvaron för {name} är antecknad.",
                en: "The absence of {name} is recorded."),
        };
        Effect::All(vec![Effect::Close, Effect::told(text)])
    }
}
