//! Losses and doubts as sentences. People are named by their number.

use crate::sentences;
use crate::store::cells::{Cell, Kind};
use crate::store::check::{Days, Finding};

sentences! {
    /// One thing that is not as it was, or may not be.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Loss: slug {
        /// Log entries from one number to another.
        Entries "entries" { from: u64, until: u64 }: match (*from == *until) {
            true => "Loggens post {from} är borta." / "The log's entry {from} is lost.";
            false => "Loggens poster {from}–{until} är borta." / "The log's entries {from}–{until} are lost.";
        };
        /// The file's head does not say how far its log went.
        End "end":
            "Filens huvud är skadat, så det går inte att veta om det som skrevs allra sist är med."
            / "The file's head is damaged, so there is no telling whether what was written last of all is there.";
        /// Entries that no entry before them proves.
        Unproved "unproved-entries" { entries: u64 }:
            "{entries} av loggens poster kunde inte bevisas av den före; de togs som de stod."
            / "{entries} of the log's entries could not be proved by the one before; they were taken as they stood.";
        /// A record that cannot be understood.
        Unreadable "unreadable"(cell: Cell):
            "En post gick inte att förstå ({cell})."
            / "A record could not be understood ({cell}).";
        /// A record of a damaged page, or of one that was given up: it may be another than was written last.
        Doubtful "doubtful"(cell: Cell):
            "En post är från en skadad eller äldre sida; kontrollera den ({cell})."
            / "A record is from a damaged or older page; check it ({cell}).";
        /// Days of one person of which that holds.
        DoubtfulMarks "doubtful-marks" { who: u32, days: Days }:
            "#{who} har markeringar från en skadad eller äldre sida; kontrollera dem: {days}."
            / "#{who} has marks from a damaged or older page; check them: {days}.";
        /// Marks of somebody whose record is lost.
        Person "person" { who: u32, days: Days }:
            "#{who} är borta, men markeringar finns kvar: {days}."
            / "#{who} is lost, but marks are there: {days}.";
        /// A table has fewer rows than the old one said that it had.
        Fewer "fewer" { kind: Kind, had: u64, has: u64 }:
            "{kind}: {lost} av {had} är borta."
            / "{kind}: {lost} of {had} are lost.",
            lost = *had - *has;
        /// Something of the new register that does not go together.
        Amiss "amiss"(finding: Finding): "{finding}" / "{finding}";
    }
}

impl Loss {
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
}
