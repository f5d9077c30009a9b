//! Salvage: a new register made of everything that can still be read from a damaged file, and an account of the rest.
//!
//! The register is in the file twice: in the tables, whose pages carry checksums, and in the log, whose entries prove
//! each other. Where the log is whole, the new register is made from it alone and nothing is lost. Where it is not, it
//! is kept as far as it is whole; an entry says that the register was salvaged; the entries beyond the damage follow,
//! sealed anew; and then whatever sound pages of the tables say otherwise. Rows of damaged pages and of pages that were
//! given up earlier come last, only if nothing better is known, and are told as doubtful.
//!
//! Every row of the new register stands in its log too, so that it passes its own check.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use redb::{Database, ReadableDatabase};

use super::cells::{Cell, Kind};
use super::check::{Days, Finding, Tell, examine};
use super::error::StoreError;
use super::layout::{GIVEN_ARENA_KEY, GIVEN_PERSON_KEY};
use super::pages::Part;
use super::snapshot::Snapshot;
use super::{Request, beside, file, presence, tables};
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::{CHANGES_TO_AN_ENTRY, Change, Given, What};
use crate::domain::facts::participant::{ArenaId, PersonId};
use entries::Entries;
pub(super) use making::Making;
use reconcile::reconcile;

mod entries;
mod loss;
mod making;
mod reconcile;

pub use loss::Loss;

/// At most so many losses are told; the others are counted.
const MOST_LOSSES: usize = 500;

/// What came of it.
#[derive(Debug, Default)]
pub struct Salvaged {
    pub people: u64,
    pub marks: u64,
    /// The entries of the new register's log.
    pub entries: u64,
    /// How many entries of the old log were kept as they were, each proved by the one before.
    pub kept: u64,
    pub losses: Vec<Loss>,
    /// Losses beyond those.
    pub more: u64,
    doubtful: HashSet<Cell>,
    doubtful_marks: BTreeMap<u32, Days>,
}

impl Salvaged {
    /// Notes that a record was taken although it may be another than was written last.
    fn doubt(&mut self, cell: Cell) {
        match &cell {
            Cell::Mark(who, day) => self.doubtful_marks.entry(*who).or_default().add(*day),
            cell => self.add(Loss::Doubtful(cell.clone())),
        }
        self.doubtful.insert(cell);
    }

    fn has_doubted(&self, cell: &Cell) -> bool {
        self.doubtful.contains(cell)
    }

    fn tell_doubtful_marks(&mut self) {
        for (who, days) in std::mem::take(&mut self.doubtful_marks) {
            self.add(Loss::DoubtfulMarks { who, days });
        }
    }

    fn add(&mut self, loss: Loss) {
        if self.losses.len() < MOST_LOSSES {
            self.losses.push(loss);
        } else {
            self.more += 1;
        }
    }
}

/// The damaged file: the commit that others would see, and the one before.
pub(super) struct Source {
    pub newest: Snapshot,
    pub older: Snapshot,
}

impl Source {
    fn has_anything(&self) -> bool {
        Kind::ALL
            .iter()
            .any(|kind| self.newest.has(*kind) || self.older.has(*kind))
    }

    pub(super) fn open(path: &Path) -> Result<Source, StoreError> {
        Ok(Source {
            newest: Snapshot::whatever(path, true)?,
            older: Snapshot::whatever(path, false)?,
        })
    }
}

/// Makes a new register at `out`, where there is nothing yet, of what can be read at `from`, which is only read. Busy
/// where somebody has that open: what is written meanwhile would look like damage.
pub fn salvage(
    from: &Path,
    out: &Path,
    request: &Request,
    tell: Tell,
) -> Result<Salvaged, StoreError> {
    if out.symlink_metadata().is_ok() {
        return Err(StoreError::AlreadyThere);
    }
    let source = Source::open(from)?;
    if presence::is_open(from)? {
        return Err(StoreError::Busy(None));
    }
    let made = beside::make_beside(out, |beside| {
        let db = new(beside)?;
        make(&source, &db, beside, request, What::Salvage, tell)
    })?;
    made.ok_or(StoreError::AlreadyThere)
}

/// An empty register without even a first entry.
pub(super) fn new(path: &Path) -> Result<Database, StoreError> {
    let db = file::new_in(path)?;
    let txn = db.begin_write()?;
    tables::make(&txn)?;
    tables::write_schema(&txn)?;
    txn.commit()?;
    Ok(db)
}

/// Whether the register can be made over again from its log alone.
pub(super) fn log_is_whole(snapshot: &Snapshot) -> bool {
    Entries::are_whole(snapshot)
}

/// Makes the register over again in a new file, from its log alone; `None` where the log is not whole.
pub(super) fn rebuild(
    source: &Source,
    path: &Path,
    request: &Request,
    what: What,
    tell: Tell,
) -> Result<Option<Salvaged>, StoreError> {
    if !Entries::are_whole(&source.newest) {
        return Ok(None);
    }
    let db = new(path)?;
    make(source, &db, path, request, what, tell).map(Some)
}

fn make(
    source: &Source,
    db: &Database,
    path: &Path,
    request: &Request,
    what: What,
    tell: Tell,
) -> Result<Salvaged, StoreError> {
    let mut salvaged = Salvaged::default();
    let entries = Entries::find(source, &mut salvaged)?;
    let mut making = Making::new(db, request, tell);
    entries.each_kept(source, &mut |seq, stored, entry| {
        making.keep(seq, stored, entry)
    })?;
    salvaged.kept = making.last();
    if salvaged.kept == 0 && !source.has_anything() {
        return Err(StoreError::NotARegister);
    }
    let asker = asker(source, &entries, request)?;
    let actor = Change::Actor {
        id: asker,
        name: request.actor.to_owned(),
    };
    if entries.are_all_kept() {
        let (people, marks) = making.held(path)?;
        making.add(what, asker, vec![actor, Change::Whole { people, marks }])?;
    } else {
        let (people, marks) = making.held(path)?;
        making.add(what, asker, vec![actor, Change::Whole { people, marks }])?;
        entries.each_other(&mut |entry| making.seal(entry))?;
        for kind in Kind::ALL {
            // The head is this program's own, and the log has been dealt with.
            if matches!(kind, Kind::Meta | Kind::Log) {
                continue;
            }
            making.flush()?;
            // A snapshot of the new register is kept, since the tables are read while more is written to it.
            let _kept = db.begin_read()?;
            let mut some = Vec::new();
            reconcile(kind, source, path, &mut salvaged, &mut |change| {
                some.push(change);
                match some.len() >= CHANGES_TO_AN_ENTRY {
                    true => making.add(what, asker, std::mem::take(&mut some)),
                    false => Ok(()),
                }
            })?;
            if !some.is_empty() {
                making.add(what, asker, some)?;
            }
        }
        let (people, marks) = making.held(path)?;
        let mut last = vec![Change::Whole { people, marks }];
        last.extend(given(source).map(Change::Given));
        making.add(what, asker, last)?;
    }
    making.flush()?;
    salvaged.tell_doubtful_marks();
    account(source, path, &mut salvaged)?;
    Ok(salvaged)
}

/// The highest numbers given, as far as the damaged file's head can be trusted: an entry that told them may be lost.
fn given(source: &Source) -> Option<Given> {
    let mut given = Given::default();
    for leaf in source
        .newest
        .parts(Kind::Meta, false)
        .filter_map(Part::rows)
    {
        for (key, number) in leaf.rows().filter(|_| leaf.is_sound) {
            let number = number.try_into().map_or(0, u64::from_le_bytes);
            match Kind::Meta.cell(key) {
                Some(Cell::Meta(key)) if key == GIVEN_PERSON_KEY => {
                    given.person = PersonId(number.try_into().unwrap_or_default());
                }
                Some(Cell::Meta(key)) if key == GIVEN_ARENA_KEY => {
                    given.arena = ArenaId(number.try_into().unwrap_or_default());
                }
                _ => {}
            }
        }
    }
    (given != Given::default()).then_some(given)
}

/// The number of who salvages: their own where the register knows them, else one that nobody has had.
fn asker(source: &Source, entries: &Entries, request: &Request) -> Result<ActorId, StoreError> {
    let mut last = 0;
    let mut known = None;
    let mut look = |id: u16, name: &[u8]| {
        last = last.max(id);
        if name == request.actor.as_bytes() {
            known = known.or(Some(id));
        }
    };
    for snapshot in [&source.newest, &source.older] {
        for leaf in snapshot.parts(Kind::Actors, false).filter_map(Part::rows) {
            for (key, name) in leaf.rows().filter(|_| leaf.is_sound) {
                if let Some(Cell::Actor(id)) = Kind::Actors.cell(key) {
                    look(id, name);
                }
            }
        }
    }
    let mut of_entry = |entry: &crate::domain::facts::change::LogEntry| {
        for change in &entry.changes {
            if let Change::Actor { id, name } = change {
                look(id.0, name.as_bytes());
            }
        }
    };
    entries.each_kept(source, &mut |_, _, entry| {
        of_entry(entry);
        Ok(())
    })?;
    entries.each_other(&mut |entry| {
        of_entry(&entry);
        Ok(())
    })?;
    Ok(ActorId(known.unwrap_or(last.saturating_add(1))))
}

/// Counts the new register's contents, compares them with those that the old one claimed, and notes what does not
/// agree.
fn account(source: &Source, path: &Path, salvaged: &mut Salvaged) -> Result<(), StoreError> {
    let made = Snapshot::still(path, true)?;
    salvaged.people = made.len(Kind::People);
    salvaged.marks = made.len(Kind::Marks);
    salvaged.entries = made.len(Kind::Log);
    if !source.newest.head_is_sound {
        salvaged.add(Loss::End);
    } else {
        // The head is this program's own.
        let told = |kind: &Kind| !matches!(kind, Kind::Log | Kind::Meta);
        for kind in Kind::ALL.into_iter().filter(told) {
            let (had, has) = (source.newest.len(kind), made.len(kind));
            if has < had {
                salvaged.add(Loss::Fewer { kind, had, has });
            }
        }
    }
    for finding in examine(&made, &mut |_, _| {})?.findings {
        match finding {
            Finding::UnknownPerson { who, days } => salvaged.add(Loss::Person { who, days }),
            finding => salvaged.add(Loss::Amiss(finding)),
        }
    }
    Ok(())
}
