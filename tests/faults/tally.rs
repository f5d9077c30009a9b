//! What came of the tries of one kind, as a line of the table.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// So many violations are told in words; the others are only counted.
const TOLD: usize = 5;

/// What one try came to.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How many entries people had been told were kept.
    pub acknowledged: u64,
    /// Each of these is something that was acknowledged and is not there.
    pub lost: Vec<String>,
    /// Each of these is something that is not as it should be and that nobody is told of.
    pub wrong: Vec<String>,
    /// What is counted for the note beside the figures.
    pub noted: u64,
    /// The same of what could not even be looked at.
    pub refused: u64,
}

impl Outcome {
    pub fn is_sound(&self) -> bool {
        self.lost.is_empty() && self.wrong.is_empty()
    }

    /// All is there and right.
    pub fn kept(acknowledged: u64) -> Outcome {
        Outcome {
            acknowledged,
            ..Outcome::default()
        }
    }

    pub fn lost(acknowledged: u64, what: impl Into<String>) -> Outcome {
        Outcome {
            lost: vec![what.into()],
            ..Outcome::kept(acknowledged)
        }
    }

    pub fn wrong(acknowledged: u64, what: impl Into<String>) -> Outcome {
        Outcome {
            wrong: vec![what.into()],
            ..Outcome::kept(acknowledged)
        }
    }
}

/// What many tries of one kind came to.
#[derive(Debug, Default)]
pub struct Tally {
    pub what: String,
    pub runs: u64,
    acknowledged: u64,
    lost: u64,
    wrong: u64,
    panics: u64,
    pub noted: u64,
    pub refused: u64,
    /// What else is to be known.
    pub note: String,
    /// A control: it proves nothing unless something is lost or wrong.
    must_fail: bool,
    told: Vec<String>,
    took: Duration,
}

impl Tally {
    pub fn of(what: impl Into<String>) -> Tally {
        Tally {
            what: what.into(),
            ..Tally::default()
        }
    }

    /// A line for what must go wrong, or the bench could not see anything go wrong.
    pub fn control(what: impl Into<String>) -> Tally {
        Tally {
            must_fail: true,
            ..Tally::of(what)
        }
    }

    /// Fills the line and puts down how long that took.
    pub fn timed(mut self, fill: impl FnOnce(&mut Tally)) -> Tally {
        let began = Instant::now();
        fill(&mut self);
        self.took = began.elapsed();
        self
    }

    /// Counts one try; a panic that reached here would have reached the person.
    pub fn count(&mut self, name: &str, outcome: thread::Result<Outcome>) {
        self.runs += 1;
        let mut tell = |words: String| {
            if self.told.len() < TOLD {
                self.told.push(words);
            }
        };
        match outcome {
            Err(panic) => {
                self.panics += 1;
                let said = panic.downcast_ref::<String>().map(String::as_str);
                let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
                tell(format!(
                    "{name}: panic: {}",
                    said.unwrap_or("without words")
                ));
            }
            Ok(outcome) => {
                self.acknowledged += outcome.acknowledged;
                self.noted += outcome.noted;
                self.refused += outcome.refused;
                self.lost += outcome.lost.len() as u64;
                self.wrong += outcome.wrong.len() as u64;
                for what in outcome.lost {
                    tell(format!("{name}: lost: {what}"));
                }
                for what in outcome.wrong {
                    tell(format!("{name}: wrong: {what}"));
                }
            }
        }
    }

    /// Counts as wrong what shows only when all tries are seen together.
    pub fn must(&mut self, holds: bool, otherwise: &str) {
        if !holds {
            self.wrong += 1;
            self.told.push(format!("all tries: wrong: {otherwise}"));
        }
    }

    /// Whether it is as it must be. Nothing tried is nothing shown.
    pub fn holds(&self) -> bool {
        let sound = self.lost + self.wrong + self.panics == 0;
        self.runs > 0 && sound != self.must_fail
    }

    pub fn print(&self) {
        let verdict = match (self.holds(), self.must_fail) {
            (true, false) => "holds",
            (true, true) => "fails, as it must",
            (false, false) => "VIOLATED",
            (false, true) => "SEES NOTHING: a control that must fail did not",
        };
        line([
            &self.what,
            &self.runs.to_string(),
            &self.acknowledged.to_string(),
            &self.lost.to_string(),
            &self.wrong.to_string(),
            &self.panics.to_string(),
            &format!("{:.1} s", self.took.as_secs_f64()),
            verdict,
        ]);
        if !self.note.is_empty() {
            println!("    {}", self.note);
        }
        if !self.holds() {
            for words in &self.told {
                println!("    {words}");
            }
        }
    }
}

/// The table's first line.
pub fn heading() {
    line([
        "what",
        "tries",
        "acknowledged",
        "lost",
        "silently wrong",
        "panics",
        "took",
        "",
    ]);
}

fn line([what, runs, acknowledged, lost, wrong, panics, took, verdict]: [&str; 8]) {
    let line = format!(
        "{what:<66} {runs:>7} {acknowledged:>13} {lost:>6} {wrong:>15} {panics:>7} {took:>8}  {verdict}"
    );
    println!("{}", line.trim_end());
}

/// Tries something so many times on all processors and counts what comes of it. A try is known by its number alone.
pub fn tried(tally: Tally, tries: u32, one: impl Fn(u32) -> Outcome + Sync) -> Tally {
    tally.timed(|tally| {
        let next = AtomicU32::new(0);
        let tally = Mutex::new(tally);
        let worker = || {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= tries {
                    break;
                }
                let outcome = panic::catch_unwind(AssertUnwindSafe(|| one(number)));
                let mut tally = tally.lock().expect("counting does not panic");
                tally.count(&format!("try {number}"), outcome);
            }
        };
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(worker);
            }
        });
    })
}
