//! How people come in, one at a time and as a list.

use proptest::prelude::*;
use tolv::domain::decide::NAME_LIMIT;
use tolv::domain::decide::command::{Command, Facts};
use tolv::domain::decide::enrolment::plan_import;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::change::Change;
use tolv::domain::facts::outcome::{End, Outcome};
use tolv::domain::facts::participant::{ArenaId, Draft, Group, Participant, PersonId, Protection};
use tolv::domain::personnummer::Personnummer;
use tolv::domain::register::Register;
use tolv::import::column_of;

use crate::stays::{assert_placed, end_stay, move_to};
use crate::world::{TODAY, WEEK, World, draft, later, mark, on, sentences, with};

const KITCHEN: ArenaId = ArenaId(1);
const NUMBERS: [&str; 3] = ["19900101-0017", "19811218-9876", "20000229-0005"];

pub fn number(index: usize) -> Option<Personnummer> {
    Some(Personnummer::read(NUMBERS[index], on(TODAY)).expect("the tests' numbers are right"))
}

fn enrol(draft: &Draft) -> Command {
    Command::Enrol(Box::new(draft.clone()))
}

fn list(drafts: &[Draft]) -> Command {
    let rows = (2..).zip(drafts.iter().cloned()).collect();
    let skip_bad = false;
    Command::Import { rows, skip_bad }
}

pub fn lena() -> Draft {
    draft("Lena Berg", "2026-01-05")
}

/// What must hold of every person, whatever was done.
pub fn assert_sound(register: &Register) {
    for person in register.people.values() {
        assert!(!person.full_name().is_empty());
        for pair in person.stays.windows(2) {
            let last = pair[0]
                .last_day()
                .expect("a stay before another has an end");
            assert!(last < pair[1].start, "{:?}", person.stays);
        }
        for stay in &person.stays {
            assert!(stay.last_day().is_none_or(|last| stay.start <= last));
            assert_eq!(stay.placements.first().map(|p| p.from), Some(stay.start));
            assert!(
                stay.placements
                    .windows(2)
                    .all(|p| p[0].from < p[1].from && p[0].arena != p[1].arena)
            );
            assert!(
                stay.placements
                    .iter()
                    .all(|p| register.arenas.contains_key(&p.arena))
            );
            assert!(
                stay.schedules
                    .windows(2)
                    .all(|s| s[0].from < s[1].from && s[0].minutes != s[1].minutes)
            );
            assert!(stay.schedules.iter().all(|s| s.from >= stay.start));
        }
    }
    let arenas: Vec<_> = register
        .arenas
        .values()
        .map(|a| (a.group, a.name.to_lowercase()))
        .collect();
    assert!(
        arenas
            .iter()
            .enumerate()
            .all(|(i, a)| !arenas[..i].contains(a)),
        "{arenas:?}"
    );
}

#[test]
fn adding_a_person_adds_their_arena_once() {
    let mut world = World::new();
    let changes = world.must("anna", &enrol(&lena()));
    assert!(matches!(
        &changes[..],
        [Change::Arena { .. }, Change::Person { before: None, .. }]
    ));
    let changes = world.must("anna", &enrol(&draft("Olle Dahl", "2026-01-05")));
    assert!(matches!(&changes[..], [Change::Person { .. }]));
    let changes = world.must(
        "anna",
        &enrol(&with(draft("Ida Falk", "2026-01-05"), |d| {
            d.arena = " KÖKET ".into()
        })),
    );
    assert!(
        matches!(&changes[..], [Change::Person { .. }]),
        "in any case"
    );
    let outdoors = with(draft("Nils Gran", "2026-01-05"), |d| {
        d.group = Some(Group::Outdoor)
    });
    world.must("anna", &enrol(&outdoors));
    assert_eq!(
        world.register.arenas.len(),
        2,
        "a kitchen outdoors is another kitchen"
    );
    assert_eq!(world.person(1).stays[0].schedules[0].minutes, WEEK);
    assert_sound(&world.register);
}

#[test]
fn the_same_person_is_not_added_again() {
    let numbered = with(lena(), |d| d.details.personnummer = number(0));
    type Case = (Draft, Draft, Option<fn(&Refusal) -> bool>);
    let there: fn(&Refusal) -> bool =
        |r| matches!(r, Refusal::AlreadyThere { name } if name == "Lena Berg");
    let taken: fn(&Refusal) -> bool =
        |r| matches!(r, Refusal::PersonnummerTaken { name } if name == "Lena Berg");
    let same_name: fn(&Refusal) -> bool =
        |r| matches!(r, Refusal::SameName { people, row: None } if people[0].id == PersonId(1));
    let cases: Vec<Case> = vec![
        (lena(), lena(), Some(there)),
        (lena(), draft("LENA berg", "2026-01-05"), Some(there)),
        (
            lena(),
            with(lena(), |d| {
                (d.details.given, d.details.family) = ("Lena ".into(), "\u{a0}Berg".into())
            }),
            Some(there),
        ),
        (lena(), numbered.clone(), Some(there)),
        (numbered.clone(), lena(), Some(there)),
        (
            numbered.clone(),
            with(draft("Eva Ek", "2026-02-01"), |d| {
                d.details.personnummer = number(0)
            }),
            Some(taken),
        ),
        (
            numbered.clone(),
            with(lena(), |d| d.details.personnummer = number(1)),
            None,
        ),
        (lena(), draft("Lena Berg", "2026-01-06"), Some(same_name)),
        (lena(), draft("Lena Bergs", "2026-01-05"), None),
    ];
    for (i, (first, second, refused)) in cases.into_iter().enumerate() {
        let mut world = World::with(&[first]);
        match refused {
            Some(expected) => assert!(expected(&world.refused("anna", &enrol(&second))), "{i}"),
            None => assert_eq!(world.must("anna", &enrol(&second)).len(), 1, "{i}"),
        }
    }
    let protected = with(lena(), |d| d.details.protection = Protection::Marked);
    let refusal = World::with(&[protected]).refused("anna", &enrol(&lena()));
    assert!(
        matches!(&refusal, Refusal::SameName { people, .. } if people[0].name.is_none()),
        "a protected name is not told: {refusal:?}"
    );
}

#[test]
fn a_list_taken_in_twice_changes_nothing_the_second_time() {
    let sara = |draft| with(draft, |d: &mut Draft| d.details.personnummer = number(1));
    let rows = [
        lena(),
        with(draft("Åsa  Öberg", "2026-02-02"), |d| {
            d.details.personnummer = number(0)
        }),
        with(draft("Ida Falk", "2026-03-02"), |d| {
            (d.group, d.arena) = (Some(Group::Outdoor), "Parken".into())
        }),
        with(draft("Nils Gran", "2026-03-02"), |d| {
            (d.group, d.arena) = (None, "parken".into())
        }),
        sara(with(draft("Sara Ek", "2025-01-07"), |d| {
            d.end = Some(on("2025-06-30"))
        })),
        sara(draft("Sara Ek", "2025-09-01")),
        sara(with(draft("Sara Ek", "2025-01-07"), |d| {
            d.end = Some(on("2025-06-30"))
        })),
        with(draft("Olle Ny", "2027-01-11"), |d| d.schedule = None),
        with(draft("Måns Dahl", "2026-01-05"), |d| {
            d.arena = String::new()
        }),
    ];
    let mut world = World::new();
    world.must("anna", &list(&rows));
    assert_sound(&world.register);
    assert_eq!(world.register.people.len(), 7);
    assert_eq!(world.register.arenas.len(), 3);
    assert_eq!(world.must("anna", &list(&rows)), []);
    world.today = later(400);
    assert_eq!(world.must("anna", &list(&rows)), [], "a year later");
    let rows: Vec<_> = (2..).zip(rows).collect();
    let plan = plan_import(&world.register, &Facts::default(), &rows, world.today);
    assert_eq!(
        (
            plan.added,
            plan.changed,
            plan.unchanged,
            plan.rejected.len()
        ),
        (0, 0, 9, 0)
    );
}

#[test]
fn rows_that_take_each_other_back_write_nothing() {
    let mut world = World::with(&[lena()]);
    let rows = [draft("LENA BERG", "2026-01-05"), lena()];
    assert_eq!(world.must("anna", &list(&rows)), []);
}

#[test]
fn later_rows_see_what_earlier_ones_did() {
    let numbered = |draft| with(draft, |d| d.details.personnummer = number(0));
    let rows = [
        numbered(with(lena(), |d| d.end = Some(on("2026-06-30")))),
        numbered(draft("Lena Berg", "2026-09-01")),
        numbered(with(draft("Lena Berg-Ek", "2026-09-01"), |d| {
            d.details.phone = "070-1".into()
        })),
    ];
    let mut world = World::new();
    let changes = world.must("anna", &list(&rows));
    assert_eq!(changes.len(), 2, "one arena, one person: {changes:?}");
    let lena = world.person(1);
    assert_eq!(
        (lena.full_name().as_str(), lena.phone.as_str()),
        ("Lena Berg-Ek", "070-1")
    );
    assert_eq!(lena.stays.len(), 2);
    // The same stays in the other order.
    let mut other = World::new();
    other.must(
        "anna",
        &list(&[rows[1].clone(), rows[0].clone(), rows[2].clone()]),
    );
    assert_eq!(other.person(1), world.person(1));
}

#[test]
fn an_arena_without_a_group_has_to_be_known_and_in_one_group_only() {
    let anywhere = |name: &str, arena: &str| {
        with(draft(name, "2026-01-05"), |d| {
            (d.group, d.arena) = (None, arena.into())
        })
    };
    let outdoors = |name: &str, arena: &str| {
        with(draft(name, "2026-01-05"), |d| {
            (d.group, d.arena) = (Some(Group::Outdoor), arena.into())
        })
    };
    let mut world = World::with(&[lena()]);
    world.must("anna", &enrol(&anywhere("Olle Dahl", "köket")));
    assert_eq!(world.person(2).stays[0].arena(world.today), Some(KITCHEN));
    assert_eq!(
        world.refused("anna", &enrol(&anywhere("Ida Falk", "Skogen"))),
        Refusal::ArenaUnknown {
            arena: "Skogen".into(),
            is_in_several: false,
        }
    );
    assert_eq!(
        world.refused("anna", &enrol(&anywhere("Ida Falk", " "))),
        Refusal::GroupMissing
    );
    world.must("anna", &enrol(&outdoors("Ida Falk", "Köket")));
    assert_eq!(
        world.refused("anna", &enrol(&anywhere("Nils Gran", "Köket"))),
        Refusal::ArenaUnknown {
            arena: "Köket".into(),
            is_in_several: true,
        }
    );
    // A group as a whole is no arena that one can name without saying which group.
    world.must("anna", &enrol(&outdoors("Nils Gran", "")));
    assert_eq!(
        world.refused("anna", &enrol(&anywhere("Sara Ek", ""))),
        Refusal::GroupMissing
    );
    // The same within one list, where the second kitchen is new.
    let mut world = World::with(&[lena()]);
    let rows = [
        outdoors("Ida Falk", "Köket"),
        anywhere("Nils Gran", "Köket"),
    ];
    let refusal = world.refused("anna", &list(&rows));
    let unknown = Refusal::ArenaUnknown {
        arena: "Köket".into(),
        is_in_several: true,
    };
    assert_eq!(refusal, Refusal::BadRows(vec![(3, unknown)]));
    // A known person's row that tells neither leaves the placement as it is.
    assert_eq!(world.must("anna", &list(&[anywhere("Lena Berg", "")])), []);
}

#[test]
fn rows_that_cannot_be_taken_stop_the_list_or_are_skipped() {
    let rows = [
        lena(),
        with(draft("", "2026-01-05"), |d| d.details.family = " ".into()),
        with(draft("Olle Dahl", "2026-01-05"), |d| {
            d.end = Some(on("2026-01-04"))
        }),
        draft("Ida Falk", "1989-12-31"),
        draft("Nils Gran", "2101-01-01"),
        draft("Sa\u{1b}ra Ek", "2026-01-05"),
        with(draft("Sara Ek", "2026-01-05"), |d| {
            d.schedule = Some([1441; 7])
        }),
        draft(&"x".repeat(NAME_LIMIT + 1), "2026-01-05"),
        with(draft("Eva Ek", "2026-01-05"), |d| {
            d.schedule = Some([1440; 7])
        }),
    ];
    let mut world = World::new();
    let Refusal::BadRows(bad) = world.refused("anna", &list(&rows)) else {
        panic!("a list with bad rows is refused as such");
    };
    bad.iter().for_each(|(_, refusal)| sentences(refusal));
    let lines: Vec<_> = bad
        .iter()
        .map(|(line, refusal)| (*line, column_of(refusal)))
        .collect();
    assert_eq!(
        lines,
        [
            (3, "name"),
            (4, "end"),
            (5, "start"),
            (6, "start"),
            (7, "name"),
            (8, "hours"),
            (9, "name")
        ]
    );
    let Command::Import { rows, .. } = list(&rows) else {
        unreachable!("`list` makes an import")
    };
    world.must(
        "anna",
        &Command::Import {
            rows,
            skip_bad: true,
        },
    );
    assert_eq!(world.register.people.len(), 2);
    assert_sound(&world.register);
}

#[test]
fn a_row_about_an_ended_stay_keeps_within_it() {
    let ended = |draft| with(draft, |d: &mut Draft| d.end = Some(on("2026-06-30")));
    let mut world = World::new();
    world.must("anna", &list(&[ended(lena())]));
    world.must(
        "anna",
        &list(&[with(ended(lena()), |d| {
            d.arena = "Verkstaden".into();
            d.schedule = Some([120; 7]);
        })]),
    );
    assert_placed(
        &world,
        &[("2026-01-05", "Köket"), ("2026-06-30", "Verkstaden")],
    );
    assert_sound(&world.register);
    assert!(
        world.person(1).stays[0]
            .schedules
            .iter()
            .all(|s| s.from <= on("2026-06-30"))
    );
}

#[test]
fn a_last_day_in_a_list_leaves_an_end_that_somebody_told() {
    let mut world = World::with(&[lena()]);
    world.must("anna", &end_stay("2026-11-20"));
    world.must(
        "anna",
        &list(&[with(lena(), |d| d.end = Some(on("2026-11-13")))]),
    );
    let (outcome, note) = (Outcome::Job, "kök i skolan".to_owned());
    let last_day = on("2026-11-20");
    assert_eq!(
        world.person(1).stays[0].end,
        Some(End {
            last_day,
            outcome,
            note,
            ..End::default()
        })
    );
}

#[test]
fn a_list_neither_leaves_marks_outside_a_stay_nor_lets_stays_overlap() {
    let mut world = World::with(&[lena()]);
    world.must(
        "anna",
        &mark(1, later(0), tolv::domain::facts::attendance::Code::Sick),
    );
    let ends = |day| [with(lena(), |d| d.end = Some(day))];
    let refusal = world.refused("anna", &list(&ends(later(-1))));
    assert!(
        matches!(&refusal, Refusal::BadRows(bad) if matches!(bad[..], [(2, Refusal::MarksOutside { .. })])),
        "{refusal:?}"
    );
    world.must("anna", &list(&ends(later(0))));
    let again = Box::new(draft("Lena Berg", "2027-01-11"));
    world.must(
        "anna",
        &Command::NewStay {
            who: PersonId(1),
            draft: again,
        },
    );
    let refusal = world.refused("anna", &list(&ends(on("2027-01-11"))));
    assert!(
        matches!(&refusal, Refusal::BadRows(bad) if matches!(bad[..], [(2, Refusal::Overlaps { .. })])),
        "{refusal:?}"
    );
    world.must("anna", &list(&ends(on("2027-01-10"))));
    assert_sound(&world.register);
}

#[test]
fn text_that_could_reach_a_terminal_is_refused_wherever_it_stands() {
    let changes: [fn(&mut Draft); 7] = [
        |d| d.details.given = "a\u{1b}b".into(),
        |d| d.details.family = "\u{202e}".into(),
        |d| d.details.phone = "\u{7}".into(),
        |d| d.details.supervisor = "\u{0}".into(),
        |d| d.details.measure = "\u{9b}".into(),
        |d| d.details.note = "\u{8}".into(),
        |d| d.arena = "\u{1b}[H".into(),
    ];
    for change in changes {
        assert_eq!(
            World::new().refused("anna", &enrol(&with(lena(), change))),
            Refusal::TextNotPlain
        );
    }
    let arena = move_to(TODAY, Group::Outdoor, "\u{1b}[H");
    assert_eq!(
        World::with(&[lena()]).refused("anna", &arena),
        Refusal::TextNotPlain
    );
}

fn any_rows() -> impl Strategy<Value = Vec<Draft>> {
    let name = prop::sample::select(vec![
        "Lena Berg",
        "lena  berg",
        "Åsa Öberg",
        "Ida Falk",
        "Ida",
    ]);
    let start = 0..12_u32;
    let end = prop::option::of(0..20_u32);
    let arena = prop::sample::select(vec!["Köket", "köket", "Parken", ""]);
    let group = prop::sample::select(vec![None, Some(Group::Indoor), Some(Group::Outdoor)]);
    let row = (
        name,
        start,
        end,
        arena,
        group,
        prop::option::weighted(0.4, 0..3_usize),
    )
        .prop_map(|(name, start, end, arena, group, id)| {
            let month = |n| on("2026-01-05") + chrono::Months::new(n);
            with(draft(name, "2026-01-05"), |d| {
                d.start = month(start);
                d.end = end.map(|n| month(n) - chrono::Days::new(3));
                (d.arena, d.group) = (arena.to_owned(), group);
                d.details.personnummer = id.and_then(number);
            })
        });
    prop::collection::vec(row, 0..12)
}

proptest! {
    #[test]
    fn any_list_leaves_a_sound_register(rows in any_rows(), again in any_rows()) {
        let mut world = World::new();
        for rows in [rows, again] {
            let Command::Import { rows, .. } = list(&rows) else { unreachable!("`list` makes an import") };
            let before = world.register.people.clone();
            let plan = plan_import(&world.register, &Facts::default(), &rows, world.today);
            prop_assert_eq!(plan.added + plan.changed + plan.unchanged + plan.rejected.len(), rows.len());
            let changes = world.must("anna", &Command::Import { rows, skip_bad: true });
            prop_assert_eq!(&changes, &plan.changes);
            prop_assert_eq!(world.register.people.len(), before.len() + plan.added);
            for change in &changes {
                if let Change::Person { before: was, after } = change {
                    prop_assert_eq!(before.get(&change.who().expect("a person")), was.as_deref());
                    prop_assert!(after.is_some(), "a list takes nobody away");
                }
            }
            assert_sound(&world.register);
        }
        let numbers: Vec<_> = world.register.people.values().filter_map(|p: &Participant| p.personnummer.clone()).collect();
        prop_assert!(numbers.iter().enumerate().all(|(i, n)| !numbers[..i].contains(n)), "a number twice");
    }
}
