//! What the program runs in: its settings file, its keys, the locale, the terminal.

use std::env;
use std::io::{IsTerminal, stdout};

use super::Finding;
use crate::cli::keys;
use crate::cli::options::Options;
use crate::domain::plain::shown;
use crate::say;

/// Looks.
pub fn look(options: &Options, findings: &mut Vec<Finding>) {
    let lang = options.lang;
    if let Some(complaint) = &options.complaint {
        findings.push(Finding::fault(
            "settings",
            complaint.clone(),
            say!(lang,
                sv: "Rätta det.",
                en: "Correct it."),
        ));
    }
    if let (_, Some(complaint)) = keys::keymap(options) {
        findings.push(Finding::fault(
            "keymap",
            complaint,
            say!(lang,
                sv: "Rätta tangentfilen, eller ta bort den.",
                en: "Correct the file of keys, or remove it."),
        ));
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| {
        let value = env::var(name).ok()?;
        (!value.is_empty()).then_some(value)
    });
    let lower = locale.as_deref().unwrap_or_default().to_lowercase();
    if !lower.contains("utf-8") && !lower.contains("utf8") && !options.ascii {
        let locale = locale.as_deref().unwrap_or("C");
        let locale = shown(locale);
        findings.push(Finding::note(
            "locale",
            say!(lang,
                sv: "Språkmiljön ({locale}) säger inte UTF-8: å, ä, ö och tecknen kan bli fel på skärmen.",
                en: "The locale ({locale}) does not say UTF-8: å, ä, ö and the signs may come out wrong on the screen."),
            say!(lang,
                sv: "Sätt LANG=sv_SE.UTF-8, eller kör med --ascii.",
                en: "Set LANG=sv_SE.UTF-8, or run with --ascii."),
        ));
    }
    let term = env::var("TERM").unwrap_or_default();
    if stdout().is_terminal() && (term.is_empty() || term == "dumb") {
        findings.push(Finding::note(
            "terminal",
            say!(lang,
                sv: "Terminalen säger inte vad den är (TERM): den kan inte visa skärmen.",
                en: "The terminal does not say what it is (TERM): it cannot show the screen."),
            say!(lang,
                sv: "Sätt TERM, till exempel till xterm-256color.",
                en: "Set TERM, to xterm-256color for example."),
        ));
    }
}
