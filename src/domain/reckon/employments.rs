//! Employments with support: decisions that follow on each other with one employer.

use chrono::NaiveDate;

use crate::domain::facts::decision::{Decision, Form};
use crate::domain::facts::participant::Participant;

/// An unbroken time with lönebidrag: decisions of whatever form, each beginning the day after the one before ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Employment<'a> {
    /// In order of date; never empty.
    pub decisions: Vec<&'a Decision>,
    pub start: NaiveDate,
    pub last_day: NaiveDate,
}

impl Employment<'_> {
    /// Whether it came about through AMI: as its first decision says.
    pub fn via_ami(&self) -> bool {
        self.decisions.first().is_some_and(|d| d.terms.via_ami)
    }

    /// Whether a day lies within it.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.start <= day && day <= self.last_day
    }

    /// The form in force on a day, else the last.
    pub fn form(&self, day: NaiveDate) -> Option<Form> {
        let on_day = self.decisions.iter().find(|d| d.covers(day));
        on_day.or(self.decisions.last()).map(|d| d.terms.form)
    }

    /// Whether somebody has said that it is over: its last decision was ended, and not to make room for another.
    pub fn is_closed(&self) -> bool {
        let cut = self.decisions.last().and_then(|d| d.cut.as_ref());
        cut.is_some_and(|cut| cut.replaced_by.is_none())
    }
}

/// A person's decisions that hold or held, as unbroken employments in order of date.
pub fn employments(person: &Participant) -> Vec<Employment<'_>> {
    let mut real: Vec<&Decision> = person.decisions.iter().filter(|d| d.is_real()).collect();
    real.sort_by_key(|decision| decision.terms.from);
    let mut found: Vec<Employment> = Vec::new();
    for decision in real {
        match found.last_mut() {
            Some(last) if last.last_day.succ_opt() == Some(decision.terms.from) => {
                last.last_day = decision.last_day();
                last.decisions.push(decision);
            }
            _ => found.push(Employment {
                decisions: vec![decision],
                start: decision.terms.from,
                last_day: decision.last_day(),
            }),
        }
    }
    found
}
