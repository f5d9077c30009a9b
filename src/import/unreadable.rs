//! Why a whole file could not be read as a list, as sentences.

use super::{Column, quoted::quoted, table::line_breaks};
use crate::domain::facts::details::Field;
use crate::text::sentences::Means;
use crate::text::{Lang, Text};
use crate::{say, sentences, text, told};

/// So many headings of a file are told in a sentence.
const TOLD: usize = 20;

sentences! {
    /// Why a file is no list. Nothing of it was read.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Unreadable {
        /// No text, or none but blank lines.
        Empty:
            "Filen är tom. Ingenting är importerat. Listan behöver en rad med rubriker och en rad för varje person."
            / "The file is empty. Nothing was imported. The list takes one line of headings and one line for each person.";
        /// A workbook, which this program was built without reading.
        Workbook:
            "Filen är en Excelarbetsbok. Ingenting är importerat. Öppna den i Excel, välj Spara som och CSV UTF-8, och importera den filen."
            / "The file is an Excel workbook. Nothing was imported. Open it in Excel, save it as CSV UTF-8, and import that file.";
        /// A workbook in a format that is not read.
        OtherWorkbook(kind: Text):
            "Filen är en Excelarbetsbok i {kind}, som inte läses. Ingenting är importerat. Öppna den i Excel, välj Spara som och Excelarbetsbok (.xlsx), och importera den filen."
            / "The file is an Excel workbook in {kind}, which is not read. Nothing was imported. Open it in Excel, choose Save as and Excel workbook (.xlsx), and import that file.";
        /// A workbook that asks for a password.
        Locked:
            "Arbetsboken är krypterad med ett lösenord. Ingenting är importerat. Öppna den i Excel, spara en kopia utan lösenord där bara du kommer åt den, importera kopian och ta bort den."
            / "The workbook is encrypted with a password. Nothing was imported. Open it in Excel, save a copy without the password where only you can reach it, import the copy, and remove it.";
        /// Another kind of file.
        OtherKind(kind: Text):
            "Filen är {kind}, inte en lista. Ingenting är importerat. Öppna listan i ett kalkylprogram, spara den som Excelarbetsbok (.xlsx) eller CSV UTF-8, och importera den filen."
            / "The file is {kind}, not a list. Nothing was imported. Open the list in a spreadsheet, save it as Excel workbook (.xlsx) or CSV UTF-8, and import that file.";
        /// A workbook of which some part cannot be read.
        DamagedWorkbook:
            "Arbetsboken är skadad, eller skriven så att den inte går att läsa. Ingenting är importerat. Öppna den i ett kalkylprogram, spara den på nytt som .xlsx eller som CSV UTF-8, och importera den filen."
            / "The workbook is damaged, or written in a way that cannot be read. Nothing was imported. Open it in a spreadsheet, save it anew as .xlsx or as CSV UTF-8, and import that file.";
        /// A workbook that becomes too large when it is unpacked, in MB.
        TooLarge { most: u64 }:
            "Arbetsboken är för stor: mer än {most} MB uppackad. Ingenting är importerat. Spara bara bladet med listan, utan bilder och tomma formaterade rader, eller dela listan i flera."
            / "The workbook is too large: more than {most} MB when unpacked. Nothing was imported. Save only the sheet with the list, without pictures and empty formatted rows, or split the list into several.";
        /// A sheet with too many rows.
        TooManyRows { most: usize }:
            "Bladet har mer än {most} rader med innehåll. Ingenting är importerat. Dela listan i flera."
            / "The sheet has more than {most} rows with content. Nothing was imported. Split the list into several.";
        /// A sheet with too many columns.
        TooManyColumns { most: usize }:
            "Listan har innehåll bortom kolumn {most}. Ingenting är importerat. Ta bort det som inte hör till listan."
            / "The list has content beyond column {most}. Nothing was imported. Remove what is no part of the list.";
        /// Rows that have too many cells together.
        TooManyCells { most: usize }:
            "Listan har mer än {most} celler på de rader som har innehåll. Ingenting är importerat. Ta bort det som inte hör till listan, eller dela den i flera."
            / "The list has more than {most} cells on the rows with content. Nothing was imported. Remove what is no part of the list, or split it into several.";
        /// A workbook in which no sheet holds anything.
        NoContent:
            "Arbetsboken har inget innehåll. Ingenting är importerat. Listan behöver en rad med rubriker och en rad för varje person."
            / "The workbook has no content. Nothing was imported. The list takes one line of headings and one line for each person.";
        /// Several sheets with content, and none was chosen.
        SeveralSheets(names: Vec<String>):
            "Arbetsboken har flera blad med innehåll: {names}. Ingenting är importerat. Välj bladet med listan{by}."
            / "The workbook has several sheets with content: {names}. Nothing was imported. Choose the sheet with the list{by}.",
            names = Quoted(names.to_vec()), by = Means::Sheet;
        /// No sheet of that name or number.
        NoSuchSheet { asked: String, names: Vec<String> }:
            "Arbetsboken har inget blad ”{asked}”. Ingenting är importerat. Bladen är: {names}."
            / "The workbook has no sheet “{asked}”. Nothing was imported. The sheets are: {names}.",
            names = Quoted(names.to_vec());
        /// A sheet was chosen of what has none.
        NoSheets:
            "Filen är ingen arbetsbok och har inga blad att välja bland. Ingenting är importerat. Importera den utan att välja blad."
            / "The file is no workbook and has no sheets to choose from. Nothing was imported. Import it without choosing a sheet.";
        /// Not text: it holds NUL bytes, the first of them here.
        Binary(place: Place):
            "Filen är inte en textfil: {place} står ett NUL-tecken, som ingen text har. Ingenting är importerat. Spara listan på nytt som Excelarbetsbok (.xlsx) eller CSV UTF-8."
            / "The file is not a text file: {place} there is a NUL character, which no text has. Nothing was imported. Save the list again as Excel workbook (.xlsx) or CSV UTF-8.";
        /// Text in UTF-8 or UTF-16 that ends within a character.
        Cut(place: Place):
            "Filen slutar mitt i ett tecken {place}, så den är inte hel. Ingenting är importerat. Hämta eller spara listan på nytt."
            / "The file ends within a character {place}, so it is not whole. Nothing was imported. Fetch or save the list again.";
        /// Text in UTF-8 or UTF-16 in which some bytes are wrong: where the first are, and on how many lines.
        Damaged { place: Place, lines: usize }: match (*lines) {
            0 | 1 =>
                "Filens text är skadad: {place} går ett tecken inte att läsa. Ingenting är importerat. Spara listan på nytt som Excelarbetsbok (.xlsx) eller CSV UTF-8."
                / "The text of the file is damaged: {place} a character cannot be read. Nothing was imported. Save the list again as Excel workbook (.xlsx) or CSV UTF-8.";
            _ =>
                "Filens text är skadad på {lines} rader: den första gången går ett tecken inte att läsa {place}. Ingenting är importerat. Spara listan på nytt som Excelarbetsbok (.xlsx) eller CSV UTF-8."
                / "The text of the file is damaged on {lines} lines: the first time a character cannot be read {place}. Nothing was imported. Save the list again as Excel workbook (.xlsx) or CSV UTF-8.";
        };
        /// No code page under which the letters make words, or several: the first such word, read in two of them.
        CodePage { line: u64, one: String, other: String }: match (one.as_str() == other.as_str()) {
            true =>
                "Det går inte att se i vilken teckenkodning filen är skriven: på rad {line} blir det ”{one}”. Ingenting är importerat. Spara listan på nytt som Excelarbetsbok (.xlsx) eller CSV UTF-8."
                / "It cannot be seen in which encoding the file is written: line {line} becomes “{one}”. Nothing was imported. Save the list again as Excel workbook (.xlsx) or CSV UTF-8.";
            false =>
                "Det går inte att se i vilken teckenkodning filen är skriven: på rad {line} kan det stå ”{one}” eller ”{other}”. Ingenting är importerat. Spara listan på nytt som Excelarbetsbok (.xlsx) eller CSV UTF-8."
                / "It cannot be seen in which encoding the file is written: line {line} may say “{one}” or “{other}”. Nothing was imported. Save the list again as Excel workbook (.xlsx) or CSV UTF-8.";
        };
        /// Each row stands in one cell.
        RowsInOneCell { line: u64 }:
            "Varje rad ligger i en enda cell, så rubrikerna på rad {line} går inte att skilja åt. Ingenting är importerat. Dela texten i kolumner i kalkylprogrammet (Data, Text till kolumner) och spara listan på nytt."
            / "Each row stands in one cell, so the headings on line {line} cannot be told apart. Nothing was imported. Split the text into columns in the spreadsheet (Data, Text to columns) and save the list again.";
        /// Two headings that mean the same, as written.
        Twice(one: String, other: String):
            "Rubrikerna \"{one}\" och \"{other}\" betyder samma sak. Ingenting är importerat. Ta bort eller byt namn på den ena."
            / "The headings \"{one}\" and \"{other}\" mean the same. Nothing was imported. Remove or rename one of them.";
        /// The headings that are missing, and those that were found, with their line.
        Missing { missing: Vec<Missing>, line: u64, found: Vec<String> }: match (*line) {
            1 =>
                "Rubriker saknas: {missing}. Ingenting är importerat. Rubrikerna i filen är: {found}. {words}"
                / "Headings are missing: {missing}. Nothing was imported. The headings in the file are: {found}. {words}",
                found = some_of(&found), words = Words(missing.to_vec());
            _ =>
                "Rubriker saknas: {missing}. Ingenting är importerat. Rubrikerna verkar stå på rad {line}: {found}. {words}"
                / "Headings are missing: {missing}. Nothing was imported. The headings seem to be on line {line}: {found}. {words}",
                found = some_of(&found), words = Words(missing.to_vec());
        };
    }
}

/// A place in the text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: u64,
    /// What stands before it in its cell, short and safe to show; empty where nothing does.
    pub after: String,
}

impl Place {
    /// The place behind this text.
    pub(super) fn behind(text: &str) -> Place {
        let is_end = |c| matches!(c, '\r' | '\n' | ';' | '\t' | ',' | '|' | '"');
        let cell = text.rsplit(is_end).next().unwrap_or_default();
        Place {
            line: line_breaks(text.as_bytes()) + 1,
            after: quoted(cell),
        }
    }

    fn text(&self, lang: Lang) -> String {
        let Place { line, after } = self;
        match after.is_empty() {
            true => say!(lang, sv: "på rad {line}", en: "on line {line}"),
            false => {
                say!(lang, sv: "på rad {line} efter ”{after}”", en: "on line {line} after “{after}”")
            }
        }
    }
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

/// Names of sheets in quotation marks.
struct Quoted(Vec<String>);

/// The words that would do for headings that are missing.
struct Words(Vec<Missing>);

impl Missing {
    /// The words that would do, in a sentence.
    const fn words(self) -> Text {
        match self {
            Missing::Column(Column::Name) => text!(
                "För namnet går Namn eller Deltagare, eller Förnamn och Efternamn.",
                "For the name Name or Participant will do, or Given name and Family name."
            ),
            Missing::Column(Column::Start) => text!(
                "För startdatumet går Start, Startdatum, Från eller Första dag.",
                "For the start date Start, Start date, From or First day will do."
            ),
            Missing::Column(Column::Of(Field::Given)) => text!(
                "För förnamnet går Förnamn eller Tilltalsnamn.",
                "For the given name Given name or First name will do."
            ),
            Missing::Column(Column::Of(Field::Family)) => text!(
                "För efternamnet går Efternamn.",
                "For the family name Family name, Last name or Surname will do."
            ),
            Missing::Column(_) => text!("", ""),
            Missing::GroupOrArena => text!(
                "För gruppen går Grupp, för arenan Arena, Plats eller Arbetsplats.",
                "For the group Group will do, for the arena Arena, Place or Workplace."
            ),
        }
    }
}

fn some_of(headings: &[String]) -> String {
    let mut some = headings[..headings.len().min(TOLD)].join(", ");
    if headings.len() > TOLD {
        some.push_str(" …");
    }
    some
}

told! {
    Place: |place, to| place.text(to.lang);
    Words: |words, to| {
        let words: Vec<&str> = words.0.iter().map(|m| m.words().get(to.lang)).collect();
        words.join(" ")
    };
    Quoted: |names, to| {
        let quoted = |name: &String| say!(to.lang, sv: "”{name}”", en: "“{name}”");
        some_of(&names.0.iter().map(quoted).collect::<Vec<_>>())
    };
    Vec<String>: |names| names.join(", ");
    Vec<Missing>: |missing, to| {
        let names: Vec<&str> = missing.iter().map(|m| m.name().get(to.lang)).collect();
        names.join(", ")
    };
}
