//! When a job can be said to have lasted, and when that is to be checked.

use chrono::NaiveDate;

use crate::domain::facts::outcome::End;
use crate::domain::facts::participant::{Participant, Stay};
use crate::domain::rules::{InForce, Name, Rules, Value};

/// The day from which a job can be said to have lasted, by the rule of its first day; `None` where there is no job.
pub fn lasts_from(end: &End, rules: Rules) -> Option<NaiveDate> {
    let start = end.first_day_of_job()?;
    Some(rule_of_lasting(start, rules)?.0)
}

/// The day from which it is to be checked whether a job has lasted; `None` where that has been done, and for no job.
pub fn job_check_due(end: &End, rules: Rules) -> Option<NaiveDate> {
    match end.lasted {
        None => lasts_from(end, rules),
        Some(_) => None,
    }
}

pub(in crate::domain) fn rule_of_lasting(
    start: NaiveDate,
    rules: Rules,
) -> Option<(NaiveDate, InForce)> {
    let rule = rules.in_force(Name::JobLasts, start)?;
    match rule.value {
        Value::Months(months) => Some((months.after(start), rule)),
        _ => None,
    }
}

/// The latest stay that has an end, which may be to come.
pub fn latest_ended(person: &Participant) -> Option<&Stay> {
    person.stays.iter().rev().find(|stay| stay.end.is_some())
}
