//! Refusals: why a command was not carried out, in a sentence.

use chrono::NaiveDate;

use super::attendance::Code;
use crate::{
    say,
    text::{Lang, Text},
};

/// Why a command was refused. Nothing has been written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    NoSuchPerson,
    /// The day lies outside the person's stays; the nearest stay's days are told.
    OutsideStay {
        name: String,
        day: NaiveDate,
        start: NaiveDate,
        last: Option<NaiveDate>,
    },
    NoStay {
        name: String,
    },
    NeedsSpan(Code),
    NeedsNote(Code),
    BadSpan,
    BadMinutes,
    BadRest(Code),
    /// A colleague has changed the cell since; who is not known where the mark was taken away long ago.
    ChangedSince {
        name: String,
        by: Option<String>,
    },
    NothingToClear {
        name: String,
    },
    NameMissing,
    TextTooLong {
        limit: usize,
    },
    TextNotPlain,
    GroupMissing,
    ArenaUnknown {
        arena: String,
    },
    /// A placement in another unit that does not say which.
    UnitMissing,
    EndBeforeStart {
        start: NaiveDate,
        end: NaiveDate,
    },
    StartOutOfRange {
        start: NaiveDate,
    },
    /// The person has a stay that the new one would overlap.
    Overlaps {
        name: String,
        start: NaiveDate,
        last: Option<NaiveDate>,
    },
    AlreadyThere {
        name: String,
    },
    PersonnummerTaken {
        name: String,
    },
    MarksOutside {
        name: String,
        day: NaiveDate,
    },
    AlreadyEnded {
        name: String,
        last: NaiveDate,
    },
    NotEnded {
        name: String,
    },
    AlreadyPlaced {
        name: String,
    },
    NotClosed {
        date: NaiveDate,
    },
    BadRule,
    /// Rows of a list that cannot be taken: line, column, reason.
    BadRows(Vec<(u64, &'static str, Refusal)>),
    Full,
}

impl Refusal {
    /// The reason in a sentence.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Refusal::NoSuchPerson => {
                say!(lang, sv: "Personen finns inte i registret.", en: "That person is not in the register.")
            }
            Refusal::OutsideStay {
                name,
                day,
                start,
                last,
            } => {
                let stay = days_of_stay(*start, *last, lang);
                say!(lang,
                    sv: "{name} är inte på AMI {day}: vistelsen är {stay}. Inget är ändrat.",
                    en: "{name} is not at AMI on {day}: the stay is {stay}. Nothing was changed.")
            }
            Refusal::NoStay { name } => {
                say!(lang, sv: "{name} har ingen pågående vistelse.", en: "{name} has no stay at present.")
            }
            Refusal::NeedsSpan(code) => {
                let code = code.kind().name.get(lang);
                say!(lang, sv: "{code} behöver en tid från–till eller ett antal timmar.", en: "{code} needs a time from–until or a number of hours.")
            }
            Refusal::NeedsNote(code) => {
                let code = code.kind().name.get(lang);
                say!(lang, sv: "{code} behöver en anteckning.", en: "{code} needs a note.")
            }
            Refusal::BadSpan => {
                say!(lang, sv: "Tiden måste sluta efter att den börjar, inom dygnet.", en: "The time must end after it begins, within the day.")
            }
            Refusal::BadMinutes => {
                say!(lang, sv: "Timmarna måste vara fler än 0 och högst 24. Inget är ändrat.", en: "The hours must be more than 0 and at most 24. Nothing was changed.")
            }
            Refusal::BadRest(code) => {
                let code = code.kind().name.get(lang);
                say!(lang, sv: "{code} kan inte stå för resten av dagen.", en: "{code} cannot stand for the rest of the day.")
            }
            Refusal::ChangedSince { name, by } => {
                let colleague = Text {
                    sv: "En kollega",
                    en: "A colleague",
                }
                .get(lang);
                let by = by.as_deref().unwrap_or(colleague);
                say!(lang,
                sv: "{by} har ändrat {name} sedan dess. Inget är ångrat; markera på nytt om det behövs.",
                en: "{by} has changed {name} since. Nothing was undone; mark again if it is needed.")
            }
            Refusal::NothingToClear { name } => {
                say!(lang, sv: "{name} är inte markerad.", en: "{name} is not marked.")
            }
            Refusal::NameMissing => say!(lang, sv: "Namnet saknas.", en: "The name is missing."),
            Refusal::TextTooLong { limit } => {
                say!(lang, sv: "Texten är för lång: högst {limit} tecken.", en: "The text is too long: at most {limit} characters.")
            }
            Refusal::TextNotPlain => {
                say!(lang, sv: "Texten innehåller styrtecken eller osynliga tecken. Inget är ändrat; skriv den på nytt.", en: "The text holds control or invisible characters. Nothing was changed; type it again.")
            }
            Refusal::GroupMissing => {
                say!(lang, sv: "Ange grupp: inne, ute eller annan enhet.", en: "Say which group: indoor, outdoor or other unit.")
            }
            Refusal::ArenaUnknown { arena } => say!(lang,
                sv: "Arenan ”{arena}” finns inte i någon grupp, eller i flera: ange grupp.",
                en: "The arena “{arena}” is in no group, or in several: say which group."),
            Refusal::UnitMissing => {
                say!(lang, sv: "Skriv vilken enhet som tar emot, som arena.", en: "Say which unit receives, as the arena.")
            }
            Refusal::EndBeforeStart { start, end } => {
                say!(lang, sv: "Slutet {end} är före starten {start}.", en: "The end {end} is before the start {start}.")
            }
            Refusal::StartOutOfRange { start } => {
                say!(lang, sv: "Startdagen {start} är utanför 1990–2100.", en: "The start {start} is outside 1990–2100.")
            }
            Refusal::Overlaps { name, start, last } => {
                let stay = days_of_stay(*start, *last, lang);
                say!(lang,
                    sv: "{name} har redan en vistelse {stay}: avsluta den först, eller rätta startdagen på kortet.",
                    en: "{name} already has a stay {stay}: end it first, or correct the start on the card.")
            }
            Refusal::AlreadyThere { name } => {
                say!(lang, sv: "{name} med samma startdag finns redan.", en: "{name} with the same start is there already.")
            }
            Refusal::PersonnummerTaken { name } => {
                say!(lang, sv: "Personnumret finns redan, hos {name}.", en: "That personnummer is there already, with {name}.")
            }
            Refusal::MarksOutside { name, day } => say!(lang,
                sv: "{name} är markerad {day}, utanför den nya vistelsen: ta bort den markeringen först.",
                en: "{name} is marked on {day}, outside the new stay: clear that mark first."),
            Refusal::AlreadyEnded { name, last } => {
                say!(lang, sv: "Vistelsen för {name} är redan avslutad {last}.", en: "The stay of {name} has already ended, on {last}.")
            }
            Refusal::NotEnded { name } => {
                say!(lang, sv: "Vistelsen för {name} är inte avslutad.", en: "The stay of {name} has not ended.")
            }
            Refusal::AlreadyPlaced { name } => {
                say!(lang, sv: "{name} är redan placerad där.", en: "{name} is already placed there.")
            }
            Refusal::NotClosed { date } => {
                say!(lang, sv: "{date} är inte en lokalt stängd dag.", en: "{date} is not a local closed day.")
            }
            Refusal::BadRule => say!(lang,
                sv: "Gränserna måste komma i ordning: planera, nära, tolv månader. Inget är ändrat.",
                en: "The limits must come in order: plan, near, twelve months. Nothing was changed."),
            Refusal::BadRows(rows) => match rows.len() {
                1 => {
                    say!(lang, sv: "En rad kan inte tas in. Inget är importerat.", en: "One row cannot be taken. Nothing was imported.")
                }
                n => {
                    say!(lang, sv: "{n} rader kan inte tas in. Inget är importerat.", en: "{n} rows cannot be taken. Nothing was imported.")
                }
            },
            Refusal::Full => say!(lang, sv: "Registret är fullt.", en: "The register is full."),
        }
    }
}

/// A stay's days: from the first to the last, or since the first.
fn days_of_stay(start: NaiveDate, last: Option<NaiveDate>, lang: Lang) -> String {
    match last {
        Some(last) => format!("{start} – {last}"),
        None => say!(lang, sv: "sedan {start}", en: "since {start}"),
    }
}
