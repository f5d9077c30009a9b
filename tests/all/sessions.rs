//! Several real processes on one register: this test binary runs itself again as the sessions.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command as Process, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;
use rustix::process::{Pid, Signal, kill_process};
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::{Code, Entry};
use tolv::domain::facts::change::What;
use tolv::domain::facts::participant::PersonId;
use tolv::domain::register::Register;
use tolv::store::process::State;
use tolv::store::{NotCommitted, Store, StoreError, is_open};

use crate::disk::{Disk, assert_same, assert_whole, by, enrol, must, raw, whole_log};
use crate::world::{later, mark};

const ROLE: &str = "TOLV_TEST_ROLE";
const REGISTER: &str = "TOLV_TEST_REGISTER";

const WRITERS: u32 = 3;
const ROUNDS: u32 = 20;
const COMMANDS: u32 = 40;
const SHARED: u32 = WRITERS + 1;
const DAYS: u32 = 25;
const CODES: [Code; 5] = [
    Code::Present,
    Code::Sick,
    Code::SickChild,
    Code::Leave,
    Code::Education,
];

/// What a writer says of its own person with command number `n` of a round: each is another, by its note.
fn said(round: u32, n: u32) -> (NaiveDate, Entry) {
    let day = later(-i64::from(n % DAYS + 1));
    let mut entry = Entry::plain(CODES[(n as usize / 7) % CODES.len()]);
    entry.note = format!("{round}-{n}");
    (day, entry)
}

/// A process of its own that plays a part.
pub struct Session {
    pub child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Session {
    pub fn start(role: &str, register: &Path) -> Session {
        let mut child = Process::new(std::env::current_exe().expect("this test binary"))
            .args([
                "--exact",
                "sessions::session",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(ROLE, role)
            .env(REGISTER, register)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the test binary starts");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        Session {
            child,
            input,
            output,
        }
    }

    /// The next thing it says after `ok`; none when it has ended.
    pub fn answer(&mut self) -> Option<String> {
        let mut line = String::new();
        while self.output.read_line(&mut line).expect("UTF-8") > 0 {
            if let Some(answer) = line.strip_prefix("ok ") {
                return Some(answer.trim_end().to_owned());
            }
            line.clear();
        }
        None
    }

    pub fn rest(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.answer()).collect()
    }

    /// Lets it go on from `told`, or end.
    pub fn tell(&mut self) {
        self.input = None;
    }

    fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        kill_process(pid.expect("a process id"), signal).expect("our own process");
    }
}

/// No session outlives its test, stopped or not.
impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Not a test: the other sessions' side of those below.
#[test]
fn session() {
    let (Ok(role), Ok(register)) = (std::env::var(ROLE), std::env::var(REGISTER)) else {
        return;
    };
    let path = Path::new(&register);
    let (role, number) = role.split_once(' ').expect("a role and a number");
    let number: u32 = number.parse().expect("a number");
    say("started");
    match role {
        "write" => write(path, number),
        "mark" => {
            let (mut store, mut register) = Store::open(path).expect("it opens");
            let yesterday = mark(1, later(-1), Code::Sick);
            must(&mut store, &mut register, "cilla", &yesterday);
        }
        "mark-on" => mark_on(path, number),
        "hold" => {
            let db = raw(path);
            let txn = db.begin_write().expect("a transaction");
            say("inside");
            told();
            txn.abort().expect("nothing was written");
        }
        "stay" => {
            let _opened = Store::open(path).expect("it opens");
            say("open");
            told();
        }
        "open" => {
            told();
            let (store, _) = Store::open(path).expect("it opens");
            say(match store.migrated() {
                Some(_) => "migrated",
                None => "opened",
            });
        }
        "create" => {
            told();
            let actor = format!("session{number}");
            let (mut store, mut register) =
                Store::create(path, &by(&actor)).expect("one of them is first");
            say("created");
            must(
                &mut store,
                &mut register,
                &actor,
                &enrol(&format!("Person {number}")),
            );
        }
        other => panic!("no such role: {other}"),
    }
}

fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    // In one write, past the words of the test harness on the same line.
    let line = format!("\nok {what}\n");
    out.write_all(line.as_bytes())
        .and_then(|()| out.flush())
        .expect("the parent reads");
}

fn told() {
    let mut nothing = String::new();
    std::io::stdin()
        .read_to_string(&mut nothing)
        .expect("the parent closes it");
}

fn write(path: &Path, number: u32) {
    let (round, who) = (number / 10, number % 10);
    let actor = format!("session{who}");
    let (mut store, mut register) = Store::open(path).expect("it opens");
    for n in 0..COMMANDS {
        let (day, entry) = said(round, n);
        let (slug, shared) = (entry.code.kind().slug, mark(SHARED, day, entry.code));
        let who = PersonId(who);
        must(
            &mut store,
            &mut register,
            &actor,
            &Command::Mark { who, day, entry },
        );
        say(&format!("{who} {day} {slug}"));
        if n % 5 == 0 {
            // The same cells as everybody else: it may be marked so already.
            let shared = store.commit(&mut register, &by(&actor), &shared);
            shared.expect("a mark is never refused");
        }
    }
}

/// Marks its own person and one that all share, until it is told.
fn mark_on(path: &Path, number: u32) {
    let is_told = Arc::new(AtomicBool::new(false));
    let ear = Arc::clone(&is_told);
    std::thread::spawn(move || {
        told();
        ear.store(true, Ordering::Relaxed);
    });
    let actor = format!("session{number}");
    let (mut store, mut register) = Store::open(path).expect("it opens");
    for round in 0.. {
        for n in 0..COMMANDS {
            let (day, entry) = said(round, n);
            let shared = mark(SHARED, day, entry.code);
            let who = PersonId(number);
            let own = Command::Mark { who, day, entry };
            must(&mut store, &mut register, &actor, &own);
            let shared = store.commit(&mut register, &by(&actor), &shared);
            shared.expect("a mark is never refused");
            if is_told.load(Ordering::Relaxed) {
                say(&format!("marked up to {}", register.seen));
                return;
            }
        }
    }
}

#[test]
fn three_sessions_write_at_once_and_one_is_killed() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    for name in ["Lena Berg", "Åsa Öberg", "Ida Falk", "Olle Dahl"] {
        must(&mut store, &mut register, "anna", &enrol(name));
    }
    let mut expected: BTreeMap<u32, BTreeMap<NaiveDate, String>> = BTreeMap::new();
    for round in 0..ROUNDS {
        let mut sessions: Vec<_> = (1..=WRITERS)
            .map(|who| {
                (
                    who,
                    Session::start(&format!("write {}", round * 10 + who), &disk.path()),
                )
            })
            .collect();
        let victim = round % WRITERS;
        for (who, session) in &mut sessions {
            if *who == victim + 1 {
                // Somewhere in the middle, another place each round.
                for _ in 0..=(3 + round) {
                    session.answer();
                }
                session.child.kill().expect("it can be killed");
            }
        }
        for (who, mut session) in sessions {
            let was_killed = who == victim + 1;
            let answers = session.rest();
            let answers = answers.iter().filter(|said| *said != "started").count();
            let acknowledged =
                u32::try_from(answers).expect("few") + if was_killed { 3 + round } else { 0 };
            if !was_killed {
                assert_eq!(acknowledged, COMMANDS, "round {round}, session {who}");
                assert!(session.child.wait().expect("it ends").success());
            }
            let cells = expected.entry(who).or_default();
            let noted = |n| {
                let (day, entry) = said(round, n);
                (day, entry.note)
            };
            cells.extend((0..acknowledged).map(noted));
            let history = store.history(PersonId(who), NaiveDate::MIN, NaiveDate::MAX);
            let found = history.expect("a history can be read").into_iter();
            let found: BTreeMap<_, _> = found
                .map(|(day, mark)| (day, mark.note().to_owned()))
                .collect();
            if was_killed && found != *cells && acknowledged < COMMANDS {
                // What was on its way when it was killed may have become durable unsaid.
                cells.extend([noted(acknowledged)]);
            }
            assert_eq!(found, *cells, "round {round}, session {who}");
        }
        let before = register.seen;
        let news = store.catch_up(&mut register).expect("news");
        assert_eq!(register.seen, before + news.len() as u64);
        assert_same(&register, &disk.open().1);
        assert_whole(&disk.path());
    }
    let log = whole_log(&store);
    assert!(log.len() > (ROUNDS * COMMANDS) as usize, "{}", log.len());
    assert!(log.iter().skip(5).all(|entry| entry.what == What::Mark));
}

fn reads_on(store: &mut Store, register: &mut Register) {
    assert_eq!(store.catch_up(register).expect("news"), []);
    let history = store.history(PersonId(1), NaiveDate::MIN, NaiveDate::MAX);
    assert!(history.expect("a history").is_empty());
}

#[test]
fn others_read_and_are_told_at_the_write_when_a_stopped_session_holds_the_register() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
    let mut holder = Session::start("hold 0", &disk.path());
    assert_eq!(holder.answer().as_deref(), Some("started"));
    assert_eq!(holder.answer().as_deref(), Some("inside"));
    holder.signal(Signal::STOP);
    let path = disk.path();
    let number = holder.child.id();
    // Whoever had it open to write, and whoever opens it now.
    let (mut late, mut late_register) = Store::open(&path).expect("it is read");
    assert!(late.is_read_only() && late.is_held());
    assert_same(&late_register, &register);
    for (store, register) in [(&mut store, &mut register), (&mut late, &mut late_register)] {
        let held = store.commit(register, &by("anna"), &mark(1, later(0), Code::Sick));
        let Err(NotCommitted::Failed(StoreError::Busy(Some(by_whom)))) = held else {
            panic!("{held:?}");
        };
        assert_eq!((by_whom.number, by_whom.state), (number, State::Stopped));
        reads_on(store, register);
    }
    // A session that reads alone is found by a restore, too.
    drop(store);
    assert!(is_open(&path).expect("an answer"));
    let (mut store, mut register) = (late, late_register);
    holder.signal(Signal::CONT);
    holder.tell();
    assert!(holder.child.wait().expect("it ends").success());
    must(
        &mut store,
        &mut register,
        "anna",
        &mark(1, later(0), Code::Sick),
    );
    assert!(!store.is_read_only());
    assert_whole(&disk.path());
}

#[test]
fn two_sessions_that_make_a_register_at_once_share_it() {
    for round in 0..10 {
        let disk = Disk::new();
        let path = disk.at("new/register.redb");
        let mut sessions = [1, 2].map(|n| Session::start(&format!("create {n}"), &path));
        for session in &mut sessions {
            assert_eq!(session.answer().as_deref(), Some("started"));
        }
        sessions.iter_mut().for_each(Session::tell);
        for session in &mut sessions {
            assert_eq!(session.rest(), ["created"], "round {round}");
            assert!(session.child.wait().expect("it ends").success());
        }
        let (store, register) = Store::open(&path).expect("it opens");
        let log = whole_log(&store);
        assert_eq!(
            log.iter()
                .filter(|entry| entry.what == What::Create)
                .count(),
            1
        );
        let mut names: Vec<_> = register.people.values().map(|p| p.full_name()).collect();
        names.sort();
        assert_eq!(names, ["Person 1", "Person 2"]);
        assert_eq!(fs::read_dir(disk.at("new")).expect("the folder").count(), 1);
        assert_whole(&path);
    }
}

#[test]
fn a_commit_of_another_process_is_news_here() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
    let mine = must(
        &mut store,
        &mut register,
        "anna",
        &mark(1, later(-1), Code::Holiday),
    );
    let mut other = Session::start("mark 0", &disk.path());
    assert!(other.child.wait().expect("it ends").success());
    let undo = crate::world::restore(mine.seq, false);
    let refused = store.commit(&mut register, &by("anna"), &undo);
    let Err(NotCommitted::Refused(refusal)) = refused else {
        panic!("not refused: {refused:?}");
    };
    assert!(
        refusal.text(tolv::text::Lang::Sv).contains("cilla"),
        "{refusal:?}"
    );
    assert_same(&register, &disk.open().1);
    let list = Command::MarkRest {
        day: later(0),
        who: vec![PersonId(1)],
    };
    must(&mut store, &mut register, "anna", &list);
    assert_whole(&disk.path());
}
