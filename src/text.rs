//! The two languages people read, and a text that exists in both.

pub mod meaning;
pub mod sentences;

/// The language in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    Sv,
    #[default]
    En,
}

/// A text in both languages; one without the other does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub sv: &'static str,
    pub en: &'static str,
}

impl Text {
    /// The text in one language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Sv => self.sv,
            Lang::En => self.en,
        }
    }
}

/// A text in both languages, Swedish first: `text!("närvarande", "present")`.
#[macro_export]
macro_rules! text {
    ($sv:expr, $en:expr $(,)?) => {
        $crate::text::Text { sv: $sv, en: $en }
    };
}

/// An enum whose variants have a word in both languages and a stable name, each in one row with what it is:
///
/// ```text
/// words! {
///     /// A step.
///     pub enum Step: read {
///         /// Intresseanmälan.
///         Interest "interest", "intresseanmälan" / "interest";
///     }
/// }
/// ```
///
/// It has `ALL`, `name` and `slug`, and with `: read` also `read`.
#[macro_export]
macro_rules! words {
    ($(#[$outer:meta])* pub enum $name:ident: read { $($rows:tt)+ }) => {
        $crate::words! { $(#[$outer])* pub enum $name { $($rows)+ } }

        impl $name {
            /// Reads one by its stable name or by its Swedish words, with blanks or hyphens between them, in any case.
            pub fn read(text: &str) -> Option<$name> {
                let text = text.trim().to_lowercase();
                let words = text.replace('-', " ");
                $name::ALL
                    .into_iter()
                    .find(|one| one.slug() == text || one.name().sv.to_lowercase() == words)
            }
        }
    };
    ($(#[$outer:meta])* pub enum $name:ident {
        $($(#[$inner:meta])* $variant:ident $slug:literal, $sv:literal / $en:literal;)+
    }) => {
        $(#[$outer])*
        pub enum $name {
            $($(#[$inner])* $variant,)+
        }

        impl $name {
            /// Every one, in the order in which they are listed.
            pub const ALL: [$name; [$($slug),+].len()] = [$($name::$variant),+];

            /// In words.
            pub const fn name(self) -> $crate::text::Text {
                match self {
                    $($name::$variant => $crate::text!($sv, $en),)+
                }
            }

            /// The stable name on the command line, in JSON and in the register's records.
            pub const fn slug(self) -> &'static str {
                match self {
                    $($name::$variant => $slug,)+
                }
            }
        }

        $crate::told! { $name: |one| one.name(); }
    };
}

/// A sentence with values in it, in the language asked for: `say!(lang, sv: "{n} dagar", en: "{n} days")`.
/// Values are captured by name, so that both languages see the same ones.
#[macro_export]
macro_rules! say {
    ($lang:expr, sv: $($rest:tt)+) => { $crate::say!(@split $lang, [] $($rest)+) };
    (@split $lang:expr, [$($sv:tt)*] , en: $($en:tt)+) => {
        match $lang {
            $crate::text::Lang::Sv => format!($($sv)*),
            $crate::text::Lang::En => format!($($en)+),
        }
    };
    (@split $lang:expr, [$($sv:tt)*] $next:tt $($rest:tt)*) => {
        $crate::say!(@split $lang, [$($sv)* $next] $($rest)*)
    };
}
