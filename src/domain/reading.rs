//! Days, times and hours as people type them, and as they are shown again.

use chrono::NaiveDate;

use crate::domain::calendar::{self, MONTHS, YEARS};
use crate::text::Text;
use crate::{sentences, text};

mod dates;
mod moments;
mod numbers;
mod times;
mod weekdays;
mod weeks;

pub use dates::{parse_date, parse_date_in, parse_listed_date, with_month_first};
pub use numbers::{amount_as_digits, dialled, is_shortened, phone_number};
pub use times::{
    clock_time, decimal_hours, hours, parse_hours, parse_hours_a_day, parse_long_hours, parse_span,
    parse_time, refuse_part_of_a_day,
};
pub use weekdays::{parse_listed_weekdays, parse_weekdays, weekday_in, weekdays};
pub use weeks::parse_week;

sentences! {
    /// Why something typed could not be understood. It never carries the typed text itself.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ReadingError {
        NotADate:
            "Det går inte att läsa som ett datum. Skriv till exempel 2026-11-22, 22/11, 22 nov, idag eller mån."
            / "This cannot be read as a date. Type for example 2026-11-22, 22/11, 22 Nov, today or Mon.";
        /// There is no such month; the month is what was typed, 0 or 13 to 99.
        NoSuchMonth { month: u32 }:
            "Det finns ingen månad {month}. Skriv dagen före månaden, 22/11, eller år-månad-dag, 2026-11-22."
            / "There is no month {month}. Type the day before the month, 22/11, or year-month-day, 2026-11-22.";
        /// The month has fewer days than that, or the day is 0.
        NoSuchDay { year: i32, month: u32, day: u32, days_in_month: u32 }:
            "Den {day} {month} {year} finns inte. Månaden har {days_in_month} dagar."
            / "There is no {day} {month} {year}. The month has {days_in_month} days.",
            month = named(*month);
        /// The date exists, but on another weekday than the one typed before it.
        WrongWeekday { date: NaiveDate }:
            "{date} är en {weekday}. Ändra veckodagen eller datumet."
            / "{date} is a {weekday}. Change the weekday or the date.",
            weekday = calendar::weekday(*date).long;
        /// Three short numbers where the year may be the first or the last.
        YearUnclear:
            "Det går inte att se vilket av talen som är året. Skriv året med fyra siffror."
            / "It is not clear which of the numbers is the year. Type the year with four digits.";
        /// Two digits of a year in a list, which by the rule for what is typed would mean this one of long ago.
        ShortYear { year: i32 }:
            "Med två siffror kan året vara {year} eller {later}. Skriv det med fyra siffror."
            / "With two digits the year may be {year} or {later}. Write it with four digits.",
            later = *year + 100;
        /// A day of a list without its year.
        NoYear:
            "Året saknas. Skriv hela datumet, till exempel 2026-11-22."
            / "The year is missing. Write the whole date, for example 2026-11-22.";
        /// A day of a list that depends on the day on which it is read.
        RelativeDay:
            "Vilken dag det är beror på när det läses. Skriv hela datumet, till exempel 2026-11-22."
            / "Which day it is depends on when it is read. Write the whole date, for example 2026-11-22.";
        /// Day and month may stand in either order.
        MonthOrDay { day: NaiveDate, other: NaiveDate }:
            "Dagen och månaden kan vara omkastade: {day} eller {other}. Skriv datumet så."
            / "The day and the month may be the other way round: {day} or {other}. Write the date like that.";
        /// A moment with a zone of its own, in which it is another day than in the register's.
        DayUnclear { written: NaiveDate, here: NaiveDate }:
            "Tidpunkten är {written} i sin egen tidszon men {here} i registrets. Skriv bara dagen, till exempel {here}."
            / "The moment is {written} in its own time zone but {here} in the register's. Write the day alone, for example {here}.";
        /// A moment with a zone of its own, where no zone is known.
        WithZone:
            "Det är en tidpunkt med tidszon. Skriv bara dagen, till exempel 2026-11-22."
            / "It is a moment with a time zone. Write the day alone, for example 2026-11-22.";
        /// The year is outside [`YEARS`].
        YearOutside:
            "Datumet måste ligga mellan åren {first} och {last}."
            / "The date must be between the years {first} and {last}.",
            first = *YEARS.start(),
            last = *YEARS.end();
        NotATime:
            "Det går inte att läsa som ett klockslag. Skriv till exempel 08:00, 0830, 8.30 eller 8."
            / "This cannot be read as a time. Type for example 08:00, 0830, 8.30 or 8.";
        /// Hours and minutes that no clock shows, such as 25:00 or 8:60.
        NoSuchTime:
            "Det klockslaget finns inte. Klockan går från 00:00 till 24:00."
            / "There is no such time. The clock goes from 00:00 to 24:00.";
        NotHours:
            "Det går inte att läsa som ett antal timmar. Skriv till exempel 7,5, 7:30, 6 tim eller 45 min."
            / "This cannot be read as a number of hours. Type for example 7.5, 7:30, 6 h or 45 min.";
        /// A point before two digits that may be minutes or hundredths of an hour, such as 7.30.
        HoursUnclear:
            "Det går inte att se om det är timmar och minuter eller timmar med decimaler. Skriv 7:30 eller 7,5."
            / "It is not clear if this is hours and minutes or hours with decimals. Type 7:30 or 7.5.";
        /// A share of full time, of which nobody has told how long it is: `50 %`, `heltid`.
        ShareOfFullTime:
            "Det är en andel av heltid, och hur lång heltiden är står inte här. Skriv timmarna, till exempel 20 eller 37,5."
            / "It is a share of full time, and how long full time is does not stand here. Write the hours, for example 20 or 37.5.";
        /// A fraction that may be hours or days, as spreadsheets count time: the minutes of either.
        PartOfADay { days: u32, few: u32 }:
            "Det kan vara {days} skrivet som del av ett dygn, eller bara {few}. Skriv timmar och minuter med kolon."
            / "It may be {days} written as a part of a day, or just {few}. Write hours and minutes with a colon.",
            days = hours(*days),
            few = hours(*few);
        /// More hours than a day has.
        TooManyHours:
            "Ett dygn har 24 timmar. Skriv minuter som 45 min."
            / "A day has 24 hours. Type minutes as 45 min.";
        NotASpan:
            "Det går inte att läsa som från och till. Skriv till exempel 8-12 eller 08:00-12:30."
            / "This cannot be read as from and to. Type for example 8-12 or 08:00-12:30.";
        /// The end is not after the start.
        SpanBackwards:
            "Sluttiden måste vara senare än starttiden, samma dag."
            / "The end must be later than the start, on the same day.";
        /// A number alone, which may be a weekday or a number of days.
        NumberOfDays:
            "Det kan vara ett antal dagar. Skriv vilka dagar det är, till exempel mån-fre eller mån, ons, fre."
            / "It may be a number of days. Write which days they are, for example Mon-Fri or Mon, Wed, Fri.";
        /// Weeks that are not alike.
        OnlySomeWeeks:
            "Veckorna är olika, men ett schema är lika varje vecka. Skriv de dagar som gäller varje vecka, till exempel mån-fre."
            / "The weeks differ, but a schedule is the same every week. Write the days that hold every week, for example Mon-Fri.";
        NotWeekdays:
            "Det går inte att läsa som veckodagar. Skriv till exempel mån-fre, må,ti,on, 1-5 eller alla."
            / "This cannot be read as weekdays. Type for example Mon-Fri, mo,tu,we, 1-5 or all.";
    }
}

/// A month's name; empty where there is none.
fn named(month: u32) -> Text {
    let month = MONTHS.get(month.saturating_sub(1) as usize);
    month.map_or(text!("", ""), |name| name.long)
}

/// Whether it is one of the signs that word processors put for a hyphen, or the hyphen itself.
pub fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{ad}' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
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
            c if is_hyphen(c) => '-',
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
