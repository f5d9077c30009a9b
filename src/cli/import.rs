//! `import`: a list of people into the register, all of it or nothing; or a whole register that was exported.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::mem::discriminant;
use std::path::{Path, PathBuf};

use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::means::by_command;
use super::options::Options;
use super::rows::{ImportSummary, Kind, RejectedRow};
use super::said::named;
use super::session::Session;
use crate::domain::decide::command::{Command, Facts};
use crate::domain::decide::enrolment::{plan_import, tell_import};
use crate::domain::decide::refusal::Refusal;
use crate::domain::register::Register;
use crate::import::{How, Reason, Sheet, column_of};
use crate::say;
use crate::store::NotCommitted;
use crate::text::Lang;

mod about;
mod gathered;
mod sheets;
mod told;
mod whole;
mod whom;

/// The largest list, in bytes: some hundred thousand people.
const LARGEST: u64 = 64 << 20;

/// What some programs begin UTF-8 with.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

#[derive(Debug, Args)]
pub struct Arguments {
    /// The list: .xlsx, .ods or CSV with headings; or JSON from `tolv export`; - is stdin
    ///
    /// Listan: .xlsx, .ods eller CSV med rubriker; eller JSON från `tolv export`; - är stdin
    file: PathBuf,
    /// Say what would happen, and write nothing
    ///
    /// Säg vad som skulle hända, och skriv inget
    #[arg(long)]
    dry_run: bool,
    /// Take the good rows although others are bad
    ///
    /// Ta in de rader som är rätt fast andra är fel
    #[arg(long)]
    skip_bad: bool,
    /// The row is about the person with this number; may be given several times
    ///
    /// Raden är om personen med det här numret; får anges flera gånger
    #[arg(long, value_name = "ROW=NUMBER")]
    same: Vec<String>,
    /// The row is about a new person, though the name is known: 4, or 3,5-8
    ///
    /// Raden är om en ny person, fast namnet är känt: 4, eller 3,5-8
    #[arg(long, value_name = "ROWS")]
    new: Vec<String>,
    /// The sheet of a workbook that holds the list: its name or number
    ///
    /// Arbetsbokens blad med listan: dess namn eller nummer
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Add the arenas that nobody knows yet, as the list writes them
    ///
    /// Lägg till de arenor som inte är kända, som listan skriver dem
    #[arg(long)]
    new_arena: bool,
}

impl Arguments {
    pub fn is_stdin(&self) -> bool {
        self.file.as_os_str() == "-"
    }
}

/// Reads the list, and takes it in unless it is refused.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let mut input = open(&arguments.file, lang)?;
    if is_export(&arguments.file, &mut input, lang)? {
        refuse_options_of_lists(arguments, lang)?;
        return whole::run(&arguments.file, input, arguments.dry_run, options);
    }
    let bytes = read(&arguments.file, input, lang)?;
    let how = How {
        today: options.today,
        zone: options.zone,
        sheet: arguments.sheet.as_deref(),
    };
    let sheet = sheets::read(&bytes, how, options)?;
    drop(bytes);
    let mut sheet = match sheet {
        Ok(sheet) => sheet.with_new_arenas(arguments.new_arena),
        Err(unreadable) => {
            let reason = unreadable.text(by_command(options.lang));
            let file = named(&arguments.file, options.lang);
            let sentence = format!("{file}: {reason}");
            return Ok(refused(whole_list(&reason), options, sentence));
        }
    };
    whom::answer(&mut sheet, (&arguments.same, &arguments.new), lang)?;
    take_in(sheet, arguments, options)
}

fn refuse_options_of_lists(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    if arguments.skip_bad {
        return Err(Failure::usage(say!(lang,
            sv: "En export tas in hel eller inte alls: --skip-bad är för listor.",
            en: "An export is taken in whole or not at all: --skip-bad is for lists.")));
    }
    if !arguments.same.is_empty() || !arguments.new.is_empty() {
        return Err(Failure::usage(say!(lang,
            sv: "En export säger själv vem som är vem: --same och --new är för listor.",
            en: "An export says by itself who is who: --same and --new are for lists.")));
    }
    Ok(())
}

/// Takes in a list that was read, or says what it would do.
fn take_in(mut sheet: Sheet, arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open_if_there(options)?;
    let empty = Register::default();
    let register = session.as_ref().map_or(&empty, |session| &session.register);
    let command = Command::Import {
        rows: sheet.rows.clone(),
        skip_bad: arguments.skip_bad,
    };
    let facts = match &session {
        Some(session) => session.facts(&command)?,
        None => Facts::default(),
    };
    let mut plan = match arguments.dry_run {
        true => tell_import(register, &facts, &sheet.rows, options.today),
        false => plan_import(register, &facts, &sheet.rows, options.today),
    };
    if let Some(session) = &session {
        session.know_former_names(plan.rejected.iter_mut().map(|(_, refusal)| refusal));
    }
    let mut rejected = told_bad(&sheet, options.lang);
    rejected.extend(told_refused(&plan.rejected, &sheet, options.lang));
    rejected.sort_by_key(|row| row.line);
    let is_refused = !rejected.is_empty() && !arguments.skip_bad;
    if is_refused && !arguments.dry_run {
        return Ok(refuse_rows(rejected, &sheet, options));
    }
    let summary = ImportSummary {
        added: plan.added,
        changed: plan.changed,
        unchanged: plan.unchanged,
        rejected,
        kept: told::kept(&plan, &sheet.rows, register, options),
        rows: (arguments.dry_run).then(|| told::planned(&plan, register, options)),
    };
    if arguments.dry_run {
        return Ok(rehearsed(&summary, &sheet, is_refused, options));
    }

    // The commit plans anew from the command's rows: of a long list one plan at a time is held.
    drop(plan);
    sheet.rows = Vec::new();
    let session = match session {
        Some(session) => session,
        None => Session::open_or_create(options)?,
    };
    commit(session, &command, &summary, &sheet)
}

fn commit(
    mut session: Session,
    command: &Command,
    summary: &ImportSummary,
    sheet: &Sheet,
) -> Result<Answer, Failure> {
    let options = session.options;
    match session.try_commit(command) {
        Ok(_) => Ok(done(summary, sheet, options)),
        // A colleague has changed the register since the rows were looked at.
        Err(NotCommitted::Refused(Refusal::BadRows(rows))) => {
            let rejected = told_refused(&rows, sheet, options.lang).collect();
            Ok(refuse_rows(rejected, sheet, options))
        }
        Err(NotCommitted::Refused(refusal)) => {
            let reason = refusal.text(options.lang);
            Ok(refused(whole_list(&reason), options, reason))
        }
        Err(NotCommitted::Failed(error)) => Err(session.failure(&error)),
    }
}

/// What a list would do; of one with rows that cannot be taken, what its other rows would.
fn rehearsed(
    summary: &ImportSummary,
    sheet: &Sheet,
    is_refused: bool,
    options: &Options,
) -> Answer {
    let answer = done(summary, sheet, options);
    if !is_refused {
        return answer.remark(nothing_was_written(options.lang));
    }
    answer.but(match rows_of(&summary.rejected) {
        1 => say!(options.lang,
            sv: "1 rad kan inte tas in, så inget av listan tas in som den är. Inget är skrivet; rätta raden, eller ta de andra med --skip-bad.",
            en: "1 row cannot be taken, so nothing of the list is taken in as it is. Nothing was written; correct the row, or take the others with --skip-bad."),
        n => say!(options.lang,
            sv: "{n} rader kan inte tas in, så inget av listan tas in som den är. Inget är skrivet; rätta dem, eller ta de andra med --skip-bad.",
            en: "{n} rows cannot be taken, so nothing of the list is taken in as it is. Nothing was written; correct them, or take the others with --skip-bad."),
    })
}

/// How many rows have faults.
fn rows_of(rejected: &[RejectedRow]) -> usize {
    let mut lines: Vec<u64> = rejected.iter().map(|row| row.line).collect();
    lines.dedup();
    lines.len()
}

fn nothing_was_written(lang: Lang) -> String {
    say!(lang, sv: "Provkörning: inget är skrivet.", en: "Dry run: nothing was written.")
}

type Input = BufReader<Box<dyn Read>>;

fn open(file: &Path, lang: Lang) -> Result<Input, Failure> {
    let opened: Box<dyn Read> = match file.as_os_str() == "-" {
        true => Box::new(io::stdin()),
        false => Box::new(File::open(file).map_err(|error| unreadable(&error, file, lang))?),
    };
    Ok(BufReader::new(opened))
}

/// Whether it is JSON, by what it begins with or what it is called.
fn is_export(file: &Path, input: &mut Input, lang: Lang) -> Result<bool, Failure> {
    let start = input.fill_buf();
    let start = start.map_err(|error| unreadable(&error, file, lang))?;
    let mark = if start.starts_with(UTF8_MARK) {
        UTF8_MARK.len()
    } else {
        0
    };
    let begins_so = start[mark..].trim_ascii_start().starts_with(b"{");
    let is_called_so = file
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let is_export = begins_so || is_called_so;
    if is_export {
        input.consume(mark);
    }
    Ok(is_export)
}

/// Reads the list. A folder opens as a file does, and cannot be read.
fn read(file: &Path, input: Input, lang: Lang) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = input.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(&error, file, lang))?;
    if bytes.len() as u64 <= LARGEST {
        return Ok(bytes);
    }
    let most = LARGEST >> 20;
    let file = named(file, lang);
    Err(Failure::refused(say!(lang,
        sv: "{file}: Listan är större än {most} MB. Inget är importerat; dela den i flera.",
        en: "{file}: The list is larger than {most} MB. Nothing was imported; split it into several.")))
}

fn unreadable(error: &io::Error, file: &Path, lang: Lang) -> Failure {
    let sentence = match error.kind() {
        io::ErrorKind::NotFound => say!(lang,
            sv: "Det finns ingen sådan lista. Inget är importerat; kontrollera sökvägen.",
            en: "There is no such list. Nothing was imported; check the path."),
        io::ErrorKind::IsADirectory => say!(lang,
            sv: "Sökvägen är en mapp. Inget är importerat; ange en fil, till exempel lista.csv.",
            en: "The path is a folder. Nothing was imported; give a file, such as list.csv."),
        io::ErrorKind::PermissionDenied => say!(lang,
            sv: "Du får inte läsa listan. Inget är importerat; kopiera den till en mapp som du får läsa.",
            en: "You may not read the list. Nothing was imported; copy it to a folder that you may read."),
        _ => say!(lang,
            sv: "Listan går inte att läsa från disken. Inget är importerat; försök igen eller kopiera den hit.",
            en: "The list cannot be read from the disk. Nothing was imported; try again or copy it here."),
    };
    let file = named(file, lang);
    Failure::refused(format!("{file}: {sentence}"))
}

fn told_bad(sheet: &Sheet, lang: Lang) -> Vec<RejectedRow> {
    let told = sheet.bad.iter().map(|complaint| RejectedRow {
        line: complaint.line,
        column: complaint.column.clone(),
        heading: complaint.column.clone(),
        value: complaint.value.clone(),
        reason: complaint.reason.text(lang),
        kind: match &complaint.reason {
            Reason::Reading(error) => Kind::Reading(discriminant(error)),
            reason => Kind::Cell(discriminant(reason)),
        },
    });
    told.collect()
}

fn told_refused(
    rows: &[(u64, Refusal)],
    sheet: &Sheet,
    lang: Lang,
) -> impl Iterator<Item = RejectedRow> {
    rows.iter().map(move |(line, refusal)| RejectedRow {
        line: *line,
        column: column_of(refusal).to_owned(),
        heading: sheet.heading_about(refusal),
        value: sheet.value_about(*line, refusal),
        reason: refusal.text(by_command(lang)),
        kind: Kind::Register(discriminant(refusal)),
    })
}

/// A fault of the list as a whole, told at its first line.
fn whole_list(reason: &str) -> Vec<RejectedRow> {
    vec![RejectedRow {
        line: 1,
        column: String::new(),
        heading: String::new(),
        value: None,
        reason: reason.to_owned(),
        kind: Kind::List,
    }]
}

fn refuse_rows(rejected: Vec<RejectedRow>, sheet: &Sheet, options: &Options) -> Answer {
    let sentence = match rows_of(&rejected) {
        1 => say!(options.lang,
            sv: "1 rad kan inte tas in. Inget är importerat; rätta den, eller ta de andra med --skip-bad.",
            en: "1 row cannot be taken. Nothing was imported; correct it, or take the others with --skip-bad."),
        n => say!(options.lang,
            sv: "{n} rader kan inte tas in. Inget är importerat; rätta dem, eller ta de andra med --skip-bad.",
            en: "{n} rows cannot be taken. Nothing was imported; correct them, or take the others with --skip-bad."),
    };
    let remarks = remarks(&rejected, sheet, options);
    let answer = refused(rejected, options, sentence);
    remarks.into_iter().fold(answer, Answer::remark)
}

/// Nothing was taken in: the counts are of what was done.
fn refused(rejected: Vec<RejectedRow>, options: &Options, sentence: String) -> Answer {
    let summary = ImportSummary {
        rejected,
        ..ImportSummary::default()
    };
    Answer::new(options, &summary, String::new).but(sentence)
}

fn done(summary: &ImportSummary, sheet: &Sheet, options: &Options) -> Answer {
    let answer = Answer::new(options, summary, || {
        let (added, changed, unchanged) = (summary.added, summary.changed, summary.unchanged);
        let counts = say!(options.lang,
            sv: "{added} tillagda, {changed} ändrade, {unchanged} oförändrade",
            en: "{added} added, {changed} changed, {unchanged} unchanged");
        let rows = summary.rows.iter().flatten();
        let rows = rows.map(|row| told::line(row, options.lang));
        rows.chain([counts]).collect::<Vec<_>>().join("\n")
    });
    let mut remarks = remarks(&summary.rejected, sheet, options);
    if !options.json {
        let kept = summary.kept.iter();
        remarks.extend(kept.map(|row| told::told_kept(row, options.lang)));
    }
    // An unclosed quotation mark has swallowed rows.
    let code = u8::from(sheet.was_cut_short());
    let answer = answer.with_code(code);
    remarks.into_iter().fold(answer, Answer::remark)
}

/// The bad rows, and the columns that were not read, for people.
fn remarks(rejected: &[RejectedRow], sheet: &Sheet, options: &Options) -> Vec<String> {
    if options.json {
        return Vec::new();
    }
    let mut remarks = gathered::told(rejected, options.lang);
    remarks.extend(about::told(sheet, options.lang));
    remarks
}
