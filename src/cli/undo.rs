//! `undo` and `redo`: one's own commands taken back and made again, by their number in the log.

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::value::whole;
use crate::domain::decide::command::Command;
use crate::domain::decide::taking_back::Left;
use crate::domain::difference::taken_back::{Way, sentence};
use crate::domain::difference::{Notes, Words};
use crate::domain::facts::change::{Change, LogEntry, What};
use crate::domain::facts::participant::PersonId;
use crate::say;
use crate::store::Committed;
use crate::text::Lang;

/// So many reasons why something is left are told.
const REASONS: usize = 10;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The number that the log has for it; without one your own latest
    ///
    /// Numret som loggen har på det; utan nummer ditt eget senaste
    #[arg(value_name = "NUMBER", value_parser = whole::<u64>(1..))]
    number: Option<u64>,
    /// Only say what would be done
    ///
    /// Säg bara vad som skulle göras
    #[arg(long)]
    dry_run: bool,
}

/// What was taken back or made again, as JSON.
#[derive(Debug, Serialize)]
struct TakenBack {
    /// The log entry that is undone or made again, and what its command was.
    of: u64,
    command: &'static str,
    what: &'static str,
    /// The new log entry; null where nothing was written.
    seq: Option<u64>,
    who: Vec<PersonId>,
    /// How many people of a list stay as they are, or some of what it did to them; and why, in sentences.
    left: usize,
    left_why: Vec<String>,
    dry_run: bool,
    sentence: String,
}

pub fn undo(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    run(arguments, options, false)
}

pub fn redo(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    run(arguments, options, true)
}

fn run(arguments: &Arguments, options: &Options, redo: bool) -> Result<Answer, Failure> {
    let (lang, dry_run) = (options.lang, arguments.dry_run);
    let mut session = Session::open(options)?;
    let of = match arguments.number {
        Some(number) => command_of(&session, number, redo)?,
        None => latest(&session, redo)?,
    };
    let command = Command::Restore { of, redo };
    let left = session.left(of, redo)?;
    let committed = match dry_run {
        true => session.rehearse(&command).map(|changes| (None, changes))?,
        false => match session.commit(&command)? {
            Committed::Written(entry) => (Some(entry.seq), entry.changes),
            Committed::Unchanged => (None, Vec::new()),
        },
    };
    let (seq, changes) = committed;
    let log = session.store.commands_from(of);
    let log = log.map_err(|error| session.failure(&error))?;
    let made = log.iter().find(|entry| entry.seq == of);
    let who = people(&changes);
    let words = Words {
        register: &session.register,
        lang,
        notes: Notes::Hidden,
        changes: &changes,
    };
    let what = made.map_or(What::Other, |made| made.what);
    let sentence = sentence(Way::of(redo, dry_run), what, &changes, &words);
    let row = TakenBack {
        of,
        command: what.slug(),
        what: command.what().slug(),
        seq,
        who,
        left: Left::people(&left),
        left_why: left.iter().map(|one| one.text(lang)).collect(),
        dry_run,
        sentence,
    };
    let answer = Answer::new(options, &row, || row.sentence.clone());
    Ok(remarks(&row, lang).fold(answer, Answer::remark))
}

/// What is said of what stays of a list: how much, and the first reasons.
fn remarks(row: &TakenBack, lang: Lang) -> impl Iterator<Item = String> + use<'_> {
    let (left, why) = (row.left, &row.left_why);
    let many = match left {
        0 => None,
        1 => Some(say!(lang,
            sv: "1 av listans deltagare lämnas som hen är, helt eller delvis:",
            en: "1 of the list's participants is left as they are, in whole or in part:")),
        left => Some(say!(lang,
            sv: "{left} av listans deltagare lämnas som de är, helt eller delvis:",
            en: "{left} of the list's participants are left as they are, in whole or in part:")),
    };
    let more = why.len().saturating_sub(REASONS);
    let more = (more > 0).then(|| say!(lang, sv: "  och {more} till.", en: "  and {more} more."));
    let reasons = why.iter().take(REASONS).map(|why| format!("  {why}"));
    many.into_iter().chain(reasons).chain(more)
}

fn people(changes: &[Change]) -> Vec<PersonId> {
    let mut people: Vec<_> = changes.iter().filter_map(Change::who).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// The last entry of the command that a number belongs to. An undo stands for what it undid, where that is made again,
/// and a redo for what it made again.
fn command_of(session: &Session, number: u64, redo: bool) -> Result<u64, Failure> {
    let log = session.store.commands_from(number);
    let log = log.map_err(|error| session.failure(&error))?;
    let named = |entry: &&LogEntry| (entry.first()..=entry.seq).contains(&number);
    Ok(match log.iter().find(named) {
        Some(entry) if entry.what != What::Undo || redo => entry.of.unwrap_or(entry.seq),
        Some(entry) => entry.seq,
        None => number,
    })
}

/// One's own latest that stands, or of those undone the one that is made again first.
fn latest(session: &Session, redo: bool) -> Result<u64, Failure> {
    let lang = session.options.lang;
    let next = session.next_to_restore(redo)?;
    next.map(|next| next.made.seq).ok_or_else(|| {
        Failure::refused(match redo {
            true => say!(lang,
                sv: "Det finns inget eget att göra om.",
                en: "There is nothing of yours to redo."),
            false => say!(lang,
                sv: "Det finns inget eget att ångra.",
                en: "There is nothing of yours to undo."),
        })
    })
}
