//! From the start to the first full frame: with and without a history, with and without people.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::Extent;
use crate::place::{Place, plan};
use crate::process;
use crate::program::{FirstFrame, Program, QUIET};
use crate::table::{Figure, Samples, Table, mebibytes, time};

/// Ten years of marks may make the start this much slower.
const HISTORY_LIMIT: f64 = 1.2;
/// Ten thousand people may make it this much slower.
const LARGE_LIMIT: Duration = Duration::from_millis(50);
/// Ten thousand people's day is counted after the first frame; a pause in that is not its end.
const LARGE_QUIET: Duration = Duration::from_millis(300);

/// What starts on one register took.
#[derive(Default)]
struct Starts {
    took: Vec<Duration>,
    settled: Vec<Duration>,
    frame_bytes: usize,
    peak: u64,
}

impl Starts {
    fn once(&mut self, place: &Place, register: &Path, quiet: Duration) -> Result<()> {
        let mut program = Program::board(place, register)?;
        let FirstFrame {
            took,
            settled,
            bytes,
        } = program.first_frame(quiet)?;
        self.peak = self.peak.max(process::peak_memory(program.pid()?)?);
        program.leave()?;
        self.took.push(took);
        self.settled.push(settled);
        self.frame_bytes = bytes;
        Ok(())
    }
}

/// Starts on one register and on another, by turns, so that noise hits both; the first of each does not count.
fn by_turns(
    place: &Place,
    [a, b]: [&Path; 2],
    runs: usize,
    quiet: Duration,
) -> Result<[Starts; 2]> {
    Starts::default().once(place, a, quiet)?;
    Starts::default().once(place, b, quiet)?;
    let mut starts = [Starts::default(), Starts::default()];
    for _ in 0..runs {
        starts[0].once(place, a, quiet)?;
        starts[1].once(place, b, quiet)?;
    }
    Ok(starts)
}

/// 500 people with ten years of marks against the same people with one week of them. Returns the longer register.
pub fn history(place: &Place, extent: Extent, table: &mut Table) -> Result<PathBuf> {
    let years = place.demo("ten-years.redb", 500, 10)?;
    let week = place.last_week_only(&plan(500, 120))?;
    // So many that the least and the middle say something on a machine that has other things to do.
    let [long, short] = by_turns(place, [&years, &week], extent.samples(100), QUIET)?;
    let (frame_bytes, peak) = (long.frame_bytes, long.peak);
    let (long, short) = (Samples::from(long.took), Samples::from(short.took));
    let ratios = long.ratios(&short);
    let holds = ratios.0.max(ratios.1) <= HISTORY_LIMIT;
    table.show(
        &Figure::new("start to first paint, 500 × 10 years", long.text())
            .beside("one week:", &short)
            .times(ratios)
            .limit(format!("≤ {HISTORY_LIMIT} ×"), holds),
    );

    let process: Result<Vec<Duration>> = (0..extent.samples(20))
        .map(|_| Program::version(place)?.first_byte())
        .collect();
    let process = Samples::from(process?);
    let what = "  of which the process itself (--version)";
    table.show(&Figure::new(what, process.text()));
    table.show(&Figure::new("  first frame", format!("{frame_bytes} B")));

    let few = place.demo("few.redb", 24, 1)?;
    let mut starts = Starts::default();
    starts.once(place, &few, QUIET)?;
    let mut memory = Figure::new("memory at most, 500 × 10 years", mebibytes(peak));
    memory.beside = format!("24 people: {}", mebibytes(starts.peak));
    memory.ratio = format!("{:.2} ×", peak as f64 / starts.peak as f64);
    table.show(&memory);
    Ok(years)
}

/// 10,000 people with ten years of marks against nobody at all. Returns the full register.
pub fn large(place: &Place, extent: Extent, table: &mut Table) -> Result<PathBuf> {
    let register = place.demo("large.redb", 10_000, 10)?;
    let bytes = std::fs::metadata(&register)?.len();
    ensure!(bytes > 1 << 30, "the large register is not large");
    let empty = place.empty()?;
    let [full, none] = by_turns(place, [&register, &empty], extent.samples(20), LARGE_QUIET)?;
    let settled = Samples::from(full.settled);
    let peak = full.peak;
    let (full, none) = (Samples::from(full.took), Samples::from(none.took));
    let more = full.median().saturating_sub(none.median());
    let least_more = full.min().saturating_sub(none.min());
    let mut figure = Figure::new("start to first paint, 10,000 × 10 years", full.text())
        .beside("empty:", &none)
        .limit("≤ +50 ms", more.max(least_more) <= LARGE_LIMIT);
    figure.ratio = format!("+{} / +{}", time(least_more), time(more));
    table.show(&figure);
    table.show(&Figure::new("  until everybody is counted", settled.text()));
    table.show(&Figure::new("  memory at most by then", mebibytes(peak)));
    let gigabytes = bytes as f64 / 1e9;
    table.show(&Figure::new("  the file", format!("{gigabytes:.2} GB")));
    Ok(register)
}
