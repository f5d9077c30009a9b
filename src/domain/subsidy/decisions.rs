//! Decisions recorded, replaced and ended: what the rules refuse, and what they only warn of.

use chrono::{Datelike, NaiveDate};

use super::limits::day_before;
use super::{Cut, Decision, DecisionId, Form, Terms};
use crate::domain::change::Change;
use crate::domain::decide::{NOTE_LIMIT, checked, named};
use crate::domain::enrolment::NAME_LIMIT;
use crate::domain::participant::Participant;
use crate::domain::refusal::Refusal;
use crate::domain::rules::{RuleText, Rules, Value};
use crate::{say, text::Lang};

pub use super::limits::{Limits, limits, usual_last_day};

/// What is asked for of a decision that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It ends, or ended, on this day; nothing is to follow it.
    On(NaiveDate),
    /// It never held: recorded by mistake, or taken back by AF.
    Withdrawn,
    /// It was ended or withdrawn by mistake: it holds as decided.
    Reopened,
}

/// Something unusual in a decision that can be right all the same.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// So many days without a decision before it.
    Gap { days: i64, after: NaiveDate },
    /// A first decision longer than is usual.
    LongFirst { form: Form, usual: RuleText },
    /// Decided after it began, which can only be for an employment that goes on.
    DecidedLate,
    /// Extra money in the form of security is only for special reasons.
    SpecialReasons { rule: RuleText },
    /// No wage ceiling is known for the day of the decision.
    CeilingUnknown,
    /// The first day is outside the person's stays at AMI.
    OutsideStay,
    /// The investigation that goes before a decision is not noted as done.
    NotInvestigated,
    /// What AF decided of the level is not told.
    NoLevel,
}

impl Warning {
    /// The warning as a sentence.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Warning::Gap { days: 1, after } => say!(lang,
                sv: "Det är en dag utan beslut efter {after}.",
                en: "There is one day without a decision after {after}."),
            Warning::Gap { days, after } => say!(lang,
                sv: "Det är {days} dagar utan beslut efter {after}: en ny anställning, inte en förlängning.",
                en: "There are {days} days without a decision after {after}: a new employment, not an extension."),
            Warning::LongFirst { form, usual } => {
                let (form, usual) = (form.name().get(lang), usual.get(lang));
                say!(lang,
                    sv: "Ett första beslut ({form}) brukar vara högst {usual}.",
                    en: "A first decision ({form}) is usually at most {usual}.")
            }
            Warning::DecidedLate => say!(lang,
                sv: "Beslutet är fattat efter sin första dag; det går bara för en anställning som fortsätter.",
                en: "It was decided after its first day; that is only possible for an employment that goes on."),
            Warning::SpecialReasons { rule } => {
                let rule = rule.get(lang);
                say!(lang,
                    sv: "Extra stöd i den här formen förutsätter särskilda skäl: högst {rule}.",
                    en: "Extra money in this form takes special reasons: at most {rule}.")
            }
            Warning::CeilingUnknown => say!(lang,
                sv: "Lönetaket för beslutsdagen är inte känt, så lönen är inte prövad.",
                en: "The wage ceiling of the day of the decision is not known, so the wage was not checked."),
            Warning::OutsideStay => say!(lang,
                sv: "Första dagen ligger utanför personens vistelser på AMI.",
                en: "The first day is outside the person's stays at AMI."),
            Warning::NotInvestigated => say!(lang,
                sv: "Utredningen är inte antecknad som klar.",
                en: "The investigation is not noted as done."),
            Warning::NoLevel => say!(lang,
                sv: "Stödets nivå är inte antecknad.",
                en: "The level of support is not recorded."),
        }
    }
}

/// Holds a decision to the rules of its own day and to the person's other decisions; `except` is being replaced.
/// What cannot be is refused, what is unusual comes back as warnings.
pub fn check(
    rules: Rules,
    person: &Participant,
    terms: &Terms,
    except: Option<DecisionId>,
) -> Result<Vec<Warning>, Refusal> {
    let mut warnings = Vec::new();
    for day in [terms.from, terms.until, terms.decided_on] {
        if !(1990..=2100).contains(&day.year()) {
            return Err(Refusal::StartOutOfRange { start: day });
        }
    }
    if terms.until < terms.from {
        return Err(Refusal::EndBeforeStart {
            start: terms.from,
            end: terms.until,
        });
    }
    let per_cent = |n: u8| (1..=100).contains(&n);
    if !per_cent(terms.working_time) || terms.level.is_some_and(|level| !per_cent(level)) {
        return Err(Refusal::NotPerCent);
    }
    let others = person
        .decisions
        .iter()
        .filter(|d| d.is_real() && Some(d.id) != except);
    let mut before: Option<&Decision> = None;
    let mut is_first_of_form = true;
    for other in others {
        if other.terms.from <= terms.until && terms.from <= other.last_day() {
            return Err(Refusal::DecisionOverlaps {
                name: named(person),
                id: other.id,
                from: other.terms.from,
                last: other.last_day(),
            });
        }
        if other.last_day() < terms.from {
            is_first_of_form &= other.terms.form != terms.form;
            if before.is_none_or(|b| b.last_day() < other.last_day()) {
                before = Some(other);
            }
        }
    }
    let goes_on = before.is_some_and(|b| b.last_day().succ_opt() == Some(terms.from));
    if terms.from < terms.decided_on {
        if !goes_on {
            return Err(Refusal::StartsBeforeDecision {
                from: terms.from,
                decided_on: terms.decided_on,
            });
        }
        warnings.push(Warning::DecidedLate);
    }
    let limits = limits(rules, person, terms, except);
    if let Some((latest, rule)) = limits.latest
        && terms.until > latest
    {
        return Err(Refusal::DecisionTooLong {
            form: terms.form,
            latest,
            rule: rule.text(),
        });
    }
    if let Some((latest, rule)) = limits.total
        && terms.until > latest
    {
        return Err(Refusal::TotalTooLong {
            form: terms.form,
            latest,
            rule: rule.text(),
        });
    }
    match (terms.wage_base, limits.ceiling) {
        (Some(wage), Some((most, rule))) if wage > most => {
            return Err(Refusal::OverCeiling {
                most,
                working_time: terms.working_time,
                rule: rule.text(),
            });
        }
        (Some(_), None) => warnings.push(Warning::CeilingUnknown),
        _ => {}
    }
    if let (Some(extra), Some(rule)) = (terms.extra.filter(|extra| *extra > 0), limits.extra) {
        if matches!(rule.value, Value::Kronor(most) if extra > most) {
            return Err(Refusal::ExtraTooLarge {
                form: terms.form,
                rule: rule.text(),
            });
        }
        if terms.form == Form::Security {
            warnings.push(Warning::SpecialReasons { rule: rule.text() });
        }
    }
    if is_first_of_form
        && let Some(name) = terms.form.first_decision()
        && let Some(usual) = rules.months(name, terms.decided_on)
        && terms.until >= usual.after(terms.from)
        && let Some(rule) = rules.in_force(name, terms.decided_on)
    {
        warnings.push(Warning::LongFirst {
            form: terms.form,
            usual: rule.text(),
        });
    }
    if let Some(before) = before.filter(|_| !goes_on) {
        let after = before.last_day();
        let days = (terms.from - after).num_days() - 1;
        warnings.push(Warning::Gap { days, after });
    }
    if person.stay(terms.from).is_none() {
        warnings.push(Warning::OutsideStay);
    }
    if terms.level.is_none() {
        warnings.push(Warning::NoLevel);
    }
    if before.is_none()
        && let Some(process) = person.process()
        && process.investigation.done.is_none()
    {
        warnings.push(Warning::NotInvestigated);
    }
    Ok(warnings)
}

/// The terms with their texts trimmed and found harmless.
fn tidied(terms: &Terms) -> Result<Terms, Refusal> {
    Ok(Terms {
        reference: checked(&terms.reference, NAME_LIMIT)?,
        contact: checked(&terms.contact, NAME_LIMIT)?,
        note: checked(&terms.note, NOTE_LIMIT)?,
        ..terms.clone()
    })
}

fn changed(person: &Participant, mut after: Participant) -> Vec<Change> {
    after
        .decisions
        .sort_by_key(|decision| (decision.terms.from, decision.id));
    if after == *person {
        return Vec::new();
    }
    vec![Change::Person {
        before: Some(Box::new(person.clone())),
        after: Box::new(after),
    }]
}

fn next_id(person: &Participant) -> Result<DecisionId, Refusal> {
    let last = person.decisions.iter().map(|d| d.id.0).max().unwrap_or(0);
    last.checked_add(1).map(DecisionId).ok_or(Refusal::Full)
}

/// Records a decision; also one that extends another, which is simply the next.
pub(in crate::domain) fn add(
    rules: Rules,
    person: &Participant,
    terms: &Terms,
) -> Result<Vec<Change>, Refusal> {
    let terms = tidied(terms)?;
    check(rules, person, &terms, None)?;
    let mut after = person.clone();
    after.decisions.push(Decision {
        id: next_id(person)?,
        terms,
        cut: None,
    });
    Ok(changed(person, after))
}

/// The person as they will be when another decision takes the place of this one from a day on: it ends the day before
/// or, where it would begin that day or later, never held.
pub fn making_room(
    person: &Participant,
    id: DecisionId,
    from: NaiveDate,
) -> Result<Participant, Refusal> {
    let old = decision(person, id)?;
    if !old.is_real() {
        return Err(Refusal::DecisionWithdrawn { id });
    }
    if from > old.last_day() {
        return Err(Refusal::ReplacesNothing {
            id,
            last: old.last_day(),
        });
    }
    let replaced_by = Some(next_id(person)?);
    let mut after = person.clone();
    for decision in after.decisions.iter_mut().filter(|d| d.id == id) {
        decision.cut = Some(Cut {
            last_day: day_before(from.max(decision.terms.from)),
            replaced_by,
            note: String::new(),
        });
    }
    Ok(after)
}

/// Records a decision in the place of another.
pub(in crate::domain) fn replace(
    rules: Rules,
    person: &Participant,
    id: DecisionId,
    terms: &Terms,
) -> Result<Vec<Change>, Refusal> {
    let terms = tidied(terms)?;
    let mut after = making_room(person, id, terms.from)?;
    // Held to the rules as the person's decisions will be, with what is left of the replaced one.
    check(rules, &after, &terms, None)?;
    after.decisions.push(Decision {
        id: next_id(person)?,
        terms,
        cut: None,
    });
    Ok(changed(person, after))
}

/// Ends a decision, takes it back, or lets it hold again as decided.
pub(in crate::domain) fn end(
    rules: Rules,
    person: &Participant,
    id: DecisionId,
    ending: &Ending,
    note: &str,
) -> Result<Vec<Change>, Refusal> {
    let note = checked(note, NOTE_LIMIT)?;
    let old = decision(person, id)?;
    let cut = match *ending {
        Ending::On(last_day) if last_day < old.terms.from || last_day > old.terms.until => {
            return Err(Refusal::DecisionEndOutside {
                id,
                from: old.terms.from,
                until: old.terms.until,
            });
        }
        Ending::On(last_day) => Some(last_day),
        Ending::Withdrawn => Some(day_before(old.terms.from)),
        Ending::Reopened => None,
    };
    if cut.is_none() && old.cut.is_none() {
        return Ok(Vec::new());
    }
    let mut after = person.clone();
    for decision in after.decisions.iter_mut().filter(|d| d.id == id) {
        decision.cut = cut.map(|last_day| Cut {
            last_day,
            replaced_by: None,
            note: note.clone(),
        });
    }
    // A decision that comes to hold for longer may meet another.
    let longer = |cut: NaiveDate| cut > old.last_day();
    if cut.is_none_or(longer) {
        let terms = Terms {
            until: cut.unwrap_or(old.terms.until),
            ..old.terms.clone()
        };
        check(rules, &after, &terms, Some(id))?;
    }
    Ok(changed(person, after))
}

/// The days without support before the next decision, where it no longer goes on from this one or the one before it.
pub fn gap_after(person: &Participant, id: DecisionId) -> Option<Warning> {
    let ended = person.decisions.iter().find(|d| d.id == id)?;
    let real = || person.decisions.iter().filter(|d| d.is_real());
    let next = real().map(|d| d.terms.from);
    let next = next.filter(|from| *from > ended.terms.from).min()?;
    let after = real().map(Decision::last_day).filter(|last| *last < next);
    let after = after.max()?;
    let days = (next - after).num_days() - 1;
    (days > 0).then_some(Warning::Gap { days, after })
}

fn decision(person: &Participant, id: DecisionId) -> Result<&Decision, Refusal> {
    let found = person.decisions.iter().find(|decision| decision.id == id);
    found.ok_or_else(|| Refusal::NoSuchDecision {
        name: named(person),
        id,
    })
}

/// What a form for the next decision is preset with: a first one from today, or an extension of the latest, with
/// everything but its days and its reference as they were.
pub fn proposed(rules: Rules, person: &Participant, today: NaiveDate) -> Terms {
    let latest = person.decisions.iter().filter(|d| d.is_real());
    let latest = latest.max_by_key(|d| d.last_day());
    let mut terms = match latest {
        Some(latest) => Terms {
            from: latest.last_day().succ_opt().unwrap_or(today),
            decided_on: today,
            reference: String::new(),
            note: String::new(),
            ..latest.terms.clone()
        },
        None => Terms {
            form: Form::Development,
            from: today,
            until: today,
            decided_on: today,
            level: None,
            working_time: 100,
            wage_base: None,
            extra: None,
            reference: String::new(),
            contact: String::new(),
            note: String::new(),
            via_ami: true,
        },
    };
    terms.until = usual_last_day(rules, person, &terms);
    terms
}
