//! Settings that the whole unit shares, kept in the register.

use serde::{Deserialize, Serialize};

use crate::defaults;
use crate::domain::calendar::Eves;
use crate::domain::facts::participant::Group;
use crate::domain::rules::twelve_months::Rule;
use crate::domain::rules::{Own, Rules};
use crate::domain::zone::Zone;

mod table;

pub use table::{Kind, Setting, UNIT_LIMIT, Value};

defaults! {
    /// The unit's settings.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(default)]
    pub struct Settings {
        /// The unit's name, shown at the top of the screen.
        pub unit: String = "AMI".to_owned(),
        /// The twelve-month rule.
        pub rule: Rule = Rule::default(),
        /// Which usual eves are free by local agreement.
        pub eves: Eves = Eves::default(),
        /// Whether a mark moves on to the next unmarked person.
        pub advance: bool = true,
        /// After so many days without a good backup the screen says so; 0 is never.
        pub backup_warn_days: u16 = 7,
        /// Whether AMI marks those who are placed in other units.
        pub mark_other_units: bool = false,
        /// Where the unit's days begin and end, whatever the machine's zone is.
        #[serde(skip_serializing_if = "is_usual")]
        pub zone: Zone = Zone::default(),
        /// The rules that the unit has set itself, in the order they were set.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub rules: Vec<Own> = Vec::new(),
    }
}

impl Settings {
    /// The rules of this unit.
    pub fn rules(&self) -> Rules<'_> {
        Rules::of(&self.rules, &self.rule)
    }

    /// The groups that AMI marks, each in a pane of the board, in their order.
    pub fn panes(&self) -> &'static [Group] {
        match self.mark_other_units {
            true => &Group::ALL,
            false => &[Group::Indoor, Group::Outdoor],
        }
    }
}

/// Left out of the stored bytes, which are then as they were before there was a zone.
fn is_usual(zone: &Zone) -> bool {
    *zone == Zone::default()
}
