//! The list `log` of an export: an entry's header, and its changes beside it.

use redb::{Table, TableDefinition};
use serde::Deserialize;

use super::fault::Fault;
use super::line::{Hex, Line, Record};
use super::sections::{Section, either, put_new, stored};
use super::strict;
use crate::domain::facts::change::{Change, LogEntry};
use crate::store::layout::LOG;
use crate::store::log::{self, Chain, Hash, Header, NO_HASH, Part};

/// The list `log`, which proves itself: each entry carries the hash that follows from the one before.
#[derive(Default)]
pub struct Log {
    pub chain: Chain,
}

/// An entry. Up to version 4 the record is all of it; from then on it is the header, and the changes stand beside it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryRow {
    seq: u64,
    hash: Option<Hex>,
    chain: Option<Hex>,
    record: Option<Record>,
    bytes: Option<Hex>,
    changes: Option<Vec<ChangeRow>>,
}

/// A change of an entry, with its salt; or its hash, where it was removed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeRow {
    salt: Option<Hex>,
    record: Option<Record>,
    bytes: Option<Hex>,
    removed: Option<Hex>,
}

impl ChangeRow {
    fn part(self) -> Result<Part, Fault> {
        let ChangeRow {
            salt,
            record,
            bytes,
            removed,
        } = self;
        if let Some(hash) = removed {
            return match (salt, record, bytes) {
                (None, None, None) => Ok(Part::Removed(fixed(hash)?)),
                _ => Err(Fault::Row),
            };
        }
        Ok(Part::Kept {
            salt: fixed(salt.ok_or(Fault::Row)?)?,
            bytes: stored::<Change>(record, bytes)?,
        })
    }
}

/// Bytes of which there must be so many.
fn fixed<const N: usize>(Hex(bytes): Hex) -> Result<[u8; N], Fault> {
    bytes.try_into().map_err(|_| Fault::Row)
}

impl EntryRow {
    /// The entry as it is stored, of which the chain is not looked at yet.
    fn stored(self, before: &Hash) -> Result<Vec<u8>, Fault> {
        let EntryRow {
            seq,
            hash,
            chain,
            record,
            bytes,
            changes,
        } = self;
        let broken = || Fault::Chain { seq };
        let hash: Hash = fixed(hash.ok_or_else(broken)?)?;
        let Some(changes) = changes else {
            if chain.is_some() {
                return Err(Fault::Row);
            }
            let body = either(record, bytes)?;
            return Ok([&hash, body.as_slice()].concat());
        };
        let header = stored::<Header>(record, bytes)?;
        let parts: Result<Vec<_>, _> = changes.into_iter().map(ChangeRow::part).collect();
        let chain: Option<Hash> = chain.map(fixed).transpose()?;
        let known = chain.is_some().then_some(&hash);
        let stored = log::joined(seq, before, known, &header, &parts?);
        let says = chain.unwrap_or(hash);
        match log::chain_of(&stored) {
            Ok(follows) if follows == says => Ok(stored),
            _ => Err(broken()),
        }
    }
}

impl Section for Log {
    const NAME: &'static str = "log";
    type Key = u64;
    type Value = &'static [u8];
    const TABLE: TableDefinition<'static, u64, &'static [u8]> = LOG;
    type Row = EntryRow;

    fn write(&mut self, seq: u64, value: &[u8], line: &mut Line) {
        self.chain.follows(seq, value);
        line.field("seq", &seq);
        let Some(entry) = log::apart(value) else {
            return line.bytes(value);
        };
        line.field("hash", &Hex(entry.known.to_vec()));
        if let Some(chain) = entry.chain {
            line.field("chain", &Hex(chain.to_vec()));
        }
        line.record(&entry.header);
        line.list("changes", entry.parts, |part, line| match part {
            Part::Kept { salt, bytes } => {
                line.field("salt", &Hex(salt.to_vec()));
                line.record(&bytes);
            }
            Part::Removed(hash) => line.field("removed", &Hex(hash.to_vec())),
        });
    }

    fn put(&mut self, row: EntryRow, table: &mut Table<u64, &'static [u8]>) -> Result<(), Fault> {
        let seq = row.seq;
        let stored = row.stored(&self.chain.hash())?;
        if !self.chain.follows(seq, &stored) {
            return Err(Fault::Chain { seq });
        }
        if log::is_whole(&stored) {
            strict::check::<LogEntry>(&stored[NO_HASH.len()..])?;
        }
        put_new(table, seq, stored.as_slice())
    }
}
