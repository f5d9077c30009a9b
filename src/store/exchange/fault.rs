//! Why an export was not taken in: line, list and reason.

use crate::domain::plain::shown;
use crate::say;
use crate::store::StoreError;
use crate::store::check::Finding;
use crate::text::Lang;

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

/// The kind of fault.
#[derive(Debug)]
pub enum Fault {
    /// It ends in the middle.
    CutShort,
    NotJson,
    /// JSON, but not what `tolv export` writes.
    NotAnExport,
    NewerVersion {
        found: u64,
    },
    /// The tables are of another layout than this program's.
    Schema {
        found: u64,
    },
    UnknownList(String),
    Missing(&'static str),
    /// A row that is not as a row of its list has to be.
    Row,
    /// A value that cannot be understood, or means something else; or a field that is not known.
    Value {
        /// Where it stands in the record, such as `stays.0.start`; `None` where it is not known.
        at: Option<String>,
        value: String,
        is_known: bool,
    },
    /// A row larger than any can be.
    TooLong,
    /// A row, or a whole list, that was there before.
    Twice,
    /// A log entry that does not follow from the one before.
    Chain {
        seq: u64,
    },
    /// There are other rows than its end says: of a list, or of all together.
    Rows {
        list: Option<&'static str>,
        says: u64,
        has: u64,
    },
    /// The log ends with another entry than the export's end says.
    LastEntry,
    /// Each row can be understood, but together they are no register.
    Amiss(Finding),
    /// The export could not be read from where it lies.
    Unreadable,
    Store(StoreError),
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
    pub fn text(&self, lang: Lang) -> String {
        let what = self.fault.text(lang);
        match (self.line, self.list) {
            (Some(line), Some(list)) => say!(lang,
                sv: "Rad {line}, listan {list}: {what}",
                en: "Line {line}, the list {list}: {what}"),
            (Some(line), None) => say!(lang, sv: "Rad {line}: {what}", en: "Line {line}: {what}"),
            _ => what,
        }
    }
}

impl Fault {
    fn text(&self, lang: Lang) -> String {
        match self {
            Fault::CutShort => say!(lang,
                sv: "Exporten tar slut mitt i. Inget är importerat; hämta den på nytt.",
                en: "The export ends in the middle. Nothing was imported; fetch it again."),
            Fault::NotJson => say!(lang,
                sv: "Det här är inte JSON. Inget är importerat; hämta exporten på nytt.",
                en: "This is not JSON. Nothing was imported; fetch the export again."),
            Fault::NotAnExport => say!(lang,
                sv: "Det här är inte en export från tolv. Inget är importerat; ange en fil som tolv export har skrivit.",
                en: "This is not an export from tolv. Nothing was imported; give a file that tolv export has written."),
            Fault::NewerVersion { found } => say!(lang,
                sv: "Exporten är skriven av en nyare tolv (version {found}; den här kan {VERSION}). Inget är importerat; uppgradera tolv.",
                en: "The export was written by a newer tolv (version {found}; this one knows {VERSION}). Nothing was imported; upgrade tolv."),
            Fault::Schema { found } => say!(lang,
                sv: "Exporten har tabeller av ett slag som den här tolv inte kan ({found}). Inget är importerat; uppgradera tolv.",
                en: "The export has tables of a kind that this tolv does not know ({found}). Nothing was imported; upgrade tolv."),
            Fault::UnknownList(name) => {
                let name = shown(name);
                say!(lang,
                    sv: "Listan {name} är okänd här. Inget är importerat; exporten är ändrad eller av en nyare tolv.",
                    en: "The list {name} is not known here. Nothing was imported; the export was changed or is of a newer tolv.")
            }
            Fault::Missing(name) => say!(lang,
                sv: "Listan {name} saknas i exporten. Inget är importerat; hämta exporten på nytt.",
                en: "The list {name} is missing from the export. Nothing was imported; fetch the export again."),
            Fault::Row => say!(lang,
                sv: "Raden går inte att förstå. Inget är importerat; exporten är ändrad sedan den skrevs.",
                en: "The row cannot be understood. Nothing was imported; the export was changed since it was written."),
            Fault::Value {
                at,
                value,
                is_known,
            } => value_text(at.as_deref(), value, *is_known, lang),
            Fault::TooLong => say!(lang,
                sv: "Raden är längre än någon rad i en export kan vara. Inget är importerat; exporten är ändrad sedan den skrevs.",
                en: "The row is longer than any row of an export can be. Nothing was imported; the export was changed since it was written."),
            Fault::Twice => say!(lang,
                sv: "Det här står redan tidigare i exporten. Inget är importerat; exporten är ändrad sedan den skrevs.",
                en: "This stands earlier in the export already. Nothing was imported; the export was changed since it was written."),
            Fault::Chain { seq } => say!(lang,
                sv: "Loggens post {seq} följer inte av den före. Inget är importerat; exporten, eller registret den kom ur, är ändrad för hand eller skadad.",
                en: "The log's entry {seq} does not follow from the one before. Nothing was imported; the export, or the register it came from, was changed by hand or is damaged."),
            Fault::Rows { list, says, has } => {
                let list = list.map_or_else(
                    String::new,
                    |list| say!(lang, sv: " i listan {list}", en: " in the list {list}"),
                );
                say!(lang,
                    sv: "Exporten har {has} rader{list}, och säger i slutet att det ska vara {says}. Inget är importerat; hämta den på nytt.",
                    en: "The export has {has} rows{list}, and says at its end that there must be {says}. Nothing was imported; fetch it again.")
            }
            Fault::LastEntry => say!(lang,
                sv: "Loggen slutar med en annan post än exporten säger i slutet. Inget är importerat; hämta den på nytt.",
                en: "The log ends with another entry than the export says at its end. Nothing was imported; fetch it again."),
            Fault::Amiss(finding) => {
                let finding = finding.text(lang);
                say!(lang,
                    sv: "{finding} Inget är importerat; exporten är ändrad sedan den skrevs, eller registret den kom ur är skadat: kör tolv check där och exportera på nytt.",
                    en: "{finding} Nothing was imported; the export was changed since it was written, or the register it came from is damaged: run tolv check there and export it again.")
            }
            Fault::Unreadable => say!(lang,
                sv: "Exporten går inte att läsa från disken. Inget är importerat; försök igen eller kopiera den hit.",
                en: "The export cannot be read from the disk. Nothing was imported; try again or copy it here."),
            Fault::Store(error) => error.text(lang),
        }
    }
}

/// At most so many characters of a value are quoted.
const QUOTED: usize = 60;

fn value_text(at: Option<&str>, value: &str, is_known: bool, lang: Lang) -> String {
    let mut short: String = value.chars().take(QUOTED).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    let value = shown(&short);
    let at = shown(at.unwrap_or_default());
    let place = match &*at {
        "" => String::new(),
        at => say!(lang, sv: " i {at}", en: " in {at}"),
    };
    match is_known {
        true => say!(lang,
            sv: "Det som står{place}, ”{value}”, går inte att förstå. Inget är importerat; exporten är ändrad sedan den skrevs.",
            en: "What stands{place}, “{value}”, cannot be understood. Nothing was imported; the export was changed since it was written."),
        false => say!(lang,
            sv: "Fältet {at} (”{value}”) är okänt här. Inget är importerat; exporten är ändrad eller av en nyare tolv.",
            en: "The field {at} (“{value}”) is not known here. Nothing was imported; the export was changed or is of a newer tolv."),
    }
}
