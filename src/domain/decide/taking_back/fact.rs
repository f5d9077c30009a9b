//! Facts: the smallest parts of the register that a command changes and that are set back one by one.

use chrono::NaiveDate;

use crate::domain::facts::decision::DecisionId;
use crate::domain::facts::details::Field;
use crate::domain::facts::handling::DutyKey;
use crate::domain::facts::participant::{ArenaId, PersonId};
use crate::domain::facts::process::StepKind;
use crate::domain::facts::settings::Setting;
use crate::domain::rules::Name;
use crate::{sentences, told};

sentences! {
    /// A fact, as it is called in a sentence. Those of a person come first, and of a stay the one that it is there.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Fact {
        Detail(field: Field): "”{field}”" / "“{field}”";
        /// Of the stay that begins on a day, as the command left it: that first day.
        Start(stay: NaiveDate): "vistelsen från {stay}" / "the stay from {stay}";
        LastDay(stay: NaiveDate): "sista dagen för vistelsen från {stay}" / "the last day of the stay from {stay}";
        Came(stay: NaiveDate): "utfallet av vistelsen från {stay}" / "the outcome of the stay from {stay}";
        Lasted(stay: NaiveDate):
            "kontrollen av arbetet efter vistelsen från {stay}" / "the check of the job after the stay from {stay}";
        /// Of a stay, where the person is placed since a day; since its first day where that is `None`.
        Placed { stay: NaiveDate, since: Option<NaiveDate> }: match (since.as_ref()) {
            None => "placeringen i vistelsen från {stay}" / "the placement in the stay from {stay}";
            Some(day) => "flytten {day}" / "the move on {day}";
        };
        /// The same of the hours.
        Hours { stay: NaiveDate, since: Option<NaiveDate> }: match (since.as_ref()) {
            None => "schemat i vistelsen från {stay}" / "the schedule in the stay from {stay}";
            Some(day) => "schemat från {day}" / "the schedule from {day}";
        };
        /// Of a stay, the long absence that begins on a day.
        Absence { stay: NaiveDate, from: NaiveDate }:
            "den längre frånvaron från {from}" / "the long absence from {from}";
        Decision(id: DecisionId): "beslut {id}" / "decision {id}";
        /// That there is a way towards a decision, by its place among those.
        Process(place: usize): "stegen mot ett beslut" / "the steps towards a decision";
        Step { place: usize, kind: StepKind }: "steget {kind}" / "the step {kind}";
        Plan: "planen" / "the plan";
        Mark(day: NaiveDate): "markeringen {day}" / "the mark on {day}";
        ArenaName(id: ArenaId): "namnet på arena {id}" / "the name of arena {id}";
        ArenaGroup(id: ArenaId): "gruppen för arena {id}" / "the group of arena {id}";
        ArenaClosed(id: ArenaId): "stängningen av arena {id}" / "the closing of arena {id}";
        ArenaInto(id: ArenaId): "vilken arena som arena {id} gick upp i" / "which arena the arena {id} went into";
        Setting(setting: Setting): "inställningen ”{setting}”" / "the setting “{setting}”";
        Rule { slug: String, from: NaiveDate }:
            "regeln ”{rule}” från {from}" / "the rule “{rule}” from {from}", rule = RuleName(slug.to_string());
        Closed { date: NaiveDate, arena: Option<ArenaId> }: "den stängda dagen {date}" / "the closed day {date}";
        Duty(key: DutyKey): "bevakningen ”{key}”" / "the duty “{key}”";
    }
}

/// A rule by its slug, which a later version may know alone.
struct RuleName(String);

told! {
    ArenaId: |id| id.0;
    Field: |field| field.name();
    Setting: |setting| setting.name();
    DutyKey: |key, to| key.text(to.lang);
    RuleName: |rule, to| match Name::named(&rule.0) {
        Some(name) => name.title().get(to.lang).to_owned(),
        None => rule.0.told(to),
    };
}

/// Whose a fact is: a person's, or the unit's.
pub type Whose = Option<PersonId>;

impl Fact {
    /// The stay that it is of, by its first day.
    pub fn stay(&self) -> Option<NaiveDate> {
        match self {
            Fact::Start(stay)
            | Fact::LastDay(stay)
            | Fact::Came(stay)
            | Fact::Lasted(stay)
            | Fact::Placed { stay, .. }
            | Fact::Hours { stay, .. }
            | Fact::Absence { stay, .. } => Some(*stay),
            _ => None,
        }
    }

    /// Whether it tells how a stay ends.
    pub const fn is_of_end(&self) -> bool {
        matches!(self, Fact::LastDay(_) | Fact::Came(_) | Fact::Lasted(_))
    }
}
