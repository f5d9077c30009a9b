//! Long absences, and the two settings that move the clock: pauses, and counting from the first decision.

use chrono::{Days, Months, NaiveDate};
use proptest::prelude::*;
use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::change::What;
use tolv::domain::facts::decision::{Cut, DecisionId};
use tolv::domain::facts::outcome::{Came, Outcome};
use tolv::domain::facts::participant::{Absence, ArenaId, Group, Participant, PersonId, Placement};
use tolv::domain::reckon::threshold::{Because, Clock, Standing, standing};
use tolv::domain::rules::twelve_months::{Rule, Start};
use tolv::text::Lang;

use crate::stays::end_stay;
use crate::world::{Correction, World, decided, draft, later, on, person};

const LENA: PersonId = PersonId(1);

/// A long absence as `first..last`; the last day may be empty.
fn absence(days: &str) -> Absence {
    let (from, until) = days.split_once("..").expect("first..last");
    Absence {
        from: on(from),
        until: (!until.is_empty()).then(|| on(until)),
    }
}

fn away(days: &str) -> Command {
    Command::SetAbsence {
        who: LENA,
        absence: absence(days),
        instead_of: None,
    }
}

fn instead(of: &str, days: &str) -> Command {
    Command::SetAbsence {
        who: LENA,
        absence: absence(days),
        instead_of: Some(on(of)),
    }
}

fn remove(from: &str) -> Command {
    Command::RemoveAbsence {
        who: LENA,
        from: on(from),
    }
}

fn recorded(world: &World) -> Vec<String> {
    let stays = &world.person(1).stays;
    let absences = stays.iter().flat_map(|stay| &stay.absences);
    absences.map(|absence| absence.text(Lang::En)).collect()
}

/// Somebody with these stays and long absences.
fn with_absences(stays: &[&str], absences: &[&str]) -> Participant {
    let mut person = person(1, stays);
    for days in absences {
        let absence = absence(days);
        let stay = person
            .stays
            .iter_mut()
            .find(|stay| stay.covers(absence.from));
        stay.expect("an absence within a stay")
            .absences
            .push(absence);
    }
    person
}

fn pausing() -> Rule {
    Rule {
        absence_pauses: true,
        ..Rule::default()
    }
}

fn by_decision() -> Rule {
    Rule {
        start: Start::FirstDecision,
        ..Rule::default()
    }
}

fn clock(person: &Participant, rule: &Rule, today: &str) -> Standing {
    standing(person, rule, on(today)).expect("the person is at AMI that day")
}

#[test]
fn an_absence_is_recorded_changed_and_taken_away() {
    let mut world = World::of(person(1, &["2026-01-05.."]));
    let first = away("2026-03-02..2026-04-30");
    assert_eq!(first.what(), What::SetAbsence);
    assert_eq!(world.must("anna", &first).len(), 1);
    assert_eq!(world.must("bo", &first), [], "it is so already");
    // One that says so takes another's place, and no other does.
    let refusal = world.refused("anna", &away("2026-03-02..2026-05-31"));
    assert!(
        matches!(refusal, Refusal::AbsenceOverlaps { .. }),
        "{refusal:?}"
    );
    world.must("anna", &instead("2026-03-02", "2026-03-02..2026-05-31"));
    assert_eq!(recorded(&world), ["2026-03-02 – 2026-05-31"]);
    world.must("anna", &away("2026-10-01.."));
    world.must("anna", &instead("2026-03-02", "2026-02-02..2026-05-29"));
    assert_eq!(
        recorded(&world),
        ["2026-02-02 – 2026-05-29", "since 2026-10-01"]
    );
    world.must("anna", &remove("2026-02-02"));
    assert_eq!(recorded(&world), ["since 2026-10-01"]);
    let refusal = world.refused("anna", &remove("2026-02-02"));
    assert!(matches!(refusal, Refusal::NoAbsence { .. }), "{refusal:?}");
    let nobody = Command::RemoveAbsence {
        who: PersonId(9),
        from: on("2026-02-02"),
    };
    assert_eq!(world.refused("anna", &nobody), Refusal::NoSuchPerson);
}

#[test]
fn absences_lie_within_a_stay_and_never_overlap() {
    let stays = ["2026-01-05..2026-06-30", "2026-09-01.."];
    let known = ["2026-03-02..2026-03-31", "2026-10-01.."];
    for (days, taken) in [
        ("2026-01-05..2026-03-01", true),
        ("2026-04-01..2026-06-30", true),
        ("2026-04-01..", true),
        ("2026-06-30..2026-06-30", true),
        ("2026-09-01..2026-09-30", true),
        // Each end of each of them, by a day.
        ("2026-01-05..2026-03-02", false),
        ("2026-03-31..2026-04-30", false),
        ("2026-03-10..2026-03-12", false),
        ("2026-02-01..2026-04-30", false),
        ("2026-09-01..2026-10-01", false),
        ("2026-09-01..", false),
        ("2027-01-01..2027-01-31", false),
        ("2026-01-04..2026-01-31", false),
        ("2026-04-01..2026-07-01", false),
        ("2026-07-01..2026-08-31", false),
        ("2026-06-15..2026-09-15", false),
        ("2026-05-31..2026-05-30", false),
    ] {
        let mut world = World::of(with_absences(&stays, &known));
        if taken {
            world.must("anna", &away(days));
            assert_eq!(recorded(&world).len(), 3, "{days}");
        } else {
            let refusal = world.refused("anna", &away(days));
            let expected = matches!(
                refusal,
                Refusal::AbsenceOverlaps { .. }
                    | Refusal::OutsideStay { .. }
                    | Refusal::EndBeforeStart { .. }
            );
            assert!(expected, "{days} {refusal:?}");
        }
    }
    let mut nowhere = World::of(person(1, &[]));
    let refusal = nowhere.refused("anna", &away("2026-03-02.."));
    assert!(matches!(refusal, Refusal::NoStay { .. }), "{refusal:?}");
}

#[test]
fn a_stay_never_comes_to_leave_an_absence_outside_it() {
    let away = ["2026-03-02..2026-04-30"];
    let world = || World::of(with_absences(&["2026-01-05.."], &away));
    let starting = |world: &World, start: &str| {
        let now = Correction::of(world.person(1), world.today);
        let start = on(start);
        Correction { start, ..now }.command(LENA)
    };
    for (last, taken) in [
        ("2026-04-30", true),
        ("2026-04-29", false),
        ("2026-02-28", false),
    ] {
        let mut world = world();
        match taken {
            true => assert_eq!(world.must("anna", &end_stay(last)).len(), 1),
            false => {
                let refusal = world.refused("anna", &end_stay(last));
                assert!(
                    matches!(refusal, Refusal::AbsenceOutside { .. }),
                    "{refusal:?}"
                );
            }
        }
    }
    for (start, taken) in [("2026-03-02", true), ("2026-03-03", false)] {
        let mut world = world();
        let change = starting(&world, start);
        match taken {
            true => assert_eq!(world.must("anna", &change).len(), 1),
            false => {
                let refusal = world.refused("anna", &change);
                assert!(
                    matches!(refusal, Refusal::AbsenceOutside { .. }),
                    "{refusal:?}"
                );
            }
        }
    }
    // One without a last day ends with the stay, whenever that is.
    let mut open = World::of(with_absences(&["2026-01-05.."], &["2026-03-02.."]));
    open.must("anna", &end_stay("2026-03-02"));
    // A list that ends the stay is held to it as well.
    let mut listed = World::with(&[draft("Lena Berg", "2026-01-05")]);
    listed.must("anna", &self::away("2026-03-02..2026-04-30"));
    let mut row = draft("Lena Berg", "2026-01-05");
    row.end = Some(on("2026-04-01"));
    let rows = vec![(2, row)];
    let import = Command::Import {
        rows,
        skip_bad: false,
    };
    match listed.refused("anna", &import) {
        Refusal::BadRows(rows) => assert!(matches!(
            rows.as_slice(),
            [(2, Refusal::AbsenceOutside { .. })]
        )),
        other => panic!("{other:?}"),
    }
}

#[test]
fn days_of_absence_up_to_today_move_the_marks_only_where_the_setting_says_so() {
    type Case = (
        &'static [&'static str],
        &'static [&'static str],
        &'static str,
        i64,
        &'static str,
    );
    let since = &["2025-12-01.."][..];
    let near = &["2025-01-07..2025-06-30", "2025-12-30.."][..];
    let far = &["2025-01-07..2025-06-30", "2026-01-01.."][..];
    let cases: [Case; 13] = [
        (since, &[], "2026-11-23", 0, "2026-12-01"),
        (
            since,
            &["2026-03-01..2026-03-31"],
            "2026-11-23",
            31,
            "2027-01-01",
        ),
        // Until the day before it nothing is paused; in the middle what has been of it; on the last day all.
        (
            since,
            &["2026-03-01..2026-03-31"],
            "2026-02-28",
            0,
            "2026-12-01",
        ),
        (
            since,
            &["2026-03-01..2026-03-31"],
            "2026-03-01",
            1,
            "2026-12-02",
        ),
        (
            since,
            &["2026-03-01..2026-03-31"],
            "2026-03-10",
            10,
            "2026-12-11",
        ),
        (
            since,
            &["2026-03-01..2026-03-31"],
            "2026-03-31",
            31,
            "2027-01-01",
        ),
        // Without a last day it goes on, and so does the pause.
        (since, &["2026-11-01.."], "2026-11-23", 23, "2026-12-24"),
        (
            since,
            &["2025-12-01..2025-12-01", "2026-05-04..2026-05-05"],
            "2026-11-23",
            3,
            "2026-12-04",
        ),
        // A leap day is a day of absence like any other.
        (
            &["2023-12-01.."],
            &["2024-02-15..2024-03-15"],
            "2024-11-25",
            30,
            "2024-12-31",
        ),
        (
            &["2024-02-29.."],
            &["2024-12-01..2024-12-10"],
            "2025-02-10",
            10,
            "2025-03-10",
        ),
        // An absence in an earlier stay counts along with that stay, and not where the stay does not.
        (
            near,
            &["2025-03-01..2025-03-10"],
            "2026-01-02",
            10,
            "2026-01-17",
        ),
        (
            far,
            &["2025-03-01..2025-03-10"],
            "2026-01-02",
            0,
            "2027-01-01",
        ),
        // One that has no end but its stay's.
        (near, &["2025-06-21.."], "2026-01-02", 10, "2026-01-17"),
    ];
    for (stays, absences, today, paused, threshold) in cases {
        let person = with_absences(stays, absences);
        let still = self::person(1, stays);
        let found = clock(&person, &pausing(), today);
        let label = format!("{stays:?} {absences:?} {today}");
        assert_eq!(
            (found.paused, found.threshold),
            (paused, on(threshold)),
            "{label}"
        );
        // All the marks move by as many days, the half month too, and the clock follows them.
        let unmoved = clock(&still, &Rule::default(), today);
        for (moved, unmoved) in [
            (found.plan, unmoved.plan),
            (found.near, unmoved.near),
            (found.threshold, unmoved.threshold),
        ] {
            assert_eq!((moved - unmoved).num_days(), paused, "{label}");
        }
        assert_eq!(found.unpaused(), unmoved.threshold, "{label}");
        assert_eq!(
            clock(&person, &Rule::default(), today),
            unmoved,
            "{label}: the setting is no"
        );
        for lang in [Lang::Sv, Lang::En] {
            let why = found.why(&pausing(), lang);
            assert_eq!(why.contains(&format!(" {paused} da")), paused > 0, "{why}");
            assert!(why.ends_with(threshold), "{why}");
        }
    }
    assert!(
        Rule::default()
            .text(Lang::Sv)
            .ends_with("frånvaro pausar inte")
    );
    assert!(pausing().text(Lang::En).ends_with("long absence pauses it"));
}

#[test]
fn a_pause_holds_the_clock_still_and_then_lets_it_go_on() {
    let person = with_absences(&["2025-12-01.."], &["2026-09-01..2026-10-31"]);
    let rule = pausing();
    let before = clock(&person, &rule, "2026-08-31");
    assert_eq!(
        before.clock,
        Clock::Running,
        "plan is on the first of September"
    );
    for day in ["2026-09-01", "2026-09-15", "2026-10-31"] {
        let during = clock(&person, &rule, day);
        assert_eq!(
            (during.days_left, during.clock),
            (before.days_left, before.clock),
            "{day}"
        );
        assert_eq!(during.progress(on(day)), before.progress(on("2026-08-31")));
    }
    let after = clock(&person, &rule, "2026-11-01");
    assert_eq!(
        (after.days_left, after.clock),
        (before.days_left - 1, Clock::Plan)
    );
}

#[test]
fn a_restarted_clock_leaves_out_the_absence_before_it() {
    let mut person = with_absences(&["2026-01-05.."], &["2026-03-01..2026-03-31"]);
    person.stays[0].placements.push(Placement {
        from: on("2026-03-22"),
        arena: ArenaId(2),
    });
    let rule = Rule {
        arena_restarts: true,
        ..pausing()
    };
    let found = clock(&person, &rule, "2026-11-23");
    assert_eq!((found.start, found.paused), (on("2026-03-22"), 10));
    let found = clock(&person, &pausing(), "2026-11-23");
    assert_eq!((found.start, found.paused), (on("2026-01-05"), 31));
}

#[test]
fn the_clock_counts_from_the_first_decision_where_the_setting_says_so() {
    let id = |n| Because::FirstDecision(DecisionId(n));
    let first = Because::FirstDay;
    type Case = (
        &'static [&'static str],
        &'static [(&'static str, &'static str)],
        &'static str,
        &'static str,
        Because,
    );
    let one = &["2026-01-05.."][..];
    let ended = &["2026-01-05..2026-11-30"][..];
    let two = &["2025-03-03..2025-08-29", "2025-10-01.."][..];
    let cases: [Case; 12] = [
        (one, &[], "2026-11-23", "2026-01-05", first),
        (
            one,
            &[("2026-04-01", "2027-03-31")],
            "2026-11-23",
            "2026-04-01",
            id(1),
        ),
        // The same before it has begun: a clock that went by the first day until then would go backwards that day.
        (
            one,
            &[("2026-04-01", "2027-03-31")],
            "2026-03-31",
            "2026-04-01",
            id(1),
        ),
        (
            one,
            &[("2026-04-01", "2026-09-30"), ("2026-10-01", "2027-09-30")],
            "2026-11-23",
            "2026-04-01",
            id(1),
        ),
        // One that held already on the first day changes nothing; one that was over then is another time.
        (
            one,
            &[("2025-07-01", "2026-06-30")],
            "2026-11-23",
            "2026-01-05",
            first,
        ),
        (
            one,
            &[("2026-01-05", "2027-01-04")],
            "2026-11-23",
            "2026-01-05",
            first,
        ),
        (
            one,
            &[("2024-07-01", "2026-01-04"), ("2026-06-01", "2027-05-31")],
            "2026-11-23",
            "2026-06-01",
            id(2),
        ),
        // One that ends on the clock's first day held then.
        (
            one,
            &[("2025-01-06", "2026-01-05"), ("2026-06-01", "2027-05-31")],
            "2026-11-23",
            "2026-01-05",
            first,
        ),
        // One that begins on the stay's last day, and one that begins when the stay is over.
        (
            ended,
            &[("2026-11-30", "2027-11-29")],
            "2026-11-23",
            "2026-11-30",
            id(1),
        ),
        (
            ended,
            &[("2026-12-01", "2027-11-30")],
            "2026-11-23",
            "2026-01-05",
            first,
        ),
        // An earlier stay counts, and a decision in it.
        (
            two,
            &[("2025-06-02", "2026-06-01")],
            "2025-11-03",
            "2025-06-02",
            id(1),
        ),
        (
            two,
            &[("2025-11-03", "2026-11-02")],
            "2025-11-03",
            "2025-11-03",
            id(1),
        ),
    ];
    for (stays, decisions, today, start, because) in cases {
        let mut person = person(1, stays);
        let numbered = (1..).zip(decisions);
        person.decisions = numbered
            .map(|(n, (from, until))| decided(n, from, until))
            .collect();
        let found = clock(&person, &by_decision(), today);
        assert_eq!(
            (found.start, found.because),
            (on(start), because),
            "{stays:?} {decisions:?}"
        );
        let plain = clock(&person, &Rule::default(), today);
        assert!(!matches!(plain.because, Because::FirstDecision(_)));
        for lang in [Lang::Sv, Lang::En] {
            assert!(found.why(&by_decision(), lang).contains(start));
        }
    }
}

#[test]
fn a_decision_that_was_withdrawn_moves_no_clock() {
    let mut withdrawn = person(1, &["2026-01-05.."]);
    let mut never = decided(1, "2026-04-01", "2027-03-31");
    never.cut = Some(Cut {
        last_day: on("2026-03-31"),
        replaced_by: None,
        note: String::new(),
    });
    withdrawn.decisions = vec![never];
    let found = clock(&withdrawn, &by_decision(), "2026-11-23");
    let expected = (on("2026-01-05"), Because::FirstDay);
    assert_eq!((found.start, found.because), expected);
    let why = found.why(&by_decision(), Lang::Sv);
    assert!(why.contains("inget beslut börjar senare"), "{why}");
    assert!(
        by_decision()
            .text(Lang::En)
            .contains("from the first decision")
    );
}

#[test]
fn a_move_after_the_first_decision_restarts_where_moves_do() {
    let mut person = person(1, &["2026-01-05.."]);
    person.decisions = vec![decided(1, "2026-04-01", "2027-03-31")];
    person.stays[0].placements.push(Placement {
        from: on("2026-06-01"),
        arena: ArenaId(2),
    });
    let rule = Rule {
        arena_restarts: true,
        ..by_decision()
    };
    assert_eq!(clock(&person, &rule, "2026-05-31").start, on("2026-04-01"));
    assert_eq!(clock(&person, &rule, "2026-06-01").start, on("2026-06-01"));
    assert_eq!(
        clock(&person, &by_decision(), "2026-06-01").start,
        on("2026-04-01")
    );
}

/// Stays one after another with moves, long absences and decisions, all in days from the first one.
fn any_person() -> impl Strategy<Value = Participant> {
    let moves = prop::collection::btree_map(1..400_u64, 1..4_u16, 0..3);
    let absences = prop::collection::vec((1..150_u64, 0..120_u64), 0..4);
    let open = prop::bool::weighted(0.2);
    let stay = (1..300_u64, 1..600_u64, moves, absences, open);
    let decisions = prop::collection::vec((0..500_u64, 1..500_u64), 0..3);
    (0..12_000_u64, prop::collection::vec(stay, 1..4), decisions).prop_map(
        |(first, stays, decisions)| {
            let mut person = person(1, &[]);
            let begin = on("1995-01-01") + Days::new(first);
            let mut day = begin;
            for (gap, length, moves, absences, open) in stays {
                day = day + Days::new(gap);
                let last = day + Days::new(length);
                let mut stay = crate::world::stay(&format!("{day}..{last}"));
                stay.placements
                    .extend(moves.into_iter().map(|(after, arena)| Placement {
                        from: day + Days::new(after),
                        arena: ArenaId(arena),
                    }));
                stay.placements
                    .dedup_by(|next, kept| next.arena == kept.arena);
                let mut free = day;
                for (gap, length) in absences {
                    let from = free + Days::new(gap - 1);
                    let until = from + Days::new(length);
                    if until > last {
                        break;
                    }
                    stay.absences.push(Absence {
                        from,
                        until: Some(until),
                    });
                    free = until + Days::new(1);
                }
                if let Some(absence) = stay.absences.last_mut().filter(|_| open) {
                    absence.until = None;
                }
                person.stays.push(stay);
                day = last;
            }
            let mut day = begin;
            for (n, (gap, length)) in (1..).zip(decisions) {
                let from = day + Days::new(gap);
                let until = from + Days::new(length);
                let days = (from.to_string(), until.to_string());
                person.decisions.push(decided(n, &days.0, &days.1));
                day = until + Days::new(1);
            }
            person
        },
    )
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let start = prop::sample::select(Start::ALL.to_vec());
    (start, any::<bool>(), 0..8_u16).prop_map(|(start, absence_pauses, gap_months)| Rule {
        start,
        absence_pauses,
        gap_months,
        ..Rule::default()
    })
}

/// Whether a day is one of long absence, told by looking at every period there is.
fn is_away(person: &Participant, day: NaiveDate) -> bool {
    person.stays.iter().any(|stay| {
        let in_stay = stay.start <= day && stay.last_day().is_none_or(|last| day <= last);
        let away = |a: &Absence| a.from <= day && a.until.is_none_or(|until| day <= until);
        in_stay && stay.absences.iter().any(away)
    })
}

/// The clock by crossing off days in a calendar: each that is not one of absence is one gone.
fn crossed_off(
    person: &Participant,
    rule: &Rule,
    start: NaiveDate,
    today: NaiveDate,
) -> (Clock, i64) {
    let days = start.iter_days().take_while(|day| *day <= today);
    let gone = days
        .filter(|day| !rule.absence_pauses || !is_away(person, *day))
        .count() as i64;
    // The first day is not yet one gone; a clock that is still to start has its days before it.
    let gone = match today < start {
        true => (today - start).num_days(),
        false => gone - 1,
    };
    let whole = |half_months: u16| {
        let end = start + Months::new(u32::from(half_months) / 2);
        (end - start).num_days() + if half_months % 2 == 1 { 15 } else { 0 }
    };
    let marks = [rule.plan, rule.near, rule.length].map(|length| whole(length.0));
    let clock = match marks.map(|mark| gone >= mark) {
        [_, _, true] => Clock::Reached,
        [_, true, _] => Clock::Near,
        [true, ..] => Clock::Plan,
        _ => Clock::Running,
    };
    (clock, marks[2] - gone)
}

proptest! {
    #[test]
    fn the_clock_is_that_of_days_crossed_off_one_by_one(person in any_person(), rule in any_rule()) {
        for stay in &person.stays {
            let last = stay.last_day().expect("these stays have ends");
            for today in stay.start.iter_days().step_by(7).take_while(|day| *day <= last) {
                let found = standing(&person, &rule, today).expect("within the stay");
                let expected = crossed_off(&person, &rule, found.start, today);
                prop_assert_eq!((found.clock, found.days_left), expected, "{}", today);
            }
        }
    }

    #[test]
    fn one_more_day_never_makes_it_less_urgent_and_a_pause_never_more(person in any_person(), rule in any_rule()) {
        let unpaused = Rule { absence_pauses: false, ..rule.clone() };
        for stay in &person.stays {
            let last = stay.last_day().expect("these stays have ends");
            let mut before: Option<Standing> = None;
            for today in stay.start.iter_days().take_while(|day| *day <= last) {
                let now = standing(&person, &rule, today).expect("within the stay");
                if let Some(before) = before {
                    prop_assert!(before.clock <= now.clock, "{}", today);
                    prop_assert_eq!(before.start, now.start);
                    let gone = before.days_left - now.days_left;
                    let held = rule.absence_pauses && is_away(&person, today) && today >= now.start;
                    prop_assert_eq!(gone, i64::from(!held), "{}", today);
                }
                let off = standing(&person, &unpaused, today).expect("within the stay");
                prop_assert!(now.clock <= off.clock && now.days_left >= off.days_left);
                prop_assert_eq!((now.start, now.unpaused()), (off.start, off.threshold));
                before = Some(now);
            }
        }
    }

    #[test]
    fn moves_change_nothing_and_absences_nothing_unless_the_settings_say_so(person in any_person(), rule in any_rule()) {
        let mut still = person.clone();
        still.stays.iter_mut().for_each(|stay| stay.placements.truncate(1));
        let mut there = person.clone();
        there.stays.iter_mut().for_each(|stay| stay.absences.clear());
        let off = Rule { absence_pauses: false, ..rule.clone() };
        for stay in &person.stays {
            let (first, last) = (stay.start, stay.last_day().expect("these stays have ends"));
            for day in [first, first + (last - first) / 2, last] {
                prop_assert_eq!(standing(&person, &rule, day), standing(&still, &rule, day));
                prop_assert_eq!(standing(&person, &off, day), standing(&there, &off, day));
            }
        }
    }
}

#[test]
fn the_duty_of_somebody_away_stays_handled_from_day_to_day() {
    let mut world = World::of(with_absences(&["2025-12-01.."], &["2026-11-01.."]));
    let mut settings = world.register.settings.clone();
    settings.rule.absence_pauses = true;
    world.must("anna", &Command::Configure(Box::new(settings)));
    let key = |today| {
        let duties = tolv::domain::reckon::duties::duties(&world.register, today, 0);
        let plan = duties.iter().find(|duty| duty.matter.slug() == "no-plan");
        plan.map(|duty| duty.key()).expect("near, without a plan")
    };
    assert_eq!(key(later(0)), key(later(1)));
}

#[test]
fn an_absence_outlives_a_move_and_a_reopened_stay() {
    let mut world = World::with(&[draft("Lena Berg", "2026-01-05")]);
    world.must("anna", &away("2026-03-02..2026-04-30"));
    world.must(
        "anna",
        &Command::Move {
            is_new_arena: true,
            who: LENA,
            from: on("2026-04-01"),
            group: Group::Outdoor,
            arena: "Parken".to_owned(),
        },
    );
    world.must(
        "anna",
        &Command::EndStay {
            who: LENA,
            last_day: on("2026-10-30"),
            came: Came::only(Outcome::Job),
        },
    );
    world.must("anna", &Command::ReopenStay { who: LENA });
    assert_eq!(recorded(&world), ["2026-03-02 – 2026-04-30"]);
}
