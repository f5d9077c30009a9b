//! Own marks that can be taken back, and those taken back that can be made again.

use crate::domain::change::{Change, LogEntry, What};
use crate::domain::command::{Command, Reversal};

/// The own marks of this session, the latest last.
#[derive(Debug, Default)]
pub struct Undo {
    made: Vec<Vec<Reversal>>,
    taken_back: Vec<Vec<Reversal>>,
    /// What is being carried out now.
    under_way: Option<Command>,
}

impl Undo {
    /// The command that takes the latest back, or makes it again; nothing where there is none.
    pub fn command(&mut self, redo: bool) -> Option<Command> {
        let cells = if redo {
            self.taken_back.pop()
        } else {
            self.made.pop()
        }?;
        let command = Command::Restore { cells, redo };
        self.under_way = Some(command.clone());
        Some(command)
    }

    /// Takes in what was written.
    pub fn written(&mut self, entry: &LogEntry) {
        self.under_way = None;
        let cells: Vec<Reversal> = entry.changes.iter().filter_map(reversal).collect();
        match entry.what {
            What::Mark | What::MarkRest | What::Clear => {
                self.made.push(cells);
                self.taken_back.clear();
            }
            What::Undo => self.taken_back.push(cells),
            What::Redo => self.made.push(cells),
            _ => {}
        }
    }

    /// Takes in that nothing was written. What the register refuses is over; what could not be written can be asked for
    /// again.
    pub fn failed(&mut self, was_refused: bool) {
        if let Some(Command::Restore { cells, redo }) = self.under_way.take()
            && !was_refused
        {
            let stack = if redo {
                &mut self.taken_back
            } else {
                &mut self.made
            };
            stack.push(cells);
        }
    }
}

fn reversal(change: &Change) -> Option<Reversal> {
    match change {
        Change::Marked {
            who,
            day,
            before,
            after,
        } => Some(Reversal {
            cell: (*who, *day),
            expect: after.clone(),
            set: before.clone(),
        }),
        _ => None,
    }
}
