//! Outcome of a stay: how it ended, who received the person, and whether a job lasted.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::Text;
use crate::{text, words};

words! {
    /// How a stay ended.
    #[derive(
        Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
    )]
    #[serde(rename_all = "kebab-case")]
    pub enum Outcome: read {
        Job "job", "Arbete utan stöd" / "Job without subsidy";
        SubsidisedJob "subsidised-job", "Arbete med stöd" / "Job with subsidy";
        Studies "studies", "Studier" / "Studies";
        OtherUnit "other-unit", "Annan enhet i kommunen" / "Other municipal unit";
        OtherMeasure "other-measure", "Annan insats" / "Other measure";
        Moved "moved", "Flyttat" / "Moved away";
        Illness "illness", "Sjukdom" / "Illness";
        EndedWithout "ended-without", "Avslutad utan resultat" / "Ended without result";
        #[default]
        #[serde(other)]
        Unspecified "unspecified", "Ej angivet" / "Not stated";
    }
}

impl Outcome {
    /// Whether it is a job, of which it is asked when it begins and whether it lasts.
    pub const fn is_job(self) -> bool {
        matches!(self, Outcome::Job | Outcome::SubsidisedJob)
    }

    /// The word for whoever receives the person; `None` if nobody does.
    pub const fn receiver(self) -> Option<Text> {
        match self {
            Outcome::Job | Outcome::SubsidisedJob => Some(text!("Arbetsgivare", "Employer")),
            Outcome::OtherUnit => Some(text!("Enhet", "Unit")),
            Outcome::Studies => Some(text!("Skola", "School")),
            _ => None,
        }
    }
}

/// A stay's end: the last day at AMI and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    pub last_day: NaiveDate,
    #[serde(default)]
    pub outcome: Outcome,
    /// Who received the person: the employer, the unit or the school.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub employer: String,
    /// The first day of a job; where it was not told, the day after the last one at AMI stands for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_start: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether a job lasted, once somebody has checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasted: Option<Lasted>,
}

/// That a job lasted as long as it has to, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lasted {
    pub checked_on: NaiveDate,
    pub yes: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What came of a stay, as somebody tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Came {
    pub outcome: Outcome,
    /// Who received the person; empty where that is not known, or where nobody did.
    pub employer: String,
    /// A job's first day; the day after the last one at AMI where it is `None`.
    pub job_start: Option<NaiveDate>,
    pub note: String,
}

impl Came {
    /// Nothing but the outcome.
    pub fn only(outcome: Outcome) -> Came {
        Came {
            outcome,
            ..Came::default()
        }
    }
}

impl End {
    /// What came of the stay, as it can be told anew.
    pub fn came(&self) -> Came {
        Came {
            outcome: self.outcome,
            employer: self.employer.clone(),
            job_start: self.job_start,
            note: self.note.clone(),
        }
    }

    /// A job's first day, as far as it is known; `None` for what is no job.
    pub fn first_day_of_job(&self) -> Option<NaiveDate> {
        let after = self.last_day.succ_opt().unwrap_or(self.last_day);
        let is_job = self.outcome.is_job();
        is_job.then(|| self.job_start.unwrap_or(after))
    }
}
