//! Participants: who they are, their stays at AMI, and where in the unit they are placed.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::facts::decision::Decision;
use crate::domain::facts::details::Details;
use crate::domain::facts::onward::Onward;
use crate::domain::facts::outcome::End;
use crate::domain::facts::process::Process;
use crate::domain::personnummer::Personnummer;
use crate::domain::plain::shown;
use crate::domain::reading::{hours, weekdays};
use crate::{
    say,
    text::{Lang, Text},
};
use crate::{text, words};

/// A participant's number in the register; never used again for another person.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct PersonId(pub u32);

impl std::fmt::Display for PersonId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// An arena's number in the register.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ArenaId(pub u16);

words! {
    /// The kinds of place there are: AMI's two groups, and the municipality's other units that AMI supports.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Group {
        Indoor "indoor", "Innegruppen" / "Indoor group";
        Outdoor "outdoor", "Utegruppen" / "Outdoor group";
        /// Another unit of the municipality, which receives the person; its arenas are the units.
        OtherUnit "other-unit", "Annan enhet" / "Other unit";
    }
}

impl Group {
    /// Its name above the people in it.
    pub const fn heading(self) -> Text {
        match self {
            Group::OtherUnit => text!("Andra enheter", "Other units"),
            group => group.name(),
        }
    }

    /// Reads a group as lists write it: *inne, innegrupp(en), inomhus, I, ute, utegrupp(en), utomhus, U, annan enhet,
    /// indoor, outdoor, other unit*, with or without *group* before or after it, in any case. A text that says more than
    /// that is not read.
    pub fn read(text: &str) -> Option<Group> {
        let text = text.to_lowercase();
        let words = text.split(|c: char| !c.is_alphanumeric());
        let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        if let [_, .., "group" | "grupp" | "gruppen"] = words[..] {
            words.pop();
        }
        if let ["group" | "grupp" | "gruppen", _, ..] = words[..] {
            words.remove(0);
        }
        match words[..] {
            [
                "inne" | "innegrupp" | "innegruppen" | "inomhus" | "inomhusgrupp"
                | "inomhusgruppen" | "i" | "indoor" | "indoors" | "inside",
            ] => Some(Group::Indoor),
            [
                "ute" | "utegrupp" | "utegruppen" | "utomhus" | "utomhusgrupp" | "utomhusgruppen"
                | "u" | "outdoor" | "outdoors" | "outside",
            ] => Some(Group::Outdoor),
            ["annan", "enhet"] | ["andra", "enheter"] | ["other", "unit" | "units"] => {
                Some(Group::OtherUnit)
            }
            _ => None,
        }
    }
}

/// A place of work in one of the groups. An empty name is the group as a whole; another unit always has a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arena {
    pub id: ArenaId,
    pub name: String,
    pub group: Group,
    /// The first day on which nobody is placed there; `None` while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<NaiveDate>,
    /// The arena of the same group that it went into, where nobody is placed in it any more: its name means that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<ArenaId>,
}

impl Arena {
    /// Whether people can be placed there on a day.
    pub fn is_open(&self, on: NaiveDate) -> bool {
        self.into.is_none() && self.closed.is_none_or(|closed| on < closed)
    }

    /// One that is open.
    pub fn open(id: ArenaId, name: String, group: Group) -> Arena {
        Arena {
            id,
            name,
            group,
            closed: None,
            into: None,
        }
    }

    /// Its group and its name: `Innegruppen, Köket`.
    pub fn text(&self, lang: Lang) -> String {
        let group = self.group.name().get(lang);
        match shown(&self.name) {
            name if name.is_empty() => group.to_owned(),
            name => format!("{group}, {name}"),
        }
    }
}

words! {
    /// Protection of personal data by the population register (folkbokföringen).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Protection {
        #[default]
        None "none", "inget" / "none";
        /// Sekretessmarkering.
        Marked "marked", "sekretessmarkering" / "confidentiality marking";
        /// Skyddad folkbokföring, the stronger.
        Strong "strong", "skyddad folkbokföring" / "protected registration";
    }
}

/// Where a person is placed from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    pub from: NaiveDate,
    pub arena: ArenaId,
}

/// Minutes of work expected on each weekday, Monday first, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    pub from: NaiveDate,
    pub minutes: [u16; 7],
}

impl Schedule {
    /// The week in words: `6:00 mån–fre; 30:00 i veckan`.
    pub fn text(&self, lang: Lang) -> String {
        let mut parts = Vec::new();
        for (day, minutes) in self.minutes.iter().enumerate() {
            if *minutes > 0 && !self.minutes[..day].contains(minutes) {
                let days = self.minutes.map(|other| other == *minutes);
                parts.push(format!("{} {}", hours(*minutes), weekdays(days, lang)));
            }
        }
        if parts.is_empty() {
            return say!(lang, sv: "inga dagar", en: "no days");
        }
        let (days, week) = (
            parts.join(", "),
            hours(self.minutes.iter().map(|m| u32::from(*m)).sum::<u32>()),
        );
        say!(lang, sv: "{days}; {week} i veckan", en: "{days}; {week} a week")
    }
}

/// A long absence within a stay: its days, and never a reason (GDPR art. 9).
///
/// It is kept apart from the marks on purpose. The flags are computed from memory, where the marks are not; and a sick
/// day or two pauses nothing: that an absence is long enough to count is for people to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    pub from: NaiveDate,
    /// The last day; until further notice, and at most until the stay ends, where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl Absence {
    /// How many of its days lie from one day to another, both included.
    pub fn days_within(&self, from: NaiveDate, until: NaiveDate) -> i64 {
        let last = self.until.map_or(until, |last| last.min(until));
        ((last - self.from.max(from)).num_days() + 1).max(0)
    }

    /// Whether a day is one of its days.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// What it makes of a person on its days: `frånvarande till 2026-04-30`, `frånvarande sedan 2026-03-02`.
    pub fn as_state(&self, lang: Lang) -> String {
        let (state, from) = (Absence::STATE.get(lang), self.from);
        match self.until {
            Some(until) => say!(lang, sv: "{state} till {until}", en: "{state} until {until}"),
            None => say!(lang, sv: "{state} sedan {from}", en: "{state} since {from}"),
        }
    }

    /// The same in a word, where there is no room for the day.
    pub const STATE: Text = text!("frånvarande", "away");

    /// `2026-03-02 – 2026-04-30`, `sedan 2026-03-02`.
    pub fn text(&self, lang: Lang) -> String {
        days(self.from, self.until, lang)
    }
}

/// Days from a first to a last, or since the first where no last is known.
pub fn days(from: NaiveDate, until: Option<NaiveDate>, lang: Lang) -> String {
    match until {
        Some(until) => format!("{from} – {until}"),
        None => say!(lang, sv: "sedan {from}", en: "since {from}"),
    }
}

/// One unbroken time at AMI. Placements and schedules are kept in order of date; the first placement is the start's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    pub start: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
    pub placements: Vec<Placement>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedules: Vec<Schedule>,
    /// Long absences, in order of date; they lie within the stay and never overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absences: Vec<Absence>,
}

impl Stay {
    /// Whether a day lies within the stay, both ends included.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.start <= day && self.last_day().is_none_or(|last| day <= last)
    }

    /// The last day, where one is set.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.end.as_ref().map(|end| end.last_day)
    }

    /// The placement on a day; before the first, the first.
    pub fn placement(&self, day: NaiveDate) -> Option<&Placement> {
        let placed = self.placements.iter().rev().find(|p| p.from <= day);
        placed.or(self.placements.first())
    }

    /// The arena on a day, by its placement.
    pub fn arena(&self, day: NaiveDate) -> Option<ArenaId> {
        self.placement(day).map(|placement| placement.arena)
    }

    /// The schedule on a day; none where none was given.
    pub fn schedule(&self, day: NaiveDate) -> Option<&Schedule> {
        self.schedules.iter().rev().find(|s| s.from <= day)
    }

    /// Minutes expected on a day's weekday by the schedule: `None` without a schedule.
    pub fn scheduled_minutes(&self, day: NaiveDate) -> Option<u16> {
        self.schedule(day)
            .map(|s| s.minutes[day.weekday().num_days_from_monday() as usize])
    }
}

/// A participant as the register keeps them. Stays are in order of date and never overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    pub id: PersonId,
    pub given: String,
    pub family: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personnummer: Option<Personnummer>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    #[serde(default, skip_serializing_if = "is_unprotected")]
    pub protection: Protection,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub supervisor: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub measure: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    pub stays: Vec<Stay>,
    /// AF's decisions on lönebidrag, in order of their first day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// The ways towards a decision, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub processes: Vec<Process>,
    /// The plan onward, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onward: Option<Onward>,
}

fn is_unprotected(protection: &Protection) -> bool {
    *protection == Protection::None
}

impl Participant {
    /// The name for lists and prints: given name first; masked where the identity is protected.
    pub fn name(&self, lang: Lang) -> String {
        match self.protection {
            Protection::None => self.full_name(),
            _ => {
                let id = self.id;
                say!(lang, sv: "Skyddad {id}", en: "Protected {id}")
            }
        }
    }

    /// The name itself, whatever the protection: for the person's own form and for matching, never for lists.
    pub fn full_name(&self) -> String {
        let name = format!("{} {}", self.given, self.family);
        name.trim().to_owned()
    }

    /// The way towards a decision that is under way, or the latest.
    pub fn process(&self) -> Option<&Process> {
        self.processes.last()
    }

    /// The plan onward that holds in the stay of a day: one made before the stay was of another time.
    pub fn plan_onward(&self, day: NaiveDate) -> Option<&Onward> {
        let stay = self.stay(day)?;
        self.onward
            .as_ref()
            .filter(|plan| plan.made_on >= stay.start)
    }

    /// The stay that covers a day.
    pub fn stay(&self, day: NaiveDate) -> Option<&Stay> {
        self.stays.iter().rev().find(|stay| stay.covers(day))
    }

    /// The stay that covers a day, else the next to come, else the latest: what a list shows of a person.
    pub fn stay_ahead(&self, day: NaiveDate) -> Option<&Stay> {
        let ahead = |stay: &&Stay| stay.last_day().is_none_or(|last| day <= last);
        self.stays.iter().find(ahead).or(self.stays.last())
    }

    /// Whether the last stay is over on a day.
    pub fn is_past(&self, day: NaiveDate) -> bool {
        let last = self.stays.last().and_then(|stay| stay.last_day());
        last.is_some_and(|last| last < day)
    }

    /// The long absence that a day belongs to.
    pub fn absence(&self, day: NaiveDate) -> Option<&Absence> {
        let mut absences = self.stay(day)?.absences.iter();
        absences.find(|absence| absence.covers(day))
    }

    /// The stay that covers a day, else the nearest earlier, else the first to come.
    pub fn stay_near(&self, day: NaiveDate) -> Option<&Stay> {
        let earlier = self.stays.iter().rev().find(|stay| stay.start <= day);
        earlier.or(self.stays.first())
    }
}

/// Whom a draft is about, where somebody has said so: names alone do not tell two people apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whom {
    #[default]
    Unsaid,
    /// Somebody the register knows.
    Same(PersonId),
    /// A new person, though somebody has the same name.
    New,
}

/// What is told of a person when a stay begins: by the form, an imported row or the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub whom: Whom,
    pub details: Details,
    /// `None` where only the arena is told; the arena must then be known.
    pub group: Option<Group>,
    /// May be empty: the group as a whole.
    pub arena: String,
    pub start: NaiveDate,
    pub end: Option<NaiveDate>,
    /// Minutes for each weekday, Monday first; `None` where no hours were told.
    pub schedule: Option<[u16; 7]>,
    /// Whether an arena that nobody knows yet is meant, and not one that is misspelt.
    pub is_new_arena: bool,
}
