//! Arenas as a small register: added, renamed, merged, closed from a day and opened again.

use chrono::NaiveDate;

use crate::domain::alike::{bare, folded};
use crate::domain::decide::checks::{
    NAME_LIMIT, checked, named, person_changed, refuse_strange, unless_none,
};
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::participant::{Arena, ArenaId, Group, Participant, Placement, Stay};
use crate::domain::register::Register;

/// So many of those who are placed in an arena are named in a refusal.
const NAMED: usize = 3;

/// So many arenas of a group a misspelt name is compared with: a list may misspell one on each of its rows.
pub(super) const MOST_COMPARED: usize = 200;

/// One slip more is forgiven for so many letters of a name.
const LETTERS_A_SLIP: usize = 5;
/// Two names of a list are taken for one less easily: its arenas are called alike, *Måleriet* and *Mureriet*.
const LETTERS_A_LIKENESS: usize = 10;
/// A word of so many letters tells one arena from another, as a number does.
const MARK: usize = 2;
/// Names of fewer letters, *Kök* and *Bok*, differ by one.
const SHORT: usize = 4;

/// An arena that a command is about. One that went into another is none any more.
pub(super) fn arena(register: &Register, id: ArenaId) -> Result<&Arena, Refusal> {
    let arena = register
        .arenas
        .get(&id)
        .filter(|arena| arena.into.is_none());
    arena.ok_or_else(|| Refusal::ArenaUnknown {
        arena: format!("#{}", id.0),
        is_in_several: false,
    })
}

/// A name that no other arena of the group has, in any form of it.
fn free_name(
    register: &Register,
    group: Group,
    name: &str,
    of: Option<ArenaId>,
) -> Result<String, Refusal> {
    let name = unless_none(checked(name, NAME_LIMIT)?);
    if name.is_empty() {
        return Err(Refusal::ArenaNameMissing);
    }
    refuse_strange(&name)?;
    match register.arena_named(Some(group), &name) {
        Some(known) if Some(known.id) != of && folded(&known.name) != folded(&name) => {
            let (arena, into) = (name, known.name.clone());
            Err(Refusal::ArenaWent { arena, into })
        }
        Some(known) if Some(known.id) != of => Err(Refusal::ArenaThere {
            arena: known.name.clone(),
            group,
        }),
        _ => Ok(name),
    }
}

fn changed(before: &Arena, after: Arena) -> Vec<Change> {
    if after == *before {
        return Vec::new();
    }
    vec![Change::Arena {
        before: Some(before.clone()),
        after: Some(after),
    }]
}

pub(super) fn add(register: &Register, group: Group, name: &str) -> Result<Vec<Change>, Refusal> {
    let name = free_name(register, group, name, None)?;
    let last = register.numbers().arena.0;
    let id = ArenaId(last.checked_add(1).ok_or(Refusal::Full)?);
    Ok(vec![Change::new_arena(Arena::open(id, name, group))])
}

pub(super) fn rename(register: &Register, id: ArenaId, name: &str) -> Result<Vec<Change>, Refusal> {
    let before = arena(register, id)?;
    if before.name.is_empty() {
        return Err(Refusal::WholeGroup {
            group: before.group,
        });
    }
    let name = free_name(register, before.group, name, Some(id))?;
    Ok(changed(
        before,
        Arena {
            name,
            ..before.clone()
        },
    ))
}

/// Closes an arena from a day on, or opens it again with `None`. Nobody may be placed there on that day or later.
pub(super) fn close(
    register: &Register,
    id: ArenaId,
    from: Option<NaiveDate>,
) -> Result<Vec<Change>, Refusal> {
    let before = arena(register, id)?;
    if before.name.is_empty() {
        return Err(Refusal::WholeGroup {
            group: before.group,
        });
    }
    if let Some(from) = from {
        let there = register.people.values();
        let mut there = there.filter(|person| placed_from(person, id, from));
        let who: Vec<String> = there.by_ref().take(NAMED).map(named).collect();
        if !who.is_empty() {
            return Err(Refusal::ArenaInUse {
                arena: before.name.clone(),
                from,
                who,
                more: there.count(),
            });
        }
    } else if before.closed.is_none() {
        let arena = before.name.clone();
        return Err(Refusal::ArenaNotClosed { arena });
    }
    Ok(changed(
        before,
        Arena {
            closed: from,
            ..before.clone()
        },
    ))
}

/// Lets an arena go into another of its group: whoever is or was placed there is or was placed in the other one, what was
/// closed for it is closed for the other one, and its name goes on meaning the other one.
pub(super) fn merge(
    register: &Register,
    id: ArenaId,
    into: ArenaId,
) -> Result<Vec<Change>, Refusal> {
    let (from, to) = (arena(register, id)?, arena(register, into)?);
    if id == into {
        return Err(Refusal::SameArena {
            arena: to.name.clone(),
        });
    }
    if from.name.is_empty() {
        return Err(Refusal::WholeGroup { group: from.group });
    }
    if from.group != to.group {
        return Err(Refusal::OtherGroup {
            arena: from.name.clone(),
            into: to.name.clone(),
        });
    }
    // The arenas come last, so that an undo, which begins at the end, finds them open again.
    let mut changes = placed_otherwise(register, id, into)?;
    changes.extend(closed_otherwise(register, id, into));
    // Those that went into it before go on into the other one.
    let went = register.arenas.values();
    let went = went.filter(|other| other.id == id || other.into == Some(id));
    changes.extend(went.flat_map(|other| {
        let (closed, into) = (None, Some(into));
        let after = Arena {
            closed,
            into,
            ..other.clone()
        };
        changed(other, after)
    }));
    Ok(changes)
}

/// Everybody who is or was placed in an arena, placed in another one.
fn placed_otherwise(
    register: &Register,
    id: ArenaId,
    into: ArenaId,
) -> Result<Vec<Change>, Refusal> {
    let mut changes = Vec::new();
    for person in register.people.values() {
        let mut after = person.clone();
        for stay in &mut after.stays {
            for placement in stay
                .placements
                .iter_mut()
                .filter(|placed| placed.arena == id)
            {
                placement.arena = into;
            }
            // A move between the two is none any more.
            stay.placements.dedup_by_key(|placement| placement.arena);
        }
        if after != *person {
            refuse_closed_of(register, &after)?;
            changes.extend(person_changed(person, after));
        }
    }
    Ok(changes)
}

/// The days that are closed for an arena, closed for another one.
fn closed_otherwise(register: &Register, id: ArenaId, into: ArenaId) -> Vec<Change> {
    let mut changes = Vec::new();
    for ((date, arena), day) in register
        .closed
        .iter()
        .filter(|((_, arena), _)| *arena == Some(id))
    {
        changes.push(Change::Closed {
            date: *date,
            arena: *arena,
            before: Some(day.clone()),
            after: None,
        });
        if !register.closed.contains_key(&(*date, Some(into))) {
            let mut day = day.clone();
            day.arena = Some(into);
            changes.push(Change::Closed {
                date: *date,
                arena: Some(into),
                before: None,
                after: Some(day),
            });
        }
    }
    changes
}

/// Each placement with the last day of it; `None` where no end is known.
fn periods(stay: &Stay) -> impl Iterator<Item = (&Placement, Option<NaiveDate>)> {
    let next = stay
        .placements
        .iter()
        .skip(1)
        .map(|next| next.from.pred_opt());
    let next = next.chain(std::iter::once(stay.last_day()));
    stay.placements.iter().zip(next)
}

/// Whether somebody is placed in an arena on a day or later.
fn placed_from(person: &Participant, id: ArenaId, from: NaiveDate) -> bool {
    let mut periods = person.stays.iter().flat_map(periods);
    periods.any(|(placed, last)| placed.arena == id && last.is_none_or(|last| last >= from))
}

/// Refuses somebody with a stay of which that can be said.
pub(super) fn refuse_closed_of(register: &Register, person: &Participant) -> Result<(), Refusal> {
    let mut stays = person.stays.iter();
    stays.try_for_each(|stay| refuse_closed(register, stay))
}

/// Refuses a stay with a placement in an arena that is closed by then.
pub(in crate::domain) fn refuse_closed(register: &Register, stay: &Stay) -> Result<(), Refusal> {
    for (placed, last) in periods(stay) {
        if let Some(arena) = register.arenas.get(&placed.arena)
            && let Some(from) = arena.closed
            && last.is_none_or(|last| last >= from)
        {
            return Err(Refusal::ArenaClosed {
                arena: arena.name.clone(),
                from,
            });
        }
    }
    Ok(())
}

/// The changes, unless somebody of theirs would be placed in an arena that is closed by then.
pub(super) fn refuse_closed_in(
    register: &Register,
    changes: Vec<Change>,
) -> Result<Vec<Change>, Refusal> {
    for change in &changes {
        if let Change::Person {
            after: Some(person),
            ..
        } = change
        {
            refuse_closed_of(register, person)?;
        }
    }
    Ok(changes)
}

/// The names of a group's arenas that a misspelt one may stand for, the likeliest first.
pub fn near(register: &Register, group: Group, name: &str) -> Vec<String> {
    let typed = folded(name);
    let letters = typed.chars().count();
    let slips = 1 + letters / LETTERS_A_SLIP;
    let known = register.arenas.values();
    let known = known
        .filter(|arena| arena.group == group && arena.into.is_none() && !arena.name.is_empty())
        .take(MOST_COMPARED);
    let mut near: Vec<(usize, &str)> = known
        .map(|arena| (folded(&arena.name), arena.name.as_str()))
        .filter(|(folded, _)| folded.chars().count().abs_diff(letters) <= slips)
        .map(|(folded, name)| (strsim::osa_distance(&typed, &folded), name))
        .filter(|(apart, _)| *apart <= slips)
        .collect();
    near.sort_unstable();
    let names = near.into_iter().map(|(_, name)| name.to_owned());
    names.take(NAMED).collect()
}

/// Whether one of two new names is likely a slip for the other: it has other marks on its letters, or is a letter apart
/// (of long names two). Numbers and words of a letter or two, as in *Hus 2* and *Kök B*, tell arenas apart.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    let marks = |name: &'_ str| {
        let words = name.split(|c: char| !c.is_alphanumeric());
        let marks =
            words.filter(|word| word.len() <= MARK || word.contains(|c: char| c.is_numeric()));
        marks.map(str::to_owned).collect::<Vec<_>>()
    };
    let letters = one.len().max(other.len());
    let slips = match letters {
        ..SHORT => 0,
        _ => 1 + letters / LETTERS_A_LIKENESS,
    };
    one.len().abs_diff(other.len()) <= slips
        && strsim::osa_distance(&one, &other) <= slips
        && marks(&one) == marks(&other)
}

/// A refusal of an arena that nobody knows, told as that of one which had the name before, where there is one. `renamed`
/// are arenas as they were, the latest first; another arena that has the name now is the one that is meant.
pub fn told_as_renamed(register: &Register, renamed: &[Arena], refusal: &mut Refusal) {
    let (name, group) = match &*refusal {
        Refusal::ArenaNew { arena, group, .. } => (arena, Some(*group)),
        Refusal::ArenaUnknown { arena, .. } => (arena, None),
        _ => return,
    };
    let typed = folded(name);
    let mut known = register.arenas.values();
    if group.is_none() && known.any(|arena| folded(&arena.name) == typed) {
        return;
    }
    let mut had_it = renamed
        .iter()
        .filter(|was| group.is_none_or(|group| was.group == group) && folded(&was.name) == typed);
    let now = had_it.find_map(|was| {
        let arena = register.arenas.get(&was.id)?;
        register.arenas.get(&arena.into.unwrap_or(arena.id))
    });
    if let Some(now) = now {
        let (arena, now) = (name.clone(), now.name.clone());
        *refusal = Refusal::ArenaRenamed { arena, now };
    }
}
