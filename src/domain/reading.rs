//! What people type for days, times and hours, understood, and how those are shown again.

use chrono::NaiveDate;

use crate::domain::calendar::{self, MONTHS, YEARS};
use crate::say;
use crate::text::Lang;

mod dates;
mod times;
mod weekdays;

pub use dates::parse_date;
pub use times::{clock_time, decimal_hours, hours, parse_hours, parse_span, parse_time};
pub use weekdays::{parse_weekdays, weekdays};

/// Why something typed could not be understood. It never carries the typed text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadingError {
    NotADate,
    /// There is no such month; the month is what was typed, 0 or 13 to 99.
    NoSuchMonth {
        month: u32,
    },
    /// The month has fewer days than that, or the day is 0.
    NoSuchDay {
        year: i32,
        month: u32,
        day: u32,
        days_in_month: u32,
    },
    /// The date exists, but on another weekday than the one typed before it.
    WrongWeekday {
        date: NaiveDate,
    },
    /// Three short numbers where the year may be the first or the last.
    YearUnclear,
    /// The year is outside [`YEARS`].
    YearOutside,
    NotATime,
    /// Hours and minutes that no clock shows, such as 25:00 or 8:60.
    NoSuchTime,
    NotHours,
    /// A point before two digits that may be minutes or hundredths of an hour, such as 7.30.
    HoursUnclear,
    /// More hours than a day has.
    TooManyHours,
    NotASpan,
    /// The end is not after the start.
    SpanBackwards,
    NotWeekdays,
}

impl ReadingError {
    /// The error as a sentence that says what is wrong and what can be typed instead.
    pub fn text(&self, lang: Lang) -> String {
        let (first, last) = (YEARS.start(), YEARS.end());
        match *self {
            Self::NotADate => say!(lang,
                sv: "Det går inte att läsa som ett datum. Skriv till exempel 2026-11-22, 22/11, 22 nov, idag eller mån.",
                en: "This cannot be read as a date. Type for example 2026-11-22, 22/11, 22 Nov, today or Mon."),
            Self::NoSuchMonth { month } => say!(lang,
                sv: "Det finns ingen månad {month}. Skriv dagen före månaden, 22/11, eller år-månad-dag, 2026-11-22.",
                en: "There is no month {month}. Type the day before the month, 22/11, or year-month-day, 2026-11-22."),
            Self::NoSuchDay {
                year,
                month,
                day,
                days_in_month,
            } => {
                let month = MONTHS
                    .get(month.saturating_sub(1) as usize)
                    .map_or("", |name| name.long.get(lang));
                say!(lang,
                    sv: "Den {day} {month} {year} finns inte. Månaden har {days_in_month} dagar.",
                    en: "There is no {day} {month} {year}. The month has {days_in_month} days.")
            }
            Self::WrongWeekday { date } => {
                let weekday = calendar::weekday(date).long.get(lang);
                say!(lang,
                    sv: "{date} är en {weekday}. Ändra veckodagen eller datumet.",
                    en: "{date} is a {weekday}. Change the weekday or the date.")
            }
            Self::YearUnclear => say!(lang,
                sv: "Det går inte att se vilket av talen som är året. Skriv året med fyra siffror.",
                en: "It is not clear which of the numbers is the year. Type the year with four digits."),
            Self::YearOutside => say!(lang,
                sv: "Datumet måste ligga mellan åren {first} och {last}.",
                en: "The date must be between the years {first} and {last}."),
            Self::NotATime => say!(lang,
                sv: "Det går inte att läsa som ett klockslag. Skriv till exempel 08:00, 0830, 8.30 eller 8.",
                en: "This cannot be read as a time. Type for example 08:00, 0830, 8.30 or 8."),
            Self::NoSuchTime => say!(lang,
                sv: "Det klockslaget finns inte. Klockan går från 00:00 till 24:00.",
                en: "There is no such time. The clock goes from 00:00 to 24:00."),
            Self::NotHours => say!(lang,
                sv: "Det går inte att läsa som ett antal timmar. Skriv till exempel 7,5, 7:30, 6 tim eller 45 min.",
                en: "This cannot be read as a number of hours. Type for example 7.5, 7:30, 6 h or 45 min."),
            Self::HoursUnclear => say!(lang,
                sv: "Det går inte att se om det är timmar och minuter eller timmar med decimaler. Skriv 7:30 eller 7,5.",
                en: "It is not clear if this is hours and minutes or hours with decimals. Type 7:30 or 7.5."),
            Self::TooManyHours => say!(lang,
                sv: "Ett dygn har 24 timmar. Skriv minuter som 45 min.",
                en: "A day has 24 hours. Type minutes as 45 min."),
            Self::NotASpan => say!(lang,
                sv: "Det går inte att läsa som från och till. Skriv till exempel 8-12 eller 08:00-12:30.",
                en: "This cannot be read as from and to. Type for example 8-12 or 08:00-12:30."),
            Self::SpanBackwards => say!(lang,
                sv: "Sluttiden måste vara senare än starttiden, samma dag.",
                en: "The end must be later than the start, on the same day."),
            Self::NotWeekdays => say!(lang,
                sv: "Det går inte att läsa som veckodagar. Skriv till exempel mån-fre, må,ti,on, 1-5 eller alla.",
                en: "This cannot be read as weekdays. Type for example Mon-Fri, mo,tu,we, 1-5 or all."),
        }
    }
}

/// What was typed, in one form for all readers: small letters, å ä ö as a a o, every dash as `-`, every kind of space
/// as one plain space, and none of those at the ends or around `-`, `/` and `:`.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            // The ring and the dots that some terminals send as characters of their own.
            '\u{30a}' | '\u{308}' => continue,
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        let joins = matches!(c, '-' | '/' | ':');
        if joins && tidied.ends_with(' ') {
            tidied.pop();
        }
        let follows_gap = tidied.is_empty() || tidied.ends_with([' ', '-', '/', ':']);
        if !(c == ' ' && follows_gap) {
            tidied.push(c);
        }
    }
    tidied.truncate(tidied.trim_end().len());
    tidied
}

/// The number that one to `longest` ASCII digits and nothing else say.
fn digits(text: &str, longest: usize) -> Option<u32> {
    let fits =
        (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}
