//! Why an export was not taken in: line, list and reason.

use crate::domain::plain::shown;
use crate::store::StoreError;
use crate::store::check::Finding;
use crate::text::sentences::{Means, Voice};
use crate::{say, sentences, told};

use super::VERSION;

/// What is wrong with an export. Nothing of it was taken in.
#[derive(Debug)]
pub struct NotImported {
    /// The line where reading stopped, from 1.
    pub line: Option<usize>,
    /// The list that was being read.
    pub list: Option<&'static str>,
    pub fault: Fault,
}

sentences! {
    /// The kind of fault.
    #[derive(Debug)]
    pub enum Fault {
        /// It ends in the middle.
        CutShort:
            "Exporten tar slut mitt i. Inget är importerat; hämta den på nytt."
            / "The export ends in the middle. Nothing was imported; fetch it again.";
        NotJson:
            "Det här är inte JSON. Inget är importerat; hämta exporten på nytt."
            / "This is not JSON. Nothing was imported; fetch the export again.";
        /// JSON, but not what `tolv export` writes.
        NotAnExport:
            "Det här är inte en export från tolv. Inget är importerat; ange en fil som har exporterats{export}."
            / "This is not an export from tolv. Nothing was imported; give a file that was exported{export}.",
            export = Means::Export;
        NewerVersion { found: u64 }:
            "Exporten är skriven av en nyare tolv (version {found}; den här kan {VERSION}). Inget är importerat; uppgradera tolv."
            / "The export was written by a newer tolv (version {found}; this one knows {VERSION}). Nothing was imported; upgrade tolv.";
        /// The tables are of another layout than this program's.
        Schema { found: u64 }:
            "Exporten har tabeller av ett slag som den här tolv inte kan ({found}). Inget är importerat; uppgradera tolv."
            / "The export has tables of a kind that this tolv does not know ({found}). Nothing was imported; upgrade tolv.";
        UnknownList(name: String):
            "Listan {name} är okänd här. Inget är importerat; exporten är ändrad eller av en nyare tolv."
            / "The list {name} is not known here. Nothing was imported; the export was changed or is of a newer tolv.";
        Missing(name: &'static str):
            "Listan {name} saknas i exporten. Inget är importerat; hämta exporten på nytt."
            / "The list {name} is missing from the export. Nothing was imported; fetch the export again.";
        /// A row that is not as a row of its list has to be.
        Row:
            "Raden går inte att förstå. Inget är importerat; exporten är ändrad sedan den skrevs."
            / "The row cannot be understood. Nothing was imported; the export was changed since it was written.";
        /// A value that cannot be understood, or means something else; or a field that is not known.
        Value {
            /// Where it stands in the record, such as `stays.0.start`; `None` where it is not known.
            at: Option<String>,
            value: String,
            is_known: bool,
        }: match (*is_known) {
            true =>
                "Det som står{place}, ”{value}”, går inte att förstå. Inget är importerat; exporten är ändrad sedan den skrevs."
                / "What stands{place}, “{value}”, cannot be understood. Nothing was imported; the export was changed since it was written.",
                place = In(&at),
                value = shortened(&value);
            false =>
                "Fältet {at} (”{value}”) är okänt här. Inget är importerat; exporten är ändrad eller av en nyare tolv."
                / "The field {at} (“{value}”) is not known here. Nothing was imported; the export was changed or is of a newer tolv.",
                at = at.clone().unwrap_or_default(),
                value = shortened(&value);
        };
        /// A row larger than any can be.
        TooLong:
            "Raden är längre än någon rad i en export kan vara. Inget är importerat; exporten är ändrad sedan den skrevs."
            / "The row is longer than any row of an export can be. Nothing was imported; the export was changed since it was written.";
        /// A row, or a whole list, that was there before.
        Twice:
            "Det här står redan tidigare i exporten. Inget är importerat; exporten är ändrad sedan den skrevs."
            / "This stands earlier in the export already. Nothing was imported; the export was changed since it was written.";
        /// A log entry that does not follow from the one before.
        Chain { seq: u64 }:
            "Loggens post {seq} följer inte av den före. Inget är importerat; exporten, eller registret den kom ur, är ändrad för hand eller skadad."
            / "The log's entry {seq} does not follow from the one before. Nothing was imported; the export, or the register it came from, was changed by hand or is damaged.";
        /// There are other rows than its end says: of a list, or of all together.
        Rows { list: Option<&'static str>, says: u64, has: u64 }: match (*list) {
            Some(list) =>
                "Exporten har {has} rader i listan {list}, och säger i slutet att det ska vara {says}. Inget är importerat; hämta den på nytt."
                / "The export has {has} rows in the list {list}, and says at its end that there must be {says}. Nothing was imported; fetch it again.";
            None =>
                "Exporten har {has} rader, och säger i slutet att det ska vara {says}. Inget är importerat; hämta den på nytt."
                / "The export has {has} rows, and says at its end that there must be {says}. Nothing was imported; fetch it again.";
        };
        /// The log ends with another entry than the export's end says.
        LastEntry:
            "Loggen slutar med en annan post än exporten säger i slutet. Inget är importerat; hämta den på nytt."
            / "The log ends with another entry than the export says at its end. Nothing was imported; fetch it again.";
        /// Each row can be understood, but together they are no register.
        Amiss(finding: Finding):
            "{finding} Inget är importerat; exporten är ändrad sedan den skrevs, eller registret den kom ur är skadat: kontrollera det där{check} och exportera på nytt."
            / "{finding} Nothing was imported; the export was changed since it was written, or the register it came from is damaged: check it there{check} and export it again.",
            check = Means::Check;
        /// The export could not be read from where it lies.
        Unreadable:
            "Exporten går inte att läsa från disken. Inget är importerat; försök igen eller kopiera den hit."
            / "The export cannot be read from the disk. Nothing was imported; try again or copy it here.";
        Store(error: StoreError): "{error}" / "{error}";
    }
}

impl<E: Into<StoreError>> From<E> for Fault {
    fn from(error: E) -> Fault {
        Fault::Store(error.into())
    }
}

impl<E: Into<StoreError>> From<E> for NotImported {
    fn from(error: E) -> NotImported {
        NotImported::whole(Fault::Store(error.into()))
    }
}

impl NotImported {
    /// A fault that is none of one line.
    pub fn whole(fault: Fault) -> NotImported {
        NotImported {
            line: None,
            list: None,
            fault,
        }
    }

    /// The sentence for people, with the line and the list where they are known.
    pub fn text(&self, to: impl Into<Voice>) -> String {
        let to = to.into();
        let (what, lang) = (self.fault.text(to), to.lang);
        match (self.line, self.list) {
            (Some(line), Some(list)) => say!(lang,
                sv: "Rad {line}, listan {list}: {what}",
                en: "Line {line}, the list {list}: {what}"),
            (Some(line), None) => say!(lang, sv: "Rad {line}: {what}", en: "Line {line}: {what}"),
            _ => what,
        }
    }
}

/// At most so many characters of a value are quoted.
const QUOTED: usize = 60;

fn shortened(value: &str) -> String {
    let mut short: String = value.chars().take(QUOTED).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}

/// Where a value stands.
struct In<'a>(&'a Option<String>);

told! {
    In<'_>: |place, to| match place.0.as_deref() {
        None | Some("") => String::new(),
        Some(at) => {
            let at = shown(at);
            say!(to.lang, sv: " i {at}", en: " in {at}")
        }
    };
}
