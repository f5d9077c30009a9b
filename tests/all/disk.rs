//! Registers on disk for the tests: a folder, requests, a script of every kind of command, and redb read directly.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use redb::{Builder, ConcurrencyMode, Database, ReadableDatabase, TableDefinition};
use tempfile::TempDir;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::{Cell, Code, Entry, Mark, Span};
use tolv::domain::facts::change::{Change, LogEntry, Reading};
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::outcome::{Came, Lasted, Outcome};
use tolv::domain::facts::participant::{ArenaId, Group, PersonId};
use tolv::domain::facts::settings::Settings;
use tolv::domain::personnummer::Personnummer;
use tolv::domain::register::Register;
use tolv::store::{Committed, NotCommitted, Request, Store, StoreError};
use tolv::text::Lang;

use crate::world::{Correction, TODAY, clear, draft, later, mark, on, restore};

pub const LOG: TableDefinition<u64, &[u8]> = TableDefinition::new("log");
pub const META: TableDefinition<&str, u64> = TableDefinition::new("meta");

pub struct Disk {
    folder: TempDir,
}

impl Disk {
    pub fn new() -> Disk {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        Disk { folder }
    }

    pub fn path(&self) -> PathBuf {
        self.at("register.redb")
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn create(&self) -> (Store, Register) {
        Store::create(&self.path(), &by("anna")).expect("a register can be made")
    }

    pub fn open(&self) -> (Store, Register) {
        Store::open(&self.path()).expect("the register opens")
    }
}

pub fn by(actor: &str) -> Request<'_> {
    let (today, now) = (on(TODAY), 1_795_000_000_123);
    Request::alone(actor, today, now)
}

/// Commits what must be written; gives the log entry.
pub fn must(
    store: &mut Store,
    register: &mut Register,
    actor: &str,
    command: &Command,
) -> LogEntry {
    match store.commit(register, &by(actor), command) {
        Ok(Committed::Written(entry)) => entry,
        Ok(Committed::Unchanged) => panic!("unchanged: {command:?}"),
        Err(NotCommitted::Refused(refusal)) => panic!("{command:?}: {}", refusal.text(Lang::En)),
        Err(NotCommitted::Failed(error)) => panic!("{command:?}: {error}"),
    }
}

pub fn enrol(name: &str) -> Command {
    Command::Enrol(Box::new(draft(name, "2026-01-05")))
}

/// Commands of every kind, in an order in which each is written.
pub fn every_kind(store: &mut Store, register: &mut Register) -> Vec<LogEntry> {
    let mut written = Vec::new();
    let mut ask = |register: &mut Register, actor: &str, command: Command| {
        let entry = must(store, register, actor, &command);
        written.push(entry);
    };
    let lena = PersonId(1);
    ask(register, "anna", enrol("Lena Berg"));
    ask(register, "bo", enrol("Åsa Öberg"));
    let mut numbered = draft("Ida Falk", "2024-02-29");
    numbered.details.personnummer = Personnummer::read("19900101-0017", on(TODAY)).ok();
    (numbered.group, numbered.arena) = (Some(Group::Outdoor), "Parken".to_owned());
    numbered.end = Some(on("2024-12-31"));
    let rows = vec![(2, numbered), (3, draft("Nils Gran", "2026-06-01"))];
    ask(
        register,
        "bo",
        Command::Import {
            rows,
            skip_bad: false,
        },
    );
    ask(register, "anna", mark(1, later(0), Code::Unnotified));
    let mut part = Entry::plain(Code::PartDay);
    part.span = Some(Span {
        from: 480,
        until: 600,
    });
    (part.rest, part.note) = (Some(Code::Doctor), "tandläkare kl 10".to_owned());
    let (who, day, entry) = (lena, later(0), part);
    ask(register, "cilla", Command::Mark { who, day, entry });
    let marked = register.seen;
    ask(register, "cilla", restore(marked, false));
    ask(register, "cilla", restore(marked, true));
    let who = (1..=4).map(PersonId).collect();
    ask(register, "bo", Command::MarkRest { day: later(0), who });
    ask(register, "bo", clear(2, later(0)));
    ask(register, "anna", mark(2, later(0), Code::Sick));
    let again = Box::new(draft("Ida Falk", "2026-02-02"));
    ask(
        register,
        "anna",
        Command::NewStay {
            who: PersonId(3),
            draft: again,
        },
    );
    let mut changed = Correction::of(&register.people[&lena], on(TODAY));
    (changed.start, changed.details.phone) = (on("2026-02-02"), "070-1234567".to_owned());
    ask(register, "anna", changed.command(lena));
    let (from, arena) = (later(0), "Snickeriet".to_owned());
    ask(
        register,
        "bo",
        Command::Move {
            is_new_arena: true,
            who: lena,
            from,
            group: Group::Outdoor,
            arena,
        },
    );
    let came = Came {
        outcome: Outcome::SubsidisedJob,
        employer: "skolköket".to_owned(),
        job_start: Some(later(1)),
        note: "75 %".to_owned(),
    };
    ask(
        register,
        "bo",
        Command::EndStay {
            who: PersonId(4),
            last_day: later(0),
            came,
        },
    );
    ask(register, "bo", Command::ReopenStay { who: PersonId(4) });
    let (ida, stay) = (PersonId(3), on("2024-02-29"));
    let came = Came {
        job_start: Some(on("2025-01-07")),
        ..Came::only(Outcome::Job)
    };
    let set = Command::SetOutcome {
        who: ida,
        stay,
        came,
    };
    ask(register, "anna", set);
    let lasted = Some(Lasted {
        checked_on: on("2025-02-10"),
        yes: true,
        note: "trivs bra".to_owned(),
    });
    let check = Command::CheckJob {
        who: ida,
        stay,
        lasted,
    };
    ask(register, "bo", check);
    ask(
        register,
        "bo",
        Command::Read {
            who: lena,
            what: Reading::Personnummer,
        },
    );
    for (days, arena, open_minutes) in [
        (1, None, None),
        (1, Some(ArenaId(1)), Some(180)),
        (2, None, None),
    ] {
        let (date, name) = (later(days), "Klämdag".to_owned());
        ask(
            register,
            "anna",
            Command::Close(ClosedDay {
                date,
                arena,
                name,
                open_minutes,
            }),
        );
    }
    ask(
        register,
        "anna",
        Command::Open {
            date: later(2),
            arena: None,
        },
    );
    let unit = "AMI Exempelby".to_owned();
    let settings = Settings {
        unit,
        advance: false,
        ..Settings::default()
    };
    ask(register, "anna", Command::Configure(Box::new(settings)));
    written
}

/// The whole log, oldest first.
pub fn whole_log(store: &Store) -> Vec<LogEntry> {
    let mut log = store.log(usize::MAX).expect("the log can be read");
    log.reverse();
    log
}

/// All that stands in the marks' table.
pub fn all_marks(store: &Store, register: &Register) -> BTreeMap<Cell, Mark> {
    let mut marks = BTreeMap::new();
    for who in register.people.keys() {
        let history = store.history(*who, NaiveDate::MIN, NaiveDate::MAX);
        for (day, mark) in history.expect("a history can be read") {
            marks.insert((*who, day), mark);
        }
    }
    marks
}

/// The register and the marks that follow from the log alone; or at which entry they do not.
pub fn replayed(log: &[LogEntry]) -> Result<(Register, BTreeMap<Cell, Mark>), String> {
    let (mut register, mut marks) = (Register::default(), BTreeMap::new());
    for entry in log {
        register.apply(entry);
        for change in &entry.changes {
            let Change::Marked {
                who,
                day,
                before,
                after,
            } = change
            else {
                continue;
            };
            let was = match after {
                Some(mark) => marks.insert((*who, *day), mark.clone()),
                None => marks.remove(&(*who, *day)),
            };
            if was != *before {
                return Err(format!("entry {} finds another mark before it", entry.seq));
            }
        }
    }
    Ok((register, marks))
}

/// The same of a log that is whole.
pub fn from_log(log: &[LogEntry]) -> (Register, BTreeMap<Cell, Mark>) {
    replayed(log).expect("each mark follows from the one before")
}

/// What a register holds, whatever is in view.
fn held(register: &Register) -> impl PartialEq + std::fmt::Debug {
    (
        &register.people,
        &register.arenas,
        &register.actors,
        &register.closed,
        &register.settings,
        &register.handled,
        (register.begun, &register.backed_up, register.numbers()),
        register.seen,
    )
}

/// Asserts that two registers hold the same.
pub fn assert_same(a: &Register, b: &Register) {
    assert_eq!(held(a), held(b));
}

/// The log of a register, oldest first, which is whole and says all that the tables say; or what is wrong.
pub fn whole(store: &Store, register: &Register) -> Result<Vec<LogEntry>, String> {
    let unread = |error: StoreError| format!("{error:?}");
    if !store.chain_is_whole().map_err(unread)? {
        return Err("the chain is broken".to_owned());
    }
    let mut log = store.log(usize::MAX).map_err(unread)?;
    log.reverse();
    if !log.iter().zip(1..).all(|(entry, seq)| entry.seq == seq) {
        return Err("the log leaves out a number".to_owned());
    }
    let (rebuilt, mut marks) = replayed(&log)?;
    if held(&rebuilt) != held(register) {
        return Err("the register is not what follows from the log".to_owned());
    }
    for who in register.people.keys() {
        let history = store.history(*who, NaiveDate::MIN, NaiveDate::MAX);
        for (day, mark) in history.map_err(unread)? {
            if marks.remove(&(*who, day)) != Some(mark) {
                return Err(format!("a mark of person {} is not the log's", who.0));
            }
        }
    }
    if !marks.is_empty() {
        return Err(format!("{} marks of the log are not there", marks.len()));
    }
    Ok(log)
}

/// Asserts that the log is whole and says all that the tables say.
pub fn assert_whole(path: &Path) {
    let (store, register) = Store::open(path).expect("the register opens");
    whole(&store, &register).expect("the log and the tables say the same");
}

/// The file through redb itself, in the mode that every session uses.
pub fn raw(path: &Path) -> Database {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    builder.open(path).expect("redb opens it")
}

/// The schema that a file says it has.
pub fn schema_of(path: &Path) -> u64 {
    let db = raw(path);
    let txn = db.begin_read().expect("a transaction");
    let meta = txn.open_table(META).expect("the table");
    let schema = meta.get("schema").expect("it can be read");
    schema.expect("it is there").value()
}
