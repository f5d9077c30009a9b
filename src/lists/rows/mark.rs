//! A mark as rows: what it says, whose it is, and how the log tells it.

use chrono::NaiveDate;
use serde::Serialize;

use super::{known, moment};
use crate::domain::facts::attendance::{Entry, Mark};
use crate::domain::facts::participant::{Absence, Participant, PersonId};
use crate::domain::reading::clock_time;
use crate::lists::Telling;

/// What a mark says; all of it null where there is none.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SaidRow {
    pub code: Option<&'static str>,
    pub minutes: Option<u16>,
    /// `HH:MM`, as is `until`.
    pub from: Option<String>,
    pub until: Option<String>,
    /// The code of the rest of a part of a day.
    pub rest: Option<&'static str>,
    /// What an unnotified absence was first marked as, before it was given another code.
    pub first_code: Option<&'static str>,
    pub note: Option<String>,
}

impl From<&Mark> for SaidRow {
    fn from(mark: &Mark) -> SaidRow {
        let Entry {
            code,
            minutes,
            span,
            rest,
            note,
        } = mark.entry();
        SaidRow {
            code: Some(code.kind().slug),
            minutes,
            from: span.map(|span| clock_time(span.from)),
            until: span.map(|span| clock_time(span.until)),
            rest: rest.map(|code| code.kind().slug),
            first_code: mark.first_code().map(|code| code.kind().slug),
            note: known(&note),
        }
    }
}

/// A person's mark on a day; without a code where it was taken away.
#[derive(Clone, Debug, Serialize)]
pub struct MarkRow {
    pub id: PersonId,
    pub name: String,
    pub date: NaiveDate,
    #[serde(flatten)]
    pub said: SaidRow,
    pub by: String,
    /// RFC 3339.
    pub at: String,
}

impl MarkRow {
    /// What a mark says.
    pub fn new(person: &Participant, date: NaiveDate, mark: &Mark, of: &Telling) -> MarkRow {
        MarkRow {
            id: person.id,
            name: person.name(of.lang),
            date,
            said: SaidRow::from(mark),
            by: of.register.actor(mark.by).to_owned(),
            at: moment(mark.at.saturating_mul(1_000), of.zone),
        }
    }
}

/// A long absence.
#[derive(Clone, Debug, Serialize)]
pub struct AbsenceRow {
    pub from: NaiveDate,
    /// Null until further notice.
    pub until: Option<NaiveDate>,
}

impl From<&Absence> for AbsenceRow {
    fn from(Absence { from, until }: &Absence) -> AbsenceRow {
        AbsenceRow {
            from: *from,
            until: *until,
        }
    }
}
