//! What the log is held against, `--against`, and what it says to that.

use std::path::Path;

use serde::Serialize;

use super::failure::Failure;
use super::means::by_command;
use super::options::Options;
use crate::domain::plain::shown;
use crate::say;
use crate::store::against::{Answer as Held, Claim, Had, Restore};
use crate::store::{Checkpoint, backup};
use crate::text::Lang;

/// What the log was held against.
#[derive(Serialize)]
pub struct AgainstRow {
    pub with: String,
    pub contained: bool,
    pub text: String,
}

/// What each of these says that the log had.
pub fn claims(against: &[String], lang: Lang) -> Result<Vec<Claim>, Failure> {
    against.iter().map(|with| claim(with, lang)).collect()
}

/// What the log says to each.
pub fn rows(against: &[String], held: &[Held], options: &Options) -> Vec<AgainstRow> {
    let rows = against.iter().zip(held).map(|(with, held)| AgainstRow {
        with: with.clone(),
        contained: *held == Held::Contained,
        text: format!("{}: {}", shown(with), held_text(held, options)),
    });
    rows.collect()
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
        let had = Had::Entry(Checkpoint { seq, hash });
        return Ok(Claim { had, origin: None });
    }
    match Claim::read(Path::new(with)) {
        Ok(Some(claim)) => Ok(claim),
        Ok(None) => Err(Failure::refused(say!(lang,
            sv: "{name}: Det är varken en säkerhetskopia, ett manifest (.sha256) eller ett huvud för en logg. Av en krypterad kopia behövs manifestet, bredvid den eller för sig.",
            en: "{name}: It is neither a backup, a manifest (.sha256) nor a head of a log. Of an encrypted backup the manifest is needed, beside it or by itself."))),
        Err(error) => {
            let why = error.text(by_command(lang));
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
