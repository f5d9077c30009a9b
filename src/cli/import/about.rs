//! What is said of a list as a whole: how its text was written, and which columns and rows were not read.

use super::gathered::{in_runs, quote};
use crate::import::{Below, Encoding, Form, Sheet};
use crate::say;
use crate::text::Lang;

/// So many headings are named in a sentence.
const HEADINGS: usize = 20;

/// The remarks, for people.
pub fn told(sheet: &Sheet, lang: Lang) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Form::Text { encoding, .. } = sheet.form
        && encoding != Encoding::Utf8
    {
        let encoding = encoding.name().get(lang);
        remarks.push(say!(lang,
            sv: "Filen är läst som {encoding}, inte UTF-8.",
            en: "The file was read as {encoding}, not UTF-8."));
    }
    for (heading, column) in &sheet.near_headings {
        let (heading, name) = (quote(heading, lang), column.name().get(lang));
        remarks.push(say!(lang,
            sv: "Rubriken {heading} är läst som {name}.",
            en: "The heading {heading} was read as {name}."));
    }
    for below in [Below::Foot, Below::Nothing, Below::Group, Below::Headings] {
        let passed_over = sheet.passed_over.iter();
        let passed_over = passed_over.filter(|(_, kind)| *kind == below);
        let lines: Vec<u64> = passed_over.map(|(line, _)| *line).collect();
        if lines.is_empty() {
            continue;
        }
        let lines = in_runs(&lines, lang);
        remarks.push(match below {
            Below::Foot => say!(lang,
                sv: "{lines}: En summa eller en fotnot, ingen person; inte läst.",
                en: "{lines}: A sum or a footnote, no person; not read."),
            Below::Nothing => say!(lang,
                sv: "{lines}: Inget står under de rubriker som läses; inte läst.",
                en: "{lines}: Nothing stands under the headings that are read; not read."),
            Below::Group => say!(lang,
                sv: "{lines}: Namnet på en grupp, ingen person.",
                en: "{lines}: The name of a group, no person."),
            Below::Headings => say!(lang,
                sv: "{lines}: Rubrikerna en gång till; inte läst.",
                en: "{lines}: The headings once more; not read."),
        });
    }
    if !sheet.hidden.is_empty() {
        let lines = in_runs(&sheet.hidden, lang);
        remarks.push(say!(lang,
            sv: "{lines}: Dold i bladet, men läst som de andra. Ta bort raden ur listan om den inte hör dit.",
            en: "{lines}: Hidden in the sheet, but read as the others. Remove the row from the list if it is no part of it."));
    }
    if !sheet.struck.is_empty() {
        let lines = in_runs(&sheet.struck, lang);
        remarks.push(say!(lang,
            sv: "{lines}: Namnet är överstruket i bladet, men raden läst som de andra. Ta bort den ur listan om den inte hör dit.",
            en: "{lines}: The name is struck through in the sheet, but the row read as the others. Remove it from the list if it is no part of it."));
    }
    if !sheet.unknown_headings.is_empty() {
        let headings = some_of(&sheet.unknown_headings, lang);
        remarks.push(say!(lang,
            sv: "Kolumner som inte lästs: {headings}.",
            en: "Columns that were not read: {headings}."));
    }
    remarks
}

fn some_of(headings: &[String], lang: Lang) -> String {
    let (some, rest) = headings.split_at(headings.len().min(HEADINGS));
    let (some, n) = (some.join(", "), rest.len());
    match n {
        0 => some,
        _ => say!(lang, sv: "{some} och {n} till", en: "{some} and {n} more"),
    }
}
