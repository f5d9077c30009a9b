//! The form of a decision: one to be recorded, or one in the place of another, with its rule beside each field.

use chrono::NaiveDate;

use super::rules;
use crate::domain::calendar::long_date;
use crate::domain::decide::command::Command;
use crate::domain::decide::decisions::{limits, making_room, proposed, usual_last_day};
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::decide::{NAME_LIMIT, NOTE_LIMIT};
use crate::domain::facts::authors::Part;
use crate::domain::facts::change::LogEntry;
use crate::domain::facts::decision::{Decision, DecisionId, Form as Subsidy, PER_CENT, Terms};
use crate::domain::facts::details::FREE_TEXT;
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::reading::parse_date;
use crate::domain::rules::{Kind, Value, thousands};
use crate::say;
use crate::screens::form::{Sheet, day, no_or_yes, text};
use crate::screens::{Effect, View};
use crate::text::{Lang, Text};
use crate::widgets::form::Form;

/// Whose decision, and which one it takes the place of.
pub struct DecisionSheet {
    pub who: PersonId,
    pub replaces: Option<DecisionId>,
}

/// The fields.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Key {
    Form,
    From,
    Until,
    DecidedOn,
    Level,
    WorkingTime,
    WageBase,
    Extra,
    ViaAmi,
    Reference,
    Contact,
    Note,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::Form => ("Form", "Form"),
            Key::From => ("Första dag", "First day"),
            Key::Until => ("Sista dag", "Last day"),
            Key::DecidedOn => ("Beslutat", "Decided on"),
            Key::Level => ("Nivå, %", "Level, %"),
            Key::WorkingTime => ("Arbetstid, %", "Working time, %"),
            Key::WageBase => ("Lön, kr/mån", "Wage, kr/month"),
            Key::Extra => ("Extra, kr/mån", "Extra, kr/month"),
            Key::ViaAmi => ("Via AMI", "Through AMI"),
            Key::Reference => ("Ärendenummer", "Reference"),
            Key::Contact => ("Kontakt på AF", "Contact at AF"),
            Key::Note => ("Anteckning", "Note"),
        };
        Text { sv, en }.get(lang)
    }
}

impl DecisionSheet {
    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        view.register.people.get(&self.who)
    }

    fn name(&self, view: &View) -> String {
        let person = self.person(view);
        person.map(|person| view.name(person)).unwrap_or_default()
    }

    /// The decision that is replaced.
    pub fn replaced<'a>(&self, view: &View<'a>) -> Option<&'a Decision> {
        let decisions = &self.person(view)?.decisions;
        decisions.iter().find(|d| Some(d.id) == self.replaces)
    }

    /// What the fields hold at first.
    fn preset(&self, person: &Participant, view: &View) -> Terms {
        match self.replaced(view) {
            Some(old) => old.terms.clone(),
            None => proposed(view.register.settings.rules(), person, view.today),
        }
    }

    /// The person as a decision from this day on finds them: with what is left of the one that it replaces, if it can.
    fn met(&self, person: &Participant, from: NaiveDate) -> Result<Participant, Refusal> {
        match self.replaces {
            Some(id) => making_room(person, id, from),
            None => Ok(person.clone()),
        }
    }

    /// Why it cannot take the place of the other from this day on.
    pub fn refused(&self, from: NaiveDate, view: &View) -> Option<Refusal> {
        self.met(self.person(view)?, from).err()
    }

    /// What has been typed, as far as it can be read: what cannot is as at first. With the person as this decision
    /// finds them.
    pub fn so_far(&self, form: &Form<Key>, view: &View) -> Option<(Participant, Terms)> {
        let person = self.person(view)?;
        let preset = self.preset(person, view);
        let date = |key| parse_date(form.text(key), view.today).ok();
        let from = date(Key::From).unwrap_or(preset.from);
        let terms = Terms {
            form: subsidy(form),
            from,
            until: date(Key::Until).unwrap_or(from),
            decided_on: date(Key::DecidedOn).unwrap_or(preset.decided_on),
            level: per_cent(form.text(Key::Level)),
            working_time: per_cent(form.text(Key::WorkingTime)).unwrap_or(preset.working_time),
            wage_base: kronor(form.text(Key::WageBase)),
            extra: kronor(form.text(Key::Extra)),
            via_ami: form.chosen(Key::ViaAmi) == 1,
            ..preset
        };
        let met = self.met(person, from);
        Some((met.unwrap_or_else(|_| person.clone()), terms))
    }

    /// The last day that the field holds until it is touched: nothing where nothing is left of the form.
    fn usual_last_day(&self, met: &Participant, terms: &Terms, view: &View) -> Option<NaiveDate> {
        let preset = self.preset(self.person(view)?, view);
        let is_as_before = (terms.form, terms.from) == (preset.form, preset.from);
        match self.replaces {
            Some(_) if is_as_before => Some(preset.until),
            _ if nothing_left(met, terms, view).is_some() => None,
            _ => Some(usual_last_day(view.register.settings.rules(), met, terms)),
        }
    }

    /// The terms as they stand in the fields; every fault is told at its field.
    fn terms(&self, form: &mut Form<Key>, view: &View) -> Option<Terms> {
        let from = day(form, Key::From, view);
        let until = self.until(form, view);
        let decided_on = day(form, Key::DecidedOn, view);
        let level = optional(form, Key::Level, per_cent, Fault::PerCent, view);
        let working_time = needed(form, Key::WorkingTime, view);
        let wage_base = optional(form, Key::WageBase, kronor, Fault::Kronor, view);
        let extra = optional(form, Key::Extra, kronor, Fault::Kronor, view);
        let reference = text(form, Key::Reference, NAME_LIMIT, view);
        let contact = text(form, Key::Contact, NAME_LIMIT, view);
        let note = text(form, Key::Note, NOTE_LIMIT, view);
        Some(Terms {
            form: subsidy(form),
            from: from?,
            until: until?,
            decided_on: decided_on?,
            level: level?,
            working_time: working_time?,
            wage_base: wage_base?,
            extra: extra?,
            reference: reference?,
            contact: contact?,
            note: note?,
            via_ami: form.chosen(Key::ViaAmi) == 1,
        })
    }

    /// The last day; where the field is empty because nothing is left of the form, that is said.
    fn until(&self, form: &mut Form<Key>, view: &View) -> Option<NaiveDate> {
        if form.text(Key::Until).is_empty()
            && let Some((met, terms)) = self.so_far(form, view)
            && let Some(used_up) = nothing_left(&met, &terms, view)
        {
            form.fault(Key::Until, used_up.text(view.lang));
            return None;
        }
        day(form, Key::Until, view)
    }
}

/// That no time is left of the form from the first day on.
fn nothing_left(met: &Participant, terms: &Terms, view: &View) -> Option<Refusal> {
    let limits = limits(view.register.settings.rules(), met, terms, None);
    let (latest, rule) = limits.total.filter(|(latest, _)| *latest < terms.from)?;
    Some(Refusal::TotalTooLong {
        form: terms.form,
        latest,
        rule: rule.text(),
    })
}

/// The form of lönebidrag that is chosen.
fn subsidy(form: &Form<Key>) -> Subsidy {
    let chosen = Subsidy::ALL.get(form.chosen(Key::Form));
    chosen.copied().unwrap_or(Subsidy::Development)
}

/// A per cent as people type it, with or without its sign.
fn per_cent(text: &str) -> Option<u8> {
    let number = text.trim_end_matches('%').trim().parse().ok();
    number.filter(|n| PER_CENT.contains(n))
}

/// Kronor as people type them, with or without blanks and unit.
fn kronor(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let number = ["kr/mån", "kr/month", "kr", ":-"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(&text);
    match Value::read(Kind::Kronor, number)? {
        Value::Kronor(n) => Some(n),
        _ => None,
    }
}

/// What a field with a number should have held.
#[derive(Clone, Copy)]
enum Fault {
    PerCent,
    Kronor,
}

impl Fault {
    fn text(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Fault::PerCent => (
                "Skriv hela procent, 1–100: till exempel 75.",
                "Write whole per cent, 1–100: for example 75.",
            ),
            Fault::Kronor => (
                "Skriv hela kronor i månaden: till exempel 15 000.",
                "Write whole kronor a month: for example 15 000.",
            ),
        };
        Text { sv, en }.get(lang)
    }
}

/// A field's number, none where it is empty; else its fault is told there.
fn optional<T>(
    form: &mut Form<Key>,
    key: Key,
    read: fn(&str) -> Option<T>,
    fault: Fault,
    view: &View,
) -> Option<Option<T>> {
    let typed = form.text(key);
    if typed.is_empty() {
        return Some(None);
    }
    let number = read(typed);
    if number.is_none() {
        form.fault(key, fault.text(view.lang).to_owned());
    }
    number.map(Some)
}

/// A per cent that cannot be left out.
fn needed(form: &mut Form<Key>, key: Key, view: &View) -> Option<u8> {
    let number = per_cent(form.text(key));
    if number.is_none() {
        form.fault(key, Fault::PerCent.text(view.lang).to_owned());
    }
    number
}

impl Sheet for DecisionSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let name = self.name(view);
        match self.replaces {
            None => say!(view.lang, sv: "Nytt beslut för {name}", en: "A new decision for {name}"),
            Some(id) => say!(view.lang,
                sv: "Beslut i stället för {id}, {name}",
                en: "A decision in place of {id}, {name}"),
        }
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let Some(person) = self.person(view) else {
            return Form::default();
        };
        let terms = self.preset(person, view);
        let met = self.met(person, terms.from);
        let met = met.unwrap_or_else(|_| person.clone());
        let until = self.usual_last_day(&met, &terms, view);
        let until = until.map(|day| day.to_string()).unwrap_or_default();
        let number = |n: Option<u32>| n.map(thousands).unwrap_or_default().replace('\u{a0}', " ");
        let level = terms.level.map(|n| n.to_string()).unwrap_or_default();
        let forms = Subsidy::ALL.map(|form| form.name().get(lang).to_owned());
        let at = Subsidy::ALL.iter().position(|known| *known == terms.form);
        let label = |key: Key| key.label(lang);
        Form::default()
            .one_of(Key::Form, label(Key::Form), forms.to_vec(), at.unwrap_or(0))
            .line(Key::From, label(Key::From), &terms.from.to_string())
            .line(Key::Until, label(Key::Until), &until)
            .line(
                Key::DecidedOn,
                label(Key::DecidedOn),
                &terms.decided_on.to_string(),
            )
            .line(Key::Level, label(Key::Level), &level)
            .line(
                Key::WorkingTime,
                label(Key::WorkingTime),
                &terms.working_time.to_string(),
            )
            .line(
                Key::WageBase,
                label(Key::WageBase),
                &number(terms.wage_base),
            )
            .line(Key::Extra, label(Key::Extra), &number(terms.extra))
            .one_of(
                Key::ViaAmi,
                label(Key::ViaAmi),
                no_or_yes(view),
                usize::from(terms.via_ami),
            )
            .line(Key::Reference, label(Key::Reference), &terms.reference)
            .line(Key::Contact, label(Key::Contact), &terms.contact)
            .line(Key::Note, label(Key::Note), &terms.note)
            .free_text(FREE_TEXT.get(view.lang))
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::person(view.register, self.who, &[Part::Decisions])
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let Some((met, terms)) = self.so_far(form, view) else {
            return;
        };
        let until = self.usual_last_day(&met, &terms, view);
        let until = until.map(|day| day.to_string()).unwrap_or_default();
        form.preset(Key::Until, &until);
        if let Some((met, terms)) = self.so_far(form, view) {
            rules::follow(self, form, &met, &terms, view);
        }
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        let terms = Box::new(self.terms(form, view)?);
        let who = self.who;
        Some(Effect::Do(match self.replaces {
            None => Command::AddDecision { who, terms },
            Some(id) => Command::ReplaceDecision { who, id, terms },
        }))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        let key = match refusal {
            Refusal::EndBeforeStart { .. }
            | Refusal::DecisionTooLong { .. }
            | Refusal::TotalTooLong { .. } => Key::Until,
            Refusal::StartOutOfRange { .. }
            | Refusal::DecisionOverlaps { .. }
            | Refusal::ReplacesNothing { .. } => Key::From,
            Refusal::StartsBeforeDecision { .. } => Key::DecidedOn,
            Refusal::LevelMissing => Key::Level,
            Refusal::NotPerCent => Key::WorkingTime,
            Refusal::OverCeiling { .. } => Key::WageBase,
            Refusal::ExtraTooLarge { .. } => Key::Extra,
            _ => return None,
        };
        Some(key)
    }

    fn has_rules(&self) -> bool {
        true
    }

    fn written(&self, _entry: &LogEntry, view: &View) -> Effect {
        let lang = view.lang;
        let person = self.person(view);
        let newest = person.and_then(|person| person.decisions.iter().max_by_key(|d| d.id));
        let Some(newest) = newest else {
            return Effect::Close;
        };
        let (name, id) = (self.name(view), newest.id);
        let until = long_date(newest.terms.until, lang);
        let key = view.key(crate::action::Action::EndDecision);
        let text = say!(lang,
            sv: "Beslut {id} för {name} är registrerat, till {until}. Med {key} kan det återtas.",
            en: "Decision {id} for {name} is recorded, until {until}. {key} can take it back.");
        Effect::All(vec![Effect::Close, Effect::told(text)])
    }
}
