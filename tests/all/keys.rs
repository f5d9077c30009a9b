//! Keys: the table of actions, the shipped keymaps, key text, and what a key leads to.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use proptest::prelude::*;
use tolv::action::{Action, Section};
use tolv::keys::*;
use tolv::text::Lang;
use unicode_width::UnicodeWidthStr;

/// What is done so seldom that the palette is near enough.
pub const WITHOUT_A_KEY: [Action; 4] = [
    Action::Rules,
    Action::ClosedDays,
    Action::Arenas,
    Action::Redraw,
];

pub const LANGS: [Lang; 2] = [Lang::Sv, Lang::En];

/// The default keymap, then each shipped overlay upon it.
pub fn shipped() -> Vec<(&'static str, Keymap)> {
    let load = |(name, text)| {
        let keymap = Keymap::load(&[(name, text)]);
        (
            name,
            keymap.unwrap_or_else(|complaints| panic!("{}", complaints.text(Lang::En))),
        )
    };
    std::iter::once((
        "default",
        Keymap::load(&[]).unwrap_or_else(|wrong| panic!("{}", wrong.text(Lang::En))),
    ))
    .chain(SHIPPED.into_iter().map(load))
    .collect()
}

/// The event a terminal sends for a key, told apart from the code under test.
fn event(key: &str) -> KeyEvent {
    let code = match key {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "shift-Tab" => return KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT),
        "Space" => KeyCode::Char(' '),
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Delete" => KeyCode::Delete,
        "Backspace" => KeyCode::Backspace,
        "F1" => KeyCode::F(1),
        one if one.chars().count() == 1 => {
            let c = one.chars().next().unwrap();
            let shift = if c.is_uppercase() {
                KeyModifiers::SHIFT
            } else {
                KeyModifiers::NONE
            };
            return KeyEvent::new(KeyCode::Char(c), shift);
        }
        other => panic!("no terminal event is known for {other}"),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn type_keys(keymap: &Keymap, sections: &[Section], keys: &str) -> Resolved {
    let mut pending = Pending::default();
    let mut resolved = Resolved::Unbound;
    for key in keys.split(' ') {
        resolved = keymap.resolve(sections, &mut pending, event(key));
    }
    assert_eq!(pending.is_empty(), resolved != Resolved::Pending, "{keys}");
    resolved
}

#[test]
fn every_action_has_words_and_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for action in Action::ALL.iter().copied() {
        let name = action.name();
        assert!(names.insert(name), "{name} is two actions");
        assert!(
            name.split('-')
                .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase())),
            "{name}"
        );
        assert_eq!(Action::named(name), Some(action));
        for lang in LANGS {
            assert!(
                (1..=14).contains(&action.label(lang).width()),
                "{name}: the label {:?}",
                action.label(lang)
            );
            assert!(
                action.help(lang).ends_with('.'),
                "{name}: the help {:?}",
                action.help(lang)
            );
        }
    }
    for section in Section::ALL {
        let named = Section::named(section.name()).map(Section::name);
        assert_eq!(named, Some(section.name()));
        assert!(section.scope().contains(&section), "its own keys");
    }
}

#[test]
fn the_default_keymap_names_every_action_and_leaves_only_four_without_a_key() {
    let text = include_str!("../../keymaps/default.toml");
    let tables: toml::Table = text.parse().unwrap();
    let mut unbound = Vec::new();
    for action in Action::ALL {
        let line = tables
            .get(action.section().name())
            .and_then(|table| table.get(action.name()));
        let keys = line.and_then(|line| line.as_array());
        let keys =
            keys.unwrap_or_else(|| panic!("{} has no line in keymaps/default.toml", action.name()));
        assert_eq!(keys.len(), Keymap::default().keys_of(*action).count());
        if keys.is_empty() {
            unbound.push(*action);
        }
    }
    assert_eq!(unbound, WITHOUT_A_KEY);
}

#[test]
fn every_key_of_every_shipped_keymap_reaches_its_action() {
    for (name, keymap) in shipped() {
        for bound in keymap.bound() {
            let keys = bound.keys.to_string();
            for section in Section::ALL
                .into_iter()
                .filter(|section| section.scope().contains(&bound.action.section()))
            {
                let resolved = type_keys(&keymap, section.scope(), &keys);
                assert_eq!(
                    resolved,
                    Resolved::Action(bound.action),
                    "{name}: {keys} on {section:?}"
                );
            }
        }
    }
}

#[test]
fn no_shipped_key_needs_altgr_ctrl_alt_a_function_key_or_a_swedish_letter() {
    // What a Swedish keyboard types directly or with Shift, without AltGr and without dead keys.
    let direct = "abcdefghijklmnopqrstuvwxyz0123456789!\"#%&/()=?+,.-_;:<>*'";
    let named = "Enter Esc Tab shift-Tab Space Up Down Left Right PageUp PageDown Home End Delete Backspace";
    for (name, keymap) in shipped() {
        for bound in keymap.bound() {
            for key in bound.keys.as_slice() {
                let text = key.to_string();
                let is_easy = key.character().is_some_and(|c| direct.contains(c))
                    || named.split(' ').any(|n| n == text);
                let beside_a_question_mark = bound.action == Action::Help && text == "F1";
                let capital_g_in_vim = name == "vim" && bound.action == Action::Last && text == "G";
                assert!(
                    is_easy || beside_a_question_mark || capital_g_in_vim,
                    "{name}: {text} for {:?}",
                    bound.action
                );
            }
        }
        let help: Vec<String> = keymap
            .keys_of(Action::Help)
            .map(ToString::to_string)
            .collect();
        assert!(help.contains(&"?".to_string()), "{name}");
    }
}

#[test]
fn letters_work_in_either_case_in_every_shipped_keymap() {
    for (name, keymap) in shipped() {
        for bound in keymap.bound() {
            let keys = bound.keys.to_string();
            let capitals: Vec<String> = keys
                .split(' ')
                .map(|key| {
                    if key.chars().count() == 1 {
                        key.to_uppercase()
                    } else {
                        key.to_string()
                    }
                })
                .collect();
            let begins_with_capital_g =
                name == "vim" && capitals[0] == "G" && keys.starts_with("g ");
            if begins_with_capital_g {
                continue; // G is bound itself there.
            }
            let resolved = type_keys(&keymap, bound.action.section().scope(), &capitals.join(" "));
            assert_eq!(
                resolved,
                Resolved::Action(bound.action),
                "{name}: {}",
                capitals.join(" ")
            );
        }
    }
}

#[test]
fn a_phone_can_type_every_action_outside_forms() {
    let (_, keymap) = shipped().pop().unwrap();
    let on_screen = |key: &Key| {
        key.character()
            .is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || " ,./".contains(c))
            || ["Enter", "Backspace"].contains(&key.to_string().as_str())
    };
    for action in Action::ALL
        .iter()
        .filter(|action| action.section() != Section::Form)
    {
        let mut keys = keymap.keys_of(*action);
        let can_be_typed = keys.any(|keys| keys.as_slice().iter().all(on_screen));
        assert!(
            can_be_typed || *action == Action::Redraw,
            "{} cannot be typed on a phone",
            action.name()
        );
    }
}

#[test]
fn keys_lead_to_actions_by_scope_sequence_and_case() {
    use Resolved::{Action as Is, Pending, Unbound};
    let vim = Keymap::load(&[("vim", Keymap::shipped("vim").unwrap())]).unwrap();
    let own = Keymap::load(&[(
        "own",
        "[board]\nundo = ['å']\nredo = ['Å']\ntoday = ['T', 'ctrl-t']\n",
    )])
    .unwrap();
    let default = Keymap::default();
    let cases: &[(&Keymap, Section, &str, Resolved)] = &[
        (&default, Section::Board, "n", Is(Action::MarkPresent)),
        (&default, Section::Board, "N", Is(Action::MarkPresent)),
        (&default, Section::Card, "n", Is(Action::NewStay)),
        (&default, Section::Marks, "n", Is(Action::MarkPresent)),
        (&default, Section::Marks, "a", Unbound),
        (&default, Section::Marks, "Space", Is(Action::Menu)),
        (&default, Section::List, "n", Unbound),
        (&default, Section::Question, "N", Is(Action::No)),
        (&default, Section::Question, "q", Unbound),
        (&default, Section::Form, "n", Unbound),
        (&default, Section::Form, "Esc", Is(Action::Cancel)),
        (&default, Section::Board, "Esc", Is(Action::Back)),
        (
            &default,
            Section::Form,
            "shift-Tab",
            Is(Action::PreviousField),
        ),
        (&default, Section::Board, "å", Unbound),
        (&vim, Section::Board, "g", Pending),
        (&vim, Section::Board, "g g", Is(Action::First)),
        (&vim, Section::Board, "g d", Is(Action::GoToDate)),
        (&vim, Section::Board, "g l", Is(Action::Log)),
        (&vim, Section::Board, "g L", Is(Action::Log)),
        (&vim, Section::Board, "g x", Unbound),
        (&vim, Section::Board, "g x n", Is(Action::MarkPresent)),
        (&vim, Section::Board, "g Esc", Unbound),
        (&vim, Section::Board, "G", Is(Action::Last)),
        (&vim, Section::Board, "l", Is(Action::Right)),
        (&vim, Section::Board, "d", Is(Action::MarkPartDay)),
        (&own, Section::Board, "å", Is(Action::Undo)),
        (&own, Section::Board, "Å", Is(Action::Redo)),
        (&own, Section::Board, "T", Is(Action::Today)),
        (&own, Section::Board, "t", Is(Action::TwelveMonths)),
        (&own, Section::Board, "u", Unbound),
    ];
    for (keymap, section, keys, expected) in cases {
        assert_eq!(
            type_keys(keymap, section.scope(), keys),
            *expected,
            "{keys} on {section:?}"
        );
    }
}

#[test]
fn a_release_between_the_keys_of_a_sequence_changes_nothing() {
    let vim = Keymap::load(&[("vim", Keymap::shipped("vim").unwrap())]).unwrap();
    let mut pending = Pending::default();
    let release = KeyEvent::new_with_kind(
        KeyCode::Char('g'),
        KeyModifiers::NONE,
        KeyEventKind::Release,
    );
    let mut resolve = |event| vim.resolve(Section::Board.scope(), &mut pending, event);
    assert_eq!(resolve(event("g")), Resolved::Pending);
    assert_eq!(resolve(release), Resolved::Unbound);
    assert_eq!(resolve(event("g")), Resolved::Action(Action::First));
}

#[test]
fn what_is_no_key_press_is_no_action() {
    let keymap = Keymap::default();
    let mut pending = Pending::default();
    let release = KeyEvent::new_with_kind(
        KeyCode::Char('n'),
        KeyModifiers::NONE,
        KeyEventKind::Release,
    );
    let repeat =
        KeyEvent::new_with_kind(KeyCode::Char('n'), KeyModifiers::NONE, KeyEventKind::Repeat);
    let with_super = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::SUPER);
    let with_ctrl = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::CONTROL);
    for (event, expected) in [
        (release, Resolved::Unbound),
        (repeat, Resolved::Action(Action::MarkPresent)),
        (with_super, Resolved::Unbound),
        (with_ctrl, Resolved::Unbound),
    ] {
        assert_eq!(
            keymap.resolve(Section::Board.scope(), &mut pending, event),
            expected,
            "{event:?}"
        );
    }
}

#[test]
fn key_text_is_read_and_written() {
    let cases = [
        ("n", Some("n")),
        ("G", Some("G")),
        ("shift-g", Some("G")),
        ("å", Some("å")),
        ("+", Some("+")),
        ("-", Some("-")),
        ("minus", Some("-")),
        ("ctrl--", Some("ctrl--")),
        ("shift-?", Some("?")),
        ("Ctrl-L", Some("ctrl-l")),
        ("alt-ctrl-x", Some("ctrl-alt-x")),
        ("ENTER", Some("Enter")),
        ("escape", Some("Esc")),
        ("space", Some("Space")),
        ("backtab", None),
        ("Shift-TAB", Some("shift-Tab")),
        ("pgdn", Some("PageDown")),
        ("f1", Some("F1")),
        ("F24", Some("F24")),
        ("F25", None),
        ("F01", None),
        ("", None),
        (" ", None),
        ("nn", None),
        ("ctrl-", None),
        ("\u{1b}", None),
        ("\u{202e}", None),
        ("ctrl-å", Some("ctrl-å")),
    ];
    for (text, expected) in cases {
        let read = Key::parse(text);
        assert_eq!(
            read.map(|key| key.to_string()).as_deref(),
            expected,
            "{text:?}"
        );
    }
    assert_eq!(Keys::parse(" g   Space ").unwrap().to_string(), "g Space");
    assert_eq!(Keys::parse("  "), None);
}

#[test]
fn keys_are_shown_as_signs_or_in_ascii() {
    for (text, sv, ascii_en) in [
        ("Enter", "↵", "Enter"),
        ("Up", "↑", "Up"),
        ("Space", "mellanslag", "space"),
        ("g G", "g G", "g G"),
        ("shift-Tab", "shift-Tab", "shift-Tab"),
        ("ctrl-Left", "ctrl-←", "ctrl-Left"),
    ] {
        let keys = Keys::parse(text).unwrap();
        assert_eq!(keys.shown(Lang::Sv, false), sv);
        assert_eq!(keys.shown(Lang::En, true), ascii_en);
    }
}

fn any_event() -> impl Strategy<Value = KeyEvent> {
    let code = prop_oneof![
        any::<char>().prop_map(KeyCode::Char),
        any::<u8>().prop_map(|byte| KeyCode::Char(byte as char)),
        any::<u8>().prop_map(KeyCode::F),
        proptest::sample::select(vec![
            KeyCode::Enter,
            KeyCode::Tab,
            KeyCode::BackTab,
            KeyCode::Esc,
            KeyCode::Up,
            KeyCode::PageUp,
            KeyCode::Delete,
            KeyCode::Insert,
            KeyCode::Null,
            KeyCode::CapsLock,
        ]),
    ];
    (code, any::<u8>())
        .prop_map(|(code, bits)| KeyEvent::new(code, KeyModifiers::from_bits_truncate(bits)))
}

proptest! {
    #[test]
    fn every_key_that_has_a_name_is_read_back(event in any_event()) {
        if let Some(key) = Key::of(event) {
            prop_assert_eq!(Key::parse(&key.to_string()), Some(key));
            prop_assert_eq!(Keys::parse(&key.to_string()).map(|keys| keys.as_slice().to_vec()), Some(vec![key]));
        }
    }

    #[test]
    fn shift_beside_a_character_never_matters(c in proptest::char::range('!', '~')) {
        let plain = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
        let shifted = KeyEvent::new(KeyCode::Char(c), KeyModifiers::SHIFT);
        let keymap = Keymap::default();
        let resolve = |event| keymap.resolve(Section::Board.scope(), &mut Pending::default(), event);
        prop_assert_eq!(resolve(plain), resolve(shifted));
    }

    #[test]
    fn any_keys_in_any_order_are_resolved(events in proptest::collection::vec(any_event(), 0..20)) {
        for (_, keymap) in shipped() {
            let mut pending = Pending::default();
            for event in &events {
                let resolved = keymap.resolve(Section::Board.scope(), &mut pending, *event);
                prop_assert_eq!(resolved == Resolved::Pending, !pending.is_empty());
            }
        }
    }
}
