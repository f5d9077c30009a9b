//! Arenas: added, renamed, merged, closed and opened again; misspelt ones are refused, and asked about on the screen.

use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::participant::{ArenaId, Draft, Group, PersonId};
use tolv::text::Lang;

use crate::screen::{self, Seat, desk, golden};
use crate::world::{TODAY, World, draft, later, on, placed, restore, with};

const KITCHEN: ArenaId = ArenaId(1);
const WORKSHOP: ArenaId = ArenaId(2);
const HALL: ArenaId = ArenaId(5);
const ROOM: ArenaId = ArenaId(6);

fn people() -> [Draft; 4] {
    [
        draft("Lena Berg", "2026-01-05"),
        placed("Olle Ek", "2026-01-05", (Group::Indoor, "Verkstaden")),
        placed("Måns Dahl", "2026-01-05", (Group::Outdoor, "Parken")),
        placed("Siv Al", "2026-01-05", (Group::OtherUnit, "Biblioteket")),
    ]
}

fn moved(who: u32, from: &str, arena: &str, is_new_arena: bool) -> Command {
    Command::Move {
        who: PersonId(who),
        from: on(from),
        group: Group::Indoor,
        arena: arena.to_owned(),
        is_new_arena,
    }
}

fn add(group: Group, name: &str) -> Command {
    Command::AddArena {
        group,
        name: name.to_owned(),
    }
}

fn rename(id: ArenaId, name: &str) -> Command {
    Command::RenameArena {
        id,
        name: name.to_owned(),
    }
}

const fn merge(id: ArenaId, into: ArenaId) -> Command {
    Command::MergeArena { id, into }
}

fn close(id: ArenaId, from: &str) -> Command {
    Command::CloseArena { id, from: on(from) }
}

/// The arena somebody is placed in on a day.
fn arena(world: &World, who: u32, day: &str) -> String {
    let arena = world.register.arena_of(world.person(who), on(day));
    arena.map(|arena| arena.name.clone()).unwrap_or_default()
}

#[test]
fn an_arena_that_nobody_knows_is_refused_unless_it_is_meant_and_the_near_ones_are_named() {
    let mut world = World::with(&people());
    for (typed, near) in [
        ("Köcket", &["Köket"][..]),
        ("kokett", &["Köket"]),
        ("Verkstan", &["Verkstaden"]),
        ("Cykelverkstaden", &[]),
        // Of the other group.
        ("Parkn", &[]),
    ] {
        let refused = world.refused("anna", &moved(1, TODAY, typed, false));
        let Refusal::ArenaNew {
            arena,
            group,
            near: found,
        } = &refused
        else {
            panic!("{typed}: {refused:?}");
        };
        assert_eq!(
            (arena.as_str(), *group, found.as_slice()),
            (
                typed,
                Group::Indoor,
                near.iter()
                    .map(|name| (*name).to_owned())
                    .collect::<Vec<_>>()
                    .as_slice()
            )
        );
        let add = with(
            placed("Ny Person", TODAY, (Group::Indoor, typed)),
            |draft| draft.is_new_arena = false,
        );
        let enrol = world.refused("anna", &Command::Enrol(Box::new(add)));
        assert_eq!(enrol, refused, "{typed}");
    }
    // In any form of the name it is the known one, and meant it is added.
    world.must("anna", &moved(2, TODAY, "KÖKET", false));
    assert_eq!(world.register.arenas.len(), 4);
    world.must("anna", &moved(1, TODAY, "Verkstan", true));
    assert_eq!(arena(&world, 1, TODAY), "Verkstan");
    // The first list makes the arenas of a register that has none.
    let mut empty = World::new();
    let first = with(people()[0].clone(), |draft| draft.is_new_arena = false);
    empty.must("anna", &Command::Enrol(Box::new(first)));
}

/// A row of a list with an arena that is not said to be new.
fn row((line, arena, group): (u64, &str, Group)) -> (u64, Draft) {
    let name = format!("Person {line}");
    let person = placed(&name, TODAY, (group, arena));
    (line, with(person, |draft| draft.is_new_arena = false))
}

/// What is refused of a first list.
fn refused_of(rows: Vec<(u64, Draft)>) -> Vec<(u64, Refusal)> {
    let skip_bad = false;
    match World::new().ask("anna", &Command::Import { rows, skip_bad }) {
        Ok(_) => Vec::new(),
        Err(Refusal::BadRows(rows)) => rows,
        Err(refusal) => panic!("{refusal:?}"),
    }
}

#[test]
#[rustfmt::skip]
fn the_first_list_is_asked_about_arenas_that_are_spelt_alike() {
    let rows = |arenas: &[&str]| -> Vec<(u64, Draft)> {
        (2..).zip(arenas).map(|(line, arena)| row((line, arena, Group::Indoor))).collect()
    };
    let like = |line, arena: &str, other: &str, above| {
        let (arena, other) = (arena.to_owned(), other.to_owned());
        (line, Refusal::ArenaLikeAbove { arena, other, above })
    };
    let wanted = [like(3, "Kökett", "Köket", 2), like(5, "Koket", "Köket", 2)];
    assert_eq!(refused_of(rows(&["Köket", "Kökett", "KÖKET", "Koket"])), wanted);
    let wanted = [like(3, "Verkstan", "Verkstaden", 2)];
    assert_eq!(refused_of(rows(&["Verkstaden", "Verkstan"])), wanted);
    let others = ["Måleriet", "Mureriet", "Tryckeriet", "Snickeriet", "Kök", "Bok", "Hus 1", "Hus 2", "Hus 12", "Sal A", "Sal B", "Del NO", "Del NV"];
    assert_eq!(refused_of(rows(&others)), []);
    let groups = [(2, "Parken", Group::Indoor), (3, "Parkn", Group::Outdoor)];
    assert_eq!(refused_of(groups.map(row).to_vec()), []);
    let mut meant = rows(&["Köket", "Koket"]);
    meant.iter_mut().for_each(|(_, draft)| draft.is_new_arena = true);
    assert_eq!(refused_of(meant), []);
}

#[test]
fn arenas_are_added_and_renamed_where_the_name_is_free() {
    let mut world = World::with(&people());
    world.must("anna", &add(Group::Outdoor, " Köket "));
    let there = |name: &str, group| Refusal::ArenaThere {
        arena: name.to_owned(),
        group,
    };
    let cases = [
        (add(Group::Indoor, "köket"), there("Köket", Group::Indoor)),
        (add(Group::Indoor, "-"), Refusal::ArenaNameMissing),
        (rename(KITCHEN, ""), Refusal::ArenaNameMissing),
        (rename(KITCHEN, "verk\u{ad}staden"), Refusal::TextNotPlain),
        (
            rename(KITCHEN, "VERKSTADEN"),
            there("Verkstaden", Group::Indoor),
        ),
        (
            rename(ArenaId(9), "Ny"),
            Refusal::ArenaUnknown {
                arena: "#9".to_owned(),
                is_in_several: false,
            },
        ),
    ];
    for (command, refusal) in cases {
        assert_eq!(world.refused("anna", &command), refusal, "{command:?}");
    }
    world.must("anna", &rename(KITCHEN, "köket"));
    assert!(
        world.must("anna", &rename(KITCHEN, "köket")).is_empty(),
        "it is called that"
    );
    world.must("anna", &rename(KITCHEN, "Storköket"));
    assert_eq!(
        arena(&world, 1, "2026-01-05"),
        "Storköket",
        "days of the past too"
    );
}

#[test]
fn nobody_is_placed_in_a_closed_arena_from_its_day_on() {
    let mut world = World::with(&people());
    let in_use = |who: &str| Refusal::ArenaInUse {
        arena: "Köket".to_owned(),
        from: on("2026-12-01"),
        who: vec![who.to_owned()],
        more: 0,
    };
    assert_eq!(
        world.refused("anna", &close(KITCHEN, "2026-12-01")),
        in_use("Lena Berg")
    );
    world.must("anna", &moved(1, "2026-12-01", "Verkstaden", false));
    world.must("anna", &close(KITCHEN, "2026-12-01"));
    let closed = Refusal::ArenaClosed {
        arena: "Köket".to_owned(),
        from: on("2026-12-01"),
    };
    // Open at the start, but the stay goes on beyond it; one that ends before is taken.
    let stay = |end: Option<&str>| {
        let draft = with(draft("Ny Person", TODAY), |draft| draft.end = end.map(on));
        Command::Enrol(Box::new(draft))
    };
    for command in [
        stay(None),
        stay(Some("2026-12-01")),
        moved(2, TODAY, "Köket", false),
    ] {
        assert_eq!(world.refused("anna", &command), closed, "{command:?}");
    }
    world.must("anna", &stay(Some("2026-11-30")));
    let reopen = Command::ReopenStay { who: PersonId(5) };
    assert_eq!(world.refused("anna", &reopen), closed);
    world.must("anna", &Command::ReopenArena { id: KITCHEN });
    world.must("anna", &reopen);
}

#[test]
fn an_arena_goes_into_another_with_everybody_and_its_closed_days() {
    let mut world = World::with(&people());
    world.must("anna", &moved(1, "2026-06-01", "Verkstaden", false));
    world.must("anna", &moved(2, "2026-07-01", "Köket", false));
    let shut = |date: &str, arena| {
        Command::Close(ClosedDay {
            date: on(date),
            arena: Some(arena),
            name: "Planering".to_owned(),
            open_minutes: None,
        })
    };
    world.must("anna", &shut("2026-12-22", KITCHEN));
    world.must("anna", &shut("2026-12-23", KITCHEN));
    world.must("anna", &shut("2026-12-23", WORKSHOP));
    assert_eq!(
        world.refused("anna", &merge(KITCHEN, ArenaId(3))),
        Refusal::OtherGroup {
            arena: "Köket".to_owned(),
            into: "Parken".to_owned()
        }
    );
    let itself = world.refused("anna", &merge(KITCHEN, KITCHEN));
    assert_eq!(
        itself,
        Refusal::SameArena {
            arena: "Köket".to_owned()
        }
    );

    world.must("anna", &merge(KITCHEN, WORKSHOP));
    for who in [1, 2] {
        assert_eq!(arena(&world, who, "2026-01-05"), "Verkstaden");
        let placements = &world.person(who).stays[0].placements;
        assert_eq!(
            placements.len(),
            1,
            "a move between the two is none any more"
        );
    }
    let closed: Vec<_> = world.register.closed.keys().copied().collect();
    assert_eq!(
        closed,
        ["2026-12-22", "2026-12-23"].map(|day| (on(day), Some(WORKSHOP)))
    );
}

#[test]
fn the_name_of_an_arena_that_went_into_another_goes_on_meaning_that_one() {
    let mut world = World::with(&people());
    world.must("anna", &merge(KITCHEN, WORKSHOP));
    // An old list, or an old habit, finds it under its old name; nothing else is done with it.
    world.must("anna", &Command::Enrol(Box::new(draft("Ny Person", TODAY))));
    assert_eq!(arena(&world, 5, TODAY), "Verkstaden");
    let gone = Refusal::ArenaUnknown {
        arena: "#1".to_owned(),
        is_in_several: false,
    };
    assert_eq!(world.refused("anna", &rename(KITCHEN, "Annat")), gone);
    // What went into it before goes on into the next one.
    world.must("anna", &add(Group::Indoor, "Hallen"));
    world.must("anna", &merge(WORKSHOP, ArenaId(5)));
    let named = world
        .register
        .arena_named(None, "köket")
        .map(|arena| arena.id);
    assert_eq!(named, Some(ArenaId(5)));
    assert_eq!(world.register.open_arenas(later(0)).count(), 3);
}

#[test]
fn an_undo_takes_away_no_arena_that_another_went_into_and_places_nobody_in_one_that_went() {
    let mut world = World::with(&people());
    world.must("anna", &add(Group::Indoor, "Hallen"));
    let hall = world.register.seen;
    world.must("anna", &add(Group::Indoor, "Salen"));
    world.must("bo", &merge(ArenaId(6), ArenaId(5)));
    let needed = Refusal::ArenaNeeded {
        arena: "Hallen".to_owned(),
    };
    assert_eq!(world.refused("anna", &restore(hall, false)), needed);
    // Somebody whose coming was undone meanwhile.
    let mut world = World::with(&people());
    world.must("anna", &Command::Enrol(Box::new(draft("Ny Person", TODAY))));
    let coming = world.register.seen;
    world.must("anna", &restore(coming, false));
    world.must("bo", &merge(KITCHEN, WORKSHOP));
    assert_eq!(
        world.refused("anna", &restore(coming, true)),
        Refusal::ArenaGone
    );
}

#[test]
fn a_merge_is_made_again_only_where_both_are_as_they_were() {
    fn merged_and_undone() -> (World, u64) {
        let mut world = World::with(&people());
        world.must("anna", &add(Group::Indoor, "Hallen"));
        world.must("anna", &add(Group::Indoor, "Salen"));
        world.must("anna", &merge(HALL, ROOM));
        let seq = world.register.seen;
        world.must("anna", &restore(seq, false));
        (world, seq)
    }
    let used = Refusal::ArenaUsedSince {
        arena: "Hallen".to_owned(),
    };
    let shut = Command::Close(ClosedDay {
        date: on("2026-12-22"),
        arena: Some(HALL),
        name: String::new(),
        open_minutes: None,
    });
    for (since, refusal) in [
        // The other one has gone on, or into this one.
        (merge(ROOM, KITCHEN), Refusal::ArenaGone),
        (merge(ROOM, HALL), Refusal::ArenaGone),
        // Another one has gone into this one, somebody is placed there, or a day is closed for it.
        (merge(WORKSHOP, HALL), used.clone()),
        (moved(1, TODAY, "Hallen", false), used.clone()),
        (shut, used),
    ] {
        let (mut world, seq) = merged_and_undone();
        world.must("bo", &since);
        let refused = world.refused("anna", &restore(seq, true));
        assert_eq!(refused, refusal, "{since:?}");
    }
    let (mut world, seq) = merged_and_undone();
    world.must("anna", &restore(seq, true));
    assert_eq!(world.register.arenas[&HALL].into, Some(ROOM));
    // One that went into another before goes back to that one.
    let mut world = World::with(&people());
    world.must("anna", &merge(KITCHEN, WORKSHOP));
    world.must("anna", &add(Group::Indoor, "Hallen"));
    world.must("anna", &merge(WORKSHOP, ArenaId(5)));
    let seq = world.register.seen;
    world.must("anna", &restore(seq, false));
    assert_eq!(world.register.arenas[&KITCHEN].into, Some(WORKSHOP));
    world.must("anna", &restore(seq, true));
    assert_eq!(world.register.arenas[&KITCHEN].into, Some(ArenaId(5)));
}

#[test]
fn what_cannot_be_done_with_an_arena_says_why() {
    let mut world = World::with(&people());
    world.must("anna", &add(Group::Indoor, "Hallen"));
    let open = Command::ReopenArena { id: HALL };
    let not_closed = Refusal::ArenaNotClosed {
        arena: "Hallen".to_owned(),
    };
    assert_eq!(world.refused("anna", &open), not_closed);
    world.must("anna", &close(HALL, "2026-12-01"));
    assert!(
        world.must("anna", &close(HALL, "2026-12-01")).is_empty(),
        "it is closed from that day"
    );
    world.must("anna", &close(HALL, "2026-12-08"));
    // Those who are placed there go on beyond the day from which it is closed.
    let closed = Refusal::ArenaClosed {
        arena: "Hallen".to_owned(),
        from: on("2026-12-08"),
    };
    assert_eq!(world.refused("anna", &merge(KITCHEN, HALL)), closed);
    world.must("anna", &merge(HALL, KITCHEN));
    let gone = Refusal::ArenaUnknown {
        arena: "#5".to_owned(),
        is_in_several: false,
    };
    let shut = Command::Close(ClosedDay {
        date: on("2026-12-22"),
        arena: Some(HALL),
        name: String::new(),
        open_minutes: None,
    });
    for command in [open, close(HALL, TODAY), merge(WORKSHOP, HALL), shut] {
        assert_eq!(world.refused("anna", &command), gone, "{command:?}");
    }
    // Its name means the one it went into, and is free for that one alone.
    assert_eq!(
        world.refused("anna", &rename(WORKSHOP, "hallen")),
        Refusal::ArenaWent {
            arena: "hallen".to_owned(),
            into: "Köket".to_owned(),
        }
    );
    world.must("anna", &rename(KITCHEN, "Hallen"));
}

#[test]
fn a_day_is_opened_for_those_for_whom_it_was_closed() {
    let mut world = World::with(&people());
    let date = on("2026-12-23");
    let shut = |arena| {
        Command::Close(ClosedDay {
            date,
            arena,
            name: "Planering".to_owned(),
            open_minutes: None,
        })
    };
    let open = |arena| Command::Open { date, arena };
    world.must("anna", &shut(Some(KITCHEN)));
    let for_some = world.refused("anna", &open(None));
    assert!(
        for_some
            .text(Lang::Sv)
            .contains("bara för Innegruppen, Köket"),
        "{for_some:?}"
    );
    world.must("anna", &open(Some(KITCHEN)));
    world.must("anna", &shut(None));
    let for_all = world.refused("anna", &open(Some(KITCHEN)));
    assert!(
        for_all
            .text(Lang::Sv)
            .contains("inte för Innegruppen, Köket för sig"),
        "{for_all:?}"
    );
    world.must("anna", &open(None));
    let not_closed = Refusal::NotClosed { date };
    for arena in [None, Some(KITCHEN)] {
        assert_eq!(world.refused("anna", &open(arena)), not_closed);
    }
}

/// A desk with the four, at the list of arenas.
fn at_the_arenas(lang: Lang) -> Seat {
    let mut seat = desk(screen::World {
        lang,
        before: people().map(|who| Command::Enrol(Box::new(who))).to_vec(),
        ..screen::World::default()
    });
    seat.press(":").type_in("arenas").press("Enter");
    seat
}

fn shows(seat: &mut Seat, words: &str) {
    let screen = seat.screen(120, 36);
    assert!(screen.contains(words), "{words:?} is not on\n{screen}");
}

#[test]
fn the_arenas_can_be_read_and_changed_on_every_screen() {
    for (lang, suffix) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (name, keys) in [
            ("list", ""),
            ("menu", "Space"),
            ("change", "Enter"),
            ("merge", "Space s"),
        ] {
            let mut seat = at_the_arenas(lang);
            seat.press(keys);
            for (columns, rows) in [(120, 36), (80, 24), (45, 20), (36, 10)] {
                let drawn = seat.screen(columns, rows);
                golden(&format!("arenas/{name}-{columns}x{rows}-{suffix}"), &drawn);
            }
        }
    }
}

#[test]
fn arenas_are_changed_from_the_list() {
    let mut seat = at_the_arenas(Lang::Sv);
    seat.press("Space a Tab")
        .type_in("Cykelköket")
        .press("Enter");
    shows(&mut seat, "Innegruppen, Cykelköket är sparad.");
    shows(&mut seat, "▸ Innegruppen");
    seat.go_to("Cykelköket")
        .press("Enter Tab ctrl-u")
        .type_in("Hallen")
        .press("Enter");
    shows(&mut seat, "Innegruppen, Hallen är sparad.");
    seat.press("Enter Right Tab ctrl-u")
        .type_in("2026-12-01")
        .press("Enter");
    shows(&mut seat, "Innegruppen, Hallen är stängd från 2026-12-01.");
    seat.press("Enter Right Right Enter");
    shows(&mut seat, "5 öppna");
    seat.press("Space s Enter");
    shows(
        &mut seat,
        "Innegruppen, Hallen är nu Innegruppen, Köket; namnet fortsätter att betyda den.",
    );
    let arenas = &seat.desk.register().arenas;
    assert_eq!(arenas[&ArenaId(5)].into, Some(KITCHEN));
}

#[test]
fn a_new_arena_is_asked_about_on_the_screen_and_a_no_goes_back_to_the_form() {
    let mut seat = at_the_arenas(Lang::Sv);
    let known = |seat: &Seat| seat.desk.register().arenas.len();
    seat.press("Esc Enter Enter m Tab")
        .type_in("Köcket")
        .press("Enter");
    shows(
        &mut seat,
        "Innegruppen har ingen arena som heter ”Köcket” (nära:",
    );
    seat.press("n");
    shows(&mut seat, "│ Köcket");
    assert_eq!(known(&seat), 4);
    seat.press("ctrl-u").type_in("Cykelköket").press("Enter");
    shows(&mut seat, "Ja lägger till");
    seat.press("j");
    shows(&mut seat, "Lena Berg är flyttad: Innegruppen, Cykelköket");
    assert_eq!(known(&seat), 5);
}

#[test]
fn the_question_of_a_new_arena_shows_its_keys_at_once_and_no_option() {
    for (lang, keys) in [(Lang::Sv, ["y ja", "n nej"]), (Lang::En, ["y yes", "n no"])] {
        for is_move in [false, true] {
            for (columns, rows) in [(120, 36), (80, 24), (45, 20), (36, 10)] {
                let mut seat = at_the_arenas(lang);
                match is_move {
                    true => seat.press("Esc Enter Enter m Tab"),
                    false => seat
                        .press("Esc p")
                        .type_in("Nils")
                        .press("Tab")
                        .type_in("Gran"),
                };
                seat.press(if is_move { "" } else { "Tab Tab" });
                seat.type_in("Kökte").press("Enter");
                let drawn = seat.screen(columns, rows);
                assert!(drawn.contains("Kökte"), "{drawn}");
                assert!(!drawn.contains("--new"), "{drawn}");
                let keys_are_shown = keys.iter().all(|key| drawn.contains(key));
                assert!(keys_are_shown, "{drawn}");
            }
        }
    }
}
