//! Which person is meant: by number, or by a name that only one person has.

use chrono::NaiveDate;
use deunicode::deunicode;

use super::failure::Failure;
use super::options::Options;
use crate::domain::facts::participant::{Participant, PersonId, Protection};
use crate::domain::register::Register;
use crate::domain::search::{Entry, Finder};
use crate::say;

/// So many people are named in a sentence.
const NAMED: usize = 10;

/// The person that is meant: `12` or `#12`, or the full name, in either order and any case, of somebody who is at AMI
/// on the day; of somebody else only where nobody there has it. Protected people are found by number alone, as in a
/// search.
pub fn resolve(
    register: &Register,
    options: &Options,
    text: &str,
    day: NaiveDate,
) -> Result<PersonId, Failure> {
    let text = text.trim();
    let digits = text.strip_prefix('#').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let id = digits.parse().ok().map(PersonId);
        return id
            .filter(|id| register.people.contains_key(id))
            .ok_or_else(|| nobody(register, options, ""));
    }
    let present: Vec<&Participant> = findable(register.at_ami(day)).collect();
    let named = same_name(&present, text);
    let named = if named.is_empty() {
        let all: Vec<&Participant> = findable(register.people.values()).collect();
        same_name(&all, text)
    } else {
        named
    };
    match named[..] {
        [only] => Ok(only.id),
        [] => Err(nobody(register, options, text)),
        _ => Err(several(register, options, &named)),
    }
}

fn findable<'a>(
    people: impl Iterator<Item = &'a Participant>,
) -> impl Iterator<Item = &'a Participant> {
    people.filter(|person| person.protection == Protection::None)
}

/// Those with the name letter for letter; if none, those with it when å ä ö and accents are left out.
fn same_name<'a>(people: &[&'a Participant], text: &str) -> Vec<&'a Participant> {
    let matching = |fold: fn(&str) -> String| -> Vec<&'a Participant> {
        let wanted = fold(text);
        let has_name = |person: &&&Participant| {
            let (given, family) = (&person.given, &person.family);
            !wanted.is_empty()
                && [format!("{given} {family}"), format!("{family} {given}")]
                    .iter()
                    .any(|name| fold(name) == wanted)
        };
        people.iter().filter(has_name).copied().collect()
    };
    let exact = matching(lower);
    if exact.is_empty() {
        matching(|text| lower(&deunicode(text)))
    } else {
        exact
    }
}

/// In small letters, without commas, with single blanks.
fn lower(text: &str) -> String {
    let text = text.replace(',', " ").to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn nobody(register: &Register, options: &Options, text: &str) -> Failure {
    let lang = options.lang;
    let hits = match text {
        "" => Vec::new(),
        text => finder(register, options).find(text, NAMED + 1),
    };
    let nearest: Vec<&Participant> = hits
        .iter()
        .filter_map(|hit| register.people.get(&PersonId(hit.id)))
        .collect();
    let who = listed(register, options, &nearest);
    Failure::refused(match nearest.len() {
        0 => say!(lang,
            sv: "Ingen i registret stämmer in på det. Sök med tolv find.",
            en: "Nobody in the register fits that. Search with tolv find."),
        1 => say!(lang,
            sv: "Ingen i registret heter så. Menas {who}?",
            en: "Nobody in the register has that name. Is it {who}?"),
        _ => say!(lang,
            sv: "Ingen i registret heter precis så. Det kan vara {who}. Ange numret.",
            en: "Nobody in the register has exactly that name. It may be {who}. Give the number."),
    })
}

fn several(register: &Register, options: &Options, people: &[&Participant]) -> Failure {
    let lang = options.lang;
    let who = listed(register, options, people);
    Failure::refused(say!(lang,
        sv: "Flera heter så: {who}. Ange numret.",
        en: "Several people have that name: {who}. Give the number."))
}

/// The people in a sentence, the first [`NAMED`] of them.
fn listed(register: &Register, options: &Options, people: &[&Participant]) -> String {
    let named = people.iter().take(NAMED);
    let mut who: Vec<String> = named.map(|p| described(register, p, options)).collect();
    if people.len() > NAMED {
        who.push("…".to_owned());
    }
    who.join(", ")
}

/// Number, name and arena, so that two of the same name can be told apart.
fn described(register: &Register, person: &Participant, options: &Options) -> String {
    let (id, name) = (person.id, person.name(options.lang));
    let arena = register.arena_of(person, options.today);
    let arena = arena.map_or("", |arena| match arena.name.as_str() {
        "" => arena.group.name().get(options.lang),
        name => name,
    });
    format!("{id} {name} ({arena})")
}

/// Everyone, ready to be searched.
pub fn finder(register: &Register, options: &Options) -> Finder {
    let people: Vec<_> = register
        .people
        .values()
        .map(|person| (person, person.full_name()))
        .collect();
    Finder::new(people.iter().map(|(person, name)| {
        Entry {
            id: person.id.0,
            name: match person.protection {
                Protection::None => name,
                _ => "",
            },
            other: register
                .arena_of(person, options.today)
                .map_or("", |arena| &arena.name),
            past: is_past(person, options.today),
        }
    }))
}

/// Whether the person's last stay is over.
pub fn is_past(person: &Participant, today: NaiveDate) -> bool {
    let last = person.stays.last().and_then(|stay| stay.last_day());
    last.is_some_and(|last| last < today)
}
