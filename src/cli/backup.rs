//! `backup`: a copy of the register made while others work, checked, with a manifest beside it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::against::held_text;
use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::progress::Progress;
use super::rows::{BackupRow, HoldsRow, moment};
use super::said::named;
use super::session::{self, Session};
use super::syslog;
use super::value::WrongValue;
use crate::cli::means::by_command;
use crate::domain::plain::shown;
use crate::domain::zone::Zone;
use crate::say;
use crate::store::backup::{self, Keep, Made, NotMade, Old, Order, Place, Pruned, Recipients};
use crate::store::{StoreError, against};
use crate::text::Lang;

mod timer;

/// More than any file of keys.
const LARGEST_KEYS: u64 = 1 << 20;

#[derive(Debug, Args)]
pub struct Arguments {
    /// A folder, or a new file in one; else the folder backups beside the register
    ///
    /// En mapp, eller en ny fil i en; annars mappen backups bredvid registret
    dest: Option<PathBuf>,
    /// Then remove old ones: keep the newest of each of so many days, weeks and months
    ///
    /// Ta sedan bort gamla: behåll den nyaste från var och en av så många dagar, veckor och månader
    #[arg(long, value_name = "daily=14,weekly=8,monthly=24", value_parser = keep)]
    keep: Option<Keep>,
    /// Say which old ones would be removed, and do nothing
    ///
    /// Säg vilka gamla som skulle tas bort, och gör inget
    #[arg(long, requires = "keep")]
    dry_run: bool,
    /// Encrypt to a public key as age-keygen prints it (age1…); may be given several times
    ///
    /// Kryptera till en publik nyckel som age-keygen skriver den (age1…); kan anges flera gånger
    #[arg(long, value_name = "KEY")]
    encrypt_to: Vec<String>,
    /// Encrypt to each of the public keys in a file, one on a line
    ///
    /// Kryptera till var och en av de publika nycklarna i en fil, en på raden
    #[arg(long, value_name = "FILE")]
    recipients_file: Vec<PathBuf>,
    /// Print a systemd service and timer, and a line for cron, that make this backup every night
    ///
    /// Skriv en tjänst och en timer för systemd, och en rad för cron, som gör kopian varje natt
    #[arg(long)]
    print_systemd: bool,
}

fn keep(text: &str) -> Result<Keep, WrongValue> {
    Keep::read(text).map_err(|_| {
        WrongValue::new(|lang| {
            say!(lang,
                sv: "ange tal, inte alla 0, till exempel daily=14,weekly=8,monthly=24 (dagar, veckor, månader)",
                en: "give numbers, not all of them 0, such as daily=14,weekly=8,monthly=24")
        })
    })
}

/// Makes a backup, and then removes those that need not be kept.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let order = Order {
        place: place(arguments.dest.as_deref(), options.lang)?,
        recipients: recipients(arguments, options)?,
    };
    let is_for_many = arguments.keep.is_some() || arguments.print_systemd;
    if is_for_many && matches!(order.place, Place::File(_)) {
        return Err(Failure::usage(say!(options.lang,
            sv: "Många kopior behöver en mapp. Ange en som finns, eller ingen alls.",
            en: "Many backups need a folder. Give one that is there, or none at all.")));
    }
    if arguments.print_systemd {
        return timer::print(arguments, options);
    }
    let Session {
        mut store,
        mut register,
        ..
    } = Session::open(options)?;
    let request = session::request(options);
    if let Some(keep) = arguments.keep.filter(|_| arguments.dry_run) {
        let spare = backup::would_prune(&store, &order.place, &keep, request.now);
        let spare = spare.map_err(|reason| failure(&reason, &order.place, options))?;
        return Ok(dry_run(&spare, options));
    }
    let earlier = backup::not_contained(&store, &order.place)
        .map_err(|reason| failure(&reason, &order.place, options))?;
    let (explained, missing): (Vec<_>, Vec<_>) = earlier
        .into_iter()
        .partition(|(_, answer)| matches!(answer, against::Answer::Restored(_)));
    let mut shown = Progress::new(options);
    let made = backup::make(
        &mut store,
        &mut register,
        &request,
        &order,
        &mut |progress| {
            shown.backup(progress);
        },
    );
    shown.end();
    let (made, not_noted) = made.map_err(|reason| failure(&reason, &order.place, options))?;
    syslog::note("a backup was made");
    let pruned = match arguments.keep {
        // What shows that the log is another now is not removed.
        Some(keep) if missing.is_empty() => backup::prune(store.path(), &made, &keep),
        _ => Ok(Pruned::default()),
    };
    let missing = names(missing.iter().map(|(old, _)| old));
    let mut answer = answer(&made, not_noted.as_ref(), pruned, &missing, options);
    if let [.., (old, held)] = explained.as_slice() {
        let (name, held) = (shown_name(old), held_text(held, options));
        answer = answer.remark(format!("{name}: {held}"));
    }
    Ok(answer)
}

fn shown_name(old: &Old) -> String {
    shown(&old.manifest.file).into_owned()
}

/// That earlier backups have entries which the log has no more.
fn missing_text(missing: &[String], lang: Lang) -> String {
    let names = missing.join(", ");
    say!(lang,
        sv: "LOGGEN ÄR EN ANNAN än i tidigare säkerhetskopior: {names}. Den har skrivits om eller kortats sedan dess, eller så är det ett annat register. Den nya kopian är gjord, och inga gamla är borttagna: flytta de gamla till en annan maskin, och se vad tolv check --against KOPIA säger.",
        en: "THE LOG IS ANOTHER than in earlier backups: {names}. It was rewritten or cut short since, or this is another register. The new backup was made, and no old ones were removed: move the old ones to another machine, and see what tolv check --against BACKUP says.")
}

/// What was made and removed, and what of it failed.
fn answer(
    made: &Made,
    not_noted: Option<&StoreError>,
    pruned: Result<Pruned, StoreError>,
    missing: &[String],
    options: &Options,
) -> Answer {
    let lang = options.lang;
    let (pruned, not_pruned) = match pruned {
        Ok(Pruned { removed, left }) => (removed, left.into_iter().next().map(|(_, why)| why)),
        Err(why) => (Vec::new(), Some(why)),
    };
    let row = BackupRow {
        not_contained: missing.to_vec(),
        ..row(made, names(&pruned), options.zone)
    };
    let mut answer = Answer::new(options, &row, || {
        let mut text = text(made, lang);
        for name in &row.removed {
            text += &say!(lang, sv: "Borttagen: {name}\n", en: "Removed: {name}\n");
        }
        text
    });
    if let Some(why) = not_noted.map(|error| error.text(by_command(lang))) {
        answer = answer.remark(say!(lang,
            sv: "Kopian är bra, men registret kunde inte anteckna att den gjordes: {why}",
            en: "The backup is good, but the register could not note that it was made: {why}"));
    }
    match not_pruned.map(|error| error.text(by_command(lang))) {
        _ if !missing.is_empty() => answer.but(missing_text(missing, lang)),
        Some(why) => answer.but(say!(lang,
            sv: "Kopian är bra, men gamla kopior kunde inte tas bort: {why}",
            en: "The backup is good, but old ones could not be removed: {why}")),
        None => answer,
    }
}

fn dry_run(spare: &[Old], options: &Options) -> Answer {
    let lang = options.lang;
    let names = names(spare);
    let answer = Answer::new(
        options,
        &serde_json::json!({ "would_remove": names }),
        || {
            let told = names.iter().map(
            |name| say!(lang, sv: "Skulle tas bort: {name}\n", en: "Would be removed: {name}\n"),
        );
            match spare {
                [] => say!(lang, sv: "Inget skulle tas bort.\n", en: "Nothing would be removed.\n"),
                _ => told.collect(),
            }
        },
    );
    answer.remark(say!(lang,
        sv: "Provkörning: ingen kopia är gjord och ingen är borttagen.",
        en: "Dry run: no backup was made and none was removed."))
}

fn names<'a>(old: impl IntoIterator<Item = &'a Old>) -> Vec<String> {
    let old = old.into_iter();
    old.map(|old| old.manifest.file.clone()).collect()
}

/// The public keys that were given.
fn recipients(arguments: &Arguments, options: &Options) -> Result<Recipients, Failure> {
    let lang = options.lang;
    let mut recipients = Recipients::default();
    for key in &arguments.encrypt_to {
        let added = recipients.add(key);
        added.map_err(|fault| Failure::usage(format!("--encrypt-to: {}", fault.text(lang))))?;
    }
    for path in &arguments.recipients_file {
        let text = key_file(path, lang)?;
        let added = recipients.add_file(&text);
        added.map_err(|fault| {
            let file = named(path, lang);
            Failure::usage(format!("{file}: {}", fault.text(lang)))
        })?;
    }
    Ok(recipients)
}

/// The text of a file of keys.
pub fn key_file(path: &Path, lang: Lang) -> Result<String, Failure> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST_KEYS).read_to_string(&mut text));
    match read {
        Ok(_) => Ok(text),
        Err(_) => {
            let file = named(path, lang);
            Err(Failure::refused(say!(lang,
                sv: "{file}: Filen med nycklar går inte att läsa. Kontrollera sökvägen och rättigheterna.",
                en: "{file}: The file of keys cannot be read. Check the path and its permissions.")))
        }
    }
}

/// A folder that is there, or what is written as one, is a folder; a name with the ending of a backup is a file's. What
/// could be meant as either is refused, where it is not the folder above it that is missing.
fn place(dest: Option<&Path>, lang: Lang) -> Result<Place, Failure> {
    let Some(dest) = dest else {
        return Ok(Place::Usual);
    };
    if dest.is_dir() || dest.as_os_str().as_encoded_bytes().ends_with(b"/") {
        return Ok(Place::Folder(dest.to_owned()));
    }
    let is_backups = dest.extension().is_some_and(|ending| {
        let known = ["redb", "age"].into_iter();
        known
            .into_iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    });
    let is_in_a_folder = dest
        .parent()
        .is_some_and(|folder| folder.is_dir() || folder.as_os_str().is_empty());
    if !is_backups && is_in_a_folder && dest.symlink_metadata().is_err() {
        let name = named(dest, lang);
        return Err(Failure::usage(say!(lang,
            sv: "{name} finns inte, och ingen kopia gjordes. Är det en mapp: gör den först. Är det en fil: låt namnet sluta på .redb, eller på .age om den krypteras.",
            en: "{name} is not there, and no backup was made. If it is a folder: make it first. If it is a file: let its name end with .redb, or with .age if it is encrypted.")));
    }
    Ok(Place::File(dest.to_owned()))
}

/// Why none was made, beginning with the file or folder that it is about.
fn failure(reason: &NotMade, place: &Place, options: &Options) -> Failure {
    let register = match options.database() {
        Ok(register) => register,
        Err(nowhere) => return nowhere,
    };
    let usual = backup::usual_folder(register);
    let about = match (reason, place) {
        (NotMade::NoRoom { folder, .. }, _) => folder,
        (NotMade::Register(error), _) => return Failure::store(error, register, options),
        (NotMade::Unsound(_), _) => register,
        (NotMade::BadName, Place::Usual | Place::Folder(_)) => register,
        (_, Place::Usual) => &usual,
        (_, Place::Folder(path) | Place::File(path)) => path,
    };
    let about = named(about, options.lang);
    Failure::refused(format!(
        "{about}: {}",
        reason.text(by_command(options.lang))
    ))
}

fn row(made: &Made, removed: Vec<String>, zone: Zone) -> BackupRow {
    let manifest = &made.manifest;
    BackupRow {
        file: made.path.to_string_lossy().into_owned(),
        manifest: made.manifest_path.to_string_lossy().into_owned(),
        made: moment(manifest.made.timestamp_millis(), zone),
        bytes: manifest.sum.bytes,
        sha256: backup::hex(&manifest.sum.sha256),
        encrypted: manifest.sealed.is_some(),
        holds: HoldsRow::new(&manifest.holds, zone),
        held_ms: made.held.as_millis(),
        removed,
        not_contained: Vec::new(),
    }
}

fn text(made: &Made, lang: Lang) -> String {
    let file = named(&made.path, lang);
    let (people, marks) = (made.manifest.holds.people, made.manifest.holds.marks);
    let checkpoint = made.manifest.holds.checkpoint.seq;
    let done = match made.manifest.sealed {
        None => say!(lang, sv: "kopierad och kontrollerad", en: "copied and checked"),
        Some(_) => say!(lang,
            sv: "kopierad, kontrollerad och krypterad",
            en: "copied, checked and encrypted"),
    };
    say!(lang,
        sv: "{file}: {done}. Deltagare: {people}, markeringar: {marks}, logg till och med {checkpoint}.\n",
        en: "{file}: {done}. Participants: {people}, marks: {marks}, log up to {checkpoint}.\n")
}
