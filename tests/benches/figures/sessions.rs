//! Five sessions that mark at once, each a process of its own, against one that marks alone.

use std::io::{BufRead, BufReader, Write, stdin, stdout};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};
use tolv::domain::decide::command::Command as Do;
use tolv::domain::facts::attendance::{Code, Entry};
use tolv::domain::facts::participant::PersonId;
use tolv::store::{Committed, Store};

use crate::Extent;
use crate::place::{Place, not_committed, request, today};
use crate::table::{Figure, Samples, Table, time};

/// The first argument that makes this program one of the sessions.
pub const WORD: &str = "--session";
const SESSIONS: usize = 5;
/// Marked over and over again by one session; others have people of their own.
const PEOPLE: usize = 20;

/// One session: opens the register, waits for a line, marks, and prints what each commit took in ns.
pub fn child(arguments: &[&str]) -> Result<()> {
    let [path, session, marks, ..] = arguments else {
        bail!("a session is told the register, its number and how many marks");
    };
    let (session, marks): (usize, usize) = (session.parse()?, marks.parse()?);
    let (mut store, mut register) =
        Store::open(Path::new(path)).map_err(|error| anyhow!("{error:?}"))?;
    let people: Vec<PersonId> = register.at_ami(today()).map(|person| person.id).collect();
    let own = people.iter().skip(session * PEOPLE).take(PEOPLE);
    println!("ready");
    stdout().flush()?;
    stdin().read_line(&mut String::new())?;
    for (n, who) in own.cycle().take(marks).enumerate() {
        let code = [Code::Sick, Code::Present][n / PEOPLE % 2];
        let command = Do::Mark {
            who: *who,
            day: today(),
            entry: Entry::plain(code),
        };
        let began = Instant::now();
        let done = store.commit(&mut register, &request(), &command);
        let took = began.elapsed();
        match done.map_err(|reason| not_committed(&reason))? {
            Committed::Written(_) => println!("{}", took.as_nanos()),
            Committed::Unchanged => bail!("somebody was marked so already"),
        }
    }
    Ok(())
}

/// Lets so many sessions mark at once, and gathers what each commit took.
fn marking(register: &Path, sessions: usize, marks: usize) -> Result<Samples> {
    let mut started = Vec::new();
    for session in 0..sessions {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(WORD)
            .arg(register)
            .args([session.to_string(), marks.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut told = BufReader::new(process.stdout.take().context("stdout is piped")?);
        told.read_line(&mut String::new())?;
        started.push((process, told));
    }
    for (process, _) in &mut started {
        process
            .stdin
            .take()
            .context("stdin is piped")?
            .write_all(b"go\n")?;
    }
    let mut all = Vec::new();
    for (mut process, told) in started {
        for line in told.lines() {
            all.push(Duration::from_nanos(line?.parse()?));
        }
        ensure!(process.wait()?.success(), "a session failed");
    }
    ensure!(all.len() == sessions * marks, "marks are missing");
    Ok(Samples::from(all))
}

/// Marks that were made by five at once: half of them within, 99 of 100 within, the slowest.
pub fn five(place: &Place, register: &Path, extent: Extent, table: &mut Table) -> Result<()> {
    let marks = extent.samples(200);
    // Other people than the other figures mark, so that their pages are as they left them.
    let own = place.beside("sessions.redb");
    std::fs::copy(register, &own)?;
    let alone = marking(&own, 1, marks)?;
    let together = marking(&own, SESSIONS, marks)?;
    let tails = |samples: &Samples| {
        let [half, most, slowest] = [0.5, 0.99, 1.0].map(|part| time(samples.quantile(part)));
        format!("{half} / {most} / {slowest}")
    };
    let what = "  5 sessions marking at once, p50/p99/max";
    let mut figure = Figure::new(what, tails(&together));
    figure.beside = format!("one alone: {}", tails(&alone));
    table.show(&figure);
    Ok(())
}
