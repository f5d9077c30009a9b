//! THE table of attendance codes, and a mark: what is known of one person's day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::facts::participant::PersonId;
use crate::domain::reading::{clock_time, hours};
use crate::text::{Lang, Text};
use crate::{say, text};

/// What a code says of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// At AMI.
    Present,
    /// Somewhere else, as planned: studies, a placement.
    Elsewhere,
    /// Absent for an accepted reason.
    Excused,
    /// Free: holiday, approved leave.
    Leave,
    /// Absent and not notified; not accepted until decided.
    Unnotified,
}

impl Counts {
    /// What the code counts as, in a word or two.
    pub const fn name(self) -> Text {
        match self {
            Counts::Present => text!("närvaro", "presence"),
            Counts::Elsewhere => text!("annan plats", "elsewhere"),
            Counts::Excused => text!("giltig frånvaro", "excused"),
            Counts::Leave => text!("ledighet", "leave"),
            Counts::Unnotified => text!("ogiltig frånvaro", "not excused"),
        }
    }
}

/// What a code asks for beside itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    Nothing,
    /// Hours may be given.
    Hours,
    /// From–to, or hours, must be given.
    SpanRequired,
    /// From–to may be given.
    Span,
    /// A note must be given.
    NoteRequired,
    /// A place may be given, as the note.
    Place,
}

/// One row of the table.
pub struct Kind {
    pub code: Code,
    /// The stable name, for commands and JSON.
    pub slug: &'static str,
    /// Its letter in the menu of codes.
    pub key: char,
    pub name: Text,
    pub counts: Counts,
    /// Arbetsförmedlingen's code for the deviation, as domain.md gives it; empty where there is none.
    pub af: &'static str,
    pub extra: Extra,
}

macro_rules! codes {
    ($($number:literal $code:ident $slug:literal $key:literal $sv:literal $en:literal $counts:ident $af:literal $extra:ident)+) => {
        /// An attendance code. Its number is what is stored, and is never used again for another meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "u8", try_from = "u8")]
        #[repr(u8)]
        pub enum Code { $($code = $number),+ }

        impl Code {
            pub const ALL: &[Code] = &[$(Code::$code),+];

            /// The code with a stored number.
            pub fn numbered(number: u8) -> Option<Code> {
                match number { $($number => Some(Code::$code),)+ _ => None }
            }

            /// Its row in the table.
            pub const fn kind(self) -> &'static Kind {
                match self {
                    $(Code::$code => &Kind {
                        code: Code::$code,
                        slug: $slug,
                        key: $key,
                        name: Text { sv: $sv, en: $en },
                        counts: Counts::$counts,
                        af: $af,
                        extra: Extra::$extra,
                    },)+
                }
            }
        }
    };
}

codes! {
     1 Present      "present"       'n' "Närvarande"              "Present"                   Present    ""     Hours
     2 PartDay      "part-day"      'd' "Del av dag"              "Part of day"               Present    ""     SpanRequired
     3 Sick         "sick"          's' "Sjuk"                    "Sick"                      Excused    "15"   Nothing
     4 SickChild    "sick-child"    'v' "VAB"                     "Care of sick child"        Excused    "26"   Hours
     5 Parental     "parental"      'f' "Föräldraledig"           "Parental leave"            Excused    "18"   Hours
     6 Doctor       "doctor"        'l' "Läkar-/tandläkarbesök"   "Doctor or dentist"         Excused    "18·1" Span
     7 Authority    "authority"     'y' "Myndighetsmöte"          "Authority meeting"         Excused    "18·3" Span
     8 Interview    "interview"     'i' "Anställningsintervju"    "Job interview"             Excused    "18·4" Span
     9 OtherExcused "other-excused" 'a' "Annan giltig frånvaro"   "Other valid absence"       Excused    "18·5" NoteRequired
    10 Leave        "leave"         'b' "Beviljad ledighet"       "Approved leave, unpaid"    Leave      "18·5" Nothing
    11 Holiday      "holiday"       'm' "Semester"                "Annual leave"              Leave      ""     Nothing
    12 TimeOff      "time-off"      'k' "Kompledig"               "Time off in lieu"          Leave      ""     Nothing
    13 Education    "education"     'u' "Utbildning, sfi"         "Education"                 Elsewhere  "27"   Nothing
    14 Placement    "placement"     'p' "Praktik, annan plats"    "Work placement elsewhere"  Elsewhere  ""     Place
    15 GroupVisit   "group-visit"   'g' "Studiebesök"             "Study visit"               Present    ""     Hours
    16 OtherJob     "other-job"     'j' "Arbete hos annan"        "Work for another employer" Excused    "16"   NoteRequired
    17 Unnotified   "unnotified"    'o' "Oanmäld frånvaro"        "Unnotified absence"        Unnotified "17"   Nothing
}

impl From<Code> for u8 {
    fn from(code: Code) -> u8 {
        code as u8
    }
}

impl TryFrom<u8> for Code {
    type Error = String;

    fn try_from(number: u8) -> Result<Code, String> {
        Code::numbered(number).ok_or_else(|| format!("attendance code {number} is not known"))
    }
}

impl Code {
    /// Reads a code as people and scripts write it: its slug, its key, or its name in either language.
    pub fn read(text: &str) -> Option<Code> {
        let text = text.trim().to_lowercase();
        Code::ALL.iter().copied().find(|code| {
            let kind = code.kind();
            kind.slug == text
                || text.chars().eq([kind.key])
                || kind.name.sv.to_lowercase() == text
                || kind.name.en.to_lowercase() == text
        })
    }

    /// Whether it says what only the day itself shows: that somebody came, or stayed away without a word. Absence for a
    /// reason, leave, studies and placements are known ahead.
    pub fn is_seen_on_the_day(self) -> bool {
        match self.kind().counts {
            Counts::Present | Counts::Unnotified => true,
            Counts::Elsewhere | Counts::Excused | Counts::Leave => false,
        }
    }

    /// Whether the person is at AMI for at least part of the day.
    pub fn is_present(self) -> bool {
        self.kind().counts == Counts::Present
    }
}

/// Who marked, as a number in the register.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ActorId(pub u16);

/// A time of day from–to, in minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub from: u16,
    pub until: u16,
}

/// `08:00–11:00`.
impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}–{}", clock_time(self.from), clock_time(self.until))
    }
}

impl Span {
    /// Its length in minutes.
    pub fn minutes(self) -> u16 {
        self.until.saturating_sub(self.from)
    }
}

/// What a person says of somebody's day; the register adds who said it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub code: Code,
    /// Minutes that the code covers; `None` is the whole scheduled day.
    pub minutes: Option<u16>,
    pub span: Option<Span>,
    /// The code for the rest of a part of a day.
    pub rest: Option<Code>,
    pub note: String,
}

impl Entry {
    /// A code alone.
    pub fn plain(code: Code) -> Entry {
        Entry {
            code,
            minutes: None,
            span: None,
            rest: None,
            note: String::new(),
        }
    }
}

/// A mark as the register keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    #[serde(rename = "c")]
    pub code: Code,
    /// Minutes that the code covers; `None` where only the whole day is known.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
    #[serde(rename = "b")]
    pub by: ActorId,
    /// When, in seconds since 1970-01-01 UTC.
    #[serde(rename = "t")]
    pub at: i64,
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Box<Detail>>,
}

/// What only some marks carry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<Code>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The first code, kept when an unnotified absence is given another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Code>,
}

impl Mark {
    /// What was said, without who and when.
    pub fn entry(&self) -> Entry {
        let detail = self.detail.as_deref();
        Entry {
            code: self.code,
            minutes: self.minutes,
            span: detail.and_then(|d| d.span),
            rest: detail.and_then(|d| d.rest),
            note: detail.map(|d| d.note.clone()).unwrap_or_default(),
        }
    }

    /// All that it says but its note: `Del av dag 3:00 08:00–11:00, resten Sjuk`, `Sjuk, först Oanmäld frånvaro`.
    pub fn text(&self, lang: Lang) -> String {
        self.told(self.minutes.map(hours), lang)
    }

    /// The same without the hours, where they stand in a column of their own.
    pub fn text_beside_hours(&self, lang: Lang) -> String {
        self.told(None, lang)
    }

    fn told(&self, hours: Option<String>, lang: Lang) -> String {
        let entry = self.entry();
        let mut parts = vec![entry.code.kind().name.get(lang).to_owned()];
        parts.extend(hours);
        parts.extend(entry.span.map(|span| span.to_string()));
        let mut text = parts.join(" ");
        if let Some(rest) = entry.rest.map(|code| code.kind().name.get(lang)) {
            text = say!(lang, sv: "{text}, resten {rest}", en: "{text}, the rest {rest}");
        }
        if let Some(first) = self.first_code().map(|code| code.kind().name.get(lang)) {
            text = say!(lang, sv: "{text}, först {first}", en: "{text}, at first {first}");
        }
        text
    }

    /// The note, empty where there is none.
    pub fn note(&self) -> &str {
        self.detail.as_deref().map_or("", |detail| &detail.note)
    }

    /// The first code of a re-coded unnotified absence.
    pub fn first_code(&self) -> Option<Code> {
        self.detail.as_deref().and_then(|detail| detail.first)
    }
}

/// One cell of the attendance: a person's day.
pub type Cell = (PersonId, NaiveDate);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presence_is_seen_on_the_day_and_the_rest_is_known_ahead() {
        let seen = Code::ALL
            .iter()
            .copied()
            .filter(|code| code.is_seen_on_the_day());
        let expected = [
            Code::Present,
            Code::PartDay,
            Code::GroupVisit,
            Code::Unnotified,
        ];
        assert_eq!(seen.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn slugs_keys_and_numbers_are_each_used_once() {
        for (i, a) in Code::ALL.iter().enumerate() {
            for b in &Code::ALL[i + 1..] {
                assert_ne!(a.kind().slug, b.kind().slug);
                assert_ne!(a.kind().key, b.kind().key, "{a:?} and {b:?}");
            }
            assert_eq!(Code::numbered(*a as u8), Some(*a));
            assert_eq!(Code::read(a.kind().slug), Some(*a));
            assert_eq!(
                Code::read(&a.kind().key.to_uppercase().to_string()),
                Some(*a)
            );
            assert_eq!(Code::read(a.kind().name.sv), Some(*a));
        }
        assert_eq!(Code::numbered(0), None);
        assert_eq!(Code::read("närvarand"), None);
    }
}
