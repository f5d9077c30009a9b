//! The four steps towards a decision on lönebidrag: interest, contact, investigation, follow-up.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::words;

words! {
    /// A step, in the order they are taken. The decision itself comes between the last two.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum StepKind: read {
        /// Intresseanmälan: the employer sends an expression of interest to AF.
        Interest "interest", "intresseanmälan" / "interest";
        /// Kontakt: AF contacts the employer.
        Contact "contact", "kontakt" / "contact";
        /// Utredning: AF investigates, and there is a basis for a decision.
        Investigation "investigation", "utredning" / "investigation";
        /// Uppföljning: AF follows up some months after the decision.
        FollowUp "follow-up", "uppföljning" / "follow-up";
    }
}

/// What is known of one step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<NaiveDate>,
    /// Who sees to it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub who: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Step {
    /// Whether nothing at all is known of it.
    pub fn is_blank(&self) -> bool {
        *self == Step::default()
    }
}

/// One way towards a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Process {
    pub interest: Step,
    pub contact: Step,
    pub investigation: Step,
    pub follow_up: Step,
}

impl Process {
    /// One of its steps.
    pub fn step(&self, kind: StepKind) -> &Step {
        match kind {
            StepKind::Interest => &self.interest,
            StepKind::Contact => &self.contact,
            StepKind::Investigation => &self.investigation,
            StepKind::FollowUp => &self.follow_up,
        }
    }

    pub(in crate::domain) fn step_mut(&mut self, kind: StepKind) -> &mut Step {
        match kind {
            StepKind::Interest => &mut self.interest,
            StepKind::Contact => &mut self.contact,
            StepKind::Investigation => &mut self.investigation,
            StepKind::FollowUp => &mut self.follow_up,
        }
    }

    /// The steps in order.
    pub fn steps(&self) -> impl Iterator<Item = (StepKind, &Step)> {
        StepKind::ALL
            .into_iter()
            .map(|kind| (kind, self.step(kind)))
    }

    /// Whether nothing at all is known of any step.
    pub fn is_blank(&self) -> bool {
        self.steps().all(|(_, step)| step.is_blank())
    }

    /// The first step that is not done; `None` when all are.
    pub fn next(&self) -> Option<StepKind> {
        let mut open = self.steps().filter(|(_, step)| step.done.is_none());
        open.next().map(|(kind, _)| kind)
    }
}
