//! Rules as dated data: value, valid from, valid to, source; shipped in one file, and the unit's own before it.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::plain::shown;
use super::threshold::HalfMonths;
use crate::{
    say,
    text::{Lang, Text},
};

mod shipped;

/// What a rule's value is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Months,
    Days,
    WorkingDays,
    /// Kronor a month.
    Kronor,
    Number,
    Truth,
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
        }
    }

    /// The value with its unit: `10½ mån`, `3 arbetsdagar`, `20 000 kr/mån`.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Value::Months(months) => {
                let months = months.text();
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
            Value::Number(n) => n.to_string(),
            Value::Truth(true) => say!(lang, sv: "ja", en: "yes"),
            Value::Truth(false) => say!(lang, sv: "nej", en: "no"),
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
                "ja" | "yes" | "true" => Some(Value::Truth(true)),
                "nej" | "no" | "false" => Some(Value::Truth(false)),
                _ => None,
            },
        }
    }
}

/// The largest number that a rule may have.
const LARGEST: u32 = 1_000_000;

/// A number with a narrow no-break space between the thousands.
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

/// Makes the enum and its look-ups from one line a rule: the variant, its name, its kind, and what it says (`sv / en`).
macro_rules! rules {
    ($($variant:ident $name:literal $kind:ident $sv:literal / $en:literal;)+) => {
        /// What a rule is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Name { $($variant,)+ }

        impl Name {
            /// Every rule, in the order people read them.
            pub const ALL: &'static [Name] = &[$(Name::$variant,)+];

            /// Its stable name: in the shipped file, in the register and on the command line.
            pub const fn slug(self) -> &'static str {
                match self { $(Name::$variant => $name,)+ }
            }

            /// What its value is measured in.
            pub const fn kind(self) -> Kind {
                match self { $(Name::$variant => Kind::$kind,)+ }
            }

            /// What it is about, in a few words.
            pub const fn title(self) -> Text {
                match self { $(Name::$variant => Text { sv: $sv, en: $en },)+ }
            }
        }
    };
}

rules! {
    TwelveMonthsLength "twelve-months.length" Months "tolv månader: gräns" / "twelve months: threshold";
    TwelveMonthsNear "twelve-months.near" Months "tolv månader: nära från" / "twelve months: near from";
    TwelveMonthsPlan "twelve-months.plan" Months "tolv månader: planera från" / "twelve months: plan from";
    TwelveMonthsGap "twelve-months.gap" Months "tidigare vistelse räknas om uppehållet är under" / "an earlier stay counts if the gap is under";
    DevelopmentLongestDecision "development.longest-decision" Months "utveckling: längsta beslut" / "development: longest decision";
    DevelopmentLongestTotal "development.longest-total" Months "utveckling: längst sammanlagt" / "development: longest in all";
    DevelopmentExtra "development.extra" Kronor "utveckling: extra stöd högst" / "development: extra money at most";
    DevelopmentOutsideLas "development.outside-las" Truth "utveckling: utanför LAS" / "development: outside LAS";
    EmploymentLongestDecision "employment.longest-decision" Months "anställning: längsta beslut" / "employment: longest decision";
    EmploymentFirstDecision "employment.first-decision" Months "anställning: första beslut brukar vara högst" / "employment: a first decision is usually at most";
    EmploymentLongestTotal "employment.longest-total" Months "anställning: längst sammanlagt" / "employment: longest in all";
    EmploymentExtra "employment.extra" Kronor "anställning: extra stöd högst" / "employment: extra money at most";
    EmploymentOutsideLas "employment.outside-las" Truth "anställning: utanför LAS" / "employment: outside LAS";
    SecurityLongestDecision "security.longest-decision" Months "trygghet: längsta beslut" / "security: longest decision";
    SecurityFirstDecision "security.first-decision" Months "trygghet: första beslut brukar vara högst" / "security: a first decision is usually at most";
    SecurityExtra "security.extra" Kronor "trygghet: extra stöd högst, av särskilda skäl" / "security: extra money at most, for special reasons";
    SecurityOutsideLas "security.outside-las" Truth "trygghet: utanför LAS" / "security: outside LAS";
    WageCeiling "wage-ceiling" Kronor "lönetak på heltid" / "wage ceiling for full time";
    DecisionRemindEarly "decision.remind-early" Days "beslut: påminn före sista dagen" / "decision: remind before the last day";
    DecisionRemindLate "decision.remind-late" Days "beslut: påminn igen" / "decision: remind again";
    TotalRemindEarly "total.remind-early" Days "stödtid: påminn innan den är slut" / "support time: remind before it is used up";
    TotalRemindLate "total.remind-late" Days "stödtid: påminn igen" / "support time: remind again";
    ClaimWithin "claim.within" Days "rekvisition: inom, efter arbetsmånaden" / "claim: within, after the month of work";
    ClaimRemind "claim.remind" Days "rekvisition: påminn före sista dagen" / "claim: remind before the last day";
    ChangesWithin "changes.within" Days "ändringar anmäls till AF inom" / "changes are reported to AF within";
    ReconsiderationWithin "reconsideration.within" Days "omprövning begärs inom" / "reconsideration is asked for within";
    ContactWithin "contact.within" WorkingDays "AF:s kontakt efter intresseanmälan inom" / "AF's contact after the expression of interest within";
    QuotaLeast "quota.least" Number "lönebidragsanställningar om året, minst" / "wage-subsidised employments a year, at least";
    QuotaMost "quota.most" Number "lönebidragsanställningar om året, högst" / "wage-subsidised employments a year, at most";
    JobLasts "job.lasts" Months "ett arbete ska ha varat minst" / "a job has to have lasted at least";
    UntakenWithin "untaken.within" Days "dagar som inte är tagna bevakas" / "days not taken are watched for";
}

impl Name {
    /// The rule with this name.
    pub fn named(slug: &str) -> Option<Name> {
        Name::ALL.iter().copied().find(|name| name.slug() == slug)
    }
}

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
    Own(&'a str),
}

impl InForce<'_> {
    /// Whether the unit has set it itself.
    pub fn is_own(&self) -> bool {
        matches!(self.source, Source::Own(_))
    }

    /// Where the rule stands.
    pub fn source(&self, lang: Lang) -> &str {
        match self.source {
            Source::Shipped(text) => text.get(lang),
            Source::Own(text) => text,
        }
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
}

/// A rule's value and source in both languages.
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

static SHIPPED: LazyLock<Vec<shipped::Line>> = LazyLock::new(|| {
    shipped::read(include_str!("rules/shipped.toml")).expect("the shipped rules are held by a test")
});

/// The rules of a unit: its own values first, then the shipped ones.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a>(pub &'a [Own]);

impl<'a> Rules<'a> {
    /// The rule that holds on a day; `None` where nothing is known of that day.
    pub fn in_force(self, name: Name, on: NaiveDate) -> Option<InForce<'a>> {
        let holds = |from: NaiveDate, until: Option<NaiveDate>| {
            from <= on && until.is_none_or(|until| on <= until)
        };
        let own = self.0.iter().filter(|own| {
            own.name == name.slug() && own.value.kind() == name.kind() && holds(own.from, own.until)
        });
        // Of two that hold, the one from the later day; of two from the same day, the one set last.
        if let Some(own) = own.max_by_key(|own| own.from) {
            return Some(InForce {
                name,
                value: own.value,
                from: own.from,
                until: own.until,
                source: Source::Own(&own.source),
            });
        }
        let shipped = SHIPPED
            .iter()
            .filter(|line| line.name == name && holds(line.from, line.until));
        shipped.max_by_key(|line| line.from).map(|line| InForce {
            name,
            value: line.value,
            from: line.from,
            until: line.until,
            source: Source::Shipped(line.source),
        })
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
            Value::Months(_) | Value::Truth(_) => None,
        }
    }

    /// Every rule that holds on a day.
    pub fn all(self, on: NaiveDate) -> impl Iterator<Item = InForce<'a>> {
        Name::ALL
            .iter()
            .filter_map(move |name| self.in_force(*name, on))
    }
}

/// The shipped lines of a rule, the earliest first: its history.
pub fn history(name: Name) -> impl Iterator<Item = InForce<'static>> {
    let lines = SHIPPED.iter().filter(move |line| line.name == name);
    lines.map(move |line| InForce {
        name,
        value: line.value,
        from: line.from,
        until: line.until,
        source: Source::Shipped(line.source),
    })
}
