//! Ending a decision, taking it back, or letting it hold again as it was decided.

use crate::action::Action;
use crate::domain::calendar::long_date;
use crate::domain::decide::NOTE_LIMIT;
use crate::domain::decide::command::Command;
use crate::domain::decide::decisions::{ended, gap_after};
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::authors::Part;
use crate::domain::facts::change::LogEntry;
use crate::domain::facts::decision::{Decision, DecisionId, Ending};
use crate::domain::facts::details::FREE_TEXT;
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::reading::parse_date;
use crate::say;
use crate::screens::form::{Sheet, day, follow_day, text};
use crate::screens::{Effect, View};
use crate::text::{Lang, Text};
use crate::theme::Role;
use crate::widgets::form::Form;

/// Which decision of whom.
pub struct EndDecisionSheet {
    pub who: PersonId,
    pub id: DecisionId,
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    What,
    LastDay,
    Note,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::What => ("Vad har hänt", "What happened"),
            Key::LastDay => ("Sista dag", "Last day"),
            Key::Note => ("Anteckning", "Note"),
        };
        Text { sv, en }.get(lang)
    }
}

/// What can be chosen. Nothing is at first: an Enter too many must not end a decision.
#[derive(Clone, Copy, PartialEq)]
enum Choice {
    Ends,
    Withdrawn,
    Reopened,
}

impl Choice {
    const ALL: [Choice; 3] = [Choice::Ends, Choice::Withdrawn, Choice::Reopened];

    fn name(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Choice::Ends => ("slutar en annan dag", "ends on another day"),
            Choice::Withdrawn => ("återtas, gällde aldrig", "taken back, never held"),
            Choice::Reopened => ("gäller igen som beslutat", "holds again as decided"),
        };
        Text { sv, en }.get(lang)
    }
}

impl EndDecisionSheet {
    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        view.register.people.get(&self.who)
    }

    fn decision<'a>(&self, view: &View<'a>) -> Option<&'a Decision> {
        let decisions = &self.person(view)?.decisions;
        decisions.iter().find(|decision| decision.id == self.id)
    }

    fn name(&self, view: &View) -> String {
        let person = self.person(view);
        person.map(|person| view.name(person)).unwrap_or_default()
    }

    /// What can become of it: only one that was cut short can hold again, and only one that holds be taken back.
    fn choices(&self, view: &View) -> Vec<Choice> {
        let decision = self.decision(view);
        let mut choices = vec![Choice::Ends];
        if decision.is_some_and(Decision::is_real) {
            choices.push(Choice::Withdrawn);
        }
        if decision.is_some_and(|decision| decision.cut.is_some()) {
            choices.push(Choice::Reopened);
        }
        choices
    }

    /// What is chosen, by its name: what there is to choose from may have changed since the form was opened.
    fn chosen(&self, form: &Form<Key>, view: &View) -> Option<Choice> {
        let chosen = form.text(Key::What);
        let known = Choice::ALL.into_iter();
        known
            .filter(|choice| choice.name(view.lang) == chosen)
            .find(|choice| self.choices(view).contains(choice))
    }

    /// What is asked for, as far as it can be read.
    fn ending(&self, form: &Form<Key>, view: &View) -> Option<Ending> {
        Some(match self.chosen(form, view)? {
            Choice::Ends => Ending::On(parse_date(form.text(Key::LastDay), view.today).ok()?),
            Choice::Withdrawn => Ending::Withdrawn,
            Choice::Reopened => Ending::Reopened,
        })
    }

    /// What saving would lead to, and what is unusual in it; or why it cannot be.
    fn consequence(&self, form: &Form<Key>, view: &View) -> Vec<(String, Role)> {
        let (lang, id) = (view.lang, self.id);
        let (Some(person), Some(decision)) = (self.person(view), self.decision(view)) else {
            return Vec::new();
        };
        let Some(ending) = self.ending(form, view) else {
            return Vec::new();
        };
        let after = match ended(view.register.settings.rules(), person, id, &ending, "") {
            Ok(after) => after,
            // Once it has been refused, it stands at its field.
            Err(_) if form.has_fault() => return Vec::new(),
            Err(refusal) => return vec![(format!("! {}", refusal.text(lang)), Role::Alarm)],
        };
        let until = decision.terms.until;
        let text = match ending {
            Ending::On(last) => {
                let last = long_date(last, lang);
                say!(lang,
                    sv: "Beslut {id} gäller till och med {last}, och inget förlänger det. Det kan gälla igen som beslutat, till {until}.",
                    en: "Decision {id} holds up to and including {last}, and nothing extends it. It can hold again as decided, until {until}.")
            }
            Ending::Withdrawn => {
                let again = self.holds_again(person, &after, view);
                say!(lang,
                    sv: "Beslut {id} räknas inte, men står kvar i listan och kan gälla igen.{again}",
                    en: "Decision {id} does not count, but stays in the list and can hold again.{again}")
            }
            Ending::Reopened => say!(lang,
                sv: "Beslut {id} gäller igen som beslutat, till {until}.",
                en: "Decision {id} holds again as decided, until {until}."),
        };
        let mut said = vec![(text, Role::Quiet)];
        let gap = gap_after(&after, id);
        said.extend(gap.map(|warning| (warning.text(lang), Role::Warning)));
        said
    }

    /// Which decision, replaced by the one that is taken back, holds again.
    fn holds_again(&self, before: &Participant, after: &Participant, view: &View) -> String {
        let was_cut = |id| {
            before
                .decisions
                .iter()
                .any(|d| d.id == id && d.cut.is_some())
        };
        let mut again = (after.decisions.iter()).filter(|d| d.cut.is_none() && was_cut(d.id));
        match again.next().map(|old| old.id) {
            Some(old) => say!(view.lang,
                sv: " Beslut {old}, som det ersatte, gäller igen.",
                en: " Decision {old}, which it replaced, holds again."),
            None => String::new(),
        }
    }
}

impl Sheet for EndDecisionSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let (id, name) = (self.id, self.name(view));
        say!(view.lang, sv: "Avsluta beslut {id} för {name}", en: "End decision {id} for {name}")
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let mut choices = vec![say!(lang, sv: "– välj", en: "– choose")];
        let names = self
            .choices(view)
            .into_iter()
            .map(|choice| choice.name(lang));
        choices.extend(names.map(str::to_owned));
        let last = self.decision(view).map_or(view.today, |decision| {
            let terms = &decision.terms;
            view.today.min(terms.until).max(terms.from)
        });
        Form::default()
            .one_of(Key::What, Key::What.label(lang), choices, 0)
            .line(Key::LastDay, Key::LastDay.label(lang), &last.to_string())
            .line(Key::Note, Key::Note.label(lang), "")
            .free_text(FREE_TEXT.get(lang))
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::person(view.register, self.who, &[Part::Decisions])
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let chosen = self.chosen(form, view);
        form.show(Key::LastDay, chosen == Some(Choice::Ends));
        form.show(
            Key::Note,
            chosen.is_some_and(|chosen| chosen != Choice::Reopened),
        );
        follow_day(form, Key::LastDay, view);
        let footer = self.consequence(form, view);
        form.set_footer(footer);
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        let Some(chosen) = self.chosen(form, view) else {
            let text = say!(view.lang,
                sv: "Välj vad som har hänt med beslutet.",
                en: "Choose what happened to the decision.");
            form.fault(Key::What, text);
            return None;
        };
        if chosen == Choice::Ends {
            day(form, Key::LastDay, view)?;
        }
        let ending = self.ending(form, view)?;
        let note = match chosen {
            Choice::Reopened => String::new(),
            _ => text(form, Key::Note, NOTE_LIMIT, view)?,
        };
        Some(Effect::Do(Command::EndDecision {
            who: self.who,
            id: self.id,
            ending,
            note,
        }))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::DecisionEndOutside { .. } => Some(Key::LastDay),
            Refusal::DecisionOverlaps { .. }
            | Refusal::DecisionTooLong { .. }
            | Refusal::TotalTooLong { .. } => Some(Key::What),
            _ => None,
        }
    }

    fn written(&self, _entry: &LogEntry, view: &View) -> Effect {
        let (lang, id, name) = (view.lang, self.id, self.name(view));
        let Some(decision) = self.decision(view) else {
            return Effect::Close;
        };
        let key = view.key(Action::EndDecision);
        let last = long_date(decision.last_day(), lang);
        let text = match &decision.cut {
            None => say!(lang,
                sv: "Beslut {id} för {name} gäller igen, till {last}.",
                en: "Decision {id} for {name} holds again, until {last}."),
            Some(_) if decision.is_real() => say!(lang,
                sv: "Beslut {id} för {name} slutar {last}. Med {key} kan det gälla igen.",
                en: "Decision {id} for {name} ends on {last}. {key} can let it hold again."),
            Some(_) => say!(lang,
                sv: "Beslut {id} för {name} är återtaget. Med {key} kan det gälla igen.",
                en: "Decision {id} for {name} is taken back. {key} can let it hold again."),
        };
        Effect::All(vec![Effect::Close, Effect::told(text)])
    }
}
