//! The fault bench: kills, power cuts, failing disks, flipped bits, and backups while others mark, each counted. What
//! must be nought and is not fails it.
//!
//! `cargo test --test faults` is quick; `cargo test --release --test faults -- --long` takes the sizes of a night. A word
//! picks the benches whose name holds it, and `--seed N` gives other chances.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

mod backups;
#[expect(dead_code, reason = "shared with tests/all, which uses the rest")]
#[path = "../all/disk.rs"]
mod disk;
mod failing;
mod flips;
mod growing;
mod heads;
mod kills;
mod layer;
#[path = "../all/older/program.rs"]
mod older;
mod power;
#[expect(dead_code, reason = "shared with tests/all, which uses the rest")]
#[path = "../all/pty/program.rs"]
mod program;
mod stops;
mod tally;
mod under;
#[expect(dead_code, reason = "shared with tests/all, which uses the rest")]
#[path = "../all/world.rs"]
mod world;

use tally::{Tally, heading};

/// How much is tried, and with which chances.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    long: bool,
    pub seed: u64,
}

impl Extent {
    /// So many in CI, or so many where there is time.
    pub fn of(self, quick: u32, long: u32) -> u32 {
        if self.long { long } else { quick }
    }
}

/// Tries one kind of fault, in one or several lines of the table.
type Bench = fn(Extent) -> Vec<Tally>;

const BENCHES: &[(&str, Bench)] = &[
    ("kill", kills::kills),
    ("grow", growing::growing),
    ("stop", stops::stops),
    ("power", power::cuts),
    ("disk", failing::everywhere),
    ("flip", flips::flips),
    ("head", heads::heads),
    ("under", under::damages),
    ("backup", backups::backups),
];

/// The bench's own words, and those of the test harness that it must not stumble over.
#[derive(Parser)]
struct Asked {
    names: Vec<String>,
    #[arg(long)]
    long: bool,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One session, in a process of its own, whose file is damaged under it.
    #[arg(long, hide = true)]
    under: Option<PathBuf>,
    /// Says what there is and tries nothing.
    #[arg(long)]
    list: bool,
    #[arg(long)]
    exact: bool,
    #[arg(long)]
    ignored: bool,
    #[arg(long)]
    nocapture: bool,
    #[arg(long)]
    test_threads: Option<usize>,
    #[arg(long)]
    format: Option<String>,
}

impl Asked {
    fn picks(&self, name: &str) -> bool {
        let is_named =
            |word: &String| name == word || (!self.exact && name.contains(word.as_str()));
        !self.ignored && (self.names.is_empty() || self.names.iter().any(is_named))
    }
}

fn main() -> ExitCode {
    let asked = Asked::parse();
    if let Some(path) = &asked.under {
        under::work(path, asked.seed);
        return ExitCode::SUCCESS;
    }
    let picked = || BENCHES.iter().filter(|(name, _)| asked.picks(name));
    if asked.list {
        picked().for_each(|(name, _)| println!("{name}: test"));
        return ExitCode::SUCCESS;
    }
    let Asked { long, seed, .. } = asked;
    let size = if long { "long" } else { "quick" };
    println!(
        "\ntolv {}, {size}, seed {seed}\n",
        env!("CARGO_PKG_VERSION")
    );
    heading();
    let (mut passed, mut failed) = (0, 0);
    for (_, bench) in picked() {
        for tally in bench(Extent { long, seed }) {
            tally.print();
            *if tally.holds() {
                &mut passed
            } else {
                &mut failed
            } += 1;
        }
    }
    println!("\nfaults: {passed} passed, {failed} failed\n");
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
