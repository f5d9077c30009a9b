//! One slip of the finger: a wrong, missing, extra or swapped letter.

/// The one slip between what was typed and the beginning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// How many letters were right before it.
    right: usize,
    kind: Kind,
    /// How many letters of the word the typed letters stand for.
    pub(super) covers: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Wrong,
    Missing,
    Extra,
    Swapped,
}

impl Slip {
    /// The slip that makes `typed` a beginning of `word`, if it is exactly one. A beginning typed right is no slip.
    #[inline]
    pub(super) fn between(typed: &[u8], word: &[u8]) -> Option<Slip> {
        let right = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
        let (typed, word) = (&typed[right..], &word[right..]);
        let after = typed.get(1..)?;
        let kind = match word {
            [] if after.is_empty() => Kind::Extra,
            [] => return None,
            [_, rest @ ..] if rest.starts_with(typed) => Kind::Missing,
            [first, second, rest @ ..]
                if typed.starts_with(&[*second, *first]) && rest.starts_with(&typed[2..]) =>
            {
                Kind::Swapped
            }
            [_, rest @ ..] if rest.starts_with(after) => Kind::Wrong,
            _ if word.starts_with(after) => Kind::Extra,
            _ => return None,
        };
        let covers = match kind {
            Kind::Wrong | Kind::Swapped => right + typed.len(),
            Kind::Missing => right + typed.len() + 1,
            Kind::Extra => right + typed.len() - 1,
        };
        Some(Slip {
            right,
            kind,
            covers,
        })
    }

    /// Whether the first letter was typed right.
    pub(super) fn begins_right(self) -> bool {
        self.right > 0
    }

    /// The letters of the word that were typed, as offsets into it.
    pub(super) fn typed_letters(self) -> impl Iterator<Item = usize> {
        let untyped = matches!(self.kind, Kind::Wrong | Kind::Missing).then_some(self.right);
        (0..self.covers).filter(move |&at| Some(at) != untyped)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The oracle: the whole table of the restricted Damerau–Levenshtein distance.
    fn distance(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let change = usize::from(a[i - 1] != b[j - 1]);
                    let mut least = (table[i - 1][j - 1] + change)
                        .min(table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(table[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn a_slip_is_what_the_whole_table_says(typed in "[abc]{1,7}", word in "[abc]{0,7}") {
            let (typed, word) = (typed.as_bytes(), word.as_bytes());
            let least = (0..=word.len()).map(|end| distance(typed, &word[..end])).min();
            let slip = Slip::between(typed, word);
            prop_assert_eq!(slip.is_some(), least == Some(1));
            if let Some(slip) = slip {
                prop_assert_eq!(distance(typed, &word[..slip.covers]), 1);
                let mut marked: Vec<u8> = slip.typed_letters().map(|at| word[at]).collect();
                for letter in typed {
                    if let Some(at) = marked.iter().position(|m| m == letter) {
                        marked.remove(at);
                    }
                }
                prop_assert!(marked.is_empty(), "only letters that were typed are marked");
            }
        }
    }
}
