//! The bottom line: the most important keys of a screen with a word each, as many as fit.

use unicode_width::UnicodeWidthStr;

use super::keymap::Keymap;
use crate::action::Action;
use crate::text::Lang;

/// The columns between two hints.
pub const HINT_GAP: usize = 2;

/// The key and the label of each hint that fits in `width` columns, when a space stands between key and label and
/// [`HINT_GAP`] between hints.
///
/// `actions` are in order of importance and are dropped whole from the end. Help is the last hint whether it is among
/// them or not, and the last to be dropped; but there is none beside actions of a form or a question, where its keys are
/// text. Actions without keys are left out, and so are keys that are text where one is `typing`.
pub fn hint_line(
    actions: &[Action],
    keymap: &Keymap,
    lang: Lang,
    width: usize,
    ascii: bool,
    typing: bool,
) -> Vec<(String, String)> {
    let hint = |action: Action| {
        let mut keys = keymap.keys_of(action);
        let keys = keys.find(|keys| !typing || !keys.is_text())?;
        Some((keys.shown(lang, ascii), action.label(lang).to_string()))
    };
    let reaches_help = |action: &Action| action.section().is_active_with(Action::Help.section());
    let help = hint(Action::Help)
        .filter(|help| actions.iter().all(reaches_help) && one_width(help) <= width);
    let mut used = help.as_ref().map_or(0, |help| one_width(help) + HINT_GAP);
    let mut hints: Vec<(String, String)> =
        (actions.iter().filter(|action| **action != Action::Help))
            .filter_map(|action| hint(*action))
            .take_while(|hint| {
                used += one_width(hint) + HINT_GAP;
                used <= width + HINT_GAP
            })
            .collect();
    hints.extend(help);
    hints
}

/// The columns that hints take.
pub fn hint_width(hints: &[(String, String)]) -> usize {
    hints.iter().map(one_width).sum::<usize>() + HINT_GAP * hints.len().saturating_sub(1)
}

fn one_width((key, label): &(String, String)) -> usize {
    key.width() + 1 + label.width()
}
