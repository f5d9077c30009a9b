//! A log followed from its first entry to its last.

use super::row::Row;
use super::{Hash, NO_HASH, chain_of, follows, hash_of, is_whole};
use crate::store::census::Checkpoint;
use crate::store::tree::{Head, Tree};

/// A log followed from its first entry on.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The last entry so far.
    pub last: Checkpoint,
    /// The hash of the first.
    pub origin: Hash,
    tree: Tree,
    before: Hash,
    /// Whether the entries are as they were up to schema 4: those of one log are all alike.
    is_whole: Option<bool>,
}

impl Default for Chain {
    fn default() -> Chain {
        Chain {
            last: Checkpoint {
                seq: 0,
                hash: NO_HASH,
            },
            origin: NO_HASH,
            tree: Tree::default(),
            before: NO_HASH,
            is_whole: None,
        }
    }
}

impl Chain {
    /// Whether the entry follows from the one before. The next is held against this one in any case.
    pub fn follows(&mut self, seq: u64, bytes: &[u8]) -> bool {
        let is_whole = is_whole(bytes);
        let follows = self.last.seq.checked_add(1) == Some(seq)
            && *self.is_whole.get_or_insert(is_whole) == is_whole
            && follows(&self.before, seq, bytes);
        self.before = chain_of(bytes).unwrap_or(NO_HASH);
        self.last = Checkpoint {
            seq,
            hash: hash_of(bytes).unwrap_or(NO_HASH),
        };
        if seq == 1 {
            self.origin = self.last.hash;
        }
        if let Some(sealed) = Row::of(bytes).and_then(|row| row.sealed()) {
            self.tree.push(&[&seq.to_be_bytes(), &sealed]);
        }
        follows
    }

    /// The log so far as a tree; `None` where its entries are as they were up to schema 4.
    pub fn head(&self) -> Option<Head> {
        (self.is_whole == Some(false)).then(|| Head {
            origin: self.origin,
            entries: self.last.seq,
            root: self.tree.root(),
        })
    }

    /// The chain's hash after the last entry.
    pub fn hash(&self) -> Hash {
        self.before
    }
}
