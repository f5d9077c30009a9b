//! A list taken in again, in any order of its rows and with any work between: what somebody decided stays.

use proptest::prelude::*;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::decided::Fact;
use tolv::domain::facts::participant::{Absence, ArenaId, Draft, Group, PersonId};

use crate::whom::{list, rows, work};
use crate::world::{World, decided, later, mark, restore};

/// What is done between the lists, in numbers: what, to whom, and how.
type Done = (usize, u32, u8);

/// Kinds of work that decide a fact which a list tells too.
const OF_LISTS: usize = 9;
const KINDS: usize = 20;

/// Work that decides what no list tells.
fn beside((n, who, how): Done) -> Command {
    let id = PersonId(who);
    let (day, arena) = (later(i64::from(how % 30)), ArenaId(u16::from(how % 3) + 1));
    let name = format!("Arena {}", how % 3);
    match n {
        9 => Command::SetAbsence {
            who: id,
            absence: Absence {
                from: day,
                until: None,
            },
            instead_of: None,
        },
        10 => Command::AddDecision {
            who: id,
            terms: Box::new(decided(1, "2026-11-23", "2027-05-31").terms),
        },
        11 => mark(who, later(-i64::from(how % 30)), Code::Sick),
        12 => Command::AddArena {
            group: Group::Indoor,
            name,
        },
        13 => Command::RenameArena { id: arena, name },
        14 => Command::MergeArena {
            id: arena,
            into: ArenaId(u16::from(how / 3 % 3) + 1),
        },
        15 => Command::CloseArena {
            id: arena,
            from: later(400),
        },
        _ => Command::Close(ClosedDay {
            date: day,
            arena: Some(arena),
            name,
            open_minutes: None,
        }),
    }
}

/// What lists do not tell, or only where it is said that they may.
fn untold(world: &World) -> impl PartialEq + std::fmt::Debug + use<> {
    let people = world.register.people.values().map(|person| {
        let absences = person.stays.iter().map(|stay| stay.absences.clone());
        let (decisions, onward) = (person.decisions.clone(), person.onward.clone());
        (absences.collect::<Vec<_>>(), decisions, onward)
    });
    let register = &world.register;
    (
        people.collect::<Vec<_>>(),
        register.arenas.clone(),
        register.closed.clone(),
        world.marks.clone(),
    )
}

/// A world where people work, and what they have decided by now of what lists tell.
struct Work {
    world: World,
    decided: Vec<(u64, u32, Fact)>,
    undone: Vec<(u64, u32, Fact)>,
    made: Vec<u64>,
}

impl Work {
    fn does(&mut self, (n, who, how): Done, again: &[Draft]) {
        let seen = self.world.register.seen;
        match n {
            _ if n < OF_LISTS => {
                let (command, fact) = work(n, who, &self.world);
                // Some cannot be: what has ended is not ended later.
                let _ = self.world.ask("anna", &command);
                if self.world.register.seen > seen {
                    self.decided.push((self.world.register.seen, who, fact));
                    self.made.push(self.world.register.seen);
                }
            }
            17 => drop(self.world.ask("berit", &list(again))),
            // The newest of one's own, or of some before it, is undone or made again.
            18 | 19 => {
                let at = self.made.len().checked_sub(1 + usize::from(how % 3));
                if let Some(of) = at.map(|at| self.made[at]) {
                    let redo = n == 19;
                    let done = self.world.ask("anna", &restore(of, redo));
                    if done.is_ok_and(|changes| !changes.is_empty()) {
                        self.turn(of, redo);
                    }
                }
            }
            _ => {
                let _ = self.world.ask("anna", &beside((n, who, how)));
                if self.world.register.seen > seen {
                    self.made.push(self.world.register.seen);
                }
            }
        }
    }

    /// What was undone is decided no longer, until it is made again.
    fn turn(&mut self, of: u64, redo: bool) {
        let (from, to) = match redo {
            true => (&mut self.undone, &mut self.decided),
            false => (&mut self.decided, &mut self.undone),
        };
        to.extend(from.extract_if(.., |(seq, ..)| *seq == of));
    }
}

proptest! {
    #[test]
    fn a_list_taken_in_again_changes_nothing_that_somebody_decided(
        done in prop::collection::vec((0..KINDS, 1..4_u32, any::<u8>()), 0..20),
        order in Just(vec![0, 1, 2]).prop_shuffle(),
    ) {
        let mut world = World::new();
        world.must("anna", &list(&rows()));
        let again: Vec<Draft> = order
            .iter()
            .map(|at| Draft { is_new_arena: false, ..rows()[*at].clone() })
            .collect();
        let (decided, undone, made) = (Vec::new(), Vec::new(), Vec::new());
        let mut work = Work { world, decided, undone, made };
        for one in done {
            work.does(one, &again);
        }
        let Work { mut world, decided, .. } = work;
        let (before, beside) = (world.register.people.clone(), untold(&world));
        // It may be refused where its arena is called otherwise by now.
        let _ = world.ask("berit", &list(&again));
        prop_assert_eq!(world.register.people.len(), 3);
        prop_assert!(untold(&world) == beside, "{beside:?}");
        for (_, who, fact) in decided {
            let (was, is) = (&before[&PersonId(who)], world.person(who));
            prop_assert!(fact.is_same(was, is), "{fact:?} {was:?} {is:?}");
        }
        let seen = world.register.seen;
        let _ = world.ask("berit", &list(&again));
        prop_assert_eq!(world.register.seen, seen, "and a third time nothing at all");
    }
}
