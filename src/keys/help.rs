//! The help, the palette and `tolv keys`: made from the keymap and the table of actions, so that they cannot lie.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::keymap::Keymap;
use crate::action::{Action, Section};
use crate::text::Lang;

/// An action with its words and its keys as they are shown on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub action: Action,
    /// With ` · ` between them (`, ` in ASCII); empty for an action without keys.
    pub keys: String,
    pub label: &'static str,
    pub help: &'static str,
}

/// A line of the help: the heading of a section, or an action below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    Title(&'static str),
    Entry(Entry),
}

/// An action as `tolv keys --json` gives it: names and keys as in a keymap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyRow {
    pub action: &'static str,
    pub section: &'static str,
    pub keys: Vec<String>,
    pub help: &'static str,
}

/// The actions of these sections, in the order asked for: what a palette searches. Before the keys that work only in a
/// menu stands what opens it: its key, or, where that is not in force, what opens a card and then the menu.
pub fn entries(keymap: &Keymap, lang: Lang, ascii: bool, sections: &[Section]) -> Vec<Entry> {
    let key = |action| keymap.first_key(action, lang, ascii);
    let opens = match sections.contains(&Action::Menu.section()) {
        true => key(Action::Menu),
        false => key(Action::Open).map(|open| format!("{open} {open}")),
    };
    let told = |action: Action| {
        let known = entry(keymap, lang, ascii, action);
        match (key(action), &opens) {
            (Some(own), Some(opens)) if action.section().is_menu() => Entry {
                keys: format!("{opens} {own}"),
                ..known
            },
            _ => known,
        }
    };
    let allowed = actions_of(sections).filter(|action| keymap.allows(*action));
    allowed.map(told).collect()
}

/// The help for these sections: the actions that have keys; a section without any has no heading.
pub fn help_rows(keymap: &Keymap, lang: Lang, ascii: bool, sections: &[Section]) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    for section in sections {
        let mut below: Vec<Entry> = actions_of(&[*section])
            .map(|action| entry(keymap, lang, ascii, action))
            .collect();
        below.retain(|entry| !entry.keys.is_empty());
        if !below.is_empty() {
            rows.push(HelpRow::Title(section.title().get(lang)));
            rows.extend(below.into_iter().map(HelpRow::Entry));
        }
    }
    rows
}

/// The help as plain text, with the sentences below one another.
pub fn help_text(rows: &[HelpRow]) -> String {
    let width_of = |row: &HelpRow| match row {
        HelpRow::Title(_) => 0,
        HelpRow::Entry(entry) => entry.keys.width(),
    };
    let column = rows.iter().map(width_of).max().unwrap_or_default();
    let mut text = String::new();
    for row in rows {
        match row {
            HelpRow::Title(title) if text.is_empty() => text.push_str(title),
            HelpRow::Title(title) => text.extend(["\n", *title]),
            HelpRow::Entry(entry) => {
                let pad = " ".repeat(column - entry.keys.width());
                text.extend(["  ", &entry.keys, &pad, "  ", entry.help]);
            }
        }
        text.push('\n');
    }
    text
}

/// Every action with its keys, for scripts.
pub fn key_rows(keymap: &Keymap, lang: Lang) -> Vec<KeyRow> {
    actions_of(&Section::ALL)
        .map(|action| KeyRow {
            action: action.name(),
            section: action.section().name(),
            keys: keymap.keys_of(action).map(ToString::to_string).collect(),
            help: action.help(lang),
        })
        .collect()
}

fn actions_of(sections: &[Section]) -> impl Iterator<Item = Action> {
    sections.iter().flat_map(|section| {
        Action::ALL
            .iter()
            .copied()
            .filter(move |action| action.section() == *section)
    })
}

fn entry(keymap: &Keymap, lang: Lang, ascii: bool, action: Action) -> Entry {
    let keys: Vec<String> = keymap
        .keys_of(action)
        .map(|keys| keys.shown(lang, ascii))
        .collect();
    let keys = keys.join(if ascii { ", " } else { " · " });
    Entry {
        action,
        keys,
        label: action.label(lang),
        help: action.help(lang),
    }
}
