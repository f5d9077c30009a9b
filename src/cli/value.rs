//! Values of the command line: how they are read, and what is said of one that cannot be.

use std::fmt::{self, Display};
use std::ops::{Bound, RangeBounds, RangeInclusive};
use std::str::FromStr;

use crate::domain::calendar::YEARS;
use crate::text::{Lang, Text};
use crate::{say, text};

/// As far ahead or back as days are looked for: ten years.
pub const FAR: i64 = 3_660;

/// Why a value was not taken: what to give instead, in both languages, because clap reads values before anybody knows
/// which one is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongValue {
    sv: String,
    en: String,
}

impl WrongValue {
    /// The same told in each language: "give a day", a sentence without its first capital and its stop.
    pub fn new(told: impl Fn(Lang) -> String) -> WrongValue {
        WrongValue {
            sv: told(Lang::Sv),
            en: told(Lang::En),
        }
    }

    /// That it must be one of some words: in English the stable names, in Swedish the words.
    pub fn one_of<T: Copy>(all: &[T], slug: fn(T) -> &'static str, name: fn(T) -> Text) -> Self {
        WrongValue::new(|lang| {
            let word = |one: &T| match lang {
                Lang::Sv => as_one_word(name(*one).sv),
                Lang::En => slug(*one).to_owned(),
            };
            let words: Vec<String> = all.iter().map(word).collect();
            let words = either(&words, lang);
            say!(lang, sv: "ange {words}", en: "give {words}")
        })
    }

    /// What to give instead.
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }
}

impl Display for WrongValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl std::error::Error for WrongValue {}

/// Words as a person reads them out: `a, b or c`.
pub fn either(words: &[String], lang: Lang) -> String {
    joined(words, text!("eller", "or").get(lang))
}

/// Words as a person reads them out: `a, b and c`.
pub fn all_of(words: &[String], lang: Lang) -> String {
    joined(words, text!("och", "and").get(lang))
}

fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., end] => format!("{} {last} {end}", before.join(", ")),
    }
}

/// A name of several words as a shell takes it without quotation marks: `annan-enhet`.
fn as_one_word(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

/// A reader of whole numbers.
pub fn whole<T>(
    range: impl RangeBounds<T> + Clone + Send + Sync + 'static,
) -> impl Fn(&str) -> Result<T, WrongValue> + Clone + Send + Sync + 'static
where
    T: FromStr + PartialOrd + Display + 'static,
{
    move |text| match text.parse::<T>() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(not_whole(text, &range)),
    }
}

fn not_whole<T: Display>(text: &str, range: &impl RangeBounds<T>) -> WrongValue {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    WrongValue::new(|lang| match (range.start_bound(), range.end_bound()) {
        (Bound::Included(least), Bound::Included(most)) => say!(lang,
            sv: "ange ett heltal från {least} till {most}",
            en: "give a whole number from {least} to {most}"),
        // No more than the type of the number holds, which is nobody's business.
        _ if is_number => {
            say!(lang, sv: "ange ett mindre heltal", en: "give a smaller whole number")
        }
        (Bound::Included(least), _) => say!(lang,
            sv: "ange ett heltal, minst {least}",
            en: "give a whole number of at least {least}"),
        _ => say!(lang, sv: "ange ett heltal", en: "give a whole number"),
    })
}

/// A year that the calendar has.
pub fn year(text: &str) -> Result<i32, WrongValue> {
    whole(YEARS)(text).map_err(|_| not_a_year())
}

/// That a year is not one of the calendar's.
pub fn not_a_year() -> WrongValue {
    let (first, last) = (YEARS.start(), YEARS.end());
    WrongValue::new(|lang| {
        say!(lang,
            sv: "ange ett år från {first} till {last}",
            en: "give a year from {first} to {last}")
    })
}

/// A number of days ahead, or back with a minus.
pub fn days(text: &str) -> Result<i64, WrongValue> {
    const RANGE: RangeInclusive<i64> = -FAR..=FAR;
    whole(RANGE)(text).map_err(|_| {
        WrongValue::new(|lang| {
            say!(lang,
                sv: "ange ett antal hela dagar, högst {FAR}; med minus framför för dagar som har gått",
                en: "give a number of whole days, at most {FAR}; with a minus before it for days that have passed")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_give_instead_is_told_without_the_limits_of_a_type() {
        let told = |result: Result<u16, WrongValue>| result.unwrap_err().text(Lang::En).to_owned();
        assert_eq!(
            told(whole(1..=100)("600")),
            "give a whole number from 1 to 100"
        );
        assert_eq!(told(whole(0..)("-1")), "give a whole number of at least 0");
        assert_eq!(told(whole(0..)("65536")), "give a smaller whole number");
        assert_eq!(whole(0..)("65535"), Ok(65_535_u16));
        assert_eq!(days("-3660"), Ok(-3_660));
        assert!(days("3661").is_err() && days("soon").is_err());
        assert!(year("1899").is_err());
    }

    #[test]
    fn words_are_listed_as_they_can_be_typed() {
        use crate::domain::facts::onward::Toward;
        let wrong = WrongValue::one_of(&Toward::ALL, Toward::slug, Toward::name);
        assert_eq!(
            wrong.text(Lang::Sv),
            "ange ordinarie-arbetsgivare, annan-enhet, studier eller annan-insats"
        );
        for lang in [Lang::Sv, Lang::En] {
            let words = wrong.text(lang).split([' ', ',']);
            let read = words.filter_map(Toward::read).count();
            assert_eq!(read, Toward::ALL.len());
        }
    }
}
