//! Rows of lönebidrag: AF's decisions, what each is held to, and the two clocks that run on them.

use chrono::NaiveDate;
use serde::Serialize;

use super::known;
use crate::domain::decide::decisions::{Limits, limits};
use crate::domain::facts::decision::{Decision, DecisionId, Form};
use crate::domain::facts::participant::Participant;
use crate::domain::reckon::clocks::{DecisionStanding, TotalStanding};
use crate::domain::reckon::threshold::Clock;
use crate::domain::rules::Value;
use crate::lists::Telling;
use crate::lists::limit::{Limit, limit, number_limit};
use crate::say;
use crate::text::{Lang, Text};

/// One decision, as AF made it and as it came to hold.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionRow {
    pub number: DecisionId,
    pub form: Form,
    pub from: NaiveDate,
    /// The last day as decided.
    pub until: NaiveDate,
    pub decided_on: NaiveDate,
    /// Per cent, as is `working_time`; money is kronor a month.
    pub level: Option<u8>,
    pub working_time: u8,
    pub wage_base: Option<u32>,
    pub extra: Option<u32>,
    pub reference: Option<String>,
    pub contact: Option<String>,
    pub note: Option<String>,
    pub via_ami: bool,
    /// Null where it holds as decided.
    pub ended: Option<EndedRow>,
}

/// How a decision came to hold for a shorter time.
#[derive(Clone, Debug, Serialize)]
pub struct EndedRow {
    /// Null where it never held.
    last_day: Option<NaiveDate>,
    replaced_by: Option<DecisionId>,
    note: Option<String>,
}

impl DecisionRow {
    pub fn new(decision: &Decision) -> DecisionRow {
        let terms = &decision.terms;
        DecisionRow {
            number: decision.id,
            form: terms.form,
            from: terms.from,
            until: terms.until,
            decided_on: terms.decided_on,
            level: terms.level,
            working_time: terms.working_time,
            wage_base: terms.wage_base,
            extra: terms.extra,
            reference: known(&terms.reference),
            contact: known(&terms.contact),
            note: known(&terms.note),
            via_ami: terms.via_ami,
            ended: decision.cut.as_ref().map(|cut| EndedRow {
                last_day: decision.is_real().then_some(cut.last_day),
                replaced_by: cut.replaced_by,
                note: known(&cut.note),
            }),
        }
    }

    pub fn hide_notes(&mut self) {
        self.note = None;
        if let Some(ended) = &mut self.ended {
            ended.note = None;
        }
    }

    /// All of a person's decisions, in order of their first day.
    pub fn all(person: &Participant) -> Vec<DecisionRow> {
        person.decisions.iter().map(DecisionRow::new).collect()
    }
}

/// What a decision is held to by the rules of its own day. Null where no rule of that day is known.
#[derive(Clone, Debug, Serialize)]
pub struct LimitsRow {
    /// The latest last day of a single decision from the same first day.
    longest_until: Option<Limit<NaiveDate>>,
    /// The latest last day by the form's total.
    total_until: Option<Limit<NaiveDate>>,
    /// For this working time, in kronor a month; as `most_extra`.
    wage_ceiling: Option<Limit<u32>>,
    most_extra: Option<Limit<u32>>,
    outside_las: Option<Limit<bool>>,
    /// The last day to ask AF to reconsider.
    reconsideration_until: Option<Limit<NaiveDate>>,
}

impl LimitsRow {
    pub fn new(limits: &Limits, lang: Lang) -> LimitsRow {
        LimitsRow {
            longest_until: limit(limits.latest, lang),
            total_until: limit(limits.total, lang),
            wage_ceiling: limit(limits.ceiling, lang),
            most_extra: number_limit(limits.extra, lang),
            outside_las: limit(
                limits.outside_las.and_then(|rule| match rule.value {
                    Value::Truth(is_outside) => Some((is_outside, rule)),
                    _ => None,
                }),
                lang,
            ),
            reconsideration_until: limit(limits.reconsideration, lang),
        }
    }

    /// The limits for people, one a line: up to what, and by which rule.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        const fn what(sv: &'static str, en: &'static str) -> Text {
            Text { sv, en }
        }
        let until = |what: Text, limit: &Option<Limit<NaiveDate>>| {
            let Limit { value, rule } = limit.as_ref()?;
            let what = what.get(lang);
            Some(format!("{what} {value}: {rule}"))
        };
        let ceiling = self.wage_ceiling.as_ref().map(|Limit { value, rule }| {
            let value = Value::Kronor(*value).text(lang);
            say!(lang,
                sv: "lön högst {value}: på heltid {rule}",
                en: "wage at most {value}: for full time {rule}")
        });
        let extra = self.most_extra.as_ref().map(|Limit { rule, .. }| {
            say!(lang, sv: "extra stöd högst {rule}", en: "extra money at most {rule}")
        });
        let outside_las = self.outside_las.as_ref().map(
            |Limit { rule, .. }| say!(lang, sv: "utanför LAS: {rule}", en: "outside LAS: {rule}"),
        );
        let lines = [
            until(
                what("beslutet längst till", "the decision at most until"),
                &self.longest_until,
            ),
            until(
                what("sammanlagt längst till", "in all at most until"),
                &self.total_until,
            ),
            ceiling,
            extra,
            outside_las,
            until(
                what("omprövning senast", "reconsideration by"),
                &self.reconsideration_until,
            ),
        ];
        lines.into_iter().flatten().collect()
    }
}

/// A decision with what it is held to.
#[derive(Debug, Serialize)]
pub struct HeldRow {
    #[serde(flatten)]
    decision: DecisionRow,
    pub limits: LimitsRow,
}

impl HeldRow {
    pub fn new(person: &Participant, decision: &Decision, of: &Telling) -> HeldRow {
        let rules = of.register.settings.rules();
        let limits = limits(rules, person, &decision.terms, Some(decision.id));
        HeldRow {
            decision: DecisionRow::new(decision),
            limits: LimitsRow::new(&limits, of.lang),
        }
    }
}

/// The clock of the decisions' last day.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionClockRow {
    pub form: Form,
    /// The last decision of those that follow on each other.
    pub number: DecisionId,
    /// The first day of the unbroken time with support.
    pub start: NaiveDate,
    pub last_day: NaiveDate,
    pub days_left: i64,
    pub clock: Clock,
    /// Whether it has been said that nothing is to follow.
    pub closed: bool,
    /// The first day of support that is set to follow after a break.
    pub next_start: Option<NaiveDate>,
    pub why: String,
}

impl DecisionClockRow {
    pub fn new(standing: &DecisionStanding, lang: Lang) -> DecisionClockRow {
        DecisionClockRow {
            form: standing.form,
            number: standing.id,
            start: standing.start,
            last_day: standing.last_day,
            days_left: standing.days_left,
            clock: standing.clock,
            closed: standing.is_closed,
            next_start: standing.next,
            why: standing.why(lang),
        }
    }
}

/// The clock of the time with support in one form, against the most there can be.
#[derive(Clone, Debug, Serialize)]
pub struct TotalClockRow {
    pub form: Form,
    /// The first day with support in the form.
    pub start: NaiveDate,
    pub days_used: i64,
    /// Also those to come.
    pub days_decided: i64,
    pub most_days: i64,
    /// The last day with support, if it goes on without a break.
    pub last_day: NaiveDate,
    pub days_left: i64,
    pub clock: Clock,
    pub why: String,
}

impl TotalClockRow {
    pub fn new(standing: &TotalStanding, lang: Lang) -> TotalClockRow {
        TotalClockRow {
            form: standing.form,
            start: standing.start,
            days_used: standing.used,
            days_decided: standing.decided,
            most_days: standing.most,
            last_day: standing.last_day,
            days_left: standing.days_left,
            clock: standing.clock,
            why: standing.why(lang),
        }
    }
}

/// The two clocks of a person's support; null where there is none to run.
#[derive(Clone, Debug, Serialize)]
pub struct SupportRow {
    pub decision_clock: Option<DecisionClockRow>,
    pub total_clock: Option<TotalClockRow>,
}

impl SupportRow {
    pub fn new(person: &Participant, of: &Telling) -> SupportRow {
        let (today, lang) = (of.today, of.lang);
        let decision = of.register.decision_standing(person, today);
        let total = of.register.total_standing(person, today);
        SupportRow {
            decision_clock: decision.map(|standing| DecisionClockRow::new(&standing, lang)),
            total_clock: total.map(|standing| TotalClockRow::new(&standing, lang)),
        }
    }
}
