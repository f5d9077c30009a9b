//! A file damaged under an open session, after it was found sound: whatever the session then does, it says so and goes
//! on or ends. Each is a process of its own, since what must not happen ends the process.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, ExitStatus};

use tolv::demo::Random;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::participant::PersonId;
use tolv::store::backup::{Place, make};
use tolv::store::{Store, StoreError};

use crate::Extent;
use crate::disk::{Disk as Folder, by};
use crate::tally::{Outcome, Tally, tried};
use crate::world::{later, mark};

const PAGE: u64 = 4096;

/// What is done to the file.
const DAMAGES: [(&str, Damage); 5] = [
    ("bits", flip),
    ("pages of anything", fill),
    ("pages of zeros", empty),
    ("pages in another's place", swap),
    ("its end", cut),
];

type Damage = fn(&File, &mut Random) -> io::Result<()>;

/// Of a register of a unit and some months, a page or two of which are damaged under each session.
pub fn damages(extent: Extent) -> Vec<Tally> {
    let folder = Folder::new();
    let made = Process::new(env!("CARGO_BIN_EXE_tolv"))
        .args(["demo", "--participants", "40", "--lang", "en", "--database"])
        .arg(folder.path())
        .output()
        .expect("the program starts");
    assert!(made.status.success(), "{made:?}");
    let kinds = (0_u64..).zip(DAMAGES);
    kinds
        .map(|(kind, (what, _))| {
            let tally = Tally::of(format!("damaged under a session: {what}"));
            let mut tally = tried(tally, extent.of(40, 2_000), |number| {
                let number = u64::from(number) * DAMAGES.len() as u64 + kind;
                one(&folder, extent.seed + number)
            });
            tally.note = format!("{} were told of it", tally.noted);
            tally
        })
        .collect()
}

/// One session in a process of its own.
fn one(folder: &Folder, seed: u64) -> Outcome {
    let own = Folder::new();
    std::fs::copy(folder.path(), own.path()).expect("a copy");
    let said = Process::new(std::env::current_exe().expect("this program"))
        .args(["--seed", &seed.to_string(), "--under"])
        .arg(own.path())
        .output()
        .expect("this program starts");
    let words = String::from_utf8_lossy(&said.stderr);
    match said.status {
        status if status.success() => Outcome {
            noted: u64::from(!words.is_empty()),
            ..Outcome::default()
        },
        status => Outcome::wrong(0, format!("seed {seed}: {}: {words}", ended(status))),
    }
}

fn ended(status: ExitStatus) -> String {
    match status.signal() {
        Some(signal) => format!("ended by signal {signal}"),
        None => format!("{status}"),
    }
}

/// What the process does: opens, is damaged, and does all that a session does until it ends.
pub fn work(path: &Path, seed: u64) {
    let mut chance = Random::of(seed, "under", 0);
    let (mut store, mut register) = Store::open(path).expect("it is sound");
    let (_, damage) = DAMAGES[seed as usize % DAMAGES.len()];
    let file = OpenOptions::new().read(true).write(true).open(path);
    let file = file.expect("the register");
    for _ in 0..=chance.below(3) {
        damage(&file, &mut chance).expect("damaged");
    }
    let people: Vec<PersonId> = register.people.keys().copied().collect();
    for turn in 0..6 {
        let who = *chance.pick(&people).expect("there are some");
        let day = later(-i64::from(chance.below(60)));
        let code = [Code::Sick, Code::Present][turn % 2];
        told(
            store
                .commit(&mut register, &by("anna"), &mark(who.0, day, code))
                .map_err(|error| error.text(tolv::text::Lang::En)),
        );
        told(said(store.catch_up(&mut register)));
        told(said(store.history(who, later(-400), later(0))));
        told(said(store.day(day, people.iter().copied())));
    }
    told(said(store.log(100)));
    let place: PathBuf = path.with_extension("backup");
    let order = Place::File(place).into();
    let made = make(&mut store, &mut register, &by("natt"), &order, &mut |_| {});
    told(made.map_err(|error| error.to_string()));
    drop(store);
    told(said(Store::open(path)));
}

fn said<T>(result: Result<T, StoreError>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

fn told<T>(result: Result<T, String>) {
    if let Err(words) = result {
        eprintln!("{words}");
    }
}

/// A place of the file beyond its head.
fn place(file: &File, chance: &mut Random) -> io::Result<u64> {
    let pages = u32::try_from(file.metadata()?.len() / PAGE).expect("not that large");
    Ok(PAGE * u64::from(1 + chance.below(pages.max(2) - 1)))
}

fn flip(file: &File, chance: &mut Random) -> io::Result<()> {
    let at = place(file, chance)? + u64::from(chance.below(256));
    let mut byte = [0];
    file.read_exact_at(&mut byte, at)?;
    file.write_all_at(&[byte[0] ^ 1 << chance.below(8)], at)
}

fn fill(file: &File, chance: &mut Random) -> io::Result<()> {
    let bytes: Vec<u8> = (0..PAGE).map(|_| chance.below(256) as u8).collect();
    file.write_all_at(&bytes, place(file, chance)?)
}

fn empty(file: &File, chance: &mut Random) -> io::Result<()> {
    file.write_all_at(&[0; PAGE as usize], place(file, chance)?)
}

fn swap(file: &File, chance: &mut Random) -> io::Result<()> {
    let (a, b) = (place(file, chance)?, place(file, chance)?);
    let (mut at_a, mut at_b) = ([0; PAGE as usize], [0; PAGE as usize]);
    file.read_exact_at(&mut at_a, a)?;
    file.read_exact_at(&mut at_b, b)?;
    file.write_all_at(&at_b, a)?;
    file.write_all_at(&at_a, b)
}

fn cut(file: &File, chance: &mut Random) -> io::Result<()> {
    file.set_len(place(file, chance)?)
}
