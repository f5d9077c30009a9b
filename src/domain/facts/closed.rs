//! A closed day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::facts::participant::ArenaId;

/// A local closed or half day, for one arena or for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedDay {
    pub date: NaiveDate,
    /// `None` is every arena.
    pub arena: Option<ArenaId>,
    pub name: String,
    /// Minutes that are worked on a half day; `None` is closed.
    pub open_minutes: Option<u16>,
}
