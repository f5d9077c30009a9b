//! A register written anew without some of what was changed: those changes are gone from its tables and its log, and the
//! log proves the rest as before.

use std::path::Path;

use super::beside;
use super::check::{Tell, examine};
use super::error::StoreError;
use super::log::{self, Chain};
use super::pages::Part;
use super::salvage::{self, Making};
use super::snapshot::Snapshot;
use super::{Kind, Request};
use crate::domain::facts::change::Change;

/// Writes the register at `from` to `out`, where there is nothing yet, without the changes of which that is so: their
/// bytes are in no page of it. How many they were. Refused where the log is not whole.
///
/// redb does not clear a page that it frees, so nothing is ever removed from a file that stays.
pub fn write_without(
    from: &Path,
    out: &Path,
    request: &Request,
    is_removed: &dyn Fn(&Change) -> bool,
    tell: Tell,
) -> Result<u64, StoreError> {
    let source = Snapshot::of(from)?;
    let made = beside::make_beside(out, |beside| {
        let db = salvage::new(beside)?;
        let mut making = Making::new(&db, request, tell);
        let (mut chain, mut removed) = (Chain::default(), 0);
        for part in source.parts(Kind::Log, false) {
            let Part::Rows(leaf) = part else {
                return Err(StoreError::Damaged);
            };
            for (key, stored) in leaf.rows() {
                let seq = u64::from_le_bytes(key.try_into().unwrap_or_default());
                if !chain.follows(seq, stored) {
                    return Err(StoreError::BrokenLog);
                }
                let had = log::opened(seq, stored)?.0.removed;
                let left = log::without(stored, is_removed)?;
                let entry = log::opened(seq, &left)?.0;
                removed += (entry.removed - had) as u64;
                making.keep(seq, &left, &entry)?;
            }
        }
        making.flush()?;
        drop(making);
        drop(db);
        let checked = examine(&Snapshot::still(beside, true)?, &mut |_, _| {})?;
        match checked.first_amiss() {
            None => Ok(removed),
            Some(_) => Err(StoreError::Damaged),
        }
    })?;
    made.ok_or(StoreError::AlreadyThere)
}
