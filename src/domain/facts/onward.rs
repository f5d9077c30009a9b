//! The plan onward: what a person's time at AMI is to lead to, who sees to it and by when.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text;
use crate::text::Text;

/// Where the plan leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Toward {
    OrdinaryEmployer,
    /// Another unit of the municipality.
    OtherUnit,
    Studies,
    OtherMeasure,
}

impl Toward {
    pub const ALL: [Toward; 4] = [
        Toward::OrdinaryEmployer,
        Toward::OtherUnit,
        Toward::Studies,
        Toward::OtherMeasure,
    ];

    /// The goal in words.
    pub const fn name(self) -> Text {
        match self {
            Toward::OrdinaryEmployer => text!("ordinarie arbetsgivare", "ordinary employer"),
            Toward::OtherUnit => text!("annan enhet", "other unit"),
            Toward::Studies => text!("studier", "studies"),
            Toward::OtherMeasure => text!("annan insats", "other measure"),
        }
    }

    /// The stable name on the command line and in JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Toward::OrdinaryEmployer => "ordinary-employer",
            Toward::OtherUnit => "other-unit",
            Toward::Studies => "studies",
            Toward::OtherMeasure => "other-measure",
        }
    }

    /// Reads a goal by its slug or its Swedish words, with blanks or hyphens between them.
    pub fn read(text: &str) -> Option<Toward> {
        let text = text.trim().to_lowercase();
        Toward::ALL
            .into_iter()
            .find(|toward| toward.slug() == text || toward.name().sv == text.replace('-', " "))
    }
}

/// A plan onward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onward {
    pub toward: Toward,
    /// The next step, in words.
    pub next: String,
    /// With whom: an employer, a unit, a school.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub with: String,
    /// Who at AMI sees to it.
    pub responsible: String,
    /// When the next step is to have been taken.
    pub due: NaiveDate,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The day the plan was made, or last changed.
    pub made_on: NaiveDate,
}
