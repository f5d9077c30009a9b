//! A backup put in the register's place: what is kept, what is said to be newer, who is kept out, and that at any moment
//! either the old register or the restored one lies there whole.

use std::io::{self, Write};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{fs, thread};

use age::secrecy::ExposeSecret;
use age::x25519;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::{Code, Entry};
use tolv::domain::facts::change::{Change, What};
use tolv::domain::facts::participant::PersonId;
use tolv::domain::register::Register;
use tolv::store::backup::{self, Identities, Order, Place};
use tolv::store::restore::{NotRestored, Present, Restored, Restoring};
use tolv::store::{Committed, NotCommitted, SCHEMA, Store, StoreError};
use tolv::text::Lang;

use crate::cli::{Home, Run};
use crate::disk::{
    Disk, all_marks, assert_same, assert_whole, by, enrol, every_kind, must, whole_log,
};
use crate::full::{FailingDisk, SmallDisk};
use crate::oracle::skipped;
use crate::repair::{owned_by_a_group, owner_and_mode};
use crate::sessions::Session;
use crate::world::{later, mark};

/// A home whose register has one of everything, with a backup of it.
fn home() -> (Home, String) {
    home_of("anna")
}

/// The same, made by somebody.
fn home_of(actor: &str) -> (Home, String) {
    let home = Home::new();
    fs::create_dir_all(home.register().parent().expect("a folder")).expect("a folder");
    let (mut store, mut register) =
        Store::create(&home.register(), &by(actor)).expect("a register");
    every_kind(&mut store, &mut register);
    drop(store);
    let file = home.json(&["backup"])["file"]
        .as_str()
        .expect("a path")
        .to_owned();
    (home, file)
}

/// The files beside the register, by name.
fn beside(register: &Path) -> Vec<String> {
    let files = fs::read_dir(register.parent().expect("a folder")).expect("the folder");
    let names = files.map(|file| {
        file.expect("a file")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let mut names: Vec<_> = names
        .filter(|name| name != "register.redb" && name != "backups")
        .collect();
    names.sort();
    names
}

fn seen(register: &Path) -> u64 {
    Store::open(register).expect("it opens").1.seen
}

fn restore(home: &Home, args: &[&str]) -> Run {
    home.run(&[&["restore"], args, &["--as", "admin"]].concat())
}

/// Everything of what was said, for people.
fn said(run: &Run) -> String {
    format!("{}{}", run.err, run.out)
}

/// After the backup: two marks and a new person by bo and cilla, and a card that dora reads.
fn work_on(home: &Home) {
    for args in [
        "mark 1 sick --on=2026-11-18 --note==1+1 --as=bo",
        "mark 4 leave --on=2026-11-18 --as=cilla",
        "add Ny Person --group=indoor --from=2026-11-02 --as=bo",
        "show 1 --as=dora",
    ] {
        home.run(&args.split(' ').collect::<Vec<_>>()).ok();
    }
}

#[test]
fn what_was_done_since_is_said_and_saved() {
    let (home, backup) = home();
    let register = home.register();
    let before = seen(&register);
    work_on(&home);
    let list = home.path("newer.csv");
    let list_arg = list.to_str().expect("plain text");
    let run = restore(&home, &[&backup, "--save-newer", list_arg]).ok();
    let told = said(&run);
    assert!(
        told.contains("Marks: 2, other changes: 2; by bo (3), cilla (1)"),
        "{told}"
    );
    assert!(
        told.contains(&format!("restored up to log entry {}", before - 1)),
        "{told}"
    );

    let text = fs::read_to_string(&list).expect("the list");
    assert!(
        text.starts_with("\u{feff}time;by;did;number;name;day;before;after;note\n"),
        "{text}"
    );
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(rows.len(), 4, "{text}");
    assert!(
        rows[0].contains(";bo;marked;1;Lena Berg;2026-11-18;unmarked;Sick"),
        "{text}"
    );
    assert!(
        rows[0].ends_with(";'=1+1"),
        "no program takes it for a formula: {text}"
    );
    assert!(
        rows[1].contains(";cilla;marked;4;Nils Gran;2026-11-18;unmarked;Approved leave"),
        "{text}"
    );
    assert!(text.contains("Ny Person;;;2026-11-02–"), "{text}");
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!([mode(&list), mode(&register)], [0o600; 2]);
}

#[test]
fn what_is_replaced_is_kept_aside_and_the_log_says_so() {
    let (home, backup) = home();
    let register = home.register();
    let before = seen(&register);
    work_on(&home);
    let newest = seen(&register);
    restore(&home, &[&backup]).ok();
    let [kept] = &beside(&register)[..] else {
        panic!("{:?}", beside(&register));
    };
    assert!(kept.starts_with("register.redb.replaced-2"), "{kept}");
    assert_eq!(seen(&register.with_file_name(kept)), newest);
    assert_whole(&register.with_file_name(kept));
    assert_whole(&register);
    let (store, restored) = Store::open(&register).expect("it opens");
    assert!(
        !restored
            .people
            .values()
            .any(|person| person.family == "Person")
    );
    let last = whole_log(&store).pop().expect("an entry");
    assert_eq!((last.what, last.seq), (What::Restore, before));
    assert_eq!(restored.actor(last.by), "admin");
    let Some(Change::Restored {
        checkpoint,
        left_out,
        kept: noted,
    }) = last.changes.last()
    else {
        panic!("{last:?}");
    };
    assert_eq!(
        (*checkpoint, *left_out, noted.as_ref()),
        (before - 1, Some(newest - before + 1), Some(kept))
    );
    assert!(
        home.run(&["log", "--limit", "1"])
            .ok()
            .out
            .contains(kept.as_str())
    );
}

#[test]
fn json_says_the_same() {
    let (home, backup) = home();
    home.run(&[
        "mark",
        "Lena Berg",
        "sick",
        "--on",
        "2026-11-18",
        "--as",
        "bo",
    ])
    .ok();
    let told = home.json(&["restore", &backup]);
    assert_eq!(told["newer"]["marks"], 1);
    assert_eq!(told["newer"]["by"]["bo"], 1);
    assert_eq!(told["newer"]["lacking"], 0);
    assert_eq!(
        (&told["before"], &told["list"]),
        (&Value::from("same"), &Value::Null)
    );
    let kept = told["kept"].as_str().expect("a path");
    assert!(Path::new(kept).exists());
    assert_eq!(
        told["checkpoint"].as_u64().expect("a number") + 1,
        seen(&home.register())
    );
    // The file that was kept aside can be put back the same way, and says what each lacks.
    let told = home.json(&["restore", kept]);
    assert_eq!(
        (&told["newer"]["marks"], &told["newer"]["entries"]),
        (&Value::from(0), &Value::from(1))
    );
    assert_eq!(
        told["newer"]["lacking"], 2,
        "the note of the backup and the mark"
    );
    assert_whole(&home.register());
}

/// The backup's bytes with one bit turned wherever a person's name lies, in live pages too.
fn flipped_in_a_name(backup: &str) -> Vec<u8> {
    let mut bytes = fs::read(backup).expect("the backup");
    let name = b"Falk";
    let found = bytes.windows(name.len()).enumerate();
    let found = found.filter(|(_, window)| window == name);
    let places: Vec<usize> = found.map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at] ^= 1;
    }
    bytes
}

#[test]
fn what_is_no_backup_or_of_another_register_changes_nothing() {
    let (home, backup) = home();
    let (elsewhere, other) = home_of("bo");
    let bytes = fs::read(home.register()).expect("the register");
    let damaged = home.file("damaged.redb", flipped_in_a_name(&backup));
    let list = home.file("list.csv", "kära dagbok");
    let keys = home.file("keys", "AGE-SECRET-KEY-");
    drop(elsewhere.register());
    for (args, code, words) in [
        (&[&*damaged][..], 1, "cannot be restored"),
        (&[&*list], 1, "not a backup"),
        (&["nowhere.redb"], 1, "no such file"),
        (&[&*other], 1, "of another register"),
        (&[&*backup, "--save-newer", &*list], 1, "exists already"),
        (
            &[&*backup, "--save-newer", "no/folder.csv"],
            1,
            "so the register was left as it is",
        ),
        (&[&*backup, "--identity", &*keys], 2, "age-keygen"),
        (&[&*backup, "--wait", "soon"], 2, "10m"),
        (&[], 2, "FILE"),
    ] {
        let run = restore(&home, args);
        assert_eq!(run.code, code, "{args:?}: {run:?}");
        assert!(run.err.contains(words), "{args:?}: {run:?}");
        assert!(
            fs::read(home.register()).expect("the register") == bytes,
            "{args:?}"
        );
        assert_eq!(beside(&home.register()), Vec::<String>::new(), "{args:?}");
    }
    assert_eq!(fs::read_to_string(&list).expect("the list"), "kära dagbok");
    let run = restore(&home, &[&other, "--other-register"]).ok();
    assert!(
        said(&run).contains("another register that is replaced"),
        "{run:?}"
    );
    assert_whole(&home.register());
}

#[test]
fn a_register_that_is_damaged_or_missing_is_replaced_too() {
    let (home, backup) = home();
    let register = home.register();
    let whole = fs::read(&register).expect("the register");
    let expected = seen(&register) - 1;
    for (what, bytes) in [
        ("cut short", whole[..whole.len() / 2].to_vec()),
        ("a page", whole[..4096].to_vec()),
        ("other", "kära dagbok".repeat(9).into_bytes()),
        ("empty", Vec::new()),
        ("zeros", vec![0; whole.len()]),
    ] {
        fs::write(&register, &bytes).expect("the bytes");
        // What cannot be read cannot be listed, and who wants it listed is told so before it is too late.
        let list = home.path("newer.csv");
        let listed = [&backup, "--save-newer", list.to_str().expect("plain text")];
        let run = restore(&home, &listed);
        assert_eq!(run.code, 1, "{what}: {run:?}");
        assert!(run.err.contains("tolv salvage"), "{what}: {run:?}");
        assert!(!list.exists(), "{what}");
        assert!(
            fs::read(&register).expect("the register") == bytes,
            "{what}"
        );
        let run = restore(&home, &[&backup]).ok();
        assert!(run.out.contains("tolv salvage"), "{what}: {run:?}");
        assert!(
            said(&run).contains("no telling what is newer"),
            "{what}: {run:?}"
        );
        let kept = beside(&register);
        let kept = register.with_file_name(kept.last().expect("it is kept"));
        assert!(fs::read(&kept).expect("what was kept") == bytes, "{what}");
        fs::remove_file(kept).expect("removed");
        assert_eq!(seen(&register), expected + 1, "{what}");
        assert_whole(&register);
    }
    fs::remove_dir_all(register.parent().expect("a folder")).expect("removed");
    let away = home.file("away.redb", &whole);
    let run = restore(&home, &[&away]).ok();
    assert!(said(&run).contains("No register lies there"), "{run:?}");
    assert_eq!(beside(&register), Vec::<String>::new());
    assert_whole(&register);
}

#[test]
fn a_disk_without_room_for_the_copy_keeps_the_register() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    drop(store);
    let Some(small) = SmallDisk::mount(disk.at("small")) else {
        skipped("a restore on a full disk: only root can mount a small one");
        return;
    };
    let path = small.0.join("register.redb");
    fs::copy(disk.path(), &path).expect("there is room");
    small.fill();
    let bytes = fs::read(&path).expect("the register");
    let refused = restore_now(&path, &disk.path()).map(drop);
    let refused = refused.expect_err("there is no room");
    assert!(
        matches!(refused, NotRestored::Copy(StoreError::Full)),
        "{refused:?}"
    );
    assert!(refused.text(Lang::Sv).contains("rymmer inte"), "{refused}");
    assert!(fs::read(&path).expect("the register") == bytes);
    let files = fs::read_dir(&small.0).expect("the folder").count();
    assert_eq!(files, 2, "the register and the ballast");
    small.free();
    restore_now(&path, &disk.path()).expect("there is room");
    assert_whole(&path);
}

#[test]
fn what_is_restored_and_what_announces_it_are_reached_by_those_who_reached_the_register() {
    let (home, backup) = home();
    let register = home.register();
    let owned = owned_by_a_group(&register);
    let identities = Identities::default();
    let mut restoring =
        Restoring::begin(&register, backup.as_ref(), &identities, &mut |_| ()).expect("a restore");
    restoring.announce(0).expect("announced");
    let announcement = register.with_file_name("register.redb.restoring");
    assert_eq!(owner_and_mode(&announcement), owned);
    restoring
        .put(&by("admin"), |_| Ok(()))
        .expect("it is restored");
    assert_eq!(owner_and_mode(&register), owned);
}

#[test]
fn a_list_that_cannot_be_written_is_not_there() {
    let (home, backup) = home();
    home.run(&["mark", "Lena Berg", "sick", "--on", "2026-11-18"])
        .ok();
    let Some(small) = SmallDisk::mount(home.path("small")) else {
        skipped("a list on a full disk: only root can mount a small one");
        return;
    };
    small.fill();
    let bytes = fs::read(home.register()).expect("the register");
    let list = small.0.join("newer.csv");
    let list = list.to_str().expect("plain text");
    let run = restore(&home, &[&backup, "--save-newer", list]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("The disk is full"), "{run:?}");
    assert_eq!(fs::read_dir(&small.0).expect("the folder").count(), 1);
    assert!(fs::read(home.register()).expect("the register") == bytes);
    small.free();
    restore(&home, &[&backup, "--save-newer", list]).ok();
    assert!(fs::read_to_string(list).expect("the list").contains("Lena"));
}

fn give_all(path: &Path, to: u32) {
    chown(path, Some(to), Some(to)).expect("root may");
    if path.is_dir() {
        for file in fs::read_dir(path).expect("the folder") {
            give_all(&file.expect("a file").path(), to);
        }
    }
}

#[test]
fn the_list_goes_where_the_register_is_not_restored_after_all() {
    const NOBODY: u32 = 65534;
    let (home, backup) = home();
    home.run(&["mark", "Lena Berg", "sick", "--on", "2026-11-18"])
        .ok();
    if !rustix::process::geteuid().is_root() {
        skipped("a restore by another account: only root can be another");
        return;
    }
    give_all(&home.path(""), NOBODY);
    chown(home.register(), Some(0), Some(0)).expect("root may");
    fs::set_permissions(home.register(), fs::Permissions::from_mode(0o666)).expect("root may");
    let list = home.path("newer.csv");
    let mut command = Process::new(env!("CARGO_BIN_EXE_tolv"));
    command.env_clear().env("HOME", home.path(""));
    command.args(["restore", &backup, "--as", "admin", "--save-newer"]);
    let output = match command.arg(&list).uid(NOBODY).gid(NOBODY).output() {
        Ok(output) => output,
        Err(_) => return skipped("a restore by another account: it does not reach the program"),
    };
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("belongs to another account"), "{told}");
    assert!(!list.exists());
    assert_eq!(beside(&home.register()), Vec::<String>::new());
}

/// Without hard links; elsewhere `store::file` is tested with a file system that refuses them.
#[test]
fn a_register_on_a_memory_stick_is_restored_too() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    drop(store);
    let Some(stick) = FailingDisk::stick(disk.at("stick")) else {
        // Few kernels for tests know it, so that this is no failure anywhere.
        writeln!(
            io::stderr(),
            "SKIPPED: a restore on a memory stick: vfat cannot be mounted"
        )
        .expect("stderr is open");
        return;
    };
    let path = stick.at.join("register.redb");
    fs::copy(disk.path(), &path).expect("there is room");
    let bytes = fs::read(&path).expect("the register");
    let restored = restore_now(&path, &disk.path()).expect("it can be restored");
    let kept = restored.kept.expect("the file that it replaced");
    assert!(fs::read(&kept).expect("it is kept") == bytes);
    assert_eq!(fs::read_dir(&stick.at).expect("the folder").count(), 2);
    assert_whole(&path);
}

#[test]
fn a_backup_of_an_older_schema_is_brought_to_this_one() {
    let home = Home::new();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/schema/1.redb");
    let backup = home.file("old.redb", fs::read(kept).expect("the file"));
    restore(&home, &[&backup]).ok();
    assert_whole(&home.register());
    assert_eq!(crate::disk::schema_of(&home.register()), SCHEMA);
    assert_eq!(
        crate::disk::schema_of(Path::new(&backup)),
        1,
        "the backup stays as it is"
    );
    assert_eq!(
        beside(&home.register()),
        Vec::<String>::new(),
        "no copy of a copy"
    );
}

#[test]
fn an_encrypted_backup_takes_its_key() {
    let (home, _) = home();
    let [own, other] = [(); 2].map(|()| x25519::Identity::generate());
    let [own_file, other_file] = [("own", &own), ("other", &other)]
        .map(|(name, key)| home.file(name, key.to_string().expose_secret()));
    let to = own.to_public().to_string();
    let backup = home.json(&["backup", "--encrypt-to", &to])["file"].clone();
    let backup = backup.as_str().expect("a path");
    let before = seen(&home.register());
    home.run(&[
        "mark",
        "Lena Berg",
        "sick",
        "--on",
        "2026-11-18",
        "--as",
        "bo",
    ])
    .ok();
    for (args, words) in [
        (&[backup][..], "--identity"),
        (&[backup, "--identity", &other_file], "encrypted to others"),
    ] {
        let run = restore(&home, args);
        assert_eq!(run.code, 1);
        assert!(run.err.contains(words), "{run:?}");
        assert_eq!(beside(&home.register()), Vec::<String>::new());
    }
    let run = restore(&home, &[backup, "--identity", &own_file]).ok();
    assert!(
        said(&run).contains("Marks: 1, other changes: 0; by bo (1)"),
        "{run:?}"
    );
    assert_eq!(seen(&home.register()), before);
    assert_whole(&home.register());
    assert_eq!(
        beside(&home.register()).len(),
        1,
        "nothing decrypted is left"
    );
}

#[test]
fn nothing_is_restored_over_open_sessions_unless_they_get_some_time() {
    let (home, backup) = home();
    let mut session = Session::start("stay 0", &home.register());
    assert_eq!(session.answer().as_deref(), Some("started"));
    assert_eq!(session.answer().as_deref(), Some("open"));
    let bytes = fs::read(home.register()).expect("the register");
    let run = restore(&home, &[&backup]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("is open in other sessions"), "{run:?}");
    assert!(
        run.err.contains(&format!("(pid {})", session.child.id())),
        "{run:?}"
    );
    assert!(fs::read(home.register()).expect("the register") == bytes);
    assert_eq!(beside(&home.register()), Vec::<String>::new());
    // One that was killed is not there any more, whatever it left.
    session.child.kill().expect("it can be killed");
    session.child.wait().expect("it ends");
    restore(&home, &[&backup]).ok();
    assert_whole(&home.register());
}

/// A restore that waits for sessions, in a process of its own.
fn waiting(home: &Home, backup: &str, wait: &str) -> Child {
    let args = ["restore", backup, "--wait", wait, "--as", "admin"];
    // Whoever started the tests may have had signals ignored, as nohup does.
    let mut command = Process::new("env");
    command.env_clear().env("HOME", home.path(""));
    command.args(["--default-signal=INT,TERM,HUP", env!("CARGO_BIN_EXE_tolv")]);
    let child = command
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    child.spawn().expect("the program starts")
}

/// Waits until it is so.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < deadline, "never came: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn while_it_waits_new_sessions_are_kept_out_and_open_ones_are_told() {
    let (home, backup) = home();
    let (mut store, mut register) = Store::open(&home.register()).expect("it opens");
    assert_eq!(store.restored_by(), None);
    let child = waiting(&home, &backup, "1h");
    until("the announcement", || store.restored_by().is_some());
    must(
        &mut store,
        &mut register,
        "bo",
        &mark(2, later(-5), Code::Sick),
    );
    let refused = Store::open(&home.register()).map(drop);
    assert!(
        matches!(refused, Err(StoreError::BeingRestored { .. })),
        "{refused:?}"
    );
    let run = home.run(&["list"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("is being restored from a backup, at "),
        "{run:?}"
    );
    let second = restore(&home, &[&backup, "--wait", "0s"]);
    assert!(
        second
            .err
            .contains("Another restore or a repair is under way"),
        "{second:?}"
    );
    drop(store);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{output:?}");
    // What was marked while it waited is counted.
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("Waiting until"), "{text}");
    let (store, register) = Store::open(&home.register()).expect("it opens");
    assert!(!all_marks(&store, &register).contains_key(&(PersonId(2), later(-5))));
    let last = whole_log(&store).pop().expect("an entry");
    assert!(
        matches!(
            last.changes[..],
            [
                ..,
                Change::Restored {
                    left_out: Some(2),
                    ..
                }
            ]
        ),
        "{last:?}"
    );
    assert_eq!(beside(&home.register()).len(), 1);
}

#[test]
fn a_restore_that_is_given_up_or_killed_while_it_waits_leaves_the_register() {
    let (home, backup) = home();
    for signal in [Signal::INT, Signal::TERM, Signal::KILL] {
        let (mut store, mut register) = Store::open(&home.register()).expect("it opens");
        let mut child = waiting(&home, &backup, "1h");
        until("the announcement", || store.restored_by().is_some());
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        kill_process(pid.expect("a process id"), signal).expect("our own process");
        let status = child.wait().expect("it ends");
        assert_eq!(status.code(), (signal != Signal::KILL).then_some(1));
        assert_eq!(store.restored_by(), None, "{signal:?}");
        must(
            &mut store,
            &mut register,
            "bo",
            &mark(1, later(-i64::from(signal.as_raw())), Code::Leave),
        );
        drop(store);
        drop(Store::open(&home.register()).expect("nobody is kept out"));
        let left = beside(&home.register());
        assert_eq!(left.is_empty(), signal != Signal::KILL, "{left:?}");
    }
    // What the killed one left is cleared away by the next.
    restore(&home, &[&backup]).ok();
    assert_eq!(beside(&home.register()).len(), 1);
    assert_whole(&home.register());
}

/// Restores as the command does, at once.
fn restore_now(register: &Path, backup: &Path) -> Result<Restored, NotRestored> {
    let identities = Identities::default();
    let mut restoring = Restoring::begin(register, backup, &identities, &mut |_| ())?;
    restoring.announce(0)?;
    restoring.put(&by("admin"), |_| Ok(()))
}

/// Where a mark was acknowledged: before or after the register was opened again.
#[derive(Default)]
struct Acknowledged {
    old: Vec<String>,
    new: Vec<String>,
}

/// Marks until it is stopped, and opens the register again when it was replaced.
fn write(opened: (Store, Register), number: u32, stop: &AtomicBool) -> Acknowledged {
    let (mut store, mut register) = opened;
    let mut said = Acknowledged::default();
    let mut is_new = false;
    for n in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let mut entry = Entry::plain(Code::Sick);
        entry.note = format!("{number}-{n}");
        let note = entry.note.clone();
        let (who, day) = (PersonId(2), later(-(n % 200)));
        match store.commit(&mut register, &by("bo"), &Command::Mark { who, day, entry }) {
            Ok(Committed::Written(_)) if is_new => said.new.push(note),
            Ok(Committed::Written(_)) => said.old.push(note),
            Ok(Committed::Unchanged) => panic!("each note is another"),
            Err(NotCommitted::Failed(StoreError::Replaced)) => {
                is_new = true;
                until("the restored register", || match store.reopen() {
                    Ok(again) => {
                        register = again;
                        true
                    }
                    Err(StoreError::BeingRestored { .. }) => false,
                    Err(other) => panic!("{other:?}"),
                });
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    said
}

fn notes(path: &Path) -> Vec<String> {
    let (store, _) = Store::open(path).expect("it opens");
    let changes = whole_log(&store)
        .into_iter()
        .flat_map(|entry| entry.changes);
    let notes = changes.filter_map(|change| match change {
        Change::Marked { after, .. } => Some(after?.note().to_owned()),
        _ => None,
    });
    notes.collect()
}

#[test]
fn nothing_acknowledged_goes_into_the_void_where_sessions_go_on() {
    for _ in 0..5 {
        let disk = Disk::new();
        let (mut store, mut register) = disk.create();
        for name in ["Lena Berg", "Åsa Öberg"] {
            must(&mut store, &mut register, "anna", &enrol(name));
        }
        let order = Order::from(Place::Usual);
        let made = backup::make(&mut store, &mut register, &by("natt"), &order, &mut |_| ());
        let backup = made.expect("a backup").0.path;
        drop(store);
        let (path, stop) = (&disk.path(), &AtomicBool::new(false));
        let (said, restored) = thread::scope(|scope| {
            // Opened before the restore begins, which keeps others out.
            let writers = [1, 2].map(|n| {
                let opened = Store::open(path).expect("it opens");
                scope.spawn(move || write(opened, n, stop))
            });
            until("some marks", || seen(path) > 20);
            let restored = restore_now(path, &backup).expect("it is restored");
            let after = seen(path);
            until("some marks", || seen(path) > after + 20);
            stop.store(true, Ordering::Relaxed);
            let said = writers.map(|writer| writer.join().expect("no panic"));
            (said, restored)
        });
        let kept = restored.kept.expect("it is kept");
        let (old, new) = (notes(&kept), notes(&disk.path()));
        let mut went_on = 0;
        for said in said {
            assert!(said.old.iter().all(|note| old.contains(note)));
            assert!(said.new.iter().all(|note| new.contains(note)));
            went_on += said.new.len();
        }
        // One of the two may have had no turn since.
        assert!(went_on > 0);
        let Present::Same(newer) = restored.before else {
            panic!("it is the same register");
        };
        assert_eq!(
            newer.entries.last().map(|entry| entry.seq),
            Some(seen(&kept)),
            "to the last mark"
        );
        assert_whole(&kept);
        assert_whole(&disk.path());
    }
}

/// How many restores are killed.
const KILLS: u32 = 30;

#[test]
fn one_killed_at_any_moment_leaves_the_old_register_or_the_restored_one() {
    let (home, backup) = home();
    home.run(&[
        "mark",
        "Lena Berg",
        "sick",
        "--on",
        "2026-11-18",
        "--as",
        "bo",
    ])
    .ok();
    let register = home.register();
    let old = fs::read(&register).expect("the register");
    let newest = seen(&register);
    let (mut before, mut after) = (0, 0);
    let mut takes = Duration::ZERO;
    for round in 0..KILLS {
        let folder = register.parent().expect("a folder");
        for name in beside(&register) {
            fs::remove_file(folder.join(name)).expect("removed");
        }
        fs::write(&register, &old).expect("the old register");
        let begun = Instant::now();
        let mut child = waiting(&home, &backup, "0s");
        if round == 0 {
            assert!(child.wait().expect("it ends").success());
            takes = begun.elapsed();
        } else {
            thread::sleep(takes * 2 * round / KILLS);
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
        }
        let (store, found) = Store::open(&register).expect("what lies there opens");
        let last = whole_log(&store).pop().expect("an entry");
        drop(store);
        assert_whole(&register);
        let kept: Vec<PathBuf> = beside(&register)
            .into_iter()
            .filter(|name| name.contains("replaced"))
            .map(|name| folder.join(name))
            .collect();
        match last.what {
            What::Restore => {
                after += 1;
                assert_eq!(kept.len(), 1, "round {round}");
            }
            _ => {
                before += 1;
                assert_eq!(found.seen, newest, "round {round}");
            }
        }
        for kept in kept {
            assert_eq!(seen(&kept), newest, "round {round}");
            assert_whole(&kept);
        }
    }
    assert!(after > 0);
    eprintln!("killed while restoring: {before} before, {after} after");
}

#[test]
fn a_session_takes_up_what_was_restored_and_nothing_else() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
    let order = Order::from(Place::Usual);
    let made = backup::make(&mut store, &mut register, &by("natt"), &order, &mut |_| ());
    let backup = made.expect("a backup").0.path;
    must(&mut store, &mut register, "anna", &enrol("Olle Dahl"));
    restore_now(&disk.path(), &backup).expect("it is restored");
    let refused = store.commit(&mut register, &by("anna"), &mark(1, later(0), Code::Sick));
    assert!(matches!(
        refused,
        Err(NotCommitted::Failed(StoreError::Replaced))
    ));
    let mut again: Register = store.reopen().expect("the same register");
    assert_eq!(again.people.len(), 1);
    must(
        &mut store,
        &mut again,
        "anna",
        &mark(1, later(0), Code::Sick),
    );
    assert_same(&again, &disk.open().1);
    assert_whole(&disk.path());
}

#[test]
fn a_register_is_no_backup_of_itself() {
    let (home, _) = home();
    let register = home.register();
    let before = fs::read(&register).expect("the register");
    let run = restore(&home, &[register.to_str().expect("plain text")]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("the register itself"), "{run:?}");
    assert!(fs::read(&register).expect("the register") == before);
    assert_eq!(beside(&register), Vec::<String>::new());
}
