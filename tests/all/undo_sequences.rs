//! Any sequence of commands, undone from the last to the first and made again from the first to the last.

use proptest::prelude::*;
use tolv::domain::decide::PlanDraft;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::change::LogEntry;
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::decision::{DecisionId, Ending};
use tolv::domain::facts::handling::DutyKey;
use tolv::domain::facts::onward::Toward;
use tolv::domain::facts::outcome::{Came, Outcome};
use tolv::domain::facts::participant::{Absence, ArenaId, Group, PersonId, Stay};
use tolv::domain::facts::process::{Step, StepKind};
use tolv::domain::register::Register;

use crate::undo::held;
use crate::world::{Correction, World, clear, decided, draft, later, mark, placed, restore};

/// What somebody does, in numbers: which kind of command, to whom, on which day, and how.
type Said = (u8, u32, i64, u8);

const KINDS: u8 = 26;

const ARENAS: [(Group, &str); 4] = [
    (Group::Indoor, "Köket"),
    (Group::Outdoor, "Parken"),
    (Group::Outdoor, "Snickeriet"),
    (Group::OtherUnit, "Biblioteket"),
];

fn named(how: u8) -> String {
    let family = ["Ek", "Lund", "Dal"][usize::from(how) % 3];
    format!("Kim {family}")
}

/// The command that is said; none where it needs somebody who is not there.
fn command((kind, id, days, how): Said, world: &World) -> Option<Command> {
    let (who, day) = (PersonId(id), later(days));
    let person = world.register.people.get(&who);
    let place = ARENAS[usize::from(how) % ARENAS.len()];
    let named = named(how);
    let code = Code::ALL[usize::from(how) % 3];
    Some(match kind {
        0 => mark(id, day, code),
        1 => clear(id, day),
        2 => Command::MarkRest {
            day,
            who: (1..=5).map(PersonId).collect(),
        },
        3 => Command::Enrol(Box::new(placed(&named, &day.to_string(), place))),
        4 => {
            let mut changed = Correction::of(person?, world.today);
            changed.details.note = format!("not {how}");
            changed.start = if how % 2 == 0 { day } else { changed.start };
            changed.command(who)
        }
        5 => Command::Move {
            is_new_arena: true,
            who,
            from: day,
            group: place.0,
            arena: place.1.to_owned(),
        },
        6 => Command::EndStay {
            who,
            last_day: day,
            came: Came::only(Outcome::Studies),
        },
        7 => Command::ReopenStay { who },
        8 => Command::NewStay {
            who,
            draft: Box::new(draft(&named, &day.to_string())),
        },
        _ => return of_the_way_on((kind, id, days, how), world),
    })
}

/// The same of absences, decisions and what else leads onward.
fn of_the_way_on((kind, id, days, how): Said, world: &World) -> Option<Command> {
    let (who, day) = (PersonId(id), later(days));
    let person = world.register.people.get(&who);
    Some(match kind {
        9 => Command::SetAbsence {
            who,
            absence: Absence {
                from: day,
                until: (how % 2 == 0).then(|| later(days + i64::from(how))),
            },
            instead_of: None,
        },
        10 => Command::RemoveAbsence {
            who,
            from: person?
                .stays
                .iter()
                .flat_map(|stay| &stay.absences)
                .next()?
                .from,
        },
        11 => {
            let mut terms = decided(1, "2026-11-23", "2026-11-23").terms;
            (terms.from, terms.until, terms.decided_on) = (day, later(days + 30), day);
            terms.level = Some(60);
            match how % 2 {
                0 => Command::AddDecision {
                    who,
                    terms: Box::new(terms),
                },
                _ => Command::ReplaceDecision {
                    who,
                    id: DecisionId(1),
                    terms: Box::new(terms),
                },
            }
        }
        12 => Command::EndDecision {
            who,
            id: DecisionId(u16::from(how % 3) + 1),
            ending: match how % 2 {
                0 => Ending::On(day),
                _ => Ending::Withdrawn,
            },
            note: String::new(),
        },
        _ => return of_the_unit((kind, id, days, how), world),
    })
}

/// The same of steps and plans, days and lists.
fn of_the_unit((kind, id, days, how): Said, world: &World) -> Option<Command> {
    let (who, day) = (PersonId(id), later(days));
    let place = ARENAS[usize::from(how) % ARENAS.len()];
    world.register.people.get(&who)?;
    Some(match kind {
        13 => Command::SetStep {
            who,
            kind: StepKind::ALL[usize::from(how) % 2],
            step: Step {
                planned: Some(day),
                ..Step::default()
            },
            anew: how % 5 == 0,
        },
        14 => Command::PlanOnward {
            who,
            plan: (how % 4 > 0).then(|| {
                let (with, note) = (String::new(), String::new());
                let (next, responsible) = (format!("nästa {how}"), "Anna".to_owned());
                let (toward, due) = (Toward::Studies, later(60));
                Box::new(PlanDraft {
                    toward,
                    next,
                    with,
                    responsible,
                    due,
                    note,
                })
            }),
        },
        15 => Command::Close(ClosedDay {
            date: day,
            arena: None,
            name: format!("Dag {how}"),
            open_minutes: None,
        }),
        16 => Command::Import {
            rows: vec![
                (2, placed(&named(how), &day.to_string(), place)),
                (3, draft("Lena Berg", "2026-01-05")),
            ],
            skip_bad: true,
        },
        _ => return of_arenas((kind, id, days, how), world),
    })
}

/// The same of arenas and their closed days, of settings, rules and duties.
fn of_arenas((kind, id, days, how): Said, world: &World) -> Option<Command> {
    let (day, other) = (later(days), ArenaId(u16::from(how % 5) + 1));
    let arena = ArenaId(u16::try_from(id).ok()?);
    let group = ARENAS[usize::from(how) % ARENAS.len()].0;
    let name = format!("Arena {}", how % 4);
    let key = DutyKey(format!("no-schedule/{id}/2026-01-05"));
    Some(match kind {
        17 => Command::AddArena { group, name },
        18 => Command::RenameArena { id: arena, name },
        19 | 20 => Command::MergeArena {
            id: arena,
            into: other,
        },
        21 => Command::CloseArena {
            id: arena,
            from: day,
        },
        22 => Command::ReopenArena { id: arena },
        23 => Command::Close(ClosedDay {
            date: day,
            arena: Some(arena),
            name,
            open_minutes: None,
        }),
        24 => {
            let mut settings = world.register.settings.clone();
            settings.unit = name;
            Command::Configure(Box::new(settings))
        }
        _ if how % 2 == 0 => Command::TakeUpDuty { key },
        _ => Command::HandleDuty {
            key,
            note: name,
            until: None,
        },
    })
}

fn said() -> impl Strategy<Value = Said> {
    (0..KINDS, 1..6_u32, -40..40_i64, any::<u8>())
}

/// The register that follows from a log.
fn replayed(log: &[LogEntry]) -> Register {
    let mut register = Register::default();
    log.iter().for_each(|entry| register.apply(entry));
    register
}

/// What must hold of a register whatever was undone or made again: nobody, no closed day and no other arena is left in
/// an arena that is none any more.
fn must_hold(register: &Register) {
    let is_there = |id: &ArenaId| {
        let known = register.arenas.get(id);
        known.is_some_and(|arena| arena.into.is_none())
    };
    for arena in register.arenas.values() {
        assert!(arena.into.as_ref().is_none_or(is_there), "{arena:?}");
    }
    for person in register.people.values() {
        let mut placed = person.stays.iter().flat_map(|stay| &stay.placements);
        assert!(placed.all(|placed| is_there(&placed.arena)), "{person:?}");
        person.stays.iter().for_each(within_itself);
        assert!(!person.stays.is_empty(), "{person:?}");
    }
    let mut closed = register.closed.keys().filter_map(|(_, arena)| *arena);
    assert!(closed.all(|arena| is_there(&arena)));
}

/// That all of a stay lies within its days, in order, from its first on.
fn within_itself(stay: &Stay) {
    let placed: Vec<_> = stay.placements.iter().map(|placed| placed.from).collect();
    let hours: Vec<_> = stay.schedules.iter().map(|hours| hours.from).collect();
    assert_eq!(placed.first(), Some(&stay.start), "{stay:?}");
    let mut moves = stay.placements.windows(2);
    assert!(moves.all(|two| two[0].arena != two[1].arena), "{stay:?}");
    for days in [placed, hours] {
        assert!(days.is_sorted_by(|one, next| one < next), "{stay:?}");
        assert!(days.iter().all(|day| stay.covers(*day)), "{stay:?}");
    }
}

/// What a colleague changes of somebody, which nothing else here changes.
fn of_another_field(who: u32, how: u8, world: &World) -> Option<Command> {
    let who = PersonId(who);
    let mut changed = Correction::of(world.register.people.get(&who)?, world.today);
    match how % 2 {
        0 => changed.details.phone = format!("070-174 06 {how:02}"),
        _ => changed.details.supervisor = format!("Bo {how}"),
    }
    Some(changed.command(who))
}

/// Which command of those done so far, and whether it is undone or made again.
fn restores() -> impl Strategy<Value = (usize, bool)> {
    (0..20_usize, any::<bool>())
}

/// Two people's commands, arenas among them, and after each one a command of theirs undone or made again.
fn by_two() -> impl Strategy<Value = Vec<(Said, bool, (usize, bool))>> {
    let kind = prop_oneof![0..KINDS, 17..KINDS];
    let said = (kind, 1..6_u32, -40..40_i64, any::<u8>());
    prop::collection::vec((said, any::<bool>(), restores()), 1..25)
}

proptest! {
    #[test]
    fn whatever_two_people_undo_in_whatever_order_the_register_holds(all in by_two()) {
        let mut world = World::with(&[draft("Lena Berg", "2026-01-05"), draft("Olle Dahl", "2026-02-02")]);
        let mut done = Vec::new();
        for (said, is_bo, (n, redo)) in all {
            let by = if is_bo { "bo" } else { "anna" };
            if let Some(command) = command(said, &world)
                && world.ask(by, &command).is_ok_and(|changes| !changes.is_empty())
            {
                done.push(world.register.seen);
            }
            must_hold(&world.register);
            // It may be refused, since it is another's, so already, or changed since.
            if let Some(seq) = done.iter().rev().nth(n) {
                for by in ["anna", "bo"] {
                    let before = held(&world);
                    if world.ask(by, &restore(*seq, redo)).is_err() {
                        prop_assert!(held(&world) == before);
                    }
                    must_hold(&world.register);
                }
            }
        }
        let replayed = replayed(&world.log);
        prop_assert_eq!(&replayed.people, &world.register.people);
        prop_assert_eq!(&replayed.arenas, &world.register.arenas);
        prop_assert_eq!(&replayed.closed, &world.register.closed);
        prop_assert_eq!(&replayed.settings, &world.register.settings);
        prop_assert_eq!(&replayed.handled, &world.register.handled);
    }

    /// Between Anna's commands Bo changes other fields of the same people: none of her undos is refused for that, what
    /// she did is gone, and what he did stands.
    #[test]
    fn what_a_colleague_does_to_other_fields_is_never_in_the_way(
        all in prop::collection::vec((said(), prop::option::of((1..3_u32, 0..90_u8))), 1..20)
    ) {
        let people = [draft("Lena Berg", "2026-01-05"), draft("Olle Dahl", "2026-02-02")];
        let (mut world, mut alone) = (World::with(&people), World::with(&people));
        let mut done = Vec::new();
        for (said, other) in all {
            if let Some(command) = command(said, &world)
                && world.ask("anna", &command).is_ok_and(|changes| !changes.is_empty())
            {
                done.push((world.register.seen, command));
            }
            if let Some((who, how)) = other {
                for world in [&mut world, &mut alone] {
                    if let Some(command) = of_another_field(who, how, world) {
                        world.must("bo", &command);
                    }
                }
            }
        }
        for (seq, command) in done.iter().rev() {
            let undone = world.ask("anna", &restore(*seq, false));
            prop_assert!(undone.is_ok(), "{:?}: {:?}", command, undone);
            must_hold(&world.register);
        }
        prop_assert!(held(&world) == held(&alone));
        for (seq, command) in &done {
            let redone = world.ask("anna", &restore(*seq, true));
            prop_assert!(redone.is_ok(), "{:?}: {:?}", command, redone);
        }
    }

    #[test]
    fn the_register_before_comes_back_and_the_log_agrees(all in prop::collection::vec(said(), 1..25)) {
        let mut world = World::with(&[draft("Lena Berg", "2026-01-05"), draft("Olle Dahl", "2026-02-02")]);
        let mut done = Vec::new();
        for one in all {
            let Some(command) = command(one, &world) else { continue };
            let before = held(&world);
            if world.ask("anna", &command).is_ok_and(|changes| !changes.is_empty()) {
                done.push((world.register.seen, before, held(&world), command));
            }
        }
        for (seq, before, _, command) in done.iter().rev() {
            world.must("anna", &restore(*seq, false));
            prop_assert!(held(&world) == *before, "undone: {:?}", command);
        }
        for (seq, _, after, command) in &done {
            world.must("anna", &restore(*seq, true));
            prop_assert!(held(&world) == *after, "made again: {:?}", command);
        }
        let replayed = replayed(&world.log);
        prop_assert_eq!(&replayed.people, &world.register.people);
        prop_assert_eq!(&replayed.arenas, &world.register.arenas);
        prop_assert_eq!(replayed.numbers(), world.register.numbers());
    }
}
