//! Headings: what the columns of a list mean, in Swedish and in English, however they are written.

use deunicode::deunicode;

use super::{Unreadable, table::Table, unreadable::Missing};
use crate::{domain::plain::shown, text::Text};

/// A heading is shown no longer than this.
const SHOWN: usize = 40;

/// So many digits may be a personnummer, in a list whose first line is no heading.
const PERSONNUMMER_DIGITS: usize = 10;

/// What a column of a list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Name,
    Given,
    Family,
    Group,
    Arena,
    Start,
    End,
    Personnummer,
    Phone,
    HoursADay,
    HoursAWeek,
    /// A heading that says only hours.
    Hours,
    Weekdays,
    Supervisor,
    Measure,
    Note,
    Protection,
}

/// The headings that each column goes by, as [`fold`] leaves them; the first is in Swedish.
#[rustfmt::skip]
const WORDS: &[(Column, &[&str])] = &[
    (Column::Name, &["namn", "name", "deltagare", "participant", "fullstandigtnamn", "fullname", "deltagarensnamn"]),
    (Column::Given, &["fornamn", "tilltalsnamn", "givenname", "given", "firstname", "forename"]),
    (Column::Family, &["efternamn", "familyname", "family", "lastname", "surname"]),
    (Column::Group, &["grupp", "group"]),
    (Column::Arena, &["arena", "plats", "arbetsplats", "workplace", "place"]),
    (Column::Start, &["start", "startdatum", "startdag", "startdate", "fran", "from", "frandatum", "fromdate",
        "forstadag", "forstadagen", "firstday", "borjade", "borjar", "started"]),
    (Column::End, &["slut", "slutdatum", "slutdag", "end", "enddate", "till", "tom", "tilldatum", "until", "to",
        "sistadag", "sistadagen", "lastday", "slutade", "slutar", "ended"]),
    (Column::Personnummer, &["personnummer", "pnr", "persnr", "personnr", "samordningsnummer", "fodelsenummer",
        "personnumber", "personalnumber", "personalidentitynumber", "identitynumber", "ssn"]),
    (Column::Phone, &["telefon", "telefonnummer", "tel", "telnr", "mobil", "mobilnummer", "mobiltelefon", "phone",
        "phonenumber", "telephone", "mobile"]),
    (Column::HoursADay, &["timmardag", "timdag", "timd", "hdag", "timmarperdag", "timperdag", "timmaromdagen",
        "hoursaday", "hoursperday", "hoursday", "dailyhours"]),
    (Column::HoursAWeek, &["timmarvecka", "timvecka", "timv", "hvecka", "hv", "timmarpervecka", "timpervecka",
        "timmariveckan", "veckotimmar", "hoursaweek", "hoursperweek", "hoursweek", "weeklyhours"]),
    (Column::Hours, &["timmar", "tim", "hours"]),
    (Column::Weekdays, &["veckodagar", "dagar", "arbetsdagar", "weekdays", "days", "workingdays", "workdays"]),
    (Column::Supervisor, &["handledare", "arbetshandledare", "supervisor"]),
    (Column::Measure, &["insats", "measure", "atgard"]),
    (Column::Note, &["anteckning", "anteckningar", "kommentar", "kommentarer", "note", "notes", "comment", "comments"]),
    (Column::Protection, &["skydd", "sekretess", "skyddad", "skyddadepersonuppgifter", "skyddadidentitet",
        "sekretessmarkering", "protected", "protection", "protectedidentity"]),
];

impl Column {
    /// The heading to write for it.
    pub const fn name(self) -> Text {
        let (sv, en) = match self {
            Column::Name => ("Namn", "Name"),
            Column::Given => ("Förnamn", "Given name"),
            Column::Family => ("Efternamn", "Family name"),
            Column::Group => ("Grupp", "Group"),
            Column::Arena => ("Arena", "Arena"),
            Column::Start => ("Startdatum", "Start date"),
            Column::End => ("Slutdatum", "End date"),
            Column::Personnummer => ("Personnummer", "Personnummer"),
            Column::Phone => ("Telefon", "Phone"),
            Column::HoursADay => ("Timmar/dag", "Hours a day"),
            Column::HoursAWeek => ("Timmar/vecka", "Hours a week"),
            Column::Hours => ("Timmar", "Hours"),
            Column::Weekdays => ("Veckodagar", "Weekdays"),
            Column::Supervisor => ("Handledare", "Supervisor"),
            Column::Measure => ("Insats", "Measure"),
            Column::Note => ("Anteckning", "Note"),
            Column::Protection => ("Skydd", "Protection"),
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

fn meaning(heading: &str) -> Option<Column> {
    let folded = fold(heading);
    let has = |words: &[&str]| words.contains(&folded.as_str());
    WORDS
        .iter()
        .find(|(_, w)| has(w))
        .map(|(column, _)| *column)
}

/// Whether a heading means something here.
pub(super) fn is_known(heading: &str) -> bool {
    meaning(heading).is_some()
}

/// Where the columns of a list are.
pub(super) struct Layout {
    columns: Vec<Option<Column>>,
    /// As written, made safe to show.
    headings: Vec<String>,
    pub delimiter: char,
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

    /// The heading at a place, the last one for places after it.
    pub fn heading(&self, place: usize) -> String {
        let heading = self.headings.get(place).or(self.headings.last());
        heading.cloned().unwrap_or_default()
    }

    /// The heading of the first of some columns that the list has.
    pub fn heading_of(&self, columns: &[Column]) -> String {
        let place = columns.iter().find_map(|column| self.at(*column));
        self.heading(place.unwrap_or_default())
    }
}

/// What the headings mean, and those that mean nothing here. Fails where two mean the same, or where the name, the
/// start, or both group and arena are missing.
pub(super) fn layout(table: &Table) -> Result<(Layout, Vec<String>), Unreadable> {
    let mut layout = Layout {
        columns: table.headings.iter().map(meaning).collect(),
        headings: table.headings.iter().map(heading_shown).collect(),
        delimiter: table.delimiter,
    };
    refuse_twice(&layout)?;
    refuse_missing(&layout)?;
    // Days without any hours make no schedule: the column cannot be used, and is told as such.
    let hours = [Column::HoursADay, Column::HoursAWeek, Column::Hours];
    if hours.iter().all(|column| layout.at(*column).is_none())
        && let Some(place) = layout.at(Column::Weekdays)
    {
        layout.columns[place] = None;
    }
    let mut unknown = Vec::new();
    for (place, column) in layout.columns.iter().enumerate() {
        let heading = &layout.headings[place];
        if column.is_some() {
            continue;
        }
        if !heading.is_empty() {
            unknown.push(heading.clone());
        } else if has_content(table, place) {
            unknown.push(format!("#{}", place + 1));
        }
    }
    Ok((layout, unknown))
}

/// A heading on one line, cut where it is long, with the digits of a personnummer masked.
fn heading_shown(heading: &str) -> String {
    let shown = shown(heading);
    let words: Vec<&str> = shown.split_whitespace().collect();
    let mut line = words.join(" ");
    if line.chars().filter(char::is_ascii_digit).count() >= PERSONNUMMER_DIGITS {
        line = line.replace(|c: char| c.is_ascii_digit(), "*");
    }
    if let Some((end, _)) = line.char_indices().nth(SHOWN) {
        line.truncate(end);
        line.push('…');
    }
    line
}

fn has_content(table: &Table, place: usize) -> bool {
    let mut cells = table.records.iter().filter_map(|r| r.cells.get(place));
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
    let parts = layout.at(Column::Given).or(layout.at(Column::Family));
    match (layout.at(Column::Name), parts) {
        (Some(name), Some(part)) => twice(name, part),
        _ => Ok(()),
    }
}

fn refuse_missing(layout: &Layout) -> Result<(), Unreadable> {
    let has = |column| layout.at(column).is_some();
    let mut missing = Vec::new();
    match (has(Column::Name), has(Column::Given), has(Column::Family)) {
        (true, _, _) | (_, true, true) => {}
        (_, true, false) => missing.push(Missing::Column(Column::Family)),
        (_, false, true) => missing.push(Missing::Column(Column::Given)),
        (_, false, false) => missing.push(Missing::Column(Column::Name)),
    }
    if !has(Column::Start) {
        missing.push(Missing::Column(Column::Start));
    }
    if !has(Column::Group) && !has(Column::Arena) {
        missing.push(Missing::GroupOrArena);
    }
    if missing.is_empty() {
        return Ok(());
    }
    let found = layout.headings.iter().filter(|h| !h.is_empty()).cloned();
    Err(Unreadable::Missing {
        missing,
        found: found.collect(),
    })
}
