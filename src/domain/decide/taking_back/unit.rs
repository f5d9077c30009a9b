//! What is nobody's, taken apart and put together again: arenas, settings and the unit's own rules.

use super::apart::{Piece, Pieces};
use super::fact::Fact;
use crate::domain::facts::participant::{Arena, ArenaId};
use crate::domain::facts::settings::{Setting, Settings};
use crate::domain::rules::Own;

/// An arena's facts.
pub fn arena(arena: &Arena) -> Pieces {
    let Arena {
        id,
        name,
        group,
        closed,
        into,
    } = arena;
    let closed = closed.map(|day| (Fact::ArenaClosed(*id), Piece::Day(day)));
    let into = into.map(|other| (Fact::ArenaInto(*id), Piece::Arena(other)));
    let known = [
        (Fact::ArenaName(*id), Piece::Name(name.clone())),
        (Fact::ArenaGroup(*id), Piece::Group(*group)),
    ];
    known.into_iter().chain(closed).chain(into).collect()
}

/// The arena of which these are the facts; none of none.
pub fn put_arena_together(id: ArenaId, mut pieces: Pieces) -> Option<Arena> {
    let Some(Piece::Name(name)) = pieces.remove(&Fact::ArenaName(id)) else {
        return None;
    };
    let Some(Piece::Group(group)) = pieces.remove(&Fact::ArenaGroup(id)) else {
        return None;
    };
    let closed = match pieces.remove(&Fact::ArenaClosed(id)) {
        Some(Piece::Day(day)) => Some(day),
        _ => None,
    };
    let into = match pieces.remove(&Fact::ArenaInto(id)) {
        Some(Piece::Arena(other)) => Some(other),
        _ => None,
    };
    Some(Arena {
        id,
        name,
        group,
        closed,
        into,
    })
}

/// The facts of the settings, and of the unit's own rules.
pub fn settings(settings: &Settings) -> Pieces {
    let each = Setting::ALL.into_iter();
    let each = each.map(|one| (Fact::Setting(one), Piece::Setting(one.get(settings))));
    let rules = settings.rules.iter();
    let rules = rules.map(|own| (rule(own), Piece::Rule(own.clone())));
    each.chain(rules).collect()
}

fn rule(own: &Own) -> Fact {
    Fact::Rule {
        slug: own.name.clone(),
        from: own.from,
    }
}

/// The settings with these facts. A rule that is set anew comes where it stood in `was`, behind the same one.
pub fn put_settings_together(mut now: Settings, pieces: &Pieces, was: &Settings) -> Settings {
    now.rules.retain(|own| pieces.contains_key(&rule(own)));
    for (fact, piece) in pieces {
        match (fact, piece) {
            (Fact::Setting(setting), Piece::Setting(value)) => {
                // Each setting takes what it gave.
                let _ = setting.set(&mut now, value.clone());
            }
            (fact @ Fact::Rule { .. }, Piece::Rule(own)) => {
                match now.rules.iter().rposition(|known| rule(known) == *fact) {
                    Some(at) => now.rules[at] = own.clone(),
                    None => now.rules.insert(place_of(own, &now, was), own.clone()),
                }
            }
            _ => {}
        }
    }
    now
}

fn place_of(own: &Own, now: &Settings, was: &Settings) -> usize {
    let stood = was.rules.iter().position(|known| known == own);
    let before = was.rules[..stood.unwrap_or(was.rules.len())].iter().rev();
    let mut places = before.filter_map(|one| now.rules.iter().position(|known| known == one));
    match (stood, places.next()) {
        (None, _) => now.rules.len(),
        (_, Some(place)) => place + 1,
        (_, None) => 0,
    }
}
