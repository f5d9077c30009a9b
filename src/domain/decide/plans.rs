//! Plans onward: one is made, changed or taken away.

use chrono::NaiveDate;

use crate::domain::decide::checks::{NAME_LIMIT, NOTE_LIMIT, checked, named, person_changed};
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::onward::{Onward, Toward};
use crate::domain::facts::participant::Participant;

/// What is told of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDraft {
    pub toward: Toward,
    pub next: String,
    pub with: String,
    pub responsible: String,
    pub due: NaiveDate,
    pub note: String,
}

/// Makes or changes the plan, or takes it away with `None`.
pub(super) fn plan(
    person: &Participant,
    today: NaiveDate,
    draft: Option<&PlanDraft>,
) -> Result<Vec<Change>, Refusal> {
    let name = || named(person);
    if person.stay(today).is_none() && draft.is_some() {
        return Err(Refusal::NotAtAmi { name: name() });
    }
    let onward = match draft {
        None if person.onward.is_none() => return Err(Refusal::NoPlan { name: name() }),
        None => None,
        Some(draft) => Some(Onward {
            toward: draft.toward,
            next: said(&draft.next, NOTE_LIMIT)?,
            with: checked(&draft.with, NAME_LIMIT)?,
            responsible: said(&draft.responsible, NAME_LIMIT)?,
            due: draft.due,
            note: checked(&draft.note, NOTE_LIMIT)?,
            made_on: today,
        }),
    };
    let is_same = match (&onward, person.plan_onward(today)) {
        (Some(new), Some(old)) => {
            Onward {
                made_on: old.made_on,
                ..new.clone()
            } == *old
        }
        _ => false,
    };
    if is_same {
        return Ok(Vec::new());
    }
    let after = Participant {
        onward,
        ..person.clone()
    };
    Ok(person_changed(person, after))
}

/// A text that a plan cannot be without.
fn said(text: &str, limit: usize) -> Result<String, Refusal> {
    let text = checked(text, limit)?;
    if text.is_empty() {
        Err(Refusal::PlanIncomplete)
    } else {
        Ok(text)
    }
}
