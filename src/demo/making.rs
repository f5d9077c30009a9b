//! Writes a made-up register to a file: whole at its path, or not there at all.

use std::fs::Permissions;
use std::io::{IsTerminal, Write, stderr};
use std::ops::ControlFlow;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use tempfile::TempDir;

use super::Plan;
use crate::domain::facts::change::{Change, What};
use crate::domain::facts::participant::Participant;
use crate::domain::register::Register;
use crate::store::{NotCommitted, Request, Store, StoreError};
use crate::text::{Lang, Text};
use crate::{say, text};

/// A register of ordinary size is written as one would be that grew: an entry of the log for each person, and not one
/// of hundreds of kilobytes that every later session reads. Large ones are for measuring, and have to be made in time.
fn marks_at_once(plan: &Plan) -> usize {
    if plan.is_long() || plan.participants > 1_000 {
        MARKS_AT_ONCE
    } else {
        1
    }
}

/// Marks to a transaction: few enough that memory stays small, many enough that the disk's flushes do not count.
const MARKS_AT_ONCE: usize = 50_000;

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    pub people: usize,
    pub marks: usize,
}

/// Why there is no made-up register at the path. Nothing of it was left there.
#[derive(Debug)]
pub enum NotMade {
    NotCommitted(NotCommitted),
    /// Whoever watched the progress said stop.
    Stopped,
}

impl From<StoreError> for NotMade {
    fn from(error: StoreError) -> NotMade {
        NotMade::NotCommitted(NotCommitted::Failed(error))
    }
}

impl From<NotCommitted> for NotMade {
    fn from(reason: NotCommitted) -> NotMade {
        NotMade::NotCommitted(reason)
    }
}

impl NotMade {
    /// The sentence for people.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            NotMade::NotCommitted(reason) => reason.text(lang),
            NotMade::Stopped => STOPPED.get(lang).to_owned(),
        }
    }
}

const STOPPED: Text = text!(
    "Avbrutet. Inget register skapades.",
    "Stopped. No register was made."
);

/// Told how many people of how many are on disk; may say stop.
pub type Progress<'a> = dyn FnMut(usize, usize) -> ControlFlow<()> + 'a;

/// Makes a made-up register at a path where there is nothing yet.
pub fn make(
    path: &Path,
    plan: &Plan,
    request: &Request,
    progress: &mut Progress,
) -> Result<Made, NotMade> {
    Store::create_filled(path, request, |store, register| {
        write(store, register, plan, request, progress)
    })
}

/// Makes a made-up register in a private folder, which is removed with all in it when the folder's guard is dropped.
pub fn temporary(plan: &Plan, request: &Request) -> Result<(TempDir, PathBuf), NotMade> {
    let folder = tempfile::Builder::new()
        .prefix("tolv-demo-")
        .permissions(Permissions::from_mode(0o700))
        .tempdir()
        .map_err(StoreError::from)?;
    let path = folder.path().join("demo.redb");
    make(&path, plan, request, &mut |_, _| ControlFlow::Continue(()))?;
    Ok((folder, path))
}

/// What `tolv demo --database` does: makes the register, says how far it has come on stderr where that is a terminal,
/// and takes everything back when it is interrupted.
pub fn command(path: &Path, plan: &Plan, request: &Request, lang: Lang) -> Result<Made, NotMade> {
    let stop = Arc::new(AtomicBool::new(false));
    let signals = [SIGHUP, SIGINT, SIGTERM]
        .map(|signal| signal_hook::flag::register(signal, Arc::clone(&stop)));
    let is_seen = stderr().is_terminal();
    let made = make(path, plan, request, &mut |done, total| {
        if is_seen {
            say_progress(done, total, lang);
        }
        if stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    if is_seen {
        say_on_terminal("\r\x1b[K");
    }
    for id in signals.into_iter().flatten() {
        signal_hook::low_level::unregister(id);
    }
    made
}

fn say_progress(done: usize, total: usize, lang: Lang) {
    let line = say!(lang,
        sv: "{done} av {total} deltagare",
        en: "{done} of {total} participants");
    say_on_terminal(&format!("\r{line}\x1b[K"));
}

fn say_on_terminal(text: &str) {
    // A terminal that is gone is no reason to stop.
    let _ = stderr().write_all(text.as_bytes());
}

/// Fills a register that has just been made, in the order of the tables' keys, so many marks at a time.
fn write(
    store: &mut Store,
    register: &mut Register,
    plan: &Plan,
    request: &Request,
    progress: &mut Progress,
) -> Result<Made, NotMade> {
    let mut made = Made {
        people: 0,
        marks: 0,
    };
    let mut batch = plan.unit();
    for person in plan.people() {
        made.people += 1;
        made.marks += person.marks.len();
        add(&mut batch, person);
        if batch.len() >= marks_at_once(plan) {
            store.record(register, request, What::Demo, std::mem::take(&mut batch))?;
            if progress(made.people, plan.total()).is_break() {
                return Err(NotMade::Stopped);
            }
        }
    }
    store.record(register, request, What::Demo, batch)?;
    Ok(made)
}

fn add(batch: &mut Vec<Change>, person: super::Person) {
    let super::Person { participant, marks } = person;
    let Participant { id: who, .. } = participant;
    batch.push(Change::Person {
        before: None,
        after: Box::new(participant),
    });
    batch.extend(marks.into_iter().map(|(day, mark)| Change::Marked {
        who,
        day,
        before: None,
        after: Some(mark),
    }));
}
