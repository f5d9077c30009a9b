//! The duties on the screen: what is due is found, opened, handled, set aside and taken up again; and the quota.

use tolv::domain::decide::PlanDraft;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::decision::{Form, Terms};
use tolv::domain::facts::onward::Toward;
use tolv::domain::facts::participant::{Draft, Group, PersonId, Protection};
use tolv::domain::facts::process::{Step, StepKind};
use tolv::text::Lang;

use super::screen::{Seat, World, desk, golden};
use super::world::{draft, later, mark, on, placed, with};

fn terms(form: Form, from: &str, until: &str) -> Box<Terms> {
    Box::new(Terms {
        form,
        from: on(from),
        until: on(until),
        decided_on: on(from),
        level: Some(80),
        working_time: 75,
        wage_base: Some(15_000),
        extra: None,
        reference: "AF-1".to_owned(),
        contact: String::new(),
        note: String::new(),
        via_ami: true,
    })
}

fn enrol(draft: Draft) -> Command {
    Command::Enrol(Box::new(draft))
}

fn decision(who: u32, form: Form, from: &str, until: &str) -> Command {
    Command::AddDecision {
        who: PersonId(who),
        terms: terms(form, from, until),
    }
}

fn step(who: u32, kind: StepKind, planned: Option<&str>, done: Option<&str>) -> Command {
    Command::SetStep {
        who: PersonId(who),
        kind,
        step: Step {
            planned: planned.map(on),
            done: done.map(on),
            ..Step::default()
        },
        anew: false,
    }
}

/// Monday 2026-11-23, with something of each kind due.
pub fn busy(lang: Lang) -> World {
    let outdoor = |name, start| placed(name, start, (Group::Outdoor, "Parken"));
    let mut before = vec![
        // 1: over twelve months, with a decision that ends and a claim that is nearly lost.
        enrol(outdoor("Lena Bergström", "2025-11-01")),
        // 2: near, planned; the plan is due.
        enrol(draft("Olle Berg", "2025-12-20")),
        // 3: a protected person near, without a plan.
        enrol(with(draft("Hemlig Person", "2025-12-29"), |draft| {
            draft.details.protection = Protection::Marked;
        })),
        // 4: no schedule, and AF has not been in touch.
        enrol(with(outdoor("Måns Dahl", "2026-11-02"), |draft| {
            draft.schedule = None;
        })),
        // 5: support time that runs out next year.
        enrol(draft("Åsa Öberg", "2026-06-01")),
        decision(1, Form::Employment, "2026-01-12", "2027-01-11"),
        decision(5, Form::Development, "2025-05-01", "2026-04-30"),
        decision(5, Form::Development, "2026-05-01", "2027-04-30"),
        step(4, StepKind::Interest, None, Some("2026-11-12")),
        step(1, StepKind::Interest, None, Some("2025-12-01")),
        step(1, StepKind::Contact, None, Some("2025-12-03")),
        step(1, StepKind::Investigation, None, Some("2026-01-08")),
        step(1, StepKind::FollowUp, Some("2026-12-07"), None),
        Command::PlanOnward {
            who: PersonId(2),
            plan: Some(Box::new(PlanDraft {
                toward: Toward::OtherUnit,
                next: "prova på i biblioteket".to_owned(),
                with: "Biblioteket".to_owned(),
                responsible: "Anna Ek".to_owned(),
                due: on("2026-11-20"),
                note: String::new(),
            })),
        },
    ];
    // Every working day is taken but Friday in the indoor group.
    for back in 1..=14 {
        let day = later(-back);
        for who in 1..=5 {
            let is_friday = day == on("2026-11-20") && [2, 3, 5].contains(&who);
            let started = who != 4 || day >= on("2026-11-02");
            if started && !(is_friday && who != 2) {
                before.push(mark(who, day, Code::Present));
            }
        }
    }
    World {
        lang,
        before,
        ..World::default()
    }
}

fn rows(seat: &mut Seat) -> Vec<String> {
    let screen = seat.screen(120, 36);
    let rows = screen.lines().skip(2).take_while(|row| !row.is_empty());
    rows.map(str::to_owned).collect()
}

#[test]
fn the_list_looks_right_at_every_size_in_both_languages() {
    for (lang, name) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        let mut seat = desk(busy(lang));
        seat.press("b");
        for (columns, height) in [(120, 36), (80, 24), (45, 20), (36, 10)] {
            let screen = seat.screen(columns, height);
            golden(&format!("duties/{columns}x{height}-{name}"), &screen);
        }
    }
    let mut seat = desk(World {
        ascii: true,
        ..busy(Lang::Sv)
    });
    let screen = seat.press("b").screen(80, 24);
    golden("duties/80x24-sv-ascii", &screen);
    assert!(screen.is_ascii() || screen.contains(['Å', 'å', 'ä', 'ö', 'Ö']));
}

#[test]
fn a_protected_name_is_not_shown() {
    let mut seat = desk(busy(Lang::Sv));
    let screen = seat.press("b").screen(120, 36);
    assert!(screen.contains("Skyddad #3"), "{screen}");
    assert!(!screen.contains("Hemlig"), "{screen}");
}

#[test]
fn one_that_is_handled_leaves_the_list_and_can_be_taken_up_again() {
    let mut seat = desk(busy(Lang::Sv));
    seat.press("b");
    let before = rows(&mut seat);
    seat.press("Space a");
    assert!(seat.screen(120, 36).contains("Avklarad"));
    // Without a note nobody would understand it later.
    seat.press("Enter");
    assert!(seat.screen(120, 36).contains("Skriv vad som är gjort"));
    seat.type_in("talat med AF").press("Enter");
    let after = rows(&mut seat);
    assert_eq!(after.len(), before.len() - 1, "{after:#?}");
    assert!(!after.contains(&before[0]));
    // Shown, and taken up again.
    seat.press("Space r End");
    let screen = seat.screen(120, 36);
    assert!(screen.contains("avklarade och undanlagda"), "{screen}");
    assert!(
        screen.contains("avklarad 2026-11-23 av anna: talat med AF"),
        "{screen}"
    );
    seat.press("Space i Space r");
    assert_eq!(rows(&mut seat).len(), before.len());
}

#[test]
fn one_that_is_set_aside_comes_back_on_its_day() {
    let mut seat = desk(busy(Lang::Sv));
    seat.press("b");
    let before = rows(&mut seat).len();
    seat.press("Space u").type_in("igår").press("Enter");
    assert!(
        seat.screen(120, 36).contains("ingen dag som kommer"),
        "a day to come is asked for"
    );
    seat.press("Esc Esc Space u")
        .type_in("2026-12-01")
        .press("Enter");
    assert_eq!(rows(&mut seat).len(), before - 1);
    let handled = &seat.desk.register().handled;
    let (key, handling) = handled.iter().next().expect("it is kept");
    assert!(handling.holds(on("2026-11-30")), "{key}");
    assert!(!handling.holds(on("2026-12-01")), "{key}");
}

#[test]
fn one_key_opens_the_person_and_a_group_s_duty_opens_its_day() {
    let mut seat = desk(busy(Lang::Sv));
    seat.press("b");
    let untaken = rows(&mut seat)
        .iter()
        .position(|row| row.contains("omarkerade"));
    let untaken = untaken.expect("Friday was not taken");
    for _ in 0..untaken {
        seat.press("Down");
    }
    let screen = seat.press("Enter").screen(120, 36);
    assert!(screen.contains("fre 20 nov 2026"), "{screen}");
    let mut seat = desk(busy(Lang::Sv));
    let screen = seat.press("b Enter").screen(120, 36);
    assert!(
        screen.contains("Personnummer") || screen.contains("Närvaro"),
        "{screen}"
    );
}

#[test]
fn an_empty_register_has_nothing_to_do() {
    let mut seat = desk(World::default());
    let screen = seat.press("b").screen(80, 24);
    assert!(screen.contains("Inget är att göra"), "{screen}");
    // Keys that need a duty say so, and do nothing.
    seat.press("Space");
    for key in ["a", "u", "i"] {
        seat.press(key);
        assert!(seat.screen(80, 24).contains("Ingen bevakning är vald"));
    }
}

#[test]
fn the_year_s_quota_is_on_the_board_and_has_a_screen() {
    let mut seat = desk(busy(Lang::Sv));
    let board = seat.screen(120, 36);
    assert!(board.contains("lönebidrag i år 1 av 4–6"), "{board}");
    seat.press("k");
    for (lang, name) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        let mut seat = desk(busy(lang));
        seat.press("k");
        for (columns, height) in [(120, 36), (80, 24), (45, 20), (36, 10)] {
            let screen = seat.screen(columns, height);
            golden(&format!("quota/{columns}x{height}-{name}"), &screen);
        }
    }
    // The year before: the first decision of Åsa's unbroken time began then.
    let screen = seat.press("Left").screen(80, 24);
    assert!(screen.contains("2025"), "{screen}");
    assert!(screen.contains("Åsa Öberg"), "{screen}");
    let screen = seat.press("Right Right").screen(80, 24);
    assert!(
        screen.contains("Lena Bergström"),
        "the employment ends in 2027: {screen}"
    );
}
