//! Headings: what the columns of a list mean, in Swedish and in English, however they are written.

use deunicode::deunicode;

use csv::StringRecord;

use super::{
    Below, How, Unreadable, below, days, found::Found, hours, near, quoted::quoted,
    unreadable::Missing,
};
use crate::domain::calendar::WEEKDAYS;
use crate::domain::facts::details::Field;
use crate::text::Text;

/// What a column of a list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Name,
    Of(Field),
    Group,
    Arena,
    Start,
    End,
    HoursADay,
    HoursAWeek,
    /// A heading that says only hours.
    Hours,
    Weekdays,
    /// One day of the week, Monday 0.
    Day(usize),
}

/// The headings that each column goes by that is no field of a person, as [`fold`] leaves them; the first is in Swedish.
#[rustfmt::skip]
const WORDS: &[(Column, &[&str])] = &[
    (Column::Name, &["namn", "name", "deltagare", "participant", "fullstandigtnamn", "fullname", "deltagarensnamn",
        "deltagarnamn", "klient", "klientnamn", "brukare", "efternamnfornamn", "fornamnefternamn", "efternamnochfornamn",
        "fornamnochefternamn", "lastnamefirstname", "firstnamelastname", "surnamefirstname", "familynamegivenname"]),
    (Column::Group, &["grupp", "group", "arbetsgrupp", "gruppnamn", "workgroup"]),
    (Column::Arena, &["arena", "plats", "arbetsplats", "workplace", "place"]),
    (Column::Start, &["start", "startdatum", "startdag", "startdate", "fran", "from", "frandatum", "fromdate",
        "forstadag", "forstadagen", "firstday", "borjade", "borjar", "started", "franochmed", "placeradfrom",
        "placeradfran", "inskriven", "inskrivningsdatum"]),
    (Column::End, &["slut", "slutdatum", "slutdag", "end", "enddate", "till", "tom", "tilldatum", "until", "to",
        "sistadag", "sistadagen", "lastday", "slutade", "slutar", "ended", "tillochmed", "placeradtom",
        "utskriven", "utskrivningsdatum"]),
    (Column::HoursADay, &["timmardag", "timdag", "timd", "hdag", "timmarperdag", "timperdag", "timmaromdagen",
        "hoursaday", "hoursperday", "hoursday", "dailyhours"]),
    (Column::HoursAWeek, &["timmarvecka", "timvecka", "timv", "hvecka", "hv", "timmarpervecka", "timpervecka",
        "timmariveckan", "veckotimmar", "hoursaweek", "hoursperweek", "hoursweek", "weeklyhours"]),
    (Column::Hours, &["timmar", "tim", "hours"]),
    (Column::Weekdays, &["veckodagar", "dagar", "arbetsdagar", "weekdays", "days", "workingdays", "workdays"]),
];

impl Column {
    /// Whether it is the name or a part of it.
    pub(super) fn is_name(self) -> bool {
        matches!(
            self,
            Column::Name | Column::Of(Field::Given | Field::Family)
        )
    }

    /// The heading to write for it.
    pub const fn name(self) -> Text {
        let (sv, en) = match self {
            Column::Of(field) => return field.name(),
            Column::Name => ("Namn", "Name"),
            Column::Group => ("Grupp", "Group"),
            Column::Arena => ("Arena", "Arena"),
            Column::Start => ("Startdatum", "Start date"),
            Column::End => ("Slutdatum", "End date"),
            Column::HoursADay => ("Timmar/dag", "Hours a day"),
            Column::HoursAWeek => ("Timmar/vecka", "Hours a week"),
            Column::Hours => ("Timmar", "Hours"),
            Column::Weekdays => ("Veckodagar", "Weekdays"),
            Column::Day(day) => return WEEKDAYS[day].long,
        };
        Text { sv, en }
    }
}

/// Letters and digits only, in lower case, without accents: how headings and fixed words are compared.
pub(super) fn fold(text: &str) -> String {
    deunicode(text)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// What a heading means that is one of the words.
pub(super) fn meaning(heading: &str) -> Option<Column> {
    let folded = fold(heading);
    let mut words = words();
    let (column, _) = words.find(|(_, words)| words.contains(&folded.as_str()))?;
    Some(column)
}

/// Every column with the headings that it goes by.
pub(super) fn words() -> impl Iterator<Item = (Column, &'static [&'static str])> {
    let fields = Field::ALL.into_iter();
    let of_stays = WORDS.iter().copied();
    of_stays.chain(fields.map(|field| (Column::Of(field), field.headings())))
}

/// Where the columns of a list are.
pub(super) struct Layout {
    columns: Vec<Option<Column>>,
    /// As written, made safe to show.
    headings: Vec<String>,
    /// `None` in a workbook, whose cells are no text that was split.
    pub delimiter: Option<char>,
    /// What the columns of weekdays hold; `None` where there are none.
    pub week: Option<days::Week>,
    /// The heading of the name says that the family name comes first.
    pub has_family_first: bool,
}

impl Layout {
    /// How many headings there are.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The place of a column, counted from 0.
    pub fn at(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|c| *c == Some(column))
    }

    /// What the column at a place means.
    pub fn column(&self, place: usize) -> Option<Column> {
        self.columns.get(place).copied().flatten()
    }

    /// The heading at a place, the last one for places after it.
    pub fn heading(&self, place: usize) -> String {
        let heading = self.headings.get(place).or(self.headings.last());
        heading.cloned().unwrap_or_default()
    }

    /// The place of the first of some columns that the list has.
    pub fn place_of(&self, columns: &[Column]) -> Option<usize> {
        columns.iter().find_map(|column| self.at(*column))
    }

    /// The columns that mean something, each with its heading.
    pub fn known(&self) -> impl Iterator<Item = (Column, &str)> {
        let known = self.columns.iter().zip(&self.headings);
        known.filter_map(|(column, heading)| Some(((*column)?, heading.as_str())))
    }
}

/// What headings mean, each in its place: those that are one of the words, and those that are nearly one of a column
/// that is not there otherwise.
pub(super) fn columns(headings: &StringRecord) -> Vec<Option<Column>> {
    let days = days::weekdays(headings);
    // Two weeks are no schedule: none of their days is read.
    let is_one_week = (0..7).all(|day| days.iter().filter(|d| **d == Some(day)).count() <= 1);
    let of_day = |day| is_one_week.then_some(Column::Day(day));
    let read = headings.iter().zip(&days);
    let exact: Vec<Option<Column>> = read
        .map(|(heading, day)| day.map_or_else(|| meaning(heading), of_day))
        .collect();
    let known: Vec<Column> = exact.iter().copied().flatten().collect();
    let near: Vec<Option<Column>> = headings
        .iter()
        .zip(exact.iter().zip(&days))
        .map(|(heading, known_as)| match known_as {
            (None, None) => near::meaning_of(heading).filter(|column| is_open(&known, *column)),
            _ => None,
        })
        .collect();
    let is_alone = |column| near.iter().filter(|other| **other == column).count() == 1;
    let both = exact.into_iter().zip(&near);
    both.map(|(exact, near)| exact.or(near.filter(|_| is_alone(*near))))
        .collect()
}

/// Whether nothing in the list says already what a column would say.
fn is_open(exact: &[Column], column: Column) -> bool {
    let parts = [Column::Of(Field::Given), Column::Of(Field::Family)];
    let hours = hours::COLUMNS;
    let has = |columns: &[Column]| columns.iter().any(|column| exact.contains(column));
    match column {
        Column::Name => !has(&parts) && !has(&[column]),
        _ if parts.contains(&column) => !has(&[Column::Name, column]),
        _ if hours.contains(&column) => !has(&hours),
        _ => !has(&[column]),
    }
}

/// What was made of the headings of a list.
pub(super) struct Headings {
    pub layout: Layout,
    /// Those that mean nothing here, as written.
    pub unknown: Vec<String>,
    /// Those that were taken for another, as written.
    pub near: Vec<(String, Column)>,
    /// The rows of the list that are nobody, with their lines; they have been taken out of it.
    pub below: Vec<(u64, Below)>,
}

/// What the headings mean. Fails where two mean the same, or where the name, the start, or both group and arena are
/// missing.
pub(super) fn layout(
    found: &mut Found,
    delimiter: Option<char>,
    how: &How,
) -> Result<Headings, Unreadable> {
    let mut layout = Layout {
        columns: columns(&found.headings),
        headings: found.headings.iter().map(quoted).collect(),
        delimiter,
        week: None,
        has_family_first: false,
    };
    let name = layout.at(Column::Name).map(|place| &found.headings[place]);
    layout.has_family_first = name.is_some_and(has_family_first);
    refuse_twice(&layout)?;
    refuse_missing(&layout, found)?;
    if delimiter.is_none() {
        // What stands beside the list in a sheet is a column without a heading.
        let widest = found.records.iter().map(|record| record.cells.len()).max();
        let width = widest.unwrap_or_default().max(layout.width());
        layout.columns.resize(width, None);
        layout.headings.resize(width, String::new());
    }
    let below = below::taken_out(&mut found.records, &layout, &found.headings, how);
    layout.week = days::week(&layout, &found.records);
    // Days without any hours make no schedule: the columns cannot be used, and are told as such.
    let has_hours = hours::COLUMNS.iter().any(|c| layout.at(*c).is_some());
    let has_hours = has_hours || matches!(layout.week, Some(days::Week::Hours | days::Week::Both));
    for column in &mut layout.columns {
        match column {
            Some(Column::Weekdays) if !has_hours => *column = None,
            Some(Column::Day(_)) if layout.week.is_none() => *column = None,
            _ => {}
        }
    }
    let (mut unknown, mut near) = (Vec::new(), Vec::new());
    for (place, column) in layout.columns.iter().enumerate() {
        let heading = &layout.headings[place];
        match column {
            Some(Column::Day(_)) => {}
            Some(column) if meaning(found.headings.get(place).unwrap_or_default()).is_none() => {
                near.push((heading.clone(), *column));
            }
            Some(_) => {}
            None if !heading.is_empty() => unknown.push(heading.clone()),
            None if has_content(found, place) => unknown.push(format!("#{}", place + 1)),
            None => {}
        }
    }
    Ok(Headings {
        layout,
        unknown,
        near,
        below,
    })
}

/// `Efternamn, förnamn`, `Namn (efternamn förnamn)`.
fn has_family_first(heading: &str) -> bool {
    let folded = fold(heading);
    let at = |words: &[&str]| words.iter().filter_map(|word| folded.find(word)).min();
    let family = at(&["efternamn", "familyname", "lastname", "surname"]);
    let given = at(&["fornamn", "tilltalsnamn", "givenname", "firstname"]);
    family
        .zip(given)
        .is_some_and(|(family, given)| family < given)
}

fn has_content(found: &Found, place: usize) -> bool {
    let mut cells = found.records.iter().filter_map(|r| r.cells.get(place));
    cells.any(|cell| !cell.trim().is_empty())
}

fn refuse_twice(layout: &Layout) -> Result<(), Unreadable> {
    let twice = |one: usize, other: usize| {
        let (one, other) = (layout.heading(one), layout.heading(other));
        Err(Unreadable::Twice(one, other))
    };
    for (place, column) in layout.columns.iter().enumerate() {
        let Some(column) = column else { continue };
        if let Some(first) = layout.at(*column).filter(|first| *first < place) {
            return twice(first, place);
        }
    }
    let parts = layout
        .at(Column::Of(Field::Given))
        .or(layout.at(Column::Of(Field::Family)));
    match (layout.at(Column::Name), parts) {
        (Some(name), Some(part)) => twice(name, part),
        _ => Ok(()),
    }
}

/// What a list with these columns lacks.
pub(super) fn missing(columns: &[Option<Column>]) -> Vec<Missing> {
    let has = |column| columns.contains(&Some(column));
    let mut missing = Vec::new();
    match (
        has(Column::Name),
        has(Column::Of(Field::Given)),
        has(Column::Of(Field::Family)),
    ) {
        (true, _, _) | (_, true, true) => {}
        (_, true, false) => missing.push(Missing::Column(Column::Of(Field::Family))),
        (_, false, true) => missing.push(Missing::Column(Column::Of(Field::Given))),
        (_, false, false) => missing.push(Missing::Column(Column::Name)),
    }
    if !has(Column::Start) {
        missing.push(Missing::Column(Column::Start));
    }
    if !has(Column::Group) && !has(Column::Arena) {
        missing.push(Missing::GroupOrArena);
    }
    missing
}

fn refuse_missing(layout: &Layout, found: &Found) -> Result<(), Unreadable> {
    let missing = missing(&layout.columns);
    if missing.is_empty() {
        return Ok(());
    }
    if found.is_in_one_cell() {
        return Err(Unreadable::RowsInOneCell { line: found.line });
    }
    let headings = layout.headings.iter().filter(|h| !h.is_empty()).cloned();
    Err(Unreadable::Missing {
        missing,
        line: found.line,
        found: headings.collect(),
    })
}
