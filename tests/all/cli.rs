//! The program as a command: its contracts for scripts, its exit codes, its languages, and what it does to files.

mod absence;
mod advice;
mod attendance;
mod backup;
mod brought_in;
mod changes;
mod check;
mod doctor;
mod duties;
mod exchange;
mod exit_codes;
mod files;
mod languages;
mod left_behind;
mod lists;
mod manual;
mod outcomes;
mod people;
mod proof;
mod remedies;
mod root;
mod rules;
mod safety;
mod same_person;
mod subsidy;
mod undo;
mod users;
mod values;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A Friday.
pub const TODAY: &str = "2026-11-20";

/// One user's home, with nothing else of the environment.
pub struct Home {
    folder: TempDir,
}

/// What one run of the program gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Home {
        let folder = tempfile::tempdir().unwrap();
        Home { folder }
    }

    /// With the list of people in `tests/data/cli/people.csv` taken in.
    pub fn with_people() -> Home {
        let home = Home::new();
        home.run(&["import", &data("people.csv")]).ok();
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn register(&self) -> PathBuf {
        self.path(".local/share/tolv/register.redb")
    }

    /// The program with this home, no other environment, and a fixed day and language.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.bare_command();
        command.args(["--today", TODAY]).args(args);
        command
    }

    fn bare_command(&self) -> Command {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("tolv");
        command.env_clear().env("HOME", self.folder.path());
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(&mut self.command(args))
    }

    /// The same on the day that it is, as a session over SSH has it.
    pub fn today(&self, args: &[&str]) -> Run {
        Run::of(self.bare_command().args(args))
    }

    /// The JSON of a run that must succeed.
    pub fn json(&self, args: &[&str]) -> Value {
        let run = self.run(&[args, &["--json"]].concat()).ok();
        serde_json::from_str(&run.out).expect("--json prints JSON")
    }
}

impl Run {
    fn of(command: &mut Command) -> Run {
        let output = command.output().unwrap();
        Run {
            code: output.status.code().expect("no signal ended it"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub fn ok(self) -> Run {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// Refused with one sentence and nothing on stdout.
    fn refused(self, code: i32) -> Run {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{self:?}");
        assert!(self.err.starts_with("tolv: "), "{self:?}");
        self
    }
}

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cli");
    path.join(name).to_str().unwrap().to_owned()
}

/// A command line without quotes, as its words.
fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// The names of an object's fields, in the order they are printed.
fn fields(out: &str) -> Vec<String> {
    let lines = out.lines();
    let names = lines.filter_map(|line| line.trim_start().strip_prefix('"')?.split_once("\":"));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// The numbers of the people in an answer's rows.
fn ids(rows: &Value) -> Vec<u64> {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row["id"].as_u64().unwrap()).collect()
}
