//! `export`: everything in the register as JSON, to a new file or to stdout.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::progress::Progress;
use super::said::named;
use super::session::{Session, request};
use crate::cli::means::by_command;
use crate::domain::facts::change::{Change, What, holdings};
use crate::store::StoreError;
use crate::store::check::check;
use crate::store::exchange::Counts;
use crate::text::Text;
use crate::{say, text};

#[derive(Debug, Args)]
#[command(after_long_help = FORMAT)]
pub struct Arguments {
    /// The file to write, which must not be there yet; - is stdout
    ///
    /// Filen att skriva, som inte får finnas än; - är stdout
    file: PathBuf,
}

impl Arguments {
    pub fn is_stdout(&self) -> bool {
        self.file.as_os_str() == "-"
    }
}

/// The format in short; the module `store::exchange` has it in full.
const FORMAT: Text = text!(
    "\
Filen är ett JSON-objekt: \"format\":\"tolv\", \"version\":6, och listor med rader:
  meta      id, number          hur tabellerna är ordnade
  actors    id, name            vem som har markerat
  users     id, record          användarnas roller och platser
  keys      id, record          nycklarna som de loggar in med
  arenas    id, record          namn och grupp
  people    id, record          namn, personnummer, vistelser, platser, tider
  closed    day, arena, record  egna stängda dagar; arena 0 är alla arenor
  settings  id, record
  duties    id, record          vad som gjorts åt bevakningar
  marks     who, day, code, by, at; och, där det gäller, minutes, from, until,
            rest, note, first: at i sekunder sedan 1970 UTC, from och until i
            minuter sedan midnatt
  log       seq, hash, record, changes   posten och det den ändrade, vart och ett för sig
och \"end\": hur många personer, markeringar, poster och rader det är, loggens sista hash.
En post som JSON inte kan återge helt står som byte, i hexadecimal.
`tolv import FIL.json` gör samma register av den, till minsta byte utom en
post i loggen, som säger vem som tog in den och när.",
    "\
The file is one JSON object: \"format\":\"tolv\", \"version\":6, and lists of rows:
  meta      id, number          the layout of the tables
  actors    id, name            who has marked
  users     id, record          what users may do, and where
  keys      id, record          the keys that they log in with
  arenas    id, record          name and group
  people    id, record          names, personnummer, stays, placements, schedules
  closed    day, arena, record  local closed days; arena 0 is every arena
  settings  id, record
  duties    id, record          what was done about duties
  marks     who, day, code, by, at; and, where they apply, minutes, from, until,
            rest, note, first: at in seconds since 1970 UTC, from and until in
            minutes since midnight
  log       seq, hash, record, changes   the entry, and what it changed, each by itself
and \"end\": how many people, marks, entries and rows there are, the log's last hash.
A record that JSON cannot give back to the byte stands as bytes, in hexadecimal.
`tolv import FILE.json` makes the same register of it, to the byte but for an
entry in its log, which says who took it in and when.",
);

/// What was written.
#[derive(Serialize)]
pub struct Held {
    participants: u64,
    marks: u64,
    entries: u64,
}

impl From<Counts> for Held {
    fn from(counts: Counts) -> Held {
        Held {
            participants: counts.people,
            marks: counts.marks,
            entries: counts.entries,
        }
    }
}

/// Writes the export, and then tells the log that everything was taken out.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let mut session = Session::open(options)?;
    let mut progress = Progress::new(options);
    // What is damaged could be written and would not be taken in again.
    let path = options.database()?;
    let checked = check(path, &mut |done, _| progress.rows(done));
    let checked = checked.map_err(|error| session.failure(&error))?;
    if let Some(finding) = checked.first_amiss() {
        progress.end();
        let finding = finding.text(lang);
        let file = named(path, lang);
        return Err(Failure::refused(say!(lang,
            sv: "{file}: Registret är skadat, så det är inte exporterat. {finding} Kör tolv check, som säger vad som hjälper.",
            en: "{file}: The register is damaged, so it was not exported. {finding} Run tolv check, which says what helps.")));
    }
    let is_stdout = arguments.is_stdout();
    let exported = match is_stdout {
        true => to_stdout(&session, &mut progress),
        false => to_file(&session, &arguments.file, &mut progress),
    };
    progress.end();
    let Some(counts) = exported? else {
        // Whoever read it has gone away.
        return Ok(Answer::own(String::new()));
    };

    let whole = Change::Whole {
        people: counts.people,
        marks: counts.marks,
    };
    let logged = session.store.record(
        &mut session.register,
        &request(options),
        What::Export,
        vec![whole],
    );
    let answer = match is_stdout {
        true => Answer::own(String::new()),
        false => Answer::new(options, &Held::from(counts), || {
            let held = holdings(counts.people, counts.marks, lang);
            let entries = counts.entries;
            say!(lang, sv: "{held}, {entries} loggposter\n", en: "{held}, {entries} log entries\n")
        }),
    };
    let answer = answer.remark(say!(lang,
        sv: "Exporten är hela registret, även skyddade personuppgifter och loggen. Förvara den som registret.",
        en: "The export is the whole register, protected personal data and the log too. Keep it as you keep the register."));
    if let Err(error) = logged {
        let reason = error.text(by_command(lang));
        return Ok(answer.but(say!(lang,
            sv: "Exporten är skriven, men loggen kunde inte ta emot det: {reason}",
            en: "The export is written, but the log could not take that in: {reason}")));
    }
    Ok(answer)
}

fn to_file(
    session: &Session,
    file: &Path,
    progress: &mut Progress,
) -> Result<Option<Counts>, Failure> {
    let lang = session.options.lang;
    let about_file = |what: String| {
        let file = named(file, lang);
        Failure::refused(format!("{file}: {what}"))
    };
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(about_file(say!(lang,
            sv: "Mappen finns inte. Inget är skrivet; skapa den eller välj en annan.",
            en: "The folder is not there. Nothing was written; make it or choose another.")));
    }
    let exported = session
        .store
        .export_to(file, &mut |rows| progress.rows(rows));
    exported
        .map(Some)
        .map_err(|error| about_file(error.text(by_command(lang))))
}

/// Nothing where the reader has gone away.
fn to_stdout(session: &Session, progress: &mut Progress) -> Result<Option<Counts>, Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let exported = session
        .store
        .export(&mut out, &mut |rows| progress.rows(rows));
    match exported {
        Ok(exported) => Ok(Some(exported)),
        Err(StoreError::Io(io::ErrorKind::BrokenPipe)) => Ok(None),
        Err(error) => Err(session.failure(&error)),
    }
}
