//! Marks: what `decide` makes of them, case by case, and what holds for any sequence of commands.

use proptest::prelude::*;
use tolv::domain::decide::NOTE_LIMIT;
use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::attendance::{Code, Counts, Entry, Extra, Span};
use tolv::domain::facts::change::Change;
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::participant::{ArenaId, PersonId};
use tolv::domain::reckon::expected::{Expected, expected};
use tolv::text::Lang;

use crate::world::{TODAY, World, clear, draft, later, mark, on, person, restore};

const LENA: u32 = 1;

fn world() -> World {
    World::with(&[draft("Lena Berg", "2026-01-05")])
}

fn entry(code: Code) -> Entry {
    Entry::plain(code)
}

fn said(entry: Entry) -> Command {
    said_on(entry, later(0))
}

fn said_on(entry: Entry, day: chrono::NaiveDate) -> Command {
    let who = PersonId(LENA);
    Command::Mark { who, day, entry }
}

fn span(from: u16, until: u16) -> Option<Span> {
    Some(Span { from, until })
}

#[test]
fn each_code_takes_what_its_row_in_the_table_says() {
    for &code in Code::ALL {
        let with = |change: fn(&mut Entry)| {
            let mut entry = entry(code);
            change(&mut entry);
            world().ask("anna", &said(entry)).map(|changes| {
                let [
                    Change::Marked {
                        after: Some(mark), ..
                    },
                ] = &changes[..]
                else {
                    panic!("{code:?}: {changes:?}");
                };
                mark.clone()
            })
        };
        let plain = with(|_| {});
        let spanned = with(|e| e.span = span(480, 600));
        let timed = with(|e| e.minutes = Some(90));
        let noted = with(|e| e.note = "  varit\t hemma ".to_owned());
        let extra = code.kind().extra;
        match extra {
            Extra::SpanRequired => {
                assert_eq!(plain, Err(Refusal::NeedsSpan(code)));
                assert_eq!(noted, Err(Refusal::NeedsSpan(code)));
            }
            Extra::NoteRequired => {
                assert_eq!(plain, Err(Refusal::NeedsNote(code)));
                assert_eq!(timed, Err(Refusal::NeedsNote(code)));
            }
            _ => {
                let minutes = (code.kind().counts == Counts::Present).then_some(360);
                assert_eq!(
                    plain.expect("nothing is needed").minutes,
                    minutes,
                    "{code:?}"
                );
            }
        }
        if extra != Extra::NoteRequired {
            let spanned = spanned.expect("a span is taken");
            assert_eq!(spanned.minutes, Some(120), "{code:?}");
            assert_eq!(spanned.entry().span, span(480, 600));
            assert_eq!(timed.expect("hours are taken").minutes, Some(90));
        }
        if extra != Extra::SpanRequired {
            assert_eq!(noted.expect("a note is taken").note(), "varit hemma");
        }
    }
}

#[test]
fn spans_minutes_rests_and_notes_are_checked() {
    let note = "x".repeat(NOTE_LIMIT + 1);
    type Case = (fn(&mut Entry), Option<Refusal>);
    let cases: [Case; 11] = [
        (|e| e.span = span(600, 600), Some(Refusal::BadSpan)),
        (|e| e.span = span(601, 600), Some(Refusal::BadSpan)),
        (|e| e.span = span(0, 1441), Some(Refusal::BadSpan)),
        (|e| e.span = span(0, 1440), None),
        (|e| e.minutes = Some(1441), Some(Refusal::BadMinutes)),
        (|e| e.minutes = Some(1440), None),
        (
            |e| e.rest = Some(Code::Present),
            Some(Refusal::BadRest(Code::Present)),
        ),
        (
            |e| e.rest = Some(Code::PartDay),
            Some(Refusal::BadRest(Code::PartDay)),
        ),
        (|e| e.rest = Some(Code::Sick), None),
        (
            |e| e.note = "a\u{1b}[2J".to_owned(),
            Some(Refusal::TextNotPlain),
        ),
        (
            |e| e.note = "hemma\u{202e}".to_owned(),
            Some(Refusal::TextNotPlain),
        ),
    ];
    for (i, (change, expected)) in cases.into_iter().enumerate() {
        let mut entry = entry(Code::PartDay);
        entry.minutes = Some(60);
        change(&mut entry);
        match expected {
            Some(refusal) => assert_eq!(world().refused("anna", &said(entry)), refusal, "{i}"),
            None => assert_eq!(world().must("anna", &said(entry)).len(), 1, "{i}"),
        }
    }
    let mut long = entry(Code::Sick);
    long.note = note.clone();
    assert_eq!(
        world().refused("anna", &said(long.clone())),
        Refusal::TextTooLong { limit: NOTE_LIMIT }
    );
    long.note.pop();
    world().must("anna", &said(long));
    // Only part of a day leaves a rest of it.
    let mut sick = entry(Code::Sick);
    sick.rest = Some(Code::Doctor);
    assert_eq!(
        world().refused("anna", &said(sick)),
        Refusal::RestOfWhole(Code::Sick)
    );
}

#[test]
fn minutes_follow_the_schedule_and_a_day_off_never_forbids_a_mark() {
    let half = |arena, open_minutes| {
        Command::Close(ClosedDay {
            date: on("2026-11-24"),
            arena,
            name: "Julbord".to_owned(),
            open_minutes,
        })
    };
    let kitchen = Some(ArenaId(1));
    for (day, closed, minutes, why) in [
        ("2026-11-23", None, 360, "an ordinary Monday"),
        ("2026-11-27", None, 240, "a Friday"),
        (
            "2026-11-28",
            None,
            360,
            "a Saturday: the longest ordinary day",
        ),
        (
            "2026-12-25",
            None,
            360,
            "juldagen, a Friday: the longest ordinary day",
        ),
        ("2026-12-24", None, 360, "julafton, free by the settings"),
        ("2026-11-24", Some(half(None, Some(180))), 180, "a half day"),
        (
            "2026-11-24",
            Some(half(kitchen, Some(180))),
            180,
            "a half day of the arena",
        ),
        (
            "2026-11-24",
            Some(half(None, Some(500))),
            360,
            "a half day longer than the schedule",
        ),
        (
            "2026-11-24",
            Some(half(None, None)),
            360,
            "a closed day: the longest ordinary day",
        ),
    ] {
        let mut world = world();
        if let Some(close) = closed {
            world.must("anna", &close);
        }
        world.must("anna", &mark(LENA, on(day), Code::Present));
        assert_eq!(
            world.mark(LENA, on(day)).and_then(|m| m.minutes),
            Some(minutes),
            "{why}"
        );
    }
}

#[test]
fn without_a_schedule_a_mark_has_no_minutes() {
    let mut unscheduled = draft("Lena Berg", "2026-01-05");
    unscheduled.schedule = None;
    for day in ["2026-11-23", "2026-11-28", "2026-12-25"] {
        let mut world = World::with(&[unscheduled.clone()]);
        world.must("anna", &mark(LENA, on(day), Code::Present));
        assert_eq!(
            world.mark(LENA, on(day)).and_then(|m| m.minutes),
            None,
            "{day}"
        );
    }
}

#[test]
fn a_mark_lies_within_a_stay_both_ends_included() {
    let days = ["2026-01-05..2026-06-30", "2026-09-01.."];
    for (day, inside) in [
        ("2026-01-04", false),
        ("2026-01-05", true),
        ("2026-06-30", true),
        ("2026-07-01", false),
        ("2026-08-31", false),
        ("2026-09-01", true),
        ("2030-01-01", true),
    ] {
        let mut world = World::of(person(LENA, &days));
        let command = mark(LENA, on(day), Code::Sick);
        if inside {
            assert_eq!(world.must("anna", &command).len(), 1, "{day}");
        } else {
            let refusal = world.refused("anna", &command);
            assert!(
                matches!(&refusal, Refusal::OutsideStay { name, .. } if name == "Lena Berg"),
                "{day} {refusal:?}"
            );
        }
    }
    assert_eq!(
        world().refused("anna", &mark(9, later(0), Code::Sick)),
        Refusal::NoSuchPerson
    );
    let mut nowhere = World::of(person(LENA, &[]));
    assert!(matches!(
        nowhere.refused("anna", &mark(LENA, later(0), Code::Sick)),
        Refusal::NoStay { .. }
    ));
}

#[test]
fn the_same_mark_again_changes_nothing() {
    let mut detailed = entry(Code::Sick);
    (detailed.span, detailed.note) = (span(480, 720), "ringde".to_owned());
    let mut noted = entry(Code::Present);
    noted.note = "kom sent".to_owned();
    for first in [
        entry(Code::Present),
        entry(Code::Unnotified),
        detailed,
        noted,
    ] {
        let mut world = world();
        world.must("anna", &said(first.clone()));
        assert_eq!(world.must("bo", &said(first.clone())), [], "the same entry");
        assert_eq!(
            world.must("bo", &said(entry(first.code))),
            [],
            "the plain key on {first:?}"
        );
        let mark = world.mark(LENA, later(0)).expect("marked");
        assert_eq!(world.register.actor(mark.by), "anna");
        let mut other = first.clone();
        other.note = "annat".to_owned();
        assert_eq!(world.must("bo", &said(other)).len(), 1, "another note");
    }
}

#[test]
fn an_unnotified_absence_keeps_its_first_code_through_every_recoding() {
    let mut world = world();
    let first = |world: &World| world.mark(LENA, later(0)).and_then(|m| m.first_code());
    for (code, expected) in [
        (Code::Sick, None),
        (Code::Unnotified, None),
        (Code::Sick, Some(Code::Unnotified)),
        (Code::Doctor, Some(Code::Unnotified)),
        (Code::Present, Some(Code::Unnotified)),
        (Code::Unnotified, None),
        (Code::SickChild, Some(Code::Unnotified)),
    ] {
        world.must("anna", &said(entry(code)));
        assert_eq!(first(&world), expected, "{code:?}");
    }
    // A note added to a re-coded mark keeps it too.
    let mut noted = entry(Code::SickChild);
    noted.note = "intyg".to_owned();
    world.must("anna", &said(noted));
    assert_eq!(first(&world), Some(Code::Unnotified));
    world.must("anna", &clear(LENA, later(0)));
    world.must("anna", &said(entry(Code::Sick)));
    assert_eq!(first(&world), None, "a cleared cell begins anew");
}

#[test]
fn an_unnotified_rest_of_a_day_keeps_it_too() {
    let mut world = world();
    let part = |minutes, rest| {
        let (mut part, rest) = (entry(Code::PartDay), Some(rest));
        (part.minutes, part.rest) = (Some(minutes), rest);
        said(part)
    };
    let first = |world: &World| world.mark(LENA, later(0)).and_then(|m| m.first_code());
    world.must("anna", &part(120, Code::Unnotified));
    assert_eq!(first(&world), None);
    world.must("anna", &part(180, Code::Unnotified));
    assert_eq!(first(&world), None, "only the hours were corrected");
    world.must("anna", &part(180, Code::Sick));
    assert_eq!(first(&world), Some(Code::Unnotified));
}

#[test]
fn clearing_takes_a_mark_away_once() {
    let mut world = world();
    assert!(matches!(
        world.refused("anna", &clear(LENA, later(0))),
        Refusal::NothingToClear { .. }
    ));
    world.must("anna", &said(entry(Code::Sick)));
    assert_eq!(world.must("bo", &clear(LENA, later(0))).len(), 1);
    assert!(world.marks.is_empty());
    assert!(matches!(
        world.refused("anna", &clear(LENA, later(0))),
        Refusal::NothingToClear { .. }
    ));
}

#[test]
fn marking_the_rest_touches_only_who_is_expected_and_unmarked() {
    let mut ended = draft("Olle Dahl", "2026-01-05");
    ended.end = Some(later(-1));
    let mut mondays_off = draft("Ida Falk", "2026-01-05");
    mondays_off.schedule = Some([0, 360, 360, 360, 360, 0, 0]);
    let mut no_hours = draft("Nils Gran", "2026-01-05");
    no_hours.schedule = None;
    let people = [
        draft("Lena Berg", "2026-01-05"),
        draft("Åsa Öberg", "2026-01-05"),
        ended,
        mondays_off,
        no_hours,
        draft("Sara Ek", "2026-11-24"),
    ];
    let all = (1..=6).map(PersonId).collect::<Vec<_>>();
    let rest = |day| Command::MarkRest {
        day,
        who: all.clone(),
    };
    let mut world = World::with(&people);
    world.must("anna", &mark(2, later(0), Code::Sick));
    let changes = world.must("anna", &rest(later(0)));
    let marked: Vec<_> = world
        .marks
        .iter()
        .map(|((who, _), m)| (who.0, m.code, m.minutes))
        .collect();
    assert_eq!(
        marked,
        [
            (1, Code::Present, Some(360)),
            (2, Code::Sick, None),
            (5, Code::Present, None)
        ]
    );
    assert_eq!(changes.len(), 2);
    assert_eq!(world.must("anna", &rest(later(0))), [], "again");
    for free in ["2026-11-28", "2026-12-25"] {
        assert_eq!(world.must("anna", &rest(on(free))), [], "{free}");
    }
    // Somebody told twice is marked once.
    let who = vec![PersonId(1), PersonId(1)];
    assert_eq!(
        world
            .must("anna", &Command::MarkRest { day: later(1), who })
            .len(),
        1
    );
    let who = vec![PersonId(1), PersonId(77)];
    assert_eq!(
        world.refused("anna", &Command::MarkRest { day: later(1), who }),
        Refusal::NoSuchPerson
    );
}

#[test]
fn undo_is_refused_when_a_colleague_was_there_since() {
    let mut world = world();
    world.must("anna", &said(entry(Code::Present)));
    let mine = world.register.seen;
    world.must("bo", &said(entry(Code::Sick)));
    let refusal = world.refused("anna", &restore(mine, false));
    for lang in [Lang::Sv, Lang::En] {
        let text = refusal.text(lang);
        assert!(text.contains("bo") && text.contains("Lena Berg"), "{text}");
    }
    world.must("cilla", &clear(LENA, later(0)));
    let refusal = world.refused("anna", &restore(mine, false));
    assert!(
        matches!(&refusal, Refusal::ChangedSince { by: Some(by), .. } if by == "cilla"),
        "{refusal:?}"
    );
    // The same code, marked anew by the colleague, is still the colleague's.
    world.must("bo", &said(entry(Code::Present)));
    world.refused("anna", &restore(mine, false));
}

#[test]
fn undo_and_redo_go_back_and_forth() {
    let mut world = world();
    world.must("anna", &said(entry(Code::Sick)));
    let sick = world.marks.clone();
    world.must("anna", &said(entry(Code::Present)));
    let mine = world.register.seen;
    let present = world.marks.clone();
    for _ in 0..3 {
        world.must("anna", &restore(mine, false));
        assert_eq!(world.marks, sick);
        world.must("anna", &restore(mine, true));
        assert_eq!(world.marks, present);
    }
    world.refused("anna", &restore(mine, true));
    assert_eq!(world.marks, present);
}

#[test]
fn an_undo_never_brings_a_mark_back_outside_the_stay() {
    let mut world = world();
    world.must("anna", &said(entry(Code::Sick)));
    world.must("anna", &clear(LENA, later(0)));
    let cleared = world.register.seen;
    let who = PersonId(LENA);
    let came = Default::default();
    world.must(
        "bo",
        &Command::EndStay {
            who,
            last_day: later(-1),
            came,
        },
    );
    let refusal = world.refused("anna", &restore(cleared, false));
    assert!(
        matches!(refusal, Refusal::OutsideStay { .. }),
        "{refusal:?}"
    );
}

#[test]
fn a_closed_day_is_checked_and_kept_as_plain_text() {
    let mut world = world();
    let day = |name: &str, arena: u16, open_minutes| ClosedDay {
        date: later(1),
        arena: (arena > 0).then_some(ArenaId(arena)),
        name: name.to_owned(),
        open_minutes,
    };
    let close = |name, arena, open| Command::Close(day(name, arena, open));
    world.must("anna", &close(" Klämdag\n", 0, None));
    assert_eq!(world.register.closed[&(later(1), None)].name, "Klämdag");
    assert_eq!(world.must("anna", &close("Klämdag ", 0, None)), []);
    assert_eq!(
        world.refused("anna", &close("a\u{7}", 0, None)),
        Refusal::TextNotPlain
    );
    world.must("anna", &close("Klämdag", 0, Some(1440)));
    assert_eq!(
        world.refused("anna", &close("", 0, Some(1441))),
        Refusal::BadMinutes
    );
    assert!(matches!(
        world.refused("anna", &close("", 9, None)),
        Refusal::ArenaUnknown { .. }
    ));
    let open = |arena| Command::Open {
        date: later(1),
        arena,
    };
    assert!(matches!(
        world.refused("anna", &open(Some(ArenaId(1)))),
        Refusal::ClosedForAll { .. }
    ));
    world.must("anna", &open(None));
    assert!(world.register.closed.is_empty());
}

#[test]
fn a_closed_day_is_told_by_its_name_and_without_one_as_closed() {
    let mut world = world();
    let day = on(TODAY);
    for (name, told) in [
        ("", ["stängt", "closed"]),
        (" ", ["stängt", "closed"]),
        ("Klämdag", ["Klämdag", "Klämdag"]),
    ] {
        let closed = ClosedDay {
            date: day,
            arena: None,
            name: name.to_owned(),
            open_minutes: None,
        };
        world.must("anna", &Command::Close(closed));
        let Expected::Free(free) = expected(&world.register, world.person(1), day) else {
            panic!("nobody comes on a closed day");
        };
        assert_eq!([Lang::Sv, Lang::En].map(|lang| free.text(lang)), told);
    }
}

#[test]
fn the_marks_of_a_rule_come_in_order_and_its_length_is_some_time() {
    for (plan, near, length, taken) in [
        (0, 0, 0, false),
        (0, 0, 1, true),
        (1, 1, 1, true),
        (24, 24, 24, true),
        (18, 24, 24, true),
        (18, 25, 24, false),
        (21, 21, 24, true),
        (22, 21, 24, false),
    ] {
        let mut world = World::new();
        let mut settings = world.register.settings.clone();
        for (mark, half_months) in [
            (&mut settings.rule.plan, plan),
            (&mut settings.rule.near, near),
            (&mut settings.rule.length, length),
        ] {
            mark.0 = half_months;
        }
        let configure = Command::Configure(Box::new(settings.clone()));
        match taken {
            true => {
                world.must("anna", &configure);
                assert_eq!(world.register.settings, settings);
            }
            false => assert_eq!(world.refused("anna", &configure), Refusal::BadRule),
        }
    }
}

#[test]
fn settings_are_checked() {
    let mut world = world();
    let with = |change: fn(&mut tolv::domain::facts::settings::Settings)| {
        let mut settings = tolv::domain::facts::settings::Settings::default();
        change(&mut settings);
        Command::Configure(Box::new(settings))
    };
    assert_eq!(world.must("anna", &with(|_| {})), []);
    assert_eq!(
        world.refused("anna", &with(|s| s.unit = "\u{1b}c".to_owned())),
        Refusal::TextNotPlain
    );
    world.must("anna", &with(|s| s.unit = " AMI  Exempelby".to_owned()));
    assert_eq!(world.register.settings.unit, "AMI Exempelby");
}

fn any_command() -> impl Strategy<Value = Command> {
    let who = 1..=3_u32;
    let day = (0..6_i64).prop_map(|days| later(days - 2));
    let code = prop::sample::select(Code::ALL);
    let minutes = prop::option::weighted(0.3, 0..1500_u16);
    let note = prop::sample::select(vec!["", "ringde", "intyg", "\u{7}"]);
    let rest = prop::option::weighted(0.3, prop::sample::select(Code::ALL));
    let marks = (who.clone(), day.clone(), code, minutes, note, rest).prop_map(
        |(who, day, code, minutes, note, rest)| {
            let (who, note, span) = (PersonId(who), note.to_owned(), None);
            let entry = Entry {
                code,
                minutes,
                span,
                rest,
                note,
            };
            Command::Mark { who, day, entry }
        },
    );
    let clears = (who.clone(), day.clone()).prop_map(|(who, day)| clear(who, day));
    let rests = (prop::collection::vec(who, 0..5), day).prop_map(|(who, day)| {
        let who = who.into_iter().map(PersonId).collect();
        Command::MarkRest { day, who }
    });
    prop_oneof![6 => marks, 2 => clears, 1 => rests]
}

proptest! {
    #[test]
    fn any_sequence_is_what_its_changes_say_and_can_be_taken_back(commands in prop::collection::vec(any_command(), 1..40)) {
        let people = ["Lena Berg", "Åsa Öberg", "Ida Falk"].map(|name| draft(name, "2026-01-05"));
        let mut world = World::with(&people);
        world.must("anna", &mark(1, later(0), Code::Unnotified));
        let start = world.marks.clone();
        let mut done = Vec::new();
        for command in &commands {
            let mut expected = world.marks.clone();
            match world.ask("anna", command) {
                Err(refusal) => crate::world::sentences(&refusal),
                Ok(changes) => {
                    for change in &changes {
                        let Change::Marked { who, day, before, after } = change else {
                            panic!("a mark changes marks only: {change:?}");
                        };
                        prop_assert_eq!(expected.get(&(*who, *day)), before.as_ref());
                        prop_assert_ne!(before, after);
                        match after {
                            Some(mark) => expected.insert((*who, *day), mark.clone()),
                            None => expected.remove(&(*who, *day)),
                        };
                    }
                    done.extend((!changes.is_empty()).then_some(world.register.seen));
                }
            }
            prop_assert_eq!(&world.marks, &expected);
        }
        let end = world.marks.clone();
        for seq in done.iter().rev() {
            world.must("anna", &restore(*seq, false));
        }
        prop_assert_eq!(&world.marks, &start);
        for seq in &done {
            world.must("anna", &restore(*seq, true));
        }
        prop_assert_eq!(&world.marks, &end);
    }
}
