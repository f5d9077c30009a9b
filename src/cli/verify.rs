//! `verify`: whether a file is a backup that can be restored, what it holds, and how old it is.

use std::path::{Path, PathBuf};

use chrono::Utc;
use clap::Args;

use super::answer::Answer;
use super::backup::key_file;
use super::failure::Failure;
use super::options::Options;
use super::progress::Progress;
use super::rows::{HoldsRow, ProofRow, ProvedRow, moment};
use super::said::named;
use super::shared::BACKUP;
use crate::cli::means::by_command;
use crate::domain::zone::Zone;
use crate::say;
use crate::store::backup::{self, Identities, Proof};
use crate::text::Lang;

/// In milliseconds.
const HOUR: i64 = 3_600_000;
/// By so much may the clocks of two machines differ that are set right.
const AHEAD: i64 = 60_000;

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = BACKUP)]
    file: PathBuf,
    /// A file of private keys as age-keygen writes it, for an encrypted one; may be given several times
    ///
    /// En fil med privata nycklar som age-keygen skriver den, för en krypterad; kan anges flera gånger
    #[arg(long, value_name = "KEYFILE")]
    identity: Vec<PathBuf>,
}

/// Proves a backup without changing it.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let identities = identities(&arguments.identity, lang)?;
    let mut shown = Progress::new(options);
    let proof = backup::prove(&arguments.file, &identities, &mut |progress| {
        shown.backup(progress);
    });
    shown.end();
    let file = arguments.file.to_string_lossy().into_owned();
    let name = named(&arguments.file, lang);
    match proof {
        Ok(proof) => {
            let proved = Some(row(&proof, options.zone));
            let row = ProofRow {
                file,
                restorable: true,
                reason: None,
                proved,
            };
            Ok(Answer::new(options, &row, || {
                let renamed = renamed(&proof, &arguments.file, lang);
                format!("{name}: {}{renamed}\n", text(&proof, options.zone, lang))
            }))
        }
        Err(reason) => {
            let reason = reason.text(by_command(lang));
            let sentence = format!("{name}: {reason}");
            let row = ProofRow {
                file,
                restorable: false,
                reason: Some(reason),
                proved: None,
            };
            Ok(Answer::new(options, &row, String::new).but(sentence))
        }
    }
}

/// The private keys in these files.
pub fn identities(files: &[PathBuf], lang: Lang) -> Result<Identities, Failure> {
    let mut identities = Identities::default();
    for path in files {
        let text = key_file(path, lang)?;
        let added = identities.add_file(&text);
        added.map_err(|fault| {
            let file = named(path, lang);
            Failure::usage(format!("{file}: {}", fault.text(lang)))
        })?;
    }
    Ok(identities)
}

fn row(proof: &Proof, zone: Zone) -> ProvedRow {
    ProvedRow {
        has_manifest: proof.manifest.is_some(),
        encrypted: proof.is_sealed,
        made: made(proof).map(|at| moment(at, zone)),
        bytes: proof.sum.bytes,
        sha256: backup::hex(&proof.sum.sha256),
        holds: HoldsRow::new(&proof.holds, zone),
    }
}

/// When it was made, in milliseconds since 1970-01-01 UTC: as its manifest says, or else not before the last entry.
fn made(proof: &Proof) -> Option<i64> {
    let said = proof.manifest.as_ref();
    let said = said.map(|manifest| manifest.made.timestamp_millis());
    said.or(proof.holds.last_entry)
}

/// In one sentence: that it can be restored, what it holds, and how old it is.
fn text(proof: &Proof, zone: Zone, lang: Lang) -> String {
    let holds = &proof.holds;
    let (people, marks, entries) = (holds.people, holds.marks, holds.entries);
    let days = match holds.days {
        Some((first, last)) => say!(lang,
            sv: " från {first} till {last}",
            en: " from {first} to {last}"),
        None => String::new(),
    };
    let last = holds
        .last_entry
        .map(|at| zone.minute(at))
        .unwrap_or_default();
    let age = made(proof).map(|made| age(made, lang)).unwrap_or_default();
    let promise = match &proof.manifest {
        Some(manifest) => {
            let made = zone.minute(manifest.made.timestamp_millis());
            say!(lang,
                sv: "gjord {made}, {age}, och oförändrad enligt sin kontrollsumma",
                en: "made {made}, {age}, and unchanged by its checksum")
        }
        None => say!(lang,
            sv: "alltså {age}, men utan kontrollsumma bredvid att jämföra med",
            en: "so {age}, but with no checksum beside it to compare with"),
    };
    say!(lang,
        sv: "kan återställas: {people} deltagare och {marks} markeringar{days}, loggposter {entries}, den sista skriven {last}; {promise}.",
        en: "can be restored: {people} participants and {marks} marks{days}, {entries} log entries, the last written {last}; {promise}.")
}

/// That a backup has another name than its file of checksums gives it; nothing where it has not.
fn renamed(proof: &Proof, file: &Path, lang: Lang) -> String {
    let promised = proof.manifest.as_ref().map(|manifest| &*manifest.file);
    match (promised, file.file_name()) {
        (Some(promised), Some(name)) if name != promised => {
            let promised = named(Path::new(promised), lang);
            say!(lang,
                sv: " Kontrollsummefilen kallar den {promised}, och sha256sum -c hittar den bara under det namnet; tolv verify går efter innehållet.",
                en: " Its file of checksums calls it {promised}, and sha256sum -c finds it under that name only; tolv verify goes by what is in it.")
        }
        _ => String::new(),
    }
}

/// How long ago a moment was: in hours at first, then in days. Or that it is still to come.
fn age(millis: i64, lang: Lang) -> String {
    let past = Utc::now().timestamp_millis() - millis;
    if past < -AHEAD {
        return say!(lang,
            sv: "i framtiden (klockan går fel här, eller gick fel där)",
            en: "in the future (the clock is wrong here, or was wrong there)");
    }
    let hours = past / HOUR;
    match (hours, hours / 24) {
        (..1, _) => say!(lang, sv: "för mindre än en timme sedan", en: "less than an hour ago"),
        (1, _) => say!(lang, sv: "för 1 timme sedan", en: "1 hour ago"),
        (2..48, _) => say!(lang, sv: "för {hours} timmar sedan", en: "{hours} hours ago"),
        (_, days) => say!(lang, sv: "för {days} dagar sedan", en: "{days} days ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_is_told_in_hours_and_then_in_days() {
        let ago = |hours: i64| age(Utc::now().timestamp_millis() - hours * HOUR, Lang::En);
        for (hours, told) in [
            (
                -5,
                "in the future (the clock is wrong here, or was wrong there)",
            ),
            (0, "less than an hour ago"),
            (1, "1 hour ago"),
            (47, "47 hours ago"),
            (48, "2 days ago"),
            (71, "2 days ago"),
            (24 * 400, "400 days ago"),
        ] {
            assert_eq!(ago(hours), told);
        }
    }
}
