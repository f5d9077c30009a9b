//! Finds keys that mean two things where both are active.

use super::complaint::{Complaint, Problem};
use super::keymap::Bound;

/// A complaint for each pair of bindings that cannot both be reached. It stands at the later of the two lines, since
/// that is the one somebody added; `bound` is in the order it was read.
pub fn clashes(bound: &[Bound]) -> Vec<Complaint> {
    let complaints = clashing(bound).map(|(later, problem)| Complaint {
        place: later.place.clone(),
        problem,
    });
    complaints.collect()
}

/// The later binding of each such pair, and what is wrong with it.
pub fn clashing(bound: &[Bound]) -> impl Iterator<Item = (&Bound, Problem)> {
    let later = bound.iter().enumerate();
    later.flat_map(|(i, later)| {
        bound[..i].iter().filter_map(move |earlier| {
            let together = later
                .action
                .section()
                .is_active_with(earlier.action.section());
            let problem = together.then(|| clash(later, earlier)).flatten()?;
            Some((later, problem))
        })
    })
}

fn clash(later: &Bound, earlier: &Bound) -> Option<Problem> {
    let place = earlier.place.clone();
    let (one, two) = (later.keys.as_slice(), earlier.keys.as_slice());
    if one == two {
        let keys = later.keys.to_string();
        return Some(Problem::Double {
            keys,
            action: later.action,
            other: earlier.action,
            place,
        });
    }
    let (short, long) = if one.len() < two.len() {
        (later, earlier)
    } else {
        (earlier, later)
    };
    long.keys
        .as_slice()
        .starts_with(short.keys.as_slice())
        .then(|| Problem::Prefix {
            keys: short.keys.to_string(),
            action: short.action,
            longer: long.keys.to_string(),
            other: long.action,
            place,
        })
}
