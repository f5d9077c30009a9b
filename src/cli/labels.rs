//! What stands before each line of a card.

use super::columns::{Align, Columns, clock_sign};
use crate::domain::reckon::threshold::Clock;
use crate::text::{Lang, Text};

const fn label(sv: &'static str, en: &'static str) -> Text {
    Text { sv, en }
}

pub const PERSONNUMMER: Text = label("Personnummer", "Personnummer");
pub const PROTECTION: Text = label("Skydd", "Protection");
pub const PHONE: Text = label("Telefon", "Phone");
pub const SUPERVISOR: Text = label("Handledare", "Supervisor");
pub const MEASURE: Text = label("Insats", "Measure");
pub const NOTE: Text = label("Anteckning", "Note");
pub const STAY: Text = label("Vistelse", "Stay");
pub const PLACED: Text = label("Placerad", "Placed");
pub const SCHEDULE: Text = label("Schema", "Schedule");
pub const ABSENT: Text = label("Längre frånvaro", "Long absence");
pub const CLOCK: Text = label("Tolv månader", "Twelve months");
pub const RULE: Text = label("Regeln", "The rule");
pub const PLAN: Text = label("Plan", "Plan");
pub const STEP: Text = label("Steg", "Step");
pub const DECISION: Text = label("Beslut", "Decision");
/// Beneath the line of what is limited.
pub const LIMIT: Text = label("", "");
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
        let (sign, name) = (clock_sign(clock), clock.name().get(self.lang));
        let told = format!("{sign} {name}, {days_left} d: {why}");
        self.line(label, told.trim_start().to_owned());
    }

    pub fn text(&self) -> String {
        self.columns.text()
    }
}
