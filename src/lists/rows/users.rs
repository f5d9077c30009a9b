//! Users and keys, as JSON has them.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::facts::participant::Group;
use crate::domain::facts::user::{Key, Role, User};
use crate::domain::register::Register;

/// What a user may do, and where.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UserRow {
    pub name: String,
    pub roles: Vec<Role>,
    pub groups: Vec<Group>,
    /// By name.
    pub arenas: Vec<String>,
    /// The last day on which they stand in for others; null where they do not.
    pub cover: Option<NaiveDate>,
    /// The numbers of the keys that were not taken back.
    pub keys: Vec<String>,
    pub ended: Option<NaiveDate>,
}

impl UserRow {
    pub fn of(user: &User, register: &Register) -> UserRow {
        let User {
            id,
            roles,
            groups,
            arenas,
            cover,
            preferences: _,
            ended,
        } = user;
        let arenas = arenas.iter().filter_map(|id| register.arenas.get(id));
        let keys = register.keys.values();
        let keys = keys.filter(|key| key.user == *id && key.revoked.is_none());
        UserRow {
            name: register.actor(*id).to_owned(),
            roles: roles.clone(),
            groups: groups.clone(),
            arenas: arenas.map(|arena| arena.name.clone()).collect(),
            cover: cover.as_ref().map(|cover| cover.until),
            keys: keys.map(|key| key.id.to_string()).collect(),
            ended: *ended,
        }
    }
}

/// A key, without the key itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyRow {
    /// As `k17`.
    pub id: String,
    pub name: String,
    pub kind: String,
    pub fingerprint: String,
    pub from: Option<String>,
    pub added: NaiveDate,
    pub expires: Option<NaiveDate>,
    pub revoked: Option<NaiveDate>,
}

impl KeyRow {
    pub fn of(key: &Key, register: &Register) -> KeyRow {
        let Key {
            id,
            user,
            kind,
            key: _,
            fingerprint,
            from,
            added,
            expires,
            revoked,
        } = key;
        KeyRow {
            id: id.to_string(),
            name: register.actor(*user).to_owned(),
            kind: kind.clone(),
            fingerprint: fingerprint.clone(),
            from: from.clone(),
            added: *added,
            expires: *expires,
            revoked: *revoked,
        }
    }
}
