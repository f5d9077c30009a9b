//! What was killed half-way: left alone for as long as its process lives, told by `doctor` after that, and gone with the
//! next run.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tolv::store::Store;

use super::Home;

/// What is waited for comes within this, or never.
const PATIENCE: Duration = Duration::from_secs(60);

/// The unfinished files in a folder.
fn hidden(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder").flatten();
    let names = entries.map(|entry| entry.file_name().into_string().expect("UTF-8"));
    names
        .filter(|name| name.starts_with('.') && name.ends_with(".new"))
        .collect()
}

fn spawn(home: &Home, args: &[&str]) -> Child {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tolv"));
    command.env_clear().env("HOME", home.path("")).args(args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().expect("it starts")
}

/// Waits until something unfinished lies in a folder.
fn wait_for_hidden(folder: &Path) {
    let began = Instant::now();
    while hidden(folder).is_empty() {
        assert!(began.elapsed() < PATIENCE, "nothing was begun");
        std::thread::yield_now();
    }
}

fn kill(mut child: Child) {
    child.kill().expect("our own process");
    child.wait().expect("it ends");
}

#[test]
fn a_killed_import_is_told_and_cleared_away_and_one_that_goes_on_is_not() {
    let home = Home::with_people();
    let folder = home.register().parent().expect("a folder").to_owned();
    let export = home.path("all.json");
    home.run(&["export", export.to_str().expect("UTF-8")]).ok();
    let export = fs::read(export).expect("written");
    let new = folder.join("new.redb");
    let mut import = spawn(
        &home,
        &["import", "-", "--database", new.to_str().expect("UTF-8")],
    );
    let mut input = import.stdin.take().expect("a pipe");
    input.write_all(&export[..export.len() / 2]).expect("read");
    wait_for_hidden(&folder);
    let working = hidden(&folder);
    home.run(&["list"]).ok();
    home.run(&["backup"]).ok();
    assert!(!home.run(&["doctor"]).out.contains(".new"));
    assert_eq!(hidden(&folder), working);
    kill(import);
    let looked = home.run(&["doctor"]);
    assert!(looked.out.contains(&working[0]), "{}", looked.out);
    assert_eq!(hidden(&folder), working, "doctor changes nothing");
    home.run(&["list"]).ok();
    assert_eq!(hidden(&folder), [""; 0]);
    assert!(!new.exists());
}

#[test]
fn a_killed_restore_leaves_nothing_once_the_register_is_opened_again() {
    let home = Home::with_people();
    let folder = home.register().parent().expect("a folder").to_owned();
    let backup = home.json(&["backup"])["file"].clone();
    let session = Store::open(&home.register()).expect("it opens");
    let restore = spawn(
        &home,
        &["restore", backup.as_str().expect("a path"), "--wait", "10m"],
    );
    let announced = folder.join("register.redb.restoring");
    wait_for_hidden(&folder);
    let began = Instant::now();
    while !fs::metadata(&announced).is_ok_and(|file| file.len() > 0) {
        assert!(began.elapsed() < PATIENCE, "nothing was announced");
        std::thread::yield_now();
    }
    assert!(!home.run(&["doctor"]).out.contains(".new"));
    kill(restore);
    assert!(home.run(&["doctor"]).out.contains(".new"));
    drop(session);
    home.run(&["list"]).ok();
    assert_eq!(hidden(&folder), [""; 0]);
    assert!(!announced.exists());
}

#[test]
fn a_killed_export_in_another_folder_goes_with_the_next_one_there() {
    let home = Home::with_people();
    let folder = home.path("usb");
    fs::create_dir(&folder).expect("a folder");
    let left = home.file(
        "usb/.monday.json.0123456789abcdef.new",
        "{\"format\":\"tolv\",\"ver",
    );
    let letter = home.file("usb/.letter.0123456789abcdef.new", "Dear Lena");
    home.run(&[
        "export",
        folder.join("tuesday.json").to_str().expect("UTF-8"),
    ])
    .ok();
    assert!(!Path::new(&left).exists() && Path::new(&letter).exists());
}
