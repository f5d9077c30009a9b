//! Lönebidrag: the three forms, and AF's decisions as they were made. What AF decided is kept, never computed.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::rules::Name;
use crate::text::Text;
use crate::{text, words};

/// The levels of support and the working times that there are, in per cent.
pub const PER_CENT: RangeInclusive<u8> = 1..=100;

words! {
    /// The forms of lönebidrag, förordning (2017:462).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Form: read {
        /// Lönebidrag för utveckling i anställning, 24–28 §§.
        Development "development", "utveckling" / "development";
        /// Lönebidrag för anställning, 29–32 §§.
        Employment "employment", "anställning" / "employment";
        /// Lönebidrag för trygghet i anställning, 33–36 §§.
        Security "security", "trygghet" / "security";
    }
}

impl Form {
    /// The form's name in full.
    pub const fn full_name(self) -> Text {
        match self {
            Form::Development => text!(
                "Lönebidrag för utveckling i anställning",
                "Wage subsidy for development in employment"
            ),
            Form::Employment => text!("Lönebidrag för anställning", "Wage subsidy for employment"),
            Form::Security => text!(
                "Lönebidrag för trygghet i anställning",
                "Wage subsidy for security in employment"
            ),
        }
    }

    /// The rule on the longest single decision.
    pub const fn longest_decision(self) -> Name {
        match self {
            Form::Development => Name::DevelopmentLongestDecision,
            Form::Employment => Name::EmploymentLongestDecision,
            Form::Security => Name::SecurityLongestDecision,
        }
    }

    /// The practice of a shorter first decision, where there is one.
    pub const fn first_decision(self) -> Option<Name> {
        match self {
            Form::Development => None,
            Form::Employment => Some(Name::EmploymentFirstDecision),
            Form::Security => Some(Name::SecurityFirstDecision),
        }
    }

    /// The rule on the longest time in all; no such rule is stated for security.
    pub const fn longest_total(self) -> Option<Name> {
        match self {
            Form::Development => Some(Name::DevelopmentLongestTotal),
            Form::Employment => Some(Name::EmploymentLongestTotal),
            Form::Security => None,
        }
    }

    /// The rule on the most extra money to the employer.
    pub const fn most_extra(self) -> Name {
        match self {
            Form::Development => Name::DevelopmentExtra,
            Form::Employment => Name::EmploymentExtra,
            Form::Security => Name::SecurityExtra,
        }
    }

    /// The rule on whether the employment is outside LAS.
    pub const fn outside_las(self) -> Name {
        match self {
            Form::Development => Name::DevelopmentOutsideLas,
            Form::Employment => Name::EmploymentOutsideLas,
            Form::Security => Name::SecurityOutsideLas,
        }
    }
}

/// A decision's number among its person's, from 1; never used again, unless its recording was undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecisionId(pub u16);

impl std::fmt::Display for DecisionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What AF decided, as it was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub form: Form,
    /// The first day with support.
    pub from: NaiveDate,
    /// The last day with support.
    pub until: NaiveDate,
    /// The day of the decision: its rules are those of that day.
    pub decided_on: NaiveDate,
    /// The level of support in per cent, 1–100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Working time in per cent of full time, 1–100.
    pub working_time: u8,
    /// The part of the wage that the support is counted on, in kronor a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wage_base: Option<u32>,
    /// Extra money to the employer, in kronor a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<u32>,
    /// AF's reference number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Who at AF to turn to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether the employment came about through AMI, and counts in the year's quota.
    pub via_ami: bool,
}

/// How a decision came to hold for a shorter time than was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// The last day it held; before its first day where it never did.
    pub last_day: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<DecisionId>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One decision on lönebidrag for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub id: DecisionId,
    pub terms: Terms,
    /// That it was ended, replaced or withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
}

impl Decision {
    /// The last day that it holds.
    pub fn last_day(&self) -> NaiveDate {
        let cut = self.cut.as_ref().map(|cut| cut.last_day);
        cut.map_or(self.terms.until, |last| last.min(self.terms.until))
    }

    /// Whether it holds, or held, on any day at all.
    pub fn is_real(&self) -> bool {
        self.terms.from <= self.last_day()
    }

    /// Whether it holds on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.terms.from <= day && day <= self.last_day()
    }

    /// Days with support, both ends included; 0 where it never held.
    pub fn days(&self) -> i64 {
        ((self.last_day() - self.terms.from).num_days() + 1).max(0)
    }
}

/// What is asked for of a decision that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It ends, or ended, on this day; nothing is to follow it.
    On(NaiveDate),
    /// It never held: recorded by mistake, or taken back by AF.
    Withdrawn,
    /// It was ended or withdrawn by mistake: it holds as decided.
    Reopened,
}
