//! Deciding: which changes follow from a command, or why it is refused.

pub mod command;
pub mod decisions;
pub mod enrolment;
pub mod refusal;
pub mod rules;
pub mod stays;
pub mod subject;
pub mod what_if;

mod absences;
mod checks;
mod deciding;
mod duties;
mod marks;
mod outcomes;
mod plans;
mod steps;

pub use checks::{NAME_LIMIT, NOTE_LIMIT};
pub use deciding::{decide, foresee};
pub use plans::PlanDraft;
