//! THE table of a person's fields: what each is called, and what can be written there.

use crate::text::{Lang, Text};

macro_rules! fields {
    ($($key:ident $sv:literal / $en:literal, $example_sv:literal / $example_en:literal;)+) => {
        /// A field of the form.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Key { $($key,)+ }

        impl Key {
            /// What stands beside it.
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(Key::$key => Text { sv: $sv, en: $en },)+ }.get(lang)
            }

            /// What is seen under it until something better can be said.
            pub fn example(self, lang: Lang) -> &'static str {
                match self { $(Key::$key => Text { sv: $example_sv, en: $example_en },)+ }.get(lang)
            }
        }
    };
}

fields! {
    Given "Förnamn" / "Given name", "tilltalsnamnet, som det syns på tavlan" / "the name used, as the board shows it";
    Family "Efternamn" / "Family name", "" / "";
    Group "Grupp" / "Group", "vänster och höger pil, eller första bokstaven" / "left and right arrow, or the first letter";
    Arena "Arena" / "Arena", "" / "";
    Start "Första dag" / "First day", "" / "";
    Hours "Timmar per dag" / "Hours a day", "" / "";
    Weekdays "Veckodagar" / "Weekdays", "till exempel mån-fre eller mån, ons" / "for example Mon-Fri or Mon, Wed";
    Supervisor "Handledare" / "Supervisor", "" / "";
    Measure "Insats" / "Measure", "till exempel arbetsprövning eller lönebidrag" / "for example work trial or wage subsidy";
    Personnummer "Personnummer" / "Personnummer", "ÅÅÅÅMMDD-NNNN, eller tomt" / "YYYYMMDD-NNNN, or empty";
    Phone "Telefon" / "Phone", "" / "";
    Protection "Skydd" / "Protection", "skyddade personuppgifter: namnet visas inte i listor" / "protected identity: lists do not show the name";
    End "Sista dag" / "Last day", "tomt är tills vidare" / "empty is until further notice";
    Note "Anteckning" / "Note", "bara det som behövs; inga diagnoser" / "only what is needed; no diagnoses";
}
