//! Own commands that can be taken back, and those taken back that can be made again.

use std::collections::VecDeque;

use super::{App, Order, Surroundings};
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::{LogEntry, What};
use crate::say;
use crate::screens::Opening;

/// So many commands are remembered; the oldest are forgotten first.
const MOST_COMMANDS: usize = 1_000;

/// What this session has done, the latest last.
#[derive(Debug, Default)]
pub struct Undo {
    made: VecDeque<Made>,
    taken_back: Vec<Made>,
    /// What is being taken back or made again now.
    under_way: Option<Made>,
    /// What another session of the same person did, about which a question stands.
    offered: Option<Made>,
}

/// A command as the log has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// The last of its entries.
    pub of: u64,
    pub what: What,
}

impl Undo {
    /// The command that takes the latest back, or makes it again; none where there is nothing. An older one is never
    /// undone in the place of the latest.
    pub fn command(&mut self, redo: bool) -> Option<Command> {
        let last = match redo {
            true => self.taken_back.last(),
            false => self.made.back(),
        };
        self.under_way = last.copied();
        self.under_way
            .map(|Made { of, .. }| Command::Restore { of, redo })
    }

    /// Takes in what was written. Of an undo or a redo, what that took back or made again.
    pub fn written(&mut self, entry: &LogEntry) -> Option<Made> {
        let offered = self.offered.take();
        let offered = offered.filter(|made| entry.of == Some(made.of));
        let under_way = self.under_way.take().or(offered);
        match entry.what {
            What::Undo => {
                self.made.retain(|one| Some(*one) != under_way);
                self.taken_back.extend(under_way);
                under_way
            }
            What::Redo => {
                self.taken_back.retain(|one| Some(*one) != under_way);
                self.made.extend(under_way);
                under_way
            }
            what if what.is_beside() => None,
            what => {
                self.made.push_back(Made {
                    of: entry.seq,
                    what,
                });
                if self.made.len() > MOST_COMMANDS {
                    self.made.pop_front();
                }
                self.taken_back.clear();
                None
            }
        }
    }

    /// Takes in that nothing was written. It stays the latest: what the register refuses now is not the reason to undo
    /// something older. But what the same person has undone or made again elsewhere is so by now.
    pub fn failed(&mut self, refusal: Option<&Refusal>) {
        let Some(made) = self.under_way.take() else {
            return;
        };
        match refusal {
            Some(Refusal::UndoneAlready { .. }) => {
                self.made.retain(|one| *one != made);
                self.taken_back.push(made);
            }
            Some(Refusal::NotUndone { .. }) => {
                self.taken_back.retain(|one| *one != made);
                self.made.push_back(made);
            }
            _ => {}
        }
    }

    /// Takes in that all is so already: there is nothing more to take back of it, or to make again.
    pub fn unchanged(&mut self) {
        if let Some(made) = self.under_way.take() {
            self.made.retain(|one| *one != made);
            self.taken_back.retain(|one| *one != made);
        }
    }
}

impl App {
    /// Takes back the session's own latest, or makes it again. Where it has none, what an earlier session of today did is
    /// looked for: a link dies, and whoever comes back goes on.
    pub(super) fn restore(&mut self, redo: bool) -> Option<Order> {
        let command = self.undo.command(redo).map(Order::Carry);
        Some(command.unwrap_or(Order::LookBack { redo }))
    }

    /// Asks whether that what was found in the log is meant; it is not what was just done before these eyes.
    pub fn offer(&mut self, redo: bool, (made, text): (Made, String), around: &Surroundings) {
        self.undo.offered = Some(made);
        let command = Box::new(Command::Restore { of: made.of, redo });
        self.put_on_top(Opening::Question { text, command }, around);
    }

    /// Says that nothing was found in the log.
    pub fn offer_nothing(&mut self, redo: bool, around: &Surroundings) {
        self.refuse(match redo {
            true => say!(around.lang,
                sv: "Det finns inget eget från i dag att göra om.",
                en: "There is nothing of yours from today to redo."),
            false => say!(around.lang,
                sv: "Det finns inget eget från i dag att ångra.",
                en: "There is nothing of yours from today to undo."),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::facts::attendance::ActorId;

    fn entry(seq: u64, what: What) -> LogEntry {
        LogEntry {
            seq,
            at: 0,
            by: ActorId(1),
            what,
            of: None,
            removed: 0,
            changes: Vec::new(),
        }
    }

    fn restore(of: u64, redo: bool) -> Option<Command> {
        Some(Command::Restore { of, redo })
    }

    #[test]
    fn the_memory_is_bounded_and_forgets_the_oldest() {
        let mut undo = Undo::default();
        for seq in 1..=1_500 {
            undo.written(&entry(seq, What::Mark));
        }
        assert_eq!(undo.made.len(), 1_000);
        assert_eq!(undo.made.front().map(|made| made.of), Some(501));
        assert_eq!(undo.command(false), restore(1_500, false));
    }

    #[test]
    fn what_is_refused_stays_the_latest() {
        let mut undo = Undo::default();
        undo.written(&entry(1, What::Mark));
        undo.written(&entry(2, What::Read));
        for _ in 0..2 {
            assert_eq!(undo.command(false), restore(1, false));
            undo.failed(None);
        }
        undo.written(&entry(3, What::Move));
        assert_eq!(undo.command(false), restore(3, false));
        let made = undo
            .written(&entry(4, What::Undo))
            .expect("what it took back");
        assert_eq!((made.of, made.what), (3, What::Move));
        assert_eq!(undo.command(false), restore(1, false));
        undo.failed(None);
        assert_eq!(undo.command(true), restore(3, true));
        undo.written(&entry(5, What::Redo));
        assert_eq!(undo.command(true), None);
        assert_eq!(undo.command(false), restore(3, false));
    }

    #[test]
    fn a_new_command_ends_what_could_be_made_again() {
        let mut undo = Undo::default();
        undo.written(&entry(1, What::Mark));
        undo.command(false);
        undo.written(&entry(2, What::Undo));
        undo.written(&entry(3, What::Enrol));
        assert_eq!(undo.command(true), None);
    }
}
