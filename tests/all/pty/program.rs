//! A program on a pseudo-terminal of its own: keys in, its screen out.

use std::fs::File;
use std::io::{Read, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::io::ioctl_fionread;
use rustix::process::{Pid, Signal, kill_process, test_kill_process_group};
use rustix::termios::{LocalModes, tcgetattr};

/// What is waited for comes within this, or never.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Columns and rows.
pub type Size = (u16, u16);

/// A program on a terminal of its own, and what its screen shows.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    /// Asks for one read; `None` once the terminal has been dropped.
    asking: Option<Sender<()>>,
    coming: Receiver<Vec<u8>>,
    asked: bool,
    child: Box<dyn Child + Send + Sync>,
    pid: Pid,
    ended: bool,
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// How many of the bytes are on the screen.
    shown: usize,
}

impl Pty {
    /// Starts a command on a new terminal.
    pub fn start(size: Size, command: CommandBuilder) -> Pty {
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let pid = i32::try_from(child.process_id().unwrap()).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (asking, asked) = mpsc::channel();
        let (telling, coming) = mpsc::channel();
        // Reads only when asked, so that nobody holds the terminal when it is to be dropped.
        thread::spawn(move || {
            let mut buffer = [0; 64 * 1024];
            while asked.recv().is_ok() {
                match reader.read(&mut buffer) {
                    Ok(0) | Err(_) => break,
                    Ok(length) if telling.send(buffer[..length].to_vec()).is_err() => break,
                    Ok(_) => {}
                }
            }
        });
        Pty {
            writer: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            asking: Some(asking),
            coming,
            asked: false,
            child,
            pid: Pid::from_raw(pid).unwrap(),
            ended: false,
            parser: vt100::Parser::new(size.1, size.0, 0),
            bytes: Vec::new(),
            shown: 0,
        }
    }

    /// Types keys by name, blanks between them: `n Down s`.
    pub fn keys(&mut self, keys: &str) {
        let bytes: Vec<u8> = keys.split(' ').flat_map(key).collect();
        self.write(&bytes);
    }

    /// Writes bytes to the program in one piece.
    pub fn write(&mut self, bytes: &[u8]) {
        let writer = self.writer.as_mut().expect("the terminal is there");
        writer.write_all(bytes).unwrap();
    }

    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Everything that came from the program.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The screen's rows, as wide as they are.
    pub fn rows(&self) -> Vec<String> {
        rows(self.screen())
    }

    /// Waits until the screen shows these words somewhere in a row.
    pub fn wait_for(&mut self, words: &str) {
        self.wait_until(words, |screen| screen.contents().contains(words));
    }

    /// Waits until a row of a pane holds all of these words.
    pub fn wait_for_row(&mut self, words: &[&str]) {
        let found = |row: &str| words.iter().all(|word| row.contains(word));
        self.wait_until(&format!("a row with {words:?}"), |screen| {
            rows(screen).iter().any(|row| row.split('│').any(found))
        });
    }

    /// Waits until the screen is as asked; `what` says it for people.
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        if !self.becomes(is_so) {
            panic!("never came: {what}\n{}", self.screen().contents());
        }
    }

    /// Waits until the screen is as asked. False where the program ends before that, or never does it.
    pub fn becomes(&mut self, is_so: impl Fn(&vt100::Screen) -> bool) -> bool {
        self.becomes_within(PATIENCE, is_so)
    }

    /// The same, where it is given up sooner.
    pub fn becomes_within(
        &mut self,
        patience: Duration,
        is_so: impl Fn(&vt100::Screen) -> bool,
    ) -> bool {
        let deadline = Instant::now() + patience;
        while !is_so(self.screen()) {
            if !self.take(deadline) {
                return false;
            }
        }
        true
    }

    /// Waits until the program has read all that was written to it.
    pub fn wait_until_read(&mut self) {
        let master = self.master.as_ref().and_then(|master| master.tty_name());
        let tty = File::open(master.expect("the terminal is there")).unwrap();
        let deadline = Instant::now() + PATIENCE;
        while ioctl_fionread(&tty).unwrap() > 0 {
            assert!(Instant::now() < deadline, "it is not read");
            // What the program says meanwhile must not fill the terminal, or it stands still.
            self.take(Instant::now() + Duration::from_millis(1));
        }
    }

    pub fn pid(&self) -> Pid {
        self.pid
    }

    /// Takes in what comes next; nothing came before the deadline, or ever will, where it says false.
    fn take(&mut self, deadline: Instant) -> bool {
        let Some(asking) = &self.asking else {
            return false;
        };
        if !self.asked {
            // Who has ended reads no more; what it still sent is taken below.
            let _ = asking.send(());
            self.asked = true;
        }
        let left = deadline.saturating_duration_since(Instant::now());
        match self.coming.recv_timeout(left) {
            Ok(bytes) => {
                self.asked = false;
                self.bytes.extend(bytes);
                self.show();
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Puts what has come on the screen. The emulator leaves out U+FFFD, which takes a column on every terminal.
    fn show(&mut self) {
        let coming = &self.bytes[self.shown..];
        let whole = match std::str::from_utf8(coming) {
            Err(error) if error.error_len().is_none() => &coming[..error.valid_up_to()],
            _ => coming,
        };
        self.shown += whole.len();
        let text = String::from_utf8_lossy(whole).replace(char::REPLACEMENT_CHARACTER, "¿");
        self.parser.process(text.as_bytes());
    }

    pub fn resize(&mut self, size: Size) {
        self.parser.screen_mut().set_size(size.1, size.0);
        let master = self.master.as_ref().expect("the terminal is there");
        master.resize(pty_size(size)).unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Kills the program with no warning, and waits for its end.
    pub fn kill(&mut self) {
        self.signal(Signal::KILL);
        self.exit();
    }

    /// Drops the terminal under the program, as a lost connection does.
    pub fn hang_up(&mut self) {
        assert!(
            !self.asked,
            "a read is under way and would hold the terminal"
        );
        (self.master, self.writer, self.asking) = (None, None, None);
        // The reader goes when nobody can ask it any more.
        while self.coming.recv().is_ok() {}
    }

    /// Waits for the program's end: its exit code. Nothing of its group of processes is left.
    pub fn exit(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        while self.take(deadline) {}
        let mut killer = self.child.clone_killer();
        let (done, is_done) = mpsc::channel::<()>();
        let guard = thread::spawn(move || {
            if is_done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                let _ = killer.kill();
                return false;
            }
            true
        });
        let status = self.child.wait().unwrap();
        drop(done);
        self.ended = true;
        assert!(guard.join().unwrap(), "the program did not end by itself");
        assert!(
            test_kill_process_group(self.pid).is_err(),
            "a process is left"
        );
        status.exit_code()
    }

    /// The terminal is as it was before the program, as far as it shows and as the kernel has it.
    pub fn assert_given_back(&self) {
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "no cursor");
        assert!(!screen.bracketed_paste(), "pastes still in brackets");
        let mouse = screen.mouse_protocol_mode();
        assert_eq!(mouse, vt100::MouseProtocolMode::None);
        let tty = self.master.as_ref().and_then(|master| master.tty_name());
        let tty = File::open(tty.expect("the terminal is there")).unwrap();
        let modes = tcgetattr(&tty).unwrap().local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO));
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if !self.ended {
            let _ = kill_process(self.pid, Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

/// A screen's rows, each as wide as the screen.
pub fn rows(screen: &vt100::Screen) -> Vec<String> {
    let (rows, columns) = screen.size();
    let cell = |row, column| {
        let cell = screen.cell(row, column).expect("within the screen");
        match cell.contents() {
            "" if cell.is_wide_continuation() => "",
            "" => " ",
            text => text,
        }
    };
    (0..rows)
        .map(|row| (0..columns).map(|column| cell(row, column)).collect())
        .collect()
}

fn pty_size((cols, rows): Size) -> PtySize {
    PtySize {
        rows,
        cols,
        ..PtySize::default()
    }
}

/// What a terminal sends for a key.
fn key(name: &str) -> Vec<u8> {
    let sequence: &[u8] = match name {
        "Up" => b"\x1b[A",
        "Down" => b"\x1b[B",
        "Right" => b"\x1b[C",
        "Left" => b"\x1b[D",
        "Home" => b"\x1b[H",
        "End" => b"\x1b[F",
        "PageUp" => b"\x1b[5~",
        "PageDown" => b"\x1b[6~",
        "Delete" => b"\x1b[3~",
        "Enter" => b"\r",
        "Tab" => b"\t",
        "Space" => b" ",
        "Backspace" => b"\x7f",
        // A key that follows at once would read as Alt and that key: nothing else in the same burst.
        "Esc" => b"\x1b",
        one if one.chars().count() == 1 => one.as_bytes(),
        other => panic!("no key is called {other}"),
    };
    sequence.to_vec()
}
