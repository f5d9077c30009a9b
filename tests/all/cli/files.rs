//! Where the register lies, who may read it, and that a file which is no register is left as it is.

use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;

use super::{Home, Run, TODAY, data};
use crate::oracle::skipped;

fn mode(path: &std::path::Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_new_register_is_its_owners_alone() {
    let home = Home::with_people();
    assert_eq!(mode(&home.register()), 0o600);
    assert_eq!(mode(home.register().parent().unwrap()), 0o700);
    let names: Vec<_> = std::fs::read_dir(home.register().parent().unwrap())
        .unwrap()
        .collect();
    assert_eq!(names.len(), 1, "nothing else is left in the folder");
}

#[test]
fn the_place_is_told_by_option_environment_or_home() {
    let people = data("people.csv");
    let home = Home::new();
    let at = |name: &str| home.path(name).to_str().unwrap().to_owned();
    type Env<'a> = &'a [(&'a str, String)];
    let cases: &[(Env, &[String], &str)] = &[
        (&[], &[], ".local/share/tolv/register.redb"),
        (
            &[("XDG_DATA_HOME", "relative".to_owned())],
            &[],
            ".local/share/tolv/register.redb",
        ),
        (
            &[("XDG_DATA_HOME", String::new())],
            &[],
            ".local/share/tolv/register.redb",
        ),
        (
            &[("XDG_DATA_HOME", at("xdg"))],
            &[],
            "xdg/tolv/register.redb",
        ),
        (
            &[
                ("XDG_DATA_HOME", at("xdg2")),
                ("TOLV_DATABASE", String::new()),
            ],
            &[],
            "xdg2/tolv/register.redb",
        ),
        (
            &[
                ("XDG_DATA_HOME", at("xdg3")),
                ("TOLV_DATABASE", at("env.redb")),
            ],
            &[],
            "env.redb",
        ),
        (
            &[("TOLV_DATABASE", at("env2.redb"))],
            &["--database".to_owned(), at("new/option.redb")],
            "new/option.redb",
        ),
    ];
    for (env, args, place) in cases {
        let place = home.path(place);
        let _ = std::fs::remove_file(&place);
        let mut command = home.command(&["import", &people]);
        Run::of(command.envs(env.iter().cloned()).args(*args)).ok();
        assert!(place.is_file(), "{env:?} {args:?}");
    }
    assert!(!home.path("env2.redb").exists());
}

#[test]
fn without_a_home_it_asks_for_the_file() {
    let home = Home::with_people();
    let mut command = home.command(&["list"]);
    let run = Run::of(command.env_remove("HOME")).refused(1);
    assert!(run.err.contains("--database"), "{}", run.err);
    let mut command = home.command(&["list", "--database"]);
    Run::of(command.arg(home.register()).env_remove("HOME")).ok();
}

#[test]
fn a_file_that_is_no_register_is_refused_and_left_as_it_is() {
    let home = Home::with_people();
    let whole = std::fs::read(home.register()).unwrap();
    let people = data("people.csv");
    let cases = [
        (
            "text.txt",
            b"not a register, but somebody's letter\n".to_vec(),
        ),
        ("empty", Vec::new()),
        ("short", b"redb".to_vec()),
        ("magic", whole[..9].to_vec()),
        ("header", whole[..320].to_vec()),
        ("half", whole[..whole.len() / 2].to_vec()),
        ("page", whole[..4096].to_vec()),
    ];
    for (name, bytes) in cases {
        let path = home.file(name, &bytes);
        for args in [
            &["list"][..],
            &["import", &people],
            &["mark", "1", "n"],
            &["add", "A", "B", "--group", "ute"],
        ] {
            let run = home
                .run(&[args, &["--database", &path]].concat())
                .refused(1);
            assert_eq!(run.err.lines().count(), 1, "{name} {args:?}: {}", run.err);
            assert!(!run.err.contains("panicked"), "{name}: {}", run.err);
            assert!(
                std::fs::read(&path).unwrap() == bytes,
                "{name} was changed by {args:?}"
            );
        }
    }
}

#[test]
fn a_folder_is_no_register() {
    let home = Home::new();
    let folder = home.folder.path().to_str().unwrap();
    for args in [&["list"][..], &["import", &data("people.csv")]] {
        let run = home
            .run(&[args, &["--database", folder]].concat())
            .refused(1);
        assert!(run.err.contains("not a file"), "{}", run.err);
    }
    // A file where a folder should be.
    let file = home.file("file", "x");
    home.run(&[
        "import",
        &data("people.csv"),
        "--database",
        &format!("{file}/register.redb"),
    ])
    .refused(1);
    assert_eq!(std::fs::read(file).unwrap(), b"x");
}

#[test]
fn a_link_to_nowhere_is_not_written_over() {
    let home = Home::new();
    let link = home.path("link.redb");
    symlink(home.path("nowhere"), &link).unwrap();
    let run = home.run(&[
        "import",
        &data("people.csv"),
        "--database",
        link.to_str().unwrap(),
    ]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(link.is_symlink() && !home.path("nowhere").exists());
}

/// Somebody who may do nothing special.
const NOBODY: u32 = 65_534;

#[test]
fn a_folder_that_may_not_be_written_is_told() {
    let home = Home::new();
    let folder = home.path("locked");
    std::fs::create_dir(&folder).unwrap();
    let register = folder.join("register.redb");
    let Some(mut program) = of_nobody(&home, &[&folder]) else {
        skipped("a folder that may not be written: nobody but root reaches the program");
        return;
    };
    program.args(["--today", TODAY, "import", "-", "--database"]);
    program.arg(&register);
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o500)).unwrap();
    let list = std::fs::read(data("people.csv")).unwrap();
    let mut command = assert_cmd::Command::from_std(program);
    let run = Run::of(command.write_stdin(list)).refused(1);
    assert!(run.err.contains("may not"), "{}", run.err);
    assert!(!register.exists());
}

#[test]
fn doctor_says_what_may_not_be_written() {
    let home = Home::with_people();
    let register = home.register();
    let folder = register.parent().unwrap();
    let Some(mut program) = of_nobody(&home, &[folder, &register]) else {
        skipped("doctor by who may not write: nobody but root reaches the program");
        return;
    };
    program.args(["--today", TODAY, "doctor", "--json", "--database"]);
    program.arg(&register);
    std::fs::set_permissions(&register, std::fs::Permissions::from_mode(0o400)).unwrap();
    let run = Run::of(&mut assert_cmd::Command::from_std(program));
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("\"no-access\""), "{run:?}");
}

/// The program as somebody runs it who may do nothing special and owns these files; where that cannot be, nothing.
fn of_nobody(home: &Home, own: &[&std::path::Path]) -> Option<std::process::Command> {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_tolv"));
    program.env_clear().env("HOME", home.folder.path());
    program.current_dir(home.folder.path());
    // Root may write anywhere.
    if is_root() {
        for file in own {
            chown(file, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        for folder in own[0].ancestors() {
            if folder.starts_with(home.folder.path()) && folder != own[0] {
                let everybody = std::fs::Permissions::from_mode(0o755);
                std::fs::set_permissions(folder, everybody).unwrap();
            }
        }
        program.uid(NOBODY).gid(NOBODY);
        let mut help = std::process::Command::new(program.get_program());
        let started = help.uid(NOBODY).gid(NOBODY).arg("--version").output();
        started.ok()?;
    }
    Some(program)
}

/// Whether this test runs as root, seen from whom its own files belong to.
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().metadata().unwrap().uid() == 0
}
