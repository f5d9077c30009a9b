//! The program's hold on a real terminal: taken, given back whatever ends it, and asleep in between.
//!
//! The child is this test binary again, told by an environment variable what to do on the terminal it is given.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use rustix::termios::{LocalModes, tcgetattr};
use tolv::terminal::{Event, Inbox, Session};
use tolv::text::Lang;

const ACT: &str = "TOLV_TEST_ACT";
const FILE: &str = "TOLV_TEST_FILE";
/// No child outlives this, whatever goes wrong.
const LIFE: Duration = Duration::from_secs(20);

/// What the child does; without the variable it is an ordinary test that passes.
#[test]
fn child() {
    let Ok(act) = std::env::var(ACT) else { return };
    let file = std::env::var_os(FILE);
    let end = Instant::now() + LIFE;
    let session = Session::open(Lang::Sv, true).unwrap();
    // The count of the deaf is a file too; to watch it would wake them.
    let watched = file.as_deref().map(Path::new).filter(|_| act != "deaf");
    let mut inbox = Inbox::open(watched).unwrap();
    match act.as_str() {
        "panic" => {
            print!("READY");
            panic!("Lena Bergström");
        }
        "park" => {
            print!("READY\r\n");
            while Instant::now() < end {
                std::thread::park_timeout(LIFE);
            }
        }
        "flood" => {
            print!("READY\r\n");
            while Instant::now() < end {
                print!("more than a link takes ");
            }
        }
        "burst" => {
            print!("READY\r\n");
            while rustix::io::ioctl_fionread(std::io::stdin()).unwrap() < 20 {
                std::thread::yield_now();
            }
            let [Event::Burst(burst)] = &inbox.wait(Some(end))[..] else {
                panic!("not at once");
            };
            let many = if burst.are_many() { "many" } else { "few" };
            print!("got {} at once, which are {many}\r\n", burst.events.len());
        }
        // Tells what happens, one line a wait, until a signal ends it.
        "tell" => {
            print!("READY {}\r\n", inbox.watching());
            loop {
                let events = inbox.wait(Some(end));
                print!("{events:?}\r\n");
                if let Some(Event::Stop(signal)) = events.last() {
                    drop(session);
                    process::exit(128 + signal);
                }
                if Instant::now() >= end {
                    break;
                }
            }
        }
        // Ends for nothing, and counts how often it wakes.
        "deaf" => {
            let mut count = File::create(file.unwrap()).unwrap();
            print!("READY\r\n");
            while Instant::now() < end {
                inbox.wait(Some(end));
                count.write_all(b".").unwrap();
            }
        }
        other => unreachable!("{other}"),
    }
}

struct Pty {
    master: Box<dyn MasterPty + Send>,
    reader: Box<dyn Read + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: vt100::Parser,
    raw: Vec<u8>,
}

impl Pty {
    fn start(act: &str, file: Option<&Path>) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 100,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["terminal::pty::child", "--exact", "--nocapture"]);
        command.env(ACT, act);
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "1");
        if let Some(file) = file {
            command.env(FILE, file);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        Self {
            reader: pair.master.try_clone_reader().unwrap(),
            master: pair.master,
            child,
            screen: vt100::Parser::new(24, 100, 0),
            raw: Vec::new(),
        }
    }

    fn pid(&self) -> Pid {
        let pid = self.child.process_id().unwrap();
        Pid::from_raw(i32::try_from(pid).unwrap()).unwrap()
    }

    /// Reads until the bytes are among those that have come, or the child has gone.
    fn read_until(&mut self, awaited: &str) {
        let mut buffer = [0; 4096];
        while !self.heard(awaited) {
            match self.reader.read(&mut buffer) {
                Ok(0) | Err(_) => {
                    let tail = &self.raw[self.raw.len().saturating_sub(500)..];
                    panic!("{awaited:?} never came:\n{}", tail.escape_ascii())
                }
                Ok(length) => self.take(&buffer[..length]),
            }
        }
    }

    fn read_to_end(&mut self) {
        let mut buffer = [0; 4096];
        while let Ok(length @ 1..) = self.reader.read(&mut buffer) {
            self.take(&buffer[..length]);
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.raw.extend_from_slice(bytes);
    }

    fn heard(&self, awaited: &str) -> bool {
        self.raw
            .windows(awaited.len())
            .any(|window| window == awaited.as_bytes())
    }

    fn is_taken(&self) -> bool {
        let screen = self.screen.screen();
        screen.alternate_screen()
            && screen.hide_cursor()
            && screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::PressRelease
    }

    fn assert_given_back(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen());
        assert!(!screen.hide_cursor());
        assert!(!screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let tty = File::open(self.master.tty_name().unwrap()).unwrap();
        let modes = tcgetattr(&tty).unwrap().local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO));
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_tells_no_name() {
    let mut pty = Pty::start("panic", None);
    pty.read_to_end();
    assert!(pty.heard("\x1b[?1049h") && pty.heard("READY"));
    pty.assert_given_back();
    let shown = pty.screen.screen().contents();
    assert!(shown.contains("internt fel"), "{shown}");
    assert!(shown.contains("pty.rs:"), "{shown}");
    assert!(!pty.heard("Lena"), "{}", pty.raw.escape_ascii());
    assert!(!pty.child.wait().unwrap().success());
}

#[test]
fn a_signal_ends_the_loop_and_gives_the_terminal_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let mut pty = Pty::start("tell", None);
        pty.read_until("READY");
        kill_process(pty.pid(), signal).unwrap();
        pty.read_to_end();
        assert!(pty.heard("Stop("));
        pty.assert_given_back();
        assert_eq!(pty.child.wait().unwrap().exit_code(), code);
    }
}

#[test]
fn a_signal_ends_a_program_that_does_not_listen() {
    let mut pty = Pty::start("park", None);
    pty.read_until("READY");
    kill_process(pty.pid(), Signal::TERM).unwrap();
    pty.read_to_end();
    pty.assert_given_back();
    assert_eq!(pty.child.wait().unwrap().exit_code(), 143);
}

#[test]
fn a_signal_ends_a_program_stuck_on_a_link_that_takes_nothing() {
    let mut pty = Pty::start("flood", None);
    pty.read_until("READY");
    kill_process(pty.pid(), Signal::TERM).unwrap();
    assert_eq!(pty.child.wait().unwrap().exit_code(), 143);
}

#[test]
fn a_hang_up_ends_the_program_without_spinning() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("wakes");
    let mut pty = Pty::start("deaf", Some(&file));
    pty.read_until("READY");
    let Pty {
        master,
        reader,
        mut child,
        ..
    } = pty;
    drop((master, reader));
    assert_eq!(child.wait().unwrap().exit_code(), 129);
    let wakes = std::fs::metadata(&file).unwrap().len();
    println!("woke {wakes} times between the hang-up and the end");
    // The signal and the hang-up, together or one after the other.
    assert!((1..=4).contains(&wakes), "woke {wakes} times");
}

#[test]
fn what_waits_comes_at_once() {
    let mut pty = Pty::start("burst", None);
    pty.read_until("READY");
    let mut writer = pty.master.take_writer().unwrap();
    writer.write_all(&b"jk".repeat(10)).unwrap();
    pty.read_until("got 20 at once, which are few");
    pty.read_to_end();
    assert!(pty.child.wait().unwrap().success());
}

#[test]
fn keys_pastes_clicks_and_sizes_arrive() {
    let mut pty = Pty::start("tell", None);
    pty.read_until("READY");
    let mut writer = pty.master.take_writer().unwrap();

    writer.write_all(b"\x1b").unwrap();
    pty.read_until("Esc");
    writer.write_all(b"\x1b[200~tv\xc3\xa5\x1b[201~").unwrap();
    pty.read_until("[Paste(\"två\")]");
    writer.write_all(b"\x1b[<0;5;3M").unwrap();
    pty.read_until("[Click { column: 4, row: 2 }]");
    // Half a sequence stops nothing: the signal arrives, and the rest is understood.
    writer.write_all(b"\x1b[").unwrap();
    pty.master
        .resize(PtySize {
            rows: 30,
            cols: 120,
            ..PtySize::default()
        })
        .unwrap();
    pty.read_until("[Resize]");

    kill_process(pty.pid(), Signal::TERM).unwrap();
    pty.read_to_end();
    assert_eq!(pty.child.wait().unwrap().exit_code(), 143);
}

#[test]
fn a_file_changed_or_replaced_is_news() {
    let change: fn(&Path) = |file| std::fs::write(file, "two").unwrap();
    let replace: fn(&Path) = |file| {
        let other = file.with_extension("new");
        std::fs::write(&other, "three").unwrap();
        std::fs::rename(&other, file).unwrap();
    };
    let leave: fn(&Path) = |_| {};
    for (name, watching, act) in [
        ("register", "true", change),
        ("register", "true", replace),
        ("nowhere/register", "false", leave),
    ] {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("register"), "one").unwrap();
        let file = directory.path().join(name);
        let mut pty = Pty::start("tell", Some(&file));
        pty.read_until(&format!("READY {watching}"));
        act(&file);
        pty.read_until("[News]");
        kill_process(pty.pid(), Signal::TERM).unwrap();
        pty.read_to_end();
    }
}

#[test]
fn a_stopped_program_lends_the_terminal_back() {
    let mut pty = Pty::start("tell", None);
    pty.read_until("READY");
    kill_process(pty.pid(), Signal::TSTP).unwrap();
    let (_, status) = waitpid(Some(pty.pid()), WaitOptions::UNTRACED)
        .unwrap()
        .unwrap();
    assert!(status.stopped());
    pty.read_until("\x1b[?1049l");
    pty.assert_given_back();
    kill_process(pty.pid(), Signal::CONT).unwrap();
    pty.read_until("[Redraw]");
    assert!(pty.is_taken());
    kill_process(pty.pid(), Signal::TERM).unwrap();
    pty.read_to_end();
    pty.assert_given_back();
    assert_eq!(pty.child.wait().unwrap().exit_code(), 143);
}
