//! The change that brings a cell to what it is to hold.

use serde::de::DeserializeOwned;

use super::Cell;
use crate::domain::calendar::day_from_number;
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::Change;
use crate::domain::facts::handling::DutyKey;
use crate::domain::facts::participant::{ArenaId, PersonId};
use crate::store::error::StoreError;
use crate::store::records::{from_bytes, mark_from_bytes};

/// The change that takes a cell from what it holds to what it is to hold; none where no change can do that.
pub fn change(
    cell: &Cell,
    before: Option<&[u8]>,
    after: Option<&[u8]>,
) -> Result<Option<Change>, StoreError> {
    fn read<T: DeserializeOwned>(stored: Option<&[u8]>) -> Result<Option<T>, StoreError> {
        stored.map(|bytes| from_bytes(bytes, "record")).transpose()
    }
    let date = |day: i32| day_from_number(day).ok_or(StoreError::Record("day"));
    Ok(match cell {
        Cell::Mark(who, day) => Some(Change::Marked {
            who: PersonId(*who),
            day: date(*day)?,
            before: before.map(mark_from_bytes).transpose()?,
            after: after.map(mark_from_bytes).transpose()?,
        }),
        Cell::Closed(day, arena) => Some(Change::Closed {
            date: date(*day)?,
            arena: (*arena != 0).then_some(ArenaId(*arena)),
            before: read(before)?,
            after: read(after)?,
        }),
        Cell::Duty(key) => Some(Change::Duty {
            key: DutyKey(key.clone()),
            before: read(before)?,
            after: read(after)?,
        }),
        Cell::Person(_) => Some(Change::Person {
            before: read(before)?,
            after: read(after)?,
        }),
        Cell::Arena(_) => Some(Change::Arena {
            before: read(before)?,
            after: read(after)?,
        }),
        Cell::Settings(_) => {
            let before = read(before)?.unwrap_or_default();
            read(after)?.map(|after| Change::Settings { before, after })
        }
        Cell::User(_) => {
            let before = read(before)?;
            read(after)?.map(|after| Change::User { before, after })
        }
        Cell::Key(_) => {
            let before = read(before)?;
            read(after)?.map(|after| Change::Key { before, after })
        }
        Cell::Actor(id) => after.map(|name| Change::Actor {
            id: ActorId(*id),
            name: String::from_utf8_lossy(name).into_owned(),
        }),
        Cell::Meta(_) => None,
    })
}
