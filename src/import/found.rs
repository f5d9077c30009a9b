//! Where the headings of a list stand: on its first row, below a title, or on two rows.

use csv::StringRecord;

use super::{
    Unreadable,
    headings::{columns, meaning, missing},
    sections::group_of,
    table::Record,
};

/// So many rows are looked through for the headings.
pub(super) const LOOKED: usize = 20;

/// A list taken apart into its headings and what stands below them.
pub(super) struct Found {
    pub headings: StringRecord,
    /// The line of the headings; of two, the lower.
    pub line: u64,
    pub records: Vec<Record>,
    /// The last group that is named alone above the headings.
    pub above: Option<String>,
}

/// Rows that may be the headings.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    /// One or two.
    rows: usize,
}

/// How much the first rows of a list look like one: whether all headings are there, how many are, and how many cells
/// that row has.
pub(super) fn score(records: &[Record]) -> (bool, usize, usize) {
    let (_, score) = best(records);
    score
}

/// The headings of a list that has rows.
pub(super) fn found(mut records: Vec<Record>) -> Result<Found, Unreadable> {
    let looked = records.len().min(LOOKED);
    if looked == 0 {
        return Err(Unreadable::Empty);
    }
    let (place, _) = best(&records[..looked]);
    let place = with_lower(&records, place);
    let headings = headings_at(&records, place);
    let last = place.at + place.rows;
    let line = records[last - 1].line;
    let above = records.drain(..last);
    let above = above
        .rev()
        .find_map(|record| group_of(&record).map(str::to_owned));
    Ok(Found {
        headings,
        line,
        records,
        above,
    })
}

fn best(records: &[Record]) -> (Place, (bool, usize, usize)) {
    let mut best = (Place { at: 0, rows: 1 }, (false, 0, 0));
    for rows in [1, 2] {
        for at in 0..(records.len() + 1).saturating_sub(rows) {
            let place = Place { at, rows };
            let headings = headings_at(records, place);
            let columns = columns(&headings);
            let known = columns.iter().flatten().count();
            let score = (missing(&columns).is_empty(), known, headings.len());
            let is_first = rows == 1 && at == 0;
            // Two rows are one heading only where they make it whole together.
            let is_better = match rows {
                1 => (score.0, score.1) > (best.1.0, best.1.1),
                _ => score.0 && !best.1.0,
            };
            if is_first || is_better {
                best = (place, score);
            }
            // The first row that has them all is it: below it are people.
            if best.1.0 {
                return best;
            }
        }
    }
    best
}

/// The headings with the row below them, where that parts one of them into columns (*Schema* into *Mån* to *Fre*) and
/// holds nothing under the others.
fn with_lower(records: &[Record], place: Place) -> Place {
    let both = Place { rows: 2, ..place };
    let Some(lower) = records.get(place.at + 1).filter(|_| place.rows == 1) else {
        return place;
    };
    let one = columns(&headings_at(records, place));
    let is_below = |at: usize| {
        lower
            .cells
            .get(at)
            .is_some_and(|cell| !cell.trim().is_empty())
    };
    let stands_below = (0..one.len()).any(|at| one[at].is_some() && is_below(at));
    if stands_below || !missing(&one).is_empty() {
        return place;
    }
    let two = columns(&headings_at(records, both));
    match two.iter().flatten().count() > one.iter().flatten().count() {
        true => both,
        false => place,
    }
}

fn headings_at(records: &[Record], Place { at, rows }: Place) -> StringRecord {
    let upper = &records[at].cells;
    if rows == 1 {
        return upper.clone();
    }
    let lower = &records[at + 1].cells;
    let cells = (0..upper.len().max(lower.len())).map(|place| {
        let upper = upper.get(place).unwrap_or_default().trim();
        let lower = lower.get(place).unwrap_or_default().trim();
        let both = format!("{upper} {lower}");
        match (meaning(&both), meaning(lower), meaning(upper)) {
            (Some(_), _, _) => both,
            (_, Some(_), _) => lower.to_owned(),
            (_, _, Some(_)) => upper.to_owned(),
            _ => both.trim().to_owned(),
        }
    });
    cells.collect::<Vec<String>>().into()
}

impl Found {
    /// Whether each row stands in one cell, as where a spreadsheet has not split it.
    pub fn is_in_one_cell(&self) -> bool {
        let mut cells = self.headings.iter().filter(|cell| !cell.trim().is_empty());
        let (first, second) = (cells.next(), cells.next());
        let split = |cell: &str, by: char| cell.split(by).filter_map(meaning).count() > 1;
        second.is_none()
            && first.is_some_and(|cell| [';', ',', '\t'].iter().any(|by| split(cell, *by)))
    }
}
