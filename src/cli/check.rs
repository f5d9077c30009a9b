//! `check`: the whole register examined, and what was found told with what to do.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use serde::Serialize;

use super::answer::{self, Answer};
use super::failure::Failure;
use super::options::Options;
use super::progress::Progress;
use super::restore::{LOOK_EVERY, duration};
use super::said::named;
use super::session::request;
use crate::domain::facts::change::holdings;
use crate::domain::plain::shown;
use crate::say;
use crate::store::against::{self, Answer as Held, Claim, Restore};
use crate::store::check::{Checked, Finding, Remedy, check};
use crate::store::process::listed;
use crate::store::repair::{Done, NotRepaired, Repaired, repair};
use crate::store::{self, Checkpoint, StoreError, backup};
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Put right what the log says how to, while nobody has the register open; the file as it was is kept beside it
    #[arg(long)]
    repair: bool,
    /// Also hold the log against an earlier backup, its manifest, or an entry's number and hash; may be given several times
    #[arg(long, value_name = "BACKUP|MANIFEST|NUMBER:HASH")]
    against: Vec<String>,
    /// Before a repair, give open sessions so long to end, such as 30s, 10m or 1h
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

/// What the log was held against.
#[derive(Serialize)]
struct AgainstRow {
    with: String,
    contained: bool,
    text: String,
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
    let claims = arguments.against.iter().map(|with| claim(with, lang));
    let claims: Vec<Claim> = claims.collect::<Result<_, _>>()?;
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
    let held = match claims.as_slice() {
        [] => Vec::new(),
        claims => {
            let held = against::hold(path, claims);
            held.map_err(|error| Failure::store(&error, path, options))?
        }
    };
    let against: Vec<AgainstRow> = arguments
        .against
        .iter()
        .zip(&held)
        .map(|(with, held)| AgainstRow {
            with: with.clone(),
            contained: *held == Held::Contained,
            text: format!("{}: {}", shown(with), held_text(held, options)),
        })
        .collect();
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

/// What the log is to be held against: an entry's number and hash, or a file that says them.
fn claim(with: &str, lang: Lang) -> Result<Claim, Failure> {
    let name = shown(with);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((number, hash)) = with.split_once(':').filter(|(number, _)| is_number(number)) {
        let seq = number.parse().ok().filter(|seq| *seq > 0);
        let entry = seq.zip(backup::from_hex(hash));
        let (seq, hash) = entry.ok_or_else(|| {
            Failure::usage(say!(lang,
                sv: "”{name}” är inget nummer på en loggpost och dess kontrollsumma: skriv NUMMER:HASH, med 64 hexadecimala siffror efter kolon.",
                en: "“{name}” is no log entry's number and hash: write NUMBER:HASH, with 64 hexadecimal digits after the colon."))
        })?;
        let entry = Checkpoint { seq, hash };
        return Ok(Claim {
            entry,
            origin: None,
        });
    }
    match Claim::read(Path::new(with)) {
        Ok(Some(claim)) => Ok(claim),
        Ok(None) => Err(Failure::refused(say!(lang,
            sv: "{name}: Det är varken en säkerhetskopia eller ett manifest (.sha256). Av en krypterad kopia behövs manifestet, bredvid den eller för sig.",
            en: "{name}: It is neither a backup nor a manifest (.sha256). Of an encrypted backup the manifest is needed, beside it or by itself."))),
        Err(error) => {
            let why = error.text(lang);
            Err(Failure::refused(format!("{name}: {why}")))
        }
    }
}

/// What the log says to what it was held against.
pub fn held_text(held: &Held, options: &Options) -> String {
    let lang = options.lang;
    match held {
        Held::Contained => say!(lang,
            sv: "Loggen har allt som den hade då.",
            en: "The log has all that it had then."),
        Held::Restored(Restore { seq, at, by }) => {
            let (at, by) = (options.zone.minute(*at), shown(by));
            say!(lang,
                sv: "Loggen har inte allt som den hade då: enligt loggpost {seq} återställde {by} registret {at}. Stämmer det inte är loggen omskriven.",
                en: "The log has not all that it had then: by log entry {seq} {by} restored the register {at}. If that is not so, the log was rewritten.")
        }
        Held::Shorter { last } => say!(lang,
            sv: "LOGGEN ÄR KORTARE än den var då: den slutar med post {last}. Spara filen som den är, och fråga vem som har haft tillgång till kontot.",
            en: "THE LOG IS SHORTER than it was then: it ends with entry {last}. Keep the file as it is, and ask who has had the account."),
        Held::Other => say!(lang,
            sv: "LOGGEN ÄR OMSKRIVEN: där står en annan post nu. Spara filen som den är, och fråga vem som har haft tillgång till kontot.",
            en: "THE LOG WAS REWRITTEN: another entry stands there now. Keep the file as it is, and ask who has had the account."),
        Held::OtherRegister => say!(lang,
            sv: "Det är ett annat registers logg, eller så är loggen omskriven från början. Spara filen som den är, och fråga vem som har haft tillgång till kontot.",
            en: "It is another register's log, or the log was rewritten from its beginning. Keep the file as it is, and ask who has had the account."),
    }
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
