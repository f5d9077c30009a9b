//! Expected attendance on a day: schedule, public holidays, usual eves, local closed days and long absences together.

use chrono::{Datelike, NaiveDate};

use crate::domain::calendar;
use crate::domain::facts::attendance::Mark;
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::participant::{Absence, Participant};
use crate::domain::register::Register;
use crate::text;
use crate::text::{Lang, Text};

/// What is expected of a person on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Here, for so many minutes; `None` where no hours were told.
    Work(Option<u16>),
    Free(Free),
}

/// Why a person is not expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Free {
    /// Before the first day or after the last.
    NotAtAmi,
    /// A weekday off by the schedule, or a weekend without one.
    NotScheduled,
    Holiday(Text),
    Closed(String),
    /// A long absence has been recorded.
    Away(Absence),
}

impl Free {
    /// The reason in a few words.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Free::NotAtAmi => text!("inte på AMI", "not at AMI").get(lang).to_owned(),
            Free::NotScheduled => text!("ej schemalagd", "not scheduled").get(lang).to_owned(),
            Free::Holiday(name) => name.get(lang).to_owned(),
            Free::Closed(name) if name.is_empty() => text!("stängt", "closed").get(lang).to_owned(),
            Free::Closed(name) => name.clone(),
            Free::Away(absence) => absence.as_state(lang),
        }
    }
}

impl Expected {
    /// Whether the person is expected at all.
    pub fn is_work(&self) -> bool {
        matches!(self, Expected::Work(_))
    }
}

/// The attendance expected of a person on a day. A person with a long absence is away on the days that the schedule has
/// work.
pub fn expected(register: &Register, person: &Participant, day: NaiveDate) -> Expected {
    match (scheduled(register, person, day), person.absence(day)) {
        (Expected::Work(_), Some(absence)) => Expected::Free(Free::Away(*absence)),
        (expected, _) => expected,
    }
}

/// The attendance that a mark is held against. A mark goes before a long absence.
pub fn expected_beside(
    register: &Register,
    person: &Participant,
    day: NaiveDate,
    mark: Option<&Mark>,
) -> Expected {
    match mark {
        Some(_) => scheduled(register, person, day),
        None => expected(register, person, day),
    }
}

/// A person's day by calendar and schedule only; long absences are left out.
pub fn scheduled(register: &Register, person: &Participant, day: NaiveDate) -> Expected {
    let Some(stay) = person.stay(day) else {
        return Expected::Free(Free::NotAtAmi);
    };
    let closed = register.closed_day(day, stay.arena(day));
    if let Some(ClosedDay {
        open_minutes: None,
        name,
        ..
    }) = closed
    {
        return Expected::Free(Free::Closed(name.clone()));
    }
    if let Some(holiday) = free_holiday(register, day) {
        return Expected::Free(Free::Holiday(holiday));
    }
    let minutes = match stay.scheduled_minutes(day) {
        Some(0) => return Expected::Free(Free::NotScheduled),
        None if day.weekday().num_days_from_monday() >= 5 => {
            return Expected::Free(Free::NotScheduled);
        }
        minutes => minutes,
    };
    let half = closed.and_then(|day| day.open_minutes);
    Expected::Work(match (minutes, half) {
        (Some(minutes), Some(half)) => Some(minutes.min(half)),
        (minutes, half) => minutes.or(half),
    })
}

/// The public holiday, or the eve that the unit's settings make free, of a day.
pub fn free_holiday(register: &Register, day: NaiveDate) -> Option<Text> {
    let eves = &register.settings.eves;
    calendar::holiday(day)
        .or_else(|| calendar::usual_eve(day, eves))
        .map(|holiday| holiday.name)
}
