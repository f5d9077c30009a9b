//! Made-up decisions on lönebidrag, the steps that led to them, and plans onward: every state that the clocks can show.

use chrono::{Days, NaiveDate};

use super::people::kind;
use super::{OpenDays, Plan, before};
use crate::domain::calendar::add_months;
use crate::domain::facts::decision::{Cut, Decision, DecisionId, Form, Terms};
use crate::domain::facts::onward::{Onward, Toward};
use crate::domain::facts::participant::Participant;
use crate::domain::facts::process::{Process, Step};

/// One decision as it is made up: days are counted back from today.
struct Told {
    kind: usize,
    form: Form,
    /// The first day, so many days ago.
    from: u32,
    months: i32,
    level: u8,
    /// For full time.
    wage: u32,
    extra: Option<u32>,
    via_ami: bool,
    fate: Fate,
}

/// What has become of a decision.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Holds,
    /// Ended so many days ago.
    Ended(u32),
    /// Another takes its place, for the rest of its time.
    Replaced,
}

const fn told(kind: usize, form: Form, from: u32, months: i32) -> Told {
    Told {
        kind,
        form,
        from,
        months,
        level: 70,
        wage: 18_500,
        extra: None,
        via_ami: true,
        fate: Fate::Holds,
    }
}

/// Each kind's decisions, the earliest first.
const DECISIONS: [Told; 11] = [
    // Over twelve months; its decision ends in three weeks.
    told(1, Form::Development, 342, 12),
    // Half a year first, then extended.
    told(3, Form::Development, 300, 6),
    told(3, Form::Development, 0, 12),
    // The part-timer: ended, and begun again after a gap.
    Told {
        level: 60,
        fate: Fate::Ended(118),
        ..told(4, Form::Development, 210, 12)
    },
    Told {
        level: 65,
        ..told(4, Form::Development, 95, 12)
    },
    // Ran out two weeks ago, and nothing follows.
    Told {
        level: 60,
        ..told(12, Form::Employment, 383, 12)
    },
    // Replaced by a higher level.
    Told {
        level: 50,
        fate: Fate::Replaced,
        ..told(18, Form::Employment, 196, 12)
    },
    Told {
        level: 65,
        ..told(18, Form::Employment, 75, 12)
    },
    Told {
        level: 80,
        wage: 17_200,
        extra: Some(2_000),
        ..told(20, Form::Security, 168, 12)
    },
    // With another employer before AMI: the two years are soon used up.
    Told {
        via_ami: false,
        ..told(21, Form::Development, 685, 12)
    },
    Told {
        via_ami: false,
        ..told(21, Form::Development, 0, 12)
    },
];

/// Whose steps have come how far without a decision yet.
const AF_IS_LATE: usize = 17;
const IN_INVESTIGATION: usize = 19;
/// Whose follow-up was to have been.
const FOLLOWED_UP_LATE: usize = 20;

/// A plan: whose, where it leads, what comes next, with whom, and in how many days.
const PLANS: [(usize, Toward, &str, &str, i64); 4] = [
    (1, Toward::OtherUnit, "Studiebesök", "Städenheten", 12),
    (
        5,
        Toward::OrdinaryEmployer,
        "Anställningsintervju",
        "Blomsterhandeln på torget",
        3,
    ),
    (
        8,
        Toward::Studies,
        "Ansökan till hösten",
        "Vuxenutbildningen",
        40,
    ),
    (10, Toward::OtherMeasure, "Möte med AF", "", -4),
];

const CONTACT: &str = "Ingrid, AF Exempelby";

/// Gives a person who is at AMI today what their kind has of decisions, steps and plans.
pub fn give(plan: &Plan, days: &OpenDays, index: usize, person: &mut Participant) {
    let kind = kind(index);
    person.decisions = decisions(plan, days, kind, person);
    if let Some(last) = person.decisions.last() {
        person.measure = last.terms.form.full_name().sv.to_owned();
    }
    person.processes = processes(plan, days, kind, &person.decisions);
    person.onward = onward(plan, days, kind, person);
}

fn decisions(plan: &Plan, days: &OpenDays, kind: usize, person: &Participant) -> Vec<Decision> {
    let mut made: Vec<Decision> = Vec::new();
    for (told, id) in DECISIONS.iter().filter(|told| told.kind == kind).zip(1..) {
        let earlier = made.last();
        let from = match (earlier, told.from) {
            (Some(earlier), 0) => earlier.terms.until + Days::new(1),
            _ => before(plan.today, told.from),
        };
        let replaced = earlier.filter(|earlier| {
            earlier
                .cut
                .as_ref()
                .is_some_and(|c| c.replaced_by.is_some())
        });
        let until = match replaced {
            Some(replaced) => replaced.terms.until,
            None => before(add_months(from, told.months), 1),
        };
        let decided_on = days.on_or_before(before(from, 9));
        let cut = match told.fate {
            Fate::Holds => None,
            Fate::Ended(ago) => Some(Cut {
                last_day: before(plan.today, ago),
                replaced_by: None,
                note: "På egen begäran".to_owned(),
            }),
            Fate::Replaced => {
                let next = DECISIONS
                    .iter()
                    .filter(|next| next.kind == kind)
                    .nth(usize::from(id));
                next.map(|next| Cut {
                    last_day: before(plan.today, next.from + 1),
                    replaced_by: Some(DecisionId(id + 1)),
                    note: String::new(),
                })
            }
        };
        let hours = working_time(person, from);
        let wage = told.wage * u32::from(hours) / 10_000 * 100;
        let number = u32::from(id) + person.id.0 * 10;
        made.push(Decision {
            id: DecisionId(id),
            terms: Terms {
                form: told.form,
                from,
                until,
                decided_on,
                level: Some(told.level),
                working_time: hours,
                wage_base: Some(wage),
                extra: told.extra,
                reference: format!("AF-{}-{number:04}", decided_on.format("%Y")),
                contact: CONTACT.to_owned(),
                note: String::new(),
                via_ami: told.via_ami,
            },
            cut,
        });
    }
    made
}

/// In per cent of forty hours a week.
fn working_time(person: &Participant, day: NaiveDate) -> u8 {
    let stay = person.stay_near(day);
    let schedule = stay.and_then(|stay| stay.schedule(day).or(stay.schedules.first()));
    let minutes: u32 = schedule.map_or(2_400, |s| s.minutes.iter().map(|m| u32::from(*m)).sum());
    u8::try_from((minutes / 24).clamp(1, 100)).unwrap_or(100)
}

fn processes(plan: &Plan, days: &OpenDays, kind: usize, decisions: &[Decision]) -> Vec<Process> {
    let ago = |n: u32| days.on_or_before(before(plan.today, n));
    let done = |day: NaiveDate, who: &str| Step {
        done: Some(day),
        who: who.to_owned(),
        ..Step::default()
    };
    let planned = |in_days: u64, who: &str| Step {
        planned: plan.today.checked_add_days(Days::new(in_days)),
        who: who.to_owned(),
        ..Step::default()
    };
    match kind {
        AF_IS_LATE => {
            return vec![Process {
                interest: done(ago(9), "Anna Lundin"),
                ..Process::default()
            }];
        }
        IN_INVESTIGATION => {
            return vec![Process {
                interest: done(ago(40), "Cecilia Öst"),
                contact: done(ago(38), CONTACT),
                investigation: planned(12, CONTACT),
                ..Process::default()
            }];
        }
        _ => {}
    }
    // What begins an employment has steps before it; what extends or replaces goes on with them.
    let mut last_day: Option<NaiveDate> = None;
    let begins: Vec<&Decision> = (decisions.iter())
        .filter(|decision| {
            let goes_on = last_day.and_then(|last| last.succ_opt()) == Some(decision.terms.from);
            last_day = Some(decision.last_day());
            !goes_on
        })
        .collect();
    let processes = begins.into_iter().map(|decision| {
        let to =
            |days_before: u32| days.on_or_before(before(decision.terms.decided_on, days_before));
        let follow_up = match kind {
            1 => planned(30, CONTACT),
            FOLLOWED_UP_LATE => Step {
                planned: Some(ago(5)),
                ..Step::default()
            },
            _ => Step::default(),
        };
        Process {
            interest: done(to(45), ""),
            contact: done(to(43), CONTACT),
            investigation: done(to(8), CONTACT),
            follow_up,
        }
    });
    processes.collect()
}

fn onward(plan: &Plan, days: &OpenDays, kind: usize, person: &Participant) -> Option<Onward> {
    let (_, toward, next, with, in_days) = PLANS.iter().find(|(of, ..)| *of == kind)?;
    let start = person.stay(plan.today)?.start;
    Some(Onward {
        toward: *toward,
        next: (*next).to_owned(),
        with: (*with).to_owned(),
        responsible: person.supervisor.clone(),
        due: plan.today + chrono::TimeDelta::days(*in_days),
        note: String::new(),
        made_on: days.on_or_before(before(plan.today, 25)).max(start),
    })
}
