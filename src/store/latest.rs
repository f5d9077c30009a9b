//! What an undo or a redo without a number is about: one's own latest in the log, and what that would change.

use std::ops::ControlFlow;

use super::{NotCommitted, Request, Store, StoreError};
use crate::domain::decide::command::Command;
use crate::domain::decide::taking_back::{self, Latest, Left};
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::register::Register;

/// A command that would be taken back or made again next.
#[derive(Debug)]
pub struct Next {
    pub made: LogEntry,
    /// What that would change.
    pub changes: Vec<Change>,
    /// What of a list would stay as it is.
    pub left: Vec<Left>,
}

impl Store {
    /// Of the user who asks the latest that stands, or of what they have undone that which is made again first: written
    /// at `since` or later, in milliseconds since 1970-01-01 UTC. An older one is never taken where that is refused.
    pub fn next_to_restore(
        &self,
        register: &Register,
        request: &Request,
        (redo, since): (bool, i64),
    ) -> Result<Option<Next>, NotCommitted> {
        let (by, _) = register.actor_id(request.actor);
        let mut latest = Latest::of(by, redo);
        self.each_entry_back(|entry| match entry.at < since {
            true => ControlFlow::Break(()),
            false => latest.take(entry),
        })?;
        let Some(of) = latest.found() else {
            return Ok(None);
        };
        let changes = self.foresee(register, request, &Command::Restore { of, redo })?;
        let log = self.commands_from(of)?;
        let made = log.into_iter().find(|entry| entry.seq == of);
        let made = made.ok_or(StoreError::BrokenLog)?;
        let left = self.left(register, request, (of, redo))?;
        Ok(Some(Next {
            made,
            changes,
            left,
        }))
    }

    /// What of a list would stay as it is where that is taken back, or made again.
    pub fn left(
        &self,
        register: &Register,
        request: &Request,
        (of, redo): (u64, bool),
    ) -> Result<Vec<Left>, NotCommitted> {
        let command = Command::Restore { of, redo };
        let (facts, asker) = self.asked(register, request, &command)?;
        taking_back::left(register, &facts, &asker, (of, redo)).map_err(NotCommitted::Refused)
    }
}
