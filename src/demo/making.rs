//! Writes a made-up register to a file: whole at its path, or not there at all.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::Plan;
use crate::domain::facts::change::{Change, What};
use crate::domain::facts::participant::Participant;
use crate::domain::register::Register;
use crate::store::{NotCommitted, Request, Store, StoreError};

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

/// Told how many people of how many are on disk.
pub type Progress<'a> = dyn FnMut(usize, usize) + 'a;

/// Makes a made-up register at a path where there is nothing yet. Where that fails, nothing of it is left there.
pub fn make(
    path: &Path,
    plan: &Plan,
    request: &Request,
    progress: &mut Progress,
) -> Result<Made, NotCommitted> {
    Store::create_filled(path, request, |store, register| {
        write(store, register, plan, request, progress)
    })
}

/// Makes a made-up register in a private folder, which is removed with all in it when the folder's guard is dropped.
pub fn temporary(plan: &Plan, request: &Request) -> Result<(TempDir, PathBuf), NotCommitted> {
    let folder = tempfile::Builder::new()
        .prefix("tolv-demo-")
        .permissions(Permissions::from_mode(0o700))
        .tempdir()
        .map_err(StoreError::from)?;
    let path = folder.path().join("demo.redb");
    make(&path, plan, request, &mut |_, _| ())?;
    Ok((folder, path))
}

/// Fills a register that has just been made, in the order of the tables' keys, so many marks at a time.
fn write(
    store: &mut Store,
    register: &mut Register,
    plan: &Plan,
    request: &Request,
    progress: &mut Progress,
) -> Result<Made, NotCommitted> {
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
            progress(made.people, plan.total());
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
        after: Some(Box::new(participant)),
    });
    batch.extend(marks.into_iter().map(|(day, mark)| Change::Marked {
        who,
        day,
        before: None,
        after: Some(mark),
    }));
}
