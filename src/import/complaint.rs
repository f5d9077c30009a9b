//! What is wrong with one row of a list, and the sentence that says so.

use chrono::NaiveDate;

use super::Column;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::details::Field;
use crate::domain::personnummer::Fault;
use crate::domain::plain::NotPlain;
use crate::domain::reading::ReadingError;
use crate::sentences;

/// One fault in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The line of the file on which the row starts; the first line is 1.
    pub line: u64,
    /// The heading as written, made safe to show; for a fault of the row, the heading nearest to it.
    pub column: String,
    /// What the cell holds, short and safe to show; `None` where it is empty, where it is a personnummer, and for a fault
    /// of the row.
    pub value: Option<String>,
    pub reason: Reason,
}

sentences! {
    /// What is wrong.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Reason {
        /// The cell is empty and must not be.
        Missing: "Cellen är tom men måste fyllas i." / "The cell is empty but has to be filled in.";
        /// Neither group nor arena is told.
        NoGroupOrArena: "Grupp eller arena måste fyllas i." / "Group or arena has to be filled in.";
        /// Characters that text may not hold.
        NotPlain(fault: NotPlain): "{fault}" / "{fault}";
        /// More characters than `limit`.
        TooLong { limit: usize }:
            "Texten är längre än {limit} tecken."
            / "The text is longer than {limit} characters.";
        /// A name without a letter in it.
        NotAName: "{why}" / "{why}", why = Refusal::NotAName;
        /// Ten digits in a name.
        NumberInName: "{why}" / "{why}", why = Refusal::NumberInName;
        /// A word that says that there is no name.
        NoName { word: String }: "{why}" / "{why}", why = Refusal::NoName { word: word.to_string() };
        NumberInPhone: "{why}" / "{why}", why = Refusal::NumberInPhone;
        /// More than one person in a cell.
        SeveralPeople:
            "Det ser ut att vara flera personer i en cell. Skriv en person på varje rad; är det en, skriv förnamnet först, utan kommatecken."
            / "This seems to be several people in one cell. Write one person on each line; if it is one, write the given name first, without a comma.";
        /// A place that nobody has.
        NobodysName:
            "Det är ingen persons namn. Ta bort raden, eller skriv vem det är."
            / "It is nobody's name. Remove the line, or write who it is.";
        /// A word of protection in the place of a name.
        NameProtected:
            "Listan döljer namnet på någon med skyddade personuppgifter. Ta bort raden, och lägg till personen för hand med sitt skydd."
            / "The list hides the name of somebody whose identity is protected. Remove the line, and add the person by hand with the protection.";
        /// Something that is said of somebody, beside the name.
        NoteInName { note: String }:
            "”{note}” hör inte till namnet. Skriv det i en kolumn för sig, som Slut eller Anteckning."
            / "“{note}” is no part of the name. Write it in a column of its own, such as End or Note.";
        /// A sign that no name has.
        SignInName { sign: String }:
            "Tecknet {sign} hör inte till ett namn. Skriv bara namnet; det som tecknet betyder står i en kolumn för sig."
            / "The sign {sign} is no part of a name. Write the name alone; what the sign means stands in a column of its own.";
        /// A family name before a given name, and nothing between them.
        WhichIsFamily:
            "Rubriken säger efternamnet först, men här syns inte var det slutar. Skriv ett kommatecken efter efternamnet."
            / "The heading says the family name first, but where it ends is not seen here. Write a comma after the family name.";
        /// A formula, and not what it gives.
        Formula:
            "Cellen har en formel i stället för ett värde. Visa värden och inte formler i kalkylprogrammet, och spara listan igen."
            / "The cell has a formula in the place of a value. Show values and not formulas in the spreadsheet, and save the list again.";
        /// No date that can be read.
        NotADate:
            "Det är inget datum. Skriv till exempel 2026-11-22."
            / "It is no date. Write for example 2026-11-22.";
        /// There is no such month, 0 or 13 to 99.
        NoSuchMonth { month: u32 }:
            "Det finns ingen månad {month}. Skriv till exempel 2026-11-22."
            / "There is no month {month}. Write for example 2026-11-22.";
        /// A date, hours or weekdays that cannot be taken as they are written.
        Reading(error: ReadingError): "{error}" / "{error}";
        /// Dates of which some have the month first, so that this one may have it too.
        MonthFirst { day: NaiveDate, other: NaiveDate }:
            "På andra rader står månaden före dagen, så det kan vara {day} eller {other}. Skriv datumet så."
            / "On other lines the month stands before the day, so it may be {day} or {other}. Write the date like that.";
        Personnummer(fault: Fault): "{fault}" / "{fault}";
        /// Signs in the place of a value that has no room.
        TooNarrow:
            "Kolumnen var för smal när listan sparades, så värdet är borta. Gör kolumnen bredare och spara listan igen."
            / "The column was too narrow when the list was saved, so the value is lost. Widen the column and save the list again.";
        /// A formula's fault, `#N/A`.
        ErrorCell:
            "Cellen visar ett fel i en formel i stället för ett värde. Rätta formeln eller töm cellen."
            / "The cell shows a fault of a formula in the place of a value. Correct the formula or empty the cell.";
        /// `7,01235E+08`.
        NumberShortened:
            "Kalkylprogrammet har skrivit numret kort och siffror är borta. Formatera kolumnen som text, skriv hela numret på nytt och spara listan igen."
            / "The spreadsheet has written the number short and digits are lost. Format the column as text, write the whole number again and save the list once more.";
        /// Neither indoor nor outdoor.
        NotAGroup:
            "Gruppen är okänd. Skriv inne, ute eller annan enhet."
            / "The group is unknown. Write indoor, outdoor or other unit.";
        /// Another unit, without a word of which.
        NoUnit:
            "Skriv vilken enhet som tar emot i arenans kolumn."
            / "Write which unit receives in the column of the arena.";
        /// No level of protection that can be read.
        NotAProtection:
            "Skyddet är okänt. Skriv nej, sekretessmarkering eller skyddad folkbokföring."
            / "The protection is unknown. Write no, sekretessmarkering or skyddad folkbokföring.";
        /// A yes, where there are two levels.
        WhichProtection:
            "Det står inte vilket skydd det är. Skriv sekretessmarkering eller skyddad folkbokföring, eller nej."
            / "It does not say which protection it is. Write sekretessmarkering or skyddad folkbokföring, or no.";
        /// No number of hours that can be read.
        NotHours:
            "Det är inget antal timmar. Skriv till exempel 6 eller 37,5."
            / "It is no number of hours. Write for example 6 or 37.5.";
        /// Hours a day in a column of hours a week, or the other way round.
        HoursOfOther:
            "Cellen och rubriken säger olika om det är timmar om dagen eller i veckan. Skriv bara talet, som rubriken säger."
            / "The cell and the heading differ on whether the hours are a day's or a week's. Write the number alone, as the heading says.";
        /// More hours than anybody works in a day or a week.
        TooManyHours:
            "Det är för många timmar, både för en dag och för en vecka. Skriv till exempel 6 eller 37,5."
            / "That is too many hours, for a day as for a week. Write for example 6 or 37.5.";
        /// More than 24 hours a day.
        OverADay: "Det blir mer än 24 timmar om dagen." / "It makes more than 24 hours a day.";
        /// More than 168 hours a week.
        OverAWeek: "Det är mer än 168 timmar i veckan." / "It is more than 168 hours a week.";
        /// A heading that says only hours, with hours a day in some rows and hours a week in others.
        DayOrWeek:
            "Andra rader ser ut att räkna timmarna på ett annat sätt. Skriv timmar/dag eller timmar/vecka i rubriken."
            / "Other rows seem to count the hours in another way. Write hours a day or hours a week in the heading.";
        /// More hours than anybody works there in a day or a week.
        MoreThanWorked:
            "Det är fler timmar än någon har här: högst 12 om dagen och 48 i veckan. Är det procent av heltid, skriv timmarna; gäller de hela veckan, skriv timmar/vecka i rubriken."
            / "That is more hours than anybody has here: at most 12 a day and 48 a week. If it is per cent of full time, write the hours; if they are for the whole week, write hours a week in the heading.";
        /// From one time to another, with a break or without.
        ClockTimes:
            "Det är klockslag, och hur lång rasten är står inte här. Skriv antalet timmar, till exempel 6 eller 7,5."
            / "These are times, and how long the break is does not stand here. Write the number of hours, for example 6 or 7.5.";
        /// Hours a day, hours a week and weekdays that do not agree.
        HoursDisagree:
            "Timmarna stämmer inte överens med veckodagarna eller med de andra timmarna."
            / "The hours do not agree with the weekdays or with the other hours.";
        /// No weekdays that can be read.
        NotWeekdays:
            "Veckodagarna går inte att läsa. Skriv till exempel mån-fre eller mån, ons, fre."
            / "The weekdays cannot be read. Write for example mon-fri or mon, wed, fri.";
        /// Weekdays without hours.
        WeekdaysWithoutHours:
            "Veckodagar är angivna men inga timmar. Fyll i timmarna eller ta bort dagarna."
            / "Weekdays are given but no hours. Fill in the hours or remove the days.";
        /// The last day is before the first.
        EndBeforeStart: "Sista dagen ligger före startdatumet." / "The last day is before the start.";
        /// The last day is more than twenty years ahead, or stands for none.
        EndTooLate:
            "Sista dagen ligger mer än 20 år framåt. Rätta året, eller töm cellen om ingen sista dag är bestämd."
            / "The last day is more than 20 years ahead. Correct the year, or empty the cell if no last day is set.";
        /// The start is before 1990.
        StartTooEarly: "Startdatumet ligger före 1990." / "The start is before 1990.";
        /// The start is more than a year ahead.
        StartTooLate: "Startdatumet ligger mer än ett år framåt." / "The start is more than a year ahead.";
        /// The same person and start as on another line.
        SameAs { line: u64 }:
            "Samma person med samma startdatum finns på rad {line}. Ta bort den ena, eller skriv personnummer på båda om de är två personer."
            / "The same person with the same start is on line {line}. Remove one of them, or give both a personnummer if they are two people.";
        /// A letter was lost before the file came here: U+FFFD, or a question mark within a name.
        LettersLost:
            "En bokstav har gått förlorad när filen sparades. Skriv texten på nytt, eller spara originalet som Excelarbetsbok (.xlsx) eller CSV UTF-8."
            / "A letter was lost when the file was saved. Write the text again, or save the original as Excel workbook (.xlsx) or CSV UTF-8.";
        /// UTF-8 that another program took for something else.
        LettersMangled { meant: String }:
            "Bokstäverna har förvanskats av ett program som läst filen i fel teckenkodning; det ska nog vara ”{meant}”. Rätta texten, eller spara originalet som Excelarbetsbok (.xlsx) eller CSV UTF-8."
            / "The letters were mangled by a program that read the file in the wrong encoding; it should probably be “{meant}”. Correct the text, or save the original as Excel workbook (.xlsx) or CSV UTF-8.";
        /// A sign stands where no name has one.
        LettersStrange:
            "Ett tecken står där inget namn har det: filen har nog sparats eller lästs i fel teckenkodning. Rätta texten, eller spara originalet som Excelarbetsbok (.xlsx) eller CSV UTF-8."
            / "A sign stands where no name has one: the file was probably saved or read in the wrong encoding. Correct the text, or save the original as Excel workbook (.xlsx) or CSV UTF-8.";
        /// A cell of a workbook that holds an error of its formula.
        CellError { cell: String, error: String }:
            "Cellen {cell} visar felet {error}. Rätta formeln, eller skriv värdet i dess ställe."
            / "The cell {cell} shows the error {error}. Correct the formula, or write the value in its place.";
        /// A formula without the value that it gives: no spreadsheet has reckoned it.
        Unreckoned { cell: String }:
            "Formeln i cellen {cell} är inte uträknad, så värdet saknas. Öppna arbetsboken i ett kalkylprogram, spara den och importera den igen."
            / "The formula in the cell {cell} has not been reckoned, so its value is missing. Open the workbook in a spreadsheet, save it, and import it again.";
        /// Hours with a decimal comma that split them into two cells.
        DecimalComma { hours: String }:
            "Decimalkommat i ”{hours}” har delat timmarna i två celler, för filen delas av kommatecken. Spara listan som Excelarbetsbok (.xlsx) eller CSV med semikolon, eller sätt citattecken runt timmarna."
            / "The decimal comma in “{hours}” has split the hours into two cells, since the file is split by commas. Save the list as Excel workbook (.xlsx) or CSV with semicolons, or put quotation marks around the hours.";
        /// More cells than there are headings.
        TooManyCells { found: usize, headings: usize }:
            "Raden har {found} celler men rubrikerna är {headings}. Sätt citattecken runt text som innehåller avgränsaren."
            / "The row has {found} cells but there are {headings} headings. Put quotation marks around text that holds the delimiter.";
        /// A quotation mark that is never closed: the rest of the file is in it.
        OpenQuote:
            "Ett citattecken öppnas men stängs aldrig, så resten av filen är inte läst. Ta bort eller stäng det."
            / "A quotation mark is opened but never closed, so the rest of the file was not read. Remove or close it.";
        /// A quotation mark that is closed so late that whole rows, up to the line `last`, are in it.
        RowsInQuotes { last: u64 }:
            "Ett citattecken stängs för sent: raderna till och med {last} har blivit en enda cell och är inte lästa."
            / "A quotation mark is closed too late: the lines up to {last} became one cell and were not read.";
    }
}

impl Reason {
    /// That a date, hours or weekdays cannot be read, in the words of a list.
    pub(super) fn of_reading(error: ReadingError) -> Reason {
        match error {
            ReadingError::NotADate => Reason::NotADate,
            ReadingError::NoSuchMonth { month } => Reason::NoSuchMonth { month },
            ReadingError::NotHours => Reason::NotHours,
            ReadingError::NotWeekdays => Reason::NotWeekdays,
            error => Reason::Reading(error),
        }
    }
}

/// The column that a refused row's reason is about.
pub fn column_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::EndBeforeStart { .. }
        | Refusal::MarksOutside { .. }
        | Refusal::MoveOutside { .. }
        | Refusal::HoursOutside { .. }
        | Refusal::AbsenceOutside { .. } => "end",
        Refusal::BadMinutes => "hours",
        Refusal::StartOutOfRange { .. } | Refusal::Overlaps { .. } => "start",
        Refusal::ArenaUnknown { .. }
        | Refusal::ArenaNew { .. }
        | Refusal::ArenaLikeAbove { .. }
        | Refusal::ArenaRenamed { .. }
        | Refusal::ArenaClosed { .. }
        | Refusal::UnitMissing => "arena",
        Refusal::GroupMissing => "group",
        Refusal::PersonnummerTaken { .. }
        | Refusal::PersonnummerProtected
        | Refusal::OtherPersonnummer { .. } => "personnummer",
        _ => "name",
    }
}

/// The columns of a list that a name of [`column_of`] means, the likeliest first.
pub(super) fn columns_of(name: &str) -> &'static [Column] {
    use Column::{Arena, End, Group, Hours, HoursADay, HoursAWeek, Name, Of, Start};
    match name {
        "end" => &[End],
        "start" => &[Start],
        "hours" => &[HoursADay, HoursAWeek, Hours],
        "arena" => &[Arena, Group],
        "group" => &[Group, Arena],
        "personnummer" => &[Of(Field::Personnummer)],
        _ => &[Name, Of(Field::Family)],
    }
}
