//! The plan onward: what a person's time at AMI is to lead to, who sees to it and by when.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::words;

words! {
    /// Where the plan leads.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Toward: read {
        OrdinaryEmployer "ordinary-employer", "ordinarie arbetsgivare" / "ordinary employer";
        /// Another unit of the municipality.
        OtherUnit "other-unit", "annan enhet" / "other unit";
        Studies "studies", "studier" / "studies";
        OtherMeasure "other-measure", "annan insats" / "other measure";
    }
}

/// A plan onward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onward {
    pub toward: Toward,
    /// The next step, in words.
    pub next: String,
    /// With whom: an employer, a unit, a school.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub with: String,
    /// Who at AMI sees to it.
    pub responsible: String,
    /// When the next step is to have been taken.
    pub due: NaiveDate,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The day the plan was made, or last changed.
    pub made_on: NaiveDate,
}
