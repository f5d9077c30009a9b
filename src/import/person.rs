//! The name of a row, and what else its cell may hold: several people, a place that nobody has, a note, a sign.

use super::{
    Column, Reason,
    below::is_sum,
    headings::Layout,
    names::{self, is_after, is_particle},
    quoted::quoted,
    rows::Row,
    table::Record,
};
use crate::domain::facts::details::{Field, NAME_LIMIT};
use crate::domain::facts::nothing::{is_dash, no_name};
use crate::domain::personnummer::holds_one;

/// Words in the place of a name that say that nobody has it.
const NOBODY: &[&str] = &[
    "vakant",
    "vakans",
    "ledig",
    "ledig plats",
    "tom plats",
    "obesatt",
    "reserverad",
    "vacant",
    "vacancy",
];

/// What other registers print in the place of a name that they protect.
const PROTECTED: &[&str] = &[
    "skyddad",
    "skyddad identitet",
    "skyddad person",
    "skyddad folkbokföring",
    "skyddade personuppgifter",
    "sekretess",
    "sekretessmarkerad",
    "sekretessmarkering",
    "sekretesskyddad",
    "protected",
    "protected identity",
];

/// Words after a name, behind a comma or a dash, that are no part of it.
const NOTES: &[&str] = &[
    "aktiv",
    "avbruten",
    "avliden",
    "avslutad",
    "avslutat",
    "ej",
    "extern",
    "flyttad",
    "flyttat",
    "föräldraledig",
    "inactive",
    "inaktiv",
    "ledig",
    "left",
    "ny",
    "paus",
    "pausad",
    "praktikant",
    "semester",
    "sjuk",
    "sjukskriven",
    "slut",
    "slutade",
    "slutar",
    "slutat",
    "tjänstledig",
    "vik",
    "vikarie",
    "vilande",
];

/// Signs that no name has, but that are put beside one.
const SIGNS: &[char] = &[
    '@', '<', '>', '=', '|', '\\', '{', '}', '^', '~', '*', '+', '%', ';', '✓', '✔', '☑', '✗', '✘',
];

/// What programs put between two people in a cell.
const BETWEEN: &[&str] = &[" och ", " samt ", " and ", " & ", " + ", ";", "/"];

/// The given name and the family name of a row.
pub(super) fn name(row: &mut Row, with_comma: bool) -> (String, String) {
    let before = row.bad.len();
    let (given, family) = if let Some(place) = row.layout.at(Column::Name) {
        let cell = unlisted(row.cell(place).trim());
        let nobody = is_sum(cell).then_some(Reason::NobodysName);
        if let Some(fault) = nobody.or_else(|| fault(cell, with_comma)) {
            row.complain(Column::Name, fault);
        }
        let text = row.text(Column::Name, NAME_LIMIT);
        let name = unlisted(&text);
        match row.layout.has_family_first {
            false => names::split(name),
            true => names::split_family_first(name).unwrap_or_else(|| {
                row.complain(Column::Name, Reason::WhichIsFamily);
                names::split(name)
            }),
        }
    } else {
        for part in [Field::Given, Field::Family] {
            let cell = row.layout.at(Column::Of(part)).map(|place| row.cell(place));
            if let Some(fault) = cell.and_then(|cell| fault(cell, true)) {
                row.complain(Column::Of(part), fault);
            }
        }
        let given = row.text(Column::Of(Field::Given), NAME_LIMIT);
        let given = unlisted(&given).to_owned();
        let family = row.text(Column::Of(Field::Family), NAME_LIMIT);
        if family.is_empty() {
            (String::new(), given)
        } else {
            (given, family)
        }
    };
    // A dash says that there is none, and one before a name is no part of it.
    let given = match unlisted(&given) {
        given if is_dash(given) => String::new(),
        given => given.to_owned(),
    };
    if row.bad.len() > before {
        return (given, family);
    }
    if family.is_empty() {
        row.complain(Column::Name, Reason::Missing);
    } else if !names::has_letter(&given, &family) {
        row.complain(Column::Name, Reason::NotAName);
    } else if let Some(word) = no_name(&given, &family) {
        row.complain(Column::Name, Reason::NoName { word });
    } else if holds_one(&format!("{given} {family}")) {
        row.complain(Column::Name, Reason::NumberInName);
    }
    (given, family)
}

/// Whether more names of a list have the family name first, with a comma, than have none. A comma between two words
/// and two tells nothing.
pub(super) fn has_family_first(layout: &Layout, records: &[Record]) -> bool {
    let Some(place) = layout.at(Column::Name) else {
        return false;
    };
    let names = records.iter().filter_map(|record| record.cells.get(place));
    let (mut with, mut without) = (0, 0);
    for name in names.filter(|name| !name.trim().is_empty()) {
        match name.contains(',') {
            true => with += usize::from(!are_names(name.split(','))),
            false => without += 1,
        }
    }
    with > without
}

/// What is wrong with a name as it stands in its cell; `with_comma` where most names of the list have a comma in them.
pub(super) fn fault(cell: &str, with_comma: bool) -> Option<Reason> {
    let small = cell.trim().to_lowercase();
    if NOBODY.contains(&small.as_str()) {
        return Some(Reason::NobodysName);
    }
    if PROTECTED.contains(&small.as_str()) {
        return Some(Reason::NameProtected);
    }
    if let Some(note) = note(cell).or_else(|| birth(cell)) {
        return Some(Reason::NoteInName { note });
    }
    if is_several(cell, with_comma) {
        return Some(Reason::SeveralPeople);
    }
    let sign = cell.chars().find(|c| SIGNS.contains(c))?;
    Some(Reason::SignInName {
        sign: sign.to_string(),
    })
}

/// `Lena Berg - slutat`, `Lena Berg, tjänstledig`.
fn note(cell: &str) -> Option<String> {
    let parts = [", ", " - ", " – "].map(|by| cell.split_once(by));
    let mut parts = parts.into_iter().flatten();
    parts.find_map(|(name, note)| {
        let first = note.split_whitespace().next()?.to_lowercase();
        let first = first.trim_matches(|c: char| !c.is_alphabetic());
        let is_note = NOTES.contains(&first) && name.contains(char::is_alphabetic);
        is_note.then(|| quoted(note))
    })
}

/// `19850412` or `850412` beside a name.
fn birth(cell: &str) -> Option<String> {
    let words = cell.split_whitespace().skip(1);
    let mut words = words.map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()));
    let is_day = |word: &&str| {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        let month_and_day = match word.len() {
            6 | 8 if is_number => &word[word.len() - 4..],
            _ => return false,
        };
        // 101 to 1231.
        let number: u32 = month_and_day.parse().unwrap_or_default();
        (1..=12).contains(&(number / 100)) && (1..=31).contains(&(number % 100))
    };
    words.find(is_day).map(str::to_owned)
}

fn is_several(cell: &str, with_comma: bool) -> bool {
    let small = cell.to_lowercase();
    let is_between = |by: &&&str| {
        let parts = || small.split(**by);
        match by.starts_with(' ') {
            true => {
                parts().all(|part| part.contains(char::is_alphabetic)) && parts().any(has_two_words)
            }
            // *Anna/Annie Ek* is one person.
            false => parts().all(has_two_words),
        }
    };
    let mut between = BETWEEN.iter().filter(|by| small.contains(**by));
    if between.any(|by| is_between(&by)) {
        return true;
    }
    let lines: Vec<&str> = cell
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    if lines.len() > 1 && lines.iter().all(|line| has_two_words(line)) {
        return true;
    }
    // *García López, Ana María* stands among others that have the family name first.
    match cell.matches(',').count() {
        0 => false,
        1 => are_names(cell.split(',')) && !with_comma,
        _ => are_names(cell.split(',')),
    }
}

/// Whether each part may be a whole name.
fn are_names<'a>(mut parts: impl Iterator<Item = &'a str>) -> bool {
    parts.all(|part| {
        let first = part.split_whitespace().next().unwrap_or_default();
        let is_family = is_particle(first, true) || part.split_whitespace().any(is_after);
        has_two_words(part) && !is_family
    })
}

fn has_two_words(text: &str) -> bool {
    let words = text.split_whitespace();
    words
        .filter(|word| word.contains(char::is_alphabetic))
        .count()
        > 1
}

/// A name without the number or the dot of a list before it: `1. Lena Berg`, `• Lena Berg`.
pub(super) fn unlisted(name: &str) -> &str {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.strip_prefix(['.', ')']);
    let numbered = numbered.filter(|_| (1..=4).contains(&(name.len() - digits.len())));
    let dotted = name.strip_prefix(['•', '·', '▪', '◦', '‣']);
    let dashed = ["- ", "– "].iter().find_map(|dash| name.strip_prefix(dash));
    // What makes a text of a cell in Excel; *'t Hooft* is a name.
    let marked = name.strip_prefix('\'');
    let marked = marked.filter(|rest| rest.starts_with(char::is_uppercase));
    let dotted = dotted.or(marked);
    let rest = numbered.or(dotted).or(dashed).map(str::trim_start);
    rest.filter(|rest| rest.starts_with(char::is_alphabetic))
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_name_of_one_person_is_told() {
        let note = |note: &str| {
            Some(Reason::NoteInName {
                note: note.to_owned(),
            })
        };
        let sign = |sign: &str| {
            Some(Reason::SignInName {
                sign: sign.to_owned(),
            })
        };
        let cases = [
            ("Lena Berg och Bo Ek", Some(Reason::SeveralPeople)),
            ("Lena & Bo Ek", Some(Reason::SeveralPeople)),
            ("Lena Berg/Bo Ek", Some(Reason::SeveralPeople)),
            ("Lena Berg\nBo Ek", Some(Reason::SeveralPeople)),
            ("Lena Berg, Bo Ek", Some(Reason::SeveralPeople)),
            ("Lena Berg, Bo Ek, Ida Ek", Some(Reason::SeveralPeople)),
            ("Vakant", Some(Reason::NobodysName)),
            ("Skyddad identitet", Some(Reason::NameProtected)),
            ("Bo Ek 19850412", note("19850412")),
            ("Bo Ek (850412)", note("850412")),
            ("Person 12345", None),
            ("Person 123456", None),
            ("Lena Berg - slutat 1/5", note("slutat 1/5")),
            ("Lena Berg, tjänstledig", note("tjänstledig")),
            ("Lena Berg *", sign("*")),
            ("lena.berg@example.org", sign("@")),
            ("Lena Berg", None),
            ("Lena\nBerg", None),
            ("Anna/Annie Ek", None),
            ("Berg, Lena", None),
            ("Karl Berg, jr", None),
            ("Mac Donald Berg, jr", None),
            ("Anna - Karin Ek", None),
            ("Lena Berg (vik för Åsa)", None),
            ("Person #1", None),
            ("Person_001", None),
            ("Al-Hassan", None),
            ("Bo & Ek", None),
            ("von Sydow, Eva Maria", None),
        ];
        for (cell, wanted) in cases {
            assert_eq!(fault(cell, false), wanted, "{cell}");
        }
        assert_eq!(fault("García López, Ana María", true), None);
    }

    #[test]
    fn a_number_in_a_list_is_no_part_of_a_name() {
        for (name, wanted) in [
            ("1. Lena Berg", "Lena Berg"),
            ("12) Lena Berg", "Lena Berg"),
            ("• Lena Berg", "Lena Berg"),
            ("- Lena Berg", "Lena Berg"),
            ("'Lena Berg", "Lena Berg"),
            ("'t Hooft", "'t Hooft"),
            ("1 Lena Berg", "1 Lena Berg"),
            ("001", "001"),
            ("1.5", "1.5"),
            ("Person 1.", "Person 1."),
        ] {
            assert_eq!(unlisted(name), wanted, "{name}");
        }
    }
}
