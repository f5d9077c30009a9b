//! The twelve-month clock: when it started, when the threshold is, and why.

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use crate::domain::calendar::add_months;
use crate::domain::facts::decision::{Decision, DecisionId};
use crate::domain::facts::participant::{ArenaId, Participant, Stay};
use crate::domain::register::Register;
use crate::domain::rules::twelve_months::{HalfMonths, Rule, Start};
use crate::text::meaning::{Role, Sign};
use crate::words;
use crate::{say, text::Lang};

words! {
    /// How far the clock has come.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Clock {
        Running "running", "löper" / "running";
        Plan "plan", "planera" / "plan";
        Near "near", "nära" / "near";
        Reached "reached", "över" / "over";
    }
}

impl Clock {
    /// Its sign, and what that means; `None` while it merely runs.
    pub const fn sign(self) -> Option<(Sign, Role)> {
        match self {
            Clock::Running => None,
            Clock::Plan => Some((Sign::Plan, Role::Quiet)),
            Clock::Near => Some((Sign::Near, Role::Warning)),
            Clock::Reached => Some((Sign::Reached, Role::Alarm)),
        }
    }

    /// Sign and word: `▲ nära`.
    pub fn told(self, lang: Lang) -> String {
        let name = self.name().get(lang);
        match self.sign() {
            Some((sign, _)) => format!("{} {name}", sign.drawn()),
            None => name.to_owned(),
        }
    }
}

/// Why the clock started when it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The stay's first day.
    FirstDay,
    /// An earlier stay that ended on this day counts as well.
    EarlierStay { ended: NaiveDate },
    /// The person came to another arena then, and the rule says that this restarts the clock.
    NewArena(ArenaId),
    /// The first decision on lönebidrag began then, and the rule counts from it.
    FirstDecision(DecisionId),
}

/// A person's twelve-month clock on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The day the clock started.
    pub start: NaiveDate,
    pub because: Because,
    pub plan: NaiveDate,
    pub near: NaiveDate,
    /// The start plus the rule's length and the days paused; the day before is the last one inside.
    pub threshold: NaiveDate,
    /// Days of long absence up to today by which the marks and the threshold have moved.
    pub paused: i64,
    /// Days from today to the threshold; negative when it has passed.
    pub days_left: i64,
    pub clock: Clock,
}

impl Standing {
    /// Days gone since the start and days in all, those paused left out, for a bar.
    pub fn progress(&self, today: NaiveDate) -> (i64, i64) {
        (
            (today - self.start).num_days() - self.paused,
            (self.threshold - self.start).num_days() - self.paused,
        )
    }

    /// The threshold as it was before anything paused the clock.
    pub fn unpaused(&self) -> NaiveDate {
        after_days(self.threshold, -self.paused)
    }

    /// Why this person is where they are, in a sentence.
    pub fn why(&self, rule: &Rule, lang: Lang) -> String {
        let (start, threshold, length) = (self.start, self.threshold, rule.length.text());
        let counted = match self.because {
            Because::FirstDay => say!(lang,
                sv: "räknat från första dagen {start}",
                en: "counted from the first day {start}"),
            Because::EarlierStay { ended } => say!(lang,
                sv: "räknat från {start}: en tidigare vistelse slutade {ended}, nära nog att räknas",
                en: "counted from {start}: an earlier stay ended {ended}, near enough to count"),
            Because::NewArena(_) => say!(lang,
                sv: "räknat från bytet av arena {start}",
                en: "counted from the change of arena {start}"),
            Because::FirstDecision(id) => say!(lang,
                sv: "räknat från det första beslutet ({id}) {start}",
                en: "counted from the first decision ({id}) {start}"),
        };
        let by_decision = matches!(self.because, Because::FirstDecision(_));
        let counted = match rule.start {
            Start::FirstDecision if !by_decision => say!(lang,
                sv: "{counted}, för inget beslut börjar senare",
                en: "{counted}, for no decision begins later"),
            _ => counted,
        };
        let paused = self.paused;
        match paused {
            0 => say!(lang,
                sv: "{counted}, plus {length} månader = {threshold}",
                en: "{counted}, plus {length} months = {threshold}"),
            1 => say!(lang,
                sv: "{counted}, plus {length} månader och 1 dags frånvaro = {threshold}",
                en: "{counted}, plus {length} months and 1 day of absence = {threshold}"),
            _ => say!(lang,
                sv: "{counted}, plus {length} månader och {paused} dagars frånvaro = {threshold}",
                en: "{counted}, plus {length} months and {paused} days of absence = {threshold}"),
        }
    }
}

impl Register {
    /// The person's twelve-month clock on a day.
    pub fn standing(&self, person: &Participant, today: NaiveDate) -> Option<Standing> {
        standing(person, &self.settings.rule, today)
    }
}

/// The clock of the stay that covers `today`; `None` for who is not at AMI that day.
pub fn standing(person: &Participant, rule: &Rule, today: NaiveDate) -> Option<Standing> {
    let index = person.stays.iter().rposition(|stay| stay.covers(today))?;
    let stays = &person.stays[..=index];
    let (mut start, mut because) = clock_start(stays, rule, today);
    if rule.start == Start::FirstDecision
        && let Some(decision) = first_decision(person, start, stays[index].last_day())
        && decision.terms.from > start
    {
        (start, because) = (decision.terms.from, Because::FirstDecision(decision.id));
    }
    let paused = match rule.absence_pauses {
        true => days_absent(stays, start, today),
        false => 0,
    };
    Some(standing_of(start, because, paused, rule, today))
}

fn standing_of(
    start: NaiveDate,
    because: Because,
    paused: i64,
    rule: &Rule,
    today: NaiveDate,
) -> Standing {
    let mark = |months: HalfMonths| after_days(months.after(start), paused);
    let (plan, near, threshold) = (mark(rule.plan), mark(rule.near), mark(rule.length));
    let clock = match today {
        day if day >= threshold => Clock::Reached,
        day if day >= near => Clock::Near,
        day if day >= plan => Clock::Plan,
        _ => Clock::Running,
    };
    let days_left = (threshold - today).num_days();
    Standing {
        start,
        because,
        plan,
        near,
        threshold,
        paused,
        days_left,
        clock,
    }
}

fn after_days(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_signed(TimeDelta::days(days))
        .unwrap_or(NaiveDate::MAX)
}

/// The first decision that holds on some day from the clock's start to the stay's end. It may be one that is still to
/// begin: a clock that counted from the first day until then would go backwards on that day.
fn first_decision(
    person: &Participant,
    start: NaiveDate,
    last_day: Option<NaiveDate>,
) -> Option<&Decision> {
    let during = person.decisions.iter().filter(|decision| {
        decision.is_real()
            && decision.last_day() >= start
            && last_day.is_none_or(|last| decision.terms.from <= last)
    });
    during.min_by_key(|decision| decision.terms.from)
}

/// Days of long absence from the clock's start up to and including today.
fn days_absent(stays: &[Stay], start: NaiveDate, today: NaiveDate) -> i64 {
    let of_stay = |stay: &Stay| {
        let last = stay.last_day().map_or(today, |last| last.min(today));
        let days = stay.absences.iter();
        days.map(|absence| absence.days_within(start, last))
            .sum::<i64>()
    };
    stays.iter().map(of_stay).sum()
}

fn clock_start(stays: &[Stay], rule: &Rule, today: NaiveDate) -> (NaiveDate, Because) {
    let Some((current, earlier)) = stays.split_last() else {
        return (today, Because::FirstDay);
    };
    if rule.arena_restarts
        && let Some(found) = last_move(current, today)
    {
        return found;
    }
    let (mut start, mut because) = (current.start, Because::FirstDay);
    let mut later = current;
    for stay in earlier.iter().rev() {
        let Some(ended) = stay.last_day() else { break };
        let first_day_away = ended.succ_opt().unwrap_or(ended);
        if start >= add_months(first_day_away, i32::from(rule.gap_months)) {
            break;
        }
        if rule.arena_restarts {
            if let Some(arena) = later.arena(start).filter(|a| stay.arena(ended) != Some(*a)) {
                return (start, Because::NewArena(arena));
            }
            if let Some(found) = last_move(stay, ended) {
                return found;
            }
        }
        if because == Because::FirstDay {
            because = Because::EarlierStay { ended };
        }
        start = stay.start;
        later = stay;
    }
    (start, because)
}

/// The latest change of arena within a stay, up to a day.
fn last_move(stay: &Stay, until: NaiveDate) -> Option<(NaiveDate, Because)> {
    let mut moves = stay.placements.iter().skip(1);
    let last = moves.rfind(|placement| placement.from <= until)?;
    Some((last.from, Because::NewArena(last.arena)))
}
