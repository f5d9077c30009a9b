//! A row of the log, its bytes taken apart and put together.

use sha2::{Digest, Sha256};

use super::numbers::{counted, number, put_number};
use super::{Hash, NO_HASH, Part, Salt};

/// The first byte after an entry's hash. Up to schema 4 a MessagePack map begins there, which begins otherwise.
pub const SEALED: u8 = 0;
pub const SEALED_BEFORE: u8 = 1;

/// An entry as it is stored, taken apart.
pub struct Row<'a> {
    pub known: &'a Hash,
    pub chain: &'a Hash,
    pub form: u8,
    pub header: &'a [u8],
    pub changes: usize,
    pub beside: &'a [u8],
}

impl<'a> Row<'a> {
    /// `None` where the bytes are no entry, or one as they were up to schema 4.
    pub fn of(bytes: &'a [u8]) -> Option<Row<'a>> {
        let (known, rest) = bytes.split_first_chunk()?;
        let (&form, rest) = rest.split_first()?;
        let (chain, rest) = match form {
            SEALED => (known, rest),
            SEALED_BEFORE => rest.split_first_chunk()?,
            _ => return None,
        };
        let (header, after) = counted(rest)?;
        let (changes, beside) = number(after)?;
        Some(Row {
            known,
            chain,
            form,
            header,
            changes,
            beside,
        })
    }

    /// Each change; `None` where they are not as they must be.
    pub fn parts(&self) -> Option<Vec<Beside<'a>>> {
        let mut rest = self.beside;
        let mut parts = Vec::new();
        for _ in 0..self.changes {
            let (length, after) = number(rest)?;
            let part;
            (part, rest) = match length {
                0 => {
                    let (hash, after) = after.split_first_chunk()?;
                    (Beside::Removed(hash), after)
                }
                length => {
                    let (salt, after) = after.split_first_chunk()?;
                    let (bytes, after) = after.split_at_checked(length)?;
                    (Beside::Kept { salt, bytes }, after)
                }
            };
            parts.push(part);
        }
        rest.is_empty().then_some(parts)
    }

    /// What the chain's hash is over but for the hash before and the place: the form, where the entry was sealed before the
    /// hash that it is known by, the header, and the hashes of the changes.
    pub fn sealed(&self) -> Option<Vec<u8>> {
        let hashes = self.parts()?;
        let hashes = hashes.iter().map(Beside::hash);
        let known = (self.form == SEALED_BEFORE).then_some(self.known);
        Some(sealed_part(known, self.header, hashes))
    }
}

/// A change beside its header.
pub enum Beside<'a> {
    Kept { salt: &'a Salt, bytes: &'a [u8] },
    Removed(&'a Hash),
}

impl Beside<'_> {
    pub fn hash(&self) -> Hash {
        match self {
            Beside::Kept { salt, bytes } => hash_of_change(salt, bytes),
            Beside::Removed(hash) => **hash,
        }
    }

    pub fn put(&self, into: &mut Vec<u8>) {
        match self {
            Beside::Kept { salt, bytes } => {
                put_number(bytes.len(), into);
                into.extend(*salt);
                into.extend(*bytes);
            }
            Beside::Removed(hash) => {
                put_number(0, into);
                into.extend(*hash);
            }
        }
    }
}

impl Part {
    pub fn beside(&self) -> Beside<'_> {
        match self {
            Part::Kept { salt, bytes } => Beside::Kept { salt, bytes },
            Part::Removed(hash) => Beside::Removed(hash),
        }
    }
}

pub fn put_header(header: &[u8], changes: usize, into: &mut Vec<u8>) {
    put_number(header.len(), into);
    into.extend(header);
    put_number(changes, into);
}

pub fn sealed_part(
    known: Option<&Hash>,
    header: &[u8],
    hashes: impl ExactSizeIterator<Item = Hash>,
) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(header.len() + (hashes.len() + 2) * NO_HASH.len());
    match known {
        None => sealed.push(SEALED),
        Some(known) => {
            sealed.push(SEALED_BEFORE);
            sealed.extend(known);
        }
    }
    put_header(header, hashes.len(), &mut sealed);
    hashes.for_each(|hash| sealed.extend(hash));
    sealed
}

pub fn hash_of_change(salt: &Salt, bytes: &[u8]) -> Hash {
    let mut sha = Sha256::new();
    sha.update(salt);
    sha.update(bytes);
    sha.finalize().into()
}
