//! Backups while others mark without a pause: each can be restored, and is the register as it was at some moment.

use std::fmt::Debug;
use std::fs::{self, File};
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tolv::domain::facts::attendance::Code;
use tolv::domain::facts::change::LogEntry;
use tolv::store::backup::{Identities, Manifest, Place, make, prove};
use tolv::store::{Committed, Store};

use crate::Extent;
use crate::disk::{Disk as Folder, by, enrol, must, whole};
use crate::kills::{CODES, command, name};
use crate::tally::{Outcome, Tally};
use crate::world::{later, mark};

/// So many of one register; the next ones are of a new one, so that reading all of it stays quick.
const OF_ONE: u32 = 20;
/// Sessions of this process that mark, and the real program, which marks by commands.
const SESSIONS: usize = 2;
const WRITERS: usize = SESSIONS + 1;
/// So many people each writer marks, who are nobody else's.
const PEOPLE: usize = 4;
/// What redb keeps of the whole file is in its first page.
const PAGE: u64 = 4096;
/// For the control so many entries are written between the copying of the first page and that of the rest.
const BETWEEN: u64 = 8;

/// A copy of the register.
struct Copy {
    path: PathBuf,
    /// How far the log was acknowledged when the copy was begun, and how far when it was done.
    begun: u64,
    done: u64,
    /// `None` where it is a mere copy of the file.
    manifest: Option<Manifest>,
}

/// One register with all who write in it.
struct Scene {
    folder: Folder,
    is_over: AtomicBool,
    /// The last entry of the log that a session was told is kept.
    newest: AtomicU64,
    faults: Mutex<Vec<String>>,
}

pub fn backups(extent: Extent) -> Vec<Tally> {
    let mut control = Tally::control("  control: the file is copied as it lies there");
    let what = format!("backups while {SESSIONS} sessions and a loop of commands mark");
    let tally = Tally::of(what).timed(|tally| {
        let backups = extent.of(2 * OF_ONE, 1_000);
        for number in 0..backups.div_ceil(OF_ONE) {
            let scene = Scene::new();
            scene.play(
                number,
                OF_ONE.min(backups - number * OF_ONE),
                tally,
                &mut control,
            );
        }
        tally.note = format!("{} entries were written while they were made", tally.noted);
    });
    control.note = "wrong is one that cannot be restored, or that never was so".to_owned();
    vec![tally, control]
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
            is_over: AtomicBool::new(false),
            newest: AtomicU64::new(register.seen),
            faults: Mutex::default(),
        }
    }

    /// Makes so many backups while everybody marks, and looks at each of them when the whole log is known.
    fn play(&self, number: u32, backups: u32, tally: &mut Tally, control: &mut Tally) {
        let copies: Vec<_> = thread::scope(|scope| {
            for writer in 0..WRITERS {
                scope.spawn(move || match writer {
                    ..SESSIONS => self.mark_in_a_session(writer),
                    _ => self.mark_by_commands(writer),
                });
            }
            let made = panic::catch_unwind(AssertUnwindSafe(|| self.copies(backups)));
            self.is_over.store(true, Ordering::SeqCst);
            made.unwrap_or_else(|panic| panic::resume_unwind(panic))
        });
        let (store, register) = self.folder.open();
        let log = whole(&store, &register).unwrap_or_else(|what| {
            self.fault(what);
            Vec::new()
        });
        if (log.len() as u64) < self.newest.load(Ordering::SeqCst) {
            self.fault(format!("{} entries are left", log.len()));
        }
        for (count, copies) in copies.into_iter().enumerate() {
            for (copy, tally) in copies.into_iter().zip([&mut *tally, &mut *control]) {
                let looked = || match &copy {
                    Ok(copy) => self.looked_at(copy, &log),
                    Err(why) => Outcome::wrong(0, format!("no copy: {why}")),
                };
                let outcome = panic::catch_unwind(AssertUnwindSafe(looked));
                tally.count(&format!("register {number}, copy {count}"), outcome);
            }
        }
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        if !faults.is_empty() {
            let wrong = faults.drain(..).collect();
            let outcome = Outcome {
                wrong,
                ..Outcome::default()
            };
            tally.count(&format!("register {number}"), Ok(outcome));
        }
    }

    /// So many backups, and beside each a copy of the file.
    fn copies(&self, backups: u32) -> Vec<[Result<Copy, String>; 2]> {
        let (mut store, mut register) = self.folder.open();
        let newest = || self.newest.load(Ordering::SeqCst);
        let one = |number: u32| {
            let path = self.folder.at(&format!("backup-{number}.redb"));
            let order = Place::File(path.clone()).into();
            let begun = newest();
            let made = make(&mut store, &mut register, &by("natt"), &order, &mut |_| {});
            let backup = match made {
                Ok((made, None)) => Ok(Copy {
                    path,
                    begun,
                    done: newest(),
                    manifest: Some(made.manifest),
                }),
                Ok((_, Some(error))) => Err(format!("not noted: {error:?}")),
                Err(error) => Err(format!("{error:?}")),
            };
            let path = self.folder.at(&format!("copied-{number}.redb"));
            let begun = newest();
            let copied = self.copied(&path).map_err(|error| error.to_string());
            let copy = copied.map(|()| Copy {
                path,
                begun,
                done: newest(),
                manifest: None,
            });
            [backup, copy]
        };
        (0..backups).map(one).collect()
    }

    /// Copies the file as `cp` does, at an unlucky moment.
    fn copied(&self, path: &Path) -> io::Result<()> {
        let mut from = File::open(self.folder.path())?;
        let mut into = File::create_new(path)?;
        io::copy(&mut Read::by_ref(&mut from).take(PAGE), &mut into)?;
        let until = self.newest.load(Ordering::SeqCst) + BETWEEN;
        while self.newest.load(Ordering::SeqCst) < until && self.is_well() {
            thread::sleep(Duration::from_millis(1));
        }
        io::copy(&mut from, &mut into)?;
        Ok(())
    }

    /// Whether a copy can be restored, and is a beginning of the log with all that follows from it and nothing else.
    fn looked_at(&self, copy: &Copy, log: &[LogEntry]) -> Outcome {
        let wrong =
            |what: &str, why: &dyn Debug| Outcome::wrong(copy.begun, format!("{what}: {why:?}"));
        let proof = match prove(&copy.path, &Identities::default(), &mut |_| {}) {
            Ok(proof) => proof,
            Err(reason) => return wrong("it is not proved", &reason),
        };
        if proof.manifest != copy.manifest {
            return wrong("another manifest", &proof.manifest);
        }
        let restored = self.folder.at("restored.redb");
        fs::copy(&copy.path, &restored).expect("a copy");
        let found = Store::open(&restored).map_err(|error| format!("{error:?}"));
        let found = match found.and_then(|(store, register)| whole(&store, &register)) {
            Ok(found) => found,
            Err(what) => return wrong("restored", &what),
        };
        let count = found.len() as u64;
        if !log.starts_with(&found) || proof.holds.checkpoint.seq != count {
            return wrong("a state that never was", &count);
        }
        if count < copy.begun {
            return Outcome::lost(copy.begun, format!("{count} of {}", copy.begun));
        }
        Outcome {
            noted: copy.done - copy.begun,
            ..Outcome::kept(copy.begun)
        }
    }

    fn fault(&self, what: String) {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.push(what);
    }

    fn is_well(&self) -> bool {
        let faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.is_empty()
    }

    fn is_over(&self) -> bool {
        self.is_over.load(Ordering::SeqCst)
    }

    fn mark_in_a_session(&self, writer: usize) {
        let (mut store, mut register) = self.folder.open();
        let actor = format!("writer{writer}");
        for turn in (0..).take_while(|_| !self.is_over()) {
            let (person, (_, code)) = next(writer, turn);
            let who = u32::try_from(person + 1).expect("few");
            let marked = store.commit(&mut register, &by(&actor), &mark(who, later(0), code));
            match marked {
                Ok(Committed::Written(entry)) => {
                    self.newest.fetch_max(entry.seq, Ordering::SeqCst);
                }
                other => return self.fault(format!("a mark: {other:?}")),
            }
        }
    }

    fn mark_by_commands(&self, writer: usize) {
        for turn in (0..).take_while(|_| !self.is_over()) {
            let (person, (key, _)) = next(writer, turn);
            let said = command(&self.folder, writer)
                .args(["mark", &name(person), key])
                .output()
                .expect("the program starts");
            if !said.status.success() {
                return self.fault(format!("a command: {said:?}"));
            }
        }
    }
}

/// Whom a writer marks next, and with which key and code: another than the last time.
fn next(writer: usize, turn: usize) -> (usize, (&'static str, Code)) {
    let person = writer * PEOPLE + turn % PEOPLE;
    (person, CODES[turn / PEOPLE % CODES.len()])
}
