//! The time zone of a register: where its days begin and end, whatever zone the machine is set to.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::text;
use crate::text::Text;

/// A time zone of the IANA's list, by whose rules for summer time moments become days and times of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Default for Zone {
    fn default() -> Zone {
        Zone(Tz::Europe__Stockholm)
    }
}

impl Zone {
    /// What it is read from, for people.
    pub const TAKES: Text = text!(
        "en tidszon, som Europe/Stockholm, Europe/Helsinki eller UTC",
        "a time zone, such as Europe/Stockholm, Europe/Helsinki or UTC"
    );

    /// Reads a name in any case; `None` where no zone is called that.
    pub fn read(text: &str) -> Option<Zone> {
        let text = text.trim();
        let mut zones = TZ_VARIANTS.iter();
        let found = zones.find(|zone| zone.name().eq_ignore_ascii_case(text));
        found.copied().map(Zone)
    }

    /// The name as the IANA writes it.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// A moment in milliseconds since 1970-01-01 UTC as the clocks of the zone show it.
    pub fn at(self, millis: i64) -> DateTime<Tz> {
        let at = DateTime::from_timestamp_millis(millis).unwrap_or_default();
        at.with_timezone(&self.0)
    }

    /// The day that a moment lies in.
    pub fn day(self, millis: i64) -> NaiveDate {
        self.at(millis).date_naive()
    }

    /// The moment for people, to the minute: `2026-11-22 08:14`.
    pub fn minute(self, millis: i64) -> String {
        self.at(millis).format("%Y-%m-%d %H:%M").to_string()
    }

    /// When a day begins, in milliseconds since 1970-01-01 UTC: at midnight, or as soon after as clocks that were put
    /// forward over it show a time. `None` where no calendar has the day.
    pub fn begin(self, day: NaiveDate) -> Option<i64> {
        let midnight = day.and_time(NaiveTime::MIN);
        let times = (0..=LONGEST_SKIP / SKIP).map(|n| midnight + TimeDelta::minutes(n * SKIP));
        let mut begins = times.filter_map(|time| self.0.from_local_datetime(&time).earliest());
        begins.next().map(|at| at.timestamp_millis())
    }

    /// When the day after that of a moment begins.
    pub fn next_day(self, millis: i64) -> Option<i64> {
        self.begin(self.day(millis).checked_add_days(Days::new(1))?)
    }
}

/// Clocks are put forward by a multiple of so many minutes.
const SKIP: i64 = 15;
/// And by a day at most, where a place has changed sides of the date line.
const LONGEST_SKIP: i64 = 24 * 60;

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Zone, D::Error> {
        let name = String::deserialize(from)?;
        Zone::read(&name).ok_or_else(|| D::Error::custom("not a time zone"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(text: &str) -> i64 {
        let at = DateTime::parse_from_rfc3339(text).expect("a moment");
        at.timestamp_millis()
    }

    fn zone(name: &str) -> Zone {
        Zone::read(name).expect("a zone")
    }

    #[test]
    fn a_moment_is_told_by_the_clocks_of_the_zone() {
        for (name, at, told) in [
            (
                "Europe/Stockholm",
                "2026-11-29T23:30:00Z",
                "2026-11-30 00:30",
            ),
            (
                "Europe/Stockholm",
                "2026-06-29T22:30:00Z",
                "2026-06-30 00:30",
            ),
            ("UTC", "2026-11-29T23:30:00Z", "2026-11-29 23:30"),
            (
                "Europe/Helsinki",
                "2026-11-29T22:30:00Z",
                "2026-11-30 00:30",
            ),
            // The hour that is left out in spring, and the one that comes twice in autumn.
            (
                "Europe/Stockholm",
                "2026-03-29T00:59:00Z",
                "2026-03-29 01:59",
            ),
            (
                "Europe/Stockholm",
                "2026-03-29T01:00:00Z",
                "2026-03-29 03:00",
            ),
            (
                "Europe/Stockholm",
                "2026-10-25T00:30:00Z",
                "2026-10-25 02:30",
            ),
            (
                "Europe/Stockholm",
                "2026-10-25T01:30:00Z",
                "2026-10-25 02:30",
            ),
            (
                "Europe/Stockholm",
                "1969-12-31T23:30:00Z",
                "1970-01-01 00:30",
            ),
        ] {
            let (zone, at) = (zone(name), millis(at));
            assert_eq!(zone.minute(at), told, "{name}");
            assert_eq!(zone.day(at).to_string(), told[..10], "{name}");
        }
    }

    #[test]
    fn the_next_day_begins_at_midnight_and_the_days_of_the_change_have_23_and_25_hours() {
        for (name, at, begins) in [
            (
                "Europe/Stockholm",
                "2026-11-29T22:59:59Z",
                "2026-11-29T23:00:00Z",
            ),
            (
                "Europe/Stockholm",
                "2026-11-29T23:00:00Z",
                "2026-11-30T23:00:00Z",
            ),
            (
                "Europe/Stockholm",
                "2026-03-28T23:00:00Z",
                "2026-03-29T22:00:00Z",
            ),
            (
                "Europe/Stockholm",
                "2026-10-24T22:00:00Z",
                "2026-10-25T23:00:00Z",
            ),
            ("UTC", "2026-11-29T23:30:00Z", "2026-11-30T00:00:00Z"),
            // In Egypt summer time leaves out the day's first hour.
            (
                "Africa/Cairo",
                "2026-04-23T12:00:00Z",
                "2026-04-23T22:00:00Z",
            ),
            // And where a whole day was: 2011-12-30.
            (
                "Pacific/Apia",
                "2011-12-30T00:00:00Z",
                "2011-12-30T10:00:00Z",
            ),
        ] {
            assert_eq!(
                zone(name).next_day(millis(at)),
                Some(millis(begins)),
                "{name} {at}"
            );
        }
    }

    #[test]
    fn a_zone_is_read_by_its_name_in_any_case_and_written_as_it_is_called() {
        for (text, name) in [
            ("Europe/Stockholm", "Europe/Stockholm"),
            (" europe/helsinki ", "Europe/Helsinki"),
            ("utc", "UTC"),
        ] {
            assert_eq!(Zone::read(text).map(Zone::name), Some(name));
        }
        for text in [
            "",
            "Stockholm",
            "CEST",
            "Europe",
            "+01:00",
            "Europe/Stockholm2",
        ] {
            assert_eq!(Zone::read(text), None, "{text:?}");
        }
    }
}
