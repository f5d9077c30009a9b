//! Reckoning: what follows from the facts on a day. It knows no refusal.

pub mod clocks;
pub mod duties;
pub mod employments;
pub mod expected;
pub mod figures;
pub mod lasting;
pub mod outlook;
pub mod overdue;
pub mod quota;
pub mod threshold;
pub mod totals;
