//! The twelve-month clock: when it started, when the threshold is, and why.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::calendar::add_months;
use super::participant::{ArenaId, Participant, Stay};
use super::rules::{Name, Rules, Value};
use crate::{
    say,
    text::{Lang, Text},
};

/// Lengths in half months: a half is 15 days after the whole calendar months.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct HalfMonths(pub u16);

impl HalfMonths {
    /// The day this long after `start`.
    pub fn after(self, start: NaiveDate) -> NaiveDate {
        let whole = add_months(start, i32::from(self.0 / 2));
        let half = Days::new(if self.0 % 2 == 1 { 15 } else { 0 });
        whole.checked_add_days(half).unwrap_or(NaiveDate::MAX)
    }

    /// `12`, `10½`.
    pub fn text(self) -> String {
        let half = if self.0 % 2 == 1 { "½" } else { "" };
        format!("{}{half}", self.0 / 2)
    }

    /// Reads `12`, `10,5`, `10.5`, `10½`: up to ten years.
    pub fn read(text: &str) -> Option<HalfMonths> {
        let text = text.trim();
        let (whole, half) = match text.strip_suffix(['½']) {
            Some(whole) => (whole, 1),
            None => match text.split_once([',', '.']) {
                Some((whole, "5")) => (whole, 1),
                Some((whole, "0")) => (whole, 0),
                Some(_) => return None,
                None => (text, 0),
            },
        };
        let whole: u16 = whole.parse().ok()?;
        (whole <= 120).then_some(HalfMonths(whole * 2 + half))
    }
}

/// AMI's own rule of about twelve months (the unit's memorandum 2023-11-15): settings, not law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rule {
    pub length: HalfMonths,
    pub near: HalfMonths,
    pub plan: HalfMonths,
    /// An earlier stay counts where the gap is under this many months; 0 never.
    pub gap_months: u16,
    /// Whether a change of arena starts the clock again.
    pub arena_restarts: bool,
}

impl Default for Rule {
    /// The shipped rule, which has never had another value.
    fn default() -> Rule {
        let shipped = Rules::SHIPPED;
        let months = |name| shipped.months(name, NaiveDate::MAX).unwrap_or_default();
        let truth = |name| shipped.truth(name, NaiveDate::MAX).unwrap_or_default();
        Rule {
            length: months(Name::TwelveMonthsLength),
            near: months(Name::TwelveMonthsNear),
            plan: months(Name::TwelveMonthsPlan),
            gap_months: months(Name::TwelveMonthsGap).0 / 2,
            arena_restarts: truth(Name::TwelveMonthsArenaRestarts),
        }
    }
}

impl Rule {
    /// Its part that is the rule of this name.
    pub fn value(&self, name: Name) -> Option<Value> {
        Some(match name {
            Name::TwelveMonthsLength => Value::Months(self.length),
            Name::TwelveMonthsNear => Value::Months(self.near),
            Name::TwelveMonthsPlan => Value::Months(self.plan),
            Name::TwelveMonthsGap => Value::Months(HalfMonths(self.gap_months.saturating_mul(2))),
            Name::TwelveMonthsArenaRestarts => Value::Truth(self.arena_restarts),
            _ => return None,
        })
    }

    /// The rule in a sentence, for beside every flag.
    pub fn text(&self, lang: Lang) -> String {
        let (length, near, plan) = (self.length.text(), self.near.text(), self.plan.text());
        let gap = match (self.gap_months, lang) {
            (0, Lang::Sv) => "en tidigare vistelse räknas inte".to_owned(),
            (0, Lang::En) => "an earlier stay does not count".to_owned(),
            (n, Lang::Sv) => format!("en tidigare vistelse räknas om uppehållet är under {n} mån"),
            (n, Lang::En) => format!("an earlier stay counts if the gap is under {n} months"),
        };
        let arena = match (self.arena_restarts, lang) {
            (false, Lang::Sv) => "byte av arena börjar inte om",
            (false, Lang::En) => "a change of arena does not restart it",
            (true, Lang::Sv) => "byte av arena börjar om",
            (true, Lang::En) => "a change of arena restarts it",
        };
        say!(lang,
            sv: "{length} mån från första dagen; planera vid {plan}, nära vid {near}; {gap}; {arena}; frånvaro pausar inte",
            en: "{length} months from the first day; plan at {plan}, near at {near}; {gap}; {arena}; absence does not pause it")
    }
}

/// How far the clock has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    Running,
    Plan,
    Near,
    Reached,
}

impl Clock {
    /// The clock in a word.
    pub const fn name(self) -> Text {
        match self {
            Clock::Running => Text {
                sv: "löper",
                en: "running",
            },
            Clock::Plan => Text {
                sv: "planera",
                en: "plan",
            },
            Clock::Near => Text {
                sv: "nära",
                en: "near",
            },
            Clock::Reached => Text {
                sv: "över",
                en: "over",
            },
        }
    }

    /// The stable name for JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Clock::Running => "running",
            Clock::Plan => "plan",
            Clock::Near => "near",
            Clock::Reached => "reached",
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
}

/// A person's twelve-month clock on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The day the clock started.
    pub start: NaiveDate,
    pub because: Because,
    pub plan: NaiveDate,
    pub near: NaiveDate,
    /// The start plus the rule's length; the day before is the last one inside.
    pub threshold: NaiveDate,
    /// Days from today to the threshold; negative when it has passed.
    pub days_left: i64,
    pub clock: Clock,
}

impl Standing {
    /// Days gone since the start and days in all, for a bar.
    pub fn progress(&self, today: NaiveDate) -> (i64, i64) {
        (
            (today - self.start).num_days(),
            (self.threshold - self.start).num_days(),
        )
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
        };
        say!(lang,
            sv: "{counted}, plus {length} månader = {threshold}",
            en: "{counted}, plus {length} months = {threshold}")
    }
}

/// The clock of the stay that covers `today`; `None` for who is not at AMI that day.
pub fn standing(person: &Participant, rule: &Rule, today: NaiveDate) -> Option<Standing> {
    let index = person.stays.iter().rposition(|stay| stay.covers(today))?;
    Some(standing_of(&person.stays[..=index], rule, today))
}

fn standing_of(stays: &[Stay], rule: &Rule, today: NaiveDate) -> Standing {
    let (start, because) = clock_start(stays, rule, today);
    let (plan, near) = (rule.plan.after(start), rule.near.after(start));
    let threshold = rule.length.after(start);
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
        days_left,
        clock,
    }
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
