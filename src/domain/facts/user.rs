//! Users: what roles somebody has and where, and the keys that they log in with.
//!
//! The name lies in the register's list of names alone, by the same number.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::participant::{ArenaId, Group};
use crate::words;

words! {
    /// What somebody is at the unit. Source: domain.md, "Roles".
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Role: read {
        Supervisor "supervisor", "arbetshandledare" / "supervisor";
        Coordinator "coordinator", "samordnare" / "coordinator";
        Manager "manager", "enhetschef" / "unit manager";
        Payroll "payroll", "lönehandläggare" / "payroll officer";
        Administrator "administrator", "administratör" / "administrator";
        Archivist "archivist", "arkivarie" / "archivist";
        ProtectionOfficer "protection-officer", "dataskyddsombud" / "data protection officer";
    }
}

/// What one user may do, and where. Somebody whom the register knows by name alone has none, and no rights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub id: ActorId,
    /// In the order of [`Role::ALL`], each once.
    pub roles: Vec<Role>,
    /// The groups that a supervisor has. With no arenas either: both of AMI's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arenas: Vec<ArenaId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<Cover>,
    #[serde(default, skip_serializing_if = "Preferences::is_default")]
    pub preferences: Preferences,
    /// The day on which they ended; from then on they have no rights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<NaiveDate>,
}

words! {
    /// What the colours must be seen on.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Background {
        Dark "dark", "mörk" / "dark";
        Light "light", "ljus" / "light";
    }
}

/// How the program is to look and speak to one user, wherever they log in; what is not said is as the account has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// `sv` or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// A keymap that comes with the program, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keymap: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<Background>,
    /// Whether a mark moves on to the next unmarked person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advance: Option<bool>,
}

impl Preferences {
    fn is_default(&self) -> bool {
        *self == Preferences::default()
    }

    /// With what another one says.
    pub fn with(self, other: Preferences) -> Preferences {
        let Preferences {
            lang,
            keymap,
            background,
            advance,
        } = other;
        Preferences {
            lang: lang.or(self.lang),
            keymap: keymap.or(self.keymap),
            background: background.or(self.background),
            advance: advance.or(self.advance),
        }
    }
}

/// That a supervisor stands in for others everywhere at AMI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The last day.
    pub until: NaiveDate,
    /// Why, where they took it themselves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl User {
    /// One who has nothing yet.
    pub fn new(id: ActorId) -> User {
        User {
            id,
            roles: Vec::new(),
            groups: Vec::new(),
            arenas: Vec::new(),
            cover: None,
            preferences: Preferences::default(),
            ended: None,
        }
    }

    /// Whether they have a role on a day.
    pub fn is(&self, role: Role, on: NaiveDate) -> bool {
        self.is_active(on) && self.roles.contains(&role)
    }

    /// Whether they have not ended by a day.
    pub fn is_active(&self, on: NaiveDate) -> bool {
        self.ended.is_none_or(|ended| on < ended)
    }

    /// Whether they stand in for others on a day.
    pub fn covers(&self, on: NaiveDate) -> bool {
        self.cover.as_ref().is_some_and(|cover| on <= cover.until)
    }
}

/// The number of a key; said as `k17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyId(pub u32);

impl KeyId {
    /// Reads `k17` or `17`.
    pub fn read(text: &str) -> Option<KeyId> {
        let number = text.strip_prefix(['k', 'K']).unwrap_or(text);
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        let number = number
            .parse()
            .ok()
            .filter(|number| is_number && *number > 0);
        number.map(KeyId)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "k{}", self.0)
    }
}

/// A public key that somebody logs in with over SSH. The comment that it came with may be a name, and is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    pub id: KeyId,
    pub user: ActorId,
    /// As `authorized_keys` writes it: `ssh-ed25519`.
    pub kind: String,
    /// In base64, as `authorized_keys` writes it.
    pub key: String,
    /// `SHA256:…`, as `ssh-keygen -l` writes it.
    pub fingerprint: String,
    /// From where it may be used, as sshd's `from=` takes it; from everywhere where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    pub added: NaiveDate,
    /// The last day on which it opens anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<NaiveDate>,
    /// The day on which it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<NaiveDate>,
}

impl Key {
    /// Whether it opens a session on a day.
    pub fn opens(&self, on: NaiveDate) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|last| on <= last)
    }
}
