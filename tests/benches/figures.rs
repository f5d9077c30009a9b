//! `cargo bench`: what the real program takes on a real terminal, each figure beside the floor it is compared with.
//!
//! `cargo bench -- --quick` takes fewer samples. Exit code 1: a limit is missed.
//!
//! `-- --large` adds 10,000 people × 10 years, 25 million marks: the start, and the whole register backed up, verified,
//! restored, checked, exported and imported, with the time and the memory of each beside a raw copy of the same bytes, and
//! how long a mark waits meanwhile. That takes some minutes, and 12 GB of disk (in TMPDIR) while it does.

use std::process::ExitCode;

use anyhow::{Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

#[path = "figures/bytes.rs"]
mod bytes;
#[path = "figures/idle.rs"]
mod idle;
#[path = "figures/mark.rs"]
mod mark;
#[path = "figures/place.rs"]
mod place;
#[path = "figures/process.rs"]
mod process;
#[path = "figures/program.rs"]
mod program;
#[path = "figures/sessions.rs"]
mod sessions;
#[path = "figures/start.rs"]
mod start;
#[path = "figures/table.rs"]
mod table;
#[path = "figures/whole.rs"]
mod whole;
#[path = "figures/work.rs"]
mod work;

use place::Place;
use table::Table;

/// How much is measured.
#[derive(Clone, Copy)]
struct Extent {
    quick: bool,
    large: bool,
}

impl Extent {
    /// As many samples as this, or a fifth of them where it is to be quick.
    fn samples(self, full: usize) -> usize {
        if self.quick { full.div_ceil(5) } else { full }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        [sessions::WORD, rest @ ..] => sessions::child(rest).map(|()| true),
        words => asked(words).and_then(|extent| extent.map_or(Ok(true), measure)),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("figures: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// What the command line asks for; nothing where cargo does not run a benchmark, such as with `cargo test --benches`.
fn asked(words: &[&str]) -> Result<Option<Extent>> {
    let (mut extent, mut is_bench) = (
        Extent {
            quick: false,
            large: false,
        },
        false,
    );
    for word in words {
        match *word {
            "--bench" => is_bench = true,
            "--quick" => extent.quick = true,
            "--large" => extent.large = true,
            other => bail!("{other:?} is not known here; there are --quick and --large"),
        }
    }
    Ok(is_bench.then_some(extent))
}

/// Measures everything. Says whether every limit holds.
fn measure(extent: Extent) -> Result<bool> {
    let place = Place::new(extent.large)?;
    let folder = place.folder().to_owned();
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            // A gigabyte is not to be left behind.
            let _ = std::fs::remove_dir_all(&folder);
            std::process::exit(128 + signal);
        }
    });

    let mut table = Table::begin(&place.describe()?);
    let years = start::history(&place, extent, &mut table)?;
    bytes::all(&place, &years, &mut table)?;
    mark::key_to_screen(&place, &years, extent, &mut table)?;
    sessions::five(&place, &years, extent, &mut table)?;
    idle::sleeps(&place, &years, extent, &mut table)?;
    work::search(extent, &mut table)?;
    work::flags(extent, &mut table)?;
    work::import(&place, extent, &mut table)?;
    if extent.large {
        let large = start::large(&place, extent, &mut table)?;
        whole::register(&place, [&large, &years], extent, &mut table)?;
    }
    Ok(table.end())
}
