//! What comes of a stay: how it ended, and what the person went on to.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::Text;

/// How a stay ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Job,
    SubsidisedJob,
    Studies,
    OtherUnit,
    OtherMeasure,
    Moved,
    Illness,
    EndedWithout,
    #[default]
    #[serde(other)]
    Unspecified,
}

impl Outcome {
    pub const ALL: [Outcome; 9] = [
        Outcome::Job,
        Outcome::SubsidisedJob,
        Outcome::Studies,
        Outcome::OtherUnit,
        Outcome::OtherMeasure,
        Outcome::Moved,
        Outcome::Illness,
        Outcome::EndedWithout,
        Outcome::Unspecified,
    ];

    /// The outcome in words.
    pub const fn name(self) -> Text {
        match self {
            Outcome::Job => Text {
                sv: "Arbete utan stöd",
                en: "Job without subsidy",
            },
            Outcome::SubsidisedJob => Text {
                sv: "Arbete med stöd",
                en: "Job with subsidy",
            },
            Outcome::Studies => Text {
                sv: "Studier",
                en: "Studies",
            },
            Outcome::OtherUnit => Text {
                sv: "Annan enhet i kommunen",
                en: "Other municipal unit",
            },
            Outcome::OtherMeasure => Text {
                sv: "Annan insats",
                en: "Other measure",
            },
            Outcome::Moved => Text {
                sv: "Flyttat",
                en: "Moved away",
            },
            Outcome::Illness => Text {
                sv: "Sjukdom",
                en: "Illness",
            },
            Outcome::EndedWithout => Text {
                sv: "Avslutad utan resultat",
                en: "Ended without result",
            },
            Outcome::Unspecified => Text {
                sv: "Ej angivet",
                en: "Not stated",
            },
        }
    }
}

/// A stay's end: the last day at AMI and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    pub last_day: NaiveDate,
    #[serde(default)]
    pub outcome: Outcome,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
