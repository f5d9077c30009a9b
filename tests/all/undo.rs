//! Undo and redo of every command: what was there before comes back, a colleague's change of the same stands and is
//! named, and one of something else is not in the way.

use std::collections::BTreeSet;

use tolv::commands::ROWS;
use tolv::domain::decide::PlanDraft;
use tolv::domain::decide::command::{Asker, Command};
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::decide::taking_back;
use tolv::domain::facts::attendance::{Code, Entry};
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::decision::{DecisionId, Ending, Terms};
use tolv::domain::facts::handling::DutyKey;
use tolv::domain::facts::onward::Toward;
use tolv::domain::facts::outcome::{Came, Lasted, Outcome};
use tolv::domain::facts::participant::{Absence, ArenaId, Group, PersonId};
use tolv::domain::facts::process::{Step, StepKind};
use tolv::domain::register::Register;
use tolv::domain::rules::{Name, Own, Value};
use tolv::text::Lang;

use crate::world::{
    Correction, World, clear, decided, draft, later, mark, on, placed, restore, sentences, with,
};

const LENA: PersonId = PersonId(1);
const IDA: PersonId = PersonId(3);

/// What a world holds, but for who has a name in it.
pub fn held(world: &World) -> impl PartialEq + std::fmt::Debug + use<> {
    let marks = world.marks.clone();
    (unmarked(world), marks)
}

fn unmarked(world: &World) -> impl PartialEq + std::fmt::Debug + use<> {
    let register = &world.register;
    (
        register.people.clone(),
        register.arenas.clone(),
        register.closed.clone(),
        register.settings.clone(),
        register.handled.clone(),
    )
}

/// Lena and Olle in the kitchen, and Ida, who left for a job.
fn world() -> World {
    let ida = with(draft("Ida Falk", "2024-02-29"), |ida| {
        ida.end = Some(on("2024-12-31"));
    });
    World::with(&[
        draft("Lena Berg", "2026-01-05"),
        draft("Olle Dahl", "2026-02-02"),
        ida,
    ])
}

/// A command by Anna with what she did before, what a colleague does to the same, and to something else.
struct Case {
    name: &'static str,
    before: Vec<Command>,
    command: Command,
    same: Command,
    other: fn(&World) -> Command,
}

fn phone(world: &World) -> Command {
    let mut changed = Correction::of(&world.register.people[&LENA], world.today);
    changed.details.phone = "070-174 06 99".to_owned();
    changed.command(LENA)
}

fn note(world: &World) -> Command {
    let mut changed = Correction::of(&world.register.people[&LENA], world.today);
    changed.details.note = "går hem kl. 14".to_owned();
    changed.command(LENA)
}

fn measure(world: &World, measure: &str) -> Command {
    let mut changed = Correction::of(&world.register.people[&LENA], world.today);
    changed.details.measure = measure.to_owned();
    changed.command(LENA)
}

fn moved(arena: &str) -> Command {
    Command::Move {
        is_new_arena: true,
        who: LENA,
        from: later(0),
        group: Group::Outdoor,
        arena: arena.to_owned(),
    }
}

/// Lena moved as of the first day of her stay.
fn elsewhere_from_the_first_day() -> Command {
    Command::Move {
        is_new_arena: true,
        who: LENA,
        from: on("2026-01-05"),
        group: Group::Outdoor,
        arena: "Parken".to_owned(),
    }
}

fn ended(last_day: i64) -> Command {
    Command::EndStay {
        who: LENA,
        last_day: later(last_day),
        came: Came::only(Outcome::Studies),
    }
}

fn outcome(who: PersonId, stay: &str, outcome: Outcome) -> Command {
    Command::SetOutcome {
        who,
        stay: on(stay),
        came: Came::only(outcome),
    }
}

fn checked(yes: Option<bool>) -> Command {
    Command::CheckJob {
        who: IDA,
        stay: on("2024-02-29"),
        lasted: yes.map(|yes| Lasted {
            checked_on: on("2025-03-10"),
            yes,
            note: String::new(),
        }),
    }
}

fn absent(from: i64, until: i64) -> Command {
    Command::SetAbsence {
        who: LENA,
        absence: Absence {
            from: later(from),
            until: Some(later(until)),
        },
        instead_of: None,
    }
}

fn present_again(from: i64) -> Command {
    let (who, from) = (LENA, later(from));
    Command::RemoveAbsence { who, from }
}

fn closed(days: i64, name: &str) -> Command {
    Command::Close(ClosedDay {
        date: later(days),
        arena: None,
        name: name.to_owned(),
        open_minutes: None,
    })
}

fn open(days: i64) -> Command {
    let (date, arena) = (later(days), None);
    Command::Open { date, arena }
}

fn unit(name: &str) -> Command {
    let mut settings = Register::default().settings;
    settings.unit = name.to_owned();
    Command::Configure(Box::new(settings))
}

fn no_advance(world: &World) -> Command {
    let mut settings = world.register.settings.clone();
    settings.advance = !settings.advance;
    Command::Configure(Box::new(settings))
}

fn terms(from: i64, until: i64) -> Box<Terms> {
    let mut terms = decided(1, "2026-11-23", "2027-05-31").terms;
    (terms.from, terms.until, terms.decided_on) = (later(from), later(until), later(0));
    (terms.level, terms.wage_base) = (Some(60), Some(15_000));
    Box::new(terms)
}

fn decision(from: i64, until: i64) -> Command {
    let (who, terms) = (LENA, terms(from, until));
    Command::AddDecision { who, terms }
}

fn decision_ends(id: u16, ending: Ending) -> Command {
    let (who, id, note) = (LENA, DecisionId(id), String::new());
    Command::EndDecision {
        who,
        id,
        ending,
        note,
    }
}

fn step(who: &str) -> Command {
    Command::SetStep {
        who: LENA,
        kind: StepKind::Interest,
        step: Step {
            planned: Some(later(5)),
            who: who.to_owned(),
            ..Step::default()
        },
        anew: false,
    }
}

fn plan(next: &str) -> Command {
    let plan = PlanDraft {
        toward: Toward::Studies,
        next: next.to_owned(),
        with: String::new(),
        responsible: "Anna".to_owned(),
        due: later(30),
        note: String::new(),
    };
    Command::PlanOnward {
        who: LENA,
        plan: Some(Box::new(plan)),
    }
}

fn duty(note: &str) -> Command {
    Command::HandleDuty {
        key: DutyKey("no-schedule/1/2026-01-05".to_owned()),
        note: note.to_owned(),
        until: None,
    }
}

fn duty_again() -> Command {
    let key = DutyKey("no-schedule/1/2026-01-05".to_owned());
    Command::TakeUpDuty { key }
}

fn rule(name: Name, value: u16) -> Command {
    Command::SetRule(Box::new(Own {
        name: name.slug().to_owned(),
        value: Value::Number(value.into()),
        from: on("2027-01-01"),
        until: None,
        source: "KS 2027/14".to_owned(),
    }))
}

fn no_rule(name: Name) -> Command {
    Command::DropRule {
        name: name.slug().to_owned(),
        from: on("2027-01-01"),
    }
}

fn entry(code: Code, note: &str) -> Command {
    let mut entry = Entry::plain(code);
    entry.note = note.to_owned();
    let (who, day) = (LENA, later(0));
    Command::Describe { who, day, entry }
}

/// Makes the cases: a row each has what Anna did before, what she does, what a colleague does to the same, and to
/// something else.
macro_rules! cases {
    ($($name:literal [$($before:expr),*] $command:expr, $same:expr, $other:expr;)+) => {
        vec![$(Case {
            name: $name,
            before: vec![$($before),*],
            command: $command,
            same: $same,
            other: $other,
        }),+]
    };
}

fn sick() -> Command {
    mark(1, later(0), Code::Sick)
}

fn everybody() -> Command {
    let (day, who) = (later(0), vec![LENA, PersonId(2)]);
    Command::MarkRest { day, who }
}

/// Kim is added, as 4, and moved.
fn kim() -> [Command; 2] {
    let kim = placed("Kim Lund", "2026-10-05", (Group::Outdoor, "Skogen"));
    let moved = Command::Move {
        is_new_arena: true,
        who: PersonId(4),
        from: later(0),
        group: Group::Indoor,
        arena: "Köket".to_owned(),
    };
    [Command::Enrol(Box::new(kim)), moved]
}

const KITCHEN: ArenaId = ArenaId(1);

fn arena(name: &str) -> Command {
    let (group, name) = (Group::Indoor, name.to_owned());
    Command::AddArena { group, name }
}

fn renamed(id: ArenaId, name: &str) -> Command {
    let name = name.to_owned();
    Command::RenameArena { id, name }
}

const fn merged(id: ArenaId, into: ArenaId) -> Command {
    Command::MergeArena { id, into }
}

fn arena_closed(id: ArenaId, days: i64) -> Command {
    let from = later(days);
    Command::CloseArena { id, from }
}

const fn arena_open(id: ArenaId) -> Command {
    Command::ReopenArena { id }
}

fn back() -> Command {
    let (who, draft) = (LENA, Box::new(draft("Lena Berg", "2026-11-23")));
    Command::NewStay { who, draft }
}

fn replaced() -> Command {
    let (who, id, terms) = (LENA, DecisionId(1), terms(60, 200));
    Command::ReplaceDecision { who, id, terms }
}

fn job() -> Command {
    outcome(IDA, "2024-02-29", Outcome::Job)
}

fn cases() -> Vec<Case> {
    let reopened = Command::ReopenStay { who: LENA };
    let most = Name::QuotaMost;
    let [added, moved_on] = kim();
    let [trial, subsidy] = ["arbetsprövning", "lönebidrag"].map(|text| measure(&world(), text));
    let studies = || outcome(IDA, "2024-02-29", Outcome::Studies);
    let unknown = outcome(LENA, "2026-01-05", Outcome::Unspecified);
    let hall = ArenaId(world().register.numbers().arena.0 + 1);
    let ends = |id, days| decision_ends(id, Ending::On(later(days)));
    cases! {
        "Mark" [] sick(), mark(1, later(0), Code::Present), phone;
        "Describe" [sick()] entry(Code::Sick, "ringde"), entry(Code::Sick, "mejlade"), phone;
        "MarkRest" [] everybody(), clear(2, later(0)), phone;
        "Clear" [sick()] clear(1, later(0)), sick(), phone;
        "Enrol" [] added, moved_on, phone;
        "NewStay" [ended(-30)] back(), ended(10), |_| step("Bo");
        "Change" [] trial, subsidy, note;
        "Move" [] moved("Parken"), moved("Snickeriet"), phone;
        "EndStay" [moved("Parken")] ended(0), unknown, phone;
        "SetOutcome" [] job(), studies(), phone;
        "CheckJob" [job()] checked(Some(true)), checked(None), phone;
        "ReopenStay" [ended(0)] reopened, ended(10), phone;
        "SetAbsence" [] absent(-30, -20), present_again(-30), |_| absent(-10, -5);
        "RemoveAbsence" [absent(-30, -20)] present_again(-30), absent(-30, -25), |_| absent(-10, -5);
        "Close" [] closed(1, "Klämdag"), closed(1, "Planering"), |_| closed(2, "Planering");
        "Open" [closed(1, "Klämdag")] open(1), closed(1, "Planering"), |_| closed(2, "Planering");
        "Configure" [] unit("AMI Norr"), unit("AMI Syd"), no_advance;
        "AddDecision" [] decision(0, 100), ends(1, 50), phone;
        "ReplaceDecision" [decision(0, 100)] replaced(), ends(2, 90), phone;
        "EndDecision" [decision(0, 100)] ends(1, 50), decision_ends(1, Ending::Reopened), |_| decision(101, 200);
        "SetStep" [] step("Anna"), step("Bo"), |_| plan("praktik");
        "PlanOnward" [] plan("praktik"), plan("studiebesök"), |_| step("Bo");
        "AddArena" [] arena("Hallen"), renamed(hall, "Salen"), phone;
        "RenameArena" [arena("Hallen")] renamed(hall, "Salen"), renamed(hall, "Aulan"), phone;
        "MergeArena" [arena("Hallen")] merged(KITCHEN, hall), elsewhere_from_the_first_day(), |_| arena("Salen");
        "CloseArena" [arena("Hallen")] arena_closed(hall, 10), arena_closed(hall, 20), phone;
        "ReopenArena" [arena("Hallen"), arena_closed(hall, 10)] arena_open(hall), arena_closed(hall, 20), phone;
        "HandleDuty" [] duty("ringt"), duty("mejlat"), phone;
        "TakeUpDuty" [duty("ringt")] duty_again(), duty("mejlat"), phone;
        "SetRule" [] rule(most, 8), rule(most, 9), |_| rule(Name::QuotaLeast, 2);
        "DropRule" [rule(most, 8)] no_rule(most), rule(most, 9), |_| rule(Name::QuotaLeast, 2);
    }
}

/// Lists are partly taken back, and readings never: those are told below, and an undo is what all this is about. Nothing
/// about rights is taken back: `rights` has that.
const APART: &[&str] = &[
    "Import",
    "Read",
    "Restore",
    "AddUser",
    "ChangeUser",
    "EndUser",
    "TakeCover",
    "Prefer",
    "AddKey",
    "RevokeKey",
];

#[test]
fn every_command_has_a_case() {
    let there: BTreeSet<_> = cases().iter().map(|case| case.name).collect();
    let rows: BTreeSet<_> = ROWS.iter().map(|row| row.name).collect();
    let apart = APART.iter().copied();
    assert_eq!(
        there.into_iter().chain(apart).collect::<BTreeSet<_>>(),
        rows
    );
}

/// The world after a case's command, and that command's number.
fn done(case: &Case) -> (World, u64) {
    let mut world = world();
    for command in &case.before {
        world.must("anna", command);
    }
    world.must("anna", &case.command);
    let seq = world.register.seen;
    (world, seq)
}

#[test]
fn every_command_is_undone_and_made_again() {
    for case in cases() {
        let mut world = world();
        for command in &case.before {
            world.must("anna", command);
        }
        let before = held(&world);
        world.must("anna", &case.command);
        let (seq, after) = (world.register.seen, held(&world));
        for _ in 0..2 {
            world.must("anna", &restore(seq, false));
            assert!(held(&world) == before, "{} undone", case.name);
            let twice = world.refused("anna", &restore(seq, false));
            assert_eq!(twice, Refusal::UndoneAlready { seq }, "{}", case.name);
            world.must("anna", &restore(seq, true));
            assert!(held(&world) == after, "{} made again", case.name);
            let twice = world.refused("anna", &restore(seq, true));
            assert_eq!(twice, Refusal::NotUndone { seq }, "{}", case.name);
        }
    }
}

#[test]
fn a_colleague_s_change_of_the_same_stands_and_is_named() {
    for case in cases() {
        let (mut world, seq) = done(&case);
        let name = case.name;
        world.must("bo", &case.same);
        let refusal = world.refused("anna", &restore(seq, false));
        let by = match &refusal {
            Refusal::ChangedSince { by, .. } | Refusal::UnitChangedSince { by, .. } => by,
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(by.as_deref(), Some("bo"), "{name}: {refusal:?}");
        sentences(&refusal);
    }
}

#[test]
fn a_colleague_s_change_of_something_else_is_not_in_the_way() {
    for case in cases() {
        let (mut world, seq) = done(&case);
        let other = (case.other)(&world);
        world.must("bo", &other);
        world.must("anna", &restore(seq, false));
        let mut alone = self::world();
        for command in &case.before {
            alone.must("anna", command);
        }
        let other = (case.other)(&alone);
        alone.must("bo", &other);
        assert!(unmarked(&world) == unmarked(&alone), "{}", case.name);
    }
}

#[test]
fn what_a_colleague_has_done_is_not_undone_by_anybody_else() {
    let mut world = world();
    world.must("bo", &moved("Parken"));
    let seq = world.register.seen;
    let by = "bo".to_owned();
    let refusal = world.refused("anna", &restore(seq, false));
    assert_eq!(refusal, Refusal::NotYours { seq, by });
    let nobody = world.refused("anna", &restore(77, false));
    assert_eq!(nobody, Refusal::NoSuchEntry { seq: 77 });
    world.must("bo", &restore(seq, false));
    let undo = world.register.seen;
    let of_an_undo = world.refused("bo", &restore(undo, false));
    assert_eq!(of_an_undo, Refusal::IsAnUndo { seq: undo });
}

#[test]
fn somebody_who_was_added_is_not_taken_away_once_marked_or_looked_after() {
    let mut world = world();
    world.must(
        "anna",
        &Command::Enrol(Box::new(draft("Kim Lund", "2026-10-05"))),
    );
    let seq = world.register.seen;
    world.must("bo", &mark(4, later(0), Code::Sick));
    let refusal = world.refused("anna", &restore(seq, false));
    assert!(
        matches!(refusal, Refusal::MarkedSince { .. }),
        "{refusal:?}"
    );
    world.must("bo", &clear(4, later(0)));
    let key = DutyKey("no-schedule/4/2026-10-05".to_owned());
    let note = "ringt".to_owned();
    world.must(
        "bo",
        &Command::HandleDuty {
            key: key.clone(),
            note,
            until: None,
        },
    );
    let refusal = world.refused("anna", &restore(seq, false));
    assert!(matches!(refusal, Refusal::DutySince { .. }), "{refusal:?}");
    world.must("bo", &Command::TakeUpDuty { key });
    world.must("anna", &restore(seq, false));
    // Made again, it is the same person; but not beside another of that number or name.
    world.must(
        "bo",
        &Command::Enrol(Box::new(draft("Kim Lund", "2026-10-05"))),
    );
    let refusal = world.refused("anna", &restore(seq, true));
    assert!(
        matches!(refusal, Refusal::AlreadyThere { .. }),
        "{refusal:?}"
    );
    assert!(world.register.people.contains_key(&PersonId(5)));
    assert!(!world.register.people.contains_key(&PersonId(4)));
}

#[test]
fn an_arena_that_came_with_somebody_stays_where_others_are_placed_in_it() {
    let mut world = world();
    world.must("anna", &moved("Parken"));
    let seq = world.register.seen;
    let parken = ArenaId(2);
    assert!(world.register.arenas.contains_key(&parken));
    let kim = placed("Kim Lund", "2026-10-05", (Group::Outdoor, "Parken"));
    world.must("bo", &Command::Enrol(Box::new(kim)));
    world.must("anna", &restore(seq, false));
    assert!(world.register.arenas.contains_key(&parken));
    world.must("anna", &restore(seq, true));
    assert_eq!(world.person(1).stays[0].arena(later(0)), Some(parken));
}

/// Of a list those go of whom nothing has been done since, and those that it changed are as they were.
#[test]
fn of_a_list_what_nobody_has_touched_since_is_taken_back() {
    let mut world = world();
    let mut lena = draft("Lena Berg", "2026-01-05");
    lena.details.phone = "070-174 06 10".to_owned();
    let kim = placed("Kim Lund", "2026-10-05", (Group::Outdoor, "Skogen"));
    let pia = draft("Pia Ek", "2026-10-05");
    let rows = vec![(2, lena), (3, kim), (4, pia)];
    let skip_bad = false;
    world.must("anna", &Command::Import { rows, skip_bad });
    let seq = world.register.seen;
    world.must("bo", &mark(4, later(0), Code::Sick));
    world.must("anna", &restore(seq, false));
    let people: Vec<u32> = world.register.people.keys().map(|id| id.0).collect();
    assert_eq!(people, [1, 2, 3, 4], "Kim is marked, Pia is gone");
    assert_eq!(world.person(1).phone, "");
    assert_eq!(world.register.arenas.len(), 2, "Kim is there");
    world.must("anna", &restore(seq, true));
    assert!(world.register.people.contains_key(&PersonId(5)));
    assert_eq!(world.person(1).phone, "070-174 06 10");
    for id in [1, 5] {
        world.must("bo", &mark(id, later(0), Code::Sick));
    }
    world.must("bo", &phone(&world.clone()));
    let refusal = world.refused("anna", &restore(seq, false));
    assert!(
        matches!(refusal, Refusal::MarkedSince { .. }),
        "{refusal:?}"
    );
}

/// Of somebody whom a list changed, what a colleague has changed since is left and named, and all else goes back.
#[test]
fn of_somebody_in_a_list_only_what_was_changed_since_is_left() {
    let mut world = world();
    let before = world.person(1).clone();
    let lena = with(draft("Lena Berg", "2026-01-05"), |lena| {
        lena.details.phone = "070-174 06 10".to_owned();
        lena.details.measure = "arbetsprövning".to_owned();
        lena.arena = "Verkstaden".to_owned();
    });
    let skip_bad = false;
    let rows = vec![(2, lena)];
    world.must("anna", &Command::Import { rows, skip_bad });
    let seq = world.register.seen;
    let mut changed = Correction::of(world.person(1), world.today);
    changed.details.phone = "070-174 06 99".to_owned();
    changed.details.supervisor = "Bo".to_owned();
    world.must("bo", &changed.command(LENA));
    let left = left(&world, "anna", seq);
    assert_eq!(
        left,
        [
            "bo har ändrat ”Telefon” för Lena Berg sedan dess (1970-01-01 01:00), så det lämnas som det är."
        ]
    );
    world.must("anna", &restore(seq, false));
    let mut expected = before;
    expected.phone = "070-174 06 99".to_owned();
    expected.supervisor = "Bo".to_owned();
    assert_eq!(*world.person(1), expected);
    // Made again, the telephone is still Bo's.
    world.must("anna", &restore(seq, true));
    assert_eq!(world.person(1).measure, "arbetsprövning");
    assert_eq!(world.person(1).phone, "070-174 06 99");
}

fn left(world: &World, by: &str, of: u64) -> Vec<String> {
    let facts = world.facts(&restore(of, false));
    let asker = Asker::alone(world.register.actor_id(by).0, world.today, 0);
    let left = taking_back::left(&world.register, &facts, &asker, (of, false));
    let left = left.expect("some of it goes back");
    left.iter().map(|one| one.text(Lang::Sv)).collect()
}

/// A stay that a list ended and a colleague gave an outcome ends as the colleague left it, and the rest goes back.
#[test]
fn the_end_of_a_stay_is_left_whole_where_its_outcome_was_told_since() {
    let mut world = world();
    let lena = with(draft("Lena Berg", "2026-01-05"), |lena| {
        lena.end = Some(on("2026-12-31"));
        lena.details.measure = "arbetsprövning".to_owned();
    });
    let (rows, skip_bad) = (vec![(2, lena)], false);
    world.must("anna", &Command::Import { rows, skip_bad });
    let seq = world.register.seen;
    world.must("bo", &outcome(LENA, "2026-01-05", Outcome::Studies));
    assert_eq!(left(&world, "anna", seq).len(), 1);
    world.must("anna", &restore(seq, false));
    let lena = world.person(1);
    assert_eq!(lena.measure, "");
    let end = lena.stays[0].end.as_ref().expect("the end is left");
    assert_eq!(
        (end.last_day, end.outcome),
        (on("2026-12-31"), Outcome::Studies)
    );
}

/// A first day that is corrected and a move by a colleague are two facts, but a stay always reaches its moves.
#[test]
fn a_corrected_first_day_goes_back_where_the_stay_still_reaches_the_moves_made_since() {
    let start = |day: &str| {
        let mut changed = Correction::of(world().person(1), world().today);
        changed.start = on(day);
        changed.command(LENA)
    };
    let moved_on = |day: &str| Command::Move {
        is_new_arena: true,
        who: LENA,
        from: on(day),
        group: Group::Outdoor,
        arena: "Parken".to_owned(),
    };
    let mut world = world();
    world.must("anna", &start("2026-01-02"));
    let seq = world.register.seen;
    let mut later = world.clone();
    later.must("bo", &moved_on("2026-03-02"));
    later.must("anna", &restore(seq, false));
    let stay = &later.person(1).stays[0];
    let placed: Vec<_> = stay.placements.iter().map(|placed| placed.from).collect();
    assert_eq!(placed, [on("2026-01-05"), on("2026-03-02")]);
    assert_eq!(stay.schedules[0].from, on("2026-01-05"));
    world.must("bo", &moved_on("2026-01-03"));
    let refusal = world.refused("anna", &restore(seq, false));
    assert!(
        matches!(refusal, Refusal::OutsideThen { .. }),
        "{refusal:?}"
    );
}
