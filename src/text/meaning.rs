//! What a piece of text means, and the signs that carry a meaning: whatever either looks like.

/// What a piece of text means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    #[default]
    Plain,
    /// Of less weight: times, notes, hints' words.
    Quiet,
    /// A heading, and the chosen person's name.
    Strong,
    /// The frame of the pane in use, the marker, a key.
    Accent,
    /// The frame of a pane not in use.
    Frame,
    Good,
    Away,
    Warning,
    Alarm,
    /// Letters that a search matched.
    Match,
}

/// The signs, each with how it is drawn and its ASCII twin.
macro_rules! signs {
    ($($(#[$doc:meta])* $sign:ident $drawn:literal $ascii:literal;)+) => {
        /// A sign, by meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Sign {
            $($(#[$doc])* $sign,)+
        }

        impl Sign {
            /// As it is drawn where the font has it.
            pub const fn drawn(self) -> &'static str {
                match self {
                    $(Sign::$sign => $drawn,)+
                }
            }

            /// As it is drawn where only ASCII is.
            pub const fn ascii(self) -> &'static str {
                match self {
                    $(Sign::$sign => $ascii,)+
                }
            }
        }
    };
}

signs! {
    Marker "▸" ">";
    Unmarked "·" ".";
    NotExpected "–" "-";
    /// Not expected, since a long absence has been recorded.
    Away "=" "=";
    Plan "△" ",";
    Near "▲" "^";
    Reached "■" "#";
    Full "█" "#";
    Part "▄" "+";
    Rest "░" ".";
    Dash "–" "-";
    Dot "·" "|";
    More "…" "~";
    Note "✎" "*";
    Up "↑" "^";
    Down "↓" "v";
    /// Done, handled.
    Done "✓" "*";
    /// Planned and not done yet.
    Planned "○" "o";
    /// Between the steps of a path.
    Join "─" "-";
    /// A value of the unit's own.
    Own "*" "*";
}

/// A text in which each of our own signs, dashes and quotes has its ASCII twin; letters are left as they are.
pub fn ascii(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        ascii.push_str(match c {
            '–' | '—' | '−' => "-",
            '·' | '•' => Sign::Unmarked.ascii(),
            '▲' => Sign::Near.ascii(),
            '■' => Sign::Reached.ascii(),
            '△' => Sign::Plan.ascii(),
            '✎' => Sign::Note.ascii(),
            '✓' => Sign::Done.ascii(),
            '○' => Sign::Planned.ascii(),
            '→' => "->",
            '½' => ".5",
            '§' => "par.",
            '\u{a0}' => " ",
            '…' => "...",
            '’' | '‘' => "'",
            '“' | '”' => "\"",
            c => {
                ascii.push(c);
                continue;
            }
        });
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_of_a_list_has_an_ascii_twin() {
        let signs = [
            Sign::Near,
            Sign::Reached,
            Sign::Plan,
            Sign::Note,
            Sign::Done,
            Sign::Planned,
            Sign::Unmarked,
        ];
        for sign in signs {
            assert_eq!(ascii(sign.drawn()), sign.ascii());
        }
        assert_eq!(
            ascii("10½ – Åsa · “a” → … 27 § 5\u{a0}000"),
            "10.5 - Åsa . \"a\" -> ... 27 par. 5 000"
        );
    }
}
