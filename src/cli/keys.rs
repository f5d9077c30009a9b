//! `tolv keys`, and which keymaps are in force.

use std::path::Path;

use clap::Args;

use super::answer::{Answer, Failure};
use super::options::Options;
use crate::action::Section;
use crate::keys::{Keymap, SHIPPED, help_rows, help_text, key_rows};
use crate::say;

#[derive(Debug, Args)]
pub struct Arguments {}

/// Prints the keys in force.
pub fn run(_arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let keymap = keymap(options)?;
    let lang = options.lang;
    Ok(Answer::new(options, &key_rows(&keymap, lang), || {
        help_text(&help_rows(&keymap, lang, options.ascii, &Section::ALL))
    }))
}

/// The default keymap with the overlays asked for, and the user's own file last. Every complaint is told at once.
pub fn keymap(options: &Options) -> Result<Keymap, Failure> {
    let mut overlays = Vec::new();
    for name in &options.keymaps {
        let text = match Keymap::shipped(name) {
            Some(text) => text.to_owned(),
            None => read(Path::new(name), options)?,
        };
        overlays.push((name.clone(), text));
    }
    if let Some(own) = options.own_keymap().filter(|own| own.exists()) {
        overlays.push((own.display().to_string(), read(own, options)?));
    }
    let overlays: Vec<(&str, &str)> = overlays
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Keymap::load(&overlays).map_err(|complaints| Failure::usage(complaints.text(options.lang)))
}

fn read(file: &Path, options: &Options) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|_| {
        let shipped: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
        let (file, shipped) = (file.display(), shipped.join(", "));
        Failure::usage(say!(options.lang,
            sv: "Tangentfilen ”{file}” går inte att läsa. Ange en fil, eller någon av {shipped}.",
            en: "The keymap “{file}” cannot be read. Give a file, or one of {shipped}."))
    })
}
