//! Plain text: what is refused, what is folded, and what is shown of text that is already stored.

use proptest::prelude::*;
use tolv::{
    domain::plain::{What, plain, shown},
    text::Lang,
};

#[test]
fn white_space_is_folded_and_letters_are_kept() {
    let cases = [
        ("  Lena \t Bergström\r\n", "Lena Bergström"),
        ("Åsa\u{a0}Öberg", "Åsa Öberg"),
        ("a\u{2028}b\u{85}c", "a b c"),
        ("A\u{30a}sa O\u{308}berg", "Åsa Öberg"),
        (
            "Anna\u{2011}Karin\u{202f}Ek, Eva\u{2010}Lis",
            "Anna-Karin Ek, Eva-Lis",
        ),
        ("2024–2026", "2024–2026"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        (" \n ", ""),
        ("", ""),
    ];
    for (text, wanted) in cases {
        assert_eq!(plain(text).as_deref(), Ok(wanted), "{text:?}");
    }
}

#[test]
fn what_a_terminal_or_a_reader_would_be_fooled_by_is_refused() {
    let cases = [
        ("\x1b[2J", What::Escape),
        ("\u{9b}2J", What::Escape),
        ("\0", What::Control),
        ("\x07", What::Control),
        ("\x7f", What::Control),
        ("\u{80}", What::Control),
        ("\u{200b}", What::Invisible),
        ("\u{feff}", What::Invisible),
        ("\u{ad}", What::Invisible),
        ("\u{e0041}", What::Invisible),
        ("\u{200d}", What::Invisible),
        ("\u{200e}", What::Direction),
        ("\u{200f}", What::Direction),
        ("\u{202a}", What::Direction),
        ("\u{202e}", What::Direction),
        ("\u{2066}", What::Direction),
        ("\u{2069}", What::Direction),
    ];
    for (sign, what) in cases {
        let fault = plain(&format!("Lena {sign} Berg")).expect_err("refused");
        assert_eq!(fault.what, what, "{sign:?}");
        assert!(!fault.text().get(Lang::Sv).contains(sign));
        let inside = format!("Le{sign}na");
        assert_eq!(
            plain(&inside).is_err(),
            sign != "\u{200d}",
            "{sign:?} within a word"
        );
    }
}

#[test]
fn stored_text_is_shown_without_them() {
    assert_eq!(
        shown("Lena\x1b[2J\nBerg\u{202e}"),
        "Lena\u{fffd}[2J Berg\u{fffd}"
    );
    assert!(matches!(shown("Åsa Öberg"), std::borrow::Cow::Borrowed(_)));
}

proptest! {
    #[test]
    fn nothing_a_terminal_obeys_gets_through(text in "(?s).{0,40}") {
        let obeyed = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        prop_assert!(!shown(&text).contains(obeyed));
        if let Ok(good) = plain(&text) {
            prop_assert!(!good.contains(obeyed));
            prop_assert_eq!(shown(&good), good.as_str());
            prop_assert_eq!(plain(&good), Ok(good.clone()));
        }
    }
}
