//! The steps towards a decision: one is set, in their order.

use chrono::NaiveDate;

use crate::domain::decide::checks::{NAME_LIMIT, NOTE_LIMIT, checked, named, person_changed};
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::participant::Participant;
use crate::domain::facts::process::{Process, Step, StepKind};

/// Sets what is known of a step of the latest process; all of it is told anew. `anew` begins another process. A process
/// of which nothing is known any more is taken away.
pub(super) fn set_step(
    person: &Participant,
    today: NaiveDate,
    kind: StepKind,
    step: &Step,
    anew: bool,
) -> Result<Vec<Change>, Refusal> {
    let step = Step {
        who: checked(&step.who, NAME_LIMIT)?,
        note: checked(&step.note, NOTE_LIMIT)?,
        ..step.clone()
    };
    if step.done.is_some_and(|done| done > today) {
        return Err(Refusal::DoneInTheFuture { step: kind });
    }
    let mut after = person.clone();
    if anew || after.processes.is_empty() {
        after.processes.push(Process::default());
    }
    if let Some(process) = after.processes.last_mut() {
        *process.step_mut(kind) = step;
        check_order(process)?;
        if let Some(done) = process.follow_up.done
            && !person
                .decisions
                .iter()
                .any(|d| d.is_real() && d.terms.from <= done)
        {
            return Err(Refusal::NothingToFollowUp {
                name: named(person),
            });
        }
    }
    if after.processes.last().is_some_and(Process::is_blank) {
        after.processes.pop();
    }
    Ok(person_changed(person, after))
}

/// Refuses a step that is done before the one before it is.
pub(super) fn check_order(process: &Process) -> Result<(), Refusal> {
    let mut before: Option<(StepKind, Option<NaiveDate>)> = None;
    for (kind, step) in process.steps() {
        if let (Some(done), Some((earlier, earlier_done))) = (step.done, before)
            && earlier_done.is_none_or(|earlier_done| done < earlier_done)
        {
            return Err(Refusal::StepOutOfOrder {
                step: kind,
                before: earlier,
            });
        }
        before = Some((kind, step.done));
    }
    Ok(())
}
