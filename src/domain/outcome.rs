//! What comes of a stay: how it ended, whom the person went on to, and whether a job lasted; in `figures`, of all stays.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::change::Change;
use super::decide::{NOTE_LIMIT, checked, named, person_changed};
use super::enrolment::NAME_LIMIT;
use super::participant::{Participant, Stay};
use super::refusal::Refusal;
use super::rules::{InForce, Name, Rules, Value};
use crate::text::Text;

pub mod figures;
pub mod words;

/// How a stay ended.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
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

    /// The stable name on the command line, in JSON and in the register's records.
    pub const fn slug(self) -> &'static str {
        match self {
            Outcome::Job => "job",
            Outcome::SubsidisedJob => "subsidised-job",
            Outcome::Studies => "studies",
            Outcome::OtherUnit => "other-unit",
            Outcome::OtherMeasure => "other-measure",
            Outcome::Moved => "moved",
            Outcome::Illness => "illness",
            Outcome::EndedWithout => "ended-without",
            Outcome::Unspecified => "unspecified",
        }
    }

    /// Reads an outcome by its slug or its Swedish words, with blanks or hyphens between them.
    pub fn read(text: &str) -> Option<Outcome> {
        let text = text.trim().to_lowercase();
        let words = text.replace('-', " ");
        Outcome::ALL
            .into_iter()
            .find(|outcome| outcome.slug() == text || outcome.name().sv.to_lowercase() == words)
    }

    /// Whether it is a job, of which it is asked when it begins and whether it lasts.
    pub const fn is_job(self) -> bool {
        matches!(self, Outcome::Job | Outcome::SubsidisedJob)
    }

    /// What whoever receives the person is called; none where nobody does.
    pub const fn receiver(self) -> Option<Text> {
        match self {
            Outcome::Job | Outcome::SubsidisedJob => Some(Text {
                sv: "Arbetsgivare",
                en: "Employer",
            }),
            Outcome::OtherUnit => Some(Text {
                sv: "Enhet",
                en: "Unit",
            }),
            Outcome::Studies => Some(Text {
                sv: "Skola",
                en: "School",
            }),
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

fn rule_of_lasting(start: NaiveDate, rules: Rules) -> Option<(NaiveDate, InForce)> {
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

/// A stay's end as it is told. What is known of whether the job lasted stays, where it can still be so.
pub(super) fn told(
    stay: &Stay,
    last_day: NaiveDate,
    came: &Came,
    rules: Rules,
) -> Result<End, Refusal> {
    let Came { outcome, .. } = *came;
    let mut end = End {
        last_day,
        outcome,
        employer: checked(&came.employer, NAME_LIMIT)?,
        job_start: came.job_start,
        note: checked(&came.note, NOTE_LIMIT)?,
        lasted: None,
    };
    if outcome.receiver().is_none() && !end.employer.is_empty() {
        return Err(Refusal::NobodyReceives { outcome });
    }
    match end.job_start {
        Some(_) if !outcome.is_job() => return Err(Refusal::NoJob { outcome }),
        Some(start) if !(1990..=2100).contains(&start.year()) => {
            return Err(Refusal::StartOutOfRange { start });
        }
        Some(job) if job < stay.start => {
            let start = stay.start;
            return Err(Refusal::JobBeforeStay { job, start });
        }
        _ => {}
    }
    let known = stay.end.as_ref().and_then(|end| end.lasted.clone());
    end.lasted = known.filter(|lasted| check(&end, lasted, rules).is_ok());
    Ok(end)
}

/// Refuses a check of a job that cannot have been made that day.
fn check(end: &End, lasted: &Lasted, rules: Rules) -> Result<(), Refusal> {
    let outcome = end.outcome;
    let start = end.first_day_of_job().ok_or(Refusal::NoJob { outcome })?;
    if lasted.checked_on < start {
        return Err(Refusal::JobNotBegun { start });
    }
    // That a job ended can be said at once; that it lasted only when the time has gone.
    match rule_of_lasting(start, rules) {
        Some((due, rule)) if lasted.yes && lasted.checked_on < due => Err(Refusal::TooEarlyToSay {
            due,
            rule: rule.text(),
        }),
        _ => Ok(()),
    }
}

/// Tells what came of a stay anew; its last day stays as it is.
pub(super) fn set(
    person: &Participant,
    first_day: NaiveDate,
    came: &Came,
    rules: Rules,
) -> Result<Vec<Change>, Refusal> {
    change_end(person, first_day, |stay, end| {
        told(stay, end.last_day, came, rules)
    })
}

/// Notes whether a job lasted; `None` takes that back.
pub(super) fn check_job(
    person: &Participant,
    first_day: NaiveDate,
    lasted: Option<&Lasted>,
    today: NaiveDate,
    rules: Rules,
) -> Result<Vec<Change>, Refusal> {
    change_end(person, first_day, |_, end| {
        let mut end = end.clone();
        end.lasted = lasted.cloned();
        if let Some(lasted) = &mut end.lasted {
            lasted.note = checked(&lasted.note, NOTE_LIMIT)?;
            if lasted.checked_on > today {
                let day = lasted.checked_on;
                return Err(Refusal::CheckedInTheFuture { day });
            }
        }
        match &end.lasted {
            Some(lasted) => check(&end, lasted, rules)?,
            None if !end.outcome.is_job() => {
                let outcome = end.outcome;
                return Err(Refusal::NoJob { outcome });
            }
            None => {}
        }
        Ok(end)
    })
}

/// The end of the stay with this first day made another one.
fn change_end(
    person: &Participant,
    first_day: NaiveDate,
    make: impl FnOnce(&Stay, &End) -> Result<End, Refusal>,
) -> Result<Vec<Change>, Refusal> {
    let name = || named(person);
    let index = person.stays.iter().position(|stay| stay.start == first_day);
    let index = index.ok_or_else(|| Refusal::NoSuchStay {
        name: name(),
        start: first_day,
    })?;
    let stay = &person.stays[index];
    let end = stay.end.as_ref();
    let end = end.ok_or_else(|| Refusal::NotEnded { name: name() })?;
    let made = make(stay, end)?;
    let mut after = person.clone();
    after.stays[index].end = Some(made);
    Ok(person_changed(person, after))
}
