//! What stands before each line of a card.

use super::columns::{Align, Columns};
use crate::domain::reckon::threshold::Clock;
use crate::lists::rows::subsidy::SupportRow;
use crate::text::{Lang, Text};

const fn label(sv: &'static str, en: &'static str) -> Text {
    Text { sv, en }
}

pub const STAY: Text = label("Vistelse", "Stay");
pub const PLACED: Text = label("Placerad", "Placed");
pub const SCHEDULE: Text = label("Schema", "Schedule");
pub const ABSENT: Text = label("Längre frånvaro", "Long absence");
pub const CLOCK: Text = label("Tolv månader", "Twelve months");
pub const RULE: Text = label("Regeln", "The rule");
pub const PLAN: Text = label("Plan", "Plan");
pub const STEP: Text = label("Steg", "Step");
pub const DECISION: Text = label("Beslut", "Decision");
pub const SUPPORT_UNTIL: Text = label("Stöd till", "Support until");
pub const SUPPORT_TIME: Text = label("Stödtid", "Support time");

/// The lines of a card, each behind its label.
pub struct Lines {
    columns: Columns<2>,
    lang: Lang,
}

impl Lines {
    pub fn new(lang: Lang) -> Lines {
        Lines {
            columns: Columns::new([Align::Left, Align::Left]),
            lang,
        }
    }

    pub fn line(&mut self, label: Text, value: String) {
        self.columns.row([label.get(self.lang).to_owned(), value]);
    }

    /// The line of what is known; none where nothing is.
    pub fn told(&mut self, label: Text, value: &Option<String>) {
        if let Some(value) = value {
            self.line(label, value.clone());
        }
    }

    /// The line of a clock: how far it has come, the days left, and why.
    pub fn clock(&mut self, label: Text, clock: Clock, days_left: i64, why: &str) {
        let told = clock.told(self.lang);
        self.line(label, format!("{told}, {days_left} d: {why}"));
    }

    /// The lines of the two clocks of support, where they run.
    pub fn support(&mut self, support: &SupportRow) {
        if let Some(clock) = &support.decision_clock {
            self.clock(SUPPORT_UNTIL, clock.clock, clock.days_left, &clock.why);
        }
        if let Some(clock) = &support.total_clock {
            self.clock(SUPPORT_TIME, clock.clock, clock.days_left, &clock.why);
        }
    }

    pub fn text(&self) -> String {
        self.columns.text()
    }
}
