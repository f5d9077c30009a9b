//! `log`: who did what and when, newest first, one row a change; and the proof that nobody has changed it.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::against::{self, AgainstRow};
use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::Options;
use super::progress::Progress;
use super::session::Session;
use super::value::whole;
use crate::lists::Telling;
use crate::lists::log::Log;
use crate::lists::rows::moment;
use crate::say;
use crate::store::{ProvedLog, StoreError, backup};
use crate::text::Lang;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// At most so many rows
    ///
    /// Högst så många rader
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = whole::<usize>(0..))]
    limit: usize,
    #[command(flatten)]
    format: Format,
    #[command(subcommand)]
    proof: Option<Proof>,
}

#[derive(Debug, Subcommand)]
enum Proof {
    /// Read the whole log and tell whether each entry still follows from the one before
    ///
    /// Läs hela loggen och säg om varje post ännu följer av den förra
    Verify {
        /// Whether it has all that an earlier head, backup, manifest, or an entry's number and hash says; may be given several times
        ///
        /// Om den har allt som ett tidigare huvud, en säkerhetskopia, ett manifest eller en posts nummer och kontrollsumma säger; kan anges flera gånger
        #[arg(long, value_name = "BACKUP|MANIFEST|HEAD|NUMBER:HASH")]
        against: Vec<String>,
    },
    /// Print the log's head: three lines by which all of it can be proved later, to be kept on another machine
    ///
    /// Skriv ut loggens huvud: tre rader som hela loggen kan bevisas med senare, att spara på en annan maskin
    Checkpoint,
}

/// What a script is told of the proof.
#[derive(Serialize)]
struct Verified {
    whole: bool,
    entries: u64,
    /// The hash that the last entry is known by.
    head: String,
    /// When the first entry was written.
    since: Option<String>,
    /// The first entry that does not follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    broken: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    against: Vec<AgainstRow>,
}

/// The log's head as a script is told it: the three lines, which are kept as they are.
#[derive(Serialize)]
struct Checkpoint<'a> {
    head: &'a str,
}

impl Arguments {
    /// Whether it is about the proof alone, which names nobody.
    pub const fn proves(&self) -> bool {
        self.proof.is_some()
    }

    /// Whether it reads no file.
    pub fn is_without_files(&self) -> bool {
        match &self.proof {
            Some(Proof::Verify { against }) => against.is_empty(),
            Some(Proof::Checkpoint) | None => true,
        }
    }
}

/// The newest changes, or the proof.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    match &arguments.proof {
        None => list(arguments, &session),
        Some(Proof::Verify { against }) => verify(against, &session),
        Some(Proof::Checkpoint) => checkpoint(&session),
    }
}

fn list(arguments: &Arguments, session: &Session) -> Result<Answer, Failure> {
    // An entry holds at least one change, and at most two that get no row: the name of who is new, and numbers given.
    let wanted = arguments.limit.saturating_mul(3);
    let log = session.store.log(wanted);
    let log = log.map_err(|error| session.failure(&error))?;
    let of = Telling {
        log: &log,
        ..session.telling()
    };
    let list = Log::of(arguments.limit, log.len() < wanted, &of);
    Answer::list_of(&of, session.options, &arguments.format, &list)
}

/// The whole log read; it ends with 1 where the log is not whole, or has not all that it had.
fn verify(against: &[String], session: &Session) -> Result<Answer, Failure> {
    let (options, lang) = (session.options, session.options.lang);
    let claims = against::claims(against, lang)?;
    let log = proved(session)?;
    let held = claims.iter().map(|claim| session.store.answer(claim));
    let held: Result<Vec<_>, _> = held.collect();
    let held = held.map_err(|error| session.failure(&error))?;
    let verified = Verified {
        whole: log.broken.is_none(),
        entries: log.last.seq,
        head: backup::hex(&log.last.hash),
        since: log.since.map(|at| moment(at, options.zone)),
        broken: log.broken,
        against: against::rows(against, &held, options),
    };
    let is_missing = verified.against.iter().any(|row| !row.contained);
    let code = u8::from(!verified.whole || is_missing);
    let answer = Answer::new(options, &verified, || {
        let mut lines = vec![told(&verified, lang)];
        lines.extend(verified.against.iter().map(|row| row.text.clone()));
        lines.join("\n")
    });
    Ok(answer.with_code(code))
}

fn told(verified: &Verified, lang: Lang) -> String {
    let Verified { entries, head, .. } = verified;
    match (verified.broken, &verified.since) {
        (Some(seq), _) => say!(lang,
            sv: "LOGGEN ÄR INTE HEL: post {seq} följer inte av den förra, eller är ändrad. Spara filen som den är, se vad tolv check säger, och fråga vem som har haft tillgång till kontot.",
            en: "THE LOG IS NOT WHOLE: entry {seq} does not follow from the one before, or was changed. Keep the file as it is, see what tolv check says, and ask who has had the account."),
        (None, Some(since)) => say!(lang,
            sv: "Loggen är hel: {entries} poster sedan {since}, den sista {head}.",
            en: "The log is whole: {entries} entries since {since}, the last one {head}."),
        (None, None) => say!(lang, sv: "Loggen är tom.", en: "The log is empty."),
    }
}

fn checkpoint(session: &Session) -> Result<Answer, Failure> {
    let log = proved(session)?;
    match (log.broken, log.head) {
        (None, Some(head)) => {
            let text = head.text();
            let data = Checkpoint { head: &text };
            Ok(Answer::new(session.options, &data, || {
                text.trim_end().to_owned()
            }))
        }
        // Nobody shall keep the head of a log that proves nothing.
        _ => Err(session.failure(&StoreError::BrokenLog)),
    }
}

fn proved(session: &Session) -> Result<ProvedLog, Failure> {
    let mut progress = Progress::new(session.options);
    let log = session.store.proved_log(&mut |done, _| progress.rows(done));
    progress.end();
    log.map_err(|error| session.failure(&error))
}
