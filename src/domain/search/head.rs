//! The first eight bytes of a word as one number: nearly all words are told apart by one look.

const BYTES: usize = 8;

/// What was typed, as far as eight bytes show it.
#[derive(Clone, Copy)]
pub(super) struct Head {
    typed: u64,
    /// How many of the eight bytes are typed.
    count: usize,
    /// More was typed than is here, so that an answer of yes is a perhaps.
    pub(super) cut: bool,
}

impl Head {
    pub(super) fn of(typed: &[u8]) -> Head {
        let mut bytes = [0; BYTES];
        let count = typed.len().min(BYTES);
        bytes[..count].copy_from_slice(&typed[..count]);
        Head {
            typed: u64::from_le_bytes(bytes),
            count,
            cut: typed.len() > BYTES,
        }
    }

    /// Whether a word may begin with what was typed; certain if nothing was cut.
    #[inline]
    pub(super) fn begins(self, word: u64) -> bool {
        (self.typed ^ word) & first(self.count) == 0
    }

    /// Whether there may be one slip between what was typed and the beginning of a word. Never misses one.
    #[inline]
    pub(super) fn may_slip(self, word: u64) -> bool {
        let different = (self.typed ^ word) & first(self.count);
        if different == 0 {
            return self.cut;
        }
        let right = different.trailing_zeros() as usize / BYTES;
        let wrong = different & !first(right + 1) == 0;
        let missing = ((self.typed << 8) ^ word) & first(self.count + 1) & !first(right + 1) == 0;
        let extra = ((self.typed >> 8) ^ word) & first(self.count - 1) & !first(right) == 0;
        let swapped = different & !first(right + 2) == 0
            && byte(self.typed, right) == byte(word, right + 1)
            && byte(self.typed, right + 1) == byte(word, right);
        // The second letter of a swap may lie beyond what is seen.
        wrong || missing || extra || swapped || (self.cut && right + 1 == BYTES)
    }
}

/// The first eight bytes of a word that begins at a place in a text; nothing of it where the text ends before.
#[inline]
pub(super) fn word_at(text: &[u8], at: usize) -> u64 {
    text[at..]
        .first_chunk::<BYTES>()
        .map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// Spaces after a text, so that [`word_at`], which reads eight bytes, can read its last word.
pub(super) const PADDING: &str = "        ";

#[inline]
fn first(bytes: usize) -> u64 {
    if bytes < BYTES {
        (1 << (8 * bytes)) - 1
    } else {
        u64::MAX
    }
}

#[inline]
fn byte(of: u64, index: usize) -> u8 {
    if index < BYTES {
        (of >> (8 * index)) as u8
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::typo::Slip;
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn no_beginning_and_no_slip_is_missed(typed in "[ab]{1,12}", word in "[ab]{0,12}") {
            let text = format!("{word}{PADDING}");
            let (head, seen) = (Head::of(typed.as_bytes()), word_at(text.as_bytes(), 0));
            let begins = word.starts_with(&typed);
            prop_assert!(head.begins(seen) || !begins);
            if !head.cut {
                prop_assert_eq!(head.begins(seen), begins);
            }
            let slip = Slip::between(typed.as_bytes(), word.as_bytes());
            prop_assert!(head.may_slip(seen) || slip.is_none());
        }
    }
}
