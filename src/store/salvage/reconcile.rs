//! One table of a damaged file against the same table as the log made it: what sound pages say goes before the log,
//! the log before what damaged or given-up pages say.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::path::Path;

use super::{Loss, Salvaged, Source};
use crate::domain::facts::change::Change;
use crate::domain::plain::plain;
use crate::store::cells::{Cell, Kind, change};
use crate::store::error::StoreError;
use crate::store::pages::{Leaf, Part};
use crate::store::records::mark_from_bytes;
use crate::store::snapshot::Snapshot;

/// Told each change that the new register needs.
type Sink<'a> = &'a mut dyn FnMut(Change) -> Result<(), StoreError>;

/// A row as this version would write it.
type Row = (Cell, Vec<u8>);

/// Brings a table of the new register, at a path, to what the damaged file says of it.
pub fn reconcile(
    kind: Kind,
    source: &Source,
    path: &Path,
    salvaged: &mut Salvaged,
    sink: Sink,
) -> Result<(), StoreError> {
    let made = Snapshot::still(path, true)?;
    let mut merge = Merge {
        kind,
        made: rows(&made, kind).peekable(),
        last: None,
        in_gap: !source.newest.has(kind),
        gaps: Vec::new(),
        doubtful: BTreeMap::new(),
        salvaged,
        sink,
    };
    merge.open_gap();
    for part in source.newest.parts(kind, false) {
        match part {
            Part::Rows(leaf) if leaf.is_sound => merge.sound(&leaf)?,
            Part::Rows(leaf) => merge.damaged(&leaf),
            Part::Lost { .. } => merge.lost(),
        }
    }
    let gaps = merge.end()?;
    if gaps.is_empty() {
        return Ok(());
    }
    // Each user came with an entry of the log: there are no more users than that.
    let logs = [&made, &source.newest, &source.older].map(|snapshot| snapshot.len(Kind::Log));
    let most_users = logs.into_iter().max().unwrap_or_default();
    // The commit before and pages that were given up may have what the gaps had.
    let mut fill: BTreeMap<Cell, Vec<u8>> = BTreeMap::new();
    let older = source.older.parts(kind, false).filter_map(Part::rows);
    for leaf in older.chain(source.newest.pages().carve(kind.widths())) {
        let found = understood(kind, &leaf);
        // Any page of short rows could be one of users; one that is has no row that is none.
        if kind == Kind::Actors && found.len() < leaf.rows().count() {
            continue;
        }
        for (cell, now) in found {
            if matches!(cell, Cell::Actor(id) if u64::from(id) > most_users) {
                continue;
            }
            if gaps.iter().any(|gap| gap.holds(&cell)) && is_newer(&cell, &now, fill.get(&cell)) {
                fill.insert(cell, now);
            }
        }
    }
    // Cells that the new register has already need no filling.
    for (cell, _) in rows(&made, kind) {
        fill.remove(&cell);
    }
    for (cell, now) in fill {
        if salvaged.has_doubted(&cell) {
            continue;
        }
        if let Some(change) = change(&cell, None, Some(&now))? {
            salvaged.doubt(cell);
            sink(change)?;
        }
    }
    Ok(())
}

/// The rows of a sound register.
fn rows(snapshot: &Snapshot, kind: Kind) -> impl Iterator<Item = Row> {
    let leaves = snapshot.parts(kind, false).filter_map(Part::rows);
    leaves.flat_map(move |leaf| understood(kind, &leaf))
}

/// Those rows of a page that are records of the table.
fn understood(kind: Kind, leaf: &Leaf) -> Vec<Row> {
    let rows = leaf.rows().filter_map(|(key, value)| {
        let cell = kind.cell(key)?;
        let now = cell.as_now(value).ok()?;
        let is_record = cell.is_own(value) && (leaf.is_sound || is_likely(&cell, value));
        is_record.then_some((cell, now))
    });
    rows.collect()
}

/// Whether what a page says that cannot be trusted may be a record: anything that is text could be a user's name, and
/// those are plain text.
fn is_likely(cell: &Cell, stored: &[u8]) -> bool {
    let is_name = |name: &str| !name.is_empty() && plain(name).is_ok_and(|plain| plain == name);
    !matches!(cell, Cell::Actor(_)) || std::str::from_utf8(stored).is_ok_and(is_name)
}

/// Of two versions of a mark the later; of anything else the first that was found.
fn is_newer(cell: &Cell, now: &[u8], known: Option<&Vec<u8>>) -> bool {
    let Some(known) = known else { return true };
    let at = |bytes: &[u8]| mark_from_bytes(bytes).map_or(0, |mark| mark.at);
    matches!(cell, Cell::Mark(..)) && at(now) > at(known)
}

/// Keys between two, neither included, of which the damaged file says nothing that can be trusted.
struct Gap {
    after: Option<Cell>,
    before: Option<Cell>,
}

impl Gap {
    fn holds(&self, cell: &Cell) -> bool {
        self.after.as_ref().is_none_or(|after| after < cell)
            && self.before.as_ref().is_none_or(|before| cell < before)
    }
}

/// Both tables side by side, in the order of their keys.
struct Merge<'a, I: Iterator<Item = Row>> {
    kind: Kind,
    made: Peekable<I>,
    /// The last sound row of the damaged file.
    last: Option<Cell>,
    in_gap: bool,
    gaps: Vec<Gap>,
    /// What damaged pages say in the gap that is open.
    doubtful: BTreeMap<Cell, Vec<u8>>,
    salvaged: &'a mut Salvaged,
    sink: Sink<'a>,
}

impl<I: Iterator<Item = Row>> Merge<'_, I> {
    fn open_gap(&mut self) {
        if self.in_gap && self.gaps.last().is_none_or(|gap| gap.before.is_some()) {
            self.gaps.push(Gap {
                after: self.last.clone(),
                before: None,
            });
        }
    }

    fn lost(&mut self) {
        self.in_gap = true;
        self.open_gap();
    }

    fn damaged(&mut self, leaf: &Leaf) {
        self.lost();
        let rows = understood(self.kind, leaf).into_iter();
        let last = self.last.clone();
        self.doubtful
            .extend(rows.filter(|(cell, _)| last.as_ref().is_none_or(|last| last < cell)));
    }

    fn sound(&mut self, leaf: &Leaf) -> Result<(), StoreError> {
        for (key, value) in leaf.rows() {
            let Some(cell) = self.kind.cell(key) else {
                continue;
            };
            self.go_to(Some(&cell))?;
            let made = self.made.next_if(|(known, _)| *known == cell);
            match cell.as_now(value) {
                Ok(now) if made.as_ref().is_none_or(|(_, made)| *made != now) => {
                    let before = made.as_ref().map(|(_, made)| made.as_slice());
                    if let Some(change) = change(&cell, before, Some(&now))? {
                        (self.sink)(change)?;
                    }
                }
                Ok(_) => {}
                Err(_) => self.salvaged.add(Loss::Unreadable(cell.clone())),
            }
            self.last = Some(cell);
        }
        Ok(())
    }

    /// Goes on to a sound row, or to the end: in a gap what the log made stays, and what damaged pages say is added
    /// where there is nothing; elsewhere what the file does not have is taken away.
    fn go_to(&mut self, next: Option<&Cell>) -> Result<(), StoreError> {
        while let Some((cell, made)) = self.made.next_if(|(cell, _)| next.is_none_or(|n| cell < n))
        {
            if self.in_gap {
                self.doubtful.remove(&cell);
            } else if let Some(change) = change(&cell, Some(&made), None)? {
                (self.sink)(change)?;
            }
        }
        if self.in_gap {
            for (cell, now) in std::mem::take(&mut self.doubtful) {
                let is_possible = next.is_none_or(|next| cell < *next);
                if is_possible && let Some(change) = change(&cell, None, Some(&now))? {
                    self.salvaged.doubt(cell);
                    (self.sink)(change)?;
                }
            }
            if let Some(gap) = self.gaps.last_mut() {
                gap.before = next.cloned();
            }
            self.in_gap = false;
        }
        Ok(())
    }

    fn end(mut self) -> Result<Vec<Gap>, StoreError> {
        self.go_to(None)?;
        Ok(self.gaps)
    }
}
