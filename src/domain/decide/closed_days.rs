//! Days that the unit closes, for everybody or for one arena, and opens again.

use chrono::NaiveDate;

use crate::domain::decide::arenas::arena;
use crate::domain::decide::checks::{NAME_LIMIT, checked};
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::participant::{Arena, ArenaId};
use crate::domain::register::Register;

pub(super) fn close(register: &Register, day: &ClosedDay) -> Result<Vec<Change>, Refusal> {
    let mut day = day.clone();
    day.name = checked(&day.name, NAME_LIMIT)?;
    if let Some(id) = day.arena {
        arena(register, id)?;
    }
    if (day.open_minutes).is_some_and(|open| open == 0 || open > 24 * 60) {
        return Err(Refusal::BadMinutes);
    }
    let before = register.closed.get(&(day.date, day.arena)).cloned();
    if before.as_ref() == Some(&day) {
        return Ok(Vec::new());
    }
    Ok(vec![Change::Closed {
        date: day.date,
        arena: day.arena,
        before,
        after: Some(day),
    }])
}

pub(super) fn open(
    register: &Register,
    date: NaiveDate,
    arena: Option<ArenaId>,
) -> Result<Vec<Change>, Refusal> {
    let before = register.closed.get(&(date, arena)).cloned();
    let before = before.ok_or_else(|| not_closed(register, date, arena))?;
    Ok(vec![Change::Closed {
        date,
        arena,
        before: Some(before),
        after: None,
    }])
}

/// Why that day cannot be opened: it is closed for others than was said, or not at all.
fn not_closed(register: &Register, date: NaiveDate, arena: Option<ArenaId>) -> Refusal {
    let known = |id: &ArenaId| register.arenas.get(id).cloned();
    let of_day = register.closed.keys().filter(|(day, _)| *day == date);
    let closed = of_day.filter_map(|(_, id)| known(id.as_ref()?));
    let arenas: Vec<Arena> = closed.collect();
    let is_for_all = register.closed.contains_key(&(date, None));
    match arena {
        None if !arenas.is_empty() => Refusal::ClosedForSome { date, arenas },
        Some(id) => match known(&id).filter(|_| is_for_all) {
            Some(arena) => Refusal::ClosedForAll { date, arena },
            None => Refusal::NotClosed { date },
        },
        None => Refusal::NotClosed { date },
    }
}
