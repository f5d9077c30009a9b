//! The plan onward in words.

use super::Telling;
use crate::domain::facts::onward::Onward;
use crate::domain::facts::participant::Participant;
use crate::domain::plain::shown;
use crate::say;

/// `planerad 2026-12-01`, or that there is no plan.
pub fn plan_in_short(person: &Participant, of: &Telling) -> String {
    match person.plan_onward(of.today).map(|plan| plan.due) {
        Some(due) => say!(of.lang, sv: "planerad {due}", en: "planned {due}"),
        None => say!(of.lang, sv: "ingen plan", en: "no plan"),
    }
}

/// The plan in a sentence.
pub fn plan_in_full(plan: &Onward, of: &Telling) -> String {
    let lang = of.lang;
    let (due, toward) = (plan.due, plan.toward.name().get(lang));
    let (next, with, by) = (
        shown(&plan.next),
        shown(&plan.with),
        shown(&plan.responsible),
    );
    let with = match with.is_empty() {
        true => String::new(),
        false => say!(lang, sv: " med {with}", en: " with {with}"),
    };
    let late = match due < of.today {
        true => say!(lang, sv: ". Dagen har passerat", en: ". That day has passed"),
        false => String::new(),
    };
    say!(lang,
        sv: "planerad {due}: {next}{with}, mot {toward}; {by} ansvarar{late}",
        en: "planned {due}: {next}{with}, toward {toward}; {by} sees to it{late}")
}
