//! What comes of stays: how it is told, corrected and checked, and the figures of many, against a count made otherwise.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeDelta};
use proptest::prelude::*;
use serde::Serialize;
use tolv::domain::calendar::add_months;
use tolv::domain::decide::command::Command;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::change::Change;
use tolv::domain::facts::decision::{Form, Terms};
use tolv::domain::facts::outcome::{Came, End, Lasted, Outcome};
use tolv::domain::facts::participant::{Group, PersonId, Protection, Stay};
use tolv::domain::facts::settings::Settings;
use tolv::domain::reckon::figures::{Figures, Lengths, Of, year, years};
use tolv::domain::reckon::lasting::{job_check_due, lasts_from};
use tolv::domain::rules::twelve_months::HalfMonths;
use tolv::domain::rules::{Own, Rules, Value};
use tolv::text::Lang;

use crate::screen::{self, Seat, desk, golden};
use crate::world::{TODAY, World, decided, draft, on, person, placed, stay};

const SHIPPED: Rules<'static> = Rules::SHIPPED;

fn came(outcome: Outcome, employer: &str, job_start: Option<&str>) -> Came {
    Came {
        outcome,
        employer: employer.to_owned(),
        job_start: job_start.map(on),
        note: String::new(),
    }
}

fn ended(last_day: &str, outcome: Outcome, job_start: Option<&str>) -> End {
    End {
        last_day: on(last_day),
        outcome,
        job_start: job_start.map(on),
        ..End::default()
    }
}

fn set(stay: &str, came: Came) -> Command {
    Command::SetOutcome {
        who: PersonId(1),
        stay: on(stay),
        came,
    }
}

fn check(stay: &str, on_day: &str, yes: bool) -> Command {
    Command::CheckJob {
        who: PersonId(1),
        stay: on(stay),
        lasted: Some(Lasted {
            checked_on: on(on_day),
            yes,
            note: String::new(),
        }),
    }
}

/// Lena, whose stay ended in a job on 2026-09-30.
fn in_a_job(job_start: Option<&str>) -> World {
    let mut lena = person(1, &["2026-01-05..2026-09-30"]);
    lena.stays[0].end = Some(End {
        employer: "Bageriet".to_owned(),
        ..ended("2026-09-30", Outcome::Job, job_start)
    });
    World::of(lena)
}

#[test]
fn a_job_is_to_be_checked_a_calendar_month_after_it_began() {
    let cases = [
        // last day at AMI, the job's first day, from when it has lasted
        ("2026-09-30", Some("2026-10-05"), Some("2026-11-05")),
        ("2026-09-30", None, Some("2026-11-01")),
        ("2026-01-30", None, Some("2026-02-28")),
        ("2024-01-30", Some("2024-01-31"), Some("2024-02-29")),
        ("2024-02-28", Some("2024-02-29"), Some("2024-03-29")),
        ("2025-12-31", Some("2026-01-31"), Some("2026-02-28")),
        // Before any rule is known.
        ("1989-06-30", None, None),
    ];
    for (last, start, due) in cases {
        let end = ended(last, Outcome::Job, start);
        assert_eq!(
            job_check_due(&end, SHIPPED),
            due.map(on),
            "{last} {start:?}"
        );
        let checked = End {
            lasted: Some(Lasted {
                checked_on: on(TODAY),
                yes: false,
                note: String::new(),
            }),
            ..end
        };
        assert_eq!(job_check_due(&checked, SHIPPED), None);
        assert_eq!(lasts_from(&checked, SHIPPED), due.map(on));
    }
    for outcome in Outcome::ALL.into_iter().filter(|outcome| !outcome.is_job()) {
        let end = ended("2026-09-30", outcome, None);
        assert_eq!(job_check_due(&end, SHIPPED), None, "{outcome:?}");
    }
    // The unit's own rule, from a day on: the job's first day decides which holds.
    let own = [Own {
        name: "job.lasts".to_owned(),
        value: Value::Months(HalfMonths(5)),
        from: on("2026-10-01"),
        until: None,
        source: "beslut".to_owned(),
    }];
    for (start, due) in [("2026-09-30", "2026-10-30"), ("2026-10-01", "2026-12-16")] {
        let end = ended("2026-09-25", Outcome::SubsidisedJob, Some(start));
        let (settings, due) = (Settings::default(), on(due));
        let rules = Rules::of(&own, &settings.rule);
        assert_eq!(job_check_due(&end, rules), Some(due), "{start}");
    }
}

#[test]
fn an_outcome_is_held_to_what_can_have_come_of_a_stay() {
    use Outcome::*;
    let start = on("2026-01-05");
    let cases = [
        (came(Job, "Bageriet", Some("2026-10-01")), None),
        (came(Job, "", None), None),
        // Some begin before they have left.
        (came(SubsidisedJob, "Skolan", Some("2026-01-05")), None),
        (came(Studies, "Komvux", None), None),
        (came(OtherUnit, "Biblioteket", None), None),
        (
            came(Job, "", Some("2026-01-04")),
            Some(Refusal::JobBeforeStay {
                job: on("2026-01-04"),
                start,
            }),
        ),
        (
            came(Job, "", Some("2101-01-01")),
            Some(Refusal::StartOutOfRange {
                start: on("2101-01-01"),
            }),
        ),
        (
            came(Moved, "Bageriet", None),
            Some(Refusal::NobodyReceives { outcome: Moved }),
        ),
        (
            came(Illness, "", Some("2026-10-01")),
            Some(Refusal::NoJob { outcome: Illness }),
        ),
        (
            came(Studies, "Komvux", Some("2026-10-01")),
            Some(Refusal::NoJob { outcome: Studies }),
        ),
        (came(Job, "\u{1b}[2J", None), Some(Refusal::TextNotPlain)),
        (
            came(Job, &"x".repeat(201), None),
            Some(Refusal::TextTooLong { limit: 200 }),
        ),
    ];
    for (came, refusal) in cases {
        let end = Command::EndStay {
            who: PersonId(1),
            last_day: on("2026-09-30"),
            came: came.clone(),
        };
        let mut running = World::of(person(1, &["2026-01-05.."]));
        let mut past = in_a_job(None);
        past.register.people.get_mut(&PersonId(1)).unwrap().stays[0].end =
            Some(ended("2026-09-30", EndedWithout, None));
        match refusal {
            Some(refusal) => {
                assert_eq!(running.refused("anna", &end), refusal);
                assert_eq!(past.refused("anna", &set("2026-01-05", came)), refusal);
            }
            None => {
                running.must("anna", &end);
                past.must("anna", &set("2026-01-05", came.clone()));
                for world in [&running, &past] {
                    let end = world.person(1).stays[0].end.as_ref().expect("it ended");
                    assert_eq!((end.last_day, end.came()), (on("2026-09-30"), came.clone()));
                }
            }
        }
    }
}

#[test]
fn an_outcome_is_told_of_a_stay_that_is_there_and_has_ended() {
    let job = || Came::only(Outcome::Job);
    let mut world = in_a_job(None);
    assert!(matches!(
        world.refused("anna", &set("2026-01-06", job())),
        Refusal::NoSuchStay { .. }
    ));
    let mut running = World::of(person(1, &["2026-01-05.."]));
    assert!(matches!(
        running.refused("anna", &set("2026-01-05", job())),
        Refusal::NotEnded { .. }
    ));
}

/// Each side of each limit: that a job lasted can be said when the month has gone, that it did not as soon as it began.
#[test]
fn a_job_is_checked_when_it_can_be() {
    let cases = [
        // the job's first day, the day of the check, lasted, refused
        ("2026-10-05", "2026-11-05", true, None),
        ("2026-10-05", "2026-11-04", true, Some("early")),
        ("2026-10-05", "2026-11-04", false, None),
        ("2026-10-05", "2026-10-05", false, None),
        ("2026-10-05", "2026-10-04", false, Some("not begun")),
        ("2026-10-05", "2026-10-04", true, Some("not begun")),
        ("2026-10-05", "2026-11-23", true, None),
        ("2026-10-05", "2026-11-24", true, Some("future")),
        ("2026-10-05", "2026-11-24", false, Some("future")),
        ("2026-10-24", "2026-11-23", true, Some("early")),
    ];
    for (start, day, yes, refused) in cases {
        let mut world = in_a_job(Some(start));
        let command = check("2026-01-05", day, yes);
        let told = format!("{start} {day} {yes}");
        match refused {
            None => {
                assert_eq!(world.must("anna", &command).len(), 1, "{told}");
                let end = world.person(1).stays[0].end.clone().expect("it ended");
                assert_eq!(
                    end.lasted.map(|it| (it.checked_on, it.yes)),
                    Some((on(day), yes))
                );
                assert_eq!(world.must("anna", &command), [], "the same again");
            }
            Some(why) => {
                let refusal = world.refused("anna", &command);
                let is = match refusal {
                    Refusal::TooEarlyToSay { due, .. } => {
                        assert_eq!(due, add_months(on(start), 1));
                        "early"
                    }
                    Refusal::JobNotBegun { .. } => "not begun",
                    Refusal::CheckedInTheFuture { .. } => "future",
                    other => panic!("{other:?}"),
                };
                assert_eq!(is, why, "{told}");
            }
        }
    }
    // An answer can be taken back; of what is no job nothing can be said.
    let mut world = in_a_job(Some("2026-10-05"));
    let back = Command::CheckJob {
        who: PersonId(1),
        stay: on("2026-01-05"),
        lasted: None,
    };
    assert_eq!(world.must("anna", &back), []);
    world.must("anna", &check("2026-01-05", TODAY, true));
    assert_eq!(world.must("anna", &back).len(), 1);
    world.must("anna", &set("2026-01-05", Came::only(Outcome::Moved)));
    let outcome = Outcome::Moved;
    for command in [&back, &check("2026-01-05", TODAY, true)] {
        assert_eq!(world.refused("anna", command), Refusal::NoJob { outcome });
    }
}

#[test]
fn a_check_stays_with_a_corrected_outcome_while_it_can_still_be_so() {
    let cases = [
        (came(Outcome::Job, "Kringlan", Some("2026-10-05")), true),
        (came(Outcome::SubsidisedJob, "", Some("2026-10-05")), true),
        // The job began a week later: it had not lasted when it was checked.
        (came(Outcome::Job, "", Some("2026-10-12")), false),
        (came(Outcome::Studies, "", None), false),
    ];
    for (came, stays) in cases {
        let mut world = in_a_job(Some("2026-10-05"));
        world.must("anna", &check("2026-01-05", "2026-11-06", true));
        let corrected = set("2026-01-05", came.clone());
        world.must("anna", &corrected);
        let end = world.person(1).stays[0].end.clone().expect("it ended");
        assert_eq!(end.lasted.is_some(), stays, "{came:?}");
        assert_eq!(end.last_day, on("2026-09-30"));
    }
}

/// Of several stays the one that is named is corrected, and no other.
#[test]
fn an_earlier_stay_can_be_corrected() {
    let mut lena = person(1, &["2025-01-07..2025-06-30", "2026-01-05.."]);
    lena.stays[0].end = Some(ended("2025-06-30", Outcome::Unspecified, None));
    let mut world = World::of(lena);
    let job = came(Outcome::Job, "Bageriet", Some("2025-07-01"));
    let changes = world.must("anna", &set("2025-01-07", job));
    let [
        Change::Person {
            before: Some(before),
            after: Some(after),
        },
    ] = changes.as_slice()
    else {
        panic!("one person is changed: {changes:?}")
    };
    assert_eq!(before.stays[1], after.stays[1]);
    world.must("anna", &check("2025-01-07", "2025-08-15", false));
    assert!(world.person(1).stays[1].end.is_none());
}

/// Ends as they were kept before there was more to say of them.
#[test]
fn an_end_without_the_new_fields_is_read() {
    #[derive(Serialize)]
    struct Old<'a> {
        last_day: NaiveDate,
        outcome: &'a str,
        note: &'a str,
    }
    for outcome in Outcome::ALL {
        let old = Old {
            last_day: on("2026-09-30"),
            outcome: outcome.slug(),
            note: "kök i skolan",
        };
        let bytes = rmp_serde::to_vec_named(&old).expect("it can be written");
        let read: End = rmp_serde::from_slice(&bytes).expect("it can be read");
        let expected = End {
            note: "kök i skolan".to_owned(),
            ..ended("2026-09-30", outcome, None)
        };
        assert_eq!(read, expected);
        let again = rmp_serde::to_vec_named(&read).expect("it can be written");
        assert_eq!(again, bytes, "what is not known takes no room");
    }
}

fn terms(form: Form, from: &str, until: &str) -> Box<Terms> {
    Box::new(Terms {
        form,
        from: on(from),
        until: on(until),
        decided_on: on(from),
        level: Some(60),
        working_time: 75,
        wage_base: None,
        extra: None,
        reference: String::new(),
        contact: String::new(),
        note: String::new(),
        via_ami: true,
    })
}

/// Seven stays that ended in 2026 and one in 2025, in all three groups, two of them with lönebidrag.
fn unit(lang: Lang) -> screen::World {
    let in_unit = |outcome| came(outcome, "Biblioteket", None);
    let (indoor, outdoor) = ((Group::Indoor, "Köket"), (Group::Outdoor, ""));
    let library = (Group::OtherUnit, "Biblioteket");
    let bakery = came(Outcome::Job, "Bageriet", Some("2026-10-05"));
    let park = came(Outcome::SubsidisedJob, "Parken AB", None);
    let short = came(Outcome::Job, "", Some("2026-03-16"));
    let school = came(Outcome::Studies, "Komvux", None);
    let people = [
        ("Al Ask", "2025-09-01", "2026-09-30", indoor, bakery),
        ("Bo Dahl", "2026-02-02", "2026-10-30", outdoor, park),
        ("Cy Ek", "2026-01-05", "2026-03-13", indoor, short),
        ("Di Falk", "2025-03-03", "2026-06-12", outdoor, school),
        (
            "Ed Gran",
            "2026-04-07",
            "2026-04-07",
            outdoor,
            Came::only(Outcome::Moved),
        ),
        (
            "Fy Holm",
            "2025-11-03",
            "2026-08-31",
            library,
            in_unit(Outcome::OtherUnit),
        ),
        (
            "Gi Ingo",
            "2026-03-02",
            "2026-11-20",
            indoor,
            Came::only(Outcome::Illness),
        ),
        (
            "Ho Juhl",
            "2025-01-07",
            "2025-06-30",
            indoor,
            Came::only(Outcome::EndedWithout),
        ),
    ];
    let enrol = |(name, start, _, place, _): &(&str, &str, &str, (Group, &str), Came)| {
        Command::Enrol(Box::new(placed(name, start, *place)))
    };
    let mut before: Vec<Command> = people.iter().map(enrol).collect();
    for (who, form, from, until) in [
        (1, Form::Development, "2025-09-01", "2026-08-31"),
        (2, Form::Employment, "2026-03-01", "2027-02-28"),
    ] {
        before.push(Command::AddDecision {
            who: PersonId(who),
            terms: terms(form, from, until),
        });
    }
    for (who, (_, start, last_day, _, came)) in (1..).zip(people) {
        let who = PersonId(who);
        let is_checked = came.job_start;
        before.push(Command::EndStay {
            who,
            last_day: on(last_day),
            came,
        });
        if let Some(job) = is_checked {
            before.push(Command::CheckJob {
                who,
                stay: on(start),
                lasted: Some(Lasted {
                    checked_on: add_months(job, 1),
                    yes: who.0 == 1,
                    note: String::new(),
                }),
            });
        }
    }
    // Somebody who is still there.
    before.push(Command::Enrol(Box::new(draft(
        "Karin Andersson",
        "2026-09-01",
    ))));
    screen::World {
        lang,
        before,
        ..screen::World::default()
    }
}

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (45, 20), (36, 10)];

#[test]
fn the_figures_look_so() {
    for (lang, tail) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (columns, rows) in SIZES {
            let mut seat = desk(unit(lang));
            seat.press("y");
            let size = format!("{columns}x{rows}-{tail}");
            golden(
                &format!("outcomes/figures-{size}"),
                &seat.screen(columns, rows),
            );
            seat.press("End");
            golden(
                &format!("outcomes/figures-{size}-end"),
                &seat.screen(columns, rows),
            );
        }
    }
}

#[test]
fn the_years_are_turned_and_an_empty_one_says_what_to_press() {
    let mut seat = desk(unit(Lang::Sv));
    let title = |seat: &mut Seat| {
        let screen = seat.screen(120, 60);
        let first = screen.lines().next().unwrap_or_default();
        first.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    seat.press("y");
    assert_eq!(title(&mut seat), "Utfall 2026 ◂ 2025");
    assert_eq!(title(seat.press("Right")), "Utfall 2026 ◂ 2025");
    assert_eq!(title(seat.press("Left")), "Utfall 2025 2026 ▸");
    let screen = seat.screen(80, 24);
    assert!(
        screen.lines().any(|row| row.trim() == "alla        inne"),
        "{screen}"
    );
    assert_eq!(title(seat.press("Left Left")), "Utfall 2025 2026 ▸");
    let mut nobody = desk(screen::World {
        before: vec![Command::Enrol(Box::new(draft("Karin Ek", "2026-09-01")))],
        ..screen::World::default()
    });
    let screen = nobody.press("y").screen(45, 20);
    assert!(
        screen.contains("Ingen vistelse har slutat 2026."),
        "{screen}"
    );
    assert!(screen.contains("mellanslag e vistelsen"), "{screen}");
    for (columns, rows) in [(1, 1), (36, 10), (59, 11), (300, 90)] {
        desk(unit(Lang::En))
            .press("y PageDown Down")
            .screen(columns, rows);
    }
}

#[test]
fn no_name_is_among_the_figures() {
    let mut seat = desk(unit(Lang::Sv));
    let screen = seat.press("y").screen(120, 60);
    for name in ["Ask", "Dahl", "Ingo", "Bageriet"] {
        assert!(!screen.contains(name), "{screen}");
    }
}

fn figures_of(found: &[(Of, Figures)], of: Of) -> Figures {
    let found = found.iter().find(|(it, _)| *it == of);
    found
        .map(|(_, figures)| figures.clone())
        .unwrap_or_default()
}

#[test]
fn figures_by_group_and_form_are_those_counted_by_hand() {
    let seat = desk(unit(Lang::Sv));
    let register = seat.desk.register();
    let found = year(register, 2026, on(TODAY)).figures;
    let of: Vec<Of> = found.iter().map(|(of, _)| *of).collect();
    let group = |group| Of::Group(group);
    assert_eq!(
        of,
        [
            Of::All,
            group(Group::Indoor),
            group(Group::Outdoor),
            group(Group::OtherUnit),
            Of::Form(Some(Form::Development)),
            Of::Form(Some(Form::Employment)),
            Of::Form(None),
        ]
    );
    let all = figures_of(&found, Of::All);
    assert_eq!(
        (all.stays, all.past_threshold),
        (7, 2),
        "Al and Di were over"
    );
    assert_eq!(
        (all.ended(Outcome::Job), all.ended(Outcome::Illness)),
        (2, 1)
    );
    assert_eq!(
        (all.jobs.lasted, all.jobs.did_not, all.jobs.unknown),
        (1, 1, 1)
    );
    let length = |length: tolv::domain::reckon::figures::Length| (length.months, length.days);
    let lengths = all.lengths.expect("there are stays");
    // Bo: 2 February to 30 October is eight months and 29 days. Ed came and left the same day.
    assert_eq!(length(lengths.median), (8, 29));
    assert_eq!(length(lengths.shortest), (0, 1));
    assert_eq!(length(lengths.longest), (15, 10));
    let outdoor = figures_of(&found, group(Group::Outdoor));
    assert_eq!((outdoor.stays, outdoor.past_threshold), (3, 1));
    let development = figures_of(&found, Of::Form(Some(Form::Development)));
    assert_eq!((development.stays, development.jobs.lasted), (1, 1));
    assert_eq!(figures_of(&found, Of::Form(None)).stays, 5);
    assert_eq!(years(register, on(TODAY)), 2025..=2026);
    // A stay counts from its last day on.
    for (day, stays) in [("2026-11-19", 6), ("2026-11-20", 7)] {
        let found = year(register, 2026, on(day)).figures;
        assert_eq!(found[0].1.stays, stays, "{day}");
    }
    // Without any lönebidrag there is nothing to tell forms apart by.
    let before = year(register, 2025, on(TODAY)).figures;
    assert_eq!(before.len(), 2, "all and the indoor group");
}

#[test]
fn a_stay_is_of_the_form_whose_support_touches_it_by_a_day() {
    for (span, is_of_form) in [
        ("2025-06-01..2026-02-28", false),
        ("2025-06-01..2026-03-01", true),
        ("2026-06-30..2027-05-31", true),
        ("2026-07-01..2027-05-31", false),
    ] {
        let mut lena = person(1, &["2026-03-01..2026-06-30"]);
        let (from, until) = span.split_once("..").expect("first..last");
        lena.decisions = vec![decided(1, from, until)];
        let found = year(&World::of(lena).register, 2026, on(TODAY)).figures;
        let of_form = figures_of(&found, Of::Form(Some(Form::Development)));
        assert_eq!(of_form.stays, usize::from(is_of_form), "{span}");
    }
}

fn any_stay() -> impl Strategy<Value = (Stay, usize)> {
    let outcome = 0..Outcome::ALL.len();
    let lasted = prop::option::of(any::<bool>());
    (0i64..900, 0i64..700, outcome, 0usize..3, lasted).prop_map(
        |(start, days, outcome, group, lasted)| {
            let start = on("2024-01-01") + TimeDelta::days(start);
            let last_day = start + TimeDelta::days(days);
            let mut stay = stay(&format!("{start}..{last_day}"));
            let outcome = Outcome::ALL[outcome];
            stay.placements[0].arena.0 = 1 + group as u16;
            stay.end = Some(End {
                lasted: lasted.filter(|_| outcome.is_job()).map(|yes| Lasted {
                    checked_on: last_day,
                    yes,
                    note: String::new(),
                }),
                ..ended(&last_day.to_string(), outcome, None)
            });
            (stay, group)
        },
    )
}

proptest! {
    /// The figures against a count of each stay by itself, and the parts against the whole.
    #[test]
    fn the_figures_are_those_of_a_plain_count(
        stays in prop::collection::vec(any_stay(), 0..40),
        today in 0i64..1_800,
    ) {
        let today = on("2024-01-01") + TimeDelta::days(today);
        let mut world = World::with(&[draft("Karin Ek", "2020-01-01")]);
        world.register.people.clear();
        for (id, group) in (1..).zip(Group::ALL) {
            let id = tolv::domain::facts::participant::ArenaId(id);
            let arena = tolv::domain::facts::participant::Arena { id, name: "x".to_owned(), group, closed: None, into: None };
            world.register.arenas.insert(id, arena);
        }
        for (id, (stay, _)) in (1..).zip(&stays) {
            let mut one = person(id, &[]);
            one.stays.push(stay.clone());
            world.register.people.insert(PersonId(id), one);
        }
        for of_year in 2024..=2028 {
            let found = year(&world.register, of_year, today).figures;
            let mut outcomes: BTreeMap<Outcome, usize> = BTreeMap::new();
            let mut groups = [0; 3];
            let mut days = Vec::new();
            let (mut past, mut unknown) = (0, 0);
            for (stay, group) in &stays {
                let end = stay.end.as_ref().expect("every stay ended");
                if end.last_day.year() != of_year || end.last_day > today {
                    continue;
                }
                *outcomes.entry(end.outcome).or_default() += 1;
                groups[*group] += 1;
                days.push((end.last_day - stay.start).num_days() + 1);
                past += usize::from(end.last_day >= add_months(stay.start, 12));
                unknown += usize::from(end.outcome.is_job() && end.lasted.is_none());
            }
            days.sort_unstable();
            let all = &found[0].1;
            prop_assert_eq!(all.stays, days.len());
            for outcome in Outcome::ALL {
                let counted = outcomes.get(&outcome).copied().unwrap_or_default();
                prop_assert_eq!(all.ended(outcome), counted);
            }
            prop_assert_eq!((all.past_threshold, all.jobs.unknown), (past, unknown));
            for (group, counted) in Group::ALL.into_iter().zip(groups) {
                let of_group = figures_of(&found, Of::Group(group));
                prop_assert_eq!(of_group.stays, counted);
            }
            let Some(Lengths { median, shortest, longest }) = all.lengths else {
                prop_assert!(days.is_empty());
                continue;
            };
            let n = days.len();
            prop_assert_eq!(median.in_days, (days[(n - 1) / 2] + days[n / 2]) / 2);
            prop_assert_eq!((shortest.in_days, longest.in_days), (days[0], days[n - 1]));
            for length in [median, shortest, longest] {
                // As many whole months as there can be, and the days left over.
                let least = i64::from(length.months) * 28 + i64::from(length.days);
                let most = i64::from(length.months) * 31 + i64::from(length.days);
                prop_assert!((least..=most).contains(&length.in_days), "{:?}", length);
                prop_assert!(length.days < 31, "{:?}", length);
            }
        }
    }
}

/// A desk where Lena's stay has ended, with `more` done since.
fn lena_has_left(more: Option<Command>) -> Seat {
    let mut lena = draft("Lena Berg", "2026-01-05");
    lena.end = Some(on("2026-10-02"));
    let mut before = vec![
        Command::Enrol(Box::new(lena)),
        Command::Enrol(Box::new(draft("Karin Ek", "2026-09-01"))),
    ];
    before.extend(more);
    let mut seat = desk(screen::World {
        before,
        ..screen::World::default()
    });
    seat.press("/").type_in("lena").press("Enter");
    seat
}

fn shows(seat: &mut Seat, part: &str) {
    let screen = seat.screen(120, 36);
    assert!(
        screen.contains(part),
        "{part} is not on the screen:\n{screen}"
    );
}

#[test]
fn the_form_of_an_outcome_asks_for_what_that_outcome_needs() {
    let mut seat = lena_has_left(None);
    seat.press("Enter e");
    shows(&mut seat, "Vad det blev för Lena Berg");
    seat.press("Esc");
    shows(&mut seat, "mellanslag e anger vad det blev");
    seat.press("Space e");
    shows(
        &mut seat,
        "Vistelsen slutade fre 2 okt 2026; den dagen ändras inte.",
    );
    shows(&mut seat, "< ändra utfallet >");
    seat.press("Tab s");
    shows(&mut seat, "< Studier >");
    shows(&mut seat, "Skola");
    seat.press("f");
    assert!(!seat.screen(120, 36).contains("Skola"));
    seat.press("Home Right");
    shows(&mut seat, "< Arbete utan stöd >");
}

#[test]
fn a_stay_is_ended_in_a_job_on_screen() {
    let mut seat = lena_has_left(None);
    seat.press("Enter e Tab Home Right");
    shows(&mut seat, "< Arbete utan stöd >");
    seat.press("Tab").type_in("Bageriet").press("Tab");
    shows(&mut seat, "tomt är dagen efter sista dagen på AMI");
    seat.type_in("2025-12-31").press("Enter");
    shows(&mut seat, "före vistelsens första dag 2026-01-05");
    seat.press("ctrl-u").type_in("2026-10-05").press("Enter");
    shows(&mut seat, "Lena Berg: Arbete utan stöd.");
    seat.press("End");
    shows(
        &mut seat,
        "2026-01-05 – 2026-10-02 Arbete utan stöd, Bageriet från 2026-10-05",
    );
    shows(
        &mut seat,
        "mellanslag e följer upp om arbetet varade, från 2026-11-05",
    );
}

#[test]
fn a_job_is_followed_up_on_screen_and_not_too_early() {
    let job = came(Outcome::Job, "Bageriet", Some("2026-10-05"));
    let mut seat = lena_has_left(Some(set("2026-01-05", job)));
    seat.press("Enter e f Tab");
    shows(&mut seat, "< följ upp arbetet >");
    shows(&mut seat, "Arbete utan stöd: Bageriet, från 2026-10-05.");
    seat.press("Enter");
    shows(&mut seat, "Välj om arbetet varade.");
    seat.press("j Tab ctrl-u")
        .type_in("2026-11-04")
        .press("Enter");
    shows(
        &mut seat,
        "Att arbetet har varat kan sägas från 2026-11-05: minst 1 mån",
    );
    seat.press("ctrl-u")
        .type_in("2026-11-05")
        .press("Tab")
        .type_in("trivs");
    seat.press("Enter");
    shows(&mut seat, "Lena Berg: arbetet varade.");
    seat.press("End");
    shows(
        &mut seat,
        "Bageriet från 2026-10-05; varade, kontrollerat 2026-11-05",
    );
    shows(&mut seat, "trivs");
    // And taken back.
    seat.press("Enter e f Tab i Enter");
    shows(&mut seat, "Lena Berg: om arbetet varade är inte känt än.");
}

/// A colleague changes the outcome while the form to follow the job up is open: nothing else is done instead.
#[test]
fn what_was_chosen_is_never_done_as_something_else() {
    let mut seat = desk(unit(Lang::Sv));
    seat.press("/")
        .type_in("al ask")
        .press("Enter Enter e f Tab j");
    let mut store_side = tolv::store::Store::open(seat.desk.path()).expect("it opens");
    let now = screen::moment(on(TODAY));
    let request = tolv::store::Request::alone("bo", now.today, now.millis);
    let moved = Command::SetOutcome {
        who: PersonId(1),
        stay: on("2025-09-01"),
        came: Came::only(Outcome::Moved),
    };
    let (store, register) = (&mut store_side.0, &mut store_side.1);
    store
        .commit(register, &request, &moved)
        .expect("it is written");
    assert!(seat.desk.news());
    seat.press("Enter");
    let screen = seat.screen(120, 36);
    assert!(
        screen.contains("Någon annan har ändrat slutet."),
        "{screen}"
    );
    let end = seat.desk.register().people[&PersonId(1)].stays[0]
        .end
        .clone();
    assert_eq!(
        end.map(|end| end.outcome),
        Some(Outcome::Moved),
        "and it is not opened again"
    );
}

#[test]
fn a_protected_person_keeps_the_mask_in_what_is_refused() {
    let mut world = in_a_job(Some("2026-10-05"));
    world
        .register
        .people
        .get_mut(&PersonId(1))
        .unwrap()
        .protection = Protection::Strong;
    let refusal = world.refused("anna", &set("2020-01-01", Came::default()));
    assert!(!refusal.text(Lang::Sv).contains("Berg"));
    let settings = Settings::default();
    assert!(
        settings
            .rules()
            .months(tolv::domain::rules::Name::JobLasts, on(TODAY))
            .is_some()
    );
}
