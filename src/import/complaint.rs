//! What is wrong with one row of a list, and the sentence that says so.

use crate::domain::decide::refusal::Refusal;
use crate::{
    domain::{personnummer::Fault, plain::NotPlain},
    say,
    text::Lang,
};

/// One fault in one row. It never repeats what the cell held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The line of the file on which the row starts; the first line is 1.
    pub line: u64,
    /// The heading as written, made safe to show; for a fault of the row, the heading nearest to it.
    pub column: String,
    pub reason: Reason,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The cell is empty and must not be.
    Missing,
    /// Neither group nor arena is told.
    NoGroupOrArena,
    /// Characters that text may not hold.
    NotPlain(NotPlain),
    /// More characters than `limit`.
    TooLong {
        limit: usize,
    },
    /// A name without a letter in it.
    NotAName,
    /// No date that can be read.
    NotADate,
    Personnummer(Fault),
    /// Neither indoor nor outdoor.
    NotAGroup,
    /// Another unit, without a word of which.
    NoUnit,
    /// No level of protection that can be read.
    NotAProtection,
    /// No number of hours that can be read.
    NotHours,
    /// More hours than anybody works in a day or a week.
    TooManyHours,
    /// More than 24 hours a day.
    OverADay,
    /// More than 168 hours a week.
    OverAWeek,
    /// A heading that says only hours, with hours a day in some rows and hours a week in others.
    DayOrWeek,
    /// Hours a day and hours a week that do not agree.
    HoursDisagree,
    /// No weekdays that can be read.
    NotWeekdays,
    /// Weekdays without hours.
    WeekdaysWithoutHours,
    /// The last day is before the first.
    EndBeforeStart,
    /// The start is before 1990.
    StartTooEarly,
    /// The start is more than a year ahead.
    StartTooLate,
    /// The same person and start as on another line.
    SameAs {
        line: u64,
    },
    /// More cells than there are headings.
    TooManyCells {
        found: usize,
        headings: usize,
    },
    /// A quotation mark that is never closed: the rest of the file is in it.
    OpenQuote,
    /// A quotation mark that is closed so late that whole rows, up to the line `last`, are in it.
    RowsInQuotes {
        last: u64,
    },
}

impl Reason {
    /// The reason as a sentence, in the language asked for.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Reason::Missing => say!(lang,
                sv: "Cellen är tom men måste fyllas i.",
                en: "The cell is empty but has to be filled in."),
            Reason::NoGroupOrArena => say!(lang,
                sv: "Grupp eller arena måste fyllas i.",
                en: "Group or arena has to be filled in."),
            Reason::NotPlain(fault) => fault.text().get(lang).to_owned(),
            Reason::TooLong { limit } => say!(lang,
                sv: "Texten är längre än {limit} tecken.",
                en: "The text is longer than {limit} characters."),
            Reason::NotAName => say!(lang,
                sv: "Namnet innehåller ingen bokstav.",
                en: "The name holds no letter."),
            Reason::NotADate => say!(lang,
                sv: "Det är inget datum. Skriv till exempel 2026-11-22.",
                en: "It is no date. Write for example 2026-11-22."),
            Reason::Personnummer(fault) => fault.text().get(lang).to_owned(),
            Reason::NotAGroup => say!(lang,
                sv: "Gruppen är okänd. Skriv inne, ute eller annan enhet.",
                en: "The group is unknown. Write indoor, outdoor or other unit."),
            Reason::NoUnit => say!(lang,
                sv: "Skriv vilken enhet som tar emot i arenans kolumn.",
                en: "Write which unit receives in the column of the arena."),
            Reason::NotAProtection => say!(lang,
                sv: "Skyddet är okänt. Skriv nej, sekretessmarkering eller skyddad folkbokföring.",
                en: "The protection is unknown. Write no, sekretessmarkering or skyddad folkbokföring."),
            Reason::NotHours => say!(lang,
                sv: "Det är inget antal timmar. Skriv till exempel 6 eller 37,5.",
                en: "It is no number of hours. Write for example 6 or 37.5."),
            Reason::TooManyHours => say!(lang,
                sv: "Det är för många timmar, både för en dag och för en vecka. Skriv till exempel 6 eller 37,5.",
                en: "That is too many hours, for a day as for a week. Write for example 6 or 37.5."),
            Reason::OverADay => say!(lang,
                sv: "Det blir mer än 24 timmar om dagen.",
                en: "It makes more than 24 hours a day."),
            Reason::OverAWeek => say!(lang,
                sv: "Det är mer än 168 timmar i veckan.",
                en: "It is more than 168 hours a week."),
            Reason::DayOrWeek => say!(lang,
                sv: "Andra rader ser ut att räkna timmarna på ett annat sätt. Skriv timmar/dag eller timmar/vecka i rubriken.",
                en: "Other rows seem to count the hours in another way. Write hours a day or hours a week in the heading."),
            Reason::HoursDisagree => say!(lang,
                sv: "Timmarna om dagen och i veckan stämmer inte överens.",
                en: "The hours a day and a week do not agree."),
            Reason::NotWeekdays => say!(lang,
                sv: "Veckodagarna går inte att läsa. Skriv till exempel mån-fre eller mån, ons, fre.",
                en: "The weekdays cannot be read. Write for example mon-fri or mon, wed, fri."),
            Reason::WeekdaysWithoutHours => say!(lang,
                sv: "Veckodagar är angivna men inga timmar. Fyll i timmarna eller ta bort dagarna.",
                en: "Weekdays are given but no hours. Fill in the hours or remove the days."),
            Reason::EndBeforeStart => say!(lang,
                sv: "Sista dagen ligger före startdatumet.",
                en: "The last day is before the start."),
            Reason::StartTooEarly => say!(lang,
                sv: "Startdatumet ligger före 1990.",
                en: "The start is before 1990."),
            Reason::StartTooLate => say!(lang,
                sv: "Startdatumet ligger mer än ett år framåt.",
                en: "The start is more than a year ahead."),
            Reason::SameAs { line } => say!(lang,
                sv: "Samma person med samma startdatum finns på rad {line}. Ta bort den ena, eller skriv personnummer på båda om de är två personer.",
                en: "The same person with the same start is on line {line}. Remove one of them, or give both a personnummer if they are two people."),
            Reason::TooManyCells { found, headings } => say!(lang,
                sv: "Raden har {found} celler men rubrikerna är {headings}. Sätt citattecken runt text som innehåller avgränsaren.",
                en: "The row has {found} cells but there are {headings} headings. Put quotation marks around text that holds the delimiter."),
            Reason::OpenQuote => say!(lang,
                sv: "Ett citattecken öppnas men stängs aldrig, så resten av filen är inte läst. Ta bort eller stäng det.",
                en: "A quotation mark is opened but never closed, so the rest of the file was not read. Remove or close it."),
            Reason::RowsInQuotes { last } => say!(lang,
                sv: "Ett citattecken stängs för sent: raderna till och med {last} har blivit en enda cell och är inte lästa.",
                en: "A quotation mark is closed too late: the lines up to {last} became one cell and were not read."),
        }
    }
}

/// The column that a refused row's reason is about.
pub fn column_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::EndBeforeStart { .. }
        | Refusal::MarksOutside { .. }
        | Refusal::AbsenceOutside { .. } => "end",
        Refusal::BadMinutes => "hours",
        Refusal::StartOutOfRange { .. } | Refusal::Overlaps { .. } => "start",
        Refusal::ArenaUnknown { .. } | Refusal::UnitMissing => "arena",
        Refusal::GroupMissing => "group",
        Refusal::PersonnummerTaken { .. } => "personnummer",
        _ => "name",
    }
}
