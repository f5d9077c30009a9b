//! The hours of a week as two fields: hours a day, and on which weekdays.

use super::Key;
use crate::domain::facts::participant::Schedule;
use crate::domain::reading::{hours, parse_hours_a_day, parse_week, parse_weekdays, weekdays};
use crate::say;
use crate::screens::View;
use crate::text::Lang;
use crate::widgets::form::Form;

/// The days of an ordinary week.
const ORDINARY: [bool; 7] = [true, true, true, true, true, false, false];

/// The minutes that every worked day has, where they all have the same.
fn even(schedule: &Schedule) -> Option<u16> {
    let mut worked = schedule.minutes.into_iter().filter(|minutes| *minutes > 0);
    let first = worked.next()?;
    worked.all(|minutes| minutes == first).then_some(first)
}

/// What the hours hold at first: nothing where the days differ, since one number cannot say it.
pub fn preset(schedule: Option<&Schedule>) -> String {
    schedule.and_then(even).map(hours).unwrap_or_default()
}

/// What the weekdays hold at first.
pub fn preset_weekdays(schedule: Option<&Schedule>, lang: Lang) -> String {
    let days = schedule.map(|schedule| schedule.minutes.map(|minutes| minutes > 0));
    let days = days.filter(|days| days.contains(&true));
    // With the hyphen that keyboards have.
    weekdays(days.unwrap_or(ORDINARY), lang).replace('–', "-")
}

/// Says under the hours what they are read as, and what they are now where the field is empty.
pub fn follow(form: &mut Form<Key>, schedule: Option<&Schedule>, view: &View) {
    let lang = view.lang;
    let typed = form.text(Key::Hours);
    let example = match (parse_hours_a_day(typed), schedule) {
        (Ok(minutes), _) => {
            let long = hours(minutes);
            say!(lang, sv: "{long} tim", en: "{long} h")
        }
        (Err(_), _) if parse_week(typed).is_ok() => {
            let minutes = parse_week(typed).unwrap_or_default();
            let from = view.today;
            Schedule { from, minutes }.text(lang)
        }
        (Err(_), Some(schedule)) if typed.is_empty() => {
            let now = schedule.text(lang);
            say!(lang, sv: "tomt ändrar inget; nu {now}", en: "empty changes nothing; now {now}")
        }
        _ => {
            say!(lang, sv: "till exempel 6, 6,5 eller 6:30; tomt är inga bestämda", en: "for example 6, 6.5 or 6:30; empty is none set")
        }
    };
    form.set_example(Key::Hours, example);
}

/// The minutes of each weekday that the two fields tell: nothing where the hours are empty. `None` where there is a
/// fault, which is then told at its field. Other days cannot be had without their hours where some are set `now`.
pub fn read(form: &mut Form<Key>, now: Option<&Schedule>, view: &View) -> Option<Option<[u16; 7]>> {
    let lang = view.lang;
    let days = parse_weekdays(form.text(Key::Weekdays));
    let typed = form.text(Key::Hours).to_owned();
    if typed.is_empty() {
        let untouched = form.text(Key::Weekdays) == preset_weekdays(now, lang);
        if now.is_some() && !untouched {
            form.fault(
                Key::Hours,
                say!(lang,
                sv: "Skriv hur många timmar de här dagarna har.",
                en: "Type how many hours these days have."),
            );
        }
        return Some(None);
    }
    // Days with hours of their own: the other field is as it was, or names the same days.
    if let Ok(week) = parse_week(&typed) {
        let untouched = form.text(Key::Weekdays) == preset_weekdays(now, lang);
        if untouched || days == Ok(week.map(|minutes| minutes > 0)) {
            return Some(Some(week));
        }
    }
    let minutes = parse_hours_a_day(&typed);
    if let Err(fault) = minutes {
        form.fault(Key::Hours, fault.text(lang));
    }
    if let Err(fault) = days {
        form.fault(Key::Weekdays, fault.text(lang));
    }
    let minutes = minutes.ok()?;
    Some(Some(
        days.ok()?.map(|worked| if worked { minutes } else { 0 }),
    ))
}
