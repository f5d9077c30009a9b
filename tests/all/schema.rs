//! Registers of every schema that was ever released, kept as files: each opens for ever, and holds what it held.
//!
//! `TOLV_WRITE_SCHEMA=1 cargo test --test all schema::a_register_of_this_schema` writes the files of the present one,
//! once nothing more is to change in it. A file that is there already is never written over.

use std::fmt::Write;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::ops::RangeInclusive;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::io::Errno;
use tolv::domain::decide::PlanDraft;
use tolv::domain::decide::command::{Command, NewKey, Wanted};
use tolv::domain::facts::attendance::{Code, Entry, Mark};
use tolv::domain::facts::change::{Change, LogEntry, What};
use tolv::domain::facts::decision::{Form, Terms};
use tolv::domain::facts::handling::DutyKey;
use tolv::domain::facts::onward::Toward;
use tolv::domain::facts::participant::{Arena, ArenaId, Group, Participant, PersonId, Protection};
use tolv::domain::facts::process::{Step, StepKind};
use tolv::domain::facts::user::{Background, KeyId, Preferences, Role};
use tolv::domain::register::Register;
use tolv::domain::zone::Zone;
use tolv::store::{SCHEMA, Store, StoreError, exchange};
use tolv::text::Lang;

use crate::cli::Home;
use crate::disk::{Disk, all_marks, assert_whole, by, every_kind, must, raw, schema_of, whole_log};
use crate::exchange::{golden_file, log_bytes};
use crate::full::SmallDisk;
use crate::layer::{self, Call, Fault};
use crate::oracle::skipped;
use crate::sessions::Session;
use crate::taken_away::come_and_gone;
use crate::world::{draft, later, restore};

/// The file of a schema with this ending: `redb` the register, `txt` what it holds.
fn kept(schema: u64, ending: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/schema");
    folder.join(format!("{schema}.{ending}"))
}

/// What a register holds, in words that do not change when a later version keeps more.
fn told(path: &Path) -> String {
    let (store, register) = Store::open(path).expect("the register opens");
    let mut text = String::new();
    let mut say = |line: String| writeln!(text, "{line}").expect("a string takes it");
    for (id, name) in &register.actors {
        say(format!("actor {} {name}", id.0));
    }
    for (id, arena) in &register.arenas {
        say(format!(
            "arena {} {:?} {}",
            id.0,
            arena.name,
            arena.group.slug()
        ));
        if let Some(day) = arena.closed {
            say(format!("  closed from {day}"));
        }
    }
    for (key, handling) in &register.handled {
        say(format!(
            "duty {key} {:?} {:?}",
            handling.until, handling.note
        ));
    }
    for person in register.people.values() {
        say(person_told(person));
        for decision in &person.decisions {
            let (id, terms, last) = (decision.id, &decision.terms, decision.last_day());
            let (form, from) = (terms.form.slug(), terms.from);
            let (level, wage) = (terms.level, terms.wage_base);
            say(format!(
                "  decision {id} {form} {from} {last} {level:?} {wage:?}"
            ));
        }
        for process in &person.processes {
            for (kind, step) in process.steps().filter(|(_, step)| !step.is_blank()) {
                say(format!(
                    "  step {} {:?} {:?}",
                    kind.slug(),
                    step.done,
                    step.who
                ));
            }
        }
        if let Some(plan) = &person.onward {
            let (toward, due) = (plan.toward.slug(), plan.due);
            say(format!(
                "  plan {toward} {:?} {:?} {due}",
                plan.next, plan.with
            ));
        }
        for stay in &person.stays {
            say(format!("  stay {}", stay.start));
            if let Some(end) = &stay.end {
                say(format!(
                    "    until {} {:?} {:?}",
                    end.last_day, end.outcome, end.note
                ));
            }
            for placement in &stay.placements {
                say(format!(
                    "    from {} in {}",
                    placement.from, placement.arena.0
                ));
            }
            for schedule in &stay.schedules {
                say(format!("    from {} {:?}", schedule.from, schedule.minutes));
            }
        }
    }
    for user in register.users.values() {
        let roles: Vec<&str> = user.roles.iter().map(|role| role.slug()).collect();
        let groups: Vec<&str> = user.groups.iter().map(|group| group.slug()).collect();
        let arenas: Vec<u16> = user.arenas.iter().map(|arena| arena.0).collect();
        let cover = user.cover.as_ref().map(|cover| (cover.until, &cover.why));
        say(format!(
            "user {} {roles:?} {groups:?} {arenas:?} {cover:?} {:?}",
            user.id.0, user.ended
        ));
        let wishes = &user.preferences;
        let background = wishes.background.map(Background::slug);
        say(format!(
            "  prefers {:?} {:?} {background:?} {:?}",
            wishes.lang, wishes.keymap, wishes.advance
        ));
    }
    for key in register.keys.values() {
        say(format!(
            "key {} of {} {} {} {} {:?} {} {:?} {:?}",
            key.id,
            key.user.0,
            key.kind,
            key.key,
            key.fingerprint,
            key.from,
            key.added,
            key.expires,
            key.revoked
        ));
    }
    for ((day, arena), closed) in &register.closed {
        let (arena, open) = (arena.map(|arena| arena.0), closed.open_minutes);
        say(format!("closed {day} {arena:?} {:?} {open:?}", closed.name));
    }
    let settings = &register.settings;
    say(format!(
        "unit {:?} advance {}",
        settings.unit, settings.advance
    ));
    if settings.zone != Zone::default() {
        say(format!("zone {}", settings.zone.name()));
    }
    let rule = &settings.rule;
    say(format!(
        "rule {} {} {} {} {}",
        rule.length.text(),
        rule.near.text(),
        rule.plan.text(),
        rule.gap_months,
        rule.arena_restarts
    ));
    for ((who, day), mark) in all_marks(&store, &register) {
        say(format!("mark {} {day} {}", who.0, mark_told(&mark)));
    }
    for entry in whole_log(&store) {
        let (what, changes) = (entry.what.slug(), entry.changes.len());
        say(format!(
            "log {} {} {} {what} {changes}",
            entry.seq, entry.at, entry.by.0
        ));
        if let Some(of) = entry.of {
            say(format!("  of {of}"));
        }
    }
    text
}

fn person_told(person: &Participant) -> String {
    let number = person
        .personnummer
        .as_ref()
        .map(|number| number.to_string());
    format!(
        "person {} {:?} {:?} {number:?} {:?} {:?} {:?} {:?} {:?}",
        person.id.0,
        person.full_name(),
        person.protection,
        person.phone,
        person.supervisor,
        person.measure,
        person.note,
        person.stays.len()
    )
}

fn mark_told(mark: &Mark) -> String {
    let entry = mark.entry();
    let code = |code: Code| code.kind().slug;
    let (rest, first) = (entry.rest.map(code), mark.first_code().map(code));
    let span = entry.span.map(|span| (span.from, span.until));
    format!(
        "{} {:?} {span:?} {rest:?} {first:?} {:?} by {} at {}",
        code(entry.code),
        entry.minutes,
        entry.note,
        mark.by.0,
        mark.at
    )
}

/// Every schema that a register is kept of.
fn kept_schemas() -> RangeInclusive<u64> {
    let last = (1..).take_while(|schema| kept(*schema, "redb").exists());
    1..=last.last().expect("the first is kept")
}

/// A register of this schema on a disk of its own, and what it holds.
pub fn of_schema(schema: u64) -> (Disk, String) {
    let disk = Disk::new();
    fs::copy(kept(schema, "redb"), disk.path()).expect("a copy");
    let expected = fs::read_to_string(kept(schema, "txt")).expect("what it holds");
    (disk, expected)
}

/// The files beside the register, by name.
fn beside(disk: &Disk) -> Vec<String> {
    let files = fs::read_dir(disk.at(".")).expect("the folder");
    let names = files.map(|file| {
        file.expect("a file")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let mut names: Vec<_> = names.filter(|name| name != "register.redb").collect();
    names.sort();
    names
}

#[test]
fn a_register_of_every_schema_opens_and_holds_what_it_held() {
    for schema in kept_schemas() {
        let (disk, expected) = of_schema(schema);
        assert_eq!(schema_of(&disk.path()), schema);
        assert_eq!(told(&disk.path()), expected, "schema {schema}");
        assert_whole(&disk.path());
        assert_eq!(schema_of(&disk.path()), SCHEMA);
    }
}

/// A log is a chain of hashes over its bytes: what an older program wrote is written again to the byte.
#[test]
fn an_entry_of_every_schema_is_written_again_as_it_stands() {
    // From 5 on an entry is not one record; `forgetting` holds what it is.
    for schema in kept_schemas().filter(|schema| *schema < 5) {
        let (disk, _) = of_schema(schema);
        let log = log_bytes(&disk.path());
        assert!(log.len() > 20, "schema {schema}");
        for (seq, stored) in log {
            let (_, body) = stored.split_at(32);
            let entry: LogEntry = rmp_serde::from_slice(body).expect("an entry");
            // Settings have gained fields that are always told.
            let is_settings = |change: &Change| matches!(change, Change::Settings { .. });
            if entry.changes.iter().any(is_settings) {
                continue;
            }
            let again = rmp_serde::to_vec_named(&entry).expect("bytes");
            assert_eq!(again, body, "schema {schema}, entry {seq}");
        }
    }
}

#[test]
fn a_register_of_an_older_schema_is_migrated_once_and_kept_as_it_was() {
    for schema in (1..SCHEMA).filter(|schema| kept_schemas().contains(schema)) {
        let (disk, expected) = of_schema(schema);
        let (store, register) = disk.open();
        let migrated = store.migrated().expect("it was of an older schema").clone();
        assert_eq!((migrated.from, migrated.to), (schema, SCHEMA));
        let name = migrated
            .backup
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(
            name.starts_with(&format!("register.redb.schema-{schema}.2")),
            "{name}"
        );
        for lang in [Lang::Sv, Lang::En] {
            assert!(migrated.text(lang).contains(&name));
        }
        assert_eq!(register.people.len(), 5);
        drop(store);
        assert_eq!(beside(&disk), [&*name]);
        let meta = fs::metadata(&migrated.backup).expect("the copy");
        assert_eq!(meta.permissions().mode() & 0o777, 0o600);
        assert!(disk.open().0.migrated().is_none());
        assert_eq!(beside(&disk), [&*name], "once");
        // The copy is a sound register of the older schema: in the register's place it does all this again.
        assert_eq!(schema_of(&migrated.backup), schema);
        fs::copy(&migrated.backup, disk.path()).expect("put back");
        assert_eq!(told(&disk.path()), expected);
        assert_eq!(beside(&disk).len(), 2, "the first copy is not written over");
    }
}

#[test]
fn an_older_register_whose_session_was_killed_is_migrated() {
    let (disk, expected) = of_schema(1);
    let open = raw(&disk.path());
    let bytes = fs::read(disk.path()).expect("the file");
    drop(open);
    fs::write(disk.path(), &bytes).expect("as the killed session left it");
    let unclean = redb::Builder::new().open_read_only(disk.path());
    assert!(matches!(unclean, Err(redb::DatabaseError::RepairAborted)));
    assert_eq!(told(&disk.path()), expected);
    assert_whole(&disk.path());
}

#[test]
fn of_sessions_that_open_an_older_register_at_once_one_migrates_it() {
    for _ in 0..5 {
        let (disk, expected) = of_schema(1);
        let mut sessions: Vec<_> = (0..4)
            .map(|n| Session::start(&format!("open {n}"), &disk.path()))
            .collect();
        for session in &mut sessions {
            assert_eq!(session.answer().as_deref(), Some("started"));
        }
        sessions.iter_mut().for_each(Session::tell);
        let mut said: Vec<_> = sessions.iter_mut().flat_map(Session::rest).collect();
        said.sort();
        assert_eq!(said, ["migrated", "opened", "opened", "opened"]);
        assert_eq!(beside(&disk).len(), 1);
        assert_eq!(told(&disk.path()), expected);
    }
}

/// How many sessions are killed while they migrate.
const KILLS: u32 = 40;

#[test]
fn a_session_killed_while_it_migrates_leaves_the_one_schema_or_the_other() {
    let (mut before, mut after) = (0, 0);
    let mut takes = Duration::ZERO;
    for round in 0..KILLS {
        let (disk, expected) = of_schema(1);
        let mut session = Session::start("open 0", &disk.path());
        assert_eq!(session.answer().as_deref(), Some("started"));
        let start = Instant::now();
        session.tell();
        if round == 0 {
            // How long it takes here; this one is killed when it is done.
            assert_eq!(session.answer().as_deref(), Some("migrated"));
            takes = start.elapsed();
        } else {
            std::thread::sleep(takes * 2 * round / KILLS);
        }
        session.child.kill().expect("it can be killed");
        session.child.wait().expect("it ends");
        match schema_of(&disk.path()) {
            1 => before += 1,
            SCHEMA => {
                after += 1;
                let copies = beside(&disk)
                    .into_iter()
                    .filter(|name| name.ends_with(".bak"));
                let copies: Vec<_> = copies.collect();
                assert_eq!(copies.len(), 1, "{copies:?}");
                assert_eq!(schema_of(&disk.at(&copies[0])), 1);
            }
            other => panic!("schema {other}"),
        }
        assert_eq!(told(&disk.path()), expected, "round {round}");
        assert_whole(&disk.path());
    }
    writeln!(
        std::io::stderr(),
        "killed while migrating: {before} before, {after} after"
    )
    .expect("stderr is open");
}

#[test]
fn a_command_says_that_it_migrated_the_register() {
    let home = Home::new();
    let path = home.file("older.redb", fs::read(kept(1, "redb")).expect("the file"));
    let list = ["list", "--database", &path, "--lang", "sv"];
    let [first, second] = [(); 2].map(|()| home.run(&list).ok());
    assert!(
        first
            .err
            .starts_with("Registret har förts över från format 1 till"),
        "{first:?}"
    );
    assert_eq!(second.err, "");
    assert_eq!(first.out, second.out);
    assert!(first.out.contains("Lena Berg"));
}

#[test]
fn a_register_that_cannot_be_copied_first_is_not_migrated() {
    let (disk, expected) = of_schema(1);
    let Some(small) = SmallDisk::mount(disk.at("small")) else {
        skipped("a migration on a full disk: only root can mount a small one");
        return;
    };
    let path = small.0.join("register.redb");
    fs::copy(disk.path(), &path).expect("there is room");
    small.fill();
    let error = Store::open(&path)
        .map(drop)
        .expect_err("there is no room for a copy");
    let StoreError::NotMigrated { found: 1, why } = &error else {
        panic!("{error:?}");
    };
    assert!(matches!(**why, StoreError::Full), "{why:?}");
    assert!(error.text(Lang::Sv).contains("orört"), "{error}");
    assert_eq!(schema_of(&path), 1);
    let files = fs::read_dir(&small.0).expect("the folder").count();
    assert_eq!(files, 2, "the register and the ballast");
    small.free();
    assert_eq!(told(&path), expected);
    assert_whole(&path);
}

/// At each write of a migration in turn, the last ones too: a copy is kept unless it is certain that nothing changed.
#[test]
fn what_is_told_of_a_migration_that_failed_is_so() {
    let (mut unsure, mut not_migrated) = (0, 0);
    for (once, is_done) in [(true, false), (true, true), (false, false), (false, true)] {
        for after in 0.. {
            let (disk, expected) = of_schema(1);
            let medium = layer::Disk::default();
            medium.fail(Fault {
                call: Call::Write,
                error: Errno::IO,
                after,
                once,
                is_done,
            });
            let opened = Store::open_through(&disk.path(), medium.under()).map(drop);
            let struck = medium.mend();
            let copies = beside(&disk).len();
            let found = schema_of(&disk.path());
            let what = format!("{once} {is_done} {after}: {opened:?}, schema {found}");
            match opened {
                Err(StoreError::NotMigrated { .. }) => {
                    assert_eq!((found, copies), (1, 0), "{what}");
                    not_migrated += 1;
                }
                Err(StoreError::Unsure(_)) => {
                    assert_eq!(copies, 1, "{what}");
                    unsure += 1;
                }
                _ => assert_eq!(copies, usize::from(found == SCHEMA), "{what}"),
            }
            assert_eq!(told(&disk.path()), expected, "{what}");
            assert_whole(&disk.path());
            if struck == 0 {
                break;
            }
        }
    }
    assert!(unsure > 0 && not_migrated > 0);
}

/// Not a test of anything, but how the files above are made.
/// Users with roles, places, cover and preferences, a key, and one that was taken back.
fn give_rights(store: &mut Store, register: &mut Register) {
    let parken = register.arena_named(Some(Group::Outdoor), "Parken");
    let wanted = Wanted {
        roles: Some(vec![Role::Supervisor]),
        groups: Some(vec![Group::Indoor]),
        arenas: Some(vec![parken.expect("it is there").id]),
        cover: Some(Some(later(10))),
    };
    let name = "dag".to_owned();
    let adding = Command::AddUser {
        name,
        is_oneself: false,
        wanted,
    };
    must(store, register, "anna", &adding);
    let user = register.actor_id("dag").0;
    for (key, expires) in [("AAAAa", None), ("AAAAb", Some(later(100)))] {
        let key = NewKey {
            kind: "ssh-ed25519".to_owned(),
            key: key.to_owned(),
            fingerprint: format!("SHA256:{key}"),
            from: expires.map(|_| "10.0.0.0/8".to_owned()),
            expires,
        };
        let key = Box::new(key);
        must(store, register, "anna", &Command::AddKey { user, key });
    }
    must(
        store,
        register,
        "anna",
        &Command::RevokeKey { id: KeyId(1) },
    );
    let preferences = Preferences {
        lang: Some("sv".to_owned()),
        keymap: Some("phone".to_owned()),
        background: Some(Background::Light),
        advance: Some(false),
    };
    must(store, register, "dag", &Command::Prefer(preferences));
}

#[test]
fn a_register_of_this_schema() {
    if std::env::var_os("TOLV_WRITE_SCHEMA").is_none() {
        return;
    }
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    let mut protected = draft("Maj Sand", "2026-03-02");
    (protected.details.protection, protected.details.phone) =
        (Protection::Strong, "070-7654321".to_owned());
    (protected.details.supervisor, protected.details.measure) =
        ("Bo Ek".to_owned(), "utveckling i anställning".to_owned());
    protected.details.note = "går hem 14 på fredagar".to_owned();
    must(
        &mut store,
        &mut register,
        "bo",
        &Command::Enrol(Box::new(protected)),
    );
    for (day, code) in (1..).zip(Code::ALL.iter().copied()) {
        let mut entry = Entry::plain(code);
        entry.note = "som det står i schemat".to_owned();
        if code == Code::PartDay {
            (entry.minutes, entry.rest) = (Some(120), Some(Code::Interview));
        }
        let (who, day) = (PersonId(5), later(-day));
        must(
            &mut store,
            &mut register,
            "cilla",
            &Command::Mark { who, day, entry },
        );
    }
    let who = PersonId(5);
    let today = later(0);
    let terms = Box::new(Terms {
        form: Form::Development,
        from: today,
        until: later(300),
        decided_on: today,
        level: Some(70),
        working_time: 75,
        wage_base: Some(15_000),
        extra: Some(2_000),
        reference: "AF-17".to_owned(),
        contact: "Eva Lind".to_owned(),
        note: "som beslutet".to_owned(),
        via_ami: true,
    });
    let step = Step {
        done: Some(today),
        who: "Anna".to_owned(),
        ..Step::default()
    };
    let plan = PlanDraft {
        toward: Toward::OtherUnit,
        next: "prova på".to_owned(),
        with: "Biblioteket".to_owned(),
        responsible: "Anna".to_owned(),
        due: later(60),
        note: String::new(),
    };
    let kind = StepKind::Interest;
    for command in [
        Command::AddDecision { who, terms },
        Command::SetStep {
            who,
            kind,
            step,
            anew: false,
        },
        Command::PlanOnward {
            who,
            plan: Some(Box::new(plan)),
        },
        Command::HandleDuty {
            key: DutyKey("no-schedule/5/2026-03-02".to_owned()),
            note: "väntar på schema".to_owned(),
            until: Some(later(30)),
        },
    ] {
        must(&mut store, &mut register, "bo", &command);
    }
    come_and_gone(&mut store, &mut register);
    let (plan_made, redo) = (register.seen - 4, false);
    for (of, redo) in [(plan_made, redo), (plan_made, true)] {
        must(&mut store, &mut register, "bo", &restore(of, redo));
    }
    let before = register.arenas[&ArenaId(2)].clone();
    let closed = Some(later(90));
    let after = Some(Arena {
        closed,
        ..before.clone()
    });
    let before = Some(before);
    let closing = vec![Change::Arena { before, after }];
    let closed = store.record(&mut register, &by("bo"), What::Demo, closing);
    assert!(closed.is_ok(), "{closed:?}");
    let mut settings = register.settings.clone();
    settings.zone = Zone::read("Europe/Helsinki").expect("a zone");
    must(
        &mut store,
        &mut register,
        "anna",
        &Command::Configure(Box::new(settings)),
    );
    give_rights(&mut store, &mut register);
    let mut json = Vec::new();
    store.export(&mut json, &mut |_| {}).expect("an export");
    drop(store);
    let path = disk.at("taken-in.redb");
    exchange::import(&path, json.as_slice(), &by("bo"), &mut |_| {}).expect("it is taken in");
    let mut db = redb::Database::open(&path).expect("it opens");
    while db.compact().expect("it can be made smaller") {}
    drop(db);
    let schema = schema_of(&path);
    fs::create_dir_all(kept(schema, "").parent().expect("a folder")).expect("a folder");
    let register = fs::read(&path).expect("the register");
    let export = format!("export-{}.json", exchange::VERSION);
    for (path, bytes) in [
        (kept(schema, "redb"), register),
        (kept(schema, "txt"), told(&path).into_bytes()),
        (golden_file(&export), json),
    ] {
        let file = OpenOptions::new().write(true).create_new(true).open(path);
        let mut file = file.expect("not there yet: what was released never changes");
        file.write_all(&bytes).expect("it is written");
    }
}
