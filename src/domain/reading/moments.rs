//! A day with a time after it, as databases and spreadsheets write it: `2026-01-05 00:00:00`, `2026-01-04T23:00:00Z`.

use chrono::{NaiveTime, TimeDelta};

use crate::domain::reading::digits;

/// A tidied text, taken apart.
pub(super) struct Moment<'a> {
    pub day: &'a str,
    pub time: NaiveTime,
    /// The time says before or after noon, as those do who write the month before the day.
    pub has_half_days: bool,
    /// How far its zone is ahead of UTC; `None` where it has none.
    pub offset: Option<TimeDelta>,
}

impl<'a> Moment<'a> {
    /// `None` where the text does not end in a time of the clock.
    pub fn of(text: &'a str) -> Option<Moment<'a>> {
        let colon = text.find(':')?;
        let before = text[..colon].rfind(|c: char| !c.is_ascii_digit())?;
        let time = text[before..].strip_prefix(['t', ' '])?;
        let day = text[..before].trim_end_matches([',', ' ']);
        let day = day.strip_suffix(" kl").unwrap_or(day);
        let end = time.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ',')));
        let (clock, after) = time.split_at(end.unwrap_or(time.len()));
        let after = after.trim_start();
        let half_days = ["am", "pm", "a.m.", "p.m.", "fm", "em"];
        let half = half_days.iter().find(|half| after.starts_with(**half));
        let zone = after[half.map_or(0, |half| half.len())..].trim_start();
        Some(Moment {
            day,
            time: time_of(clock, half.map(|half| half.starts_with(['p', 'e'])))?,
            has_half_days: half.is_some(),
            offset: if zone.is_empty() {
                None
            } else {
                Some(offset(zone)?)
            },
        })
    }
}

/// `8:00`, `08:00:00`, `08:00:00.000`; of twelve hours where it is known to be before or after noon.
fn time_of(clock: &str, after_noon: Option<bool>) -> Option<NaiveTime> {
    let mut parts = clock.split(':');
    let hour = digits(parts.next()?, 2)?;
    let minute = parts.next().filter(|minute| minute.len() == 2);
    let minute = digits(minute?, 2)?;
    let second = parts.next().unwrap_or("0");
    let (second, fraction) = second.split_once(['.', ',']).unwrap_or((second, "0"));
    let second = digits(second, 2)?;
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !is_fraction {
        return None;
    }
    let hour = match after_noon {
        None => hour,
        Some(after) if (1..=12).contains(&hour) => hour % 12 + if after { 12 } else { 0 },
        Some(_) => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// `z`, `utc`, `+01`, `+01:00`, `+0100`, and the two names of the time in Sweden.
fn offset(zone: &str) -> Option<TimeDelta> {
    match zone {
        "z" | "utc" | "gmt" => return Some(TimeDelta::zero()),
        "cet" => return Some(TimeDelta::hours(1)),
        "cest" => return Some(TimeDelta::hours(2)),
        _ => {}
    }
    let zone = zone
        .strip_prefix("utc")
        .or(zone.strip_prefix("gmt"))
        .unwrap_or(zone);
    let ahead = zone.starts_with('+');
    let zone = zone.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match (zone.split_once(':'), zone.len()) {
        (Some(parts), 5) => parts,
        (None, 4) => zone.split_at_checked(2)?,
        (None, 1 | 2) => (zone, "0"),
        _ => return None,
    };
    let minutes = digits(hours, 2)? * 60 + digits(minutes, 2).filter(|minutes| *minutes < 60)?;
    let offset = TimeDelta::minutes(minutes.into());
    (minutes <= 14 * 60).then(|| if ahead { offset } else { -offset })
}
