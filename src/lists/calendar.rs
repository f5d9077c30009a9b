//! A year's days that are not like others: public holidays, eves that are free, and what the unit has closed itself.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{Cell, Column, List, Telling, columns};
use crate::domain::calendar::{
    HolidayKind, long_date, public_holidays, usual_eve, usual_eves, weekday,
};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::participant::{ArenaId, PersonId};
use crate::domain::reading::hours;
use crate::text;
use crate::text::meaning::Role;
use crate::text::{Lang, Text};
use crate::{say, words};

words! {
    /// Why a day is not like others.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum DayKind {
        Public "public", "helgdag" / "public holiday";
        Eve "eve", "afton" / "eve";
        Closed "closed", "stängt" / "closed";
        Half "half", "halvdag" / "half day";
    }
}

/// A day in the calendar that is not like others.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarRow {
    pub date: NaiveDate,
    pub name: Option<String>,
    /// `None` for a day that was opened again.
    pub kind: Option<DayKind>,
    /// The unit's own day as it stands in the register; `None` where it is free anyway.
    #[serde(skip)]
    pub own: Option<ClosedDay>,
}

impl CalendarRow {
    /// A day that the unit has closed.
    pub fn own(day: &ClosedDay) -> CalendarRow {
        CalendarRow {
            date: day.date,
            name: (!day.name.is_empty()).then(|| day.name.clone()),
            kind: Some(match day.open_minutes {
                None => DayKind::Closed,
                Some(_) => DayKind::Half,
            }),
            own: Some(day.clone()),
        }
    }

    /// For whom; empty for everybody.
    fn place(&self, of: &Telling) -> String {
        let arena = self.own.as_ref().and_then(|day| day.arena);
        let place = arena.map(|arena| of.register.place(arena, of.lang));
        place.unwrap_or_default()
    }

    /// The same without its group.
    fn arena(&self, of: &Telling) -> String {
        let arena = self.own.as_ref().and_then(|day| day.arena);
        let arena = arena.and_then(|arena| of.register.arenas.get(&arena));
        arena.map(|arena| arena.name.clone()).unwrap_or_default()
    }

    /// The hours of a half day.
    fn hours(&self) -> String {
        let open = self.own.as_ref().and_then(|day| day.open_minutes);
        open.map(hours).unwrap_or_default()
    }

    fn kind(&self, lang: Lang) -> &'static str {
        self.kind.map_or("", |kind| kind.name().get(lang))
    }

    /// The day in a sentence without its stop.
    pub fn text(&self, of: &Telling) -> String {
        let lang = of.lang;
        let hours = match self.hours() {
            none if none.is_empty() => none,
            hours => say!(lang, sv: "{hours} tim", en: "{hours} h"),
        };
        let name = self.name.clone().unwrap_or_default();
        let parts = [self.kind(lang).to_owned(), hours, name, self.place(of)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}: {}", long_date(self.date, lang), parts.join(", "))
    }
}

/// What else still closes a day that was opened for everybody or for one arena, in a sentence; none where nothing does.
pub fn still_closed(date: NaiveDate, opened: Option<ArenaId>, of: &Telling) -> Option<String> {
    let lang = of.lang;
    let own = of.register.closed.keys();
    let mut arenas = own.filter_map(|(day, arena)| arena.filter(|_| *day == date));
    if opened.is_some() {
        let for_all = of.register.closed.contains_key(&(date, None));
        return for_all.then(|| {
            say!(lang,
                sv: "Dagen är fortfarande stängd för alla.",
                en: "The day is still closed for everybody.")
        });
    }
    let first = of.register.place(arenas.next()?, lang);
    let rest = arenas.map(|arena| of.register.place(arena, lang));
    let places: Vec<String> = std::iter::once(first).chain(rest).collect();
    let places = places.join("; ");
    Some(say!(lang,
        sv: "Fortfarande stängt den dagen för sig: {places}.",
        en: "Still closed on that day by itself: {places}."))
}

/// A year's days, in order.
#[derive(Debug)]
pub struct Calendar {
    year: i32,
    rows: Vec<CalendarRow>,
}

const DATE: Text = text!("datum", "date");
const WEEKDAY: Text = text!("dag", "day");
const KIND: Text = text!("slag", "kind");
const NAME: Text = text!("namn", "name");
const PLACE: Text = text!("gäller", "for");
const HOURS: Text = text!("timmar", "hours");

impl Calendar {
    /// The days of a year, the unit's own among them.
    pub fn of(year: i32, of: &Telling) -> Calendar {
        let eves = &of.register.settings.eves;
        let free_eves = usual_eves(year).into_iter();
        let free_eves = free_eves.filter(|eve| usual_eve(eve.date, eves).is_some());
        let by_law_and_agreement = public_holidays(year).into_iter().chain(free_eves);
        let free = by_law_and_agreement.map(|holiday| CalendarRow {
            date: holiday.date,
            name: Some(holiday.name.get(of.lang).to_owned()),
            kind: Some(match holiday.kind {
                HolidayKind::Public => DayKind::Public,
                HolidayKind::Eve => DayKind::Eve,
            }),
            own: None,
        });
        let own = of.register.closed.values();
        let own = own
            .filter(|day| day.date.year() == year)
            .map(CalendarRow::own);
        let mut rows: Vec<CalendarRow> = free.chain(own).collect();
        rows.sort_by_key(|row| row.date);
        Calendar { year, rows }
    }

    /// The days, in order.
    pub fn rows(&self) -> &[CalendarRow] {
        &self.rows
    }

    pub fn year(&self) -> i32 {
        self.year
    }
}

impl List for Calendar {
    type Row = CalendarRow;
    /// The day, and for an own one of what arena it is.
    type Key = (NaiveDate, Option<Option<ArenaId>>);

    fn title(&self, of: &Telling) -> String {
        let year = self.year;
        say!(of.lang, sv: "Stängda dagar {year}", en: "Closed days {year}")
    }

    /// How many the unit has closed itself.
    fn counts(&self, of: &Telling) -> Vec<String> {
        let own = self.rows.iter().filter(|row| row.own.is_some()).count();
        vec![match own {
            0 => say!(of.lang, sv: "inga egna", en: "none of your own"),
            1 => say!(of.lang, sv: "1 egen", en: "1 of your own"),
            n => say!(of.lang, sv: "{n} egna", en: "{n} of your own"),
        }]
    }

    fn groups(&self) -> Vec<&[CalendarRow]> {
        vec![&self.rows]
    }

    fn none(&self, _group: usize, _of: &Telling) -> Option<String> {
        None
    }

    columns! {
        fn cells(self, row: &CalendarRow, _group, of) {
            let lang = of.lang;
            let weekday = weekday(row.date);
            let role = match row.own {
                Some(_) => Role::Accent,
                None => Role::Plain,
            };
            let told = |cell: Cell| cell.meaning(role);
        }
        Column::fixed(&[DATE], 10) => told(Cell::of(row.date.to_string()));
        Column::fixed(&[WEEKDAY], 3).in_words(9) =>
            told(Cell::of(weekday.long.get(lang)).in_short(weekday.short.get(lang)));
        Column::fixed(&[KIND], 14) => told(Cell::of(row.kind(lang)));
        Column::fixed(&[NAME], 13).up_to(40, 2) => told(Cell::known(row.name.clone()));
        Column::fixed(&[PLACE], 12).up_to(30, 1).from(60) => told(Cell::of(row.place(of)).in_short(row.arena(of)));
        Column::fixed(&[HOURS], 6).right().from(60) => told(Cell::of(row.hours()));
    }

    fn key(&self, row: &CalendarRow) -> (NaiveDate, Option<Option<ArenaId>>) {
        (row.date, row.own.as_ref().map(|day| day.arena))
    }

    fn of(&self, _row: &CalendarRow) -> Option<PersonId> {
        None
    }

    fn about(&self, row: &CalendarRow, of: &Telling) -> Vec<(String, Role)> {
        vec![(row.text(of), Role::Plain)]
    }

    fn json(&self, _of: &Telling) -> impl Serialize {
        &self.rows
    }
}
