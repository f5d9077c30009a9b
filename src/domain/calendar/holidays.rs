//! Swedish public holidays and the eves usually free by agreement, as a table of dated rules.

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

use crate::text::Text;

/// A public holiday or an eve, on its day in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holiday {
    pub date: NaiveDate,
    pub name: Text,
    pub kind: HolidayKind,
}

/// Whether the day is free by law or by agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolidayKind {
    /// Free by law (1989:253).
    Public,
    /// Free by agreement, where the settings say so.
    Eve,
}

/// Which of the four usual eves are free here: a setting. All are, unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Eves {
    pub easter: bool,
    pub midsummer: bool,
    pub christmas: bool,
    pub new_year: bool,
}

impl Default for Eves {
    fn default() -> Self {
        Eves {
            easter: true,
            midsummer: true,
            christmas: true,
            new_year: true,
        }
    }
}

/// Where in the year a holiday falls.
#[derive(Clone, Copy)]
enum When {
    /// The same month and day every year.
    On(u32, u32),
    /// So many days after Easter Sunday, or before it if negative.
    Easter(i64),
    /// The first such weekday on or after this month and day.
    First(Weekday, u32, u32),
}

/// The first and the last year a rule holds.
#[derive(Clone, Copy)]
struct Validity {
    from: i32,
    to: i32,
}

const ALWAYS: Validity = Validity {
    from: i32::MIN,
    to: i32::MAX,
};

struct Rule {
    when: When,
    years: Validity,
    name: Text,
}

/// Lag (1989:253) om allmänna helgdagar, 1 and 2 §§, as changed by lag (2004:1320): the National Day in, Whit Monday
/// out, from 2005. Where two fall on one day, the earlier line names it. Years before the law have its first wording.
const PUBLIC: [Rule; 14] = [
    rule(When::On(1, 1), ALWAYS, "Nyårsdagen", "New Year's Day"),
    rule(When::On(1, 6), ALWAYS, "Trettondedag jul", "Epiphany"),
    rule(When::Easter(-2), ALWAYS, "Långfredagen", "Good Friday"),
    rule(When::Easter(0), ALWAYS, "Påskdagen", "Easter Sunday"),
    rule(When::Easter(1), ALWAYS, "Annandag påsk", "Easter Monday"),
    rule(When::On(5, 1), ALWAYS, "Första maj", "May Day"),
    rule(
        When::Easter(39),
        ALWAYS,
        "Kristi himmelsfärdsdag",
        "Ascension Day",
    ),
    rule(When::Easter(49), ALWAYS, "Pingstdagen", "Whit Sunday"),
    rule(
        When::Easter(50),
        until(2004),
        "Annandag pingst",
        "Whit Monday",
    ),
    rule(When::On(6, 6), since(2005), "Nationaldagen", "National Day"),
    rule(
        When::First(Weekday::Sat, 6, 20),
        ALWAYS,
        "Midsommardagen",
        "Midsummer's Day",
    ),
    rule(
        When::First(Weekday::Sat, 10, 31),
        ALWAYS,
        "Alla helgons dag",
        "All Saints' Day",
    ),
    rule(When::On(12, 25), ALWAYS, "Juldagen", "Christmas Day"),
    rule(When::On(12, 26), ALWAYS, "Annandag jul", "Boxing Day"),
];

/// Reads from the settings whether one eve is free.
type Setting = fn(&Eves) -> bool;

/// The eves usually free by agreement, each with the setting that says whether it is. Trettondagsafton and valborg are
/// ordinary days.
const EVES: [(Rule, Setting); 4] = [
    (
        rule(When::Easter(-1), ALWAYS, "Påskafton", "Holy Saturday"),
        |free| free.easter,
    ),
    (
        rule(
            When::First(Weekday::Fri, 6, 19),
            ALWAYS,
            "Midsommarafton",
            "Midsummer's Eve",
        ),
        |free| free.midsummer,
    ),
    (
        rule(When::On(12, 24), ALWAYS, "Julafton", "Christmas Eve"),
        |free| free.christmas,
    ),
    (
        rule(When::On(12, 31), ALWAYS, "Nyårsafton", "New Year's Eve"),
        |free| free.new_year,
    ),
];

const fn rule(when: When, years: Validity, sv: &'static str, en: &'static str) -> Rule {
    Rule {
        when,
        years,
        name: Text { sv, en },
    }
}

const fn since(year: i32) -> Validity {
    Validity {
        from: year,
        to: i32::MAX,
    }
}

const fn until(year: i32) -> Validity {
    Validity {
        from: i32::MIN,
        to: year,
    }
}

impl Rule {
    /// The day the rule gives in the year Easter Sunday is in, if it holds that year.
    fn date(&self, easter: NaiveDate) -> Option<NaiveDate> {
        let year = easter.year();
        if year < self.years.from || year > self.years.to {
            return None;
        }
        match self.when {
            When::On(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            When::Easter(days) => easter.checked_add_signed(TimeDelta::days(days)),
            When::First(weekday, month, day) => {
                let earliest = NaiveDate::from_ymd_opt(year, month, day)?;
                let wait = weekday.days_since(earliest.weekday());
                earliest.checked_add_days(Days::new(wait.into()))
            }
        }
    }

    fn holiday(&self, easter: NaiveDate, kind: HolidayKind) -> Option<Holiday> {
        self.date(easter).map(|date| Holiday {
            date,
            name: self.name,
            kind,
        })
    }
}

/// The public holidays of a year, sorted by date. Two may share a day, as May Day and Ascension Day did in 2008.
/// A year chrono cannot hold has none.
pub fn public_holidays(year: i32) -> Vec<Holiday> {
    sorted(year, PUBLIC.iter(), HolidayKind::Public)
}

/// The four eves usually free by agreement in a year, sorted by date, whatever the settings say of them.
pub fn usual_eves(year: i32) -> Vec<Holiday> {
    sorted(year, EVES.iter().map(|(rule, _)| rule), HolidayKind::Eve)
}

fn sorted<'a>(year: i32, rules: impl Iterator<Item = &'a Rule>, kind: HolidayKind) -> Vec<Holiday> {
    let Some(easter) = easter_in(year) else {
        return Vec::new();
    };
    let mut holidays: Vec<_> = rules
        .filter_map(|rule| rule.holiday(easter, kind))
        .collect();
    holidays.sort_by_key(|holiday| holiday.date);
    holidays
}

/// The public holiday on a day, if it is one. Allocates nothing: a board asks it for each day it draws.
pub fn holiday(date: NaiveDate) -> Option<Holiday> {
    let easter = easter_in(date.year())?;
    PUBLIC
        .iter()
        .filter_map(|rule| rule.holiday(easter, HolidayKind::Public))
        .find(|holiday| holiday.date == date)
}

/// The eve on a day, if it is one of those the settings make free.
pub fn usual_eve(date: NaiveDate, free: &Eves) -> Option<Holiday> {
    let easter = easter_in(date.year())?;
    EVES.iter()
        .filter(|(_, is_free)| is_free(free))
        .filter_map(|(rule, _)| rule.holiday(easter, HolidayKind::Eve))
        .find(|holiday| holiday.date == date)
}

/// Easter Sunday of a year in the Gregorian calendar. A year chrono cannot hold gives the nearest one it can.
pub fn easter(year: i32) -> NaiveDate {
    let year = year.clamp(NaiveDate::MIN.year(), NaiveDate::MAX.year());
    easter_in(year)
        .expect("chrono holds March and April of every year between its first and its last")
}

/// The Sunday after the church's full moon, the first on or after 21 March. That moon comes from the year's place in
/// the 19-year lunar cycle, corrected for dropped leap days and for the cycle's drift of 8 days in 2,500 years.
fn easter_in(year: i32) -> Option<NaiveDate> {
    let equinox = NaiveDate::from_ymd_opt(year, 3, 21)?;
    let cycle_year = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let dropped_leap_days = century - century.div_euclid(4);
    let drift = (8 * century + 13).div_euclid(25);
    let wait = (19 * cycle_year + dropped_leap_days - drift + 15).rem_euclid(30);
    // The lunar month at Easter has 29 days, so its last days move up, and no two years of a cycle share a moon.
    let wait = if wait == 29 || (wait == 28 && cycle_year > 10) {
        wait - 1
    } else {
        wait
    };
    let full_moon = equinox.checked_add_signed(TimeDelta::days(wait.into()))?;
    let to_sunday = 7 - full_moon.weekday().num_days_from_sunday();
    full_moon.checked_add_days(Days::new(to_sunday.into()))
}
