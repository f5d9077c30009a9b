//! The register itself, without writing to it: whether it opens, how old its last good backup is, and the clock.

use std::path::Path;

use chrono::{Local, Offset, TimeZone, Utc};

use super::Finding;
use crate::cli::options::Options;
use crate::cli::said::named;
use crate::domain::plain::shown;
use crate::domain::reckon::overdue::{Overdue, overdue};
use crate::say;
use crate::store::backup::{self, Whereabouts};
use crate::store::glance::{Glance, glance};
use crate::store::{StoreError, held_up};
use crate::text::Lang;

/// A clock that is behind by less may have been set right meanwhile.
const BEHIND: i64 = 60_000;

/// Looks.
pub fn look(path: &Path, options: &Options, findings: &mut Vec<Finding>, facts: &mut Vec<String>) {
    let lang = options.lang;
    if let Some(holder) = held_up(path) {
        let who = holder.text(lang);
        findings.push(Finding::fault(
            "held",
            say!(lang,
                sv: "Process {who} håller registret låst: ingen annan kan spara.",
                en: "Process {who} holds the register locked: nobody else can save."),
            holder.remedy(lang),
        ));
    }
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
        backups,
        odd,
    } = glance;
    facts.push(zone_told(options));
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
                sv: "Klockan går fel, eller gick fel då: loggens senaste post är skriven {last}, som inte har varit än.",
                en: "The clock is wrong, or was wrong then: the log's last entry was written {last}, which is still to come."),
            say!(lang,
                sv: "Ställ maskinens klocka, helst över nätet (timedatectl).",
                en: "Set the machine's clock, best over the network (timedatectl)."),
        ));
    }
    if let Some(odd) = odd.filter(|_| !findings.iter().any(|found| found.kind == "clock")) {
        findings.push(Finding::note(
            "clock-was-wrong",
            odd.text(options.zone, lang),
            say!(lang,
                sv: "Se efter att klockan ställs över nätet (timedatectl); det som är skrivet ändras inte.",
                en: "See that the clock is set over the network (timedatectl); what is written stays as it is."),
        ));
    }
    let Some(mut register) = register else {
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
    if let Some(noted) = backups.first() {
        let found = backup::whereabouts(path, noted);
        let mut older = backups.iter().skip(1);
        let there = match found {
            Whereabouts::Gone(_) => {
                older.find(|noted| backup::whereabouts(path, noted) == Whereabouts::There)
            }
            _ => None,
        };
        let there = there.map(|noted| options.zone.minute(noted.made.at));
        let made = options.zone.minute(noted.made.at);
        findings.extend(missing(&found, &made, there.as_deref(), lang));
    }
    // One that a wrong clock has dated ahead, or long ago, is not the newest for that.
    let made = backups.iter().filter(|noted| {
        let is_there = !matches!(backup::whereabouts(path, noted), Whereabouts::Gone(_));
        is_there && options.zone.day(noted.made.at) <= options.today
    });
    if let Some(newest) = made.map(|noted| &noted.made).max_by_key(|made| made.at) {
        register.backed_up = Some(*newest);
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

/// What is to be said of a backup that was made at a moment, by where it is found; when the newest was made that is still
/// where it was put.
fn missing(found: &Whereabouts, made: &str, there: Option<&str>, lang: Lang) -> Option<Finding> {
    match found {
        Whereabouts::There | Whereabouts::Unknown => None,
        Whereabouts::Gone(path) => {
            let path = named(path, lang);
            let others = match there {
                Some(there) => say!(lang,
                    sv: "Den nyaste som är kvar gjordes {there}.",
                    en: "The newest that is still there was made {there}."),
                None => say!(lang,
                    sv: "Ingen som loggen vet av är kvar där den lades.",
                    en: "None that the log knows of is where it was put."),
            };
            Some(Finding::note(
                "backup-gone",
                say!(lang,
                    sv: "Den senaste goda säkerhetskopian gjordes {made}, och finns inte: {path}. {others}",
                    en: "The last good backup was made {made}, and is not there: {path}. {others}"),
                say!(lang,
                    sv: "Kör tolv backup, om den inte är flyttad till en säker plats.",
                    en: "Run tolv backup, unless it was moved to a safe place."),
            ))
        }
        Whereabouts::Changed(path) => {
            let path = named(path, lang);
            Some(Finding::fault(
                "backup-changed",
                say!(lang,
                    sv: "Den senaste goda säkerhetskopian gjordes {made}, och är inte längre den som dess kontrollsumma gäller: {path}.",
                    en: "The last good backup was made {made}, and is no longer the one that its checksum is of: {path}."),
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

/// In milliseconds: from winter to summer.
const HALF_A_YEAR: i64 = 182 * 24 * 60 * 60 * 1000;

/// The register's zone and the machine's, and what time it is in both.
fn zone_told(options: &Options) -> String {
    let (zone, lang) = (options.zone, options.lang);
    let now = Utc::now().timestamp_millis();
    let machine = std::env::var("TZ").ok().filter(|name| !name.is_empty());
    let machine = machine.or_else(|| iana_time_zone::get_timezone().ok());
    let machine = machine.unwrap_or_else(|| "?".to_owned());
    let (name, here, machine) = (zone.name(), zone.minute(now), shown(&machine));
    let local = |millis: i64| Local.timestamp_millis_opt(millis).earliest();
    let there = local(now).map(|at| at.format("%Y-%m-%d %H:%M").to_string());
    let there = there.unwrap_or_default();
    let is_same = [now, now + HALF_A_YEAR].iter().all(|millis| {
        let own = zone.at(*millis).offset().fix();
        local(*millis).is_some_and(|at| at.offset().fix() == own)
    });
    match is_same {
        true => say!(lang,
            sv: "Tidszon: {name}, som maskinens ({machine}). Klockan är {here}.",
            en: "Time zone: {name}, as the machine's ({machine}). It is {here}."),
        false => say!(lang,
            sv: "Tidszon: {name}, där klockan är {here}; maskinens är en annan ({machine}), där den är {there}. Dagar och tider följer registrets.",
            en: "Time zone: {name}, where it is {here}; the machine's is another ({machine}), where it is {there}. Days and times follow the register's."),
    }
}
