//! The differences between a unit's own rules before and after, in words.

use crate::domain::rules::{Name, Own, Value, validity};
use crate::text::Lang;

impl Own {
    fn is_in_place_of(&self, other: &Own) -> bool {
        self.name == other.name && self.from == other.from
    }

    /// The value, the days it holds and its source.
    fn told(&self, lang: Lang) -> String {
        let (value, days) = (self.value.text(lang), validity(self.from, self.until, lang));
        format!("{value} {days} ({})", self.source)
    }
}

/// The differences between a unit's own rules before and after, one rule a text: `title: before → after`.
pub fn differences(before: &[Own], after: &[Own], lang: Lang) -> Vec<String> {
    let twin = |own: &Own, others: &[Own]| {
        let mut others = others.iter();
        others.find(|other| other.is_in_place_of(own)).cloned()
    };
    let gone = before.iter().filter(|own| twin(own, after).is_none());
    let gone = gone.map(|own| (own, Some(own.clone()), None));
    let come = after
        .iter()
        .map(|own| (own, twin(own, before), Some(own.clone())));
    gone.chain(come)
        .filter(|(_, before, after)| before != after)
        .map(|(own, before, after)| {
            let title = Name::named(&own.name).map(|name| name.title().get(lang));
            let told = |own: Option<Own>| own.map_or("–".to_owned(), |own| own.told(lang));
            let (before, after) = (told(before), told(after));
            format!("{}: {before} → {after}", title.unwrap_or(&own.name))
        })
        .collect()
}

pub(in crate::domain) fn size(value: Value) -> u32 {
    match value {
        Value::Months(months) => months.0.into(),
        Value::Days(n) | Value::WorkingDays(n) | Value::Kronor(n) | Value::Number(n) => n,
        Value::Truth(truth) => truth.into(),
        // Only settings are of this kind, and they have no order.
        Value::Start(_) => 0,
    }
}
