//! `doctor`: an installation looked over from outside: the file and its folder, the disk, the register's last backup,
//! the clock, the settings, the terminal; each finding with its remedy. Nothing is written.

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use crate::cli::means::by_command;
use crate::say;
use crate::text::Lang;

mod backups;
mod disk;
mod findings;
mod kept;
mod keys;
mod place;
mod register;
mod surroundings;

use findings::Finding;

#[derive(Debug, Args)]
pub struct Arguments {}

/// A finding as it is told.
#[derive(Serialize)]
struct Found {
    kind: &'static str,
    /// Whether something can be lost or leak; else it is worth knowing.
    fault: bool,
    text: String,
    remedy: String,
}

/// What a script is told.
#[derive(Serialize)]
struct Looked {
    database: String,
    findings: Vec<Found>,
    /// What was looked at and is well.
    facts: Vec<String>,
}

/// Looks everything over. Faults end it with 1.
pub fn run(_arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let path = options.database()?;
    let (mut findings, mut facts) = (Vec::new(), Vec::new());
    let is_there = place::look(path, options, &mut findings, &mut facts);
    findings.extend(backups::look(path));
    findings.extend(kept::look(path, options));
    if is_there {
        register::look(path, options, &mut findings, &mut facts);
    }
    surroundings::look(options, &mut findings);
    findings.sort_by_key(|finding| !finding.is_fault());
    let code = u8::from(findings.iter().any(Finding::is_fault));
    let voice = by_command(options.lang);
    let found = findings.iter().map(|finding| Found {
        kind: finding.slug(),
        fault: finding.is_fault(),
        text: finding.text(voice),
        remedy: finding.remedy(voice),
    });
    let looked = Looked {
        database: path.to_string_lossy().into_owned(),
        findings: found.collect(),
        facts,
    };
    Ok(Answer::new(options, &looked, || text(&looked, options.lang)).with_code(code))
}

fn text(looked: &Looked, lang: Lang) -> String {
    let mut lines = looked.facts.clone();
    for finding in &looked.findings {
        let (text, remedy) = (&finding.text, &finding.remedy);
        lines.push(
            match finding.fault {
                true => say!(lang, sv: "FEL: {text} {remedy}", en: "FAULT: {text} {remedy}"),
                false => say!(lang, sv: "OBS: {text} {remedy}", en: "NOTE: {text} {remedy}"),
            }
            .trim_end()
            .to_owned(),
        );
    }
    if looked.findings.is_empty() {
        lines.push(say!(lang, sv: "Allt är som det ska.", en: "Everything is as it should be."));
    }
    lines.join("\n")
}
