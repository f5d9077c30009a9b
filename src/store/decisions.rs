//! What the log says of the people of a list: who decided facts of them last, and who had names before.

use redb::ReadableTable;

use super::error::StoreError;
use super::log;
use crate::domain::decide::command::{Asks, Facts};
use crate::domain::facts::decided::{Naming, Seeking};

/// The decisions on the facts, and who had the names. For decisions the log is read once, as far back as the oldest of
/// them; for names to its beginning, without what the marks say.
pub fn decided(
    entries: &impl ReadableTable<u64, &'static [u8]>,
    asks: &Asks,
) -> Result<Facts, StoreError> {
    let mut seeking = Seeking::new(&asks.decided);
    let mut naming = Naming::new(&asks.names);
    for row in entries.iter()?.rev() {
        if seeking.is_over() && naming.is_over() {
            break;
        }
        let (seq, bytes) = row?;
        let (seq, bytes) = (seq.value(), bytes.value());
        let is_named = !naming.is_over() && log::what(bytes)?.is_none_or(Naming::is_about);
        if seeking.is_over() && !is_named {
            continue;
        }
        let entry = log::opened(seq, bytes)?.0;
        if !seeking.is_over() {
            seeking.take(&entry);
        }
        if is_named {
            naming.take(&entry);
        }
    }
    Ok(Facts {
        decided: seeking.found(),
        former: naming.found(),
        ..Facts::default()
    })
}
