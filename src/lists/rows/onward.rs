//! Rows of the way onward: the steps towards a decision, and the plan.

use chrono::NaiveDate;
use serde::Serialize;

use super::known as told;
use crate::domain::facts::onward::{Onward, Toward};
use crate::domain::facts::participant::Participant;
use crate::domain::facts::process::{Process, Step, StepKind};
use crate::say;
use crate::text::Lang;

/// What is known of one step.
#[derive(Clone, Debug, Serialize)]
pub struct StepRow {
    pub step: StepKind,
    pub planned: Option<NaiveDate>,
    pub done: Option<NaiveDate>,
    pub by: Option<String>,
    pub note: Option<String>,
}

impl StepRow {
    fn new(kind: StepKind, step: &Step) -> StepRow {
        StepRow {
            step: kind,
            planned: step.planned,
            done: step.done,
            by: told(&step.who),
            note: told(&step.note),
        }
    }

    /// All four, in order.
    pub fn all(process: &Process) -> Vec<StepRow> {
        let steps = process.steps();
        steps.map(|(kind, step)| StepRow::new(kind, step)).collect()
    }

    /// The step in a line.
    pub fn text(&self, lang: Lang) -> String {
        let mut parts = vec![self.step.name().get(lang).to_owned()];
        parts.extend(
            self.done
                .map(|day| say!(lang, sv: "klar {day}", en: "done {day}")),
        );
        let planned = self.planned.filter(|_| self.done.is_none());
        parts.extend(planned.map(|day| say!(lang, sv: "planerad {day}", en: "planned {day}")));
        parts.extend(self.by.clone());
        parts.extend(self.note.clone());
        parts.join(", ")
    }
}

/// Whether there is a plan onward for the stay of a day; `None` for who is not at AMI then.
pub fn planned(person: &Participant, day: NaiveDate) -> Option<bool> {
    person.stay(day)?;
    Some(person.plan_onward(day).is_some())
}

/// The plan onward.
#[derive(Clone, Debug, Serialize)]
pub struct PlanRow {
    pub toward: Toward,
    pub next: String,
    pub with: Option<String>,
    pub responsible: String,
    pub due: NaiveDate,
    pub note: Option<String>,
    pub made_on: NaiveDate,
}

impl PlanRow {
    pub fn new(plan: &Onward) -> PlanRow {
        PlanRow {
            toward: plan.toward,
            next: plan.next.clone(),
            with: told(&plan.with),
            responsible: plan.responsible.clone(),
            due: plan.due,
            note: told(&plan.note),
            made_on: plan.made_on,
        }
    }

    /// The plan in a line.
    pub fn text(&self, lang: Lang) -> String {
        let toward = self.toward.name().get(lang);
        let (next, by, due) = (&self.next, &self.responsible, self.due);
        let with = match &self.with {
            Some(with) => format!(" ({with})"),
            None => String::new(),
        };
        let plan = say!(lang,
            sv: "{toward}{with}: {next}, {by}, senast {due}",
            en: "{toward}{with}: {next}, {by}, by {due}");
        match &self.note {
            Some(note) => format!("{plan}; {note}"),
            None => plan,
        }
    }
}
