//! A person's record as JSON, for the card and for the log; masked where the identity is protected.

use chrono::NaiveDate;
use serde::Serialize;

use super::absence::AbsenceRow;
use super::options::Options;
use super::rows::onward::{PlanRow, StepRow};
use super::rows::subsidy::DecisionRow;
use super::rows::told;
use crate::domain::facts::outcome::Lasted;
use crate::domain::facts::participant::{Group, Participant, PersonId, Protection, Stay};
use crate::domain::personnummer::Personnummer;
use crate::domain::register::Register;
use crate::text::Lang;

/// What is known of a person. The personnummer is masked always, name and phone where the identity is protected.
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    pub id: PersonId,
    pub name: String,
    pub personnummer: Option<String>,
    pub protection: Protection,
    pub phone: Option<String>,
    pub supervisor: Option<String>,
    pub measure: Option<String>,
    pub note: Option<String>,
    pub stays: Vec<StayRow>,
    pub decisions: Vec<DecisionRow>,
    /// The ways towards a decision, the latest last; of each its four steps.
    pub processes: Vec<Vec<StepRow>>,
    /// The plan onward that was made last, also of an earlier stay.
    pub plan: Option<PlanRow>,
}

/// One stay.
#[derive(Clone, Debug, Serialize)]
pub struct StayRow {
    pub start: NaiveDate,
    pub end: Option<NaiveDate>,
    /// Null until the stay has an end.
    pub outcome: Option<&'static str>,
    /// The employer, the other unit or the school.
    pub employer: Option<String>,
    /// The first day of a job, where it was told.
    pub job_start: Option<NaiveDate>,
    pub note: Option<String>,
    /// Null until somebody has checked whether a job lasted.
    pub lasted: Option<LastedRow>,
    /// What came of the stay, in words.
    #[serde(skip)]
    pub came: Option<String>,
    pub placements: Vec<PlacementRow>,
    pub schedules: Vec<ScheduleRow>,
    /// Long absences.
    pub absences: Vec<AbsenceRow>,
}

/// Whether a job lasted.
#[derive(Clone, Debug, Serialize)]
pub struct LastedRow {
    pub checked_on: NaiveDate,
    pub lasted: bool,
    pub note: Option<String>,
}

/// Where from a day on.
#[derive(Clone, Debug, Serialize)]
pub struct PlacementRow {
    pub from: NaiveDate,
    pub group: Option<Group>,
    pub arena: String,
}

/// Minutes on each weekday, Monday first, from a day on.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduleRow {
    pub from: NaiveDate,
    pub minutes: [u16; 7],
}

impl Record {
    pub fn new(register: &Register, person: &Participant, options: &Options) -> Record {
        let masked = |number: &Personnummer| match options.ascii {
            true => number.masked_ascii(),
            false => number.masked(),
        };
        // An old state in the log is masked as the person is now.
        let now = register.people.get(&person.id);
        let hidden = [Some(person), now]
            .into_iter()
            .flatten()
            .find(|person| person.protection != Protection::None);
        let open = hidden.is_none();
        Record {
            id: person.id,
            name: hidden.unwrap_or(person).name(options.lang),
            personnummer: person.personnummer.as_ref().filter(|_| open).map(masked),
            protection: person.protection,
            phone: told(&person.phone).filter(|_| open),
            supervisor: told(&person.supervisor),
            measure: told(&person.measure),
            note: told(&person.note),
            stays: person
                .stays
                .iter()
                .map(|stay| StayRow::new(register, stay, options.lang))
                .collect(),
            decisions: DecisionRow::all(person),
            processes: person.processes.iter().map(StepRow::all).collect(),
            plan: person.onward.as_ref().map(PlanRow::new),
        }
    }
}

impl LastedRow {
    fn new(lasted: &Lasted) -> LastedRow {
        LastedRow {
            checked_on: lasted.checked_on,
            lasted: lasted.yes,
            note: told(&lasted.note),
        }
    }
}

impl StayRow {
    pub fn new(register: &Register, stay: &Stay, lang: Lang) -> StayRow {
        let placements = stay.placements.iter().map(|placement| {
            let arena = register.arenas.get(&placement.arena);
            PlacementRow {
                from: placement.from,
                group: arena.map(|arena| arena.group),
                arena: arena.map(|arena| arena.name.clone()).unwrap_or_default(),
            }
        });
        let schedules = stay.schedules.iter().map(|schedule| ScheduleRow {
            from: schedule.from,
            minutes: schedule.minutes,
        });
        let end = stay.end.as_ref();
        StayRow {
            start: stay.start,
            end: stay.last_day(),
            outcome: end.map(|end| end.outcome.slug()),
            employer: end.and_then(|end| told(&end.employer)),
            job_start: end.and_then(|end| end.job_start),
            note: end.and_then(|end| told(&end.note)),
            lasted: end.and_then(|end| end.lasted.as_ref()).map(LastedRow::new),
            came: end.map(|end| end.text(lang)),
            placements: placements.collect(),
            schedules: schedules.collect(),
            absences: stay.absences.iter().map(AbsenceRow::from).collect(),
        }
    }
}
