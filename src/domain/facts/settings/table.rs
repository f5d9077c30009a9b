//! THE table of settings: what each is called, what it takes and what it does, one row a setting.

use super::Settings;
use crate::domain::plain::shown;
use crate::domain::rules;
use crate::domain::rules::twelve_months::{HalfMonths, Start};
use crate::domain::zone::Zone;
use crate::text::{Lang, Text};
use crate::{say, text};

/// The longest name of a unit, in characters.
pub const UNIT_LIMIT: usize = 60;

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text of at most so many characters.
    Words(usize),
    /// Calendar months, in halves.
    Months,
    /// Whole months, at most so many.
    WholeMonths(u16),
    /// Days of 24 hours, at most so many.
    Days(u16),
    Start,
    Truth,
    Zone,
}

/// What a setting is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Words(String),
    Months(HalfMonths),
    Number(u16),
    Start(Start),
    Truth(bool),
    Zone(Zone),
}

/// A type that settings have.
trait Held: Sized {
    fn value(&self) -> Value;
    /// `None` where the value is of another type.
    fn of(value: Value) -> Option<Self>;
}

macro_rules! held {
    ($($type:ty: $Value:ident;)+) => {$(
        impl Held for $type {
            fn value(&self) -> Value {
                Value::$Value(self.clone())
            }

            fn of(value: Value) -> Option<$type> {
                match value {
                    Value::$Value(held) => Some(held),
                    _ => None,
                }
            }
        }
    )+};
}

held! {
    String: Words;
    HalfMonths: Months;
    u16: Number;
    Start: Start;
    bool: Truth;
    Zone: Zone;
}

/// Makes what reads the settings from one row a setting: where it stands in [`Settings`], its stable name, what it
/// takes, what it is called, and what it does.
macro_rules! settings {
    ($($Setting:ident $($field:ident).+, $key:literal $kind:expr, $name:expr, $does:expr;)+) => {
        /// A setting of the unit.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Setting { $($Setting,)+ }

        impl Setting {
            /// Every setting but the unit's own dated rules, in the order people read them.
            pub const ALL: [Setting; [$($key),+].len()] = [$(Setting::$Setting),+];

            /// Its stable name, on the command line and in JSON.
            pub const fn key(self) -> &'static str {
                match self { $(Setting::$Setting => $key,)+ }
            }

            /// Where it stands in the record.
            pub const fn path(self) -> &'static str {
                match self { $(Setting::$Setting => concat!($(".", stringify!($field)),+),)+ }
            }

            /// What it takes.
            pub const fn kind(self) -> Kind {
                match self { $(Setting::$Setting => $kind,)+ }
            }

            /// What it is called.
            pub const fn name(self) -> Text {
                match self { $(Setting::$Setting => $name,)+ }
            }

            /// What it does, or how it is typed.
            pub const fn does(self) -> Text {
                match self { $(Setting::$Setting => $does,)+ }
            }

            /// What it is set to.
            pub fn get(self, settings: &Settings) -> Value {
                match self { $(Setting::$Setting => settings.$($field).+.value(),)+ }
            }

            /// Sets it; `None` where the value is of another kind.
            pub fn set(self, settings: &mut Settings, value: Value) -> Option<()> {
                match self { $(Setting::$Setting => settings.$($field).+ = Held::of(value)?,)+ }
                Some(())
            }
        }
    };
}

const MONTHS: Text = text!(
    "hela eller halva månader: 12 eller 10,5",
    "whole or half months: 12 or 10.5"
);
const FREE: Text = text!("ledig enligt lokalt avtal", "free by local agreement");

settings! {
    Unit unit, "unit" Kind::Words(UNIT_LIMIT), text!("Enhet", "Unit"),
        text!("namnet överst på skärmen", "the name at the top of the screen");
    Length rule.length, "rule.length" Kind::Months, text!("Gräns", "Threshold"), MONTHS;
    Near rule.near, "rule.near" Kind::Months, text!("Nära från", "Near from"), MONTHS;
    Plan rule.plan, "rule.plan" Kind::Months, text!("Planera från", "Plan from"), MONTHS;
    Start rule.start, "rule.start" Kind::Start, text!("Räknas från", "Counted from"),
        text!("första beslutet: om inget börjar under vistelsen gäller första dagen",
            "the first decision: where none begins during the stay, the first day");
    Gap rule.gap_months, "rule.gap-months" Kind::WholeMonths(120), text!("Uppehåll under", "Gap under"),
        text!("ett kortare uppehåll räknas in; 0 räknar aldrig tidigare vistelser",
            "a shorter gap is counted in; 0 never counts earlier stays");
    Restarts rule.arena_restarts, "rule.arena-restarts" Kind::Truth, text!("Ny arena börjar om", "New arena restarts"),
        text!("byte av arena startar klockan på nytt", "a change of arena starts the clock anew");
    Pauses rule.absence_pauses, "rule.absence-pauses" Kind::Truth, text!("Frånvaro pausar", "Absence pauses it"),
        text!("längre frånvaro som är antecknad på personens kort flyttar gränsen",
            "long absence recorded on the person's card moves the threshold");
    Easter eves.easter, "eves.easter" Kind::Truth, text!("Påskafton ledig", "Easter Eve free"), FREE;
    Midsummer eves.midsummer, "eves.midsummer" Kind::Truth, text!("Midsommarafton ledig", "Midsummer Eve free"), FREE;
    Christmas eves.christmas, "eves.christmas" Kind::Truth, text!("Julafton ledig", "Christmas Eve free"), FREE;
    NewYear eves.new_year, "eves.new-year" Kind::Truth, text!("Nyårsafton ledig", "New Year's Eve free"), FREE;
    BackupDays backup_warn_days, "backup.warn-days" Kind::Days(365), text!("Säkerhetskopia", "Backup reminder"),
        text!("dygn utan säkerhetskopia innan skärmen säger det; 0 är aldrig",
            "days without a backup before the screen says so; 0 is never");
    Zone zone, "zone" Kind::Zone, text!("Tidszon", "Time zone"),
        text!("när dagen börjar och vad klockan är, vilken tidszon maskinen än har",
            "when the day begins and what time it is, whatever the machine's zone");
    OtherUnits mark_other_units, "mark-other-units" Kind::Truth, text!("Markera andra enheter", "Mark other units"),
        text!("AMI markerar dem som är placerade i andra enheter, i en egen ruta",
            "AMI marks those placed in other units, in a pane of their own");
    Advance advance, "advance" Kind::Truth, text!("Markera och gå vidare", "Mark and move on"),
        text!("en markering går till nästa omarkerade person", "a mark goes on to the next unmarked person");
}

impl Setting {
    /// The setting of a stable name.
    pub fn keyed(key: &str) -> Option<Setting> {
        Setting::ALL
            .into_iter()
            .find(|setting| setting.key() == key)
    }

    /// Whether it is a part of the rule of twelve months.
    pub fn is_of_rule(self) -> bool {
        self.key().starts_with("rule.")
    }

    /// What it is called where only a number is typed: `Gräns, mån.`.
    pub fn label(self, lang: Lang) -> String {
        let name = self.name().get(lang);
        match self.kind() {
            Kind::Months | Kind::WholeMonths(_) => {
                say!(lang, sv: "{name}, mån.", en: "{name}, months")
            }
            Kind::Days(_) => format!("{name}, d"),
            Kind::Words(_) | Kind::Start | Kind::Truth | Kind::Zone => name.to_owned(),
        }
    }

    /// What it is set to, in words and with its unit.
    pub fn text(self, settings: &Settings, lang: Lang) -> String {
        let value = self.get(settings);
        let typed = value.typed(lang);
        match (self.kind(), value) {
            (_, Value::Months(months)) => rules::Value::Months(months).text(lang),
            (Kind::WholeMonths(_), _) => say!(lang, sv: "{typed} mån", en: "{typed} months"),
            (Kind::Days(_), _) => say!(lang, sv: "{typed} dygn", en: "{typed} days"),
            _ => typed,
        }
    }

    /// Why a text is no value for it.
    pub fn misfit(self, typed: &str, lang: Lang) -> String {
        let (typed, takes) = (shown(typed), self.kind().takes(lang));
        say!(lang, sv: "”{typed}” passar inte: ange {takes}.", en: "“{typed}” does not fit: give {takes}.")
    }
}

impl Kind {
    /// What it is typed as, in a few words.
    pub fn takes(self, lang: Lang) -> String {
        match self {
            Kind::Words(limit) => {
                say!(lang, sv: "en text, högst {limit} tecken", en: "a text of at most {limit} characters")
            }
            Kind::Months => rules::Kind::Months.takes().get(lang).to_owned(),
            Kind::WholeMonths(most) => {
                say!(lang, sv: "hela månader, 0–{most}", en: "whole months, 0–{most}")
            }
            Kind::Days(most) => say!(lang, sv: "hela dygn, 0–{most}", en: "whole days, 0–{most}"),
            Kind::Start => rules::Kind::Start.takes().get(lang).to_owned(),
            Kind::Truth => rules::Kind::Truth.takes().get(lang).to_owned(),
            Kind::Zone => Zone::TAKES.get(lang).to_owned(),
        }
    }

    /// Reads a value as people type it.
    pub fn read(self, typed: &str) -> Option<Value> {
        let number = |most| {
            let number = typed.trim().parse().ok();
            number.filter(|number| *number <= most).map(Value::Number)
        };
        match self {
            Kind::Words(_) => Some(Value::Words(typed.to_owned())),
            Kind::Months => HalfMonths::read(typed).map(Value::Months),
            Kind::WholeMonths(most) | Kind::Days(most) => number(most),
            Kind::Start => Start::read(typed).map(Value::Start),
            Kind::Truth => match rules::Value::read(rules::Kind::Truth, typed)? {
                rules::Value::Truth(truth) => Some(Value::Truth(truth)),
                _ => None,
            },
            Kind::Zone => Zone::read(typed).map(Value::Zone),
        }
    }
}

impl Value {
    /// The value as it is typed, without its unit.
    pub fn typed(&self, lang: Lang) -> String {
        match self {
            Value::Words(words) => words.clone(),
            Value::Months(months) => months.text(),
            Value::Number(number) => number.to_string(),
            Value::Start(start) => start.name().get(lang).to_owned(),
            Value::Truth(truth) => rules::Value::Truth(*truth).bare(lang),
            Value::Zone(zone) => zone.name().to_owned(),
        }
    }
}
