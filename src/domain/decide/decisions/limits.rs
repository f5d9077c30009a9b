//! Limits of a decision: the rule beside each field, refusals and warnings.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::decide::checks::named;
use crate::domain::decide::decisions::day_before;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::decision::{Decision, DecisionId, Form, PER_CENT, Terms};
use crate::domain::facts::participant::Participant;
use crate::domain::reckon::clocks::{Support, days_in};
use crate::domain::rules::{InForce, Name, RuleText, Rules, Value};
use crate::{say, sentences, told};

sentences! {
    /// Something unusual in a decision that can be right all the same.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Warning {
        /// So many days without a decision before it.
        Gap { days: i64, after: NaiveDate }: match (*days) {
            1 => "Det är en dag utan beslut efter {after}." / "There is one day without a decision after {after}.";
            _ =>
                "Det är {days} dagar utan beslut efter {after}: en ny anställning, inte en förlängning."
                / "There are {days} days without a decision after {after}: a new employment, not an extension.";
        };
        /// A first decision longer than is usual.
        LongFirst { form: Form, usual: RuleText }:
            "Ett första beslut ({form}) brukar vara högst {usual}."
            / "A first decision ({form}) is usually at most {usual}.";
        /// Decided after it began, which can only be for an employment that goes on.
        DecidedLate:
            "Beslutet är fattat efter sin första dag; det går bara för en anställning som fortsätter."
            / "It was decided after its first day; that is only possible for an employment that goes on.";
        /// Extra money in the form of security is only for special reasons.
        SpecialReasons { rule: RuleText }:
            "Extra stöd i den här formen förutsätter särskilda skäl: högst {rule}."
            / "Extra money in this form takes special reasons: at most {rule}.";
        /// No wage ceiling is known for the day of the decision.
        CeilingUnknown:
            "Lönetaket för beslutsdagen är inte känt, så lönen är inte prövad."
            / "The wage ceiling of the day of the decision is not known, so the wage was not checked.";
        /// The first day is outside the person's stays at AMI.
        OutsideStay:
            "Första dagen ligger utanför personens vistelser på AMI."
            / "The first day is outside the person's stays at AMI.";
        /// The investigation that goes before a decision is not noted as done.
        NotInvestigated: "Utredningen är inte antecknad som klar." / "The investigation is not noted as done.";
        /// What AF decided of the level is not told.
        NoLevel: "Stödets nivå är inte antecknad." / "The level of support is not recorded.";
        /// Support goes on after the last day at AMI, as it shall where the job goes on.
        RunsOn {
            until: NaiveDate,
            /// Within so many days AF is to know of a change; 0 is at once.
            within: u32,
            source: RuleText,
        }:
            "AF:s beslut gäller till och med {until}. Upphör anställningen anmäls det till AF {within} ({source}); avsluta då beslutet också."
            / "AF's decision holds until {until}. If the employment ends, AF is told {within} ({source}); end the decision then, too.",
            within = Within(*within);
    }
}

/// Within so many days.
struct Within(u32);

told! {
    Within: |days, to| match days.0 {
        0 => say!(to.lang, sv: "genast", en: "at once"),
        1 => say!(to.lang, sv: "inom en dag", en: "within a day"),
        n => say!(to.lang, sv: "inom {n} dagar", en: "within {n} days"),
    };
}

/// The rule that a field is held to, for beside the field.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits<'a> {
    /// The latest last day of a decision that begins on its first day.
    pub latest: Option<(NaiveDate, InForce<'a>)>,
    /// The total's latest last day, where the form has a total.
    pub total: Option<(NaiveDate, InForce<'a>)>,
    /// The wage ceiling for this working time, in kronor a month.
    pub ceiling: Option<(u32, InForce<'a>)>,
    pub extra: Option<InForce<'a>>,
    pub outside_las: Option<InForce<'a>>,
    /// The last day to ask for reconsideration, counted from the day of the decision.
    pub reconsideration: Option<(NaiveDate, InForce<'a>)>,
}

/// The limits of a decision by the rules of its own day, beside the person's other decisions; `except` is being
/// replaced.
pub fn limits<'a>(
    rules: Rules<'a>,
    person: &Participant,
    terms: &Terms,
    except: Option<DecisionId>,
) -> Limits<'a> {
    let on = terms.decided_on;
    let months = |name| {
        let rule = rules.in_force(name, on)?;
        match rule.value {
            Value::Months(months) => Some((months, rule)),
            _ => None,
        }
    };
    let latest = months(terms.form.longest_decision())
        .map(|(months, rule)| (day_before(months.after(terms.from)), rule));
    let ceiling = rules.in_force(Name::WageCeiling, on);
    let ceiling = ceiling.and_then(|rule| match rule.value {
        Value::Kronor(full) => Some((full * u32::from(terms.working_time) / 100, rule)),
        _ => None,
    });
    let reconsideration = rules.in_force(Name::ReconsiderationWithin, on);
    let reconsideration = reconsideration.and_then(|rule| match rule.value {
        Value::Days(days) => Some((on.checked_add_days(Days::new(days.into()))?, rule)),
        _ => None,
    });
    Limits {
        latest,
        total: total_limit(rules, person, terms, except),
        ceiling,
        extra: rules.in_force(terms.form.most_extra(), on),
        outside_las: rules.in_force(terms.form.outside_las(), on),
        reconsideration,
    }
}

/// The latest last day by the total of the form, and the rule that sets it. Each decision is held to the total of its
/// own day, up to its own last day: one recorded after those that follow it has to leave them theirs.
fn total_limit<'a>(
    rules: Rules<'a>,
    person: &Participant,
    terms: &Terms,
    except: Option<DecisionId>,
) -> Option<(NaiveDate, InForce<'a>)> {
    let name = terms.form.longest_total()?;
    let support = Support::of(person, terms.form, except);
    let start = support
        .start()
        .map_or(terms.from, |start| start.min(terms.from));
    let left = |decided_on, used: i64| {
        let rule = rules.in_force(name, decided_on)?;
        match rule.value {
            Value::Months(months) => Some((days_in(start, months) - used, rule)),
            _ => None,
        }
    };
    let later = person.decisions.iter().filter(|d| {
        d.is_real()
            && d.terms.form == terms.form
            && Some(d.id) != except
            && terms.from < d.terms.from
    });
    let own = left(terms.decided_on, support.used(day_before(terms.from)));
    let theirs = later.filter_map(|d| left(d.terms.decided_on, support.used(d.last_day())));
    let (left, rule) = own
        .into_iter()
        .chain(theirs)
        .min_by_key(|(left, _)| *left)?;
    let days = Days::new(left.max(0).unsigned_abs());
    let first_without = terms.from.checked_add_days(days)?;
    Some((day_before(first_without), rule))
}

/// Holds a decision to the rules of its own day and to the person's other decisions; `except` is being replaced. An
/// impossible one is refused; an unusual one comes back with warnings.
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
    let is_per_cent = |n: u8| PER_CENT.contains(&n);
    if !is_per_cent(terms.working_time) || terms.level.is_some_and(|level| !is_per_cent(level)) {
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
