//! Duties: what is due, for whom and why, found by the rules from what the register knows; and what was done about it.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::facts::decision::{Decision, DecisionId, Form};
use crate::domain::facts::handling::{DutyKey, Handling};
use crate::domain::facts::participant::{Group, Participant, PersonId};
use crate::domain::facts::process::{Process, StepKind};
use crate::domain::reckon::expected::{expected, free_holiday};
use crate::domain::reckon::lasting::{job_check_due, latest_ended};
use crate::domain::reckon::threshold::Clock;
use crate::domain::register::Register;
use crate::domain::rules::{Name, Value};

mod claims;
mod words;

use claims::{claim_months, claims};

/// What a duty is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Near or over twelve months without a plan onward.
    NoPlan {
        clock: Clock,
        /// The threshold before absence moved it: in an absence that pauses, the threshold moves every day.
        unpaused: NaiveDate,
    },
    /// The plan's next step was to have been taken.
    PlanDue,
    /// Decisions end, or have ended, and nothing is set to follow.
    DecisionEnds {
        id: DecisionId,
        form: Form,
        clock: Clock,
    },
    /// The time with support in the form runs out.
    TotalRunsOut { form: Form, clock: Clock },
    /// A step of the process was to have been taken; the follow-up is one of them.
    StepWaits { step: StepKind },
    /// A claim for a month of work is to be made; the month's first day.
    Claim { month: NaiveDate },
    /// The stay has no schedule.
    NoSchedule,
    /// Nobody at AMI is named to support a placement in another unit.
    NoSupport,
    /// It is to be checked whether the job that a stay led to has lasted.
    JobCheck,
    /// So many of those expected in the group were not marked that day.
    Untaken { unmarked: u32, expected: u32 },
}

impl Matter {
    /// The stable name of its kind, for keys and JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Matter::NoPlan { .. } => "no-plan",
            Matter::PlanDue => "plan-due",
            Matter::DecisionEnds { .. } => "decision-ends",
            Matter::TotalRunsOut { .. } => "total-runs-out",
            Matter::StepWaits { .. } => "step-waits",
            Matter::Claim { .. } => "claim",
            Matter::NoSchedule => "no-schedule",
            Matter::NoSupport => "no-support",
            Matter::JobCheck => "job-check",
            Matter::Untaken { .. } => "untaken",
        }
    }

    /// The part of the key that tells two duties of one kind, person and day apart. Each reminder is a duty of its own:
    /// handling the first must not silence the second.
    const fn part(self) -> &'static str {
        match self {
            Matter::NoPlan { clock, .. }
            | Matter::DecisionEnds { clock, .. }
            | Matter::TotalRunsOut { clock, .. } => clock.slug(),
            Matter::StepWaits { step } => step.slug(),
            _ => "",
        }
    }
}

/// The person or the unit that a duty is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    Person(PersonId),
    Group(Group),
}

/// Something due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    pub matter: Matter,
    pub about: About,
    /// The day it came up; a duty to come has a day after today.
    pub since: NaiveDate,
    /// The day it is to be done by, or was.
    pub due: NaiveDate,
}

impl Duty {
    /// Its stable name.
    pub fn key(&self) -> DutyKey {
        let (slug, part) = (self.matter.slug(), self.matter.part());
        let due = match self.matter {
            Matter::NoPlan { unpaused, .. } => unpaused,
            _ => self.due,
        };
        let about = match self.about {
            About::Person(id) => id.0.to_string(),
            About::Group(group) => group.slug().to_owned(),
        };
        DutyKey(match part {
            "" => format!("{slug}/{about}/{due}"),
            part => format!("{slug}/{about}/{due}/{part}"),
        })
    }

    /// Days from today to the day it is due; negative when that has passed.
    pub fn days_left(&self, today: NaiveDate) -> i64 {
        (self.due - today).num_days()
    }

    /// Duties that can cost a person or the unit something come before days to be filled in. A lost claim comes last,
    /// since nothing can be done about it any more.
    fn weight(&self, today: NaiveDate) -> u8 {
        match self.matter {
            Matter::Untaken { .. } => 1,
            _ => 2 * u8::from(self.is_lost(today)),
        }
    }

    /// Whether it is too late for it.
    pub fn is_lost(&self, today: NaiveDate) -> bool {
        matches!(self.matter, Matter::Claim { .. }) && self.due < today
    }

    /// Whether what was done about it keeps it out of the way. A claim that was set aside comes back when it is lost:
    /// that is not what it was set aside for.
    pub fn is_stilled(&self, handling: &Handling, today: NaiveDate) -> bool {
        let was_put_off = handling.until.is_some() && handling.on <= self.due;
        handling.holds(today) && !(was_put_off && self.is_lost(today))
    }

    /// The person it is about.
    pub fn who(&self) -> Option<PersonId> {
        match self.about {
            About::Person(id) => Some(id),
            About::Group(_) => None,
        }
    }
}

/// The past days whose marks have to be read to know which were not taken: working days, the latest first.
pub fn days_watched(register: &Register, today: NaiveDate) -> Vec<NaiveDate> {
    let within = register.settings.rules().number(Name::UntakenWithin, today);
    let back = |n: u32| today.checked_sub_days(Days::new(n.into()));
    let days = (1..=within.unwrap_or(0)).filter_map(back);
    days.filter(|day| is_working_day(register, *day)).collect()
}

fn is_working_day(register: &Register, day: NaiveDate) -> bool {
    day.weekday().num_days_from_monday() < 5 && free_holiday(register, day).is_none()
}

/// The day so many working days after another.
pub fn working_days_after(register: &Register, day: NaiveDate, n: u32) -> NaiveDate {
    let mut day = day;
    let mut left = n;
    while left > 0 {
        let Some(next) = day.succ_opt() else { break };
        day = next;
        if is_working_day(register, day) {
            left -= 1;
        }
    }
    day
}

/// Every duty that has come up, and those due within so many days, handled ones too; the most urgent first. Days whose
/// marks have not been read are passed over.
pub fn duties(register: &Register, today: NaiveDate, within: u32) -> Vec<Duty> {
    let horizon = today.checked_add_days(Days::new(within.into()));
    let horizon = horizon.unwrap_or(NaiveDate::MAX);
    let mut found = Vec::new();
    for person in register.at_ami(today) {
        of_person(register, person, today, &mut found);
    }
    job_checks(register, today, &mut found);
    let months = claim_months(register, today);
    let supported = register.people.values().filter(|p| !p.decisions.is_empty());
    for person in supported {
        claims(person, &months, &mut found);
    }
    untaken(register, today, &mut found);
    found.retain(|duty| duty.since <= today || duty.due <= horizon);
    found.sort_by_key(|duty| {
        let weight = duty.weight(today);
        (weight, duty.due, duty.matter.slug(), duty.about)
    });
    found
}

fn of_person(register: &Register, person: &Participant, today: NaiveDate, found: &mut Vec<Duty>) {
    let about = About::Person(person.id);
    let mut push = |matter, since, due| {
        found.push(Duty {
            matter,
            about,
            since,
            due,
        });
    };
    if let Some(standing) = register.standing(person, today) {
        match person.plan_onward(today) {
            Some(plan) => push(Matter::PlanDue, plan.due, plan.due),
            None => {
                let clock = standing.clock.max(Clock::Near);
                let unpaused = standing.unpaused();
                let matter = Matter::NoPlan { clock, unpaused };
                push(matter, standing.near, standing.threshold);
            }
        }
    }
    if let Some(stay) = person.stay(today)
        && stay.schedules.is_empty()
    {
        push(Matter::NoSchedule, stay.start, stay.start);
    }
    if person.supervisor.is_empty()
        && register.group_of(person, today) == Some(Group::OtherUnit)
        && let Some(stay) = person.stay(today)
    {
        let placed = stay.placements.iter().rfind(|p| p.from <= today);
        let from = placed.map_or(stay.start, |placement| placement.from);
        push(Matter::NoSupport, from, from);
    }
    if let Some(process) = person.process() {
        for step in waiting(person, process) {
            if let Some(due) = step_due(register, process, step) {
                push(Matter::StepWaits { step }, due, due);
            }
        }
    }
    if person.decisions.is_empty() {
        return;
    }
    let rules = register.settings.rules();
    let before = |day: NaiveDate, name| {
        let days = rules.number(name, today).unwrap_or(0);
        day.checked_sub_days(Days::new(days.into())).unwrap_or(day)
    };
    if let Some(standing) = register.decision_standing(person, today)
        && standing.is_open()
    {
        let matter = Matter::DecisionEnds {
            id: standing.id,
            form: standing.form,
            clock: standing.clock.max(Clock::Plan),
        };
        let since = before(standing.last_day, Name::DecisionRemindEarly);
        push(matter, since, standing.last_day);
    }
    if let Some(standing) = register.total_standing(person, today)
        && standing.is_running
    {
        let matter = Matter::TotalRunsOut {
            form: standing.form,
            clock: standing.clock.max(Clock::Plan),
        };
        let since = before(standing.last_day, Name::TotalRemindEarly);
        push(matter, since, standing.last_day);
    }
}

/// The steps that something may wait for: the next one; and the follow-up of a decision, also where the steps that led
/// to it were never noted.
fn waiting(person: &Participant, process: &Process) -> impl Iterator<Item = StepKind> {
    let next = process.next();
    let is_decided = person.decisions.iter().any(Decision::is_real);
    let follow_up = is_decided && process.follow_up.done.is_none();
    let follow_up = follow_up.then_some(StepKind::FollowUp);
    next.into_iter()
        .chain(follow_up.filter(|step| next != Some(*step)))
}

/// The day that a step of a process is to have been taken by, where that is known: as planned, and AF's contact by its
/// rule.
pub fn step_due(register: &Register, process: &Process, step: StepKind) -> Option<NaiveDate> {
    let planned = process.step(step).planned;
    match (step, process.interest.done) {
        (StepKind::Contact, Some(done)) => contact_due(register, done).or(planned),
        _ => planned,
    }
}

/// When AF's contact is due after an expression of interest.
fn contact_due(register: &Register, interest: NaiveDate) -> Option<NaiveDate> {
    let rule = register.settings.rules();
    match rule.in_force(Name::ContactWithin, interest)?.value {
        Value::WorkingDays(n) => Some(working_days_after(register, interest, n)),
        _ => None,
    }
}

/// For how many days it is asked whether a job has lasted: after a year nobody can tell any more.
const ASKED_FOR: i64 = 366;

/// The jobs that ended stays have led to and of which it is not noted whether they lasted.
fn job_checks(register: &Register, today: NaiveDate, found: &mut Vec<Duty>) {
    for person in register.people.values() {
        let end = latest_ended(person).and_then(|stay| stay.end.as_ref());
        let due = end.and_then(|end| job_check_due(end, register.settings.rules()));
        if let Some(due) = due.filter(|due| (today - *due).num_days() <= ASKED_FOR) {
            found.push(Duty {
                matter: Matter::JobCheck,
                about: About::Person(person.id),
                since: due,
                due,
            });
        }
    }
}

/// The groups' days that were not taken, as far as their marks have been read.
fn untaken(register: &Register, today: NaiveDate, found: &mut Vec<Duty>) {
    for day in days_watched(register, today) {
        let Some(marks) = register.marks.whole_day(day) else {
            continue;
        };
        for group in register.settings.panes().iter().copied() {
            let members = (register.at_ami(day))
                .filter(|person| register.group_of(person, day) == Some(group))
                .filter(|person| expected(register, person, day).is_work());
            let (mut all, mut unmarked) = (0, 0);
            for person in members {
                all += 1;
                unmarked += u32::from(!marks.contains_key(&person.id));
            }
            if unmarked > 0 {
                let matter = Matter::Untaken {
                    unmarked,
                    expected: all,
                };
                found.push(Duty {
                    matter,
                    about: About::Group(group),
                    since: day,
                    due: day,
                });
            }
        }
    }
}
