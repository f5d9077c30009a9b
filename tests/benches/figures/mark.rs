//! One mark from the key to the screen, against redb's own durable commit and the disk's own durable write.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use redb::{Builder, ConcurrencyMode, Database, TableDefinition};

use crate::Extent;
use crate::place::{Place, today};
use crate::program::{Program, QUIET};
use crate::table::{Figure, Samples, Table};

/// A mark may take so many times redb's commit, by the medians.
const LIMIT: f64 = 2.0;
/// As the store sets it.
const CACHE_BYTES: usize = 16 << 20;
/// Fewer than the people of a group, so that every key marks somebody.
const MOST: usize = 150;

const VALUES: TableDefinition<u64, &[u8]> = TableDefinition::new("values");

/// A database that holds small values, opened as the store opens its own.
fn values(path: &Path) -> Result<Database> {
    let db = Builder::new()
        .set_concurrency_mode(ConcurrencyMode::MultiWriter)
        .set_cache_size(CACHE_BYTES)
        .create(path)?;
    let begin = db.begin_write()?;
    begin.open_table(VALUES)?;
    begin.commit()?;
    Ok(db)
}

fn commit(db: &Database, key: u64) -> Result<Duration> {
    let began = Instant::now();
    let writing = db.begin_write()?;
    writing
        .open_table(VALUES)?
        .insert(key, [1; 10].as_slice())?;
    writing.commit()?;
    Ok(began.elapsed())
}

fn write(file: &File, at: u64) -> Result<Duration> {
    let began = Instant::now();
    file.write_all_at(&[1; 10], at * 4096)?;
    file.sync_data()?;
    Ok(began.elapsed())
}

/// Marks people one by one; between the keys the other two are done, each after the same silence.
pub fn key_to_screen(
    place: &Place,
    register: &Path,
    extent: Extent,
    table: &mut Table,
) -> Result<()> {
    let db = values(&place.beside("values.redb"))?;
    let file = OpenOptions::new()
        .create_new(true)
        .write(true)
        .open(place.beside("bytes"))?;
    file.write_all_at(&vec![0; 4096 * MOST], 0)?;
    file.sync_all()?;

    let before = marked(place, register)?;
    let mut program = Program::board(place, register)?;
    program.first_frame(QUIET)?;
    // The pane whose people no other figure marks.
    program.press(b"\t", QUIET)?;
    let runs = extent.samples(MOST);
    let (mut marks, mut commits, mut writes) = (Vec::new(), Vec::new(), Vec::new());
    for run in (0..).take(runs) {
        marks.push(program.press(b"n", QUIET)?.took);
        commits.push(commit(&db, run)?);
        program.listen(QUIET)?;
        writes.push(write(&file, run)?);
        program.listen(QUIET)?;
    }
    let shown = program.shown();
    program.leave()?;
    let new = marked(place, register)? - before;
    ensure!(new == runs, "{runs} keys marked {new} people");
    ensure!(
        shown.contains(&format!(" {runs} av ")),
        "the screen does not count {runs}:\n{shown}"
    );

    let (marks, commits) = (Samples::from(marks), Samples::from(commits));
    let writes = Samples::from(writes);
    let ratios = marks.ratios(&commits);
    table.show(
        &Figure::new("one mark, key to screen", marks.text())
            .beside("redb commit:", &commits)
            .times(ratios)
            .limit(format!("≤ {LIMIT} ×"), ratios.1 <= LIMIT),
    );
    table.show(
        &Figure::new("  the same against the disk alone", marks.text())
            .beside("write + fdatasync:", &writes)
            .times(marks.ratios(&writes)),
    );
    Ok(())
}

/// How many people are marked today.
fn marked(place: &Place, path: &Path) -> Result<usize> {
    let (store, register) = place.open(path)?;
    let marks = store.day(today(), register.people.keys().copied());
    Ok(marks.map_err(|error| anyhow::anyhow!("{error:?}"))?.len())
}
