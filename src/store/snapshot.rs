//! One state of a register's file that stays as it is while it is read, page by page, beside those who work in it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;

use redb::{ReadOnlyDatabase, ReadTransaction, ReadableDatabase};

use super::cells::Kind;
use super::error::StoreError;
use super::file::{self, MAGIC};
use super::guard::guarded;
use super::pages::{Commit, NAMES, Pages, Part, Tree, Walk};

/// How often to begin again because somebody wrote between two looks.
const TRIES: usize = 1_000;

/// The tables of one commit.
pub struct Snapshot {
    pages: Pages,
    tables: BTreeMap<Kind, Tree>,
    /// Tables that are there and empty.
    empty: Vec<Kind>,
    /// Whether the header's account of the commit and all pages of the tree of tables carry the right checksum.
    pub head_is_sound: bool,
    /// Keeps the commit's pages from being used again.
    _kept: Option<(ReadOnlyDatabase, ReadTransaction)>,
}

impl Snapshot {
    /// The newest commit of the file at a path, which is opened for reading alone.
    pub fn of(path: &Path) -> Result<Snapshot, StoreError> {
        for _ in 0..TRIES {
            let before = open(path)?;
            let kept = keep(path);
            let pages = open(path)?;
            let [commit, _] = pages.commits();
            // Without a transaction nobody writes, or the file is damaged.
            if kept.is_none() || before.commits()[0] == commit {
                return Ok(Snapshot::read(pages, commit, kept));
            }
        }
        Err(StoreError::Busy(None))
    }

    /// A commit of a file that nobody writes to: the newest, or the one before.
    pub fn still(path: &Path, newest: bool) -> Result<Snapshot, StoreError> {
        let pages = open(path)?;
        let commit = pages.commits()[usize::from(!newest)];
        Ok(Snapshot::read(pages, commit, None))
    }

    /// The same of a file that may hold anything.
    pub fn whatever(path: &Path, newest: bool) -> Result<Snapshot, StoreError> {
        if !std::fs::metadata(path)?.is_file() {
            return Err(StoreError::NotAFile);
        }
        let pages = match Pages::open(path) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(StoreError::NotARegister);
            }
            other => other?,
        };
        let commit = pages.commits()[usize::from(!newest)];
        Ok(Snapshot::read(pages, commit, None))
    }

    /// The newest commit of an open file that nobody else writes to.
    pub fn own(file: File) -> Result<Snapshot, StoreError> {
        let pages = Pages::of(file)?;
        let [commit, _] = pages.commits();
        Ok(Snapshot::read(pages, commit, None))
    }

    fn read(
        pages: Pages,
        commit: Commit,
        kept: Option<(ReadOnlyDatabase, ReadTransaction)>,
    ) -> Snapshot {
        let (mut tables, mut empty) = (BTreeMap::new(), Vec::new());
        let mut head_is_sound = commit.is_sound;
        for part in pages.walk(commit.tables, NAMES, false) {
            let Part::Rows(leaf) = part else {
                head_is_sound = false;
                continue;
            };
            head_is_sound &= leaf.is_sound;
            for (name, definition) in leaf.rows() {
                let kind = Kind::ALL.into_iter().find(|k| k.table().as_bytes() == name);
                match (kind, Tree::of_table(definition)) {
                    (Some(kind), Some(tree)) => drop(tables.insert(kind, tree)),
                    (Some(kind), None) => empty.push(kind),
                    (None, _) => {}
                }
            }
        }
        Snapshot {
            pages,
            tables,
            empty,
            head_is_sound,
            _kept: kept,
        }
    }

    /// Whether there is such a table.
    pub fn has(&self, kind: Kind) -> bool {
        self.tables.contains_key(&kind) || self.empty.contains(&kind)
    }

    /// How many rows a table says it has.
    pub fn len(&self, kind: Kind) -> u64 {
        self.tables.get(&kind).map_or(0, |tree| tree.length)
    }

    /// A table's rows from the first to the last, or back.
    pub fn parts(&self, kind: Kind, backwards: bool) -> Walk<'_> {
        let tree = self.tables.get(&kind).copied();
        self.pages.walk(tree, kind.widths(), backwards)
    }

    /// The file's pages, whatever belongs to the commit.
    pub fn pages(&self) -> &Pages {
        &self.pages
    }
}

/// What begins as redb's files do.
fn open(path: &Path) -> Result<Pages, StoreError> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(StoreError::NotAFile);
    }
    match Pages::open(path) {
        Ok(pages) if pages.header().starts_with(MAGIC) => Ok(pages),
        Ok(_) => Err(StoreError::NotARegister),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            match file::begins_as_ours(path)? {
                true => Err(StoreError::Damaged),
                false => Err(StoreError::NotARegister),
            }
        }
        Err(error) => Err(error.into()),
    }
}

/// A read transaction on the newest commit; none where redb cannot open the file without writing to it.
fn keep(path: &Path) -> Option<(ReadOnlyDatabase, ReadTransaction)> {
    guarded(|| {
        let db = file::open_read_only(path)?;
        let txn = db.begin_read()?;
        Ok((db, txn))
    })
    .ok()
}
