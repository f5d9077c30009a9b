//! Personnummer and samordningsnummer: read, checked, shown masked.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::text;
use crate::text::Text;

/// Nobody who was alive when personnummer came, in 1947, was born earlier.
const FIRST_YEAR: i32 = 1840;

/// What a samordningsnummer adds to the day of birth (Lag 2022:1697).
const COORDINATION_DAYS: u32 = 60;

/// A Swedish personal identity number, twelve digits: the date exists and the check digit is right.
/// It is kept as the bare digits; digits that are no personnummer are refused when a record is read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Personnummer(String);

/// Why a text is no personnummer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Other signs than digits, or a sign in another place than before the last four.
    Form,
    /// Neither 10 nor 12 digits.
    Digits,
    /// The day does not exist, or lies before anyone who has a number.
    Date,
    /// The day of birth is still to come.
    Future,
    /// A plus sign for somebody who does not turn 100 this year or earlier.
    Plus,
    /// The last digit does not follow from the nine before it.
    CheckDigit,
}

impl Fault {
    /// The fault as a sentence, without the number.
    pub const fn text(self) -> Text {
        match self {
            Fault::Form => text!(
                "Ett personnummer skrivs ÅÅÅÅMMDD-NNNN eller ÅÅMMDD-NNNN.",
                "A personnummer is written YYYYMMDD-NNNN or YYMMDD-NNNN."
            ),
            Fault::Digits => text!(
                "Ett personnummer har 10 eller 12 siffror.",
                "A personnummer has 10 or 12 digits."
            ),
            Fault::Date => text!(
                "Personnumrets datum finns inte.",
                "The date in the personnummer does not exist."
            ),
            Fault::Future => text!(
                "Personnumrets datum ligger i framtiden.",
                "The date in the personnummer lies in the future."
            ),
            Fault::Plus => text!(
                "Plustecken används bara från det år personen fyller 100; skriv bindestreck.",
                "A plus sign is only used from the year the person turns 100; write a hyphen."
            ),
            Fault::CheckDigit => text!(
                "Personnumrets kontrollsiffra stämmer inte: någon siffra är fel.",
                "The check digit of the personnummer is wrong: some digit is mistaken."
            ),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text().en)
    }
}

impl std::error::Error for Fault {}

impl Personnummer {
    /// Reads 10 or 12 digits with `-`, `+`, a blank or nothing before the last four. Ten digits mean the latest
    /// birth that is not in the future; with `+`, one in or before the year that lies 100 years back
    /// (folkbokföringslagen 1991:481, 18 §).
    pub fn read(text: &str, today: NaiveDate) -> Result<Personnummer, Fault> {
        let (digits, plus) = digits_and_plus(text)?;
        let hundred = today.year() - 100;
        let number = if digits.len() == 12 {
            let number = Personnummer::checked(digits)?;
            if plus && number.birth_date().year() > hundred {
                return Err(Fault::Plus);
            }
            number
        } else if plus {
            Personnummer::in_century(hundred, &digits)?
        } else {
            match Personnummer::in_century(today.year(), &digits) {
                Ok(number) if number.birth_date() <= today => number,
                // Later this year: then it is the one born a century before.
                Ok(_) => Personnummer::in_century(hundred, &digits)?,
                Err(fault) => return Err(fault),
            }
        };
        if number.birth_date() > today {
            return Err(Fault::Future);
        }
        Ok(number)
    }

    /// The number whose ten last digits these are, born in `latest` or in the nearest year before it.
    fn in_century(latest: i32, ten: &str) -> Result<Personnummer, Fault> {
        let short: i32 = ten[..2].parse().map_err(|_| Fault::Form)?;
        let year = latest - (latest - short).rem_euclid(100);
        Personnummer::checked(format!("{:02}{ten}", year / 100))
    }

    fn checked(digits: String) -> Result<Personnummer, Fault> {
        if digits.len() != 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Fault::Digits);
        }
        if birth_date(&digits).is_none_or(|day| day.year() < FIRST_YEAR) {
            return Err(Fault::Date);
        }
        if !luhn(&digits[2..]) {
            return Err(Fault::CheckDigit);
        }
        Ok(Personnummer(digits))
    }

    /// The day of birth; of a samordningsnummer too.
    pub fn birth_date(&self) -> NaiveDate {
        birth_date(&self.0).expect("a Personnummer is only made of digits whose date exists")
    }

    /// Whether it is a samordningsnummer, for people who are not in the population register.
    pub fn is_coordination_number(&self) -> bool {
        self.0.as_bytes()[6] >= b'6'
    }

    /// The date alone, `YYYYMMDD-••••`, for a screen until somebody asks for the whole number.
    pub fn masked(&self) -> String {
        format!("{}-••••", &self.0[..8])
    }

    /// As [`masked`](Self::masked), for terminals with ASCII only: `YYYYMMDD-****`.
    pub fn masked_ascii(&self) -> String {
        format!("{}-****", &self.0[..8])
    }
}

/// Splits a text into its digits and whether a plus sign was written; one sign at most, before the last four digits.
fn digits_and_plus(text: &str) -> Result<(String, bool), Fault> {
    let mut digits = String::with_capacity(12);
    let mut sign = None;
    for c in text.trim().chars() {
        match c {
            '0'..='9' => digits.push(c),
            _ if sign.is_none() && is_sign(c) => sign = Some((digits.len(), c)),
            _ => return Err(Fault::Form),
        }
    }
    if digits.len() != 10 && digits.len() != 12 {
        return Err(Fault::Digits);
    }
    match sign {
        Some((at, _)) if at + 4 != digits.len() => Err(Fault::Form),
        Some((_, c)) => Ok((digits, c == '+')),
        None => Ok((digits, false)),
    }
}

/// The hyphen also in the shapes word processors turn it into.
fn is_sign(c: char) -> bool {
    matches!(c, '-' | '+' | '\u{2010}'..='\u{2013}' | '\u{2212}') || c.is_whitespace()
}

fn birth_date(digits: &str) -> Option<NaiveDate> {
    let year = digits.get(..4)?.parse().ok()?;
    let month = digits.get(4..6)?.parse().ok()?;
    let day: u32 = digits.get(6..8)?.parse().ok()?;
    let day = day.checked_sub(COORDINATION_DAYS).unwrap_or(day);
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Check digit mod 10: from the first digit every second counts double, digit by digit; the sum ends in 0.
fn luhn(ten: &str) -> bool {
    let sum: u32 = ten
        .bytes()
        .zip([2, 1].into_iter().cycle())
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    sum.is_multiple_of(10)
}

impl TryFrom<String> for Personnummer {
    type Error = Fault;

    fn try_from(digits: String) -> Result<Self, Fault> {
        Personnummer::checked(digits)
    }
}

impl From<Personnummer> for String {
    fn from(number: Personnummer) -> String {
        number.0
    }
}

impl fmt::Display for Personnummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", &self.0[..8], &self.0[8..])
    }
}

/// Without the digits, so that no log or panic tells whose it is.
impl fmt::Debug for Personnummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Personnummer(********-****)")
    }
}
