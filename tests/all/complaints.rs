//! Complaints about keymaps: what is wrong, on which line, and that no text makes the reader fall over.

use proptest::prelude::*;
use tolv::action::Action;
use tolv::keys::*;
use tolv::text::Lang;

use super::keys::LANGS;

/// The lines of complaints about one overlay, each with the start of its problem's debug form.
fn complaints(text: &str) -> Vec<(usize, String)> {
    let Err(complaints) = Keymap::load(&[("own.toml", text)]) else {
        return Vec::new();
    };
    let short = |problem: &Problem| {
        let debug = format!("{problem:?}");
        debug
            .split([' ', '{'])
            .next()
            .unwrap_or_default()
            .to_string()
    };
    for complaint in complaints.as_slice() {
        assert_eq!(complaint.place.source, "own.toml");
        for lang in LANGS {
            let start = if lang == Lang::Sv { "rad" } else { "line" };
            let start = format!("own.toml, {start} {}: ", complaint.place.line);
            let sentence = complaint.sentence(lang);
            assert!(sentence.starts_with(&start), "{sentence}");
            assert!(!sentence.contains(char::is_control), "{sentence:?}");
        }
    }
    complaints
        .as_slice()
        .iter()
        .map(|complaint| (complaint.place.line, short(&complaint.problem)))
        .collect()
}

#[test]
fn each_complaint_has_its_line() {
    let cases: &[(&str, &[(usize, &str)])] = &[
        ("", &[]),
        ("\u{feff}[general]\r\nquit = ['å']\r\n", &[]),
        ("general.quit = ['å']", &[]),
        ("[board]\nundo = []\n", &[]),
        (
            "[general]\nquit = ['q'\nback = ['ö']\nhelp = ['?']\n",
            &[(2, "Syntax")],
        ),
        ("[general]\nquit = 'w\nlog = ['ö']\n", &[(2, "Syntax")]),
        (
            "quit q\n[general]\nlog = ['Fyra']\n",
            &[(1, "Syntax"), (3, "UnreadableKey")],
        ),
        (
            "\n[general\nquit = ['q'\nlog = 'l'\n[board]\nundo = 1\n",
            &[(2, "Syntax"), (6, "NotAList")],
        ),
        (
            "[general]\nquit = ['q']\nquit = ['å']\n[general]\n",
            &[(3, "Repeated"), (4, "Repeated")],
        ),
        ("[genral]\nquit = ['q']\n", &[(1, "UnknownSection")]),
        (
            "quit = ['q']\nqiut = ['q']\n",
            &[(1, "NoSection"), (2, "UnknownAction")],
        ),
        (
            "general = 1\n[[board]]\nundo = ['z']\n",
            &[(1, "NotATable"), (2, "NotATable")],
        ),
        (
            "[board]\n\n# a comment\nquit = ['q']\n",
            &[(4, "WrongSection")],
        ),
        (
            "[general]\nquit = [\n  'å',\n  'åå',\n  1,\n]\nlog = 'l'\n",
            &[(4, "UnreadableKey"), (5, "NotAList"), (7, "NotAList")],
        ),
        ("[general]\nredraw = ['l']\n", &[(2, "Double")]),
        ("[general]\nredraw = ['å', 'å']\n", &[(2, "Double")]),
        ("[moving]\nup = ['Up', 'x']\n", &[(2, "Double")]),
        // On the board and on the card.
        (
            "[moving]\nup = ['Up', 'n']\n",
            &[(2, "Double"), (2, "Double")],
        ),
        ("[board]\nundo = ['g g']\n", &[(2, "Prefix")]),
        ("[card]\nend-stay = ['n']\nnew-stay = ['e']\n", &[]),
        ("[question]\nyes = ['q']\n", &[]),
    ];
    for (text, expected) in cases {
        let expected: Vec<(usize, String)> = expected
            .iter()
            .map(|(line, what)| (*line, what.to_string()))
            .collect();
        assert_eq!(complaints(text), expected, "{text}");
    }
}

#[test]
fn complaints_guess_what_was_meant_and_say_what_is_in_the_way() {
    let text = "[general]\nqiut = ['å']\nredraw = ['l']\n";
    let complaints = Keymap::load(&[("own.toml", text)]).unwrap_err();
    assert_eq!(
        complaints.as_slice()[0].sentence(Lang::Sv),
        "own.toml, rad 2: åtgärden ”qiut” finns inte. Menade du ”quit”?"
    );
    let log = include_str!("../../keymaps/default.toml")
        .lines()
        .position(|line| line.starts_with("log"))
        .unwrap()
        + 1;
    assert_eq!(
        complaints.as_slice()[1].sentence(Lang::En),
        format!(
            "own.toml, line 3: “l” is already the key of “log” (default.toml, line {log}), which is active together with \
             “redraw”. Choose another, or change that one."
        )
    );
    assert_eq!(complaints.text(Lang::En).lines().count(), 2);
}

#[test]
fn a_later_overlay_wins_and_the_first_complaints_come_first() {
    let first = ("first", "[board]\nundo = ['z']\n[general]\nlog = ['å']\n");
    let second = ("second", "[board]\nundo = ['h', 'Insertt']\n");
    let third = ("third", "[board]\nundo = ['h', '5']\n");
    let keymap = Keymap::load(&[first, third]).unwrap();
    let keys: Vec<String> = keymap
        .keys_of(Action::Undo)
        .map(ToString::to_string)
        .collect();
    assert_eq!(keys, ["h", "5"]);
    assert_eq!(
        keymap.first_key(Action::Log, Lang::En, true).as_deref(),
        Some("å")
    );
    let wrong = Keymap::load(&[("zero", "x"), first, second, third]).unwrap_err();
    let sources: Vec<&str> = wrong
        .as_slice()
        .iter()
        .map(|complaint| complaint.place.source.as_str())
        .collect();
    assert_eq!(sources, ["zero", "second"]);
}

/// Lines that are nearly a keymap, so that chance reaches deeper than the first character.
fn nearly_a_keymap() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("[general]\n".to_string()),
        Just("[board]\n".to_string()),
        Just("[[moving]]\n".to_string()),
        Just("quit = ['q']\n".to_string()),
        Just("undo = ['g g', \"G\"]\n".to_string()),
        Just("undo = [\n".to_string()),
        Just("]\n".to_string()),
        Just("\"\"\"\n".to_string()),
        Just("board.undo.x = {a = 1}\n".to_string()),
        "[a-zå\\[\\]{}='\"., #\r\n-]{0,12}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_loads_or_is_complained_of_on_a_line_it_has(text in nearly_a_keymap()) {
        let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let is_toml = text.parse::<toml::Table>().is_ok();
        match Keymap::load(&[("own", &text)]) {
            Ok(_) => prop_assert!(is_toml),
            Err(complaints) => {
                prop_assert!(!complaints.as_slice().is_empty());
                for complaint in complaints.as_slice() {
                    prop_assert!((1..=lines).contains(&complaint.place.line));
                    for lang in LANGS {
                        prop_assert!(!complaint.sentence(lang).contains(char::is_control));
                    }
                }
            }
        }
    }
}
