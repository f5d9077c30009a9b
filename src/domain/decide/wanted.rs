//! What is wanted of a user and of a key.

use chrono::NaiveDate;

use crate::domain::facts::participant::{ArenaId, Group};
use crate::domain::facts::user::Role;

/// What a user is to have; `None` is as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub roles: Option<Vec<Role>>,
    pub groups: Option<Vec<Group>>,
    pub arenas: Option<Vec<ArenaId>>,
    /// Until when they stand in for others; `Some(None)` is not any more.
    pub cover: Option<Option<NaiveDate>>,
}

/// A public key that is to be added, as [`crate::domain::facts::user::Key`] has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    pub kind: String,
    pub key: String,
    pub fingerprint: String,
    pub from: Option<String>,
    pub expires: Option<NaiveDate>,
}
