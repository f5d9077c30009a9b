//! The claims to AF: which months of support can still be claimed, and for whom.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::calendar::add_months;
use crate::domain::facts::participant::{Participant, Stay};
use crate::domain::reckon::duties::{About, Duty, Matter};
use crate::domain::register::Register;
use crate::domain::rules::Name;

/// A month of work, when a claim for it comes up, and the last day for it.
pub(super) struct ClaimMonth {
    first: NaiveDate,
    last: NaiveDate,
    since: NaiveDate,
    due: NaiveDate,
}

/// So many months back claims are looked for: longer than any may wait.
const CLAIM_MONTHS: i32 = 36;

/// The months that are over and whose claim can be made or has just been lost, each by the rule of its own time.
pub(super) fn claim_months(register: &Register, today: NaiveDate) -> Vec<ClaimMonth> {
    let rules = register.settings.rules();
    let remind = rules.number(Name::ClaimRemind, today).unwrap_or(0);
    let this_month = today.with_day(1).unwrap_or(today);
    let month = |back: i32| {
        let first = add_months(this_month, -back);
        let last = add_months(first, 1).pred_opt()?;
        let within = rules.number(Name::ClaimWithin, last)?;
        let due = last.checked_add_days(Days::new(within.into()))?;
        let since = due.checked_sub_days(Days::new(remind.into()))?;
        // A lost claim is told of for as long as it was reminded of, and then no more.
        let is_told = (today - due).num_days() <= i64::from(remind);
        is_told.then_some(ClaimMonth {
            first,
            last,
            since,
            due,
        })
    };
    (1..=CLAIM_MONTHS).filter_map(month).collect()
}

/// The months in which the person had support, those in which they had left AMI left out; also of who has left since.
pub(super) fn claims(person: &Participant, months: &[ClaimMonth], found: &mut Vec<Duty>) {
    let left = person.stays.last().and_then(Stay::last_day);
    for month in months {
        let last = left.map_or(month.last, |left| left.min(month.last));
        let mut real = person.decisions.iter().filter(|d| d.is_real());
        if real.any(|d| d.terms.from.max(month.first) <= d.last_day().min(last)) {
            found.push(Duty {
                matter: Matter::Claim { month: month.first },
                about: About::Person(person.id),
                since: month.since,
                due: month.due,
            });
        }
    }
}
