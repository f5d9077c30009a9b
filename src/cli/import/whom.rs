//! Answers to whom rows are about: `--same ROW=NUMBER` and `--new ROW`, put on the rows of the list.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use crate::cli::failure::Failure;
use crate::domain::facts::participant::{PersonId, Whom};
use crate::import::Sheet;
use crate::say;
use crate::text::Lang;

/// Says of each row that is answered for whom it is about. A row is named by its line in the file; one that cannot be
/// read has been complained of and may be answered for.
pub fn answer(
    sheet: &mut Sheet,
    (same, new): (&[String], &[String]),
    lang: Lang,
) -> Result<(), Failure> {
    let good = sheet.rows.iter().map(|(line, _)| *line);
    let lines: HashSet<u64> = good.chain(sheet.bad.iter().map(|bad| bad.line)).collect();
    let mut answers = HashMap::new();
    for text in same {
        let (row, who) = same_of(text).ok_or_else(|| not_same(text, lang))?;
        if !lines.contains(&row) {
            return Err(no_such(text, lang));
        }
        if answers.insert(row, Whom::Same(who)).is_some() {
            return Err(twice(row, lang));
        }
    }
    for text in new.iter().flat_map(|texts| texts.split(',')) {
        let rows = rows_of(text).ok_or_else(|| not_rows(text, lang))?;
        let rows: Vec<u64> = rows.filter(|row| lines.contains(row)).collect();
        if rows.is_empty() {
            return Err(no_such(text, lang));
        }
        for row in rows {
            if answers.insert(row, Whom::New).is_some() {
                return Err(twice(row, lang));
            }
        }
    }
    for (line, draft) in &mut sheet.rows {
        if let Some(whom) = answers.get(line) {
            draft.whom = *whom;
        }
    }
    Ok(())
}

/// `4=12`, `4=#12`.
fn same_of(text: &str) -> Option<(u64, PersonId)> {
    let (row, who) = text.split_once('=')?;
    let who = who.trim();
    let who = who.strip_prefix('#').unwrap_or(who);
    Some((row.trim().parse().ok()?, PersonId(who.parse().ok()?)))
}

/// More rows than any list has.
const MOST: u64 = 1_000_000;

/// `3`, `5-8`.
fn rows_of(text: &str) -> Option<RangeInclusive<u64>> {
    let text = text.trim();
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first <= last && last <= MOST).then_some(first..=last)
}

fn not_same(text: &str, lang: Lang) -> Failure {
    let text = crate::domain::plain::shown(text);
    Failure::usage(say!(lang,
        sv: "--same {text}: skriv raden i filen och personens nummer, till exempel --same 4=12.",
        en: "--same {text}: write the line in the file and the person's number, such as --same 4=12."))
}

fn not_rows(text: &str, lang: Lang) -> Failure {
    let text = crate::domain::plain::shown(text);
    Failure::usage(say!(lang,
        sv: "--new {text}: skriv raden i filen, till exempel --new 4 eller --new 3,5-8.",
        en: "--new {text}: write the line in the file, such as --new 4 or --new 3,5-8."))
}

fn no_such(text: &str, lang: Lang) -> Failure {
    let text = crate::domain::plain::shown(text);
    Failure::usage(say!(lang,
        sv: "Listan har ingen rad {text}. Rubrikerna är rad 1; räkna raderna i filen.",
        en: "The list has no line {text}. The headings are line 1; count the lines of the file."))
}

fn twice(row: u64, lang: Lang) -> Failure {
    Failure::usage(say!(lang,
        sv: "Rad {row} har fått två svar: skriv --same eller --new, en gång.",
        en: "Line {row} has two answers: write --same or --new, once."))
}
