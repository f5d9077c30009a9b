//! Root at other people's registers: it is told whose they are, makes none that they could not open, and is not advised to
//! take theirs. Only where the tests are run as root.

use std::fs;
use std::os::unix::fs::chown;
use std::path::Path;

use rustix::process::geteuid;

use super::{Home, Run, data};

/// An account that has nothing, on every machine.
const OTHER: u32 = 65534;

fn is_root() -> bool {
    let is_root = geteuid().is_root();
    if !is_root {
        eprintln!("SKIPPED: only root can do what root is kept from");
    }
    is_root
}

fn give(path: &Path) {
    chown(path, Some(OTHER), None).expect("root may");
}

#[test]
fn root_makes_no_register_in_the_place_of_another_account() {
    if !is_root() {
        return;
    }
    let export = Home::with_people();
    let json = export.path("all.json");
    let json = json.to_str().expect("UTF-8");
    export.run(&["export", json]).ok();
    let backup = export.json(&["backup"])["file"].clone();
    let home = Home::new();
    give(&home.path(""));
    let out = home.path("out.redb");
    let out = out.to_str().expect("UTF-8");
    let people = data("people.csv");
    for args in [
        &["import", &people][..],
        &["import", json],
        &["import", json, "--database", out],
        &["add", "Lena", "Berg", "--group", "indoor"],
        &["demo", "--database", out],
        &["restore", backup.as_str().expect("a path")],
    ] {
        let run = home.run(args).refused(1);
        assert!(
            run.err.contains("sudo -Hu") && run.err.contains("root"),
            "{args:?}: {}",
            run.err
        );
        let found = fs::read_dir(home.path("")).expect("a folder").count();
        assert_eq!(found, 0, "{args:?}");
    }
}

#[test]
fn root_with_no_register_named_is_told_to_name_one() {
    let home = nix::unistd::User::from_name("root")
        .expect("an answer")
        .map(|root| root.dir);
    let Some(home) = home.filter(|_| is_root()) else {
        return;
    };
    if home.join(".local/share/tolv").exists() {
        return;
    }
    // These make none in any case.
    for (args, code) in [(&["list"][..], 1), (&["doctor"], 1)] {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("tolv");
        let run = Run::of(command.env_clear().env("HOME", &home).args(args));
        let told = format!("{}{}", run.out, run.err);
        assert_eq!(run.code, code);
        assert!(
            told.contains("--database FILE") && told.contains("sudo -Hu"),
            "{told}"
        );
        assert!(!told.contains("Start tolv without"), "{told}");
    }
}

#[test]
fn doctor_as_root_says_whose_the_register_is_and_to_give_it_back() {
    if !is_root() {
        return;
    }
    let home = Home::with_people();
    let register = home.register();
    let folder = register.parent().expect("a folder").to_owned();
    let doctor = || home.run(&["doctor"]).out;
    assert!(doctor().contains(register.to_str().expect("UTF-8")));
    assert!(!doctor().contains("sudo"), "all of it is root's own");
    give(&folder);
    let told = doctor();
    let other = std::process::Command::new("id")
        .args(["-un", "65534"])
        .output()
        .expect("id");
    let other = String::from_utf8(other.stdout).expect("UTF-8");
    let other = match other.trim() {
        "" => "uid 65534",
        name => name,
    };
    let give_it = format!("chown {other}: “{}”", register.display());
    assert!(told.contains(&give_it), "{told}");
    give(&register);
    let told = doctor();
    assert!(
        !told.contains("chown") && told.contains(&format!("sudo -Hu {other} tolv")),
        "{told}"
    );
}

#[test]
fn root_is_told_where_a_register_was_made_that_nobody_named() {
    if !is_root() {
        return;
    }
    let home = Home::new();
    let args = ["Al", "Ask", "--group", "indoor"];
    let add = |more: &[&str]| home.run(&[&["add"][..], &args, more, &["--lang", "en"]].concat());
    let first = add(&[]);
    let told = "This is root, and a new register was made: ";
    let path = home.register();
    let path = path.to_str().expect("UTF-8");
    assert!(
        first.err.contains(told) && first.err.contains(path),
        "{first:?}"
    );
    assert!(!add(&[]).err.contains(told), "once");
    let named = home.path("named.redb");
    let named = add(&["--database", named.to_str().expect("UTF-8")]);
    assert!(!named.err.contains(told), "{named:?}");
}
