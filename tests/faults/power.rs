//! Power cuts: what was written since the last sync is kept, dropped, reordered and torn, also once more while it recovers.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use tolv::demo::Random;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::{Code, Entry};
use tolv::domain::facts::change::LogEntry;
use tolv::domain::facts::participant::PersonId;
use tolv::domain::register::Register;
use tolv::store::{Committed, Store};

use crate::Extent;
use crate::disk::{Disk as Folder, by, enrol, whole, whole_log};
use crate::layer::{Asked, Disk, SECTOR};
use crate::tally::{Outcome, Tally, tried};
use crate::world::{clear, draft, later};

/// So many images are made of one story, and so many with a disk that lies.
const IMAGES: u32 = 200;
const LYING_IMAGES: u32 = 20;
/// So many things are done in one story.
const DEEDS: u32 = 80;
/// So many syncs a lying disk still holds in its memory, at most.
const LIES: u32 = 6;
/// Cuts in a row, at most: the second comes while the first one's damage is mended.
const CUTS: u32 = 3;

/// A register as two sessions worked on it, with all they asked of the disk.
struct Story {
    /// What lay on the disk, all of it safe, before the first thing was asked.
    base: Vec<u8>,
    asked: Vec<Asked>,
    /// Every entry that was written, in order.
    log: Vec<LogEntry>,
}

/// Whether the disk tells the truth when it says that all is safe.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Syncs {
    Honest,
    Lies,
}

pub fn cuts(extent: Extent) -> Vec<Tally> {
    let images = extent.of(2_000, 100_000);
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let image = |stories: &Stories, syncs, number: u32| {
        let story = stories.of(number);
        let story = story.get_or_init(|| Story::told(extent.seed, number / stories.images));
        let mut chance = Random::of(extent.seed, "image", u64::from(number));
        let path = scratch.path().join(format!("{number}.redb"));
        let scene = Scene {
            base: &story.base,
            asked: &story.asked,
            log: &story.log,
            acknowledged: 1,
        };
        let outcome = scene.cut(&path, syncs, 1, &mut chance);
        let _ = fs::remove_file(path);
        outcome
    };
    let honest = Tally::of("the power goes: writes kept, dropped, reordered, torn");
    let stories = Stories::of_images(IMAGES);
    let mut honest = tried(honest, images, |number| {
        image(&stories, Syncs::Honest, number)
    });
    honest.note = format!(
        "{} of them after a second cut while it recovered, or a third",
        honest.noted
    );
    let lying = Tally::control("  control: the disk lies when it says that all is safe");
    let stories = Stories::of_images(LYING_IMAGES);
    let lying = tried(lying, extent.of(200, 2_000), |number| {
        image(&stories, Syncs::Lies, number)
    });
    vec![honest, lying]
}

/// The stories that are under way: each is told when its first image is made, and forgotten after its last.
struct Stories {
    /// So many images are made of each.
    images: u32,
    told: Mutex<BTreeMap<u32, Arc<OnceLock<Story>>>>,
}

impl Stories {
    fn of_images(images: u32) -> Stories {
        let told = Mutex::default();
        Stories { images, told }
    }

    /// The story of an image, which whoever comes first is to tell.
    fn of(&self, image: u32) -> Arc<OnceLock<Story>> {
        let number = image / self.images;
        let mut told = self.told.lock().expect("nothing here panics");
        let story = told.entry(number).or_default().clone();
        // Images are made in order, but for those that others still make.
        told.retain(|other, _| other + 1 >= number);
        story
    }
}

impl Story {
    /// Two sessions do what chance says.
    fn told(seed: u64, number: u32) -> Story {
        let mut chance = Random::of(seed, "story", u64::from(number));
        let folder = Folder::new();
        drop(folder.create());
        let base = fs::read(folder.path()).expect("the register");
        let disk = Disk::writing_down();
        let open = || Store::open_through(&folder.path(), disk.under()).expect("it opens");
        let mut sessions = [open(), open()];
        for n in 0..DEEDS {
            let session = chance.below(2) as usize;
            if chance.below(20) == 0 {
                // It leaves, and comes again.
                sessions[session] = open();
            }
            let (store, register) = &mut sessions[session];
            let actor = ["anna", "bo"][session];
            let command = deed(n, register, &mut chance);
            if let Ok(Committed::Written(entry)) = store.commit(register, &by(actor), &command) {
                disk.told(entry.seq);
            }
        }
        drop(sessions);
        let asked = disk.journal();
        let log = whole_log(&folder.open().0);
        assert!(log.len() > DEEDS as usize / 2, "a story of nothing");
        Story { base, asked, log }
    }
}

/// What is on the disk, what was asked of it after that, and what must come of it.
#[derive(Clone, Copy)]
struct Scene<'a> {
    base: &'a [u8],
    asked: &'a [Asked],
    log: &'a [LogEntry],
    /// So many entries of the log had been acknowledged before the first thing was asked.
    acknowledged: u64,
}

impl Scene<'_> {
    /// Cuts the power somewhere, perhaps again while it recovers, and looks at what is there then.
    fn cut(self, path: &Path, syncs: Syncs, cuts: u32, chance: &mut Random) -> Outcome {
        let at = chance.below(u32::try_from(self.asked.len() + 1).expect("few")) as usize;
        let asked = &self.asked[..at];
        let told = asked.iter().filter_map(|asked| match asked {
            Asked::Told(entry) => Some(*entry),
            _ => None,
        });
        let acknowledged = told.max().unwrap_or_default().max(self.acknowledged);
        let image = left(self.base, asked, syncs, chance);
        fs::write(path, &image).expect("the image");
        let is_last = cuts == CUTS || chance.below(2) == 0;
        let disk = if is_last {
            Disk::default()
        } else {
            Disk::writing_down()
        };
        let (mut store, mut register) = match Store::open_through(path, disk.under()) {
            Ok(opened) => opened,
            Err(error) => return Outcome::lost(acknowledged, format!("{error:?}")),
        };
        let mut log = match whole(&store, &register) {
            Ok(log) => log,
            Err(what) => return Outcome::wrong(acknowledged, what),
        };
        let kept = log.len() as u64;
        if kept < acknowledged {
            let lost = format!("{kept} entries of {acknowledged}");
            return Outcome::lost(acknowledged, lost);
        }
        if self.log.get(..log.len()) != Some(&log) {
            return Outcome::wrong(acknowledged, "another log than was written");
        }
        if is_last {
            return Outcome {
                noted: u64::from(cuts > 1),
                ..Outcome::kept(acknowledged)
            };
        }
        // What has been seen is as good as acknowledged.
        disk.told(kept);
        for n in 0..3 {
            let command = deed(DEEDS + n, &register, chance);
            let done = store.commit(&mut register, &by("anna"), &command);
            if let Ok(Committed::Written(entry)) = done {
                disk.told(entry.seq);
                log.push(entry);
            }
        }
        drop(store);
        let scene = Scene {
            base: &image,
            asked: &disk.journal(),
            log: &log,
            acknowledged,
        };
        scene.cut(path, syncs, cuts + 1, chance)
    }
}

/// Something that people do.
pub fn deed(n: u32, register: &Register, chance: &mut Random) -> Command {
    let person = |chance: &mut Random| {
        let people: Vec<PersonId> = register.people.keys().copied().collect();
        chance.pick(&people).copied()
    };
    let day = later(-i64::from(chance.below(30)));
    match (chance.below(20), person(chance)) {
        (_, None) | (0, _) => enrol(&format!("Person {n}")),
        (1, _) => {
            // Much at once: the file grows.
            let row = |row: u32| {
                (
                    u64::from(row) + 2,
                    draft(&format!("Rad {n}-{row}"), "2026-01-05"),
                )
            };
            let (rows, skip_bad) = ((0..40).map(row).collect(), false);
            Command::Import { rows, skip_bad }
        }
        (2, Some(who)) => clear(who.0, day),
        (_, Some(who)) => {
            let code = [Code::Present, Code::Sick, Code::Leave, Code::Education];
            let mut entry = Entry::plain(*chance.pick(&code).expect("there are some"));
            entry.note = format!("{n} ").repeat(chance.below(60) as usize);
            Command::Mark { who, day, entry }
        }
    }
}

/// What lies on the disk after the power went: all that was asked before the last sync, and of the rest what chance says.
fn left(base: &[u8], asked: &[Asked], syncs: Syncs, chance: &mut Random) -> Vec<u8> {
    let synced: Vec<usize> = (asked.iter().enumerate())
        .filter_map(|(at, asked)| matches!(asked, Asked::Sync).then_some(at))
        .collect();
    let unsafe_syncs = match syncs {
        Syncs::Honest => 0,
        Syncs::Lies => chance.below(LIES) as usize,
    };
    let safe = synced.iter().rev().nth(unsafe_syncs).copied();
    let (safe, pending) = asked.split_at(safe.unwrap_or_default());
    let mut image = base.to_vec();
    for asked in safe {
        put(&mut image, asked, |_| true);
    }
    let until = chance.below(u32::try_from(pending.len() + 1).expect("few")) as usize;
    let one = chance.below(u32::try_from(pending.len().max(1)).expect("few")) as usize;
    let style = chance.below(8);
    for (n, asked) in pending.iter().enumerate() {
        let mut coin = || chance.below(2) == 0;
        match style {
            0 => {}
            1 => put(&mut image, asked, |_| true),
            // In order, up to one that is torn in two.
            2 if n < until => put(&mut image, asked, |_| true),
            2 if n == until => {
                let torn = chance.below(8) as usize;
                put(&mut image, asked, |sector| sector < torn);
            }
            2 => {}
            // All but one, and one alone.
            3 if n != one => put(&mut image, asked, |_| true),
            4 if n == one => put(&mut image, asked, |_| true),
            3 | 4 => {}
            // Each write by itself: with several of one place, this is any order of them.
            5 | 6 if coin() => put(&mut image, asked, |_| true),
            5 | 6 => {}
            // Each sector by itself.
            _ => put(&mut image, asked, |_| coin()),
        }
    }
    image
}

/// Carries out on an image what was asked, but only the sectors of a write that are kept.
fn put(image: &mut Vec<u8>, asked: &Asked, mut keeps: impl FnMut(usize) -> bool) {
    match asked {
        Asked::Write { at, bytes } => {
            let at = usize::try_from(*at).expect("a small file");
            for (n, sector) in bytes.chunks(SECTOR).enumerate() {
                let at = at + n * SECTOR;
                // Beyond the length that is on the disk nothing can be found.
                let Some(place) = image.get_mut(at..) else {
                    break;
                };
                let length = sector.len().min(place.len());
                if keeps(n) {
                    place[..length].copy_from_slice(&sector[..length]);
                }
            }
        }
        Asked::Resize(length) => {
            if keeps(0) {
                image.resize(usize::try_from(*length).expect("a small file"), 0);
            }
        }
        Asked::Sync | Asked::Told(_) => {}
    }
}
