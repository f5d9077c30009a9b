//! A person's record as JSON, for the card and for the log; masked where the identity is protected.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use super::known;
use super::mark::AbsenceRow;
use super::onward::{PlanRow, StepRow};
use super::subsidy::DecisionRow;
use crate::domain::facts::details::{Field, Told, Value};
use crate::domain::facts::outcome::Lasted;
use crate::domain::facts::participant::{Group, Participant, PersonId, Protection, Stay};
use crate::lists::Telling;

/// What is known of a person. The personnummer is masked always, name and phone where the identity is protected.
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    pub id: PersonId,
    pub name: String,
    #[serde(flatten)]
    pub details: DetailsRow,
    pub stays: Vec<StayRow>,
    pub decisions: Vec<DecisionRow>,
    /// The ways towards a decision, the latest last; of each its four steps.
    pub processes: Vec<Vec<StepRow>>,
    /// The plan onward that was made last, also of an earlier stay.
    pub plan: Option<PlanRow>,
}

/// The fields below the name, each by its stable name; null where nothing is told.
#[derive(Clone, Debug)]
pub struct DetailsRow(Vec<(Field, Option<String>, Json)>);

impl DetailsRow {
    /// The fields as they are told; `open` where no protected identity hides any.
    fn new(person: &Participant, open: bool, of: &Telling) -> DetailsRow {
        let rows = Field::below_name().map(|field| {
            let value = person.value(field);
            let is_open = match (value, field.told()) {
                (Value::Number(_), _) | (_, Told::Unprotected) => open,
                (_, Told::Everywhere | Told::NotInLog) => true,
            };
            let told = known(&value.text(of.lang, of.ascii)).filter(|_| is_open);
            let json = match value {
                Value::Protection(protection) => protection.slug().into(),
                Value::Text(_) | Value::Number(_) => told.clone().into(),
            };
            (field, told, json)
        });
        DetailsRow(rows.collect())
    }

    /// What is told of each field.
    pub fn told(&self) -> impl Iterator<Item = (Field, &Option<String>)> {
        self.0.iter().map(|(field, told, _)| (*field, told))
    }
}

impl Serialize for DetailsRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.0.iter();
        serializer.collect_map(rows.map(|(field, _, json)| (field.slug(), json)))
    }
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
    pub fn new(person: &Participant, of: &Telling) -> Record {
        // An old state in the log is masked as the person is now.
        let now = of.register.people.get(&person.id);
        let hidden = [Some(person), now]
            .into_iter()
            .flatten()
            .find(|person| person.protection != Protection::None);
        Record {
            id: person.id,
            name: hidden.unwrap_or(person).name(of.lang),
            details: DetailsRow::new(person, hidden.is_none(), of),
            stays: person
                .stays
                .iter()
                .map(|stay| StayRow::new(stay, of))
                .collect(),
            decisions: DecisionRow::all(person),
            processes: person.processes.iter().map(StepRow::all).collect(),
            plan: person.onward.as_ref().map(PlanRow::new),
        }
    }

    /// The same for the log, which leaves the register: notes may be about health, and of somebody protected a plan may
    /// say where they are.
    pub fn without_notes(person: &Participant, of: &Telling) -> Record {
        let mut record = Record::new(person, of);
        for (field, told, json) in &mut record.details.0 {
            if *field == Field::Note {
                (*told, *json) = (None, Json::Null);
            }
        }
        for stay in &mut record.stays {
            stay.note = None;
            if let Some(lasted) = &mut stay.lasted {
                lasted.note = None;
            }
        }
        record
            .decisions
            .iter_mut()
            .for_each(DecisionRow::hide_notes);
        for step in record.processes.iter_mut().flatten() {
            step.note = None;
        }
        let now = of.register.people.get(&person.id);
        let mut both = std::iter::once(person).chain(now);
        let is_hidden = both.any(|person| person.protection != Protection::None);
        if let Some(plan) = &mut record.plan {
            plan.note = None;
            if is_hidden {
                (plan.next, plan.with) = (String::new(), None);
            }
        }
        record
    }
}

impl LastedRow {
    fn new(lasted: &Lasted) -> LastedRow {
        LastedRow {
            checked_on: lasted.checked_on,
            lasted: lasted.yes,
            note: known(&lasted.note),
        }
    }
}

impl StayRow {
    pub fn new(stay: &Stay, of: &Telling) -> StayRow {
        let placements = stay.placements.iter().map(|placement| {
            let arena = of.register.arenas.get(&placement.arena);
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
            employer: end.and_then(|end| known(&end.employer)),
            job_start: end.and_then(|end| end.job_start),
            note: end.and_then(|end| known(&end.note)),
            lasted: end.and_then(|end| end.lasted.as_ref()).map(LastedRow::new),
            came: end.map(|end| end.text(of.lang)),
            placements: placements.collect(),
            schedules: schedules.collect(),
            absences: stay.absences.iter().map(AbsenceRow::from).collect(),
        }
    }
}
