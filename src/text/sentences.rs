//! Sentences: enums whose variants are told with their fields in words, each in one row of a table.

use std::fmt;
use std::ops::Deref;

use chrono::{NaiveDate, NaiveTime};

use crate::text::{Lang, Text};

/// By what means a remedy is put to use. A sentence says the remedy in words ("see what helps"); the command line adds
/// its command or option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    Check,
    /// What whoever runs the server looks with.
    Look,
    /// Repairing the register from its log.
    Repair,
    Restore,
    Salvage,
    Verify,
    Backup,
    /// A backup under a name of its own.
    NamedBackup,
    Export,
    Log,
    /// The list of rules.
    Rules,
    /// The setting with this key.
    Setting(&'static str),
    /// The list of actions and their keys.
    Keys,
    /// The private key of an encrypted backup.
    Identity,
    /// That another register is meant to be replaced.
    OtherRegister,
    /// That an arena which nobody knows yet is meant.
    NewArena,
    /// That somebody is another person than who has that name.
    Another,
    /// How long is waited for other sessions.
    Wait,
    /// The list of what is newer in a register that is replaced.
    SaveNewer,
    /// A new stay for the person with this number.
    NewStay(u32),
    /// Saying whether a draft, or a row of a list, is a known person (`id`, where only one can be) or a new one. Where all
    /// who are known are there already, a known one is changed instead.
    Whom {
        row: Option<u64>,
        id: Option<u32>,
        is_there: bool,
        may_be_new: bool,
    },
    /// Saying that a draft, or a row of a list, is a new person.
    NewRow(Option<u64>),
    /// Which sheet of a workbook is meant.
    Sheet,
}

/// The language a sentence is told in, and the words for the means of a remedy, with a blank before them.
#[derive(Clone, Copy)]
pub struct Voice {
    pub lang: Lang,
    pub means: fn(Means, Lang) -> String,
}

/// Without means: the remedy is told and no command is named.
impl From<Lang> for Voice {
    fn from(lang: Lang) -> Voice {
        Voice {
            lang,
            means: |_, _| String::new(),
        }
    }
}

/// What can stand in a sentence.
pub trait Told {
    /// In words, safe to show.
    fn told(&self, to: Voice) -> String;
}

/// A value on its way into a sentence; the row sees the value itself through it.
pub struct Said<'a, T: ?Sized>(pub &'a T, pub Voice);

impl<T: Told + ?Sized> fmt::Display for Said<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.told(self.1))
    }
}

impl<T: ?Sized> Deref for Said<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0
    }
}

/// Types that are told as they are.
macro_rules! as_they_are {
    ($($kind:ty)+) => {
        $(impl Told for $kind {
            fn told(&self, _: Voice) -> String {
                self.to_string()
            }
        })+
    };
}

as_they_are! { u8 u16 u32 u64 i32 i64 usize &'static str NaiveDate NaiveTime }

impl Told for Text {
    fn told(&self, to: Voice) -> String {
        self.get(to.lang).to_owned()
    }
}

impl Told for Means {
    fn told(&self, to: Voice) -> String {
        (to.means)(*self, to.lang)
    }
}

impl<T: Told + ?Sized> Told for &T {
    fn told(&self, to: Voice) -> String {
        (**self).told(to)
    }
}

impl<T: Told> Told for Box<T> {
    fn told(&self, to: Voice) -> String {
        (**self).told(to)
    }
}

/// Types that are told by an expression of themselves, which is told in its turn: `told! { Form: |form| form.name(); }`.
#[macro_export]
macro_rules! told {
    ($($kind:ty: |$value:ident $(, $to:ident)?| $told:expr;)+) => {
        $(impl $crate::text::sentences::Told for $kind {
            fn told(&self, to: $crate::text::sentences::Voice) -> String {
                let $value = self;
                $(let $to = to;)?
                $crate::text::sentences::Told::told(&$told, to)
            }
        })+
    };
}

/// An enum of sentences. A row is a variant, its fields with their types, and its sentence in Swedish and in English;
/// what is made of the fields for the sentence follows as in `format!`. Where a variant has several sentences, `match`
/// chooses by its fields:
///
/// ```text
/// sentences! {
///     /// Why a command was refused.
///     #[derive(Debug)]
///     pub enum Refusal {
///         NoSuchPerson: "Personen finns inte." / "That person is not there.";
///         NoStay { name: String }: "{name} har ingen vistelse." / "{name} has no stay.";
///         NeedsNote(code: Code): "{code} behöver en anteckning." / "{code} needs a note.";
///         Unopened(file: PathBuf): "Öppna {file}{by}." / "Open {file}{by}.", by = Means::Restore;
///         Gap(days: u32): match (*days) {
///             1 => "En dag saknas." / "A day is missing.";
///             _ => "{days} dagar saknas." / "{days} days are missing.";
///         };
///     }
/// }
/// ```
///
/// `enum Name: slug` takes a stable name for JSON behind each variant, and has `slug`.
///
/// Each value is made words by [`Told`](crate::text::sentences::Told). `text` takes a [`Lang`], or a
/// [`Voice`](crate::text::sentences::Voice) where the means of a remedy are to be named.
#[macro_export]
macro_rules! sentences {
    ($(#[$outer:meta])* $vis:vis enum $name:ident: slug { $($rows:tt)+ }) => {
        $crate::sentences! { $(#[$outer])* $vis enum $name { $($rows)+ } }

        impl $name {
            $crate::sentences! { @slug $($rows)+ }
        }
    };
    (@slug $(
        $(#[$doc:meta])*
        $variant:ident $slug:literal
        $({ $($fields:tt)+ })?
        $(( $($places:tt)+ ))?
        : $(match $on:tt { $($cases:tt)+ })?
        $($sv:literal / $en:literal $(, $made:ident = $from:expr)*)?;
    )+) => {
        /// The stable name for JSON.
        pub fn slug(&self) -> &'static str {
            match self {
                $(Self::$variant { .. } => $slug,)+
            }
        }
    };
    ($(#[$outer:meta])* $vis:vis enum $name:ident {
        $(
            $(#[$doc:meta])*
            $variant:ident $($slug:literal)?
            $({ $($(#[$field_doc:meta])* $field:ident: $kind:ty),+ $(,)? })?
            $(( $($place:ident: $place_kind:ty),+ ))?
            : $(match $on:tt {
                $($case:pat => $case_sv:literal / $case_en:literal $(, $case_made:ident = $case_from:expr)*;)+
            })?
            $($sv:literal / $en:literal $(, $made:ident = $from:expr)*)?;
        )+
    }) => {
        $(#[$outer])*
        $vis enum $name {
            $(
                $(#[$doc])*
                $variant
                $({ $($(#[$field_doc])* $field: $kind),+ })?
                $(( $($place_kind),+ ))?,
            )+
        }

        impl $name {
            /// The sentence for people.
            #[allow(unused_parens, unused_variables)]
            pub fn text(&self, to: impl Into<$crate::text::sentences::Voice>) -> String {
                let to: $crate::text::sentences::Voice = to.into();
                match self {
                    $($name::$variant $({ $($field),+ })? $(( $($place),+ ))? => {
                        $($(let $field = $crate::text::sentences::Said($field, to);)+)?
                        $($(let $place = $crate::text::sentences::Said($place, to);)+)?
                        $($crate::sentences!(@say to, $sv, $en $(, $made = $from)*))?
                        $(match $on {
                            $($case => {
                                $crate::sentences!(@say to, $case_sv, $case_en $(, $case_made = $case_from)*)
                            })+
                        })?
                    })+
                }
            }
        }

        impl $crate::text::sentences::Told for $name {
            fn told(&self, to: $crate::text::sentences::Voice) -> String {
                self.text(to)
            }
        }
    };
    (@say $to:ident, $sv:literal, $en:literal $(, $made:ident = $from:expr)*) => {{
        $(
            let $made = $from;
            let $made = $crate::text::sentences::Said(&$made, $to);
        )*
        match $to.lang {
            $crate::text::Lang::Sv => format!($sv),
            $crate::text::Lang::En => format!($en),
        }
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    sentences! {
        enum Wrong: slug {
            Gone "gone": "Borta." / "Gone.";
            Asked "asked" { by: String, on: NaiveDate }: "{by} {on}." / "{by}, {on}.";
            Days "days"(days: u32, why: Box<Wrong>): match (*days) {
                1 => "En dag. {why}" / "One day. {why}";
                n => "{n} dagar, {twice} halva{by}. {why}" / "{n} days, {twice} halves{by}. {why}",
                    twice = n * 2,
                    by = Means::Check;
            };
        }
    }

    #[test]
    fn a_row_is_told_in_both_languages_with_its_means_or_without() {
        let by_command = |lang| Voice {
            lang,
            means: |means, _| format!(" ({means:?})"),
        };
        let asked = || Wrong::Asked {
            by: "a\u{1b}b".to_owned(),
            on: NaiveDate::default(),
        };
        for (wrong, slug, sv, en) in [
            (Wrong::Gone, "gone", "Borta.", "Gone."),
            (
                asked(),
                "asked",
                "a\u{fffd}b 1970-01-01.",
                "a\u{fffd}b, 1970-01-01.",
            ),
            (
                Wrong::Days(1, Box::new(Wrong::Gone)),
                "days",
                "En dag. Borta.",
                "One day. Gone.",
            ),
            (
                Wrong::Days(2, Box::new(Wrong::Gone)),
                "days",
                "2 dagar, 4 halva. Borta.",
                "2 days, 4 halves. Gone.",
            ),
        ] {
            assert_eq!(wrong.slug(), slug);
            assert_eq!([wrong.text(Lang::Sv), wrong.text(Lang::En)], [sv, en]);
        }
        let named = Wrong::Days(2, Box::new(asked())).text(by_command(Lang::En));
        assert_eq!(named, "2 days, 4 halves (Check). a\u{fffd}b, 1970-01-01.");
    }
}
