//! The twelve-month rule: what is counted from, how long, what counts along, and its sentence.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::calendar::add_months;
use crate::domain::rules::{Name, Rules, Value};
use crate::text::Lang;
use crate::{say, words};

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

words! {
    /// What the clock is counted from.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Start: read {
        /// The first day at AMI: the first placement.
        #[default]
        FirstDay "first-day", "första dagen" / "the first day";
        /// The first day of the first decision on lönebidrag that holds during the stay; without one, the first day.
        FirstDecision "first-decision", "första beslutet" / "the first decision";
    }
}

/// AMI's own rule of about twelve months (the unit's memorandum 2023-11-15): settings, not law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rule {
    pub start: Start,
    pub length: HalfMonths,
    pub near: HalfMonths,
    pub plan: HalfMonths,
    /// An earlier stay counts where the gap is under this many months; 0 never.
    pub gap_months: u16,
    /// Whether a change of arena starts the clock again.
    pub arena_restarts: bool,
    /// Whether days of long absence move the marks and the threshold.
    pub absence_pauses: bool,
}

impl Default for Rule {
    /// The shipped rule, which has never had another value.
    fn default() -> Rule {
        let shipped = Rules::SHIPPED;
        let start = shipped.in_force(Name::TwelveMonthsStart, NaiveDate::MAX);
        let months = |name| shipped.months(name, NaiveDate::MAX).unwrap_or_default();
        let truth = |name| shipped.truth(name, NaiveDate::MAX).unwrap_or_default();
        Rule {
            start: match start.map(|rule| rule.value) {
                Some(Value::Start(start)) => start,
                _ => Start::default(),
            },
            length: months(Name::TwelveMonthsLength),
            near: months(Name::TwelveMonthsNear),
            plan: months(Name::TwelveMonthsPlan),
            gap_months: months(Name::TwelveMonthsGap).0 / 2,
            arena_restarts: truth(Name::TwelveMonthsArenaRestarts),
            absence_pauses: truth(Name::TwelveMonthsAbsencePauses),
        }
    }
}

impl Rule {
    /// Its part that is the rule of this name.
    pub fn value(&self, name: Name) -> Option<Value> {
        Some(match name {
            Name::TwelveMonthsStart => Value::Start(self.start),
            Name::TwelveMonthsLength => Value::Months(self.length),
            Name::TwelveMonthsNear => Value::Months(self.near),
            Name::TwelveMonthsPlan => Value::Months(self.plan),
            Name::TwelveMonthsGap => Value::Months(HalfMonths(self.gap_months.saturating_mul(2))),
            Name::TwelveMonthsArenaRestarts => Value::Truth(self.arena_restarts),
            Name::TwelveMonthsAbsencePauses => Value::Truth(self.absence_pauses),
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
        let absence = match (self.absence_pauses, lang) {
            (false, Lang::Sv) => "frånvaro pausar inte",
            (false, Lang::En) => "absence does not pause it",
            (true, Lang::Sv) => "längre frånvaro pausar",
            (true, Lang::En) => "long absence pauses it",
        };
        let start = self.start.name().get(lang);
        say!(lang,
            sv: "{length} mån från {start}; planera vid {plan}, nära vid {near}; {gap}; {arena}; {absence}",
            en: "{length} months from {start}; plan at {plan}, near at {near}; {gap}; {arena}; {absence}")
    }
}
