//! Settings as JSON has them.

use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use super::rule::{months, own_rule};
use crate::domain::facts::settings::{Setting, Settings, Value};

/// Settings as one JSON object, in the order of the table.
#[derive(Debug)]
pub struct Shown(Vec<(&'static str, Json)>);

impl Shown {
    /// These settings.
    pub fn of(which: &[Setting], settings: &Settings) -> Shown {
        let shown = which.iter();
        let shown = shown.map(|setting| (setting.key(), json(setting.get(settings))));
        Shown(shown.collect())
    }

    /// Every setting, and the unit's own rules, which `tolv rules` shows.
    pub fn with_rules(settings: &Settings) -> Shown {
        let mut shown = Shown::of(&Setting::ALL, settings);
        let own = settings.rules.iter().map(own_rule).collect();
        shown.0.push(("rules", own));
        shown
    }
}

/// A value as JSON has it.
fn json(value: Value) -> Json {
    match value {
        Value::Words(words) => words.into(),
        Value::Months(length) => months(&length),
        Value::Number(number) => number.into(),
        Value::Start(start) => start.slug().into(),
        Value::Truth(truth) => truth.into(),
        Value::Zone(zone) => zone.name().into(),
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
