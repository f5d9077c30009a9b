//! Two people over a real SSH, each in a session of their own, on one register.
//!
//! Needs `sshd`, `ssh` and `ssh-keygen`; without them it says so, and fails where `TOLV_REQUIRE_SSH=1`.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::time::Duration;

use portable_pty::CommandBuilder;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, getuid, pidfd_open};

use super::{MEDIUM, NARROW, PATIENCE, Pty, Size};
use crate::cli::{Home, TODAY};

const FIRST: &str = "Nasrin Ahmadi";
const SECOND: &str = "Håkan Björkegren";

/// The programs of OpenSSH, where they are.
pub struct Programs {
    sshd: PathBuf,
    ssh: PathBuf,
    keygen: PathBuf,
}

impl Programs {
    fn find() -> Option<Programs> {
        Some(Programs {
            sshd: found("sshd")?,
            ssh: found("ssh")?,
            keygen: found("ssh-keygen")?,
        })
    }
}

impl Programs {
    /// Says so where there are none, and fails where there must be.
    pub fn or_skipped() -> Option<Programs> {
        let found = Programs::find();
        if found.is_none() {
            eprintln!(
                "SKIPPED: over SSH: there is no sshd, ssh or ssh-keygen (apt-get install openssh-server)"
            );
            let is_required =
                std::env::var_os("TOLV_REQUIRE_SSH").is_some_and(|value| value == "1");
            assert!(!is_required, "TOLV_REQUIRE_SSH=1, and there is no OpenSSH");
        }
        found
    }
}

fn found(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/bin".into()]);
    folders
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// A private server on this machine, with keys of its own, for this user alone. It ends with the test.
pub struct Server {
    programs: Programs,
    daemon: process::Child,
    port: u16,
    pub folder: PathBuf,
}

impl Server {
    /// With a line for the user's key that begins with these options, and settings of one's own.
    pub fn start(programs: Programs, folder: PathBuf, options: &str, settings: &str) -> Server {
        std::fs::create_dir(&folder).unwrap();
        for key in ["host_key", "user_key", "other_key"] {
            let mut keygen = Command::new(&programs.keygen);
            keygen.args(["-q", "-t", "ed25519", "-N", "", "-f"]);
            assert!(keygen.arg(folder.join(key)).status().unwrap().success());
        }
        let key = std::fs::read_to_string(folder.join("user_key.pub")).unwrap();
        std::fs::write(folder.join("authorized_keys"), format!("{options}{key}")).unwrap();
        if getuid().is_root() {
            // What its service makes before it starts; a user's own sshd does without.
            std::fs::create_dir_all("/run/sshd").unwrap();
        }
        let free = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let config = folder.join("sshd_config");
        let text = format!(
            "ListenAddress 127.0.0.1:{port}\n\
             HostKey {folder}/host_key\n\
             AuthorizedKeysFile {folder}/authorized_keys\n\
             PidFile none\n\
             StrictModes no\n\
             UsePAM no\n\
             PermitRootLogin prohibit-password\n\
             PasswordAuthentication no\n\
             KbdInteractiveAuthentication no\n\
             {settings}\n",
            folder = folder.display(),
        );
        std::fs::write(&config, text).unwrap();
        let mut daemon = Command::new(&programs.sshd)
            .args(["-D", "-e", "-f"])
            .arg(&config)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(daemon.stderr.take().unwrap());
        let mut all = String::new();
        while !all.contains("Server listening") {
            let length = said.read_line(&mut all).unwrap();
            assert!(length > 0, "sshd did not start: {all}");
        }
        // It must not stop for want of a reader.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Server {
            programs,
            daemon,
            port,
            folder,
        }
    }

    /// A login with the user's key, and what it asks the server to start, on a terminal.
    pub fn login(&self, size: Size, asked: &[&str]) -> Pty {
        self.login_with("user_key", size, asked)
    }

    /// The same with one of the two keys.
    pub fn login_with(&self, key: &str, size: Size, asked: &[&str]) -> Pty {
        let mut client = CommandBuilder::new(&self.programs.ssh);
        client.env("TERM", "xterm-256color");
        client.arg("-t");
        client.args(self.options(key));
        client.args(["-p", &self.port.to_string(), "127.0.0.1"]);
        client.args(asked);
        Pty::start(size, client)
    }

    /// The public half of a key.
    pub fn key(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.pub"))
    }

    /// A client with one of the keys, up to the host's name.
    pub fn client(&self, key: &str, words: &[&str]) -> Command {
        let mut client = Command::new(&self.programs.ssh);
        client.args(self.options(key));
        client.args(["-p", &self.port.to_string()]).args(words);
        client
    }

    /// A program that copies files with the user's key, up to the host's name.
    pub fn copies(&self, program: &str) -> Command {
        let mut client = Command::new(self.programs.ssh.with_file_name(program));
        client.args(self.options("user_key"));
        client.args(["-P", &self.port.to_string()]);
        client
    }

    fn options(&self, key: &str) -> Vec<String> {
        let key = self.folder.join(key).display().to_string();
        let mut words = ["-F", "/dev/null", "-i", &key].map(str::to_owned).to_vec();
        for option in [
            "BatchMode=yes",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "LogLevel=ERROR",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
        ] {
            words.extend(["-o", option].map(str::to_owned));
        }
        words
    }

    /// Logs in and starts the board for somebody; the process is the one on the server's side.
    fn board(&self, home: &Home, size: Size, actor: &str) -> (Pty, Pid) {
        let pid_file = self.folder.join(format!("{actor}.pid"));
        let on_server = format!(
            "echo $$ >{pid}; exec env -i HOME={home} TERM=\"$TERM\" {tolv} --today {TODAY} --lang en --as {actor}",
            pid = quoted(&pid_file),
            home = quoted(&home.path("")),
            tolv = quoted(Path::new(env!("CARGO_BIN_EXE_tolv"))),
        );
        let mut pty = self.login(size, &[&on_server]);
        pty.wait_for(" help");
        let pid = std::fs::read_to_string(pid_file).unwrap();
        let pid = Pid::from_raw(pid.trim().parse().unwrap()).unwrap();
        (pty, pid)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

fn quoted(path: &Path) -> String {
    format!("'{}'", path.to_str().unwrap().replace('\'', r"'\''"))
}

/// Waits for the end of a process that is not a child of the test.
fn wait_for_end(process: impl std::os::fd::AsFd) {
    let seconds = Duration::from_secs(PATIENCE.as_secs());
    let timeout = Timespec::try_from(seconds).unwrap();
    let mut fds = [PollFd::new(&process, PollFlags::IN)];
    let ended = poll(&mut fds, Some(&timeout)).unwrap();
    assert_eq!(ended, 1, "the program on the server's side did not end");
}

#[test]
fn two_over_ssh_see_each_other_and_one_lost_connection_hurts_nobody() {
    let Some(programs) = Programs::or_skipped() else {
        return;
    };
    let home = Home::with_demo();
    let server = Server::start(programs, home.path("ssh"), "", "");
    let (mut anna, anna_there) = server.board(&home, MEDIUM, "anna");
    let (mut bengt, bengt_there) = server.board(&home, NARROW, "bengt");
    let anna_there = pidfd_open(anna_there, PidfdFlags::empty()).unwrap();
    let bengt_there = pidfd_open(bengt_there, PidfdFlags::empty()).unwrap();

    anna.keys("s");
    anna.wait_for_row(&[FIRST, " s Sick"]);
    bengt.wait_for(&format!("anna marked: {FIRST}"));
    bengt.wait_for_row(&[FIRST, " s Sick"]);

    // The connection is lost: the client is gone, and nothing is said to the server.
    bengt.keys("Down v");
    anna.wait_for_row(&[SECOND, " v"]);
    bengt.kill();
    wait_for_end(bengt_there);
    assert_eq!(home.day_of(SECOND, TODAY)["by"], "bengt");

    // The window follows, and the other one goes on and leaves.
    anna.resize(NARROW);
    anna.wait_for("Indoor group · Outdoor group");
    anna.keys("n");
    anna.wait_for_row(&[SECOND, " n Present"]);
    assert_eq!(home.code_of(SECOND), "present");
    anna.keys("q");
    assert_eq!(anna.exit(), 0);
    anna.assert_given_back();
    wait_for_end(anna_there);
}
