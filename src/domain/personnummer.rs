//! Personnummer and samordningsnummer: read, checked, shown masked.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::reading::{amount_as_digits, is_hyphen, is_shortened};
use crate::text::Text;
use crate::{text, told};

/// Nobody who was alive when personnummer came, in 1947, was born earlier.
const FIRST_YEAR: i32 = 1840;

/// The digits of a number without its century.
const SHORT: usize = 10;

/// A samordningsnummer adds 60 to the day of birth (Lag 2022:1697).
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
    /// A number that is right with the zeros put back that a spreadsheet took from its beginning.
    ZeroLost,
    /// A number that a spreadsheet wrote short, `1,98E+11`.
    Shortened,
    /// A day of birth, with nothing in the place of the last four digits, or with what stands for unknown ones.
    BirthDateOnly,
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
            Fault::ZeroLost => text!(
                "Personnumret har förlorat sin första nolla, som när ett kalkylprogram tar det för ett tal. Skriv nollan; i kalkylprogrammet ska kolumnen först formateras som text.",
                "The personnummer has lost its first zero, as when a spreadsheet takes it for a number. Write the zero; in the spreadsheet format the column as text first."
            ),
            Fault::Shortened => text!(
                "Ett kalkylprogram har skrivit personnumret kort, med E, och siffror är borta. Formatera kolumnen som text, skriv hela numret på nytt och spara igen.",
                "A spreadsheet has written the personnummer short, with an E, and digits are lost. Format the column as text, write the whole number again and save once more."
            ),
            Fault::BirthDateOnly => text!(
                "Det är ett födelsedatum utan de fyra sista siffrorna, och bara hela personnummer sparas. Lämna tomt tills hela numret är känt.",
                "It is a date of birth without the last four digits, and only a whole personnummer is kept. Leave it empty until the whole number is known."
            ),
        }
    }
}

told! {
    Fault: |fault| fault.text();
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
    /// (folkbokföringslagen 1991:481, 18 §). What a spreadsheet makes of digits is read too: `198504129803.0`.
    pub fn read(text: &str, today: NaiveDate) -> Result<Personnummer, Fault> {
        let amount = amount_as_digits(text);
        let text = amount.as_deref().unwrap_or(text).trim();
        Personnummer::written(text, today).map_err(|fault| seen_closer(fault, text, today))
    }

    fn written(text: &str, today: NaiveDate) -> Result<Personnummer, Fault> {
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
    c == '+' || is_hyphen(c) || c.is_whitespace()
}

/// A fault, or what the text is more exactly where spreadsheets and other registers made it.
fn seen_closer(fault: Fault, text: &str, today: NaiveDate) -> Fault {
    if is_shortened(text) {
        return Fault::Shortened;
    }
    if is_birth_date(text, today) {
        return Fault::BirthDateOnly;
    }
    let signs = text.matches(is_sign).count();
    let digits = text.replace(is_sign, "");
    let has_lost_zeros = fault == Fault::Digits
        && signs <= 1
        && (7..10).contains(&digits.len())
        && Personnummer::in_century(today.year(), &format!("{digits:0>10}")).is_ok();
    if has_lost_zeros {
        Fault::ZeroLost
    } else {
        fault
    }
}

/// Whether a text is the date of a personnummer alone, `1988-04-12`, `880412`, or that with what is written for four
/// unknown digits: `19880412-XXXX`, `880412-0000`, and `19880412-TF01` of a number that a register made up.
fn is_birth_date(text: &str, today: NaiveDate) -> bool {
    let text = text.replace(is_sign, "").to_lowercase();
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (digits, unknown) = text.split_at(end.unwrap_or(text.len()));
    let date = digits
        .strip_suffix("0000")
        .filter(|date| matches!(date.len(), 6 | 8));
    let is_placeholder =
        |c: char| matches!(c, 'x' | 'n' | 'y' | '*' | '?' | '_' | '.' | '\u{2022}');
    let made_up = unknown
        .strip_prefix("tf")
        .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    if !made_up && (unknown.chars().count() > 4 || !unknown.chars().all(is_placeholder)) {
        return false;
    }
    let date = date.unwrap_or(digits);
    let this = today.year() / 100;
    let centuries = match date.len() {
        8 => vec![String::new()],
        6 => vec![this.to_string(), (this - 1).to_string()],
        _ => Vec::new(),
    };
    let days = centuries
        .iter()
        .filter_map(|century| birth_date(&format!("{century}{date}")));
    days.into_iter()
        .any(|day| day.year() >= FIRST_YEAR && day <= today)
}

/// Whether a text may hold a personnummer: ten digits stand together, with nothing but blanks and hyphens or the like between them. A clock time is none.
pub fn holds_one(text: &str) -> bool {
    let mut digits = 0;
    for c in text.chars() {
        match c {
            c if c.is_numeric() => digits += 1,
            ':' => return false,
            c if c.is_alphabetic() || matches!(c, ',' | ';' | '/') => digits = 0,
            _ => {}
        }
        if digits >= SHORT {
            return !text.contains(':');
        }
    }
    false
}

/// What mobile numbers begin with. One in thirty of them may be a personnummer of somebody born in 2007 as well.
const MOBILE: [&str; 5] = ["070", "072", "073", "076", "079"];

/// Whether somebody's personnummer stands in the place of a telephone number. Ten digits from 0 on with nothing between
/// them are one where the day and the check digit are, but for a mobile number; with a sign, where it stands before the
/// last four.
pub fn is_in_phone(text: &str) -> bool {
    let parts = text.split(|c: char| c.is_alphabetic() || matches!(c, ',' | ';' | '/' | '(' | ')'));
    let mut texts = parts.flat_map(|part| std::iter::once(part).chain(part.split_whitespace()));
    texts.any(|text| {
        let Ok((digits, _)) = digits_and_plus(text) else {
            return false;
        };
        let checked = |century: &str| Personnummer::checked(format!("{century}{digits}"));
        let is_signed = text.trim().contains(is_sign);
        let is_mobile = MOBILE.iter().any(|mobile| digits.starts_with(mobile));
        match digits.len() {
            12 if digits.starts_with("19") || digits.starts_with("20") => {
                matches!(checked(""), Ok(_) | Err(Fault::CheckDigit))
            }
            10 if is_signed || !digits.starts_with('0') => {
                checked("19").is_ok() || checked("20").is_ok()
            }
            10 => !is_mobile && checked("20").is_ok(),
            _ => false,
        }
    })
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
