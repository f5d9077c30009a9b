//! What was lost, or is in doubt, as sentences. People are named by their number.

use crate::say;
use crate::store::cells::{Cell, Kind};
use crate::store::check::{Days, Finding, cell_text};
use crate::text::Lang;

/// One thing that is not as it was, or may not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Log entries from one number to another.
    Entries { from: u64, until: u64 },
    /// The file's head does not say how far its log went.
    End,
    /// Entries that no entry before them proves.
    Unproved { entries: u64 },
    /// A record that cannot be understood.
    Unreadable(Cell),
    /// A record of a damaged page, or of one that was given up: it may be another than was written last.
    Doubtful(Cell),
    /// Days of one person of which that holds.
    DoubtfulMarks { who: u32, days: Days },
    /// Marks of somebody whose record is lost.
    Person { who: u32, days: Days },
    /// A table has fewer rows than the old one said that it had.
    Fewer { kind: Kind, had: u64, has: u64 },
    /// Something of the new register that does not go together.
    Amiss(Finding),
}

impl Loss {
    /// The stable name for JSON.
    pub fn slug(&self) -> &'static str {
        match self {
            Loss::Entries { .. } => "entries",
            Loss::End => "end",
            Loss::Unproved { .. } => "unproved-entries",
            Loss::Unreadable(_) => "unreadable",
            Loss::Doubtful(_) => "doubtful",
            Loss::DoubtfulMarks { .. } => "doubtful-marks",
            Loss::Person { .. } => "person",
            Loss::Fewer { .. } => "fewer",
            Loss::Amiss(_) => "amiss",
        }
    }

    /// Whom it is about.
    pub fn who(&self) -> Option<u32> {
        match self {
            Loss::DoubtfulMarks { who, .. } | Loss::Person { who, .. } => Some(*who),
            Loss::Unreadable(cell) | Loss::Doubtful(cell) => match cell {
                Cell::Person(who) | Cell::Mark(who, _) => Some(*who),
                _ => None,
            },
            Loss::Amiss(finding) => finding.who(),
            Loss::Entries { .. } | Loss::End | Loss::Unproved { .. } | Loss::Fewer { .. } => None,
        }
    }

    /// The loss in a sentence.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Loss::Entries { from, until } if from == until => say!(lang,
                sv: "Loggens post {from} är borta.",
                en: "The log's entry {from} is lost."),
            Loss::Entries { from, until } => say!(lang,
                sv: "Loggens poster {from}–{until} är borta.",
                en: "The log's entries {from}–{until} are lost."),
            Loss::End => say!(lang,
                sv: "Filens huvud är skadat, så det går inte att veta om det som skrevs allra sist är med.",
                en: "The file's head is damaged, so there is no telling whether what was written last of all is there."),
            Loss::Unproved { entries } => say!(lang,
                sv: "{entries} av loggens poster kunde inte bevisas av den före; de togs som de stod.",
                en: "{entries} of the log's entries could not be proved by the one before; they were taken as they stood."),
            Loss::Unreadable(cell) => {
                let cell = cell_text(cell, lang);
                say!(lang, sv: "En post gick inte att förstå ({cell}).", en: "A record could not be understood ({cell}).")
            }
            Loss::Doubtful(cell) => {
                let cell = cell_text(cell, lang);
                say!(lang,
                    sv: "En post är från en skadad eller äldre sida; kontrollera den ({cell}).",
                    en: "A record is from a damaged or older page; check it ({cell}).")
            }
            Loss::DoubtfulMarks { who, days } => {
                let days = days.text(lang);
                say!(lang,
                    sv: "#{who} har markeringar från en skadad eller äldre sida; kontrollera dem: {days}.",
                    en: "#{who} has marks from a damaged or older page; check them: {days}.")
            }
            Loss::Person { who, days } => {
                let days = days.text(lang);
                say!(lang,
                    sv: "#{who} är borta, men markeringar finns kvar: {days}.",
                    en: "#{who} is lost, but marks are there: {days}.")
            }
            Loss::Fewer { kind, had, has } => {
                let name = kind.name().get(lang);
                let lost = had - has;
                say!(lang,
                    sv: "{name}: {lost} av {had} är borta.",
                    en: "{name}: {lost} of {had} are lost.")
            }
            Loss::Amiss(finding) => finding.text(lang),
        }
    }
}
