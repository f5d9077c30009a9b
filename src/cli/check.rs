//! `check`: the whole register examined, and what was found told with what to do.

use clap::Args;
use serde::Serialize;

use super::answer::{Answer, Failure};
use super::options::Options;
use super::progress::Progress;
use crate::domain::change::holdings;
use crate::say;
use crate::store::check::{Checked, Finding, check};
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {}

/// What a script is told.
#[derive(Serialize)]
struct Examined {
    clean: bool,
    participants: u64,
    marks: u64,
    entries: u64,
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
    fn of(finding: &Finding, lang: Lang) -> FindingRow {
        FindingRow {
            kind: finding.slug(),
            table: finding.table(),
            who: finding.who(),
            seq: finding.seq(),
            text: finding.text(lang),
            remedy: finding.remedy().text().get(lang),
        }
    }
}

/// Examines the register. Findings end it with 1.
pub fn run(_arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let path = options.database()?;
    let mut progress = Progress::new(options);
    let checked = check(path, &mut |done, _| progress.rows(done));
    progress.end();
    let checked = checked.map_err(|error| Failure::store(&error, path, options))?;
    let code = u8::from(!checked.is_clean());
    let examined = Examined {
        clean: checked.is_clean(),
        participants: checked.people,
        marks: checked.marks,
        entries: checked.entries,
        findings: checked
            .findings
            .iter()
            .map(|finding| FindingRow::of(finding, options.lang))
            .collect(),
        more: checked.more,
    };
    Ok(Answer::new(options, &examined, || text(&checked, options.lang)).with_code(code))
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
    findings.sort_by_key(|finding| finding.remedy());
    let mut lines = Vec::new();
    let mut remedy = None;
    for finding in findings {
        if remedy != Some(finding.remedy()) {
            remedy = Some(finding.remedy());
            lines.push(finding.remedy().text().get(lang).to_owned());
        }
        lines.push(format!("  {}", finding.text(lang)));
    }
    if checked.more > 0 {
        let more = checked.more;
        lines.push(say!(lang, sv: "Och {more} till.", en: "And {more} more."));
    }
    lines.push(held);
    lines.join("\n")
}
