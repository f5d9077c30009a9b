//! One row of a list to a draft, or to what is wrong with it.

use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate};

use super::{
    Column, Complaint, Reason, cells,
    headings::{Layout, fold},
    hours::{self, PlainHours},
    names,
    table::Record,
};
use crate::domain::facts::participant::{Draft, Group, Protection};
use crate::domain::personnummer::Personnummer;
use crate::domain::plain::plain;

/// Characters in a name, and in every other text but the note.
const NAME: usize = 200;
/// Characters in a note.
const NOTE: usize = 2_000;
/// No stay began before this year.
const FIRST_YEAR: i32 = 1990;

/// Reads the rows of one list, and remembers whom it has seen.
pub(super) struct Reader<'a> {
    layout: &'a Layout,
    today: NaiveDate,
    plain_hours: PlainHours,
    seen: Seen,
}

impl<'a> Reader<'a> {
    pub fn new(layout: &'a Layout, records: &[Record], today: NaiveDate) -> Self {
        Reader {
            layout,
            today,
            plain_hours: PlainHours::of(layout, records),
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
        let (given, family) = name(row);
        let (group, arena) = group_and_arena(row);
        let start = start(row, today);
        let end = row.read(Column::End, Reason::NotADate, |text| {
            cells::date(text, today)
        });
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            row.complain(Column::End, Reason::EndBeforeStart);
        }
        let personnummer = personnummer(row, today);
        let protection = row.read(Column::Protection, Reason::NotAProtection, protection);
        let schedule = hours::schedule(row, &self.plain_hours);
        let draft = Draft {
            given,
            family,
            personnummer,
            phone: row.text(Column::Phone, NAME),
            protection: protection.unwrap_or_default(),
            supervisor: row.text(Column::Supervisor, NAME),
            measure: row.text(Column::Measure, NAME),
            note: row.text(Column::Note, NOTE),
            group,
            arena,
            // Without a start the row has been complained of already.
            start: start.unwrap_or(today),
            end,
            schedule,
        };
        if row.is_good()
            && let Some(line) = self.seen.line_of(&draft)
        {
            let column = if draft.personnummer.is_some() {
                Column::Personnummer
            } else {
                Column::Name
            };
            row.complain(column, Reason::SameAs { line });
        }
        draft
    }
}

/// The cells of one row, and what has been found wrong with them.
pub(super) struct Row<'a> {
    layout: &'a Layout,
    record: &'a Record,
    bad: Vec<Complaint>,
}

impl Row<'_> {
    pub fn is_good(&self) -> bool {
        self.bad.is_empty()
    }

    /// Complains of a cell; of a name in two columns, at the family name.
    pub fn complain(&mut self, column: Column, reason: Reason) {
        let or = match column {
            Column::Name => Column::Family,
            Column::Group => Column::Arena,
            Column::Arena => Column::Group,
            _ => column,
        };
        self.complain_at(self.layout.heading_of(&[column, or]), reason);
    }

    fn complain_at(&mut self, column: String, reason: Reason) {
        self.bad.push(Complaint {
            line: self.record.line,
            column,
            reason,
        });
    }

    /// Faults that move cells away from their headings.
    fn check_cells(&mut self) {
        let cells = &self.record.cells;
        let width = self.layout.width();
        if self.record.open_quote {
            let last = cells.len().saturating_sub(1);
            self.complain_at(self.layout.heading(last), Reason::OpenQuote);
            return;
        }
        let is_row = |line: &str| line.matches(self.layout.delimiter).count() + 1 >= width;
        let swallows = |cell: &str| cell.split(['\r', '\n']).skip(1).any(is_row);
        if width > 1
            && let Some(place) = cells.iter().position(swallows)
        {
            let last = self.record.last_line;
            self.complain_at(self.layout.heading(place), Reason::RowsInQuotes { last });
            return;
        }
        let filled = (0..cells.len()).rfind(|place| !cells[*place].trim().is_empty());
        if filled.is_some_and(|last| last >= width) {
            let reason = Reason::TooManyCells {
                found: cells.len(),
                headings: width,
            };
            self.complain_at(self.layout.heading(width), reason);
        }
    }

    /// The cell as plain text; empty where there is none, and where it is complained of.
    fn text(&mut self, column: Column, limit: usize) -> String {
        let place = self.layout.at(column);
        let cell = place.and_then(|place| self.record.cells.get(place));
        let reason = match plain(unwrapped(cell.unwrap_or_default())) {
            Ok(text) if text.chars().count() <= limit => return text,
            Ok(_) => Reason::TooLong { limit },
            Err(fault) => Reason::NotPlain(fault),
        };
        self.complain(column, reason);
        String::new()
    }

    /// The cell read as something else than text; `None` where it is empty, and where it is complained of.
    pub fn read<T>(
        &mut self,
        column: Column,
        reason: Reason,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(column, NAME);
        if text.is_empty() {
            return None;
        }
        let value = read(&text);
        if value.is_none() {
            self.complain(column, reason);
        }
        value
    }
}

/// A cell that Excel was told to take as text, `="0701234567"`, without that wrapping.
fn unwrapped(cell: &str) -> &str {
    let inner = cell.trim().strip_prefix("=\"");
    inner.and_then(|c| c.strip_suffix('"')).unwrap_or(cell)
}

fn name(row: &mut Row) -> (String, String) {
    let before = row.bad.len();
    let (given, family) = if row.layout.at(Column::Name).is_some() {
        names::split(&row.text(Column::Name, NAME))
    } else {
        let given = row.text(Column::Given, NAME);
        let family = row.text(Column::Family, NAME);
        if family.is_empty() {
            (String::new(), given)
        } else {
            (given, family)
        }
    };
    if row.bad.len() > before {
        return (given, family);
    }
    if family.is_empty() {
        row.complain(Column::Name, Reason::Missing);
    } else if !family.contains(char::is_alphabetic) {
        row.complain(Column::Name, Reason::NotAName);
    }
    (given, family)
}

fn group_and_arena(row: &mut Row) -> (Option<Group>, String) {
    let before = row.bad.len();
    let group = row.read(Column::Group, Reason::NotAGroup, Group::read);
    let arena = row.text(Column::Arena, NAME);
    if group.is_none() && arena.is_empty() && row.bad.len() == before {
        row.complain(Column::Group, Reason::NoGroupOrArena);
    }
    if group == Some(Group::OtherUnit) && arena.is_empty() && row.bad.len() == before {
        row.complain(Column::Arena, Reason::NoUnit);
    }
    (group, arena)
}

fn start(row: &mut Row, today: NaiveDate) -> Option<NaiveDate> {
    let before = row.bad.len();
    let start = row.read(Column::Start, Reason::NotADate, |text| {
        cells::date(text, today)
    });
    let latest = today.checked_add_months(Months::new(12));
    match start {
        None if row.bad.len() == before => row.complain(Column::Start, Reason::Missing),
        Some(day) if day.year() < FIRST_YEAR => row.complain(Column::Start, Reason::StartTooEarly),
        Some(day) if latest.is_some_and(|latest| day > latest) => {
            row.complain(Column::Start, Reason::StartTooLate);
        }
        _ => {}
    }
    start
}

fn personnummer(row: &mut Row, today: NaiveDate) -> Option<Personnummer> {
    let text = row.text(Column::Personnummer, NAME);
    if text.is_empty() {
        return None;
    }
    match Personnummer::read(&text, today) {
        Ok(number) => Some(number),
        Err(fault) => {
            row.complain(Column::Personnummer, Reason::Personnummer(fault));
            None
        }
    }
}

/// Reads a protection as lists write it: yes or no, or which of the two, in either language.
pub fn protection(text: &str) -> Option<Protection> {
    if matches!(text, "-" | "\u{2013}" | "\u{2014}") {
        return Some(Protection::None);
    }
    match fold(text).as_str() {
        "nej" | "n" | "no" | "none" | "ingen" | "inget" | "0" => Some(Protection::None),
        "ja" | "j" | "yes" | "y" | "x" | "1" | "sekretess" | "sekretessmarkering"
        | "sekretessmarkerad" | "sekretessmarkt" | "marked" | "skyddad" | "protected" => {
            Some(Protection::Marked)
        }
        "skyddadfolkbokforing" | "strong" => Some(Protection::Strong),
        _ => None,
    }
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
        let line = match &draft.personnummer {
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
        match &draft.personnummer {
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
    let name = format!("{} {}", draft.given, draft.family).to_lowercase();
    (name.trim().to_owned(), draft.start)
}
