//! The rows that commands print as JSON: one place for each type. What is not known is null; days are `YYYY-MM-DD`.

use chrono::{NaiveDate, SecondsFormat};
use serde::Serialize;

use super::absence::AbsenceRow;
use super::options::Options;
use crate::domain::facts::attendance::{Entry, Mark};
use crate::domain::facts::participant::{Group, Participant, PersonId, Stay};
use crate::domain::reading::clock_time;
use crate::domain::reckon::threshold::Clock;
use crate::domain::register::Register;
use crate::domain::zone::Zone;
use crate::store::Census;
use crate::store::backup::hex;

pub mod onward;
pub mod rule;
pub mod subsidy;

/// A person in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PersonRow {
    pub id: PersonId,
    /// Masked where the identity is protected.
    pub name: String,
    pub group: Option<Group>,
    /// Empty for the group as a whole.
    pub arena: String,
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    pub threshold_date: Option<NaiveDate>,
    pub days_left: Option<i64>,
    pub clock: Option<Clock>,
    /// Whether there is a plan onward.
    pub planned: Option<bool>,
}

impl PersonRow {
    /// The person as they stand today. Who is not at AMI has no clock and no plan; start, end and place are then of the
    /// stay to come, or of the latest.
    pub fn new(register: &Register, person: &Participant, options: &Options) -> PersonRow {
        let stay = person.stay_ahead(options.today);
        PersonRow::of(register, person, stay, options.today, options)
    }

    /// The person in the stay of a day, where they are placed on that day: what a change of that stay answers with.
    pub fn on(
        register: &Register,
        person: &Participant,
        day: NaiveDate,
        options: &Options,
    ) -> PersonRow {
        let stay = person
            .stay(day)
            .or_else(|| person.stay_ahead(options.today));
        PersonRow::of(register, person, stay, day, options)
    }

    fn of(
        register: &Register,
        person: &Participant,
        stay: Option<&Stay>,
        day: NaiveDate,
        options: &Options,
    ) -> PersonRow {
        let today = options.today;
        let arena = stay.and_then(|stay| register.arenas.get(&stay.arena(day)?));
        // A clock is of the stay that it runs in.
        let is_now = stay.is_some_and(|stay| stay.covers(today));
        let standing = register.standing(person, today).filter(|_| is_now);
        PersonRow {
            id: person.id,
            name: person.name(options.lang),
            group: arena.map(|arena| arena.group),
            arena: arena.map(|arena| arena.name.clone()).unwrap_or_default(),
            start: stay.map(|stay| stay.start),
            end: stay.and_then(|stay| stay.last_day()),
            threshold_date: standing.as_ref().map(|standing| standing.threshold),
            days_left: standing.as_ref().map(|standing| standing.days_left),
            clock: standing.map(|standing| standing.clock),
            planned: onward::planned(person, today).filter(|_| is_now),
        }
    }

    /// The person in a line, for the answer to a change.
    pub fn text(&self, options: &Options) -> String {
        let lang = options.lang;
        let group = self.group.map_or("?", |group| group.name().get(lang));
        let arena = match self.arena.as_str() {
            "" => String::new(),
            arena => format!(", {arena}"),
        };
        let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        let (start, end) = (day(self.start), day(self.end));
        let text = format!("{} {}: {group}{arena}, {start} – {end}", self.id, self.name);
        text.trim_end().to_owned()
    }
}

/// What a mark says; all of it null where there is none.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SaidRow {
    pub code: Option<&'static str>,
    pub minutes: Option<u16>,
    /// `HH:MM`, as is `until`.
    pub from: Option<String>,
    pub until: Option<String>,
    /// The code of the rest of a part of a day.
    pub rest: Option<&'static str>,
    /// What an unnotified absence was first marked as, before it was given another code.
    pub first_code: Option<&'static str>,
    pub note: Option<String>,
}

impl From<&Mark> for SaidRow {
    fn from(mark: &Mark) -> SaidRow {
        let Entry {
            code,
            minutes,
            span,
            rest,
            note,
        } = mark.entry();
        SaidRow {
            code: Some(code.kind().slug),
            minutes,
            from: span.map(|span| clock_time(span.from)),
            until: span.map(|span| clock_time(span.until)),
            rest: rest.map(|code| code.kind().slug),
            first_code: mark.first_code().map(|code| code.kind().slug),
            note: told(&note),
        }
    }
}

/// A person's mark on a day; without a code where it was taken away.
#[derive(Clone, Debug, Serialize)]
pub struct MarkRow {
    pub id: PersonId,
    pub name: String,
    pub date: NaiveDate,
    #[serde(flatten)]
    pub said: SaidRow,
    pub by: String,
    /// RFC 3339.
    pub at: String,
}

impl MarkRow {
    /// What a mark says.
    pub fn new(
        register: &Register,
        person: &Participant,
        date: NaiveDate,
        mark: &Mark,
        options: &Options,
    ) -> MarkRow {
        MarkRow {
            id: person.id,
            name: person.name(options.lang),
            date,
            said: SaidRow::from(mark),
            by: register.actor(mark.by).to_owned(),
            at: moment(mark.at.saturating_mul(1_000), options.zone),
        }
    }
}

/// One person in a day's attendance; without a code where the day is unmarked.
#[derive(Clone, Debug, Serialize)]
pub struct DayRow {
    pub id: PersonId,
    pub name: String,
    pub group: Option<Group>,
    pub arena: String,
    /// Whether the person is expected that day.
    pub scheduled: bool,
    /// The long absence that the day belongs to.
    pub absence: Option<AbsenceRow>,
    #[serde(flatten)]
    pub said: SaidRow,
    pub by: Option<String>,
    pub at: Option<String>,
}

/// A person whose twelve months are near or reached.
#[derive(Clone, Debug, Serialize)]
pub struct ThresholdRow {
    pub id: PersonId,
    pub name: String,
    /// The day the clock started.
    pub start: NaiveDate,
    pub threshold_date: NaiveDate,
    pub days_left: i64,
    pub clock: Clock,
    /// Why: how it was counted, and the rule.
    pub rule: String,
    /// Whether there is a plan onward.
    pub planned: bool,
    /// When the plan's next step is due.
    pub plan_due: Option<NaiveDate>,
}

/// A day in the calendar that is not like others.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarRow {
    pub date: NaiveDate,
    pub name: Option<String>,
    /// `None` for a day that was opened again.
    pub kind: Option<DayKind>,
}

/// Why a day is not like others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    Public,
    Eve,
    Closed,
    Half,
}

/// What became of a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ImportSummary {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub rejected: Vec<RejectedRow>,
}

/// Why a row of a list was not taken.
#[derive(Clone, Debug, Serialize)]
pub struct RejectedRow {
    pub line: u64,
    /// The column's heading in the list.
    pub column: String,
    pub reason: String,
}

/// What a backup holds, counted in it.
#[derive(Clone, Debug, Serialize)]
pub struct HoldsRow {
    pub schema: u64,
    pub participants: u64,
    pub marks: u64,
    pub log_entries: u64,
    /// The first and the last day with a mark.
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    /// When the log's last entry was written.
    pub last_entry: Option<String>,
    /// The log's last entry, and its hash.
    pub checkpoint: u64,
    pub checkpoint_hash: String,
    /// The hash of the log's first entry: which register it is.
    pub register: String,
}

impl HoldsRow {
    /// What was counted, its moments as a zone's clocks show them.
    pub fn new(holds: &Census, zone: Zone) -> HoldsRow {
        HoldsRow {
            schema: holds.schema,
            participants: holds.people,
            marks: holds.marks,
            log_entries: holds.entries,
            first_day: holds.days.map(|(first, _)| first),
            last_day: holds.days.map(|(_, last)| last),
            last_entry: holds.last_entry.map(|at| moment(at, zone)),
            checkpoint: holds.checkpoint.seq,
            checkpoint_hash: hex(&holds.checkpoint.hash),
            register: hex(&holds.origin),
        }
    }
}

/// A backup that was made.
#[derive(Clone, Debug, Serialize)]
pub struct BackupRow {
    pub file: String,
    pub manifest: String,
    pub made: String,
    pub bytes: u64,
    pub sha256: String,
    pub encrypted: bool,
    #[serde(flatten)]
    pub holds: HoldsRow,
    /// For how many milliseconds others had to wait to write.
    pub held_ms: u128,
    /// The old backups that were removed.
    pub removed: Vec<String>,
    /// The earlier ones whose last log entry is not in the log any more, though no restore explains it.
    pub not_contained: Vec<String>,
}

/// What was found of a file that was to be a backup.
#[derive(Clone, Debug, Serialize)]
pub struct ProofRow {
    pub file: String,
    pub restorable: bool,
    /// Why it is not.
    pub reason: Option<String>,
    #[serde(flatten)]
    pub proved: Option<ProvedRow>,
}

/// A backup that can be restored.
#[derive(Clone, Debug, Serialize)]
pub struct ProvedRow {
    /// Whether there was a manifest to hold it against.
    pub has_manifest: bool,
    pub encrypted: bool,
    /// When it was made; the last entry's time where nothing says.
    pub made: Option<String>,
    pub bytes: u64,
    pub sha256: String,
    #[serde(flatten)]
    pub holds: HoldsRow,
}

/// A text, or null where it is empty.
pub fn told(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A moment in milliseconds since 1970-01-01 UTC, as RFC 3339 by a zone's clocks; [`Zone::minute`] is the same for people.
pub fn moment(millis: i64, zone: Zone) -> String {
    let at = zone.at(millis);
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}
