//! The log's bytes: a header that proves the entries before it, and beside it the changes, each with a salt. Any change
//! can be removed, and the proof of all that remains stays whole.
//!
//! ```text
//! hash (32)     the entry is known by it
//! form (1)      0: sealed as below; 1: sealed before there was this form, then the chain's hash (32) follows
//! header's length, header; number of changes
//! of each change: its length, salt (16), change; or 0, and its hash (32), where it was removed
//! ```
//!
//! Lengths and numbers are LEB128, header and changes are MessagePack, hashes are SHA-256: of a change over its salt and
//! its bytes, so that nobody can try out what a removed one said; of the chain over the chain's hash before, the entry's
//! place (8, big-endian), its form, where it was sealed before the hash that it is known by, the header's length, the
//! header, the number of changes and the hash of each. The entry is known by the chain's hash, and by the hash that it had
//! where it was sealed before: a backup from then says that one.
//!
//! Up to schema 4 an entry was a hash and one MessagePack of all that it said; the hash was over the one before, the
//! place and that. Such entries are read as they stand.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::StoreError;
use super::records::{from_bytes, to_bytes};
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::{Change, LogEntry, What};

mod chain;
mod numbers;
mod row;

pub use chain::Chain;
use row::{Beside, Row, SEALED, SEALED_BEFORE, put_header, sealed_part};

/// SHA-256.
pub type Hash = [u8; 32];

/// The hash before the first entry.
pub const NO_HASH: Hash = [0; 32];

/// What makes a change's hash one that cannot be tried out.
pub type Salt = [u8; 16];

/// What stays of an entry when all that it changed has been removed: nothing that names anybody but by a user's number.
#[derive(Debug, Serialize, Deserialize)]
pub struct Header {
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at: i64,
    pub by: ActorId,
    pub what: What,
    /// Of an undo or a redo: the number of the entry that it took back or made again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// The version of the program that wrote it; `None` of entries from before there were headers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
}

/// A change of an entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Kept {
        salt: Salt,
        bytes: Vec<u8>,
    },
    /// Its hash, which is what remains.
    Removed(Hash),
}

/// An entry's parts, as an export has them.
pub struct Apart {
    /// The hash that it is known by.
    pub known: Hash,
    /// The chain's hash, where that is another.
    pub chain: Option<Hash>,
    pub header: Vec<u8>,
    pub parts: Vec<Part>,
}

/// An entry as bytes. `before` is the chain's hash before it.
pub fn sealed(entry: &LogEntry, before: &Hash) -> Result<Vec<u8>, StoreError> {
    let program = Some(env!("CARGO_PKG_VERSION").to_owned());
    let (header, parts) = divided(entry, program)?;
    Ok(joined(entry.seq, before, None, &header, &parts))
}

/// An entry from an older schema as bytes of this one, known by the hash that it had.
pub fn sealed_again(entry: &LogEntry, known: &Hash, before: &Hash) -> Result<Vec<u8>, StoreError> {
    let (header, parts) = divided(entry, None)?;
    Ok(joined(entry.seq, before, Some(known), &header, &parts))
}

/// The header and the changes, each with a salt of its own.
fn divided(entry: &LogEntry, program: Option<String>) -> Result<(Vec<u8>, Vec<Part>), StoreError> {
    let LogEntry {
        seq: _,
        at,
        by,
        what,
        of,
        removed: _,
        changes,
    } = entry;
    let header = Header {
        at: *at,
        by: *by,
        what: *what,
        of: *of,
        program,
    };
    let mut salts = vec![Salt::default(); changes.len()];
    getrandom::fill(salts.as_flattened_mut()).map_err(std::io::Error::from)?;
    let part = |(change, salt): (&Change, Salt)| -> Result<Part, StoreError> {
        let bytes = to_bytes(change, "log")?;
        Ok(Part::Kept { salt, bytes })
    };
    let parts: Result<_, _> = changes.iter().zip(salts).map(part).collect();
    Ok((to_bytes(&header, "log")?, parts?))
}

/// The bytes of an entry at a place after the chain's hash before it. One that was sealed before is known by its hash.
pub fn joined(
    seq: u64,
    before: &Hash,
    known: Option<&Hash>,
    header: &[u8],
    parts: &[Part],
) -> Vec<u8> {
    let hashes = parts.iter().map(|part| part.beside().hash());
    let chain = hash_of_chain(before, seq, &sealed_part(known, header, hashes));
    let mut bytes = Vec::with_capacity(header.len() + 2 * (parts.len() + 1) * NO_HASH.len());
    bytes.extend(known.unwrap_or(&chain));
    match known {
        None => bytes.push(SEALED),
        Some(_) => {
            bytes.push(SEALED_BEFORE);
            bytes.extend(chain);
        }
    }
    put_header(header, parts.len(), &mut bytes);
    parts.iter().for_each(|part| part.beside().put(&mut bytes));
    bytes
}

/// The entry taken apart; `None` where it is none, or one as they were up to schema 4.
pub fn apart(bytes: &[u8]) -> Option<Apart> {
    let row = Row::of(bytes)?;
    let part = |beside: Beside| match beside {
        Beside::Kept { salt, bytes } => Part::Kept {
            salt: *salt,
            bytes: bytes.to_vec(),
        },
        Beside::Removed(hash) => Part::Removed(*hash),
    };
    Some(Apart {
        known: *row.known,
        chain: (row.form == SEALED_BEFORE).then_some(*row.chain),
        header: row.header.to_vec(),
        parts: row.parts()?.into_iter().map(part).collect(),
    })
}

/// The entry's bytes without those of its changes of which that is so.
pub fn without(bytes: &[u8], is_removed: impl Fn(&Change) -> bool) -> Result<Vec<u8>, StoreError> {
    let broken = || StoreError::Record("log");
    let row = Row::of(bytes).ok_or_else(broken)?;
    let mut left = bytes[..bytes.len() - row.beside.len()].to_vec();
    for part in row.parts().ok_or_else(broken)? {
        match &part {
            Beside::Kept { bytes, .. } if is_removed(&from_bytes(bytes, "log")?) => {
                Beside::Removed(&part.hash()).put(&mut left);
            }
            part => part.put(&mut left),
        }
    }
    Ok(left)
}

/// The entry and the hash that it is known by. Whether it follows from the one before is [`follows`]'s to say.
pub fn opened(seq: u64, bytes: &[u8]) -> Result<(LogEntry, Hash), StoreError> {
    let broken = || StoreError::Record("log");
    let Some(row) = Row::of(bytes) else {
        return opened_whole(seq, bytes);
    };
    let Header {
        at,
        by,
        what,
        of,
        program: _,
    } = from_bytes(row.header, "log")?;
    let mut entry = LogEntry {
        seq,
        at,
        by,
        what,
        of,
        removed: 0,
        changes: Vec::new(),
    };
    for part in row.parts().ok_or_else(broken)? {
        match part {
            Beside::Kept { bytes, .. } => entry.changes.push(from_bytes(bytes, "log")?),
            Beside::Removed(_) => entry.removed += 1,
        }
    }
    Ok((entry, *row.known))
}

/// An entry as it was up to schema 4.
pub fn opened_whole(seq: u64, bytes: &[u8]) -> Result<(LogEntry, Hash), StoreError> {
    let (hash, body) = bytes.split_first_chunk().ok_or(StoreError::Record("log"))?;
    let mut entry: LogEntry = from_bytes(body, "log")?;
    entry.seq = seq;
    Ok((entry, *hash))
}

/// What an entry did, without reading its changes; `None` of one as they were up to schema 4.
pub fn what(bytes: &[u8]) -> Result<Option<What>, StoreError> {
    let header = |row: Row| from_bytes::<Header>(row.header, "log");
    Ok(Row::of(bytes)
        .map(header)
        .transpose()?
        .map(|header| header.what))
}

/// The hash that an entry is known by, without reading the entry: one that holds much is large.
pub fn hash_of(bytes: &[u8]) -> Result<Hash, StoreError> {
    let hash = bytes.first_chunk().ok_or(StoreError::Record("log"))?;
    Ok(*hash)
}

/// The chain's hash after an entry.
pub fn chain_of(bytes: &[u8]) -> Result<Hash, StoreError> {
    let chain = match bytes.get(NO_HASH.len()) {
        Some(&SEALED_BEFORE) => bytes[NO_HASH.len() + 1..].first_chunk(),
        _ => bytes.first_chunk(),
    };
    chain.copied().ok_or(StoreError::Record("log"))
}

/// Whether it is an entry as they were up to schema 4.
pub fn is_whole(bytes: &[u8]) -> bool {
    !matches!(bytes.get(NO_HASH.len()), Some(&(SEALED | SEALED_BEFORE)))
}

/// Whether an entry's bytes carry the chain's hash that follows from the one before, and each of its changes that was not
/// removed is the one that was sealed.
pub fn follows(before: &Hash, seq: u64, bytes: &[u8]) -> bool {
    if is_whole(bytes) {
        return bytes
            .split_first_chunk()
            .is_some_and(|(own, body)| *own == hash_of_chain(before, seq, body));
    }
    let sealed = Row::of(bytes).and_then(|row| Some((row.chain, row.sealed()?)));
    sealed.is_some_and(|(chain, sealed)| *chain == hash_of_chain(before, seq, &sealed))
}

/// The hash over the one before, the place in the log, and what is sealed: up to schema 4 the whole entry.
fn hash_of_chain(before: &Hash, seq: u64, sealed: &[u8]) -> Hash {
    let mut sha = Sha256::new();
    sha.update(before);
    sha.update(seq.to_be_bytes());
    sha.update(sealed);
    sha.finalize().into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts() -> impl Strategy<Value = Vec<Part>> {
        let bytes = prop::collection::vec(any::<u8>(), 1..300);
        let kept = (any::<Salt>(), bytes).prop_map(|(salt, bytes)| Part::Kept { salt, bytes });
        prop::collection::vec(
            prop_oneof![kept, any::<Hash>().prop_map(Part::Removed)],
            0..5,
        )
    }

    proptest! {
        #[test]
        fn an_entry_is_taken_apart_as_it_was_joined_and_follows(
            (seq, before) in any::<(u64, Hash)>(),
            known in prop::option::of(any::<Hash>()),
            header in prop::collection::vec(any::<u8>(), 0..200),
            parts in parts(),
        ) {
            let bytes = joined(seq, &before, known.as_ref(), &header, &parts);
            let found = apart(&bytes).expect("an entry");
            prop_assert_eq!(found.header, header);
            prop_assert_eq!(found.parts, parts);
            prop_assert_eq!(found.chain.is_some(), known.is_some());
            prop_assert_eq!(hash_of(&bytes).ok(), Some(known.unwrap_or(found.known)));
            prop_assert_eq!(chain_of(&bytes).ok(), found.chain.or(Some(found.known)));
            prop_assert!(follows(&before, seq, &bytes) && !is_whole(&bytes));
            prop_assert!(!follows(&before, seq ^ 1, &bytes));
            for at in 0..bytes.len() {
                let mut other = bytes.clone();
                other[at] ^= 0x80;
                prop_assert!(!follows(&before, seq, &other), "byte {at}");
            }
        }

        #[test]
        fn any_bytes_are_an_entry_or_none(bytes in prop::collection::vec(any::<u8>(), 0..200), form in 0..2_u8) {
            let mut as_one = bytes.clone();
            if let Some(byte) = as_one.get_mut(NO_HASH.len()) {
                *byte = form;
            }
            for bytes in [bytes, as_one] {
                let _ = (opened(1, &bytes), apart(&bytes), chain_of(&bytes));
                prop_assert!(!follows(&NO_HASH, 1, &bytes));
            }
        }
    }
}
