//! The fields of the form in their order: those of a person, and those that tell a stay.

use crate::domain::facts::details::Field;
use crate::text;
use crate::text::{Lang, Text};

/// Makes the keys from one line a field of a stay: what stands beside it, and what is seen under it at first.
macro_rules! keys {
    ($($key:ident $name:expr, $example:expr;)+) => {
        /// A field of the form.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Key { Of(Field), $($key,)+ }

        impl Key {
            const COUNT: usize = Field::ALL.len() + [$(stringify!($key)),+].len();

            const fn name(self) -> Text {
                match self { Key::Of(field) => field.name(), $(Key::$key => $name,)+ }
            }

            const fn first_example(self) -> Text {
                match self { Key::Of(field) => field.example(), $(Key::$key => $example,)+ }
            }
        }
    };
}

keys! {
    Whom text!("Samma person?", "Same person?"),
        text!("någon som heter så finns redan", "somebody of that name is there already");
    Group text!("Grupp", "Group"),
        text!("vänster och höger pil, eller första bokstaven", "left and right arrow, or the first letter");
    Arena text!("Arena", "Arena"), text!("", "");
    Start text!("Första dag", "First day"), text!("", "");
    Hours text!("Timmar per dag", "Hours a day"), text!("", "");
    Weekdays text!("Veckodagar", "Weekdays"),
        text!("till exempel mån-fre eller mån, ons", "for example Mon-Fri or Mon, Wed");
    End text!("Sista dag", "Last day"), text!("tomt är tills vidare", "empty is until further notice");
}

impl Key {
    /// Every field from the top down: what is asked most often stands first. One that is missing does not compile.
    pub const ALL: [Key; Key::COUNT] = [
        Key::Of(Field::Given),
        Key::Of(Field::Family),
        Key::Whom,
        Key::Group,
        Key::Arena,
        Key::Start,
        Key::Hours,
        Key::Weekdays,
        Key::Of(Field::Supervisor),
        Key::Of(Field::Measure),
        Key::Of(Field::Personnummer),
        Key::Of(Field::Phone),
        Key::Of(Field::Protection),
        Key::End,
        Key::Of(Field::Note),
    ];

    /// What stands beside it.
    pub const fn label(self, lang: Lang) -> &'static str {
        self.name().get(lang)
    }

    /// What is seen under it until something better can be said.
    pub const fn example(self, lang: Lang) -> &'static str {
        self.first_example().get(lang)
    }
}
