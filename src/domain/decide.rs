//! Deciding: which changes follow from a command, or why it is refused.

pub mod command;
pub mod decisions;
pub mod enrolment;
pub mod refusal;
pub mod rights;
pub mod rules;
pub mod stays;
pub mod subject;
pub mod taking_back;
pub mod what_if;

mod absences;
mod arenas;
mod checks;
mod closed_days;
mod deciding;
mod duties;
mod marks;
mod outcomes;
mod plans;
mod steps;
mod users;
mod wanted;

pub use arenas::{near as near_arenas, told_as_renamed};
pub use checks::{NAME_LIMIT, NOTE_LIMIT, is_given_at_fault};
pub use deciding::{decide, foresee};
pub use plans::PlanDraft;
pub use users::USER_LIMIT;
