//! The bytes of a file that others write meanwhile: copied once without stopping anybody, then corrected while nobody
//! writes. Writing a large copy may take seconds; reading the source again, and comparing what has changed, takes a
//! fraction of that. What has not changed is known by its digest: the copy need not be read again for it.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use twox_hash::XxHash3_128;

use crate::store::StoreError;
use crate::store::backup::NotMade;

/// What is read and written at once.
const BLOCK: usize = 1 << 20;
/// What is corrected at once: redb's page.
const PAGE: usize = 4096;

/// A checksum of each whole block as it was copied, from the first block on.
#[derive(Debug, Default)]
pub struct Digests(Vec<u128>);

impl Digests {
    /// Whether the block with this number is what was copied.
    fn hold(&self, number: u64, block: &[u8]) -> bool {
        let copied = usize::try_from(number).ok().and_then(|n| self.0.get(n));
        block.len() == BLOCK && copied.is_some_and(|copied| *copied == digest(block))
    }
}

fn digest(block: &[u8]) -> u128 {
    XxHash3_128::oneshot(block)
}

/// Copies what is there now, without holding anybody up. What is written to the source meanwhile may be there or not.
pub fn roughly(
    source: &File,
    into: &File,
    tell: &mut dyn FnMut(u64, u64),
) -> Result<Digests, NotMade> {
    let len = source.metadata().map_err(of_source)?.len();
    let mut digests = Digests::default();
    let mut block = vec![0; BLOCK];
    let mut at = 0;
    loop {
        tell(at, len.max(at));
        let read = read_at(source, &mut block, at).map_err(of_source)?;
        if read == 0 {
            break;
        }
        into.write_all_at(&block[..read], at).map_err(of_target)?;
        // After the end, should the source grow meanwhile, blocks may begin anywhere.
        if read == BLOCK && at == (digests.0.len() * BLOCK) as u64 {
            digests.0.push(digest(&block));
        }
        at += read as u64;
    }
    // Synced now, so that less is left to sync while the lock keeps other sessions waiting.
    into.sync_data().map_err(of_target)?;
    Ok(digests)
}

/// Makes a rough copy equal to the source, which nobody may write to meanwhile.
pub fn exactly(source: &File, into: &File, digests: &Digests) -> Result<(), NotMade> {
    let len = source.metadata().map_err(of_source)?.len();
    into.set_len(len).map_err(of_target)?;
    let (mut block, mut copied) = (vec![0; BLOCK], vec![0; BLOCK]);
    let mut at = 0;
    while at < len {
        let read = read_at(source, &mut block, at).map_err(of_source)?;
        if read == 0 {
            return Err(NotMade::Register(StoreError::Damaged));
        }
        let (block, copied) = (&block[..read], &mut copied[..read]);
        if !digests.hold(at / BLOCK as u64, block) {
            into.read_exact_at(copied, at).map_err(of_target)?;
            let pages = block.chunks(PAGE).zip(copied.chunks(PAGE));
            for (page, (right, _)) in (0..).zip(pages).filter(|(_, (a, b))| a != b) {
                into.write_all_at(right, at + page * PAGE as u64)
                    .map_err(of_target)?;
            }
        }
        at += read as u64;
    }
    Ok(())
}

/// Fills the block as far as the file goes.
fn read_at(file: &File, block: &mut [u8], at: u64) -> io::Result<usize> {
    let mut read = 0;
    while read < block.len() {
        match file.read_at(&mut block[read..], at + read as u64) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

fn of_source(error: io::Error) -> NotMade {
    NotMade::Register(error.into())
}

fn of_target(error: io::Error) -> NotMade {
    NotMade::Target(error.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// Whatever was written between the two, and however the file grew or shrank.
        #[test]
        fn the_copy_is_the_source_as_it_is_at_last(
            len in 0..3 * BLOCK as u64,
            later in 0..3 * BLOCK as u64,
            writes in prop::collection::vec((0..3 * BLOCK as u64, any::<u8>(), 1..9000_usize), 0..6),
        ) {
            let source = tempfile::tempfile().expect("a file");
            let into = tempfile::tempfile().expect("a file");
            let bytes: Vec<u8> = (0..=250).cycle().take(usize::try_from(len).expect("small")).collect();
            source.write_all_at(&bytes, 0).expect("the bytes");
            let digests = roughly(&source, &into, &mut |_, _| ()).expect("copied");
            source.set_len(later).expect("a length");
            for (at, byte, many) in writes {
                source.write_all_at(&vec![byte; many], at).expect("written");
            }
            exactly(&source, &into, &digests).expect("corrected");
            let all = |file: &File| {
                let len = usize::try_from(file.metadata().expect("it is open").len()).expect("small");
                let mut bytes = vec![0; len];
                file.read_exact_at(&mut bytes, 0).expect("read");
                bytes
            };
            prop_assert!(all(&source) == all(&into));
        }
    }
}
