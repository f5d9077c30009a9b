//! THE table of commands: how each is asked for on the screen and on the command line, who may, and what the log calls it.
//! Undo takes each back but those of which the log's name says why they stand.

use crate::action::Action;
use crate::domain::decide::command::Command;
use crate::domain::decide::rights::{Right, right_of};
use crate::domain::facts::change::What;

/// One command.
#[derive(Debug)]
pub struct Row {
    /// Its name in the program.
    pub name: &'static str,
    /// What the log calls it, in words and in JSON: one name, or one for each thing it can mean.
    pub whats: &'static [What],
    /// The actions that lead to it on the screen, whose keys the keymaps have; or why there is none.
    pub screen: Result<&'static [Action], Why>,
    /// The words after `tolv` that ask for it; or why there are none.
    pub line: Result<&'static [&'static str], Why>,
}

impl Row {
    /// The right that it asks for; `None` of undo and redo, which ask for that of what they are about.
    pub fn may(&self) -> Option<Right> {
        match self.whats {
            [What::Undo, ..] => None,
            [what, ..] => Some(right_of(*what)),
            [] => None,
        }
    }
}

/// A reason, for whoever carries the program on.
pub type Why = &'static str;

/// Makes the table, and the look-up that does not compile while a command has no row.
macro_rules! commands {
    ($($variant:ident [$($what:ident)+] screen: $screen:expr, line: $line:expr;)+) => {
        /// Every command but `Still`, which carries out another one.
        pub const ROWS: &[Row] = &[$(Row {
            name: stringify!($variant),
            whats: &[$(What::$what),+],
            screen: $screen,
            line: $line,
        }),+];

        #[derive(Clone, Copy)]
        enum Place {
            $($variant),+
        }

        /// The row of a command.
        pub fn row(command: &Command) -> &'static Row {
            let place = match command {
                Command::Still { command, .. } => return row(command),
                $(Command::$variant { .. } => Place::$variant,)+
            };
            &ROWS[place as usize]
        }
    };
}

const FILE: Why = "a command that takes a file has no key: no screen ever takes a path";
const USERS: Why = "whoever gives rights stands at the server's own shell, where keys come from";

use Action::*;

commands! {
    Mark [Mark] screen: Ok(&[MarkPresent, MarkPartDay, MarkSick, MarkSickChild, MarkUnnotified, MoreCodes, RepeatMark]), line: Ok(&["mark"]);
    Describe [Mark] screen: Ok(&[Note]), line: Ok(&["note"]);
    MarkRest [MarkRest] screen: Ok(&[MarkRest]), line: Ok(&["mark-rest"]);
    Clear [Clear] screen: Ok(&[ClearMark]), line: Ok(&["clear"]);
    Restore [Undo Redo] screen: Ok(&[Undo, Redo]), line: Ok(&["undo", "redo"]);
    Enrol [Enrol NewStay] screen: Ok(&[AddPerson]), line: Ok(&["add"]);
    Import [Import] screen: Err(FILE), line: Ok(&["import"]);
    NewStay [NewStay] screen: Ok(&[NewStay]), line: Ok(&["new-stay"]);
    Change [Change] screen: Ok(&[ChangePerson]), line: Ok(&["change"]);
    Move [Move] screen: Ok(&[MovePerson]), line: Ok(&["move"]);
    EndStay [EndStay] screen: Ok(&[EndStay]), line: Ok(&["end"]);
    SetOutcome [SetOutcome] screen: Ok(&[EndStay]), line: Ok(&["outcome set"]);
    CheckJob [CheckJob] screen: Ok(&[EndStay]), line: Ok(&["outcome check"]);
    ReopenStay [ReopenStay] screen: Ok(&[EndStay]), line: Ok(&["reopen"]);
    SetAbsence [SetAbsence] screen: Ok(&[LongAbsence]), line: Ok(&["absence"]);
    RemoveAbsence [RemoveAbsence] screen: Ok(&[LongAbsence]), line: Ok(&["absence"]);
    Read [Read] screen: Ok(&[Open, ShowPersonnummer]), line: Ok(&["show"]);
    AddArena [AddArena] screen: Ok(&[AddArena]), line: Ok(&["arena add"]);
    RenameArena [RenameArena] screen: Ok(&[ChangeArena]), line: Ok(&["arena rename"]);
    MergeArena [MergeArena] screen: Ok(&[MergeArena]), line: Ok(&["arena merge"]);
    CloseArena [CloseArena] screen: Ok(&[ChangeArena]), line: Ok(&["arena close"]);
    ReopenArena [ReopenArena] screen: Ok(&[ChangeArena]), line: Ok(&["arena open"]);
    Close [Close] screen: Ok(&[CloseDay]), line: Ok(&["calendar close"]);
    Open [Open] screen: Ok(&[OpenDay]), line: Ok(&["calendar open"]);
    Configure [Configure] screen: Ok(&[Settings]), line: Ok(&["settings"]);
    AddDecision [AddDecision] screen: Ok(&[AddDecision]), line: Ok(&["decision add"]);
    ReplaceDecision [ReplaceDecision] screen: Ok(&[ReplaceDecision]), line: Ok(&["decision add"]);
    EndDecision [EndDecision WithdrawDecision] screen: Ok(&[EndDecision]), line: Ok(&["decision end"]);
    SetStep [SetStep] screen: Ok(&[SetStep]), line: Ok(&["step"]);
    PlanOnward [PlanOnward] screen: Ok(&[PlanOnward]), line: Ok(&["plan"]);
    HandleDuty [HandleDuty SetAsideDuty] screen: Ok(&[HandleDuty, SetAsideDuty]), line: Ok(&["duties handle", "duties set-aside"]);
    TakeUpDuty [TakeUpDuty] screen: Ok(&[TakeUpDuty]), line: Ok(&["duties take-up"]);
    AddUser [AddUser] screen: Err(USERS), line: Ok(&["user add"]);
    ChangeUser [ChangeUser] screen: Err(USERS), line: Ok(&["user change"]);
    EndUser [EndUser] screen: Err(USERS), line: Ok(&["user end"]);
    TakeCover [TakeCover] screen: Ok(&[TakeCover]), line: Ok(&["cover"]);
    Prefer [Prefer] screen: Err("it is said once, where one logs in from"), line: Ok(&["prefer"]);
    AddKey [AddKey] screen: Err(FILE), line: Ok(&["key add"]);
    RevokeKey [RevokeKey] screen: Err(USERS), line: Ok(&["key revoke"]);
    SetRule [SetRule] screen: Ok(&[Rules]), line: Ok(&["rules set"]);
    DropRule [DropRule] screen: Ok(&[Rules]), line: Ok(&["rules drop"]);
}

/// The right that an action asks for; `None` of what anybody with the screen before them may do. A list asks for the right
/// to read it, whatever can be done from it.
pub fn right_of_action(action: Action) -> Option<Right> {
    match action {
        TwelveMonths | Duties | Quota | Outcomes | OtherUnits => Some(Right::Survey),
        Log => Some(Right::Log),
        Arenas => Some(Right::See),
        // What Enter opens, and what anybody may read.
        Open | Rules => None,
        action => ROWS
            .iter()
            .find(|row| row.screen.is_ok_and(|actions| actions.contains(&action)))
            .and_then(Row::may),
    }
}
