//! Changes: facts to be kept; and the log entry that keeps those of one command.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::facts::attendance::{ActorId, Mark};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::{DutyKey, Handling};
use crate::domain::facts::participant::{Arena, ArenaId, Participant, PersonId};
use crate::domain::facts::settings::Settings;
use crate::text::Lang;
use crate::{say, words};

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

/// A change of one cell: somebody's day.
#[derive(Clone, Copy, Debug)]
pub struct Marked<'a> {
    pub who: PersonId,
    pub day: NaiveDate,
    pub before: Option<&'a Mark>,
    pub after: Option<&'a Mark>,
}

impl Marked<'_> {
    /// Whether the code became another one, and not only what is told beside it.
    pub fn is_new_code(&self) -> bool {
        self.before.map(|mark| mark.code) != self.after.map(|mark| mark.code)
    }
}

impl Change {
    /// The cell that it changed; `None` where it is of something else.
    pub fn as_mark(&self) -> Option<Marked<'_>> {
        let Change::Marked {
            who,
            day,
            before,
            after,
        } = self
        else {
            return None;
        };
        Some(Marked {
            who: *who,
            day: *day,
            before: before.as_ref(),
            after: after.as_ref(),
        })
    }
}

words! {
    /// What a log entry's command was.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum What {
        Create "create", "skapade registret" / "created the register";
        Mark "mark", "markerade" / "marked";
        MarkRest "mark-rest", "markerade övriga" / "marked the rest";
        Clear "clear", "tog bort markering" / "cleared a mark";
        Undo "undo", "ångrade" / "undid";
        Redo "redo", "gjorde om" / "redid";
        Enrol "enrol", "lade till" / "added";
        Import "import", "importerade" / "imported";
        Change "change", "ändrade" / "changed";
        Move "move", "flyttade" / "moved";
        EndStay "end-stay", "avslutade vistelse" / "ended a stay";
        SetOutcome "set-outcome", "ändrade utfall" / "changed an outcome";
        CheckJob "check-job", "kontrollerade arbete" / "checked a job";
        ReopenStay "reopen-stay", "öppnade vistelse igen" / "reopened a stay";
        NewStay "new-stay", "ny vistelse" / "began a new stay";
        SetAbsence "set-absence", "antecknade längre frånvaro" / "recorded a long absence";
        RemoveAbsence "remove-absence", "tog bort längre frånvaro" / "took a long absence away";
        Read "read", "läste" / "read";
        Close "close", "stängd dag" / "closed a day";
        Open "open", "öppnade dag" / "opened a day";
        Configure "configure", "ändrade inställning" / "changed a setting";
        AddDecision "add-decision", "registrerade beslut" / "recorded a decision";
        ReplaceDecision "replace-decision", "ersatte beslut" / "replaced a decision";
        EndDecision "end-decision", "avslutade beslut" / "ended a decision";
        WithdrawDecision "withdraw-decision", "återtog beslut" / "took back a decision";
        SetStep "set-step", "antecknade steg" / "noted a step";
        PlanOnward "plan-onward", "planerade vidare" / "planned onward";
        HandleDuty "handle-duty", "avklarade bevakning" / "handled a duty";
        SetAsideDuty "set-aside-duty", "lade undan bevakning" / "set aside a duty";
        TakeUpDuty "take-up-duty", "tog upp bevakning igen" / "took up a duty again";
        Restore "restore", "återställde registret" / "restored the register";
        Backup "backup", "säkerhetskopierade" / "backed up";
        Export "export", "exporterade allt" / "exported everything";
        Salvage "salvage", "räddade ur skadad fil" / "salvaged from a damaged file";
        Repair "repair", "lagade registret" / "repaired the register";
        SetRule "set-rule", "satte en regel" / "set a rule";
        DropRule "drop-rule", "tog bort en regel" / "took a rule back";
        Demo "demo", "påhittade uppgifter" / "made-up data";
        TakeIn "take-in", "tog in ett helt register" / "took in a whole register";
        #[serde(other)]
        Other "other", "annat" / "other";
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
