//! The form of the plan onward: what comes next, with whom, who sees to it, and by when.

use crate::action::Action;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::decide::{NAME_LIMIT, NOTE_LIMIT, PlanDraft};
use crate::domain::facts::authors::Part;
use crate::domain::facts::change::LogEntry;
use crate::domain::facts::details::FREE_TEXT;
use crate::domain::facts::onward::{Onward, Toward};
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::reading::parse_date;
use crate::say;
use crate::screens::form::{Sheet, day, follow_day, text};
use crate::screens::{Effect, Opening, View};
use crate::text::{Lang, Text};
use crate::theme::Role;
use crate::widgets::form::Form;

/// Whose plan.
pub struct PlanSheet {
    pub who: PersonId,
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    What,
    Toward,
    Next,
    With,
    Responsible,
    Due,
    Note,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::What => ("Gör så här", "Do this"),
            Key::Toward => ("Mot", "Toward"),
            Key::Next => ("Nästa steg", "Next step"),
            Key::With => ("Med vem", "With whom"),
            Key::Responsible => ("Ansvarig", "Responsible"),
            Key::Due => ("Senast", "Due"),
            Key::Note => ("Anteckning", "Note"),
        };
        Text { sv, en }.get(lang)
    }

    fn example(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::Next => (
                "till exempel studiebesök, praktik, ansökan",
                "for example a visit, a trial, an application",
            ),
            Key::With => (
                "en enhet, en arbetsgivare, en skola",
                "a unit, an employer, a school",
            ),
            Key::Responsible => (
                "den på AMI som ser till att det blir av",
                "who at the unit sees to it",
            ),
            Key::What | Key::Toward | Key::Due | Key::Note => ("", ""),
        };
        Text { sv, en }.get(lang)
    }
}

/// The option that takes the plan away; the other one changes it.
const TAKE_AWAY: usize = 1;

impl PlanSheet {
    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        view.register.people.get(&self.who)
    }

    fn name(&self, view: &View) -> String {
        let person = self.person(view);
        person.map(|person| view.name(person)).unwrap_or_default()
    }

    fn plan<'a>(&self, view: &View<'a>) -> Option<&'a Onward> {
        self.person(view)?.plan_onward(view.today)
    }

    fn takes_away(form: &Form<Key>) -> bool {
        form.is_shown(Key::What) && form.chosen(Key::What) == TAKE_AWAY
    }

    /// Who sees to it where nothing else is said: the supervisor, else who is at the keyboard.
    fn responsible(&self, view: &View) -> String {
        let supervisor = self.person(view).map(|person| person.supervisor.clone());
        let supervisor = supervisor.filter(|supervisor| !supervisor.is_empty());
        supervisor.unwrap_or_else(|| view.actor.to_owned())
    }
}

/// What a plan cannot be without: its fault is told at the field.
fn said(form: &mut Form<Key>, key: Key, limit: usize, view: &View) -> Option<String> {
    let told = text(form, key, limit, view)?;
    if told.is_empty() {
        form.fault(key, Refusal::PlanIncomplete.text(view.lang));
        return None;
    }
    Some(told)
}

impl Sheet for PlanSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let name = self.name(view);
        say!(view.lang, sv: "Planen vidare för {name}", en: "The plan onward for {name}")
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let plan = self.plan(view);
        let change = say!(lang, sv: "ändra planen", en: "change the plan");
        let take_away = say!(lang, sv: "ta bort planen", en: "take the plan away");
        // Nothing is chosen at first: which way it leads is the plan.
        let mut ways = vec![say!(lang, sv: "– välj", en: "– choose")];
        ways.extend(Toward::ALL.map(|toward| toward.name().get(lang).to_owned()));
        let way = plan.and_then(|p| Toward::ALL.iter().position(|known| *known == p.toward));
        let of = |text: fn(&Onward) -> &String| plan.map(text).cloned().unwrap_or_default();
        let responsible = match plan {
            Some(plan) => plan.responsible.clone(),
            None => self.responsible(view),
        };
        let due = plan.map(|plan| plan.due.to_string()).unwrap_or_default();
        let lines = [
            (Key::Next, of(|plan| &plan.next)),
            (Key::With, of(|plan| &plan.with)),
            (Key::Responsible, responsible),
            (Key::Due, due),
            (Key::Note, of(|plan| &plan.note)),
        ];
        let mut form = Form::default()
            .one_of(Key::What, Key::What.label(lang), vec![change, take_away], 0)
            .one_of(
                Key::Toward,
                Key::Toward.label(lang),
                ways,
                way.map_or(0, |at| at + 1),
            );
        for (key, text) in lines {
            form = form
                .line(key, key.label(lang), &text)
                .example(key.example(lang));
            if matches!(key, Key::Next | Key::Note) {
                form = form.free_text(FREE_TEXT.get(lang));
            }
        }
        form.show(Key::What, plan.is_some());
        form
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::person(view.register, self.who, &[Part::Plan])
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let lang = view.lang;
        let takes_away = Self::takes_away(form);
        for key in [
            Key::Toward,
            Key::Next,
            Key::With,
            Key::Responsible,
            Key::Due,
            Key::Note,
        ] {
            form.show(key, !takes_away);
        }
        follow_day(form, Key::Due, view);
        let has_passed =
            parse_date(form.text(Key::Due), view.today).is_ok_and(|due| due < view.today);
        let footer = match takes_away {
            true => (
                say!(lang,
                    sv: "Flaggan i tolvmånaderslistan säger ingen plan igen.",
                    en: "The flag in the list of clocks says no plan again."),
                Role::Warning,
            ),
            false if has_passed => (
                say!(lang, sv: "Den dagen har redan varit.", en: "That day has already been."),
                Role::Warning,
            ),
            false => (
                say!(lang,
                    sv: "Flaggan i tolvmånaderslistan säger planerad och dagen, men går aldrig bort av sig själv.",
                    en: "The flag in the list of clocks says planned and the day, but never goes away by itself."),
                Role::Quiet,
            ),
        };
        form.set_footer(vec![footer]);
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        let (who, lang) = (self.who, view.lang);
        if Self::takes_away(form) {
            let name = self.name(view);
            let text = say!(lang,
                sv: "Ta bort planen för {name}? Det som stod i den finns kvar i loggen.",
                en: "Take away the plan for {name}? What it said stays in the log.");
            let command = Box::new(Command::PlanOnward { who, plan: None });
            return Some(Effect::Replace(Opening::Question { text, command }));
        }
        let chosen = form.chosen(Key::Toward).checked_sub(1);
        let toward = chosen.and_then(|at| Toward::ALL.get(at)).copied();
        if toward.is_none() {
            form.fault(
                Key::Toward,
                say!(lang, sv: "Välj vart planen leder.", en: "Choose where the plan leads."),
            );
        }
        let next = said(form, Key::Next, NOTE_LIMIT, view);
        let with = text(form, Key::With, NAME_LIMIT, view);
        let responsible = said(form, Key::Responsible, NAME_LIMIT, view);
        let due = day(form, Key::Due, view);
        let note = text(form, Key::Note, NOTE_LIMIT, view);
        let plan = PlanDraft {
            toward: toward?,
            next: next?,
            with: with?,
            responsible: responsible?,
            due: due?,
            note: note?,
        };
        Some(Effect::Do(Command::PlanOnward {
            who,
            plan: Some(Box::new(plan)),
        }))
    }

    fn written(&self, _entry: &LogEntry, view: &View) -> Effect {
        let (name, key) = (self.name(view), view.key(Action::PlanOnward));
        let due = self.plan(view).map(|plan| plan.due.to_string());
        let due = due.unwrap_or_default();
        let text = say!(view.lang,
            sv: "{name} är planerad till {due}. Med {key} kan planen ändras eller tas bort.",
            en: "{name} is planned for {due}. {key} can change the plan or take it away.");
        Effect::All(vec![Effect::Close, Effect::told(text)])
    }
}
