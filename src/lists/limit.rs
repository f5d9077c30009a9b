//! A limit as rows have it: a value with the rule that sets it.

use serde::Serialize;

use crate::domain::rules::{InForce, Value};
use crate::text::Lang;

/// A limit, with the rule that sets it: value and source.
#[derive(Clone, Debug, Serialize)]
pub struct Limit<T> {
    pub value: T,
    pub rule: String,
}

/// A value with its rule, as a limit.
pub fn limit<T>(found: Option<(T, InForce)>, lang: Lang) -> Option<Limit<T>> {
    found.map(|(value, rule)| Limit {
        value,
        rule: rule.why(lang),
    })
}

/// A rule that is a number, as a limit.
pub fn number_limit(rule: Option<InForce>, lang: Lang) -> Option<Limit<u32>> {
    let found = rule.and_then(|rule| match rule.value {
        Value::Kronor(n) | Value::Number(n) => Some((n, rule)),
        _ => None,
    });
    limit(found, lang)
}
