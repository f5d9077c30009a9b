//! Which person is meant: by number, or by a name that only one person has.

use chrono::NaiveDate;
use deunicode::deunicode;

use super::failure::Failure;
use super::options::Options;
use crate::domain::alike::{Look, folded};
use crate::domain::facts::participant::{Participant, PersonId, Protection};
use crate::domain::register::Register;
use crate::domain::search::{Entry, Finder, Hit, Number, before};
use crate::say;

/// So many people are named in a sentence.
const NAMED: usize = 10;

/// The person that is meant: `12` or `#12`, or the full name, in either order and any form, of somebody who is at AMI
/// on the day, or a whole telephone or case number that only one has; of somebody else only where nobody there has it. Where another name looks the same, a number is asked for. Protected people are found by number alone, as in a
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
        let id = id.filter(|id| {
            register
                .people
                .get(id)
                .is_some_and(|who| register.shows(who))
        });
        return id.or_else(|| by_number(register, text)).ok_or_else(|| {
            let is_part = found(register, options, text, 1)
                .iter()
                .any(|hit| hit.by.is_some());
            nobody(register, options, if is_part { text } else { "" })
        });
    }
    let present: Vec<&Participant> = findable(register.shown_at_ami(day)).collect();
    let named = same_name(&present, text);
    let named = if named.is_empty() {
        let all: Vec<&Participant> = findable(register.shown()).collect();
        same_name(&all, text)
    } else {
        named
    };
    match named[..] {
        [only] => Ok(only.id),
        [] => by_number(register, text).ok_or_else(|| nobody(register, options, text)),
        _ => Err(several(register, options, &named)),
    }
}

/// The only one whose whole telephone or case number it is: a part of one may be a slip, and is only asked about.
fn by_number(register: &Register, text: &str) -> Option<PersonId> {
    let only = Number::read(text)?.only(register.shown());
    only.map(|person| person.id)
}

fn findable<'a>(
    people: impl Iterator<Item = &'a Participant>,
) -> impl Iterator<Item = &'a Participant> {
    people.filter(|person| person.protection == Protection::None)
}

/// Those whose name is the same or looks the same; if none, those with it when å ä ö and accents are left out.
fn same_name<'a>(people: &[&'a Participant], text: &str) -> Vec<&'a Participant> {
    let text = text.replace(',', " ");
    let matching = |is_same: &dyn Fn(&str) -> bool| -> Vec<&'a Participant> {
        let has_name = |person: &&&Participant| {
            let (given, family) = (&person.given, &person.family);
            is_same(&format!("{given} {family}")) || is_same(&format!("{family} {given}"))
        };
        people.iter().filter(has_name).copied().collect()
    };
    let wanted = Look::of(&text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let alike = matching(&|name| wanted.is_of(name));
    if !alike.is_empty() {
        return alike;
    }
    let wanted = folded(&deunicode(&text));
    matching(&|name| folded(&deunicode(name)) == wanted)
}

fn nobody(register: &Register, options: &Options, text: &str) -> Failure {
    let lang = options.lang;
    let hits = match text {
        "" => Vec::new(),
        text => found(register, options, text, NAMED + 1),
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

/// Those whom a query finds, best first, `limit` at most.
pub fn found(register: &Register, options: &Options, query: &str, limit: usize) -> Vec<Hit> {
    let mut hits = finder(register, options).find(query, limit);
    if let Some(number) = Number::read(query) {
        let people = number.find(register.shown(), options.today);
        hits = before(people, hits, query);
        hits.truncate(limit);
    }
    hits
}

/// Everyone, ready to be searched.
fn finder(register: &Register, options: &Options) -> Finder {
    let people: Vec<_> = register
        .shown()
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
            past: person.is_past(options.today),
        }
    }))
}
