//! What is done about a duty: it is handled, set aside until a day, or taken up again.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::participant::PersonId;

/// What was done about a duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    pub by: ActorId,
    pub on: NaiveDate,
    /// The day it comes up again; `None` where it is handled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Handling {
    /// Whether the duty is out of the way on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day < until)
    }
}

/// A duty's stable name: its kind, whom it is about, and the day that it follows from, so that what was done about it
/// holds until one of those changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DutyKey(pub String);

impl DutyKey {
    /// The person that the duty is about, if it is about one.
    pub fn who(&self) -> Option<PersonId> {
        let about = self.0.split('/').nth(1)?;
        about.parse().ok().map(PersonId)
    }
}

impl fmt::Display for DutyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
