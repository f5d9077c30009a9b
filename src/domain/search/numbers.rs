//! Finding a person by a number: the telephone's, or that of a case at Arbetsförmedlingen.

use chrono::NaiveDate;

use super::Hit;
use super::fold::fold_onto;
use crate::domain::facts::details::Field;
use crate::domain::facts::participant::{Participant, Protection};
use crate::domain::reading::{dialled, is_hyphen};
use crate::say;
use crate::text::Lang;

/// The number that somebody was found by, as the register holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundBy {
    Phone(String),
    Case(String),
}

impl FoundBy {
    /// The field's stable name.
    pub fn slug(&self) -> &'static str {
        match self {
            FoundBy::Phone(_) => Field::Phone.slug(),
            FoundBy::Case(_) => "reference",
        }
    }

    /// The number alone.
    pub fn number(&self) -> &str {
        match self {
            FoundBy::Phone(number) | FoundBy::Case(number) => number,
        }
    }

    /// Which number of theirs it is, and the number.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            FoundBy::Phone(number) => say!(lang, sv: "telefon {number}", en: "phone {number}"),
            FoundBy::Case(number) => say!(lang, sv: "ärende {number}", en: "ref. {number}"),
        }
    }
}

/// The fewest last digits of a telephone number, and the fewest characters of a case number, that find anybody.
const FEWEST: usize = 4;
/// The fewest first digits of a telephone number: fewer are many people's.
const FEWEST_FIRST: usize = 6;
/// A part of a case number that more people's have finds nobody: it would be a list of who has lönebidrag.
const MOST_BY_PART: usize = 3;
/// The fewest digits of a whole telephone number.
const FEWEST_WHOLE: usize = 7;

/// What a query is where it may be somebody's number.
pub struct Number {
    phone: Option<Phone>,
    case: String,
}

struct Phone {
    typed: String,
    dialled: String,
}

/// How much of a number was typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Part,
}

impl Number {
    /// The query as a number; `None` where it has no digit or too little is typed. `#12` is a number of the register.
    pub fn read(query: &str) -> Option<Number> {
        if !query.bytes().any(|byte| byte.is_ascii_digit()) || query.trim_start().starts_with('#') {
            return None;
        }
        let case = letters_and_digits(query);
        let is_dialled = |c: char| {
            c.is_ascii_digit() || c.is_whitespace() || is_hyphen(c) || "+()/.".contains(c)
        };
        let typed: String = query.chars().filter(char::is_ascii_digit).collect();
        let phone = (query.chars().all(is_dialled) && typed.len() >= FEWEST).then(|| Phone {
            dialled: dialled(query),
            typed,
        });
        (case.len() >= FEWEST).then_some(Number { phone, case })
    }

    /// Those whose number it is or is a part of, whole numbers first, then who is at the unit before who was.
    pub fn find<'a>(
        &self,
        people: impl Iterator<Item = &'a Participant>,
        today: NaiveDate,
    ) -> Vec<(&'a Participant, FoundBy)> {
        let mut found: Vec<_> = people
            .filter(|person| person.protection == Protection::None)
            .filter_map(|person| {
                let (fit, by) = self.of(person)?;
                Some((fit, person.is_past(today), person, by))
            })
            .collect();
        let by_part = |(fit, _, _, by): &(Fit, bool, &Participant, FoundBy)| {
            *fit == Fit::Part && matches!(by, FoundBy::Case(_))
        };
        if found.iter().filter(|one| by_part(one)).count() > MOST_BY_PART {
            found.retain(|one| !by_part(one));
        }
        found.sort_by_key(|(fit, is_past, person, _)| (*fit, *is_past, person.id));
        found
            .into_iter()
            .map(|(_, _, person, by)| (person, by))
            .collect()
    }

    /// The only one whose whole number it is, of everybody whose identity is not protected.
    pub fn only<'a>(
        &self,
        people: impl Iterator<Item = &'a Participant>,
    ) -> Option<&'a Participant> {
        let people = people.filter(|person| person.protection == Protection::None);
        let mut whole = people.filter(|person| matches!(self.of(person), Some((Fit::Whole, _))));
        whole.next().filter(|_| whole.next().is_none())
    }

    fn of(&self, person: &Participant) -> Option<(Fit, FoundBy)> {
        let phone = self
            .phone
            .as_ref()
            .and_then(|phone| phone.fit(&person.phone));
        let phone = phone.map(|fit| (fit, FoundBy::Phone(person.phone.clone())));
        let cases = person.decisions.iter().rev().filter_map(|decision| {
            let held = &decision.terms.reference;
            Some((self.fit_case(held)?, FoundBy::Case(held.clone())))
        });
        phone.into_iter().chain(cases).min_by_key(|(fit, _)| *fit)
    }

    fn fit_case(&self, held: &str) -> Option<Fit> {
        let held = letters_and_digits(held);
        match held == self.case {
            true => Some(Fit::Whole),
            false => held.contains(&self.case).then_some(Fit::Part),
        }
    }
}

impl Phone {
    /// How it fits what a person's telephone is said to be: one number, or several.
    fn fit(&self, held: &str) -> Option<Fit> {
        let several = held.split(|c: char| c.is_alphabetic() || matches!(c, ',' | ';'));
        let fits = several.filter_map(|held| {
            let held = dialled(held);
            let is_begun =
                self.dialled.len() >= FEWEST_FIRST && held.starts_with(self.dialled.as_str());
            if held == self.dialled && held.len() >= FEWEST_WHOLE {
                Some(Fit::Whole)
            } else {
                (is_begun || held.ends_with(self.typed.as_str())).then_some(Fit::Part)
            }
        });
        fits.min()
    }
}

/// Letters without marks and case, and digits: a case number with or without its hyphens and blanks.
fn letters_and_digits(text: &str) -> String {
    let mut folded = String::new();
    fold_onto(&mut folded, text);
    folded.retain(|c| c.is_ascii_alphanumeric());
    folded
}

/// Puts those whom a number finds before those whom the rest found, but behind whose number in the register it is.
pub fn before(found: Vec<(&Participant, FoundBy)>, mut hits: Vec<Hit>, query: &str) -> Vec<Hit> {
    let first = hits.first().map(|hit| hit.id);
    let is_id = first.is_some_and(|id| query.trim().parse() == Ok(id));
    let kept = usize::from(is_id);
    let is_found = |hit: &Hit| found.iter().any(|(person, _)| person.id.0 == hit.id);
    let mut at = 0;
    hits.retain(|hit| {
        at += 1;
        at <= kept || !is_found(hit)
    });
    let known = first.filter(|_| is_id);
    let new = found
        .into_iter()
        .filter(|(person, _)| Some(person.id.0) != known);
    let new: Vec<Hit> = new
        .map(|(person, by)| Hit {
            id: person.id.0,
            score: 0,
            highlights: Vec::new(),
            by: Some(by),
        })
        .collect();
    hits.splice(kept..kept, new);
    hits
}
