//! What a decision is held to by the rules of its own day: its length, the total of its form, and the money.

use chrono::{Days, NaiveDate};

use super::clocks::{Support, days_in};
use super::{DecisionId, Terms};
use crate::domain::calendar::add_months;
use crate::domain::participant::Participant;
use crate::domain::rules::{InForce, Name, Rules, Value};

/// The rule that a field is held to, for beside the field.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits<'a> {
    /// The latest last day of a decision that begins on its first day.
    pub latest: Option<(NaiveDate, InForce<'a>)>,
    /// The total's latest last day, where the form has a total.
    pub total: Option<(NaiveDate, InForce<'a>)>,
    /// The wage ceiling for this working time, in kronor a month.
    pub ceiling: Option<(u32, InForce<'a>)>,
    pub extra: Option<InForce<'a>>,
    pub outside_las: Option<InForce<'a>>,
    /// The last day to ask for reconsideration, counted from the day of the decision.
    pub reconsideration: Option<(NaiveDate, InForce<'a>)>,
}

/// What holds for a decision by the rules of its own day, beside the person's others; `except` is being replaced.
pub fn limits<'a>(
    rules: Rules<'a>,
    person: &Participant,
    terms: &Terms,
    except: Option<DecisionId>,
) -> Limits<'a> {
    let on = terms.decided_on;
    let months = |name| {
        let rule = rules.in_force(name, on)?;
        match rule.value {
            Value::Months(months) => Some((months, rule)),
            _ => None,
        }
    };
    let latest = months(terms.form.longest_decision())
        .map(|(months, rule)| (day_before(months.after(terms.from)), rule));
    let ceiling = rules.in_force(Name::WageCeiling, on);
    let ceiling = ceiling.and_then(|rule| match rule.value {
        Value::Kronor(full) => Some((full * u32::from(terms.working_time) / 100, rule)),
        _ => None,
    });
    let reconsideration = rules.in_force(Name::ReconsiderationWithin, on);
    let reconsideration = reconsideration.and_then(|rule| match rule.value {
        Value::Days(days) => Some((on.checked_add_days(Days::new(days.into()))?, rule)),
        _ => None,
    });
    Limits {
        latest,
        total: total_limit(rules, person, terms, except),
        ceiling,
        extra: rules.in_force(terms.form.most_extra(), on),
        outside_las: rules.in_force(terms.form.outside_las(), on),
        reconsideration,
    }
}

/// The latest last day by the total of the form, and the rule that sets it. Each decision is held to the total of its
/// own day, up to its own last day: one recorded after those that follow it has to leave them theirs.
fn total_limit<'a>(
    rules: Rules<'a>,
    person: &Participant,
    terms: &Terms,
    except: Option<DecisionId>,
) -> Option<(NaiveDate, InForce<'a>)> {
    let name = terms.form.longest_total()?;
    let support = Support::of(person, terms.form, except);
    let start = support
        .start()
        .map_or(terms.from, |start| start.min(terms.from));
    let left = |decided_on, used: i64| {
        let rule = rules.in_force(name, decided_on)?;
        match rule.value {
            Value::Months(months) => Some((days_in(start, months) - used, rule)),
            _ => None,
        }
    };
    let later = person.decisions.iter().filter(|d| {
        d.is_real()
            && d.terms.form == terms.form
            && Some(d.id) != except
            && terms.from < d.terms.from
    });
    let own = left(terms.decided_on, support.used(day_before(terms.from)));
    let theirs = later.filter_map(|d| left(d.terms.decided_on, support.used(d.last_day())));
    let (left, rule) = own
        .into_iter()
        .chain(theirs)
        .min_by_key(|(left, _)| *left)?;
    let days = Days::new(left.max(0).unsigned_abs());
    let first_without = terms.from.checked_add_days(days)?;
    Some((day_before(first_without), rule))
}

/// The day before a day.
pub(super) fn day_before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

/// The last day that a decision usually has: a year, or what is left of the longest.
pub fn usual_last_day(rules: Rules, person: &Participant, terms: &Terms) -> NaiveDate {
    let limits = limits(rules, person, terms, None);
    let year = day_before(add_months(terms.from, 12));
    let allowed = [limits.latest, limits.total].into_iter().flatten();
    let last = allowed.fold(year, |last, (latest, _)| last.min(latest));
    // Where nothing is left, that is refused as such and not as a last day before the first.
    last.max(terms.from)
}
