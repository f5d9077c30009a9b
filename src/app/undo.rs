//! Own marks that can be taken back, and those taken back that can be made again.

use std::collections::VecDeque;

use crate::action::Action;
use crate::domain::decide::command::{Command, Reversal};
use crate::domain::facts::change::{Change, LogEntry, Marked, What};
use crate::domain::facts::participant::PersonId;

/// So many commands are remembered, and so many cells of all of them together; the oldest are forgotten first.
const MOST_COMMANDS: usize = 1_000;
const MOST_CELLS: usize = 100_000;

/// What this session has done, the latest last.
#[derive(Debug, Default)]
pub struct Undo {
    made: VecDeque<Made>,
    taken_back: Vec<Vec<Reversal>>,
    /// What is being carried out now.
    under_way: Option<Command>,
}

#[derive(Debug)]
enum Made {
    Marks(Vec<Reversal>),
    Other(Other),
}

/// What was done that no undo takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Other {
    pub what: What,
    /// Whom it was about; `None` where it was nobody or several.
    pub who: Option<PersonId>,
}

/// What undo or redo means now.
#[derive(Debug)]
pub enum Last {
    Nothing,
    Carry(Command),
    /// The latest is no mark, and an older one is never undone in its place.
    NotUndone(Other),
}

impl Undo {
    /// The command that takes the latest back, or makes it again.
    pub fn command(&mut self, redo: bool) -> Last {
        let cells = if redo {
            self.taken_back.pop()
        } else {
            match self.made.pop_back() {
                Some(Made::Marks(cells)) => Some(cells),
                Some(Made::Other(other)) => {
                    self.made.push_back(Made::Other(other));
                    return Last::NotUndone(other);
                }
                None => None,
            }
        };
        let Some(cells) = cells else {
            return Last::Nothing;
        };
        let command = Command::Restore { cells, redo };
        self.under_way = Some(command.clone());
        Last::Carry(command)
    }

    /// Takes in what was written.
    pub fn written(&mut self, entry: &LogEntry) {
        self.under_way = None;
        let cells: Vec<Reversal> = entry.changes.iter().filter_map(reversal).collect();
        match entry.what {
            // Nothing that anybody would take back.
            What::Read | What::Backup | What::Export => {}
            What::Undo => self.taken_back.push(cells),
            What::Redo => self.remember(entry, cells),
            _ => {
                self.remember(entry, cells);
                self.taken_back.clear();
            }
        }
    }

    fn remember(&mut self, entry: &LogEntry, cells: Vec<Reversal>) {
        let is_mark = matches!(
            entry.what,
            What::Mark | What::MarkRest | What::Clear | What::Redo
        );
        let made = if is_mark && cells.len() <= MOST_CELLS {
            Made::Marks(cells)
        } else {
            let (what, who) = (entry.what, one_person(entry));
            Made::Other(Other { what, who })
        };
        self.made.push_back(made);
        let cells_of = |made: &Made| match made {
            Made::Marks(cells) => cells.len(),
            Made::Other(_) => 0,
        };
        let mut cells: usize = self.made.iter().map(cells_of).sum();
        while self.made.len() > MOST_COMMANDS || cells > MOST_CELLS {
            cells -= self.made.pop_front().as_ref().map_or(0, cells_of);
        }
    }

    /// Takes in that nothing was written. It stays the latest: what the register refuses now is not the reason to undo
    /// something older.
    pub fn failed(&mut self) {
        if let Some(Command::Restore { cells, redo }) = self.under_way.take() {
            match redo {
                true => self.taken_back.push(cells),
                false => self.made.push_back(Made::Marks(cells)),
            }
        }
    }
}

impl Other {
    /// What changes it instead, where there is a key for that.
    pub fn remedy(self) -> Option<Action> {
        Some(match self.what {
            What::Enrol | What::Change => Action::ChangePerson,
            What::Move => Action::MovePerson,
            What::EndStay
            | What::SetOutcome
            | What::CheckJob
            | What::ReopenStay
            | What::NewStay => Action::EndStay,
            What::SetAbsence | What::RemoveAbsence => Action::LongAbsence,
            What::AddDecision
            | What::ReplaceDecision
            | What::EndDecision
            | What::WithdrawDecision => Action::Decisions,
            What::SetStep => Action::SetStep,
            What::PlanOnward => Action::PlanOnward,
            What::HandleDuty | What::SetAsideDuty => Action::TakeUpDuty,
            What::TakeUpDuty => Action::HandleDuty,
            What::Configure => Action::Settings,
            What::SetRule | What::DropRule => Action::Rules,
            _ => return None,
        })
    }
}

fn one_person(entry: &LogEntry) -> Option<PersonId> {
    let mut people = entry.changes.iter().filter_map(|change| match change {
        Change::Person { after, .. } => Some(after.id),
        _ => None,
    });
    people.next().filter(|_| people.next().is_none())
}

fn reversal(change: &Change) -> Option<Reversal> {
    let Marked {
        who,
        day,
        before,
        after,
    } = change.as_mark()?;
    Some(Reversal {
        cell: (who, day),
        expect: after.cloned(),
        set: before.cloned(),
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::facts::attendance::{ActorId, Code, Mark};

    /// An entry with marks of so many people.
    fn marked(what: What, people: usize) -> LogEntry {
        let day = NaiveDate::default();
        let after = Mark {
            code: Code::Present,
            minutes: None,
            by: ActorId(1),
            at: 0,
            detail: None,
        };
        let marked = |id| Change::Marked {
            who: PersonId(id),
            day,
            before: None,
            after: Some(after.clone()),
        };
        LogEntry {
            seq: 1,
            at: 0,
            by: ActorId(1),
            what,
            changes: (0..people as u32).map(marked).collect(),
        }
    }

    fn cells(undo: &Undo) -> usize {
        let cells = undo.made.iter().map(|made| match made {
            Made::Marks(cells) => cells.len(),
            Made::Other(_) => 0,
        });
        cells.sum()
    }

    #[test]
    fn the_memory_is_bounded_and_forgets_the_oldest() {
        let mut undo = Undo::default();
        (0..1_500).for_each(|_| undo.written(&marked(What::Mark, 1)));
        assert_eq!((undo.made.len(), cells(&undo)), (1_000, 1_000));
        (0..300).for_each(|_| undo.written(&marked(What::MarkRest, 1_000)));
        assert_eq!((undo.made.len(), cells(&undo)), (100, 100_000));
        // More at once than is remembered: not undone, and nothing older in its place.
        undo.written(&marked(What::MarkRest, 100_001));
        let last = undo.command(false);
        assert!(matches!(last, Last::NotUndone(other) if other.what == What::MarkRest));
    }

    #[test]
    fn what_cannot_be_undone_stays_the_latest() {
        let mut undo = Undo::default();
        undo.written(&marked(What::Mark, 1));
        undo.written(&marked(What::Read, 0));
        for _ in 0..2 {
            assert!(matches!(undo.command(false), Last::Carry(_)));
            undo.failed();
        }
        undo.written(&marked(What::Move, 0));
        for _ in 0..2 {
            assert!(
                matches!(undo.command(false), Last::NotUndone(other) if other.what == What::Move)
            );
        }
        undo.written(&marked(What::Mark, 2));
        assert!(matches!(undo.command(false), Last::Carry(_)));
        undo.written(&marked(What::Undo, 2));
        assert!(matches!(undo.command(false), Last::NotUndone(_)));
        assert!(matches!(undo.command(true), Last::Carry(_)));
    }
}
