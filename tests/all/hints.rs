//! What is made from the keymap for people: the bottom line, the help and `tolv keys`.

use tolv::action::{Action, Section};
use tolv::keys::*;
use tolv::text::Lang;
use unicode_width::UnicodeWidthStr;

use super::keys::{LANGS, shipped};

#[test]
fn hints_fit_every_width_are_whole_and_end_with_help() {
    let actions: Vec<Action> = Action::ALL
        .iter()
        .copied()
        .filter(|action| action.section().name() == Section::Board.name())
        .collect();
    for (name, keymap) in shipped() {
        for (lang, ascii) in [
            (Lang::Sv, false),
            (Lang::Sv, true),
            (Lang::En, false),
            (Lang::En, true),
        ] {
            let item = |action: Action| {
                let key = keymap.first_key(action, lang, ascii).unwrap();
                (key, action.label(lang).to_string())
            };
            let all: Vec<(String, String)> = actions.iter().map(|action| item(*action)).collect();
            let drawn = |hints: &[(String, String)]| {
                let items: Vec<String> = hints
                    .iter()
                    .map(|(key, label)| format!("{key} {label}"))
                    .collect();
                items.join("  ").width()
            };
            for width in 0..=400 {
                let hints = hint_line(&actions, &keymap, lang, width, ascii, false);
                assert_eq!(hint_width(&hints), drawn(&hints));
                assert!(drawn(&hints) <= width, "{name} {width}: {hints:?}");
                let help = item(Action::Help);
                let (kept, fits_help) = match hints.split_last() {
                    Some((last, kept)) if *last == help => (kept, true),
                    _ => (hints.as_slice(), false),
                };
                assert_eq!(
                    fits_help,
                    drawn(std::slice::from_ref(&help)) <= width,
                    "{name} {width}"
                );
                assert_eq!(
                    kept,
                    &all[..kept.len()],
                    "{name} {width}: the most important first"
                );
                if fits_help && let Some(next) = all.get(kept.len()) {
                    let more = [kept, &[next.clone(), help]].concat();
                    assert!(drawn(&more) > width, "{name} {width}: one more would fit");
                }
            }
        }
    }
}

#[test]
fn hints_leave_out_what_has_no_key() {
    let keymap = Keymap::load(&[("own", "[general]\nhelp = []\n[board]\nundo = []\n")]).unwrap();
    let hints = hint_line(
        &[Action::Undo, Action::Find, Action::Help],
        &keymap,
        Lang::Sv,
        80,
        false,
        false,
    );
    assert_eq!(hints, [("/".to_string(), "sök".to_string())]);
}

#[test]
fn where_text_is_typed_no_hint_is_a_letter() {
    let keymap = Keymap::default();
    let actions = [Action::Open, Action::Back, Action::Find];
    let hints = hint_line(&actions, &keymap, Lang::En, 80, false, true);
    let keys: Vec<&str> = hints.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["↵", "Esc", "F1"]);
}

#[test]
fn the_help_holds_every_action_with_keys_of_the_sections_asked_for() {
    let keymap = Keymap::default();
    for lang in LANGS {
        let rows = help_rows(&keymap, lang, false, &Section::ALL);
        let actions: Vec<Action> = rows
            .iter()
            .filter_map(|row| match row {
                HelpRow::Entry(entry) => Some(entry.action),
                HelpRow::Title(_) => None,
            })
            .collect();
        let with_keys = Action::ALL
            .iter()
            .filter(|action| keymap.keys_of(**action).next().is_some());
        assert!(actions.iter().eq(with_keys), "{actions:?}");
        assert!(actions.len() < Action::ALL.len(), "no action lacks keys");
        assert_eq!(
            entries(&keymap, lang, false, &Section::ALL).len(),
            Action::ALL.len()
        );
    }
    let question = help_text(&help_rows(
        &keymap,
        Lang::Sv,
        false,
        &[Section::Codes, Section::Question],
    ));
    assert_eq!(
        question,
        "Frågor\n\
         \x20 y · j                      Svara ja.\n\
         \x20 n · Esc                    Svara nej; ingenting ändras.\n\
         \x20 mellanslag · ↓ · PageDown  Visa mer av en lång lista, och efter slutet början.\n"
    );
    let rows = serde_json::to_value(key_rows(&keymap, Lang::En)).unwrap();
    let next_unmarked = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["action"] == "next-unmarked")
        .unwrap();
    assert_eq!(
        *next_unmarked,
        serde_json::json!({
            "action": "next-unmarked",
            "section": "board",
            "keys": ["Space"],
            "help": "Go to the next person who is unmarked.",
        })
    );
}
