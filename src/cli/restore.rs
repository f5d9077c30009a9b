//! `restore`: a backup put in the register's place, and what lies there kept aside.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Utc;
use clap::Args;
use serde::Serialize;
use signal_hook::flag;

use super::answer::{self, Answer};
use super::failure::Failure;
use super::options::Options;
use super::progress::Progress;
use super::rows::moment;
use super::said::named;
use super::shared::BACKUP;
use super::syslog;
use super::value::WrongValue;
use super::{asked, ending, root, session, verify};
use crate::cli::means::by_command;
use crate::say;
use crate::store::clock_time;
use crate::store::glance;
use crate::store::restore::{NotRestored, Present, Restored, Restoring, numbers};
use crate::text::Lang;

mod list;
mod newer;

use newer::NewerRow;

/// How often it is looked whether the sessions have ended.
pub const LOOK_EVERY: Duration = Duration::from_millis(100);

/// The longest that sessions can be given.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = BACKUP)]
    file: PathBuf,
    /// Give open sessions so long to finish, such as 30s, 10m or 1h, and then go on
    ///
    /// Ge öppna sessioner så lång tid att avsluta, till exempel 30s, 10m eller 1h, och gå sedan vidare
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    wait: Option<Duration>,
    /// A file of private keys as age-keygen writes it, for an encrypted backup; may be given several times
    ///
    /// En fil med privata nycklar som age-keygen skriver den, för en krypterad säkerhetskopia; kan anges flera gånger
    #[arg(long, value_name = "KEYFILE")]
    identity: Vec<PathBuf>,
    /// Write what the register has and the backup has not to a new list (CSV)
    ///
    /// Skriv det som registret har men inte kopian till en ny lista (CSV)
    #[arg(long, value_name = "FILE.csv")]
    save_newer: Option<PathBuf>,
    /// Replace the register although the backup is of another one
    ///
    /// Ersätt registret fast säkerhetskopian är av ett annat
    #[arg(long)]
    other_register: bool,
}

/// What was done.
#[derive(Debug, Serialize)]
struct RestoreRow {
    register: String,
    /// The last log entry that the backup has, and when that was written.
    checkpoint: u64,
    last_entry: Option<String>,
    /// The file that lay there before, under its new name.
    kept: Option<String>,
    /// What that was: nothing, unreadable, other, or same.
    before: &'static str,
    newer: Option<NewerRow>,
    list: Option<String>,
}

pub fn duration(text: &str) -> Result<Duration, WrongValue> {
    let wrong = || {
        WrongValue::new(|lang| {
            say!(lang,
                sv: "ange en tid på högst ett dygn, till exempel 30s, 10m eller 1h",
                en: "give a time of at most a day, such as 30s, 10m or 1h")
        })
    };
    let (number, seconds) = match text.strip_suffix(['s', 'm', 'h']) {
        Some(number) if text.ends_with('s') => (number, 1),
        Some(number) if text.ends_with('m') => (number, 60),
        Some(number) => (number, 60 * 60),
        None => return Err(wrong()),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let duration = Duration::from_secs(number.saturating_mul(seconds));
    (duration <= LONGEST_WAIT)
        .then_some(duration)
        .ok_or_else(wrong)
}

/// Restores a backup.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let register = options.database()?;
    if register.symlink_metadata().is_err() {
        root::may_make(register, options)?;
    }
    let identities = verify::identities(&arguments.identity, lang)?;
    let failed = |reason| failure(&reason, &arguments.file, register, lang);
    let mut shown = Progress::new(options);
    let restoring = Restoring::begin(register, &arguments.file, &identities, &mut |progress| {
        shown.backup(progress);
    });
    shown.end();
    let mut restoring = restoring.map_err(failed)?;
    if arguments.wait.is_none() {
        refuse_open(&restoring).map_err(failed)?;
    }
    let present = restoring.compare().map_err(failed)?;
    check(&present, arguments).map_err(failed)?;
    let told = newer::text(&present, lang);
    if !options.json {
        answer::tell(&told, options.ascii);
    }
    let save = match &arguments.save_newer {
        Some(path) => Some(path.clone()),
        None => ask(&present, options)?,
    };
    let save = save.as_deref();
    let about_list = |reason: NotRestored| match (&reason, save) {
        (NotRestored::List(_), Some(list)) => failure(&reason, list, list, lang),
        _ => failed(reason),
    };
    if let Some(path) = save {
        list::check(path).map_err(about_list)?;
    }
    let is_open = wait_for_sessions(&mut restoring, arguments.wait, options).map_err(failed)??;
    let request = session::request(options);
    let mut is_listed = false;
    let restored = restoring.put(&request, |before| {
        check(before, arguments)?;
        if let Some(path) = save {
            is_listed = list::write(path, before, lang)?;
        }
        Ok(())
    });
    if let (Err(reason), Some(list), true) = (&restored, save, is_listed)
        && !reason.is_replaced()
    {
        // The next try makes it again.
        let _ = fs::remove_file(list);
    }
    let restored = restored.map_err(about_list)?;
    syslog::note("a backup was restored");
    // What was done while the sessions finished is newer, too.
    let is_more = newer::text(&restored.before, lang) != told;
    let told = Told {
        register,
        list: save.filter(|_| matches!(restored.before, Present::Same(_))),
        is_open,
        is_more,
    };
    let answer = answer(&restored, &told, options);
    let has_keys = glance::register(register).is_ok_and(|register| !register.keys.is_empty());
    Ok(match has_keys {
        true => answer.remark(say!(lang,
            sv: "Användare och nycklar är nu som i kopian: återkalla det som har återkallats sedan dess, och skriv authorized_keys på nytt med tolv key export innan någon loggar in.",
            en: "Users and keys are now as in the backup: revoke what was revoked since, and write authorized_keys anew with tolv key export before anybody logs in.")),
        false => answer,
    })
}

/// Refuses what is another register, where that was not asked for, and what cannot be listed, where that was.
fn check(present: &Present, arguments: &Arguments) -> Result<(), NotRestored> {
    match present {
        Present::Other if !arguments.other_register => Err(NotRestored::OtherRegister),
        Present::Unreadable(_) if arguments.save_newer.is_some() => Err(NotRestored::NoList),
        _ => Ok(()),
    }
}

/// On a terminal, where something is newer: the list that it is to be saved to, if any.
fn ask(present: &Present, options: &Options) -> Result<Option<PathBuf>, Failure> {
    let is_newer = matches!(present, Present::Same(newer) if !newer.entries.is_empty());
    if !is_newer || !asked::can_ask(options) {
        return Ok(None);
    }
    let question = say!(options.lang,
        sv: "Spara det som en lista först? Ny fil (CSV), tomt för ingen lista, eller q för att avbryta: ",
        en: "Save that as a list first? A new file (CSV), nothing for no list, or q to cancel: ");
    let answer = asked::ask(&question, options).ok_or_else(|| cancelled(options.lang))?;
    Ok((!answer.is_empty()).then(|| PathBuf::from(answer)))
}

fn cancelled(lang: Lang) -> Failure {
    Failure::refused(say!(lang,
        sv: "Avbrutet. Registret är orört.",
        en: "Cancelled. The register was left as it is."))
}

/// Refuses where any session has the register open.
fn refuse_open(restoring: &Restoring) -> Result<(), NotRestored> {
    match restoring.is_open()? {
        true => Err(NotRestored::Open {
            processes: restoring.processes(),
        }),
        false => Ok(()),
    }
}

/// Keeps new sessions out and waits for those that are open, so long and no longer; with no time to wait there must be
/// none. The outer error is the file's, the
/// inner one that a person or the system ended the waiting. Whether any is open still.
fn wait_for_sessions(
    restoring: &mut Restoring,
    wait: Option<Duration>,
    options: &Options,
) -> Result<Result<bool, Failure>, NotRestored> {
    let lang = options.lang;
    let is_to_wait = wait.is_some();
    let wait = wait.unwrap_or_default();
    let until = Instant::now() + wait;
    let millis = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
    let until_millis = Utc::now().timestamp_millis().saturating_add(millis);
    let stop = Arc::new(AtomicBool::new(false));
    // Before the announcement, since whoever sees that may end the waiting. Without them the process ends at once, which
    // leaves the copy to be cleared away by the next restore.
    let signals = ending::asked();
    let signals: Vec<_> = signals
        .map(|signal| flag::register(signal, Arc::clone(&stop)))
        .collect();
    restoring.announce(until_millis)?;
    // From here on none is opened any more; one may have been while a question stood.
    if !is_to_wait {
        refuse_open(restoring)?;
    }
    let mut is_told = false;
    while restoring.is_open()? && Instant::now() < until && !stop.load(Ordering::Relaxed) {
        if !is_told && !options.json {
            let numbers = numbers(&restoring.processes());
            let time = clock_time(until_millis, options.zone, lang);
            let told = say!(lang,
                sv: "Väntar till {time} på de sessioner som är öppna{numbers}.",
                en: "Waiting until {time} for the sessions that are open{numbers}.");
            answer::tell(&told, options.ascii);
            is_told = true;
        }
        thread::sleep(LOOK_EVERY);
    }
    for signal in signals.into_iter().flatten() {
        signal_hook::low_level::unregister(signal);
    }
    Ok(match stop.load(Ordering::Relaxed) {
        true => Err(cancelled(lang)),
        false => Ok(restoring.is_open()?),
    })
}

/// Why it was not restored, beginning with the file that it is about.
fn failure(reason: &NotRestored, backup: &Path, register: &Path, lang: Lang) -> Failure {
    let about = match reason {
        NotRestored::Backup(_) | NotRestored::OtherRegister => backup,
        _ => register,
    };
    Failure::refused(format!(
        "{}: {}",
        named(about, lang),
        reason.text(by_command(lang))
    ))
}

/// What the answer tells beside what was restored.
struct Told<'a> {
    register: &'a Path,
    /// The list of what was newer, where there could be one.
    list: Option<&'a Path>,
    /// Whether a session is left.
    is_open: bool,
    /// Whether there came to be more that is newer than was said at first.
    is_more: bool,
}

fn answer(restored: &Restored, told: &Told, options: &Options) -> Answer {
    let lang = options.lang;
    let Told { register, list, .. } = *told;
    let kept = restored.kept.as_deref();
    let holds = &restored.holds;
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let row = RestoreRow {
        register: path(register),
        checkpoint: holds.checkpoint.seq,
        last_entry: holds.last_entry.map(|at| moment(at, options.zone)),
        kept: kept.map(path),
        before: newer::slug(&restored.before),
        newer: NewerRow::of(&restored.before),
        list: list.map(path),
    };
    Answer::new(options, &row, || {
        let file = named(register, lang);
        let checkpoint = holds.checkpoint.seq;
        let last = holds.last_entry.map(|at| options.zone.minute(at));
        let last = last.unwrap_or_default();
        let mut text = say!(lang,
            sv: "{file}: återställt till och med loggpost {checkpoint}, skriven {last}.\n",
            en: "{file}: restored up to log entry {checkpoint}, written {last}.\n");
        if told.is_more {
            text += &newer::text(&restored.before, lang);
            text.push('\n');
        }
        if let Some(list) = list {
            let list = named(list, lang);
            text += &say!(lang,
                sv: "Det som var nyare står i {list}.\n",
                en: "What was newer stands in {list}.\n");
        }
        if let Some(kept) = kept {
            let kept = named(kept, lang);
            text += &say!(lang,
                sv: "Filen som låg där före är kvar: {kept}.\n",
                en: "The file that lay there before is kept: {kept}.\n");
            if matches!(restored.before, Present::Unreadable(_)) {
                text += &say!(lang,
                    sv: "Det som är nyare i den kan kanske räddas: tolv salvage {kept} NYFIL.\n",
                    en: "What is newer in it can perhaps be saved: tolv salvage {kept} NEWFILE.\n");
            }
        }
        text += &match told.is_open {
            true => say!(lang,
                sv: "Sessioner som är kvar tar upp det återställda av sig själva. Öppna tavlan med tolv.\n",
                en: "Sessions that are left take up what was restored by themselves. Open the board with tolv.\n"),
            false => say!(lang,
                sv: "Öppna tavlan med tolv.\n",
                en: "Open the board with tolv.\n"),
        };
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_a_number_with_its_unit() {
        for (text, seconds) in [
            ("0s", 0),
            ("30s", 30),
            ("10m", 600),
            ("1h", 3600),
            ("24h", 86400),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in [
            "",
            "10",
            "m",
            "-1m",
            "1.5h",
            "25h",
            "99999999999999999999s",
            "18446744073709551615h",
            "10 m",
            "10µs",
        ] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
