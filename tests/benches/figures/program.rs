//! The program on a terminal of its own, with a stamp on everything it writes.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::place::{PROGRAM, Place, TODAY};

const COLUMNS: u16 = 80;
const ROWS: u16 = 24;
/// When nothing has come for so long, what was asked for has been drawn.
pub const QUIET: Duration = Duration::from_millis(30);
/// A program that has not answered by then does not work.
const DEADLINE: Duration = Duration::from_secs(30);

/// What was read in one go, and when.
struct Chunk {
    at: Instant,
    bytes: Vec<u8>,
}

/// The first full frame.
#[derive(Clone, Copy, Debug)]
pub struct FirstFrame {
    /// From before the process was started to the frame's last byte.
    pub took: Duration,
    /// Until there was nothing more to draw: what is counted but not in view follows the frame.
    pub settled: Duration,
    pub bytes: usize,
}

/// What a key brought to the screen.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// From before the key was sent to the last byte that it brought.
    pub took: Duration,
    pub bytes: usize,
    /// In how many goes it came: a frame is one, or a little more if it is long.
    pub reads: usize,
}

/// A running program.
pub struct Program {
    _master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    chunks: Receiver<Chunk>,
    began: Instant,
    screen: vt100::Parser,
}

impl Program {
    /// The board on a register.
    pub fn board(place: &Place, register: &Path) -> Result<Program> {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(["--today", TODAY, "--as", "bench", "--lang", "sv"]);
        command.arg("--database");
        command.arg(register);
        Program::start(place, command)
    }

    /// The program that only says which version it is.
    pub fn version(place: &Place) -> Result<Program> {
        let mut command = CommandBuilder::new(PROGRAM);
        command.arg("--version");
        Program::start(place, command)
    }

    fn start(place: &Place, mut command: CommandBuilder) -> Result<Program> {
        command.env_clear();
        command.env("HOME", place.folder());
        command.env("TERM", "xterm-256color");
        command.cwd(place.folder());
        let pair = native_pty_system().openpty(PtySize {
            rows: ROWS,
            cols: COLUMNS,
            ..PtySize::default()
        })?;
        let mut reader = pair.master.try_clone_reader()?;
        let keys = pair.master.take_writer()?;
        let (sender, chunks) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 65_536];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                let at = Instant::now();
                let bytes = buffer[..length].to_vec();
                if sender.send(Chunk { at, bytes }).is_err() {
                    break;
                }
            }
        });
        let began = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        Ok(Program {
            _master: pair.master,
            child,
            keys,
            chunks,
            began,
            screen: vt100::Parser::new(ROWS, COLUMNS, 0),
        })
    }

    pub fn pid(&self) -> Result<u32> {
        self.child.process_id().context("the program has ended")
    }

    /// Waits for something, and then for it to end.
    fn wait(&self, quiet: Duration) -> Result<Vec<Chunk>> {
        let first = self.chunks.recv_timeout(DEADLINE);
        let mut chunks = vec![first.context("the program writes nothing")?];
        while let Ok(chunk) = self.chunks.recv_timeout(quiet) {
            chunks.push(chunk);
        }
        Ok(chunks)
    }

    /// Waits for the first frame: it has come when the bottom line stands as it does when all is quiet.
    pub fn first_frame(&mut self, quiet: Duration) -> Result<FirstFrame> {
        let mut lines = Vec::new();
        let (mut bytes, mut bottom) = (0, String::new());
        while bottom.trim().is_empty() {
            ensure!(self.began.elapsed() < DEADLINE, "no frame has come");
            for chunk in self.wait(quiet)? {
                self.screen.process(&chunk.bytes);
                bytes += chunk.bytes.len();
                let rows = self.screen.screen().rows(0, COLUMNS);
                bottom = rows.last().unwrap_or_default();
                lines.push((chunk.at - self.began, bytes, bottom.clone()));
            }
        }
        let settled = lines.last().map_or(Duration::ZERO, |(at, ..)| *at);
        let full = lines.into_iter().find(|(.., line)| *line == bottom);
        let (took, bytes, _) = full.context("the bottom line is among them")?;
        Ok(FirstFrame {
            took,
            settled,
            bytes,
        })
    }

    /// Presses keys, all in one write, and waits until what they bring has come.
    pub fn press(&mut self, keys: &[u8], quiet: Duration) -> Result<Answer> {
        let pressed = Instant::now();
        self.keys.write_all(keys)?;
        let chunks = self.wait(quiet)?;
        let last = chunks.last().context("something came")?.at;
        for chunk in &chunks {
            self.screen.process(&chunk.bytes);
        }
        Ok(Answer {
            took: last - pressed,
            bytes: chunks.iter().map(|chunk| chunk.bytes.len()).sum(),
            reads: chunks.len(),
        })
    }

    /// Listens for so long; how many bytes came.
    pub fn listen(&mut self, time: Duration) -> Result<usize> {
        let end = Instant::now() + time;
        let mut bytes = 0;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok(chunk) => bytes += chunk.bytes.len(),
                Err(RecvTimeoutError::Timeout) => return Ok(bytes),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(RecvTimeoutError::Disconnected).context("the program has ended");
                }
            }
        }
    }

    /// What stands on the screen.
    pub fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// Leaves the program as people do.
    pub fn leave(mut self) -> Result<()> {
        self.keys.write_all(b"q")?;
        self.ended()
    }

    /// Waits until it has ended by itself; when its first byte came.
    pub fn first_byte(mut self) -> Result<Duration> {
        let first = self.chunks.recv_timeout(DEADLINE)?.at;
        self.ended()?;
        Ok(first - self.began)
    }

    fn ended(&mut self) -> Result<()> {
        while self.chunks.recv_timeout(DEADLINE).is_ok() {}
        let status = self.child.wait()?;
        ensure!(status.success(), "the program ended with {status}");
        Ok(())
    }
}
