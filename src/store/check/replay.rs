//! The log from its end to its beginning: whether the chain holds, and what must stand in the tables.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};

use chrono::Utc;

use super::contents::Contents;
use super::finding::{Days, Finding, Range};
use super::{Checked, MOST_PEOPLE, Progress};
use crate::domain::facts::change::LogEntry;
use crate::store::cells::{Cell, Kind, written};
use crate::store::layout::FORGETTING_SINCE;
use crate::store::log::{self, NO_HASH};
use crate::store::pages::Part;
use crate::store::snapshot::Snapshot;
use crate::store::times::Times;

/// Days to a block of the set of marks that have been decided.
const BLOCK: i32 = 256;

/// The contents of the tables, and those that the log demands, as far as it has been read.
#[derive(Default)]
pub struct Replay {
    random: RandomState,
    /// The cells but for marks, by a hash of what stands there and of what must.
    stands: HashMap<Cell, u64>,
    must_stand: HashMap<Cell, Option<u64>>,
    /// For each person the sum of the hashes of their marks.
    marks_stand: HashMap<u32, u64>,
    marks_must_stand: HashMap<u32, u64>,
    /// The marks that a later entry has decided: a bit for each day of a person's block of days.
    decided: HashMap<(u32, i32), [u64; BLOCK as usize / 64]>,
    /// Whether an entry is missing or cannot be read: then the log does not say what must stand.
    has_gap: bool,
}

/// An entry whose predecessor has not been read yet.
struct Waiting {
    seq: u64,
    stored: Vec<u8>,
}

impl Replay {
    /// Takes in what stands in a table.
    pub fn stands(&mut self, cell: &Cell, now: &[u8]) {
        let hash = self.random.hash_one((cell, now));
        match cell {
            Cell::Mark(who, _) => add(&mut self.marks_stand, *who, hash),
            _ => drop(self.stands.insert(cell.clone(), hash)),
        }
    }

    /// Reads the log.
    pub fn read_log(
        &mut self,
        snapshot: &Snapshot,
        contents: &Contents,
        checked: &mut Checked,
        progress: &mut Progress,
    ) {
        let mut later: Option<Waiting> = None;
        let mut unknown: BTreeMap<u16, u64> = BTreeMap::new();
        let mut rows = 0;
        let mut times = Times::until(Utc::now().timestamp_millis());
        for part in snapshot.parts(Kind::Log, true) {
            let leaf = match part {
                Part::Rows(leaf) => leaf,
                Part::Lost { after, until } => {
                    let range = Range::new(Kind::Log, after.as_deref(), until.as_deref());
                    checked.add(Finding::Pages(range));
                    self.has_gap = true;
                    continue;
                }
            };
            if !leaf.is_sound {
                let first = leaf.rows().next().map(|(key, _)| key);
                let last = leaf.rows().next_back().map(|(key, _)| key);
                checked.add(Finding::Pages(Range::new(Kind::Log, first, last)));
            }
            for (key, stored) in leaf.rows().rev() {
                progress.one();
                rows += 1;
                let seq = u64::from_le_bytes(key.try_into().unwrap_or_default());
                self.follow(seq, stored, later.as_ref(), checked);
                // Of a damaged head the schema is not known.
                let is_known = contents.schema > 0;
                if is_known && log::is_whole(stored) != (contents.schema < FORGETTING_SINCE) {
                    checked.add(Finding::Chain { seq });
                }
                match log::opened(seq, stored) {
                    Ok((entry, _)) => {
                        times.see(seq, entry.at);
                        if !contents.knows(entry.by.0) {
                            *unknown.entry(entry.by.0).or_default() += 1;
                        }
                        self.entry(&entry);
                    }
                    Err(_) => {
                        checked.add(Finding::UnreadableEntry { seq });
                        self.has_gap = true;
                    }
                }
                let stored = stored.to_vec();
                later = Some(Waiting { seq, stored });
            }
        }
        checked.odd = times.odd();
        match later {
            Some(Waiting { seq: 1, stored }) if !log::follows(&NO_HASH, 1, &stored) => {
                checked.add(Finding::Chain { seq: 1 });
            }
            Some(Waiting { seq: 1, .. }) => {}
            Some(Waiting { seq, .. }) if !self.has_gap => self.gap(0, seq, checked),
            None if !self.has_gap && snapshot.has(Kind::Log) => checked.add(Finding::EmptyLog),
            _ => {}
        }
        let says = snapshot.len(Kind::Log);
        if rows != says && checked.is_clean() {
            let kind = Kind::Log;
            checked.add(Finding::Count { kind, rows, says });
        }
        for (actor, rows) in unknown {
            checked.add(Finding::UnknownActor { actor, rows });
        }
    }

    /// Whether the entry that was read before, the next one in the log, follows from this one.
    fn follow(&mut self, seq: u64, stored: &[u8], later: Option<&Waiting>, checked: &mut Checked) {
        let Some(later) = later else { return };
        if later.seq != seq.wrapping_add(1) {
            if !self.has_gap {
                self.gap(seq, later.seq, checked);
            }
            return;
        }
        let before = log::chain_of(stored).unwrap_or(NO_HASH);
        if !log::follows(&before, later.seq, &later.stored) {
            checked.add(Finding::Chain { seq: later.seq });
        }
    }

    fn gap(&mut self, after: u64, before: u64, checked: &mut Checked) {
        checked.add(Finding::Gap { after, before });
        self.has_gap = true;
    }

    fn entry(&mut self, entry: &LogEntry) {
        for change in entry.changes.iter().rev() {
            // Only what can be written is ever asked for; there is nothing else here that could fail.
            let _ = written(change, |cell, after| {
                match cell {
                    Cell::Mark(who, day) => {
                        if self.decide(who, day)
                            && let Some(bytes) = after
                        {
                            let hash = self.random.hash_one((&cell, bytes.as_slice()));
                            add(&mut self.marks_must_stand, who, hash);
                        }
                    }
                    cell => {
                        let hash = after.map(|bytes| self.random.hash_one((&cell, &bytes[..])));
                        self.must_stand.entry(cell).or_insert(hash);
                    }
                }
                Ok(())
            });
        }
    }

    /// Whether no later entry has spoken of the cell; from now on one has.
    fn decide(&mut self, who: u32, day: i32) -> bool {
        let block = self
            .decided
            .entry((who, day.div_euclid(BLOCK)))
            .or_default();
        let place = day.rem_euclid(BLOCK).unsigned_abs() as usize;
        let bit = 1 << (place % 64);
        let is_new = block[place / 64] & bit == 0;
        block[place / 64] |= bit;
        is_new
    }

    /// Compares the tables with what the log says must stand in them.
    pub fn compare(mut self, snapshot: &Snapshot, checked: &mut Checked) {
        if self.has_gap {
            checked.add(Finding::NotCompared);
            return;
        }
        let mut cells: BTreeSet<Cell> = BTreeSet::new();
        for (cell, must) in &self.must_stand {
            if self.stands.get(cell) != must.as_ref() {
                cells.insert(cell.clone());
            }
        }
        for cell in self.stands.keys() {
            // The head has numbers of the file itself too.
            if cell.kind() != Kind::Meta && !self.must_stand.contains_key(cell) {
                cells.insert(cell.clone());
            }
        }
        for cell in cells {
            checked.add(Finding::Differs(cell));
        }
        let people = self.marks_stand.keys().chain(self.marks_must_stand.keys());
        let differing: BTreeSet<u32> = people
            .filter(|who| self.marks_stand.get(who) != self.marks_must_stand.get(who))
            .copied()
            .collect();
        let named: BTreeSet<u32> = differing.iter().copied().take(MOST_PEOPLE).collect();
        let others = differing.len() - named.len();
        for (who, days) in self.days_of(snapshot, named) {
            checked.add(Finding::MarksDiffer { who, days });
        }
        if others > 0 {
            checked.add(Finding::MoreMarksDiffer { people: others });
        }
    }

    /// The days on which these people's marks are not those of the log.
    fn days_of(&mut self, snapshot: &Snapshot, people: BTreeSet<u32>) -> BTreeMap<u32, Days> {
        let mut days: BTreeMap<u32, Days> =
            people.iter().map(|who| (*who, Days::default())).collect();
        if people.is_empty() {
            return days;
        }
        let mut must: BTreeMap<(u32, i32), Option<Vec<u8>>> = BTreeMap::new();
        for leaf in snapshot.parts(Kind::Log, true).filter_map(Part::rows) {
            for (key, stored) in leaf.rows().rev() {
                let seq = u64::from_le_bytes(key.try_into().unwrap_or_default());
                let Ok((entry, _)) = log::opened(seq, stored) else {
                    continue;
                };
                for change in entry.changes.iter().rev() {
                    let _ = written(change, |cell, after| {
                        if let Cell::Mark(who, day) = cell
                            && people.contains(&who)
                        {
                            must.entry((who, day)).or_insert(after);
                        }
                        Ok(())
                    });
                }
            }
        }
        let mut differs = |who: u32, day: i32| {
            if let Some(days) = days.get_mut(&who) {
                days.add(day);
            }
        };
        for leaf in snapshot.parts(Kind::Marks, false).filter_map(Part::rows) {
            for (key, value) in leaf.rows() {
                let Some(cell @ Cell::Mark(who, day)) = Kind::Marks.cell(key) else {
                    continue;
                };
                if people.contains(&who) {
                    let must = must.remove(&(who, day)).flatten();
                    if must != cell.as_now(value).ok() {
                        differs(who, day);
                    }
                }
            }
        }
        for ((who, day), _) in must.into_iter().filter(|(_, must)| must.is_some()) {
            differs(who, day);
        }
        days
    }
}

fn add(sums: &mut HashMap<u32, u64>, who: u32, hash: u64) {
    let sum = sums.entry(who).or_default();
    *sum = sum.wrapping_add(hash);
}
