//! Who the made-up people are: where they are in their twelve months, where they work and how much.

use chrono::{Days, NaiveDate};

use super::random::Random;
use super::{ARENAS, OpenDays, Plan, before, subsidy};
use crate::domain::calendar::{add_months, monday};
use crate::domain::facts::outcome::{End, Lasted, Outcome};
use crate::domain::facts::participant::{
    ArenaId, Group, Participant, PersonId, Placement, Protection, Schedule, Stay,
};

/// People repeat in so many kinds: what is said below of person 9 holds for 33 and 57 as well.
const KINDS: usize = 24;

/// Days left of the twelve months, negative when over; all others are well inside.
/// Up to five less where the first day has to be moved to one the unit was open.
const DAYS_LEFT: [(usize, i64); 8] = [
    (1, -7),
    (3, 55),
    (5, 6),
    (8, 70),
    (10, 17),
    (12, -32),
    (16, 82),
    (21, 35),
];

/// How long ago those began who are in other units: the first is in the time to plan.
const DAYS_AGO_ELSEWHERE: [u32; 3] = [290, 100, 170];

const PART_TIMER: usize = 4;
const CAME_UP_IN_HOURS: usize = 7;
const PROTECTED: usize = 9;
const CAME_BACK: usize = 10;
const WITHOUT_SCHEDULE: usize = 14;
const CHANGED_ARENA: [usize; 2] = [2, 20];
const CHANGED_GROUP: usize = 13;

const WEEKDAYS_OF_HOURS: [u16; 6] = [8, 8, 6, 7, 4, 5];

const SUPERVISORS: [&str; 4] = ["Anna Lundin", "Bengt Åström", "Cecilia Öst", "Dragan Ilić"];

/// What those are here under who have no decision on lönebidrag.
const MEASURES: [&str; 4] = [
    "Arbetsträning",
    "Arbetsprövning",
    "Praktik",
    "Introduktionsjobb",
];

/// How past stays ended, with who received the person, and a note.
const OUTCOMES: [(Outcome, &str, &str); 5] = [
    (Outcome::SubsidisedJob, "Städenheten", "75 %"),
    (Outcome::Job, "Bageriet Kringlan", ""),
    (Outcome::Studies, "Vuxenutbildningen", "barnskötare"),
    (Outcome::OtherUnit, "Biblioteket", ""),
    (Outcome::OtherMeasure, "", ""),
];

/// The kind of person that an index stands for.
pub fn kind(index: usize) -> usize {
    index % KINDS
}

/// The person at a place in the register, from 0. The first are at AMI today, as many as have left come after them,
/// and the rest are in other units.
pub fn participant(
    plan: &Plan,
    days: &OpenDays,
    index: usize,
    (given, family): (String, String),
) -> Participant {
    let mut random = Random::of(plan.seed, "person", index as u64);
    let stays = match index.checked_sub(plan.participants) {
        None => present(plan, days, index, &mut random),
        Some(nth) => vec![match nth.checked_sub(plan.others()) {
            None => past(plan, days, index, nth, &mut random),
            Some(nth) => elsewhere(plan, days, index, nth),
        }],
    };
    let kind = kind(index);
    let mut person = Participant {
        id: PersonId(u32::try_from(index + 1).unwrap_or(u32::MAX)),
        given,
        family,
        phone: phone(index),
        protection: match kind {
            PROTECTED => Protection::Marked,
            _ => Protection::None,
        },
        supervisor: supervisor(index).to_owned(),
        measure: MEASURES[index * 5 / 3 % MEASURES.len()].to_owned(),
        stays,
        // No personnummer at all: one that passes every check may be somebody's, if not today then later.
        ..Participant::default()
    };
    if index < plan.participants {
        subsidy::give(plan, days, index, &mut person);
    }
    person
}

/// A mobile number for two of three, from the series that PTS keeps for fiction: 070-174 06 05 to 070-174 06 99.
fn phone(index: usize) -> String {
    if index % 3 == 2 {
        return String::new();
    }
    format!("070-174 06 {:02}", 5 + index % 95)
}

fn supervisor(index: usize) -> &'static str {
    SUPERVISORS[marked_by(index)]
}

/// Which of those who mark sees to a person.
pub fn marked_by(index: usize) -> usize {
    index / 2 % SUPERVISORS.len()
}

fn group(index: usize) -> Group {
    match index % 2 {
        0 => Group::Indoor,
        _ => Group::Outdoor,
    }
}

/// One of a group's arenas, counted round.
fn arena(group: Group, nth: usize) -> ArenaId {
    let of_group = || ARENAS.iter().zip(1..).filter(|((of, _), _)| *of == group);
    let (_, id) = of_group()
        .nth(nth % of_group().count())
        .expect("every group has arenas");
    ArenaId(id)
}

fn hours(index: usize) -> [u16; 7] {
    if kind(index) == PART_TIMER {
        return [240, 240, 0, 240, 0, 0, 0];
    }
    let a_day = 60 * WEEKDAYS_OF_HOURS[index % WEEKDAYS_OF_HOURS.len()];
    [a_day, a_day, a_day, a_day, a_day, 0, 0]
}

fn stay(index: usize, start: NaiveDate) -> Stay {
    let placement = Placement {
        from: start,
        arena: arena(group(index), index / 2),
    };
    let schedule = Schedule {
        from: start,
        minutes: hours(index),
    };
    Stay {
        start,
        end: None,
        placements: vec![placement],
        schedules: match kind(index) {
            WITHOUT_SCHEDULE => Vec::new(),
            _ => vec![schedule],
        },
        absences: Vec::new(),
    }
}

fn present(plan: &Plan, days: &OpenDays, index: usize, random: &mut Random) -> Vec<Stay> {
    let clock_start = days.on_or_after(clock_start(plan, index, random));
    if kind(index) == CAME_BACK && !plan.is_long() {
        let mut earlier = stay(index, clock_start);
        let ended = before(add_months(clock_start, 3), 1);
        earlier.end = Some(End {
            last_day: days.on_or_before(ended),
            outcome: Outcome::Illness,
            ..End::default()
        });
        let again = days.on_or_after(add_months(clock_start, 6));
        return vec![earlier, stay(index, again)];
    }
    let mut stay = stay(index, clock_start);
    let halfway = Days::new((plan.today - clock_start).num_days().unsigned_abs() / 2);
    let changed = monday(clock_start + halfway);
    if changed > clock_start {
        change(&mut stay, index, changed);
    }
    vec![stay]
}

/// What some come to do otherwise in the middle of their stay.
fn change(stay: &mut Stay, index: usize, from: NaiveDate) {
    let moved_to = match kind(index) {
        kind if CHANGED_ARENA.contains(&kind) => arena(group(index), index / 2 + 1),
        CHANGED_GROUP => arena(group(index + 1), index / 2),
        CAME_UP_IN_HOURS => {
            let mut fewer = hours(index).map(|minutes| minutes / 2);
            std::mem::swap(&mut fewer, &mut stay.schedules[0].minutes);
            stay.schedules.push(Schedule {
                from,
                minutes: fewer,
            });
            return;
        }
        _ => return,
    };
    stay.placements.push(Placement {
        from,
        arena: moved_to,
    });
}

/// When the twelve months began, before the day is moved to one the unit was open.
fn clock_start(plan: &Plan, index: usize, random: &mut Random) -> NaiveDate {
    if plan.is_long() {
        return before(plan.first_day(), random.below(28));
    }
    let kind = kind(index);
    match DAYS_LEFT.iter().find(|(of, _)| *of == kind) {
        Some((_, left)) => add_months(plan.today + chrono::TimeDelta::days(*left), -12),
        None => {
            // Sixteen kinds, two weeks apart and out of order: from one month to a little over eight.
            let others = kind - DAYS_LEFT.iter().filter(|(of, _)| *of < kind).count();
            let steps = u32::try_from(others * 7 % 16).unwrap_or_default();
            before(plan.today, 30 + 14 * steps + random.below(9))
        }
    }
}

/// A stay that has ended: the latest three weeks ago, then earlier and earlier for about a year.
fn past(plan: &Plan, days: &OpenDays, index: usize, nth: usize, random: &mut Random) -> Stay {
    let ago = 20 + u32::try_from(nth * 55 % 330).unwrap_or_default();
    let last_day = days.on_or_before(before(plan.today, ago));
    let start = days.on_or_after(before(last_day, 150 + random.below(210)));
    let (outcome, employer, note) = OUTCOMES[nth % OUTCOMES.len()];
    let mut stay = stay(index, start);
    let mut end = End {
        last_day,
        outcome,
        employer: employer.to_owned(),
        note: note.to_owned(),
        ..End::default()
    };
    if outcome.is_job() {
        end.job_start = Some(monday(last_day + Days::new(7)));
    }
    let checked_on = last_day + Days::new(45);
    // The latest are still to be checked.
    if outcome.is_job() && checked_on < plan.today {
        end.lasted = Some(Lasted {
            checked_on,
            yes: !nth.is_multiple_of(3),
            note: String::new(),
        });
    }
    stay.end = Some(end);
    stay
}

/// A stay that began in one of AMI's groups and goes on in another unit.
fn elsewhere(plan: &Plan, days: &OpenDays, index: usize, nth: usize) -> Stay {
    let ago = DAYS_AGO_ELSEWHERE[nth % DAYS_AGO_ELSEWHERE.len()];
    let start = days.on_or_after(before(plan.today, ago));
    let mut stay = stay(index, start);
    stay.placements.push(Placement {
        from: monday(before(plan.today, ago / 2)),
        arena: arena(Group::OtherUnit, nth),
    });
    stay
}
