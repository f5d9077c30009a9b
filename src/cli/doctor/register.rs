//! The register itself, without writing to it: whether it opens, how old its last good backup is, and the clock.

use std::path::Path;

use chrono::{Local, Offset, TimeZone, Utc};

use super::findings::{Age, Finding, Named, Others};
use super::keys;
use crate::cli::options::Options;
use crate::domain::plain::shown;
use crate::domain::reckon::overdue::{Overdue, overdue};
use crate::domain::register::Register;
use crate::say;
use crate::store::backup::{self, Noted, Whereabouts};
use crate::store::glance::{Glance, glance};
use crate::store::{StoreError, held_up};

/// A clock that is behind by less may have been set right meanwhile.
const BEHIND: i64 = 60_000;

/// Looks.
pub fn look(path: &Path, options: &Options, findings: &mut Vec<Finding>, facts: &mut Vec<String>) {
    let lang = options.lang;
    if let Some(process) = held_up(path) {
        findings.push(Finding::Held { process });
    }
    let glance = match glance(path) {
        Ok(glance) => glance,
        Err(error) => {
            findings.push(match error {
                StoreError::OtherLocking => Finding::OfAnotherProgram { error },
                error => Finding::Unopened { error },
            });
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
        findings.push(Finding::CutOff);
    }
    let ahead = last_entry.filter(|last| *last > Utc::now().timestamp_millis() + BEHIND);
    match (ahead, odd) {
        (Some(last), _) => findings.push(Finding::Clock {
            last: options.zone.minute(last),
        }),
        (None, Some(odd)) => findings.push(Finding::ClockWasWrong {
            odd: odd.text(options.zone, lang),
        }),
        (None, None) => {}
    }
    let Some(register) = register else {
        findings.push(Finding::Older);
        return;
    };
    keys::look(path, &register, options, findings);
    look_at_backups(path, options, register, backups, findings, facts);
}

fn look_at_backups(
    path: &Path,
    options: &Options,
    mut register: Register,
    backups: Vec<Noted>,
    findings: &mut Vec<Finding>,
    facts: &mut Vec<String>,
) {
    let lang = options.lang;
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
        findings.extend(missing(found, made, there));
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
            let age = match there_is_one {
                true if days < 0 => Age::Ahead { days: -days },
                true => Age::Old { days },
                false => Age::None { days },
            };
            findings.push(Finding::Backup { age });
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

/// What is found of a backup that was made at a moment, by where it is; when the newest was made that is still where it
/// was put.
fn missing(found: Whereabouts, made: String, there: Option<String>) -> Option<Finding> {
    match found {
        Whereabouts::There | Whereabouts::Unknown => None,
        Whereabouts::Gone(path) => Some(Finding::BackupGone {
            made,
            path: Named(path),
            others: there.map_or(Others::None, |made| Others::Newest { made }),
        }),
        Whereabouts::Changed(path) => Some(Finding::BackupChanged {
            made,
            path: Named(path),
        }),
        Whereabouts::OutOfReach(folder) => Some(Finding::BackupOutOfReach {
            made,
            folder: Named(folder),
        }),
    }
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
