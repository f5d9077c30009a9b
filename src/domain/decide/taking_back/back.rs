//! Something that is one fact by itself, as it goes back: a mark, a closed day, what was done about a duty.

use super::apart::{Piece, Pieces};
use crate::domain::facts::attendance::Mark;
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::Handling;

/// The one fact that something by itself goes back to.
pub(super) struct Back(pub Pieces);

impl Back {
    fn piece(self) -> Option<Piece> {
        self.0.into_values().next()
    }

    pub fn mark(self) -> Option<Mark> {
        match self.piece() {
            Some(Piece::Mark(mark)) => Some(mark),
            _ => None,
        }
    }

    pub fn closed(self) -> Option<ClosedDay> {
        match self.piece() {
            Some(Piece::Closed(day)) => Some(day),
            _ => None,
        }
    }

    pub fn handling(self) -> Option<Handling> {
        match self.piece() {
            Some(Piece::Handling(handling)) => Some(handling),
            _ => None,
        }
    }
}
