//! One row of a list to a draft, or to what is wrong with it.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate};

use super::{
    Column, Complaint, Reason, cells,
    headings::Layout,
    hours::{self, PlainHours},
    person,
    protection::protection,
    quoted::quoted,
    spoilt,
    table::Record,
};
use crate::domain::alike::folded;
use crate::domain::facts::details::{Details, Field, NAME_LIMIT};
use crate::domain::facts::participant::{Draft, Group, Whom};
use crate::domain::personnummer::{Personnummer, is_in_phone};
use crate::domain::plain::plain;
use crate::domain::reading::{is_hyphen, parse_listed_date, phone_number, with_month_first};
use crate::domain::zone::Zone;

/// No stay began before this year.
pub(super) const FIRST_YEAR: i32 = 1990;

/// No stay is planned for so many years.
const MOST_YEARS: u32 = 20;

/// Reads the rows of one list, and remembers whom it has seen.
pub(super) struct Reader<'a> {
    layout: &'a Layout,
    today: NaiveDate,
    zone: Zone,
    plain_hours: PlainHours,
    /// Some date of the list has its month before its day.
    month_first: bool,
    /// The family name comes first in most names, with a comma after it.
    with_comma: bool,
    seen: Seen,
}

impl<'a> Reader<'a> {
    pub fn new(layout: &'a Layout, records: &[Record], today: NaiveDate, zone: Zone) -> Self {
        Reader {
            layout,
            today,
            zone,
            plain_hours: PlainHours::of(layout, records),
            month_first: has_month_first(layout, records, today),
            with_comma: person::has_family_first(layout, records),
            seen: Seen::default(),
        }
    }

    /// The row as a draft; else everything that is wrong with it.
    pub fn read(&mut self, record: &Record) -> Result<Draft, Vec<Complaint>> {
        let mut row = Row {
            layout: self.layout,
            record,
            bad: Vec::new(),
        };
        row.check_cells();
        if !row.is_good() {
            // The cells are not under their headings: what each of them holds says nothing.
            return Err(row.bad);
        }
        let draft = self.draft(&mut row);
        if !row.is_good() {
            return Err(row.bad);
        }
        self.seen.remember(&draft, record.line);
        Ok(draft)
    }

    fn draft(&self, row: &mut Row) -> Draft {
        let today = self.today;
        let (given, family) = person::name(row, self.with_comma);
        let (group, arena) = group_and_arena(row);
        let start = self.start(row);
        let end = row.read(Column::End, |text| self.date(cells::without_to(text)));
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            row.complain(Column::End, Reason::EndBeforeStart);
        }
        let latest = today.checked_add_months(Months::new(MOST_YEARS * 12));
        if end.zip(latest).is_some_and(|(end, latest)| end > latest) {
            row.complain(Column::End, Reason::EndTooLate);
        }
        let personnummer = personnummer(row, today);
        let column = Column::Of(Field::Protection);
        let place = row.layout.at(column);
        let heading = place
            .map(|place| row.layout.heading(place))
            .unwrap_or_default();
        let protection = row.read(column, |text| protection(text, &heading));
        let schedule = hours::schedule(row, &self.plain_hours);
        let mut details = Details {
            given,
            family,
            personnummer,
            protection: protection.unwrap_or_default(),
            ..Details::default()
        };
        for field in Field::below_name() {
            if let Some(text) = details.text_mut(field) {
                *text = row.text(Column::Of(field), field.limit());
            }
        }
        details.phone = phone(row, details.phone);
        let draft = Draft {
            whom: Whom::default(),
            details,
            group,
            arena,
            // Without a start the row has been complained of already.
            start: start.unwrap_or(today),
            end,
            schedule,
            is_new_arena: false,
        };
        if row.is_good()
            && let Some(line) = self.seen.line_of(&draft)
        {
            let column = if draft.details.personnummer.is_some() {
                Column::Of(Field::Personnummer)
            } else {
                Column::Name
            };
            row.complain(column, Reason::SameAs { line });
        }
        draft
    }

    fn date(&self, text: &str) -> Result<NaiveDate, Reason> {
        let other = with_month_first(text);
        let day = parse_listed_date(text, self.today, self.zone).map_err(|error| match other {
            Some(_) => Reason::Reading(error),
            None => Reason::of_reading(error),
        })?;
        let other = other.filter(|other| self.month_first && *other != day);
        match other {
            Some(other) => Err(Reason::MonthFirst { day, other }),
            None => Ok(day),
        }
    }

    fn start(&self, row: &mut Row) -> Option<NaiveDate> {
        let before = row.bad.len();
        let start = row.read(Column::Start, |text| self.date(cells::without_from(text)));
        let latest = self.today.checked_add_months(Months::new(12));
        match start {
            None if row.bad.len() == before => row.complain(Column::Start, Reason::Missing),
            Some(day) if day.year() < FIRST_YEAR => {
                row.complain(Column::Start, Reason::StartTooEarly);
            }
            Some(day) if latest.is_some_and(|latest| day > latest) => {
                row.complain(Column::Start, Reason::StartTooLate);
            }
            _ => {}
        }
        start
    }
}

/// The cells of one row, and what has been found wrong with them.
pub(super) struct Row<'a> {
    pub layout: &'a Layout,
    record: &'a Record,
    pub bad: Vec<Complaint>,
}

impl Row<'_> {
    pub fn is_good(&self) -> bool {
        self.bad.is_empty()
    }

    /// Complains of a cell; of a name in two columns, at the family name.
    pub fn complain(&mut self, column: Column, reason: Reason) {
        let or = match column {
            Column::Name => Column::Of(Field::Family),
            Column::Group => Column::Arena,
            Column::Arena => Column::Group,
            _ => column,
        };
        let place = self.layout.place_of(&[column, or]);
        self.complain_of(column, place, reason);
    }

    fn complain_of(&mut self, column: Column, place: Option<usize>, reason: Reason) {
        let is_told = column != Column::Of(Field::Personnummer);
        let cell = place
            .filter(|_| is_told)
            .map(|place| quoted(self.cell(place)));
        self.bad.push(Complaint {
            line: self.record.line,
            column: self.layout.heading(place.unwrap_or_default()),
            value: cell.filter(|cell| !cell.is_empty()),
            reason,
        });
    }

    /// Complains of the row.
    fn complain_at(&mut self, column: String, reason: Reason) {
        self.bad.push(Complaint {
            line: self.record.line,
            column,
            value: None,
            reason,
        });
    }

    /// The cell at a place, as Excel would show it; empty where the row ends before it.
    pub fn cell(&self, place: usize) -> &str {
        cells::unwrapped(self.record.cells.get(place).unwrap_or_default())
    }

    /// Faults of the row and of its cells for which nothing else of it is read.
    fn check_cells(&mut self) {
        if let Some((place, reason)) = spoilt::moved(self.layout, self.record) {
            self.complain_at(self.layout.heading(place), reason);
            return;
        }
        for (place, column, reason) in spoilt::cells_of(self.layout, self.record) {
            self.complain_of(column, Some(place), reason);
        }
    }

    /// The cell as plain text; empty where there is none, where it says that there is none, and where it is complained of.
    pub fn text(&mut self, column: Column, limit: usize) -> String {
        self.plain(column, limit, |cell| cell.into())
    }

    fn plain(
        &mut self,
        column: Column,
        limit: usize,
        made: impl FnOnce(&str) -> Cow<'_, str>,
    ) -> String {
        let place = self.layout.at(column);
        let cell = place.map(|place| self.cell(place)).unwrap_or_default();
        let reason = match (plain(&made(cell)), cells::fault(cell)) {
            (_, Some(fault)) => fault,
            (Ok(text), None) if cells::says_nothing(column, &text) => return String::new(),
            (Ok(text), None) if text.chars().count() <= limit => return text,
            (Ok(_), None) => Reason::TooLong { limit },
            (Err(fault), None) => Reason::NotPlain(fault),
        };
        self.complain(column, reason);
        String::new()
    }

    /// The cell read as something else than text; `None` where it is empty, and where it is complained of.
    pub fn read<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        let text = self.plain(column, NAME_LIMIT, cells::as_typed);
        if text.is_empty() {
            return None;
        }
        read(&text)
            .map_err(|reason| self.complain(column, reason))
            .ok()
    }
}

fn group_and_arena(row: &mut Row) -> (Option<Group>, String) {
    let before = row.bad.len();
    let group = row.read(Column::Group, |text| {
        Group::read(text).ok_or(Reason::NotAGroup)
    });
    let arena = row.text(Column::Arena, NAME_LIMIT);
    let is_told = !arena.chars().all(is_hyphen);
    if group.is_none() && !is_told && row.bad.len() == before {
        row.complain(Column::Group, Reason::NoGroupOrArena);
    }
    if group == Some(Group::OtherUnit) && !is_told && row.bad.len() == before {
        row.complain(Column::Arena, Reason::NoUnit);
    }
    (group, arena)
}

/// Whether some date of a list is one only with the month before the day.
fn has_month_first(layout: &Layout, records: &[Record], today: NaiveDate) -> bool {
    let places: Vec<usize> = [Column::Start, Column::End]
        .into_iter()
        .filter_map(|column| layout.at(column))
        .collect();
    let cells = records
        .iter()
        .flat_map(|record| places.iter().filter_map(|place| record.cells.get(*place)));
    let mut with_month_first = cells.filter(|cell| with_month_first(cell).is_some());
    with_month_first.any(|cell| parse_listed_date(cell, today, Zone::default()).is_err())
}

fn phone(row: &mut Row, text: String) -> String {
    let fault = match phone_number(&text) {
        Some(number) if is_in_phone(&number) => Reason::NumberInPhone,
        Some(number) => return number,
        None => Reason::NumberShortened,
    };
    row.complain(Column::Of(Field::Phone), fault);
    String::new()
}

fn personnummer(row: &mut Row, today: NaiveDate) -> Option<Personnummer> {
    row.read(Column::Of(Field::Personnummer), |text| {
        Personnummer::read(text, today).map_err(Reason::Personnummer)
    })
}

/// The people of the rows read so far, with their lines.
#[derive(Default)]
struct Seen {
    numbers: HashMap<(Personnummer, NaiveDate), u64>,
    /// By name; of people without a personnummer only, and of all.
    without_number: HashMap<(String, NaiveDate), u64>,
    names: HashMap<(String, NaiveDate), u64>,
}

impl Seen {
    /// The line of the same person with the same start. Two of the same name are two people only where both have a
    /// personnummer.
    fn line_of(&self, draft: &Draft) -> Option<u64> {
        let name = name_and_start(draft);
        let line = match &draft.details.personnummer {
            Some(number) => {
                let same = self.numbers.get(&(number.clone(), draft.start));
                same.or(self.without_number.get(&name))
            }
            None => self.names.get(&name),
        };
        line.copied()
    }

    fn remember(&mut self, draft: &Draft, line: u64) {
        let name = name_and_start(draft);
        match &draft.details.personnummer {
            Some(number) => {
                self.numbers.insert((number.clone(), draft.start), line);
            }
            None => {
                self.without_number.insert(name.clone(), line);
            }
        }
        self.names.entry(name).or_insert(line);
    }
}

fn name_and_start(draft: &Draft) -> (String, NaiveDate) {
    let Details { given, family, .. } = &draft.details;
    (folded(&format!("{given} {family}")), draft.start)
}
