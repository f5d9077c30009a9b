//! `check`: the whole register examined, and what was found told with what to do.

use clap::Args;
use serde::Serialize;

use super::answer::{Answer, Failure, named};
use super::options::Options;
use super::progress::Progress;
use super::session::request;
use crate::domain::change::holdings;
use crate::say;
use crate::store::StoreError;
use crate::store::check::{Checked, Finding, Remedy, check};
use crate::store::repair::{Done, NotRepaired, Repaired, repair};
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Put right what the log says how to, while nobody has the register open; the file as it was is kept beside it
    #[arg(long)]
    repair: bool,
}

/// What a script is told.
#[derive(Serialize)]
struct Examined {
    clean: bool,
    /// Where the file as it was lies, where it was repaired.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<String>,
    /// None of these three where the file's head does not say.
    participants: Option<u64>,
    marks: Option<u64>,
    entries: Option<u64>,
    findings: Vec<FindingRow>,
    /// How many more there are.
    more: u64,
}

#[derive(Serialize)]
struct FindingRow {
    kind: &'static str,
    table: Option<&'static str>,
    who: Option<u32>,
    seq: Option<u64>,
    text: String,
    remedy: &'static str,
}

impl FindingRow {
    fn of(finding: &Finding, checked: &Checked, lang: Lang) -> FindingRow {
        FindingRow {
            kind: finding.slug(),
            table: finding.table(),
            who: finding.who(),
            seq: finding.seq(),
            text: finding.text(lang),
            remedy: checked.remedy(finding).text().get(lang),
        }
    }
}

/// Examines the register, and repairs it where that was asked for. Findings end it with 1.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let (path, lang) = (options.database()?, options.lang);
    let mut progress = Progress::new(options);
    let mut tell = |done, _| progress.rows(done);
    let (checked, done) = match arguments.repair {
        false => check(path, &mut tell)
            .map(|checked| (checked, Done::Nothing))
            .map_err(NotRepaired::Store),
        true => {
            repair(path, &request(options), &mut tell).map(|Repaired { done, after }| (after, done))
        }
    }
    .map_err(|reason| match reason {
        // It is too short for even its head.
        NotRepaired::Store(StoreError::Damaged) => {
            let file = named(path, lang);
            let remedy = Remedy::Restore.text().get(lang);
            Failure::refused(say!(lang,
                sv: "{file}: Registerfilen är skadad eller avkortad, så att den inte går att kontrollera. Den är orörd. {remedy}",
                en: "{file}: The register file is damaged or cut short, so that it cannot be examined. It was left as it is. {remedy}"))
        }
        NotRepaired::Store(error) => Failure::store(&error, path, options),
        reason => {
            let (file, reason) = (named(path, lang), reason.text(lang));
            Failure::refused(format!("{file}: {reason}"))
        }
    })?;
    progress.end();
    let code = u8::from(!checked.is_clean());
    let kept = match &done {
        Done::Nothing => None,
        Done::Opened { kept } | Done::Rebuilt { kept } => Some(kept),
    };
    let examined = Examined {
        clean: checked.is_clean(),
        kept: kept.map(|kept| kept.to_string_lossy().into_owned()),
        participants: checked.is_counted.then_some(checked.people),
        marks: checked.is_counted.then_some(checked.marks),
        entries: checked.is_counted.then_some(checked.entries),
        findings: checked
            .findings
            .iter()
            .map(|finding| FindingRow::of(finding, &checked, lang))
            .collect(),
        more: checked.more,
    };
    let answer = Answer::new(options, &examined, || text(&checked, lang)).with_code(code);
    Ok(match told(&done, arguments.repair, lang) {
        Some(told) if !options.json => answer.remark(told),
        _ => answer,
    })
}

/// What was done, in a sentence.
fn told(done: &Done, was_asked: bool, lang: Lang) -> Option<String> {
    Some(match done {
        Done::Nothing if !was_asked => return None,
        Done::Nothing => say!(lang,
            sv: "Det fanns inget att laga.",
            en: "There was nothing to repair."),
        Done::Opened { kept } => {
            let kept = named(kept, lang);
            say!(lang,
                sv: "Den senaste sessionen hade avbrutits; filen är ställd i ordning. Som den var ligger den i {kept}.",
                en: "The last session had been cut off; the file was put in order. As it was it lies in {kept}.")
        }
        Done::Rebuilt { kept } => {
            let kept = named(kept, lang);
            say!(lang,
                sv: "Registret är gjort på nytt efter sin logg. Filen som den var ligger i {kept}.",
                en: "The register was made over again from its log. The file as it was lies in {kept}.")
        }
    })
}

/// The findings, those with one remedy together, and what was examined.
fn text(checked: &Checked, lang: Lang) -> String {
    let held = holdings(checked.people, checked.marks, lang);
    let entries = checked.entries;
    let held =
        say!(lang, sv: "{held}, {entries} loggposter.", en: "{held}, {entries} log entries.");
    if checked.is_clean() {
        return say!(lang,
            sv: "Allt är helt, och tabellerna är som loggen säger. {held}",
            en: "All of it is sound, and the tables are as the log says. {held}");
    }
    let mut findings: Vec<&Finding> = checked.findings.iter().collect();
    findings.sort_by_key(|finding| checked.remedy(finding));
    let mut lines = Vec::new();
    let mut remedy = None;
    for finding in findings {
        let own = checked.remedy(finding);
        if remedy != Some(own) {
            remedy = Some(own);
            lines.push(own.text().get(lang).to_owned());
        }
        lines.push(format!("  {}", finding.text(lang)));
    }
    if checked.more > 0 {
        let more = checked.more;
        lines.push(say!(lang, sv: "Och {more} till.", en: "And {more} more."));
    }
    lines.push(match checked.is_counted {
        true => held,
        false => say!(lang,
            sv: "Hur mycket som finns i filen går inte att säga.",
            en: "There is no telling how much is in the file."),
    });
    lines.join("\n")
}
