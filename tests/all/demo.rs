//! The made-up register: the same every time, believable, and as commands would have written it.

use std::collections::{BTreeMap, HashSet};
use std::os::unix::fs::PermissionsExt;

use chrono::NaiveDate;
use proptest::prelude::*;
use tolv::demo::{Person, Plan, make, temporary};
use tolv::domain::decide::command::{Asker, Command, Facts};
use tolv::domain::decide::{PlanDraft, decide};
use tolv::domain::facts::attendance::{ActorId, Code, Counts, Entry};
use tolv::domain::facts::change::{Change, LogEntry, What};
use tolv::domain::facts::decision::Ending;
use tolv::domain::facts::participant::{Group, Participant, Protection};
use tolv::domain::facts::process::StepKind;
use tolv::domain::reckon::expected::expected;
use tolv::domain::reckon::threshold::Clock;
use tolv::domain::register::Register;
use tolv::store::{NotCommitted, Request, Store, StoreError};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Ordinary days and awkward ones: a leap day, New Year, Easter, midsummer, Christmas.
fn todays() -> Vec<NaiveDate> {
    let texts = [
        "2026-03-12",
        "2024-02-29",
        "2025-02-28",
        "2025-01-01",
        "2027-01-01",
        "2026-04-06",
        "2025-06-21",
        "2026-12-28",
        "2025-12-31",
        "2026-08-02",
        "2028-03-01",
        "2026-10-31",
    ];
    texts.into_iter().map(day).collect()
}

/// The register in memory, without marks.
fn register(plan: &Plan, people: &[Person]) -> Register {
    let mut changes = plan.unit();
    changes.extend(people.iter().map(|person| Change::Person {
        before: None,
        after: Some(Box::new(person.participant.clone())),
    }));
    let mut register = Register::default();
    register.apply(&LogEntry {
        seq: 1,
        at: 0,
        by: ActorId(1),
        what: What::Demo,
        of: None,
        removed: 0,
        changes,
    });
    register
}

fn request(plan: &Plan) -> Request<'static> {
    Request::alone("eva", plan.today, 1_773_300_000_000)
}

fn go_on(_: usize, _: usize) {}

fn names(people: &[Person]) -> HashSet<String> {
    let full_name = |person: &Person| person.participant.full_name();
    people.iter().map(full_name).collect()
}

#[test]
fn the_same_plan_gives_the_same_register_and_another_seed_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = Plan::new(day("2026-03-12"));
    let log = |name: &str, plan: &Plan| {
        let path = folder.path().join(name);
        make(&path, plan, &request(plan), &mut go_on).expect("made");
        let (store, _) = Store::open(&path).expect("opened");
        assert!(store.chain_is_whole().expect("read"));
        store.log(100).expect("read")
    };
    let first = log("a", &plan);
    assert_eq!(first, log("b", &plan));
    let other = Plan { seed: 13, ..plan };
    assert_ne!(first, log("c", &other));
}

#[test]
fn what_is_on_disk_is_what_was_made_up() {
    let plan = Plan {
        participants: 130,
        months: 30,
        ..Plan::new(day("2026-03-12"))
    };
    let (folder, path) = temporary(&plan, &request(&plan)).expect("made");
    let mode = |path: &std::path::Path| {
        let meta = path.metadata().expect("there");
        meta.permissions().mode() & 0o777
    };
    assert_eq!((mode(folder.path()), mode(&path)), (0o700, 0o600));
    let (store, stored) = Store::open(&path).expect("opened");
    let people: Vec<Person> = plan.people().collect();
    let expected = register(&plan, &people);
    assert_eq!(stored.people, expected.people);
    assert_eq!(stored.arenas, expected.arenas);
    assert_eq!(stored.closed, expected.closed);
    assert!(stored.seen > 2, "written in more than one batch");
    for person in people {
        let id = person.participant.id;
        let marks = store.history(id, NaiveDate::MIN, NaiveDate::MAX);
        let marks = marks.expect("read");
        assert_eq!(marks, BTreeMap::from_iter(person.marks), "{id}");
    }
    drop((store, folder));
    assert!(!path.exists());
}

#[test]
fn marks_are_on_every_expected_day_up_to_the_eve_and_on_no_other() {
    for today in todays() {
        let plan = Plan::new(today);
        let people: Vec<Person> = plan.people().collect();
        let register = register(&plan, &people);
        let first = today - chrono::Months::new(plan.months);
        for person in &people {
            let marked: Vec<NaiveDate> = person.marks.iter().map(|(day, _)| *day).collect();
            let should: Vec<NaiveDate> = (first - chrono::Months::new(2))
                .iter_days()
                .take_while(|day| *day <= today)
                .filter(|day| first <= *day && *day < today)
                .filter(|day| expected(&register, &person.participant, *day).is_work())
                .filter(|day| {
                    let group = register.group_of(&person.participant, *day);
                    group != Some(Group::OtherUnit)
                })
                .collect();
            assert_eq!(marked, should, "{} {today}", person.participant.id);
        }
        assert_eq!(register.closed.len(), 1);
        let ((closed, _), _) = register.closed.first_key_value().expect("one");
        assert!(first < *closed && *closed < today);
    }
}

#[test]
fn every_state_of_the_clock_is_there_whatever_the_day() {
    for today in todays() {
        let plan = Plan::new(today);
        let people: Vec<Person> = plan.people().collect();
        let register = register(&plan, &people);
        let mut count: BTreeMap<Clock, usize> = BTreeMap::new();
        let mut groups: BTreeMap<Group, usize> = BTreeMap::new();
        for person in register.at_ami(today) {
            let standing = register.standing(person, today).expect("at AMI");
            *count.entry(standing.clock).or_default() += 1;
            let group = register.group_of(person, today).expect("placed");
            *groups.entry(group).or_default() += 1;
            let left = standing.days_left;
            let range = match standing.clock {
                Clock::Running => 92..=365,
                Clock::Plan => 47..=92,
                Clock::Near => 5..=40,
                Clock::Reached => -32..=-1,
            };
            assert!(range.contains(&left), "{} {left} {today}", person.id);
        }
        let expected = [
            (Clock::Running, 18),
            (Clock::Plan, 4),
            (Clock::Near, 3),
            (Clock::Reached, 2),
        ];
        assert_eq!(count, BTreeMap::from(expected), "{today}");
        let elsewhere = groups.remove(&Group::OtherUnit);
        assert_eq!(elsewhere, Some(3), "{today}");
        assert!(groups.values().all(|n| (11..=13).contains(n)), "{groups:?}");
        let past = register.people.values().filter(|p| p.stay(today).is_none());
        let ends: Vec<_> = past.map(|p| p.stays[0].end.clone()).collect();
        assert_eq!(ends.len(), 3);
        assert!(ends.iter().flatten().all(|end| end.last_day < today));
    }
}

#[test]
fn each_kind_of_person_is_there() {
    let people: Vec<Person> = Plan::new(day("2026-03-12")).people().collect();
    let count = |is: fn(&Participant) -> bool| {
        let people = people.iter().map(|person| &person.participant);
        people.filter(|person| is(person)).count()
    };
    assert_eq!(count(|p| p.protection == Protection::Marked), 1);
    assert_eq!(count(|p| p.stays[0].schedules.is_empty()), 1);
    assert_eq!(count(|p| p.stays.len() == 2), 1);
    assert!(count(|p| p.stays[0].placements.len() > 1) >= 2);
    assert_eq!(count(|p| p.stays[0].schedules.len() > 1), 1);
    assert_eq!(count(|p| p.personnummer.is_some()), 0);
    let numbers = people
        .iter()
        .map(|person| person.participant.phone.as_str());
    for number in numbers.filter(|number| !number.is_empty()) {
        let digits: u64 = number.replace(['-', ' '], "").parse().expect("digits");
        assert!((701_740_605..=701_740_699).contains(&digits), "{number}");
    }
}

#[test]
fn names_differ_from_each_other() {
    for (participants, months) in [(24, 14), (10_000, 1), (8_000, 15)] {
        let plan = Plan {
            participants,
            months,
            ..Plan::new(day("2026-03-12"))
        };
        let people: Vec<Person> = plan.people().collect();
        assert_eq!(names(&people).len(), people.len());
        assert!(
            people
                .iter()
                .zip(1..)
                .all(|(p, id)| p.participant.id.0 == id)
        );
    }
}

#[test]
fn people_are_mostly_present_and_away_for_many_reasons() {
    let people: Vec<Person> = Plan::new(day("2026-10-31")).people().collect();
    let codes = people.iter().flat_map(|person| &person.marks);
    let codes: HashSet<Code> = codes.map(|(_, mark)| mark.code).collect();
    for code in [
        Code::Sick,
        Code::SickChild,
        Code::PartDay,
        Code::Doctor,
        Code::Education,
    ]
    .into_iter()
    .chain([Code::Unnotified, Code::Holiday, Code::Placement])
    {
        assert!(codes.contains(&code), "{code:?}");
    }
    let marks = || people.iter().flat_map(|person| &person.marks);
    assert!(marks().any(|(_, mark)| mark.first_code() == Some(Code::Unnotified)));
    assert!(marks().any(|(_, mark)| !mark.note().is_empty()));
    for person in &people {
        let counted = person.marks.iter().map(|(_, mark)| mark.code.kind().counts);
        let (present, away): (Vec<_>, Vec<_>) = counted
            .filter(|c| !matches!(c, Counts::Leave | Counts::Elsewhere))
            .partition(|counts| *counts == Counts::Present);
        let (present, all) = (present.len(), present.len() + away.len());
        let id = person.participant.id;
        assert!(
            all < 100 || present * 100 >= all * 70,
            "{id}: {present} of {all}"
        );
    }
    let present = marks().filter(|(_, mark)| mark.code.is_present()).count();
    let share = present * 100 / marks().count();
    assert!((78..=92).contains(&share), "{share} %");
}

#[test]
fn in_a_long_register_everybody_is_there_all_the_time() {
    let plan = Plan {
        participants: 30,
        months: 36,
        ..Plan::new(day("2026-03-12"))
    };
    let people: Vec<Person> = plan.people().collect();
    assert_eq!(people.len(), 30);
    let first_days: HashSet<NaiveDate> = people.iter().map(|p| p.marks[0].0).collect();
    assert!(first_days.iter().all(|first| *first <= day("2023-03-20")));
    let full_time = people.iter().filter(|p| p.marks.len() > 700).count();
    assert!(full_time >= 28, "all but the part-timers");
}

/// Whatever the day: each decision, step and plan is one that commands would have made, in the order of their numbers.
#[test]
fn decisions_steps_and_plans_are_as_commands_write_them() {
    for today in todays() {
        let plan = Plan::new(today);
        let people: Vec<Person> = plan.people().collect();
        let mut made = BTreeMap::from([("decisions", 0), ("steps", 0), ("plans", 0)]);
        for person in &people {
            let wanted = &person.participant;
            let bare = Person {
                participant: Participant {
                    decisions: Vec::new(),
                    processes: Vec::new(),
                    onward: None,
                    ..wanted.clone()
                },
                marks: Vec::new(),
            };
            let mut register = register(&plan, &[bare]);
            let commands = commands(wanted, today);
            for (command, today) in &commands {
                let asker = Asker::alone(ActorId(2), *today, 0);
                let changes = decide(&register, &Facts::default(), command, &asker);
                let changes = changes.unwrap_or_else(|refusal| {
                    panic!("{} {today}: {command:?}: {refusal:?}", wanted.id)
                });
                assert!(!changes.is_empty(), "{command:?}");
                let (seq, by) = (register.seen + 1, ActorId(2));
                register.apply(&LogEntry {
                    seq,
                    at: 0,
                    by,
                    what: command.what(),
                    of: None,
                    removed: 0,
                    changes,
                });
                let kind = match command {
                    Command::SetStep { .. } => "steps",
                    Command::PlanOnward { .. } => "plans",
                    _ => "decisions",
                };
                *made.entry(kind).or_default() += 1;
            }
            assert_eq!(&register.people[&wanted.id], wanted, "{today}");
        }
        assert!(made.values().all(|n| *n >= 4), "{made:?}");
        each_clock_shows(&register(&plan, &people), today);
    }
}

/// What would have been asked for, and when.
fn commands(person: &Participant, today: NaiveDate) -> Vec<(Command, NaiveDate)> {
    let who = person.id;
    let mut commands = Vec::new();
    let mut decisions: Vec<_> = person.decisions.iter().collect();
    decisions.sort_by_key(|decision| decision.id);
    for decision in &decisions {
        let terms = Box::new(decision.terms.clone());
        let gave_way = (decisions.iter()).find(|old| {
            let cut = old.cut.as_ref();
            cut.is_some_and(|cut| cut.replaced_by == Some(decision.id))
        });
        commands.push(match gave_way {
            Some(old) => Command::ReplaceDecision {
                who,
                id: old.id,
                terms,
            },
            None => Command::AddDecision { who, terms },
        });
        if let Some(cut) = decision
            .cut
            .as_ref()
            .filter(|cut| cut.replaced_by.is_none())
        {
            commands.push(Command::EndDecision {
                who,
                id: decision.id,
                ending: Ending::On(cut.last_day),
                note: cut.note.clone(),
            });
        }
    }
    for (nth, process) in person.processes.iter().enumerate() {
        for (kind, step) in process.steps().filter(|(_, step)| !step.is_blank()) {
            let anew = nth > 0 && kind == StepKind::Interest;
            commands.push(Command::SetStep {
                who,
                kind,
                step: step.clone(),
                anew,
            });
        }
    }
    let mut commands: Vec<_> = commands
        .into_iter()
        .map(|command| (command, today))
        .collect();
    if let Some(onward) = person.onward.clone() {
        let plan = PlanDraft {
            toward: onward.toward,
            next: onward.next,
            with: onward.with,
            responsible: onward.responsible,
            due: onward.due,
            note: onward.note,
        };
        let plan = Some(Box::new(plan));
        commands.push((Command::PlanOnward { who, plan }, onward.made_on));
    }
    commands
}

/// Decisions that end and that have ended, and a total that runs out, are there to be seen.
fn each_clock_shows(register: &Register, today: NaiveDate) {
    let decisions = register
        .at_ami(today)
        .filter_map(|person| register.decision_standing(person, today));
    let mut clocks: Vec<Clock> = decisions.map(|standing| standing.clock).collect();
    clocks.sort();
    clocks.dedup();
    assert_eq!(
        clocks,
        [Clock::Running, Clock::Plan, Clock::Near, Clock::Reached],
        "{today}"
    );
    let totals = register
        .at_ami(today)
        .filter_map(|person| register.total_standing(person, today));
    assert!(
        totals
            .filter(|standing| standing.clock >= Clock::Near)
            .count()
            >= 1,
        "{today}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever the plan: each mark is one that `decide` would have made of what a person types, and finds unchanged.
    #[test]
    fn marks_are_as_commands_write_them(
        seed in any::<u64>(),
        today in (18_000i32..22_000).prop_map(|n| NaiveDate::from_epoch_days(n).expect("a day")),
        participants in 0usize..60,
        months in 0u32..20,
    ) {
        let plan = Plan { today, seed, participants, months };
        let people: Vec<Person> = plan.people().collect();
        let register = register(&plan, &people);
        for person in people.iter().filter(|p| !p.marks.is_empty()) {
            let who = person.participant.id;
            for (day, mark) in person.marks.iter().step_by(3) {
                let asker = Asker::alone(mark.by, today, mark.at);
                let asked = |entry: Entry, facts: &Facts| {
                    decide(&register, facts, &Command::Mark { who, day: *day, entry }, &asker)
                };
                let mut facts = Facts::default();
                facts.cells.insert((who, *day), mark.clone());
                prop_assert_eq!(asked(mark.entry(), &facts), Ok(Vec::new()));

                let typed = Entry { minutes: None, ..mark.entry() };
                let made = asked(typed, &Facts::default()).expect("accepted");
                let [Change::Marked { after: Some(after), .. }] = &made[..] else {
                    return Err(TestCaseError::fail("one mark was asked for"));
                };
                prop_assert_eq!(after.entry(), mark.entry());
            }
        }
    }
}

#[test]
fn what_is_there_already_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.txt");
    std::fs::write(&path, "mine").expect("written");
    let plan = Plan::new(day("2026-03-12"));
    let refused = make(&path, &plan, &request(&plan), &mut go_on);
    let already_there = NotCommitted::Failed(StoreError::AlreadyThere);
    assert_eq!(
        format!("{:?}", refused.expect_err("refused")),
        format!("{:?}", already_there)
    );
    assert_eq!(std::fs::read_to_string(&path).expect("read"), "mine");
}

#[test]
fn a_file_that_appears_meanwhile_is_left_alone_and_nothing_half_made_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("register.redb");
    let plan = Plan {
        participants: 130,
        months: 30,
        ..Plan::new(day("2026-03-12"))
    };
    let inside = || {
        let entries = folder.path().read_dir().expect("read");
        entries
            .map(|e| e.expect("read").file_name())
            .collect::<Vec<_>>()
    };
    let mut is_theirs = false;
    let late = make(&path, &plan, &request(&plan), &mut |done, total| {
        assert!(0 < done && done < total);
        assert_eq!(path.exists(), is_theirs, "not there before it is whole");
        std::fs::write(&path, "theirs").expect("written");
        is_theirs = true;
    });
    let failed = NotCommitted::Failed(StoreError::AlreadyThere);
    assert_eq!(
        format!("{:?}", late.expect_err("refused")),
        format!("{:?}", failed)
    );
    assert_eq!(inside(), ["register.redb"]);
    assert_eq!(std::fs::read_to_string(&path).expect("read"), "theirs");
}
