//! Why a whole file could not be read as a list, as sentences.

use super::Column;
use crate::text;
use crate::{
    say,
    text::{Lang, Text},
};

/// So many headings of a file are told in a sentence.
const TOLD: usize = 20;

/// Why a file is no list. Nothing of it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// No text, or none but blank lines.
    Empty,
    /// An Excel workbook, not text.
    Workbook,
    /// Not text: it holds NUL bytes.
    Binary,
    /// Text in UTF-8 or UTF-16 in which some bytes are wrong.
    Damaged,
    /// Two headings that mean the same, as written.
    Twice(String, String),
    /// The headings that are missing, and those that were found.
    Missing {
        missing: Vec<Missing>,
        found: Vec<String>,
    },
}

/// A heading a list cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Column(Column),
    GroupOrArena,
}

impl Missing {
    const fn name(self) -> Text {
        match self {
            Missing::Column(column) => column.name(),
            Missing::GroupOrArena => text!("Grupp eller Arena", "Group or Arena"),
        }
    }
}

impl Unreadable {
    /// What happened and what to do, as sentences.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Unreadable::Empty => say!(lang,
                sv: "Filen är tom. Ingenting är importerat. Listan behöver en rad med rubriker och en rad för varje person.",
                en: "The file is empty. Nothing was imported. The list takes one line of headings and one line for each person."),
            Unreadable::Workbook => say!(lang,
                sv: "Filen är en Excelarbetsbok. Ingenting är importerat. Öppna den i Excel, välj Spara som och CSV UTF-8, och importera den filen.",
                en: "The file is an Excel workbook. Nothing was imported. Open it in Excel, save it as CSV UTF-8, and import that file."),
            Unreadable::Binary => say!(lang,
                sv: "Filen är inte en textfil. Ingenting är importerat. Spara listan som CSV och importera den filen.",
                en: "The file is not a text file. Nothing was imported. Save the list as CSV and import that file."),
            Unreadable::Damaged => say!(lang,
                sv: "Filens text är skadad: några tecken går inte att läsa. Ingenting är importerat. Spara listan på nytt som CSV UTF-8.",
                en: "The text of the file is damaged: some characters cannot be read. Nothing was imported. Save the list again as CSV UTF-8."),
            Unreadable::Twice(one, other) => say!(lang,
                sv: "Rubrikerna \"{one}\" och \"{other}\" betyder samma sak. Ingenting är importerat. Ta bort eller byt namn på den ena.",
                en: "The headings \"{one}\" and \"{other}\" mean the same. Nothing was imported. Remove or rename one of them."),
            Unreadable::Missing { missing, found } => {
                let names: Vec<&str> = missing.iter().map(|m| m.name().get(lang)).collect();
                let missing = names.join(", ");
                let mut found_told = found[..found.len().min(TOLD)].join(", ");
                if found.len() > TOLD {
                    found_told.push_str(" …");
                }
                say!(lang,
                    sv: "Rubriker saknas: {missing}. Ingenting är importerat. Rubrikerna i filen är: {found_told}.",
                    en: "Headings are missing: {missing}. Nothing was imported. The headings in the file are: {found_told}.")
            }
        }
    }
}
