//! The register itself, without writing to it: whether it opens, how old its last good backup is, and the clock.

use std::path::Path;

use chrono::Utc;

use super::Finding;
use crate::cli::answer::named;
use crate::cli::options::Options;
use crate::domain::overdue::{Overdue, overdue};
use crate::say;
use crate::store::StoreError;
use crate::store::backup::{self, Whereabouts};
use crate::store::glance::{Glance, glance};
use crate::text::Lang;

/// A clock that is behind by less may have been set right meanwhile.
const BEHIND: i64 = 60_000;

/// Looks.
pub fn look(path: &Path, options: &Options, findings: &mut Vec<Finding>, facts: &mut Vec<String>) {
    let lang = options.lang;
    let glance = match glance(path) {
        Ok(glance) => glance,
        Err(error) => {
            findings.push(unopened(&error, lang));
            return;
        }
    };
    let Glance {
        register,
        last_entry,
        was_cut_off,
        backup,
    } = glance;
    if was_cut_off {
        findings.push(Finding::note(
            "cut-off",
            say!(lang,
                sv: "Den senaste sessionen avbröts.",
                en: "The last session was cut off."),
            say!(lang,
                sv: "Nästa start ställer filen i ordning; kör tolv check om maskinen stannade.",
                en: "The next start puts the file in order; run tolv check if the machine stopped."),
        ));
    }
    if let Some(last) = last_entry
        && last > Utc::now().timestamp_millis() + BEHIND
    {
        let last = options.zone.minute(last);
        findings.push(Finding::fault(
            "clock",
            say!(lang,
                sv: "Klockan går fel: loggens senaste post är skriven {last}, som inte har varit än.",
                en: "The clock is wrong: the log's last entry was written {last}, which is still to come."),
            say!(lang,
                sv: "Ställ maskinens klocka, helst över nätet (timedatectl).",
                en: "Set the machine's clock, best over the network (timedatectl)."),
        ));
    }
    let Some(register) = register else {
        findings.push(Finding::note(
            "older",
            say!(lang,
                sv: "Registret är av ett äldre format.",
                en: "The register is of an older format."),
            say!(lang,
                sv: "Nästa start för över det och sparar filen som den var bredvid.",
                en: "The next start brings it over and keeps the file as it was beside it."),
        ));
        return;
    };
    if let Some(noted) = backup {
        let found = backup::whereabouts(path, &noted);
        findings.extend(missing(&found, &options.zone.minute(noted.made.at), lang));
    }
    match overdue(&register, options.today) {
        Some(Overdue { days, there_is_one }) => {
            let ahead = -days;
            let text = match there_is_one {
                true if days < 0 => say!(lang,
                    sv: "Den senaste goda säkerhetskopian är daterad {ahead} dygn framåt: klockan gick fel då, eller gör det nu, och ingen vet hur gammal den är.",
                    en: "The last good backup is dated {ahead} days ahead: the clock was wrong then, or is now, and nobody knows how old it is."),
                true => say!(lang,
                    sv: "Den senaste goda säkerhetskopian är {days} dygn gammal.",
                    en: "The last good backup is {days} days old."),
                false => say!(lang,
                    sv: "Det finns ingen säkerhetskopia, och registret är {days} dygn gammalt.",
                    en: "There is no backup, and the register is {days} days old."),
            };
            let remedy = say!(lang,
                sv: "Kör tolv backup, och låt det göras varje natt (tolv backup --print-systemd).",
                en: "Run tolv backup, and have it done every night (tolv backup --print-systemd).");
            findings.push(Finding::fault("backup", text, remedy));
        }
        None => facts.push(match register.backed_up {
            Some(backup) => {
                let at = options.zone.minute(backup.at);
                say!(lang,
                    sv: "Senaste goda säkerhetskopian: {at}.",
                    en: "The last good backup: {at}.")
            }
            None => say!(lang, sv: "Ingen säkerhetskopia än.", en: "No backup yet."),
        }),
    }
    let (people, entries) = (register.people.len(), register.seen);
    facts.push(say!(lang,
        sv: "Registret: {people} deltagare, {entries} loggposter.",
        en: "The register: {people} participants, {entries} log entries."));
}

/// What is wrong with a backup that was made at a moment, by where it is found.
fn missing(found: &Whereabouts, made: &str, lang: Lang) -> Option<Finding> {
    match found {
        Whereabouts::There | Whereabouts::Unknown => None,
        Whereabouts::Gone(path) => {
            let path = named(path, lang);
            Some(Finding::fault(
                "backup-gone",
                say!(lang,
                    sv: "Den senaste goda säkerhetskopian gjordes {made}, och finns inte: {path}.",
                    en: "The last good backup was made {made}, and is not there: {path}."),
                say!(lang,
                    sv: "Kör tolv backup, om den inte är flyttad till en säker plats.",
                    en: "Run tolv backup, unless it was moved to a safe place."),
            ))
        }
        Whereabouts::OtherSize(path) => {
            let path = named(path, lang);
            Some(Finding::fault(
                "backup-changed",
                say!(lang,
                    sv: "Den senaste goda säkerhetskopian gjordes {made}, och har inte längre den storlek den gjordes med: {path}.",
                    en: "The last good backup was made {made}, and no longer has the size it was made with: {path}."),
                say!(lang,
                    sv: "Kör tolv backup, och kontrollera den här med tolv verify.",
                    en: "Run tolv backup, and check this one with tolv verify."),
            ))
        }
        Whereabouts::OutOfReach(folder) => {
            let folder = named(folder, lang);
            Some(Finding::note(
                "backup-out-of-reach",
                say!(lang,
                    sv: "Den senaste goda säkerhetskopian gjordes {made}, och mappen den lades i går inte att nå: {folder}.",
                    en: "The last good backup was made {made}, and the folder that it was put in cannot be reached: {folder}."),
                say!(lang,
                    sv: "Kontrollera att disken är ansluten.",
                    en: "See that the disk is mounted."),
            ))
        }
    }
}

fn unopened(error: &StoreError, lang: Lang) -> Finding {
    let remedy = match error {
        StoreError::OtherLocking => say!(lang,
            sv: "Ta reda på vilket med fuser eller lsof.",
            en: "Find out which with fuser or lsof."),
        _ => String::new(),
    };
    Finding::fault("unopened", error.text(lang), remedy)
}
