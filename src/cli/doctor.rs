//! `doctor`: an installation looked over from outside: the file and its folder, the disk, the register's last backup,
//! the clock, the settings, the terminal; each finding with its remedy. Nothing is written.

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use crate::say;
use crate::text::Lang;

mod backups;
mod disk;
mod kept;
mod place;
mod register;
mod surroundings;

#[derive(Debug, Args)]
pub struct Arguments {}

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    kind: &'static str,
    /// Whether something can be lost or leak; else it is worth knowing.
    fault: bool,
    text: String,
    remedy: String,
}

impl Finding {
    /// Something that can cost data or leak it.
    fn fault(kind: &'static str, text: String, remedy: String) -> Finding {
        Finding {
            kind,
            fault: true,
            text,
            remedy,
        }
    }

    /// Something that is worth knowing.
    fn note(kind: &'static str, text: String, remedy: String) -> Finding {
        Finding {
            fault: false,
            ..Finding::fault(kind, text, remedy)
        }
    }
}

/// What a script is told.
#[derive(Serialize)]
struct Looked {
    database: String,
    findings: Vec<Finding>,
    /// What was looked at and is well.
    facts: Vec<String>,
}

/// Looks everything over. Faults end it with 1.
pub fn run(_arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let path = options.database()?;
    let (mut findings, mut facts) = (Vec::new(), Vec::new());
    let is_there = place::look(path, options, &mut findings, &mut facts);
    findings.extend(backups::look(path, options.lang));
    findings.extend(kept::look(path, options));
    if is_there {
        register::look(path, options, &mut findings, &mut facts);
    }
    surroundings::look(options, &mut findings);
    findings.sort_by_key(|finding| !finding.fault);
    let code = u8::from(findings.iter().any(|finding| finding.fault));
    let looked = Looked {
        database: path.to_string_lossy().into_owned(),
        findings,
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
