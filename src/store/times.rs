//! Log entries that a clock has dated which was far off.

use crate::domain::zone::Zone;
use crate::say;
use crate::text::Lang;

/// In milliseconds. A clock that is set right is off by less, and so is a computer that was carried into another zone.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// 2020-01-01: no register is older.
const EARLIEST: i64 = 1_577_836_800_000;

/// Entries that are dated otherwise than those around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Odd {
    pub entries: u64,
    /// The first of them, and when it says that it was written, in milliseconds since 1970-01-01 UTC.
    pub seq: u64,
    pub at: i64,
}

impl Odd {
    /// The sentence for people.
    pub fn text(&self, zone: Zone, lang: Lang) -> String {
        let (seq, at) = (self.seq, zone.minute(self.at));
        match self.entries {
            1 => say!(lang,
                sv: "Loggpost {seq} är daterad {at}, långt från dem som står intill: klockan gick fel när den skrevs.",
                en: "Log entry {seq} is dated {at}, far from those beside it: the clock was wrong when it was written."),
            entries => say!(lang,
                sv: "{entries} loggposter är daterade långt från dem som står intill, den första post {seq}: {at}. Klockan gick fel när de skrevs.",
                en: "{entries} log entries are dated far from those beside them, the first entry {seq}: {at}. The clock was wrong when they were written."),
        }
    }
}

/// The times of a log, from its newest entry back.
#[derive(Debug)]
pub struct Times {
    /// Nothing that stands before was written later.
    latest: i64,
    odd: Option<Odd>,
}

impl Times {
    /// Begins at the present moment, in milliseconds since 1970-01-01 UTC.
    pub fn until(now: i64) -> Times {
        Times {
            latest: now,
            odd: None,
        }
    }

    /// Takes in an entry's time, the newest first.
    pub fn see(&mut self, seq: u64, at: i64) {
        if at >= EARLIEST && at <= self.latest.saturating_add(DAY) {
            self.latest = self.latest.min(at);
            return;
        }
        let entries = self.odd.map_or(0, |odd| odd.entries) + 1;
        self.odd = Some(Odd { entries, seq, at });
    }

    /// What was odd among those that were seen.
    pub fn odd(&self) -> Option<Odd> {
        self.odd
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dated_years_off_is_odd_and_what_stands_around_it_is_not() {
        let at = |text: &str| {
            let day: chrono::NaiveDate = text.parse().expect("a day");
            Zone::default().begin(day).expect("a day begins")
        };
        // The days of the entries from the first on; how many are odd, and the first of them.
        type Case = (&'static [&'static str], Option<(u64, u64)>);
        let cases: &[Case] = &[
            (&[], None),
            (&["2026-11-20", "2026-11-21", "2026-11-21"], None),
            (&["2026-11-21", "2026-11-20"], None),
            (&["2026-11-20", "2099-01-01", "2026-11-21"], Some((1, 2))),
            (
                &["2026-11-20", "1970-01-01", "1970-01-02", "2026-11-21"],
                Some((2, 2)),
            ),
            (&["2026-11-20", "2099-01-01"], Some((1, 2))),
            (&["2099-01-01", "2026-11-20", "1970-01-01"], Some((2, 1))),
            (&["2026-11-20", "2026-11-29"], Some((1, 2))),
        ];
        for (days, expected) in cases {
            let mut times = Times::until(at("2026-11-22"));
            for (before, day) in days.iter().enumerate().rev() {
                times.see(before as u64 + 1, at(day));
            }
            let found = times.odd().map(|odd| (odd.entries, odd.seq));
            assert_eq!(found, *expected, "{days:?}");
        }
    }
}
