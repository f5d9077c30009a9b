//! A rule's value: what it is measured in, how it is written, and how it is read.

use serde::{Deserialize, Serialize};

use crate::domain::rules::twelve_months::{HalfMonths, Start};
use crate::say;
use crate::text::{Lang, Text};

/// What a rule's value is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Months,
    Days,
    WorkingDays,
    /// Kronor a month.
    Kronor,
    Number,
    Truth,
    /// What the twelve months are counted from.
    Start,
}

impl Kind {
    /// What a value of this kind is typed as, in a few words.
    pub const fn takes(self) -> Text {
        let (sv, en) = match self {
            Kind::Months => (
                "månader, hela eller halva, till exempel 10,5",
                "months, whole or half, such as 10.5",
            ),
            Kind::Days => ("ett antal dagar", "a number of days"),
            Kind::WorkingDays => ("ett antal arbetsdagar", "a number of working days"),
            Kind::Kronor => ("kronor i månaden", "kronor a month"),
            Kind::Number => ("ett tal", "a number"),
            Kind::Truth => ("ja eller nej", "yes or no"),
            Kind::Start => (
                "first-day (första dagen) eller first-decision (första beslutet)",
                "first-day or first-decision",
            ),
        };
        Text { sv, en }
    }
}

/// A rule's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Calendar months, in halves.
    Months(HalfMonths),
    /// Calendar days.
    Days(u32),
    /// Days that are neither weekend nor free.
    WorkingDays(u32),
    /// Kronor a month.
    Kronor(u32),
    Number(u32),
    Truth(bool),
    Start(Start),
}

impl Value {
    /// What it is measured in.
    pub const fn kind(self) -> Kind {
        match self {
            Value::Months(_) => Kind::Months,
            Value::Days(_) => Kind::Days,
            Value::WorkingDays(_) => Kind::WorkingDays,
            Value::Kronor(_) => Kind::Kronor,
            Value::Number(_) => Kind::Number,
            Value::Truth(_) => Kind::Truth,
            Value::Start(_) => Kind::Start,
        }
    }

    /// The value with its unit: `10½ mån`, `3 arbetsdagar`, `20 000 kr/mån`.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Value::Months(HalfMonths(2)) => say!(lang, sv: "1 mån", en: "1 month"),
            Value::Months(_) => {
                let months = self.bare(lang);
                say!(lang, sv: "{months} mån", en: "{months} months")
            }
            Value::Days(1) => say!(lang, sv: "1 dag", en: "1 day"),
            Value::Days(n) => say!(lang, sv: "{n} dagar", en: "{n} days"),
            Value::WorkingDays(1) => say!(lang, sv: "1 arbetsdag", en: "1 working day"),
            Value::WorkingDays(n) => say!(lang, sv: "{n} arbetsdagar", en: "{n} working days"),
            Value::Kronor(n) => {
                let n = thousands(n);
                say!(lang, sv: "{n} kr/mån", en: "{n} kr/month")
            }
            Value::Number(_) | Value::Truth(_) | Value::Start(_) => self.bare(lang),
        }
    }

    /// The value as it is typed, without its unit.
    pub fn bare(self, lang: Lang) -> String {
        match self {
            Value::Months(months) => months.text(),
            Value::Days(n) | Value::WorkingDays(n) | Value::Kronor(n) | Value::Number(n) => {
                n.to_string()
            }
            Value::Truth(true) => say!(lang, sv: "ja", en: "yes"),
            Value::Truth(false) => say!(lang, sv: "nej", en: "no"),
            Value::Start(start) => start.name().get(lang).to_owned(),
        }
    }

    /// Reads a value of a kind as people type it; kronor with or without blanks between the thousands.
    pub fn read(kind: Kind, text: &str) -> Option<Value> {
        let text = text.trim();
        let number = || {
            let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            digits.parse::<u32>().ok().filter(|n| *n <= LARGEST)
        };
        match kind {
            Kind::Months => HalfMonths::read(text).map(Value::Months),
            Kind::Days => number().map(Value::Days),
            Kind::WorkingDays => number().map(Value::WorkingDays),
            Kind::Kronor => number().map(Value::Kronor),
            Kind::Number => number().map(Value::Number),
            Kind::Truth => match text.to_lowercase().as_str() {
                "ja" | "yes" | "true" | "on" | "på" => Some(Value::Truth(true)),
                "nej" | "no" | "false" | "off" | "av" => Some(Value::Truth(false)),
                _ => None,
            },
            Kind::Start => Start::read(text).map(Value::Start),
        }
    }
}

/// The largest number that a rule may have.
const LARGEST: u32 = 1_000_000;

/// A number with a no-break space between the thousands.
pub fn thousands(n: u32) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}
