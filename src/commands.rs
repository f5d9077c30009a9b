//! THE table of commands: how each is asked for on the screen and on the command line, who may, and what the log calls it.
//! Undo takes each back but those of which the log's name says why they stand.

use crate::action::Action;
use crate::domain::decide::command::Command;
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
    pub may: May,
}

/// A reason, for whoever carries the program on.
pub type Why = &'static str;

/// Who may ask for a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// There are no roles.
    Everybody,
}

/// Makes the table, and the look-up that does not compile while a command has no row.
macro_rules! commands {
    ($($variant:ident [$($what:ident)+] screen: $screen:expr, line: $line:expr, $may:ident;)+) => {
        /// Every command but `Still`, which carries out another one.
        pub const ROWS: &[Row] = &[$(Row {
            name: stringify!($variant),
            whats: &[$(What::$what),+],
            screen: $screen,
            line: $line,
            may: May::$may,
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

use Action::*;

commands! {
    Mark [Mark] screen: Ok(&[MarkPresent, MarkPartDay, MarkSick, MarkSickChild, MarkUnnotified, MoreCodes, RepeatMark]), line: Ok(&["mark"]), Everybody;
    Describe [Mark] screen: Ok(&[Note]), line: Ok(&["note"]), Everybody;
    MarkRest [MarkRest] screen: Ok(&[MarkRest]), line: Ok(&["mark-rest"]), Everybody;
    Clear [Clear] screen: Ok(&[ClearMark]), line: Ok(&["clear"]), Everybody;
    Restore [Undo Redo] screen: Ok(&[Undo, Redo]), line: Ok(&["undo", "redo"]), Everybody;
    Enrol [Enrol NewStay] screen: Ok(&[AddPerson]), line: Ok(&["add"]), Everybody;
    Import [Import] screen: Err(FILE), line: Ok(&["import"]), Everybody;
    NewStay [NewStay] screen: Ok(&[NewStay]), line: Ok(&["new-stay"]), Everybody;
    Change [Change] screen: Ok(&[ChangePerson]), line: Ok(&["change"]), Everybody;
    Move [Move] screen: Ok(&[MovePerson]), line: Ok(&["move"]), Everybody;
    EndStay [EndStay] screen: Ok(&[EndStay]), line: Ok(&["end"]), Everybody;
    SetOutcome [SetOutcome] screen: Ok(&[EndStay]), line: Ok(&["outcome set"]), Everybody;
    CheckJob [CheckJob] screen: Ok(&[EndStay]), line: Ok(&["outcome check"]), Everybody;
    ReopenStay [ReopenStay] screen: Ok(&[EndStay]), line: Ok(&["reopen"]), Everybody;
    SetAbsence [SetAbsence] screen: Ok(&[LongAbsence]), line: Ok(&["absence"]), Everybody;
    RemoveAbsence [RemoveAbsence] screen: Ok(&[LongAbsence]), line: Ok(&["absence"]), Everybody;
    Read [Read] screen: Ok(&[Open, ShowPersonnummer]), line: Ok(&["show"]), Everybody;
    AddArena [AddArena] screen: Ok(&[AddArena]), line: Ok(&["arena add"]), Everybody;
    RenameArena [RenameArena] screen: Ok(&[ChangeArena]), line: Ok(&["arena rename"]), Everybody;
    MergeArena [MergeArena] screen: Ok(&[MergeArena]), line: Ok(&["arena merge"]), Everybody;
    CloseArena [CloseArena] screen: Ok(&[ChangeArena]), line: Ok(&["arena close"]), Everybody;
    ReopenArena [ReopenArena] screen: Ok(&[ChangeArena]), line: Ok(&["arena open"]), Everybody;
    Close [Close] screen: Ok(&[CloseDay]), line: Ok(&["calendar close"]), Everybody;
    Open [Open] screen: Ok(&[OpenDay]), line: Ok(&["calendar open"]), Everybody;
    Configure [Configure] screen: Ok(&[Settings]), line: Ok(&["settings"]), Everybody;
    AddDecision [AddDecision] screen: Ok(&[AddDecision]), line: Ok(&["decision add"]), Everybody;
    ReplaceDecision [ReplaceDecision] screen: Ok(&[ReplaceDecision]), line: Ok(&["decision add"]), Everybody;
    EndDecision [EndDecision WithdrawDecision] screen: Ok(&[EndDecision]), line: Ok(&["decision end"]), Everybody;
    SetStep [SetStep] screen: Ok(&[SetStep]), line: Ok(&["step"]), Everybody;
    PlanOnward [PlanOnward] screen: Ok(&[PlanOnward]), line: Ok(&["plan"]), Everybody;
    HandleDuty [HandleDuty SetAsideDuty] screen: Ok(&[HandleDuty, SetAsideDuty]), line: Ok(&["duties handle", "duties set-aside"]), Everybody;
    TakeUpDuty [TakeUpDuty] screen: Ok(&[TakeUpDuty]), line: Ok(&["duties take-up"]), Everybody;
    SetRule [SetRule] screen: Ok(&[Rules]), line: Ok(&["rules set"]), Everybody;
    DropRule [DropRule] screen: Ok(&[Rules]), line: Ok(&["rules drop"]), Everybody;
}
