//! The rows that several lists and pages have in common, as JSON has them. What is not known is null; days are
//! `YYYY-MM-DD`.

use chrono::SecondsFormat;

use crate::domain::zone::Zone;

pub mod kept;
pub mod mark;
pub mod onward;
pub mod person;
pub mod record;
pub mod rule;
pub mod settings;
pub mod subsidy;
pub mod users;

/// A text, or null where it is empty.
pub fn known(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A moment in milliseconds since 1970-01-01 UTC, as RFC 3339 by a zone's clocks; [`Zone::minute`] is the same for people.
pub fn moment(millis: i64, zone: Zone) -> String {
    let at = zone.at(millis);
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}
