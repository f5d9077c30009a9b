//! A list in sections, one for each group, *Innegruppen* above some people and *Utegruppen* above the others; or a sheet
//! for each.

use csv::StringRecord;

use super::{
    Column,
    found::Found,
    headings::{columns, meaning},
    table::Record,
};
use crate::domain::facts::participant::Group;

/// A letter alone is no heading.
const SHORTEST: usize = 3;

/// The group that a row names which holds nothing else.
pub(super) fn group_of(record: &Record) -> Option<&str> {
    let mut cells = record.cells.iter().map(str::trim);
    let only = cells.find(|cell| !cell.is_empty())?;
    let is_alone = cells.all(str::is_empty);
    Some(only).filter(|only| is_alone && is_group(only))
}

fn is_group(text: &str) -> bool {
    text.len() >= SHORTEST && Group::read(text).is_some_and(|group| group != Group::OtherUnit)
}

/// Puts the group that stands above a row, or is the name of the sheet, beside it in a column of its own, where the list
/// has no such column.
pub(super) fn spread(found: &mut Found, sheet: Option<&str>) {
    let columns = columns(&found.headings);
    let start = columns.iter().position(|c| *c == Some(Column::Start));
    let sheet = sheet.filter(|name| is_group(name)).map(str::to_owned);
    let mut group = found.above.take().or(sheet);
    let is_in_sections = group.is_some() || found.records.iter().any(|r| group_of(r).is_some());
    let Some(start) = start.filter(|_| is_in_sections) else {
        return;
    };
    if columns.contains(&Some(Column::Group)) {
        return;
    }
    let heading = Column::Group.name().sv;
    let place = columns.len();
    found.headings.push_field(heading);
    for record in &mut found.records {
        if let Some(named) = group_of(record) {
            group = Some(named.to_owned());
        }
        let is_headings = meaning(record.cells.get(start).unwrap_or_default()).is_some();
        let has_start = record
            .cells
            .get(start)
            .is_some_and(|cell| !cell.trim().is_empty());
        let cell = match (&group, has_start) {
            _ if is_headings => heading,
            (Some(group), true) => group.as_str(),
            _ => "",
        };
        insert(record, place, cell);
    }
}

/// Puts a cell at a place, and what stands there and after it one further.
fn insert(record: &mut Record, place: usize, cell: &str) {
    let mut cells: Vec<&str> = record.cells.iter().collect();
    cells.resize(cells.len().max(place), "");
    cells.insert(place, cell);
    record.cells = StringRecord::from(cells);
    let faults = record.faults.iter_mut().map(|(at, _)| at);
    let places = faults.chain(&mut record.struck);
    places.filter(|at| **at >= place).for_each(|at| *at += 1);
}
