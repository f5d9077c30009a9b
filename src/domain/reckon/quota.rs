//! The year's quota: lönebidragsanställningar that began through AMI, against the range the municipality plans for.

use chrono::{Datelike, NaiveDate};

use crate::domain::facts::decision::Form;
use crate::domain::facts::participant::PersonId;
use crate::domain::reckon::employments::employments;
use crate::domain::register::Register;
use crate::domain::rules::{InForce, Name, Value};

/// One employment with lönebidrag through AMI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub who: PersonId,
    /// The form on its first day.
    pub form: Form,
    pub start: NaiveDate,
    pub last_day: NaiveDate,
}

/// A calendar year's employments through AMI.
#[derive(Clone, Debug, PartialEq)]
pub struct Year<'a> {
    pub year: i32,
    /// Those that begin in the year, also later in it, in order of date.
    pub starts: Vec<Counted>,
    /// Those whose last decision ends in the year, in order of date.
    pub ends: Vec<Counted>,
    pub least: Option<InForce<'a>>,
    pub most: Option<InForce<'a>>,
}

impl Year<'_> {
    /// How many are planned for at the least and at the most.
    pub fn range(&self) -> Option<(u32, u32)> {
        let number = |rule: Option<InForce>| match rule?.value {
            Value::Number(n) => Some(n),
            _ => None,
        };
        Some((number(self.least)?, number(self.most)?))
    }

    /// How many more can begin; none below zero.
    pub fn left(&self) -> Option<u32> {
        let started = u32::try_from(self.starts.len()).ok()?;
        self.range().map(|(_, most)| most.saturating_sub(started))
    }
}

/// The employments through AMI that begin and end in a year. A decision that follows on another without a day between
/// is the same employment. The range is that of the year's first day, or of a later day in it where none held then.
pub fn year(register: &Register, year: i32) -> Year<'_> {
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    for person in register.people.values().filter(|p| !p.decisions.is_empty()) {
        for employment in employments(person).iter().filter(|e| e.via_ami()) {
            let Some(first) = employment.decisions.first() else {
                continue;
            };
            let counted = Counted {
                who: person.id,
                form: first.terms.form,
                start: employment.start,
                last_day: employment.last_day,
            };
            if employment.last_day.year() == year {
                ends.push(counted.clone());
            }
            if employment.start.year() == year {
                starts.push(counted);
            }
        }
    }
    starts.sort_by_key(|counted| (counted.start, counted.who));
    ends.sort_by_key(|counted| (counted.last_day, counted.who));
    let rules = register.settings.rules();
    let days = [(1, 1), (12, 31)].map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day));
    let in_year = |name| {
        let mut days = days.into_iter().flatten();
        days.find_map(|day| rules.in_force(name, day))
    };
    Year {
        year,
        starts,
        ends,
        least: in_year(Name::QuotaLeast),
        most: in_year(Name::QuotaMost),
    }
}
