//! Setting a rule of one's own from a day on, and taking it back; what cannot be is refused.

use chrono::NaiveDate;

use crate::domain::decide::checks::checked;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::settings::Settings;
use crate::domain::rules::{FIRST, LAST, Name, Own, SOURCE_LIMIT, size};

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
pub(super) fn in_order(settings: &Settings) -> Result<(), Refusal> {
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
