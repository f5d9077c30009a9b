//! Changes: facts to be kept; and the log entry that keeps those of one command.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::facts::attendance::{ActorId, Mark};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::{DutyKey, Handling};
use crate::domain::facts::participant::{Arena, ArenaId, Participant, PersonId};
use crate::domain::facts::settings::Settings;
use crate::say;
use crate::text;
use crate::text::{Lang, Text};

/// One fact, with what was there before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// A person's day was marked, or its mark was taken away.
    #[serde(rename = "M")]
    Marked {
        #[serde(rename = "w")]
        who: PersonId,
        #[serde(rename = "d", with = "day_number")]
        day: NaiveDate,
        #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
        before: Option<Mark>,
        #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
        after: Option<Mark>,
    },
    Person {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Box<Participant>>,
        after: Box<Participant>,
    },
    Arena {
        arena: Arena,
    },
    Actor {
        id: ActorId,
        name: String,
    },
    /// A local closed or half day was set (`after`) or taken away.
    Closed {
        date: NaiveDate,
        arena: Option<ArenaId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<ClosedDay>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<ClosedDay>,
    },
    Settings {
        before: Box<Settings>,
        after: Box<Settings>,
    },
    /// A duty was handled or set aside (`after`), or taken up again.
    Duty {
        key: DutyKey,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Handling>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Handling>,
    },
    /// A backup was made and proved good.
    BackedUp {
        backup: Backup,
        /// Its name, without the folder.
        file: String,
        /// That folder, from the register's own on where it lies there; older entries do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        folder: Option<String>,
    },
    /// A backup was put in the register's place.
    Restored {
        /// The last log entry that was in it.
        checkpoint: u64,
        /// How many entries of the register that it replaced are not in it; `None` where that one could not be read.
        left_out: Option<u64>,
        /// What the file that it replaced is called since, without the folder; `None` where there was none.
        kept: Option<String>,
    },
    /// The register as a whole was taken out of the file or put right in it; how much it held.
    Whole {
        people: u64,
        marks: u64,
    },
    /// All that stands before in the log was taken in from an export.
    TakenIn {
        /// The export's version.
        version: u64,
        people: u64,
        marks: u64,
        /// How many entries its log had.
        entries: u64,
    },
    /// Somebody read a person's card or full personnummer.
    Read {
        who: PersonId,
        what: Reading,
    },
}

/// How much a backup holds of the register it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// When it was copied, in milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// The last log entry that is in it.
    pub checkpoint: u64,
}

/// What was read of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    Card,
    Personnummer,
}

/// What a log entry's command was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    Create,
    Mark,
    MarkRest,
    Clear,
    Undo,
    Redo,
    Enrol,
    Import,
    Change,
    Move,
    EndStay,
    SetOutcome,
    CheckJob,
    ReopenStay,
    NewStay,
    SetAbsence,
    RemoveAbsence,
    Read,
    Close,
    Open,
    Configure,
    AddDecision,
    ReplaceDecision,
    EndDecision,
    WithdrawDecision,
    SetStep,
    PlanOnward,
    HandleDuty,
    SetAsideDuty,
    TakeUpDuty,
    Restore,
    Backup,
    Export,
    Salvage,
    Repair,
    SetRule,
    DropRule,
    Demo,
    TakeIn,
    #[serde(other)]
    Other,
}

impl What {
    /// What was done, in words.
    pub const fn name(self) -> Text {
        match self {
            What::Create => text!("skapade registret", "created the register"),
            What::Mark => text!("markerade", "marked"),
            What::MarkRest => text!("markerade övriga", "marked the rest"),
            What::Clear => text!("tog bort markering", "cleared a mark"),
            What::Undo => text!("ångrade", "undid"),
            What::Redo => text!("gjorde om", "redid"),
            What::Enrol => text!("lade till", "added"),
            What::Import => text!("importerade", "imported"),
            What::Change => text!("ändrade", "changed"),
            What::Move => text!("flyttade", "moved"),
            What::EndStay => text!("avslutade vistelse", "ended a stay"),
            What::SetOutcome => text!("ändrade utfall", "changed an outcome"),
            What::CheckJob => text!("kontrollerade arbete", "checked a job"),
            What::ReopenStay => text!("öppnade vistelse igen", "reopened a stay"),
            What::NewStay => text!("ny vistelse", "began a new stay"),
            What::SetAbsence => text!("antecknade längre frånvaro", "recorded a long absence"),
            What::RemoveAbsence => text!("tog bort längre frånvaro", "took a long absence away"),
            What::Read => text!("läste", "read"),
            What::Close => text!("stängd dag", "closed a day"),
            What::Open => text!("öppnade dag", "opened a day"),
            What::Configure => text!("ändrade inställning", "changed a setting"),
            What::AddDecision => text!("registrerade beslut", "recorded a decision"),
            What::ReplaceDecision => text!("ersatte beslut", "replaced a decision"),
            What::EndDecision => text!("avslutade beslut", "ended a decision"),
            What::WithdrawDecision => text!("återtog beslut", "took back a decision"),
            What::SetStep => text!("antecknade steg", "noted a step"),
            What::PlanOnward => text!("planerade vidare", "planned onward"),
            What::HandleDuty => text!("hanterade bevakning", "handled a duty"),
            What::SetAsideDuty => text!("lade undan bevakning", "set aside a duty"),
            What::TakeUpDuty => text!("tog upp bevakning igen", "took up a duty again"),
            What::Restore => text!("återställde registret", "restored the register"),
            What::Backup => text!("säkerhetskopierade", "backed up"),
            What::Export => text!("exporterade allt", "exported everything"),
            What::Salvage => text!("räddade ur skadad fil", "salvaged from a damaged file"),
            What::Repair => text!("lagade registret", "repaired the register"),
            What::SetRule => text!("satte en regel", "set a rule"),
            What::DropRule => text!("tog bort en regel", "took a rule back"),
            What::Demo => text!("påhittade uppgifter", "made-up data"),
            What::TakeIn => text!("tog in ett helt register", "took in a whole register"),
            What::Other => text!("annat", "other"),
        }
    }

    /// The stable name for JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            What::Create => "create",
            What::Mark => "mark",
            What::MarkRest => "mark-rest",
            What::Clear => "clear",
            What::Undo => "undo",
            What::Redo => "redo",
            What::Enrol => "enrol",
            What::Import => "import",
            What::Change => "change",
            What::Move => "move",
            What::EndStay => "end-stay",
            What::SetOutcome => "set-outcome",
            What::CheckJob => "check-job",
            What::ReopenStay => "reopen-stay",
            What::NewStay => "new-stay",
            What::SetAbsence => "set-absence",
            What::RemoveAbsence => "remove-absence",
            What::Read => "read",
            What::Close => "close",
            What::Open => "open",
            What::Configure => "configure",
            What::AddDecision => "add-decision",
            What::ReplaceDecision => "replace-decision",
            What::EndDecision => "end-decision",
            What::WithdrawDecision => "withdraw-decision",
            What::SetStep => "set-step",
            What::PlanOnward => "plan-onward",
            What::HandleDuty => "handle-duty",
            What::SetAsideDuty => "set-aside-duty",
            What::TakeUpDuty => "take-up-duty",
            What::Restore => "restore",
            What::Backup => "backup",
            What::Export => "export",
            What::Salvage => "salvage",
            What::Repair => "repair",
            What::SetRule => "set-rule",
            What::DropRule => "drop-rule",
            What::Demo => "demo",
            What::TakeIn => "take-in",
            What::Other => "other",
        }
    }
}

/// How much a register holds, in words.
pub fn holdings(people: u64, marks: u64, lang: Lang) -> String {
    let marks = match marks {
        1 => say!(lang, sv: "1 markering", en: "1 mark"),
        many => say!(lang, sv: "{many} markeringar", en: "{many} marks"),
    };
    match people {
        1 => say!(lang, sv: "1 deltagare, {marks}", en: "1 participant, {marks}"),
        many => say!(lang, sv: "{many} deltagare, {marks}", en: "{many} participants, {marks}"),
    }
}

/// What an export had that a register was made of, in words.
pub fn taken_in(version: u64, people: u64, marks: u64, entries: u64, lang: Lang) -> String {
    let held = holdings(people, marks, lang);
    say!(lang,
        sv: "ur en export (version {version}): {held}, {entries} loggposter",
        en: "from an export (version {version}): {held}, {entries} log entries")
}

/// The changes of one command, as they stand in the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Its place in the log, from 1; left out of the stored bytes, where it is the key.
    #[serde(skip)]
    pub seq: u64,
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at: i64,
    pub by: ActorId,
    pub what: What,
    pub changes: Vec<Change>,
}

/// At most so many changes stand in one entry; a command of more has several, one after another. Every start reads the
/// newest entry, and with it all that it holds.
pub const CHANGES_TO_AN_ENTRY: usize = 500;

/// Entries of one command, which has several where it has many changes, as one, under the number of the last.
pub fn together(entries: Vec<LogEntry>) -> Vec<LogEntry> {
    let mut commands: Vec<LogEntry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match commands.last_mut() {
            Some(last) if last.goes_on_in(&entry) => {
                last.seq = entry.seq;
                last.changes.extend(entry.changes);
            }
            _ => commands.push(entry),
        }
    }
    commands
}

impl LogEntry {
    /// The number of the first of the entries that a command has, of which this is all together.
    pub fn first(&self) -> u64 {
        let entries = self.changes.len().div_ceil(CHANGES_TO_AN_ENTRY).max(1);
        self.seq + 1 - entries as u64
    }

    /// Whether the next entry is of the same command: this one was full, and it is of the same moment, by the same
    /// person, doing the same.
    fn goes_on_in(&self, next: &LogEntry) -> bool {
        let is_full = self.changes.len().is_multiple_of(CHANGES_TO_AN_ENTRY);
        is_full
            && self.seq + 1 == next.seq
            && (self.at, self.by, self.what) == (next.at, next.by, next.what)
    }
}

/// Days as the number of days since 1970-01-01: three bytes in the log instead of eleven.
mod day_number {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::calendar::{day_from_number, day_number};

    pub fn serialize<S: Serializer>(day: &NaiveDate, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_i32(day_number(*day))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<NaiveDate, D::Error> {
        day_from_number(i32::deserialize(d)?).ok_or_else(|| D::Error::custom("not a day"))
    }
}
