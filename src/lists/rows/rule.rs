//! A rule and its value as JSON has them.

use serde_json::Value as Json;

use crate::domain::rules::twelve_months::HalfMonths;
use crate::domain::rules::{Own, Value};

/// Months as a number: `12`, `10.5`.
pub fn months(length: &HalfMonths) -> Json {
    match length.0 {
        halves if halves % 2 == 0 => (halves / 2).into(),
        halves => (f64::from(halves) / 2.0).into(),
    }
}

/// A value as a number, a truth or a word.
pub fn number_or_truth(value: Value) -> Json {
    match value {
        Value::Months(length) => months(&length),
        Value::Days(n) | Value::WorkingDays(n) | Value::Kronor(n) | Value::Number(n) => n.into(),
        Value::Truth(truth) => truth.into(),
        Value::Start(start) => start.slug().into(),
    }
}

/// A rule of the unit's own as the log's JSON has it.
pub fn own_rule(own: &Own) -> Json {
    serde_json::json!({
        "name": own.name,
        "value": number_or_truth(own.value),
        "from": own.from,
        "until": own.until,
        "source": own.source,
    })
}
