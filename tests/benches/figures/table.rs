//! The table that is printed: what, how much, beside what, how many times that, and whether the limit holds.

use std::time::Duration;

/// Times of the same thing, in order of size.
pub struct Samples(Vec<Duration>);

impl From<Vec<Duration>> for Samples {
    fn from(mut times: Vec<Duration>) -> Samples {
        times.sort_unstable();
        Samples(times)
    }
}

impl Samples {
    /// The time that this part of all times do not exceed; nothing took zero time where there are none.
    pub fn quantile(&self, part: f64) -> Duration {
        let last = self.0.len().saturating_sub(1);
        let at = (last as f64 * part).round() as usize;
        self.0.get(at).copied().unwrap_or_default()
    }

    pub fn min(&self) -> Duration {
        self.quantile(0.0)
    }

    pub fn median(&self) -> Duration {
        self.quantile(0.5)
    }

    /// Least, middle and number: `14.1 / 15.0 ms (40)`.
    pub fn text(&self) -> String {
        let (min, median) = (time(self.min()), time(self.median()));
        format!("{min} / {median} ({})", self.0.len())
    }

    /// How many times another's these are: by the minima, and by the medians.
    pub fn ratios(&self, other: &Samples) -> (f64, f64) {
        (
            quotient(self.min(), other.min()),
            quotient(self.median(), other.median()),
        )
    }
}

fn quotient(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

/// A time with the unit that suits it.
pub fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        1.0.. => format!("{seconds:.2} s"),
        0.01.. => format!("{:.1} ms", seconds * 1e3),
        0.001.. => format!("{:.2} ms", seconds * 1e3),
        _ => format!("{:.0} µs", seconds * 1e6),
    }
}

/// Memory that is given in KiB.
pub fn mebibytes(kibibytes: u64) -> String {
    format!("{:.1} MiB", kibibytes as f64 / 1024.0)
}

/// One line of the table. What has no limit is there to be known.
#[derive(Default)]
pub struct Figure {
    pub what: String,
    pub measured: String,
    pub beside: String,
    pub ratio: String,
    pub limit: String,
    pub holds: Option<bool>,
}

impl Figure {
    pub fn new(what: impl Into<String>, measured: impl Into<String>) -> Figure {
        Figure {
            what: what.into(),
            measured: measured.into(),
            ..Figure::default()
        }
    }

    /// What was measured with the same clock in the same run, to compare with.
    pub fn beside(mut self, what: &str, samples: &Samples) -> Figure {
        self.beside = format!("{what} {}", samples.text());
        self
    }

    /// How many times what stands beside it this is: by the minima, and by the medians.
    pub fn times(mut self, (min, median): (f64, f64)) -> Figure {
        self.ratio = format!("{min:.2} / {median:.2} ×");
        self
    }

    pub fn limit(mut self, limit: impl Into<String>, holds: bool) -> Figure {
        self.limit = limit.into();
        self.holds = Some(holds);
        self
    }
}

/// The table; each line is printed when it is known.
pub struct Table {
    limits: usize,
    missed: usize,
}

impl Table {
    pub fn begin(place: &str) -> Table {
        println!("{place}\nTimes: least / middle (how many).\n");
        line([
            "what",
            "measured",
            "beside it, in the same run",
            "ratio",
            "limit",
            "",
        ]);
        Table {
            limits: 0,
            missed: 0,
        }
    }

    pub fn show(&mut self, figure: &Figure) {
        let verdict = match figure.holds {
            None => "",
            Some(true) => "holds",
            Some(false) => "MISSED",
        };
        self.limits += usize::from(figure.holds.is_some());
        self.missed += usize::from(figure.holds == Some(false));
        line([
            &figure.what,
            &figure.measured,
            &figure.beside,
            &figure.ratio,
            &figure.limit,
            verdict,
        ]);
    }

    /// Whether every limit holds.
    pub fn end(self) -> bool {
        let Table { limits, missed } = self;
        println!("\n{} of {limits} limits hold.", limits - missed);
        missed == 0
    }
}

fn line([what, measured, beside, ratio, limit, verdict]: [&str; 6]) {
    let line = format!("{what:<42} {measured:<32} {beside:<42} {ratio:<15} {limit:<9} {verdict}");
    println!("{}", line.trim_end());
}
