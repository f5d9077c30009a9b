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
struct Programs {
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
    fn or_skipped() -> Option<Programs> {
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
struct Server {
    programs: Programs,
    daemon: process::Child,
    port: u16,
    folder: PathBuf,
}

impl Server {
    /// With a line for the user's key that begins with these options, and settings of one's own.
    fn start(programs: Programs, folder: PathBuf, options: &str, settings: &str) -> Server {
        std::fs::create_dir(&folder).unwrap();
        for key in ["host_key", "user_key"] {
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
    fn login(&self, size: Size, asked: &[&str]) -> Pty {
        let mut client = CommandBuilder::new(&self.programs.ssh);
        client.env("TERM", "xterm-256color");
        client.args(["-F", "/dev/null", "-t", "-p", &self.port.to_string(), "-i"]);
        client.arg(self.folder.join("user_key"));
        for option in [
            "BatchMode=yes",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "LogLevel=ERROR",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
        ] {
            client.args(["-o", option]);
        }
        client.arg("127.0.0.1");
        client.args(asked);
        Pty::start(size, client)
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

/// Where the README has the program installed, and where sshd looks for what a line of `authorized_keys` starts.
const INSTALLED: &str = "/usr/local/bin";
const SSHD_PATH: &str = "/usr/local/bin:/usr/bin:/bin:/usr/games";

#[test]
fn the_readmes_line_starts_the_board_of_whom_it_names_in_swedish() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let installs =
        |line: &str| line.contains("install ") && line.ends_with(&format!("{INSTALLED}/tolv"));
    assert!(
        readme.lines().any(installs),
        "the README installs it elsewhere"
    );
    let line = readme.lines().find(|line| line.starts_with("command=\""));
    let (options, _) = line.unwrap().split_once("ssh-ed25519 ").unwrap();
    let Some(programs) = Programs::or_skipped() else {
        return;
    };
    let home = Home::new();
    let people = "namn;grupp;start\nNasrin Ahmadi;inne;2026-01-05\n";
    home.run(&["import", &home.file("people.csv", people)]).ok();
    // A folder in the place of the one that only root may install to.
    let installed = home.path("installed");
    std::fs::create_dir(&installed).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_tolv"), installed.join("tolv")).unwrap();
    let path = SSHD_PATH.replacen(INSTALLED, installed.to_str().unwrap(), 1);
    let own = home.path("");
    let settings = format!("SetEnv PATH={path} HOME={}", own.display());
    let server = Server::start(programs, home.path("ssh"), options, &settings);
    // Whatever is asked for, the line's own program is what is started.
    for asked in [&[][..], &["sh"]] {
        let mut board = server.login(MEDIUM, asked);
        board.wait_for(" hjälp");
        board.wait_for("anna");
        board.keys("q");
        assert_eq!(board.exit(), 0, "{asked:?}");
    }
    let mut board = server.login(MEDIUM, &[]);
    board.wait_for_row(&[FIRST]);
    board.keys("s");
    board.wait_for_row(&[FIRST, " s Sjuk"]);
    board.keys("q");
    assert_eq!(board.exit(), 0);
    assert_eq!(home.json(&["log", "--limit", "1"])[0]["by"], "anna");
}
