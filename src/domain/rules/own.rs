//! Setting a rule of one's own from a day on, and taking it back; what cannot be is refused.

use chrono::NaiveDate;

use super::{Name, Own, Value, validity};
use crate::domain::decide::checked;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Settings;
use crate::text::Lang;

/// The first day that a rule can hold: what holds from it has always held.
pub const FIRST: NaiveDate = NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day");
/// The last day that a rule can hold.
pub const LAST: NaiveDate = NaiveDate::from_ymd_opt(2100, 12, 31).expect("a day");
/// The longest source, in characters.
pub const SOURCE_LIMIT: usize = 200;

/// Pairs of rules of which the first is never more than the second, on any day.
const ORDERED: &[(Name, Name)] = &[
    (Name::QuotaLeast, Name::QuotaMost),
    (Name::DecisionRemindLate, Name::DecisionRemindEarly),
    (Name::TotalRemindLate, Name::TotalRemindEarly),
    (Name::ClaimRemind, Name::ClaimWithin),
    (
        Name::DevelopmentLongestDecision,
        Name::DevelopmentLongestTotal,
    ),
    (
        Name::EmploymentFirstDecision,
        Name::EmploymentLongestDecision,
    ),
    (
        Name::EmploymentLongestDecision,
        Name::EmploymentLongestTotal,
    ),
    (Name::SecurityFirstDecision, Name::SecurityLongestDecision),
];

/// The settings with this value; it takes the place of one of the same name from the same day.
pub(in crate::domain) fn set(settings: &Settings, own: &Own) -> Result<Settings, Refusal> {
    let name = named(&own.name)?;
    if let Some(key) = name.setting() {
        return Err(Refusal::RuleIsSetting { name, key });
    }
    if own.value.kind() != name.kind() {
        return Err(Refusal::RuleTakes(name));
    }
    let days = [Some(own.from), own.until];
    if let Some(day) = (days.into_iter().flatten()).find(|day| !(FIRST..=LAST).contains(day)) {
        return Err(Refusal::RuleOutOfRange { day });
    }
    if let Some(end) = own.until.filter(|until| *until < own.from) {
        let start = own.from;
        return Err(Refusal::EndBeforeStart { start, end });
    }
    let source = checked(&own.source, SOURCE_LIMIT)?;
    if source.is_empty() {
        return Err(Refusal::SourceMissing);
    }
    let own = Own {
        source,
        ..own.clone()
    };
    let mut after = settings.clone();
    match position(&after, &own.name, own.from) {
        Some(at) => after.rules[at] = own,
        None => after.rules.push(own),
    }
    in_order(&after)?;
    Ok(after)
}

/// The settings without the unit's value of a rule from this day.
pub(in crate::domain) fn drop(
    settings: &Settings,
    name: &str,
    from: NaiveDate,
) -> Result<Settings, Refusal> {
    let Some(at) = position(settings, name, from) else {
        let name = named(name)?;
        return Err(match name.setting() {
            Some(key) => Refusal::RuleIsSetting { name, key },
            None => Refusal::NoOwnRule { name, from },
        });
    };
    let mut after = settings.clone();
    after.rules.remove(at);
    in_order(&after)?;
    Ok(after)
}

fn named(slug: &str) -> Result<Name, Refusal> {
    let name = slug.to_owned();
    Name::named(slug).ok_or(Refusal::NoSuchRule { name })
}

fn position(settings: &Settings, name: &str, from: NaiveDate) -> Option<usize> {
    let mut own = settings.rules.iter();
    own.rposition(|own| own.name == name && own.from == from)
}

/// Refuses where a day comes to have a pair in the wrong order.
fn in_order(settings: &Settings) -> Result<(), Refusal> {
    let rules = settings.rules();
    for on in rules.changes() {
        for (less, more) in ORDERED {
            let (Some(less), Some(more)) = (rules.in_force(*less, on), rules.in_force(*more, on))
            else {
                continue;
            };
            if size(less.value) > size(more.value) {
                return Err(Refusal::RulesOutOfOrder {
                    on,
                    less: (less.name, less.value),
                    more: (more.name, more.value),
                });
            }
        }
    }
    Ok(())
}

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

/// What differs between a unit's own rules before and after, one rule a text: `title: before → after`.
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

fn size(value: Value) -> u32 {
    match value {
        Value::Months(months) => months.0.into(),
        Value::Days(n) | Value::WorkingDays(n) | Value::Kronor(n) | Value::Number(n) => n,
        Value::Truth(truth) => truth.into(),
        // Only settings are of this kind, and they have no order.
        Value::Start(_) => 0,
    }
}
