//! A disk that fills up: the command that no longer fits is refused, and all before and after it is kept.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use tolv::domain::decide::command::Command;
use tolv::domain::facts::attendance::{Code, Entry};
use tolv::domain::facts::participant::PersonId;
use tolv::store::{Committed, NotCommitted, Store, StoreError};

use crate::disk::{Disk, assert_whole, by, enrol, must};
use crate::oracle::skipped;
use crate::world::later;

/// A small disk in memory, gone with the test. Only root can make one.
pub struct SmallDisk(pub PathBuf);

/// A small disk of its own, which stops taking writes as one does that has found an error. Gone with the test; only root
/// can make one.
pub struct FailingDisk {
    pub at: PathBuf,
    image: PathBuf,
}

impl SmallDisk {
    pub fn mount(at: PathBuf) -> Option<SmallDisk> {
        fs::create_dir(&at).expect("a folder");
        let mount = Process::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(&at)
            .output();
        mount
            .is_ok_and(|done| done.status.success())
            .then_some(SmallDisk(at))
    }

    pub fn fill(&self) {
        let mut ballast = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.0.join("ballast"))
            .expect("a file");
        let mut size = 1 << 16;
        while size > 0 {
            if ballast.write_all(&vec![0; size]).is_err() {
                size /= 2;
            }
        }
    }

    pub fn free(&self) {
        fs::remove_file(self.0.join("ballast")).expect("the ballast");
    }
}

impl FailingDisk {
    pub fn mount(at: PathBuf) -> Option<FailingDisk> {
        FailingDisk::formatted(at, &["mkfs.ext4", "-q", "-F"])
    }

    /// One without hard links, as memory sticks are.
    pub fn stick(at: PathBuf) -> Option<FailingDisk> {
        FailingDisk::formatted(at, &["mkfs.vfat"])
    }

    fn formatted(at: PathBuf, format: &[&str]) -> Option<FailingDisk> {
        fs::create_dir(&at).expect("a folder");
        let disk = FailingDisk {
            image: at.with_extension("image"),
            at,
        };
        let image = fs::File::create_new(&disk.image).expect("a file");
        image.set_len(8 << 20).expect("a length");
        let made = is_done(Process::new(format[0]).args(&format[1..]).arg(&disk.image));
        (made && disk.mount_again()).then_some(disk)
    }

    /// Mounts it, as whoever runs the server does when it is mended.
    pub fn mount_again(&self) -> bool {
        let mut mount = Process::new("mount");
        mount.args(["-o", "loop,errors=remount-ro"]);
        is_done(mount.arg(&self.image).arg(&self.at))
    }

    pub fn unmount(&self) {
        let _ = Process::new("umount").arg(&self.at).status();
    }

    /// From now on it is read-only, also for those who have a file open. False where the kernel cannot be told to.
    pub fn turn_read_only(&self) -> bool {
        let source = Process::new("findmnt")
            .args(["-n", "-o", "SOURCE"])
            .arg(&self.at)
            .output();
        let source = source.map_or_else(|_| Vec::new(), |said| said.stdout);
        let source = String::from_utf8_lossy(&source);
        let device = source.trim().rsplit('/').next().unwrap_or_default();
        fs::write(format!("/sys/fs/ext4/{device}/trigger_fs_error"), "1").is_ok()
    }

    /// From now on everything that is asked of the disk fails. False where that takes what is not here.
    pub fn break_down(&self) -> bool {
        // FS_IOC_SHUTDOWN, without writing back what is in memory: how file systems are tested.
        const SHUTDOWN: &str = "import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587d, struct.pack('I', 2))";
        is_done(Process::new("python3").args(["-c", SHUTDOWN]).arg(&self.at))
    }
}

impl Drop for FailingDisk {
    fn drop(&mut self) {
        let _ = Process::new("umount").arg("-l").arg(&self.at).output();
    }
}

fn is_done(command: &mut Process) -> bool {
    command.output().is_ok_and(|done| done.status.success())
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Process::new("umount").arg("-l").arg(&self.0).status();
    }
}

fn noted(day: i64, note: &str) -> Command {
    let mut entry = Entry::plain(Code::Sick);
    entry.note = note.to_owned();
    Command::Mark {
        who: PersonId(1),
        day: later(-day),
        entry,
    }
}

fn is_kept(path: &Path, acknowledged: i64) {
    let (store, _) = Store::open(path).expect("the register opens");
    let found = store
        .history(PersonId(1), later(-300), later(0))
        .expect("a history");
    let kept: Vec<_> = found.keys().copied().collect();
    let expected: Vec<_> = (0..acknowledged).rev().map(|day| later(-day)).collect();
    assert_eq!(kept, expected);
}

#[test]
fn a_full_disk_takes_nothing_away() {
    let disk = Disk::new();
    let Some(small) = SmallDisk::mount(disk.at("small")) else {
        skipped("a full disk: only root can mount a small one");
        return;
    };
    let path = small.0.join("register.redb");
    let (mut store, mut register) = Store::create(&path, &by("anna")).expect("there is room");
    must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
    let note = "x".repeat(2_000);
    let mut acknowledged = 0;
    for _ in 0..2 {
        small.fill();
        let mut failures = 0;
        // What is free inside the file goes first.
        while failures < 3 {
            assert!(acknowledged < 290, "the disk never became full");
            match store.commit(&mut register, &by("anna"), &noted(acknowledged, &note)) {
                Ok(Committed::Written(_)) => acknowledged += 1,
                Err(NotCommitted::Failed(StoreError::Full)) => failures += 1,
                other => panic!("{other:?}"),
            }
            store
                .catch_up(&mut register)
                .expect("what is there can be read all the time");
        }
        small.free();
        for _ in 0..3 {
            must(
                &mut store,
                &mut register,
                "anna",
                &noted(acknowledged, &note),
            );
            acknowledged += 1;
        }
        is_kept(&path, acknowledged);
        assert_whole(&path);
    }
    drop(store);
    is_kept(&path, acknowledged);
}
