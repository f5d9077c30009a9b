//! Records as bytes: compact for marks, MessagePack with names for what people edit.

use serde::{Serialize, de::DeserializeOwned};

use super::error::StoreError;
use crate::domain::facts::attendance::{ActorId, Code, Detail, Mark};

/// The version byte that every stored mark begins with.
const MARK_VERSION: u8 = 1;
/// Minutes that stand for "only the whole day is known".
const NO_MINUTES: u16 = u16::MAX;
/// Version, code, minutes, who and when; after it an optional tail.
const MARK_BODY: usize = 10;

/// A mark as bytes: ten, and a MessagePack tail where it carries more.
pub fn mark_to_bytes(mark: &Mark) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::with_capacity(MARK_BODY);
    bytes.push(MARK_VERSION);
    bytes.push(mark.code.into());
    bytes.extend(mark.minutes.unwrap_or(NO_MINUTES).to_le_bytes());
    bytes.extend(mark.by.0.to_le_bytes());
    // Seconds fit 32 bits until 2106.
    bytes.extend(u32::try_from(mark.at).unwrap_or_default().to_le_bytes());
    if let Some(detail) = &mark.detail {
        bytes.extend(to_bytes(detail, "mark")?);
    }
    Ok(bytes)
}

/// The mark that `mark_to_bytes` wrote.
pub fn mark_from_bytes(bytes: &[u8]) -> Result<Mark, StoreError> {
    let Some((body, tail)) = bytes.split_at_checked(MARK_BODY) else {
        return Err(StoreError::Record("mark"));
    };
    let &[version, code, m0, m1, b0, b1, t0, t1, t2, t3] = body else {
        return Err(StoreError::Record("mark"));
    };
    let code = Code::numbered(code).filter(|_| version == MARK_VERSION);
    let minutes = u16::from_le_bytes([m0, m1]);
    let detail: Option<Box<Detail>> = if tail.is_empty() {
        None
    } else {
        Some(Box::new(from_bytes(tail, "mark")?))
    };
    Ok(Mark {
        code: code.ok_or(StoreError::Record("mark"))?,
        minutes: (minutes != NO_MINUTES).then_some(minutes),
        by: ActorId(u16::from_le_bytes([b0, b1])),
        at: i64::from(u32::from_le_bytes([t0, t1, t2, t3])),
        detail,
    })
}

/// A record as MessagePack with the fields' names, so that a later version can add one.
pub fn to_bytes<T: Serialize>(record: &T, what: &'static str) -> Result<Vec<u8>, StoreError> {
    rmp_serde::to_vec_named(record).map_err(|_| StoreError::Record(what))
}

/// The record that `to_bytes` wrote; `what` names its kind in the error.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8], what: &'static str) -> Result<T, StoreError> {
    rmp_serde::from_slice(bytes).map_err(|_| StoreError::Record(what))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::facts::attendance::Span;

    proptest! {
        #[test]
        fn a_mark_comes_back_as_it_was(
            code in prop::sample::select(Code::ALL),
            minutes in prop::option::of(0u16..=1440),
            by in any::<u16>(),
            at in 0i64..4_000_000_000,
            note in ".{0,40}",
            span in prop::option::of((0u16..1440, 0u16..1440)),
            detailed in any::<bool>(),
        ) {
            let span = span.map(|(from, until)| Span { from, until });
            let detail = detailed.then(|| Box::new(Detail { span, note, ..Detail::default() }));
            let mark = Mark { code, minutes, by: ActorId(by), at, detail };
            let bytes = mark_to_bytes(&mark).expect("a mark can be written");
            prop_assert_eq!(bytes.len() == MARK_BODY, mark.detail.is_none());
            prop_assert_eq!(mark_from_bytes(&bytes).expect("a written mark can be read"), mark);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = mark_from_bytes(&bytes);
        }
    }

    #[test]
    fn a_mark_of_an_unknown_version_or_code_is_refused() {
        let mark = Mark {
            code: Code::Sick,
            minutes: None,
            by: ActorId(1),
            at: 1,
            detail: None,
        };
        let good = mark_to_bytes(&mark).expect("a mark can be written");
        for (place, value) in [(0, 2), (1, 0), (1, 200)] {
            let mut bad = good.clone();
            bad[place] = value;
            assert!(mark_from_bytes(&bad).is_err(), "byte {place} = {value}");
        }
        assert!(mark_from_bytes(&good[..9]).is_err());
    }
}
