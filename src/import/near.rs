//! Headings that are nearly one of the words: with something in brackets, cut short, or with a slip of the hand.

use super::{
    Column,
    headings::{fold, meaning, words},
};

/// A shorter word is too easily another one.
const SHORTEST: usize = 5;
/// In a word of so many letters two slips are still the same word.
const LONG: usize = 9;

/// What a heading means that is none of the words but near to those of one column only.
pub(super) fn meaning_of(heading: &str) -> Option<Column> {
    if let Some((before, _)) = heading.split_once(['(', '['])
        && let Some(column) = meaning(before)
    {
        return Some(column);
    }
    let folded = fold(heading);
    if folded.len() < SHORTEST {
        return None;
    }
    let is_near = |word: &str| {
        let slips = if word.len() >= LONG { 2 } else { 1 };
        word.len() >= SHORTEST
            && !folded.contains(|c: char| c.is_ascii_digit())
            && (word.starts_with(&folded) || slips_between(word, &folded) <= slips)
    };
    let near = words().filter(|(_, words)| words.iter().any(|word| is_near(word)));
    let mut columns = near.map(|(column, _)| column);
    let first = columns.next()?;
    columns.all(|other| other == first).then_some(first)
}

/// How many letters were left out, put in, taken for others or swapped with the next.
fn slips_between(one: &str, other: &str) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().abs_diff(other.len()) > 2 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let changed = last[j] + usize::from(a != b);
            let mut least = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::facts::details::Field;

    #[test]
    fn near_headings() {
        let cases = [
            ("Deltagare (namn)", Some(Column::Name)),
            ("Startdatum (ÅÅÅÅ-MM-DD)", Some(Column::Start)),
            ("startdat", Some(Column::Start)),
            ("Startdaum", Some(Column::Start)),
            ("Statrdatum", Some(Column::Start)),
            ("Personumer", Some(Column::Of(Field::Personnummer))),
            ("Telefonr", Some(Column::Of(Field::Phone))),
            ("Gruupp", Some(Column::Group)),
            ("Skostorlek", None),
            ("Nam", None),
            ("Status", None),
            ("Starttid", None),
            ("Arena 2", None),
            ("", None),
        ];
        for (heading, wanted) in cases {
            assert_eq!(meaning_of(heading), wanted, "{heading}");
        }
    }
}
