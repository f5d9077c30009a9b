//! Everything that can happen to a waiting program, in one place and in one wait.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGSTOP, SIGTSTP, SIGWINCH};
use signal_hook::{SigId, flag, low_level};

use super::decode::Decoder;
use super::session::{self, ENDING_SIGNALS, timespec};
use super::watch::Watch;

/// How often a file is taken to have changed that cannot be watched.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// At most this much is read before what has come is handed over.
const MOST_AT_ONCE: usize = 64 * 1024;
/// More letters and signs than this have not been typed while nobody looked: in one read they were pasted.
const MOST_TYPED: usize = 32;
/// Reads with no more than this between them are one: the kernel cuts what was written at once.
const SILENCE_IN_A_READ: Duration = Duration::from_millis(3);
/// The same once there are more than [`MOST_TYPED`], since a network cuts what is pasted; but for so long at most.
const SILENCE_IN_A_PASTE: Duration = Duration::from_millis(100);
const LONGEST_READ: Duration = Duration::from_millis(1000);

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed, or is held down.
    Key(KeyEvent),
    /// Text was pasted; its lines end with `\n`.
    Paste(String),
    /// All this came at once, with more than one letter or sign in it: hands may have typed it, or not.
    Burst(Burst),
    /// The first button was pressed over a cell, both counted from 0.
    Click { column: u16, row: u16 },
    /// The wheel was turned over a cell; positive lines are towards the end.
    Scroll { column: u16, row: u16, lines: i16 },
    /// The terminal may have another size.
    Resize,
    /// The process was stopped and goes on: clear the screen and draw all of it.
    Redraw,
    /// The watched file was changed or replaced, perhaps by this process; or a waker was used.
    News,
    /// This signal asks the program to end; it has 2 s.
    Stop(i32),
    /// The terminal is gone; the program has 300 ms.
    Hangup,
}

/// Keys, pastes and clicks that came at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Burst {
    pub events: Vec<Event>,
    /// How many letters and signs came, with those of answers, which are no events.
    signs: usize,
}

impl Burst {
    fn take(&mut self, events: Vec<Event>, dropped: usize) {
        let is_sign = |event: &&Event| match event {
            Event::Key(key) => {
                matches!(key.code, KeyCode::Char(_))
                    && !key.modifiers.contains(KeyModifiers::CONTROL)
            }
            _ => false,
        };
        self.signs += dropped + events.iter().filter(is_sign).count();
        self.events.extend(events);
    }

    /// Whether there are more letters and signs than hands type meanwhile.
    pub fn are_many(&self) -> bool {
        self.signs > MOST_TYPED
    }

    /// The keys, in order.
    pub fn keys(&self) -> Vec<KeyEvent> {
        let keys = self.events.iter().filter_map(|event| match event {
            Event::Key(key) => Some(*key),
            _ => None,
        });
        keys.collect()
    }

    /// What was typed or pasted, as text.
    pub fn text(&self) -> String {
        let text = self.events.iter().map(|event| match event {
            Event::Key(key) => match key.code {
                KeyCode::Char(c) if key.modifiers.difference(KeyModifiers::SHIFT).is_empty() => {
                    c.to_string()
                }
                KeyCode::Enter => "\n".to_owned(),
                KeyCode::Tab => "\t".to_owned(),
                _ => String::new(),
            },
            Event::Paste(text) => text.clone(),
            _ => String::new(),
        });
        text.collect()
    }

    /// How long a silence ends it.
    fn patience(&self, begun: Instant) -> Duration {
        match self.signs {
            0 | 1 => Duration::ZERO,
            2..=MOST_TYPED => SILENCE_IN_A_READ,
            _ if begun.elapsed() < LONGEST_READ => SILENCE_IN_A_PASTE,
            _ => Duration::ZERO,
        }
    }

    /// What happened: itself, or each by itself where nothing has to be judged.
    fn into_events(self) -> Vec<Event> {
        match self.signs {
            0 | 1 => self.events,
            _ if self.events.is_empty() => self.events,
            _ => vec![Event::Burst(self)],
        }
    }
}

/// Waits for keys, signals, the clock and news of a file, without waking up for anything else.
#[derive(Debug)]
pub struct Inbox {
    decoder: Decoder,
    terminal_gone: bool,
    signals: UnixStream,
    signalling: UnixStream,
    woken: Arc<AtomicBool>,
    raised: Vec<(i32, Arc<AtomicBool>)>,
    registered: Vec<SigId>,
    watch: Option<Watch>,
    next_look: Option<Instant>,
}

/// Wakes an inbox with news from another thread.
#[derive(Debug)]
pub struct Waker {
    signalling: UnixStream,
    woken: Arc<AtomicBool>,
}

impl Waker {
    /// There is news.
    pub fn wake(&self) {
        // In this order: who is woken finds the flag up. A pipe that is full wakes as well.
        self.woken.store(true, Ordering::SeqCst);
        let _ = (&self.signalling).write(&[0]);
    }
}

impl Inbox {
    /// Begins to listen; `watched` is a file whose changes are news. Errors when the system gives no more pipes.
    pub fn open(watched: Option<&Path>) -> io::Result<Self> {
        let (signals, signalling) = nonblocking_pair()?;
        let mut inbox = Self {
            decoder: Decoder::default(),
            terminal_gone: false,
            signals,
            signalling,
            woken: Arc::default(),
            raised: Vec::new(),
            registered: Vec::new(),
            watch: None,
            next_look: None,
        };
        for signal in [SIGWINCH, SIGTSTP, SIGCONT]
            .into_iter()
            .chain(ENDING_SIGNALS)
        {
            let raised = Arc::new(AtomicBool::new(false));
            // In this order: who is woken finds the flag up.
            let ids = [
                flag::register(signal, Arc::clone(&raised))?,
                low_level::pipe::register(signal, inbox.signalling.try_clone()?)?,
            ];
            inbox.registered.extend(ids);
            inbox.raised.push((signal, raised));
        }
        if let Some(file) = watched {
            inbox.watch = Watch::on(file).ok();
            if inbox.watch.is_none() {
                inbox.next_look = Some(Instant::now() + LOOK_EVERY);
            }
        }
        Ok(inbox)
    }

    /// Whether news of the file comes by itself; if not, it is taken to have changed once a second.
    pub fn watching(&self) -> bool {
        self.watch.is_some()
    }

    /// What another thread wakes it with.
    pub fn waker(&self) -> io::Result<Waker> {
        Ok(Waker {
            signalling: self.signalling.try_clone()?,
            woken: Arc::clone(&self.woken),
        })
    }

    /// Sleeps until something happens and gives all that has, in order; empty when the time `until` has come first.
    pub fn wait(&mut self, until: Option<Instant>) -> Vec<Event> {
        loop {
            let now = Instant::now();
            let deadline = [until, self.decoder.deadline(), self.next_look]
                .into_iter()
                .flatten()
                .min();
            let (keys, signalled, news) = self.sleep(deadline, now);
            let mut events = if keys { self.read_keys() } else { Vec::new() };
            let now = Instant::now();
            events.extend(self.decoder.expire(now));
            if signalled {
                events.extend(self.read_signals());
            }
            let news = news && self.watch.as_ref().is_some_and(Watch::take);
            let woken = self.woken.swap(false, Ordering::SeqCst);
            let look = self.next_look.is_some_and(|next| next <= now);
            if look {
                self.next_look = Some(now + LOOK_EVERY);
            }
            if news || woken || look {
                events.push(Event::News);
            }
            if !events.is_empty() || until.is_some_and(|until| until <= now) {
                return events;
            }
        }
    }

    /// Sleeps until the deadline, or until keys, a signal or news wait: which of them.
    fn sleep(&self, deadline: Option<Instant>, now: Instant) -> (bool, bool, bool) {
        let stdin = io::stdin();
        let timeout = deadline.map(|deadline| timespec(deadline.saturating_duration_since(now)));
        let mut fds = vec![PollFd::new(&self.signals, PollFlags::IN)];
        let keys = (!self.terminal_gone).then(|| {
            fds.push(PollFd::new(&stdin, PollFlags::IN));
            fds.len() - 1
        });
        let news = self.watch.as_ref().map(|watch| {
            fds.push(PollFd::new(watch, PollFlags::IN));
            fds.len() - 1
        });
        // Interrupted means that a signal came: its byte is found the next time.
        if poll(&mut fds, timeout.as_ref()).is_err() {
            return (false, false, false);
        }
        let ready = |n: Option<usize>| n.is_some_and(|n| !fds[n].revents().is_empty());
        (ready(keys), ready(Some(0)), ready(news))
    }

    /// Reads what has been typed. The file descriptor stays blocking (output shares it), so each read is only made when
    /// something waits.
    fn read_keys(&mut self) -> Vec<Event> {
        let stdin = io::stdin();
        let begun = Instant::now();
        let mut burst = Burst::default();
        let mut buffer = [0; 4096];
        let mut total = 0;
        while total < MOST_AT_ONCE {
            let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
            match poll(&mut fds, Some(&timespec(burst.patience(begun)))) {
                Err(rustix::io::Errno::INTR) => continue,
                Ok(1..) => {}
                _ => break,
            }
            match rustix::io::read(&stdin, &mut buffer) {
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => break,
                Ok(0) | Err(_) => {
                    self.terminal_gone = true;
                    break;
                }
                Ok(length) => {
                    total += length;
                    let events = self.decoder.feed(&buffer[..length], Instant::now());
                    burst.take(events, self.decoder.dropped());
                }
            }
        }
        let mut events = burst.into_events();
        if self.terminal_gone {
            events.push(Event::Hangup);
        }
        events
    }

    fn read_signals(&mut self) -> Vec<Event> {
        drain(&self.signals);
        let raised = self.raised.iter();
        let raised: Vec<i32> = raised
            .filter(|(_, flag)| flag.swap(false, Ordering::SeqCst))
            .map(|(signal, _)| *signal)
            .collect();
        let mut events = Vec::new();
        for signal in raised {
            match signal {
                SIGWINCH => events.push(Event::Resize),
                SIGTSTP => {
                    session::restore();
                    // Goes on here after SIGCONT, which the next look at the signals finds.
                    let _ = low_level::raise(SIGSTOP);
                }
                SIGCONT => {
                    if session::resume() {
                        events.push(Event::Redraw);
                    }
                }
                ending => events.push(Event::Stop(ending)),
            }
        }
        events
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        for id in self.registered.drain(..) {
            low_level::unregister(id);
        }
    }
}

/// Takes all bytes that wait, which say no more than that something happened.
pub(super) fn drain(mut pipe: &UnixStream) {
    let mut buffer = [0; 64];
    while matches!(pipe.read(&mut buffer), Ok(1..)) {}
}

fn nonblocking_pair() -> io::Result<(UnixStream, UnixStream)> {
    let (reader, writer) = UnixStream::pair()?;
    reader.set_nonblocking(true)?;
    writer.set_nonblocking(true)?;
    Ok((reader, writer))
}
