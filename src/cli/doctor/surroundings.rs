//! What the program runs in: its settings file, its keys, the locale, the terminal.

use std::env;
use std::io::{IsTerminal, stdout};

use super::findings::{Finding, Lines};
use crate::cli::keys;
use crate::cli::options::Options;

/// Looks.
pub fn look(options: &Options, findings: &mut Vec<Finding>) {
    if let Some(complaint) = &options.complaint {
        let complaints = Lines(complaint.clone());
        findings.push(Finding::Settings { complaints });
    }
    if let (_, Some(complaint)) = keys::keymap(options) {
        let complaints = Lines(complaint);
        findings.push(Finding::Keymap { complaints });
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| {
        let value = env::var(name).ok()?;
        (!value.is_empty()).then_some(value)
    });
    let lower = locale.as_deref().unwrap_or_default().to_lowercase();
    if !lower.contains("utf-8") && !lower.contains("utf8") && !options.ascii {
        let locale = locale.unwrap_or_else(|| "C".to_owned());
        findings.push(Finding::Locale { locale });
    }
    let term = env::var("TERM").unwrap_or_default();
    if stdout().is_terminal() && (term.is_empty() || term == "dumb") {
        findings.push(Finding::Terminal);
    }
}
