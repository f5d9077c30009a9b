//! Rules as dated data: value, valid from, valid to, source; shipped in one file, and the unit's own before it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::plain::shown;
use crate::domain::rules::twelve_months::{HalfMonths, Rule};
use crate::text::{Lang, Text};
use crate::{say, text};

mod differences;
mod names;
mod shipped;
mod value;

pub mod twelve_months;

pub use differences::differences;
pub(super) use differences::size;
pub use names::{Name, Part};
pub use value::{Kind, Value, thousands};

/// The first day that a rule can hold: what holds from it has always held.
pub const FIRST: NaiveDate = NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day");
/// The last day that a rule can hold.
pub const LAST: NaiveDate = NaiveDate::from_ymd_opt(2100, 12, 31).expect("a day");
/// The longest source, in characters.
pub const SOURCE_LIMIT: usize = 200;

/// A value that the unit has set itself, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// The rule's slug: one that a later version knows stays as it is.
    pub name: String,
    pub value: Value,
    pub from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Why, in the unit's own words: a decision, a number.
    pub source: String,
}

/// A rule as it holds on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InForce<'a> {
    pub name: Name,
    pub value: Value,
    pub from: NaiveDate,
    /// The last day, where one is known.
    pub until: Option<NaiveDate>,
    source: Source<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Source<'a> {
    Shipped(Text),
    /// Set with the other settings, for every day.
    Setting,
    Own(&'a str),
}

impl InForce<'_> {
    /// Whether the unit has set it itself.
    pub fn is_own(&self) -> bool {
        !matches!(self.source, Source::Shipped(_))
    }

    /// Whether it holds on a day, where nothing else comes before it.
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }

    /// Where the rule stands.
    pub fn source(&self, lang: Lang) -> &str {
        let setting = text!("enhetens inställning", "the unit's setting");
        match self.source {
            Source::Shipped(text) => text.get(lang),
            Source::Setting => setting.get(lang),
            Source::Own(text) => text,
        }
    }

    /// The days it holds: `2019-04-01 – 2019-12-31`, `från 2020-01-01`, or until further notice where it has always held.
    pub fn validity(&self, lang: Lang) -> String {
        validity(self.from, self.until, lang)
    }

    /// The value and its source, for beside a flag: `12 mån (Förordning (2017:462) 27 §)`.
    pub fn why(&self, lang: Lang) -> String {
        let source = shown(self.source(lang));
        format!("{} ({source})", self.value.text(lang))
    }

    /// The same in both languages, for where the rule itself cannot be held on to.
    pub fn text(&self) -> RuleText {
        RuleText {
            sv: self.why(Lang::Sv),
            en: self.why(Lang::En),
        }
    }

    /// Where the rule stands, in both languages.
    pub fn source_text(&self) -> RuleText {
        let source = |lang| shown(self.source(lang)).into_owned();
        RuleText {
            sv: source(Lang::Sv),
            en: source(Lang::En),
        }
    }
}

/// What is said of a rule, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText {
    sv: String,
    en: String,
}

impl RuleText {
    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }
}

fn validity(from: NaiveDate, until: Option<NaiveDate>, lang: Lang) -> String {
    match until {
        Some(until) => format!("{from} – {until}"),
        None if from == FIRST => say!(lang, sv: "tills vidare", en: "until further notice"),
        None => say!(lang, sv: "från {from}", en: "from {from}"),
    }
}

static SHIPPED: LazyLock<Vec<shipped::Line>> = LazyLock::new(|| {
    shipped::read(include_str!("rules/shipped.toml")).expect("the shipped rules are held by a test")
});

/// The rules of a unit: its own values first, then the shipped ones. Those of the twelve months are settings, which
/// hold for every day; they are seen here beside the others, and have no other value anywhere.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    own: &'a [Own],
    twelve_months: Option<&'a Rule>,
}

impl<'a> Rules<'a> {
    /// The rules of a unit that has set nothing itself.
    pub const SHIPPED: Rules<'static> = Rules {
        own: &[],
        twelve_months: None,
    };

    /// The rules of a unit.
    pub const fn of(own: &'a [Own], twelve_months: &'a Rule) -> Rules<'a> {
        Rules {
            own,
            twelve_months: Some(twelve_months),
        }
    }

    /// The rule that holds on a day; `None` where nothing is known of that day.
    pub fn in_force(self, name: Name, on: NaiveDate) -> Option<InForce<'a>> {
        if let Some(setting) = self.setting(name) {
            return Some(setting).filter(|line| line.holds(on));
        }
        // Of two that hold, the one from the later day; of two from the same day, the one set last.
        let own = self.own(name).filter(|line| line.holds(on));
        let shipped = shipped(name).filter(|line| line.holds(on));
        own.max_by_key(|line| line.from)
            .or(shipped.max_by_key(|line| line.from))
    }

    /// Every line of a rule, the earliest first: what was shipped, and what the unit has set itself.
    pub fn history(self, name: Name) -> Vec<InForce<'a>> {
        let mut lines: Vec<InForce> = shipped(name).chain(self.own(name)).collect();
        lines.extend(self.setting(name).filter(InForce::is_own));
        lines.sort_by_key(|line| line.from);
        lines
    }

    /// The days on which some rule begins to hold or has just ceased to.
    pub fn changes(self) -> BTreeSet<NaiveDate> {
        let lines = Name::ALL.iter().flat_map(|name| self.history(*name));
        let days = lines.flat_map(|line| {
            let after = line.until.and_then(|until| until.succ_opt());
            [Some(line.from), after]
        });
        days.flatten().collect()
    }

    fn own(self, name: Name) -> impl Iterator<Item = InForce<'a>> {
        let own = self.own.iter();
        let own = own.filter(move |own| own.name == name.slug() && own.value.kind() == name.kind());
        own.map(move |own| InForce {
            name,
            value: own.value,
            from: own.from,
            until: own.until,
            source: Source::Own(&own.source),
        })
    }

    /// The setting that the rule is; as it was shipped where the unit has not changed it.
    fn setting(self, name: Name) -> Option<InForce<'a>> {
        let value = self.twelve_months?.value(name)?;
        let shipped = shipped(name).last().filter(|line| line.value == value);
        Some(shipped.unwrap_or(InForce {
            name,
            value,
            from: FIRST,
            until: None,
            source: Source::Setting,
        }))
    }

    /// A length in months that holds on a day.
    pub fn months(self, name: Name, on: NaiveDate) -> Option<HalfMonths> {
        match self.in_force(name, on)?.value {
            Value::Months(months) => Some(months),
            _ => None,
        }
    }

    /// A number, whatever it counts, that holds on a day.
    pub fn number(self, name: Name, on: NaiveDate) -> Option<u32> {
        match self.in_force(name, on)?.value {
            Value::Days(n) | Value::WorkingDays(n) | Value::Kronor(n) | Value::Number(n) => Some(n),
            Value::Months(_) | Value::Truth(_) | Value::Start(_) => None,
        }
    }

    /// Whether a rule says yes on a day.
    pub fn truth(self, name: Name, on: NaiveDate) -> Option<bool> {
        match self.in_force(name, on)?.value {
            Value::Truth(truth) => Some(truth),
            _ => None,
        }
    }

    /// Every rule that holds on a day.
    pub fn all(self, on: NaiveDate) -> impl Iterator<Item = InForce<'a>> {
        Name::ALL
            .iter()
            .filter_map(move |name| self.in_force(*name, on))
    }
}

/// The shipped lines of a rule, in the order of the file: the earliest first.
fn shipped<'a>(name: Name) -> impl Iterator<Item = InForce<'a>> {
    let lines = SHIPPED.iter().filter(move |line| line.name == name);
    lines.map(move |line| InForce {
        name,
        value: line.value,
        from: line.from,
        until: line.until,
        source: Source::Shipped(line.source),
    })
}
