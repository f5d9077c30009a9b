//! The tables read row by row: whether each record can be understood, and whom and what it names is there.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::finding::{Days, Finding, Range};
use super::replay::Replay;
use super::{Checked, Progress};
use crate::domain::calendar::day_number;
use crate::domain::facts::attendance::Mark;
use crate::domain::facts::handling::Handling;
use crate::domain::facts::participant::{Arena, Participant};
use crate::domain::facts::user::Key;
use crate::store::cells::{Cell, Kind};
use crate::store::error::StoreError;
use crate::store::layout::{SCHEMA, SCHEMA_KEY};
use crate::store::pages::Part;
use crate::store::records::{from_bytes, mark_from_bytes};
use crate::store::snapshot::Snapshot;

/// What rows may name.
#[derive(Default)]
pub struct Contents {
    pub schema: u64,
    actors: HashSet<u16>,
    arenas: BTreeSet<u16>,
    /// The arenas that went into another one, each with that one.
    went: BTreeMap<u16, u16>,
    /// Everybody, with the first and last day of each stay, as numbers.
    people: HashMap<u32, Vec<(i32, i32)>>,
    /// Actors that are named and not there, with how many rows name them.
    unknown_actors: BTreeMap<u16, u64>,
    /// Tables of which not every row is known: that something is not in them says nothing.
    in_part: BTreeSet<Kind>,
    strangers: BTreeMap<u32, Days>,
    outside: BTreeMap<u32, Days>,
}

impl Contents {
    /// Reads all tables but the log, those first that others name.
    pub fn read(
        snapshot: &Snapshot,
        replay: &mut Replay,
        checked: &mut Checked,
        progress: &mut Progress,
    ) -> Result<Contents, StoreError> {
        let mut contents = Contents::default();
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Log) {
            let mut rows = 0;
            for part in snapshot.parts(kind, false) {
                let leaf = match part {
                    Part::Rows(leaf) => leaf,
                    Part::Lost { after, until } => {
                        let range = Range::new(kind, after.as_deref(), until.as_deref());
                        checked.add(Finding::Pages(range));
                        contents.in_part.insert(kind);
                        continue;
                    }
                };
                if !leaf.is_sound {
                    let first = leaf.rows().next().map(|(key, _)| key);
                    let last = leaf.rows().next_back().map(|(key, _)| key);
                    checked.add(Finding::Pages(Range::new(kind, first, last)));
                    contents.in_part.insert(kind);
                }
                for (key, value) in leaf.rows() {
                    progress.one();
                    rows += 1;
                    let Some(cell) = kind.cell(key) else {
                        checked.add(Finding::Key(kind));
                        continue;
                    };
                    match cell.as_now(value) {
                        Ok(now) => {
                            replay.stands(&cell, &now);
                            contents.row(cell, value, checked)?;
                        }
                        Err(_) => checked.add(Finding::Unreadable(cell)),
                    }
                }
            }
            let says = snapshot.len(kind);
            if rows != says && checked.is_clean() {
                checked.add(Finding::Count { kind, rows, says });
            }
        }
        contents.tell(checked);
        Ok(contents)
    }

    fn row(&mut self, cell: Cell, value: &[u8], checked: &mut Checked) -> Result<(), StoreError> {
        const WHAT: &str = "record";
        if !cell.is_own(value) {
            checked.add(Finding::Misplaced(cell.clone()));
        }
        match cell {
            Cell::Meta(key) if key == SCHEMA_KEY => {
                let found = value.try_into().map(u64::from_le_bytes).unwrap_or_default();
                self.schema = found;
                if found > SCHEMA {
                    let known = SCHEMA;
                    return Err(StoreError::NewerSchema { found, known });
                }
            }
            Cell::Meta(_) | Cell::Settings(_) => {}
            Cell::Actor(id) => drop(self.actors.insert(id)),
            Cell::User(id) => self.actor(id),
            Cell::Key(_) => {
                let key: Key = from_bytes(value, WHAT)?;
                self.actor(key.user.0);
            }
            Cell::Arena(id) => {
                self.arenas.insert(id);
                let arena: Arena = from_bytes(value, WHAT)?;
                self.went.extend(arena.into.map(|into| (id, into.0)));
            }
            Cell::Person(id) => {
                let person: Participant = from_bytes(value, WHAT)?;
                self.person(id, &person, checked);
            }
            Cell::Closed(day, arena) => {
                let is_known = arena == 0 || self.arenas.contains(&arena);
                if !is_known && !self.in_part.contains(&Kind::Arenas) {
                    checked.add(Finding::UnknownArena {
                        at: Cell::Closed(day, arena),
                        arena,
                    });
                }
            }
            Cell::Duty(_) => {
                let handling: Handling = from_bytes(value, WHAT)?;
                self.actor(handling.by.0);
            }
            Cell::Mark(who, day) => self.mark(who, day, &mark_from_bytes(value)?),
        }
        Ok(())
    }

    fn person(&mut self, id: u32, person: &Participant, checked: &mut Checked) {
        let placements = person.stays.iter().flat_map(|stay| &stay.placements);
        let arenas: BTreeSet<u16> = placements.map(|placement| placement.arena.0).collect();
        for arena in arenas.difference(&self.arenas) {
            if self.in_part.contains(&Kind::Arenas) {
                break;
            }
            checked.add(Finding::UnknownArena {
                at: Cell::Person(id),
                arena: *arena,
            });
        }
        let stays = person.stays.iter().map(|stay| {
            let last = stay.last_day().map_or(i32::MAX, day_number);
            (day_number(stay.start), last)
        });
        self.people.insert(id, stays.collect());
    }

    fn mark(&mut self, who: u32, day: i32, mark: &Mark) {
        self.actor(mark.by.0);
        let days = match self.people.get(&who) {
            None if self.in_part.contains(&Kind::People) => return,
            None => self.strangers.entry(who),
            Some(stays)
                if stays
                    .iter()
                    .any(|(first, last)| (first..=last).contains(&&day)) =>
            {
                return;
            }
            Some(_) => self.outside.entry(who),
        };
        days.or_default().add(day);
    }

    fn actor(&mut self, id: u16) {
        if !self.knows(id) {
            *self.unknown_actors.entry(id).or_default() += 1;
        }
    }

    /// Whether somebody who marks is there, or may be.
    pub fn knows(&self, actor: u16) -> bool {
        self.actors.contains(&actor) || self.in_part.contains(&Kind::Actors)
    }

    /// Arenas that went into one that is not there, or that went into another itself: into the same or in a circle too.
    fn tell_where_arenas_went(&self, checked: &mut Checked) {
        for (arena, into) in self.went.iter().map(|(from, to)| (*from, *to)) {
            if self.went.contains_key(&into) {
                checked.add(Finding::WentOn { arena, into });
            } else if !self.arenas.contains(&into) && !self.in_part.contains(&Kind::Arenas) {
                let at = Cell::Arena(arena);
                checked.add(Finding::UnknownArena { at, arena: into });
            }
        }
    }

    fn tell(&mut self, checked: &mut Checked) {
        self.tell_where_arenas_went(checked);
        for (who, days) in std::mem::take(&mut self.strangers) {
            checked.add(Finding::UnknownPerson { who, days });
        }
        for (who, days) in std::mem::take(&mut self.outside) {
            checked.add(Finding::OutsideStay { who, days });
        }
        for (actor, rows) in std::mem::take(&mut self.unknown_actors) {
            checked.add(Finding::UnknownActor { actor, rows });
        }
    }
}
