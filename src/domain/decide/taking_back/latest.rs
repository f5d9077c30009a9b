//! One's own latest command, found by walking the log back: what is undone next, or made again next.

use std::collections::HashSet;
use std::ops::ControlFlow;

use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::{LogEntry, What};

/// A walk back through the log, told one entry after the other, the newest first.
#[derive(Debug)]
pub struct Latest {
    by: ActorId,
    redo: bool,
    /// Commands of which an undo or a redo has been passed: the newest says how they stand.
    decided: HashSet<u64>,
    newer: Option<LogEntry>,
    found: Option<u64>,
}

impl Latest {
    /// Of somebody that which stands; or where `redo`, of what they have undone that which is made again first.
    pub fn of(by: ActorId, redo: bool) -> Latest {
        Latest {
            by,
            redo,
            decided: HashSet::new(),
            newer: None,
            found: None,
        }
    }

    /// Takes in the entry before the last one; breaks off where that is enough.
    pub fn take(&mut self, entry: LogEntry) -> ControlFlow<()> {
        let newer = self.newer.as_ref();
        let is_part = newer.is_some_and(|newer| entry.goes_on_in(newer));
        let (seq, what, of) = (entry.seq, entry.what, entry.of);
        let is_beside = is_part || entry.by != self.by || what.is_beside();
        self.newer = Some(entry);
        if is_beside {
            return ControlFlow::Continue(());
        }
        match (what, of) {
            (What::Undo | What::Redo, Some(of)) => {
                if self.decided.insert(of) && (what == What::Undo) == self.redo {
                    self.found = Some(of);
                }
            }
            (What::Undo | What::Redo, None) => {}
            _ if self.decided.contains(&seq) => {}
            // What was done since ends what could be made again.
            _ => {
                self.found = (!self.redo).then_some(seq);
                return ControlFlow::Break(());
            }
        }
        match self.found {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        }
    }

    /// The last entry of the command that was found.
    pub fn found(self) -> Option<u64> {
        self.found
    }
}
