//! The two languages people read, and a text that exists in both.

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
