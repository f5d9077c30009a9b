//! `kill -9` at any moment to one of several real programs that mark in one register: screens on terminals, and commands.

use std::collections::BTreeMap;
use std::io::Read;
use std::process::{Command as Process, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use tolv::demo::Random;
use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::change::{Change, LogEntry};
use tolv::domain::facts::participant::PersonId;
use tolv::store::Store;

use crate::Extent;
use crate::disk::{Disk as Folder, enrol, must, whole};
use crate::program::{Pty, Size};
use crate::tally::{Outcome, Tally};
use crate::world::TODAY;

/// The real program, as cargo has just built it.
const PROGRAM: &str = env!("CARGO_BIN_EXE_tolv");
const SIZE: Size = (120, 36);
/// So many kills in one register; the next ones are in a new one, so that checking all of it stays quick.
const KILLS: u32 = 50;
const SCREENS: usize = 2;
const COMMANDS: usize = 2;
const WRITERS: usize = SCREENS + COMMANDS;
/// So many people each writer marks, who are nobody else's.
const PEOPLE: usize = 4;
/// The keys that mark at once, with their codes. A writer goes round, so that each mark is another than the last.
pub const CODES: [(&str, Code); 4] = [
    ("n", Code::Present),
    ("s", Code::Sick),
    ("v", Code::SickChild),
    ("o", Code::Unnotified),
];
/// A kill comes within this after the last one was looked at: in a start, a mark, or between two marks.
const MOMENTS: u32 = 60_000;

/// Who can be killed: a process of ours that has not been waited for yet.
#[derive(Default)]
struct Slot(Mutex<Option<Target>>);

struct Target {
    pid: Pid,
    is_killed: bool,
}

impl Slot {
    fn locked(&self) -> MutexGuard<'_, Option<Target>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begins(&self, pid: Pid) {
        let is_killed = false;
        *self.locked() = Some(Target { pid, is_killed });
    }

    /// From now on nobody kills it. Whether somebody has.
    fn ends(&self) -> bool {
        self.locked().take().is_some_and(|target| target.is_killed)
    }

    /// Kills it, and waits until it is dead. Whether it was this that ended it.
    fn kill(&self) -> bool {
        let mut slot = self.locked();
        let Some(target) = slot.as_mut().filter(|target| !target.is_killed) else {
            return false;
        };
        kill_process(target.pid, Signal::KILL).expect("our own process");
        let ended = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        let ended = waitid(WaitId::Pid(target.pid), ended).expect("our own process");
        target.is_killed = ended.is_some_and(|ended| ended.killed());
        target.is_killed
    }
}

/// How often a person has been marked.
#[derive(Clone, Copy, Default)]
struct Marked {
    /// As far as the program has said so.
    acknowledged: u64,
    /// As far as it was asked to.
    asked: u64,
}

/// One register with all who write in it.
struct Scene {
    folder: Folder,
    slots: [Slot; WRITERS],
    /// Held to read by a writer from the one mark to the next; to write by who looks at the register.
    gate: RwLock<()>,
    is_over: AtomicBool,
    marked: Mutex<[Marked; WRITERS * PEOPLE]>,
    faults: Mutex<Vec<String>>,
}

pub fn kills(extent: Extent) -> Vec<Tally> {
    let what = format!("kill -9: {SCREENS} screens and {COMMANDS} loops of commands");
    let mut control = Tally::control("  control: one mark more is said to be kept than is");
    let tally = Tally::of(what).timed(|tally| {
        let kills = extent.of(300, 10_000);
        for round in 0..kills.div_ceil(KILLS) {
            let mut chance = Random::of(extent.seed, "kills", u64::from(round));
            let scene = Scene::new();
            scene.play(KILLS.min(kills - round * KILLS), &mut chance, tally);
            scene.marked()[0].acknowledged += 1;
            control.count(&format!("register {round}"), Ok(scene.looked_at()));
        }
        tally.note = format!("{} marks were kept though nobody was told so", tally.noted);
    });
    vec![tally, control]
}

/// The people in the order in which the board lists them.
pub fn name(person: usize) -> String {
    format!("Ask P{person:02}")
}

/// The key and the code of somebody's next mark.
fn next_code(marked: Marked) -> (&'static str, Code) {
    CODES[usize::try_from(marked.acknowledged).expect("few") % CODES.len()]
}

impl Scene {
    fn new() -> Scene {
        let folder = Folder::new();
        let (mut store, mut register) = folder.create();
        for person in 0..WRITERS * PEOPLE {
            must(&mut store, &mut register, "anna", &enrol(&name(person)));
        }
        Scene {
            folder,
            slots: Default::default(),
            gate: RwLock::default(),
            is_over: AtomicBool::new(false),
            marked: Mutex::default(),
            faults: Mutex::default(),
        }
    }

    fn marked(&self) -> MutexGuard<'_, [Marked; WRITERS * PEOPLE]> {
        self.marked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fault(&self, what: String) {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.push(what);
    }

    /// Kills so many, and looks at the register after each.
    fn play(&self, kills: u32, chance: &mut Random, tally: &mut Tally) {
        thread::scope(|scope| {
            for writer in 0..WRITERS {
                scope.spawn(move || match writer {
                    ..SCREENS => self.write_on_a_screen(writer),
                    _ => self.write_by_commands(writer),
                });
            }
            let mut done = 0;
            while done < kills {
                thread::sleep(Duration::from_micros(chance.below(MOMENTS).into()));
                let victim = chance.below(u32::try_from(WRITERS).expect("few")) as usize;
                if !self.slots[victim].kill() {
                    continue;
                }
                done += 1;
                // The others come to the end of their mark.
                let _quiet = self.gate.write().unwrap_or_else(PoisonError::into_inner);
                let outcome = self.looked_at();
                let goes_on = outcome.is_sound();
                tally.count(&format!("kill {done}"), Ok(outcome));
                if !goes_on {
                    break;
                }
            }
            self.is_over.store(true, Ordering::SeqCst);
        });
        let outcome = self.looked_at();
        if !outcome.is_sound() {
            tally.count("the end", Ok(outcome));
        }
    }

    /// Whether all that was acknowledged is there, and nothing that nobody asked for.
    fn looked_at(&self) -> Outcome {
        let mut outcome = Outcome::default();
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        outcome.wrong.append(&mut faults);
        let found = Store::open(&self.folder.path()).map_err(|error| format!("{error:?}"));
        let log = match found.and_then(|(store, register)| whole(&store, &register)) {
            Ok(log) => log,
            Err(what) => {
                outcome.wrong.push(what);
                return outcome;
            }
        };
        let kept = kept_codes(&log);
        for (person, marked) in self.marked().iter_mut().enumerate() {
            let codes = kept.get(&(person + 1)).map_or(&[][..], Vec::as_slice);
            let count = codes.len() as u64;
            outcome.acknowledged += marked.acknowledged;
            let says = || format!("{}: {count} of {}", name(person), marked.acknowledged);
            if count < marked.acknowledged {
                outcome.lost.push(says());
            }
            let in_turn = CODES.iter().cycle().map(|(_, code)| code);
            if count > marked.asked || !codes.iter().eq(in_turn.take(codes.len())) {
                outcome.wrong.push(says());
            }
            outcome.noted += count.saturating_sub(marked.acknowledged);
            (marked.acknowledged, marked.asked) = (count, count);
        }
        outcome
    }

    /// Makes the next mark of a writer's next person; whether the program said that it is kept.
    fn mark(
        &self,
        writer: usize,
        turn: usize,
        ask: impl FnOnce(usize, &str, Code) -> bool,
    ) -> bool {
        let person = writer * PEOPLE + turn % PEOPLE;
        self.marked()[person].asked += 1;
        let (key, code) = next_code(self.marked()[person]);
        let is_acknowledged = ask(person, key, code);
        self.marked()[person].acknowledged += u64::from(is_acknowledged);
        is_acknowledged
    }

    fn write_on_a_screen(&self, writer: usize) {
        let slot = &self.slots[writer];
        let mut screen: Option<Pty> = None;
        for turn in 0.. {
            let _busy = self.gate.read().unwrap_or_else(PoisonError::into_inner);
            if self.is_over.load(Ordering::SeqCst) {
                break;
            }
            let is_alive = match &mut screen {
                None => {
                    let started = screen.insert(board(&self.folder, writer));
                    slot.begins(started.pid());
                    started.becomes(|screen| screen.contents().contains("? help"))
                }
                Some(screen) => self.mark(writer, turn, |person, key, code| {
                    let down = "Down ".repeat(person);
                    screen.keys(&format!("Home {down}{key}"));
                    // A long name is cut off on the board.
                    let sign = format!(" {key} {:.4}", code.kind().name.en);
                    screen.becomes(|screen| {
                        let mut rows = screen.rows(0, SIZE.0);
                        rows.any(|row| row.contains(&name(person)) && row.contains(&sign))
                    })
                }),
            };
            if !is_alive && let Some(mut dead) = screen.take() {
                if slot.ends() {
                    dead.exit();
                } else {
                    self.fault(format!(
                        "a screen stood still:\n{}",
                        dead.screen().contents()
                    ));
                }
            }
        }
        let is_killed = slot.ends();
        if let Some(mut screen) = screen.filter(|_| !is_killed) {
            screen.keys("q");
            if screen.exit() != 0 {
                self.fault("a screen did not end well".to_owned());
            }
        }
    }

    fn write_by_commands(&self, writer: usize) {
        for turn in 0.. {
            let _busy = self.gate.read().unwrap_or_else(PoisonError::into_inner);
            if self.is_over.load(Ordering::SeqCst) {
                break;
            }
            self.mark(writer, turn, |person, key, code| {
                let mut child = command(&self.folder, writer)
                    .args(["mark", &name(person), key])
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("the program starts");
                self.slots[writer].begins(Pid::from_child(&child));
                let (mut out, mut err) = (String::new(), String::new());
                let said = child
                    .stdout
                    .take()
                    .map(|mut from| from.read_to_string(&mut out));
                let told = child
                    .stderr
                    .take()
                    .map(|mut from| from.read_to_string(&mut err));
                let is_killed = self.slots[writer].ends();
                let status = child.wait().expect("our own process");
                let is_acknowledged = out.ends_with('\n') && out.contains(code.kind().name.en);
                if !(status.success() && is_acknowledged || is_killed) {
                    self.fault(format!(
                        "a command: {status}, {said:?} {told:?} {out:?} {err:?}"
                    ));
                }
                is_acknowledged
            });
        }
    }
}

/// A writer's board on a terminal.
pub fn board(folder: &Folder, writer: usize) -> Pty {
    let mut command = CommandBuilder::new(PROGRAM);
    command.env_clear();
    command.env("HOME", folder.at(""));
    command.env("TERM", "xterm-256color");
    command.args(arguments(folder, writer));
    Pty::start(SIZE, command)
}

/// The real program for a writer, who has yet to say what it is to do.
pub fn command(folder: &Folder, writer: usize) -> Process {
    let mut command = Process::new(PROGRAM);
    command.args(arguments(folder, writer)).env_clear();
    command.env("HOME", folder.at("")).stdin(Stdio::null());
    command
}

fn arguments(folder: &Folder, writer: usize) -> Vec<String> {
    let path = folder.path();
    let path = path.to_str().expect("a temporary path");
    let actor = format!("writer{writer}");
    let words = [
        "--today",
        TODAY,
        "--lang",
        "en",
        "--as",
        &actor,
        "--database",
        path,
    ];
    words.map(str::to_owned).into()
}

/// The codes that each person was marked with, in order.
fn kept_codes(log: &[LogEntry]) -> BTreeMap<usize, Vec<Code>> {
    let mut kept: BTreeMap<usize, Vec<Code>> = BTreeMap::new();
    for change in log.iter().flat_map(|entry| &entry.changes) {
        if let Change::Marked {
            who: PersonId(who),
            after: Some(mark),
            ..
        } = change
        {
            kept.entry(*who as usize).or_default().push(mark.code);
        }
    }
    kept
}
