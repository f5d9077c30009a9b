//! The form of a step towards a decision: planned, done, who, and a note.

use crate::action::Action;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::decide::{NAME_LIMIT, NOTE_LIMIT};
use crate::domain::facts::authors::Part;
use crate::domain::facts::change::LogEntry;
use crate::domain::facts::details::FREE_TEXT;
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::facts::process::{Process, Step, StepKind};
use crate::domain::reckon::duties::step_due;
use crate::domain::rules::Name;
use crate::say;
use crate::screens::form::{Sheet, day, follow_day, no_or_yes, text};
use crate::screens::{Effect, View};
use crate::text::{Lang, Text};
use crate::theme::Role;
use crate::widgets::form::Form;

/// Whose step.
pub struct StepSheet {
    pub who: PersonId,
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    Step,
    Done,
    Planned,
    Who,
    Note,
    Anew,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::Step => ("Steg", "Step"),
            Key::Done => ("Klart", "Done"),
            Key::Planned => ("Planerat", "Planned"),
            Key::Who => ("Vem", "Who"),
            Key::Note => ("Anteckning", "Note"),
            Key::Anew => ("Ny process", "New process"),
        };
        Text { sv, en }.get(lang)
    }
}

impl StepSheet {
    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        view.register.people.get(&self.who)
    }

    fn process<'a>(&self, view: &View<'a>) -> Option<&'a Process> {
        self.person(view)?.process()
    }

    fn name(&self, view: &View) -> String {
        let person = self.person(view);
        person.map(|person| view.name(person)).unwrap_or_default()
    }

    /// What is known of a step; nothing where another process is to begin.
    fn known(&self, kind: StepKind, anew: bool, view: &View) -> Step {
        let process = self.process(view).filter(|_| !anew);
        process
            .map(|process| process.step(kind).clone())
            .unwrap_or_default()
    }

    /// What is worth knowing of the chosen step.
    fn rule(&self, kind: StepKind, anew: bool, view: &View) -> String {
        let lang = view.lang;
        match kind {
            StepKind::Interest => say!(lang,
                sv: "Arbetsgivaren anmäler intresse hos AF.",
                en: "The employer sends AF an expression of interest."),
            StepKind::Contact => {
                let rules = view.register.settings.rules();
                let rule = rules.in_force(Name::ContactWithin, view.today);
                let rule = rule.map(|rule| rule.why(lang)).unwrap_or_default();
                let process = self.process(view).filter(|_| !anew);
                let waiting = process.filter(|process| process.next() == Some(kind));
                match waiting.and_then(|process| step_due(view.register, process, kind)) {
                    Some(due) => say!(lang,
                        sv: "AF kontaktar arbetsgivaren inom {rule}: senast {due}.",
                        en: "AF contacts the employer within {rule}: by {due}."),
                    None => say!(lang,
                        sv: "AF kontaktar arbetsgivaren inom {rule}.",
                        en: "AF contacts the employer within {rule}."),
                }
            }
            StepKind::Investigation => say!(lang,
                sv: "AF utreder: möte, arbetsanalys, underlag. Anställningen börjar inte före beslutet.",
                en: "AF investigates: meeting, work analysis, basis. The employment does not begin before the decision."),
            StepKind::FollowUp => say!(lang,
                sv: "AF följer upp några månader efter beslutet; skriv den dag som är bestämd.",
                en: "AF follows up some months after the decision; write the day that is agreed."),
        }
    }
}

fn kind(form: &Form<Key>) -> StepKind {
    let chosen = StepKind::ALL.get(form.chosen(Key::Step));
    chosen.copied().unwrap_or(StepKind::Interest)
}

fn is_anew(form: &Form<Key>) -> bool {
    form.chosen(Key::Anew) == 1
}

impl Sheet for StepSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let name = self.name(view);
        say!(view.lang,
            sv: "Steg mot ett beslut, {name}",
            en: "A step towards a decision, {name}")
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let process = self.process(view);
        let next = process.map_or(Some(StepKind::Interest), Process::next);
        // Where all are done, the last one is what one comes back to.
        let next = next.unwrap_or(StepKind::FollowUp);
        let at = StepKind::ALL.iter().position(|known| *known == next);
        let steps = StepKind::ALL.map(|kind| kind.name().get(lang).to_owned());
        let label = |key: Key| key.label(lang);
        let anew = say!(lang,
            sv: "ja börjar om från början; det som är antecknat står kvar som tidigare",
            en: "yes begins again; what is noted stays as an earlier one");
        let mut form = Form::default()
            .one_of(Key::Step, label(Key::Step), steps.to_vec(), at.unwrap_or(0))
            .selecting()
            .line(Key::Done, label(Key::Done), "")
            .line(Key::Planned, label(Key::Planned), "")
            .line(Key::Who, label(Key::Who), "")
            .line(Key::Note, label(Key::Note), "")
            .free_text(FREE_TEXT.get(view.lang))
            .one_of(Key::Anew, label(Key::Anew), no_or_yes(view), 0)
            .example(&anew);
        form.show(Key::Anew, process.is_some());
        form
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::person(view.register, self.who, &[Part::Steps])
    }

    fn follows_others(&self) -> bool {
        true
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let lang = view.lang;
        let (kind, anew) = (kind(form), is_anew(form));
        let known = self.known(kind, anew, view);
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        form.preset(Key::Done, &day(known.done).unwrap_or_default());
        form.preset(Key::Planned, &day(known.planned).unwrap_or_default());
        form.preset(Key::Who, &known.who);
        form.preset(Key::Note, &known.note);
        for key in [Key::Done, Key::Planned] {
            match form.text(key).is_empty() {
                false => follow_day(form, key, view),
                true => form.set_example(
                    key,
                    say!(lang,
                    sv: "tomt om det inte är bestämt; idag, 22/11 eller 2026-11-22",
                    en: "empty where not known; today, 22/11 or 2026-11-22"),
                ),
            }
        }
        let rule = self.rule(kind, anew, view);
        form.set_footer(vec![(rule, Role::Quiet)]);
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        let done = optional_day(form, Key::Done, view);
        let planned = optional_day(form, Key::Planned, view);
        let who = text(form, Key::Who, NAME_LIMIT, view);
        let note = text(form, Key::Note, NOTE_LIMIT, view);
        Some(Effect::Do(Command::SetStep {
            who: self.who,
            kind: kind(form),
            step: Step {
                planned: planned?,
                done: done?,
                who: who?,
                note: note?,
            },
            anew: is_anew(form),
        }))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::DoneInTheFuture { .. }
            | Refusal::StepOutOfOrder { .. }
            | Refusal::NothingToFollowUp { .. } => Some(Key::Done),
            _ => None,
        }
    }

    fn written(&self, _entry: &LogEntry, view: &View) -> Effect {
        let (name, key) = (self.name(view), view.key(Action::SetStep));
        let text = say!(view.lang,
            sv: "Steget för {name} är antecknat. Med {key} kan det ändras eller tömmas.",
            en: "The step for {name} is noted. {key} can change or empty it.");
        Effect::All(vec![Effect::Close, Effect::told(text)])
    }
}

/// A field's day, none where it is empty; else its fault is told there.
fn optional_day(form: &mut Form<Key>, key: Key, view: &View) -> Option<Option<chrono::NaiveDate>> {
    match form.text(key) {
        "" => Some(None),
        _ => day(form, key, view).map(Some),
    }
}
