//! `tolv keys`, and which keymaps are in force.

use std::path::Path;

use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use crate::action::Section;
use crate::cli::means::by_command;
use crate::config::{self, Unread};
use crate::keys::{Keymap, SHIPPED, help_rows, help_text, key_rows};
use crate::say;
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {}

/// Prints the keys in force. What is wrong with the files of keys ends it with 1.
pub fn run(_arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let (keymap, complaint) = keymap(options);
    let lang = options.lang;
    let answer = Answer::new(options, &key_rows(&keymap, lang), || {
        help_text(&help_rows(&keymap, lang, options.ascii, &Section::ALL))
    });
    Ok(match complaint {
        Some(complaint) => answer.but(complaint),
        None => answer,
    })
}

/// The default keymap with the overlays asked for, and the user's own file last, as far as they can be understood; and
/// everything that is wrong with them, one sentence a line.
pub fn keymap(options: &Options) -> (Keymap, Option<String>) {
    let (mut overlays, mut wrong) = (Vec::new(), Vec::new());
    for name in &options.keymaps {
        match Keymap::shipped(name) {
            Some(text) => overlays.push((name.clone(), text.to_owned())),
            None => match config::small_text(Path::new(name)) {
                Ok(text) => overlays.push((name.clone(), text)),
                Err(unread) => wrong.push(unread_text(name, unread, options.lang)),
            },
        }
    }
    if let Some(own) = options.own_keymap() {
        let name = own.display().to_string();
        match config::small_text(own) {
            Ok(text) => overlays.push((name, text)),
            Err(Unread::NotThere) => {}
            Err(unread) => wrong.push(unread_text(&name, unread, options.lang)),
        }
    }
    let overlays: Vec<(&str, &str)> = overlays
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let (keymap, complaints) = Keymap::load_sound(&overlays);
    if let Some(complaints) = complaints {
        wrong.push(complaints.text(by_command(options.lang)));
        wrong.push(say!(options.lang,
            sv: "Det som är fel hoppas över; vad som gäller säger tolv keys.",
            en: "What is wrong is passed over; tolv keys says what is in force."));
    }
    (keymap, (!wrong.is_empty()).then(|| wrong.join("\n")))
}

fn unread_text(name: &str, unread: Unread, lang: Lang) -> String {
    let why = unread.text(lang);
    let shipped: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
    let shipped = shipped.join(", ");
    say!(lang,
        sv: "{name}: {why} Tangenterna i den gäller inte. Ange en fil, eller någon av {shipped}.",
        en: "{name}: {why} The keys in it do not hold. Give a file, or one of {shipped}.")
}
