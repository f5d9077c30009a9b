//! What is done without a screen: a search, the clocks and duties of ten thousand people, and a list of as many.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use chrono::Days;
use tolv::demo::Person;
use tolv::domain::calendar::add_months;
use tolv::domain::decide::what_if::what_if;
use tolv::domain::facts::change::{Change, LogEntry, What};
use tolv::domain::facts::decision::{Decision, DecisionId, Form, Terms};
use tolv::domain::facts::participant::Participant;
use tolv::domain::reckon::duties::duties;
use tolv::domain::register::Register;
use tolv::domain::search::{Entry, Finder};

use crate::Extent;
use crate::place::{Place, plan, today};
use crate::table::{Figure, Samples, Table};

const FLAGS_LIMIT: Duration = Duration::from_millis(50);
const IMPORT_LIMIT: Duration = Duration::from_secs(5);
/// A terminal's rows: as many hits as can be shown.
const HITS: usize = 20;
/// The letters that are typed of each sought name.
const LETTERS: usize = 6;

/// Each key of names typed letter by letter, against reading every name for the same letters.
pub fn search(extent: Extent, table: &mut Table) -> Result<()> {
    for (count, text) in [(10_000, "10,000"), (100_000, "100,000")] {
        let names: Vec<String> = people(count).map(|person| full_name(&person)).collect();
        let entries = (1..).zip(&names).map(|(id, name)| Entry {
            id,
            name,
            other: "Köket",
            past: false,
        });
        let finder = Finder::new(entries);
        let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let (mut keys, mut scans) = (Vec::new(), Vec::new());
        for name in lower.iter().step_by(count / extent.samples(40)) {
            for letters in 1..=LETTERS {
                let query: String = name.chars().take(letters).collect();
                keys.push(timed(|| finder.find(&query, HITS).len()));
                scans.push(timed(|| {
                    lower.iter().filter(|n| n.contains(&query)).count()
                }));
            }
        }
        let (keys, scans) = (Samples::from(keys), Samples::from(scans));
        table.show(
            &Figure::new(format!("  a key of a search, {text} names"), keys.text())
                .beside("plain scan:", &scans)
                .times(keys.ratios(&scans)),
        );
    }
    Ok(())
}

/// The three clocks of 10,000 people with decisions, whose would be another by another rule, and all that is due, from
/// memory.
pub fn flags(extent: Extent, table: &mut Table) -> Result<()> {
    let mut register = Register::default();
    let everybody = people(10_000).map(|participant| Change::Person {
        before: None,
        after: Some(Box::new(supported(participant))),
    });
    register.apply(&LogEntry {
        seq: 1,
        at: 0,
        by: tolv::domain::facts::attendance::ActorId(1),
        what: What::Demo,
        of: None,
        removed: 0,
        changes: plan(10_000, 14)
            .unit()
            .into_iter()
            .chain(everybody)
            .collect(),
    });
    let everybody = || register.people.values();
    let clocks = || {
        let all = everybody().map(|person| {
            let twelve = register.standing(person, today()).is_some();
            let decision = register.decision_standing(person, today()).is_some();
            let total = register.total_standing(person, today()).is_some();
            u32::from(twelve) + u32::from(decision) + u32::from(total)
        });
        all.sum::<u32>()
    };
    ensure!(clocks() > 15_000, "few have all three clocks");
    let runs = (0..extent.samples(50)).map(|_| timed(clocks));
    let runs = Samples::from(runs.collect::<Vec<_>>());
    let holds = runs.median() <= FLAGS_LIMIT;
    let what = "all three clocks of 10,000, from memory";
    table.show(&Figure::new(what, runs.text()).limit("≤ 50 ms", holds));

    let due = || duties(&register, today(), 30).len();
    ensure!(due() > 5_000, "little is due");
    let runs = (0..extent.samples(50)).map(|_| timed(due));
    let runs = Samples::from(runs.collect::<Vec<_>>());
    let what = "  what is due for them, from memory";
    table.show(&Figure::new(what, runs.text()));

    let mut settings = register.settings.clone();
    settings.rule.length = settings.rule.near;
    settings.rule.absence_pauses = true;
    let shifts = || what_if(&register, &settings, today()).len();
    ensure!(shifts() > 100, "few flags change");
    let runs = (0..extent.samples(50)).map(|_| timed(shifts));
    let runs = Samples::from(runs.collect::<Vec<_>>());
    let holds = runs.median() <= FLAGS_LIMIT;
    let what = "what if: their flags by another rule";
    table.show(&Figure::new(what, runs.text()).limit("≤ 50 ms", holds));
    Ok(())
}

/// A person with three decisions that begin with their latest stay, the last after a break.
fn supported(mut person: Participant) -> Participant {
    let Some(stay) = person.stays.last() else {
        return person;
    };
    let mut from = stay.start;
    for (id, (months, gap)) in (1..).zip([(6, 0), (5, 0), (12, 20)]) {
        from = from + Days::new(gap);
        let next = add_months(from, months);
        person.decisions.push(Decision {
            id: DecisionId(id),
            terms: Terms {
                form: Form::Development,
                from,
                until: next.pred_opt().unwrap_or(next),
                decided_on: from,
                level: Some(60),
                working_time: 100,
                wage_base: Some(20_000),
                extra: None,
                reference: "AF-2026-1".to_owned(),
                contact: String::new(),
                note: String::new(),
                via_ami: true,
            },
            cut: None,
        });
        from = next;
    }
    person
}

/// A list of 10,000 people into a new register, by the program itself.
pub fn import(place: &Place, extent: Extent, table: &mut Table) -> Result<()> {
    let list = place.beside("list.csv");
    let rows = people(10_000).map(|person| row(&person));
    let rows: Option<String> = rows.collect();
    let rows = rows.context("a made-up person has no stay")?;
    std::fs::write(&list, format!("Namn;Grupp;Arena;Start;Handledare\n{rows}"))?;
    let mut runs = Vec::new();
    for run in 0..extent.samples(5) {
        let register = place.register(&format!("imported-{run}.redb"));
        let mut command = place.command(&register);
        command.arg("import").arg(&list);
        let began = Instant::now();
        let done = command.output()?;
        runs.push(began.elapsed());
        ensure!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let (_, register) = place.open(&register)?;
        ensure!(register.people.len() == 10_000, "not everybody was taken");
    }
    let runs = Samples::from(runs);
    let holds = runs.median() <= IMPORT_LIMIT;
    let what = "import of 10,000 rows of CSV";
    table.show(&Figure::new(what, runs.text()).limit("≤ 5 s", holds));
    Ok(())
}

fn row(person: &Participant) -> Option<String> {
    let start = person.stays.first()?.start;
    let (group, arena) = match person.id.0 % 2 {
        0 => ("Inne", "Köket"),
        _ => ("Ute", "Parken"),
    };
    let name = full_name(person);
    Some(format!("{name};{group};{arena};{start};Maj Ek\n"))
}

fn full_name(person: &Participant) -> String {
    format!("{} {}", person.given, person.family)
}

/// So many made-up people.
fn people(count: usize) -> impl Iterator<Item = Participant> {
    let plan = plan(count, 1);
    let people: Vec<Participant> = plan
        .people()
        .take(count)
        .map(|Person { participant, .. }| participant)
        .collect();
    people.into_iter()
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    black_box(work());
    began.elapsed()
}
