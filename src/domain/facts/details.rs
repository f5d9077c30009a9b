//! THE table of a person's fields: what each is called, where it is told and how long it may be, one row a field.

use crate::domain::facts::participant::{Participant, Protection};
use crate::domain::personnummer::Personnummer;
use crate::text;
use crate::text::{Lang, Text};

/// The longest text of a person but the note, in characters.
pub const NAME_LIMIT: usize = 200;
/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 2_000;
/// What stands below the field of every text as long as a note, whatever it is about.
pub const FREE_TEXT: Text = text!(
    "inga diagnoser; personen kan få läsa det",
    "no diagnoses; the person may read it"
);
/// What the command line says of a note.
pub const NOTE_HELP: Text = text!(
    "En anteckning; inga diagnoser, personen kan få läsa den",
    "A note; no diagnoses, the person may read it"
);

/// The places where a field's value is told. The person's form shows every field but the personnummer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Everywhere,
    /// Nowhere while the identity is protected, until somebody asks for it on the card.
    Unprotected,
    /// On the card; the log says only that it changed.
    NotInLog,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    Text(&'a str),
    Number(Option<&'a Personnummer>),
    Protection(Protection),
}

impl Value<'_> {
    /// The value in words; a personnummer is masked. Empty where there is none, and for no protection.
    pub fn text(self, lang: Lang, ascii: bool) -> String {
        match self {
            Value::Text(text) => text.to_owned(),
            Value::Number(None) | Value::Protection(Protection::None) => String::new(),
            Value::Number(Some(number)) if ascii => number.masked_ascii(),
            Value::Number(Some(number)) => number.masked(),
            Value::Protection(protection) => protection.name().get(lang).to_owned(),
        }
    }
}

/// A type that fields have.
trait Held {
    fn value(&self) -> Value<'_>;
    /// The text itself; `None` where it is something else.
    fn text(&mut self) -> Option<&mut String> {
        None
    }
}

impl Held for String {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }

    fn text(&mut self) -> Option<&mut String> {
        Some(self)
    }
}

impl Held for Option<Personnummer> {
    fn value(&self) -> Value<'_> {
        Value::Number(self.as_ref())
    }
}

impl Held for Protection {
    fn value(&self) -> Value<'_> {
        Value::Protection(*self)
    }
}

/// Makes what reads the fields from one row a field: its name and type, its stable name, its longest text, who is told
/// it, its name and its example on a form, its help on the command line, and the headings that lists give it, in
/// lower case and without accents and blanks.
macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident: $type:ty, $Field:ident $slug:literal $limit:ident $told:ident
        $name:expr, $example:expr, $help:expr, $headings:expr;)+) => {
        /// A field of a person.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($Field,)+ }

        impl Field {
            /// Every field, in the order in which cards, JSON and the log tell them.
            pub const ALL: [Field; [$($slug),+].len()] = [$(Field::$Field),+];

            /// Its stable name: in JSON and on the command line.
            pub const fn slug(self) -> &'static str {
                match self { $(Field::$Field => $slug,)+ }
            }

            /// What stands beside it, and the heading to write for it in a list.
            pub const fn name(self) -> Text {
                match self { $(Field::$Field => $name,)+ }
            }

            /// The hint under it on a form, until its value gives a better one.
            pub const fn example(self) -> Text {
                match self { $(Field::$Field => $example,)+ }
            }

            /// What the command line says of it.
            pub const fn help(self) -> Text {
                match self { $(Field::$Field => $help,)+ }
            }

            /// Its longest text, in characters.
            pub const fn limit(self) -> usize {
                match self { $(Field::$Field => $limit,)+ }
            }

            /// Who is told what it says.
            pub const fn told(self) -> Told {
                match self { $(Field::$Field => Told::$told,)+ }
            }

            /// The headings that it goes by in lists.
            pub const fn headings(self) -> &'static [&'static str] {
                match self { $(Field::$Field => &$headings,)+ }
            }
        }

        /// What is known of a person beside their time at AMI.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Details { $($(#[$doc])* pub $field: $type,)+ }

        impl Details {
            /// The whole name, as [`Participant::full_name`] has it.
            pub fn full_name(&self) -> String {
                let name = format!("{} {}", self.given, self.family);
                name.trim().to_owned()
            }

            /// What the register knows of a person.
            pub fn of(person: &Participant) -> Details {
                Details { $($field: person.$field.clone(),)+ }
            }

            /// Makes them those of a person.
            pub fn put(self, person: &mut Participant) {
                let Participant { id, stays, decisions, processes, onward, .. } = std::mem::take(person);
                // Made whole: a new field of a person gets a row here, or else a `Part` of its own.
                *person = Participant { id, $($field: self.$field,)+ stays, decisions, processes, onward };
            }

            /// Nothing but what a field holds.
            pub fn only(&self, field: Field) -> Details {
                let mut only = Details::default();
                match field { $(Field::$Field => only.$field.clone_from(&self.$field),)+ }
                only
            }

            /// The same, but what is empty as in others.
            pub fn or(self, others: Details) -> Details {
                let empty = Details::default();
                Details { $($field: if self.$field == empty.$field { others.$field } else { self.$field },)+ }
            }

            /// Makes one field as it is in others.
            pub fn take(&mut self, field: Field, others: &Details) {
                match field { $(Field::$Field => self.$field.clone_from(&others.$field),)+ }
            }

            /// What a field holds.
            pub fn value(&self, field: Field) -> Value<'_> {
                match field { $(Field::$Field => self.$field.value(),)+ }
            }

            /// The text of a field; `None` where it is no text.
            pub fn text_mut(&mut self, field: Field) -> Option<&mut String> {
                match field { $(Field::$Field => self.$field.text(),)+ }
            }
        }

        impl Participant {
            /// What a field holds.
            pub fn value(&self, field: Field) -> Value<'_> {
                match field { $(Field::$Field => self.$field.value(),)+ }
            }
        }
    };
}

fields! {
    given: String, Given "given" NAME_LIMIT Unprotected
        text!("Förnamn", "Given name"),
        text!("tilltalsnamnet, som det syns på tavlan", "the name used, as the board shows it"),
        text!("Förnamnet", "The given name"),
        ["fornamn", "tilltalsnamn", "givenname", "given", "firstname", "forename"];
    /// Empty where somebody has but one name.
    family: String, Family "family" NAME_LIMIT Unprotected
        text!("Efternamn", "Family name"),
        text!("", ""),
        text!("Efternamnet", "The family name"),
        ["efternamn", "familyname", "family", "lastname", "surname"];
    personnummer: Option<Personnummer>, Personnummer "personnummer" NAME_LIMIT NotInLog
        text!("Personnummer", "Personnummer"),
        text!("ÅÅÅÅMMDD-NNNN, eller tomt", "YYYYMMDD-NNNN, or empty"),
        text!("Personnumret eller samordningsnumret", "The personnummer, or the samordningsnummer"),
        ["personnummer", "pnr", "persnr", "personnr", "samordningsnummer", "fodelsenummer", "personnumber",
            "personalnumber", "personalidentitynumber", "identitynumber", "ssn"];
    protection: Protection, Protection "protection" NAME_LIMIT NotInLog
        text!("Skydd", "Protection"),
        text!("skyddade personuppgifter: namnet visas inte i listor", "protected identity: lists do not show the name"),
        text!("Skydd i folkbokföringen: inget, sekretessmarkering eller skyddad-folkbokföring; namnet visas inte i listor",
            "Protection in the population register: none, marked (sekretessmarkering) or strong (skyddad folkbokföring); lists do not show the name"),
        ["skydd", "sekretess", "skyddad", "skyddadepersonuppgifter", "skyddadidentitet", "sekretessmarkering",
            "skyddadfolkbokforing", "protected", "protection", "protectedidentity", "confidentialitymarking",
            "protectedregistration"];
    phone: String, Phone "phone" NAME_LIMIT Unprotected
        text!("Telefon", "Phone"),
        text!("", ""),
        text!("Telefonnumret", "The phone number"),
        ["telefon", "telefonnummer", "tel", "telnr", "mobil", "mobilnummer", "mobiltelefon", "phone", "phonenumber",
            "telephone", "mobile"];
    supervisor: String, Supervisor "supervisor" NAME_LIMIT Everywhere
        text!("Handledare", "Supervisor"),
        text!("", ""),
        text!("Handledaren", "The supervisor"),
        ["handledare", "arbetshandledare", "supervisor"];
    measure: String, Measure "measure" NAME_LIMIT Everywhere
        text!("Insats", "Measure"),
        text!("till exempel arbetsprövning eller lönebidrag", "for example work trial or wage subsidy"),
        text!("Insatsen, till exempel arbetsprövning", "The measure, such as work training"),
        ["insats", "measure", "atgard"];
    note: String, Note "note" NOTE_LIMIT NotInLog
        text!("Anteckning", "Note"),
        text!("", ""),
        NOTE_HELP,
        ["anteckning", "anteckningar", "kommentar", "kommentarer", "note", "notes", "comment", "comments"];
}

impl Field {
    /// Whether anything may be written there.
    pub const fn is_free_text(self) -> bool {
        self.limit() == NOTE_LIMIT
    }

    /// Whether it is a part of the name, which stands above everything else.
    pub const fn is_name(self) -> bool {
        matches!(self, Field::Given | Field::Family)
    }

    /// Every field that is told below the name.
    pub fn below_name() -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(|field| !field.is_name())
    }
}
