//! The log's bytes: each entry carries the hash of the one before, so that none can be changed or left out unseen.

use sha2::{Digest, Sha256};

use super::error::StoreError;
use super::records::{from_bytes, to_bytes};
use crate::domain::facts::change::LogEntry;

/// SHA-256 over the hash before, the place in the log and the entry's bytes.
pub type Hash = [u8; 32];

/// The hash before the first entry.
pub const NO_HASH: Hash = [0; 32];

/// An entry as bytes: its hash, then its MessagePack.
pub fn sealed(entry: &LogEntry, before: &Hash) -> Result<Vec<u8>, StoreError> {
    let body = to_bytes(entry, "log")?;
    let mut bytes = Vec::with_capacity(NO_HASH.len() + body.len());
    bytes.extend(hash(before, entry.seq, &body));
    bytes.extend(body);
    Ok(bytes)
}

/// The entry and its hash. Whether the hash fits the one before is `follows`'s to say.
pub fn opened(seq: u64, bytes: &[u8]) -> Result<(LogEntry, Hash), StoreError> {
    let (hash, body) = bytes.split_first_chunk().ok_or(StoreError::Record("log"))?;
    let mut entry: LogEntry = from_bytes(body, "log")?;
    entry.seq = seq;
    Ok((entry, *hash))
}

/// The hash of an entry's bytes, without reading the entry: one that holds much is large.
pub fn hash_of(bytes: &[u8]) -> Result<Hash, StoreError> {
    let hash = bytes.first_chunk().ok_or(StoreError::Record("log"))?;
    Ok(*hash)
}

/// Whether an entry's bytes carry the hash that follows from the one before.
pub fn follows(before: &Hash, seq: u64, bytes: &[u8]) -> bool {
    bytes
        .split_first_chunk()
        .is_some_and(|(own, body)| *own == hash(before, seq, body))
}

fn hash(before: &Hash, seq: u64, body: &[u8]) -> Hash {
    let mut sha = Sha256::new();
    sha.update(before);
    sha.update(seq.to_be_bytes());
    sha.update(body);
    sha.finalize().into()
}
