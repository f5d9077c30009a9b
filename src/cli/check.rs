//! `check`: the whole register examined, and what was found told with what to do.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use serde::Serialize;

use super::against::{self, AgainstRow};
use super::answer::{self, Answer};
use super::failure::Failure;
use super::options::Options;
use super::progress::Progress;
use super::restore::{LOOK_EVERY, duration};
use super::said::named;
use super::session::request;
use crate::cli::means::by_command;
use crate::domain::facts::change::holdings;
use crate::say;
use crate::store::against::hold;
use crate::store::check::{Checked, Finding, Remedy, check};
use crate::store::process::listed;
use crate::store::repair::{Done, NotRepaired, Repaired, repair};
use crate::store::{self, StoreError};
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Put right what the log says how to, while nobody has the register open; the file as it was is kept beside it
    ///
    /// Rätta det som loggen säger hur, när ingen har registret öppet; filen som den var sparas bredvid
    #[arg(long)]
    repair: bool,
    /// Also hold the log against an earlier backup, its manifest, a head of the log, or an entry's number and hash; may be given several times
    ///
    /// Jämför också loggen med en tidigare säkerhetskopia, dess manifest, ett huvud för loggen, eller en posts nummer och kontrollsumma; kan anges flera gånger
    #[arg(long, value_name = "BACKUP|MANIFEST|HEAD|NUMBER:HASH")]
    against: Vec<String>,
    /// Before a repair, give open sessions so long to end, such as 30s, 10m or 1h
    ///
    /// Ge öppna sessioner så lång tid att avsluta före en lagning, till exempel 30s, 10m eller 1h
    #[arg(long, value_name = "DURATION", value_parser = duration, requires = "repair")]
    wait: Option<Duration>,
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
    /// What is worth knowing, and no fault.
    notes: Vec<NoteRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    against: Vec<AgainstRow>,
}

#[derive(Serialize)]
struct NoteRow {
    kind: &'static str,
    seq: u64,
    text: String,
}

#[derive(Serialize)]
struct FindingRow {
    kind: &'static str,
    table: Option<&'static str>,
    who: Option<u32>,
    seq: Option<u64>,
    text: String,
    remedy: String,
}

impl FindingRow {
    fn of(finding: &Finding, checked: &Checked, lang: Lang) -> FindingRow {
        FindingRow {
            kind: finding.slug(),
            table: finding.table(),
            who: finding.who(),
            seq: finding.seq(),
            text: finding.text(lang),
            remedy: checked.remedy(finding).text(by_command(lang)),
        }
    }
}

/// Examines the register, and repairs it where that was asked for. Findings end it with 1.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let (path, lang) = (options.database()?, options.lang);
    let claims = against::claims(&arguments.against, lang)?;
    if let Some(wait) = arguments.wait {
        wait_for_sessions(path, wait, options)
            .map_err(|error| Failure::store(&error, path, options))?;
    }
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
            let remedy = Remedy::Restore.text(by_command(lang));
            Failure::refused(say!(lang,
                sv: "{file}: Registerfilen är skadad eller avkortad, så att den inte går att kontrollera. Den är orörd. {remedy}",
                en: "{file}: The register file is damaged or cut short, so that it cannot be examined. It was left as it is. {remedy}"))
        }
        NotRepaired::Store(error) => Failure::store(&error, path, options),
        reason => {
            let (file, reason) = (named(path, lang), reason.text(by_command(lang)));
            Failure::refused(format!("{file}: {reason}"))
        }
    })?;
    progress.end();
    let held = match claims.as_slice() {
        [] => Vec::new(),
        claims => hold(path, claims).map_err(|error| Failure::store(&error, path, options))?,
    };
    let against = against::rows(&arguments.against, &held, options);
    let is_missing = against.iter().any(|row| !row.contained);
    let code = u8::from(!checked.is_clean() || is_missing);
    let odd = checked.odd.map(|odd| NoteRow {
        kind: "clock-was-wrong",
        seq: odd.seq,
        text: odd.text(options.zone, lang),
    });
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
        notes: odd.into_iter().collect(),
        against,
    };
    let answer = Answer::new(options, &examined, || {
        let mut lines = vec![text(&checked, lang)];
        let notes = examined.notes.iter();
        lines.extend(
            notes.map(|NoteRow { text, .. }| say!(lang, sv: "OBS: {text}", en: "NOTE: {text}")),
        );
        lines.extend(examined.against.iter().map(|row| row.text.clone()));
        lines.join("\n")
    })
    .with_code(code);
    Ok(match told(&done, arguments.repair, lang) {
        Some(told) if !options.json => answer.remark(told),
        _ => answer,
    })
}

/// Waits until nobody has the register open, so long and no longer; says once who is waited for.
fn wait_for_sessions(path: &Path, wait: Duration, options: &Options) -> Result<(), StoreError> {
    let lang = options.lang;
    let until = Instant::now() + wait;
    let mut is_told = options.json;
    while store::is_open(path)? && Instant::now() < until {
        if !is_told {
            let who = listed(&store::sessions(path), lang);
            let waiting = say!(lang,
                sv: "Väntar på de sessioner som är öppna: pid {who}.",
                en: "Waiting for the sessions that are open: pid {who}.");
            answer::tell(&waiting, options.ascii);
            is_told = true;
        }
        thread::sleep(LOOK_EVERY);
    }
    Ok(())
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
            lines.push(own.text(by_command(lang)));
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
