//! The rows that commands print as JSON: one place for each type. What is not known is null; days are `YYYY-MM-DD`.

use std::mem::Discriminant;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::decide::refusal::Refusal;
use crate::domain::reading::ReadingError;
use crate::domain::zone::Zone;
use crate::import::Reason;
use crate::store::Census;
use crate::store::backup::hex;

pub use crate::lists::rows::moment;

/// What became of a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ImportSummary {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub rejected: Vec<RejectedRow>,
    /// What rows say otherwise than it stands, since somebody decided it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<KeptRow>,
    /// What each row would do; only of a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<PlannedRow>>,
}

/// A fact that a row of a list does not change.
#[derive(Clone, Debug, Serialize)]
pub struct KeptRow {
    pub line: u64,
    pub column: String,
    pub reason: String,
}

/// What a row of a list would do.
#[derive(Clone, Debug, Serialize)]
pub struct PlannedRow {
    pub line: u64,
    /// `added` or `changed`.
    pub became: &'static str,
    /// The person's number; of somebody new there is none yet, and of who is protected none is told.
    pub id: Option<u32>,
    pub name: String,
    pub change: String,
}

/// Why a row of a list was not taken.
#[derive(Clone, Debug, Serialize)]
pub struct RejectedRow {
    pub line: u64,
    /// The column's heading in the list; the field's stable name where the register stands against the row.
    pub column: String,
    /// The column's heading in the list, for people.
    #[serde(skip)]
    pub heading: String,
    /// What the cell holds, short; null where it is empty or must not be repeated.
    pub value: Option<String>,
    pub reason: String,
    #[serde(skip)]
    pub kind: Kind,
}

/// What kind of fault a row has, whatever the values in its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    List,
    Cell(Discriminant<Reason>),
    /// A cell that cannot be read as what its column holds.
    Reading(Discriminant<ReadingError>),
    /// The register stands against the row.
    Register(Discriminant<Refusal>),
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
