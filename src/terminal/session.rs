//! What the terminal is put into while the program has it, and given back from, whatever ends the program.

use std::io::{self, IsTerminal, Write};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use std::{panic, process, thread};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

use super::inbox::drain;
use crate::text::{Lang, Text};
use crate::{say, text};

/// How long the main loop has to end by itself after a signal that asks for it.
const SIGNAL_GRACE: Duration = Duration::from_secs(2);
/// The same after the terminal has gone.
const HANGUP_GRACE: Duration = Duration::from_millis(300);
/// How long a terminal that takes no bytes is waited for when it is given back.
const WRITE_GRACE: Duration = Duration::from_millis(200);

/// Signals that ask the program to end.
pub(super) const ENDING_SIGNALS: [i32; 3] = [SIGHUP, SIGTERM, SIGINT];

const ALTERNATE_ON: &[u8] = b"\x1b[?1049h";
/// Plain style, empty screen, no cursor, pastes in brackets.
const ENTER: &[u8] = b"\x1b[m\x1b[2J\x1b[H\x1b[?25l\x1b[?2004h";
/// Button presses only, in the form that knows columns beyond 223.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
const LEAVE: &[u8] = b"\x1b[?2004l\x1b[m\x1b[?25h\x1b[?1049l";

// One process has one terminal; a panic hook and another thread must be able to give it back.
static ORIGINAL: OnceLock<Termios> = OnceLock::new();
static OPEN: AtomicBool = AtomicBool::new(false);
static INSIDE: AtomicBool = AtomicBool::new(false);
static MOUSE: AtomicBool = AtomicBool::new(false);
static WATCHED: AtomicBool = AtomicBool::new(false);

/// Why there is no screen to be had.
#[derive(Debug, thiserror::Error)]
pub enum NoScreen {
    #[error("{}", self.text().en)]
    Input,
    #[error("{}", self.text().en)]
    Output,
    #[error("{}", self.text().en)]
    Dumb,
    #[error("{}", self.text().en)]
    System(#[from] io::Error),
}

impl NoScreen {
    /// The sentences for people.
    pub fn text(&self) -> Text {
        match self {
            Self::Input => text!(
                "Tangenterna kommer inte från en terminal. Ingenting har ändrats. \
                     Starta programmet direkt i en terminal, utan att skicka något till det.",
                "The keys do not come from a terminal. Nothing has been changed. \
                     Start the program directly in a terminal, without sending anything to it."
            ),
            Self::Output => text!(
                "Det som visas går inte till en terminal. Ingenting har ändrats. \
                     Starta programmet direkt i en terminal, utan att skicka det som visas någon annanstans.",
                "What is shown does not go to a terminal. Nothing has been changed. \
                     Start the program directly in a terminal, without sending what it shows elsewhere."
            ),
            Self::Dumb => text!(
                "Terminalen säger inte att den kan visa en skärmbild (TERM saknas eller är ”dumb”). \
                     Ingenting har ändrats. Använd en annan terminal, eller sätt TERM, till exempel TERM=xterm-256color.",
                "The terminal does not say that it can show a screen (TERM is not set, or is \"dumb\"). \
                     Nothing has been changed. Use another terminal, or set TERM, for example TERM=xterm-256color."
            ),
            Self::System(_) => text!(
                "Terminalen gick inte att ställa om. Ingenting har ändrats. Försök igen i ett nytt fönster.",
                "The terminal could not be set up. Nothing has been changed. Try again in a new window."
            ),
        }
    }
}

/// Whether both ends are a terminal that can show a screen.
pub fn check() -> Result<(), NoScreen> {
    if !io::stdin().is_terminal() {
        Err(NoScreen::Input)
    } else if !io::stdout().is_terminal() {
        Err(NoScreen::Output)
    } else if std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb") {
        Err(NoScreen::Dumb)
    } else {
        Ok(())
    }
}

/// The terminal as long as the program has it: raw, on its alternate screen, without a cursor. Dropping it, a panic on
/// the thread that opened it, a signal and a hang-up all give the terminal back.
///
/// A panic on another thread touches nothing: whoever joins that thread learns of it.
#[derive(Debug)]
#[must_use = "dropping it gives the terminal back"]
pub struct Session(());

impl Session {
    /// Takes the terminal, with clicks of the mouse if asked for. The language is that of the sentence after a panic.
    pub fn open(lang: Lang, mouse: bool) -> Result<Self, NoScreen> {
        check()?;
        if ORIGINAL.get().is_none() {
            let found = tcgetattr(io::stdin()).map_err(io::Error::from)?;
            ORIGINAL.get_or_init(|| found);
        }
        if !WATCHED.swap(true, Ordering::SeqCst) {
            start_watchdog()?;
        }
        speak_on_panic(lang);
        MOUSE.store(mouse, Ordering::SeqCst);
        OPEN.store(true, Ordering::SeqCst);
        let session = Self(());
        enter()?;
        Ok(session)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        OPEN.store(false, Ordering::SeqCst);
        restore();
    }
}

/// Gives the terminal back, from any thread and as often as one likes; only the first time does anything.
pub fn restore() {
    if !INSIDE.swap(false, Ordering::SeqCst) {
        return;
    }
    let mouse = MOUSE.load(Ordering::SeqCst);
    let off: &[u8] = if mouse { MOUSE_OFF } else { b"" };
    // Nothing can be done for a terminal that does not take it.
    let _ = send(&[off, LEAVE].concat());
    if mouse {
        // Clicks that are still waiting would be typed to the shell.
        let _ = tcflush(io::stdin(), QueueSelector::IFlush);
    }
    if let Some(original) = ORIGINAL.get() {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, original);
    }
}

/// Takes the terminal again after the process was stopped; what was on the screen is gone. Whether there was a session.
pub(super) fn resume() -> bool {
    OPEN.load(Ordering::SeqCst) && enter().is_ok()
}

fn enter() -> io::Result<()> {
    let inside = INSIDE.swap(true, Ordering::SeqCst);
    if let Some(original) = ORIGINAL.get() {
        let mut raw = original.clone();
        raw.make_raw();
        tcsetattr(io::stdin(), OptionalActions::Now, &raw)?;
    }
    // Entering the alternate screen a second time would forget where the cursor was on the first.
    let alternate = if inside { b"" } else { ALTERNATE_ON };
    let mouse: &[u8] = if MOUSE.load(Ordering::SeqCst) {
        MOUSE_ON
    } else {
        b""
    };
    send(&[alternate, ENTER, mouse].concat())
}

/// Writes past every buffer, and gives up on a terminal that takes nothing.
fn send(mut bytes: &[u8]) -> io::Result<()> {
    let stdout = io::stdout();
    while !bytes.is_empty() {
        let mut fds = [PollFd::new(&stdout, PollFlags::OUT)];
        let ready = match poll(&mut fds, Some(&timespec(WRITE_GRACE))) {
            Err(rustix::io::Errno::INTR) => continue,
            other => other?,
        };
        if ready == 0 {
            return Err(io::ErrorKind::TimedOut.into());
        }
        match rustix::io::write(&stdout, bytes) {
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            written => bytes = &bytes[written?..],
        }
    }
    Ok(())
}

/// A duration as `poll` takes it.
pub(super) fn timespec(duration: Duration) -> Timespec {
    Timespec::try_from(duration).unwrap_or(Timespec {
        tv_sec: i64::MAX,
        tv_nsec: 0,
    })
}

/// The message of a panic is not shown: it may hold a name.
fn speak_on_panic(lang: Lang) {
    let owner = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() != owner {
            return;
        }
        restore();
        let place = info
            .location()
            .map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
        let sentence = say!(lang,
            sv: "Programmet avslutades av ett internt fel, men allt som visades som sparat är sparat{place}.",
            en: "The program was ended by an internal fault, but all that was shown as saved is saved{place}.");
        let _ = writeln!(io::stderr(), "{sentence}");
    }));
}

/// Starts the thread that ends the process when the terminal is gone or a signal asks for it, should the main loop not
/// do so in time. It lives as long as the process.
fn start_watchdog() -> io::Result<()> {
    let (reader, writer) = UnixStream::pair()?;
    reader.set_nonblocking(true)?;
    let last = Arc::new(AtomicUsize::new(0));
    for signal in ENDING_SIGNALS {
        let number = usize::try_from(signal).expect("signal numbers are positive");
        flag::register_usize(signal, Arc::clone(&last), number)?;
        low_level::pipe::register(signal, writer.try_clone()?)?;
    }
    thread::Builder::new()
        .name("watchdog".to_owned())
        .spawn(move || watch(&reader, &last))?;
    Ok(())
}

fn watch(signals: &UnixStream, last: &AtomicUsize) {
    let stdin = io::stdin();
    let mut end: Option<(Instant, i32)> = None;
    let mut gone = false;
    loop {
        let now = Instant::now();
        if let Some((deadline, code)) = end
            && deadline <= now
        {
            restore();
            process::exit(code);
        }
        let timeout = end.map(|(deadline, _)| timespec(deadline - now));
        let mut fds = vec![PollFd::new(signals, PollFlags::IN)];
        if !gone {
            // No events asked for: only a hang-up or an error wakes it.
            fds.push(PollFd::new(&stdin, PollFlags::empty()));
        }
        if poll(&mut fds, timeout.as_ref()).is_err() {
            continue;
        }
        let signalled = !fds[0].revents().is_empty();
        let hung_up = fds.get(1).is_some_and(|tty| !tty.revents().is_empty());
        drop(fds);
        if signalled {
            drain(signals);
            let code = i32::try_from(last.load(Ordering::SeqCst)).map_or(1, |n| 128 + n);
            end.get_or_insert((Instant::now() + SIGNAL_GRACE, code));
        }
        if hung_up {
            gone = true;
            end = Some((Instant::now() + HANGUP_GRACE, 128 + SIGHUP));
        }
    }
}
