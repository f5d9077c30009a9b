//! How many bytes go over the line: a moved cursor, a mark, a burst of keys, a turned page, another day.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::place::Place;
use crate::program::{Answer, Program, QUIET};
use crate::table::{Figure, Table};

const MOVE_LIMIT: usize = 20;
const MARK_LIMIT: usize = 200;
const BURST_LIMIT: usize = 1_500;
/// Twenty keys that come at once may be drawn as so many frames: the first may be under way when the others come.
const BURST_READS: usize = 3;
/// Twenty commits, and the frame after them.
const BURST_QUIET: Duration = Duration::from_millis(300);

const DOWN: &[u8] = b"\x1b[B";
const PAGE_DOWN: &[u8] = b"\x1b[6~";
const HOME: &[u8] = b"\x1b[H";

/// On a page of the board that is 18 rows high.
pub fn all(place: &Place, register: &Path, table: &mut Table) -> Result<()> {
    let mut program = Program::board(place, register)?;
    program.first_frame(QUIET)?;

    let mut press = |keys: &[u8]| program.press(keys, QUIET);
    let moves: Result<Vec<Answer>> = (0..6).map(|_| press(DOWN)).collect();
    let marks: Result<Vec<Answer>> = (0..6).map(|_| press(b"n")).collect();
    let burst = program.press(&[b'n'; 20], BURST_QUIET)?;
    program.press(HOME, QUIET)?;
    let page = program.press(PAGE_DOWN, QUIET)?;
    let day = program.press(b"-", QUIET)?;
    program.leave()?;

    for (what, answers, limit) in [
        ("a moved cursor, the most of 6", moves?, MOVE_LIMIT),
        ("a mark, the most of 6", marks?, MARK_LIMIT),
    ] {
        let most = answers.iter().map(|answer| answer.bytes).max();
        let most = most.unwrap_or_default();
        let figure = Figure::new(what, format!("{most} B"));
        table.show(&figure.limit(format!("≤ {limit} B"), most <= limit));
    }
    let holds = burst.bytes <= BURST_LIMIT && burst.reads <= BURST_READS;
    let measured = format!("{} B, drawn in {}", burst.bytes, burst.reads);
    table.show(
        &Figure::new("twenty marks in one burst", measured)
            .limit(format!("≤ {BURST_LIMIT} B"), holds),
    );
    table.show(&Figure::new("  a turned page", format!("{} B", page.bytes)));
    table.show(&Figure::new("  another day", format!("{} B", day.bytes)));
    Ok(())
}
