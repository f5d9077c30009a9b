//! Numbers as LEB128: seven bits to a byte, the lowest first, each in as few bytes as it fits.

/// A number, and what follows it; `None` where it is none, or not written in as few bytes as it fits.
pub fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0_u32;
    for (at, byte) in bytes.iter().enumerate() {
        let bits = u32::from(byte & 0x7f);
        let place = 7 * u32::try_from(at).ok()?;
        number |= bits
            .checked_shl(place)
            .filter(|moved| moved >> place == bits)?;
        if byte & 0x80 == 0 {
            let is_short = at == 0 || *byte != 0;
            let number = usize::try_from(number).ok().filter(|_| is_short)?;
            return Some((number, &bytes[at + 1..]));
        }
    }
    None
}

/// So many bytes as the number before them says, and what follows.
pub fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = number(bytes)?;
    rest.split_at_checked(length)
}

pub fn put_number(number: usize, into: &mut Vec<u8>) {
    let mut rest = number;
    while rest >= 0x80 {
        into.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    into.push(rest as u8);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_number_comes_back_in_few_bytes(n in any::<u32>(), after in any::<[u8; 2]>()) {
            let mut bytes = Vec::new();
            put_number(n as usize, &mut bytes);
            prop_assert_eq!(bytes.len() as u32, (32 - n.leading_zeros()).div_ceil(7).max(1));
            bytes.extend(after);
            prop_assert_eq!(number(&bytes), Some((n as usize, &after[..])));
        }
    }

    #[test]
    fn what_is_cut_too_long_or_too_large_is_none() {
        for bytes in [
            &[][..],
            &[0x80],
            &[0x80, 0],
            &[0xff, 0xff, 0xff, 0xff, 0x1f],
            &[0xff, 0xff, 0xff, 0xff, 0xff, 1],
        ] {
            assert_eq!(number(bytes), None, "{bytes:?}");
        }
        assert_eq!(
            number(&[0xff, 0xff, 0xff, 0xff, 0xf]),
            Some((u32::MAX as usize, &[][..]))
        );
    }
}
