//! Changes as facts: what they were and what they became.

use super::apart::{self, Piece, Pieces};
use super::fact::Fact;
use super::unit;
use crate::domain::facts::change::Change;
use crate::domain::facts::participant::{Arena, Participant};

/// What the facts of a change were and became.
pub fn pieces(change: &Change) -> [Pieces; 2] {
    fn both<T>(two: [Option<T>; 2], of: impl Fn(T) -> Pieces) -> [Pieces; 2] {
        two.map(|one| one.map(&of).unwrap_or_default())
    }
    fn one<T: Clone>(fact: Fact, two: [&Option<T>; 2], piece: fn(T) -> Piece) -> [Pieces; 2] {
        both(two.map(Option::clone), |held| {
            std::iter::once((fact.clone(), piece(held))).collect()
        })
    }
    match change {
        Change::Marked {
            who: _,
            day,
            before,
            after,
        } => one(Fact::Mark(*day), [before, after], Piece::Mark),
        Change::Person { before, after } => {
            let two = [before.as_deref(), after.as_deref()];
            both(two, |person: &Participant| apart::person(person, None))
        }
        Change::Arena { before, after } => {
            both([before.as_ref(), after.as_ref()], |arena: &Arena| {
                unit::arena(arena)
            })
        }
        Change::Closed {
            date,
            arena,
            before,
            after,
        } => {
            let (date, arena) = (*date, *arena);
            one(Fact::Closed { date, arena }, [before, after], Piece::Closed)
        }
        Change::Settings { before, after } => {
            [before, after].map(|settings| unit::settings(settings))
        }
        Change::Duty { key, before, after } => {
            one(Fact::Duty(key.clone()), [before, after], Piece::Handling)
        }
        Change::Given(_)
        | Change::Actor { .. }
        | Change::Through { .. }
        | Change::User { .. }
        | Change::Key { .. }
        | Change::BackedUp { .. }
        | Change::Restored { .. }
        | Change::Whole { .. }
        | Change::TakenIn { .. }
        | Change::Read { .. } => Default::default(),
    }
}
