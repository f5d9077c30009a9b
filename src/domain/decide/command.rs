//! Commands: what a person asks for, in the words of the work.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::decide::plans::PlanDraft;
use crate::domain::decide::subject::Subject;
pub use crate::domain::decide::wanted::{NewKey, Wanted};
use crate::domain::facts::attendance::{ActorId, Cell, Code, Entry, Mark};
use crate::domain::facts::change::{LogEntry, Reading, What};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::decided::{Decisions, Fact, Former};
use crate::domain::facts::decision::{DecisionId, Ending, Terms};
use crate::domain::facts::details::Details;
use crate::domain::facts::handling::DutyKey;
use crate::domain::facts::outcome::{Came, Lasted};
use crate::domain::facts::participant::{Absence, ArenaId, Draft, Group, PersonId, Whom};
use crate::domain::facts::process::{Step, StepKind};
use crate::domain::facts::settings::Settings;
use crate::domain::facts::user::{KeyId, Preferences};
use crate::domain::rules::Own;

/// What a person asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Mark {
        who: PersonId,
        day: NaiveDate,
        entry: Entry,
    },
    /// As `Mark`, and the entry is all there is to say: details that it leaves out are taken away.
    Describe {
        who: PersonId,
        day: NaiveDate,
        entry: Entry,
    },
    /// Marks as present those of `who` that are expected and unmarked.
    MarkRest {
        day: NaiveDate,
        who: Vec<PersonId>,
    },
    Clear {
        who: PersonId,
        day: NaiveDate,
    },
    /// Takes back one's own command, of which this is the last log entry, or makes it again.
    Restore {
        of: u64,
        redo: bool,
    },
    Enrol(Box<Draft>),
    /// Rows of a list, each with its line in the file.
    Import {
        rows: Vec<(u64, Draft)>,
        skip_bad: bool,
    },
    /// A new stay for somebody the register knows.
    NewStay {
        who: PersonId,
        draft: Box<Draft>,
    },
    /// Changes what can be changed of a person without ending or moving.
    Change {
        who: PersonId,
        details: Box<Details>,
        /// The current stay's first day.
        start: NaiveDate,
        /// In force from today where it differs from the schedule in force; `None` leaves that as it is.
        schedule: Option<[u16; 7]>,
        /// `New` where it is said that they are another person than who has that name.
        whom: Whom,
    },
    Move {
        who: PersonId,
        from: NaiveDate,
        group: Group,
        arena: String,
        /// Whether an arena that nobody knows yet is meant, and not one that is misspelt.
        is_new_arena: bool,
    },
    EndStay {
        who: PersonId,
        last_day: NaiveDate,
        came: Came,
    },
    /// Tells anew what came of the stay that began on a day, without changing its last day.
    SetOutcome {
        who: PersonId,
        stay: NaiveDate,
        came: Came,
    },
    /// Notes whether the job after the stay that began on a day lasted, or takes that back with `None`.
    CheckJob {
        who: PersonId,
        stay: NaiveDate,
        lasted: Option<Lasted>,
    },
    ReopenStay {
        who: PersonId,
    },
    /// Records a long absence, in the place of the one that began on `instead_of` if there is one.
    SetAbsence {
        who: PersonId,
        absence: Absence,
        instead_of: Option<NaiveDate>,
    },
    RemoveAbsence {
        who: PersonId,
        from: NaiveDate,
    },
    Read {
        who: PersonId,
        what: Reading,
    },
    AddArena {
        group: Group,
        name: String,
    },
    RenameArena {
        id: ArenaId,
        name: String,
    },
    /// Lets an arena go into another one of its group.
    MergeArena {
        id: ArenaId,
        into: ArenaId,
    },
    /// From this day on nobody is placed in an arena.
    CloseArena {
        id: ArenaId,
        from: NaiveDate,
    },
    ReopenArena {
        id: ArenaId,
    },
    Close(ClosedDay),
    Open {
        date: NaiveDate,
        arena: Option<ArenaId>,
    },
    /// All settings but the dated rules, which stay as they are.
    Configure(Box<Settings>),
    /// Records a decision on lönebidrag: a first one, or one that extends the latest.
    AddDecision {
        who: PersonId,
        terms: Box<Terms>,
    },
    /// Records a decision in the place of another.
    ReplaceDecision {
        who: PersonId,
        id: DecisionId,
        terms: Box<Terms>,
    },
    EndDecision {
        who: PersonId,
        id: DecisionId,
        ending: Ending,
        note: String,
    },
    /// Sets what is known of a step towards a decision; `anew` begins another process.
    SetStep {
        who: PersonId,
        kind: StepKind,
        step: Step,
        anew: bool,
    },
    /// Makes or changes the plan onward, or takes it away with `None`.
    PlanOnward {
        who: PersonId,
        plan: Option<Box<PlanDraft>>,
    },
    /// Notes that a duty is handled, or sets it aside until a day.
    HandleDuty {
        key: DutyKey,
        note: String,
        until: Option<NaiveDate>,
    },
    /// Takes a duty up again that was handled or set aside.
    TakeUpDuty {
        key: DutyKey,
    },
    /// Carries a command out only while what it was asked for on is as it was then.
    Still {
        subject: Box<Subject>,
        command: Box<Command>,
    },
    /// Gives somebody rights who has none.
    AddUser {
        name: String,
        /// Whether that is whoever asks, who may not be known yet.
        is_oneself: bool,
        wanted: Wanted,
    },
    ChangeUser {
        user: ActorId,
        wanted: Wanted,
    },
    /// From today on they have no rights, and their keys open nothing.
    EndUser {
        user: ActorId,
    },
    /// Lets whoever asks stand in for others today.
    TakeCover {
        why: String,
    },
    /// Says how the program is to look to whoever asks.
    Prefer(Preferences),
    AddKey {
        user: ActorId,
        key: Box<NewKey>,
    },
    RevokeKey {
        id: KeyId,
    },
    /// Sets a rule of the unit's own, in the place of one of the same name from the same day.
    SetRule(Box<Own>),
    /// Takes a rule of the unit's own back.
    DropRule {
        name: String,
        from: NaiveDate,
    },
}

/// What a command must have read of marks and log before it can be decided.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asks {
    /// These cells' marks.
    pub cells: Vec<Cell>,
    /// The command of this log entry and what was written after it; with that, the marks of what it is about.
    pub back: Option<u64>,
    /// The days on which these people are marked.
    pub days: Vec<PersonId>,
    /// Who decided these facts last.
    pub decided: Vec<(PersonId, Fact)>,
    /// Who had these names before, as names are compared.
    pub names: Vec<String>,
}

/// The answers, read in the same transaction that writes.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub cells: HashMap<Cell, Mark>,
    /// Each command as one, the newest first.
    pub log: Vec<LogEntry>,
    pub days: HashMap<PersonId, Vec<NaiveDate>>,
    pub decided: Decisions,
    pub former: Former,
}

/// Who asks, and when.
#[derive(Clone, Debug)]
pub struct Asker {
    pub id: ActorId,
    pub today: NaiveDate,
    /// Seconds since 1970-01-01 UTC.
    pub now: i64,
    /// Whether they are at the machine as the file's owner, or as root: whoever is has the data in any case.
    pub is_owner: bool,
    /// The key that opened their session over SSH.
    pub key: Option<KeyId>,
    /// The highest number that a name has been given, with those that this command's entry will name.
    pub last: ActorId,
}

impl Asker {
    /// One who stands at the machine and owns the file.
    pub const fn alone(id: ActorId, today: NaiveDate, now: i64) -> Asker {
        Asker {
            id,
            today,
            now,
            is_owner: true,
            key: None,
            last: id,
        }
    }
}

impl Command {
    /// The cell and the code with which it says of a day to come what only that day shows, and so has to be asked about.
    /// `marked` is the code of that cell now: the same again, such as with a note, says nothing more. The rest of a group
    /// is asked about on any day but today, and what is made again was asked about the first time.
    pub fn foretells(
        &self,
        today: NaiveDate,
        marked: impl Fn(Cell) -> Option<Code>,
    ) -> Option<(Cell, Code)> {
        let (who, day, entry) = match self {
            Command::Mark { who, day, entry } | Command::Describe { who, day, entry } => {
                (who, day, entry)
            }
            Command::Still { command, .. } => return command.foretells(today, marked),
            _ => return None,
        };
        let cell = (*who, *day);
        let is_ahead = *day > today && entry.code.is_seen_on_the_day();
        (is_ahead && marked(cell) != Some(entry.code)).then_some((cell, entry.code))
    }

    /// The log entry that it takes back or makes again.
    pub fn of(&self) -> Option<u64> {
        match self {
            Command::Restore { of, .. } => Some(*of),
            Command::Still { command, .. } => command.of(),
            _ => None,
        }
    }

    /// Takes in that an arena which nobody knows yet is meant.
    pub fn mean_new_arena(&mut self) {
        match self {
            Command::Enrol(draft) | Command::NewStay { draft, .. } => draft.is_new_arena = true,
            Command::Move { is_new_arena, .. } => *is_new_arena = true,
            Command::Still { command, .. } => command.mean_new_arena(),
            _ => {}
        }
    }

    /// Takes in whom a draft or a new name is about, as it has been said.
    pub fn mean(&mut self, whom: Whom) {
        match self {
            Command::Enrol(draft) => draft.whom = whom,
            Command::Change { whom: said, .. } => *said = whom,
            Command::Still { command, .. } => command.mean(whom),
            _ => {}
        }
    }

    /// Its name in the log.
    pub fn what(&self) -> What {
        match self {
            Command::Mark { .. } | Command::Describe { .. } => What::Mark,
            Command::MarkRest { .. } => What::MarkRest,
            Command::Clear { .. } => What::Clear,
            Command::Restore { redo: false, .. } => What::Undo,
            Command::Restore { redo: true, .. } => What::Redo,
            Command::Enrol(draft) => match draft.whom {
                Whom::Same(_) => What::NewStay,
                Whom::Unsaid | Whom::New => What::Enrol,
            },
            Command::Import { .. } => What::Import,
            Command::NewStay { .. } => What::NewStay,
            Command::Change { .. } => What::Change,
            Command::Move { .. } => What::Move,
            Command::EndStay { .. } => What::EndStay,
            Command::SetOutcome { .. } => What::SetOutcome,
            Command::CheckJob { .. } => What::CheckJob,
            Command::ReopenStay { .. } => What::ReopenStay,
            Command::SetAbsence { .. } => What::SetAbsence,
            Command::RemoveAbsence { .. } => What::RemoveAbsence,
            Command::Read { .. } => What::Read,
            Command::AddArena { .. } => What::AddArena,
            Command::RenameArena { .. } => What::RenameArena,
            Command::MergeArena { .. } => What::MergeArena,
            Command::CloseArena { .. } => What::CloseArena,
            Command::ReopenArena { .. } => What::ReopenArena,
            Command::Close(_) => What::Close,
            Command::Open { .. } => What::Open,
            Command::Configure(_) => What::Configure,
            Command::AddDecision { .. } => What::AddDecision,
            Command::ReplaceDecision { .. } => What::ReplaceDecision,
            Command::EndDecision {
                ending: Ending::Withdrawn,
                ..
            } => What::WithdrawDecision,
            Command::EndDecision { .. } => What::EndDecision,
            Command::SetStep { .. } => What::SetStep,
            Command::PlanOnward { .. } => What::PlanOnward,
            Command::HandleDuty { until: Some(_), .. } => What::SetAsideDuty,
            Command::HandleDuty { .. } => What::HandleDuty,
            Command::TakeUpDuty { .. } => What::TakeUpDuty,
            Command::Still { command, .. } => command.what(),
            Command::AddUser { .. } => What::AddUser,
            Command::ChangeUser { .. } => What::ChangeUser,
            Command::EndUser { .. } => What::EndUser,
            Command::TakeCover { .. } => What::TakeCover,
            Command::Prefer(_) => What::Prefer,
            Command::AddKey { .. } => What::AddKey,
            Command::RevokeKey { .. } => What::RevokeKey,
            Command::SetRule(_) => What::SetRule,
            Command::DropRule { .. } => What::DropRule,
        }
    }
}
