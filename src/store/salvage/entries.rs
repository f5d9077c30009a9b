//! The log's entries found again: proved by the chain from the first one on as far as it goes, and those beyond.

use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};

use super::{Loss, Salvaged, Source};
use crate::domain::facts::change::LogEntry;
use crate::store::cells::Kind;
use crate::store::error::StoreError;
use crate::store::file;
use crate::store::log::{self, Chain, Hash, NO_HASH};
use crate::store::pages::{Leaf, Part};
use crate::store::snapshot::Snapshot;

/// What was found under each number: the page's checksum was right (1) or not (0), then the stored bytes.
const FOUND: TableDefinition<(u64, u32), &[u8]> = TableDefinition::new("found");
/// The entries that were chosen beyond the chain.
const CHOSEN: TableDefinition<u64, &[u8]> = TableDefinition::new("chosen");

type Told = Result<(), StoreError>;

/// Told an entry: its number, its bytes, what they say.
pub type Each<'a> = &'a mut dyn FnMut(u64, &[u8], &LogEntry) -> Told;

/// No entry takes less in the file: its key and its hash.
const SMALLEST: u64 = 40;

/// The entries of a damaged log.
pub struct Entries {
    /// Where they were gathered; nothing where the log is whole as it stands.
    gathered: Option<Database>,
    /// How many from the first on are proved.
    proved: u64,
    /// How many there were, as far as that is known.
    all: u64,
}

impl Entries {
    /// Whether the log can be read from its first entry to its last, each proved by the one before.
    pub fn are_whole(snapshot: &Snapshot) -> bool {
        let mut chain = Chain::default();
        for part in snapshot.parts(Kind::Log, false) {
            let Part::Rows(leaf) = part else { return false };
            for (key, stored) in leaf.rows() {
                let seq = u64::from_le_bytes(key.try_into().unwrap_or_default());
                if !chain.follows(seq, stored) {
                    return false;
                }
            }
        }
        let seq = chain.last.seq;
        snapshot.head_is_sound && seq > 0 && seq == snapshot.len(Kind::Log)
    }

    /// Finds the entries, wherever they lie in the file.
    pub fn find(source: &Source, salvaged: &mut Salvaged) -> Result<Entries, StoreError> {
        if Entries::are_whole(&source.newest) {
            let all = source.newest.len(Kind::Log);
            return Ok(Entries {
                gathered: None,
                proved: all,
                all,
            });
        }
        let (gathered, _) = file::nameless()?;
        let says = match source.newest.head_is_sound {
            true => source.newest.len(Kind::Log),
            false => 0,
        };
        let last = gather(source, &gathered, says)?;
        let mut entries = Entries {
            gathered: Some(gathered),
            proved: 0,
            all: says.max(last),
        };
        entries.choose(salvaged)?;
        Ok(entries)
    }

    /// Follows the chain as far as it goes, then takes of what lies beyond it the likeliest under each number.
    fn choose(&mut self, salvaged: &mut Salvaged) -> Result<(), StoreError> {
        let Some(gathered) = &self.gathered else {
            return Ok(());
        };
        let txn = gathered.begin_write()?;
        {
            let found = txn.open_table(FOUND)?;
            let mut chosen = txn.open_table(CHOSEN)?;
            let mut before: Option<Hash> = Some(NO_HASH);
            let mut missing: Option<u64> = None;
            let mut unproved = 0;
            for seq in 1..=self.all {
                let follows =
                    |stored: &[u8]| before.is_some_and(|before| log::follows(&before, seq, stored));
                let mut best: Option<(bool, bool, Vec<u8>)> = None;
                for row in found.range((seq, 0)..=(seq, u32::MAX))? {
                    let (_, value) = row?;
                    let Some((is_sound, stored)) = value.value().split_first() else {
                        continue;
                    };
                    let rank = (follows(stored), *is_sound == 1);
                    if best.as_ref().is_none_or(|(a, b, _)| rank > (*a, *b)) {
                        best = Some((rank.0, rank.1, stored.to_vec()));
                    }
                }
                let Some((is_next, _, stored)) = best else {
                    missing.get_or_insert(seq);
                    before = None;
                    continue;
                };
                if let Some(from) = missing.take() {
                    salvaged.add(Loss::Entries {
                        from,
                        until: seq - 1,
                    });
                }
                if is_next && self.proved == seq - 1 {
                    self.proved = seq;
                } else if !is_next {
                    unproved += 1;
                }
                before = Some(log::chain_of(&stored)?);
                chosen.insert(seq, stored.as_slice())?;
            }
            if let Some(from) = missing {
                let until = self.all;
                salvaged.add(Loss::Entries { from, until });
            }
            if unproved > 0 {
                salvaged.add(Loss::Unproved { entries: unproved });
            }
        }
        Ok(txn.commit()?)
    }

    /// Whether no entry was lost or is in doubt.
    pub fn are_all_kept(&self) -> bool {
        self.all > 0 && self.proved == self.all
    }

    /// Tells the proved entries, with their bytes.
    pub fn each_kept(&self, source: &Source, tell: Each) -> Result<(), StoreError> {
        if self.gathered.is_some() {
            return self.each_chosen(1, self.proved, &mut |seq, stored| {
                tell(seq, stored, &log::opened(seq, stored)?.0)
            });
        }
        let leaves = source.newest.parts(Kind::Log, false);
        for leaf in leaves.filter_map(Part::rows) {
            for (key, stored) in leaf.rows() {
                let seq = u64::from_le_bytes(key.try_into().unwrap_or_default());
                tell(seq, stored, &log::opened(seq, stored)?.0)?;
            }
        }
        Ok(())
    }

    /// Tells the entries beyond those.
    pub fn each_other(&self, tell: &mut dyn FnMut(LogEntry) -> Told) -> Result<(), StoreError> {
        self.each_chosen(self.proved + 1, self.all, &mut |seq, stored| {
            tell(log::opened(seq, stored)?.0)
        })
    }

    fn each_chosen(
        &self,
        from: u64,
        until: u64,
        tell: &mut dyn FnMut(u64, &[u8]) -> Told,
    ) -> Result<(), StoreError> {
        let Some(gathered) = self.gathered.as_ref().filter(|_| from <= until) else {
            return Ok(());
        };
        let chosen = gathered.begin_read()?.open_table(CHOSEN)?;
        for row in chosen.range(from..=until)? {
            let (seq, stored) = row?;
            tell(seq.value(), stored.value())?;
        }
        Ok(())
    }
}

/// Gathers everything that looks like an entry; the last number there is one for. What was given up and has a number
/// above `says`, where that is known, was never acknowledged.
fn gather(source: &Source, into: &Database, says: u64) -> Result<u64, StoreError> {
    let pages = source.newest.pages();
    // No more entries than there is room for: a damaged number may be any.
    let room = pages.len() / SMALLEST;
    let most = if says == 0 { room } else { says.min(room) };
    let txn = into.begin_write()?;
    let mut last = 0;
    {
        let mut found = txn.open_table(FOUND)?;
        let mut take = |leaf: &Leaf, most: u64| -> Result<(), StoreError> {
            for (key, stored) in leaf.rows() {
                let seq = u64::from_le_bytes(key.try_into().unwrap_or_default());
                if seq == 0 || seq > most || log::opened(seq, stored).is_err() {
                    continue;
                }
                let mut bytes = vec![u8::from(leaf.is_sound)];
                bytes.extend(stored);
                let (mut n, mut is_known) = (0, false);
                for row in found.range((seq, 0)..=(seq, u32::MAX))? {
                    let (key, known) = row?;
                    n = key.value().1 + 1;
                    is_known |= known.value()[1..] == *stored;
                }
                if !is_known {
                    found.insert((seq, n), bytes.as_slice())?;
                    last = last.max(seq);
                }
            }
            Ok(())
        };
        for snapshot in [&source.newest, &source.older] {
            for leaf in snapshot.parts(Kind::Log, false).filter_map(Part::rows) {
                take(&leaf, if leaf.is_sound { room } else { most })?;
            }
        }
        for leaf in pages.carve(Kind::Log.widths()) {
            take(&leaf, most)?;
        }
        txn.open_table(CHOSEN)?;
    }
    txn.commit()?;
    Ok(last)
}
